/*
** fault.c: every allocation fails once, and from every point on always.
**
**   fault [--libc] [--only NAME] EXTENSION FOLDER
**
** Each statement below is run again and again, the first allocation failing in the
** first run, the second in the second, until one run meets no failure.  Every time it must
** answer SQLITE_NOMEM or its right rows, and the connection must answer the next query.
** Allocations are those of SQLite's allocator, or with --libc those of the C library
** (PCRE2, libxml2, jansson and zlib among them).  FOLDER holds articles to read.
** A failed point is one line (the first five of each statement); the last line is
** "N passed, N failed", where a statement counts once for each way of failing.
*/
#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { POINTS_MOST = 200000, REPORTS = 5, PATIENCE = 20 /* seconds a point may take */ };

/* ---- failing ------------------------------------------------------------------- */

static long countdown = -1; /* allocations until the failure; -1: not armed */
static bool always;         /* not once, but from there on */
static bool failed_now;     /* since it was armed */
static bool fail_libc;

static bool fails(void)
{
  if (countdown < 0) return false;
  if (countdown > 0) {
    countdown--;
    return false;
  }
  if (!always && failed_now) return false;
  failed_now = true;
  errno = ENOMEM; /* as the C library's own would say */
  return true;
}

static void arm(long point, bool from_there_on)
{
  always = from_there_on;
  failed_now = false;
  countdown = point;
}

static void disarm(void)
{
  countdown = -1;
}

static sqlite3_mem_methods sqlite_methods;

static void *failing_malloc(int size)
{
  return fails() ? NULL : sqlite_methods.xMalloc(size);
}

static void *failing_realloc(void *old, int size)
{
  return fails() ? NULL : sqlite_methods.xRealloc(old, size);
}

static void install(void)
{
  sqlite3_mem_methods methods;
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_methods);
  methods = sqlite_methods;
  methods.xMalloc = failing_malloc;
  methods.xRealloc = failing_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

#ifndef __SANITIZE_ADDRESS__ /* its own allocator cannot be replaced */
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
#pragma GCC visibility push(default) /* the shared libraries are to find these */
void *malloc(size_t size)
{
  return fail_libc && fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
  return fail_libc && fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
  return fail_libc && fails() ? NULL : __libc_realloc(old, size);
}
#pragma GCC visibility pop
#endif

/* ---- statements ----------------------------------------------------------------- */

#define TEXT                                                                                                 \
  "TANGIER, March 14 — Spain's Foreign Minister José Álvarez-Ruiz said on Thursday that talks with "     \
  "Morocco, "                                                                                                \
  "which began two weeks ago, “will go on until Friday”. \"We are not there yet,\" he told Reuters.\n\n" \
  "About 3,500 workers of the Tangier Port Authority (TPA) have been on strike since February 29; it costs " \
  "$2.5 million a day. Karim Tazi, who speaks for the crews, denied that the TPA had made an offer. Rabat "  \
  "urged Madrid to “show patience”."
#define TEXT_B "TANGIER, March 15 — Spain's minister Jose Alvarez Ruiz says the talks will go on till Friday."

static const struct {
  const char *name, *sql; /* ?1 TEXT, ?2 TEXT_B, ?3 the folder */
} statements[] = {
    {"tokens", "SELECT text, norm, start FROM news_tokens(?1)"},
    {"sentences", "SELECT * FROM news_sentences(?1)"},
    {"entities", "SELECT * FROM news_entities(?1)"},
    {"dates", "SELECT * FROM news_dates(?1, '2024-03-14')"},
    {"quotes", "SELECT * FROM news_quotes(?1)"},
    {"numbers", "SELECT * FROM news_numbers(?1)"},
    {"diff", "SELECT * FROM news_diff(?1, ?2)"},
    {"all of one text",
     "SELECT e.text, d.value, q.text FROM news_entities(?1) AS e, news_dates(?1, '2024-03-14') AS d, "
     "news_quotes(?1) AS q WHERE e.sentence_no = d.sentence_no AND d.sentence_no = q.sentence_no"},
    {"scalars",
     "SELECT news_name_key('José Álvarez-Ruiz'), news_name_match('José Álvarez-Ruiz', 'Jose Alvarez Ruiz'), "
     "news_quote_match(?1, ?2), hex(news_quote_keys(?1, ?2)), news_text_match(?1, ?2), "
     "hex(news_minhash(?1)), "
     "news_version(), "
     "news_date_value('last Friday', '2024-03-14'), news_html('<' || ?1)"},
    {"highlight", "SELECT news_highlight(?1, '2024-03-14')"},
    {"best name", "SELECT news_best_name(text) FROM news_tokens(?1)"},
    {"help", "SELECT * FROM news_help"},
    {"files", "SELECT path, size FROM news_files(?3)"},
    {"articles", "SELECT * FROM news_articles(?3)"},
    {"blocks", "SELECT * FROM news_blocks(?3)"},
    {"filtered articles",
     "SELECT title FROM news_articles(?3) WHERE record = 1 AND published >= '2020-01-01'"},
    {"errors", "SELECT * FROM news_articles('/no such file')"},
};
enum { STATEMENTS = sizeof statements / sizeof *statements };

static const char *extension, *folder;

static void hangs(int signal)
{
  static const char line[] = "does not end\n0 passed, 1 failed\n";
  (void)signal;
  _exit(write(1, line, sizeof line - 1) > 0 ? 1 : 2);
}

static sqlite3 *open_database(void)
{
  sqlite3 *db = NULL;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) exit(2);
  sqlite3_db_config(db, SQLITE_DBCONFIG_LOOKASIDE, NULL, 0, 0); /* it would hide small allocations */
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  return db;
}

/* The statement's rows in *rows (NULL where it failed); its result code. */
static int run(sqlite3 *db, const char *sql, char **rows)
{
  sqlite3_stmt *statement = NULL;
  sqlite3_str *out = NULL;
  int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  *rows = NULL;
  if (rc == SQLITE_OK) {
    sqlite3_bind_text(statement, 1, TEXT, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, TEXT_B, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 3, folder, -1, SQLITE_STATIC);
    long before = countdown;
    disarm(); /* the rows kept here are no concern of the extension */
    out = sqlite3_str_new(NULL);
    countdown = before;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(statement); i++) {
        const char *text = (const char *)sqlite3_column_text(statement, i);
        before = countdown;
        disarm();
        if (!text && sqlite3_errcode(db) == SQLITE_NOMEM) rc = SQLITE_NOMEM;
        sqlite3_str_appendf(out, "%s|", text ? text : "NULL");
        countdown = before;
      }
      if (rc == SQLITE_NOMEM) break;
    }
    if (rc == SQLITE_DONE) rc = SQLITE_OK;
  }
  int final = sqlite3_finalize(statement);
  if (rc == SQLITE_OK && final != SQLITE_OK) rc = final;
  bool armed = countdown >= 0;
  long left = countdown;
  disarm();
  *rows = out ? sqlite3_str_finish(out) : NULL;
  if (armed) countdown = left;
  return rc;
}

static bool answers(sqlite3 *db)
{
  char *rows;
  int rc = run(db, "SELECT group_concat(text, ' ') FROM news_tokens('It rained.')", &rows);
  bool right = rc == SQLITE_OK && rows && strcmp(rows, "It rained .|") == 0;
  sqlite3_free(rows);
  return right;
}

/* Shows where rows begin to differ. */
static void show_difference(const char *wanted, const char *found)
{
  size_t same = 0;
  while (wanted[same] && wanted[same] == found[same]) same++;
  size_t from = same > 30 ? same - 30 : 0;
  printf("   wanted ...%.80s\n   found  ...%.80s\n", wanted + from, found + from);
}

/* One run with the failure at `point`; the flaw, or NULL. */
static const char *try_point(int which, long point, bool from_there_on, int wanted_rc, const char *wanted)
{
  const char *flaw = NULL;
  char *rows, *message = NULL;
  sqlite3 *db = open_database();
  if (sqlite3_load_extension(db, extension, NULL, NULL) != SQLITE_OK) exit(2);
  alarm(PATIENCE);
  arm(point, from_there_on);
  int rc = run(db, statements[which].sql, &rows);
  disarm();
  if (rc == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM) {
    flaw = failed_now ? NULL : "SQLITE_NOMEM without a failure";
  } else if (rc != wanted_rc) {
    message = sqlite3_mprintf("%s", sqlite3_errmsg(db));
    printf("   (%s)\n", message);
    flaw = "another error than SQLITE_NOMEM";
  } else if (rc == SQLITE_OK && strcmp(rows ? rows : "", wanted) != 0) {
    show_difference(wanted, rows ? rows : "");
    flaw = "wrong rows";
  }
  if (!flaw && !answers(db)) flaw = "the connection does not answer the next query";
  sqlite3_free(rows);
  sqlite3_free(message);
  if (sqlite3_close(db) != SQLITE_OK) flaw = "the connection does not close";
  return flaw;
}

static bool try_statement(int which, bool from_there_on)
{
  char *wanted;
  sqlite3 *db = open_database();
  if (sqlite3_load_extension(db, extension, NULL, NULL) != SQLITE_OK) exit(2);
  int wanted_rc = run(db, statements[which].sql, &wanted);
  sqlite3_close(db);
  int flaws = 0;
  long point = 0;
  for (; point < POINTS_MOST; point++) {
    const char *flaw = try_point(which, point, from_there_on, wanted_rc, wanted ? wanted : "");
    if (flaw && ++flaws <= REPORTS) {
      printf("%s, allocation %ld fails%s: %s\n", statements[which].name, point,
             from_there_on ? " and all behind it" : "", flaw);
      fflush(stdout);
    }
    if (!failed_now) break;
  }
  sqlite3_free(wanted);
  if (flaws) printf("%s: %d of %ld points\n", statements[which].name, flaws, point);
  return flaws == 0;
}

/* Loading: it fails or it works, and works at the next try. */
static bool try_loading(bool from_there_on)
{
  int flaws = 0;
  for (long point = 0; point < POINTS_MOST; point++) {
    sqlite3 *db = open_database();
    char *message = NULL;
    arm(point, from_there_on);
    int rc = sqlite3_load_extension(db, extension, NULL, &message);
    disarm();
    sqlite3_free(message);
    bool failed = failed_now;
    if (rc != SQLITE_OK && !failed) flaws++;
    if (rc == SQLITE_OK && !answers(db))
      printf("loading, allocation %ld: loaded, but does not answer\n", point), flaws++;
    message = NULL;
    if (sqlite3_load_extension(db, extension, NULL, &message) != SQLITE_OK || !answers(db)) {
      printf("loading, allocation %ld: the next try fails: %s\n", point, message ? message : "wrong rows");
      sqlite3_free(message);
      flaws++;
    }
    if (sqlite3_close(db) != SQLITE_OK) flaws++;
    if (!failed) break;
  }
  return flaws == 0;
}

int main(int count, char **arguments)
{
  const char *only = NULL;
  int next = 1, passed = 0, failed = 0;
  for (; next < count && strncmp(arguments[next], "--", 2) == 0; next++) {
    if (strcmp(arguments[next], "--libc") == 0) fail_libc = true;
    if (strcmp(arguments[next], "--only") == 0 && next + 1 < count) only = arguments[++next];
  }
  if (count - next != 2) {
    fprintf(stderr, "usage: fault [--libc] [--only NAME] EXTENSION FOLDER\n");
    return 2;
  }
  extension = arguments[next];
  folder = arguments[next + 1];
  signal(SIGALRM, hangs);
  if (!fail_libc) install();
  sqlite3 *first = open_database(); /* keeps the extension in memory */
  char *message = NULL;
  if (sqlite3_load_extension(first, extension, NULL, &message) != SQLITE_OK) {
    printf("%s\n", message ? message : "cannot load the extension");
    return 2;
  }
  for (int from_there_on = 0; from_there_on < 2; from_there_on++) {
    if (!only || strcmp(only, "loading") == 0) *(try_loading(from_there_on) ? &passed : &failed) += 1;
    for (int i = 0; i < STATEMENTS; i++) {
      if (!only || strcmp(only, statements[i].name) == 0)
        *(try_statement(i, from_there_on) ? &passed : &failed) += 1;
    }
  }
  sqlite3_close(first);
  printf("%d passed, %d failed\n", passed, failed);
  return failed ? 1 : 0;
}
