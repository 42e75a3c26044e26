/*
** tense.h: what a clause says about the direction of its dates.
*/
#ifndef NEWS_DATE_TENSE_H
#define NEWS_DATE_TENSE_H

#include "text/text.h"

typedef enum Direction {
  DIRECTION_UNKNOWN,
  DIRECTION_PAST,
  DIRECTION_FUTURE,
  DIRECTION_PLANNED, /* "was due to open in January": on whichever side is nearer */
  DIRECTION_AGENDA   /* of table rows only, see there */
} Direction;

typedef struct Tense {
  uint8_t direction; /* Direction */
  bool commits;      /* its infinitive or that-clause looks ahead */
} Tense;

extern const Lexicon date_tenses;
extern const Tense date_tenses_rows[];

/* What the clause says about the time of the tokens first..last. Looks at a
** bounded number of tokens on either side, inside the sentence. */
Direction tense_direction(const Text *text, uint32_t first, uint32_t last);

#endif
