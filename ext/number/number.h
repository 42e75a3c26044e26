/*
** number.h: counted things and amounts: "about 100,000 troops", "$3.5 billion".
*/
#ifndef NEWS_NUMBER_H
#define NEWS_NUMBER_H

#include "date/date.h"
#include "text/text.h"

typedef struct Number {
  uint32_t start, end; /* bytes, from the number (or currency sign) to the unit */
  double value;
  double value_high;     /* upper end of a range; NaN: none */
  const char *qualifier; /* static: "about", "more than", "at least", "up to", "nearly" ...; NULL */
  Slice unit;            /* "USD", "%", "km", "million" never: multiplied in; NONE */
  Slice noun;            /* head of what is counted, as written: "troops"; NONE */
} Number;

typedef struct Numbers {
  VECTOR(Number) all;
} Numbers;

/* Numbers inside temporal expressions are left to date.h: pass its result. */
NewsResult number_find(Arena *arena, const Text *text, const Dates *dates, Numbers *numbers);

#endif
