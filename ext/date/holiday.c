/* holiday.c: the day of a named day in a year. */
#include "date/holiday.h"

#include "date/moon.h"

enum { THURSDAY = 4, MONDAY = 1 };

/* Easter Sunday; the algorithm of Meeus, Jones and Butcher. */
static Day easter(int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;
  return day_make(year, n / 31, n % 31 + 1);
}

/* Easter Sunday of the Julian calendar, as a Gregorian day. */
static Day orthodox_easter(int year)
{
  int a = year % 4, b = year % 7, c = year % 19;
  int d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
  int n = d + e + 114, behind = year / 100 - year / 400 - 2; /* days between the calendars */
  return day_make(year, n / 31, n % 31 + 1) + behind;
}

/* The nth weekday of a month, n = -1 the last. */
static Day nth_weekday(int year, int month, int n, int weekday)
{
  if (n < 0) {
    Day last = day_make(year, month, day_month_length(year, month));
    return last - (day_weekday(last) - weekday + 7) % 7;
  }
  Day first = day_make(year, month, 1);
  return first + (weekday - day_weekday(first) + 7) % 7 + (n - 1) * 7;
}

/* The tabular Islamic calendar (30-year cycle, years 2, 5, 7, 10, 13, 16, 18,
** 21, 24, 26 and 29 leap); 1 Muharram of year 1 is 622-07-19 Gregorian. */
static Day islamic(int year, int month, int day)
{
  return day_make(622, 7, 19) + (year - 1) * 354 + (3 + 11 * year) / 30 + 29 * (month - 1) + month / 2 + day -
         1;
}

static Day islamic_in(int year, int month, int day)
{
  int first = (int)((long)(year - 622) * 33 / 32);
  for (int y = first > 1 ? first - 1 : 1; y <= first + 2; y++) {
    int gregorian, m, d;
    Day found = islamic(y, month, day);
    day_split(found, &gregorian, &m, &d);
    if (gregorian == year) return found;
  }
  return DAY_NONE;
}

/* Days from the Hebrew epoch to the new year of a Hebrew year; the usual
** arithmetic of months since creation with its postponements. */
static long hebrew_elapsed(long year)
{
  long months = (235 * year - 234) / 19;
  long parts = 12084 + 13753 * months;
  long day = months * 29 + parts / 25920;
  return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

static long hebrew_new_year(long year)
{
  long before = hebrew_elapsed(year - 1), at = hebrew_elapsed(year), after = hebrew_elapsed(year + 1);
  if (after - at == 356) return at + 2;
  if (at - before == 382) return at + 1;
  return at;
}

/* Rosh Hashanah, which falls in the autumn of `year`. */
static Day rosh_hashanah(int year)
{
  return (Day)(hebrew_new_year(year + 3761L) - 1373427L);
}

/* 25 Kislev: Heshvan, before it, has a 30th day in the long years only. */
static Day hanukkah(int year)
{
  long length = hebrew_new_year(year + 3762L) - hebrew_new_year(year + 3761L);
  return rosh_hashanah(year) + (length % 10 == 5 ? 84 : 83);
}

/* New moon that is past sunset, a quarter to six, of the day before. */
static Day diwali(int year)
{
  enum { INDIA_MINUTES = 330, SUNSET_MINUTES = 1065 };
  return moon_new(day_make(year, 10, 17), (INDIA_MINUTES - SUNSET_MINUTES) / 60.0);
}

Day holiday_last(const Holiday *holiday, Day first)
{
  return holiday->rule == HOLIDAY_ISLAMIC ? first + holiday->weekday : first; /* of years up to 9998 */
}

Day holiday_day(const Holiday *holiday, int year)
{
  if (year < 1 || year > 9998) return DAY_NONE;
  Day base = DAY_NONE, day = DAY_NONE;
  switch ((HolidayRule)holiday->rule) {
  case HOLIDAY_FIXED: return day_make(year, holiday->month, holiday->day);
  case HOLIDAY_ONCE: return day_make(holiday->weekday, holiday->month, holiday->day);
  case HOLIDAY_NTH: return nth_weekday(year, holiday->month, holiday->day, holiday->weekday);
  case HOLIDAY_EASTER: base = easter(year); break;
  case HOLIDAY_AFTER_THANKSGIVING: base = nth_weekday(year, 11, 4, THURSDAY); break;
  case HOLIDAY_ELECTION: base = nth_weekday(year, 11, 1, MONDAY) + 1; break;
  case HOLIDAY_ISLAMIC: return islamic_in(year, holiday->month, holiday->day);
  case HOLIDAY_HEBREW: base = rosh_hashanah(year); break;
  case HOLIDAY_HANUKKAH: base = hanukkah(year); break;
  case HOLIDAY_ORTHODOX: base = orthodox_easter(year); break;
  case HOLIDAY_LUNAR: base = moon_new(day_make(year, 1, 21), 8); break;
  case HOLIDAY_DIWALI: base = diwali(year); break;
  }
  if (base > DAY_NONE) day = base + holiday->day; /* the moon is known for some years only */
  return day > DAY_NONE ? day : DAY_NONE;
}
