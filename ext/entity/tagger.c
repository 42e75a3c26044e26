/* tagger.c: the best tag sequence of each sentence (Viterbi). */
#include "entity/tagger.h"

#include <math.h>
#include <string.h>

extern const unsigned char entity_weights[], entity_weights_end[];

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

/* Half of a token's tags. */
enum { LANES = ROW_WIDTH / 2 };
typedef int16_t Lanes __attribute__((vector_size(2 * LANES)));

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
  Lanes until[2], came[2] = {{0}}, bonds[2], before = {0};
  memcpy(bonds, model->transitions[0], sizeof bonds);
  for (int half = 0; half < 2; half++) until[half] = bonds[half] + best[0];
  for (int tag = 1; tag < TAGS; tag++) {
    Lanes reached = (Lanes){0} + best[tag];
    before += 1;
    memcpy(bonds, model->transitions[tag], sizeof bonds);
    for (int half = 0; half < 2; half++) {
      Lanes value = bonds[half] + reached, better = value > until[half];
      came[half] ^= (came[half] ^ before) & better;
      until[half] ^= (until[half] ^ value) & better;
    }
  }
  int16_t values[ROW_WIDTH];
  memcpy(values, until, sizeof values);
  memcpy(cell->came, came, sizeof came);
  settle(best, values, cell->score);
}

/* The best tags of a run of busy tokens of a sentence; what is around it is outside. */
static void decode(const Model *model, Cell *cells, uint32_t count, bool at_start, bool at_end, uint8_t *tags,
                   float *sure)
{
  int16_t best[ROW_WIDTH];
  int tag = 0;
  settle(best, model->transitions[at_start ? TAGS : 0], cells[0].score);
  for (uint32_t i = 1; i < count; i++) advance(model, best, &cells[i]);
  for (int other = 0; !at_end && other < TAGS; other++)
    best[other] = (int16_t)(best[other] + model->transitions[other][0]);
  for (int other = 1; other < TAGS; other++) {
    if (best[other] > best[tag]) tag = other;
  }
  for (uint32_t i = count; i-- > 0;) {
    tags[i] = (uint8_t)tag;
    if (tag) sure[i] = sureness(cells[i].score, tag);
    tag = cells[i].came[tag];
  }
}

bool tagger_run(Arena *arena, const Text *text, uint8_t **tags, float **sure)
{
  const Model *model = (const Model *)(const void *)entity_weights;
  Sight *sights = tagger_look(arena, text);
  uint32_t longest = 1;
  *tags = arena_alloc(arena, text->token_count + 1);
  *sure = arena_alloc(arena, (text->token_count + 1) * sizeof **sure);
  for (uint32_t s = 0; s < text->sentence_count; s++) {
    uint32_t length = text->sentences[s].last_token - text->sentences[s].first_token;
    if (length > longest) longest = length;
  }
  Cell *cells = arena_alloc(arena, (size_t)longest * sizeof *cells);
  if (arena->result != NEWS_OK) return false;
  size_t size = (size_t)((uintptr_t)entity_weights_end - (uintptr_t)entity_weights);
  if (size != sizeof *model || model->magic != MODEL_MAGIC) return true;
  tagger_look_closely(text, sights);
  for (uint32_t s = 0; s < text->sentence_count && arena_running(arena); s++) {
    uint32_t first = text->sentences[s].first_token, last = text->sentences[s].last_token;
    tagger_score(model, text, sights, first, last, cells);
    for (uint32_t from = first, to; tagger_next_busy(sights, last, &from, &to); from = to)
      decode(model, cells + (from - first), to - from, from == first, to == last, *tags + from, *sure + from);
  }
  return arena->result == NEWS_OK;
}
