/*
** quote_trainer.c: learns the weights of ext/quote from annotated articles.
**
**   quote_trainer TRAIN.jsonl OUT EPOCHS            cues, sources, contents
**   quote_trainer TRAIN.jsonl OUT EPOCHS stretches  speech or scare quote, given the
**                                                   weights of the first, built in
**
** A line is {"text", "quotes": [{"start", "end", "parts", "cue", "speaker"}]},
** offsets in code points.  Logistic regression for cues and stretches, softmax
** for pointers; AdaGrad, then rounding to int8.  The same features as the
** decoder's (quote/features.c).
*/
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quote/assembly.h"

/* The mean of some runs, each in another order and with other features dropped, generalises better
** than a longer one. */
enum { DROPPED_PERCENT = 25, RUNS = 8 };

typedef struct Gold {
  Span cue, source, content; /* bytes; content is its first part */
  uint32_t unit, head;       /* items; ITEM_NONE: no word that may be a cue */
} Gold;

typedef struct Document {
  Arena arena;
  Text *text;
  Stretches stretches;
  Units units;
  VECTOR(Gold) gold;     /* by cue */
  VECTOR(Span) contents; /* bytes: all parts of all quotes */
  uint32_t *gold_of;     /* of each item: index + 1 of the gold whose head it is */
} Document;

typedef struct Trainer {
  float *weights, *squares;
  float *sums; /* of the weights at regular times: their mean generalises better */
  uint32_t times;
  float *base; /* weights of the models learned before, which stay */
  float rate;
  uint64_t random;
} Trainer;

/* ---- reading -------------------------------------------------------------- */

/* Byte position of each code point, and of the end. */
static uint32_t *byte_positions(Arena *arena, const char *text, uint32_t length, uint32_t *count)
{
  uint32_t *at = arena_alloc(arena, (length + 1) * sizeof *at);
  *count = 0;
  for (uint32_t i = 0; i < length; i++) {
    if (((unsigned char)text[i] & 0xC0) != 0x80) at[(*count)++] = i;
  }
  at[*count] = length;
  return at;
}

static Span span_of(json_t *pair, const uint32_t *at, uint32_t count)
{
  if (!json_is_array(pair) || json_array_size(pair) != 2) return (Span){0, 0};
  json_int_t start = json_integer_value(json_array_get(pair, 0)),
             end = json_integer_value(json_array_get(pair, 1));
  if (start < 0 || end <= start || end > (json_int_t)count) return (Span){0, 0};
  return (Span){at[start], at[end]};
}

static uint32_t item_start(const Document *d, uint32_t item)
{
  return d->text->tokens[d->units.items.items[item].first].start;
}

static uint32_t item_end(const Document *d, uint32_t item)
{
  return d->text->tokens[d->units.items.items[item].last - 1].end;
}

/* The first item that ends behind `byte`. */
static uint32_t item_at(const Document *d, uint32_t byte)
{
  uint32_t low = 0, high = d->units.items.count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (item_end(d, middle) > byte)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/* Speech cues before others: "went on to say" is about "say". */
static int cue_rank(const Item *item)
{
  switch (item->cue) {
  case CUE_SAY:
  case CUE_TELL:
  case CUE_ACCORDING: return 4;
  case CUE_ANSWER:
  case CUE_ANNOUNCE:
  case CUE_ASK:
  case CUE_NAME: return 3;
  case CUE_NONE: return 1;
  default: return 2;
  }
}

static void find_head(Document *d, Gold *g)
{
  int best = 0;
  g->head = ITEM_NONE;
  for (uint32_t i = item_at(d, g->cue.start); i < d->units.items.count && item_start(d, i) < g->cue.end;
       i++) {
    const Item *item = &d->units.items.items[i];
    if (features_may_be_cue(&d->units, i) && cue_rank(item) > best) {
      best = cue_rank(item);
      g->head = i;
    }
  }
  if (g->head == ITEM_NONE) return;
  for (g->unit = 0; d->units.all.items[g->unit].last <= g->head;) g->unit++;
}

static int by_cue(const void *a, const void *b)
{
  const Gold *x = a, *y = b;
  return x->cue.start < y->cue.start ? -1 : x->cue.start > y->cue.start;
}

static bool read_document(Document *d, const char *line)
{
  json_t *root = json_loads(line, 0, NULL);
  if (!root) return false;
  arena_init(&d->arena, &allocator_libc);
  Slice body = arena_copy(&d->arena, slice_of(json_string_value(json_object_get(root, "text"))));
  uint32_t count, *at = byte_positions(&d->arena, body.bytes, body.length, &count);
  d->text = text_make(&d->arena, body.bytes, body.length);
  marks_pair(&d->arena, d->text, &d->stretches);
  units_make(&d->arena, d->text, &d->stretches, &d->units);
  json_t *quotes = json_object_get(root, "quotes"), *quote;
  size_t n;
  json_array_foreach(quotes, n, quote)
  {
    Gold *g = vector_push(&d->arena, &d->gold);
    json_t *parts = json_object_get(quote, "parts"), *whole = json_array();
    json_array_append(whole, json_object_get(quote, "start"));
    json_array_append(whole, json_object_get(quote, "end"));
    g->cue = span_of(json_object_get(quote, "cue"), at, count);
    g->source = span_of(json_object_get(quote, "speaker"), at, count);
    g->content = span_of(parts ? json_array_get(parts, 0) : whole, at, count);
    size_t k;
    json_t *part;
    if (!parts) {
      Span *span = vector_push(&d->arena, &d->contents);
      *span = g->content;
    }
    json_array_foreach(parts, k, part)
    {
      Span *span = vector_push(&d->arena, &d->contents);
      *span = span_of(part, at, count);
    }
    json_decref(whole);
    find_head(d, g);
  }
  qsort(d->gold.items, d->gold.count, sizeof(Gold), by_cue);
  d->gold_of = arena_alloc(&d->arena, (d->units.items.count + 1) * sizeof *d->gold_of);
  for (uint32_t i = 0; i < d->gold.count; i++) {
    if (d->gold.items[i].head != ITEM_NONE) d->gold_of[d->gold.items[i].head] = i + 1;
  }
  json_decref(root);
  return d->arena.result == NEWS_OK;
}

/* ---- learning ------------------------------------------------------------- */

static float score(const Trainer *t, const Features *f)
{
  float sum = 0;
  for (uint32_t i = 0; i < f->count; i++) sum += t->weights[f->rows[i]] + t->base[f->rows[i]];
  return sum;
}

static void update(Trainer *t, const Features *f, float gradient)
{
  for (uint32_t i = 0; i < f->count; i++) {
    uint32_t row = f->rows[i];
    float g = gradient + 1e-5f * t->weights[row];
    t->squares[row] += g * g;
    t->weights[row] -= t->rate * g / (1e-4f + sqrtf(t->squares[row]));
  }
}

static void remember(Trainer *t)
{
  for (uint32_t i = 0; i < MODEL_ROWS; i++) t->sums[i] += t->weights[i];
  t->times++;
}

static void begin_run(Trainer *t)
{
  memset(t->weights, 0, MODEL_ROWS * sizeof *t->weights);
  memset(t->squares, 0, MODEL_ROWS * sizeof *t->squares);
}

static uint32_t random_below(Trainer *t, uint32_t n)
{
  t->random = t->random * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(t->random >> 33) % n;
}

/* Forgets some features at random, so that none is relied on alone. */
static void thin(Trainer *t, Features *f)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < f->count; i++) {
    if (random_below(t, 100) >= DROPPED_PERCENT) f->rows[kept++] = f->rows[i];
  }
  f->count = kept;
}

static double learn_binary(Trainer *t, Features *f, bool label)
{
  thin(t, f);
  float p = model_probability(score(t, f));
  update(t, f, p - (float)label);
  return -log((label ? p : 1 - p) + 1e-9);
}

/* One softmax choice; gold is an item of the range or ITEM_NONE. */
static double learn_pointer(Trainer *t, const CueContext *c, Pointer pointer, uint32_t gold)
{
  static Features features[2 * REACH + 4];
  static float scores[2 * REACH + 4];
  uint32_t low, high, n = 0, right = UINT32_MAX;
  features_range(c, pointer, &low, &high);
  if (pointer == POINT_SOURCE_START || pointer == POINT_CONTENT_START) {
    if (gold == ITEM_NONE) right = n;
    features_pointer(c, pointer, ITEM_NONE, &features[n]);
    thin(t, &features[n++]);
  }
  for (uint32_t i = low; i < high; i++) {
    if (i == c->cue && pointer != POINT_CUE_START && pointer != POINT_CUE_END) continue;
    if (i == gold) right = n;
    features_pointer(c, pointer, i, &features[n]);
    thin(t, &features[n++]);
  }
  if (right == UINT32_MAX) return 0;
  float most = -1e30f, sum = 0;
  for (uint32_t i = 0; i < n; i++) {
    scores[i] = score(t, &features[i]);
    if (scores[i] > most) most = scores[i];
  }
  for (uint32_t i = 0; i < n; i++) sum += scores[i] = expf(scores[i] - most);
  for (uint32_t i = 0; i < n; i++) {
    float p = scores[i] / sum;
    if (i == right || p > 1e-3f) update(t, &features[i], p - (float)(i == right));
  }
  return -log(scores[right] / sum + 1e-9);
}

static uint32_t start_item(const Document *d, const CueContext *c, Span span)
{
  if (span.end == 0) return ITEM_NONE;
  uint32_t i = item_at(d, span.start);
  return i >= c->low && i < c->high && i != c->cue ? i : ITEM_NONE;
}

static void learn_span(Trainer *t, const Document *d, CueContext *c, Pointer start, Span span,
                       double loss[POINTERS], uint32_t *first, uint32_t *last)
{
  uint32_t from = start_item(d, c, span);
  loss[start] += learn_pointer(t, c, start, from);
  *first = ITEM_NONE;
  if (from == ITEM_NONE) return;
  uint32_t to = item_at(d, span.end - 1);
  c->start = from;
  loss[start + 1] += learn_pointer(t, c, (Pointer)(start + 1), to);
  c->start = ITEM_NONE;
  *first = from;
  *last = to + 1;
}

static void learn_attribution(Trainer *t, const Document *d, const Gold *g, const Gold *before,
                              double loss[POINTERS])
{
  CueContext c;
  uint32_t first, last;
  features_context(&d->units, &d->units.all.items[g->unit], g->head, &c);
  if (before && before->source.end) {
    c.before_first = item_at(d, before->source.start);
    c.before_last = item_at(d, before->source.end - 1);
  }
  learn_span(t, d, &c, POINT_SOURCE_START, g->source, loss, &first, &last);
  if (first != ITEM_NONE) {
    c.source_first = first;
    c.source_last = last;
  }
  learn_span(t, d, &c, POINT_CONTENT_START, g->content, loss, &first, &last);
  loss[POINT_CUE_START] += learn_pointer(t, &c, POINT_CUE_START, item_at(d, g->cue.start));
  loss[POINT_CUE_END] += learn_pointer(t, &c, POINT_CUE_END, item_at(d, g->cue.end - 1));
}

static void learn_document(Trainer *t, const Document *d, double *cue_loss, double loss[POINTERS])
{
  const Gold *before = NULL;
  for (uint32_t u = 0; u < d->units.all.count; u++) {
    const Unit *unit = &d->units.all.items[u];
    before = NULL;
    for (uint32_t i = unit->first; i < unit->last; i++) {
      if (!features_may_be_cue(&d->units, i)) continue;
      Features f;
      features_cue(&d->units, unit, i, &f);
      *cue_loss += learn_binary(t, &f, d->gold_of[i] != 0);
      if (!d->gold_of[i]) continue;
      const Gold *g = &d->gold.items[d->gold_of[i] - 1];
      learn_attribution(t, d, g, before, loss);
      before = g;
    }
  }
}

/* Is at least half of the stretch inside one quote? */
static bool is_speech(const Document *d, const Stretch *s)
{
  uint32_t start = d->text->tokens[s->first].start, end = d->text->tokens[s->last - 1].end;
  for (uint32_t i = 0; i < d->contents.count; i++) {
    Span c = d->contents.items[i];
    uint32_t low = c.start > start ? c.start : start, high = c.end < end ? c.end : end;
    if (high > low && (high - low) * 2 >= end - start) return true;
  }
  return false;
}

static void learn_stretches(Trainer *t, Document *d, double *loss)
{
  Attributions attributions = {0};
  Assembly assembly;
  attributions_find(&d->arena, &d->units, &attributions);
  if (!assembly_make(&d->arena, d->text, &d->stretches, &d->units, &attributions, &assembly)) return;
  for (uint32_t s = 0; s < d->stretches.all.count; s++) {
    Features f;
    if (assembly.bonds[s].item == ITEM_NONE) continue;
    assembly_features(&assembly, s, &f);
    *loss += learn_binary(t, &f, is_speech(d, &d->stretches.all.items[s]));
  }
}

int main(int count, char **arguments)
{
  bool stretches = count > 4 && strcmp(arguments[4], "stretches") == 0;
  if (count < 4) {
    fprintf(stderr, "usage: quote_trainer TRAIN.jsonl OUT EPOCHS [stretches]\n");
    return 2;
  }
  Trainer t = {calloc(MODEL_ROWS, sizeof(float)),
               calloc(MODEL_ROWS, sizeof(float)),
               calloc(MODEL_ROWS, sizeof(float)),
               0,
               calloc(MODEL_ROWS, sizeof(float)),
               0.1f,
               42};
  static Document documents[2000];
  uint32_t n = 0, gold = 0, headless = 0, epochs = (uint32_t)atoi(arguments[3]);
  FILE *in = fopen(arguments[1], "r");
  char *line = NULL;
  size_t size = 0;
  if (!in || !t.weights || !t.squares || !t.base || !t.sums) return 1;
  while (n < 2000 && getline(&line, &size, in) > 0) {
    if (read_document(&documents[n], line)) n++;
  }
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t g = 0; g < documents[i].gold.count; g++) {
      gold++;
      const Gold *x = &documents[i].gold.items[g];
      headless += x->head == ITEM_NONE;
    }
  }
  printf("%u documents, %u attributions, %u without a word that may be a cue\n", n, gold, headless);
  FILE *old = stretches ? fopen(arguments[2], "rb") : NULL;
  for (uint32_t i = 0; old && i < MODEL_ROWS; i++) t.base[i] = (float)(int8_t)fgetc(old) * MODEL_SCALE;
  if (old) fclose(old);
  for (uint32_t epoch = 0; epoch < epochs * RUNS; epoch++) {
    if (epoch % epochs == 0) begin_run(&t);
    double cue_loss = 0, loss[POINTERS] = {0};
    for (uint32_t i = n; i-- > 1;) {
      uint32_t j = random_below(&t, i + 1);
      Document swap = documents[i];
      documents[i] = documents[j];
      documents[j] = swap;
    }
    for (uint32_t i = 0; i < n; i++) {
      if (stretches)
        learn_stretches(&t, &documents[i], &cue_loss);
      else
        learn_document(&t, &documents[i], &cue_loss, loss);
      if (epoch % epochs > 0 && i % 16 == 0) remember(&t);
    }
    printf("epoch %u: %s %.0f", epoch + 1, stretches ? "stretches" : "cue", cue_loss);
    for (int p = 0; p < POINTERS; p++) printf(" %.0f", loss[p]);
    printf("\n");
    fflush(stdout);
  }
  FILE *out = fopen(arguments[2], "wb");
  if (!out) return 1;
  for (uint32_t i = 0; i < MODEL_ROWS; i++) {
    float w = roundf((t.base[i] + t.sums[i] / (float)(t.times ? t.times : 1)) / MODEL_SCALE);
    fputc((int8_t)(w > 127 ? 127 : w < -127 ? -127 : w), out);
  }
  return fclose(out) == 0 ? 0 : 1;
}
