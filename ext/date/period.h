/*
** period.h: periods of the calendar: a day, a week, a month ... and the days
** they cover.  Years 1..9999; what leaves that range has grain NONE.
*/
#ifndef NEWS_DATE_PERIOD_H
#define NEWS_DATE_PERIOD_H

#include "date/day.h"

typedef enum Grain {
  GRAIN_NONE,
  GRAIN_DAY,
  GRAIN_WEEKEND,
  GRAIN_WEEK,
  GRAIN_MONTH,
  GRAIN_QUARTER,
  GRAIN_SEASON,
  GRAIN_HALF,
  GRAIN_YEAR,
  GRAIN_DECADE,
  GRAIN_CENTURY
} Grain;

typedef struct Period {
  Grain grain;
  int year;   /* of a decade or century its first; of a week the ISO year */
  int number; /* week, month, quarter, half; Season of a season */
  Day day;    /* of a day */
} Period;

enum { PERIOD_TEXT = 16 }; /* bytes that period_write needs at most */

Period period_of_day(Day day);
Period period_make(Grain grain, int year, int number);
Period period_around(Day day, Grain grain);    /* the one that holds the day */
Period period_shift(Period period, int steps); /* steps periods of its grain later */
Day period_first(Period period);               /* DAY_NONE for grain NONE */
Day period_last(Period period);
void period_write(Period period, char out[PERIOD_TEXT]); /* TIMEX3 value, NUL-terminated */

/* The same day so many months later, or the last of that month. */
Day day_add_months(Day day, int months);

#endif
