/* tagger.c: the best tag sequence of each sentence (Viterbi). */
#include "entity/tagger.h"

#include <math.h>
#include <string.h>

extern const unsigned char entity_weights[], entity_weights_end[];

/* A row of weights, widened.  Sums fit 16 bits: FEATURES_MOST weights of at most
** MODEL_WEIGHT_MOST each. */
typedef int8_t Narrow __attribute__((vector_size(ROW_WIDTH)));
typedef int16_t Wide __attribute__((vector_size(2 * ROW_WIDTH)));
_Static_assert(FEATURES_MOST *MODEL_WEIGHT_MOST <= INT16_MAX, "a token's score fits 16 bits");

/* The row of a feature, or MODEL_ROWS.  Four fingerprints at a time: the lowest lane that
** differs in no bit is found exactly. */
static uint32_t row_of(const uint16_t *prints, uint32_t feature)
{
  const uint64_t ones = 0x0001000100010001u, tops = 0x8000800080008000u;
  uint64_t wanted = model_print(feature) * ones, four;
  uint32_t row = model_bucket(feature);
  for (uint32_t end = row + MODEL_BUCKET; row < end; row += 4) {
    memcpy(&four, prints + row, sizeof four);
    four ^= wanted;
    uint64_t equal = (four - ones) & ~four & tops;
    if (equal) return row + (uint32_t)__builtin_ctzll(equal) / 16;
  }
  return MODEL_ROWS;
}

/* Sums the weights of all features of a token. */
static void score_token(const ModelHeader *model, const Text *text, const Sight *sights, uint32_t i,
                        uint32_t first, uint32_t last, int16_t score[ROW_WIDTH])
{
  const uint16_t *prints = (const uint16_t *)(const void *)(model + 1);
  const uint8_t *shifts = (const uint8_t *)(prints + MODEL_ROWS);
  const int8_t *weights = (const int8_t *)(shifts + MODEL_ROWS);
  uint32_t features[FEATURES_MOST];
  uint32_t count = tagger_features(text, sights, i, first, last, features);
  Wide sum = {0};
  uint32_t rows[FEATURES_MOST], found = 0;
  /* The table is larger than the caches: all its lines are asked for before the first is used. */
  for (uint32_t f = 0; f < count; f++) __builtin_prefetch(prints + model_bucket(features[f]));
  for (uint32_t f = 0; f < count; f++) {
    uint32_t row = row_of(prints, features[f]);
    if (row == MODEL_ROWS) continue;
    __builtin_prefetch(shifts + row);
    __builtin_prefetch(weights + (size_t)row * ROW_WIDTH);
    rows[found++] = row;
  }
  for (uint32_t f = 0; f < found; f++) {
    Narrow row;
    memcpy(&row, weights + (size_t)rows[f] * ROW_WIDTH, sizeof row);
    sum += __builtin_convertvector(row, Wide) * (int16_t)(1 << shifts[rows[f]]);
  }
  memcpy(score, &sum, sizeof sum);
}

/* How sure a choice is: its odds against the second best, its neighbours left aside. */
static float sureness(const int16_t score[ROW_WIDTH], int tag)
{
  int32_t second = INT32_MIN;
  for (int other = 0; other < TAGS; other++) {
    if (other != tag && score[other] > second) second = score[other];
  }
  float gap = (float)((double)score[tag] - second) / MODEL_UNIT;
  return 1.0f / (1.0f + expf(gap < 0 ? 0 : -gap));
}

/* A token's scores, and for each tag the best tag before it. */
typedef struct Cell {
  int16_t score[ROW_WIDTH];
  uint8_t came[TAGS];
} Cell;

enum { NEVER = INT32_MIN / 4 };

/* The value of a run's first tag behind `start`. */
static int32_t first_value(const ModelHeader *model, int start, int tag)
{
  return tagger_follows(start, tag) ? model->transitions[start][tag] : NEVER;
}

/* The best tag before `tag` and its value: a tag that continues follows two only. */
static int32_t best_before(const ModelHeader *model, const int32_t best[TAGS], int tag, int *from)
{
  bool continues = tag && tag % 2 == 0;
  int last = continues ? tag : TAGS - 1;
  int32_t most = NEVER;
  for (int before = continues ? tag - 1 : 0; before <= last; before++) {
    int32_t value = best[before] + model->transitions[before][tag];
    if (value > most) {
      most = value;
      *from = before;
    }
  }
  return most;
}

/* One run of busy tokens; what is not busy is outside. */
static void run_span(const ModelHeader *model, const Text *text, const Sight *sights, uint32_t first,
                     uint32_t last, uint32_t from, uint32_t to, Cell *cells, uint8_t *tags, float *sure)
{
  int32_t best[TAGS] = {0}, next[TAGS];
  int start = from == first ? TAGS : 0;
  for (uint32_t i = from; i < to; i++) {
    Cell *cell = &cells[i - from];
    score_token(model, text, sights, i, first, last, cell->score);
    for (int tag = 0; tag < TAGS; tag++) {
      int from_tag = i == from ? start : 0;
      int32_t most = i == from ? first_value(model, start, tag) : best_before(model, best, tag, &from_tag);
      next[tag] = most + cell->score[tag];
      cell->came[tag] = (uint8_t)from_tag;
    }
    /* Only differences matter: without this the sums of a long span would overflow. */
    int32_t top = next[0];
    for (int tag = 1; tag < TAGS; tag++) top = next[tag] > top ? next[tag] : top;
    for (int tag = 0; tag < TAGS; tag++) best[tag] = next[tag] - top < NEVER ? NEVER : next[tag] - top;
  }
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
  const ModelHeader *model = (const ModelHeader *)(const void *)entity_weights;
  Sight *sights = tagger_look(arena, text);
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
  if (size < sizeof *model + (size_t)MODEL_ROWS * (ROW_WIDTH + 3) || model->magic != MODEL_MAGIC ||
      model->rows != MODEL_ROWS)
    return true;
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
