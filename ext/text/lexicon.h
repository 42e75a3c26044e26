/*
** lexicon.h: what the lookup (lexicon.c) and the table compiler
** (tables/tablec.c) must agree on.
*/
#ifndef NEWS_TEXT_LEXICON_H
#define NEWS_TEXT_LEXICON_H

#include <stdint.h>

/* Hash of a phrase, token by token, beginning with 0. */
static inline uint32_t lexicon_extend(uint32_t phrase, uint32_t token_hash)
{
  uint32_t h = (phrase ^ token_hash) * 0x9E3779B1u;
  return h ^ h >> 15;
}

#endif
