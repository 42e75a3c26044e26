/* clock.c: times of the day. */
#include <string.h>

#include "date/expression.h"
#include "date/numeral.h"

static bool glued_mark(const Text *text, uint32_t i, char mark)
{
  return date_mark(text, i) == mark && (date_flags(text, i) & TOKEN_GLUED);
}

/* Minutes or seconds, two digits; also "00hrs". */
static int32_t two_digits(const Text *text, uint32_t i)
{
  if (i >= text->token_count || text->tokens[i].kind != TOKEN_NUMBER) return -1;
  Slice s = text_token(text, i);
  if (s.length < 2 || s.bytes[0] < '0' || s.bytes[0] > '5' || s.bytes[1] < '0' || s.bytes[1] > '9') return -1;
  if (s.length > 2 && s.bytes[2] >= '0' && s.bytes[2] <= '9') return -1;
  return (s.bytes[0] - '0') * 10 + s.bytes[1] - '0';
}

/* -1, or the hours to add: the letters at the end of "10pm", "30am". */
static int32_t glued_meridiem(const Text *text, uint32_t i)
{
  Slice s = text_token(text, i);
  if (s.length < 3 || (s.bytes[s.length - 1] | 32) != 'm') return -1;
  char c = (char)(s.bytes[s.length - 2] | 32);
  return c == 'a' ? 0 : c == 'p' ? 12 : -1;
}

static int32_t hour_of(int32_t hour, int32_t meridiem)
{
  if (meridiem < 0 || hour > 12) return hour;
  return hour % 12 + meridiem;
}

/* a.m. or p.m. at `at`: the hours to add, or -1. */
static int32_t read_meridiem(DateLexer *lexer, uint32_t *at)
{
  DateToken word = date_word(lexer, *at);
  if (word.class != WORD_MERIDIEM) return -1;
  *at += word.length;
  return word.value;
}

/* A zone behind a time: GMT, EDT, "local time", "Eastern Time". */
static uint32_t read_zone(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  DateToken word = date_word(lexer, at);
  if (word.class == WORD_ZONE && (text->tokens[at].flags & TOKEN_ALL_CAPITALS)) {
    e->zone = (int16_t)word.value;
    return at + 1;
  }
  if (text_is(text, at, "local") && text_is(text, at + 1, "time")) return at + 2;
  if (text_is(text, at + 1, "time") && (text->tokens[at].flags & TOKEN_CAPITAL)) return at + 2;
  if (text_is(text, at + 2, "time") && text_is(text, at + 1, "standard")) return at + 3;
  bool minus = e->second != FIELD_NONE && glued_mark(text, at, '-'); /* without seconds it is a range */
  if ((glued_mark(text, at, '+') || minus) && glued_mark(text, at + 2, ':')) {
    int32_t hours = two_digits(text, at + 1), minutes = two_digits(text, at + 3);
    if (hours < 0 || hours > 14 || minutes < 0) return at;
    e->zone = (int16_t)((minus ? -1 : 1) * (hours * 60 + minutes));
    return at + 4;
  }
  return at;
}

/* "in the morning" behind an hour. */
static int32_t read_part(DateLexer *lexer, uint32_t *at)
{
  const Text *text = lexer->text;
  if (!text_is(text, *at, "in") || !text_is(text, *at + 1, "the")) return -1;
  DateToken word = date_word(lexer, *at + 2);
  if (word.class != WORD_PART) return -1;
  *at += 3;
  return word.value == PART_MORNING ? 0 : 12;
}

static bool is_oclock(const Text *text, uint32_t at)
{
  return text_is(text, at, "o'clock");
}

/* The hour, alone: "10 p.m.", "4 in the morning", "ten o'clock". */
static uint32_t read_hour(DateLexer *lexer, uint32_t at, Expression *e)
{
  double hour;
  uint32_t end = numeral_read(lexer, at, &hour);
  if (end == at || hour < 0 || hour > 24 || hour != (int)hour) return at;
  uint32_t next = end;
  bool oclock = is_oclock(lexer->text, next);
  if (oclock) next++;
  uint32_t before = next;
  int32_t meridiem = read_meridiem(lexer, &next);
  if (meridiem < 0) meridiem = read_part(lexer, &next);
  if (next == before && !oclock) return at;
  e->hour = (int16_t)hour_of((int32_t)hour, meridiem);
  e->minute = 0;
  return next;
}

/* Digits with their minutes: "17:41", "10:35 a.m.", "7.30pm", "10pm". */
static uint32_t read_digits(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  DateToken word = date_word(lexer, at);
  int32_t hour = word.value, minute = 0, second = -1, meridiem = glued_meridiem(text, at);
  uint32_t end = at + 1;
  if (hour < 0 || hour > 24) return at;
  if (memchr(text->bytes + text->tokens[at].start, '.', text->tokens[at].end - text->tokens[at].start)) {
    Slice s = text_token(text, at);
    const char *dot = memchr(s.bytes, '.', s.length);
    if (s.bytes + s.length - dot < 3 || dot[1] > '5') return at;
    minute = (dot[1] - '0') * 10 + dot[2] - '0';
    if (meridiem < 0) meridiem = read_meridiem(lexer, &end);
    if (meridiem < 0 || minute > 59) return at;
  } else if (glued_mark(text, end, ':')) {
    minute = two_digits(text, end + 1);
    if (minute < 0) return at;
    meridiem = glued_meridiem(text, end + 1);
    end += 2;
    if (glued_mark(text, end, ':') && two_digits(text, end + 1) >= 0) {
      second = two_digits(text, end + 1);
      end += 2;
    } else if (glued_mark(text, end, ':')) {
      return at;
    }
    if (meridiem < 0) meridiem = read_meridiem(lexer, &end);
    if (meridiem < 0) meridiem = read_part(lexer, &end);
    if (text_is(text, end, "hours") || text_is(text, end, "hrs")) end++;
  } else if (meridiem < 0) { /* 17h30 */
    Slice s = text_token(text, at);
    if (s.length < 4 || (s.bytes[s.length - 3] | 32) != 'h') return at;
    minute = (s.bytes[s.length - 2] - '0') * 10 + s.bytes[s.length - 1] - '0';
  }
  if (hour == 24 && minute > 0) return at;
  e->hour = (int16_t)hour_of(hour, meridiem);
  e->minute = (int16_t)minute;
  e->second = (int16_t)second;
  return end;
}

/* "half past three", "a quarter to ten". */
static uint32_t read_spoken(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  uint32_t from = text_is(text, at, "a") ? at + 1 : at;
  bool half = text_is(text, from, "half"), past = text_is(text, from + 1, "past");
  if (!half && !text_is(text, from, "quarter")) return at;
  if (!past && (half || !text_is(text, from + 1, "to"))) return at;
  double hour;
  uint32_t end = numeral_read(lexer, from + 2, &hour);
  if (end == from + 2 || hour < 1 || hour > 12 || hour != (int)hour) return at;
  DateToken behind = date_word(lexer, end);
  if (behind.class == WORD_UNIT || behind.class == WORD_MONTH) return at; /* a quarter to two years */
  int32_t meridiem = read_meridiem(lexer, &end);
  if (meridiem < 0) meridiem = read_part(lexer, &end);
  int32_t minutes = hour_of((int32_t)hour, meridiem) * 60 + (half ? 30 : past ? 15 : -15);
  e->hour = (int16_t)(minutes / 60);
  e->minute = (int16_t)(minutes % 60);
  return end;
}

/* "1430 GMT", "2200 hours". */
static uint32_t read_military(DateLexer *lexer, uint32_t at, Expression *e)
{
  DateToken word = date_word(lexer, at);
  const Text *text = lexer->text;
  if (word.digits != 4 || word.value < 0 || word.value / 100 > 24 || word.value % 100 > 59) return at;
  bool zone =
      date_word(lexer, at + 1).class == WORD_ZONE && (text->tokens[at + 1].flags & TOKEN_ALL_CAPITALS);
  static const char *const before[] = {"at",     "by",    "until",  "till", "from",
                                       "around", "about", "before", "after"};
  bool zero = text->bytes[text->tokens[at].start] == '0';
  bool placed = zero || TEXT_IS_ANY(text, at - 1, before);
  bool led = zero && text_is(text, at - 1, "at"); /* at 0600 */
  bool hours = text_is(text, at + 1, "hrs") || (text_is(text, at + 1, "hours") && placed);
  if (!zone && !hours && !led) return at;
  e->hour = (int16_t)(word.value / 100);
  e->minute = (int16_t)(word.value % 100);
  return hours ? at + 2 : at + 1;
}

uint32_t clock_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  DateToken word = date_word(lexer, at);
  uint32_t end = at;
  switch ((WordClass)word.class) {
  case WORD_NOON:
    if (text_is(lexer->text, at - 1, "high")) return at; /* an hour of decision */
    e->hour = (int16_t)word.value;
    e->minute = 0;
    return at + word.length;
  case WORD_CLOCK:
    end = read_digits(lexer, at, e);
    if (end == at) end = read_military(lexer, at, e);
    break;
  case WORD_UNIT:
  case WORD_NONE: end = read_spoken(lexer, at, e); break;
  case WORD_YEAR: end = read_military(lexer, at, e); break;
  case WORD_DIGITS:
  case WORD_NUMBER:
    if (word.value == 12 && date_word(lexer, at + 1).class == WORD_NOON) return clock_read(lexer, at + 1, e);
    end = read_hour(lexer, at, e);
    if (end == at && word.class == WORD_DIGITS) end = read_military(lexer, at, e);
    break;
  default: return at;
  }
  return end > at ? read_zone(lexer, end, e) : at;
}
