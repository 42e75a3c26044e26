/* amount.c: amounts of time, what recurs, and the vague references. */
#include "date/expression.h"
#include "date/numeral.h"

enum { RATE_REACH = 3 }; /* tokens from the number of things to "a month" */

static uint32_t skip_hyphen(const Text *text, uint32_t at)
{
  return date_mark(text, at) == '-' ? at + 1 : at;
}

static bool is_article(const Text *text, uint32_t at)
{
  return text_is(text, at, "a") || text_is(text, at, "an") || text_is(text, at, "another");
}

static uint32_t skip_fillers(DateLexer *lexer, uint32_t at)
{
  for (int i = 0; i < 2 && date_word(lexer, at).class == WORD_FILLER; i++) {
    at = skip_hyphen(lexer->text, at + date_word(lexer, at).length);
  }
  return at;
}

/* ---- amounts ------------------------------------------------------------------- */

/* "two", "several", "a couple of", "two to three", "a"; then the unit follows. */
static uint32_t read_amount(DateLexer *lexer, uint32_t at, Amount *amount)
{
  const Text *text = lexer->text;
  *amount = (Amount){0};
  uint32_t from = is_article(text, at) ? at + 1 : at;
  DateToken word = date_word(lexer, from);
  if (word.class == WORD_QUANTITY) {
    uint32_t end = from + word.length;
    if (word.value == VAGUE_COUPLE) amount->value = 2;
    if (word.value == VAGUE_DOZEN) amount->value = 12;
    amount->vague = word.value == VAGUE_X;
    if (word.value == VAGUE_COUPLE && text_is(text, end, "of")) end++;
    return skip_hyphen(text, end);
  }
  double value;
  uint32_t end = numeral_read(lexer, at, &value);
  if (end > at) {
    amount->value = value;
    uint32_t middle = end;
    if (text_is(text, middle, "to") || text_is(text, middle, "or") || text_is(text, middle, "and") ||
        (middle < text->token_count &&
         (text->tokens[middle].mark == '-' || text->tokens[middle].mark == '~'))) {
      double high;
      uint32_t behind = numeral_read(lexer, middle + 1, &high);
      if (behind > middle + 1 && high > value &&
          date_word(lexer, skip_hyphen(text, behind)).class == WORD_UNIT) {
        amount->high = high;
        end = behind;
      }
    }
    return skip_hyphen(text, end);
  }
  if (text_is(text, at, "half") && (is_article(text, at + 1) || date_mark(text, at + 1) == '-')) {
    amount->value = 0.5;
    return at + 2;
  }
  if (from > at && text_is(text, from, "half")) { /* a half-hour */
    amount->value = 0.5;
    return skip_hyphen(text, from + 1);
  }
  if (text_is(text, from, "quarter")) { /* a quarter-century, a quarter of a century */
    uint32_t end_of = text_is(text, from + 1, "of") && text_is(text, from + 2, "a")
                          ? from + 3
                          : skip_hyphen(text, from + 1);
    amount->value = 0.25;
    if (text_is(text, end_of, "century")) return end_of;
  }
  if (from > at) {
    amount->value = 1;
    return from;
  }
  return at;
}

/* What stands before an amount in an anchored duration: "the past", "the next",
** "the first"; RELATION_NONE where there is none, else *end behind it. */
static uint8_t read_frame(DateLexer *lexer, uint32_t at, uint32_t *end)
{
  const Text *text = lexer->text;
  DateToken word = date_word(lexer, at);
  *end = at;
  if (word.class == WORD_RELATIVE) {
    *end = at + word.length;
    DateToken second = date_word(lexer, *end);
    if (second.class == WORD_REFERENCE && text_is(text, *end, "past")) {
      *end += 1;
      return RELATION_LAST;
    }
    return (uint8_t)word.value;
  }
  if (word.class == WORD_REFERENCE && word.length == 1 && word.flags & WORD_ADJECTIVE) {
    *end = at + 1;
    if (text_is(text, at, "past")) return RELATION_LAST;
    if (text_is(text, at, "recent")) return RELATION_RECENT;
    if (text_is(text, at, "future")) return RELATION_FUTURE;
    *end = at;
    return RELATION_NONE;
  }
  if (text_is(text, at, "first") || text_is(text, at, "final") || text_is(text, at, "opening") ||
      (text_is(text, at, "early") && !text_is(text, at + 1, "hours")) || text_is(text, at, "closing")) {
    *end = at + 1;
    return RELATION_SAME; /* of something else: no days of its own */
  }
  return RELATION_NONE;
}

/* "and a half", "or so", "or two", "or more", "old", "long" behind the unit. */
static uint32_t read_tail(DateLexer *lexer, uint32_t at, Expression *e, bool singular)
{
  const Text *text = lexer->text;
  if (text_is(text, at, "and") && (text_is(text, at + 1, "a") || text_is(text, at + 1, "one")) &&
      text_is(text, at + 2, "half")) {
    e->amount.value += 0.5;
    at += 3;
  }
  if (text_is(text, at, "or") && text_is(text, at + 1, "so")) {
    if (!e->bound) e->bound = BOUND_APPROX;
    return at + 2;
  }
  if (singular && text_is(text, at, "or") && text_is(text, at + 1, "two")) {
    e->amount.high = 2;
    return at + 2;
  }
  if (text_is(text, at, "or") && text_is(text, at + 1, "more")) {
    if (!e->bound) e->bound = BOUND_AT_LEAST;
    return at + 2;
  }
  if (text_is(text, at, "or") && text_is(text, at + 1, "less")) {
    if (!e->bound) e->bound = BOUND_AT_MOST;
    return at + 2;
  }
  uint32_t next = skip_hyphen(text, at);
  if (text_is(text, next, "old") ||
      (next > at && (text_is(text, next, "long") || text_is(text, next, "olds"))))
    return next + 1;
  return at;
}

/* "ago", "earlier", "from now" behind an amount: it is a point then. */
static uint32_t read_distance(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  static const struct {
    const char *word;
    uint8_t relation;
  } words[] = {{"ago", RELATION_AGO},        {"earlier", RELATION_EARLIER}, {"previously", RELATION_EARLIER},
               {"later", RELATION_LATER},    {"hence", RELATION_AHEAD},     {"afterwards", RELATION_LATER},
               {"afterward", RELATION_LATER}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!text_is(text, at, words[i].word)) continue;
    e->kind = EXPRESSION_CALENDAR;
    e->relation = words[i].relation;
    e->rule = "distance";
    return at + 1;
  }
  if (text_is(text, at, "from") && (text_is(text, at + 1, "now") || text_is(text, at + 1, "today"))) {
    e->kind = EXPRESSION_CALENDAR;
    e->relation = RELATION_AHEAD;
    e->rule = "distance";
    return at + 2;
  }
  return at;
}

/* Is an amount with "a" a rate: "$5 a year", "five times a day", "per week"? */
static bool is_rate(DateLexer *lexer, uint32_t at)
{
  const Text *text = lexer->text;
  static const char *const distance[] = {"ago", "earlier", "later", "before", "after", "from", "into"};
  if (at == 0 || (!text_is(text, at, "a") && !text_is(text, at, "an"))) return false;
  uint32_t behind = skip_hyphen(text, at + 2);
  if (TEXT_IS_ANY(text, behind, distance)) return false;
  const Token *left = &text->tokens[at - 1];
  if (left->mark == '%' || left->kind == TOKEN_NUMBER) return true;
  if (text_is(text, at - 1, "percent") || text_is(text, at - 1, "times") ||
      text_is(text, at - 1, "million") || text_is(text, at - 1, "billion") ||
      text_is(text, at - 1, "dollars") || text_is(text, at - 1, "cents") ||
      text_is(text, at - 1, "barrels") || text_is(text, at - 1, "tons")) {
    return true;
  }
  bool thing = left->kind == TOKEN_WORD && !(left->flags & TOKEN_CAPITAL) &&
               date_word(lexer, at - 1).class == WORD_NONE && text->bytes[left->end - 1] == 's';
  for (uint32_t i = at; thing && i-- > 1 && i + RATE_REACH >= at;) { /* 40 big planes a month */
    const Token *number = &text->tokens[i - 1];
    uint8_t class = date_word(lexer, i - 1).class;
    if (number->kind == TOKEN_NUMBER || class == WORD_NUMBER || class == WORD_QUANTITY) return true;
    if (number->kind != TOKEN_WORD || number->flags & TOKEN_CAPITAL) break;
  }
  DateToken unit = date_word(lexer, at - 1);
  return unit.class == WORD_UNIT && unit.flags & WORD_PLURAL && at >= 2 &&
         (date_word(lexer, at - 2).class == WORD_NUMBER ||
          text->tokens[at - 2].kind == TOKEN_NUMBER); /* seven days a week */
}

/* "years old", "-year-old": an age is no duration here. */
static bool is_age(const Text *text, uint32_t at)
{
  uint32_t next = skip_hyphen(text, at);
  return text_is(text, next, "old") || text_is(text, next, "olds") ||
         (text_is(text, at, "of") && text_is(text, at + 1, "age"));
}

/* May "years", "days" ... without an amount be one?  Behind a preposition, a verb
** of lasting, an adverb or a mark, or before "ago": not "good days", "its years". */
static bool plural_stands(DateLexer *lexer, uint32_t at)
{
  static const char *const before[] = {
      "for",    "in",      "within", "after",    "over",   "by",      "of",       "during",    "until",
      "since",  "from",    "before", "through",  "about",  "around",  "than",     "and",       "or",
      "to",     "but",     "just",   "only",     "even",   "mere",    "the",      "those",     "later",
      "last",   "lasts",   "lasted", "lasting",  "take",   "takes",   "took",     "taken",     "taking",
      "spend",  "spends",  "spent",  "spending", "follow", "follows", "followed", "following", "wait",
      "waited", "waiting", "cost",   "came"};
  const Text *text = lexer->text;
  uint32_t behind = at + 1;
  if (text_is(text, behind, "apart")) return false; /* how far things lie apart */
  if (text_is(text, behind, "of") && text_is(text, behind + 1, "the") && text_is(text, behind + 2, "week"))
    return false; /* days of the week */
  if (at == 0 || text->tokens[at].flags & TOKEN_SENTENCE_START) return true;
  if (text->tokens[at - 1].kind != TOKEN_WORD) return true;
  if (TEXT_IS_ANY(text, at - 1, before)) return true;
  return text_is(text, behind, "ago") || text_is(text, behind, "later") || text_is(text, behind, "earlier") ||
         text_is(text, behind, "after") || text_is(text, behind, "before");
}

/* Does "long" or "old" end the word whose unit ends at `end`: month-long? */
static bool is_length(const Text *text, uint32_t end, uint32_t tail)
{
  return tail > end && (text_is(text, tail, "long") || text_is(text, tail, "old"));
}

/* "month-long", "decades-old" without a number at `at`? */
static bool is_long(DateLexer *lexer, uint32_t at)
{
  const Text *text = lexer->text;
  DateToken unit = date_word(lexer, at);
  uint32_t end = at + unit.length;
  if (unit.class != WORD_UNIT) return false;
  return unit.flags & WORD_ADJECTIVE /* weeklong */ || is_length(text, end, skip_hyphen(text, end));
}

/* "will one day walk on Mars" */
static bool is_someday(const Text *text, uint32_t at)
{
  static const char *const before[] = {"to", "will", "would", "may", "might", "could", "can", "hopefully"};
  return text_is(text, at, "one") && text_is(text, at + 1, "day") && TEXT_IS_ANY(text, at - 1, before);
}

uint32_t duration_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (is_someday(text, at)) return at;
  Expression read = *e;
  read.kind = EXPRESSION_DURATION;
  read.rule = "duration";
  uint32_t from = at, end;
  read.preceded_by_in = text_is(text, at - 1, "in") && !text_is(text, at, "the");
  DateToken word = date_word(lexer, from);
  if (text_is(text, from, "a") && date_word(lexer, from + 1).class == WORD_BOUND) {
    word = date_word(lexer, ++from); /* a little over, a minimum of */
  }
  if (word.class == WORD_BOUND) {
    read.bound = (uint8_t)word.value;
    from += word.length;
    if (text_is(text, at, "over") && text_is(text, from, "the"))
      return at; /* over the past year: a preposition */
  }
  bool article = text_is(text, from, "the");
  uint32_t frame_at = article ? from + 1 : from;
  read.relation = read_frame(lexer, frame_at, &end);
  bool framed = end > frame_at;
  if (framed && text_is(text, frame_at, "that")) return at; /* "that some days are dry": a conjunction */
  if (framed && text_is(text, frame_at, "last") && text_is(text, frame_at - 1, "to"))
    return at; /* to last a week */
  uint32_t amount_at = framed ? end : frame_at;
  if (framed && !article && text_is(text, frame_at, "first") && read.bound == BOUND_NONE) article = true;
  if (framed && date_word(lexer, amount_at).class == WORD_BOUND) {
    read.bound = (uint8_t)date_word(lexer, amount_at).value;
    amount_at += date_word(lexer, amount_at).length;
  }
  if (!framed && is_rate(lexer, amount_at)) return at;
  static const char *const more[] = {"further", "additional", "extra", "full"};
  if (is_article(text, amount_at) && TEXT_IS_ANY(text, amount_at + 1, more) &&
      (date_word(lexer, amount_at + 2).class == WORD_NUMBER ||
       date_word(lexer, amount_at + 2).class == WORD_DIGITS))
    amount_at += 2; /* a further two years */
  if (is_article(text, amount_at) && !text_is(text, amount_at, "another") && is_long(lexer, amount_at + 1))
    return at; /* the article belongs to the noun */
  end = read_amount(lexer, amount_at, &read.amount);
  bool counted = end > amount_at;
  if (counted && (text_is(text, end, "plus") || date_mark(text, end) == '+')) {
    if (read.bound == BOUND_NONE) read.bound = BOUND_AT_LEAST; /* 15-plus years, 20+ years */
    end = skip_hyphen(text, end + 1);
  }
  if (!counted && article && !framed && (text_is(text, amount_at, "two") == false)) {
    DateToken fill = date_word(lexer, amount_at);
    if (fill.class != WORD_FILLER && fill.class != WORD_UNIT) return at;
  }
  if (counted && !framed && date_word(lexer, end).class == WORD_RELATIVE &&
      date_word(lexer, end).value == RELATION_PREVIOUS) {
    read.relation = RELATION_PREVIOUS; /* the four previous weeks */
    end += date_word(lexer, end).length;
  }
  uint32_t unit_at = skip_fillers(lexer, end);
  if (counted && text_is(text, unit_at, "more")) unit_at++;
  DateToken unit = date_word(lexer, unit_at);
  if (unit.class != WORD_UNIT || unit.value == UNIT_PERIOD || unit.value == UNIT_NONE) return at;
  bool plural = unit.flags & WORD_PLURAL;
  end = unit_at + unit.length;
  bool hyphen = unit_at > 0 && text->tokens[unit_at - 1].mark == '-';
  if (!counted) {
    if (at > 0 && text->tokens[at - 1].kind == TOKEN_NUMBER && text->tokens[at].flags & TOKEN_CAPITAL)
      return at;
    if (unit.flags & WORD_ADJECTIVE && (article || framed)) return at;
    if (framed && !plural) { /* "the past year", "the last fortnight": an amount of one */
      bool past =
          read.relation == RELATION_LAST && text_is(text, amount_at - 1, "past") && unit.value >= UNIT_WEEK;
      bool last = relative_is_amount(text, frame_at) && unit.value >= UNIT_HOUR;
      if (!past && !last && unit.value != UNIT_FORTNIGHT) return at;
      read.amount.value = 1;
    } else if (!plural) {
      uint32_t tail = skip_hyphen(text, end); /* day-long */
      if (!is_length(text, end, tail) && !(unit.flags & WORD_ADJECTIVE)) return at;
      if (article) return at;
      read.amount.value = 1;
    } else {
      if (!framed && !is_long(lexer, unit_at) && (article || !plural_stands(lexer, unit_at)))
        return at; /* the days before: "days" */
      read.amount.vague = true;
    }
  }
  if (counted && !plural && !hyphen && read.amount.value != 1 && read.amount.value > 1 &&
      !text_is(text, end, "old") && !read.amount.vague && unit.value == UNIT_SECOND) {
    return at;
  }
  if (unit.value == UNIT_SECOND && !plural && !(counted && (hyphen || read.amount.value == 1))) return at;
  if (unit.value == UNIT_SECOND && text_is(text, amount_at, "a")) return at;  /* a second term */
  if (unit.value == UNIT_QUARTER && !plural && counted && !hyphen) return at; /* a quarter of */
  if (unit.value == UNIT_QUARTER && plural && text_is(text, end, "of")) return at;
  if (unit.value == UNIT_QUARTER && date_word(lexer, amount_at).class == WORD_YEAR) return at;
  if (unit.value == UNIT_MINUTE && !plural && counted && (text_is(text, end, "amount"))) return at;
  read.unit = (uint8_t)unit.value;
  if (counted && text_is(text, amount_at, "half") && read.unit == UNIT_DAY && hyphen)
    return at;                                                              /* a half-day */
  bool adjective = counted && !plural && (hyphen || read.amount.value > 1); /* the two-week trip */
  if (adjective && !framed && (article || (is_article(text, amount_at) && end - amount_at > 2))) return at;
  if (unit.value == UNIT_YEAR && is_age(text, end)) return at;
  if (unit.value == UNIT_YEAR && !plural && is_article(text, amount_at) &&
      date_word(lexer, end).class == WORD_DIGITS)
    return at; /* a year 3 pupil */
  if (text->tokens[unit_at].flags & TOKEN_CAPITAL && counted &&
      !(text->tokens[unit_at].flags & (TOKEN_ALL_CAPITALS | TOKEN_SENTENCE_START)) && unit_at > 0 &&
      text->tokens[unit_at - 1].kind == TOKEN_NUMBER) {
    return at; /* 60 Minutes, a programme */
  }
  if (text_is(text, skip_hyphen(text, end), "ago") == false && skip_hyphen(text, end) > end &&
      (text_is(text, end + 1, "earlier") || text_is(text, end + 1, "before")))
    return at;
  if (skip_hyphen(text, end) > end && text_is(text, end + 1, "ago")) return at;
  end = read_tail(lexer, end, &read, counted && !plural);
  uint32_t distance = framed ? end : read_distance(lexer, end, &read);
  *e = read;
  return distance;
}

/* ---- sets ---------------------------------------------------------------------- */

/* What "every" can stand before; sets the fields. */
static uint32_t read_recurring(DateLexer *lexer, uint32_t at, Expression *e)
{
  DateToken word = date_word(lexer, at);
  switch ((WordClass)word.class) {
  case WORD_UNIT:
    if (word.value == UNIT_PERIOD) return at;
    e->unit = (uint8_t)word.value;
    return at + word.length;
  case WORD_WEEKDAY: {
    e->weekday = (int16_t)word.value;
    DateToken part = date_word(lexer, at + 1);
    if (part.class == WORD_PART) {
      e->part = (uint8_t)part.value;
      return at + 2;
    }
    return at + 1;
  }
  case WORD_MONTH:
    if (!month_is_month(lexer, at)) return at;
    e->month = (int16_t)word.value;
    return at + 1;
  case WORD_PART: e->part = (uint8_t)word.value; return at + 1;
  case WORD_SEASON: e->season = (uint8_t)word.value; return at + 1;
  case WORD_HOLIDAY: e->holiday = (int16_t)word.value; return at + word.length;
  default: return at;
  }
}

uint32_t set_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  DateToken word = date_word(lexer, at);
  Expression read = *e;
  read.kind = EXPRESSION_SET;
  read.every = 1;
  read.amount.value = 1;
  read.rule = "set";
  uint32_t end = at;
  if (word.class == WORD_FREQUENCY) {
    bool capital = text->tokens[at].flags & TOKEN_CAPITAL;
    bool opens = text->tokens[at].flags & TOKEN_SENTENCE_START;
    bool title = at + 1 < text->token_count && text->tokens[at + 1].flags & TOKEN_CAPITAL &&
                 !(text->tokens[at + 1].flags & TOKEN_SENTENCE_START);
    if (title && at + 1 < text->sentences[text->tokens[at].sentence].last_token)
      return at; /* the Daily Chronicle, the party daily Flag */
    if (capital && !opens) return at;
    read.unit = (uint8_t)word.value;
    read.rule = "frequency";
    *e = read;
    return at + word.length;
  }
  if (word.class == WORD_EVERY) {
    uint32_t from = at + word.length;
    read.every = (uint8_t)word.value;
    double amount;
    uint32_t counted = numeral_read(lexer, from, &amount);
    int32_t ordinal;
    if (counted > from) {
      read.amount.value = amount;
      from = counted;
    } else if (numeral_read_ordinal(lexer, from, &ordinal) > from &&
               date_word(lexer, from + 1).class == WORD_UNIT) {
      read.amount.value = ordinal; /* every third day */
      from++;
    } else if (text_is(text, from, "few")) {
      read.amount.vague = true;
      from++;
    }
    if (read.every == 2) read.amount.value = 2;
    end = read_recurring(lexer, from, &read);
    if (end == from) return at;
    *e = read;
    return end;
  }
  if (word.class == WORD_NUMBER || word.class == WORD_DIGITS) {
    DateToken what = date_word(lexer, at + 1), unit = date_word(lexer, at + 3);
    bool rate = text_is(text, at + 2, "a") || text_is(text, at + 2, "per") ||
                text_is(text, at + 2, "every") || text_is(text, at + 2, "each");
    bool counted = what.class == WORD_UNIT || what.class == WORD_PART;
    if (counted && what.flags & WORD_PLURAL && rate && unit.class == WORD_UNIT &&
        !(unit.flags & WORD_PLURAL) && unit.value >= UNIT_DAY && unit.value != UNIT_PERIOD) {
      read.unit = (uint8_t)unit.value; /* five days a week, 24 hours a day */
      read.rule = "times";
      *e = read;
      return at + 4;
    }
  }
  if (word.class == WORD_TIMES ||
      (text_is(text, at + 1, "times") && (word.class == WORD_NUMBER || word.class == WORD_DIGITS))) {
    uint32_t from = word.class == WORD_TIMES ? at + word.length : at + 2;
    bool every = date_word(lexer, from).class == WORD_FREQUENCY || date_word(lexer, from).class == WORD_EVERY;
    uint32_t recurring = every ? set_read(lexer, from, &read) : from;
    if (recurring > from) { /* twice daily, once every four years */
      read.rule = "times";
      *e = read;
      return recurring;
    }
    if (!text_is(text, from, "a") && !text_is(text, from, "an") && !text_is(text, from, "per") &&
        date_word(lexer, from).class != WORD_EVERY)
      return at;
    DateToken unit = date_word(lexer, from + 1);
    if (unit.class != WORD_UNIT || unit.flags & WORD_PLURAL || unit.value == UNIT_PERIOD ||
        unit.value <= UNIT_SECOND)
      return at;
    read.unit = (uint8_t)unit.value;
    read.rule = "times";
    *e = read;
    return from + 2;
  }
  if (is_rate(lexer, at) || text_is(text, at, "per")) {
    DateToken unit = date_word(lexer, at + 1);
    if (unit.class != WORD_UNIT || unit.flags & WORD_PLURAL || unit.value == UNIT_PERIOD ||
        unit.value == UNIT_QUARTER || unit.value <= UNIT_SECOND)
      return at;
    read.unit = (uint8_t)unit.value;
    read.rule = "rate";
    *e = read;
    return at + 2;
  }
  if (word.class == WORD_UNIT && word.value == UNIT_WEEKEND && word.flags & WORD_PLURAL) {
    read.weekend = true;
    *e = read;
    return at + 1;
  }
  if (word.class == WORD_WEEKDAY) {
    end = at + 1;
    DateToken part = date_word(lexer, end);
    bool nights = part.class == WORD_PART && part.flags & WORD_PLURAL;
    if (!(word.flags & WORD_PLURAL) && !nights) return at;
    read.weekday = (int16_t)word.value;
    if (part.class == WORD_PART) {
      read.part = (uint8_t)part.value;
      end++;
    }
    *e = read;
    return end;
  }
  return at;
}

/* ---- references ------------------------------------------------------------------ */

uint32_t reference_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (is_someday(text, at)) {
    e->kind = EXPRESSION_REFERENCE;
    e->reference = REFERENCE_FUTURE;
    e->rule = "reference";
    return at + 2;
  }
  bool the = text_is(text, at, "the"), article = the || text_is(text, at, "a");
  uint32_t from = article ? at + 1 : at;
  DateToken word = date_word(lexer, from);
  if (word.class != WORD_REFERENCE) return at;
  uint32_t end = from + word.length;
  bool noun = (the && (text_is(text, from, "past") || text_is(text, from, "future"))) || word.length > 1;
  if (word.flags & WORD_ADJECTIVE && word.length == 1) {
    if (article && noun) {
      /* the past, the future: a noun that they would qualify must not follow */
      static const char *const before[] = {"in", "from", "of", "into", "for", "than", "to"};
      bool led = TEXT_IS_ANY(text, at - 1, before);
      bool followed = end < text->token_count && text->tokens[end].kind == TOKEN_WORD;
      if (text_is(text, end, "of") ||
          (followed && !text_is(text, end, "that") && (!led || date_word(lexer, end).class != WORD_NONE)))
        return at;
    } else if (article) {
      return at; /* the article belongs to the noun */
    } else if (text_is(text, from, "past") ||
               (text_is(text, from, "future") && !text_is(text, at - 1, "in"))) {
      return at;
    }
  } else if (article && !noun) {
    return at;
  }
  if (text_is(text, from, "soon") && word.length == 1) { /* "soon after", "soon became": told, not foretold */
    if (text_is(text, end, "after") || text_is(text, end, "as") || text_is(text, at - 1, "as")) return at;
    if (tense_direction(text, at, end) == DIRECTION_PAST) return at;
  }
  e->kind = EXPRESSION_REFERENCE;
  e->reference = (uint8_t)word.value;
  e->rule = "reference";
  return end;
}
