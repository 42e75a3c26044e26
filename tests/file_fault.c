/*
** file_fault.c: every file operation fails once, in every way that it can.
**
**   file_fault EXTENSION FOLDER
**
** open, fstat, stat, opendir, readdir and read are this program's own, which the extension finds before
** the C library's.  Each query below is run again and again, the first operation failing in the first
** run, the second in the second, until one run meets no failure.  A row must be right or say that it
** could not be read; a file that has no row must have an error of its own or of a folder around it; the
** connection answers the next query, and no descriptor and no memory stays behind.  FOLDER is written
** to: files grow while they are read, and get their size back.
** A flaw is one line; the last line is "N passed, N failed", where a query counts once for each way.
*/
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { REPORTS = 5, POINTS_MOST = 20000, GROWTH = 10000, SHORT_READ = 97 };

typedef enum Operation { OPEN, FSTAT, STAT, OPENDIR, READDIR, READ, OPERATIONS } Operation;
typedef enum Way { FAILS, ENDS, SHORT, GROWS } Way;

/* ---- failing ------------------------------------------------------------------------- */

static const struct Fault {
  const char *name;
  Operation operation;
  Way way;
  int code;
  bool harmless; /* the rows are the right ones all the same */
  bool changes;  /* the file is another one then: any rows of it are right */
  bool vanishes; /* it has gone: no row is right, too */
} faults[] = {
    {"open: permission denied", OPEN, FAILS, EACCES, false, false, false},
    {"open: gone", OPEN, FAILS, ENOENT, false, false, false},
    {"open: too many open files", OPEN, FAILS, EMFILE, false, false, false},
    {"open: interrupted", OPEN, FAILS, EINTR, true, false, false},
    {"open: no memory", OPEN, FAILS, ENOMEM, false, false, false},
    {"fstat: I/O error", FSTAT, FAILS, EIO, false, false, false},
    {"stat: I/O error", STAT, FAILS, EIO, false, false, false},
    {"stat: permission denied", STAT, FAILS, EACCES, false, false, false},
    {"stat: gone", STAT, FAILS, ENOENT, false, false, true},
    {"stat: no memory", STAT, FAILS, ENOMEM, false, false, false},
    {"opendir: permission denied", OPENDIR, FAILS, EACCES, false, false, false},
    {"opendir: too many open files", OPENDIR, FAILS, EMFILE, false, false, false},
    {"opendir: no memory", OPENDIR, FAILS, ENOMEM, false, false, false},
    {"readdir: I/O error", READDIR, FAILS, EIO, false, false, false},
    {"read: I/O error", READ, FAILS, EIO, false, false, false},
    {"read: interrupted", READ, FAILS, EINTR, true, false, false},
    {"read: a few bytes at a time", READ, SHORT, 0, true, false, false},
    {"read: the file shrinks", READ, ENDS, 0, false, true, false},
    {"read: the file grows", READ, GROWS, 0, false, true, false},
};
enum { FAULTS = sizeof faults / sizeof *faults };

static const struct Fault *armed; /* NULL: none */
static long countdown;            /* operations of its kind until it comes */
static bool happened;
static char struck[4096]; /* the file that READ failed for */

static void arm(const struct Fault *fault, long point)
{
  armed = fault;
  countdown = point;
  happened = false;
}

static void disarm(void)
{
  armed = NULL;
}

static long touched; /* operations of any kind so far */

/* Is it this operation's turn?  SHORT goes on from there. */
static bool strikes(Operation operation)
{
  touched++;
  if (!armed || armed->operation != operation) return false;
  if (happened) return armed->way == SHORT;
  if (countdown-- > 0) return false;
  happened = true;
  errno = armed->code;
  return true;
}

static void *real(const char *name)
{
  void *function = dlsym(RTLD_NEXT, name);
  if (!function) abort();
  return function;
}

static void name_struck(int descriptor)
{
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, struck, sizeof struck - 1);
  struck[length > 0 ? length : 0] = '\0';
}

static void grow(void)
{
  char more[GROWTH];
  memset(more, 'x', sizeof more);
  const struct Fault *fault = armed;
  disarm();
  int file = open(struck, O_WRONLY | O_APPEND);
  if (file < 0 || write(file, more, sizeof more) != (ssize_t)sizeof more) abort();
  close(file);
  armed = fault;
}

#pragma GCC visibility push(default) /* the extension is to find these */
int open(const char *path, int flags, ...)
{
  static int (*real_open)(const char *, int, ...);
  if (!real_open) *(void **)&real_open = real("open");
  va_list list;
  va_start(list, flags);
  int mode = flags & O_CREAT ? va_arg(list, int) : 0;
  va_end(list);
  return strikes(OPEN) ? -1 : real_open(path, flags, mode);
}

int fstat(int descriptor, struct stat *status)
{
  static int (*real_fstat)(int, struct stat *);
  if (!real_fstat) *(void **)&real_fstat = real("fstat");
  return strikes(FSTAT) ? -1 : real_fstat(descriptor, status);
}

int stat(const char *restrict path, struct stat *restrict status)
{
  static int (*real_stat)(const char *, struct stat *);
  if (!real_stat) *(void **)&real_stat = real("stat");
  return strikes(STAT) ? -1 : real_stat(path, status);
}

DIR *opendir(const char *path)
{
  static DIR *(*real_opendir)(const char *);
  if (!real_opendir) *(void **)&real_opendir = real("opendir");
  return strikes(OPENDIR) ? NULL : real_opendir(path);
}

struct dirent *readdir(DIR *folder)
{
  static struct dirent *(*real_readdir)(DIR *);
  if (!real_readdir) *(void **)&real_readdir = real("readdir");
  return strikes(READDIR) ? NULL : real_readdir(folder);
}

ssize_t read(int descriptor, void *to, size_t size)
{
  static ssize_t (*real_read)(int, void *, size_t);
  if (!real_read) *(void **)&real_read = real("read");
  if (!strikes(READ)) return real_read(descriptor, to, size);
  name_struck(descriptor);
  switch (armed->way) {
  case FAILS: errno = armed->code; return -1;
  case ENDS: return 0;
  case SHORT: return real_read(descriptor, to, size < SHORT_READ ? size : SHORT_READ);
  case GROWS: grow();
  }
  return real_read(descriptor, to, size);
}
#pragma GCC visibility pop

/* ---- rows ------------------------------------------------------------------------------ */

/* Each gives a path, an error or NULL, and the rest as one text. */
static const struct {
  const char *name, *sql;
} queries[] = {
    {"news_files", "SELECT path, error, size FROM news_files(?1)"},
    {"news_articles",
     "SELECT path, error, concat FROM (SELECT path, error, record || '|' || format || '|' || "
     "coalesce(title, '') || '|' || coalesce(published, '') || '|' || coalesce(body, '') AS "
     "concat FROM news_articles(?1))"},
    {"news_blocks", "SELECT path, error, record || '|' || block_no || '|' || text FROM news_blocks(?1)"},
};
enum { QUERIES = sizeof queries / sizeof *queries };

typedef struct Row {
  char *path, *error, *rest; /* error: NULL for none */
} Row;

typedef struct Rows {
  Row *items;
  int count, capacity;
} Rows;

static char *copy(const unsigned char *text)
{
  char *out = text ? strdup((const char *)text) : NULL;
  if (text && !out) abort();
  return out;
}

static void add_row(Rows *rows, sqlite3_stmt *statement)
{
  if (rows->count == rows->capacity) {
    rows->capacity = rows->capacity ? 2 * rows->capacity : 64;
    rows->items = realloc(rows->items, (size_t)rows->capacity * sizeof *rows->items);
    if (!rows->items) abort();
  }
  rows->items[rows->count++] =
      (Row){copy(sqlite3_column_text(statement, 0)), copy(sqlite3_column_text(statement, 1)),
            copy(sqlite3_column_text(statement, 2))};
}

static void free_rows(Rows *rows)
{
  for (int i = 0; i < rows->count; i++) {
    free(rows->items[i].path);
    free(rows->items[i].error);
    free(rows->items[i].rest);
  }
  free(rows->items);
  *rows = (Rows){0};
}

static bool same_text(const char *a, const char *b)
{
  return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool has_row(const Rows *rows, const Row *wanted)
{
  for (int i = 0; i < rows->count; i++) {
    const Row *row = &rows->items[i];
    if (same_text(row->path, wanted->path) && same_text(row->error, wanted->error) &&
        same_text(row->rest, wanted->rest))
      return true;
  }
  return false;
}

/* Does an error row name the path, or a folder around it? */
static bool is_excused(const Rows *rows, const char *path)
{
  for (int i = 0; i < rows->count; i++) {
    size_t length = strlen(rows->items[i].path);
    if (rows->items[i].error && strncmp(rows->items[i].path, path, length) == 0 &&
        (path[length] == '\0' || path[length] == '/'))
      return true;
  }
  return false;
}

/* What is wrong with the rows, or NULL. */
static const char *judge(const struct Fault *fault, const Rows *wanted, const Rows *found)
{
  bool all = true;
  for (int i = 0; i < found->count; i++) {
    const Row *row = &found->items[i];
    if (row->error || (fault->changes && strcmp(row->path, struck) == 0)) continue;
    if (!has_row(wanted, row)) return "a wrong row";
  }
  for (int i = 0; i < wanted->count; i++) {
    const Row *row = &wanted->items[i];
    if (has_row(found, row) || (fault->changes && strcmp(row->path, struck) == 0)) continue;
    all = false;
    if (!fault->vanishes && !is_excused(found, row->path)) return "a row is missing without a word";
  }
  return fault->harmless && !all ? "not the right rows" : NULL;
}

/* ---- running ------------------------------------------------------------------------------ */

static const char *extension, *folder;

static sqlite3 *open_database(void)
{
  sqlite3 *db = NULL;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) exit(2);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  if (sqlite3_load_extension(db, extension, NULL, NULL) != SQLITE_OK) exit(2);
  return db;
}

static int run(sqlite3 *db, const char *sql, Rows *rows)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) exit(2);
  sqlite3_bind_text(statement, 1, folder, -1, SQLITE_STATIC);
  while (sqlite3_step(statement) == SQLITE_ROW) add_row(rows, statement);
  return sqlite3_finalize(statement);
}

static int open_descriptors(void)
{
  int count = 0;
  DIR *self = opendir("/proc/self/fd");
  if (!self) abort();
  while (readdir(self)) count++;
  closedir(self);
  return count;
}

/* The folder's files get back what they had before they grew. */
static void give_sizes_back(const Rows *files)
{
  for (int i = 0; i < files->count; i++) {
    struct stat status;
    long long size = strtoll(files->items[i].rest, NULL, 10);
    if (stat(files->items[i].path, &status) != 0 || status.st_size == size) continue;
    if (truncate(files->items[i].path, size) != 0) abort();
  }
}

static const char *try_point(const struct Fault *fault, const char *sql, long point, const Rows *wanted)
{
  Rows found = {0};
  int descriptors = open_descriptors();
  sqlite3_int64 memory = sqlite3_memory_used();
  sqlite3 *db = open_database();
  arm(fault, point);
  int rc = run(db, sql, &found);
  disarm();
  const char *flaw = NULL;
  if (rc == SQLITE_OK)
    flaw = judge(fault, wanted, &found);
  else if (rc == SQLITE_NOMEM)
    flaw = fault->code == ENOMEM ? NULL : "SQLITE_NOMEM for another reason";
  else if (!(rc == SQLITE_ERROR && fault->vanishes && point == 0)) /* the folder itself */
    flaw = "the query fails";
  Rows next = {0};
  if (!flaw && (run(db, "SELECT path, NULL, NULL FROM news_files(?1)", &next) != SQLITE_OK || !next.count))
    flaw = "the connection does not answer the next query";
  free_rows(&next);
  if (sqlite3_close(db) != SQLITE_OK) flaw = "the connection does not close";
  if (!flaw && open_descriptors() != descriptors) flaw = "a descriptor stays open";
  if (!flaw && sqlite3_memory_used() != memory) flaw = "memory stays behind";
  free_rows(&found);
  return flaw;
}

static bool try_fault(const struct Fault *fault, int query, const Rows *wanted, const Rows *files,
                      long *points)
{
  int flaws = 0;
  for (long point = 0; point < POINTS_MOST; point++) {
    const char *flaw = try_point(fault, queries[query].sql, point, wanted);
    if (fault->way == GROWS) give_sizes_back(files);
    if (flaw && ++flaws <= REPORTS)
      printf("%s, %s, at number %ld: %s\n", queries[query].name, fault->name, point, flaw);
    if (!happened) break;
    ++*points;
  }
  return flaws == 0;
}

/* ---- somebody's database -------------------------------------------------------------- */

/* What a schema can hide a query in; %s is a function that opens files, with its argument.  The last
** statement of each is the user's. */
static const char *const traps[] = {
    "CREATE VIEW v AS SELECT path FROM %s; SELECT * FROM v",
    "CREATE VIEW u AS SELECT path FROM %s; CREATE VIEW v AS SELECT * FROM u UNION SELECT 'a'; SELECT * FROM "
    "v",
    "CREATE VIEW v AS SELECT (SELECT count(*) FROM %s) AS a; SELECT a FROM v",
    "CREATE VIEW v AS WITH w AS MATERIALIZED (SELECT path FROM %s) SELECT * FROM w; SELECT * FROM v",
    "CREATE TABLE t(a); CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO t SELECT path FROM %s; END; "
    "INSERT INTO t VALUES(1)",
    "CREATE TABLE t(a); CREATE TRIGGER r BEFORE DELETE ON t WHEN (SELECT count(*) FROM %s) > 0 BEGIN SELECT "
    "1; "
    "END; INSERT INTO t VALUES(1); DELETE FROM t",
    "CREATE TABLE t(a); INSERT INTO t VALUES(1); CREATE TRIGGER r AFTER UPDATE ON t BEGIN SELECT path FROM "
    "%s; "
    "END; UPDATE t SET a = 2",
    "CREATE VIEW v AS SELECT 1 AS a; CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN SELECT path FROM %s; END; "
    "INSERT INTO v VALUES(1)",
    "CREATE TABLE t(a CHECK (EXISTS (SELECT 1 FROM %s))); INSERT INTO t VALUES(1)",
    "CREATE TABLE t(a, b AS ((SELECT path FROM %s))); INSERT INTO t VALUES(1)",
    "CREATE TABLE t(a DEFAULT (SELECT path FROM %s)); INSERT INTO t DEFAULT VALUES",
    "CREATE TABLE t(a); CREATE INDEX i ON t((SELECT path FROM %s))",
    "CREATE TABLE t(a); CREATE INDEX i ON t(a) WHERE a IN (SELECT path FROM %s)",
};

/* The functions that open none, where a schema may call them. */
static const char harmless[] =
    "CREATE TABLE t(a TEXT CHECK (news_name_key(a) IS NOT '?' AND news_html(a) <> '?' AND "
    "length(news_minhash(a)) "
    "= 512 AND news_name_match(a, a) >= 0 AND news_quote_match(a, a) >= 0 AND news_text_match(a, a) >= 0 AND "
    "news_highlight(a) <> '?' AND news_version() <> '?' AND coalesce(news_date_value(a), '') <> '?' AND "
    "news_minhash_match(news_minhash(a), news_minhash(a)) = 1), b TEXT AS (news_name_key(a)) STORED);"
    "CREATE INDEX i ON t(news_html(a)) WHERE news_name_key(a) <> '';"
    "CREATE VIEW v AS SELECT news_best_name(e.name) FROM t, news_entities(t.a) AS e, news_dates(t.a) AS d, "
    "news_quotes(t.a) AS q, news_numbers(t.a) AS n, news_tokens(t.a) AS k, news_sentences(t.a) AS s, "
    "news_diff(t.a, t.a) AS f, news_help AS h;"
    "INSERT INTO t(a) VALUES('/etc/passwd'), ('file:///etc/passwd'), ('On Monday Ann Lee said: \"3 men "
    "left.\"');"
    "SELECT * FROM v";

/* With any trust in schemas, no query of a user's makes one of them touch a file. */
static bool try_schemas(void)
{
  static const char *const readers[] = {"news_files('/etc')", "news_articles('/etc')", "news_blocks('/etc')"};
  int flaws = 0;
  char byte;
  sqlite3_randomness(1, &byte); /* reads /dev/urandom the first time */
  for (int trusted = 0; trusted < 2; trusted++) {
    const char *pragma = trusted ? "PRAGMA trusted_schema = ON" : "PRAGMA trusted_schema = OFF";
    for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) {
      for (size_t r = 0; r < sizeof readers / sizeof *readers; r++) {
        sqlite3 *db = open_database();
        char *sql = sqlite3_mprintf(traps[i], readers[r]);
        sqlite3_exec(db, pragma, NULL, NULL, NULL);
        long before = touched;
        bool refused = sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK;
        if (!refused || touched != before)
          printf("%s: not refused, or a file was touched: %s\n", pragma, sql), flaws++;
        sqlite3_free(sql);
        sqlite3_close(db);
      }
    }
    sqlite3 *db = open_database();
    char *message = NULL;
    sqlite3_exec(db, pragma, NULL, NULL, NULL);
    long before = touched;
    if (sqlite3_exec(db, harmless, NULL, NULL, &message) != SQLITE_OK || touched != before)
      printf("%s: %s\n", pragma, message ? message : "a file was touched"), flaws++;
    sqlite3_free(message);
    sqlite3_close(db);
  }
  return flaws == 0;
}

int main(int count, char **arguments)
{
  int passed = 0, failed = 0;
  long points = 0;
  Rows wanted[QUERIES] = {0};
  if (count != 3) {
    fprintf(stderr, "usage: file_fault EXTENSION FOLDER\n");
    return 2;
  }
  extension = arguments[1];
  folder = arguments[2];
  sqlite3 *first = open_database(); /* keeps the extension in memory */
  for (int q = 0; q < QUERIES; q++) {
    if (run(first, queries[q].sql, &wanted[q]) != SQLITE_OK || !wanted[q].count) {
      printf("%s: no rows without a failure: %s\n0 passed, 1 failed\n", queries[q].name,
             sqlite3_errmsg(first));
      return 1;
    }
  }
  for (int q = 0; q < QUERIES; q++) {
    for (int f = 0; f < FAULTS; f++) {
      bool reads = faults[f].operation == OPEN || faults[f].operation == FSTAT || faults[f].operation == READ;
      if (q == 0 && reads) continue; /* news_files opens nothing */
      *(try_fault(&faults[f], q, &wanted[q], &wanted[0], &points) ? &passed : &failed) += 1;
    }
  }
  *(try_schemas() ? &passed : &failed) += 1;
  for (int q = 0; q < QUERIES; q++) free_rows(&wanted[q]);
  sqlite3_close(first);
  printf("%ld failures\n%d passed, %d failed\n", points, passed, failed);
  return failed ? 1 : 0;
}
