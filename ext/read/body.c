/* body.c: the kept blocks in reading order, lost paragraph breaks restored. */
#include <string.h>

#include "read/document.h"
#include "text/text.h"

static bool is_upper(char c)
{
  return c >= 'A' && c <= 'Z';
}
static bool is_lower(char c)
{
  return c >= 'a' && c <= 'z';
}

/* The bytes of a dash with the blanks around it at s[at], or 0. */
static uint32_t dash_at(Slice s, uint32_t at)
{
  uint32_t from = at;
  while (at < s.length && s.bytes[at] == ' ') at++;
  uint32_t n = 0;
  if (at + 3 <= s.length &&
      (memcmp(s.bytes + at, "\xE2\x80\x94", 3) == 0 || memcmp(s.bytes + at, "\xE2\x80\x93", 3) == 0))
    n = 3;
  else if (at + 2 <= s.length && memcmp(s.bytes + at, "--", 2) == 0)
    n = 2;
  else if (at + 1 < s.length && (s.bytes[at] == '-' || s.bytes[at] == '_') && s.bytes[at + 1] == ' ')
    n = 1;
  if (!n) return 0;
  at += n;
  while (at < s.length && s.bytes[at] == ' ') at++;
  return at - from;
}

/*
** The place of a dateline: "MOSCOW —", "New Delhi, Sept 29-", "KYIV, Ukraine (AP) —",
** or capitals before the two blanks of a lost dash.  Capitalised words only; in mixed
** case the text behind must begin with a capital, so that "Trump — who" is none.
*/
static Slice dateline_of(const Block *block, const Evidence *evidence)
{
  Slice s = block->text;
  uint32_t at = 0, place = 0, words = 0, capitals = 0;
  if (evidence->dateline) return (Slice){s.bytes, evidence->dateline};
  while (at < s.length && words < 6 && at < 70) {
    uint32_t start = at;
    while (at < s.length && s.bytes[at] != ' ' && s.bytes[at] != ',' && (unsigned char)s.bytes[at] != 0xE2 &&
           s.bytes[at] != '-')
      at++;
    bool small =
        at - start == 2 && (memcmp(s.bytes + start, "of", 2) == 0 || memcmp(s.bytes + start, "al", 2) == 0 ||
                            memcmp(s.bytes + start, "de", 2) == 0);
    if (at == start || (!is_upper(s.bytes[start]) && (unsigned char)s.bytes[start] < 0xC3 && !small))
      return SLICE_NONE;
    words++;
    place = at;
    capitals += at - start > 2 && is_upper(s.bytes[start + 1]) && is_upper(s.bytes[at - 1]);
    uint32_t dash = dash_at(s, at);
    if (dash) {
      bool rest =
          at + dash < s.length && (is_upper(s.bytes[at + dash]) ||
                                   (unsigned char)s.bytes[at + dash] >= 0xC3 || s.bytes[at + dash] == '"');
      return (capitals || (rest && words <= 3)) && rest ? (Slice){s.bytes, place} : SLICE_NONE;
    }
    if (at < s.length && s.bytes[at] == ',') { /* a country, a date or an agency follows, then the dash */
      uint32_t limit = at + 40 < s.length ? at + 40 : s.length;
      for (uint32_t i = at + 1; i < limit; i++) {
        dash = dash_at(s, i);
        if (dash && i + dash < s.length) {
          Stamp stamp;
          uint32_t behind, digits = 0;
          for (uint32_t j = at; j < i; j++) digits += s.bytes[j] >= '0' && s.bytes[j] <= '9';
          bool dated = digits > 0 || stamp_find((Slice){s.bytes + at, i - at}, &stamp, &behind);
          return dated || capitals || is_upper(s.bytes[at + 2])
                     ? (Slice){s.bytes, dated || capitals ? place : i}
                     : SLICE_NONE;
        }
        if (s.bytes[i] == '.' && i > at + 6) return SLICE_NONE;
        if (s.bytes[i] == ' ' && i + 1 < limit && is_lower(s.bytes[i + 1])) return SLICE_NONE;
      }
      return SLICE_NONE;
    }
    if (at < s.length && s.bytes[at] == ' ') at++;
    if (at < s.length && s.bytes[at] == '(') { /* "WASHINGTON (AP) —" */
      const char *close = memchr(s.bytes + at, ')', s.length - at < 30 ? s.length - at : 30);
      return close && dash_at(s, (uint32_t)(close - s.bytes) + 1) ? (Slice){s.bytes, place} : SLICE_NONE;
    }
  }
  return SLICE_NONE;
}

/* ---- order ------------------------------------------------------------------------------ */

/* Some archives store an article's blocks last first.  The dateline opens an article:
** where the last block has one and the first two have none, the order is turned. */
static void restore_order(Document *d, uint32_t *kept, uint32_t count)
{
  if (count < 3) return;
  Slice first = dateline_of(&d->blocks.items[kept[0]], &d->evidence.items[kept[0]]);
  Slice second = dateline_of(&d->blocks.items[kept[1]], &d->evidence.items[kept[1]]);
  const Evidence *e = &d->evidence.items[kept[count - 1]];
  Slice last = dateline_of(&d->blocks.items[kept[count - 1]], e);
  bool capitals = last.bytes && last.length > 3 && is_upper(last.bytes[1]) && is_upper(last.bytes[2]);
  if (first.bytes || second.bytes || !capitals) return;
  for (uint32_t i = 0, j = count - 1; i < j; i++, j--) {
    uint32_t swap = kept[i];
    kept[i] = kept[j];
    kept[j] = swap;
  }
  for (uint32_t i = 0; i < count; i++) d->blocks.items[kept[i]].reading_no = i + 1;
}

/* ---- glued paragraphs ---------------------------------------------------------------------- */

/* The bytes of a double quotation mark at s[at], or 0. */
static uint32_t mark_at(Slice s, uint32_t at, char *kind)
{
  if (at < s.length && s.bytes[at] == '"') {
    *kind = '"';
    return 1;
  }
  if (at + 3 <= s.length && memcmp(s.bytes + at, "\xE2\x80\x9C", 3) == 0) {
    *kind = 'L';
    return 3;
  }
  if (at + 3 <= s.length && memcmp(s.bytes + at, "\xE2\x80\x9D", 3) == 0) {
    *kind = 'R';
    return 3;
  }
  return 0;
}

/* Where a paragraph ends without a blank: a full stop behind a word, perhaps a closing
** mark, and at once a capital or an opening mark.  Returns the byte at which the
** next paragraph begins, or 0.  open: a straight mark is open here. */
static uint32_t lost_break(Slice s, uint32_t stop, bool open)
{
  uint32_t at = stop + 1;
  char kind;
  if (stop < 2 || !(is_lower(s.bytes[stop - 1]) || strchr(")%\"'", s.bytes[stop - 1]) ||
                    (s.bytes[stop - 1] >= '0' && s.bytes[stop - 1] <= '9') || s.bytes[stop - 1] == '.'))
    return 0;
  while (at < s.length && s.bytes[at] == '.') at++;
  uint32_t mark = mark_at(s, at, &kind);
  if (mark && (kind == 'R' || (kind == '"' && open))) {
    at += mark; /* the closing mark belongs to this paragraph */
    mark = mark_at(s, at, &kind);
  }
  if (at >= s.length) return 0;
  uint32_t letter = at + mark;
  if (letter + 1 >= s.length || !is_upper(s.bytes[letter])) return 0;
  if (!mark && at == stop + 1 && !is_lower(s.bytes[letter + 1]) && s.bytes[letter + 1] != ' ')
    return 0; /* U.S.A */
  return at;
}

static size_t write_blank_line(char *to)
{
  if (to) to[0] = to[1] = '\n';
  return 2;
}

/* Writes a block's paragraphs to `to`, or only counts where that is NULL; returns the bytes. */
static size_t write_paragraphs(Slice s, char *to)
{
  size_t length = 0;
  uint32_t from = 0;
  bool open = false;
  for (uint32_t at = 0; at <= s.length; at++) {
    bool end = at == s.length;
    if (!end && s.bytes[at] == '"') open = !open;
    if (!end && s.bytes[at] != '.' && s.bytes[at] != '!' && s.bytes[at] != '?') continue;
    uint32_t next = end ? at : lost_break(s, at, open);
    if (!end && !next) continue;
    if (to) memcpy(to + length, s.bytes + from, next - from);
    length += next - from;
    if (end) break;
    length += write_blank_line(to ? to + length : NULL);
    from = next;
    at = next - 1;
    open = false;
  }
  return length;
}

/* The paragraphs of all kept blocks, a blank line between them. */
static size_t write_body(const Document *d, const uint32_t *kept, uint32_t count, char *to)
{
  size_t length = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (i) length += write_blank_line(to ? to + length : NULL);
    length += write_paragraphs(d->blocks.items[kept[i]].text, to ? to + length : NULL);
  }
  return length;
}

void body_make(Document *d, Article *article)
{
  uint32_t count = 0, *kept = arena_alloc(d->arena, (d->blocks.count + 1) * sizeof *kept);
  if (!kept) return;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!d->blocks.items[i].reading_no) continue;
    kept[count++] = i;
    d->blocks.items[i].reading_no = count;
  }
  if (!classify_is_page(d)) restore_order(d, kept, count);
  size_t length = write_body(d, kept, count, NULL);
  char *body = arena_alloc(d->arena, length + 1);
  if (!body) return;
  write_body(d, kept, count, body);
  article->body = (Slice){body, (uint32_t)length};
  for (uint32_t i = 0; i < count && i < 2 && !article->dateline.bytes; i++) {
    article->dateline = dateline_of(&d->blocks.items[kept[i]], &d->evidence.items[kept[i]]);
  }
}
