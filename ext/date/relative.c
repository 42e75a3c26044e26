/* relative.c: periods that lie to a reference time: "last week", "the third
** quarter", "that year". */
#include "date/expression.h"
#include "date/numeral.h"

enum { SPORT_REACH = 20 }; /* tokens between a quarter and a word of sports */

static bool is_article(const Text *text, uint32_t at)
{
  return text_is(text, at, "the");
}

static uint32_t skip_hyphen(const Text *text, uint32_t at)
{
  return date_mark(text, at) == '-' ? at + 1 : at;
}

/* "fiscal", "full" and other adjectives before a unit. */
static uint32_t skip_fillers(DateLexer *lexer, uint32_t at)
{
  for (int i = 0; i < 2 && date_word(lexer, at).class == WORD_FILLER; i++) {
    at = skip_hyphen(lexer->text, at + date_word(lexer, at).length);
  }
  return at;
}

static bool is_unit(DateToken word, Unit unit)
{
  return word.class == WORD_UNIT && word.value == (int32_t)unit;
}

/* Is the quarter at `at` one of a match? */
static bool is_sport(const Text *text, uint32_t at)
{
  static const char *const words[] = {"halftime", "touchdown", "touchdowns",   "yards",       "yard",
                                      "rebounds", "layup",     "overtime",     "quarterback", "fouls",
                                      "dunk",     "buzzer",    "interception", "turnovers",   "scoreless"};
  const Sentence *sentence = &text->sentences[text->tokens[at].sentence];
  uint32_t from = at > sentence->first_token + SPORT_REACH ? at - SPORT_REACH : sentence->first_token;
  for (uint32_t i = from; i < sentence->last_token && i < at + SPORT_REACH; i++) {
    if (TEXT_IS_ANY(text, i, words)) return true;
  }
  return false;
}

/* "third quarter", "second-half", "first half", "fiscal first quarter", "Q3". */
static uint32_t read_quarter(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  DateToken word = date_word(lexer, at);
  if (word.class == WORD_QUARTER || word.class == WORD_HALF) {
    if (word.class == WORD_QUARTER) e->quarter = (int16_t)(word.value % 10);
    if (word.class == WORD_HALF) e->half = (int16_t)(word.value % 10);
    if (word.value >= 10) e->year = (int16_t)(word.value / 10);
    return at + word.length;
  }
  uint32_t from = skip_fillers(lexer, at);
  int32_t ordinal = 0;
  uint32_t end = numeral_read_ordinal(lexer, from, &ordinal);
  if (end == from && (text_is(text, from, "last") || text_is(text, from, "latter"))) {
    ordinal = 5; /* counted from the end */
    end = from + 1;
  }
  static const char *const final[] = {"final", "closing"};
  if (end == from && TEXT_IS_ANY(text, from, final) && text_is(text, from + 1, "quarter") &&
      text_is(text, from + 2, "of")) { /* without "of" also that of a match */
    ordinal = 4;
    end = from + 1;
  }
  if (end == from) return at;
  end = skip_fillers(lexer, skip_hyphen(text, end));
  word = date_word(lexer, end);
  if (is_unit(word, UNIT_QUARTER) && ordinal <= 4 && !(word.flags & WORD_PLURAL)) {
    if (is_sport(text, at)) return at;
    e->quarter = (int16_t)ordinal;
    return end + 1;
  }
  if (text_is(text, end, "half") && (ordinal <= 2 || ordinal == 5)) {
    uint32_t behind = end + 1;
    DateToken next = date_word(lexer, behind);
    bool of_period = text_is(text, behind, "of") && !text_is(text, behind + 1, "a");
    if (next.class == WORD_UNIT || (!of_period && ordinal == 5)) return at; /* the last half hour */
    if (!of_period && !(next.class == WORD_YEAR)) {
      /* alone it is a half of a match as well as of a year */
      if (text->tokens[end - 1].mark != '-') return at;
    }
    e->half = (int16_t)(ordinal == 5 ? 2 : ordinal);
    return behind;
  }
  return at;
}

/* What a relation word can qualify by name: "last May", "next Friday". */
static uint32_t read_named(DateLexer *lexer, uint32_t at, Expression *e)
{
  DateToken word = date_word(lexer, at);
  uint32_t end = at + word.length;
  switch ((WordClass)word.class) {
  case WORD_MONTH:
    if (e->month != FIELD_NONE) return at;
    e->month = (int16_t)word.value;
    return end;
  case WORD_WEEKDAY:
    if (word.flags & (WORD_PLURAL | WORD_AMBIGUOUS)) return at;
    e->weekday = (int16_t)word.value;
    return end;
  case WORD_SEASON:
    if (word.flags & WORD_PLURAL) return at;
    e->season = (uint8_t)word.value;
    return end;
  case WORD_PART:
    if (word.flags & WORD_PLURAL) return at;
    e->part = (uint8_t)word.value;
    return end;
  case WORD_HOLIDAY: e->holiday = (int16_t)word.value; return end;
  default: return read_quarter(lexer, at, e);
  }
}

/* "year-ago", "year-earlier", with what lies there: "the year-ago quarter". */
static uint32_t read_year_ago(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  uint32_t from = skip_fillers(lexer, at);
  if (!text_is(text, from, "year") || date_mark(text, from + 1) != '-') return at;
  bool ago = text_is(text, from + 2, "ago");
  if (!ago && !text_is(text, from + 2, "earlier") && !text_is(text, from + 2, "before")) return at;
  e->relation = ago ? RELATION_AGO : RELATION_EARLIER;
  e->unit = UNIT_YEAR;
  e->amount.value = 1;
  e->of_unit = UNIT_PERIOD;
  e->rule = "year-ago";
  uint32_t end = from + 3, quarter = read_quarter(lexer, end, e);
  if (quarter > end) return quarter;
  DateToken word = date_word(lexer, end);
  if (word.class == WORD_UNIT && !(word.flags & WORD_PLURAL)) {
    e->of_unit = (uint8_t)word.value;
    return end + 1;
  }
  return end;
}

/* "of last year", "a year earlier", "in 2022": the year that "the same month" is of;
** relation and amount go to e. */
static uint32_t read_compared_year(DateLexer *lexer, uint32_t at, Expression *e)
{
  static const char *const year_before[] = {"last", "previous", "prior", "preceding"};
  static const char *const distance[] = {"earlier", "ago", "before", "previously"};
  const Text *text = lexer->text;
  uint32_t from = text_is(text, at, "of") || text_is(text, at, "in") ? at + 1 : at;
  if (from > at && date_word(lexer, from).class == WORD_YEAR) {
    e->year = (int16_t)date_word(lexer, from).value;
    return from + 1;
  }
  e->relation = RELATION_EARLIER;
  e->amount.value = 1;
  uint32_t adjective = text_is(text, from, "the") ? from + 1 : from;
  if (TEXT_IS_ANY(text, adjective, year_before) && text_is(text, adjective + 1, "year")) return adjective + 2;
  if (adjective > from && text_is(text, adjective, "year") && text_is(text, adjective + 1, "before"))
    return adjective + 2;
  if ((text_is(text, at, "a") || text_is(text, at, "one")) && text_is(text, at + 1, "year") &&
      TEXT_IS_ANY(text, at + 2, distance))
    return at + 3;
  return at;
}

/* "the same month last year", "the corresponding period of 2022". */
static uint32_t read_compared(DateLexer *lexer, uint32_t at, Expression *e)
{
  static const char *const same[] = {"same", "corresponding", "comparable", "equivalent"};
  const Text *text = lexer->text;
  DateToken unit = date_word(lexer, at + 1);
  if (!TEXT_IS_ANY(text, at, same) || unit.class != WORD_UNIT || unit.flags & WORD_PLURAL) return at;
  if (unit.value != UNIT_MONTH && unit.value != UNIT_QUARTER && unit.value != UNIT_PERIOD) return at;
  if (text_is(text, at + 1, "time")) return at;
  Expression read = *e;
  uint32_t end = read_compared_year(lexer, at + 2, &read);
  if (end == at + 2) return at;
  read.unit = read.year == FIELD_NONE ? UNIT_YEAR : UNIT_NONE;
  read.of_unit = (uint8_t)unit.value;
  read.rule = "compared";
  *e = read;
  return end;
}

/* "Person of the Year", "the word of the year": a title, no date. */
static bool is_award(const Text *text, uint32_t at)
{
  static const char *const titles[] = {"person",  "man",   "woman",   "player", "coach",  "manager",
                                       "team",    "word",  "song",    "album",  "book",   "film",
                                       "car",     "photo", "rookie",  "goal",   "artist", "athlete",
                                       "teacher", "game",  "product", "company"};
  if (at < 3 || !text_is(text, at - 2, "of")) return false;
  if (text->tokens[at].flags & TOKEN_CAPITAL && text->tokens[at - 3].flags & TOKEN_CAPITAL) return true;
  return TEXT_IS_ANY(text, at - 3, titles);
}

/* "before last", "after next", "before" at the end of a clause, behind "the week". */
static uint32_t read_beside(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  bool before = text_is(text, at, "before") || text_is(text, at, "prior");
  if (!before && !text_is(text, at, "after")) return at;
  if (text_is(text, at + 1, before ? "last" : "next")) {
    e->relation = before ? RELATION_LAST : RELATION_NEXT;
    if (e->unit == UNIT_NONE) e->unit = UNIT_WEEKEND;
    e->amount.value = 2;
    return at + 2;
  }
  if (!text_ends_clause(text, at + 1) || e->unit == UNIT_NONE) return at;
  e->relation = before ? RELATION_PREVIOUS : RELATION_FOLLOWING;
  return at + 1;
}

/* "the quarter", "the week", "the full year": the one spoken of. */
static uint32_t read_bare_unit(DateLexer *lexer, uint32_t at, Expression *e)
{
  bool full = text_is(lexer->text, at, "full") && text_is(lexer->text, at + 1, "year");
  if (full) at++;
  DateToken word = date_word(lexer, at);
  if (word.class != WORD_UNIT || word.flags & WORD_PLURAL || is_award(lexer->text, at)) return at;
  static const char *const part[] = {"day", "days", "time", "times"};
  if (at >= 3 && text_is(lexer->text, at - 2, "of") && TEXT_IS_ANY(lexer->text, at - 3, part))
    return at; /* days of the week */
  switch ((Unit)word.value) {
  case UNIT_WEEKEND: e->weekend = true; break;
  case UNIT_QUARTER:
  case UNIT_YEAR:
  case UNIT_MONTH:
  case UNIT_WEEK:
    e->relation = RELATION_SAME;
    e->unit = (uint8_t)word.value;
    break;
  default: return at;
  }
  uint32_t behind = at + word.length;
  if (date_mark(lexer->text, behind) == '-') return at;
  DateToken number = date_word(lexer, behind);
  if (word.value == UNIT_YEAR && (number.digits > 0 || number.class == WORD_NUMBER)) return at;
  e->rule = "the-period";
  uint32_t beside = read_beside(lexer, behind, e);
  if (beside > behind) return beside;
  const Text *text = lexer->text;
  bool bounded = text_is(text, behind, "ended") || text_is(text, behind, "ending") ||
                 (text_is(text, behind, "to") && date_word(lexer, behind + 1).class == WORD_MONTH);
  if (word.value == UNIT_YEAR && !full && ((at >= 2 && text_is(text, at - 2, "for")) || bounded)) {
    e->kind = EXPRESSION_DURATION; /* "for the year", "the year ended June 30", "the year to March" */
    e->relation = RELATION_NONE;
    e->amount.value = 1;
  }
  return behind;
}

/* May a relation qualify this unit?  "this period" says no day. */
static bool takes_relation(uint8_t relation, int32_t unit)
{
  if (unit == UNIT_PERIOD) return relation == RELATION_LATEST;
  if (unit <= UNIT_MINUTE) return false;
  if (unit == UNIT_FORTNIGHT) return false; /* the last fortnight: an amount of time */
  if (unit == UNIT_DAY) {
    return relation == RELATION_SAME || relation == RELATION_NEXT || relation == RELATION_PREVIOUS ||
           relation == RELATION_FOLLOWING;
  }
  return unit != UNIT_HOUR;
}

/* "the new year", without 's or Day behind it. */
static uint32_t read_new_year(const Text *text, uint32_t at, Expression *e)
{
  if (!text_is(text, at, "new") || !text_is(text, at + 1, "year")) return at;
  uint32_t end = at + 2;
  if (end < text->token_count &&
      (text->tokens[end].flags & TOKEN_CLITIC || text->tokens[end].flags & TOKEN_CAPITAL))
    return at;
  e->relation = RELATION_NEW;
  e->unit = UNIT_YEAR;
  e->rule = "new-year";
  return end;
}

/* "a third straight day", "the fifth week in a row": the one that the text is in. */
static uint32_t read_running(DateLexer *lexer, uint32_t at, Expression *e)
{
  static const char *const running[] = {"straight", "consecutive", "successive"};
  const Text *text = lexer->text;
  int32_t ordinal;
  uint32_t end = numeral_read_ordinal(lexer, at, &ordinal);
  if (end == at) return at;
  bool counted = TEXT_IS_ANY(text, end, running);
  if (counted) end++;
  DateToken unit = date_word(lexer, end);
  if (unit.class != WORD_UNIT || unit.flags & WORD_PLURAL ||
      (unit.value != UNIT_DAY && unit.value != UNIT_WEEK))
    return at;
  end += unit.length;
  if (text_is(text, end, "in") && text_is(text, end + 1, "a") && text_is(text, end + 2, "row"))
    end += 3;
  else if (text_is(text, end, "running"))
    end++;
  else if (!counted)
    return at;
  e->relation = RELATION_THIS;
  e->unit = (uint8_t)unit.value;
  e->nth_running = true;
  e->rule = "running";
  return end;
}

bool relative_is_amount(const Text *text, uint32_t at)
{
  static const char *const during[] = {"over", "in", "during", "within", "throughout"};
  return text_is(text, at, "last") && at >= 2 && text_is(text, at - 1, "the") &&
         TEXT_IS_ANY(text, at - 2, during);
}

uint32_t relative_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (e->relation != RELATION_NONE) return at;
  bool article = is_article(text, at);
  uint32_t from = article ? at + 1 : at, end;
  if (article && (end = read_new_year(text, from, e)) > from) return end;
  if (article && (end = read_compared(lexer, from, e)) > from) return end;
  uint32_t ordinal_at = text_is(text, at, "a") ? at + 1 : from;
  if ((end = read_running(lexer, ordinal_at, e)) > ordinal_at) return end;
  Expression read = *e;
  end = read_year_ago(lexer, from, &read);
  if (end > from && (!article || read.of_unit != UNIT_PERIOD ||
                     date_word(lexer, end - 1).class == WORD_UNIT || read.quarter != FIELD_NONE)) {
    *e = read;
    return end;
  }
  DateToken word = date_word(lexer, from);
  bool past = word.class == WORD_REFERENCE && text_is(text, from, "past");
  bool current = word.class == WORD_REFERENCE && text_is(text, from, "current") && word.length == 1;
  if (word.class == WORD_RELATIVE || past || current) {
    read.relation = past ? RELATION_LAST : current ? RELATION_THIS : (uint8_t)word.value;
    uint32_t what = from + word.length;
    DateToken second = date_word(lexer, what);
    if (second.class == WORD_REFERENCE && text_is(text, what, "past")) { /* this past spring */
      read.relation = RELATION_LAST;
      what++;
    } else if (second.class == WORD_RELATIVE && second.value == RELATION_NEXT) { /* this coming Sunday */
      read.relation = RELATION_NEXT;
      what++;
    }
    uint32_t unit_at = skip_fillers(lexer, what);
    DateToken unit = date_word(lexer, unit_at);
    bool part =
        unit.value == UNIT_QUARTER && date_word(lexer, skip_hyphen(text, unit_at + 1)).class == WORD_UNIT;
    if (unit.class == WORD_UNIT && !(unit.flags & WORD_PLURAL) && !part && /* the last quarter century */
        takes_relation(read.relation, unit.value)) {
      read.unit = (uint8_t)unit.value;
      read.rule = "relative-unit";
      if (unit.value == UNIT_WEEKEND) read.weekend = true;
      end = unit_at + unit.length;
      bool last = relative_is_amount(text, from);
      if ((past || last) && read.relation == RELATION_LAST && unit.value <= UNIT_CENTURY)
        return at; /* the past year, over the last year: an amount of time */
      if (text->token_count > end && text->tokens[end].flags & TOKEN_CLITIC && text_is(text, end, "'s")) {
        uint32_t quarter = read_quarter(lexer, end + 1, &read); /* this year's third quarter */
        if (quarter > end + 1) end = quarter;
      }
      *e = read;
      return end;
    }
    read.rule = "relative-name";
    end = read_named(lexer, what, &read);
    if (end > what + 2 && text->tokens[end - 2].mark == '-' && read.quarter != FIELD_NONE) return at;
    if (end > what) {
      *e = read;
      return end;
    }
    read = *e;
  }
  if (e->quarter == FIELD_NONE && e->half == FIELD_NONE) {
    read.rule = "quarter";
    end = read_quarter(lexer, from, &read);
    bool adjective = end > from + 2 && text->tokens[end - 2].mark == '-'; /* third-quarter profit */
    if (end > from && !(article && adjective)) {
      *e = read;
      return end;
    }
  }
  if (article) {
    read = *e;
    end = read_bare_unit(lexer, from, &read);
    if (end > from) {
      *e = read;
      return end;
    }
  }
  return at;
}

/* "year-end", "year's end", "month's end". */
static uint32_t read_unit_end(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  DateToken word = date_word(lexer, at);
  if (word.class != WORD_UNIT ||
      (word.value != UNIT_YEAR && word.value != UNIT_MONTH && word.value != UNIT_WEEK))
    return at;
  uint32_t end = at + 1;
  if (date_mark(text, end) == '-' || text_is(text, end, "'s")) end++;
  if (!text_is(text, end, "end")) return at;
  e->edge = EDGE_END;
  e->relation = RELATION_THIS;
  e->unit = (uint8_t)word.value;
  e->rule = "period-end";
  return end + 1;
}

/* Is "end" behind a preposition a noun: "by end January", not "to end January 24"? */
static bool is_prepositional(const Text *text, uint32_t at)
{
  static const char *const words[] = {"at", "by", "in", "until", "till", "from", "since", "before", "after"};
  return TEXT_IS_ANY(text, at - 1, words);
}

uint32_t edge_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (e->edge != EDGE_NONE) return at;
  uint32_t from = text_is(text, at, "the") ? at + 1 : at;
  uint32_t unit_end = read_unit_end(lexer, from, e);
  if (unit_end > from) return unit_end;
  if (text_is(text, from, "very")) from++;
  DateToken word = date_word(lexer, from);
  if (word.class != WORD_EDGE) return at;
  uint32_t end = from + word.length;
  bool noun = text_is(text, from, "end") || text_is(text, from, "beginning") ||
              text_is(text, from, "start") || text_is(text, from, "middle") || text_is(text, from, "close") ||
              text_is(text, from, "onset") || text_is(text, from, "height") || text_is(text, from, "turn") ||
              text_is(text, from, "outset");
  if (noun) {
    if (text_is(text, end, "of")) {
      end++;
      DateToken next = date_word(lexer, end + (text_is(text, end, "the") ? 1 : 0));
      if (text_is(text, end, "the") && next.class == WORD_UNIT && !(next.flags & WORD_PLURAL) &&
          next.value >= UNIT_WEEK && next.value != UNIT_PERIOD) { /* the end of the month */
        e->edge = (uint8_t)word.value;
        e->relation = RELATION_SAME;
        e->unit = (uint8_t)next.value;
        e->rule = "period-edge";
        return end + 1 + next.length;
      }
    } else if (from > at || date_word(lexer, end).class != WORD_MONTH || !is_prepositional(text, at)) {
      return at;
    }
  } else if (date_mark(text, end) == '-') {
    end++;
  } else if (text_is(text, end, "in") || text_is(text, end, "on")) {
    uint32_t inner = end + 1;
    if (text_is(text, inner, "the")) {
      DateToken next = date_word(lexer, inner + 1);
      if (next.class == WORD_UNIT && !(next.flags & WORD_PLURAL) && next.value >= UNIT_WEEK &&
          next.value != UNIT_PERIOD) {
        e->edge = (uint8_t)word.value; /* earlier in the year */
        e->relation = RELATION_SAME;
        e->unit = (uint8_t)next.value;
        e->rule = "period-edge";
        return inner + 1 + next.length;
      }
    }
    end = inner;
  }
  e->edge = (uint8_t)word.value;
  return end;
}
