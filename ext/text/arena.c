/* arena.c: memory that one piece of work takes and gives back as a whole. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "news.h"

static void *libc_resize(void *context, void *old, size_t size)
{
  (void)context;
  return realloc(old, size);
}

static void libc_release(void *context, void *block)
{
  (void)context;
  free(block);
}

const Allocator allocator_libc = {libc_resize, libc_release, NULL};

enum {
  BLOCK_SIZE = 16 * 1024,
  ALIGNMENT = 16,
  LARGE = 256 * 1024, /* and more has a block of its own, which grows without leaving a dead copy */
  POLLS = 8,
  PIECE = 1 << 20
};

struct ArenaBlock {
  ArenaBlock *older;
  size_t size; /* bytes behind the header */
};

#define HEADER_SIZE ((sizeof(ArenaBlock) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

void arena_init(Arena *arena, const Allocator *allocator)
{
  *arena = (Arena){.allocator = allocator};
}

void arena_free(Arena *arena)
{
  for (ArenaBlock *block = arena->blocks, *older; block; block = older) {
    older = block->older;
    arena->allocator->release(arena->allocator->context, block);
  }
  arena->blocks = NULL;
  arena->next = arena->limit = NULL;
  arena->size = 0;
  arena->result = NEWS_OK;
  arena->message = NULL;
}

void arena_reset(Arena *arena)
{
  ArenaBlock *keep = arena->blocks;
  arena->result = NEWS_OK;
  arena->message = NULL;
  if (!keep) return;
  if (keep->size > 64 * (size_t)BLOCK_SIZE) { /* an unusually large one is not worth keeping */
    arena_free(arena);
    return;
  }
  arena->blocks = keep->older;
  Arena rest = *arena;
  arena_free(&rest);
  keep->older = NULL;
  arena->blocks = keep;
  arena->next = (char *)keep + HEADER_SIZE;
  arena->limit = arena->next + keep->size;
  arena->size = HEADER_SIZE + keep->size;
}

static size_t aligned(size_t size)
{
  return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* A block with `size` bytes in the place of `old`, or a new one (NULL); the caller links it. */
static ArenaBlock *resize_block(Arena *arena, ArenaBlock *old, size_t size)
{
  size_t before = old ? HEADER_SIZE + old->size : 0;
  ArenaBlock *block = arena->allocator->resize(arena->allocator->context, old, HEADER_SIZE + size);
  if (!block) {
    arena_fail(arena, NEWS_NOMEM, "out of memory");
    return NULL;
  }
  block->size = size;
  arena->size += HEADER_SIZE + size - before;
  return block;
}

/* A block with room for `need` bytes; blocks double, so that their number stays small. */
static bool arena_more(Arena *arena, size_t need)
{
  size_t size = arena->size < BLOCK_SIZE ? BLOCK_SIZE : arena->size;
  if (size > 4u << 20) size = 4u << 20;
  if (size < need) size = need;
  ArenaBlock *block = resize_block(arena, NULL, size);
  if (!block) return false;
  block->older = arena->blocks;
  arena->blocks = block;
  arena->next = (char *)block + HEADER_SIZE;
  arena->limit = arena->next + size;
  return true;
}

/* Hundreds of megabytes are cleared and copied in pieces between which the host is asked: their
** pages are made as they are touched, which takes longest.  False when it said stop. */
static bool fill(Arena *arena, char *to, const char *from, size_t size)
{
  for (size_t done = 0, n; done < size; done += n) {
    n = size - done < PIECE ? size - done : PIECE;
    if (from)
      memcpy(to + done, from + done, n);
    else
      memset(to + done, 0, n);
    if (n == PIECE && !arena_ask(arena)) return false;
  }
  return true;
}

/* A block of its own behind the newest, which goes on being filled. */
static void *alloc_large(Arena *arena, size_t need)
{
  ArenaBlock *block = resize_block(arena, NULL, need);
  if (!block) return NULL;
  block->older = arena->blocks->older;
  arena->blocks->older = block;
  char *memory = (char *)block + HEADER_SIZE;
  return fill(arena, memory, NULL, need) ? memory : NULL;
}

/* The link to the block that alloc_large made for this memory, or NULL. */
static ArenaBlock **find_large(Arena *arena, const void *memory)
{
  ArenaBlock **link = arena->blocks ? &arena->blocks->older : NULL;
  while (link && *link && (char *)*link + HEADER_SIZE != (const char *)memory) link = &(*link)->older;
  return link && *link ? link : NULL;
}

static void *grow_large(Arena *arena, ArenaBlock **link, size_t old_size, size_t new_size)
{
  size_t need = aligned(new_size);
  ArenaBlock *block = resize_block(arena, *link, need);
  if (!block) return NULL;
  *link = block;
  char *memory = (char *)block + HEADER_SIZE;
  return fill(arena, memory + old_size, NULL, need - old_size) ? memory : NULL;
}

void *arena_alloc(Arena *arena, size_t size)
{
  if (arena->result != NEWS_OK) return NULL;
  size_t need = size > SIZE_MAX - ALIGNMENT ? SIZE_MAX : aligned(size);
  if (need > SIZE_MAX / 2) {
    arena_fail(arena, NEWS_NOMEM, "out of memory");
    return NULL;
  }
  if (need >= LARGE && arena->next) return alloc_large(arena, need);
  if ((size_t)(arena->limit - arena->next) < need || !arena->next) {
    if (!arena_more(arena, need)) return NULL;
  }
  void *memory = arena->next;
  arena->next += need;
  return fill(arena, memory, NULL, need) ? memory : NULL;
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size)
{
  if (arena->result != NEWS_OK) return NULL;
  size_t taken = aligned(old_size);
  if (old && (char *)old + taken == arena->next && new_size <= SIZE_MAX / 4) {
    size_t need = aligned(new_size);
    if ((size_t)(arena->limit - (char *)old) >= need) {
      arena->next = (char *)old + need;
      return fill(arena, (char *)old + old_size, NULL, need - old_size) ? old : NULL;
    }
  }
  ArenaBlock **large = old && taken >= LARGE ? find_large(arena, old) : NULL;
  if (large && (*large)->size == taken && new_size > old_size && new_size <= SIZE_MAX / 4)
    return grow_large(arena, large, old_size, new_size);
  void *grown = arena_alloc(arena, new_size);
  if (!grown || !old) return grown;
  return fill(arena, grown, old, old_size) ? grown : NULL;
}

Slice arena_copy(Arena *arena, Slice s)
{
  if (!s.bytes) return SLICE_NONE;
  char *copy = arena_alloc(arena, (size_t)s.length + 1);
  if (!copy) return SLICE_NONE;
  if (s.length) memcpy(copy, s.bytes, s.length);
  return (Slice){copy, s.length};
}

Slice arena_format(Arena *arena, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length < 0) return SLICE_NONE;
  char *text = arena_alloc(arena, (size_t)length + 1);
  if (!text) return SLICE_NONE;
  va_start(arguments, format);
  vsnprintf(text, (size_t)length + 1, format, arguments);
  va_end(arguments);
  return (Slice){text, (uint32_t)length};
}

NewsResult arena_fail(Arena *arena, NewsResult result, const char *format, ...)
{
  if (arena->result != NEWS_OK) return arena->result;
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  /* Without memory there is no message; the result alone must do. */
  char *message = length < 0 || result == NEWS_NOMEM ? NULL : arena_alloc(arena, (size_t)length + 1);
  if (message) {
    va_start(arguments, format);
    vsnprintf(message, (size_t)length + 1, format, arguments);
    va_end(arguments);
  }
  arena->result = result;
  arena->message = message;
  return result;
}

bool arena_ask(Arena *arena)
{
  if (arena->result == NEWS_OK && arena->interrupted && arena->interrupted(arena->interrupt_context)) {
    arena->result = NEWS_INTERRUPTED;
  }
  return arena->result == NEWS_OK;
}

bool arena_running(Arena *arena)
{
  /* Asking the host is a call and a look at a clock: once in POLLS calls. */
  if (++arena->polls % POLLS == 0) return arena_ask(arena);
  return arena->result == NEWS_OK;
}

bool vector_reserve(Arena *arena, void **items, uint32_t *capacity, size_t item_size)
{
  if (*capacity > UINT32_MAX / 2) {
    arena_fail(arena, NEWS_TOO_BIG, "too many items");
    return false;
  }
  uint32_t more = *capacity * item_size >= LARGE ? *capacity + *capacity / 4 : *capacity ? 2 * *capacity : 8;
  void *grown = arena_grow(arena, *items, *capacity * item_size, more * item_size);
  if (!grown) return false;
  *items = grown;
  *capacity = more;
  return true;
}
