/*
** quote.c: are two quotations the same statement?
**
** The shorter one's items (quote_words.h) are looked for in that stretch of the
** longer one that holds most of their weight.  The share found, how well the order
** agrees, how much evidence there is, and whether negations and numbers agree make
** the match.  Linear in the quotations but for the order: n log n.
*/
#include <string.h>

#include "compare/compare.h"
#include "compare/quote_words.h"

/* A stretch is this many items longer than twice the shorter quotation. */
#define STRETCH_ROOM 5
/* What matched words prove: one alone is not enough for 0.6, three are. */
#define EVIDENCE_BASE        0.2
#define EVIDENCE_PER_WEIGHT  0.3
#define EVIDENCE_OF_NEGATION 0.4 /* added per weight of words that both negate */

/* Items of equal meaning in the shorter quotation share a slot. */
typedef struct ItemSlot {
  uint32_t what;
  bool used;
  float weight;
  uint32_t wanted; /* how often the shorter one has it */
  uint32_t found;  /* how often the current stretch has it */
  uint32_t first;  /* its next unmatched occurrence in the shorter one, 1 + index */
} ItemSlot;

typedef struct Matcher {
  Arena *arena;
  const QuoteItems *shorter, *longer;
  ItemSlot *slots;
  uint32_t mask;
  uint32_t *next_same; /* per item of the shorter one: the next of the same meaning, 1 + index */
} Matcher;

static ItemSlot *slot_of(const Matcher *matcher, uint32_t what)
{
  uint32_t at = (what * 0x9E3779B1u >> 7) & matcher->mask;
  while (matcher->slots[at].used && matcher->slots[at].what != what) at = (at + 1) & matcher->mask;
  return &matcher->slots[at];
}

static bool fill_slots(Arena *arena, Matcher *matcher)
{
  uint32_t count = matcher->shorter->count, slots = 16;
  while (slots < 2 * count) slots *= 2;
  matcher->mask = slots - 1;
  matcher->slots = arena_alloc(arena, slots * sizeof *matcher->slots);
  matcher->next_same = arena_alloc(arena, (count + 1) * sizeof *matcher->next_same);
  if (!matcher->slots || !matcher->next_same) return false;
  for (uint32_t i = count; i-- > 0 && arena_every(arena, i);) {
    const QuoteItem *item = &matcher->shorter->items[i];
    ItemSlot *slot = slot_of(matcher, item->what);
    matcher->next_same[i] = slot->first;
    *slot = (ItemSlot){item->what, true, item->weight, slot->wanted + 1, 0, i + 1};
  }
  return true;
}

/* The first item of the stretch of `size` items that holds most of the wanted weight. */
static uint32_t best_stretch(const Matcher *matcher, uint32_t size)
{
  double weight = 0, best_weight = -1;
  uint32_t best = 0;
  for (uint32_t i = 0; i < matcher->longer->count && arena_every(matcher->arena, i); i++) {
    ItemSlot *entering = slot_of(matcher, matcher->longer->items[i].what);
    if (entering->used && entering->found++ < entering->wanted) weight += entering->weight;
    if (i >= size) {
      ItemSlot *leaving = slot_of(matcher, matcher->longer->items[i - size].what);
      if (leaving->used && leaving->found-- <= leaving->wanted) weight -= leaving->weight;
    }
    if (weight > best_weight + 1e-6) {
      best_weight = weight;
      best = i + 1 > size ? i + 1 - size : 0;
    }
  }
  return best;
}

typedef struct Alignment {
  uint32_t *positions; /* of the matched items in the shorter one, in the order of the longer one */
  uint32_t count;
  double weight;       /* matched */
  double negation;     /* matched with a negation in one of the two only */
  double agreeing;     /* matched with a negation in both */
  bool longer_negated; /* the stretch has a negation */
} Alignment;

static void align(const Matcher *matcher, uint32_t from, uint32_t to, Alignment *alignment)
{
  for (uint32_t i = from; i < to && arena_every(matcher->arena, i); i++) {
    const QuoteItem *item = &matcher->longer->items[i];
    ItemSlot *slot = slot_of(matcher, item->what);
    alignment->longer_negated |= item->negated == NEGATED;
    if (!slot->used || slot->first == 0) continue;
    const QuoteItem *same = &matcher->shorter->items[slot->first - 1];
    double weight = item->weight < same->weight ? item->weight : same->weight;
    alignment->positions[alignment->count++] = slot->first - 1;
    alignment->weight += weight;
    if (item->negated + NEGATED == same->negated || same->negated + NEGATED == item->negated)
      alignment->negation += weight;
    if (item->negated && same->negated) alignment->agreeing += weight;
    slot->first = matcher->next_same[slot->first - 1];
  }
}

/* Length of the longest increasing subsequence (patience sorting), in place. */
static uint32_t longest_increasing(Arena *arena, uint32_t *positions, uint32_t count)
{
  uint32_t length = 0;
  for (uint32_t i = 0; i < count && arena_every(arena, i); i++) {
    uint32_t position = positions[i], low = 0, high = length;
    while (low < high) {
      uint32_t middle = (low + high) / 2;
      if (positions[middle] < position)
        low = middle + 1;
      else
        high = middle;
    }
    positions[low] = position; /* low <= i: what was there has been read */
    if (low == length) length++;
  }
  return length;
}

static double evidence_factor(double weight)
{
  double factor = EVIDENCE_BASE + EVIDENCE_PER_WEIGHT * weight;
  return factor < 1 ? factor : 1;
}

/* A negation in one of the two only turns the statement round; in both, but at other
** words, it may be another order of the words. */
static double negation_factor(const QuoteItems *shorter, const Alignment *alignment)
{
  bool shorter_negated = false;
  for (uint32_t i = 0; i < shorter->count; i++) shorter_negated |= shorter->items[i].negated == NEGATED;
  double share = 2 * alignment->negation / alignment->weight;
  if (share > 1) share = 1;
  return 1 - (shorter_negated && alignment->longer_negated ? 0.2 : 0.65) * share;
}

/* Numbers in both and none in common: another statement. */
static double number_factor(const Matcher *matcher)
{
  const QuoteItems *shorter = matcher->shorter, *longer = matcher->longer;
  bool shorter_has = false, longer_has = false;
  for (uint32_t i = 0; i < shorter->count; i++) shorter_has |= shorter->items[i].kind == QUOTE_NUMBER;
  for (uint32_t i = 0; i < longer->count && arena_every(matcher->arena, i); i++) {
    if (longer->items[i].kind != QUOTE_NUMBER) continue;
    if (slot_of(matcher, longer->items[i].what)->used) return 1;
    longer_has = true;
  }
  return shorter_has && longer_has ? 0.6 : 1;
}

/* The same words in the same order, whatever their case and punctuation; false for no words. */
static bool same_words(const Text *a, const Text *b)
{
  uint32_t i = 0, j = 0, words = 0;
  for (;; words++) {
    while (i < a->token_count && a->tokens[i].kind > TOKEN_LINK) i++;
    while (j < b->token_count && b->tokens[j].kind > TOKEN_LINK) j++;
    if (i == a->token_count || j == b->token_count) break;
    if (a->tokens[i++].hash != b->tokens[j++].hash) return false;
  }
  return words > 0 && i == a->token_count && j == b->token_count;
}

double quote_match(Arena *arena, const Text *a, const Text *b)
{
  QuoteItems a_items, b_items;
  if (same_words(a, b)) return 1;
  if (!quote_items(arena, a, &a_items) || !quote_items(arena, b, &b_items)) return 0;
  if (a_items.count == 0 || b_items.count == 0) return 0;
  bool a_shorter =
      a_items.weight < b_items.weight || (a_items.weight == b_items.weight && a_items.count < b_items.count);
  Matcher matcher = {
      .arena = arena, .shorter = a_shorter ? &a_items : &b_items, .longer = a_shorter ? &b_items : &a_items};
  uint32_t size = 2 * matcher.shorter->count + STRETCH_ROOM;
  if (size > matcher.longer->count) size = matcher.longer->count;
  Alignment alignment = {.positions = arena_alloc(arena, (matcher.longer->count + 1) * sizeof(uint32_t))};
  if (!alignment.positions || !fill_slots(arena, &matcher)) return 0;
  uint32_t from = best_stretch(&matcher, size);
  align(&matcher, from, from + size, &alignment);
  if (alignment.count == 0) return 0;
  double order = (double)longest_increasing(arena, alignment.positions, alignment.count) / alignment.count;
  double share = alignment.weight / matcher.shorter->weight;
  double match = share * (0.8 + 0.2 * order) *
                 evidence_factor(alignment.weight + EVIDENCE_OF_NEGATION * alignment.agreeing) *
                 negation_factor(matcher.shorter, &alignment) * number_factor(&matcher);
  return match < 1 ? match : 1;
}
