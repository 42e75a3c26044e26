/*
** day.h: calendar days as numbers, the proleptic Gregorian calendar.
*/
#ifndef NEWS_DAY_H
#define NEWS_DAY_H

#include "news.h"

/* Day 1 is 0001-01-01, a Monday; 9999-12-31 is 3652059.  0 is "no day". */
typedef int32_t Day;
#define DAY_NONE 0
#define DAY_LAST 3652059

Day day_make(int year, int month, int day); /* DAY_NONE where there is no such day */
void day_split(Day day, int *year, int *month, int *day_of_month);
int day_weekday(Day day); /* 1 Monday .. 7 Sunday (ISO 8601) */
int day_month_length(int year, int month);
/* ISO week of a day: its week-numbering year and week 1..53. */
void day_week(Day day, int *year, int *week);
Day day_of_week(int year, int week, int weekday); /* of a week that the year has; DAY_NONE beyond 9999 */
/* "YYYY-MM-DD", alone or followed by 'T' or a blank and more. DAY_NONE if not. */
Day day_parse(Slice text);
void day_write(Day day, char out[11]); /* "YYYY-MM-DD", NUL-terminated */

#endif
