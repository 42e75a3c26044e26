/* assembly.c: every stretch finds its attribution. */
#include "quote/assembly.h"

static const Item *item_of(const Assembly *a, uint32_t item)
{
  return &a->units->items.items[item];
}

static bool is_stretch(const Assembly *a, uint32_t item)
{
  return item_of(a, item)->stretch != STRETCH_NONE;
}

/* Items that are only marks say nothing: trailing full stops, dashes; nor does
** "that" before a comma: said that, "Q". */
static bool is_only_marks(const Assembly *a, uint32_t first, uint32_t last)
{
  for (uint32_t i = first; i < last; i++) {
    bool that = item_of(a, i)->closed == WORD_THAT && i + 1 < last && item_of(a, i + 1)->flags & ITEM_MARK;
    if (!(item_of(a, i)->flags & ITEM_MARK) && !that) return false;
  }
  return true;
}

static bool has_source(const Attribution *t)
{
  return t->source_last > t->source_first;
}

static float weight_of(const Attribution *t)
{
  return t->cue_probability * (0.2f + t->content_probability) * (has_source(t) ? 1 : 0.6f);
}

static void bind(Assembly *a, uint32_t stretch, uint32_t attribution, Bond bond)
{
  StretchBond *b = &a->bonds[stretch];
  if (b->attribution != ATTRIBUTION_NONE) {
    const Attribution *old = &a->attributions->all.items[b->attribution];
    if (weight_of(old) >= weight_of(&a->attributions->all.items[attribution])) return;
  }
  b->attribution = attribution;
  b->bond = bond;
}

bool assembly_is_stretch(const Assembly *a, const Attribution *t)
{
  for (uint32_t i = t->content_first; i < t->content_last; i++) {
    if (is_stretch(a, i))
      return is_only_marks(a, t->content_first, i) && is_only_marks(a, i + 1, t->content_last);
  }
  return is_only_marks(a, t->content_first, t->content_last);
}

/* Stretches inside what the attribution reports. */
static void bind_content(Assembly *a, uint32_t attribution)
{
  const Attribution *t = &a->attributions->all.items[attribution];
  bool whole = assembly_is_stretch(a, t);
  for (uint32_t i = t->content_first; i < t->content_last; i++) {
    if (is_stretch(a, i)) bind(a, item_of(a, i)->stretch, attribution, whole ? BOND_WHOLE : BOND_INSIDE);
  }
}

/* "Q," he said, "Q": the stretch behind the reporting clause. */
static void bind_other_part(Assembly *a, uint32_t attribution)
{
  const Attribution *t = &a->attributions->all.items[attribution];
  const Unit *unit = &a->units->all.items[t->unit];
  if (t->content_last <= t->content_first || t->content_first > t->cue) return;
  uint32_t behind = t->cue_last > t->source_last ? t->cue_last : t->source_last;
  for (uint32_t i = behind; i < unit->last && i < behind + 12; i++) {
    if (is_stretch(a, i)) {
      StretchBond *b = &a->bonds[item_of(a, i)->stretch];
      if (b->attribution == ATTRIBUTION_NONE) {
        b->attribution = attribution;
        b->bond = BOND_PART;
      }
      return;
    }
    if (item_of(a, i)->cue && item_of(a, i)->cue != CUE_NOUN) return;
  }
}

/* Stretches in the words for the speaker are names. */
static void bind_source(Assembly *a, uint32_t attribution)
{
  const Attribution *t = &a->attributions->all.items[attribution];
  for (uint32_t i = t->source_first; i < t->source_last; i++) {
    if (!is_stretch(a, i)) continue;
    StretchBond *b = &a->bonds[item_of(a, i)->stretch];
    bool bound = b->attribution != ATTRIBUTION_NONE;
    if (bound &&
        weight_of(&a->attributions->all.items[b->attribution]) > t->cue_probability * t->source_probability)
      continue;
    b->bond = BOND_NAMED;
  }
}

/* The so-called "shadow fleet", a report entitled "Q". */
static void bind_named(Assembly *a, uint32_t stretch)
{
  StretchBond *b = &a->bonds[stretch];
  if (b->item > a->units->all.items[b->unit].first && item_of(a, b->item - 1)->closed == WORD_NAMING)
    b->bond = BOND_NAMED;
}

static uint32_t bond_of_unit(const Assembly *a, uint32_t unit, bool last)
{
  const Unit *u = &a->units->all.items[unit];
  for (uint32_t k = 0; k < u->last - u->first; k++) {
    uint32_t i = last ? u->last - 1 - k : u->first + k;
    if (is_stretch(a, i) && a->bonds[item_of(a, i)->stretch].attribution != ATTRIBUTION_NONE) {
      return a->bonds[item_of(a, i)->stretch].attribution;
    }
    if (k > 64) break;
  }
  return ATTRIBUTION_NONE;
}

/* A unit that is nothing but one stretch (with marks around). */
static uint32_t lone_stretch(const Assembly *a, uint32_t unit)
{
  const Unit *u = &a->units->all.items[unit];
  for (uint32_t i = u->first; i < u->last; i++) {
    if (is_stretch(a, i)) {
      return is_only_marks(a, i + 1, u->last) ? item_of(a, i)->stretch : STRETCH_NONE;
    }
    if (!(item_of(a, i)->flags & ITEM_MARK)) return STRETCH_NONE;
  }
  return STRETCH_NONE;
}

/* The stretch behind a colon, in the next unit. */
static void bind_lead(Assembly *a, uint32_t attribution)
{
  const Attribution *t = &a->attributions->all.items[attribution];
  if (t->unit + 1 >= a->units->all.count) return;
  const Unit *unit = &a->units->all.items[t->unit], *next = unit + 1;
  if (next->first == next->last || item_of(a, unit->last - 1)->mark != ':') return;
  const Item *first = item_of(a, next->first);
  if (first->stretch == STRETCH_NONE || !has_source(t)) return;
  StretchBond *b = &a->bonds[first->stretch];
  if (b->attribution != ATTRIBUTION_NONE && b->bond != BOND_LEAD) return;
  b->attribution = attribution; /* the last one in the unit wins */
  b->bond = BOND_LEAD;
}

/* Its attribution stands in the next sentence of the paragraph: "Q." "Q," she said.  And so it is
** where that sentence begins with marks, whoever spoke in the paragraph before. */
static uint32_t attribution_behind(const Assembly *a, uint32_t unit, bool *begins)
{
  const Unit *units = a->units->all.items;
  if (unit + 1 >= a->units->all.count || units[unit + 1].paragraph != units[unit].paragraph)
    return ATTRIBUTION_NONE;
  *begins = units[unit + 1].first < units[unit + 1].last && is_stretch(a, units[unit + 1].first);
  return bond_of_unit(a, unit + 1, false);
}

/* A stretch alone goes on with the last speech, `apart` paragraphs before, or is explained behind. */
static void bind_lone(Assembly *a, uint32_t unit, uint32_t before, uint32_t apart)
{
  uint32_t stretch = lone_stretch(a, unit);
  if (stretch == STRETCH_NONE || a->bonds[stretch].attribution != ATTRIBUTION_NONE) return;
  StretchBond *b = &a->bonds[stretch];
  bool begins = false, near = before != ATTRIBUTION_NONE && apart <= 1;
  uint32_t behind = near && !apart ? ATTRIBUTION_NONE : attribution_behind(a, unit, &begins);
  if (near && !(begins && behind != ATTRIBUTION_NONE)) {
    b->attribution = before;
    b->bond = BOND_CONTINUED;
  } else if (behind != ATTRIBUTION_NONE) {
    b->attribution = behind;
    b->bond = BOND_FOLLOWS;
  }
}

static void bind_lone_stretches(Arena *arena, Assembly *a)
{
  uint32_t last = ATTRIBUTION_NONE, paragraph = 0;
  for (uint32_t u = 0; u < a->units->all.count && arena_running(arena); u++) {
    uint32_t here = a->units->all.items[u].paragraph;
    bind_lone(a, u, last, here - paragraph);
    uint32_t bond = bond_of_unit(a, u, true);
    if (bond != ATTRIBUTION_NONE) {
      last = bond;
      paragraph = here;
    }
  }
}

/* The attribution nearest to an item in its unit, with a source. */
static void bind_near(Assembly *a, uint32_t from, uint32_t *next)
{
  const Attributions *t = a->attributions;
  StretchBond *b = &a->bonds[from];
  while (*next < t->all.count && t->all.items[*next].unit < b->unit) ++*next;
  uint32_t best = ATTRIBUTION_NONE, best_distance = UINT32_MAX;
  for (uint32_t k = *next; k < t->all.count && t->all.items[k].unit == b->unit && k < *next + 16; k++) {
    uint32_t cue = t->all.items[k].cue, distance = cue > b->item ? cue - b->item : b->item - cue;
    if (has_source(&t->all.items[k]) && distance < best_distance) {
      best = k;
      best_distance = distance;
    }
  }
  b->attribution = best;
  if (best != ATTRIBUTION_NONE) b->bond = BOND_NEAR;
}

void assembly_features(const Assembly *a, uint32_t stretch, Features *f)
{
  enum { T_STRETCH = 1024, OUTSIDE = 0x3C6EF372 };
  const StretchBond *b = &a->bonds[stretch];
  const Item *it = item_of(a, b->item);
  const Unit *unit = &a->units->all.items[b->unit];
  const Stretch *s = &a->stretches->all.items[stretch];
  const Attribution *t =
      b->attribution == ATTRIBUTION_NONE ? NULL : &a->attributions->all.items[b->attribution];
  uint32_t p = b->item > unit->first ? item_of(a, b->item - 1)->class : OUTSIDE;
  uint32_t p2 = b->item > unit->first + 1 ? item_of(a, b->item - 2)->class : OUTSIDE;
  uint32_t pw = b->item > unit->first ? item_of(a, b->item - 1)->word : OUTSIDE;
  uint32_t n = b->item + 1 < unit->last ? item_of(a, b->item + 1)->class : OUTSIDE;
  uint32_t n2 = b->item + 2 < unit->last ? item_of(a, b->item + 2)->class : OUTSIDE;
  uint32_t length = s->last - s->first > 20 ? 20 : s->last - s->first;
  uint32_t bond = b->bond * 8u;
  if (t) bond += 1 + (uint32_t)(weight_of(t) * 5);
  uint32_t cue = t ? item_of(a, t->cue)->class : 0, capitals = 0, small = 0;
  for (uint32_t i = s->first; i < s->last && i < s->first + 12; i++) {
    const Token *token = &a->text->tokens[i];
    if (token->flags & TOKEN_CAPITAL)
      capitals++;
    else if (token->kind == TOKEN_WORD && token->end - token->start > 3)
      small++;
  }
  uint32_t title = (capitals > 3 ? 3 : capitals) * 4 + (small > 3 ? 3 : small), k = T_STRETCH, *end = f->rows;
  feature_add(&end, k++, 0, 0);
  feature_add(&end, k++, it->class, s->single);
  feature_add(&end, k++, it->word, 0);
  feature_add(&end, k++, length, it->class);
  feature_add(&end, k++, bond, it->class);
  feature_add(&end, k++, bond, length);
  feature_add(&end, k++, bond, p);
  feature_add(&end, k++, bond, title);
  feature_add(&end, k++, title, it->class);
  feature_add(&end, k++, title, length);
  feature_add(&end, k++, title, p);
  feature_add(&end, k++, p, 0);
  feature_add(&end, k++, n, 0);
  feature_add(&end, k++, pw, 0);
  feature_add(&end, k++, p, n);
  feature_add(&end, k++, p, p2);
  feature_add(&end, k++, n, n2);
  feature_add(&end, k++, p, it->word);
  feature_add(&end, k++, n, it->word);
  feature_add(&end, k++, bond, cue);
  feature_add(&end, k++, a->text->tokens[s->first].hash, 0);
  feature_add(&end, k++, a->text->tokens[s->last - 1].hash, 0);
  feature_add(&end, k++, s->single * 4u + s->inner * 2u + (s->close == TOKEN_NONE), bond);
  f->count = (uint32_t)(end - f->rows);
}

bool assembly_make(Arena *arena, const Text *text, const Stretches *stretches, const Units *units,
                   const Attributions *attributions, Assembly *a)
{
  *a = (Assembly){text, stretches, units, attributions, NULL};
  a->bonds = arena_alloc(arena, (stretches->all.count + 1) * sizeof *a->bonds);
  if (!a->bonds) return false;
  for (uint32_t s = 0; s < stretches->all.count; s++) {
    a->bonds[s] = (StretchBond){ITEM_NONE, ITEM_NONE, ATTRIBUTION_NONE, BOND_NONE, 0};
  }
  for (uint32_t u = 0; u < units->all.count && arena_running(arena); u++) {
    for (uint32_t i = units->all.items[u].first; i < units->all.items[u].last; i++) {
      if (!is_stretch(a, i)) continue;
      a->bonds[item_of(a, i)->stretch].unit = u;
      a->bonds[item_of(a, i)->stretch].item = i;
    }
  }
  for (uint32_t t = 0; t < attributions->all.count && arena_every(arena, t); t++) bind_content(a, t);
  for (uint32_t t = 0; t < attributions->all.count && arena_every(arena, t); t++) bind_other_part(a, t);
  for (uint32_t t = 0; t < attributions->all.count && arena_every(arena, t); t++) bind_lead(a, t);
  bind_lone_stretches(arena, a);
  for (uint32_t t = 0; t < attributions->all.count && arena_every(arena, t); t++) bind_source(a, t);
  uint32_t next = 0;
  Features features;
  for (uint32_t s = 0; s < stretches->all.count && arena_every(arena, s); s++) {
    StretchBond *b = &a->bonds[s];
    if (b->item == ITEM_NONE) continue;
    bind_named(a, s);
    if (b->attribution == ATTRIBUTION_NONE && b->bond != BOND_NAMED) bind_near(a, s, &next);
    assembly_features(a, s, &features);
    b->speech = model_probability(model_score(&features));
  }
  return arena->result == NEWS_OK;
}
