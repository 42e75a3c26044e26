/* init.c: the entry points.  Built with NEWS_TEXT_ONLY it makes newstext.so,
** which opens no files. */
#include "sqlite/glue.h"

SQLITE_EXTENSION_INIT1

#define EXPORT __attribute__((visibility("default")))

enum { OLDEST_SQLITE = 3031000 }; /* the first with SQLITE_INNOCUOUS and SQLITE_DIRECTONLY */

/* Functions cannot be replaced while statements are open, so what a former load
** registered stays.  False also where the pragma is compiled out. */
static bool is_loaded(sqlite3 *db, const char *module)
{
  sqlite3_stmt *statement = NULL;
  bool loaded = false;
  if (sqlite3_prepare_v2(db, "SELECT 1 FROM pragma_module_list WHERE name = ?1", -1, &statement, NULL) ==
          SQLITE_OK &&
      sqlite3_bind_text(statement, 1, module, -1, SQLITE_STATIC) == SQLITE_OK) {
    loaded = sqlite3_step(statement) == SQLITE_ROW;
  }
  sqlite3_finalize(statement);
  return loaded;
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
  bool need_text = !is_loaded(db, text_tables[0]->name);
  bool need_files = with_files && !is_loaded(db, "news_files");
  if (!need_text && !need_files) return SQLITE_OK;
  Connection *connection = connection_new(db);
  if (!connection) return SQLITE_NOMEM;
  int rc = SQLITE_OK;
  if (need_text) {
    rc = scalars_register(connection);
    if (rc == SQLITE_OK) rc = aggregate_register(connection);
    if (rc == SQLITE_OK) rc = register_tables(connection, text_tables);
  }
#ifndef NEWS_TEXT_ONLY
  static const RowTable *const file_tables[] = {&table_articles, &table_blocks, &table_files, NULL};
  if (rc == SQLITE_OK && need_files) rc = register_tables(connection, file_tables);
#endif
  connection_release(connection);
  return rc;
}

#ifdef NEWS_TEXT_ONLY
EXPORT int sqlite3_newstext_init(sqlite3 *db, char **error, const sqlite3_api_routines *api);
int sqlite3_newstext_init(sqlite3 *db, char **error, const sqlite3_api_routines *api)
{
  SQLITE_EXTENSION_INIT2(api);
  return load(db, error, false);
}
#else
EXPORT int sqlite3_news_init(sqlite3 *db, char **error, const sqlite3_api_routines *api);
int sqlite3_news_init(sqlite3 *db, char **error, const sqlite3_api_routines *api)
{
  SQLITE_EXTENSION_INIT2(api);
  return load(db, error, true);
}
#endif
