/*
** dates.c: expressions in any bytes lie in order, and their days are those of SQLite's date functions.
**
** Two ways to the same day: a value such as 2024-W11 is turned into its first and last day by SQL; and
** "9 days ago" and its like, made of the input's first bytes, are counted by SQL.
*/
#include "date/date.h"

#include <sqlite3.h>
#include <string.h>

#include "fuzz_text.h"

enum {
  FIRST_BYTES = 5,      /* anchor, number, form: of the input, before the text */
  FIRST_ANCHOR = 400000 /* of the year 1096: years of four figures, whatever is taken away */
};

/* ---- SQLite's answer --------------------------------------------------------------- */

/* First and last day of a value ?1 by its shape; no row for other shapes.  Week 1 is that of 4 January. */
static const char days_of_value[] =
    "SELECT first, date(first, length, '-1 day') FROM ("
    "SELECT date(?1) AS first, '+1 day' AS length WHERE ?1 GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' "
    "UNION ALL SELECT date(?1 || '-01'), '+1 month' WHERE ?1 GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' "
    "UNION ALL SELECT date(?1 || '-01-01'), '+1 year' WHERE ?1 GLOB '[0-9][0-9][0-9][0-9]' "
    "UNION ALL SELECT date(?1 || '0-01-01'), '+10 years' WHERE ?1 GLOB '[0-9][0-9][0-9]' "
    "UNION ALL SELECT date(substr(?1, 1, 4) || '-01-01', (3 * substr(?1, 7) - 3) || ' months'), '+3 months' "
    "WHERE ?1 GLOB '[0-9][0-9][0-9][0-9]-Q[1-4]' "
    "UNION ALL SELECT date(substr(?1, 1, 4) || '-01-04', '-6 days', 'weekday 1', (7 * substr(?1, 7) - 7) || "
    "' days'), '+7 days' WHERE ?1 GLOB '[0-9][0-9][0-9][0-9]-W[0-9][0-9]') WHERE first IS NOT NULL";

/* What is said of a number, and its value by SQL: ?1 the anchor, ?2 the number. */
static const struct {
  const char *said, *value;
} counts[] = {
    {"%d days ago", "SELECT date(?1, -?2 || ' days')"},
    {"%d days from now", "SELECT date(?1, ?2 || ' days')"},
    {"%d weeks ago", /* the week of a Thursday has its year */
     "SELECT strftime('%Y-W', day) || printf('%02d', (strftime('%j', day) + 6) / 7) FROM "
     "(SELECT date(?1, -7 * ?2 || ' days', '-3 days', 'weekday 4') AS day)"},
    {"%d months ago", "SELECT strftime('%Y-%m', ?1, 'start of month', -?2 || ' months')"},
    {"%d months from now", "SELECT strftime('%Y-%m', ?1, 'start of month', ?2 || ' months')"},
    {"%d years ago", "SELECT strftime('%Y', ?1, 'start of year', -?2 || ' years')"},
};
enum { COUNTS = sizeof counts / sizeof *counts };

static sqlite3_stmt *prepare(const char *sql)
{
  static sqlite3 *db;
  sqlite3_stmt *statement = NULL;
  if (!db) PROMISE(sqlite3_open(":memory:", &db) == SQLITE_OK);
  PROMISE(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK);
  return statement;
}

static void promise_day(sqlite3_stmt *row, int column, Day day)
{
  char written[11] = "";
  const char *wanted = (const char *)sqlite3_column_text(row, column);
  if (!wanted) return; /* beyond the year 9999 */
  if (day != DAY_NONE) day_write(day, written);
  if (strcmp(wanted, written) != 0) fprintf(stderr, "SQLite says %s, we say %s\n", wanted, written);
  PROMISE(strcmp(wanted, written) == 0);
}

static void check_days(const DateMention *d)
{
  static sqlite3_stmt *statement;
  if (!statement) statement = prepare(days_of_value);
  if (d->type != DATE_DATE || d->first_day == DAY_NONE) return;
  sqlite3_bind_text(statement, 1, d->value.bytes, (int)d->value.length, SQLITE_STATIC);
  if (sqlite3_step(statement) == SQLITE_ROW) {
    promise_day(statement, 0, d->first_day);
    promise_day(statement, 1, d->last_day);
  }
  sqlite3_reset(statement);
}

/* ---- counting from the anchor ---------------------------------------------------------- */

static void check_counting(Day anchor, int number, int form)
{
  static sqlite3_stmt *statements[COUNTS];
  char said[32], day[11];
  FuzzText fuzz;
  Dates dates = {0};
  if (!statements[form]) statements[form] = prepare(counts[form].value);
  snprintf(said, sizeof said, counts[form].said, number);
  day_write(anchor, day);
  const Text *text = fuzz_text_begin(&fuzz, (const uint8_t *)said, strlen(said));
  PROMISE(date_find(&fuzz.arena, text, anchor, &dates) == NEWS_OK && dates.all.count == 1);
  sqlite3_bind_text(statements[form], 1, day, -1, SQLITE_STATIC);
  sqlite3_bind_int(statements[form], 2, number);
  PROMISE(sqlite3_step(statements[form]) == SQLITE_ROW);
  const char *wanted = (const char *)sqlite3_column_text(statements[form], 0);
  Slice value = dates.all.items[0].value;
  bool same = !wanted || slice_is(value, wanted); /* NULL: beyond the year 9999 */
  if (!same)
    fprintf(stderr, "%s from %s: SQLite says %s, we say %.*s\n", said, day, wanted, (int)value.length,
            value.bytes);
  PROMISE(same);
  sqlite3_reset(statements[form]);
  fuzz_text_end(&fuzz);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  FuzzText fuzz;
  Dates dates = {0};
  uint32_t behind = 0;
  if (length < FIRST_BYTES) return 0;
  Day anchor = 1 + (bytes[0] | bytes[1] << 8 | bytes[2] << 16) % DAY_LAST;
  if (anchor > FIRST_ANCHOR) check_counting(anchor, 2 + bytes[3] % 98, bytes[4] % COUNTS);
  const Text *text = fuzz_text_begin(&fuzz, bytes + FIRST_BYTES, length - FIRST_BYTES);
  PROMISE(date_find(&fuzz.arena, text, bytes[4] & 0x80 ? DAY_NONE : anchor, &dates) == NEWS_OK);
  for (uint32_t i = 0; i < dates.all.count; i++) {
    const DateMention *d = &dates.all.items[i];
    promise_span(text, d->start, d->end, &behind, false);
    PROMISE(d->value.length > 0 && d->rule && d->first_token < d->last_token);
    PROMISE((d->first_day == DAY_NONE) == (d->last_day == DAY_NONE) && d->first_day <= d->last_day);
    PROMISE(d->first_day >= 0 && d->last_day <= DAY_LAST);
    check_days(d);
  }
  fuzz_text_end(&fuzz);
  return 0;
}
