/*
** quote_keys.c: keys by which quotations that may be one statement are found.
**
** A key is a pair of neighbouring items (quote_words.h), in either order, so that
** a translation, which exchanges some words, and a cut, which drops some, keep most of
** them, while few other quotations have any.  In a short quotation any two items make a
** pair, and in a very short one each item is a key, too.  Of many keys the smallest are
** taken: two long quotations that share most keys also share most of these (Broder 1997).
*/
#include "compare/compare.h"
#include "compare/quote_words.h"
#include "compare/shingle.h"

#define SHORT_ITEMS   5 /* so few that all pairs count */
#define FEWEST_ITEMS  3 /* so few that each alone counts */
#define LEAST_KEYS    8 /* where there are so many; more in a long one, one for every three items */
#define ITEMS_PER_KEY 3

static uint64_t pair_key(uint64_t seed, uint32_t a, uint32_t b)
{
  uint64_t least = a < b ? a : b, most = a < b ? b : a;
  return shingle_mix(seed ^ shingle_mix(least << 32 | most)) >> (64 - 8 * QUOTE_KEY_BYTES);
}

static uint32_t most_keys(uint32_t items)
{
  uint32_t most = items <= SHORT_ITEMS ? QUOTE_KEYS : items / ITEMS_PER_KEY + 1;
  return most < LEAST_KEYS ? LEAST_KEYS : most > QUOTE_KEYS ? QUOTE_KEYS : most;
}

/* Puts the key into its place among the `most` smallest, of which there are `count`; the new count. */
static uint32_t insert_key(uint64_t *keys, uint32_t count, uint32_t most, uint64_t key)
{
  uint32_t at = count;
  while (at > 0 && keys[at - 1] > key) at--;
  if (at == most || (at > 0 && keys[at - 1] == key)) return count;
  if (count < most) count++;
  for (uint32_t i = count - 1; i > at; i--) keys[i] = keys[i - 1];
  keys[at] = key;
  return count;
}

uint32_t quote_keys(Arena *arena, const Text *text, Slice speaker, uint64_t keys[QUOTE_KEYS])
{
  QuoteItems items;
  uint32_t count = 0;
  uint64_t seed = shingle_mix(speaker.length);
  if (!quote_items(arena, text, &items)) return 0;
  for (uint32_t i = 0; i < speaker.length; i++) seed = shingle_mix(seed ^ (unsigned char)speaker.bytes[i]);
  uint32_t reach = items.count <= SHORT_ITEMS ? SHORT_ITEMS : 1, most = most_keys(items.count);
  for (uint32_t i = 0; i < items.count; i++) {
    if (items.count <= FEWEST_ITEMS)
      count = insert_key(keys, count, most, pair_key(seed, items.items[i].what, 0));
    for (uint32_t back = 1; back <= reach && back <= i; back++) {
      count = insert_key(keys, count, most, pair_key(seed, items.items[i - back].what, items.items[i].what));
    }
  }
  return count;
}
