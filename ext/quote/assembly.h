/*
** assembly.h: which stretches are speech, whose, and which contents are rows.
*/
#ifndef NEWS_QUOTE_ASSEMBLY_H
#define NEWS_QUOTE_ASSEMBLY_H

#include "quote/attribution.h"

#define ATTRIBUTION_NONE 0xFFFFFFFFu

/* How a stretch relates to its attribution. */
typedef enum Bond {
  BOND_NONE,
  BOND_WHOLE,     /* the stretch is all that the cue reports */
  BOND_INSIDE,    /* part of a longer reported clause */
  BOND_PART,      /* the other half of an interrupted speech */
  BOND_CONTINUED, /* goes on from the paragraph or sentence before */
  BOND_FOLLOWS,   /* its attribution stands in the next sentence */
  BOND_LEAD,      /* the sentence before ends in a colon */
  BOND_NEAR,      /* no reporting clause; the speaker is the nearest source */
  BOND_NAMED      /* known as "Shorty", the so-called "shadow fleet" */
} Bond;

typedef struct StretchBond {
  uint32_t unit, item;
  uint32_t attribution; /* index, or ATTRIBUTION_NONE */
  Bond bond;
  float speech; /* probability that it is speech */
} StretchBond;

typedef struct Assembly {
  const Text *text;
  const Stretches *stretches;
  const Units *units;
  const Attributions *attributions;
  StretchBond *bonds; /* one for each stretch */
} Assembly;

/* Linear. */
bool assembly_make(Arena *arena, const Text *text, const Stretches *stretches, const Units *units,
                   const Attributions *attributions, Assembly *assembly);

/* Is the content one stretch, with nothing but marks (or "that,") around it? */
bool assembly_is_stretch(const Assembly *assembly, const Attribution *attribution);

/* Features of "is this stretch speech?". */
void assembly_features(const Assembly *assembly, uint32_t stretch, Features *features);

#endif
