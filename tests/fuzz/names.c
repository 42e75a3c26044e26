/* names.c: two names: keys are their own keys, matches the same in both directions, and a name with a
** key is the same as itself. */
#include "compare/compare.h"
#include "fuzz_pair.h"

/* The name's key in *key, the caller's to free. */
static void check_key(Arena *arena, Slice name, Buffer *key)
{
  Buffer twice;
  buffer_init(key, &allocator_libc);
  buffer_init(&twice, &allocator_libc);
  name_key(arena, name, key);
  name_key(arena, (Slice){key->bytes, (uint32_t)key->length}, &twice);
  PROMISE(key->length == twice.length && (key->length == 0 || !memcmp(key->bytes, twice.bytes, key->length)));
  buffer_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  Arena arena;
  Buffer keys[2];
  FuzzPair names = fuzz_pair(bytes, length);
  arena_init(&arena, &allocator_libc);
  check_key(&arena, names.a, &keys[0]);
  check_key(&arena, names.b, &keys[1]);
  promise_match(name_match(&arena, names.a, names.b), name_match(&arena, names.b, names.a));
  PROMISE(arena.result == NEWS_OK);
  buffer_free(&keys[0]);
  buffer_free(&keys[1]);
  arena_free(&arena);
  return 0;
}
