/*
** entity_trainer.c: learns ext/entity/entity.weights.
**
**   entity_trainer OUT TRAIN.jsonl ...
**
** A conditional random field (Lafferty et al. 2001) over the tagger's own features, on
** tokens of the library's own tokeniser, by stochastic gradient steps with AdaGrad
** rates; of each token's features a part is left out at random, so that no word alone
** carries a name.  MISC in the data is a partial label: NORP, EVENT or PRODUCT, summed
** over all three.  All features learn first, then the strongest alone, as many as the
** model has rows.  Files ending in .txt are texts with marks ([ORG Name]), others JSONL.
** Deterministic: the same data give the same bytes.
*/
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entity/tagger.h"

enum {
  PASSES = 10,
  DROPPED = 40,        /* per cent of the features that each token does without in learning */
  STRANGE = 35,        /* per cent of the tokens that are learned as if nobody knew the word */
  SEEN_LEAST = 2,      /* times, for a feature to be learned */
  COURSES = 4,         /* of the second round, each in another order and averaged */
  NEWS_TIMES = 2,      /* texts of files named news count so often in a pass */
  FEATURES_SHARE = 88, /* per cent of the rows that the second round learns */
  MARGIN = 2           /* tokens around names that learn, too: what is easily outside */
};
#define RATE 0.1f

enum { LABEL_MISC = 100 };

typedef struct Sample {
  Text *text;
  Sight *sights;
  uint8_t *gold; /* tags; LABEL_MISC begins, LABEL_MISC + 1 continues a MISC */
  bool news;
} Sample;

typedef struct Data {
  VECTOR(Sample) samples;
} Data;

/* ---- data ------------------------------------------------------------------------- */

static int type_of(const char *name)
{
  for (int i = 0; i < TYPES; i++) {
    if (strcmp(entity_type_name((EntityType)i), name) == 0) return i;
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

/* Makes what is near names busy, too. */
static void widen(const Text *text, Sight *sights)
{
  for (uint32_t s = 0; s < text->sentence_count; s++) {
    const Sentence *sentence = &text->sentences[s];
    uint32_t first = sentence->first_token, last = sentence->last_token, from, to;
    for (from = first; tagger_next_busy(sights, last, &from, &to); from = to) {
      for (uint32_t n = 1; n <= MARGIN && from >= first + n && !sights[from - n].busy; n++)
        sights[from - n].busy = true;
      for (uint32_t n = 0; n < MARGIN && to < last && !sights[to].busy; n++) sights[to++].busy = true;
    }
  }
}

static Sample *add_sample(Arena *arena, Data *data, Slice bytes, bool news)
{
  Sample *sample = bytes.bytes ? vector_push(arena, &data->samples) : NULL;
  if (!sample) return NULL;
  sample->news = news;
  sample->text = text_make(arena, bytes.bytes, bytes.length);
  sample->sights = tagger_look(arena, sample->text);
  widen(sample->text, sample->sights);
  tagger_look_closely(sample->text, sample->sights);
  sample->gold = arena_alloc(arena, sample->text->token_count + 1);
  return sample;
}

static void read_line(Arena *arena, Data *data, const char *line, bool news)
{
  json_t *object = json_loads(line, 0, NULL);
  Slice bytes = arena_copy(arena, slice_of(json_string_value(json_object_get(object, "text"))));
  json_t *entities = json_object_get(object, "entities");
  Sample *sample = add_sample(arena, data, bytes, news);
  for (size_t i = 0; sample && i < json_array_size(entities); i++) {
    json_t *e = json_array_get(entities, i);
    uint32_t start =
        byte_of(bytes.bytes, bytes.length, (uint32_t)json_integer_value(json_object_get(e, "start")));
    uint32_t end =
        byte_of(bytes.bytes, bytes.length, (uint32_t)json_integer_value(json_object_get(e, "end")));
    label(sample->text, sample->gold, start, end, type_of(json_string_value(json_object_get(e, "type"))));
  }
  json_decref(object);
}

/* One text in inline markup, "[ORG Bank of Example] said": plain text without the marks. */
static void read_marked(Arena *arena, Data *data, const char *marked, size_t length)
{
  typedef struct Mark {
    uint32_t start, end;
    int type;
  } Mark;
  VECTOR(Mark) marks = {0};
  char *plain = arena_alloc(arena, length + 1), name[16];
  uint32_t used = 0;
  bool open = false;
  for (size_t i = 0; plain && i < length; i++) {
    int skipped = 0;
    if (marked[i] == '[' && sscanf(marked + i, "[%15[A-Z] %n", name, &skipped) == 1 && skipped &&
        type_of(name) >= 0) {
      Mark *mark = vector_push(arena, &marks);
      if (!mark) return;
      *mark = (Mark){used, used, type_of(name)};
      i += (size_t)skipped - 1;
      open = true;
    } else if (open && marked[i] == ']') {
      marks.items[marks.count - 1].end = used;
      open = false;
    } else {
      plain[used++] = marked[i];
    }
  }
  Sample *sample = add_sample(arena, data, (Slice){plain, used}, false);
  for (uint32_t i = 0; sample && i < marks.count; i++) {
    label(sample->text, sample->gold, marks.items[i].start, marks.items[i].end, marks.items[i].type);
  }
}

/* Texts separated by empty lines; lines with # are comments. */
static void read_corpus(Arena *arena, Data *data, FILE *in)
{
  Buffer text;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;
  buffer_init(&text, &allocator_libc);
  while ((length = getline(&line, &size, in)) > 0) {
    if (line[0] == '#') continue;
    if (line[0] != '\n') buffer_append(&text, line, (size_t)length);
    if (line[0] == '\n' && text.length) {
      read_marked(arena, data, text.bytes, text.length);
      buffer_clear(&text);
    }
  }
  if (text.length) read_marked(arena, data, text.bytes, text.length);
  buffer_free(&text);
  free(line);
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
  if (strlen(path) > 4 && strcmp(path + strlen(path) - 4, ".txt") == 0) read_corpus(arena, data, in);
  while (getline(&line, &size, in) > 0) read_line(arena, data, line, strstr(path, "news") != NULL);
  free(line);
  fclose(in);
}

/* ---- features ---------------------------------------------------------------------- */

enum { COUNT_BITS = 24 };

/* The trainer's own table: every feature seen often enough has a row of its own. */
typedef struct Index {
  uint32_t *hashes, *rows; /* open addressing; row 0 is no row */
  uint32_t mask, count;    /* rows 1..count */
} Index;

static uint32_t index_find(const Index *index, uint32_t hash)
{
  for (uint32_t slot = hash * 0x9E3779B1u >> 7 & index->mask; index->rows[slot];
       slot = (slot + 1) & index->mask) {
    if (index->hashes[slot] == hash) return index->rows[slot];
  }
  return 0;
}

static void index_add(Index *index, uint32_t hash)
{
  uint32_t slot = hash * 0x9E3779B1u >> 7 & index->mask;
  for (; index->rows[slot]; slot = (slot + 1) & index->mask) {
    if (index->hashes[slot] == hash) return;
  }
  if (index->count >= index->mask / 2) exit(1);
  index->hashes[slot] = hash;
  index->rows[slot] = ++index->count;
}

enum { STORE_HEAD = 2 };

/* One run of busy tokens of one sentence, with its features. */
typedef struct Busy {
  const uint8_t *gold;
  uint32_t *features; /* per token: how many, how many of them tell which word it is, the rows */
  uint32_t count;
  bool at_start; /* of its sentence */
  bool news;
} Busy;

typedef struct Learner {
  float *weights, *squares; /* rows x ROW_WIDTH */
  float transitions[TAGS + 1][ROW_WIDTH], transition_squares[TAGS + 1][ROW_WIDTH];
  uint32_t rows;
  uint64_t random;
} Learner;

typedef struct Runs {
  VECTOR(Busy) all;
} Runs;

/* Calls for each run of busy tokens, as the decoder cuts them. */
typedef void RunVisitor(void *context, Sample *sample, uint32_t first, uint32_t last, uint32_t from,
                        uint32_t to);
static void each_run(Data *data, RunVisitor *visit, void *context)
{
  for (uint32_t i = 0; i < data->samples.count; i++) {
    Sample *s = &data->samples.items[i];
    for (uint32_t n = 0; n < s->text->sentence_count; n++) {
      uint32_t first = s->text->sentences[n].first_token, last = s->text->sentences[n].last_token;
      for (uint32_t from = first, to; tagger_next_busy(s->sights, last, &from, &to); from = to)
        visit(context, s, first, last, from, to);
    }
  }
}

/* Saturating counts of features by a part of their hash; then those seen often enough get rows. */
typedef struct Admission {
  uint8_t *counts;
  Index *index; /* NULL: counts only */
  Arena *arena;
  Runs *runs;
} Admission;

static void admit_features(void *context, Sample *s, uint32_t first, uint32_t last, uint32_t from,
                           uint32_t to)
{
  Admission *a = context;
  uint32_t features[FEATURES_MOST], own;
  for (uint32_t i = from; i < to; i++) {
    uint32_t n = tagger_features(s->text, s->sights, i, first, last, features, &own);
    for (uint32_t f = 0; f < n; f++) {
      uint8_t *count = &a->counts[features[f] * 0x9E3779B1u >> (32 - COUNT_BITS)];
      if (a->index && *count >= SEEN_LEAST) index_add(a->index, features[f]);
      if (!a->index && *count < UINT8_MAX) (*count)++;
    }
  }
}

static void store_run(void *context, Sample *s, uint32_t first, uint32_t last, uint32_t from, uint32_t to)
{
  Admission *a = context;
  uint32_t features[FEATURES_MOST], own, used = 0;
  Busy *run = vector_push(a->arena, &a->runs->all);
  uint32_t *store = arena_alloc(a->arena, (size_t)(to - from) * (STORE_HEAD + FEATURES_MOST) * sizeof *store);
  if (!run || !store) exit(1);
  for (uint32_t i = from; i < to; i++) {
    uint32_t n = tagger_features(s->text, s->sights, i, first, last, features, &own);
    uint32_t *head = &store[used];
    used += STORE_HEAD;
    head[0] = head[1] = 0;
    for (uint32_t f = 0; f < n; f++) {
      uint32_t row = index_find(a->index, features[f]);
      if (!row) continue;
      store[used++] = row;
      head[0]++;
      head[1] += f < own;
    }
  }
  *run = (Busy){s->gold + from, store, to - from, from == first, s->news};
}

/* ---- learning ------------------------------------------------------------------------ */

static bool allowed(uint8_t gold, int tag)
{
  if (gold == LABEL_MISC) return tag == 7 || tag == 9 || tag == 11;
  if (gold == LABEL_MISC + 1) return tag == 8 || tag == 10 || tag == 12;
  return gold == tag;
}

static uint32_t random_next(Learner *m)
{
  m->random ^= m->random << 13;
  m->random ^= m->random >> 7;
  m->random ^= m->random << 17;
  return (uint32_t)(m->random >> 32);
}

typedef struct Estimate {
  uint32_t rows[FEATURES_MOST], count;
  float score[TAGS];
  float forward[TAGS], emit[TAGS]; /* scaled */
  float scale;
  float gradient[TAGS];
} Estimate;

/* Adds sign times the tag probabilities of a run to its gradients, over all sequences or
** only over those its labels allow.  Probability space, scaled at each token. */
static double expect(const Learner *m, Estimate *cells, const Busy *run, bool constrained, float sign,
                     float (*change)[ROW_WIDTH])
{
  float bonds[TAGS + 1][TAGS];
  double logarithm = 0;
  uint32_t count = run->count;
  int start = run->at_start ? TAGS : 0;
  for (int a = 0; a <= TAGS; a++) {
    for (int b = 0; b < TAGS; b++) bonds[a][b] = tagger_follows(a, b) ? expf(m->transitions[a][b]) : 0;
  }
  for (uint32_t i = 0; i < count; i++) {
    Estimate *c = &cells[i];
    float most = c->score[0], sum = 0;
    for (int t = 1; t < TAGS; t++) most = c->score[t] > most ? c->score[t] : most;
    for (int t = 0; t < TAGS; t++) {
      c->emit[t] = constrained && !allowed(run->gold[i], t) ? 0 : expf(c->score[t] - most);
    }
    for (int t = 0; t < TAGS; t++) {
      float in = 0;
      if (i == 0)
        in = bonds[start][t];
      else
        for (int b = 0; b < TAGS; b++) in += cells[i - 1].forward[b] * bonds[b][t];
      c->forward[t] = in * c->emit[t] + (c->emit[t] > 0 && in > 0 ? 1e-30f : 0);
      sum += c->forward[t];
    }
    if (!(sum > 0)) return 0;
    for (int t = 0; t < TAGS; t++) c->forward[t] /= sum;
    c->scale = sum;
    logarithm += log(sum) + most;
  }
  /* From the right: beta[t] is what follows tag t, scaled as the forward sums. */
  float beta[TAGS];
  for (int t = 0; t < TAGS; t++) beta[t] = 1;
  for (uint32_t i = count; i-- > 0;) {
    Estimate *c = &cells[i];
    float total = 0, weighed[TAGS], before[TAGS];
    for (int t = 0; t < TAGS; t++) total += c->forward[t] * beta[t];
    if (!(total > 0)) return 0;
    for (int t = 0; t < TAGS; t++) {
      c->gradient[t] += sign * c->forward[t] * beta[t] / total;
      weighed[t] = c->emit[t] * beta[t] / c->scale;
    }
    if (i == 0) {
      for (int t = 0; t < TAGS; t++) change[start][t] += sign * c->forward[t] * beta[t] / total;
      break;
    }
    for (int b = 0; b < TAGS; b++) {
      before[b] = 0;
      for (int t = 0; t < TAGS; t++) {
        float both = bonds[b][t] * weighed[t];
        before[b] += both;
        change[b][t] += sign * cells[i - 1].forward[b] * both / total;
      }
    }
    memcpy(beta, before, sizeof beta);
  }
  return sign * logarithm;
}

static void step(float *weight, float *square, float gradient, float rate)
{
  *square += gradient * gradient;
  *weight += rate * gradient / sqrtf(*square + 1e-6f);
}

static double learn_run(Learner *m, const Busy *run, Estimate *cells, float rate)
{
  float change[TAGS + 1][ROW_WIDTH] = {{0}};
  const uint32_t *at = run->features;
  for (uint32_t i = 0; i < run->count; i++) {
    Estimate *c = &cells[i];
    uint32_t n = at[0], own = at[1];
    bool strange = random_next(m) % 100 < STRANGE;
    at += STORE_HEAD;
    memset(c->score, 0, sizeof c->score);
    memset(c->gradient, 0, sizeof c->gradient);
    c->count = 0;
    for (uint32_t f = 0; f < n; f++) __builtin_prefetch(m->weights + (size_t)at[f] * ROW_WIDTH);
    for (uint32_t f = 0; f < n; f++, at++) {
      if ((strange && f < own) || random_next(m) % 100 < DROPPED) continue;
      c->rows[c->count++] = *at;
      const float *row = m->weights + (size_t)*at * ROW_WIDTH;
      __builtin_prefetch(m->squares + (size_t)*at * ROW_WIDTH);
      for (int t = 0; t < TAGS; t++) c->score[t] += row[t];
    }
    for (int t = 0; t < TAGS; t++) c->score[t] *= 100.0f / (100 - DROPPED);
  }
  double loss = -expect(m, cells, run, true, 1, change) - expect(m, cells, run, false, -1, change);
  for (uint32_t i = 0; i < run->count; i++) {
    Estimate *c = &cells[i];
    for (int t = 0; t < TAGS; t++) {
      float g = c->gradient[t];
      if (g < 1e-3f && g > -1e-3f) continue;
      for (uint32_t f = 0; f < c->count; f++) {
        size_t w = (size_t)c->rows[f] * ROW_WIDTH + (size_t)t;
        step(&m->weights[w], &m->squares[w], g, rate);
      }
    }
  }
  for (int a = 0; a <= TAGS; a++) {
    for (int b = 0; b < TAGS; b++) {
      if (change[a][b] != 0) step(&m->transitions[a][b], &m->transition_squares[a][b], change[a][b], rate);
    }
  }
  return loss;
}

static void train(Arena *arena, Learner *m, Runs *runs)
{
  uint32_t longest = 1, count = runs->all.count, used = 0;
  uint32_t *order = arena_alloc(arena, 4 * (size_t)count * sizeof *order);
  for (uint32_t i = 0; i < count; i++) {
    if (runs->all.items[i].count > longest) longest = runs->all.items[i].count;
    for (int n = runs->all.items[i].news ? NEWS_TIMES : 1; n; n--) order[used++] = i;
  }
  Estimate *cells = arena_alloc(arena, longest * sizeof *cells);
  m->weights = calloc((size_t)(m->rows + 1) * ROW_WIDTH, sizeof(float));
  m->squares = calloc((size_t)(m->rows + 1) * ROW_WIDTH, sizeof(float));
  if (!cells || !order || !m->weights || !m->squares) exit(1);
  memset(m->transitions, 0, sizeof m->transitions);
  memset(m->transition_squares, 0, sizeof m->transition_squares);
  for (int pass = 0; pass < PASSES; pass++) {
    double loss = 0;
    for (uint32_t i = used; i > 1; i--) {
      uint32_t other = random_next(m) % i, kept = order[i - 1];
      order[i - 1] = order[other];
      order[other] = kept;
    }
    for (uint32_t i = 0; i < used; i++)
      loss += learn_run(m, &runs->all.items[order[i]], cells, RATE / (1 + 0.3f * (float)pass));
    fprintf(stderr, "pass %d: loss %.4f a run\n", pass + 1, loss / used);
  }
}

/* The mean of several courses: what one order of the data and one draw of features give
** differs by half a point of F1. */
static void train_courses(Arena *arena, Learner *m, Runs *runs)
{
  size_t cells = (size_t)(m->rows + 1) * ROW_WIDTH;
  float *weights = calloc(cells, sizeof *weights), bonds[TAGS + 1][ROW_WIDTH] = {{0}};
  if (!weights) exit(1);
  for (int course = 0; course < COURSES; course++) {
    train(arena, m, runs);
    for (size_t w = 0; w < cells; w++) weights[w] += m->weights[w] / COURSES;
    for (int a = 0; a <= TAGS; a++) {
      for (int b = 0; b < TAGS; b++) bonds[a][b] += m->transitions[a][b] / COURSES;
    }
    free(m->weights);
    free(m->squares);
  }
  m->weights = weights;
  memcpy(m->transitions, bonds, sizeof bonds);
}

/* ---- output -------------------------------------------------------------------------- */

typedef struct Strong {
  float strength;
  uint32_t hash, row;
} Strong;

static int by_strength(const void *a, const void *b)
{
  const Strong *x = a, *y = b;
  if (x->strength != y->strength) return x->strength < y->strength ? 1 : -1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* All rows, the strongest first. */
static Strong *rank_rows(Arena *arena, const Learner *m, const Index *index)
{
  Strong *strong = arena_alloc(arena, (size_t)index->count * sizeof *strong);
  uint32_t n = 0;
  if (!strong) exit(1);
  for (uint32_t slot = 0; slot <= index->mask; slot++) {
    if (!index->rows[slot]) continue;
    Strong *s = &strong[n++];
    *s = (Strong){0, index->hashes[slot], index->rows[slot]};
    const float *row = m->weights + (size_t)s->row * ROW_WIDTH;
    for (int t = 0; t < TAGS; t++) s->strength += fabsf(row[t]);
  }
  qsort(strong, n, sizeof *strong, by_strength);
  return strong;
}

/* Puts a feature's weights into its bucket; false where it is full of stronger ones. */
static bool write_row(Model *model, const Strong *strong, const float weights[ROW_WIDTH])
{
  ModelBucket *bucket = &model->bucket[model_bucket(strong->hash)];
  uint32_t place = 0;
  float units[TAGS], most = 0;
  while (place < BUCKET_ROWS && bucket->prints[place]) place++;
  if (place == BUCKET_ROWS) return false;
  ModelRow *row = &bucket->rows[place];
  bucket->prints[place] = model_print(strong->hash);
  for (int t = 0; t < TAGS; t++) {
    units[t] = fminf(fmaxf(weights[t] * MODEL_UNIT, -MODEL_WEIGHT_MOST), MODEL_WEIGHT_MOST);
    most = fmaxf(most, fabsf(units[t]));
  }
  while (most / (float)(1 << row->shift) > 127) row->shift++;
  for (int t = 0; t < TAGS; t++) row->weights[t] = (int8_t)lrintf(units[t] / (float)(1 << row->shift));
  return true;
}

static void write_model(const Learner *m, const Strong *strong, uint32_t count, const char *path)
{
  FILE *out = fopen(path, "wb");
  Model *model = calloc(1, sizeof *model);
  uint32_t kept = 0;
  if (!out || !model) exit(1);
  model->magic = MODEL_MAGIC;
  model->buckets = MODEL_BUCKETS;
  for (int a = 0; a <= TAGS; a++) {
    for (int b = 0; b < ROW_WIDTH; b++) {
      float bond = b < TAGS && tagger_follows(a, b) ? m->transitions[a][b] * MODEL_UNIT : MODEL_NEVER;
      if (bond > MODEL_NEVER) bond = fminf(fmaxf(bond, -MODEL_TRANSITION_MOST), MODEL_TRANSITION_MOST);
      model->transitions[a][b] = (int16_t)lrintf(bond);
    }
  }
  for (uint32_t n = 0; n < count; n++)
    kept += write_row(model, &strong[n], m->weights + (size_t)strong[n].row * ROW_WIDTH);
  fprintf(stderr, "%u of %u features kept\n", kept, count);
  fwrite(model, sizeof *model, 1, out);
  if (fclose(out) != 0) exit(1);
  free(model);
}

/* Stores the features of all runs by the rows of the index. */
static Runs store_runs(Arena *arena, Data *data, Index *index)
{
  Runs runs = {0};
  Admission admission = {NULL, index, arena, &runs};
  each_run(data, store_run, &admission);
  return runs;
}

static Index index_make(uint32_t bits)
{
  Index index = {calloc((size_t)1 << bits, 4), calloc((size_t)1 << bits, 4), (1u << bits) - 1, 0};
  if (!index.hashes || !index.rows) exit(1);
  return index;
}

int main(int count, char **arguments)
{
  Arena arena, work;
  Data data = {0};
  static Learner model = {.random = 88172645463325252u};
  if (count < 3) {
    fprintf(stderr, "usage: entity_trainer OUT TRAIN.jsonl ...\n");
    return 2;
  }
  arena_init(&arena, &allocator_libc);
  arena_init(&work, &allocator_libc);
  for (int i = 2; i < count; i++) read_file(&arena, &data, arguments[i]);
  uint8_t *counts = calloc((size_t)1 << COUNT_BITS, 1);
  if (!counts || arena.result != NEWS_OK) return 1;
  Admission admission = {counts, NULL, &arena, NULL};
  each_run(&data, admit_features, &admission);
  Index all = index_make(23);
  admission.index = &all;
  each_run(&data, admit_features, &admission);
  Runs runs = store_runs(&work, &data, &all);
  model.rows = all.count;
  train(&work, &model, &runs);
  Strong *strong = rank_rows(&arena, &model, &all);
  uint32_t most = (uint32_t)MODEL_BUCKETS * BUCKET_ROWS / 100 * FEATURES_SHARE;
  /* The strongest learn again without the others, whose part they take over. */
  arena_free(&work);
  free(model.weights);
  free(model.squares);
  Index few = index_make(20);
  for (uint32_t i = 0; i < all.count && i < most; i++) index_add(&few, strong[i].hash);
  runs = store_runs(&work, &data, &few);
  model.rows = few.count;
  train_courses(&work, &model, &runs);
  strong = rank_rows(&arena, &model, &few);
  write_model(&model, strong, few.count, arguments[1]);
  arena_free(&work);
  arena_free(&arena);
  return 0;
}
