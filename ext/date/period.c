/* period.c: arithmetic on periods of the calendar. */
#include "date/period.h"

#include <string.h>

#include "date/word.h"

enum { YEAR_LAST = 9999, SATURDAY = 6, SUNDAY = 7, STEPS_MAX = 4000000 /* days of all years and more */ };

static const Period none = {GRAIN_NONE, 0, 0, DAY_NONE};

Period period_of_day(Day day)
{
  if (day <= DAY_NONE || day > DAY_LAST) return none;
  return (Period){.grain = GRAIN_DAY, .day = day};
}

Period period_make(Grain grain, int year, int number)
{
  if (year < 1 || year > YEAR_LAST) return none;
  return (Period){.grain = grain, .year = year, .number = number};
}

Period period_around(Day day, Grain grain)
{
  int year, month, day_of_month, week;
  day_split(day, &year, &month, &day_of_month);
  if (!year) return none;
  switch (grain) {
  case GRAIN_DAY: return period_of_day(day);
  case GRAIN_WEEKEND:
  case GRAIN_WEEK: day_week(day, &year, &week); return period_make(grain, year, week);
  case GRAIN_MONTH: return period_make(grain, year, month);
  case GRAIN_QUARTER: return period_make(grain, year, (month + 2) / 3);
  case GRAIN_YEAR: return period_make(grain, year, 0);
  case GRAIN_DECADE: return period_make(grain, year - year % 10 ? year - year % 10 : 1, 0);
  case GRAIN_CENTURY: return period_make(grain, year - year % 100 ? year - year % 100 : 1, 0);
  case GRAIN_SEASON: /* no unit of time has these */
  case GRAIN_HALF:
  case GRAIN_NONE: break;
  }
  return none;
}

/* Steps among `per_year` numbered parts of a year. */
static Period shift_parts(Period p, int steps, int per_year)
{
  long index = (long)p.year * per_year + p.number - 1 + steps;
  if (index < per_year) return none;
  return period_make(p.grain, (int)(index / per_year), (int)(index % per_year) + 1);
}

Period period_shift(Period p, int steps)
{
  if (steps > STEPS_MAX || steps < -STEPS_MAX) return none;
  switch (p.grain) {
  case GRAIN_DAY: return period_of_day(p.day + steps);
  case GRAIN_WEEKEND:
  case GRAIN_WEEK: {
    long day = (long)day_of_week(p.year, p.number, 1) + 7L * steps;
    return day < 1 || day > DAY_LAST ? none : period_around((Day)day, p.grain);
  }
  case GRAIN_MONTH: return shift_parts(p, steps, 12);
  case GRAIN_QUARTER: return shift_parts(p, steps, 4);
  case GRAIN_YEAR: return period_make(p.grain, p.year + steps, 0);
  case GRAIN_DECADE: return period_make(p.grain, p.year + 10 * steps, 0);
  case GRAIN_CENTURY: return period_make(p.grain, p.year + 100 * steps, 0);
  case GRAIN_SEASON:
  case GRAIN_HALF:
  case GRAIN_NONE: break;
  }
  return none;
}

Day period_first(Period p)
{
  switch (p.grain) {
  case GRAIN_DAY: return p.day;
  case GRAIN_WEEKEND: return day_of_week(p.year, p.number, SATURDAY);
  case GRAIN_WEEK: return day_of_week(p.year, p.number, 1);
  case GRAIN_MONTH: return day_make(p.year, p.number, 1);
  case GRAIN_QUARTER: return day_make(p.year, p.number * 3 - 2, 1);
  case GRAIN_SEASON: return day_make(p.year, p.number * 3, 1);
  case GRAIN_HALF: return day_make(p.year, p.number * 6 - 5, 1);
  case GRAIN_YEAR:
  case GRAIN_DECADE:
  case GRAIN_CENTURY: return day_make(p.year, 1, 1);
  case GRAIN_NONE: break;
  }
  return DAY_NONE;
}

/* The last day of a month, which may lie up to three months into the next year. */
static Day month_end(int year, int month)
{
  if (month > 12) {
    month -= 12;
    year++;
  }
  return year > YEAR_LAST ? DAY_LAST : day_make(year, month, day_month_length(year, month));
}

Day period_last(Period p)
{
  switch (p.grain) {
  case GRAIN_DAY: return p.day;
  case GRAIN_WEEKEND:
  case GRAIN_WEEK: {
    Day last = day_of_week(p.year, p.number, SUNDAY);
    return last == DAY_NONE ? DAY_LAST : last;
  }
  case GRAIN_MONTH: return month_end(p.year, p.number);
  case GRAIN_QUARTER: return month_end(p.year, p.number * 3);
  case GRAIN_SEASON: return month_end(p.year, p.number * 3 + 2);
  case GRAIN_HALF: return month_end(p.year, p.number * 6);
  case GRAIN_YEAR: return month_end(p.year, 12);
  case GRAIN_DECADE: return month_end(p.year - p.year % 10 + 9, 12);
  case GRAIN_CENTURY: return month_end(p.year - p.year % 100 + 99, 12);
  case GRAIN_NONE: break;
  }
  return DAY_NONE;
}

static void write_digits(char *out, int value, int digits)
{
  for (int i = digits - 1; i >= 0; i--, value /= 10) out[i] = (char)('0' + value % 10);
  out[digits] = '\0';
}

void period_write(Period p, char out[PERIOD_TEXT])
{
  static const char *const seasons[] = {"", "-SP", "-SU", "-FA", "-WI"};
  out[0] = '\0';
  if (p.grain == GRAIN_DAY) {
    day_write(p.day, out);
    return;
  }
  write_digits(out, p.year, 4);
  switch (p.grain) {
  case GRAIN_WEEKEND:
  case GRAIN_WEEK:
    strcpy(out + 4, "-W");
    write_digits(out + 6, p.number, 2);
    if (p.grain == GRAIN_WEEKEND) strcpy(out + 8, "-WE");
    break;
  case GRAIN_MONTH:
    out[4] = '-';
    write_digits(out + 5, p.number, 2);
    break;
  case GRAIN_QUARTER:
  case GRAIN_HALF:
    out[4] = '-';
    out[5] = p.grain == GRAIN_QUARTER ? 'Q' : 'H';
    write_digits(out + 6, p.number, 1);
    break;
  case GRAIN_SEASON: strcpy(out + 4, seasons[p.number & 7]); break;
  case GRAIN_DECADE: write_digits(out, p.year / 10, 3); break;
  case GRAIN_CENTURY: write_digits(out, p.year / 100, 2); break;
  case GRAIN_DAY:
  case GRAIN_YEAR:
  case GRAIN_NONE: break;
  }
}

Day day_add_months(Day day, int months)
{
  int year, month, day_of_month;
  day_split(day, &year, &month, &day_of_month);
  if (!year || months > 120000 || months < -120000) return DAY_NONE;
  long index = year * 12L + month - 1 + months;
  if (index < 12 || index >= (YEAR_LAST + 1) * 12L) return DAY_NONE;
  year = (int)(index / 12);
  month = (int)(index % 12) + 1;
  int length = day_month_length(year, month);
  return day_make(year, month, day_of_month < length ? day_of_month : length);
}
