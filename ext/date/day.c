/* day.c: day numbers, the Gregorian calendar and ISO 8601 weeks. */
#include "date/day.h"

enum { DAYS_400_YEARS = 146097, DAYS_100_YEARS = 36524, DAYS_4_YEARS = 1461 };

/* Days before each month of a common year. */
static const int days_before_month[13] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

static bool is_leap(int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int day_month_length(int year, int month)
{
  if (month < 1 || month > 12) return 0;
  return days_before_month[month] - days_before_month[month - 1] + (month == 2 && is_leap(year));
}

/* Days before 1 January of a year, 0 for year 1. */
static Day days_before_year(int year)
{
  int y = year - 1;
  return y * 365 + y / 4 - y / 100 + y / 400;
}

Day day_make(int year, int month, int day)
{
  if (year < 1 || year > 9999 || day < 1 || day > day_month_length(year, month)) return DAY_NONE;
  return days_before_year(year) + days_before_month[month - 1] + (month > 2 && is_leap(year)) + day;
}

void day_split(Day day, int *year, int *month, int *day_of_month)
{
  if (day < 1 || day > DAY_LAST) {
    *year = *month = *day_of_month = 0;
    return;
  }
  int rest = day - 1;
  int n400 = rest / DAYS_400_YEARS;
  rest %= DAYS_400_YEARS;
  int n100 = rest / DAYS_100_YEARS;
  if (n100 == 4) n100 = 3; /* the last day of 400 years */
  rest -= n100 * DAYS_100_YEARS;
  int n4 = rest / DAYS_4_YEARS;
  rest %= DAYS_4_YEARS;
  int n1 = rest / 365;
  if (n1 == 4) n1 = 3; /* the last day of a leap year */
  rest -= n1 * 365;
  int y = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1, m = 1;
  while (rest >= day_month_length(y, m)) rest -= day_month_length(y, m++);
  *year = y;
  *month = m;
  *day_of_month = rest + 1;
}

int day_weekday(Day day)
{
  return day < 1 || day > DAY_LAST ? 0 : (day - 1) % 7 + 1;
}

/* The Monday of ISO week 1: of the week that holds 4 January. */
static Day first_monday(int year)
{
  Day fourth = days_before_year(year) + 4;
  return fourth - (fourth - 1) % 7;
}

void day_week(Day day, int *year, int *week)
{
  int y, month, day_of_month;
  day_split(day, &y, &month, &day_of_month);
  if (!y) {
    *year = *week = 0;
    return;
  }
  if (day < first_monday(y)) {
    y--; /* never below 1: 0001-01-01 is a Monday */
  } else if (day >= first_monday(y + 1)) {
    y++;
  }
  *year = y;
  *week = (day - first_monday(y)) / 7 + 1;
}

Day day_of_week(int year, int week, int weekday)
{
  Day day = first_monday(year) + (week - 1) * 7 + weekday - 1;
  return day > DAY_LAST ? DAY_NONE : day;
}

/* Exactly `count` digits as a number, or -1. */
static int digits(const char *bytes, int count)
{
  int value = 0;
  for (int i = 0; i < count; i++) {
    if (bytes[i] < '0' || bytes[i] > '9') return -1;
    value = value * 10 + (bytes[i] - '0');
  }
  return value;
}

Day day_parse(Slice text)
{
  const char *s = text.bytes;
  if (text.length < 10 || s[4] != '-' || s[7] != '-') return DAY_NONE;
  if (text.length > 10 && s[10] != 'T' && s[10] != ' ') return DAY_NONE;
  return day_make(digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
}

void day_write(Day day, char out[11])
{
  int year, month, day_of_month;
  day_split(day, &year, &month, &day_of_month);
  out[0] = (char)('0' + year / 1000);
  out[1] = (char)('0' + year / 100 % 10);
  out[2] = (char)('0' + year / 10 % 10);
  out[3] = (char)('0' + year % 10);
  out[4] = out[7] = '-';
  out[5] = (char)('0' + month / 10);
  out[6] = (char)('0' + month % 10);
  out[8] = (char)('0' + day_of_month / 10);
  out[9] = (char)('0' + day_of_month % 10);
  out[10] = 0;
}
