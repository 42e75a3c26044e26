/*
** features.h: what the models see.  The trainer and the decoder share it.
*/
#ifndef NEWS_QUOTE_FEATURES_H
#define NEWS_QUOTE_FEATURES_H

#include "quote/model.h"
#include "quote/unit.h"

/* What a pointer model chooses: an item of the cue's unit, or none. */
typedef enum Pointer {
  POINT_SOURCE_START,
  POINT_SOURCE_END, /* the last item, not the one behind it; so too below */
  POINT_CONTENT_START,
  POINT_CONTENT_END,
  POINT_CUE_START,
  POINT_CUE_END,
  POINTERS
} Pointer;

#define ITEM_NONE 0xFFFFFFFFu

/* How far from the cue, in items, its source and content are sought. */
enum { REACH = 64 };

/* A cue and what is known of it when a pointer is chosen. */
typedef struct CueContext {
  const Units *units;
  const Unit *unit;
  uint32_t cue;                       /* item */
  uint32_t low, high;                 /* items that may be chosen, half open */
  uint32_t source_first, source_last; /* chosen so far; ITEM_NONE */
  uint32_t before_first, before_last; /* source of the cue before in this unit; ITEM_NONE */
  uint32_t start;                     /* the start chosen, for an end; ITEM_NONE */
  uint8_t between[2 * REACH + 2];     /* what stands between item low + k and the cue */
  /* Of item low - 2 + k and, where it says so, the items before it or on both sides. */
  uint32_t classes[2 * REACH + 6], words[2 * REACH + 6];
  uint32_t pairs[2 * REACH + 6];   /* the item before and this one */
  uint32_t triples[2 * REACH + 6]; /* the item before, this one, the one behind */
  uint32_t quotes;                 /* which sides of the cue have a stretch */
} CueContext;

bool features_may_be_cue(const Units *units, uint32_t item);
void features_cue(const Units *units, const Unit *unit, uint32_t item, Features *features);

void features_context(const Units *units, const Unit *unit, uint32_t cue, CueContext *context);
/* The items that a pointer may choose, half open; starts before ends. */
void features_range(const CueContext *context, Pointer pointer, uint32_t *low, uint32_t *high);
/* item may be ITEM_NONE: "there is none in this unit" (starts of source and content). */
void features_pointer(const CueContext *context, Pointer pointer, uint32_t item, Features *features);
/* The sum of their weights for no item; and for an item in two steps, which most items need not
** take both: coarse to fine (D. Weiss, B. Taskar, Structured Prediction Cascades, 2010). */
int32_t features_none_sum(const CueContext *context, Pointer pointer);
int32_t features_coarse_sum(const CueContext *context, Pointer pointer, uint32_t item);
int32_t features_fine_sum(const CueContext *context, Pointer pointer, uint32_t item);

#endif
