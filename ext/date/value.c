/* value.c: TIMEX3 values of amounts, sets and unresolved expressions. */
#include "date/value.h"

#include <string.h>

static const char *const season_codes[] = {"", "SP", "SU", "FA", "WI"};
static const char *const part_codes[] = {"", "TMO", "TMI", "TAF", "TEV", "TNI", "TDT"};

static void append(char out[VALUE_TEXT], const char *s)
{
  size_t length = strlen(out), more = strlen(s);
  if (length + more < VALUE_TEXT) memcpy(out + length, s, more + 1);
}

static void append_number(char out[VALUE_TEXT], long value, int digits)
{
  char text[24];
  int at = (int)sizeof text - 1, written = 0;
  text[at] = '\0';
  do {
    text[--at] = (char)('0' + value % 10);
    value /= 10;
    written++;
  } while ((value > 0 || written < digits) && at > 0);
  append(out, text + at);
}

/* How an amount of a unit is written: letter, factor, whether a time. */
typedef struct UnitCode {
  const char *letter, *vague;
  int factor;
  bool time;
} UnitCode;

static const UnitCode unit_codes[] = {
    [UNIT_SECOND] = {"S", "S", 1, true},
    [UNIT_MINUTE] = {"M", "M", 1, true},
    [UNIT_HOUR] = {"H", "H", 1, true},
    [UNIT_DAY] = {"D", "D", 1, false},
    [UNIT_WEEKEND] = {"WE", "WE", 1, false},
    [UNIT_WEEK] = {"W", "W", 1, false},
    [UNIT_FORTNIGHT] = {"W", "W", 2, false},
    [UNIT_MONTH] = {"M", "M", 1, false},
    [UNIT_QUARTER] = {"M", "Q", 3, false},
    [UNIT_YEAR] = {"Y", "Y", 1, false},
    [UNIT_DECADE] = {"Y", "DE", 10, false},
    [UNIT_CENTURY] = {"Y", "CE", 100, false},
    [UNIT_MILLENNIUM] = {"Y", "ML", 1000, false},
    [UNIT_PERIOD] = {"X", "X", 1, false},
};

void value_write_duration(Amount amount, Unit unit, char out[VALUE_TEXT])
{
  const UnitCode *code = &unit_codes[unit];
  strcpy(out, code->time ? "PT" : "P");
  if (!code->letter) return;
  if (amount.vague) {
    append(out, "X");
    append(out, code->vague);
    return;
  }
  double value = amount.value * code->factor;
  if (value > 1e12) value = 1e12;
  long whole = (long)value;
  double rest = value - (double)whole;
  if (rest < 0.001) {
    append_number(out, whole, 1);
    append(out, code->letter);
    return;
  }
  long part = 0;
  const char *smaller = NULL;
  if (unit == UNIT_HOUR || unit == UNIT_MINUTE) {
    part = (long)(rest * 60 + 0.5);
    smaller = unit == UNIT_HOUR ? "M" : "S";
  } else if (code->letter[0] == 'Y') {
    part = (long)(rest * 12 + 0.5);
    smaller = "M";
  }
  if (smaller) {
    if (whole > 0) {
      append_number(out, whole, 1);
      append(out, code->letter);
    }
    append_number(out, part, 1);
    append(out, smaller);
    return;
  }
  append_number(out, whole, 1);
  append(out, ".");
  append_number(out, (long)(rest * 10 + 0.5) % 10, 1);
  append(out, code->letter);
}

void value_append_time(const Expression *e, char out[VALUE_TEXT])
{
  if (e->hour != FIELD_NONE) {
    append(out, "T");
    append_number(out, e->hour, 2);
    append(out, ":");
    append_number(out, e->minute, 2);
    if (e->second != FIELD_NONE) {
      append(out, ":");
      append_number(out, e->second, 2);
    }
    if (e->zone == ZONE_UTC) {
      append(out, "Z");
    } else if (e->zone != ZONE_NONE && e->rule && strcmp(e->rule, "digits") == 0) {
      int minutes = e->zone < 0 ? -e->zone : e->zone;
      append(out, e->zone < 0 ? "-" : "+");
      append_number(out, minutes / 60, 2);
      append(out, ":");
      append_number(out, minutes % 60, 2);
    }
  } else if (e->part) {
    append(out, part_codes[e->part]);
  }
}

void value_write_set(const Expression *e, char out[VALUE_TEXT])
{
  out[0] = '\0';
  if (e->weekday != FIELD_NONE) {
    append(out, "XXXX-WXX-");
    append_number(out, e->weekday, 1);
  } else if (e->month != FIELD_NONE) {
    append(out, "XXXX-");
    append_number(out, e->month, 2);
  } else if (e->season) {
    append(out, "XXXX-");
    append(out, season_codes[e->season]);
  } else if (e->part) {
    append(out, "XXXX-XX-XX");
  } else if (e->holiday != FIELD_NONE) {
    append(out, "XXXX-XX-XX");
  } else if (e->weekend) {
    append(out, "XXXX-WXX-WE");
  } else {
    value_write_duration(e->amount, (Unit)e->unit, out);
  }
  value_append_time(e, out);
}

/* Letters that stand for a unit nobody can name: "last week" without an anchor. */
static const char *unknown_unit(Unit unit)
{
  switch (unit) {
  case UNIT_WEEK: return "XXXX-WXX";
  case UNIT_WEEKEND: return "XXXX-WXX-WE";
  case UNIT_MONTH: return "XXXX-XX";
  case UNIT_QUARTER: return "XXXX-QX";
  case UNIT_YEAR: return "XXXX";
  case UNIT_DECADE: return "XXX";
  case UNIT_CENTURY: return "XX";
  default: return "XXXX-XX-XX";
  }
}

/* A part counted in a period of an unknown year, or the week around a day of it. */
static void write_part(const Expression *e, char out[VALUE_TEXT])
{
  if (e->nth_weekday) {
    append(out, "XXXX-WXX-");
    append_number(out, e->nth_weekday, 1);
  } else if (e->nth_unit == UNIT_DAY && e->month != FIELD_NONE && e->nth > 0 &&
             e->nth <= day_month_length(2000, e->month)) {
    append(out, "XXXX-");
    append_number(out, e->month, 2);
    append(out, "-");
    append_number(out, e->nth, 2);
  } else {
    append(out, unknown_unit((Unit)(e->around ? e->around : e->nth_unit)));
  }
}

/* The year before Christ, else the unknown one. */
static void append_year(const Expression *e, char out[VALUE_TEXT])
{
  append(out, e->before_christ ? "BC" : "XXXX");
  if (e->before_christ) append_number(out, e->year, 4);
}

void value_write_unresolved(const Expression *e, char out[VALUE_TEXT])
{
  out[0] = '\0';
  if (e->around || e->nth) {
    write_part(e, out);
  } else if (e->before_christ && e->century != FIELD_NONE) {
    append(out, "BC");
    append_number(out, e->century - 1, 2);
  } else if (e->before_christ && e->month == FIELD_NONE && !e->season) {
    append_year(e, out);
  } else if (e->month != FIELD_NONE) {
    append_year(e, out);
    append(out, "-");
    append_number(out, e->month, 2);
    if (e->day != FIELD_NONE) {
      append(out, "-");
      append_number(out, e->day, 2);
    }
  } else if (e->weekday != FIELD_NONE) {
    append(out, "XXXX-WXX-");
    append_number(out, e->weekday, 1);
  } else if (e->quarter != FIELD_NONE || e->half != FIELD_NONE) {
    append(out, e->quarter != FIELD_NONE ? "XXXX-Q" : "XXXX-H");
    append_number(out, e->quarter != FIELD_NONE ? e->quarter : e->half, 1);
  } else if (e->season) {
    append_year(e, out);
    append(out, "-");
    append(out, season_codes[e->season]);
  } else if (e->weekend) {
    append(out, "XXXX-WXX-WE");
  } else {
    append(out, unknown_unit((Unit)e->unit));
  }
  value_append_time(e, out);
}
