/*
** read_trainer.c: learns ext/read/tables/weights.txt.
**
**   read_trainer GOLD.json PAGES TEXTS OLD_WEIGHTS.txt [--folds] > weights.txt
**
** Logistic regression on the features of a block and its two neighbours: a block is body
** where its words stand in the gold body, and counts by its words, up to forty.  With --folds
** it prints block accuracy under five-fold cross-validation over files instead, for several
** prices of a change (classify.c has the chosen ones).
*/
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/classify.h"
#include "read/file.h"

enum { PASSES = 30, FOLDS = 5 };
static const double RATE = 0.4, DECAY = 1e-4; /* of AdaGrad's step; of weight decay */
static const double CLEAN_WEIGHT = 0.3;       /* of a sample without anything around the article */

typedef struct Sample {
  Document document;
  Look *looks;
  bool *gold;
  bool page;
  uint32_t file; /* number of the gold article it is made of */
  double weight;
} Sample;

typedef struct Set {
  VECTOR(Sample) samples;
} Set;

/* Logistic regression: weights, and AdaGrad's sums of squared gradients. */
typedef struct Model {
  double weights[3][FEATURES], squares[3][FEATURES];
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
    if (kind == CHAR_UPPER || kind == CHAR_LOWER || kind == CHAR_LETTER || kind == CHAR_DIGIT)
      n += text_fold(s.bytes + from, at - from, out + n, at - from);
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

static void add_sample(Arena *arena, Set *set, Slice text, bool page, Slice body, uint32_t file,
                       double weight)
{
  Sample *sample = text.bytes ? vector_push(arena, &set->samples) : NULL;
  if (!sample) return;
  document_init(&sample->document, arena, page ? "html" : "text");
  if (page)
    html_read(&sample->document, text);
  else
    plain_read(&sample->document, text);
  sample->page = page;
  sample->file = file;
  sample->weight = weight;
  sample->looks = classify_look(&sample->document);
  sample->gold = arena_alloc(arena, sample->document.blocks.count + 1);
  Slice squeezed = squeeze(arena, body);
  for (uint32_t i = 0; i < sample->document.blocks.count; i++) {
    sample->gold[i] = !sample->looks[i].on[FEATURE_IS_HEADLINE] &&
                      is_gold(arena, sample->document.blocks.items[i].text, body, squeezed);
  }
}

static void add_file(Arena *arena, Set *set, const char *path, bool page, Slice body, uint32_t file)
{
  Slice bytes = read_file(arena, path);
  if (bytes.bytes)
    add_sample(arena, set, charset_decode(arena, bytes, page ? charset_declared(bytes) : SLICE_NONE), page,
               body, file, 1);
}

/* The gold article as a page or text with nothing around it: what somebody's own export, a
** feed or a reader view looks like, of which the saved pages have no example. */
static void add_clean(Arena *arena, Set *set, bool page, Slice title, Slice body, uint32_t file)
{
  static const char *const around[][2] = {
      {"", ""}, {"<article>", "</article>"}, {"<div>", "</div>"}, {"<main><div>", "</div></main>"}};
  const char *const *frame = around[file % 4];
  Buffer out;
  buffer_init(&out, arena->allocator);
  buffer_append_text(&out, page ? "<html><head><title>" : "");
  buffer_append(&out, title.bytes, title.length);
  buffer_append_text(&out, page ? "</title></head><body>" : "\n\n");
  buffer_append_text(&out, page ? frame[0] : "");
  if (page) {
    buffer_append_text(&out, "<h1>");
    buffer_append(&out, title.bytes, title.length);
    buffer_append_text(&out, "</h1>");
  }
  for (uint32_t from = 0; from < body.length;) {
    const char *end = memchr(body.bytes + from, '\n', body.length - from);
    uint32_t length = end ? (uint32_t)(end - body.bytes) - from : body.length - from;
    buffer_append_text(&out, page ? "<p>" : "");
    buffer_append(&out, body.bytes + from, length);
    buffer_append_text(&out, page ? "</p>\n" : "\n\n");
    from += length + 1;
  }
  buffer_append_text(&out, page ? frame[1] : "");
  add_sample(arena, set, arena_copy(arena, (Slice){out.bytes, (uint32_t)out.length}), page, body, file,
             CLEAN_WEIGHT);
  buffer_free(&out);
}

static void decode(Sample *s, const Model *model, float change, bool *body)
{
  Weights weights;
  for (int place = 0; place < 3; place++) {
    for (int f = 0; f < FEATURES; f++) weights.of[place][f] = (float)model->weights[place][f];
  }
  classify_decode(&s->document, s->looks, &weights, change, body);
}

static double cost_of(const Look *look)
{
  return look->measure.words < 40 ? 0.25 + look->measure.words / 10.0 : 4.25;
}

/* The look of the block itself, of the one before and the one behind; NULL outside. */
static const Look *look_at(const Sample *s, uint32_t i, int place)
{
  if (place == 1) return i > 0 ? &s->looks[i - 1] : NULL;
  if (place == 2) return i + 1 < s->document.blocks.count ? &s->looks[i + 1] : NULL;
  return &s->looks[i];
}

/* One step of AdaGrad (Duchi et al. 2011) a block.  Blocks count by their words, and each file's
** about the same. */
static void learn(Model *model, const Sample *s)
{
  double total = 1;
  for (uint32_t i = 0; i < s->document.blocks.count; i++) total += s->gold[i] ? cost_of(&s->looks[i]) : 0;
  for (uint32_t i = 0; i < s->document.blocks.count; i++) {
    double score = 0;
    for (int place = 0; place < 3; place++) {
      const Look *look = look_at(s, i, place);
      for (int f = 0; look && f < FEATURES; f++) score += look->on[f] ? model->weights[place][f] : 0;
    }
    double slope =
        ((s->gold[i] ? 1 : 0) - 1 / (1 + exp(-score))) * s->weight * cost_of(&s->looks[i]) / sqrt(total);
    for (int place = 0; place < 3; place++) {
      const Look *look = look_at(s, i, place);
      for (int f = 0; look && f < FEATURES; f++) {
        if (!look->on[f]) continue;
        double gradient = slope - DECAY * model->weights[place][f];
        model->squares[place][f] += gradient * gradient;
        model->weights[place][f] += RATE * gradient / (1e-6 + sqrt(model->squares[place][f]));
      }
    }
  }
}

/* The model of one kind of file, without the samples of one fold (-1: all). */
static Model train(const Set *set, bool page, int fold)
{
  Model model = {0};
  for (int pass = 0; pass < PASSES; pass++) {
    for (uint32_t i = 0; i < set->samples.count; i++) {
      /* A fixed walk through all samples, another one each pass. */
      uint32_t at = (uint32_t)(((uint64_t)i * 7919 + (uint64_t)pass * 104729) % set->samples.count);
      const Sample *s = &set->samples.items[at];
      if (s->page != page || (fold >= 0 && (int)(s->file % FOLDS) == fold)) continue;
      learn(&model, s);
    }
  }
  return model;
}

static void report(Arena *arena, Set *set, const Model *model, bool page, int fold, float change,
                   double *right, double *wrong_kept, double *lost)
{
  for (uint32_t i = 0; i < set->samples.count; i++) {
    Sample *s = &set->samples.items[i];
    if (s->page != page || s->weight < 1 || (fold >= 0 && (int)(s->file % FOLDS) != fold)) continue;
    bool *body = arena_alloc(arena, s->document.blocks.count + 1);
    decode(s, model, change, body);
    double good = 0, bad = 0, missed = 0;
    for (uint32_t b = 0; b < s->document.blocks.count; b++) {
      double words = s->looks[b].measure.words;
      if (body[b] && s->gold[b])
        good += words;
      else if (body[b])
        bad += words;
      else if (s->gold[b])
        missed += words;
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
    Model models[FOLDS];
    for (int fold = 0; fold < FOLDS; fold++) models[fold] = train(set, page, fold);
    for (float change = 0; change <= 4; change += 0.5f) {
      double right = 0, kept = 0, lost = 0;
      for (int fold = 0; fold < FOLDS; fold++)
        report(arena, set, &models[fold], page, fold, change, &right, &kept, &lost);
      printf("%s, change %4.1f: precision %.4f recall %.4f f1 %.4f\n", page ? "pages" : "plain",
             (double)change, right / (right + kept), right / (right + lost),
             2 * right / (2 * right + kept + lost));
    }
  }
}

/* The old file's head and names with the new weights. */
static void write_table(const char *old, const Model *page, const Model *plain)
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
      printf("%.*s\t%s", (int)(tab - line), line, constant);
      for (int place = 0; place < 3; place++)
        printf("\t%.3ff\t%.3ff", page->weights[place][row->feature], plain->weights[place][row->feature]);
      printf("\t%s\n", row->rule);
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
  uint32_t file = 0;
  for (void *at = json_object_iter(gold); at; at = json_object_iter_next(gold, at), file++) {
    const json_t *value = json_object_iter_value(at);
    const char *body = json_string_value(json_object_get(value, "articleBody")),
               *title = json_string_value(json_object_get(value, "title"));
    char path[4096];
    if (!body || !title) continue;
    snprintf(path, sizeof path, "%s/%s.html", arguments[2], json_object_iter_key(at));
    add_file(&arena, &set, path, true, slice_of(body), file);
    snprintf(path, sizeof path, "%s/%s.txt", arguments[3], json_object_iter_key(at));
    add_file(&arena, &set, path, false, slice_of(body), file);
    add_clean(&arena, &set, true, slice_of(title), slice_of(body), file);
    add_clean(&arena, &set, false, slice_of(title), slice_of(body), file);
  }
  if (arena.result != NEWS_OK || !set.samples.count) {
    fprintf(stderr, "read_trainer: no samples\n");
    return 1;
  }
  if (count > 5) {
    cross_validate(&arena, &set);
  } else {
    Model page = train(&set, true, -1), plain = train(&set, false, -1);
    write_table(arguments[4], &page, &plain);
  }
  json_decref(gold);
  arena_free(&arena);
  return 0;
}
