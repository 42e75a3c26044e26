/* year.c: years, decades, centuries and the quarters of a named year. */
#include "date/expression.h"
#include "date/numeral.h"

enum {
  FIRST_BARE_DECADE = 1950, /* "the 20s" without an apostrophe are rather ages, ranks, degrees */
  TEMPERATURE_REACH = 6
};

/* "nineteen ninety-six", "two thousand one". */
static uint32_t read_spelled_year(DateLexer *lexer, uint32_t at, int32_t *year)
{
  double first, second;
  DateToken word = date_word(lexer, at);
  if (word.class != WORD_NUMBER) return at;
  if (word.value >= 13 && word.value <= 20) {
    uint32_t end = numeral_read(lexer, at + 1, &second);
    if (end > at + 1 && lexer->text->tokens[at + 1].kind == TOKEN_WORD && second >= 10 && second <= 99 &&
        second == (int)second) {
      *year = word.value * 100 + (int32_t)second;
      return end;
    }
  }
  uint32_t end = numeral_read(lexer, at, &first);
  if (end > at && first >= 2000 && first <= 2099 && first == (int)first) {
    *year = (int32_t)first;
    return end;
  }
  return at;
}

/* "44 BC", "A.D. 70". */
static uint32_t read_era(DateLexer *lexer, uint32_t at, Expression *e)
{
  DateToken word = date_word(lexer, at);
  bool first = word.class == WORD_ERA;
  uint32_t number = first ? at + 1 : at;
  DateToken year = date_word(lexer, number);
  if (!first && date_word(lexer, at + 1).class != WORD_ERA) return at;
  if (year.digits < 1 || year.digits > 4 || year.value < 1 ||
      (year.class != WORD_DIGITS && year.class != WORD_YEAR))
    return at;
  if (!first) word = date_word(lexer, at + 1);
  if (first && word.value < 0) return at; /* BC stands behind */
  e->year = (int16_t)year.value;
  e->before_christ = word.value < 0;
  e->rule = "era";
  return at + 2;
}

/* May this number of four digits be a year where it stands? */
static bool number_is_year(DateLexer *lexer, uint32_t at)
{
  static const char *const counted[] = {
      "dollars",  "euros",     "pounds",     "yen",        "people",  "troops",  "soldiers",
      "men",      "women",     "jobs",       "workers",    "miles",   "meters",  "metres",
      "feet",     "tons",      "tonnes",     "km",         "percent", "points",  "votes",
      "students", "members",   "acres",      "square",     "cases",   "deaths",  "rubles",
      "roubles",  "hectares",  "kilometers", "kilometres", "million", "billion", "thousand",
      "hundred",  "employees", "residents",  "families",   "homes",   "degrees", "francs",
      "barrels",  "shares",    "calories",   "words",      "fans",    "seats",   "passengers"};
  static const char *const amount[] = {"about", "around",  "some",    "nearly",        "almost",    "over",
                                       "than",  "least",   "only",    "approximately", "number",    "roughly",
                                       "no",    "no.",     "nos.",    "page",          "room",      "flight",
                                       "route", "highway", "channel", "section",       "article",   "rule",
                                       "box",   "model",   "line",    "level",         "resolution"};
  static const char *const before[] = {"in",     "since",  "by",         "until", "till",   "from",
                                       "during", "before", "after",      "late",  "early",  "mid",
                                       "of",     "circa",  "throughout", "year",  "through"};
  static const char *const measured[] = {"seat",   "acre",      "mile",      "page",   "foot",  "member",
                                         "strong", "room",      "bed",       "man",    "pound", "word",
                                         "person", "ton",       "metre",     "meter",  "km",    "odd",
                                         "plus",   "kilometer", "kilometre", "square", "seater"};
  const Text *text = lexer->text;
  DateToken word = date_word(lexer, at);
  if (word.value < 1000) return false;
  char left = date_mark(text, at - 1);
  bool glued = at > 0 && text->tokens[at].flags & TOKEN_GLUED;
  if (left == '$' || left == '#' || left == '%' || left == '.' ||
      (at > 0 && text->tokens[at - 1].kind == TOKEN_SYMBOL))
    return false;
  if (glued && (left == ':' || left == '/' || left == '_')) return false;
  if (at > 0 && text->tokens[at - 1].kind == TOKEN_NUMBER && left != '-') return false;
  if (at + 1 < text->token_count) {
    char right = text->tokens[at + 1].mark;
    if (right == '-' && date_mark(text, at + 3) == '-' && text->tokens[at + 2].kind == TOKEN_NUMBER &&
        text->tokens[at + 3].flags & TOKEN_GLUED)
      return false; /* 2021-13-45 */
    if (right == '%' || (right == '/' && text->tokens[at + 1].flags & TOKEN_GLUED)) return false;
  }
  if (TEXT_IS_ANY(text, at + 1, counted)) return false;
  if (date_word(lexer, at + 1).class == WORD_UNIT && (date_word(lexer, at + 1).flags & WORD_PLURAL))
    return false;
  if (TEXT_IS_ANY(text, at - 1, before)) return true;
  if (text_is(text, at - 1, "around") && word.value >= 1900 && text_ends_clause(text, at + 1)) return true;
  if (TEXT_IS_ANY(text, at - 1, amount)) return false;
  if (glued && left == '-' && at >= 2 && text->tokens[at - 2].kind == TOKEN_NUMBER &&
      date_word(lexer, at - 2).class != WORD_YEAR && date_word(lexer, at - 2).digits != 4)
    return false; /* 555-2012 */
  if (at + 2 < text->token_count && text->tokens[at + 1].mark == '-' &&
      text->tokens[at + 1].flags & TOKEN_GLUED && TEXT_IS_ANY(text, at + 2, measured))
    return false; /* a 2000-seat hall */
  if (glued && left == '-') return word.value >= 1800 && word.value <= 2100;
  return word.value >= 1700 && word.value <= 2100;
}

/* "the 1988 third quarter", "the 1988 quarter". */
uint32_t year_read_quarter(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  uint32_t from = text_is(text, at, "the") ? at + 1 : at;
  DateToken year = date_word(lexer, from);
  if (year.class != WORD_YEAR || expression_said(e)) return at;
  Expression read = *e;
  uint32_t end = relative_read(lexer, from + 1, &read);
  if (end > from + 1 && (read.quarter != FIELD_NONE || read.half != FIELD_NONE) &&
      read.relation == RELATION_NONE) {
    *e = read;
    e->year = (int16_t)year.value;
    return end;
  }
  DateToken unit = date_word(lexer, from + 1);
  if (from > at && unit.class == WORD_UNIT && !(unit.flags & WORD_PLURAL) &&
      (unit.value == UNIT_QUARTER || unit.value == UNIT_PERIOD)) {
    e->year = (int16_t)year.value;
    e->of_unit = (uint8_t)unit.value;
    e->rule = "quarter";
    return from + 2;
  }
  return at;
}

uint32_t year_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (expression_said_year(e)) return at;
  uint32_t from = at, era = read_era(lexer, at, e);
  if (era > at) return era;
  if (text_is(text, from, "the")) from++;
  if (text_is(text, from, "calendar") || text_is(text, from, "fiscal") || text_is(text, from, "financial"))
    from++;
  bool word_year = text_is(text, from, "year");
  if (word_year) from++;
  if (from == at + 1 && !word_year && text_is(text, at, "the")) return at;
  bool bare = !expression_takes_year(e) && from == at;
  DateToken word = date_word(lexer, from);
  int32_t year = 0;
  uint32_t end;
  bool any_year = (word.class == WORD_DIGITS || word.class == WORD_CLOCK) && word.value >= 1 &&
                  (word_year || (e->day != FIELD_NONE && text_ends_clause(text, from + 1)));
  if (word.digits == 4 && (word.class == WORD_YEAR || word.class == WORD_MACHINE || any_year)) {
    if (bare && !number_is_year(lexer, from)) return at;
    year = word.value;
    end = from + 1;
    DateToken next = date_word(lexer, end + 1);
    if (e->season && end + 1 < text->token_count && text->tokens[end].mark == '-' && next.digits == 2 &&
        next.value == (year + 1) % 100)
      end += 2; /* the winter of 2021-22 */
  } else if (text_quote_of(text, from) && text_quote_of(text, from) != '"' &&
             date_word(lexer, from + 1).digits == 2 && date_word(lexer, from + 1).class == WORD_YEAR) {
    if (bare && !text_is(text, at > 0 ? at - 1 : at, "in") && !text_is(text, at > 0 ? at - 1 : at, "of"))
      return at;
    year = date_word(lexer, from + 1).value;
    e->two_digit_year = true;
    end = from + 2;
  } else {
    end = read_spelled_year(lexer, from, &year);
    if (end == from) return at;
    if (bare && year >= 2000 && !word_year) return at;
  }
  e->year = (int16_t)year;
  if (!e->rule) e->rule = "year";
  return end;
}

/* "Highs in the 60s", "temperatures in the upper 50s". */
static bool is_temperature(const Text *text, uint32_t at)
{
  static const char *const words[] = {"high", "highs", "low", "lows", "temperatures", "upper", "lower"};
  uint32_t floor = text->sentences[text->tokens[at].sentence].first_token;
  for (uint32_t i = at; i-- > floor && at - i <= TEMPERATURE_REACH;) {
    if (TEXT_IS_ANY(text, i, words)) return true;
  }
  return false;
}

/* "the 1990s", "the '80s", "the nineties", "1980's", "20th century". */
uint32_t year_read_decade(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (expression_said_year(e)) return at;
  bool article = text_is(text, at, "the");
  uint32_t from = article ? at + 1 : at, end;
  int32_t ordinal;
  end = numeral_read_ordinal(lexer, from, &ordinal);
  if (end > from && ordinal >= 1 && ordinal <= 30) {
    if (date_mark(text, end) == '-') end++;
    DateToken unit = date_word(lexer, end);
    if (unit.class == WORD_UNIT && unit.value == UNIT_CENTURY) {
      e->century = (int16_t)ordinal;
      e->rule = "century";
      DateToken era = date_word(lexer, ++end);
      if (era.class != WORD_ERA) return end;
      e->before_christ = era.value < 0;
      return end + 1;
    }
    return at;
  }
  bool quoted = text_quote_of(text, from) && text_quote_of(text, from) != '"';
  if (quoted) from++;
  DateToken word = date_word(lexer, from);
  if (word.class == WORD_DECADE) {
    if (word.digits == 0 && !article && e->edge == EDGE_NONE && word.value < 2000) return at;
    if (word.digits == 2 && !quoted && (word.value < FIRST_BARE_DECADE || is_temperature(text, at)))
      return at;
    if (word.digits == 2 && !article && !quoted && e->edge == EDGE_NONE) return at;
    e->decade = (int16_t)word.value;
    e->two_digit_year = word.digits == 2;
    end = from + 1;
  } else if ((word.class == WORD_YEAR) && word.value % 10 == 0 && text_is(text, from + 1, "'s") &&
             number_is_year(lexer, from)) {
    if (!article && word.value >= 2010) return at; /* 2020's election */
    e->decade = (int16_t)word.value;
    end = from + 2;
  } else {
    return at;
  }
  e->rule = "decade";
  return end;
}
