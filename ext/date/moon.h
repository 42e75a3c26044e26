/* moon.h: new moons, for the holidays that follow them. */
#ifndef NEWS_DATE_MOON_H
#define NEWS_DATE_MOON_H

#include "date/day.h"

/* The day, `hours` east of UTC, of the first new moon on or after `from`;
** DAY_NONE outside 1000..2999, where the series is no good.  Within minutes of
** the true moment, so a new moon at midnight may fall on the day beside it. */
Day moon_new(Day from, double hours);

#endif
