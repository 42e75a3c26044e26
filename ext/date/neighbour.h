/*
** neighbour.h: what an expression takes from those beside it: the year of a
** range, the direction of a list, the day of a time.
*/
#ifndef NEWS_DATE_NEIGHBOUR_H
#define NEWS_DATE_NEIGHBOUR_H

#include "date/resolve.h"

/* '68 of a text that tells of other centuries: in the one spoken of, unless that
** is to come. */
int neighbour_century(const Resolver *r, int year);
/* The year an expression says or inherits from the next of its range ("from
** March to June 2019"); 0 without. */
int neighbour_year(const Resolver *r, uint32_t index);
/* The direction of all days of a list or range: none of them lies on another side. */
Direction neighbour_direction(const Resolver *r, uint32_t index);
/* "10 a.m. to 4 p.m. Sunday", "at 14:40 (0740 GMT) on Tuesday": the expression
** close behind a time that says its day, where none did before it in its
** sentence; else `index`. */
uint32_t neighbour_day(const Resolver *r, uint32_t index);

#endif
