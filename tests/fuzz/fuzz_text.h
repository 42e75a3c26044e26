/*
** fuzz_text.h: what the targets over a text share: its tokens, and spans that lie in it.
*/
#ifndef NEWS_FUZZ_TEXT_H
#define NEWS_FUZZ_TEXT_H

#include "fuzz.h"
#include "text/text.h"

/* The input as a text, in an arena of its own. */
typedef struct FuzzText {
  Arena arena;
  Text *text;
} FuzzText;

static inline const Text *fuzz_text_begin(FuzzText *fuzz, const uint8_t *bytes, size_t length)
{
  arena_init(&fuzz->arena, &allocator_libc);
  fuzz->text = text_make(&fuzz->arena, (const char *)bytes, length);
  PROMISE(fuzz->text && fuzz->text->length <= length); /* a text ends at its first NUL */
  return fuzz->text;
}

static inline void fuzz_text_end(FuzzText *fuzz)
{
  PROMISE(fuzz->arena.result == NEWS_OK);
  arena_free(&fuzz->arena);
}

/* The next span of a row: not empty, in the text, not before *behind, which becomes its end where
** rows lie apart, and its start where they may overlap. */
static inline void promise_span(const Text *text, uint32_t start, uint32_t end, uint32_t *behind, bool apart)
{
  PROMISE(start >= *behind && start < end && end <= text->length);
  *behind = apart ? end : start;
}

/* A span that may be absent. */
static inline void promise_inside(const Text *text, Span span)
{
  PROMISE(span.start <= span.end && span.end <= text->length);
}

#endif
