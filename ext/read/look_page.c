/* look_page.c: the features that the elements of a page give its blocks. */
#include <string.h>

#include "read/look.h"

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
  on[FEATURE_ALL_BOLD] = e->bold_bytes * 10 >= text.length * 9;
  on[FEATURE_ALL_ITALIC] = e->italic_bytes * 10 >= text.length * 9;
}

/* How much prose inside such elements is worth: names mislead, but comments may be longer than
** what they speak of. */
static float trust_in(uint32_t contexts)
{
  if (contexts & CONTEXT_COMMENT) return 0.05f;
  return contexts & (CONTEXT_TEASER | CONTEXT_CONSENT | CONTEXT_FOOTER | CONTEXT_NAVIGATION | CONTEXT_FORM |
                     CONTEXT_HIDDEN)
             ? 0.3f
             : 1;
}

/* ---- parents ---------------------------------------------------------------------------- */

/* Of each block, the element that holds it and its siblings: the first around it with a second block. */
static uint32_t *find_parents(const Document *d)
{
  uint32_t *held = arena_alloc(d->arena, d->elements.count * sizeof *held); /* blocks inside */
  uint32_t *parents = arena_alloc(d->arena, (d->blocks.count + 1) * sizeof *parents);
  if (!held || !parents) return NULL;
  for (uint32_t i = 0; i < d->blocks.count; i++) held[d->evidence.items[i].element]++;
  for (uint32_t i = d->elements.count; i-- > 1;) held[d->elements.items[i].parent] += held[i];
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const Evidence *e = &d->evidence.items[i];
    uint32_t at = e->element;
    if (e->tag != TAG_BLOCK) at = d->elements.items[at].parent;
    while (at && held[at] == 1) at = d->elements.items[at].parent;
    parents[i] = at;
  }
  return parents;
}

/* ---- the main element ------------------------------------------------------------------- */

/* The smallest element with most of the page's prose.  Weights are words of prose;
** each goes to at most CLIMB_MOST elements above it. */
enum { CLIMB_MOST = 48 };
static uint32_t find_main(Document *d, const Look *looks)
{
  double total = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!looks[i].prose) continue;
    double words = looks[i].measure.words * (double)trust_in(d->evidence.items[i].contexts);
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
static uint32_t find_parent(Document *d, const uint32_t *parents, const Look *looks, const uint32_t *inside)
{
  uint32_t best = 0;
  for (uint32_t i = 0; i < d->elements.count; i++) d->elements.items[i].weight = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!looks[i].prose) continue;
    uint32_t parent = parents[i];
    d->elements.items[parent].weight +=
        trust_in(inside[d->evidence.items[i].element]) * (float)looks[i].measure.words;
    if (d->elements.items[parent].weight > d->elements.items[best].weight) best = parent;
  }
  return best;
}

/* What the elements around the article say holds for all the page and says nothing of its blocks:
** contexts are those of the elements inside. */
static void find_contexts(const Document *d, const bool *around, uint32_t *inside)
{
  for (uint32_t i = 1; i < d->elements.count; i++)
    inside[i] = around[i] ? 0 : d->elements.items[i].own | inside[d->elements.items[i].parent];
}

/* Elements that stand apart from the story: who reads on passes over them. */
enum { CONTEXTS_APART = CONTEXT_FORM | CONTEXT_CONSENT | CONTEXT_ASIDE | CONTEXT_PROMOTION };

static void look_place(Document *d, const uint32_t *parents, Look *looks)
{
  static const struct {
    uint32_t context;
    Feature feature;
  } contexts[] = {{CONTEXT_NAVIGATION, FEATURE_NAVIGATION},
                  {CONTEXT_FORM, FEATURE_FORM},
                  {CONTEXT_CAPTION, FEATURE_CAPTION},
                  {CONTEXT_CREDIT, FEATURE_CREDIT},
                  {CONTEXT_BYLINE, FEATURE_BYLINE},
                  {CONTEXT_DATE, FEATURE_DATE},
                  {CONTEXT_TEASER, FEATURE_TEASER},
                  {CONTEXT_PROMOTION, FEATURE_PROMOTION},
                  {CONTEXT_COMMENT, FEATURE_COMMENT},
                  {CONTEXT_BODY, FEATURE_BODY},
                  {CONTEXT_HEADER, FEATURE_HEADER},
                  {CONTEXT_FOOTER, FEATURE_FOOTER},
                  {CONTEXT_ASIDE, FEATURE_ASIDE},
                  {CONTEXT_HIDDEN, FEATURE_HIDDEN},
                  {CONTEXT_ARTICLE, FEATURE_ARTICLE},
                  {CONTEXT_FIGURE, FEATURE_FIGURE},
                  {CONTEXT_STANDFIRST, FEATURE_STANDFIRST},
                  {CONTEXT_CONSENT, FEATURE_CONSENT},
                  {CONTEXT_EMBED, FEATURE_EMBED}};
  uint32_t main = find_main(d, looks);
  uint32_t *inside = arena_alloc(d->arena, d->elements.count * sizeof *inside);
  bool *around = arena_alloc(d->arena, d->elements.count * sizeof *around),
       *in_main = arena_alloc(d->arena, d->elements.count * sizeof *in_main);
  if (!inside || !around || !in_main) return;
  for (uint32_t at = main; at; at = d->elements.items[at].parent) around[at] = true;
  in_main[main] = true;
  for (uint32_t i = 1; i < d->elements.count; i++) {
    in_main[i] = i == main || in_main[d->elements.items[i].parent];
  }
  find_contexts(d, around, inside);
  uint32_t parent = find_parent(d, parents, looks, inside), grandparent = d->elements.items[parent].parent;
  for (uint32_t at = parent; at && !around[at]; at = d->elements.items[at].parent) around[at] = true;
  find_contexts(d, around, inside);
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (inside[d->evidence.items[i].element] &
        (CONTEXT_CAPTION | CONTEXT_COMMENT | CONTEXT_HIDDEN | CONTEXT_CONSENT))
      looks[i].prose = false;
  }
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const Evidence *e = &d->evidence.items[i];
    uint32_t up = parents[i];
    looks[i].apart = (inside[e->element] & CONTEXTS_APART) || e->tag == TAG_CAPTION;
    bool *on = looks[i].on;
    look_tags(e, d->blocks.items[i].text, on);
    on[FEATURE_IN_MAIN] = in_main[e->element];
    on[FEATURE_SAME_PARENT] = up == parent;
    on[FEATURE_LIKE_PARENT] = up != parent && d->elements.items[up].shape &&
                              d->elements.items[up].shape == d->elements.items[parent].shape;
    on[FEATURE_SAME_GRANDPARENT] =
        up != parent && (d->elements.items[up].parent == grandparent || up == grandparent ||
                         d->elements.items[up].parent == parent);
    for (size_t c = 0; c < sizeof contexts / sizeof *contexts; c++)
      on[contexts[c].feature] = inside[e->element] & contexts[c].context;
  }
}

/* ---- siblings -------------------------------------------------------------------------------- */

/* Words of prose, of links and in all that stand directly in one element. */
typedef struct Share {
  uint32_t prose, links, all;
  uint32_t prose_tags; /* bits: the tags that its prose has */
} Share;

static void look_siblings(const Document *d, const uint32_t *parents, Look *looks)
{
  Share *shares = arena_alloc(d->arena, d->elements.count * sizeof *shares);
  if (!shares) return;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    Share *share = &shares[parents[i]];
    share->all += looks[i].measure.words;
    if (looks[i].prose) {
      share->prose += looks[i].measure.words;
      share->prose_tags |= 1u << d->evidence.items[i].tag;
    }
    if (looks[i].on[FEATURE_ALL_LINKS]) share->links += looks[i].measure.words;
  }
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const Share *share = &shares[parents[i]];
    looks[i].on[FEATURE_PARENT_PROSE] = share->prose * 2 > share->all;
    looks[i].on[FEATURE_PARENT_LINKS] = share->links * 2 > share->all;
    looks[i].on[FEATURE_SIBLING_SENTENCE] = looks[i].measure.ends_sentence &&
                                            d->evidence.items[i].links == 0 &&
                                            share->prose_tags >> d->evidence.items[i].tag & 1;
    looks[i].on[FEATURE_SIBLINGS_ALIKE] = i && i + 1 < d->blocks.count && parents[i - 1] == parents[i] &&
                                          parents[i + 1] == parents[i] &&
                                          d->evidence.items[i - 1].tag == d->evidence.items[i].tag &&
                                          d->evidence.items[i + 1].tag == d->evidence.items[i].tag;
  }
}

/* ---- the description --------------------------------------------------------------------- */

static bool is_counted(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* How far two texts have the same letters and digits; each up to where they part. */
static uint32_t common_start(Slice a, Slice b, Slice *rest_a, Slice *rest_b)
{
  uint32_t i = 0, j = 0, same = 0;
  for (;;) {
    while (i < a.length && !is_counted(a.bytes[i])) i++;
    while (j < b.length && !is_counted(b.bytes[j])) j++;
    if (i == a.length || j == b.length || a.bytes[i] != b.bytes[j]) break;
    i++, j++, same++;
  }
  *rest_a = (Slice){a.bytes + i, a.length - i};
  *rest_b = (Slice){b.bytes + j, b.length - j};
  return same;
}

enum { DESCRIPTION_LEAST = 25 };

static void look_description(const Document *d, Look *looks)
{
  for (uint32_t c = 0; c < d->candidates.count; c++) {
    if (d->candidates.items[c].field != FIELD_DESCRIPTION) continue;
    for (uint32_t i = 0; i < d->blocks.count; i++) {
      Slice block, description;
      if (common_start(d->blocks.items[i].text, d->candidates.items[c].value, &block, &description) <
              DESCRIPTION_LEAST ||
          (block.length && description.length))
        continue;
      looks[i].on[block.length ? FEATURE_DESCRIPTION_START : FEATURE_DESCRIPTION] = true;
    }
  }
}

void look_page(Document *d, Look *looks)
{
  const uint32_t *parents = find_parents(d);
  if (!parents) return;
  look_place(d, parents, looks);
  look_siblings(d, parents, looks);
  look_description(d, looks);
}
