/* features.c: the features of a token among its neighbours, as hashes. */
#include "entity/tagger.h"

typedef struct Features {
  uint32_t *items, count;
} Features;

/* Kinds of features; tagger_features numbers its own from 1. */
enum { LISTED = 50, LISTED_BEHIND, LISTED_BEFORE, LISTED_NEXT, SUFFIX_SHAPE, PREFIX = 60, SUFFIX = 70 };

/* Beyond the ends of the sentence. */
static const Sight edge = {.word = 1, .shape = 2, .form = 3};

/* FEATURES_MOST is more than tagger_features puts. */
static inline void put(Features *features, uint32_t kind, uint32_t a, uint32_t b)
{
  uint32_t h = (kind * 0x85EBCA6Bu ^ a) * 0xC2B2AE35u;
  h = ((h ^ h >> 13) + b) * 0x9E3779B1u;
  features->items[features->count++] = h ^ h >> 15;
}

static uint32_t small_letter(unsigned char byte)
{
  uint32_t c = byte;
  return c - 'A' < 26u ? c + 32 : c;
}

/* The first and the last two to four bytes. */
static void put_affixes(Features *features, const Text *text, const Token *t, uint32_t shape)
{
  const char *bytes = text->bytes + t->start;
  uint32_t length = t->end - t->start, prefix = 0, suffix = 0, power = 1;
  for (uint32_t k = 1; k <= 4 && k <= length; k++, power *= 31) {
    prefix = prefix * 31 + small_letter((unsigned char)bytes[k - 1]);
    suffix += small_letter((unsigned char)bytes[length - k]) * power;
    if (k == 1) continue;
    put(features, PREFIX + k, prefix, 0);
    put(features, SUFFIX + k, suffix, 0);
    if (k == 3) put(features, SUFFIX_SHAPE, suffix, length > 3 ? shape : 0);
  }
}

/* Takes the first list of *lists off; returns which it is, and its ListPart in *part. */
static inline uint32_t next_list(uint32_t *lists, uint32_t *part)
{
  uint32_t list = (uint32_t)__builtin_ctz(*lists) / SIGHT_LIST_BITS;
  *part = *lists >> list * SIGHT_LIST_BITS & ((1u << SIGHT_LIST_BITS) - 1);
  *lists &= ~(((1u << SIGHT_LIST_BITS) - 1) << list * SIGHT_LIST_BITS);
  return list;
}

static void put_lists(Features *features, const Sight *before, const Sight *s, const Sight *next)
{
  uint32_t part;
  for (uint32_t lists = s->lists; lists;) {
    uint32_t list = next_list(&lists, &part);
    put(features, LISTED, list, part);
    put(features, LISTED_BEHIND, list * 256 + part, before->word);
  }
  for (uint32_t lists = before->lists; lists;) {
    uint32_t list = next_list(&lists, &part);
    put(features, LISTED_BEFORE, list, part);
  }
  for (uint32_t lists = next->lists; lists;) {
    uint32_t list = next_list(&lists, &part);
    put(features, LISTED_NEXT, list, part);
  }
}

static ListPart part_of(const Run *run, uint32_t i)
{
  if (run->last - run->first == 1) return LIST_SINGLE;
  return i == run->first ? LIST_BEGIN : i + 1 == run->last ? LIST_END : LIST_INSIDE;
}

/* The run of capitals as a whole: its ends, its neighbours, what it is said to be. */
static void put_run(Features *r, const Sight *sights, uint32_t i, uint32_t first, uint32_t last)
{
  enum { LENGTH_MOST = 5 };
  const Run *run = sights[i].run;
  const Sight *front = &sights[run->first], *head = &sights[run->last - 1];
  const Sight *before = run->first > first ? front - 1 : &edge, *behind = run->last < last ? head + 1 : &edge;
  uint32_t part = part_of(run, i), length = run->last - run->first;
  if (length > 1) {
    put(r, 30, head->word, part);
    put(r, 31, front->word, part);
    put(r, 32, front->lists, head->lists * 8 + part);
  }
  put(r, 33, head->word_class, part);
  put(r, 34, before->word, part);
  put(r, 35, behind->word, part);
  put(r, 36, before->word_class * 256u + behind->word_class, part);
  put(r, 37, length < LENGTH_MOST ? length : LENGTH_MOST, part);
  for (uint32_t signs = run->signs; signs; signs &= signs - 1) put(r, 38, signs & -signs, part);
  if (!run->noun) return;
  put(r, 39, run->noun, part);
  put(r, 40, run->noun_class, part);
}

uint32_t tagger_features(const Text *text, const Sight *sights, uint32_t i, uint32_t first, uint32_t last,
                         uint32_t items[FEATURES_MOST], uint32_t *own)
{
  Features r = {.items = items};
  const Token *t = &text->tokens[i];
  const Sight *s = &sights[i], *p = i > first ? s - 1 : &edge, *pp = i > first + 1 ? s - 2 : &edge;
  const Sight *n = i + 1 < last ? s + 1 : &edge, *nn = i + 2 < last ? s + 2 : &edge;
  uint32_t starts = i == first, use = s->uses & (USED_LOWER | USED_CAPITAL_INSIDE | USED_IN_RUN);
  put(&r, 1, s->word, 0);
  put(&r, 2, s->word, n->word);
  put_affixes(&r, text, t, s->shape);
  *own = r.count;
  put(&r, 7, 0, 0);
  put(&r, 3, p->word, 0);
  put(&r, 4, n->word, 0);
  put(&r, 5, pp->word, 0);
  put(&r, 6, nn->word, 0);
  put(&r, 8, p->word, n->word);
  put(&r, 9, s->shape, starts);
  put(&r, 10, s->form, starts);
  put(&r, 11, p->shape, s->shape);
  put(&r, 12, s->shape, n->shape);
  put(&r, 13, p->shape * 31 + s->shape, n->shape);
  put(&r, 14, s->lists, s->shape);
  put(&r, 15, p->lists, s->lists);
  put(&r, 16, s->lists, n->lists);
  put_lists(&r, p, s, n);
  put(&r, 17, s->common, s->shape * 2 + starts);
  put(&r, 18, s->common, use + 8 * starts);
  put(&r, 19, s->all_capital_line, s->common);
  put(&r, 20, p->role * 2u + pp->role, s->shape);
  put(&r, 21, n->organisation * 4u + nn->organisation * 2u + s->organisation, s->shape);
  /* A title within three tokens before, an organisation's word within the run behind. */
  uint32_t role = 0, organisation = 0;
  for (uint32_t k = 1; k <= 3 && i >= first + k; k++) role |= s[-(int32_t)k].role;
  for (uint32_t k = i; k < last && k < i + 6 && ((text->tokens[k].flags & TOKEN_CAPITAL) || k == i); k++) {
    if (sights[k].organisation) organisation = k - i + 1;
  }
  put(&r, 22, role, s->shape);
  put(&r, 23, organisation, s->word);
  put(&r, 24, pp->word * 31 + p->word, s->shape);
  put(&r, 25, s->shape * 31 + n->word, nn->word);
  if (p->word_class) put(&r, 26, p->word_class, s->shape);
  if (n->word_class) put(&r, 27, n->word_class, s->shape);
  if (p->word_class || pp->word_class) put(&r, 28, pp->word_class, p->word_class);
  if (n->word_class || nn->word_class) put(&r, 29, n->word_class, nn->word_class);
  if (s->run) put_run(&r, sights, i, first, last);
  return r.count;
}
