/*
** fuzz_pair.h: an input of two parts, with a NUL between them.
*/
#ifndef NEWS_FUZZ_PAIR_H
#define NEWS_FUZZ_PAIR_H

#include <string.h>

#include "fuzz.h"
#include "news.h"

typedef struct FuzzPair {
  Slice a, b; /* b is empty where there is no NUL */
} FuzzPair;

static inline FuzzPair fuzz_pair(const uint8_t *bytes, size_t length)
{
  const char *start = (const char *)bytes, *nul = length ? memchr(start, 0, length) : NULL;
  size_t first = nul ? (size_t)(nul - start) : length;
  if (!nul) return (FuzzPair){{start, (uint32_t)first}, SLICE_LITERAL("")};
  return (FuzzPair){{start, (uint32_t)first}, {nul + 1, (uint32_t)(length - first - 1)}};
}

/* A measure of two things: between 0 and 1, whichever is named first. */
static inline void promise_match(double match, double reverse)
{
  PROMISE(match >= 0 && match <= 1);
  PROMISE(match == reverse);
}

#endif
