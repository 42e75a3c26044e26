/* minhash.c: resemblance of texts by their shingles, estimated and exact. */
#include <string.h>

#include "compare/compare.h"
#include "compare/shingle.h"

enum { MINIMA = MINHASH_BYTES / 4 };

/* One bijection of the 32-bit numbers per minimum: x -> ((x ^ flip) * odd), mixed. */
typedef struct Permutation {
  uint32_t flip[MINIMA], odd[MINIMA];
} Permutation;

/* The parameters come from SplitMix64 (Steele, Lea, Flood 2014) started at 0, so
** that a stored minhash stays comparable with those of later versions. */
static void make_permutations(Permutation *permutation)
{
  uint64_t state = 0;
  for (uint32_t i = 0; i < MINIMA; i++) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    permutation->flip[i] = (uint32_t)z;
    permutation->odd[i] = (uint32_t)(z >> 32) | 1;
  }
}

NewsResult minhash_make(Arena *arena, const Text *text, unsigned char out[MINHASH_BYTES])
{
  Permutation permutation;
  uint32_t minima[MINIMA];
  make_permutations(&permutation);
  memset(minima, 0xFF, sizeof minima);
  ShingleReader reader = {.arena = arena, .text = text};
  uint64_t shingle;
  while (shingle_next(&reader, &shingle)) {
    uint32_t x = (uint32_t)(shingle ^ shingle >> 32);
    for (uint32_t i = 0; i < MINIMA; i++) {
      uint32_t y = (x ^ permutation.flip[i]) * permutation.odd[i];
      y = (y ^ y >> 15) * 0x85EBCA6Bu;
      minima[i] = y < minima[i] ? y : minima[i];
    }
  }
  for (uint32_t i = 0; i < MINIMA; i++) {
    out[4 * i] = (unsigned char)(minima[i] >> 24);
    out[4 * i + 1] = (unsigned char)(minima[i] >> 16);
    out[4 * i + 2] = (unsigned char)(minima[i] >> 8);
    out[4 * i + 3] = (unsigned char)minima[i];
  }
  return arena->result;
}

double minhash_match(const unsigned char *a, const unsigned char *b)
{
  int equal = 0;
  for (uint32_t i = 0; i < MINHASH_BYTES; i += 4) equal += memcmp(a + i, b + i, 4) == 0;
  return (double)equal / MINIMA;
}

/* ---- the exact resemblance ------------------------------------------------ */

enum { IN_A = 1, IN_B = 2 };

/* Open addressing; a slot is free while its `where` is 0. */
typedef struct ShingleSet {
  uint64_t *shingles;
  unsigned char *where;
  size_t mask;
  size_t all, common;
} ShingleSet;

static void add_shingles(Arena *arena, ShingleSet *set, const Text *text, unsigned char side)
{
  ShingleReader reader = {.arena = arena, .text = text};
  uint64_t shingle;
  while (shingle_next(&reader, &shingle)) {
    size_t slot = shingle & set->mask;
    while (set->where[slot] && set->shingles[slot] != shingle) slot = (slot + 1) & set->mask;
    if (!set->where[slot]) {
      set->shingles[slot] = shingle;
      set->all++;
    } else if (!(set->where[slot] & side)) {
      set->common++;
    }
    set->where[slot] |= side;
  }
}

double text_match(Arena *arena, const Text *a, const Text *b)
{
  size_t slots = 16, shingles = (size_t)a->token_count + b->token_count;
  while (slots < 2 * shingles) slots *= 2;
  ShingleSet set = {.mask = slots - 1};
  set.shingles = arena_alloc(arena, slots * sizeof *set.shingles);
  set.where = arena_alloc(arena, slots);
  if (!set.shingles || !set.where) return 0;
  add_shingles(arena, &set, a, IN_A);
  add_shingles(arena, &set, b, IN_B);
  return set.all ? (double)set.common / (double)set.all : 0;
}
