/* highlight.c: a text as HTML with its entities, dates and quotes marked. */
#include "analysis/analysis.h"

void html_escape(Slice text, Buffer *out)
{
  uint32_t from = 0;
  for (uint32_t i = 0; i < text.length; i++) {
    const char *entity = NULL;
    switch (text.bytes[i]) {
    case '&': entity = "&amp;"; break;
    case '<': entity = "&lt;"; break;
    case '>': entity = "&gt;"; break;
    case '"': entity = "&quot;"; break;
    case '\'': entity = "&#39;"; break;
    default: continue;
    }
    buffer_append(out, text.bytes + from, i - from);
    buffer_append_text(out, entity);
    from = i + 1;
  }
  buffer_append(out, text.bytes + from, text.length - from);
}

typedef struct Sweep {
  const Text *text;
  const Mentions *mentions;
  const Dates *dates;
  const Quotes *quotes;
  uint32_t mention, date, quote; /* the next one that can begin */
  VECTOR(uint32_t) open_quotes;  /* by nesting; indexes into quotes */
} Sweep;

/* The elements that are open around a piece of text. */
enum { OPEN_QUOTE = 1, OPEN_MENTION = 2, OPEN_DATE = 4 };

/* A bit a byte of the text and one behind it: set where a piece begins or ends. */
typedef struct Positions {
  uint64_t *bits;
  uint32_t length; /* of the text */
} Positions;

static void add_span(Positions *positions, uint32_t start, uint32_t end)
{
  positions->bits[start / 64] |= (uint64_t)1 << start % 64;
  positions->bits[end / 64] |= (uint64_t)1 << end % 64;
}

/* The first position from `at` on; behind the text where there is none. */
static uint32_t next_position(const Positions *positions, uint32_t at)
{
  while (at <= positions->length) {
    uint64_t rest = positions->bits[at / 64] >> at % 64;
    if (rest) return at + (uint32_t)__builtin_ctzll(rest);
    at = (at / 64 + 1) * 64;
  }
  return positions->length + 1;
}

/* Everywhere a mark or a paragraph begins or ends; false without memory. */
static bool collect(Arena *arena, const Sweep *s, Positions *positions)
{
  positions->length = s->text->length;
  positions->bits = arena_alloc(arena, ((size_t)s->text->length / 64 + 1) * sizeof *positions->bits);
  if (!positions->bits) return false;
  for (uint32_t i = 0; i < s->text->paragraph_count && arena_every(arena, i); i++)
    add_span(positions, s->text->paragraphs[i].start, s->text->paragraphs[i].end);
  for (uint32_t i = 0; i < s->mentions->all.count && arena_every(arena, i); i++)
    add_span(positions, s->mentions->all.items[i].start, s->mentions->all.items[i].end);
  for (uint32_t i = 0; i < s->dates->all.count && arena_every(arena, i); i++)
    add_span(positions, s->dates->all.items[i].start, s->dates->all.items[i].end);
  for (uint32_t i = 0; i < s->quotes->all.count && arena_every(arena, i); i++)
    add_span(positions, s->quotes->all.items[i].start, s->quotes->all.items[i].end);
  return arena->result == NEWS_OK;
}

static void attribute(Buffer *out, const char *name, Slice value)
{
  if (!value.bytes) return;
  buffer_append_byte(out, ' ');
  buffer_append_text(out, name);
  buffer_append_text(out, "=\"");
  html_escape(value, out);
  buffer_append_byte(out, '"');
}

/* Opens one element a layer around the piece that begins at `at`; returns
** which.  Every piece is closed before the next, so the HTML is well formed
** however the layers overlap. */
static uint32_t open_marks(Arena *arena, Sweep *s, uint32_t at, Buffer *out)
{
  uint32_t opened = 0;
  while (s->quote < s->quotes->all.count && s->quotes->all.items[s->quote].start <= at) {
    uint32_t *slot = vector_push(arena, &s->open_quotes);
    if (!slot) return opened;
    *slot = s->quote++;
  }
  while (s->open_quotes.count &&
         s->quotes->all.items[s->open_quotes.items[s->open_quotes.count - 1]].end <= at) {
    s->open_quotes.count--;
  }
  if (s->open_quotes.count) {
    const Quote *q = &s->quotes->all.items[s->open_quotes.items[s->open_quotes.count - 1]];
    buffer_append_text(out, "<span class=\"quote ");
    buffer_append_text(out, quote_kind_name(q->kind));
    buffer_append_byte(out, '"');
    attribute(out, "title", q->speaker);
    buffer_append_byte(out, '>');
    opened |= OPEN_QUOTE;
  }
  while (s->mention < s->mentions->all.count && s->mentions->all.items[s->mention].end <= at) s->mention++;
  if (s->mention < s->mentions->all.count && s->mentions->all.items[s->mention].start <= at) {
    const Mention *m = &s->mentions->all.items[s->mention];
    buffer_append_text(out, "<b class=\"");
    buffer_append_text(out, entity_type_name(m->type));
    buffer_append_byte(out, '"');
    attribute(out, "title", m->name);
    buffer_append_byte(out, '>');
    opened |= OPEN_MENTION;
  }
  while (s->date < s->dates->all.count && s->dates->all.items[s->date].end <= at) s->date++;
  if (s->date < s->dates->all.count && s->dates->all.items[s->date].start <= at) {
    const DateMention *d = &s->dates->all.items[s->date];
    buffer_append_text(out, "<time");
    attribute(out, "title", d->value);
    buffer_append_byte(out, '>');
    opened |= OPEN_DATE;
  }
  return opened;
}

static void close_marks(uint32_t opened, Buffer *out)
{
  if (opened & OPEN_DATE) buffer_append_text(out, "</time>");
  if (opened & OPEN_MENTION) buffer_append_text(out, "</b>");
  if (opened & OPEN_QUOTE) buffer_append_text(out, "</span>");
}

static void write_pieces(Arena *arena, Sweep *s, const Positions *positions, Buffer *out)
{
  for (uint32_t p = 0; p < s->text->paragraph_count && arena_running(arena); p++) {
    const Paragraph *paragraph = &s->text->paragraphs[p];
    buffer_append_text(out, "<p>");
    for (uint32_t at = paragraph->start, next; at < paragraph->end && arena_running(arena); at = next) {
      next = next_position(positions, at + 1);
      uint32_t opened = open_marks(arena, s, at, out);
      html_escape((Slice){s->text->bytes + at, next - at}, out);
      close_marks(opened, out);
    }
    buffer_append_text(out, "</p>\n");
  }
}

NewsResult analysis_highlight(Analysis *analysis, Day anchor, Buffer *out)
{
  NewsResult result = NEWS_OK;
  Sweep s = {.quotes = analysis_quotes(analysis, &result)};
  if (!s.quotes) return result;
  s.text = analysis_text(analysis, &result);
  s.mentions = analysis_mentions(analysis, &result);
  s.dates = analysis_dates(analysis, anchor, &result);
  if (!s.dates) return result;
  Arena arena;
  analysis_arena(analysis, &arena);
  Positions positions = {0};
  if (collect(&arena, &s, &positions)) write_pieces(&arena, &s, &positions, out);
  result = arena.result != NEWS_OK ? arena.result : out->result;
  arena_free(&arena);
  analysis_dates_release(analysis, s.dates);
  return result;
}
