/*
** read_trainer.c: learns ext/read/tables/weights.txt.
**
**   read_trainer GOLD.json PAGES TEXTS OLD_WEIGHTS.txt > weights.txt
**   read_trainer GOLD.json PAGES TEXTS OLD_WEIGHTS.txt pages|texts > predictions.json
**
** Logistic regression on the features of a block and its two neighbours: a block is body
** where its words stand in the gold body, and counts by its words, up to forty.  The second
** form prints what is read from each file by a model that saw no sample of it (five-fold
** cross-validation), as ../shared/score/reading.py reads it.
*/
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/classify.h"
#include "read/file.h"

enum { PASSES = 30, FOLDS = 5 };
static const double RATE = 0.4, DECAY = 3e-4; /* of AdaGrad's step; of weight decay */
static const double CLEAN_WEIGHT = 0.3;       /* of a sample that was made of the gold article */
/* The share of its features that a block does without, drawn anew each time: pages have many that
** say the same (Srivastava et al. 2014, dropout).  Chosen under cross-validation. */
static const double DROPPED_PAGE = 0.4, DROPPED_PLAIN = 0;
/* Added to the bias, since a lost paragraph costs more words than a kept line of boilerplate:
** the best 4-word-shingle F1 under cross-validation. */
static const double LEAN_PAGE = 0.8, LEAN_PLAIN = 0.2;

/* The features of one block and its neighbours that are on: place * FEATURES + feature. */
typedef struct Active {
  uint16_t *items;
  uint32_t count;
} Active;

typedef struct Sample {
  Document document;
  Look *looks;
  Active *active; /* one a block */
  bool *gold;
  bool page;
  uint32_t file;  /* number of the gold article it is made of */
  const char *id; /* of a saved file; NULL: a made sample */
  double weight;
} Sample;

typedef struct Set {
  VECTOR(Sample) samples;
} Set;

/* Logistic regression: weights, AdaGrad's sums of squared gradients, and the weights after
** each file of the later passes, whose mean is the result (Polyak averaging). */
typedef struct Model {
  double weights[3 * FEATURES], squares[3 * FEATURES], sums[3 * FEATURES];
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

/* Reads a text into a new sample. */
static Sample *add_sample(Arena *arena, Set *set, Slice text, bool page, uint32_t file, double weight)
{
  Sample *sample = text.bytes ? vector_push(arena, &set->samples) : NULL;
  if (!sample) return NULL;
  document_init(&sample->document, arena, page ? "html" : "text");
  if (page)
    html_read(&sample->document, text);
  else
    plain_read(&sample->document, text);
  sample->page = page;
  sample->file = file;
  sample->weight = weight;
  return sample;
}

static Active active_of(Arena *arena, const Sample *s, uint32_t block)
{
  Active active = {arena_alloc(arena, 3 * FEATURES * sizeof *active.items), 0};
  for (uint32_t place = 0; place < 3 && active.items; place++) {
    const Look *look = &s->looks[block];
    uint32_t at = place == 0 ? block : place == 1 ? look->before : look->behind;
    for (uint16_t f = 0; at < s->document.blocks.count && f < FEATURES; f++) {
      if (s->looks[at].on[f]) active.items[active.count++] = (uint16_t)(place * FEATURES + f);
    }
  }
  return active;
}

/* Looks at the sample's blocks and says which are body. */
static void label(Arena *arena, Sample *sample, Slice body)
{
  sample->looks = classify_look(&sample->document);
  sample->gold = arena_alloc(arena, sample->document.blocks.count + 1);
  sample->active = arena_alloc(arena, (sample->document.blocks.count + 1) * sizeof *sample->active);
  Slice squeezed = squeeze(arena, body);
  for (uint32_t i = 0; i < sample->document.blocks.count; i++) {
    sample->active[i] = active_of(arena, sample, i);
    sample->gold[i] = !sample->looks[i].on[FEATURE_IS_HEADLINE] &&
                      is_gold(arena, sample->document.blocks.items[i].text, body, squeezed);
  }
}

static void add_file(Arena *arena, Set *set, const char *path, bool page, Slice body, uint32_t file,
                     const char *id)
{
  Slice bytes = read_file(arena, path);
  if (!bytes.bytes) return;
  Slice text = charset_decode(arena, bytes, page ? charset_declared(bytes) : SLICE_NONE);
  Sample *sample = add_sample(arena, set, text, page, file, 1);
  if (!sample) return;
  label(arena, sample, body);
  sample->id = id;
}

enum { SHORT_MOST = 3 }; /* paragraphs of a shortened article: users have many, the saved pages few */

/* The first `most` paragraphs of the gold article as a page or text with nothing around it:
** what somebody's own export, a feed or a reader view looks like, of which the saved pages
** have no example.  title may be NONE. */
static void add_clean(Arena *arena, Set *set, bool page, Slice title, Slice body, uint32_t file,
                      uint32_t most)
{
  static const char *const around[][2] = {
      {"", ""}, {"<article>", "</article>"}, {"<div>", "</div>"}, {"<main><div>", "</div></main>"}};
  const char *const *frame = around[file % 4];
  const char *gap = file % 3 ? "\n\n" : "\n";
  Buffer out;
  buffer_init(&out, arena->allocator);
  if (title.bytes) {
    buffer_append_text(&out, page ? "<html><head><title>" : "");
    buffer_append(&out, title.bytes, title.length);
    buffer_append_text(&out, page ? "</title></head><body>" : gap);
  }
  buffer_append_text(&out, page ? frame[0] : "");
  if (page && title.bytes) {
    buffer_append_text(&out, "<h1>");
    buffer_append(&out, title.bytes, title.length);
    buffer_append_text(&out, "</h1>");
  }
  for (uint32_t from = 0; from < body.length && most > 0;) {
    const char *end = memchr(body.bytes + from, '\n', body.length - from);
    uint32_t length = end ? (uint32_t)(end - body.bytes) - from : body.length - from;
    buffer_append_text(&out, page ? "<p>" : "");
    buffer_append(&out, body.bytes + from, length);
    buffer_append_text(&out, page ? "</p>\n" : gap);
    most -= length > 0;
    from += length + 1;
  }
  buffer_append_text(&out, page ? frame[1] : "");
  Sample *sample = add_sample(arena, set, arena_copy(arena, (Slice){out.bytes, (uint32_t)out.length}), page,
                              file, CLEAN_WEIGHT);
  if (sample) label(arena, sample, body);
  buffer_free(&out);
}

static double cost_of(const Look *look)
{
  return look->measure.words < 40 ? 0.25 + look->measure.words / 10.0 : 4.25;
}

/* Marsaglia's xorshift64*: true for that share of its numbers. */
static bool is_drawn(uint64_t *state, double share)
{
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return (double)(*state * 2685821657736338717ull >> 32) < share * 4294967296.0;
}

/* One step of AdaGrad (Duchi et al. 2011) a block.  Blocks count by their words, and each file's
** about the same. */
static void learn(Model *model, const Sample *s, uint64_t *state)
{
  uint16_t items[3 * FEATURES];
  double dropped = s->page ? DROPPED_PAGE : DROPPED_PLAIN;
  double total = 1;
  for (uint32_t i = 0; i < s->document.blocks.count; i++) total += s->gold[i] ? cost_of(&s->looks[i]) : 0;
  for (uint32_t i = 0; i < s->document.blocks.count; i++) {
    const Active *all = &s->active[i];
    Active drawn = {items, 0}, *active = &drawn;
    for (uint32_t k = 0; k < all->count; k++) {
      if (all->items[k] == FEATURE_BIAS || !is_drawn(state, dropped)) items[drawn.count++] = all->items[k];
    }
    double score = 0;
    for (uint32_t k = 0; k < active->count; k++) score += model->weights[active->items[k]];
    double slope =
        ((s->gold[i] ? 1 : 0) - 1 / (1 + exp(-score))) * s->weight * cost_of(&s->looks[i]) / sqrt(total);
    for (uint32_t k = 0; k < active->count; k++) {
      uint32_t f = active->items[k];
      double gradient = slope - DECAY * model->weights[f];
      model->squares[f] += gradient * gradient;
      model->weights[f] += RATE * gradient / (1e-6 + sqrt(model->squares[f]));
    }
  }
}

/* The model of one kind of file, without the samples of one fold (-1: all). */
static Model train(const Set *set, bool page, int fold)
{
  Model model = {0};
  uint64_t state = 88172645463325252ull;
  double steps = 0;
  for (int pass = 0; pass < PASSES; pass++) {
    for (uint32_t i = 0; i < set->samples.count; i++) {
      /* A fixed walk through all samples, another one each pass. */
      uint32_t at = (uint32_t)(((uint64_t)i * 7919 + (uint64_t)pass * 104729) % set->samples.count);
      const Sample *s = &set->samples.items[at];
      if (s->page != page || (fold >= 0 && (int)(s->file % FOLDS) == fold)) continue;
      learn(&model, s, &state);
      if (pass * 2 < PASSES) continue;
      steps++;
      for (int f = 0; f < 3 * FEATURES; f++) model.sums[f] += model.weights[f];
    }
  }
  for (int f = 0; f < 3 * FEATURES; f++) model.weights[f] = steps > 0 ? model.sums[f] / steps : 0;
  model.weights[FEATURE_BIAS] += page ? LEAN_PAGE : LEAN_PLAIN;
  return model;
}

/* What each fold's model reads from the saved files that it did not see. */
static void cross_validate(Arena *arena, Set *set, bool page)
{
  json_t *all = json_object();
  for (int fold = 0; fold < FOLDS; fold++) {
    Model model = train(set, page, fold);
    Weights weights;
    for (int place = 0; place < 3; place++) {
      for (int f = 0; f < FEATURES; f++) weights.of[place][f] = (float)model.weights[place * FEATURES + f];
    }
    for (uint32_t i = 0; i < set->samples.count; i++) {
      Sample *s = &set->samples.items[i];
      Article article = {0};
      if (s->page != page || !s->id || (int)(s->file % FOLDS) != fold) continue;
      s->document.arena = arena;
      classify_decide(&s->document, s->looks, &weights);
      field_choose(&s->document, &article);
      body_make(&s->document, &article);
      json_object_set_new(
          all, s->id,
          json_pack("{s:s%, s:s%, s:s%, s:s%}", "articleBody", article.body.bytes ? article.body.bytes : "",
                    (int)article.body.length, "title", article.title.bytes ? article.title.bytes : "",
                    (int)article.title.length, "author", article.byline.bytes ? article.byline.bytes : "",
                    (int)article.byline.length, "date",
                    article.published.bytes ? article.published.bytes : "", (int)article.published.length));
    }
  }
  json_dumpf(all, stdout, JSON_INDENT(1));
  json_decref(all);
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
        printf("\t%.3ff\t%.3ff", page->weights[place * FEATURES + row->feature],
               plain->weights[place * FEATURES + row->feature]);
      printf("\t%s\n", row->rule);
    }
  }
  if (in) fclose(in);
}

int main(int count, char **arguments)
{
  if (count < 5) {
    fprintf(stderr, "usage: read_trainer GOLD.json PAGES TEXTS OLD_WEIGHTS.txt [pages|texts]\n");
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
    Slice story = slice_of(body), headline = slice_of(title);
    add_file(&arena, &set, path, true, story, file, json_object_iter_key(at));
    snprintf(path, sizeof path, "%s/%s.txt", arguments[3], json_object_iter_key(at));
    add_file(&arena, &set, path, false, story, file, json_object_iter_key(at));
    for (int page = 0; page < 2; page++) {
      add_clean(&arena, &set, page, headline, story, file, UINT32_MAX);
      add_clean(&arena, &set, page, file % 2 ? headline : SLICE_NONE, story, file, 1 + file % SHORT_MOST);
    }
  }
  if (arena.result != NEWS_OK || !set.samples.count) {
    fprintf(stderr, "read_trainer: no samples\n");
    return 1;
  }
  if (count > 5) {
    cross_validate(&arena, &set, strcmp(arguments[5], "pages") == 0);
  } else {
    Model page = train(&set, true, -1), plain = train(&set, false, -1);
    write_table(arguments[4], &page, &plain);
  }
  json_decref(gold);
  arena_free(&arena);
  return 0;
}
