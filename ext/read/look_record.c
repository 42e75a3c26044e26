/* look_record.c: which blocks stand in the body that the page's own record states. */
#include <stdlib.h>
#include <string.h>

#include "read/look.h"

/* ---- shingles: is a block part of the body that the page's own record states? ------------- */

typedef struct Shingles {
  VECTOR(uint32_t) all; /* sorted once complete */
} Shingles;

static int compare_hashes(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

/* Hashes of every three words in a row; of all words where there are fewer. */
static void shingle(Arena *arena, Slice text, Shingles *shingles)
{
  uint32_t window[3] = {0}, words = 0;
  for (uint32_t at = 0; at < text.length;) {
    uint32_t from = at;
    while (at < text.length) {
      unsigned char c = (unsigned char)text.bytes[at];
      if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9') && c < 0xC3) break;
      at++;
    }
    if (at == from) {
      at++;
      continue;
    }
    window[0] = window[1];
    window[1] = window[2];
    window[2] = text_fold_hash(text.bytes + from, at - from);
    if (++words < 3) continue;
    uint32_t *slot = vector_push(arena, &shingles->all);
    if (slot) *slot = (window[0] * 31 + window[1]) * 31 + window[2];
  }
}

/* Share of the block's shingles among the body's; -1: too short to say. */
static double share_inside(Arena *arena, const Shingles *body, Slice text)
{
  Shingles own = {0};
  uint32_t hits = 0;
  shingle(arena, text, &own);
  if (!own.all.count) return -1;
  for (uint32_t i = 0; i < own.all.count; i++) {
    hits += bsearch(&own.all.items[i], body->all.items, body->all.count, sizeof(uint32_t), compare_hashes) !=
            NULL;
  }
  return (double)hits / own.all.count;
}

static Slice longest_candidate(const Document *d, Field field)
{
  Slice longest = SLICE_NONE;
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field == field && (!longest.bytes || c->value.length > longest.length)) longest = c->value;
  }
  return longest;
}

/* A short line stands in the record where the record has its words in a row. */
static bool has_line(Slice record, Slice line)
{
  return line.length >= 4 && memmem(record.bytes, record.length, line.bytes, line.length) != NULL;
}

enum { RECORD_LEAST = 400 };

void look_record_body(Document *d, Look *looks)
{
  Slice text = longest_candidate(d, FIELD_BODY);
  Shingles body = {0};
  if (!text.bytes || text.length < RECORD_LEAST) return;
  shingle(d->arena, text, &body);
  double *shares = arena_alloc(d->arena, (d->blocks.count + 1) * sizeof *shares);
  if (!body.all.count || !shares || d->arena->result != NEWS_OK) return;
  qsort(body.all.items, body.all.count, sizeof(uint32_t), compare_hashes);
  uint32_t prose = 0, found = 0; /* words */
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    shares[i] = share_inside(d->arena, &body, d->blocks.items[i].text);
    if (shares[i] < 0 && has_line(text, d->blocks.items[i].text)) shares[i] = 1;
    if (!looks[i].prose || !(looks[i].on[FEATURE_SAME_PARENT] || looks[i].on[FEATURE_LIKE_PARENT])) continue;
    prose += looks[i].measure.words;
    if (shares[i] >= 0.7) found += looks[i].measure.words;
  }
  bool full = prose && found * 4 >= prose * 3;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (shares[i] < 0) continue;
    looks[i].on[full ? FEATURE_IN_FULL_RECORD : FEATURE_IN_RECORD_BODY] = shares[i] >= 0.7;
    looks[i].on[full ? FEATURE_NOT_IN_FULL_RECORD : FEATURE_NOT_IN_RECORD_BODY] = shares[i] < 0.4;
  }
}

enum { INSTEAD_LEAST = 150 }; /* words */

/* Pages that a script fills have their text in the record alone: where a page shows less than a quarter
** of what its record states, the record is the body. */
void record_instead(Document *d)
{
  Slice text = longest_candidate(d, FIELD_BODY);
  uint32_t shown = 0, count = d->blocks.count;
  if (!text.bytes || d->trusted || memmem(text.bytes, text.length, "</", 2)) return;
  for (uint32_t i = 0; i < count; i++) {
    if (d->blocks.items[i].reading_no) shown += text_measure(d->blocks.items[i].text).words;
  }
  uint32_t stated = text_measure(text).words;
  if (stated < INSTEAD_LEAST || shown * 4 >= stated) return;
  for (uint32_t i = 0; i < count; i++) d->blocks.items[i].reading_no = 0;
  document_body_text(d, text, 0);
  for (uint32_t i = count; i < d->blocks.count; i++) {
    d->blocks.items[i].reading_no = i - count + 1;
    d->blocks.items[i].rule = "record_body";
  }
}
