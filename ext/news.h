/*
** news.h: the vocabulary that all stages share.  Read this file first.
**
** Bytes become an article (read), an article's text becomes tokens and
** sentences (text), tokens become entities, dates, numbers and quotes, texts
** and names are compared, an Analysis keeps the layers of one text together,
** and only then does SQLite see rows.  A folder includes the folders before it
** in this order, never one behind it:
**
**   text  read  entity  date  number  quote  compare  analysis  sqlite
**
** Positions inside the library are BYTES into the text, half open.  Only
** ext/sqlite turns them into characters.  Nothing here reads a clock, a locale
** or the environment, and nothing changes a global.
*/
#ifndef NEWS_H
#define NEWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a function that can fail returns.  Results are sticky: they live in an
** Arena or a Buffer, the first failure stays, and every later call on the same
** object is a harmless no-op.  So code is written as if nothing failed, and
** the result is looked at once, at the end. */
typedef enum NewsResult {
  NEWS_OK = 0,
  NEWS_NOMEM,       /* an allocation failed */
  NEWS_TOO_BIG,     /* a text of 2 GiB or more */
  NEWS_INTERRUPTED, /* the host asked us to stop */
  NEWS_IO,          /* a file could not be read; the Arena has the message */
  NEWS_INVALID      /* an argument or a file is not what it should be */
} NewsResult;

/* A half-open range of bytes in a text.  {0,0} stands for "none". */
typedef struct Span {
  uint32_t start, end;
} Span;

/* Bytes that somebody else owns, not NUL-terminated.  bytes == NULL stands for
** "the text does not say" (NULL in SQL), which is not the empty string. */
typedef struct Slice {
  const char *bytes;
  uint32_t length;
} Slice;

#define SLICE_NONE       ((Slice){NULL, 0})
#define SLICE_LITERAL(s) ((Slice){(s), (uint32_t)sizeof(s) - 1})

Slice slice_of(const char *zero_terminated); /* NULL gives SLICE_NONE */
bool slice_equal(Slice a, Slice b);          /* byte for byte; NONE equals NONE */
bool slice_is(Slice a, const char *zero_terminated);
int slice_compare(Slice a, Slice b); /* bytewise, as memcmp; a prefix is less */
Slice slice_trim(Slice a);           /* without ASCII white space at both ends */

/* Where memory comes from.  The glue passes SQLite's allocator, the tools and
** tests the C library's.  resize(context, NULL, n) allocates; it returns NULL
** when there is no memory, and the old block stays valid then. */
typedef struct Allocator {
  void *(*resize)(void *context, void *old, size_t size);
  void (*release)(void *context, void *block);
  void *context;
} Allocator;

extern const Allocator allocator_libc;

/*
** An Arena owns everything that one piece of work allocates and frees it in
** one call.  It also carries the sticky result and its message.
*/
typedef struct ArenaBlock ArenaBlock;
typedef struct Arena {
  const Allocator *allocator;
  ArenaBlock *blocks; /* newest first */
  char *next, *limit; /* the free part of the newest block */
  size_t size;        /* bytes taken from the allocator */
  NewsResult result;
  char *message;                      /* in the arena; NULL without one */
  bool (*interrupted)(void *context); /* may be NULL; asked by long loops */
  void *interrupt_context;
  uint32_t polls; /* calls of arena_running */
} Arena;

void arena_init(Arena *arena, const Allocator *allocator);
void arena_free(Arena *arena);  /* all memory goes; the arena can be used again */
void arena_reset(Arena *arena); /* forgets all contents and the result, keeps one block */

/* Zeroed memory, aligned for any type, valid until the arena is freed; NULL
** (and a NEWS_NOMEM result) when there is none.  size 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t size);
/* A larger copy of old; the added part is zeroed.  In place where old was the
** last allocation. */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size);
/* Copies, NUL-terminated for convenience.  SLICE_NONE stays SLICE_NONE. */
Slice arena_copy(Arena *arena, Slice s);
Slice arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Records the first failure; later ones are ignored.  Always returns the
** arena's result. */
NewsResult arena_fail(Arena *arena, NewsResult result, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* True while nothing failed and the host did not interrupt.  Long loops ask it
** every few hundred steps; the host itself is asked once in 8 calls. */
bool arena_running(Arena *arena);
/* The same in the condition of a loop over tokens, rows ...: looks at every 1,024th step. */
static inline bool arena_every(Arena *arena, size_t step)
{
  return (step & 0x3FF) != 0x3FF || arena_running(arena);
}
/* For work in few and large pieces, a megabyte or so each: asks the host at once. */
bool arena_ask(Arena *arena);

/* A stable sort that asks the host; linear where the items are few runs in order.  Takes as much memory
** again from the arena.  Where the arena fails the items are in no order. */
void arena_sort(Arena *arena, void *items, size_t count, size_t size,
                int (*compare)(const void *, const void *));

/*
** A growing array in an arena:  VECTOR(Token) tokens = {0};
** vector_push(arena, &tokens) is a pointer to a new zeroed item, or NULL when
** out of memory.  Pointers to items do not survive the next push.
*/
#define VECTOR(T)                                                                                            \
  struct {                                                                                                   \
    T *items;                                                                                                \
    uint32_t count;                                                                                          \
    uint32_t capacity;                                                                                       \
  }
#define vector_push(arena, v)                                                                                \
  (((v)->count < (v)->capacity ||                                                                            \
    vector_reserve((arena), (void **)&(v)->items, &(v)->capacity, sizeof *(v)->items))                       \
       ? &(v)->items[(v)->count++]                                                                           \
       : NULL)
bool vector_reserve(Arena *arena, void **items, uint32_t *capacity, size_t item_size);

/*
** A Buffer is a growing run of bytes of its own (not in an arena), with its own
** sticky result.  bytes is NUL-terminated once something was appended.
*/
typedef struct Buffer {
  const Allocator *allocator;
  char *bytes;
  size_t length, capacity;
  NewsResult result;
} Buffer;

void buffer_init(Buffer *buffer, const Allocator *allocator);
void buffer_free(Buffer *buffer);
void buffer_clear(Buffer *buffer); /* empty, keeps its memory and its result */
void buffer_append(Buffer *buffer, const char *bytes, size_t length);
void buffer_append_text(Buffer *buffer, const char *zero_terminated);
void buffer_append_byte(Buffer *buffer, char byte);
void buffer_reserve(Buffer *buffer, size_t more); /* room for `more` further bytes */

#endif
