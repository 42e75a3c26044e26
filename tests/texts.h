/*
** texts.h: generated texts, the same on every run: number n is always the same text.
*/
#ifndef TESTS_TEXTS_H
#define TESTS_TEXTS_H

#include <stddef.h>
#include <stdint.h>

typedef struct Generated {
  char *bytes; /* NUL-terminated; may hold NULs and broken UTF-8 */
  size_t length;
  size_t capacity;
  const char *kind; /* what sort of text, for messages */
  uint64_t seed;
} Generated;

/* Makes text `number`.  One in 300 is large (200 KB to 1 MB) where `with_large` is 1. */
void text_generate(Generated *text, unsigned number, int with_large);
void text_release(Generated *text);

/* The next pseudo-random number below `limit` (splitmix64, Steele et al. 2014). */
unsigned random_below(uint64_t *seed, unsigned limit);

#endif
