/*
** date.h: the temporal expressions of a text, and the days they mean.
**
**   Dates dates = {0};
**   date_find(&arena, text, anchor, &dates);
**
** type, value and mod are those of TIMEX3 (TimeML 1.2.1; the guidelines of
** TempEval-3).
*/
#ifndef NEWS_DATE_H
#define NEWS_DATE_H

#include "date/day.h"
#include "text/text.h"

typedef enum DateType { DATE_DATE, DATE_TIME, DATE_DURATION, DATE_SET } DateType;
const char *date_type_name(DateType type);

typedef enum DatePrecision {
  PRECISION_TIME,
  PRECISION_DAY,
  PRECISION_WEEK,
  PRECISION_MONTH,
  PRECISION_QUARTER,
  PRECISION_SEASON,
  PRECISION_YEAR,
  PRECISION_DECADE,
  PRECISION_CENTURY,
  PRECISION_VAGUE
} DatePrecision;
const char *date_precision_name(DatePrecision precision);

typedef struct DateMention {
  uint32_t start, end;              /* bytes */
  uint32_t first_token, last_token; /* half open */
  DateType type;
  Slice value;             /* "2022-01-27", "P2W", "XXXX-WXX-4", "PAST_REF" ... never NONE */
  const char *mod;         /* static, "APPROX", "START", "MORE_THAN" ...; NULL */
  Day first_day, last_day; /* inclusive; both DAY_NONE where the value covers no known days */
  DatePrecision precision;
  const char *rule; /* static name of the rule that resolved it */
} DateMention;

typedef struct Dates {
  VECTOR(DateMention) all; /* by start, the longer first */
} Dates;

/* anchor: the day against which relative expressions are read, or DAY_NONE:
** they keep an underspecified value then. */
NewsResult date_find(Arena *arena, const Text *text, Day anchor, Dates *dates);

/*
** The anchor of an article that states no publication date.  `captions` are
** the dropped captions and credits ("Wednesday, January 26, 2022"), `lead` the
** body.  A full date of the captions is a lower bound; "Thursday (January 27)"
** fixes a day; past weekdays of the lead move a bound on to the first such day
** on or after it.  Returns DAY_NONE where there is no evidence, else sets *from
** to a static word for it: "caption", "text".
*/
Day date_infer_anchor(Arena *arena, const Text *captions, const Text *body, const char **from);

#endif
