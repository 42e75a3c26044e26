/* attribution.c: the models' decisions, best first. */
#include "quote/attribution.h"

#include <math.h>

/* Below this probability a word is no cue. */
#define CUE_THRESHOLD 0.4f

/* The most probable choice of a pointer; *probability of it among all. */
static uint32_t choose(const CueContext *context, Pointer pointer, float *probability)
{
  Features features;
  uint32_t low, high, best = ITEM_NONE;
  float best_score = -1e30f, sum = 0;
  features_range(context, pointer, &low, &high);
  bool may_be_none = pointer == POINT_SOURCE_START || pointer == POINT_CONTENT_START;
  bool may_be_cue = pointer == POINT_CUE_START || pointer == POINT_CUE_END;
  if (may_be_none) {
    features_pointer(context, pointer, ITEM_NONE, &features);
    best_score = model_score(&features);
    sum = 1;
  }
  for (uint32_t i = low; i < high; i++) {
    if (i == context->cue && !may_be_cue) continue;
    features_pointer(context, pointer, i, &features);
    float score = model_score(&features);
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
static bool choose_span(CueContext *context, Pointer start, uint32_t *first, uint32_t *last, float *probability)
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

static void attribute(const Units *units, uint32_t unit, uint32_t cue, const Attribution *before, Attribution *a)
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

void attributions_find(Arena *arena, const Units *units, Attributions *attributions)
{
  Features features;
  for (uint32_t u = 0; u < units->all.count && arena_running(arena); u++) {
    const Unit *unit = &units->all.items[u];
    for (uint32_t i = unit->first; i < unit->last; i++) {
      if (!features_may_be_cue(units, i)) continue;
      features_cue(units, unit, i, &features);
      float probability = model_probability(model_score(&features));
      if (probability < CUE_THRESHOLD) continue;
      Attribution *a = vector_push(arena, &attributions->all);
      if (!a) return;
      a->cue_probability = probability;
      attribute(units, u, i, attributions->all.count > 1 ? a - 1 : NULL, a);
    }
  }
}
