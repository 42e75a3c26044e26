/*
** news.h: sqlite-news inside a program that has SQLite, without loading it.
**
** Compile news.c with -DSQLITE_CORE and link it with SQLite and the libraries
** that pkg-config knows as libutf8proc, libxml-2.0, zlib and jansson.  Then, before
** the first sqlite3_open():
**
**   sqlite3_auto_extension((void (*)(void))sqlite3_news_init);
**
** or for one connection:  sqlite3_news_init(db, &error, NULL);
*/
#ifndef SQLITE_NEWS_H
#define SQLITE_NEWS_H

#include <sqlite3.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SQLITE_NEWS_VERSION "@VERSION@" /* as news_version() tells it */

struct sqlite3_api_routines;

/* Registers everything with the connection.  The result is SQLITE_OK or an error
** code; then *error, if set, is a message to be freed by sqlite3_free(). */
int sqlite3_news_init(sqlite3 *db, char **error, const struct sqlite3_api_routines *api);
/* The same without the functions that open files; news.c has it when compiled with
** -DNEWS_TEXT_ONLY, instead of the other. */
int sqlite3_newstext_init(sqlite3 *db, char **error, const struct sqlite3_api_routines *api);

#ifdef __cplusplus
}
#endif
#endif
