/*
** read_trainer.c: learns ext/read/tables/weights.txt.
**
**   read_trainer GOLD.json PAGES TEXTS OLD_WEIGHTS.txt [--folds] > weights.txt
**
** Averaged structured perceptron (Collins 2002) over the decoder of classify.c: a block
** is body where its words stand in the gold body; a wrong block costs as many
** steps as it has words, up to forty.  With --folds it prints block accuracy under
** five-fold cross-validation over files instead.
*/
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/classify.h"
#include "read/file.h"

enum { PASSES = 12, FOLDS = 5 };

typedef struct Sample {
  Document document;
  Look *looks;
  bool *gold;
  bool page;
} Sample;

typedef struct Set {
  VECTOR(Sample) samples;
} Set;

typedef struct Model {
  double weights[FEATURES], sums[FEATURES];
  double steps;
  float change;
} Model;

static Slice read_file(Arena *arena, const char *path)
{
  Slice error;
  size_t length;
  Input *input = input_open(arena, slice_of(path), &error);
  if (!input) return SLICE_NONE;
  const char *bytes = input_peek(input, INPUT_MOST, &length);
  Slice copy = arena_copy(arena, (Slice){bytes, (uint32_t)length});
  input_close(input);
  return copy;
}

/* Letters and digits alone, lower case: what a block and the gold are compared by. */
static Slice squeeze(Arena *arena, Slice s)
{
  char *out = arena_alloc(arena, s.length + 1);
  uint32_t n = 0;
  for (uint32_t at = 0; at < s.length;) {
    uint32_t from = at;
    CharClass kind = char_class(utf8_next(s.bytes, s.length, &at));
    if (kind == CHAR_UPPER || kind == CHAR_LOWER || kind == CHAR_LETTER || kind == CHAR_DIGIT) n += text_fold(s.bytes + from, at - from, out + n, at - from);
  }
  return (Slice){out, n};
}

/* A long block stands anywhere in the gold body, a short one is one of its lines. */
static bool is_gold(Arena *arena, Slice block, Slice body, Slice squeezed)
{
  Slice own = squeeze(arena, block);
  if (!own.length) return false;
  if (own.length > 40) {
    if (memmem(squeezed.bytes, squeezed.length, own.bytes, own.length)) return true;
    Slice middle = {own.bytes + own.length / 4, own.length / 2}; /* an edited word at an edge */
    return memmem(squeezed.bytes, squeezed.length, middle.bytes, middle.length) != NULL;
  }
  for (uint32_t from = 0; from < body.length;) {
    const char *end = memchr(body.bytes + from, '\n', body.length - from);
    uint32_t length = end ? (uint32_t)(end - body.bytes) - from : body.length - from;
    if (slice_equal(squeeze(arena, (Slice){body.bytes + from, length}), own)) return true;
    from += length + 1;
  }
  return false;
}

static void add_sample(Arena *arena, Set *set, const char *path, bool page, Slice body)
{
  Slice bytes = read_file(arena, path);
  Sample *sample = bytes.bytes ? vector_push(arena, &set->samples) : NULL;
  if (!sample) return;
  document_init(&sample->document, arena, page ? "html" : "text");
  Slice text = charset_decode(arena, bytes, page ? charset_declared(bytes) : SLICE_NONE);
  if (page) html_read(&sample->document, text);
  else plain_read(&sample->document, text);
  sample->page = page;
  sample->looks = classify_look(&sample->document);
  sample->gold = arena_alloc(arena, sample->document.blocks.count + 1);
  Slice squeezed = squeeze(arena, body);
  for (uint32_t i = 0; i < sample->document.blocks.count; i++) {
    sample->gold[i] = !sample->looks[i].on[FEATURE_IS_HEADLINE] && is_gold(arena, sample->document.blocks.items[i].text, body, squeezed);
  }
}

static void decode(Sample *s, const double *weights, float change, bool *body)
{
  float w[FEATURES];
  for (int f = 0; f < FEATURES; f++) w[f] = (float)weights[f];
  classify_decode(&s->document, s->looks, w, change, body);
}

static double cost_of(const Look *look)
{
  return look->measure.words < 40 ? 0.25 + look->measure.words / 10.0 : 4.25;
}

static void learn(Model *model, Sample *s, bool *body)
{
  decode(s, model->weights, model->change, body);
  for (uint32_t i = 0; i < s->document.blocks.count; i++) {
    if (body[i] == s->gold[i]) continue;
    double step = (s->gold[i] ? 1 : -1) * cost_of(&s->looks[i]);
    for (int f = 0; f < FEATURES; f++) {
      if (!s->looks[i].on[f]) continue;
      model->weights[f] += step;
      model->sums[f] += step * model->steps;
    }
  }
  model->steps++;
}

/* The model of one kind of file, without the samples of one fold (-1: all). */
static Model train(Arena *arena, Set *set, bool page, int fold, float change)
{
  Model model = {.steps = 1, .change = change};
  for (int pass = 0; pass < PASSES; pass++) {
    for (uint32_t i = 0; i < set->samples.count; i++) {
      /* A fixed walk through all samples, another one each pass. */
      uint32_t at = (uint32_t)(((uint64_t)i * 7919 + (uint64_t)pass * 104729) % set->samples.count);
      Sample *s = &set->samples.items[at];
      if (s->page != page || (fold >= 0 && (int)(at / 2 % FOLDS) == fold)) continue;
      bool *body = arena_alloc(arena, s->document.blocks.count + 1);
      learn(&model, s, body);
    }
  }
  for (int f = 0; f < FEATURES; f++) model.weights[f] -= model.sums[f] / model.steps;
  return model;
}

static void report(Arena *arena, Set *set, const Model *model, bool page, int fold, double *right, double *wrong_kept, double *lost)
{
  for (uint32_t i = 0; i < set->samples.count; i++) {
    Sample *s = &set->samples.items[i];
    if (s->page != page || (fold >= 0 && (int)(i / 2 % FOLDS) != fold)) continue;
    bool *body = arena_alloc(arena, s->document.blocks.count + 1);
    decode(s, model->weights, model->change, body);
    double good = 0, bad = 0, missed = 0;
    for (uint32_t b = 0; b < s->document.blocks.count; b++) {
      double words = s->looks[b].measure.words;
      if (body[b] && s->gold[b]) good += words;
      else if (body[b]) bad += words;
      else if (s->gold[b]) missed += words;
    }
    double all = good + bad + missed;
    if (all <= 0) continue;
    *right += good / all;
    *wrong_kept += bad / all;
    *lost += missed / all;
  }
}

static void cross_validate(Arena *arena, Set *set)
{
  for (int page = 1; page >= 0; page--) {
    for (float change = 1; change <= 16; change *= 2) {
      double right = 0, kept = 0, lost = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        Model model = train(arena, set, page, fold, change);
        report(arena, set, &model, page, fold, &right, &kept, &lost);
      }
      printf("%s, change %4.1f: precision %.4f recall %.4f\n", page ? "pages" : "plain", (double)change, right / (right + kept), right / (right + lost));
    }
  }
}

/* The old file's head and names with the new weights, scaled so that the price of a
** change is the one classify.c has. */
static void write_table(const char *old, const Model *page, const Model *plain, double page_scale, double plain_scale)
{
  FILE *in = fopen(old, "r");
  char line[512];
  while (in && fgets(line, sizeof line, in)) {
    if (line[0] == '#' || line[0] == '%') {
      fputs(line, stdout);
      continue;
    }
    char *tab = strchr(line, '\t'), *name = strrchr(line, '\t');
    if (!tab || !name) continue;
    for (uint32_t r = 0; r < read_weights.count; r++) {
      const WeightRow *row = &read_weights_rows[r];
      size_t n = strlen(row->rule);
      if (strncmp(name + 1, row->rule, n) != 0 || name[n + 1] != '\n') continue;
      char constant[64];
      const char *start = tab + 1, *end = strchr(start, '\t');
      snprintf(constant, sizeof constant, "%.*s", (int)(end - start), start);
      printf("%.*s\t%s\t%.3ff\t%.3ff\t%s\n", (int)(tab - line), line, constant, page->weights[row->feature] * page_scale, plain->weights[row->feature] * plain_scale, row->rule);
    }
  }
  if (in) fclose(in);
}

int main(int count, char **arguments)
{
  if (count < 5) {
    fprintf(stderr, "usage: read_trainer GOLD.json PAGES TEXTS OLD_WEIGHTS.txt [--folds]\n");
    return 2;
  }
  Arena arena;
  Set set = {0};
  arena_init(&arena, &allocator_libc);
  json_t *gold = json_load_file(arguments[1], 0, NULL);
  for (void *at = json_object_iter(gold); at; at = json_object_iter_next(gold, at)) {
    const char *body = json_string_value(json_object_get(json_object_iter_value(at), "articleBody"));
    char path[4096];
    if (!body) continue;
    snprintf(path, sizeof path, "%s/%s.html", arguments[2], json_object_iter_key(at));
    add_sample(&arena, &set, path, true, slice_of(body));
    snprintf(path, sizeof path, "%s/%s.txt", arguments[3], json_object_iter_key(at));
    add_sample(&arena, &set, path, false, slice_of(body));
  }
  if (arena.result != NEWS_OK || !set.samples.count) {
    fprintf(stderr, "read_trainer: no samples\n");
    return 1;
  }
  if (count > 5) {
    cross_validate(&arena, &set);
  } else {
    const float change = 8;
    Model page = train(&arena, &set, true, -1, change), plain = train(&arena, &set, false, -1, change);
    write_table(arguments[4], &page, &plain, 0.5, 0.75); /* to 4 and 6 */
  }
  json_decref(gold);
  arena_free(&arena);
  return 0;
}
