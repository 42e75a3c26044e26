/* moon.c: new moons after Jean Meeus, Astronomical Algorithms, chapter 49: the
** mean new moon and the periodic terms above three minutes. */
#include "date/moon.h"

#include <math.h>

static const double degree = 3.14159265358979323846 / 180;
static const double lunation = 29.530588861;

/* Days from 0000-12-31 00:00 UTC to new moon k, 0 the first of 2000. */
static double new_moon(double k)
{
  double t = k / 1236.85;
  double mean = 2451550.09766 + lunation * k + 0.00015437 * t * t;
  double e = 1 - 0.002516 * t;
  double sun = (2.5534 + 29.10535670 * k) * degree; /* mean anomalies of sun and moon */
  double moon = (201.5643 + 385.81693528 * k) * degree;
  double latitude = (160.7108 + 390.67050284 * k) * degree;
  double true_moment = mean - 0.40720 * sin(moon) + 0.17241 * e * sin(sun) + 0.01608 * sin(2 * moon) +
                       0.01039 * sin(2 * latitude) + 0.00739 * e * sin(moon - sun) -
                       0.00514 * e * sin(moon + sun) + 0.00208 * e * e * sin(2 * sun);
  return true_moment - 1721424.5; /* the Julian day of 0000-12-31 */
}

Day moon_new(Day from, double hours)
{
  if (from < day_make(1000, 1, 1) || from > day_make(2999, 1, 1)) return DAY_NONE;
  double first = floor((from - day_make(2000, 1, 6)) / lunation) - 1;
  for (int i = 0; i < 4; i++) {
    Day day = (Day)floor(new_moon(first + i) + hours / 24);
    if (day >= from) return day;
  }
  return DAY_NONE;
}
