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
  return it->cue != CUE_NONE || it->word == text_fold_hash(":", 1);
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
  f->count = 0;
  feature_add(f, t++, 0, 0);
  feature_add(f, t++, w, 0);
  feature_add(f, t++, k, 0);
  feature_add(f, t++, w, p1);
  feature_add(f, t++, w, n1);
  feature_add(f, t++, w, pair(p1, n1));
  feature_add(f, t++, k, p1);
  feature_add(f, t++, k, n1);
  feature_add(f, t++, k, pair(p1, n1));
  feature_add(f, t++, k, pair(p1, p2));
  feature_add(f, t++, k, pair(n1, n2));
  feature_add(f, t++, k, pair(p1, pair(p2, p3)));
  feature_add(f, t++, k, pair(n1, pair(n2, n3)));
  feature_add(f, t++, w, p2);
  feature_add(f, t++, w, n2);
  feature_add(f, t++, word_at(units, unit, i, -1), 0);
  feature_add(f, t++, word_at(units, unit, i, 1), 0);
  feature_add(f, t++, word_at(units, unit, i, -2), 0);
  feature_add(f, t++, word_at(units, unit, i, 2), 0);
  feature_add(f, t++, w, word_at(units, unit, i, -1));
  feature_add(f, t++, w, word_at(units, unit, i, 1));
  feature_add(f, t++, k, sides);
  feature_add(f, t++, w, (left_quote != 0) * 2u + (right_quote != 0));
  feature_add(f, t++, sides, pair(p1, n1));
  feature_add(f, t++, w, it->flags);
  feature_add(f, t++, k, distance_class(i - unit->first));
  feature_add(f, t++, k, distance_class(unit->last - i));
  feature_add(f, t++, it->suffix, p1);
  feature_add(f, t++, it->suffix, n1);
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
  if (item->word == text_fold_hash(",", 1)) now |= before & BETWEEN_COMMA ? BETWEEN_COMMAS : BETWEEN_COMMA;
  if (item->closed == WORD_THAT) now |= BETWEEN_THAT;
  if (item->closed == WORD_AUXILIARY) now |= BETWEEN_VERB;
  if (item->closed == WORD_RELATIVE || item->closed == WORD_CONJUNCTION ||
      item->closed == WORD_SUBORDINATOR) {
    now |= BETWEEN_CLAUSE;
  }
  if (item->cue && item->cue != CUE_NOUN) now |= BETWEEN_CUE;
  return now;
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

void features_pointer(const CueContext *c, Pointer pointer, uint32_t i, Features *f)
{
  const Units *units = c->units;
  const Unit *unit = c->unit;
  const Item *cue = &units->items.items[c->cue];
  uint32_t t = T_POINTER + T_POINTER_STEP * (uint32_t)pointer, k = cue->cue ? cue->class : cue->word,
           w = cue->word;
  uint32_t cue_before = class_at(units, unit, c->cue, -1), cue_behind = class_at(units, unit, c->cue, 1);
  f->count = 0;
  if (i == ITEM_NONE) {
    t += 48;
    feature_add(f, t++, 0, 0);
    feature_add(f, t++, k, c->quotes);
    feature_add(f, t++, w, c->quotes);
    feature_add(f, t++, k, pair(cue_before, cue_behind));
    feature_add(f, t++, k, cue_before);
    feature_add(f, t++, k, cue_behind);
    feature_add(f, t++, k, (c->cue == unit->first) * 2u + (c->cue + 1 >= unit->last));
    feature_add(f, t++, k, c->before_first != ITEM_NONE);
    return;
  }
  bool right = i > c->cue;
  uint32_t far = right ? i - c->cue : c->cue - i, distance = distance_class(far) * 2 + right;
  uint32_t x = class_at(units, unit, i, 0), p = class_at(units, unit, i, -1), n = class_at(units, unit, i, 1);
  uint32_t between = c->between[i - c->low] * 2u + right;
  uint32_t side = right;
  feature_add(f, t++, distance, 0);
  feature_add(f, t++, distance, k);
  feature_add(f, t++, distance, w);
  feature_add(f, t++, side, x);
  feature_add(f, t++, side, p);
  feature_add(f, t++, side, n);
  feature_add(f, t++, side, pair(p, x));
  feature_add(f, t++, side, pair(x, n));
  feature_add(f, t++, side, pair(p, pair(x, n)));
  feature_add(f, t++, side, word_at(units, unit, i, 0));
  feature_add(f, t++, side, word_at(units, unit, i, -1));
  feature_add(f, t++, side, word_at(units, unit, i, 1));
  feature_add(f, t++, between, 0);
  feature_add(f, t++, between, k);
  feature_add(f, t++, between, x);
  feature_add(f, t++, between, p);
  feature_add(f, t++, between, n);
  feature_add(f, t++, between, pair(p, x));
  feature_add(f, t++, between, pair(x, n));
  feature_add(f, t++, pair(distance, cue_behind), cue_before);
  feature_add(f, t++, distance, cue_behind);
  feature_add(f, t++, distance, cue_before);
  feature_add(f, t++, pair(side, w), x);
  feature_add(f, t++, pair(side, w), p);
  feature_add(f, t++, pair(side, k), pair(p, x));
  feature_add(f, t++, pair(side, k), pair(x, n));
  feature_add(f, t++, pair(side, k), (i == unit->first) * 2u + (i + 1 >= unit->last));
  feature_add(f, t++, pair(side, c->quotes), x);
  feature_add(f, t++, pair(distance, c->quotes), k);
  feature_add(f, t++, side, pair(class_at(units, unit, i, -2), pair(p, x)));
  feature_add(f, t++, side, pair(x, pair(n, class_at(units, unit, i, 2))));
  if (i == c->before_first || i == c->before_last) feature_add(f, t, k, i == c->before_first);
  t++;
  if (c->source_first != ITEM_NONE) {
    uint32_t where = i + 1 == c->source_first ? 1
                     : i == c->source_last    ? 2
                     : i < c->source_first    ? 3
                     : i >= c->source_last    ? 4
                                              : 5;
    where = where * 4u + (c->source_first > c->cue) * 2u + right;
    feature_add(f, t, where, k);
    feature_add(f, t + 1, where, x);
    feature_add(f, t + 2, where, p);
    feature_add(f, t + 3, where, pair(n, k));
  }
  t += 4;
  if (c->start != ITEM_NONE) {
    uint32_t length = distance_class(i - c->start + 1) * 2 + right;
    feature_add(f, t, length, k);
    feature_add(f, t + 1, length, x);
    feature_add(f, t + 2, class_at(units, unit, c->start, 0), pair(x, n));
    feature_add(f, t + 3, class_at(units, unit, c->start, 0), length);
    feature_add(f, t + 4, pair(between, c->between[c->start - c->low]), n);
    feature_add(f, t + 5, i + 1 == c->cue || i == c->cue + 1, pair(class_at(units, unit, c->start, 0), side));
  }
}
