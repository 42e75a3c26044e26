/* nth.c: parts of a period, counted from its ends or lying around a day. */
#include "date/nth.h"

#include "date/numeral.h"

enum { NTH_MAX = 5, DAYS_MAX = 31, SATURDAY = 6, THURSDAY = 4 };

/* "first", "2nd", "last"; NTH_NONE where there is none, else *end behind it. */
static int32_t read_rank(DateLexer *lexer, uint32_t at, uint32_t *end)
{
  const Text *text = lexer->text;
  int32_t ordinal;
  *end = numeral_read_ordinal(lexer, at, &ordinal);
  if (*end > at) return ordinal;
  *end = at + 1;
  if (text_is(text, at, "last") || text_is(text, at, "final") || text_is(text, at, "closing"))
    return NTH_LAST;
  return text_is(text, at, "opening") ? 1 : NTH_NONE;
}

/* The period behind "of" or "in": longer than a day, itself not counted. */
static uint32_t read_whole(DateLexer *lexer, uint32_t at, Expression *whole)
{
  expression_clear(whole);
  whole->nth = 1; /* so that it counts no part itself: the reading nests once */
  uint32_t end = calendar_read(lexer, at, whole);
  bool longer = whole->month != FIELD_NONE || expression_said_year(whole) || whole->season ||
                whole->quarter != FIELD_NONE || whole->unit >= UNIT_WEEK;
  bool plain = whole->kind == EXPRESSION_CALENDAR && !expression_said_day(whole) &&
               whole->part == PART_NONE && whole->hour == FIELD_NONE && whole->edge == EDGE_NONE &&
               whole->bound == BOUND_NONE && whole->last_year == FIELD_NONE && whole->unit != UNIT_PERIOD;
  return longer && plain ? end : at;
}

uint32_t nth_read(DateLexer *lexer, uint32_t at, Expression *e)
{
  const Text *text = lexer->text;
  if (e->nth != NTH_NONE || expression_said(e)) return at;
  uint32_t from = text_is(text, at, "the") ? at + 1 : at, end;
  int32_t rank = read_rank(lexer, from, &end);
  if (rank == NTH_NONE) return at;
  if (date_word(lexer, end).class == WORD_FILLER) end++; /* the first full week */
  DateToken word = date_word(lexer, end);
  bool unit = word.class == WORD_UNIT && (word.value == UNIT_DAY || word.value == UNIT_WEEK ||
                                          word.value == UNIT_WEEKEND || word.value == UNIT_MONTH);
  bool weekday = word.class == WORD_WEEKDAY && !(word.flags & WORD_AMBIGUOUS);
  if ((!unit && !weekday) || word.flags & WORD_PLURAL) return at;
  if (rank > (unit && word.value == UNIT_DAY ? DAYS_MAX : NTH_MAX)) return at;
  end += word.length;
  if (!text_is(text, end, "of") && !text_is(text, end, "in")) return at;
  Expression whole;
  uint32_t behind = read_whole(lexer, end + 1, &whole);
  if (behind == end + 1) return at;
  if (word.value == UNIT_MONTH && unit && whole.month != FIELD_NONE) return at;
  whole.edge = e->edge;
  whole.bound = e->bound;
  *e = whole;
  e->nth = (int16_t)rank;
  e->nth_unit = unit ? (uint8_t)word.value : UNIT_NONE;
  e->nth_weekday = weekday ? (uint8_t)word.value : 0;
  e->rule = "nth-part";
  return behind;
}

uint32_t nth_read_around(DateLexer *lexer, uint32_t at, Expression *e)
{
  static const char *const links[] = {"of", "beginning", "starting", "commencing"};
  const Text *text = lexer->text;
  if (e->nth != NTH_NONE || expression_said(e)) return at;
  uint32_t unit_at = text_is(text, at, "the") ? at + 1 : at;
  DateToken unit = date_word(lexer, unit_at);
  if (unit.class != WORD_UNIT || unit.flags & WORD_PLURAL ||
      (unit.value != UNIT_WEEK && unit.value != UNIT_WEEKEND))
    return at;
  if (!TEXT_IS_ANY(text, unit_at + 1, links)) return at;
  uint32_t from = text_is(text, unit_at + 2, "on") ? unit_at + 3 : unit_at + 2;
  Expression day;
  expression_clear(&day);
  day.nth = 1;
  uint32_t end = calendar_read(lexer, from, &day);
  bool dated = (day.month != FIELD_NONE && day.day != FIELD_NONE) || day.holiday != FIELD_NONE;
  if (end == from || !dated || day.hour != FIELD_NONE || day.part) return at;
  day.edge = e->edge;
  day.bound = e->bound;
  *e = day;
  e->nth = NTH_NONE;
  e->around = (uint8_t)unit.value;
  e->rule = "around-day";
  return end;
}

/* The day of that name, counted from the first or back from the last day. */
static Day counted_weekday(int rank, int weekday, Day first, Day last)
{
  Day day = rank == NTH_LAST ? last - (day_weekday(last) - weekday + 7) % 7
                             : first + (weekday - day_weekday(first) + 7) % 7 + (rank - 1) * 7;
  return day >= first && day <= last ? day : DAY_NONE;
}

/* A weekend or week belongs to the day: that of a Monday holiday lies before it. */
static Period around(Unit unit, Day day)
{
  if (unit == UNIT_WEEK) return period_around(day, GRAIN_WEEK);
  return period_around(day_weekday(day) < THURSDAY && day > 7 ? day - 7 : day, GRAIN_WEEKEND);
}

Period nth_part(const Expression *e, Period whole)
{
  Day first = period_first(whole), last = period_last(whole);
  if (first == DAY_NONE || (e->nth == NTH_NONE && e->around == UNIT_NONE)) return whole;
  if (e->around != UNIT_NONE) return around((Unit)e->around, first);
  bool from_end = e->nth == NTH_LAST;
  Day day = DAY_NONE;
  switch ((Unit)e->nth_unit) {
  case UNIT_NONE: day = counted_weekday(e->nth, e->nth_weekday, first, last); break;
  case UNIT_DAY: day = from_end ? last : first + e->nth - 1; break;
  case UNIT_WEEKEND:
    day = counted_weekday(e->nth, SATURDAY, first, last);
    return period_around(day, GRAIN_WEEKEND);
  case UNIT_WEEK: /* the ISO week that holds most of these seven days */
    day = from_end ? last - 3 : first + 7 * (e->nth - 1) + 3;
    return period_around(day <= last && day >= first ? day : DAY_NONE, GRAIN_WEEK);
  case UNIT_MONTH:
    day = from_end ? last : day_add_months(first, e->nth - 1);
    return period_around(day <= last ? day : DAY_NONE, GRAIN_MONTH);
  default: return whole;
  }
  return period_of_day(day <= last ? day : DAY_NONE);
}
