/* plain.c: a scraped text file becomes blocks, a line each; hard-wrapped prose is
** joined again. */
#include <string.h>

#include "read/document.h"

typedef struct Line {
  Slice text;
  uint32_t number;
  bool gap; /* an empty line before it */
} Line;

typedef struct Lines {
  VECTOR(Line) all;
} Lines;

static void split_lines(Arena *arena, Slice text, Lines *lines)
{
  uint32_t number = 1;
  bool gap = false;
  for (uint32_t from = 0; from < text.length; number++) {
    const char *end = memchr(text.bytes + from, '\n', text.length - from);
    uint32_t length = end ? (uint32_t)(end - text.bytes) - from : text.length - from;
    Slice line = slice_trim((Slice){text.bytes + from, length});
    from += length + 1;
    if (!line.length) {
      gap = true;
      continue;
    }
    Line *added = vector_push(arena, &lines->all);
    if (!added) return;
    *added = (Line){line, number, gap};
    gap = false;
  }
}

/* Lines [first, end) follow one another without an empty line.  Wrapped prose has
** lines of about one width that mostly end inside a sentence. */
static bool is_wrapped(const Lines *lines, uint32_t first, uint32_t end)
{
  uint32_t least = UINT32_MAX, most = 0, inside = 0;
  if (end - first < 3) return false;
  for (uint32_t i = first; i + 1 < end; i++) {
    Slice s = lines->all.items[i].text;
    if (s.length < least) least = s.length;
    if (s.length > most) most = s.length;
    inside += !strchr(".!?:\"", s.bytes[s.length - 1]);
  }
  return least >= 40 && most <= 100 && most - least <= 30 && inside * 10 >= (end - first - 1) * 7;
}

static void add_wrapped(Document *document, const Lines *lines, uint32_t first, uint32_t end)
{
  Buffer joined;
  buffer_init(&joined, document->arena->allocator);
  for (uint32_t i = first; i < end; i++) {
    if (i > first) buffer_append_byte(&joined, ' ');
    buffer_append(&joined, lines->all.items[i].text.bytes, lines->all.items[i].text.length);
  }
  if (joined.result != NEWS_OK) arena_fail(document->arena, joined.result, "out of memory");
  Slice text = {joined.bytes ? joined.bytes : "", (uint32_t)joined.length};
  Evidence *evidence = document_block(document, text, lines->all.items[first].number);
  if (evidence) evidence->gap = true;
  buffer_free(&joined);
}

void plain_read(Document *document, Slice text)
{
  Lines lines = {0};
  split_lines(document->arena, text, &lines);
  for (uint32_t first = 0, end; first < lines.all.count && arena_running(document->arena); first = end) {
    end = first + 1;
    while (end < lines.all.count && !lines.all.items[end].gap) end++;
    if (is_wrapped(&lines, first, end)) {
      add_wrapped(document, &lines, first, end);
      continue;
    }
    for (uint32_t i = first; i < end; i++) {
      Evidence *evidence = document_block(document, lines.all.items[i].text, lines.all.items[i].number);
      if (evidence) evidence->gap = lines.all.items[i].gap;
    }
  }
}
