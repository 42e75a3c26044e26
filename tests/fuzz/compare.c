/* compare.c: two texts, parted by a NUL: keys are their own keys, matches are between 0 and 1,
** the same in both directions and 1 with oneself, and a diff's rows give both texts back. */
#include <string.h>

#include "compare/compare.h"
#include "fuzz.h"

static void check_key(Arena *arena, Slice name)
{
  Buffer once, twice;
  buffer_init(&once, &allocator_libc);
  buffer_init(&twice, &allocator_libc);
  name_key(arena, name, &once);
  name_key(arena, (Slice){once.bytes, once.length}, &twice);
  PROMISE(once.length == twice.length && (once.length == 0 || !memcmp(once.bytes, twice.bytes, once.length)));
  buffer_free(&once);
  buffer_free(&twice);
}

static void check_match(double match, double reverse)
{
  PROMISE(match >= 0 && match <= 1);
  PROMISE(match == reverse);
}

/* Both texts in order, every token once. */
static void check_diff(const Text *a, const Text *b, const Diff *diff)
{
  uint32_t from_a = 0, from_b = 0;
  for (uint32_t i = 0; i < diff->rows.count; i++) {
    const DiffRow *row = &diff->rows.items[i];
    PROMISE(row->a.start <= row->a.end && row->a.end <= a->length);
    PROMISE(row->b.start <= row->b.end && row->b.end <= b->length);
    if (row->op != DIFF_INSERT) {
      PROMISE(row->a.start >= from_a);
      from_a = row->a.end;
    }
    if (row->op != DIFF_DELETE) {
      PROMISE(row->b.start >= from_b);
      from_b = row->b.end;
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  Arena arena;
  Diff diff = {0};
  arena_init(&arena, &allocator_libc);
  const uint8_t *part = length ? memchr(bytes, 0, length) : NULL;
  size_t split = part ? (size_t)(part - bytes) : length, rest = part ? length - split - 1 : 0;
  Slice a = {(const char *)bytes, (uint32_t)split};
  Slice b = {part ? (const char *)part + 1 : "", (uint32_t)rest};
  check_key(&arena, a);
  check_match(name_match(&arena, a, b), name_match(&arena, b, a));
  const Text *first = text_make(&arena, a.bytes, a.length), *second = text_make(&arena, b.bytes, b.length);
  PROMISE(first && second);
  check_match(quote_match(&arena, first, second), quote_match(&arena, second, first));
  check_match(text_match(&arena, first, second), text_match(&arena, second, first));
  unsigned char hash[2][MINHASH_BYTES];
  minhash_make(first, hash[0]);
  minhash_make(second, hash[1]);
  check_match(minhash_match(hash[0], hash[1]), minhash_match(hash[1], hash[0]));
  PROMISE(diff_texts(&arena, first, second, &diff) == NEWS_OK);
  check_diff(first, second, &diff);
  arena_free(&arena);
  return 0;
}
