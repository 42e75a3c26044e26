/* look.c: the features of each block. */
#include <stdlib.h>
#include <string.h>

#include "read/classify.h"

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

/* ---- what the page says ------------------------------------------------------------------------ */

static void look_tags(const Evidence *e, Slice text, bool *on)
{
  static const Feature tags[] = {[TAG_NONE] = FEATURE_TAG_BLOCK,      [TAG_P] = FEATURE_TAG_P,
                                 [TAG_LI] = FEATURE_TAG_LI,           [TAG_HEADING] = FEATURE_TAG_HEADING,
                                 [TAG_CAPTION] = FEATURE_TAG_CAPTION, [TAG_QUOTE] = FEATURE_TAG_QUOTE,
                                 [TAG_CELL] = FEATURE_TAG_CELL,       [TAG_PRE] = FEATURE_TAG_P,
                                 [TAG_TIME] = FEATURE_TAG_BLOCK,      [TAG_BLOCK] = FEATURE_TAG_BLOCK};
  on[tags[e->tag]] = true;
  on[e->link_bytes == 0                      ? FEATURE_NO_LINKS
     : e->link_bytes * 4 <= text.length      ? FEATURE_FEW_LINKS
     : e->link_bytes * 10 <= text.length * 7 ? FEATURE_SOME_LINKS
                                             : FEATURE_ALL_LINKS] = true;
}

static const uint16_t elsewhere =
    CONTEXT_TEASER | CONTEXT_COMMENT | CONTEXT_FOOTER | CONTEXT_NAVIGATION | CONTEXT_FORM | CONTEXT_HIDDEN;

/* Whole sentences, wherever they stand. */
static bool is_running_text(const Document *d, uint32_t i, const Look *look)
{
  const Evidence *e = &d->evidence.items[i];
  return look->measure.words >= 10 && (look->measure.ends_sentence || look->measure.words >= 25) &&
         e->link_bytes * 2 <= d->blocks.items[i].text.length && e->tag != TAG_CAPTION &&
         !look->on[FEATURE_ELLIPSIS_END] && !(look->phrase && look->measure.words < 40);
}

/* The smallest element with most of the page's prose.  Weights are words of prose;
** each goes to at most CLIMB_MOST elements above it. */
enum { CLIMB_MOST = 48 };
static uint32_t find_main(Document *d, const Look *looks)
{
  double total = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!looks[i].prose) continue;
    double words = looks[i].measure.words;
    if (d->evidence.items[i].contexts & elsewhere) words *= 0.3;
    total += words;
    uint32_t at = d->evidence.items[i].element;
    for (int step = 0; at && step < CLIMB_MOST; step++, at = d->elements.items[at].parent)
      d->elements.items[at].weight += (float)words;
  }
  uint32_t main = 0;
  for (uint32_t i = 1; i < d->elements.count; i++) {
    const Element *e = &d->elements.items[i], *best = &d->elements.items[main];
    if ((double)e->weight < 0.6 * total) continue;
    if (main == 0 || e->depth > best->depth) main = i;
  }
  return main;
}

/* The element that holds most prose directly, and its parent. */
static uint32_t find_parent(Document *d, const Look *looks, const uint16_t *inside)
{
  uint32_t best = 0;
  for (uint32_t i = 0; i < d->elements.count; i++) d->elements.items[i].weight = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!looks[i].prose || (inside[d->evidence.items[i].element] & elsewhere)) continue;
    uint32_t element = d->evidence.items[i].element;
    uint32_t parent = d->evidence.items[i].tag == TAG_BLOCK ? element : d->elements.items[element].parent;
    d->elements.items[parent].weight += (float)looks[i].measure.words;
    if (d->elements.items[parent].weight > d->elements.items[best].weight) best = parent;
  }
  return best;
}

static void look_place(Document *d, Look *looks)
{
  static const struct {
    uint16_t context;
    Feature feature;
  } contexts[] = {{CONTEXT_NAVIGATION, FEATURE_NAVIGATION}, {CONTEXT_FORM, FEATURE_FORM},
                  {CONTEXT_CAPTION, FEATURE_CAPTION},       {CONTEXT_CREDIT, FEATURE_CREDIT},
                  {CONTEXT_BYLINE, FEATURE_BYLINE},         {CONTEXT_DATE, FEATURE_DATE},
                  {CONTEXT_TEASER, FEATURE_TEASER},         {CONTEXT_PROMOTION, FEATURE_PROMOTION},
                  {CONTEXT_COMMENT, FEATURE_COMMENT},       {CONTEXT_BODY, FEATURE_BODY},
                  {CONTEXT_HEADER, FEATURE_HEADER},         {CONTEXT_FOOTER, FEATURE_FOOTER},
                  {CONTEXT_ASIDE, FEATURE_ASIDE},           {CONTEXT_HIDDEN, FEATURE_HIDDEN},
                  {CONTEXT_ARTICLE, FEATURE_ARTICLE},       {CONTEXT_FIGURE, FEATURE_FIGURE}};
  uint32_t main = find_main(d, looks);
  /* Elements around the main one say nothing of its blocks: their words hold for all.
  ** A child's contexts are its own and, where its parent is not around the main element, its parent's. */
  uint16_t *inside = arena_alloc(d->arena, d->elements.count * sizeof *inside);
  bool *around = arena_alloc(d->arena, d->elements.count * sizeof *around),
       *in_main = arena_alloc(d->arena, d->elements.count * sizeof *in_main);
  if (!inside || !around || !in_main) return;
  for (uint32_t at = main; at; at = d->elements.items[at].parent) around[at] = true;
  in_main[main] = true;
  for (uint32_t i = 1; i < d->elements.count; i++) {
    uint32_t up = d->elements.items[i].parent;
    inside[i] = around[i] ? 0 : (uint16_t)(d->elements.items[i].own | inside[up]);
    in_main[i] = i == main || in_main[up];
  }
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (inside[d->evidence.items[i].element] & (CONTEXT_CAPTION | CONTEXT_COMMENT | CONTEXT_HIDDEN))
      looks[i].prose = false;
  }
  uint32_t parent = find_parent(d, looks, inside), grandparent = d->elements.items[parent].parent;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const Evidence *e = &d->evidence.items[i];
    uint32_t up = e->tag == TAG_BLOCK ? e->element : d->elements.items[e->element].parent;
    bool *on = looks[i].on;
    look_tags(e, d->blocks.items[i].text, on);
    on[FEATURE_IN_MAIN] = in_main[e->element];
    on[FEATURE_SAME_PARENT] = up == parent;
    on[FEATURE_SAME_GRANDPARENT] =
        up != parent && (d->elements.items[up].parent == grandparent || up == grandparent ||
                         d->elements.items[up].parent == parent);
    for (size_t c = 0; c < sizeof contexts / sizeof *contexts; c++)
      on[contexts[c].feature] = inside[e->element] & contexts[c].context;
  }
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

/* Words of prose, of links and in all that stand directly in one element. */
typedef struct Share {
  uint32_t prose, links, all;
} Share;

static uint32_t parent_of(const Document *d, uint32_t i)
{
  const Evidence *e = &d->evidence.items[i];
  return e->tag == TAG_BLOCK ? e->element : d->elements.items[e->element].parent;
}

static void look_siblings(Document *d, Look *looks)
{
  Share *shares = arena_alloc(d->arena, d->elements.count * sizeof *shares);
  if (!shares) return;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    Share *share = &shares[parent_of(d, i)];
    share->all += looks[i].measure.words;
    if (looks[i].prose) share->prose += looks[i].measure.words;
    if (looks[i].on[FEATURE_ALL_LINKS]) share->links += looks[i].measure.words;
  }
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const Share *share = &shares[parent_of(d, i)];
    looks[i].on[FEATURE_PARENT_PROSE] = share->prose * 2 > share->all;
    looks[i].on[FEATURE_PARENT_LINKS] = share->links * 2 > share->all;
    looks[i].on[FEATURE_SIBLINGS_ALIKE] =
        i && i + 1 < d->blocks.count && parent_of(d, i - 1) == parent_of(d, i) &&
        parent_of(d, i + 1) == parent_of(d, i) && d->evidence.items[i - 1].tag == d->evidence.items[i].tag &&
        d->evidence.items[i + 1].tag == d->evidence.items[i].tag;
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
  if (classify_is_page(document)) {
    look_place(document, looks);
    look_siblings(document, looks);
  }
  look_record_body(document, looks);
  look_repeats(document, looks);
  look_headline(document, looks);
  look_company(document, looks);
  look_span(document, looks);
  return document->arena->result == NEWS_OK ? looks : NULL;
}
