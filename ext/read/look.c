/* look.c: what the company of each block says, and the order in which the features are found. */
#include <stdlib.h>
#include <string.h>

#include "read/classify.h"
#include "read/look.h"

bool classify_is_page(const Document *document)
{
  return document->elements.count > 1;
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
static bool is_headline(const Document *d, Slice text, Look *look)
{
  bool found = false;
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field != FIELD_TITLE || text.length < 12) continue;
    bool same = same_words(c->value, text),
         longer = c->source == SOURCE_TITLE_TAG && c->value.length > text.length &&
                  memcmp(c->value.bytes, text.bytes, text.length) == 0 &&
                  c->value.bytes[text.length] == ' ' && c->value.length - text.length < 60;
    if (same && c->source == SOURCE_HEADLINE) look->page_headline = true;
    found |= same || longer;
  }
  return found;
}

static void look_headline(Document *d, Look *looks)
{
  uint32_t first = UINT32_MAX;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!is_headline(d, d->blocks.items[i].text, &looks[i])) continue;
    looks[i].on[FEATURE_IS_HEADLINE] = true;
    if (first == UINT32_MAX) first = i;
  }
  for (uint32_t i = 0; first != UINT32_MAX && i < first; i++) looks[i].on[FEATURE_BEFORE_HEADLINE] = true;
}

/* The block that stands under the headline, with short lines of names, days and buttons between. */
static void look_under_headline(Document *d, Look *looks)
{
  enum { REACH = 4 };
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!looks[i].on[FEATURE_IS_HEADLINE]) continue;
    for (uint32_t j = i + 1; j < d->blocks.count && j <= i + REACH; j++) {
      if (looks[j].on[FEATURE_IS_HEADLINE]) break;
      if (looks[j].measure.words < 7) continue;
      looks[j].on[FEATURE_UNDER_HEADLINE] = true;
      break;
    }
  }
}

/* Pages that go on with the next story have each under a headline of its own: blocks whose last
** headline is not that of the story with most prose under the page's own title. */
static void look_stories(Document *d, Look *looks)
{
  uint32_t headline = UINT32_MAX, best = UINT32_MAX, words = 0, most = 0;
  enum { STORY_LEAST = 80 }; /* words of prose */
  for (uint32_t i = 0; i <= d->blocks.count; i++) {
    bool next =
        i == d->blocks.count ||
        (looks[i].page_headline &&
         (headline == UINT32_MAX || !same_words(d->blocks.items[headline].text, d->blocks.items[i].text)));
    if (next && headline != UINT32_MAX && words >= STORY_LEAST && words > most && best == UINT32_MAX)
      best = headline, most = words;
    if (next)
      headline = i, words = 0;
    else if (looks[i].prose)
      words += looks[i].measure.words;
  }
  headline = UINT32_MAX;
  for (uint32_t i = 0; best != UINT32_MAX && i < d->blocks.count; i++) {
    if (looks[i].page_headline) headline = i;
    looks[i].on[FEATURE_OTHER_STORY] =
        headline != UINT32_MAX && !same_words(d->blocks.items[headline].text, d->blocks.items[best].text);
  }
}

/* Neighbours that are no noise. */
static void find_neighbours(Document *d, Look *looks)
{
  uint32_t last = UINT32_MAX;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    looks[i].before = last;
    if (!looks[i].noise) last = i;
  }
  last = UINT32_MAX;
  for (uint32_t i = d->blocks.count; i-- > 0;) {
    looks[i].behind = last;
    if (!looks[i].noise) last = i;
  }
}

static bool is_linked(const Document *d, uint32_t block)
{
  return block != UINT32_MAX &&
         d->evidence.items[block].link_bytes * 10 > d->blocks.items[block].text.length * 7;
}

static void look_company(Document *d, Look *looks)
{
  uint32_t count = d->blocks.count, first = count, last = 0, closed = count, since = UINT32_MAX;
  uint32_t run = 0, run_words = 0, best_words = 0, best_from = 0, best_to = 0;
  uint32_t *before = arena_alloc(d->arena, (count + 1) * sizeof *before); /* blocks since the last prose */
  if (!before) return;
  for (uint32_t i = 0; i < count; i++) {
    before[i] = since;
    since = looks[i].prose ? 0 : since == UINT32_MAX || looks[i].noise ? since : since + 1;
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
    on[FEATURE_PHRASE_END] = i >= closed;
    on[FEATURE_BEFORE_PROSE] = ahead == 0;
    on[FEATURE_AFTER_PROSE] = before[i] == 0;
    on[FEATURE_BETWEEN_PROSE] = ahead <= 2 && before[i] <= 2;
    on[FEATURE_NEAR_PROSE] = ahead <= 3 || before[i] <= 3;
    on[FEATURE_FAR_FROM_PROSE] = ahead > 8 && before[i] > 8;
    on[FEATURE_BEFORE_LINKS] = is_linked(d, looks[i].behind);
    on[FEATURE_AFTER_LINKS] = is_linked(d, looks[i].before);
    on[FEATURE_AFTER_ALL_PROSE] = first < count && i > last;
    on[FEATURE_BEFORE_ALL_PROSE] = first < count && i < first;
    on[FEATURE_SHORT_RUN] = i && i + 1 < count && looks[i].measure.words < 8 &&
                            looks[i - 1].measure.words < 8 && looks[i + 1].measure.words < 8;
    ahead = looks[i].prose ? 0 : ahead == UINT32_MAX || looks[i].noise ? ahead : ahead + 1;
  }
}

enum { WINDOW = 3 };

static void look_window(Document *d, Look *looks)
{
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    uint32_t prose = 0, before = i, behind = i;
    for (int step = 0; step < WINDOW; step++) {
      if (before != UINT32_MAX) before = looks[before].before;
      if (behind != UINT32_MAX) behind = looks[behind].behind;
      prose += (before != UINT32_MAX && looks[before].prose) + (behind != UINT32_MAX && looks[behind].prose);
    }
    looks[i].on[FEATURE_PROSE_AROUND_NONE] = prose == 0;
    looks[i].on[FEATURE_PROSE_AROUND_MOST] = prose >= 4;
  }
}

/* Items of a list, and links in a row, by the line above them. */
static void look_lists(Document *d, Look *looks)
{
  const Look *opener = NULL;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    bool *on = looks[i].on;
    if (looks[i].noise) continue;
    if (!on[FEATURE_ITEM] && !on[FEATURE_ALL_LINKS]) {
      opener = &looks[i];
      continue;
    }
    on[FEATURE_LIST_BEHIND_TEASER] = opener && opener->on[FEATURE_PHRASE_TEASER] && !opener->prose;
    on[FEATURE_LIST_BEHIND_COLON] =
        opener && opener->on[FEATURE_ENDS_COLON] && !opener->on[FEATURE_PHRASE_TEASER] && on[FEATURE_ITEM];
  }
}

static void look_span(Document *d, Look *looks)
{
  uint32_t count = d->blocks.count, first = count, last = 0;
  bool page = classify_is_page(d);
  for (uint32_t i = 0; i < count; i++) {
    if (!looks[i].prose || !(page ? looks[i].on[FEATURE_SAME_PARENT] || looks[i].on[FEATURE_LIKE_PARENT]
                                  : looks[i].on[FEATURE_PROSE_RUN]))
      continue;
    if (first == count) first = i;
    last = i;
  }
  for (uint32_t i = 0; i < count; i++) {
    bool *on = looks[i].on;
    if (first == count) continue; /* no prose, no span */
    on[FEATURE_CLOSE_TO_SPAN] = (i < first && first - i <= 3) || (i > last && i - last <= 3);
    if (i < first)
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
  look_text(document, looks);
  look_repeats(document, looks);
  look_headline(document, looks);
  look_under_headline(document, looks);
  look_stories(document, looks);
  find_neighbours(document, looks);
  if (classify_is_page(document)) look_page(document, looks);
  look_record_body(document, looks);
  look_company(document, looks);
  look_window(document, looks);
  look_lists(document, looks);
  look_span(document, looks);
  look_words(document, looks);
  return document->arena->result == NEWS_OK ? looks : NULL;
}
