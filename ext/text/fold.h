/*
** fold.h: what the token scanner shares with the folding functions.
*/
#ifndef NEWS_TEXT_FOLD_H
#define NEWS_TEXT_FOLD_H

#include <stdint.h>

/* FNV-1a, 32 bits (Fowler, Noll, Vo: the IETF draft's constants). */
#define FOLD_HASH_BASIS 2166136261u
static inline uint32_t fold_hash_byte(uint32_t hash, unsigned char byte)
{
  return (hash ^ byte) * 16777619u;
}

/* char_class() of the ASCII characters. */
extern const unsigned char char_ascii_class[128];

#endif
