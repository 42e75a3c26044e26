/*
** holiday.h: named days, tables/holidays.txt, and how to compute them.
*/
#ifndef NEWS_DATE_HOLIDAY_H
#define NEWS_DATE_HOLIDAY_H

#include "date/day.h"
#include "text/text.h"

typedef enum HolidayRule {
  HOLIDAY_FIXED,              /* month, day */
  HOLIDAY_ONCE,               /* month, day; weekday holds the year */
  HOLIDAY_NTH,                /* month, n (-1 the last), weekday */
  HOLIDAY_EASTER,             /* days after Easter Sunday of the Gregorian calendar */
  HOLIDAY_AFTER_THANKSGIVING, /* days after the fourth Thursday of November */
  HOLIDAY_ELECTION,           /* the Tuesday after the first Monday of November */
  HOLIDAY_ISLAMIC,  /* month, day of the tabular Islamic calendar: within a day of the observed one */
  HOLIDAY_HEBREW,   /* days after Rosh Hashanah of that autumn */
  HOLIDAY_HANUKKAH, /* days after 25 Kislev, which hangs on the length of the Hebrew year */
  HOLIDAY_ORTHODOX, /* days after Easter Sunday of the Julian calendar */
  HOLIDAY_LUNAR,    /* days after the new year of China: new moon from 21 January there */
  HOLIDAY_DIWALI    /* the evening of the new moon from mid-October, in India */
} HolidayRule;

typedef struct Holiday {
  uint8_t rule; /* HolidayRule */
  int16_t month, day, weekday;
} Holiday;

extern const Lexicon date_holidays;
extern const Holiday date_holidays_rows[];

/* The last of the days of a holiday that lasts (Ramadan), else `first`. */
Day holiday_last(const Holiday *holiday, Day first);
/* The day of a holiday in a year of the Gregorian calendar, or DAY_NONE where
** that year has none (or, ISLAMIC, the first of two). */
Day holiday_day(const Holiday *holiday, int year);

#endif
