/* document.c: blocks and candidates, cleaned as they come in. */
#include "read/document.h"

#include <string.h>

#include "text/text.h"

void document_init(Document *document, Arena *arena, const char *format)
{
  *document = (Document){.arena = arena, .format = format};
  Element *root = vector_push(arena, &document->elements);
  (void)root; /* zeroed: its own parent, without contexts */
}

Slice clean_blanks(Arena *arena, Slice text)
{
  char *out = arena_alloc(arena, (size_t)text.length + 1);
  if (!out) return SLICE_NONE;
  uint32_t n = 0;
  bool blank = false;
  for (uint32_t at = 0; at < text.length;) {
    uint32_t from = at;
    unsigned char byte = (unsigned char)text.bytes[at];
    bool space;
    if (byte < 0x80) {
      at++;
      space = byte <= ' ';
    } else {
      uint32_t c = utf8_next(text.bytes, text.length, &at);
      /* A no-break space is a blank; zero width marks go. */
      if (c == 0x200B || c == 0xFEFF || c == 0x200E || c == 0x200F || c == 0xAD) continue;
      space = char_class(c) == CHAR_SPACE;
    }
    if (space) {
      blank = n > 0;
      continue;
    }
    if (blank) out[n++] = ' ';
    blank = false;
    memcpy(out + n, text.bytes + from, at - from);
    n += at - from;
  }
  return (Slice){out, n};
}

/* The bytes of a list sign at the start ("• ", "- ", "* ", "– "), or 0. */
static uint32_t list_sign(Slice text)
{
  static const char *const signs[] = {"•", "·", "●", "▪", "■", "◦", "‣", "►",
                                      "▶", "➤", "»", "*", "-", "–", "—"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    uint32_t n = (uint32_t)strlen(signs[i]);
    if (text.length > n && memcmp(text.bytes, signs[i], n) == 0 && text.bytes[n] == ' ') return n + 1;
  }
  return 0;
}

/* Bytes of words in capitals in front of two blanks, where a dash was lost; or 0. */
static uint32_t lost_dash(Slice raw)
{
  uint32_t at = 0;
  while (at < raw.length && at < 40 &&
         ((raw.bytes[at] >= 'A' && raw.bytes[at] <= 'Z') ||
          (raw.bytes[at] == ' ' && at && raw.bytes[at - 1] != ' ')))
    at++;
  bool two = at >= 5 && at < raw.length && raw.bytes[at - 1] == ' ' && raw.bytes[at] == ' ';
  return two ? at - 1 : 0;
}

Evidence *document_block(Document *document, Slice text, uint32_t line)
{
  Slice clean = clean_blanks(document->arena, text);
  uint32_t sign = clean.bytes ? list_sign(clean) : 0;
  clean.bytes += sign;
  clean.length -= sign;
  if (!clean.bytes || clean.length == 0) return NULL;
  Block *block = vector_push(document->arena, &document->blocks);
  Evidence *evidence = block ? vector_push(document->arena, &document->evidence) : NULL;
  if (!evidence) return NULL;
  block->text = clean;
  block->line = line;
  block->kind = BLOCK_PARAGRAPH;
  evidence->bullet = evidence->item = sign > 0;
  evidence->dateline = lost_dash(slice_trim(text));
  return evidence;
}

void document_candidate(Document *document, Field field, Source source, double weight, Slice value)
{
  if (!value.bytes || document->stated[field] >= CANDIDATES_MOST) return;
  Slice clean = field != FIELD_BODY       ? clean_blanks(document->arena, value)
                : source == SOURCE_RECORD ? value
                                          : arena_copy(document->arena, value);
  if (!clean.bytes || clean.length == 0) return;
  Candidate *candidate = vector_push(document->arena, &document->candidates);
  if (!candidate) return;
  *candidate = (Candidate){field, source, (float)weight, clean};
  document->stated[field]++;
}

void document_body_text(Document *document, Slice text, uint32_t line)
{
  bool gap = false;
  for (uint32_t from = 0; from < text.length && document->arena->result == NEWS_OK;) {
    const char *end = memchr(text.bytes + from, '\n', text.length - from);
    uint32_t length = end ? (uint32_t)(end - text.bytes) - from : text.length - from;
    Evidence *evidence = document_block(document, (Slice){text.bytes + from, length}, line);
    if (evidence) evidence->gap = gap;
    gap = evidence == NULL;
    from += length + 1;
    if (line) line++;
  }
}

const char *block_kind_name(BlockKind kind)
{
  static const char *const names[] = {"headline", "paragraph", "item",  "heading",    "caption",
                                      "credit",   "byline",    "date",  "navigation", "form",
                                      "teaser",   "promotion", "repeat"};
  return names[kind];
}

Measure text_measure(Slice text)
{
  Measure m = {0};
  bool in_word = false, capital = false, last_stop = false;
  for (uint32_t at = 0; at < text.length;) {
    uint32_t c = utf8_next(text.bytes, text.length, &at);
    CharClass kind = char_class(c);
    bool letter = kind == CHAR_UPPER || kind == CHAR_LOWER || kind == CHAR_LETTER;
    if (letter || kind == CHAR_DIGIT) {
      if (!in_word) {
        m.words++;
        capital = kind == CHAR_UPPER;
        m.capital_words += capital;
      }
      in_word = true;
      m.letters += letter;
      m.capitals += kind == CHAR_UPPER;
      m.digits += kind == CHAR_DIGIT;
      last_stop = false;
    } else {
      bool stop = c == '.' || c == '!' || c == '?' || c == 0x2026;
      if (stop && in_word) m.stops++;
      if (c == ',') m.commas++;
      if (stop)
        last_stop = true;
      else if (kind != CHAR_QUOTE && kind != CHAR_SPACE && c != ')')
        last_stop = false;
      if (kind != CHAR_QUOTE && kind != CHAR_MARK) in_word = false;
    }
  }
  m.ends_sentence = last_stop;
  return m;
}

void document_finish(Document *document, Article *article)
{
  article->format = document->format;
  if (document->error.bytes) {
    article->error = document->error;
    return;
  }
  classify_blocks(document);
  if (classify_is_page(document)) record_instead(document);
  field_choose(document, article);
  body_make(document, article);
  article->blocks.items = document->blocks.items;
  article->blocks.count = article->blocks.capacity = document->blocks.count;
}
