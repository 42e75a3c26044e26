/*
** tagger.h: the sequence model that finds and types names.
**
** A linear-chain conditional random field over BIO tags of six types, trained by
** ext/model/entity_trainer.c.  The model has MODEL_ROWS rows of one weight a tag, found
** by the feature's hash; weights are int8 with a power-of-two scale a row.
*/
#ifndef NEWS_ENTITY_TAGGER_H
#define NEWS_ENTITY_TAGGER_H

#include "entity/place.h"

enum { TYPES = 6, TAGS = 1 + 2 * TYPES, ROW_WIDTH = 16, MODEL_ROWS = 1 << 17, FEATURES_MOST = 80 };
/* Tag 0 is outside; 1 + 2 * type begins, 2 + 2 * type continues a mention. */

typedef struct ModelHeader {
  uint32_t magic, rows;
  int32_t transitions[TAGS + 1][ROW_WIDTH]; /* [from][to]; row TAGS: from the sentence's start */
  uint8_t padding[56];                      /* a bucket lies in one cache line */
} ModelHeader;
enum { MODEL_MAGIC = 0x4E455754 };
/* Then rows fingerprints of 16 bits, rows shifts of 8, rows * ROW_WIDTH weights. */

/* A feature's row is the one with its fingerprint among the MODEL_BUCKET rows from
** model_bucket on; a feature without one weighs nothing. */
enum { MODEL_BUCKET = 8 };
enum { MODEL_WEIGHT_MOST = 400 };
#define MODEL_UNIT 64.0f /* integer units of a logarithm of odds */
static inline uint32_t model_bucket(uint32_t feature)
{
  return (feature & (MODEL_ROWS / MODEL_BUCKET - 1)) * MODEL_BUCKET;
}
static inline uint16_t model_print(uint32_t feature)
{
  return (uint16_t)(feature >> 16 ? feature >> 16 : 1);
}

/* What is known of a token before its neighbours are looked at. */
typedef struct Sight {
  uint32_t word, shape, form; /* hashes: digits as 0; collapsed shape; long shape */
  uint8_t lists[6];           /* per list (first, surname, person, place, org, group): 'B' 'I' 'E' 'S' or 0 */
  bool common;                /* in the list of lower-case words */
  bool role, organisation;    /* a title word, a word of organisations' names */
  bool lower_elsewhere, capital_elsewhere, in_longer_run;
  bool all_capital_line;
  bool busy; /* the full model runs here */
} Sight;

/* One a token, in the arena; NULL without memory. */
Sight *tagger_look(Arena *arena, const Text *text);
/* The features (hashes) of token i of a sentence [first, last); returns how many. */
uint32_t tagger_features(const Text *text, const Sight *sights, uint32_t i, uint32_t first, uint32_t last,
                         uint32_t features[FEATURES_MOST]);
/* May `to` follow `from` (TAGS: start)? */
static inline bool tagger_follows(int from, int to)
{
  return to == 0 || to % 2 == 1 || from == to || (from < TAGS && from == to - 1);
}
/* Tags of all tokens, and how sure (0..1) each is; both in the arena. */
bool tagger_run(Arena *arena, const Text *text, uint8_t **tags, float **sure);

#endif
