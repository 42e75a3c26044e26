/*
** fuzz_sql.h: a database with the extension.
*/
#ifndef NEWS_FUZZ_SQL_H
#define NEWS_FUZZ_SQL_H

#include <sqlite3.h>

#include "fuzz.h"

#ifndef NEWS_BUILD
#define NEWS_BUILD "build" /* the folder of the extension beside this program's objects */
#endif

static inline sqlite3 *fuzz_database(const char *extension, const char *encoding)
{
  sqlite3 *db = NULL;
  char pragma[64];
  PROMISE(sqlite3_open(":memory:", &db) == SQLITE_OK);
  snprintf(pragma, sizeof pragma, "PRAGMA encoding = '%s'", encoding);
  PROMISE(sqlite3_exec(db, pragma, NULL, NULL, NULL) == SQLITE_OK);
  PROMISE(sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL) == SQLITE_OK);
  PROMISE(sqlite3_load_extension(db, extension, NULL, NULL) == SQLITE_OK);
  return db;
}

#endif
