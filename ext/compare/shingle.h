/*
** shingle.h: the word 4-shingles of a text, one after the other.
**
** Words are the tokens that begin with a letter or digit and web addresses;
** case, punctuation and white space do not count.  A text of one to three words
** has one shingle, a text without words none.
*/
#ifndef NEWS_COMPARE_SHINGLE_H
#define NEWS_COMPARE_SHINGLE_H

#include "text/text.h"

#define SHINGLE_WORDS 4

typedef struct ShingleReader {
  Arena *arena; /* asked whether to go on */
  const Text *text;
  uint32_t next; /* token */
  uint32_t words;
  uint32_t window[SHINGLE_WORDS]; /* hashes of the last words; word n at n % SHINGLE_WORDS */
} ShingleReader;

static inline bool token_is_word(const Token *token)
{
  return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER || token->kind == TOKEN_LINK;
}

/* The finaliser of MurmurHash3 (Appleby, public domain): every bit of the input
** changes half of the result's. */
static inline uint64_t shingle_mix(uint64_t x)
{
  x ^= x >> 33;
  x *= 0xFF51AFD7ED558CCDu;
  x ^= x >> 33;
  x *= 0xC4CEB9FE1A85EC53u;
  return x ^ x >> 33;
}

/* The hash of the next shingle; false behind the last, or when the arena fails. */
static inline bool shingle_next(ShingleReader *reader, uint64_t *shingle)
{
  const Text *text = reader->text;
  bool found = false;
  while (!found && reader->next < text->token_count && arena_every(reader->arena, reader->next)) {
    const Token *token = &text->tokens[reader->next++];
    if (!token_is_word(token)) continue;
    reader->window[reader->words++ % SHINGLE_WORDS] = token->hash;
    found = reader->words >= SHINGLE_WORDS;
  }
  uint32_t size = SHINGLE_WORDS;
  if (!found) {
    if (reader->arena->result != NEWS_OK || reader->words == 0 || reader->words >= SHINGLE_WORDS)
      return false;
    size = reader->words;
    reader->words = SHINGLE_WORDS; /* a short text's only shingle was read */
  }
  uint64_t hash = size;
  for (uint32_t i = 0; i < size; i++) {
    hash = shingle_mix(hash ^ reader->window[(found ? reader->words + i : i) % SHINGLE_WORDS]) + i;
  }
  *shingle = hash;
  return true;
}

#endif
