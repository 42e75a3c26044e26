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
static void mark_under(Document *d, Look *looks, uint32_t headline)
{
  enum { REACH = 4, WORDS_LEAST = 7 };
  for (uint32_t i = headline + 1; i < d->blocks.count && i <= headline + REACH; i++) {
    if (looks[i].on[FEATURE_IS_HEADLINE]) return;
    if (looks[i].measure.words < WORDS_LEAST || looks[i].on[FEATURE_SHORT_STAMP] ||
        looks[i].on[FEATURE_PHRASE_CREDIT])
      continue;
    looks[i].on[FEATURE_UNDER_HEADLINE] = true;
    return;
  }
}

static void look_under_headline(Document *d, Look *looks)
{
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (looks[i].on[FEATURE_IS_HEADLINE]) mark_under(d, looks, i);
  }
}

/* Plain text does not say which line is the headline: the line above the run of prose that shares most
** words with it, and no sentence. */
static void look_guessed_headline(Document *d, Look *looks)
{
  enum { REACH = 40, WORDS_LEAST = 4, WORDS_MOST = 25 };
  uint32_t start = 0, guess = UINT32_MAX;
  float best = 0.34f;
  while (start < d->blocks.count && !looks[start].on[FEATURE_PROSE_RUN]) start++;
  if (start == d->blocks.count) return;
  for (uint32_t i = start > REACH ? start - REACH : 0; i <= start; i++) {
    const Look *look = &looks[i];
    const bool *on = look->on;
    Slice s = d->blocks.items[i].text;
    if (look->measure.words < WORDS_LEAST || look->measure.words > WORDS_MOST || look->prose ||
        look->phrase || look->dated || on[FEATURE_BULLET] || on[FEATURE_ENDS_COLON] ||
        s.bytes[s.length - 1] == '.')
      continue;
    float score = look->cohesion + (on[FEATURE_COMES_AGAIN] || on[FEATURE_REPEAT] ? 0.2f : 0);
    if (score >= best) best = score, guess = i;
  }
  if (guess == UINT32_MAX) return;
  looks[guess].on[FEATURE_GUESSED_HEADLINE] = true;
  for (uint32_t i = 0; i < guess; i++) looks[i].on[FEATURE_BEFORE_HEADLINE] = true;
  mark_under(d, looks, guess);
}

/* A headline that opens a story: in an <h1> that stands as deep and has the same class as the first. */
static bool opens_story(const Document *d, const Look *looks, uint32_t block, uint32_t first)
{
  const Evidence *a = &d->evidence.items[block], *b = &d->evidence.items[first];
  const Element *x = &d->elements.items[a->element], *y = &d->elements.items[b->element];
  return looks[block].page_headline && a->tag == TAG_HEADING && b->tag == TAG_HEADING &&
         x->shape == y->shape && x->depth == y->depth;
}

/* Pages that go on with the next story have each under a headline of its own: blocks behind another
** headline than that of the first story with prose. */
static void look_stories(Document *d, Look *looks)
{
  enum { STORY_LEAST = 80 }; /* words of prose */
  uint32_t first = UINT32_MAX, words = 0;
  Slice title = SLICE_NONE;
  bool other = false;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (first == UINT32_MAX && looks[i].page_headline) {
      first = i;
      title = d->blocks.items[i].text;
      words = 0;
    } else if (first != UINT32_MAX && opens_story(d, looks, i, first)) {
      bool same = same_words(title, d->blocks.items[i].text);
      if (!same && words < STORY_LEAST)
        title = d->blocks.items[i].text, words = 0; /* nothing was told under the last one */
      else
        other = !same;
    }
    if (looks[i].prose && !other) words += looks[i].measure.words;
    looks[i].on[FEATURE_OTHER_STORY] = other;
  }
}

/* Neighbours that are no noise; what stands apart is seen only by others that do. */
static void find_neighbours(Document *d, Look *looks)
{
  uint32_t last[2] = {UINT32_MAX, UINT32_MAX}; /* [1]: whether or not it stands apart */
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    looks[i].before = last[looks[i].apart];
    if (!looks[i].noise) last[1] = i;
    if (!looks[i].noise && !looks[i].apart) last[0] = i;
  }
  last[0] = last[1] = UINT32_MAX;
  for (uint32_t i = d->blocks.count; i-- > 0;) {
    looks[i].behind = last[looks[i].apart];
    if (!looks[i].noise) last[1] = i;
    if (!looks[i].noise && !looks[i].apart) last[0] = i;
  }
}

static bool is_linked(const Document *d, uint32_t block)
{
  return block != UINT32_MAX &&
         d->evidence.items[block].link_bytes * 10 > d->blocks.items[block].text.length * 7;
}

/* The run of blocks that is worth most: words of prose less a price for each other block, more for
** one that closes an article (Pasternack and Roth 2009, maximum subsequence segmentation). */
static void look_run(Document *d, Look *looks)
{
  enum { WORDS_MOST = 60, OTHER = 8, CLOSING = 60 };
  uint32_t count = d->blocks.count, from = 0, best_from = 0, best_to = 0;
  int worth = 0, most = 0;
  bool closed = false;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t words = looks[i].measure.words;
    if (looks[i].prose)
      worth += (int)(words < WORDS_MOST ? words : WORDS_MOST);
    else if (!looks[i].noise && !looks[i].apart)
      worth -= looks[i].on[FEATURE_PHRASE_END] ? CLOSING : OTHER;
    if (worth <= 0) {
      worth = 0;
      from = i + 1;
    } else if (looks[i].prose && worth > most) {
      most = worth;
      best_from = from;
      best_to = i;
    }
  }
  for (uint32_t i = 0; i < count; i++) {
    looks[i].on[FEATURE_PROSE_RUN] = most && i >= best_from && i <= best_to;
    closed |= most && i >= best_to && looks[i].on[FEATURE_PHRASE_END];
    looks[i].on[FEATURE_PHRASE_END] = closed;
  }
}

static void look_company(Document *d, Look *looks)
{
  uint32_t count = d->blocks.count, first = count, last = 0, since = UINT32_MAX;
  uint32_t *before = arena_alloc(d->arena, (count + 1) * sizeof *before); /* blocks since the last prose */
  if (!before) return;
  for (uint32_t i = 0; i < count; i++) {
    before[i] = since;
    since = looks[i].prose ? 0 : since == UINT32_MAX || looks[i].noise || looks[i].apart ? since : since + 1;
    if (looks[i].prose) {
      if (first == count) first = i;
      last = i;
    }
  }
  uint32_t ahead = UINT32_MAX;
  for (uint32_t i = count; i-- > 0;) {
    bool *on = looks[i].on;
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
    ahead = looks[i].prose ? 0 : ahead == UINT32_MAX || looks[i].noise || looks[i].apart ? ahead : ahead + 1;
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

/* Prose of the main element, lists that it announces, and what the page's whole record has. */
static bool in_story(const Look *look, bool page)
{
  const bool *on = look->on;
  if (!page) return look->prose && on[FEATURE_PROSE_RUN];
  bool main = on[FEATURE_SAME_PARENT] || on[FEATURE_LIKE_PARENT];
  return (look->prose && main) ||
         (on[FEATURE_IN_FULL_RECORD] && !on[FEATURE_IS_HEADLINE] && (main || on[FEATURE_ITEM])) ||
         (on[FEATURE_LIST_BEHIND_COLON] && on[FEATURE_IN_MAIN] && on[FEATURE_NO_LINKS]);
}

static void look_span(Document *d, Look *looks)
{
  uint32_t count = d->blocks.count, first = count, last = 0;
  bool page = classify_is_page(d);
  for (uint32_t i = 0; i < count; i++) {
    if (!in_story(&looks[i], page)) continue;
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
  if (classify_is_page(document)) look_page(document, looks);
  find_neighbours(document, looks);
  look_record_body(document, looks);
  look_run(document, looks);
  look_words(document, looks);
  if (!classify_is_page(document)) look_guessed_headline(document, looks);
  look_company(document, looks);
  look_window(document, looks);
  look_lists(document, looks);
  look_span(document, looks);
  return document->arena->result == NEWS_OK ? looks : NULL;
}
