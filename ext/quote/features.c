/* features.c: items and their neighbourhood as hashed features. */
#include "quote/features.h"

#include <string.h>

enum { OUTSIDE = 0x51ED270Bu }; /* stands for what lies beyond the unit */

/* Template numbers: one range per model. */
enum { T_CUE = 0, T_POINTER = 64, T_POINTER_STEP = 64 };

static uint32_t class_at(const Units *units, const Unit *unit, uint32_t item, int step)
{
  int64_t at = (int64_t)item + step;
  if (at < unit->first || at >= unit->last) return OUTSIDE + (step > 0);
  return units->items.items[at].class;
}

static uint32_t word_at(const Units *units, const Unit *unit, uint32_t item, int step)
{
  int64_t at = (int64_t)item + step;
  if (at < unit->first || at >= unit->last) return OUTSIDE + (step > 0);
  return units->items.items[at].word;
}

static uint32_t pair(uint32_t a, uint32_t b)
{
  uint32_t h = (a ^ b * 0x9E3779B1u) * 0x85EBCA6Bu;
  return h ^ h >> 13;
}

static uint32_t distance_class(uint32_t n)
{
  if (n <= 6) return n;
  if (n <= 8) return 7;
  if (n <= 11) return 8;
  if (n <= 15) return 9;
  if (n <= 20) return 10;
  if (n <= 28) return 11;
  return n <= 40 ? 12 : 13;
}

/* ---- cues ---------------------------------------------------------------- */

bool features_may_be_cue(const Units *units, uint32_t item)
{
  const Item *it = &units->items.items[item];
  if (it->stretch != STRETCH_NONE) return false;
  return it->cue != CUE_NONE || it->mark == ':';
}

void features_cue(const Units *units, const Unit *unit, uint32_t i, Features *f)
{
  const Item *it = &units->items.items[i];
  uint32_t w = it->word, k = it->cue ? it->class : it->word;
  uint32_t p1 = class_at(units, unit, i, -1), p2 = class_at(units, unit, i, -2),
           p3 = class_at(units, unit, i, -3);
  uint32_t n1 = class_at(units, unit, i, 1), n2 = class_at(units, unit, i, 2),
           n3 = class_at(units, unit, i, 3);
  uint32_t left_quote = 0, right_quote = 0, t = T_CUE;
  for (uint32_t d = 1; d <= 12; d++) {
    if (!left_quote && i >= unit->first + d && units->items.items[i - d].stretch != STRETCH_NONE)
      left_quote = d;
    if (!right_quote && i + d < unit->last && units->items.items[i + d].stretch != STRETCH_NONE)
      right_quote = d;
  }
  uint32_t sides = distance_class(left_quote) * 16 + distance_class(right_quote);
  uint32_t *end = f->rows;
  feature_add(&end, t++, 0, 0);
  feature_add(&end, t++, w, 0);
  feature_add(&end, t++, k, 0);
  feature_add(&end, t++, w, p1);
  feature_add(&end, t++, w, n1);
  feature_add(&end, t++, w, pair(p1, n1));
  feature_add(&end, t++, k, p1);
  feature_add(&end, t++, k, n1);
  feature_add(&end, t++, k, pair(p1, n1));
  feature_add(&end, t++, k, pair(p1, p2));
  feature_add(&end, t++, k, pair(n1, n2));
  feature_add(&end, t++, k, pair(p1, pair(p2, p3)));
  feature_add(&end, t++, k, pair(n1, pair(n2, n3)));
  feature_add(&end, t++, w, p2);
  feature_add(&end, t++, w, n2);
  feature_add(&end, t++, word_at(units, unit, i, -1), 0);
  feature_add(&end, t++, word_at(units, unit, i, 1), 0);
  feature_add(&end, t++, word_at(units, unit, i, -2), 0);
  feature_add(&end, t++, word_at(units, unit, i, 2), 0);
  feature_add(&end, t++, w, word_at(units, unit, i, -1));
  feature_add(&end, t++, w, word_at(units, unit, i, 1));
  feature_add(&end, t++, k, sides);
  feature_add(&end, t++, w, (left_quote != 0) * 2u + (right_quote != 0));
  feature_add(&end, t++, sides, pair(p1, n1));
  feature_add(&end, t++, w, it->flags);
  feature_add(&end, t++, k, distance_class(i - unit->first));
  feature_add(&end, t++, k, distance_class(unit->last - i));
  feature_add(&end, t++, it->suffix, p1);
  feature_add(&end, t++, it->suffix, n1);
  f->count = (uint32_t)(end - f->rows);
}

/* ---- sources and contents ------------------------------------------------ */

enum { /* CueContext.between */
       BETWEEN_COMMA = 1,
       BETWEEN_COMMAS = 2,
       BETWEEN_STRETCH = 4,
       BETWEEN_THAT = 8,
       BETWEEN_CUE = 16,
       BETWEEN_VERB = 32,
       BETWEEN_CLAUSE = 64 /* who, because, and ... */
};

static uint8_t passed(const Item *item, uint8_t before)
{
  uint8_t now = before;
  if (item->stretch != STRETCH_NONE) return now | BETWEEN_STRETCH;
  if (item->mark == ',') now |= before & BETWEEN_COMMA ? BETWEEN_COMMAS : BETWEEN_COMMA;
  if (item->closed == WORD_THAT) now |= BETWEEN_THAT;
  if (item->closed == WORD_AUXILIARY) now |= BETWEEN_VERB;
  if (item->closed == WORD_RELATIVE || item->closed == WORD_CONJUNCTION ||
      item->closed == WORD_SUBORDINATOR) {
    now |= BETWEEN_CLAUSE;
  }
  if (item->cue && item->cue != CUE_NOUN) now |= BETWEEN_CUE;
  return now;
}

/* Fills the classes and words around the items that may be chosen, and their hashes. */
static void look_around(CueContext *c)
{
  uint32_t count = c->high - c->low + 4;
  for (uint32_t k = 0; k < count; k++) {
    int step = (int)k - 2;
    c->classes[k] = class_at(c->units, c->unit, c->low, step);
    c->words[k] = word_at(c->units, c->unit, c->low, step);
  }
  for (uint32_t k = 1; k < count; k++) c->pairs[k] = pair(c->classes[k - 1], c->classes[k]);
  for (uint32_t k = 1; k + 1 < count; k++) c->triples[k] = pair(c->classes[k - 1], c->pairs[k + 1]);
}

void features_context(const Units *units, const Unit *unit, uint32_t cue, CueContext *c)
{
  *c = (CueContext){.units = units,
                    .unit = unit,
                    .cue = cue,
                    .source_first = ITEM_NONE,
                    .source_last = ITEM_NONE,
                    .before_first = ITEM_NONE,
                    .before_last = ITEM_NONE,
                    .start = ITEM_NONE};
  c->low = cue > unit->first + REACH ? cue - REACH : unit->first;
  c->high = unit->last - cue > REACH ? cue + REACH : unit->last;
  uint8_t seen = 0;
  for (uint32_t i = cue; i-- > c->low;) {
    c->between[i - c->low] = seen;
    seen = passed(&units->items.items[i], seen);
  }
  c->quotes = (seen & BETWEEN_STRETCH) != 0;
  seen = 0;
  for (uint32_t i = cue + 1; i < c->high; i++) {
    c->between[i - c->low] = seen;
    seen = passed(&units->items.items[i], seen);
  }
  c->quotes += 2u * ((seen & BETWEEN_STRETCH) != 0);
  look_around(c);
}

void features_range(const CueContext *c, Pointer pointer, uint32_t *low, uint32_t *high)
{
  enum { CUE_REACH = 6 };
  *low = c->low;
  *high = c->high;
  switch (pointer) {
  case POINT_SOURCE_END:
  case POINT_CONTENT_END:
    *low = c->start;
    if (c->start < c->cue) *high = c->cue;
    break;
  case POINT_CUE_START:
    if (c->cue > c->low + CUE_REACH) *low = c->cue - CUE_REACH;
    *high = c->cue + 1;
    break;
  case POINT_CUE_END:
    *low = c->cue;
    if (c->cue + CUE_REACH < c->high) *high = c->cue + CUE_REACH;
    break;
  default: break;
  }
}

/* Where a pointer's features go: the trainer lists them, the decoder only adds their weights up. */
typedef struct Sink {
  uint32_t *rows; /* NULL: the sum alone */
  int32_t sum;
} Sink;

static inline void sink_add(Sink *sink, uint32_t template, uint32_t a, uint32_t b)
{
  uint32_t row = feature_row(template, a, b);
  if (sink->rows)
    *sink->rows++ = row;
  else
    sink->sum += quote_model_weights[row];
}

/* "There is none in this unit." */
static inline void add_none(const CueContext *c, Pointer pointer, Sink *sink)
{
  const Item *cue = &c->units->items.items[c->cue];
  uint32_t k = cue->cue ? cue->class : cue->word, w = cue->word, at = c->cue - c->low + 2;
  uint32_t t = T_POINTER + T_POINTER_STEP * (uint32_t)pointer + 48;
  sink_add(sink, t++, 0, 0);
  sink_add(sink, t++, k, c->quotes);
  sink_add(sink, t++, w, c->quotes);
  sink_add(sink, t++, k, pair(c->classes[at - 1], c->classes[at + 1]));
  sink_add(sink, t++, k, c->classes[at - 1]);
  sink_add(sink, t++, k, c->classes[at + 1]);
  sink_add(sink, t++, k, (c->cue == c->unit->first) * 2u + (c->cue + 1 >= c->unit->last));
  sink_add(sink, t++, k, c->before_first != ITEM_NONE);
}

/* What the templates of an item share. */
typedef struct Place {
  uint32_t t;        /* the pointer's first template */
  uint32_t kind, w;  /* of the cue: its class, its word */
  uint32_t at, side; /* index in CueContext.classes; is it right of the cue? */
  uint32_t distance, between;
} Place;

static inline Place place_of(const CueContext *c, Pointer pointer, uint32_t i)
{
  const Item *cue = &c->units->items.items[c->cue];
  bool right = i > c->cue;
  uint32_t far = right ? i - c->cue : c->cue - i;
  return (Place){.t = T_POINTER + T_POINTER_STEP * (uint32_t)pointer,
                 .kind = cue->cue ? cue->class : cue->word,
                 .w = cue->word,
                 .at = i - c->low + 2,
                 .side = right,
                 .distance = distance_class(far) * 2 + right,
                 .between = c->between[i - c->low] * 2u + right};
}

/* Where the item stands to the source that was chosen before. */
static inline uint32_t beside_source(const CueContext *c, const Place *m, uint32_t i)
{
  uint32_t where = i + 1 == c->source_first ? 1
                   : i == c->source_last    ? 2
                   : i < c->source_first    ? 3
                   : i >= c->source_last    ? 4
                                            : 5;
  return where * 4u + (c->source_first > c->cue) * 2u + m->side;
}

/* The templates that leave the fewest items in question, chosen one after the other on choices in
** articles to learn from. */
static inline void add_coarse(const CueContext *c, const Place *m, uint32_t i, Sink *sink)
{
  uint32_t t = m->t, at = m->at, cue_at = c->cue - c->low + 2;
  sink_add(sink, t + 0, m->distance, 0);
  sink_add(sink, t + 4, m->side, c->classes[at - 1]);
  sink_add(sink, t + 5, m->side, c->classes[at + 1]);
  sink_add(sink, t + 7, m->side, c->pairs[at + 1]);
  sink_add(sink, t + 8, m->side, c->triples[at]);
  sink_add(sink, t + 14, m->between, c->classes[at]);
  sink_add(sink, t + 19, pair(m->distance, c->classes[cue_at + 1]), c->classes[cue_at - 1]);
  sink_add(sink, t + 23, pair(m->side, m->w), c->classes[at - 1]);
  sink_add(sink, t + 24, pair(m->side, m->kind), c->pairs[at]);
  sink_add(sink, t + 27, pair(m->side, c->quotes), c->classes[at]);
  if (c->source_first != ITEM_NONE) sink_add(sink, t + 32, beside_source(c, m, i), m->kind);
  if (c->start != ITEM_NONE)
    sink_add(sink, t + 40, pair(m->between, c->between[c->start - c->low]), c->classes[at + 1]);
}

static inline void add_fine(const CueContext *c, const Place *m, uint32_t i, Sink *sink)
{
  const Unit *unit = c->unit;
  uint32_t t = m->t, k = m->kind, side = m->side, distance = m->distance, between = m->between, at = m->at;
  uint32_t cue_at = c->cue - c->low + 2, side_k = pair(side, k);
  uint32_t x = c->classes[at], p = c->classes[at - 1], n = c->classes[at + 1];
  uint32_t px = c->pairs[at], xn = c->pairs[at + 1];
  sink_add(sink, t + 1, distance, k);
  sink_add(sink, t + 2, distance, m->w);
  sink_add(sink, t + 3, side, x);
  sink_add(sink, t + 6, side, px);
  sink_add(sink, t + 9, side, c->words[at]);
  sink_add(sink, t + 10, side, c->words[at - 1]);
  sink_add(sink, t + 11, side, c->words[at + 1]);
  sink_add(sink, t + 12, between, 0);
  sink_add(sink, t + 13, between, k);
  sink_add(sink, t + 15, between, p);
  sink_add(sink, t + 16, between, n);
  sink_add(sink, t + 17, between, px);
  sink_add(sink, t + 18, between, xn);
  sink_add(sink, t + 20, distance, c->classes[cue_at + 1]);
  sink_add(sink, t + 21, distance, c->classes[cue_at - 1]);
  sink_add(sink, t + 22, pair(side, m->w), x);
  sink_add(sink, t + 25, side_k, xn);
  sink_add(sink, t + 26, side_k, (i == unit->first) * 2u + (i + 1 >= unit->last));
  sink_add(sink, t + 28, pair(distance, c->quotes), k);
  sink_add(sink, t + 29, side, c->triples[at - 1]);
  sink_add(sink, t + 30, side, c->triples[at + 1]);
  if (i == c->before_first || i == c->before_last) sink_add(sink, t + 31, k, i == c->before_first);
  if (c->source_first != ITEM_NONE) {
    uint32_t where = beside_source(c, m, i);
    sink_add(sink, t + 33, where, x);
    sink_add(sink, t + 34, where, p);
    sink_add(sink, t + 35, where, pair(n, k));
  }
  if (c->start != ITEM_NONE) {
    uint32_t length = distance_class(i - c->start + 1) * 2 + side;
    uint32_t start = c->classes[c->start - c->low + 2];
    sink_add(sink, t + 36, length, k);
    sink_add(sink, t + 37, length, x);
    sink_add(sink, t + 38, start, xn);
    sink_add(sink, t + 39, start, length);
    sink_add(sink, t + 41, i + 1 == c->cue || i == c->cue + 1, pair(start, side));
  }
}

void features_pointer(const CueContext *context, Pointer pointer, uint32_t item, Features *features)
{
  Sink sink = {features->rows, 0};
  if (item == ITEM_NONE) {
    add_none(context, pointer, &sink);
  } else {
    Place place = place_of(context, pointer, item);
    add_coarse(context, &place, item, &sink);
    add_fine(context, &place, item, &sink);
  }
  features->count = (uint32_t)(sink.rows - features->rows);
}

int32_t features_none_sum(const CueContext *context, Pointer pointer)
{
  Sink sink = {NULL, 0};
  add_none(context, pointer, &sink);
  return sink.sum;
}

int32_t features_coarse_sum(const CueContext *context, Pointer pointer, uint32_t item)
{
  Sink sink = {NULL, 0};
  Place place = place_of(context, pointer, item);
  add_coarse(context, &place, item, &sink);
  return sink.sum;
}

int32_t features_fine_sum(const CueContext *context, Pointer pointer, uint32_t item)
{
  Sink sink = {NULL, 0};
  Place place = place_of(context, pointer, item);
  add_fine(context, &place, item, &sink);
  return sink.sum;
}
