/*
** diff.c: two texts word by word.
**
** E. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1
** (1986), section 4b: the middle of a shortest edit script is found by walking
** from both ends, then each half is treated alike.  Each half has at most half of
** the differences, so the stack of halves stays as deep as their logarithm.
*/
#include <string.h>

#include "compare/compare.h"

/* Differences looked for from each end of a part; a part with more than twice as
** many becomes one replacement. */
#define MOST_DIFFERENCES 1024
/* Words compared in all, per word of the texts; keeps repetitive texts linear. */
#define MOST_STEPS  512
#define STACK_DEPTH 64

/* A part of both texts, as half-open ranges of words. */
typedef struct Part {
  uint32_t a_from, a_to, b_from, b_to;
} Part;

typedef struct Differ {
  const uint32_t *a, *b;       /* a number per word, equal for equal words */
  bool *a_same, *b_same;       /* the words in common */
  int64_t *forward, *backward; /* furthest x per diagonal; index reach + 1 is diagonal 0 */
  int64_t reach;               /* differences looked for: no more than there are words */
  uint64_t steps;              /* left */
  Arena *arena;
} Differ;

const char *diff_op_name(DiffOp op)
{
  switch (op) {
  case DIFF_REPLACE: return "replace";
  case DIFF_INSERT: return "insert";
  case DIFF_DELETE: return "delete";
  default: return "same";
  }
}

/* ---- words as numbers ---------------------------------------------------- */

typedef struct WordNumbers {
  uint32_t *slots; /* 1 + index into the words of both texts, 0 free */
  uint32_t mask;
  uint32_t *numbers; /* of the words seen so far: a's, then b's */
  const Text *a, *b;
} WordNumbers;

static const Text *text_of_word(const WordNumbers *words, uint32_t *i)
{
  if (*i < words->a->token_count) return words->a;
  *i -= words->a->token_count;
  return words->b;
}

/* All double quotation marks are one word, all single ones another: which form
** an outlet sets is no difference.  0 for other tokens. */
static char quote_form(const Text *text, uint32_t i)
{
  switch (text_quote_of(text, i)) {
  case '"':
  case 'L':
  case 'R': return '"';
  case '\'':
  case 'l':
  case 'r': return '\'';
  case ',': return ',';
  default: return 0;
  }
}

/* Equal whatever the case, byte by byte of the folded forms. */
static bool same_folded(Slice x, Slice y)
{
  if (x.length == y.length && memcmp(x.bytes, y.bytes, x.length) == 0) return true;
  uint32_t i = 0, j = 0;
  while (i < x.length && j < y.length) {
    char p[8], q[8];
    uint32_t from_i = i, from_j = j;
    utf8_next(x.bytes, x.length, &i);
    utf8_next(y.bytes, y.length, &j);
    uint32_t n = text_fold(x.bytes + from_i, i - from_i, p, sizeof p);
    uint32_t m = text_fold(y.bytes + from_j, j - from_j, q, sizeof q);
    if (n != m || n > sizeof p || memcmp(p, q, n) != 0) return false;
  }
  return i == x.length && j == y.length;
}

static bool same_word(const WordNumbers *words, uint32_t i, uint32_t j)
{
  const Text *x = text_of_word(words, &i), *y = text_of_word(words, &j);
  char x_quote = quote_form(x, i), y_quote = quote_form(y, j);
  if (x_quote || y_quote) return x_quote == y_quote;
  return x->tokens[i].hash == y->tokens[j].hash && same_folded(text_token(x, i), text_token(y, j));
}

/* The numbers of a's words, then b's. */
static uint32_t *number_words(Arena *arena, const Text *a, const Text *b)
{
  uint32_t count = a->token_count + b->token_count, slots = 16;
  while (slots < 2 * count && slots < 0x80000000u) slots *= 2;
  WordNumbers words = {.mask = slots - 1, .a = a, .b = b};
  words.slots = arena_alloc(arena, (size_t)slots * sizeof *words.slots);
  words.numbers = arena_alloc(arena, ((size_t)count + 1) * sizeof *words.numbers);
  if (!words.slots || !words.numbers) return NULL;
  for (uint32_t i = 0; i < count && arena_every(arena, i); i++) {
    uint32_t token = i;
    const Text *text = text_of_word(&words, &token);
    char quote = quote_form(text, token);
    uint32_t hash = (quote ? (uint32_t)(unsigned char)quote : text->tokens[token].hash) * 0x9E3779B1u;
    uint32_t slot = (hash ^ hash >> 15) & words.mask;
    while (words.slots[slot] && !same_word(&words, words.slots[slot] - 1, i)) slot = (slot + 1) & words.mask;
    if (!words.slots[slot]) words.slots[slot] = i + 1;
    words.numbers[i] = words.slots[slot];
  }
  return words.numbers;
}

/* ---- Myers ----------------------------------------------------------------- */

/* Finds a point of a shortest path through the part; false when it would take more
** differences or steps than allowed.  The part's first and last words differ. */
static bool find_middle(Differ *differ, const Part *part, uint32_t *a_middle, uint32_t *b_middle)
{
  int64_t n = part->a_to - part->a_from, m = part->b_to - part->b_from, delta = n - m;
  const uint32_t *a = differ->a + part->a_from, *b = differ->b + part->b_from;
  int64_t *forward = differ->forward + differ->reach + 1, *backward = differ->backward + differ->reach + 1;
  forward[1] = 0;
  backward[1] = 0;
  for (int64_t d = 0; d <= differ->reach && d <= n + m && arena_running(differ->arena); d++) {
    for (int64_t k = -d; k <= d; k += 2) {
      int64_t x =
          k == -d || (k != d && forward[k - 1] < forward[k + 1]) ? forward[k + 1] : forward[k - 1] + 1;
      int64_t y = x - k, from = x;
      while (x < n && y >= 0 && y < m && a[x] == b[y]) x++, y++;
      forward[k] = x;
      uint64_t cost = (uint64_t)(x - from) + 1;
      if (cost > differ->steps) return false;
      differ->steps -= cost;
      int64_t opposite = delta - k;
      if (delta % 2 != 0 && opposite >= -(d - 1) && opposite <= d - 1 && x <= n && y >= 0 && y <= m &&
          x + backward[opposite] >= n) {
        *a_middle = part->a_from + (uint32_t)x;
        *b_middle = part->b_from + (uint32_t)y;
        return true;
      }
    }
    for (int64_t k = -d; k <= d; k += 2) {
      int64_t x =
          k == -d || (k != d && backward[k - 1] < backward[k + 1]) ? backward[k + 1] : backward[k - 1] + 1;
      int64_t y = x - k, from = x;
      while (x < n && y >= 0 && y < m && a[n - 1 - x] == b[m - 1 - y]) x++, y++;
      backward[k] = x;
      uint64_t cost = (uint64_t)(x - from) + 1;
      if (cost > differ->steps) return false;
      differ->steps -= cost;
      int64_t opposite = delta - k;
      if (delta % 2 == 0 && opposite >= -d && opposite <= d && x <= n && y >= 0 && y <= m &&
          x + forward[opposite] >= n) {
        *a_middle = part->a_to - (uint32_t)x;
        *b_middle = part->b_to - (uint32_t)y;
        return true;
      }
    }
  }
  return false;
}

/* Marks the words in common in a_same and b_same. */
static void find_common(Arena *arena, Differ *differ, Part whole)
{
  Part stack[STACK_DEPTH];
  uint32_t depth = 0;
  stack[depth++] = whole;
  while (depth > 0 && arena_running(arena)) {
    Part part = stack[--depth];
    while (part.a_from < part.a_to && part.b_from < part.b_to && arena_every(arena, part.a_from) &&
           differ->a[part.a_from] == differ->b[part.b_from]) {
      differ->a_same[part.a_from++] = true;
      differ->b_same[part.b_from++] = true;
    }
    while (part.a_from < part.a_to && part.b_from < part.b_to && arena_every(arena, part.a_to) &&
           differ->a[part.a_to - 1] == differ->b[part.b_to - 1]) {
      differ->a_same[--part.a_to] = true;
      differ->b_same[--part.b_to] = true;
    }
    uint32_t a_middle, b_middle;
    if (part.a_from == part.a_to || part.b_from == part.b_to || depth + 2 > STACK_DEPTH ||
        !find_middle(differ, &part, &a_middle, &b_middle)) {
      continue;
    }
    Part left = {part.a_from, a_middle, part.b_from, b_middle};
    Part right = {a_middle, part.a_to, b_middle, part.b_to};
    /* No progress where nothing is in common: the whole part differs. */
    bool whole_left = a_middle == part.a_to && b_middle == part.b_to;
    bool whole_right = a_middle == part.a_from && b_middle == part.b_from;
    if (whole_left || whole_right) continue;
    stack[depth++] = right;
    stack[depth++] = left;
  }
}

/* ---- rows ------------------------------------------------------------------- */

/* The bytes of the words from..to; an empty range stands behind the word before it. */
static Span span_of_words(const Text *text, uint32_t from, uint32_t to)
{
  if (from < to) return (Span){text->tokens[from].start, text->tokens[to - 1].end};
  uint32_t place = from > 0 ? text->tokens[from - 1].end : 0;
  return (Span){place, place};
}

static void make_rows(Arena *arena, const Differ *differ, const Text *a, const Text *b, Diff *diff)
{
  uint32_t i = 0, j = 0;
  while ((i < a->token_count || j < b->token_count) && arena_every(arena, (size_t)i + j)) {
    uint32_t a_from = i, b_from = j;
    DiffOp op = DIFF_SAME;
    while (i < a->token_count && j < b->token_count && differ->a_same[i] && differ->b_same[j]) i++, j++;
    if (i == a_from) {
      while (i < a->token_count && !differ->a_same[i]) i++;
      while (j < b->token_count && !differ->b_same[j]) j++;
      op = i == a_from ? DIFF_INSERT : j == b_from ? DIFF_DELETE : DIFF_REPLACE;
    }
    DiffRow *row = vector_push(arena, &diff->rows);
    if (!row) return;
    *row = (DiffRow){op, span_of_words(a, a_from, i), span_of_words(b, b_from, j)};
  }
}

NewsResult diff_texts(Arena *arena, const Text *a, const Text *b, Diff *diff)
{
  *diff = (Diff){0};
  size_t words = (size_t)a->token_count + b->token_count;
  size_t reach = words < MOST_DIFFERENCES ? words : MOST_DIFFERENCES, diagonals = 2 * reach + 3;
  const uint32_t *numbers = number_words(arena, a, b);
  Differ differ = {.arena = arena,
                   .a = numbers,
                   .reach = (int64_t)reach,
                   .steps = MOST_STEPS * (uint64_t)words + MOST_DIFFERENCES};
  differ.a_same = arena_alloc(arena, words + 1);
  differ.forward = arena_alloc(arena, diagonals * sizeof *differ.forward);
  differ.backward = arena_alloc(arena, diagonals * sizeof *differ.backward);
  if (!numbers || !differ.a_same || !differ.forward || !differ.backward) return arena->result;
  differ.b = numbers + a->token_count;
  differ.b_same = differ.a_same + a->token_count;
  find_common(arena, &differ, (Part){0, a->token_count, 0, b->token_count});
  make_rows(arena, &differ, a, b, diff);
  return arena->result;
}
