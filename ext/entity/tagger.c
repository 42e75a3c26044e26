/* tagger.c: the best tag sequence of each sentence (Viterbi). */
#include "entity/tagger.h"

#include <math.h>
#include <string.h>

extern const unsigned char entity_weights[], entity_weights_end[];

typedef uint16_t Wide __attribute__((vector_size(2 * ROW_WIDTH)));
typedef int8_t Narrow __attribute__((vector_size(ROW_WIDTH)));
_Static_assert(sizeof(ModelRow) == ROW_WIDTH, "a row is read as one vector");
_Static_assert(FEATURES_MOST *MODEL_WEIGHT_MOST <= INT16_MAX, "a token's score fits 16 bits");

/* The place of the feature's row in its bucket, or BUCKET_ROWS. */
static uint32_t row_of(const ModelBucket *bucket, uint32_t feature)
{
  /* Four fingerprints at a time: the lowest lane that differs in no bit is found exactly. */
  const uint64_t ones = 0x0001000100010001u, tops = 0x8000800080008000u;
  uint64_t wanted = model_print(feature) * ones, four;
  for (uint32_t row = 0; row < BUCKET_ROWS; row += 4) {
    memcpy(&four, bucket->prints + row, sizeof four);
    four ^= wanted;
    uint64_t equal = (four - ones) & ~four & tops;
    if (equal) return row + (uint32_t)__builtin_ctzll(equal) / 16;
  }
  return BUCKET_ROWS;
}

/* Sums the weights of all features of a token: distances to the best tag. */
static void score_token(const Model *model, const Text *text, const Sight *sights, uint32_t i, uint32_t first,
                        uint32_t last, int16_t score[ROW_WIDTH])
{
  uint32_t features[FEATURES_MOST];
  uint32_t count = tagger_features(text, sights, i, first, last, features);
  Wide sum = {0};
  /* The table is larger than the caches: all its lines are asked for before the first is used. */
  for (uint32_t f = 0; f < count; f++) __builtin_prefetch(&model->bucket[model_bucket(features[f])]);
  for (uint32_t f = 0; f < count; f++) {
    const ModelBucket *bucket = &model->bucket[model_bucket(features[f])];
    uint32_t place = row_of(bucket, features[f]);
    if (place == BUCKET_ROWS) continue;
    Narrow row;
    memcpy(&row, &bucket->rows[place], sizeof row);
    sum += __builtin_convertvector(row, Wide) << bucket->rows[place].shift;
  }
  memcpy(score, &sum, sizeof sum);
  int16_t most = score[0];
  for (int tag = 1; tag < TAGS; tag++) most = score[tag] > most ? score[tag] : most;
  for (int tag = 0; tag < TAGS; tag++)
    score[tag] = score[tag] - most < MODEL_FAR ? MODEL_FAR : (int16_t)(score[tag] - most);
  for (int tag = TAGS; tag < ROW_WIDTH; tag++) score[tag] = MODEL_FAR;
}

/* How sure a choice is: its odds against the second best, its neighbours left aside. */
static float sureness(const int16_t score[ROW_WIDTH], int tag)
{
  int second = INT16_MIN;
  for (int other = 0; other < TAGS; other++) {
    if (other != tag && score[other] > second) second = score[other];
  }
  int gap = score[tag] - second;
  return 1.0f / (1.0f + expf(gap < 0 ? 0 : (float)-gap / MODEL_UNIT));
}

/* A token's scores, and for each tag the best tag before it. */
typedef struct Cell {
  int16_t score[ROW_WIDTH], came[ROW_WIDTH];
} Cell;

/* Adds a token's scores to what its tags are worth until then and keeps the distances to
** the best, so that the sums of a long run fit. */
static void settle(int16_t best[ROW_WIDTH], const int16_t until[ROW_WIDTH], const int16_t score[ROW_WIDTH])
{
  int16_t most = INT16_MIN;
  for (int tag = 0; tag < ROW_WIDTH; tag++) best[tag] = (int16_t)(until[tag] + score[tag]);
  for (int tag = 0; tag < ROW_WIDTH; tag++) most = best[tag] > most ? best[tag] : most;
  for (int tag = 0; tag < ROW_WIDTH; tag++) {
    int16_t value = (int16_t)(best[tag] - most);
    best[tag] = value < MODEL_FAR ? MODEL_FAR : value;
  }
}

/* From the values of all tags of a token to those of the next. */
static void advance(const Model *model, int16_t best[ROW_WIDTH], Cell *cell)
{
  int16_t until[ROW_WIDTH], came[ROW_WIDTH] = {0};
  for (int tag = 0; tag < ROW_WIDTH; tag++) until[tag] = (int16_t)(best[0] + model->transitions[0][tag]);
  for (int before = 1; before < TAGS; before++) {
    const int16_t *bonds = model->transitions[before];
    for (int tag = 0; tag < ROW_WIDTH; tag++) {
      int16_t value = (int16_t)(best[before] + bonds[tag]);
      came[tag] = value > until[tag] ? (int16_t)before : came[tag];
      until[tag] = value > until[tag] ? value : until[tag];
    }
  }
  memcpy(cell->came, came, sizeof came);
  settle(best, until, cell->score);
}

/* One run of busy tokens [from, to) of the sentence [first, last); what is not busy is
** outside. */
static void run_span(const Model *model, const Text *text, const Sight *sights, uint32_t first, uint32_t last,
                     uint32_t from, uint32_t to, Cell *cells, uint8_t *tags, float *sure)
{
  int16_t best[ROW_WIDTH] = {0};
  for (uint32_t i = from; i < to; i++) {
    Cell *cell = &cells[i - from];
    score_token(model, text, sights, i, first, last, cell->score);
    if (i > from)
      advance(model, best, cell);
    else
      settle(best, model->transitions[from == first ? TAGS : 0], cell->score);
  }
  for (int tag = 0; to < last && tag < TAGS; tag++)
    best[tag] = (int16_t)(best[tag] + model->transitions[tag][0]);
  int tag = 0;
  for (int other = 1; other < TAGS; other++) {
    if (best[other] > best[tag]) tag = other;
  }
  for (uint32_t i = to; i-- > from;) {
    tags[i] = (uint8_t)tag;
    if (tag) sure[i] = sureness(cells[i - from].score, tag);
    tag = cells[i - from].came[tag];
  }
}

bool tagger_run(Arena *arena, const Text *text, uint8_t **tags, float **sure)
{
  const Model *model = (const Model *)(const void *)entity_weights;
  Sight *sights = tagger_look(arena, text, 0);
  uint32_t longest = 1;
  *tags = arena_alloc(arena, text->token_count + 1);
  *sure = arena_alloc(arena, (text->token_count + 1) * sizeof **sure);
  for (uint32_t s = 0; s < text->sentence_count; s++) {
    uint32_t length = text->sentences[s].last_token - text->sentences[s].first_token;
    if (length > longest) longest = length;
  }
  Cell *cells = arena_alloc(arena, (size_t)longest * sizeof *cells);
  if (!sights || !cells || !*tags || !*sure) return false;
  size_t size = (size_t)((uintptr_t)entity_weights_end - (uintptr_t)entity_weights);
  if (size < sizeof *model || model->magic != MODEL_MAGIC || model->buckets != MODEL_BUCKETS) return true;
  for (uint32_t s = 0; s < text->sentence_count && arena_running(arena); s++) {
    uint32_t first = text->sentences[s].first_token, last = text->sentences[s].last_token;
    for (uint32_t from = first; from < last;) {
      if (!sights[from].busy) {
        from++;
        continue;
      }
      uint32_t to = from;
      while (to < last && sights[to].busy) to++;
      run_span(model, text, sights, first, last, from, to, cells, *tags, *sure);
      from = to;
    }
  }
  return arena->result == NEWS_OK;
}
