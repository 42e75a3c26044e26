/* look.c: the features of each block. */
#include <stdlib.h>
#include <string.h>

#include "read/classify.h"
#include "read/look.h"

bool classify_is_page(const Document *document)
{
  return document->elements.count > 1;
}

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

static void look_record_body(Document *d, Look *looks)
{
  Slice text = longest_candidate(d, FIELD_BODY);
  Shingles body = {0};
  if (!text.bytes || text.length < 400) return;
  shingle(d->arena, text, &body);
  if (!body.all.count || d->arena->result != NEWS_OK) return;
  qsort(body.all.items, body.all.count, sizeof(uint32_t), compare_hashes);
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    double share = share_inside(d->arena, &body, d->blocks.items[i].text);
    if (share < 0) continue;
    looks[i].on[FEATURE_IN_RECORD_BODY] = share >= 0.7;
    looks[i].on[FEATURE_NOT_IN_RECORD_BODY] = share < 0.4;
  }
}

/* ---- what the text alone says --------------------------------------------------------------- */

static void look_phrases(Document *d, Slice text, Look *look)
{
  static const Feature of_kind[] = {
      [BLOCK_NAVIGATION] = FEATURE_PHRASE_NAVIGATION, [BLOCK_FORM] = FEATURE_PHRASE_FORM,
      [BLOCK_TEASER] = FEATURE_PHRASE_TEASER,         [BLOCK_PROMOTION] = FEATURE_PHRASE_PROMOTION,
      [BLOCK_CREDIT] = FEATURE_PHRASE_CREDIT,         [BLOCK_CAPTION] = FEATURE_PHRASE_CAPTION};
  Text *tokens = text_make(d->arena, text.bytes, text.length);
  for (uint32_t i = 0; tokens && i < tokens->token_count; i++) {
    uint32_t count;
    int32_t row = lexicon_find(&read_phrases, tokens, i, tokens->token_count, &count);
    if (row < 0) continue;
    const PhraseRow *phrase = &read_phrases_rows[row];
    bool starts = i == 0,
         ends = i + count == tokens->token_count ||
                (i + count + 1 == tokens->token_count && tokens->tokens[i + count].kind == TOKEN_PUNCTUATION);
    bool holds = phrase->place == PHRASE_ANY || (phrase->place == PHRASE_START && starts) ||
                 (phrase->place == PHRASE_END && ends) || (starts && ends);
    if (!holds || (phrase->place == PHRASE_END && look->measure.words > 60)) continue;
    look->on[of_kind[phrase->kind]] = true;
    if (!look->phrase) look->phrase_kind = phrase->kind;
    look->phrase = true;
    if (phrase->closes && look->measure.words < 12) look->on[FEATURE_PHRASE_END] = true;
  }
}

static bool is_address(Slice s)
{
  return (s.length > 8 && (strncmp(s.bytes, "http://", 7) == 0 || strncmp(s.bytes, "https://", 8) == 0) &&
          !memchr(s.bytes, ' ', s.length));
}

/* "New Delhi, Sept 29-", "KYIV, Ukraine (AP) —", "MOSCOW  ": a place in front. */
static bool has_dateline(Slice s)
{
  uint32_t limit = s.length < 60 ? s.length : 60, capitals = 0;
  for (uint32_t i = 0; i < limit; i++) {
    if (s.bytes[i] >= 'A' && s.bytes[i] <= 'Z') capitals++;
    bool dash = (i + 2 < limit && memcmp(s.bytes + i, "\xE2\x80\x94", 3) == 0) ||
                (i + 2 < limit && memcmp(s.bytes + i, "\xE2\x80\x93", 3) == 0) ||
                (s.bytes[i] == '-' && i + 1 < limit && s.bytes[i + 1] == ' ');
    if (dash) return i > 2 && capitals > 0 && s.bytes[0] >= 'A' && s.bytes[0] <= 'Z';
    if (s.bytes[i] == '.' && i > 8) return false;
  }
  return false;
}

static void look_text(Document *d, uint32_t i, Look *look)
{
  Slice s = d->blocks.items[i].text;
  const Evidence *e = &d->evidence.items[i];
  bool *on = look->on;
  Measure m = look->measure = text_measure(s);
  Stamp stamp;
  uint32_t behind;
  on[FEATURE_BIAS] = true;
  on[m.words <= 2    ? FEATURE_WORDS_1
     : m.words <= 5  ? FEATURE_WORDS_3
     : m.words <= 10 ? FEATURE_WORDS_6
     : m.words <= 20 ? FEATURE_WORDS_11
     : m.words <= 40 ? FEATURE_WORDS_21
                     : FEATURE_WORDS_41] = true;
  on[FEATURE_ENDS_SENTENCE] = m.ends_sentence;
  on[FEATURE_ENDS_COLON] = s.bytes[s.length - 1] == ':';
  on[FEATURE_TWO_SENTENCES] = m.stops >= 2 && m.words >= 12;
  on[FEATURE_COMMAS] = m.commas >= 1;
  on[FEATURE_TITLE_CASE] = m.words >= 2 && m.capital_words * 10 > m.words * 6;
  on[FEATURE_ALL_CAPITALS] = m.letters >= 3 && m.capitals * 10 > m.letters * 9;
  on[FEATURE_LOWER_START] = s.bytes[0] >= 'a' && s.bytes[0] <= 'z';
  on[FEATURE_DIGITS] = m.digits * 3 > m.letters;
  on[FEATURE_QUOTED] = s.bytes[0] == '"' || (s.length > 3 && memcmp(s.bytes, "\xE2\x80\x9C", 3) == 0);
  on[FEATURE_ELLIPSIS_END] = (s.length > 3 && memcmp(s.bytes + s.length - 3, "...", 3) == 0) ||
                             (s.length > 3 && memcmp(s.bytes + s.length - 3, "\xE2\x80\xA6", 3) == 0);
  on[FEATURE_BULLET] = e->bullet;
  on[FEATURE_ITEM] = e->item;
  look->dated = m.words <= 60 && stamp_find(s, &stamp, &behind);
  on[FEATURE_STAMP] = look->dated && m.words < 25;
  on[FEATURE_SHORT_STAMP] = on[FEATURE_STAMP] && m.words <= 12 && !m.ends_sentence;
  on[FEATURE_ADDRESS] = is_address(s);
  on[FEATURE_DATELINE] = has_dateline(s);
  if (m.words <= 80) look_phrases(d, s, look);
  on[FEATURE_CREDIT_END] = look->on[FEATURE_PHRASE_CREDIT] && look->dated;
}

/* Whole sentences, wherever they stand. */
static bool is_running_text(const Document *d, uint32_t i, const Look *look)
{
  const Evidence *e = &d->evidence.items[i];
  return look->measure.words >= 10 && (look->measure.ends_sentence || look->measure.words >= 25) &&
         e->link_bytes * 2 <= d->blocks.items[i].text.length && e->tag != TAG_CAPTION &&
         !look->on[FEATURE_ELLIPSIS_END] && !(look->phrase && look->measure.words < 40);
}

/* ---- company ---------------------------------------------------------------------------------------- */

static bool same_words(Slice a, Slice b)
{
  return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

typedef struct Seen {
  uint32_t hash, block;
} Seen;

static int compare_seen(const void *a, const void *b)
{
  const Seen *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->block < y->block ? -1 : x->block > y->block;
}

/* Blocks whose text stood before, and blocks whose text comes again. */
static void look_repeats(Document *d, Look *looks)
{
  uint32_t count = d->blocks.count;
  Seen *seen = arena_alloc(d->arena, count * sizeof *seen);
  if (!seen) return;
  for (uint32_t i = 0; i < count; i++)
    seen[i] = (Seen){text_fold_hash(d->blocks.items[i].text.bytes, d->blocks.items[i].text.length), i};
  if (count) qsort(seen, count, sizeof *seen, compare_seen);
  for (uint32_t i = 1; i < count; i++) {
    uint32_t a = seen[i - 1].block, b = seen[i].block;
    if (seen[i - 1].hash != seen[i].hash || !same_words(d->blocks.items[a].text, d->blocks.items[b].text))
      continue;
    looks[b].on[FEATURE_REPEAT] = true;
    looks[a].on[FEATURE_COMES_AGAIN] = true;
  }
}

/* A title candidate, or one with the outlet's name behind a bar or dash. */
static bool is_headline(const Document *d, Slice text)
{
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field != FIELD_TITLE || text.length < 12) continue;
    if (same_words(c->value, text)) return true;
    if (c->source == SOURCE_TITLE_TAG && c->value.length > text.length &&
        memcmp(c->value.bytes, text.bytes, text.length) == 0 && c->value.bytes[text.length] == ' ' &&
        c->value.length - text.length < 60) {
      return true;
    }
  }
  return false;
}

static void look_headline(Document *d, Look *looks)
{
  uint32_t first = UINT32_MAX;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!is_headline(d, d->blocks.items[i].text)) continue;
    looks[i].on[FEATURE_IS_HEADLINE] = true;
    if (first == UINT32_MAX) first = i;
  }
  for (uint32_t i = 0; first != UINT32_MAX && i < first; i++) looks[i].on[FEATURE_BEFORE_HEADLINE] = true;
}

static void look_company(Document *d, Look *looks)
{
  uint32_t count = d->blocks.count, first = count, last = 0, closed = count, since = UINT32_MAX;
  uint32_t run = 0, run_words = 0, best_words = 0, best_from = 0, best_to = 0;
  uint32_t *before = arena_alloc(d->arena, (count + 1) * sizeof *before); /* blocks since the last prose */
  if (!before) return;
  for (uint32_t i = 0; i < count; i++) {
    before[i] = since;
    since = looks[i].prose ? 0 : since == UINT32_MAX ? since : since + 1;
    if (looks[i].prose) {
      if (first == count) first = i;
      last = i;
    }
    /* A run of prose goes on over up to three other blocks. */
    if (looks[i].prose) {
      if (before[i] > 3) run = i, run_words = 0;
      run_words += looks[i].measure.words;
      if (run_words > best_words) best_words = run_words, best_from = run, best_to = i;
    }
  }
  for (uint32_t i = best_from; best_words && i <= best_to; i++) looks[i].on[FEATURE_PROSE_RUN] = true;
  for (uint32_t i = best_to; best_words && i < count && closed == count; i++) {
    if (looks[i].on[FEATURE_PHRASE_END]) closed = i;
  }
  uint32_t ahead = UINT32_MAX;
  for (uint32_t i = count; i-- > 0;) {
    bool *on = looks[i].on;
    const Evidence *next = i + 1 < count ? &d->evidence.items[i + 1] : NULL,
                   *prior = i ? &d->evidence.items[i - 1] : NULL;
    on[FEATURE_PHRASE_END] = i >= closed;
    on[FEATURE_BEFORE_PROSE] = ahead == 0;
    on[FEATURE_AFTER_PROSE] = before[i] == 0;
    on[FEATURE_BETWEEN_PROSE] = ahead <= 2 && before[i] <= 2;
    on[FEATURE_NEAR_PROSE] = ahead <= 3 || before[i] <= 3;
    on[FEATURE_FAR_FROM_PROSE] = ahead > 8 && before[i] > 8;
    on[FEATURE_BEFORE_LINKS] = next && next->link_bytes * 10 > d->blocks.items[i + 1].text.length * 7;
    on[FEATURE_AFTER_LINKS] = prior && prior->link_bytes * 10 > d->blocks.items[i - 1].text.length * 7;
    on[FEATURE_AFTER_ALL_PROSE] = first < count && i > last;
    on[FEATURE_BEFORE_ALL_PROSE] = first < count && i < first;
    on[FEATURE_SHORT_RUN] = i && i + 1 < count && looks[i].measure.words < 8 &&
                            looks[i - 1].measure.words < 8 && looks[i + 1].measure.words < 8;
    ahead = looks[i].prose ? 0 : ahead == UINT32_MAX ? ahead : ahead + 1;
  }
}

static void look_span(Document *d, Look *looks)
{
  uint32_t count = d->blocks.count, first = count, last = 0;
  bool page = classify_is_page(d);
  for (uint32_t i = 0; i < count; i++) {
    if (!looks[i].prose || !(page ? looks[i].on[FEATURE_SAME_PARENT] : looks[i].on[FEATURE_PROSE_RUN]))
      continue;
    if (first == count) first = i;
    last = i;
  }
  for (uint32_t i = 0; i < count; i++) {
    bool *on = looks[i].on;
    if (first == count)
      continue; /* no prose, no span */
    else if (i < first)
      on[FEATURE_BEFORE_SPAN] = true;
    else if (i > last)
      on[looks[i].prose ? FEATURE_BEYOND_PROSE : FEATURE_AFTER_SPAN] = true;
    else if (looks[i].prose)
      on[FEATURE_SPAN_PROSE] = true;
    else if (on[FEATURE_TAG_HEADING])
      on[FEATURE_SPAN_HEADING] = true;
    else if (on[FEATURE_ALL_LINKS])
      on[FEATURE_SPAN_LINKS] = true;
    else if (on[FEATURE_ITEM])
      on[FEATURE_SPAN_ITEM] = true;
    else
      on[looks[i].measure.words <= 10 ? FEATURE_SPAN_SHORT : FEATURE_SPAN_OTHER] = true;
  }
}

Look *classify_look(Document *document)
{
  Look *looks = arena_alloc(document->arena, (document->blocks.count + 1) * sizeof *looks);
  if (!looks) return NULL;
  for (uint32_t i = 0; i < document->blocks.count && arena_running(document->arena); i++) {
    look_text(document, i, &looks[i]);
    looks[i].prose = is_running_text(document, i, &looks[i]);
  }
  if (classify_is_page(document)) look_page(document, looks);
  look_record_body(document, looks);
  look_repeats(document, looks);
  look_headline(document, looks);
  look_company(document, looks);
  look_span(document, looks);
  return document->arena->result == NEWS_OK ? looks : NULL;
}
