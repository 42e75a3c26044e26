/* stamp.c: dates as mastheads, meta fields and addresses write them. */
#include <string.h>

#include "read/document.h"
#include "text/text.h"

/* A run of digits or of letters. */
typedef struct Piece {
  uint32_t start, end;
  int number; /* -1: letters */
  int digits;
} Piece;

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}
static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool piece_at(Slice s, uint32_t at, Piece *piece)
{
  while (at < s.length && !is_digit(s.bytes[at]) && !is_letter(s.bytes[at])) at++;
  if (at >= s.length) return false;
  *piece = (Piece){at, at, -1, 0};
  if (is_digit(s.bytes[at])) {
    piece->number = 0;
    while (at < s.length && is_digit(s.bytes[at])) {
      if (piece->digits < 9) piece->number = piece->number * 10 + (s.bytes[at] - '0');
      piece->digits++;
      at++;
    }
  } else {
    while (at < s.length && is_letter(s.bytes[at])) at++;
  }
  piece->end = at;
  return true;
}

/* 1..12 for a month's name or its first three letters and more ("Sept"), else 0. */
static int month_of(Slice s, const Piece *p)
{
  static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};
  uint32_t length = p->end - p->start;
  char folded[10];
  if (p->number >= 0 || length < 3 || length > 9) return 0;
  text_fold(s.bytes + p->start, length, folded, sizeof folded);
  for (int m = 0; m < 12; m++) {
    if (strncmp(months[m], folded, length) == 0) return m + 1;
  }
  return 0;
}

static int month_length(int year, int month)
{
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : lengths[month - 1];
}

static bool is_day(int year, int month, int day)
{
  return year >= 1600 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 &&
         day <= month_length(year, month);
}

static int full_year(const Piece *p)
{
  if (p->digits == 4) return p->number;
  return p->digits == 2 ? (p->number < 70 ? 2000 : 1900) + p->number : 0;
}

/* The byte between two pieces when there is one only, else 0. */
static char between(Slice s, const Piece *a, const Piece *b)
{
  return b->start == a->end + 1 ? s.bytes[a->end] : '\0';
}

static bool set_day(Stamp *stamp, int year, int month, int day)
{
  if (!is_day(year, month, day)) return false;
  *stamp = (Stamp){.year = year, .month = month, .day = day, .hour = -1, .minute = -1, .second = -1};
  return true;
}

/* "st", "nd", "rd", "th" glued to a day. */
static bool is_ordinal(const Piece *number, const Piece *p)
{
  return p->number < 0 && p->start == number->end && p->end - p->start == 2;
}

/* A day that begins with piece a.  *end: the byte behind it. */
static bool day_at(Slice s, Piece a, Stamp *stamp, uint32_t *end)
{
  Piece b, c;
  int month;
  if (a.digits == 8 && set_day(stamp, a.number / 10000, a.number / 100 % 100, a.number % 100)) {
    *end = a.end;
    return true;
  }
  if (!piece_at(s, a.end, &b)) return false;
  if (a.number >= 0 && a.digits <= 2 && is_ordinal(&a, &b)) {
    a.end = b.end;
    if (!piece_at(s, b.end, &b)) return false;
    if (b.end - b.start == 2 && b.number < 0) { /* of */
      a.end = b.end;
      if (!piece_at(s, b.end, &b)) return false;
    }
  }
  if ((month = month_of(s, &a)) != 0) { /* January 28th, 2022 */
    if (b.number < 0 || b.digits > 2) return false;
    if (!piece_at(s, b.end, &c)) return false;
    if (is_ordinal(&b, &c) && !piece_at(s, c.end, &c)) return false;
    *end = c.end;
    return c.digits == 4 && c.start <= b.end + 5 && set_day(stamp, c.number, month, b.number);
  }
  if (a.number < 0 || !piece_at(s, b.end, &c)) return false;
  *end = c.end;
  if ((month = month_of(s, &b)) != 0) { /* 28 January 2022, 09/January/2022, 28-Jan-22 */
    if (b.start > a.end + 3 || c.start > b.end + 3) return false;
    return a.digits <= 2 && c.number >= 0 && (c.digits == 4 || between(s, &b, &c) == '-') &&
           set_day(stamp, full_year(&c), month, a.number);
  }
  char first = between(s, &a, &b), second = between(s, &b, &c);
  if (b.number < 0 || c.number < 0 || first != second || !strchr("-/.", first) || !first) return false;
  if (a.digits == 4) return b.digits <= 2 && c.digits <= 2 && set_day(stamp, a.number, b.number, c.number);
  if (a.digits > 2 || b.digits > 2 || (c.digits != 4 && c.digits != 2)) return false;
  if (first == '.') return set_day(stamp, full_year(&c), b.number, a.number);
  return set_day(stamp, full_year(&c), a.number, b.number) ||
         set_day(stamp, full_year(&c), b.number, a.number);
}

/* a.m. or p.m., with or without stops, at a piece: 'a', 'p' or 0. */
static char half_of_day(Slice s, const Piece *p, uint32_t *end)
{
  char c = (char)(s.bytes[p->start] | 32);
  if (p->number >= 0 || (c != 'a' && c != 'p')) return 0;
  if (p->end - p->start == 2 && (s.bytes[p->start + 1] | 32) == 'm') {
    *end = p->end;
    return c;
  }
  if (p->end - p->start == 1 && p->end + 1 < s.length && s.bytes[p->end] == '.' &&
      (s.bytes[p->end + 1] | 32) == 'm') {
    *end = p->end + 2;
    return c;
  }
  return 0;
}

static void zone_at(Slice s, uint32_t at, Stamp *stamp, uint32_t *end)
{
  while (at < s.length && s.bytes[at] == ' ') at++;
  if (at >= s.length) return;
  char c = s.bytes[at];
  if (c == 'Z' && (at + 1 == s.length || !is_letter(s.bytes[at + 1]))) {
    strcpy(stamp->zone, "Z");
    *end = at + 1;
  } else if ((c == '+' || c == '-') && at + 4 < s.length && is_digit(s.bytes[at + 1]) &&
             is_digit(s.bytes[at + 2])) {
    uint32_t minutes = s.bytes[at + 3] == ':' ? at + 4 : at + 3;
    if (minutes + 1 < s.length && is_digit(s.bytes[minutes]) && is_digit(s.bytes[minutes + 1])) {
      char zone[8] = {c, s.bytes[at + 1], s.bytes[at + 2], ':', s.bytes[minutes], s.bytes[minutes + 1], '\0'};
      memcpy(stamp->zone, zone, sizeof zone);
      *end = minutes + 2;
    }
  } else if (s.length - at >= 3 &&
             (strncmp(s.bytes + at, "GMT", 3) == 0 || strncmp(s.bytes + at, "UTC", 3) == 0)) {
    strcpy(stamp->zone, "Z");
    *end = at + 3;
  }
}

/* A time of day beside the day: within a few words behind it. */
static void time_behind(Slice s, uint32_t at, Stamp *stamp, uint32_t *end)
{
  Piece hour, minute, next;
  uint32_t limit = at + 16;
  do {
    if (!piece_at(s, at, &hour) || hour.start > limit) return;
    at = hour.end;
  } while (hour.number < 0);
  if (hour.digits > 2 || hour.number > 24) return;
  int minutes = -1, seconds = -1;
  uint32_t behind = hour.end;
  if (piece_at(s, hour.end, &minute) && minute.digits == 2 && minute.number < 60 &&
      (between(s, &hour, &minute) == ':' || between(s, &hour, &minute) == '.')) {
    minutes = minute.number;
    behind = minute.end;
    if (piece_at(s, minute.end, &next) && next.digits == 2 && next.number < 60 &&
        between(s, &minute, &next) == ':') {
      seconds = next.number;
      behind = next.end;
      Piece fraction;
      if (piece_at(s, behind, &fraction) && fraction.number >= 0 && between(s, &next, &fraction) == '.')
        behind = fraction.end;
    }
  }
  int hours = hour.number;
  char half = piece_at(s, behind, &next) && next.start <= behind + 1 ? half_of_day(s, &next, &behind) : '\0';
  if (minutes < 0 && !half) return;
  if (half == 'p' && hours < 12) hours += 12; /* "17:41 PM" stays */
  if (half == 'a' && hours == 12) hours = 0;
  if (hours > 23) return;
  stamp->hour = hours;
  stamp->minute = minutes < 0 ? 0 : minutes;
  stamp->second = seconds;
  *end = behind;
  zone_at(s, behind, stamp, end);
}

/* A clock time right before the day: "5:41 PM, Jan 28 2022". */
static void time_before(Slice s, uint32_t day, Stamp *stamp)
{
  uint32_t from = day > 24 ? day - 24 : 0, ignored = 0;
  for (uint32_t i = from; i + 3 < day; i++) {
    if (s.bytes[i] != ':' || i == 0 || !is_digit(s.bytes[i - 1]) || !is_digit(s.bytes[i + 1])) continue;
    uint32_t hour = i > 1 && is_digit(s.bytes[i - 2]) ? i - 2 : i - 1;
    time_behind((Slice){s.bytes, day}, hour, stamp, &ignored);
    return;
  }
}

bool stamp_find(Slice text, Stamp *stamp, uint32_t *behind)
{
  Piece a;
  for (uint32_t at = 0; piece_at(text, at, &a); at = a.end) {
    if (a.start > 0 && is_digit(text.bytes[a.start - 1])) continue;
    if (!day_at(text, a, stamp, behind)) continue;
    uint32_t day_end = *behind;
    time_behind(text, day_end, stamp, behind);
    if (stamp->hour < 0) time_before(text, a.start, stamp);
    return true;
  }
  return false;
}

bool stamp_in_url(Slice url, Stamp *stamp)
{
  uint32_t at = 0;
  Piece a, b, c;
  while (at < url.length && url.bytes[at] != '?' && url.bytes[at] != '#') at++;
  url.length = at;
  for (at = 0; piece_at(url, at, &a); at = a.end) {
    if (a.number < 0) continue;
    if (a.digits == 8 && set_day(stamp, a.number / 10000, a.number / 100 % 100, a.number % 100) &&
        stamp->year > 1980)
      return true;
    if (a.digits != 4 || a.number < 1980 || !piece_at(url, a.end, &b) || !piece_at(url, b.end, &c)) continue;
    int month = b.number >= 0 ? b.number : month_of(url, &b);
    char gap = between(url, &a, &b);
    if (gap && strchr("/-_", gap) && between(url, &b, &c) == gap && c.digits <= 2 && c.number > 0 &&
        set_day(stamp, a.number, month, c.number)) {
      return true;
    }
  }
  return false;
}
