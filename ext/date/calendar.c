/* calendar.c: points and periods of the calendar, composed of parts that each
** fill some fields: "late Monday evening, Jan. 6, 2020". */
#include "date/expression.h"
#include "date/nth.h"
#include "date/numeral.h"

enum { PARTS_MAX = 8 };

void expression_clear(Expression *e)
{
  *e = (Expression){.kind = EXPRESSION_CALENDAR,
                    .year = FIELD_NONE,
                    .month = FIELD_NONE,
                    .day = FIELD_NONE,
                    .weekday = FIELD_NONE,
                    .quarter = FIELD_NONE,
                    .half = FIELD_NONE,
                    .decade = FIELD_NONE,
                    .century = FIELD_NONE,
                    .last_year = FIELD_NONE,
                    .holiday = FIELD_NONE,
                    .hour = FIELD_NONE,
                    .minute = FIELD_NONE,
                    .second = FIELD_NONE,
                    .zone = ZONE_NONE,
                    .offset = OFFSET_NONE};
}

bool expression_said_day(const Expression *e)
{
  return e->day != FIELD_NONE || e->weekday != FIELD_NONE || e->offset != OFFSET_NONE ||
         e->holiday != FIELD_NONE;
}

bool expression_said_year(const Expression *e)
{
  return e->year != FIELD_NONE || e->decade != FIELD_NONE || e->century != FIELD_NONE;
}

/* Is there something a year can stand behind? */
bool expression_takes_year(const Expression *e)
{
  return !expression_said_year(e) &&
         (e->month != FIELD_NONE || e->season || e->quarter != FIELD_NONE || e->half != FIELD_NONE ||
          e->holiday != FIELD_NONE) &&
         e->relation == RELATION_NONE;
}

bool expression_said(const Expression *e)
{
  return expression_said_day(e) || expression_said_year(e) || e->month != FIELD_NONE || e->season ||
         e->quarter != FIELD_NONE || e->half != FIELD_NONE || e->hour != FIELD_NONE || e->weekend ||
         e->relation != RELATION_NONE || e->part;
}

/* ---- months and days -------------------------------------------------------- */

static bool is_day_number(DateToken word)
{
  return ((word.class == WORD_DIGITS || word.class == WORD_MACHINE) && word.digits <= 2 && word.value >= 1 &&
          word.value <= 31) ||
         (word.class == WORD_ORDINAL && word.value >= 1 && word.value <= 31);
}

/* What names a place behind the name of a month or a weekday. */
static bool is_street(const Text *text, uint32_t at)
{
  static const char *const places[] = {"street",  "road",   "avenue", "lane",  "harbor",
                                       "harbour", "island", "bridge", "place", "plaza"};
  return at < text->token_count && text->tokens[at].flags & TOKEN_CAPITAL && TEXT_IS_ANY(text, at, places);
}

bool month_is_month(DateLexer *lexer, uint32_t at)
{
  static const char *const before[] = {
      "in",    "of",   "by",    "since",   "until",     "till",   "from",      "during",   "last",
      "next",  "this", "early", "late",    "mid",       "before", "after",     "through",  "to",
      "for",   "and",  "-",     "between", "around",    "about",  "past",      "previous", "following",
      "every", "each", "or",    "end",     "beginning", "coming", "throughout"};
  const Text *text = lexer->text;
  DateToken word = date_word(lexer, at), next = date_word(lexer, at + 1), behind = date_word(lexer, at + 2);
  if (!(word.flags & WORD_AMBIGUOUS)) {
    /* June Smith, April Jones, August Street */
    bool dated = at > 0 && (text_is(text, at - 1, "the") || is_day_number(date_word(lexer, at - 1)));
    bool name = at > 0 && !dated && at + 1 < text->token_count &&
                (text->tokens[at + 1].flags & TOKEN_CAPITAL) && next.class == WORD_UNREAD + 1 &&
                !TEXT_IS_ANY(text, at - 1, before) && !(text->tokens[at].flags & TOKEN_ALL_CAPITALS) &&
                (word.value == 4 || word.value == 6 || word.value == 8);
    return !name && !is_street(text, at + 1);
  }
  if (is_day_number(next) || next.class == WORD_YEAR) return true;
  if (is_street(text, at + 1)) return false; /* May Street */
  if (at > 0 && is_day_number(date_word(lexer, at - 1))) return true;
  if (text_token(text, at).length == 3 && word.value != 5) return false; /* "Jan", "Mar" without a number */
  if (at > 0 && text->tokens[at - 1].flags & TOKEN_CAPITAL &&
      !(text->tokens[at - 1].flags & TOKEN_SENTENCE_START) && date_word(lexer, at - 1).class == WORD_NONE) {
    return false; /* Theresa May, Mrs. May */
  }
  static const char *const links[] = {"to", "through", "until", "and", "or"};
  if (behind.class == WORD_MONTH &&
      (date_mark(text, at + 1) == '-' || date_mark(text, at + 1) == '~' || TEXT_IS_ANY(text, at + 1, links)))
    return true;                                                                /* March through June */
  if (date_mark(text, at + 1) == ',' && behind.class == WORD_YEAR) return true; /* May, 2020 */
  if (text_is(text, at + 1, "of") &&
      (date_word(lexer, at + 2).class == WORD_YEAR ||
       (date_word(lexer, at + 2).class == WORD_RELATIVE && text_is(text, at + 3, "year"))))
    return true; /* May of 2020, May of last year */
  return TEXT_IS_ANY(text, at - 1, before);
}

/* A day's number, as digits or ordinal; not before a unit or a percentage. */
static uint32_t read_day(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  uint32_t from = text_is(text, at, "the") ? at + 1 : at;
  DateToken word = date_word(lexer, from);
  if (word.class == WORD_MACHINE && from > at) return at;
  int32_t ordinal;
  if (!is_day_number(word)) {
    uint32_t end = numeral_read_ordinal(lexer, from, &ordinal);
    if (end == from || ordinal > 31) return at;
    e->day = (int16_t)ordinal;
    return end;
  }
  if (from > at && word.class != WORD_ORDINAL) return at;
  e->day = (int16_t)word.value;
  return from + 1;
}

/* The day behind its month: not an amount of something. */
static uint32_t read_day_behind(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  uint32_t end = read_day(lexer, at, e);
  DateToken behind = date_word(lexer, end);
  bool amount = (behind.class == WORD_UNIT && !text_is(text, end, "period")) ||
                text_is(text, end, "percent") || text_is(text, end, "million") || date_mark(text, end) == '%';
  if (end > at && !amount && e->day <= day_month_length(2000, e->month)) return end;
  e->day = FIELD_NONE;
  return at;
}

static uint32_t read_month_day(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (text_is(text, at, "the") && text_is(text, at + 1, "month") && text_is(text, at + 2, "of") &&
      date_word(lexer, at + 3).class == WORD_MONTH) {
    uint32_t end = read_month_day(lexer, at + 3, e); /* the month of January */
    return end > at + 3 ? end : at;
  }
  DateToken word = date_word(lexer, at);
  Expression read = *e;
  if (word.class == WORD_MONTH) {
    if (!month_is_month(lexer, at)) return at;
    read.month = (int16_t)word.value;
    read.rule = "month";
    uint32_t end = at + 1;
    if (date_mark(text, end) == '.' && (date_flags(text, end) & TOKEN_GLUED) &&
        is_day_number(date_word(lexer, end + 1))) {
      end++;
    }
    if (read.day == FIELD_NONE) {
      uint32_t day = read_day_behind(lexer, end, &read);
      if (day > end) read.rule = "month-day";
      end = day;
    }
    *e = read;
    return end;
  }
  if (e->day != FIELD_NONE) return at;
  uint32_t end = read_day(lexer, at, &read);
  if (end == at) return at;
  if (text_is(text, end, "of")) end++;
  word = date_word(lexer, end);
  if (word.class != WORD_MONTH || !month_is_month(lexer, end) ||
      read.day > day_month_length(2000, word.value))
    return at;
  read.month = (int16_t)word.value;
  read.rule = "day-month";
  *e = read;
  return end + 1;
}

/* ---- names ------------------------------------------------------------------- */

static uint32_t read_season(DateLexer *lexer, uint32_t at, Expression *e)
{
  static const char *const before[] = {"in",    "during",  "by", "since", "until", "late",
                                       "early", "through", "of", "mid",   "-",     "before",
                                       "after", "and",     "to", "next",  "last",  "until"};
  const Text *text = lexer->text;
  if (e->season || e->month != FIELD_NONE || expression_said_day(e)) return at;
  bool article = text_is(text, at, "the");
  uint32_t from = article ? at + 1 : at;
  DateToken word = date_word(lexer, from);
  if (word.class != WORD_SEASON || word.flags & WORD_PLURAL) return at;
  static const char *const things[] = {"olympics",   "olympic", "games", "paralympics", "tires", "tyres",
                                       "wonderland", "coat",    "coats", "school",      "camp",  "clothes"};
  uint32_t end = from + 1;
  if (TEXT_IS_ANY(text, end, things)) return at; /* the Winter Olympics, summer school */
  uint32_t next = text_is(text, end, "of") || text_is(text, end, "in") ? end + 1 : end;
  bool year = date_word(lexer, next).class == WORD_YEAR || date_word(lexer, next + 1).class == WORD_ERA ||
              (next > end && (text_is(text, next, "that") || text_is(text, next, "this"))) ||
              text_is(text, end, "last") || text_is(text, end, "this") || text_is(text, end, "semester");
  bool led = article || TEXT_IS_ANY(text, at - 1, before) || e->edge != EDGE_NONE;
  if (word.flags & WORD_AMBIGUOUS) {
    if (!year && (text_is(text, end, "of") || text_is(text, end, "in") || text_is(text, end, "to")))
      return at; /* the fall of Saigon */
    if (!year && !led) return at;
    if (!year && at > 0 &&
        (text_is(text, at - 1, "to") || text_is(text, at - 1, "and") || text_is(text, at - 1, "of") ||
         text_is(text, at - 1, "after") || text_is(text, at - 1, "before")))
      return at;
  } else if (!year && !led) {
    return at;
  }
  e->season = (uint8_t)word.value;
  e->rule = "season";
  if (text_is(text, end, "semester")) end++;
  return end;
}

/* "the Sunday Times", "Bloody Sunday", "Sunday school": a name or a thing. */
static bool names_thing(DateLexer *lexer, uint32_t at)
{
  static const char *const before[] = {"bloody",    "black", "casual", "freaky",    "manic",
                                       "sheffield", "patch", "super",  "throwback", "ruby"};
  static const char *const shows[] = {"live", "football", "raw", "lights", "fever", "smackdown"};
  static const char *const behind[] = {"school", "schools", "roast", "league", "leagues"};
  const Text *text = lexer->text;
  bool name = text_is(text, at - 1, "the") && at + 1 < text->token_count &&
              text->tokens[at + 1].kind == TOKEN_WORD && text->tokens[at + 1].flags & TOKEN_CAPITAL &&
              !(text->tokens[at + 1].flags & TOKEN_SENTENCE_START) &&
              date_word(lexer, at + 1).class == WORD_NONE;
  bool show = text_is(text, at + 1, "night") && TEXT_IS_ANY(text, at + 2, shows) &&
              text->tokens[at + 2].flags & TOKEN_CAPITAL; /* Monday Night Football */
  return name || show || is_street(text, at + 1) ||
         (at > 0 && text->tokens[at - 1].flags & TOKEN_CAPITAL && TEXT_IS_ANY(text, at - 1, before)) ||
         TEXT_IS_ANY(text, at + 1, behind);
}

static uint32_t read_weekday(DateLexer *lexer, uint32_t at, Expression *e)
{
  DateToken word = date_word(lexer, at);
  if (word.class != WORD_WEEKDAY || word.flags & WORD_PLURAL || e->weekday != FIELD_NONE ||
      e->offset != OFFSET_NONE)
    return at;
  if (names_thing(lexer, at)) return at;
  e->weekday = (int16_t)word.value;
  e->weekday_short = word.flags & WORD_AMBIGUOUS;
  if (!e->rule) e->rule = "weekday";
  return at + word.length;
}

/* "in the evening", the part at from..end of the day spoken of: not of the evening
** news, nor of the Evening Post. */
static bool is_part_alone(const Text *text, uint32_t at, uint32_t from, uint32_t end)
{
  static const char *const before[] = {"in",         "during", "into",  "through",
                                       "throughout", "by",     "until", "since"};
  static const char *const behind[] = {
      "and",   "but",     "when", "as",    "after",  "before", "while", "to",       "for",   "on",   "at",
      "by",    "with",    "from", "in",    "until",  "that",   "he",    "she",      "they",  "it",   "we",
      "the",   "a",       "an",   "was",   "were",   "had",    "his",   "her",      "their", "some", "two",
      "three", "several", "many", "about", "around", "then",   "there", "following"};
  bool stands = TEXT_IS_ANY(text, at - 1, before);
  if (!stands || (text->tokens[from].flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPITALS)) == TOKEN_CAPITAL)
    return false;
  if (end == text->token_count || text->tokens[end].kind != TOKEN_WORD ||
      text->tokens[end].flags & (TOKEN_CAPITAL | TOKEN_SENTENCE_START))
    return true;
  return TEXT_IS_ANY(text, end, behind);
}

/* "at dawn": a part that needs no article. */
static bool is_bare_part(const Text *text, uint32_t at)
{
  static const char *const parts[] = {"dawn", "dusk", "daybreak", "nightfall", "sunrise", "sunset"};
  static const char *const before[] = {"at", "before", "after", "by", "until", "since", "around"};
  return TEXT_IS_ANY(text, at, parts) && TEXT_IS_ANY(text, at - 1, before);
}

/* "the night before", "the morning after": of the day spoken of. */
static uint32_t read_part_beside(const Text *text, uint32_t at, Expression *e)
{
  bool before = text_is(text, at, "before");
  if (!before && !text_is(text, at, "after")) return at;
  if (!text_ends_clause(text, at + 1)) return at;
  e->relation = before ? RELATION_PREVIOUS : RELATION_FOLLOWING;
  return at + 1;
}

/* A part of a day without a day in front of it; false where it says nothing. *end
** moves behind what belongs to it. */
static bool read_part_alone(DateLexer *lexer, uint32_t at, uint32_t from, uint32_t *end, Expression *e)
{
  const Text *text = lexer->text;
  bool article = from > at && text_is(text, at, "the");
  if (e->relation != RELATION_NONE) return false;
  if (text_is(text, *end, "hours")) ++*end;
  DateToken day = date_word(lexer, *end), next = date_word(lexer, *end + 1);
  bool bare = is_bare_part(text, from);
  if ((day.class == WORD_MONTH && next.class == WORD_DIGITS) || day.class == WORD_WEEKDAY)
    return !article && (e->edge != EDGE_NONE || bare); /* early morning March 3 */
  if ((text_is(text, *end, "of") || text_is(text, *end, "on")) &&
      (next.class == WORD_MONTH || next.class == WORD_WEEKDAY || next.class == WORD_DIGITS ||
       next.class == WORD_MACHINE || next.class == WORD_DEICTIC || next.class == WORD_HOLIDAY))
    return true;
  if (bare) return true;
  uint32_t beside = article ? read_part_beside(text, *end, e) : *end;
  if (beside > *end) {
    *end = beside;
    return true;
  }
  bool early = !article && e->edge != EDGE_NONE && at >= 2;
  uint32_t first = !early ? at : text_is(text, at - 2, "the") ? at - 2 : at - 1; /* by late afternoon */
  return (article || early) && is_part_alone(text, first, from, *end);
}

/* A part of a day that is said: "Monday evening", "the morning of 3 May", or
** the one of the day spoken of: "in the evening". */
static uint32_t read_part(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (e->part || (e->hour != FIELD_NONE && !expression_said_day(e))) return at;
  bool article = text_is(text, at, "the");
  uint32_t from = article ? at + 1 : at;
  if (date_word(lexer, from).class == WORD_EDGE && date_word(lexer, from + 1).class == WORD_PART) {
    if (from == at && !expression_said_day(e)) return at;
    from++; /* the early morning of */
  }
  DateToken word = date_word(lexer, from);
  if (word.class != WORD_PART || word.flags & WORD_PLURAL) return at;
  uint32_t end = from + word.length;
  if (expression_said_day(e)) {
    if (article) return at;
  } else if (!read_part_alone(lexer, at, from, &end, e)) {
    return at;
  }
  e->part = (uint8_t)word.value;
  if (!e->rule) e->rule = "part";
  return end;
}

/* A capital between or behind names: "Mining Today", "the Evening Tonight show". */
static bool is_in_title(const Text *text, uint32_t at)
{
  const Token *t = &text->tokens[at];
  if (at == 0 || !(t->flags & TOKEN_CAPITAL) || t->flags & (TOKEN_SENTENCE_START | TOKEN_ALL_CAPITALS))
    return false;
  const Token *before = t - 1;
  return before->kind == TOKEN_WORD && before->flags & TOKEN_CAPITAL;
}

static uint32_t read_deictic(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (expression_said_day(e) || expression_said_year(e) || e->month != FIELD_NONE) return at;
  uint32_t from = text_is(text, at, "the") ? at + 1 : at;
  DateToken word = date_word(lexer, from);
  if (is_in_title(text, from)) return at;
  if (word.class == WORD_DEICTIC) {
    if (from > at && word.length == 1) return at;
    e->offset = (int16_t)word.value;
  } else if (word.class == WORD_TONIGHT && from == at) {
    uint32_t day_at = text_is(text, from + 1, "on") ? from + 2 : from + 1;
    if (date_word(lexer, day_at).class != WORD_WEEKDAY) e->offset = 0; /* overnight Sunday */
    e->part = (uint8_t)word.value;
  } else {
    return at;
  }
  e->rule = "deictic";
  return from + word.length;
}

static uint32_t read_holiday(DateLexer *lexer, uint32_t at, Expression *e)
{
  if (expression_said_day(e) || e->month != FIELD_NONE || expression_said_year(e)) return at;
  DateToken word = date_word(lexer, at);
  if (word.class != WORD_HOLIDAY) return at;
  if (text_is(lexer->text, at + word.length, "egg") || text_is(lexer->text, at + word.length, "eggs") ||
      text_is(lexer->text, at + word.length, "island"))
    return at; /* Easter eggs */
  e->holiday = (int16_t)word.value;
  e->rule = "holiday";
  uint32_t end = at + word.length;
  DateToken unit = date_word(lexer, end); /* Easter weekend */
  if (unit.class == WORD_UNIT && (unit.value == UNIT_WEEK || unit.value == UNIT_WEEKEND) &&
      !(unit.flags & WORD_PLURAL)) {
    e->around = (uint8_t)unit.value;
    return end + 1;
  }
  return end;
}

static uint32_t read_clock(DateLexer *lexer, uint32_t at, Expression *e)
{
  if (e->hour != FIELD_NONE) return at;
  uint32_t end = clock_read(lexer, at, e);
  if (end > at && !e->rule) e->rule = "clock";
  return end;
}

/* ---- composition --------------------------------------------------------------- */

/* One further part at `at`, the first that fits. */
static uint32_t read_one(DateLexer *lexer, uint32_t at, Expression *e)
{
  Expression read = *e;
  uint32_t end = at;
  bool time = (e->hour != FIELD_NONE || e->part) && !expression_said_day(e) && !expression_said_year(e) &&
              e->month == FIELD_NONE && e->relation == RELATION_NONE; /* 10 a.m. on 3/5/2023 */
  if (!expression_said(e) || time || (e->weekday != FIELD_NONE && e->month == FIELD_NONE)) {
    end = digital_read(lexer, at, &read);
    if (end > at) goto done;
  }
  if ((end = nth_read(lexer, at, e)) > at || (end = nth_read_around(lexer, at, e)) > at) return end;
  read = *e;
  if ((end = read_clock(lexer, at, &read)) > at) goto done;
  read = *e;
  if ((end = read_weekday(lexer, at, &read)) > at) goto done;
  if (e->month == FIELD_NONE && e->quarter == FIELD_NONE && !e->season && !expression_said_year(e) &&
      e->holiday == FIELD_NONE) {
    read = *e;
    if ((end = read_month_day(lexer, at, &read)) > at) goto done;
  }
  read = *e;
  if ((end = read_deictic(lexer, at, &read)) > at) goto done;
  read = *e;
  if (!expression_said_year(e) && e->offset == OFFSET_NONE && (end = relative_read(lexer, at, &read)) > at) {
    bool named = e->month == FIELD_NONE && read.month != FIELD_NONE && read.day == FIELD_NONE && !read.unit;
    if (named) end = read_day_behind(lexer, end, &read); /* last Oct. 9 */
    goto done;
  }
  read = *e;
  if ((end = read_holiday(lexer, at, &read)) > at) goto done;
  read = *e;
  if ((end = year_read_decade(lexer, at, &read)) > at) goto done;
  read = *e;
  if ((end = read_season(lexer, at, &read)) > at) goto done;
  read = *e;
  if ((end = read_part(lexer, at, &read)) > at) goto done;
  read = *e;
  if ((end = year_read_quarter(lexer, at, &read)) > at) goto done;
  read = *e;
  if ((!expression_said(e) || expression_takes_year(e)) && (end = year_read(lexer, at, &read)) > at)
    goto done;
  return at;
done:
  *e = read;
  return end;
}

/* May the fields that `with` has beyond `e` follow a comma? */
static bool joins_by_comma(const Expression *e, const Expression *with)
{
  if (with->relation != e->relation || with->season != e->season || with->decade != e->decade) return false;
  if (with->year != e->year) return e->month != FIELD_NONE || e->season || with->month != e->month;
  if (with->month != e->month)
    return with->day != FIELD_NONE && (e->weekday != FIELD_NONE || e->hour != FIELD_NONE || e->part ||
                                       e->offset != OFFSET_NONE || e->relation);
  if (with->weekday != e->weekday) return e->day != FIELD_NONE || e->hour != FIELD_NONE;
  if (with->hour != e->hour) return expression_said_day(e);
  return false;
}

static bool joins_by_of(const Expression *e, const Expression *with)
{
  if (with->hour != e->hour || with->part != e->part || with->quarter != e->quarter) return false;
  if (e->part && !expression_said_day(e)) return expression_said_day(with) || with->relation;
  if (with->weekday != e->weekday || e->weekday_short) return false;
  return e->month != FIELD_NONE || e->weekday != FIELD_NONE || e->season || e->quarter != FIELD_NONE ||
         e->half != FIELD_NONE || e->holiday != FIELD_NONE;
}

static bool joins_by_on(const Expression *e, const Expression *with)
{
  return (e->hour != FIELD_NONE || e->part) && !expression_said_day(e) && expression_said_day(with) &&
         with->hour == e->hour;
}

static bool joins_by_at(const Expression *e, const Expression *with)
{
  return expression_said_day(e) && e->hour == FIELD_NONE && with->hour != FIELD_NONE;
}

static bool joins_by_in(const Expression *e, const Expression *with)
{
  return (e->quarter != FIELD_NONE || e->half != FIELD_NONE || e->season) && with->year != e->year;
}

/* A relation to a unit behind named fields: "January this year", not "Friday this morning's". */
static bool joins_directly(const Expression *e, const Expression *with)
{
  if (with->relation != e->relation && expression_said(e)) {
    if (with->unit == UNIT_YEAR)
      return e->month != FIELD_NONE || e->season || e->quarter != FIELD_NONE || e->half != FIELD_NONE ||
             e->holiday != FIELD_NONE;
    if (with->unit == UNIT_WEEK) return e->weekday != FIELD_NONE;
    if (with->unit == UNIT_MONTH) return e->day != FIELD_NONE && e->month == FIELD_NONE;
    return e->hour != FIELD_NONE && !expression_said_day(e) && (with->weekday != FIELD_NONE || with->part);
  }
  return true;
}

static uint32_t join(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (e->nth_running) return at; /* a third straight day | on Tuesday */
  Expression with = *e;
  uint32_t end = read_one(lexer, at, &with);
  if (end > at && joins_directly(e, &with)) {
    *e = with;
    return end;
  }
  if (at + 1 >= text->token_count) return at;
  bool (*joins)(const Expression *, const Expression *) = NULL;
  if (text->tokens[at].mark == ',')
    joins = joins_by_comma;
  else if (text_is(text, at, "of"))
    joins = joins_by_of;
  else if (text_is(text, at, "on"))
    joins = joins_by_on;
  else if (text_is(text, at, "at"))
    joins = joins_by_at;
  else if (text_is(text, at, "in"))
    joins = joins_by_in;
  if (!joins) return at;
  uint32_t from = at + 1;
  with = *e;
  end = read_one(lexer, from, &with);
  if (end == from || !joins(e, &with)) return at;
  *e = with;
  return end;
}

/* "4 o'clock this afternoon", "8:30 on Friday evening": the hour lies in that part. */
static void add_half_day(Expression *e)
{
  int from = e->part == PART_AFTERNOON || e->part == PART_EVENING ? 1 : e->part == PART_NIGHT ? 6 : 12;
  if (e->hour >= from && e->hour < 12) e->hour += 12;
}

uint32_t calendar_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  uint32_t from = at;
  DateToken bound = date_word(lexer, at);
  if (bound.class == WORD_BOUND && bound.value == BOUND_APPROX) {
    e->bound = BOUND_APPROX;
    from += bound.length;
  }
  uint32_t end = edge_read(lexer, from, e);
  bool edge = end > from;
  bool complete = edge && e->relation != RELATION_NONE; /* "year-end" */
  for (int part = 0; part < PARTS_MAX; part++) {
    uint32_t next = part == 0 && !complete ? read_one(lexer, end, e) : join(lexer, end, e);
    if (next == end) {
      if (part == 0 && !complete) return at;
      break;
    }
    end = next;
  }
  add_half_day(e);
  if (e->weekday_short && e->month == FIELD_NONE && e->hour == FIELD_NONE) {
    if (end >= text->token_count || text->tokens[end - 1].end - text->tokens[end - 1].start < 4) return at;
  }
  bool near = e->relation == RELATION_LAST || e->relation == RELATION_THIS || e->relation == RELATION_NEXT;
  if (e->bound && e->edge == EDGE_NONE && e->kind == EXPRESSION_CALENDAR && near)
    return at; /* to worry about next month */
  if (e->bound && e->weekday != FIELD_NONE && e->hour == FIELD_NONE)
    return at; /* to get around Friday's vote */
  /* "Earlier Friday, ...": earlier than something else of that day */
  if ((e->edge == EDGE_EARLIER || e->edge == EDGE_LATER) && e->relation == RELATION_NONE &&
      expression_said_day(e))
    return at;
  return end;
}
