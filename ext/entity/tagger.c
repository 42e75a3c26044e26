/* tagger.c: the best tag sequence of each sentence (Viterbi). */
#include "entity/tagger.h"

#include <string.h>

extern const unsigned char entity_weights[], entity_weights_end[];

/* Sums the weights of all features of a token. */
static void score_token(const ModelHeader *model, const Text *text, const Sight *sights, uint32_t i,
                        uint32_t first, uint32_t last, int32_t score[ROW_WIDTH])
{
  const uint8_t *shifts = (const uint8_t *)(model + 1);
  const int8_t *weights = (const int8_t *)(shifts + MODEL_ROWS);
  uint32_t rows[FEATURES_MOST];
  uint32_t count = tagger_features(text, sights, i, first, last, rows);
  memset(score, 0, ROW_WIDTH * sizeof *score);
  for (uint32_t f = 0; f < count; f++) {
    const int8_t *row = weights + (size_t)rows[f] * ROW_WIDTH;
    int32_t factor = 1 << shifts[rows[f]];
    for (int tag = 0; tag < ROW_WIDTH; tag++) score[tag] += row[tag] * factor;
  }
}

/* How sure a choice is: the distance to the second best, squashed.  Calibrated by eye
** only: the model's units are those of the perceptron. */
static float sureness(const int32_t score[ROW_WIDTH], int tag)
{
  int32_t second = INT32_MIN;
  for (int other = 0; other < TAGS; other++) {
    if (other != tag && score[other] > second) second = score[other];
  }
  double gap = (double)score[tag] - second;
  return gap <= 0 ? 0.5f : (float)(0.5 + 0.5 * gap / (gap + 400));
}

/* One run of busy tokens; what is not busy is outside. */
static void run_span(const ModelHeader *model, const Text *text, const Sight *sights, uint32_t first,
                     uint32_t last, uint32_t from, uint32_t to, uint8_t (*came)[TAGS], uint8_t *tags,
                     float *sure)
{
  int32_t best[TAGS] = {0}, next[TAGS], score[ROW_WIDTH];
  int start = from == first ? TAGS : 0;
  for (uint32_t i = from; i < to; i++) {
    score_token(model, text, sights, i, first, last, score);
    for (int tag = 0; tag < TAGS; tag++) {
      int32_t most = INT32_MIN / 4;
      int from_tag = 0;
      for (int before = i == from ? start : 0; before < (i == from ? start + 1 : TAGS); before++) {
        if (!tagger_follows(before, tag)) continue;
        int32_t value = (i == from ? 0 : best[before]) + model->transitions[before][tag];
        if (value > most) {
          most = value;
          from_tag = before;
        }
      }
      next[tag] = most + score[tag];
      came[i - from][tag] = (uint8_t)from_tag;
    }
    /* Only differences matter: without this the sums of a long span would overflow. */
    int32_t top = next[0];
    for (int tag = 1; tag < TAGS; tag++) top = next[tag] > top ? next[tag] : top;
    for (int tag = 0; tag < TAGS; tag++)
      best[tag] = next[tag] - top < INT32_MIN / 4 ? INT32_MIN / 4 : next[tag] - top;
  }
  int tag = 0;
  for (int other = 1; other < TAGS; other++) {
    if (best[other] > best[tag]) tag = other;
  }
  for (uint32_t i = to; i-- > from;) {
    tags[i] = (uint8_t)tag;
    if (tag) {
      score_token(model, text, sights, i, first, last, score);
      sure[i] = sureness(score, tag);
    }
    tag = came[i - from][tag];
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
  uint8_t(*came)[TAGS] = arena_alloc(arena, (size_t)longest * TAGS);
  if (!sights || !came || !*tags || !*sure) return false;
  size_t size = (size_t)((uintptr_t)entity_weights_end - (uintptr_t)entity_weights);
  if (size < sizeof *model || model->magic != MODEL_MAGIC || model->rows != MODEL_ROWS) return true;
  for (uint32_t s = 0; s < text->sentence_count && arena_running(arena); s++) {
    uint32_t first = text->sentences[s].first_token, last = text->sentences[s].last_token;
    for (uint32_t from = first; from < last;) {
      if (!sights[from].busy) {
        from++;
        continue;
      }
      uint32_t to = from;
      while (to < last && sights[to].busy) to++;
      run_span(model, text, sights, first, last, from, to, came, *tags, *sure);
      from = to;
    }
  }
  return arena->result == NEWS_OK;
}
