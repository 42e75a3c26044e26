/* connection.c: what a database connection shares, and the words of results. */
#include <time.h>

#include "sqlite/glue.h"

/* Texts and layers kept for the next query of the same body. */
enum { CACHE_BYTES = 16 << 20 };

enum { ASK_EVERY = 20000 /* microseconds: how often long work looks whether to stop */, ASK_SHARE = 50 };

static void *sqlite_resize(void *context, void *old, size_t size)
{
  (void)context;
  return sqlite3_realloc64(old, size);
}

static void sqlite_release(void *context, void *block)
{
  (void)context;
  sqlite3_free(block);
}

const Allocator allocator_sqlite = {sqlite_resize, sqlite_release, NULL};

static int64_t microseconds(clockid_t clock)
{
  struct timespec time = {0};
  clock_gettime(clock, &time);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

Connection *connection_new(sqlite3 *db)
{
  Connection *connection = sqlite3_malloc64(sizeof *connection);
  if (!connection) return NULL;
  *connection = (Connection){.db = db, .holders = 1};
  connection->ask_at = microseconds(CLOCK_MONOTONIC_COARSE) + ASK_EVERY;
  connection->cache = analysis_cache_new(&allocator_sqlite, CACHE_BYTES);
  if (!connection->cache) {
    sqlite3_free(connection);
    return NULL;
  }
  analysis_cache_interruptible(connection->cache, connection_interrupted, connection);
  return connection;
}

void connection_hold(Connection *connection)
{
  connection->holders++;
}

void connection_release(void *holder)
{
  Connection *connection = holder;
  if (--connection->holders > 0) return;
  analysis_cache_free(connection->cache);
  sqlite3_free(connection);
}

static int run_once(sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_step(statement);
  sqlite3_finalize(statement);
  return rc;
}

/* sqlite3_is_interrupted() is younger (3.41) than the SQLite we serve.  A statement of our own sees the
** same flag and lets the progress handler speak, if it is to be called after 10,000 steps or less.  That
** takes a tenth of a millisecond: it is done every ASK_EVERY, and takes at most a part in ASK_SHARE of
** the time on slow machines, too.  An authorizer may forbid WITH RECURSIVE: then one that takes no steps
** must do.  The clocks decide only when to ask. */
bool connection_interrupted(void *holder)
{
  Connection *connection = holder;
  int64_t time = microseconds(CLOCK_MONOTONIC_COARSE);
  if (time < connection->ask_at) return false;
  int64_t begin = microseconds(CLOCK_THREAD_CPUTIME_ID);
  int rc = run_once(connection->db, "WITH RECURSIVE c(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM c WHERE "
                                    "n < 620) SELECT count(*) FROM c");
  if (rc == SQLITE_AUTH) rc = run_once(connection->db, "SELECT 1");
  int64_t pause = (microseconds(CLOCK_THREAD_CPUTIME_ID) - begin) * ASK_SHARE;
  connection->ask_at = time + (pause > ASK_EVERY ? pause : ASK_EVERY);
  return rc == SQLITE_INTERRUPT;
}

int result_code(NewsResult result)
{
  switch (result) {
  case NEWS_OK: return SQLITE_OK;
  case NEWS_NOMEM: return SQLITE_NOMEM;
  case NEWS_TOO_BIG: return SQLITE_TOOBIG;
  case NEWS_INTERRUPTED: return SQLITE_INTERRUPT;
  case NEWS_IO:
  case NEWS_INVALID: break;
  }
  return SQLITE_ERROR;
}

void result_error(sqlite3_context *context, const char *function, NewsResult result, const char *message)
{
  switch (result) {
  case NEWS_NOMEM: sqlite3_result_error_nomem(context); return;
  case NEWS_TOO_BIG: sqlite3_result_error_toobig(context); return;
  case NEWS_INTERRUPTED: sqlite3_result_error_code(context, SQLITE_INTERRUPT); return;
  default: break;
  }
  char *text = sqlite3_mprintf("%s: %s", function, message ? message : "failed");
  if (!text) {
    sqlite3_result_error_nomem(context);
    return;
  }
  sqlite3_result_error(context, text, -1);
  sqlite3_free(text);
}
