/*
** entity_trainer.c: learns ext/entity/entity.weights.
**
**   entity_trainer OUT TRAIN.jsonl ...
**
** Averaged structured perceptron (Collins 2002) over the tagger's own features, on
** tokens of the library's own tokeniser.  MISC in the data is a partial label: NORP,
** EVENT or PRODUCT, whichever the model so far prefers (latent, Fernandes & Brefeld
** 2011).  Deterministic: the same data give the same bytes.
*/
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entity/tagger.h"

enum { PASSES = 8, LABEL_MISC = 100 };

typedef struct Sample {
  Text *text;
  Sight *sights;
  uint8_t *gold; /* tags; LABEL_MISC begins, LABEL_MISC + 1 continues a MISC */
} Sample;

typedef struct Data {
  VECTOR(Sample) samples;
} Data;

typedef struct Model {
  float *weights, *sums; /* MODEL_ROWS x ROW_WIDTH */
  uint32_t *stamps;      /* step of each row's last change */
  float transitions[TAGS + 1][ROW_WIDTH], transition_sums[TAGS + 1][ROW_WIDTH];
  uint32_t step;
} Model;

/* ---- data ------------------------------------------------------------------------- */

static int type_of(const char *name)
{
  static const char *const names[] = {"PERSON", "ORG", "PLACE", "NORP", "EVENT", "PRODUCT"};
  for (int i = 0; i < TYPES; i++) {
    if (strcmp(names[i], name) == 0) return i;
  }
  return -1;
}

/* Byte position of a code point; positions come in rising order mostly. */
static uint32_t byte_of(const char *text, uint32_t length, uint32_t point)
{
  uint32_t at = 0;
  for (uint32_t i = 0; i < point && at < length; i++) utf8_next(text, length, &at);
  return at;
}

static void label(const Text *text, uint8_t *gold, uint32_t start, uint32_t end, int type)
{
  bool begun = false;
  for (uint32_t i = text_token_at(text, start); i < text->token_count && text->tokens[i].start < end; i++) {
    if (text->tokens[i].start < start || text->tokens[i].end > end) {
      if (!begun && text->tokens[i].start < start) continue;
      break;
    }
    gold[i] = (uint8_t)(type < 0 ? LABEL_MISC + begun : 1 + 2 * type + begun);
    begun = true;
  }
}

static void read_line(Arena *arena, Data *data, const char *line)
{
  json_t *object = json_loads(line, 0, NULL);
  Slice bytes = arena_copy(arena, slice_of(json_string_value(json_object_get(object, "text"))));
  json_t *entities = json_object_get(object, "entities");
  Sample *sample = bytes.bytes ? vector_push(arena, &data->samples) : NULL;
  if (sample) {
    sample->text = text_make(arena, bytes.bytes, bytes.length);
    sample->sights = tagger_look(arena, sample->text);
    sample->gold = arena_alloc(arena, sample->text->token_count + 1);
    for (size_t i = 0; i < json_array_size(entities); i++) {
      json_t *e = json_array_get(entities, i);
      uint32_t start =
          byte_of(bytes.bytes, bytes.length, (uint32_t)json_integer_value(json_object_get(e, "start")));
      uint32_t end =
          byte_of(bytes.bytes, bytes.length, (uint32_t)json_integer_value(json_object_get(e, "end")));
      label(sample->text, sample->gold, start, end, type_of(json_string_value(json_object_get(e, "type"))));
    }
  }
  json_decref(object);
}

static void read_file(Arena *arena, Data *data, const char *path)
{
  FILE *in = fopen(path, "r");
  char *line = NULL;
  size_t size = 0;
  if (!in) {
    fprintf(stderr, "entity_trainer: cannot read %s\n", path);
    exit(1);
  }
  while (getline(&line, &size, in) > 0) read_line(arena, data, line);
  free(line);
  fclose(in);
}

/* ---- learning ------------------------------------------------------------------------ */

static bool allowed(uint8_t gold, int tag)
{
  if (gold == LABEL_MISC) return tag == 7 || tag == 9 || tag == 11;
  if (gold == LABEL_MISC + 1) return tag == 8 || tag == 10 || tag == 12;
  return gold == tag;
}

typedef struct Cell {
  uint32_t rows[FEATURES_MOST], count;
  float score[TAGS];
  uint8_t came[TAGS];
} Cell;

static void catch_up(Model *m, uint32_t row)
{
  float passed = (float)(m->step - m->stamps[row]);
  if (passed > 0) {
    for (int t = 0; t < TAGS; t++)
      m->sums[(size_t)row * ROW_WIDTH + t] += passed * m->weights[(size_t)row * ROW_WIDTH + t];
  }
  m->stamps[row] = m->step;
}

/* The best sequence, over all or only over the allowed tags. */
static void decode(Model *m, Cell *cells, const uint8_t *gold, uint32_t count, bool constrained, uint8_t *out)
{
  float best[TAGS], next[TAGS];
  for (uint32_t i = 0; i < count; i++) {
    for (int tag = 0; tag < TAGS; tag++) {
      float most = -1e30f;
      int from = 0;
      for (int before = i ? 0 : TAGS; before < (i ? TAGS : TAGS + 1); before++) {
        if (!tagger_follows(before, tag)) continue;
        float value = (i ? best[before] : 0) + m->transitions[before][tag];
        if (value > most) most = value, from = before;
      }
      next[tag] = constrained && !allowed(gold[i], tag) ? -1e30f : most + cells[i].score[tag];
      cells[i].came[tag] = (uint8_t)from;
    }
    memcpy(best, next, sizeof best);
  }
  int tag = 0;
  for (int t = 1; t < TAGS; t++) {
    if (best[t] > best[tag]) tag = t;
  }
  for (uint32_t i = count; i-- > 0;) {
    out[i] = (uint8_t)tag;
    tag = cells[i].came[tag];
  }
}

static void update(Model *m, Cell *cell, int tag, float by)
{
  for (uint32_t f = 0; f < cell->count; f++) {
    catch_up(m, cell->rows[f]);
    m->weights[(size_t)cell->rows[f] * ROW_WIDTH + tag] += by;
  }
}

static uint32_t learn_sentence(Model *m, Sample *s, uint32_t first, uint32_t last, Cell *cells, uint8_t *best,
                               uint8_t *good)
{
  uint32_t count = last - first, wrong = 0;
  const uint8_t *gold = s->gold + first;
  for (uint32_t i = 0; i < count; i++) {
    cells[i].count = tagger_features(s->text, s->sights, first + i, first, last, cells[i].rows);
    memset(cells[i].score, 0, sizeof cells[i].score);
    for (uint32_t f = 0; f < cells[i].count; f++) {
      const float *row = m->weights + (size_t)cells[i].rows[f] * ROW_WIDTH;
      for (int t = 0; t < TAGS; t++) cells[i].score[t] += row[t];
    }
  }
  decode(m, cells, gold, count, false, best);
  for (uint32_t i = 0; i < count; i++) wrong += !allowed(gold[i], best[i]);
  if (!wrong) return 0;
  decode(m, cells, gold, count, true, good);
  for (uint32_t i = 0; i < count; i++) {
    int before_good = i ? good[i - 1] : TAGS, before_best = i ? best[i - 1] : TAGS;
    if (good[i] != best[i]) {
      update(m, &cells[i], good[i], 1);
      update(m, &cells[i], best[i], -1);
    }
    if (good[i] != best[i] || before_good != before_best) {
      m->transitions[before_good][good[i]] += 1;
      m->transition_sums[before_good][good[i]] -= (float)m->step;
      m->transitions[before_best][best[i]] -= 1;
      m->transition_sums[before_best][best[i]] += (float)m->step;
    }
  }
  return wrong;
}

static void train(Arena *arena, Model *m, Data *data)
{
  uint32_t longest = 1;
  for (uint32_t i = 0; i < data->samples.count; i++) {
    for (uint32_t s = 0; s < data->samples.items[i].text->sentence_count; s++) {
      Sentence *x = &data->samples.items[i].text->sentences[s];
      if (x->last_token - x->first_token > longest) longest = x->last_token - x->first_token;
    }
  }
  Cell *cells = arena_alloc(arena, longest * sizeof *cells);
  uint8_t *best = arena_alloc(arena, longest), *good = arena_alloc(arena, longest);
  for (int pass = 0; pass < PASSES; pass++) {
    uint64_t wrong = 0, tokens = 0;
    for (uint32_t i = 0; i < data->samples.count; i++) {
      uint32_t at = (uint32_t)(((uint64_t)i * 1000003 + (uint64_t)pass * 7919) % data->samples.count);
      Sample *s = &data->samples.items[at];
      for (uint32_t n = 0; n < s->text->sentence_count; n++) {
        uint32_t first = s->text->sentences[n].first_token, last = s->text->sentences[n].last_token;
        m->step++;
        wrong += learn_sentence(m, s, first, last, cells, best, good);
        tokens += last - first;
      }
    }
    fprintf(stderr, "pass %d: %.3f %% of %llu tokens wrong\n", pass + 1,
            100.0 * (double)wrong / (double)tokens, (unsigned long long)tokens);
  }
  m->step++;
  for (uint32_t row = 0; row < MODEL_ROWS; row++) catch_up(m, row);
}

/* ---- output -------------------------------------------------------------------------- */

/* The mean of all weights over time, in units of 1/128 of a typical one. */
static void write_model(Model *m, const char *path)
{
  FILE *out = fopen(path, "wb");
  static ModelHeader header;
  uint8_t *shifts = calloc(MODEL_ROWS, 1);
  int8_t *weights = calloc(MODEL_ROWS, ROW_WIDTH);
  const double unit = 64; /* integer units of one step of the perceptron */
  if (!out || !shifts || !weights) exit(1);
  header.magic = MODEL_MAGIC;
  header.rows = MODEL_ROWS;
  for (int a = 0; a <= TAGS; a++) {
    for (int b = 0; b < TAGS; b++) {
      double mean = (double)m->transitions[a][b] + (double)m->transition_sums[a][b] / m->step;
      header.transitions[a][b] = (int32_t)(mean * unit + (mean < 0 ? -0.5 : 0.5));
    }
  }
  for (uint32_t row = 0; row < MODEL_ROWS; row++) {
    double most = 0;
    for (int t = 0; t < TAGS; t++) {
      double mean = (double)m->sums[(size_t)row * ROW_WIDTH + t] / m->step * unit;
      if (mean > most) most = mean;
      if (-mean > most) most = -mean;
    }
    while (most / (1 << shifts[row]) > 127) shifts[row]++;
    for (int t = 0; t < TAGS; t++) {
      double mean = (double)m->sums[(size_t)row * ROW_WIDTH + t] / m->step * unit / (1 << shifts[row]);
      weights[(size_t)row * ROW_WIDTH + t] = (int8_t)(mean + (mean < 0 ? -0.5 : 0.5));
    }
  }
  fwrite(&header, sizeof header, 1, out);
  fwrite(shifts, MODEL_ROWS, 1, out);
  fwrite(weights, ROW_WIDTH, MODEL_ROWS, out);
  if (fclose(out) != 0) exit(1);
  free(shifts);
  free(weights);
}

int main(int count, char **arguments)
{
  Arena arena;
  Data data = {0};
  static Model model;
  if (count < 3) {
    fprintf(stderr, "usage: entity_trainer OUT TRAIN.jsonl ...\n");
    return 2;
  }
  arena_init(&arena, &allocator_libc);
  for (int i = 2; i < count; i++) read_file(&arena, &data, arguments[i]);
  model.weights = calloc((size_t)MODEL_ROWS * ROW_WIDTH, sizeof(float));
  model.sums = calloc((size_t)MODEL_ROWS * ROW_WIDTH, sizeof(float));
  model.stamps = calloc(MODEL_ROWS, sizeof(uint32_t));
  if (!model.weights || !model.sums || !model.stamps || arena.result != NEWS_OK) return 1;
  train(&arena, &model, &data);
  write_model(&model, arguments[1]);
  arena_free(&arena);
  return 0;
}
