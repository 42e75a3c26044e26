/* digital.c: dates written in digits. */
#include <string.h>

#include "date/expression.h"

/* A reader of bytes; at never passes end. */
typedef struct Reader {
  const char *bytes;
  uint32_t at, end;
} Reader;

static char peek(const Reader *r)
{
  return r->at < r->end ? r->bytes[r->at] : '\0';
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* A run of digits as a number (-1 without one or beyond 8 digits). */
static int32_t digits(Reader *r, uint32_t *count)
{
  int32_t value = 0;
  uint32_t from = r->at;
  while (is_digit(peek(r)) && r->at - from < 9) value = value * 10 + (r->bytes[r->at++] - '0');
  *count = r->at - from;
  return *count == 0 || *count > 8 ? -1 : value;
}

/* A month's name between separators: 09/January/2022, 9-Jan-22. */
static int32_t month_name(Reader *r)
{
  uint32_t from = r->at;
  while (r->at < r->end && r->at - from < 12) {
    char c = (char)(r->bytes[r->at] | 32);
    if (c < 'a' || c > 'z') break;
    r->at++;
  }
  int32_t row = r->at > from ? lexicon_find_word(&date_words, r->bytes + from, r->at - from) : -1;
  return row >= 0 && date_words_rows[row].class == WORD_MONTH ? date_words_rows[row].value : -1;
}

static int32_t full_year(int32_t year, uint32_t count)
{
  if (count == 4) return year;
  return count == 2 ? (year < 70 ? 2000 + year : 1900 + year) : -1;
}

static bool set_day(Expression *e, int32_t year, int32_t month, int32_t day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  if (day > day_month_length(year, month)) return false;
  e->year = (int16_t)year;
  e->month = (int16_t)month;
  e->day = (int16_t)day;
  return true;
}

/* Thh:mm[:ss[.fff]][Z|+hh[:mm]] behind a date. */
static void read_time(Reader *r, Expression *e)
{
  Reader t = *r;
  uint32_t count;
  if (peek(&t) != 'T' && peek(&t) != 't') return;
  t.at++;
  int32_t hour = digits(&t, &count);
  if (count != 2 || hour > 24 || peek(&t) != ':') return;
  t.at++;
  int32_t minute = digits(&t, &count);
  if (count != 2 || minute > 59) return;
  e->hour = (int16_t)hour;
  e->minute = (int16_t)minute;
  *r = t;
  if (peek(&t) == ':') {
    t.at++;
    int32_t second = digits(&t, &count);
    if (count == 2 && second <= 60) {
      e->second = (int16_t)second;
      if (peek(&t) == '.') {
        t.at++;
        digits(&t, &count);
      }
      *r = t;
    }
  }
  if (peek(r) == 'Z' || peek(r) == 'z') {
    e->zone = ZONE_UTC;
    r->at++;
  } else if (peek(r) == '+' || peek(r) == '-') {
    int32_t sign = peek(r) == '-' ? -1 : 1;
    t = *r;
    t.at++;
    int32_t hours = digits(&t, &count), minutes = 0;
    if (count == 4) {
      minutes = hours % 100;
      hours /= 100;
    } else if (count == 2 && peek(&t) == ':') {
      t.at++;
      minutes = digits(&t, &count);
    } else if (count != 2) {
      return;
    }
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return;
    e->zone = (int16_t)(sign * (hours * 60 + minutes));
    *r = t;
  }
}

/* 2022-01-27, 2022/1/27, 2022-01, 2023-24. */
static bool read_year_first(Reader *r, Expression *e, int32_t year)
{
  char separator = peek(r);
  uint32_t count;
  r->at++;
  int32_t month = digits(r, &count);
  if (count < 1 || count > 2) return false;
  if (peek(r) == separator && separator != '\0') {
    Reader rest = *r;
    rest.at++;
    int32_t day = digits(&rest, &count);
    if (count >= 1 && count <= 2 && set_day(e, year, month, day)) {
      *r = rest;
      read_time(r, e);
      return true;
    }
    return false;
  }
  if (count != 2) return false;
  if (month == (year + 1) % 100 && year < 9999) { /* a season or school year */
    e->year = (int16_t)year;
    e->last_year = (int16_t)(year + 1);
    return true;
  }
  if (separator != '-' || month < 1 || month > 12) return false;
  e->year = (int16_t)year;
  e->month = (int16_t)month;
  return true;
}

/* 27/01/2022, 1/27/22, 27.01.2022, 09/January/2022. */
static bool read_year_last(Reader *r, Expression *e, int32_t first)
{
  char separator = peek(r);
  uint32_t count, year_count;
  r->at++;
  int32_t second = is_digit(peek(r)) ? digits(r, &count) : -1;
  bool named = second < 0;
  if (named) second = month_name(r);
  if (second < 1 || peek(r) != separator) return false;
  r->at++;
  int32_t year = digits(r, &year_count);
  year = full_year(year, year_count);
  if (year < 1000 || year > 2199) return false;
  if (named || separator == '.') return set_day(e, year, second, first);
  if (separator == '-' && year_count == 2) return false; /* scores, codes */
  if (first > 12) return set_day(e, year, second, first);
  e->day_first_unsure = second <= 12 && first != second;
  return set_day(e, year, first, second);
}

uint32_t digital_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (date_word(lexer, at).class != WORD_MACHINE) return at;
  if (text->tokens[at].flags & TOKEN_GLUED && at > 0 && !strchr("([,;:\"", text->tokens[at - 1].mark))
    return at;
  Reader r = {text->bytes, text->tokens[at].start, text->length};
  uint32_t count;
  int32_t number = digits(&r, &count);
  Expression read = *e;
  bool ok = false;
  if (count == 8) {
    ok = number / 10000 >= 1970 && number / 10000 <= 2099 &&
         set_day(&read, number / 10000, number / 100 % 100, number % 100);
  } else if (count == 4 && number >= 1000) {
    ok = read_year_first(&r, &read, number);
  } else if (count <= 2) {
    ok = read_year_last(&r, &read, number);
  }
  if (!ok || is_digit(peek(&r))) return at;
  /* the date must end where a token ends: at most a dozen tokens on */
  uint32_t end = at;
  while (end < text->token_count && text->tokens[end].end < r.at) end++;
  if (end == text->token_count || text->tokens[end].end != r.at) return at;
  read.rule = "digits";
  *e = read;
  return end + 1;
}
