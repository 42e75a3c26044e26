/* init.c: the entry points.  Built with NEWS_TEXT_ONLY it makes newstext.so,
** which opens no files. */
#include "sqlite/glue.h"

SQLITE_EXTENSION_INIT1

#define EXPORT __attribute__((visibility("default")))

enum { OLDEST_SQLITE = 3031000 }; /* the first with SQLITE_INNOCUOUS and SQLITE_DIRECTONLY */

/* Functions cannot be replaced while statements are open, so what a former load registered
** stays.  To be asked of the table that is registered last: a load that failed half-way is made
** up for by the next.  *loaded is false also where the pragma is compiled out. */
static int find_loaded(sqlite3 *db, const RowTable *last, bool *loaded)
{
  sqlite3_stmt *statement = NULL;
  *loaded = false;
  int rc = sqlite3_prepare_v2(db, "SELECT 1 FROM pragma_module_list WHERE name = ?1", -1, &statement, NULL);
  if (rc == SQLITE_ERROR) return SQLITE_OK;
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(statement, 1, last->name, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK) *loaded = sqlite3_step(statement) == SQLITE_ROW;
  int ended = sqlite3_finalize(statement);
  return rc == SQLITE_OK ? ended : rc;
}

static int register_tables(Connection *connection, const RowTable *const *tables)
{
  int rc = SQLITE_OK;
  for (; *tables && rc == SQLITE_OK; tables++) rc = table_register(connection, *tables);
  return rc;
}

static int load(sqlite3 *db, char **error, bool with_files)
{
  static const RowTable *const text_tables[] = {&table_sentences, &table_tokens, &table_entities,
                                                &table_dates,     &table_quotes, &table_numbers,
                                                &table_diff,      &table_help,   NULL};
  if (sqlite3_libversion_number() < OLDEST_SQLITE) {
    *error = sqlite3_mprintf("sqlite-news needs SQLite 3.31 or newer, this is %s", sqlite3_libversion());
    return SQLITE_ERROR;
  }
  bool has_text, has_files = !with_files;
  int rc = find_loaded(db, &table_help, &has_text);
#ifndef NEWS_TEXT_ONLY
  static const RowTable *const file_tables[] = {&table_articles, &table_blocks, &table_files, NULL};
  if (rc == SQLITE_OK) rc = find_loaded(db, &table_files, &has_files);
#endif
  if (rc != SQLITE_OK || (has_text && has_files)) return rc;
  Connection *connection = connection_new(db);
  if (!connection) return SQLITE_NOMEM;
  if (!has_text) {
    rc = scalars_register(connection);
    if (rc == SQLITE_OK) rc = aggregate_register(connection);
    if (rc == SQLITE_OK) rc = register_tables(connection, text_tables);
  }
#ifndef NEWS_TEXT_ONLY
  if (rc == SQLITE_OK && !has_files) rc = register_tables(connection, file_tables);
#endif
  connection_release(connection);
  return rc;
}

/* SQLITE_EXTENSION_INIT2, but for threads that load at once: the pointer, which is the same for
** all connections of a process, is stored once, and seen by whoever finds it stored. */
static void take_api(const sqlite3_api_routines *api)
{
#ifdef SQLITE_CORE
  (void)api;
#else
  if (__atomic_load_n(&sqlite3_api, __ATOMIC_ACQUIRE) != api)
    __atomic_store_n(&sqlite3_api, api, __ATOMIC_RELEASE);
#endif
}

#ifdef NEWS_TEXT_ONLY
EXPORT int sqlite3_newstext_init(sqlite3 *db, char **error, const sqlite3_api_routines *api);
int sqlite3_newstext_init(sqlite3 *db, char **error, const sqlite3_api_routines *api)
{
  take_api(api);
  return load(db, error, false);
}
#else
EXPORT int sqlite3_news_init(sqlite3 *db, char **error, const sqlite3_api_routines *api);
int sqlite3_news_init(sqlite3 *db, char **error, const sqlite3_api_routines *api)
{
  take_api(api);
  return load(db, error, true);
}
#endif
