/* mention.c: from expressions to rows, in the order of the document. */
#include <stdlib.h>
#include <string.h>

#include "date/resolve.h"
#include "date/value.h"

enum {
  NARRATIVE_YEARS = 2,
  NARRATIVE_MENTIONS = 4,
  COMPARED_REACH = 5 /* tokens between a superlative and "in two years" */
};

static const char *mod_of(const Expression *e)
{
  static const char *const edges[] = {NULL, "START", "MID", "END", "START", "END"};
  static const char *const bounds[] = {NULL,        "APPROX",        "MORE_THAN",
                                       "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"};
  if (e->edge) return edges[e->edge];
  if (e->bound == BOUND_LESS && e->kind != EXPRESSION_DURATION) return "APPROX";
  return bounds[e->bound];
}

static DatePrecision precision_of(Grain grain)
{
  switch (grain) {
  case GRAIN_DAY:
  case GRAIN_WEEKEND: return grain == GRAIN_DAY ? PRECISION_DAY : PRECISION_WEEK;
  case GRAIN_WEEK: return PRECISION_WEEK;
  case GRAIN_MONTH: return PRECISION_MONTH;
  case GRAIN_QUARTER: return PRECISION_QUARTER;
  case GRAIN_SEASON: return PRECISION_SEASON;
  case GRAIN_HALF: return PRECISION_QUARTER;
  case GRAIN_YEAR: return PRECISION_YEAR;
  case GRAIN_DECADE: return PRECISION_DECADE;
  case GRAIN_CENTURY: return PRECISION_CENTURY;
  case GRAIN_NONE: break;
  }
  return PRECISION_VAGUE;
}

static DatePrecision precision_of_unit(Unit unit)
{
  if (unit == UNIT_NONE || unit == UNIT_PERIOD) return PRECISION_VAGUE;
  if (unit < UNIT_DAY) return PRECISION_TIME;
  if (unit == UNIT_MILLENNIUM) return PRECISION_CENTURY;
  return precision_of(resolve_grain(unit));
}

/* The days of "the past two weeks", "the next 45 years": from or to the anchor; not of
** "the last three months of 2022". */
static void anchor_duration(const Resolver *r, const Expression *e, DateMention *m)
{
  static const char *const elsewhere[] = {"of", "before", "to"};
  if (r->anchor == DAY_NONE || TEXT_IS_ANY(r->text, e->last, elsewhere) || e->amount.vague ||
      (e->relation != RELATION_LAST && e->relation != RELATION_NEXT))
    return;
  double n = e->amount.high > 0 ? e->amount.high : e->amount.value;
  int sign = e->relation == RELATION_LAST ? -1 : 1;
  Day other = DAY_NONE;
  if (n > 20000) return;
  switch ((Unit)e->unit) {
  case UNIT_HOUR: other = r->anchor + sign * (Day)((n + 23) / 24); break;
  case UNIT_DAY: other = r->anchor + sign * (Day)n; break;
  case UNIT_WEEK: other = r->anchor + sign * (Day)(n * 7); break;
  case UNIT_FORTNIGHT: other = r->anchor + sign * (Day)(n * 14); break;
  case UNIT_MONTH: other = day_add_months(r->anchor, sign * (int)n); break;
  case UNIT_QUARTER: other = day_add_months(r->anchor, sign * (int)(n * 3)); break;
  case UNIT_YEAR: other = day_add_months(r->anchor, sign * (int)(n * 12)); break;
  case UNIT_DECADE: other = day_add_months(r->anchor, sign * (int)(n * 120)); break;
  case UNIT_CENTURY: other = day_add_months(r->anchor, sign * (int)(n * 1200)); break;
  default: return;
  }
  if (other < 1 || other > DAY_LAST) return;
  m->first_day = sign < 0 ? other : r->anchor;
  m->last_day = sign < 0 ? r->anchor : other;
}

static const char *const references[] = {"", "PAST_REF", "PRESENT_REF", "FUTURE_REF"};

/* "recent years", "coming months": no amount, only a direction. */
static const char *vague_reference(const Expression *e)
{
  if (e->relation == RELATION_RECENT) return "PAST_REF";
  if (e->relation == RELATION_FUTURE) return "FUTURE_REF";
  return NULL;
}

static void remember(Resolver *r, const Expression *e, Period period)
{
  if (period.grain == GRAIN_NONE || e->of_unit != UNIT_NONE) return; /* what is compared with */
  if (e->relation >= RELATION_AGO && !r->narrative) return;
  r->spoken = period;
  if (period.grain == GRAIN_DAY) r->spoken_day = period.day;
  if (period.grain == GRAIN_DAY && e->month != FIELD_NONE && e->day != FIELD_NONE) {
    int16_t *said = &r->said_in[e->month - 1][e->day - 1];
    if (e->year != FIELD_NONE)
      *said = e->year;
    else if (*said == 0 && e->relation == RELATION_NONE)
      *said = (int16_t)-resolve_year(period.day);
  }
  if (period.grain == GRAIN_QUARTER) {
    r->quarter = period;
    r->quarter_sentence = r->text->tokens[e->first].sentence;
  }
  if (period.grain == GRAIN_MONTH) {
    r->month = period;
    r->month_sentence = r->text->tokens[e->first].sentence;
  }
  r->spoken_sentence = r->text->tokens[e->first].sentence;
  r->spoken_explicit = e->year != FIELD_NONE;
  r->spoken_dated = e->month != FIELD_NONE && e->day != FIELD_NONE;
}

/* "its worst drop in two years", "the first time in a week": years that are over. */
static bool is_compared(const Text *text, uint32_t in)
{
  uint32_t floor = text->sentences[text->tokens[in].sentence].first_token;
  if (in > floor + COMPARED_REACH) floor = in - COMPARED_REACH;
  for (uint32_t i = in; i-- > floor;) {
    Slice word = text_token(text, i);
    bool superlative = word.length > 4 && memcmp(word.bytes + word.length - 3, "est", 3) == 0;
    if (superlative || text_is(text, i, "first") || text_is(text, i, "best") || text_is(text, i, "most"))
      return true;
  }
  return false;
}

static void resolve_one(Arena *arena, Resolver *r, uint32_t index, Dates *out)
{
  Expression e = r->in->all.items[index];
  if (e.day_first_unsure && r->day_first) {
    int16_t month = e.month;
    e.month = e.day;
    e.day = month;
    r->in->all.items[index] = e;
  }
  if (e.kind == EXPRESSION_DURATION && e.preceded_by_in && e.relation == RELATION_NONE &&
      e.unit >= UNIT_DAY && !e.amount.vague && !e.bound && !is_compared(r->text, e.first - 1) &&
      resolve_direction(r, &e) == DIRECTION_FUTURE) {
    e.kind = EXPRESSION_CALENDAR; /* will meet in two weeks */
    e.relation = RELATION_AHEAD;
    e.rule = "distance";
    r->in->all.items[index] = e;
  }
  DateMention m = {.first_token = e.first, .last_token = e.last, .rule = e.rule, .mod = mod_of(&e)};
  m.start = r->text->tokens[e.first].start;
  m.end = r->text->tokens[e.last - 1].end;
  char value[VALUE_TEXT] = "";
  const char *reference = NULL;
  Resolution found = {0};
  if (e.kind == EXPRESSION_CALENDAR) {
    found = resolve_calendar(r, index);
    reference = found.value;
    if (!reference && found.period.grain == GRAIN_NONE &&
        (e.relation == RELATION_LATER || e.relation == RELATION_EARLIER) && e.of_unit == UNIT_NONE) {
      e.kind = EXPRESSION_DURATION; /* "two days later" of nothing said: two days */
      m.last_token--;
      m.end = r->text->tokens[m.last_token - 1].end;
      m.rule = "duration";
      e.relation = RELATION_NONE;
    }
  }
  switch (e.kind) {
  case EXPRESSION_CALENDAR:
    m.type = e.hour != FIELD_NONE || e.part ? DATE_TIME : DATE_DATE;
    if (reference) break;
    m.precision = m.type == DATE_TIME ? PRECISION_TIME : precision_of(found.period.grain);
    if (found.period.grain == GRAIN_NONE) {
      value_write_unresolved(&e, value);
      m.precision = m.type == DATE_TIME ? PRECISION_TIME
                    : e.around          ? PRECISION_WEEK
                    : e.nth             ? precision_of_unit(e.nth_weekday ? UNIT_DAY : (Unit)e.nth_unit)
                    : e.unit            ? precision_of_unit((Unit)e.unit)
                    : e.day != FIELD_NONE || e.weekday != FIELD_NONE ? PRECISION_DAY
                    : e.month != FIELD_NONE                          ? PRECISION_MONTH
                    : e.quarter != FIELD_NONE                        ? PRECISION_QUARTER
                    : e.season                                       ? PRECISION_SEASON
                                                                     : PRECISION_VAGUE;
      break;
    }
    period_write(found.period, value);
    if (e.last_year != FIELD_NONE) {
      value[4] = '/';
      period_write(period_make(GRAIN_YEAR, e.last_year, 0), value + 5);
    } else if (found.last != DAY_NONE) {
      value[10] = '/';
      day_write(found.last, value + 11);
      m.precision = PRECISION_MONTH;
    }
    value_append_time(&e, value);
    m.first_day = found.first ? found.first : period_first(found.period);
    m.last_day = found.last ? found.last : period_last(found.period);
    remember(r, &e, found.period);
    break;
  case EXPRESSION_DURATION:
    m.type = DATE_DURATION;
    reference = vague_reference(&e);
    if (!reference && e.amount.vague && e.relation == RELATION_LAST && e.last - e.first == 2)
      reference = "PAST_REF"; /* past years */
    if (!reference && e.amount.vague && e.relation == RELATION_NEXT && e.last - e.first <= 3 && !e.bound &&
        (text_is(r->text, e.last - 2, "coming") || text_is(r->text, e.last - 2, "upcoming")))
      reference = "FUTURE_REF";
    if (reference) {
      m.type = DATE_DATE;
      break;
    }
    value_write_duration(e.amount, (Unit)e.unit, value);
    m.precision = precision_of_unit((Unit)e.unit);
    anchor_duration(r, &e, &m);
    break;
  case EXPRESSION_SET:
    m.type = DATE_SET;
    value_write_set(&e, value);
    m.precision = e.unit                    ? precision_of_unit((Unit)e.unit)
                  : e.part                  ? PRECISION_TIME
                  : e.weekday != FIELD_NONE ? PRECISION_DAY
                  : e.month != FIELD_NONE   ? PRECISION_MONTH
                                            : PRECISION_VAGUE;
    break;
  case EXPRESSION_REFERENCE:
    m.type = DATE_DATE;
    reference = references[e.reference];
    break;
  }
  if (reference) {
    m.value = slice_of(reference);
    m.precision = PRECISION_VAGUE;
    m.first_day = m.last_day = DAY_NONE;
  } else {
    m.value = arena_copy(arena, slice_of(value));
  }
  if (m.first_day == DAY_NONE || m.last_day == DAY_NONE || m.first_day > m.last_day)
    m.first_day = m.last_day = DAY_NONE;
  DateMention *item = vector_push(arena, &out->all);
  if (item) *item = m;
}

/* ---- the document ---------------------------------------------------------------- */

/* "This year", "two weeks ago": counted from the anchor whatever the text tells of. */
static bool is_of_now(const Expression *e)
{
  return e->relation == RELATION_THIS || e->relation == RELATION_AGO;
}

/* Does the text tell of other years than the anchor's? */
static bool is_narrative(const Expressions *in, Day anchor)
{
  uint32_t far = 0, near = 0;
  bool weekday = false; /* only news names days so */
  int year = anchor == DAY_NONE ? 0 : resolve_year(anchor);
  for (uint32_t i = 0; i < in->all.count; i++) {
    const Expression *e = &in->all.items[i];
    if (e->year != FIELD_NONE && e->kind == EXPRESSION_CALENDAR) {
      if (abs(e->year - year) >= NARRATIVE_YEARS)
        far++;
      else
        near++;
    } else if (e->kind == EXPRESSION_CALENDAR && e->month == FIELD_NONE &&
               (e->weekday != FIELD_NONE || e->offset != OFFSET_NONE || is_of_now(e))) {
      near++;
      if (e->weekday != FIELD_NONE && e->relation == RELATION_NONE) weekday = true;
    }
  }
  return anchor == DAY_NONE || (far >= NARRATIVE_MENTIONS && far > near * 4 && !weekday);
}

/* Which way round a document writes its days: by those that can only be read one
** way, else by what lies nearer to the anchor. */
static bool is_day_first(const Text *text, const Expressions *in, Day anchor)
{
  long day_first = 0, month_first = 0;
  for (uint32_t i = 0; i < in->all.count; i++) {
    const Expression *e = &in->all.items[i];
    if (!e->rule || strcmp(e->rule, "digits") != 0) continue;
    if (e->day_first_unsure) {
      if (anchor == DAY_NONE) continue;
      long one = labs((long)day_make(e->year, e->month, e->day) - anchor),
           other = labs((long)day_make(e->year, e->day, e->month) - anchor);
      if (other < one) day_first++;
      if (one < other) month_first++;
    } else if (e->last - e->first >= 5 &&
               text->tokens[e->first + 1].mark == '/') { /* 27/01/2022 or 1/27/2022 */
      if (date_words.count && text->bytes[text->tokens[e->first].start] != '0' + e->month % 10 &&
          e->day > 12) {
        Slice first = text_token(text, e->first);
        int number = 0;
        for (uint32_t k = 0; k < first.length && k < 2; k++) number = number * 10 + (first.bytes[k] - '0');
        if (number == e->day)
          day_first += 1000;
        else
          month_first += 1000;
      }
    }
  }
  return day_first > month_first;
}

void date_resolve(Arena *arena, const Text *text, Expressions *in, Day anchor, Dates *out)
{
  Resolver r = {.text = text, .in = in, .anchor = anchor};
  r.narrative = is_narrative(in, anchor);
  r.day_first = is_day_first(text, in, anchor);
  for (uint32_t i = 0; i < in->all.count; i++) {
    if ((i & 0xFF) == 0 && !arena_running(arena)) return;
    resolve_one(arena, &r, i, out);
  }
}
