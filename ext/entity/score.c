/* score.c: what the model's weights say of each tag of a token. */
#include <string.h>

#include "entity/tagger.h"

/* Half a row, as stored and widened; the fingerprints of a bucket. */
enum { LANES = ROW_WIDTH / 2 };
typedef int8_t Narrow __attribute__((vector_size(LANES)));
typedef uint16_t Wide __attribute__((vector_size(2 * LANES)));
_Static_assert(sizeof(ModelRow) == 2 * sizeof(Narrow), "a row is read as two vectors");
_Static_assert(BUCKET_ROWS + 1 == LANES, "fingerprints are compared as one vector");
_Static_assert(FEATURES_MOST *MODEL_WEIGHT_MOST <= INT16_MAX, "a token's score fits 16 bits");

/* The feature's row in its bucket, or NULL. */
static inline const ModelRow *row_of(const ModelBucket *bucket, uint32_t feature)
{
  Wide prints, wanted = (Wide){0} + model_print(feature);
  memcpy(&prints, bucket->prints, sizeof prints);
  Narrow equal = __builtin_convertvector(prints == wanted, Narrow);
  uint64_t lanes;
  memcpy(&lanes, &equal, sizeof lanes);
  return lanes ? &bucket->rows[__builtin_ctzll(lanes) / 8] : NULL;
}

/* The sums of the weights of all features. */
static void sum_rows(const Model *model, const uint32_t *features, uint32_t count, int16_t score[ROW_WIDTH])
{
  Wide low = {0}, high = {0};
  for (uint32_t f = 0; f < count; f++) {
    const ModelRow *row = row_of(&model->bucket[model_bucket(features[f])], features[f]);
    if (!row) continue;
    Narrow halves[2];
    memcpy(halves, row, sizeof halves);
    low += __builtin_convertvector(halves[0], Wide) << row->shift;
    high += __builtin_convertvector(halves[1], Wide) << row->shift;
  }
  memcpy(score, &low, sizeof low);
  memcpy(score + LANES, &high, sizeof high);
}

/* Turns sums into distances to the best tag. */
static void level(int16_t score[ROW_WIDTH])
{
  int16_t most = score[0];
  for (int tag = TAGS; tag < ROW_WIDTH; tag++) score[tag] = INT16_MIN;
  for (int tag = 1; tag < ROW_WIDTH; tag++) most = score[tag] > most ? score[tag] : most;
  for (int tag = 0; tag < ROW_WIDTH; tag++) {
    int16_t far = (int16_t)(most + MODEL_FAR);
    score[tag] = (int16_t)((score[tag] < far ? far : score[tag]) - most);
  }
}

/* The features of one token. */
typedef struct Asked {
  uint32_t features[FEATURES_MOST], count;
} Asked;

/* Asks for the rows of token i: the model is larger than the caches. */
static void ask(Asked *asked, const Model *model, const Text *text, const Sight *sights, uint32_t i,
                uint32_t first, uint32_t last)
{
  uint32_t own;
  asked->count = tagger_features(text, sights, i, first, last, asked->features, &own);
  for (uint32_t f = 0; f < asked->count; f++)
    __builtin_prefetch(&model->bucket[model_bucket(asked->features[f])]);
}

void tagger_score(const Model *model, const Text *text, const Sight *sights, uint32_t first, uint32_t last,
                  Cell *cells)
{
  Asked asked[2]; /* the rows of the next token come while those of this one are summed */
  uint32_t i = first, turn = 0;
  while (i < last && !sights[i].busy) i++;
  if (i < last) ask(&asked[0], model, text, sights, i, first, last);
  while (i < last) {
    uint32_t next = i + 1;
    while (next < last && !sights[next].busy) next++;
    if (next < last) ask(&asked[!turn], model, text, sights, next, first, last);
    sum_rows(model, asked[turn].features, asked[turn].count, cells[i - first].score);
    level(cells[i - first].score);
    turn = !turn;
    i = next;
  }
}
