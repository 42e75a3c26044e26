/*
** statements.c: any SQL, up to the input's first NUL, over any text, the rest of it.
**
** Whatever the statements are, the connection answers the next query, holds no memory of theirs, and
** gives the same rows to the same SELECT.  The extension is the one that opens no files.
*/
#include <string.h>

#include "fuzz_pair.h"
#include "fuzz_sql.h"

enum {
  LENGTH_MOST = 100000,
  STEPS_MOST = 50, /* thousands of instructions */
  ROWS_MOST = 200,
  INPUTS_MOST = 256 /* of one connection: opening takes longer than most statements */
};

static int give_up(void *steps)
{
  return ++*(int *)steps > STEPS_MOST;
}

/* Nothing outside the database, no settings that outlive the statements, no end of the transaction around
 * them. */
static int authorize(void *context, int action, const char *a, const char *b, const char *c, const char *d)
{
  (void)context, (void)a, (void)c, (void)d;
  if (action == SQLITE_ATTACH || action == SQLITE_PRAGMA || action == SQLITE_TRANSACTION) return SQLITE_DENY;
  if (action == SQLITE_FUNCTION && b && sqlite3_stricmp(b, "load_extension") == 0) return SQLITE_DENY;
  return SQLITE_OK;
}

static sqlite3 *open_database(int *steps)
{
  static const char schema[] =
      "CREATE TABLE articles(article_id INTEGER PRIMARY KEY, title TEXT, body TEXT, anchor TEXT);"
      "CREATE TABLE found(text TEXT, start, name);"
      "CREATE VIEW words AS SELECT a.article_id, t.text FROM articles AS a, news_tokens(a.body) AS t;"
      "CREATE TRIGGER filled AFTER INSERT ON articles BEGIN INSERT INTO found SELECT text, start, name FROM "
      "news_entities(new.body); END;";
  sqlite3 *db = fuzz_database(NEWS_BUILD "/newstext", "UTF-8");
  PROMISE(sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LENGTH_MOST);
  sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, 25000);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_set_authorizer(db, authorize, NULL);
  sqlite3_progress_handler(db, 1000, give_up, steps);
  return db;
}

static void run(sqlite3 *db, const char *sql, Slice text)
{
  for (int statements = 0; *sql && statements < 20; statements++) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, &sql) != SQLITE_OK) return;
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement); i++)
      sqlite3_bind_text(statement, i, text.bytes, (int)text.length, SQLITE_STATIC);
    int rc = SQLITE_ROW;
    for (int rows = 0; statement && rows < ROWS_MOST && (rc = sqlite3_step(statement)) == SQLITE_ROW;
         rows++) {
      for (int i = 0; i < sqlite3_column_count(statement); i++) sqlite3_column_text(statement, i);
    }
    PROMISE(rc != SQLITE_INTERNAL && rc != SQLITE_CORRUPT && rc != SQLITE_MISUSE);
    sqlite3_finalize(statement);
  }
}

static bool answers(sqlite3 *db)
{
  sqlite3_stmt *statement = NULL;
  const char sql[] = "SELECT group_concat(text, '|') FROM news_entities('Ann Lee met the IMF in Rabat.')";
  PROMISE(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK);
  bool right = sqlite3_step(statement) == SQLITE_ROW &&
               strcmp((const char *)sqlite3_column_text(statement, 0), "Ann Lee|IMF|Rabat") == 0;
  sqlite3_finalize(statement);
  return right;
}

static void command(sqlite3 *db, const char *sql)
{
  sqlite3_set_authorizer(db, NULL, NULL);
  if (!sqlite3_get_autocommit(db) || *sql == 'B')
    PROMISE(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
  sqlite3_set_authorizer(db, authorize, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  static sqlite3 *db;
  static sqlite3_int64 memory;
  static int steps, inputs;
  FuzzPair input = fuzz_pair(bytes, length);
  if (!db) memory = sqlite3_memory_used();
  if (!db) db = open_database(&steps);
  steps = 0;
  command(db, "BEGIN");
  char *sql = sqlite3_mprintf("%.*s", (int)input.a.length, input.a.bytes);
  PROMISE(sql);
  run(db, sql, input.b);
  sqlite3_free(sql);
  steps = 0;
  PROMISE(answers(db));
  command(db, "ROLLBACK"); /* there is none where an error has ended it */
  if (++inputs % INPUTS_MOST) return 0;
  PROMISE(sqlite3_close(db) == SQLITE_OK);
  PROMISE(sqlite3_memory_used() == memory);
  db = NULL;
  return 0;
}
