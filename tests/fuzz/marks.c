/*
** marks.c: the pairing of quotation marks against a slow exact search.
**
** marks.c of the library finds the cheapest roles of a paragraph's marks with a table of states.
** Here the same rules are written over a stack of open marks, and every choice of roles is tried:
** none may be cheaper than the one that the library took.  Included as source: the costs of one mark
** are the library's own, and not in a header.
*/
#define marks_pair marks_pair_tried
#include "../../ext/quote/marks.c"
#undef marks_pair
#include "fuzz_text.h"

enum { MARKS_MOST = 7 /* 4 roles each: 16,384 choices */ };

/* What is open, outermost first: 'd' and 's'. */
typedef struct Stack {
  char open[2];
  int depth;
} Stack;

/* The mark takes its role: what that costs beyond the role itself, or -1 where it cannot. */
static int take_role(Stack *stack, Role role, bool single)
{
  char mark = single ? 's' : 'd';
  int outer = -1, inner = -1; /* where marks of this form are open */
  for (int i = stack->depth; i-- > 0;) {
    if (stack->open[i] != mark) continue;
    outer = i;
    if (inner < 0) inner = i;
  }
  bool full = stack->depth == 2, top_double = full && stack->open[1] == 'd';
  if (role == ROLE_OTHER) return 0;
  if (role == ROLE_NEST) {
    if (single || stack->depth != 1 || outer != 0) return -1;
    stack->open[stack->depth++] = mark;
    return 0;
  }
  if (role == ROLE_OPEN) {
    if (single && top_double) return -1;
    if (outer < 0) { /* room, as two different ones are the most */
      stack->open[stack->depth++] = mark;
      return 0;
    }
    stack->depth = outer + 1; /* a second one: what is in the first is given up, and it begins anew */
    return COST_STRAY;
  }
  if (single && full && stack->open[0] == 'd' && top_double) return -1;
  if (inner < 0) return COST_STRAY;
  int cost = inner == stack->depth - 1 ? 0 : COST_STRAY;
  stack->depth = inner;
  return cost;
}

static uint32_t cost_of_end(const Stack *stack, bool reopened)
{
  uint32_t unclosed = reopened ? COST_REOPENED : COST_UNCLOSED;
  return stack->depth == 0 ? 0 : unclosed + (stack->depth == 2 ? COST_ODD : 0);
}

static uint32_t cheapest(const Mark *marks, uint32_t count, Stack stack, bool reopened)
{
  if (!count) return cost_of_end(&stack, reopened);
  uint32_t least = COST_NEVER;
  for (int role = 0; role < ROLES; role++) {
    Stack next = stack;
    int extra = take_role(&next, (Role)role, marks->single);
    if (extra < 0) continue;
    uint32_t cost = cheapest(marks + 1, count - 1, next, reopened) + marks->cost[role] + (uint32_t)extra;
    if (cost < least) least = cost;
  }
  return least;
}

static uint32_t cost_of(const Pairing *p, bool reopened)
{
  Stack stack = {0};
  uint32_t cost = 0;
  for (uint32_t m = 0; m < p->marks.count; m++) {
    int extra = take_role(&stack, (Role)p->roles[m], p->marks.items[m].single);
    PROMISE(extra >= 0);
    cost += p->marks.items[m].cost[p->roles[m]] + (uint32_t)extra;
  }
  return cost + cost_of_end(&stack, reopened);
}

static void check_paragraph(Pairing *p, uint32_t paragraph)
{
  const Paragraph *in = &p->text->paragraphs[paragraph];
  uint8_t roles[MARKS_MOST];
  bool low_opens = false;
  p->marks.count = 0;
  p->roles = roles;
  for (uint32_t i = in->first_token; i < in->last_token; i++) {
    if (p->text->tokens[i].kind != TOKEN_QUOTE) continue;
    if (p->marks.count == MARKS_MOST) return; /* too many to try them all */
    if (text_quote_of(p->text, i) == ',') low_opens = true;
    Mark *mark = vector_push(p->arena, &p->marks);
    PROMISE(mark);
    *mark = judge(p->text, i, in->first_token, in->last_token, low_opens);
  }
  decide_roles(p, paragraph);
  bool reopened = opens_at(p->text, paragraph + 1);
  PROMISE(cost_of(p, reopened) == cheapest(p->marks.items, p->marks.count, (Stack){0}, reopened));
}

/* What the pairs say of themselves. */
static void check_stretches(const Text *text, const Stretches *stretches)
{
  uint32_t first = 0, outer_last = 0;
  for (uint32_t i = 0; i < stretches->all.count; i++) {
    const Stretch *s = &stretches->all.items[i];
    const Paragraph *in = &text->paragraphs[s->paragraph];
    PROMISE(s->first >= first && s->first < s->last);
    PROMISE(s->first >= in->first_token && s->last <= in->last_token);
    PROMISE(s->open == TOKEN_NONE || (s->open + 1 == s->first && text->tokens[s->open].kind == TOKEN_QUOTE));
    PROMISE(s->close == TOKEN_NONE || (s->close == s->last && text->tokens[s->close].kind == TOKEN_QUOTE));
    PROMISE(s->inner == (s->first < outer_last));
    if (!s->inner) outer_last = s->last;
    first = s->first;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  FuzzText fuzz;
  Stretches stretches = {0};
  const Text *text = fuzz_text_begin(&fuzz, bytes, length);
  marks_pair_tried(&fuzz.arena, text, &stretches);
  check_stretches(text, &stretches);
  Pairing pairing = {.arena = &fuzz.arena, .text = text};
  for (uint32_t paragraph = 0; paragraph < text->paragraph_count; paragraph++)
    check_paragraph(&pairing, paragraph);
  fuzz_text_end(&fuzz);
  return 0;
}
