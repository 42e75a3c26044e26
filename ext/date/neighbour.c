/* neighbour.c: what an expression takes from those beside it. */
#include "date/neighbour.h"

enum {
  DAY_BEHIND = 2, /* expressions, and tokens, a time looks ahead for its day */
  DAY_BEHIND_TOKENS = 8,
  LIST_REACH = 8, /* days of a list that are asked for its direction */
  LIST_LINK = 2   /* tokens between two of them: ", and" */
};

static bool is_dash(const Text *text, uint32_t at)
{
  return date_mark(text, at) == '-' || date_mark(text, at) == '~';
}

static bool is_list_word(const Text *text, uint32_t at)
{
  return text_is(text, at, "to") || text_is(text, at, "and") || text_is(text, at, "or") ||
         text_is(text, at, "through") || text_is(text, at, "until");
}

int neighbour_century(const Resolver *r, int year)
{
  if (!r->narrative || r->spoken.grain == GRAIN_NONE) return year;
  int told = resolve_year(period_first(r->spoken)) / 100 * 100 + year % 100;
  return r->anchor != DAY_NONE && told > resolve_year(r->anchor) ? year : told;
}

int neighbour_year(const Resolver *r, uint32_t index)
{
  const Expression *e = &r->in->all.items[index];
  if (e->year != FIELD_NONE) {
    return e->two_digit_year ? neighbour_century(r, e->year) : e->year;
  }
  if (index + 1 >= r->in->all.count || e->month == FIELD_NONE || e->relation) return 0;
  const Expression *next = e + 1;
  bool named = next->month != FIELD_NONE && next->year != FIELD_NONE;
  if (!named || next->first < e->last || next->first - e->last > 2) return 0;
  bool link = is_list_word(r->text, e->last), comma = r->text->tokens[e->last].mark == ',';
  bool linked = next->first - e->last == 2 ? comma && is_list_word(r->text, e->last + 1)
                                           : link || comma || is_dash(r->text, e->last);
  if (!linked) return 0;
  return e->month > next->month ? next->year - 1 : next->year;
}

static bool is_yearless_day(const Expression *e)
{
  return e->kind == EXPRESSION_CALENDAR && e->month != FIELD_NONE && e->day != FIELD_NONE &&
         e->year == FIELD_NONE && e->relation == RELATION_NONE;
}

/* Are these days without a year neighbours in a list? */
static bool is_listed(const Text *text, const Expression *a, const Expression *b)
{
  return is_yearless_day(a) && is_yearless_day(b) && b->first <= a->last + LIST_LINK &&
         text->tokens[a->first].sentence == text->tokens[b->first].sentence;
}

Direction neighbour_direction(const Resolver *r, uint32_t index)
{
  const Expression *all = r->in->all.items;
  uint32_t first = index, last = index;
  if (!is_yearless_day(&all[index])) return resolve_direction(r, &all[index]);
  while (first > 0 && index - first < LIST_REACH && is_listed(r->text, &all[first - 1], &all[first])) first--;
  while (last + 1 < r->in->all.count && last - index < LIST_REACH &&
         is_listed(r->text, &all[last], &all[last + 1]))
    last++;
  return tense_direction(r->text, all[first].first, all[last].last);
}

uint32_t neighbour_day(const Resolver *r, uint32_t index)
{
  const Expression *e = &r->in->all.items[index];
  uint32_t sentence = r->text->tokens[e->first].sentence;
  bool linked =
      is_dash(r->text, e->last) || text_is(r->text, e->last, "to") || text_is(r->text, e->last, "until");
  bool before = r->spoken.grain == GRAIN_DAY && r->spoken_sentence == sentence;
  if (e->hour == FIELD_NONE && !linked && !e->nth_running) return index;
  if (before && !linked) return index;
  for (uint32_t i = index + 1; i < r->in->all.count && i <= index + DAY_BEHIND; i++) {
    const Expression *next = &r->in->all.items[i];
    if (before && next->first > e->last + 1) break;
    if (next->first > e->last + DAY_BEHIND_TOKENS || r->text->tokens[next->first].sentence != sentence) break;
    if (next->kind == EXPRESSION_CALENDAR && expression_said_day(next)) return i;
  }
  return index;
}
