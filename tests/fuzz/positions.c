/* positions.c: every table of a text through SQLite: SQLite's own substr finds each row's text at its
** start, in UTF-8 and in UTF-16. */
#include <string.h>

#include "fuzz_sql.h"

static const char *const tables[] = {"news_sentences", "news_tokens", "news_entities",
                                     "news_dates",     "news_quotes", "news_numbers"};
enum { TABLES = sizeof tables / sizeof *tables };

/* The number of rows whose text is not where they say. */
static int misplaced(sqlite3 *db, const char *table, const char *bytes, int length)
{
  char sql[256];
  sqlite3_stmt *statement = NULL;
  snprintf(
      sql, sizeof sql,
      "SELECT count(*) FROM %s(?1) WHERE text IS NOT substr(?1, start, length) OR length(text) <> length",
      table);
  PROMISE(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK);
  sqlite3_bind_text(statement, 1, bytes, length, SQLITE_STATIC);
  PROMISE(sqlite3_step(statement) == SQLITE_ROW);
  int count = sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  static sqlite3 *databases[2];
  if (!databases[0]) databases[0] = fuzz_database(NEWS_BUILD "/news", "UTF-8");
  if (!databases[1]) databases[1] = fuzz_database(NEWS_BUILD "/news", "UTF-16");
  size_t end = length ? strnlen((const char *)bytes, length) : 0;
  for (int i = 0; i < 2; i++) {
    for (int t = 0; t < TABLES; t++) {
      PROMISE(misplaced(databases[i], tables[t], (const char *)bytes, (int)end) == 0);
    }
  }
  return 0;
}
