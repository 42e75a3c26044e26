/*
** marks.c: pairing quotation marks by least cost.
**
** Six states say what is open: nothing, a double mark, a single mark, a single
** inside a double, a double inside a single, a double inside a double.  Every mark takes one of three
** roles, each with a cost from what stands at its sides; the cheapest way
** through a paragraph wins (Viterbi over 6 states).  So one stray mark costs a
** little and spoils nothing, and a paragraph is never read twice.
*/
#include "quote/marks.h"

#include <string.h>

typedef enum State {
  STATE_NONE,
  STATE_DOUBLE,
  STATE_SINGLE,
  STATE_DOUBLE_SINGLE,
  STATE_SINGLE_DOUBLE,
  STATE_DOUBLE_DOUBLE,
  STATES
} State;
typedef enum Role { ROLE_OPEN, ROLE_NEST, ROLE_CLOSE, ROLE_OTHER, ROLES } Role;

/* Costs in tenths of the cost of "somewhat odd". */
enum {
  COST_ODD = 10,
  COST_STRAY = 35,     /* opens what is open, closes what is not */
  COST_NEST = 20,      /* a double mark inside double marks */
  COST_UNCLOSED = 45,  /* at the end of the paragraph */
  COST_REOPENED = 12,  /* the same, where the next paragraph opens anew */
  COST_WRONG_FORM = 40 /* ” as the opening mark, “ as the closing one */
};

/* After `role` in `state`: the state that follows, or STATES where the role
** cannot be; *stray where the mark finds no partner. */
static State state_after(State state, Role role, bool single, bool *stray)
{
  static const uint8_t open_double[STATES] = {STATE_DOUBLE, STATE_DOUBLE,        STATE_SINGLE_DOUBLE,
                                              STATE_DOUBLE, STATE_SINGLE_DOUBLE, STATE_DOUBLE};
  static const uint8_t open_single[STATES] = {
      STATE_SINGLE, STATE_DOUBLE_SINGLE, STATE_SINGLE, STATE_DOUBLE_SINGLE, STATES, STATES};
  static const uint8_t close_double[STATES] = {STATE_NONE, STATE_NONE,   STATE_SINGLE,
                                               STATE_NONE, STATE_SINGLE, STATE_DOUBLE};
  static const uint8_t close_single[STATES] = {STATE_NONE,   STATE_DOUBLE, STATE_NONE,
                                               STATE_DOUBLE, STATE_NONE,   STATES};
  bool double_open = state == STATE_DOUBLE || state == STATE_DOUBLE_SINGLE || state == STATE_SINGLE_DOUBLE ||
                     state == STATE_DOUBLE_DOUBLE;
  bool single_open = state == STATE_SINGLE || state == STATE_DOUBLE_SINGLE || state == STATE_SINGLE_DOUBLE;
  *stray = false;
  if (role == ROLE_OTHER) return state;
  if (role == ROLE_NEST) return state == STATE_DOUBLE && !single ? STATE_DOUBLE_DOUBLE : STATES;
  if (role == ROLE_OPEN) {
    *stray = single ? single_open : double_open;
    return (State)(single ? open_single : open_double)[state];
  }
  *stray =
      single ? !single_open || state == STATE_SINGLE_DOUBLE : !double_open || state == STATE_DOUBLE_SINGLE;
  return (State)(single ? close_single : close_double)[state];
}

#define COST_NEVER (UINT32_MAX / 2)

/* ---- one mark ------------------------------------------------------------ */

typedef struct Mark {
  uint32_t token;
  char form; /* text_quote_of */
  bool single;
  uint8_t cost[ROLES];
} Mark;

static bool is_sentence_end(const Token *t)
{
  return t->kind == TOKEN_PUNCTUATION && (t->mark == '.' || t->mark == '?' || t->mark == '!' ||
                                          t->mark == ',' || t->mark == '_' || t->mark == ';');
}

/* Elided beginnings after an apostrophe: 'em 'til 'cause '90s. */
static bool is_elision(const Text *text, uint32_t next)
{
  static const char *const words[] = {"em", "til", "cause", "tis", "twas", "n", "bout", "round"};
  if (next >= text->token_count) return false;
  if (text->tokens[next].kind == TOKEN_NUMBER) return true;
  return TEXT_IS_ANY(text, next, words);
}

static uint8_t lesser(int a, int b)
{
  return (uint8_t)(a < b ? a : b);
}

/* What each role costs by the mark's form and by what touches it. */
static Mark judge(const Text *text, uint32_t i, uint32_t first, uint32_t end, bool low_opens)
{
  Mark mark = {i, text_quote_of(text, i), false, {0}};
  const Token *t = &text->tokens[i], *before = i > first ? t - 1 : NULL, *after = i + 1 < end ? t + 1 : NULL;
  bool touches_left = i > first && (t->flags & TOKEN_GLUED),
       touches_right = i + 1 < end && (after->flags & TOKEN_GLUED);
  bool left_end = touches_left && is_sentence_end(before);
  bool left_open =
      touches_left && (before->mark == '(' || before->mark == '[' || before->mark == '~' ||
                       before->mark == '-' || before->mark == '/' || before->kind == TOKEN_QUOTE);
  bool right_end = touches_right && (after->kind == TOKEN_PUNCTUATION || after->kind == TOKEN_QUOTE);
  bool right_word = touches_right && !right_end;
  int open = 0, close = 0, other = COST_STRAY;
  mark.single = mark.form == '\'' || mark.form == 'l' || mark.form == 'r' ||
                (mark.form == ',' && text->bytes[t->end - 1] == '\x9A'); /* ‚ */
  if (!touches_right) open += 2 * COST_ODD;
  if (right_end && after->mark != '_' && after->mark != '[' && after->kind != TOKEN_QUOTE) open += COST_ODD;
  if (touches_left && !left_open) open += left_end ? COST_ODD / 2 : COST_ODD;
  if (!touches_left && i > first) close += 2 * COST_ODD;
  if (i == first) close += COST_STRAY;
  if (right_word) close += left_end ? COST_ODD / 2 : COST_ODD;
  if (left_open && before->kind != TOKEN_QUOTE) close += COST_ODD;
  switch (mark.form) {
  case 'L':
    close += low_opens ? 0 : COST_WRONG_FORM;
    open += low_opens ? COST_WRONG_FORM : 0;
    break;
  case 'R': open += COST_WRONG_FORM; break;
  case ',': close += COST_WRONG_FORM; break;
  case 'l': close += low_opens ? 0 : COST_WRONG_FORM; break;
  case 'r': open += COST_WRONG_FORM - COST_ODD; break;
  default: break;
  }
  if (mark.single) {
    bool possessive = touches_left && before->kind == TOKEN_WORD;
    if (mark.form == '\'') open += COST_ODD / 2;
    if (mark.form == '\'' || mark.form == 'r') {
      other = touches_left && touches_right && before->kind == TOKEN_WORD && after->kind == TOKEN_WORD
                  ? 0
                  : 2 * COST_ODD;
      if (possessive && !touches_right) {
        char last = text->bytes[before->end - 1] | 32;
        other = last == 's' || last == 'x' || last == 'z' ? COST_ODD / 2
                : last == 'n'                             ? COST_ODD
                                                          : 2 * COST_ODD;
        close += COST_ODD / 2;
      }
      if (touches_left && before->kind == TOKEN_NUMBER) other = COST_ODD / 2;
      if (is_elision(text, i + 1)) other = COST_ODD / 2;
    } else if (mark.form == 'l' && is_elision(text, i + 1)) {
      other = COST_ODD;
    }
  } else if (mark.form != ',' && touches_left && before->kind == TOKEN_NUMBER && !right_word) {
    other = mark.form == '"' ? COST_ODD + COST_ODD / 2 : COST_STRAY; /* inches, seconds */
  }
  mark.cost[ROLE_OPEN] = lesser(open, 200);
  mark.cost[ROLE_NEST] = lesser(open + COST_NEST, 200);
  mark.cost[ROLE_CLOSE] = lesser(close, 200);
  mark.cost[ROLE_OTHER] = lesser(other, 200);
  return mark;
}

/* ---- one paragraph ------------------------------------------------------- */

typedef struct Step {
  uint8_t from[STATES], role[STATES];
} Step;

typedef struct Pairing {
  Arena *arena;
  const Text *text;
  Stretches *out;
  VECTOR(Mark) marks;
  VECTOR(Step) steps;
  uint8_t *roles; /* Role of each mark, as decided */
  uint32_t roles_capacity;
} Pairing;

static bool opens_at(const Text *text, uint32_t paragraph)
{
  if (paragraph >= text->paragraph_count) return false;
  char form = text_quote_of(text, text->paragraphs[paragraph].first_token);
  return form == 'L' || form == '"' || form == 'l' || form == '\'' || form == ',';
}

static void decide_roles(Pairing *p, uint32_t paragraph)
{
  uint32_t cost[STATES] = {0, COST_NEVER, COST_NEVER, COST_NEVER, COST_NEVER, COST_NEVER};
  p->steps.count = 0;
  for (uint32_t m = 0; m < p->marks.count && arena_every(p->arena, m); m++) {
    Step *step = vector_push(p->arena, &p->steps);
    if (!step) return;
    const Mark *mark = &p->marks.items[m];
    uint32_t next[STATES];
    for (int s = 0; s < STATES; s++) next[s] = COST_NEVER;
    for (int s = 0; s < STATES; s++) {
      for (int role = 0; role < ROLES; role++) {
        bool stray;
        State to = state_after((State)s, (Role)role, mark->single, &stray);
        if (to == STATES) continue;
        uint32_t total = cost[s] + mark->cost[role] + (stray ? COST_STRAY : 0);
        if (total < next[to]) {
          next[to] = total;
          step->from[to] = (uint8_t)s;
          step->role[to] = (uint8_t)role;
        }
      }
    }
    memcpy(cost, next, sizeof cost);
  }
  uint32_t unclosed = opens_at(p->text, paragraph + 1) ? COST_REOPENED : COST_UNCLOSED;
  int state = STATE_NONE;
  for (int s = STATE_DOUBLE; s < STATES; s++) {
    cost[s] += unclosed + (s >= STATE_DOUBLE_SINGLE ? COST_ODD : 0);
    if (cost[s] < cost[state]) state = s;
  }
  if (p->arena->result != NEWS_OK) return;
  for (uint32_t m = p->marks.count; m-- > 0;) {
    p->roles[m] = p->steps.items[m].role[state];
    state = p->steps.items[m].from[state];
  }
}

static void add_stretch(Pairing *p, uint32_t paragraph, uint32_t open, uint32_t close, bool single)
{
  const Paragraph *in = &p->text->paragraphs[paragraph];
  uint32_t first = open == TOKEN_NONE ? in->first_token : open + 1;
  uint32_t last = close == TOKEN_NONE ? in->last_token : close;
  if (first >= last) return;
  Stretch *stretch = vector_push(p->arena, &p->out->all);
  if (stretch) *stretch = (Stretch){first, last, open, close, paragraph, single, false, false, false};
}

/* Turns roles into stretches, an inner one behind its outer one. */
static void collect(Pairing *p, uint32_t paragraph, bool left_open)
{
  uint32_t double_open = TOKEN_NONE, single_open = TOKEN_NONE, outer = TOKEN_NONE, before = p->out->all.count;
  bool any = false;
  for (uint32_t m = 0; m < p->marks.count && arena_every(p->arena, m); m++) {
    const Mark *mark = &p->marks.items[m];
    uint32_t *open = mark->single ? &single_open : &double_open;
    uint32_t *other = mark->single ? &double_open : &single_open;
    /* What was opened inside goes with the one around it, as in state_after. */
    if (p->roles[m] != ROLE_OTHER && *open != TOKEN_NONE && *other != TOKEN_NONE && *other > *open) {
      *other = TOKEN_NONE;
    }
    if (p->roles[m] == ROLE_NEST) outer = double_open;
    if (p->roles[m] == ROLE_OPEN) outer = TOKEN_NONE;
    if (p->roles[m] == ROLE_OPEN || p->roles[m] == ROLE_NEST) {
      *open = mark->token;
      any = true;
    } else if (p->roles[m] == ROLE_CLOSE) {
      if (*open != TOKEN_NONE) {
        add_stretch(p, paragraph, *open, mark->token, mark->single);
      } else if (!any && left_open) {
        add_stretch(p, paragraph, TOKEN_NONE, mark->token, mark->single);
      }
      any = true;
      *open = mark->single ? TOKEN_NONE : outer;
      if (!mark->single) outer = TOKEN_NONE;
    }
  }
  bool reopened = opens_at(p->text, paragraph + 1);
  uint32_t open = double_open != TOKEN_NONE ? double_open : single_open;
  if (open != TOKEN_NONE) add_stretch(p, paragraph, open, TOKEN_NONE, open == single_open);
  if (p->arena->result != NEWS_OK) return;
  Stretch *all = p->out->all.items;
  if (open != TOKEN_NONE && p->out->all.count > before) all[p->out->all.count - 1].continues = reopened;
  /* Closing order to opening order: at most two levels, so one swap settles each. */
  for (uint32_t i = before + 1; i < p->out->all.count; i++) {
    for (uint32_t j = i; j > before && all[j - 1].first > all[j].first; j--) {
      Stretch swap = all[j];
      all[j] = all[j - 1];
      all[j - 1] = swap;
    }
  }
  uint32_t end = 0;
  for (uint32_t i = before; i < p->out->all.count; i++) {
    all[i].inner = all[i].first < end;
    if (!all[i].inner) end = all[i].last;
  }
}

void marks_pair(Arena *arena, const Text *text, Stretches *stretches)
{
  Pairing p = {.arena = arena, .text = text, .out = stretches};
  for (uint32_t paragraph = 0; paragraph < text->paragraph_count; paragraph++) {
    const Paragraph *in = &text->paragraphs[paragraph];
    bool low_opens = false;
    p.marks.count = 0;
    for (uint32_t i = in->first_token; i < in->last_token && arena_every(arena, i); i++) {
      if (text->tokens[i].kind != TOKEN_QUOTE) continue;
      if (text_quote_of(text, i) == ',') low_opens = true;
      Mark *mark = vector_push(arena, &p.marks);
      if (!mark) return;
      *mark = judge(text, i, in->first_token, in->last_token, low_opens);
    }
    if (!arena_running(arena)) return;
    if (!p.marks.count) continue;
    if (p.marks.count > p.roles_capacity) {
      p.roles_capacity = p.marks.count * 2;
      p.roles = arena_alloc(arena, p.roles_capacity);
      if (!p.roles) return;
    }
    uint32_t count = stretches->all.count;
    const Stretch *last = count ? &stretches->all.items[count - 1] : NULL;
    bool left_open = last && last->paragraph + 1 == paragraph && last->close == TOKEN_NONE;
    bool continued = left_open && last->continues;
    decide_roles(&p, paragraph);
    if (arena->result != NEWS_OK) return;
    collect(&p, paragraph, left_open);
    if (continued && stretches->all.count > count) stretches->all.items[count].continued = true;
  }
}
