/*
** resolve.h: what is known while the expressions of a document are resolved,
** one after the other.
*/
#ifndef NEWS_DATE_RESOLVE_H
#define NEWS_DATE_RESOLVE_H

#include "date/expression.h"
#include "date/period.h"

typedef struct Resolver {
  const Text *text;
  Expressions *in; /* days and months may change places while resolving */
  Day anchor;
  bool narrative; /* a history, not news: what is said follows the last date said */
  bool day_first; /* 3/4/2022 is 3 April in this document */
  Period spoken;  /* the last period said, of any grain */
  Day spoken_day; /* the last day said */
  Period quarter; /* the last quarter said */
  uint32_t quarter_sentence;
  Period month; /* the last month said */
  uint32_t month_sentence;
  uint32_t spoken_sentence;
  bool spoken_explicit;    /* it was said with its year */
  int16_t said_in[12][31]; /* of each day of the calendar: the year it was said with, 0 for none, */
                           /* below it where the tense gave the year */
  bool spoken_dated;       /* ... with its month and day */
} Resolver;

/* What a period or point came to. */
typedef struct Resolution {
  Period period;     /* grain NONE: unresolved */
  const char *value; /* a reference instead of a period */
  Day first, last;   /* where they are not the period's own */
} Resolution;

/* The period that expression `index` means. */
Resolution resolve_calendar(const Resolver *r, uint32_t index);

int resolve_year(Day day);                                           /* 0 for DAY_NONE */
Grain resolve_grain(Unit unit);                                      /* of the period of one such unit */
Direction resolve_direction(const Resolver *r, const Expression *e); /* of its clause */

#endif
