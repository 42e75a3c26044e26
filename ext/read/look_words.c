/* look_words.c: whether a block speaks of what the story speaks of. */
#include <string.h>

#include "read/look.h"
#include "text/text.h"

enum {
  SLOTS_MOST = 1 << 16
}; /* a language has fewer longer words in use: beyond three quarters none is added */
enum { LETTERS_LEAST = 5, WORDS_LEAST = 3 };
enum { STORY_LEAST = 80 }; /* longer words of the other blocks of the story: fewer tell nothing */

/* Hashes of the story's longer words and in how many of its blocks each stands. */
typedef struct Words {
  uint32_t *hashes; /* 0: free */
  uint32_t *blocks, *last;
  uint32_t mask;
} Words;

/* The next longer word from *at: its hash, or 0 at the end. */
static uint32_t next_word(Slice s, uint32_t *at)
{
  while (*at < s.length) {
    uint32_t from = *at;
    while (*at < s.length && (((s.bytes[*at] | 32) >= 'a' && (s.bytes[*at] | 32) <= 'z') ||
                              (unsigned char)s.bytes[*at] >= 0xC3))
      ++*at;
    if (*at - from >= LETTERS_LEAST) return text_fold_hash(s.bytes + from, *at - from) | 1;
    if (*at == from) ++*at;
  }
  return 0;
}

static uint32_t slot_of(const Words *words, uint32_t hash)
{
  uint32_t slot = hash * 0x9E3779B1u & words->mask;
  while (words->hashes[slot] && words->hashes[slot] != hash) slot = (slot + 1) & words->mask;
  return slot;
}

static bool is_story(const Document *d, const Look *look)
{
  return look->prose && (classify_is_page(d) ? look->on[FEATURE_SAME_PARENT] || look->on[FEATURE_LIKE_PARENT]
                                             : look->on[FEATURE_PROSE_RUN]);
}

void look_words(Document *d, Look *looks)
{
  Words words = {.mask = 1023};
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++)
    bytes += is_story(d, &looks[i]) ? d->blocks.items[i].text.length : 0;
  while (words.mask < bytes / 3 && words.mask < SLOTS_MOST - 1) words.mask = words.mask * 2 + 1;
  words.hashes = arena_alloc(d->arena, ((size_t)words.mask + 1) * sizeof *words.hashes);
  words.blocks = arena_alloc(d->arena, ((size_t)words.mask + 1) * sizeof *words.blocks);
  words.last = arena_alloc(d->arena, ((size_t)words.mask + 1) * sizeof *words.last);
  if (!words.hashes || !words.blocks || !words.last) return;
  uint32_t story = 0, distinct = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!is_story(d, &looks[i])) continue;
    uint32_t hash;
    for (uint32_t at = 0; (hash = next_word(d->blocks.items[i].text, &at)) != 0;) {
      uint32_t slot = slot_of(&words, hash);
      if (!words.hashes[slot]) {
        if (distinct * 4 > words.mask * 3) continue;
        distinct++;
      }
      words.hashes[slot] = hash;
      story++;
      if (words.last[slot] == i + 1) continue;
      words.last[slot] = i + 1;
      words.blocks[slot]++;
    }
  }
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    uint32_t hash, all = 0, known = 0, own = is_story(d, &looks[i]);
    for (uint32_t at = 0; (hash = next_word(d->blocks.items[i].text, &at)) != 0; all++)
      known += words.blocks[slot_of(&words, hash)] > own;
    if (all < WORDS_LEAST || story < STORY_LEAST + (own ? all : 0)) continue;
    looks[i].cohesion = (float)known / (float)all;
    looks[i].on[known * 8 < all       ? FEATURE_NEW_WORDS
                : known * 3 < all     ? FEATURE_SOME_WORDS
                : known * 5 < all * 3 ? FEATURE_MANY_WORDS
                                      : FEATURE_SAME_WORDS] = true;
  }
}
