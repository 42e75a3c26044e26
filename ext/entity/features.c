/* features.c: the features of a token among its neighbours, as rows of the model. */
#include "entity/tagger.h"

typedef struct Rows {
  uint32_t *rows, count;
} Rows;

static void put(Rows *r, uint32_t kind, uint32_t a, uint32_t b)
{
  uint32_t h = (kind * 0x85EBCA6Bu ^ a) * 0xC2B2AE35u;
  h = ((h ^ h >> 13) + b) * 0x9E3779B1u;
  if (r->count < FEATURES_MOST) r->rows[r->count++] = h ^ h >> 15;
}

static uint32_t piece(const Text *text, const Token *t, uint32_t from, uint32_t length)
{
  uint32_t h = length;
  for (uint32_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text->bytes[t->start + from + i];
    h = h * 31 + (c >= 'A' && c <= 'Z' ? c + 32u : c);
  }
  return h;
}

/* The six list positions in one number. */
static uint32_t lists_of(const Sight *s)
{
  uint32_t all = 0;
  for (int l = 0; l < 6; l++)
    all = all * 5 + (s->lists[l] == 'B'   ? 1
                     : s->lists[l] == 'I' ? 2
                     : s->lists[l] == 'E' ? 3
                     : s->lists[l] == 'S' ? 4
                                          : 0);
  return all;
}

uint32_t tagger_features(const Text *text, const Sight *sights, uint32_t i, uint32_t first, uint32_t last,
                         uint32_t rows[FEATURES_MOST])
{
  static const Sight edge = {.word = 1, .shape = 2, .form = 3};
  Rows r = {rows, 0};
  const Token *t = &text->tokens[i];
  const Sight *s = &sights[i], *p = i > first ? s - 1 : &edge, *pp = i > first + 1 ? s - 2 : &edge;
  const Sight *n = i + 1 < last ? s + 1 : &edge, *nn = i + 2 < last ? s + 2 : &edge;
  uint32_t length = t->end - t->start, starts = i == first;
  put(&r, 1, 0, 0);
  put(&r, 2, s->word, 0);
  put(&r, 3, p->word, 0);
  put(&r, 4, n->word, 0);
  put(&r, 5, pp->word, 0);
  put(&r, 6, nn->word, 0);
  put(&r, 7, p->word, s->word);
  put(&r, 8, s->word, n->word);
  put(&r, 9, p->word, s->shape);
  put(&r, 10, s->shape, n->word);
  put(&r, 11, p->word, n->word);
  put(&r, 12, s->shape, starts);
  put(&r, 13, s->form, starts);
  put(&r, 14, p->shape, s->shape);
  put(&r, 15, s->shape, n->shape);
  put(&r, 16, p->shape * 31 + s->shape, n->shape);
  for (uint32_t k = 1; k <= 4 && k <= length; k++) {
    put(&r, 16 + k, piece(text, t, 0, k), 0);
    put(&r, 20 + k, piece(text, t, length - k, k), 0);
  }
  if (length > 3) put(&r, 25, piece(text, t, length - 3, 3), s->shape);
  uint32_t mine = lists_of(s), before = lists_of(p), behind = lists_of(n);
  put(&r, 26, mine, s->shape);
  put(&r, 27, mine, starts);
  put(&r, 28, before, mine);
  put(&r, 29, mine, behind);
  for (uint32_t l = 0; l < 6; l++) {
    if (s->lists[l]) put(&r, 30, l, s->lists[l]);
    if (s->lists[l]) put(&r, 31, l * 256 + s->lists[l], p->word);
    if (p->lists[l]) put(&r, 32, l, p->lists[l]);
    if (n->lists[l]) put(&r, 33, l, n->lists[l]);
  }
  put(&r, 34, s->common, s->shape * 2 + starts);
  put(&r, 35, s->common * 2u + s->lower_elsewhere, s->capital_elsewhere * 2u + s->in_longer_run + 8 * starts);
  put(&r, 36, s->lower_elsewhere * 4u + s->capital_elsewhere * 2u + s->in_longer_run, mine);
  put(&r, 37, s->all_capital_line, s->common);
  put(&r, 38, p->role * 2u + pp->role, s->shape);
  put(&r, 39, n->organisation * 4u + nn->organisation * 2u + s->organisation, s->shape);
  /* A title within three tokens before, an organisation's word within the run behind. */
  uint32_t role = 0, organisation = 0;
  for (uint32_t k = 1; k <= 3 && i >= first + k; k++) role |= sights[i - k].role;
  for (uint32_t k = i; k < last && k < i + 6 && ((text->tokens[k].flags & TOKEN_CAPITAL) || k == i); k++) {
    if (sights[k].organisation) organisation = k - i + 1;
  }
  put(&r, 40, role, s->shape);
  put(&r, 41, organisation, s->shape);
  put(&r, 42, organisation, s->word);
  put(&r, 43, t->flags & (TOKEN_GLUED | TOKEN_ABBREVIATION), s->shape);
  put(&r, 44, pp->word * 31 + p->word, s->shape);
  put(&r, 45, s->shape * 31 + n->word, nn->word);
  return r.count;
}
