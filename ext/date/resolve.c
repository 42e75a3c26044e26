/* resolve.c: the period of the calendar that an expression means. */
#include "date/resolve.h"

#include <stdlib.h>

#include "date/holiday.h"
#include "date/neighbour.h"
#include "date/nth.h"

enum {
  /* what the wrong side of the anchor costs, in days of distance: learned from TimeBank */
  AGAINST_TENSE_DAY = 260,
  AGAINST_TENSE_QUARTER = 150,
  AGAINST_TENSE = 330,
  AHEAD_UNSAID = 60,
  TURN_OF_YEAR = 240,    /* days back that are rather a year on */
  SPOKEN_SENTENCES = 2,  /* how long "the year" is the one spoken of */
  QUARTER_SENTENCES = 4, /* how long a quarter stays the one spoken of */
  MONTH_SENTENCES = 1,   /* the same for the month that "a year earlier" compares with */
  TOLD_YEARS = 3         /* a year so far from the anchor's holds the months told behind it */
};

static const Period no_period = {GRAIN_NONE, 0, 0, DAY_NONE};

int resolve_year(Day day)
{
  int year, month, day_of_month;
  day_split(day, &year, &month, &day_of_month);
  return year;
}

Grain resolve_grain(Unit unit)
{
  switch (unit) {
  case UNIT_DAY: return GRAIN_DAY;
  case UNIT_WEEKEND: return GRAIN_WEEKEND;
  case UNIT_WEEK:
  case UNIT_FORTNIGHT: return GRAIN_WEEK;
  case UNIT_MONTH: return GRAIN_MONTH;
  case UNIT_QUARTER: return GRAIN_QUARTER;
  case UNIT_YEAR: return GRAIN_YEAR;
  case UNIT_DECADE: return GRAIN_DECADE;
  case UNIT_CENTURY: return GRAIN_CENTURY;
  default: return GRAIN_NONE;
  }
}

Direction resolve_direction(const Resolver *r, const Expression *e)
{
  return tense_direction(r->text, e->first, e->last);
}

/* The time the text is speaking of, as a day; the anchor where it says none. */
static Day context_day(const Resolver *r)
{
  if (r->spoken_day != DAY_NONE) return r->spoken_day;
  return r->anchor;
}

static Period context_period(const Resolver *r, Grain grain)
{
  Period spoken = r->spoken;
  if (spoken.grain == GRAIN_NONE) return period_around(r->anchor, grain);
  return period_around(period_first(spoken), grain);
}

/* ---- named periods without a year ------------------------------------------------ */

/* The occurrence of a yearly period that the direction asks for: around the
** anchor, or in narratives in the year last said. `make` gives the period of a year. */
typedef Period (*YearPeriod)(const Expression *e, int year);

static Period month_in(const Expression *e, int year)
{
  if (e->day == FIELD_NONE) return period_make(GRAIN_MONTH, year, e->month);
  if (e->day > day_month_length(year, e->month)) return no_period;
  return period_of_day(day_make(year, e->month, e->day));
}

static Period quarter_in(const Expression *e, int year)
{
  if (e->half != FIELD_NONE) return period_make(GRAIN_HALF, year, e->half);
  return period_make(GRAIN_QUARTER, year, e->quarter);
}

static Period season_in(const Expression *e, int year)
{
  return period_make(GRAIN_SEASON, year, e->season);
}

static Period holiday_in(const Expression *e, int year)
{
  return period_of_day(holiday_day(&date_holidays_rows[e->holiday], year));
}

static Period nearest_year(const Expression *e, YearPeriod make, Day around, Direction direction)
{
  Period best = no_period;
  long best_distance = 0;
  int year = resolve_year(around);
  for (int y = year - 1; y <= year + 1; y++) {
    Period p = make(e, y);
    if (p.grain == GRAIN_NONE) continue;
    Day first = period_first(p), last = period_last(p);
    bool past = first <= around, future = last >= around;
    long distance = past && future ? 0 : labs((long)(first + (last - first) / 2) - around);
    /* the wrong side costs so many days: tense is strong, but a date of the next weeks is stronger */
    long against = p.grain == GRAIN_DAY ? AGAINST_TENSE_DAY : AGAINST_TENSE;
    if (!past)
      distance += direction == DIRECTION_PAST ? against : direction == DIRECTION_UNKNOWN ? AHEAD_UNSAID : 0;
    if (!future && direction == DIRECTION_FUTURE)
      distance += p.grain == GRAIN_QUARTER ? AGAINST_TENSE_QUARTER : against;
    if (best.grain == GRAIN_NONE || distance < best_distance) {
      best = p;
      best_distance = distance;
    }
  }
  return best;
}

/* In narratives: of the year last said, or of the next where that one's end was spoken
** of and this is its beginning. */
static Period told_year(const Resolver *r, const Expression *e, YearPeriod make)
{
  Day spoken = period_first(r->spoken);
  Period told = make(e, resolve_year(spoken));
  bool dated = r->spoken.grain == GRAIN_DAY || r->spoken.grain == GRAIN_MONTH;
  if (!dated || told.grain == GRAIN_NONE || spoken - period_first(told) < TURN_OF_YEAR) return told;
  return make(e, resolve_year(spoken) + 1);
}

/* "They married in June 1965. In August they left": the sentence goes on with a year long past. */
static bool is_told(const Resolver *r, const Expression *e, Direction direction)
{
  uint32_t sentence = r->text->tokens[e->first].sentence;
  bool opens = e->first <= r->text->sentences[sentence].first_token + 1;
  return opens && r->anchor != DAY_NONE && r->spoken_explicit && r->spoken.grain <= GRAIN_MONTH &&
         direction == DIRECTION_PAST && sentence - r->spoken_sentence <= 1 &&
         abs(resolve_year(period_first(r->spoken)) - resolve_year(r->anchor)) >= TOLD_YEARS;
}

static Period any_year(const Resolver *r, const Expression *e, YearPeriod make, Direction direction)
{
  if (r->narrative && r->spoken.grain != GRAIN_NONE) return told_year(r, e, make);
  if (is_told(r, e, direction)) return told_year(r, e, make);
  if (r->anchor == DAY_NONE) {
    if (r->spoken.grain != GRAIN_NONE && r->spoken_explicit)
      return make(e, resolve_year(period_first(r->spoken)));
    return no_period;
  }
  return nearest_year(e, make, r->anchor, direction);
}

/* "The next year she left": the one after the time spoken of. */
static bool is_next_of_past(const Resolver *r, const Expression *e)
{
  if (e->relation != RELATION_NEXT || e->amount.value == 2 || r->spoken.grain == GRAIN_NONE) return false;
  if (!text_is(r->text, e->first, "the")) return false;
  if (r->narrative) return true;
  return period_last(r->spoken) < r->anchor && resolve_direction(r, e) == DIRECTION_PAST;
}

/* "last May", "next spring", "this Christmas": by the relation, from the anchor. */
static Period related_year(const Resolver *r, const Expression *e, YearPeriod make)
{
  Day around = r->anchor;
  bool context = e->relation == RELATION_SAME || e->relation == RELATION_PREVIOUS ||
                 e->relation == RELATION_FOLLOWING || is_next_of_past(r, e);
  if (context && r->spoken.grain != GRAIN_NONE) /* the summer that follows 2012 is that of 2013 */
    around = r->spoken.grain == GRAIN_YEAR && e->relation == RELATION_FOLLOWING ? period_last(r->spoken)
                                                                                : period_first(r->spoken);
  if (around == DAY_NONE) return no_period;
  int year = resolve_year(around);
  Period best = no_period;
  for (int y = year - 1; y <= year + 1; y++) {
    Period p = make(e, y);
    if (p.grain == GRAIN_NONE) continue;
    Day first = period_first(p), last = period_last(p);
    switch (e->relation) {
    case RELATION_LAST:
    case RELATION_PREVIOUS:
      if (last < around) best = p; /* the latest that is over */
      break;
    case RELATION_LATEST:
      if (last <= around) best = p;
      break;
    case RELATION_NEXT:
    case RELATION_FOLLOWING:
      if (first > around && best.grain == GRAIN_NONE) best = p;
      break;
    default:
      if (y == year) best = p;
    }
  }
  if (e->relation == RELATION_THIS && (make == season_in || make == holiday_in)) {
    best = nearest_year(e, make, around, resolve_direction(r, e));
  }
  return best;
}

/* ---- weekdays ----------------------------------------------------------------- */

/* The day of that name nearest to `from` in the direction; from itself counts. */
static Day weekday_near(Day from, int weekday, Direction direction)
{
  int ahead = (weekday - day_weekday(from) + 7) % 7;
  if (ahead == 0) return from;
  Day day = direction == DIRECTION_FUTURE || direction == DIRECTION_PLANNED ? from + ahead : from + ahead - 7;
  return day < 1 || day > DAY_LAST ? DAY_NONE : day;
}

static Day resolve_weekday(const Resolver *r, const Expression *e)
{
  Day from = r->anchor;
  if (from == DAY_NONE) return DAY_NONE;
  switch (e->relation) {
  case RELATION_LAST: return weekday_near(from - 1, e->weekday, DIRECTION_PAST);
  case RELATION_NEXT: return weekday_near(from + 1, e->weekday, DIRECTION_FUTURE);
  case RELATION_FOLLOWING: return weekday_near(context_day(r) + 1, e->weekday, DIRECTION_FUTURE);
  case RELATION_PREVIOUS: return weekday_near(context_day(r) - 1, e->weekday, DIRECTION_PAST);
  case RELATION_SAME:
    if (r->spoken_day != DAY_NONE) return weekday_near(r->spoken_day, e->weekday, DIRECTION_PAST);
    break;
  default: break;
  }
  return weekday_near(from, e->weekday, resolve_direction(r, e));
}

/* ---- relations to a unit ------------------------------------------------------- */

static long amount_steps(const Expression *e)
{
  double value = e->amount.value;
  return value > DAY_LAST ? DAY_LAST : (long)value; /* beyond all years */
}

/* The quarter the text is speaking of, grain NONE when that was long ago. */
static Period spoken_quarter(const Resolver *r, const Expression *e)
{
  bool near = r->text->tokens[e->first].sentence - r->quarter_sentence <= QUARTER_SENTENCES;
  return near ? r->quarter : no_period;
}

/* The month the text compares with another year's, grain NONE without one. */
static Period spoken_month(const Resolver *r, const Expression *e)
{
  bool near = r->text->tokens[e->first].sentence - r->month_sentence <= MONTH_SENTENCES;
  return near ? r->month : no_period;
}

/* "A year earlier" beside a month is that month; in "a year ago", only in its own sentence. */
static Period compared_month(const Resolver *r, const Expression *e)
{
  bool here = r->text->tokens[e->first].sentence == r->month_sentence;
  if (e->unit != UNIT_YEAR || amount_steps(e) != 1) return no_period;
  if (e->of_unit == UNIT_NONE && e->relation == RELATION_AGO && !here) return no_period;
  return spoken_month(r, e);
}

/* The last quarter that is over on the anchor's day. */
static Period ended_quarter(const Resolver *r)
{
  return period_shift(period_around(r->anchor, GRAIN_QUARTER), -1);
}

/* A distance: "two weeks ago", "a year earlier", "three days later". */
static Resolution resolve_distance(const Resolver *r, const Expression *e)
{
  Resolution out = {0};
  bool back = e->relation == RELATION_AGO || e->relation == RELATION_EARLIER;
  bool from_context = e->relation == RELATION_EARLIER || e->relation == RELATION_LATER;
  if (e->amount.vague) {
    if (!from_context) out.value = back ? "PAST_REF" : "FUTURE_REF";
    return out;
  }
  bool month_last = r->month_sentence > r->quarter_sentence && compared_month(r, e).grain == GRAIN_MONTH;
  if (e->of_unit == UNIT_QUARTER || (e->of_unit == UNIT_PERIOD && !month_last) ||
      (e->of_unit == UNIT_NONE && e->unit == UNIT_YEAR && amount_steps(e) == 1 && !month_last &&
       spoken_quarter(r, e).grain)) {
    Period base = spoken_quarter(r, e);
    if (e->quarter != FIELD_NONE) base = nearest_year(e, quarter_in, r->anchor, DIRECTION_PAST);
    if (e->quarter == FIELD_NONE && base.grain == GRAIN_NONE && r->anchor && e->of_unit == UNIT_QUARTER) {
      base = ended_quarter(r);
    }
    if (base.grain == GRAIN_QUARTER) {
      out.period = period_shift(base, -4);
      return out;
    }
  }
  if (e->of_unit == UNIT_NONE || e->of_unit == UNIT_PERIOD || e->of_unit == UNIT_MONTH) {
    Period month = compared_month(r, e);
    if (month.grain == GRAIN_NONE && e->of_unit == UNIT_MONTH) month = period_around(r->anchor, GRAIN_MONTH);
    if (month.grain == GRAIN_MONTH) {
      out.period = period_shift(month, -12);
      return out;
    }
  }
  Day from = r->anchor;
  Grain grain = resolve_grain((Unit)e->unit);
  long steps = amount_steps(e);
  if (e->amount.value < DAY_LAST && e->amount.value != (double)steps &&
      e->unit == UNIT_YEAR) { /* two and a half years ago */
    grain = GRAIN_MONTH;
    steps = (long)(e->amount.value * 12);
  }
  const Token *opening = &r->text->tokens[e->first];
  bool here = r->spoken.grain != GRAIN_NONE &&
              (r->spoken_sentence == opening->sentence ||
               ((r->spoken_dated || r->spoken_explicit) && r->spoken_sentence + 1 == opening->sentence &&
                opening->flags & TOKEN_SENTENCE_START)); /* It sank on May 3. Two days later, ... */
  if (from_context && back && e->unit == UNIT_YEAR && !r->narrative) {
    from_context = false; /* "a year earlier" in news: than now */
  } else if (from_context) {
    bool known = r->spoken.grain == GRAIN_DAY || (r->spoken_explicit && r->spoken.grain <= grain);
    if (r->spoken.grain == GRAIN_NONE || !(r->narrative || (here && known))) return out;
    from = grain <= GRAIN_DAY ? r->spoken_day : period_first(r->spoken);
    if (grain == GRAIN_DAY && r->spoken.grain != GRAIN_DAY) return out;
    if (r->spoken.grain > grain && grain != GRAIN_NONE) return out; /* "two days later" of a year */
  }
  if (from == DAY_NONE) return out;
  if (grain == GRAIN_NONE) { /* hours, minutes: that day */
    if (e->unit == UNIT_HOUR || e->unit == UNIT_MINUTE || e->unit == UNIT_SECOND) {
      out.period = from_context ? no_period : period_of_day(from);
    }
    return out;
  }
  if (e->unit == UNIT_FORTNIGHT) steps *= 2;
  if (e->unit == UNIT_DECADE || e->unit == UNIT_CENTURY) { /* half a century ago: 50 years */
    double years = e->amount.value * (e->unit == UNIT_DECADE ? 10 : 100);
    steps = years > DAY_LAST ? DAY_LAST : (long)years;
    grain = GRAIN_YEAR;
  }
  Period base = period_around(from, grain);
  out.period = period_shift(base, (int)(back ? -steps : steps));
  return out;
}

/* "the year", "the month" in news, long after another one was spoken of or behind one
** that lies ahead: the current one. "That year" stays the one spoken of. */
static bool is_stale(const Resolver *r, const Expression *e)
{
  if (r->narrative || r->anchor == DAY_NONE || e->last - e->first < 2) return false;
  static const char *const current[] = {"the", "full"};
  return TEXT_IS_ANY(r->text, e->last - 2, current) &&
         (r->text->tokens[e->first].sentence - r->spoken_sentence > SPOKEN_SENTENCES ||
          period_first(r->spoken) > r->anchor);
}

/* "The year she was born", "the week of the fight": one that the text does not date. */
static bool is_of_event(const Resolver *r, const Expression *e)
{
  static const char *const clause[] = {"i",   "he",   "she", "it",     "they", "we",
                                       "you", "when", "of",  "before", "after"};
  bool period = e->unit == UNIT_WEEK || e->unit == UNIT_MONTH || e->unit == UNIT_YEAR;
  return period && e->edge == EDGE_NONE && e->last - e->first == 2 && text_is(r->text, e->first, "the") &&
         TEXT_IS_ANY(r->text, e->last, clause);
}

static Period resolve_unit(const Resolver *r, const Expression *e)
{
  Grain grain = resolve_grain((Unit)e->unit);
  if (e->unit == UNIT_PERIOD ||
      (e->unit == UNIT_QUARTER && (e->relation == RELATION_SAME || e->relation == RELATION_LATEST))) {
    Period spoken = spoken_quarter(r, e);
    bool over = r->anchor == DAY_NONE || e->relation == RELATION_SAME || period_last(spoken) <= r->anchor;
    if (spoken.grain != GRAIN_NONE && over) return spoken;
    return r->anchor == DAY_NONE ? no_period : ended_quarter(r);
  }
  int steps = e->amount.value == 2 ? 2 : 1; /* the week before last */
  switch (e->relation) {
  case RELATION_THIS:
    if (e->nth_running && r->spoken_sentence == r->text->tokens[e->first].sentence &&
        r->spoken.grain == GRAIN_DAY)
      return context_period(r, grain); /* on Tuesday, for a third straight day */
    return period_around(r->anchor, grain);
  case RELATION_LAST: return period_shift(period_around(r->anchor, grain), -steps);
  case RELATION_NEXT:
    if (grain == GRAIN_DAY) return period_shift(period_of_day(context_day(r)), 1); /* the next day */
    if (is_next_of_past(r, e) && r->spoken.grain <= grain) return period_shift(context_period(r, grain), 1);
    return period_shift(period_around(r->anchor, grain), steps);
  case RELATION_NEW: /* half a year from now lies in it */
    return period_around(r->anchor == DAY_NONE ? DAY_NONE : day_add_months(r->anchor, 6), grain);
  case RELATION_LATEST: return period_shift(period_around(r->anchor, grain), -1);
  case RELATION_SAME:
    if (is_of_event(r, e)) return no_period;
    if (r->spoken.grain != GRAIN_NONE && r->spoken.grain > grain)
      return r->narrative || grain == GRAIN_DAY ? no_period : period_around(r->anchor, grain);
    if (r->spoken.grain == GRAIN_NONE && grain == GRAIN_DAY) return no_period;
    if (grain != GRAIN_DAY && is_stale(r, e)) return period_around(r->anchor, grain);
    return context_period(r, grain);
  case RELATION_PREVIOUS:
  case RELATION_FOLLOWING:
    if (r->spoken.grain == GRAIN_NONE || r->spoken.grain > grain) return no_period;
    return period_shift(context_period(r, grain), e->relation == RELATION_FOLLOWING ? 1 : -1);
  default: return no_period;
  }
}

/* ---- one expression -------------------------------------------------------------- */

/* Month and day, with a weekday that may pick the year. */
static Period resolve_month(const Resolver *r, uint32_t index, const Expression *e, int year)
{
  if (year > 0) return month_in(e, year);
  if (e->relation != RELATION_NONE) return related_year(r, e, month_in);
  if (e->weekday != FIELD_NONE && e->day != FIELD_NONE && r->anchor != DAY_NONE) {
    int around = resolve_year(r->narrative ? context_day(r) : r->anchor);
    for (int step = 0; step <= 6; step++) { /* this year, last, next, ... */
      int y = around + (step % 2 ? -(step + 1) / 2 : step / 2);
      Period p = month_in(e, y);
      if (p.grain && day_weekday(p.day) == e->weekday) {
        if (step < 3) return nearest_year(e, month_in, p.day, DIRECTION_UNKNOWN);
        return p;
      }
    }
  }
  Direction direction = neighbour_direction(r, index);
  int said = e->day != FIELD_NONE && !r->narrative ? r->said_in[e->month - 1][e->day - 1] : 0;
  if ((said > 0 && direction != DIRECTION_FUTURE) || (said < 0 && direction == DIRECTION_UNKNOWN))
    return month_in(e, abs(said)); /* the same day again */
  return any_year(r, e, month_in, direction);
}

static Resolution resolve_fields(const Resolver *r, uint32_t index);

/* "The week ended June 10", "the quarter ending March 31": the one around that day; not of
** a quarter whose number was said, which may be fiscal. */
static Period ended_period(const Resolver *r, uint32_t index)
{
  static const char *const ends[] = {"ended", "ending"};
  const Expression *e = &r->in->all.items[index];
  bool unit = e->unit == UNIT_WEEK || e->unit == UNIT_MONTH || e->unit == UNIT_QUARTER;
  if (!unit || e->relation != RELATION_SAME || !TEXT_IS_ANY(r->text, e->last, ends)) return no_period;
  if (e->unit == UNIT_QUARTER && spoken_quarter(r, e).grain != GRAIN_NONE) return no_period;
  uint32_t behind = text_is(r->text, e->last + 1, "on") ? e->last + 2 : e->last + 1;
  if (index + 1 >= r->in->all.count || e[1].first != behind || !expression_said_day(e + 1)) return no_period;
  Period day = resolve_fields(r, index + 1).period;
  return day.grain == GRAIN_DAY ? period_around(day.day, resolve_grain((Unit)e->unit)) : no_period;
}

static Resolution resolve_fields(const Resolver *r, uint32_t index)
{
  const Expression *e = &r->in->all.items[index];
  Resolution out = {0};
  int year = neighbour_year(r, index);
  if (e->before_christ) return out;
  if (e->relation >= RELATION_AGO) return resolve_distance(r, e);
  if (e->offset != OFFSET_NONE) {
    if (r->anchor != DAY_NONE) out.period = period_of_day(r->anchor + e->offset);
  } else if (e->last_year != FIELD_NONE) {
    out.period = period_make(GRAIN_YEAR, e->year, 0);
    out.first = day_make(e->year, 1, 1);
    out.last = day_make(e->last_year, 12, 31);
  } else if (e->decade != FIELD_NONE) {
    out.period =
        period_make(GRAIN_DECADE, e->two_digit_year ? neighbour_century(r, e->decade) : e->decade, 0);
  } else if (e->century != FIELD_NONE) {
    out.period = period_make(GRAIN_CENTURY, e->century == 1 ? 1 : (e->century - 1) * 100, 0);
  } else if (e->unit != UNIT_NONE) {
    uint32_t behind = e->nth_running ? neighbour_day(r, index) : index;
    if (behind > index) return resolve_fields(r, behind); /* a third straight day on Tuesday */
    Period unit = ended_period(r, index);
    if (unit.grain == GRAIN_NONE) unit = resolve_unit(r, e);
    Day first = period_first(unit);
    if (first == DAY_NONE) return out;
    if (e->month != FIELD_NONE) {
      out.period = month_in(e, resolve_year(first));
    } else if (e->quarter != FIELD_NONE || e->half != FIELD_NONE) {
      out.period = quarter_in(e, resolve_year(first));
    } else if (e->season) {
      out.period = season_in(e, resolve_year(first));
    } else if (e->holiday != FIELD_NONE) {
      out.period = holiday_in(e, resolve_year(first));
    } else if (e->weekday != FIELD_NONE && e->unit == UNIT_WEEK) {
      out.period = period_of_day(first + e->weekday - 1);
    } else {
      out.period = unit;
    }
  } else if (e->holiday != FIELD_NONE) {
    if (date_holidays_rows[e->holiday].rule == HOLIDAY_ONCE) {
      out.period = holiday_in(e, 1);
    } else if (year > 0) {
      out.period = holiday_in(e, year);
    } else {
      out.period =
          e->relation ? related_year(r, e, holiday_in) : any_year(r, e, holiday_in, resolve_direction(r, e));
    }
  } else if (e->month != FIELD_NONE) {
    out.period = resolve_month(r, index, e, year);
  } else if (e->quarter != FIELD_NONE || e->half != FIELD_NONE) {
    if (year > 0) {
      out.period = quarter_in(e, year);
    } else if (e->relation) {
      out.period = related_year(r, e, quarter_in);
    } else {
      Direction direction = resolve_direction(r, e);
      out.period = any_year(r, e, quarter_in, direction == DIRECTION_UNKNOWN ? DIRECTION_PAST : direction);
    }
  } else if (e->season) {
    if (year > 0) {
      out.period = season_in(e, year);
    } else {
      out.period =
          e->relation ? related_year(r, e, season_in) : any_year(r, e, season_in, resolve_direction(r, e));
    }
  } else if (e->weekday != FIELD_NONE) {
    const Expression *next = e + 1;
    if (index + 1 < r->in->all.count && next->parenthesised && next->month != FIELD_NONE &&
        next->day != FIELD_NONE && next->weekday == FIELD_NONE) {
      Expression both = *next; /* Thursday (January 27) */
      both.weekday = e->weekday;
      out.period = resolve_month(r, index, &both, next->year > 0 ? next->year : 0);
    } else {
      out.period = period_of_day(resolve_weekday(r, e));
    }
  } else if (e->weekend) {
    if (r->anchor != DAY_NONE) {
      Period weekend = period_around(r->anchor, GRAIN_WEEKEND);
      Direction direction = resolve_direction(r, e);
      bool ahead = direction == DIRECTION_FUTURE || direction == DIRECTION_PLANNED;
      if (!ahead && period_first(weekend) > r->anchor) weekend = period_shift(weekend, -1);
      out.period = weekend;
    }
  } else if (year > 0) {
    out.period = period_make(GRAIN_YEAR, year, 0);
    if (e->of_unit == UNIT_MONTH && r->month.grain != GRAIN_NONE)
      out.period = period_make(GRAIN_MONTH, year, r->month.number); /* the same month in 2020 */
    else if (e->of_unit != UNIT_NONE && r->quarter.grain != GRAIN_NONE)
      out.period = period_make(GRAIN_QUARTER, year, r->quarter.number);
  } else if (e->part && e->relation != RELATION_NONE) {
    Day day = e->relation == RELATION_THIS || e->relation == RELATION_LAST ? r->anchor : context_day(r);
    int steps = e->relation == RELATION_LAST || e->relation == RELATION_PREVIOUS    ? -1
                : e->relation == RELATION_NEXT || e->relation == RELATION_FOLLOWING ? 1
                                                                                    : 0;
    if (day != DAY_NONE) out.period = period_of_day(day + steps);
  } else if (e->hour != FIELD_NONE || e->part) {
    uint32_t behind = neighbour_day(r, index);
    if (behind > index) return resolve_fields(r, behind);
    out.period = period_of_day(context_day(r));
  }
  return out;
}

Resolution resolve_calendar(const Resolver *r, uint32_t index)
{
  const Expression *e = &r->in->all.items[index];
  Resolution out = resolve_fields(r, index);
  out.period = nth_part(e, out.period);
  if (e->holiday != FIELD_NONE && out.period.grain == GRAIN_DAY) {
    Day last = holiday_last(&date_holidays_rows[e->holiday], out.period.day);
    if (last > out.period.day) { /* Ramadan */
      out.first = out.period.day;
      out.last = last;
    }
  }
  return out;
}
