/*
** attribution.h: who, how, what: a cue with its source and content.
**
** A binary model says which words report something, pointer models choose where
** the source and the content of each begin and end (features.h).
*/
#ifndef NEWS_QUOTE_ATTRIBUTION_H
#define NEWS_QUOTE_ATTRIBUTION_H

#include "quote/features.h"

typedef struct Attribution {
  uint32_t unit;
  uint32_t cue;                         /* the item that carries the meaning: "said" */
  uint32_t cue_first, cue_last;         /* items, half open: "has also said" */
  uint32_t source_first, source_last;   /* equal: none */
  uint32_t content_first, content_last; /* equal: none */
  uint32_t medium_first, medium_last;   /* equal: none; "..., according to Interfax" */
  float cue_probability, source_probability, content_probability;
} Attribution;

typedef struct Attributions {
  VECTOR(Attribution) all; /* by cue */
} Attributions;

/* Linear in the items: each cue looks at most REACH items to both sides. */
void attributions_find(Arena *arena, const Units *units, Attributions *attributions);

#endif
