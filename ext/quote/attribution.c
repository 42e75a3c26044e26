/* attribution.c: the models' decisions, best first. */
#include "quote/attribution.h"

#include <math.h>

/* Below this probability a word is no cue. */
#define CUE_THRESHOLD 0.45f

/* "what he called X" reports X. */
static bool is_placeholder(const CueContext *context, uint32_t item)
{
  const Item *it = &context->units->items.items[item];
  return it->closed == WORD_RELATIVE && item + 1 == context->source_first &&
         context->source_first < context->cue;
}

/* Items whose coarse sum is this far below the best are not looked at again.  On a quarter of PolNeAR's
** training articles, with weights of one run, 38 kept 99.98 % of each pointer's choices; this is wider. */
enum { COARSE_MARGIN = 56 };

/* Fills the coarse sums of the items that may be chosen, by item - low; returns the best. */
static int32_t look_coarsely(const CueContext *context, Pointer pointer, uint32_t low, uint32_t high,
                             int32_t *sums)
{
  bool may_be_cue = pointer == POINT_CUE_START || pointer == POINT_CUE_END;
  int32_t most = INT32_MIN;
  for (uint32_t i = low; i < high; i++) {
    sums[i - low] = INT32_MIN;
    if (i == context->cue && !may_be_cue) continue;
    if (pointer == POINT_CONTENT_START && is_placeholder(context, i)) continue;
    sums[i - low] = features_coarse_sum(context, pointer, i);
    if (sums[i - low] > most) most = sums[i - low];
  }
  return most;
}

/* The most probable choice of a pointer; *probability of it among all. */
static uint32_t choose(const CueContext *context, Pointer pointer, float *probability)
{
  int32_t sums[2 * REACH];
  uint32_t low, high, best = ITEM_NONE;
  float best_score = -1e30f, sum = 0;
  features_range(context, pointer, &low, &high);
  int32_t most = look_coarsely(context, pointer, low, high, sums);
  if (pointer == POINT_SOURCE_START || pointer == POINT_CONTENT_START) {
    best_score = (float)features_none_sum(context, pointer) * MODEL_SCALE;
    sum = 1;
  }
  for (uint32_t i = low; i < high; i++) {
    if (sums[i - low] == INT32_MIN || sums[i - low] < most - COARSE_MARGIN) continue;
    float score = (float)(sums[i - low] + features_fine_sum(context, pointer, i)) * MODEL_SCALE;
    if (score > best_score) {
      sum = sum * expf(best_score - score) + 1;
      best_score = score;
      best = i;
    } else {
      sum += expf(score - best_score);
    }
  }
  *probability = sum > 0 ? 1 / sum : 0;
  return best;
}

/* Start and end of source or content; false where there is none. */
static bool choose_span(CueContext *context, Pointer start, uint32_t *first, uint32_t *last,
                        float *probability)
{
  float end_probability;
  context->start = ITEM_NONE;
  *first = *last = context->cue;
  uint32_t from = choose(context, start, probability);
  if (from == ITEM_NONE) return false;
  context->start = from;
  uint32_t to = choose(context, (Pointer)(start + 1), &end_probability);
  context->start = ITEM_NONE;
  *probability *= end_probability;
  if (to == ITEM_NONE) return false;
  *first = from;
  *last = to + 1;
  return true;
}

static void attribute(const Units *units, uint32_t unit, uint32_t cue, const Attribution *before,
                      Attribution *a)
{
  CueContext context;
  float unused;
  features_context(units, &units->all.items[unit], cue, &context);
  if (before && before->unit == unit && before->source_last > before->source_first) {
    context.before_first = before->source_first;
    context.before_last = before->source_last - 1;
  }
  a->unit = unit;
  a->cue = cue;
  if (choose_span(&context, POINT_SOURCE_START, &a->source_first, &a->source_last, &a->source_probability)) {
    context.source_first = a->source_first;
    context.source_last = a->source_last;
  }
  choose_span(&context, POINT_CONTENT_START, &a->content_first, &a->content_last, &a->content_probability);
  a->cue_first = choose(&context, POINT_CUE_START, &unused);
  a->cue_last = choose(&context, POINT_CUE_END, &unused) + 1;
}

/* Annotators take half of the claims with an owner for reports. */
#define CUE_OF_CLAIM 0.65f

/* Cues below the threshold are believed where a unit with a stretch has no other. */
#define CUE_LAST_RESORT 0.08f

/* A word for speaking, or a colon right before words in marks. */
static bool is_speech_cue(const Units *units, const Unit *unit, uint32_t index)
{
  const Item *item = &units->items.items[index];
  if (item->mark == ':') return index + 1 < unit->last && item[1].stretch != STRETCH_NONE;
  return item->cue == CUE_SAY || item->cue == CUE_TELL || item->cue == CUE_ANSWER ||
         item->cue == CUE_ANNOUNCE || item->cue == CUE_ASK || item->cue == CUE_ACCORDING;
}

/* "Smith's claim that": whose it is and what it is. */
static bool is_possessed_claim(const Units *units, const Unit *unit, uint32_t index)
{
  const Item *item = &units->items.items[index];
  if (!(item->frames & FRAME_NOMINAL) || index == unit->first || index + 1 >= unit->last) return false;
  return item[-1].flags & ITEM_POSSESSIVE && item[1].closed == WORD_THAT;
}

static bool has_stretch(const Units *units, const Unit *unit)
{
  for (uint32_t i = unit->first; i < unit->last; i++) {
    if (units->items.items[i].stretch != STRETCH_NONE) return true;
  }
  return false;
}

/* "Smith wrote:" or "From Smith:" before a paragraph that begins with a mark. */
static bool is_lead_in(const Units *units, uint32_t unit)
{
  if (unit + 1 >= units->all.count) return false;
  const Unit *u = &units->all.items[unit], *next = u + 1;
  if (u->last == u->first || next->last == next->first) return false;
  return units->items.items[u->last - 1].mark == ':' &&
         units->items.items[next->first].stretch != STRETCH_NONE;
}

static void add(Arena *arena, const Units *units, uint32_t unit, uint32_t cue, float probability,
                Attributions *out)
{
  Attribution *a = vector_push(arena, &out->all);
  if (!a) return;
  a->cue_probability = probability;
  attribute(units, unit, cue, out->all.count > 1 ? a - 1 : NULL, a);
}

/* "He added that ..., according to Interfax": Interfax is where he said it, not
** who.  The attribution loses its source and content to the one inside it. */
static void settle_medium(const Units *units, Attributions *attributions, uint32_t index)
{
  enum { NEAR = 8 };
  Attribution *outer = &attributions->all.items[index];
  if (units->items.items[outer->cue].cue != CUE_ACCORDING || outer->source_first == outer->source_last)
    return;
  uint32_t low = index > NEAR ? index - NEAR : 0;
  for (uint32_t k = low; k < attributions->all.count && k <= index + NEAR; k++) {
    Attribution *inner = &attributions->all.items[k];
    const Item *cue = &units->items.items[inner->cue];
    if (inner->unit != outer->unit || k == index || inner->source_first == inner->source_last) continue;
    if (inner->cue < outer->content_first || inner->cue >= outer->content_last) continue;
    if ((cue->cue != CUE_SAY && cue->cue != CUE_TELL) || inner->cue_probability < CUE_THRESHOLD) continue;
    if (inner->content_first < outer->cue_first && inner->content_last > outer->cue_first) {
      inner->content_last = outer->cue_first;
    }
    inner->medium_first = outer->source_first;
    inner->medium_last = outer->source_last;
    outer->source_last = outer->source_first;
    outer->content_last = outer->content_first;
    outer->cue_probability = 0;
    return;
  }
}

void attributions_find(Arena *arena, const Units *units, Attributions *attributions)
{
  Features features;
  for (uint32_t u = 0; u < units->all.count && arena_running(arena); u++) {
    const Unit *unit = &units->all.items[u];
    uint32_t before = attributions->all.count, likely = ITEM_NONE;
    float most = CUE_LAST_RESORT;
    for (uint32_t i = unit->first; i < unit->last && arena_every(arena, i); i++) {
      if (!features_may_be_cue(units, i)) continue;
      features_cue(units, unit, i, &features);
      float probability = model_probability(model_score(&features));
      if (probability < CUE_OF_CLAIM && is_possessed_claim(units, unit, i)) probability = CUE_OF_CLAIM;
      if (probability >= CUE_THRESHOLD) {
        add(arena, units, u, i, probability, attributions);
      } else if (probability > most && is_speech_cue(units, unit, i)) {
        likely = i;
        most = probability;
      }
    }
    if (attributions->all.count > before) continue;
    if (is_lead_in(units, u) && likely == ITEM_NONE) {
      likely = unit->last - 1;
    } else if (likely != ITEM_NONE && !is_lead_in(units, u) && !has_stretch(units, unit)) {
      continue;
    }
    if (likely != ITEM_NONE) add(arena, units, u, likely, most, attributions);
  }
  if (arena->result != NEWS_OK) return;
  for (uint32_t i = 0; i < attributions->all.count && arena_every(arena, i); i++)
    settle_medium(units, attributions, i);
}
