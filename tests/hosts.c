/*
** hosts.c: what a host program may do to the extension, as far as SQL alone cannot show it.
**
**   hosts NEWS.so NEWSTEXT.so
**
** Each test is a function of its own; a failed expectation prints one line.  The last
** line is "N passed, N failed".
*/
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *news, *newstext; /* paths of the two extensions */
static int expectations_failed;     /* in the test that runs */
static const char *test_name;

#define TEXT                                                                                                 \
  "On Monday, Anna Castelli said: \"We will open the port in March.\" Kenya's minister denied it on "        \
  "Tuesday."

static void expect(bool holds, const char *what)
{
  if (holds) return;
  expectations_failed++;
  printf("%s: not so: %s\n", test_name, what);
}

static sqlite3 *open_bare(void)
{
  sqlite3 *db = NULL;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) abort();
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  return db;
}

static int load(sqlite3 *db, const char *extension)
{
  char *message = NULL;
  int rc = sqlite3_load_extension(db, extension, NULL, &message);
  if (rc != SQLITE_OK) printf("%s: %s: %s\n", test_name, extension, message ? message : "cannot be loaded");
  sqlite3_free(message);
  return rc;
}

static sqlite3 *open_with(const char *extension)
{
  sqlite3 *db = open_bare();
  expect(load(db, extension) == SQLITE_OK, "the extension loads");
  return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
    expectations_failed++;
    printf("%s: %s: %s\n", test_name, sql, sqlite3_errmsg(db));
  }
  return statement;
}

/* Runs one statement to its end; the number of rows, or -1 at an error. */
static int rows_of(sqlite3_stmt *statement)
{
  int rows = 0, rc;
  while ((rc = sqlite3_step(statement)) == SQLITE_ROW) rows++;
  sqlite3_reset(statement);
  return rc == SQLITE_DONE ? rows : -1;
}

static int rows(sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) return -1;
  int count = rows_of(statement);
  sqlite3_finalize(statement);
  return count;
}

/* The first column of the first row as an integer; -1 at an error. */
static sqlite3_int64 number(sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  sqlite3_int64 value = -1;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
    printf("%s: %s\n", test_name, sqlite3_errmsg(db));
  if (statement && sqlite3_step(statement) == SQLITE_ROW) value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return value;
}

static bool fails_with(sqlite3 *db, const char *sql, const char *part)
{
  char *message = NULL;
  int rc = sqlite3_exec(db, sql, NULL, NULL, &message);
  bool as_expected = rc != SQLITE_OK && message && strstr(message, part);
  if (!as_expected) printf("%s: %s: %s\n", test_name, sql, message ? message : "no error");
  sqlite3_free(message);
  return as_expected;
}

static void close_database(sqlite3 *db)
{
  expect(sqlite3_close(db) == SQLITE_OK, "the connection closes");
}

/* ---- loading ------------------------------------------------------------------- */

static void loads_twice(void)
{
  sqlite3 *db = open_with(news);
  expect(load(db, news) == SQLITE_OK, "loads a second time");
  expect(number(db, "SELECT count(*) FROM news_tokens('one two')") == 2, "works after that");
  close_database(db);
}

static void loads_with_open_statements(void)
{
  sqlite3 *db = open_with(news);
  sqlite3_stmt *tokens = prepare(db, "SELECT text FROM news_tokens('one two three')");
  sqlite3_stmt *scalar = prepare(db, "SELECT news_html(text) FROM news_tokens('one two three')");
  sqlite3_step(tokens);
  sqlite3_step(scalar);
  expect(load(db, news) == SQLITE_OK, "loads while statements are open");
  expect(sqlite3_step(tokens) == SQLITE_ROW &&
             strcmp((const char *)sqlite3_column_text(tokens, 0), "two") == 0,
         "an open scan goes on");
  expect(sqlite3_step(scalar) == SQLITE_ROW &&
             strcmp((const char *)sqlite3_column_text(scalar, 0), "two") == 0,
         "an open scalar goes on");
  sqlite3_finalize(tokens);
  sqlite3_finalize(scalar);
  expect(number(db, "SELECT count(*) FROM news_tokens('one two')") == 2, "works after that");
  close_database(db);
}

/* SELECT load_extension() is itself an open statement: functions cannot be replaced then. */
static void loads_through_sql(void)
{
  sqlite3 *db = open_bare();
  sqlite3_enable_load_extension(db, 1);
  sqlite3_stmt *statement = prepare(db, "SELECT load_extension(?)");
  sqlite3_bind_text(statement, 1, news, -1, SQLITE_STATIC);
  for (int i = 0; i < 3; i++) expect(rows_of(statement) == 1, "load_extension() answers");
  expect(number(db, "SELECT count(*) FROM news_tokens('one two')") == 2, "works after that");
  sqlite3_stmt *reading = prepare(db, "SELECT news_html(text) FROM news_tokens('one two')");
  sqlite3_step(reading);
  expect(rows_of(statement) == 1, "load_extension() answers while a scan is open");
  expect(sqlite3_step(reading) == SQLITE_ROW, "the scan goes on");
  sqlite3_finalize(reading);
  sqlite3_finalize(statement);
  close_database(db);
}

static void text_only_build(void)
{
  sqlite3 *db = open_with(newstext);
  expect(number(db, "SELECT count(*) FROM news_tokens('one two')") == 2, "newstext has news_tokens");
  expect(fails_with(db, "SELECT * FROM news_articles('x')", "no such table"),
         "newstext has no news_articles");
  expect(fails_with(db, "SELECT * FROM news_blocks('x')", "no such table"), "newstext has no news_blocks");
  expect(fails_with(db, "SELECT * FROM news_files('x')", "no such table"), "newstext has no news_files");
  expect(load(db, news) == SQLITE_OK, "news loads over newstext");
  expect(number(db, "SELECT count(*) FROM news_tokens('one two')") == 2, "works after that");
  expect(number(db, "SELECT count(*) FROM pragma_module_list WHERE name = 'news_articles'") == 1,
         "and adds news_articles");
  expect(load(db, newstext) == SQLITE_OK, "newstext loads over news");
  expect(number(db, "SELECT count(*) FROM news_tokens('one two')") == 2, "works after that");
  close_database(db);
}

static void opens_and_closes_often(void)
{
  for (int i = 0; i < 1000; i++) {
    sqlite3 *db = open_with(i % 2 ? news : newstext);
    if (i % 3 == 0)
      expect(rows(db, "SELECT * FROM news_entities('"
                      "Anna Castelli spoke"
                      "')") >= 0,
             "answers");
    close_database(db);
  }
}

/* ---- trust ----------------------------------------------------------------------- */

static void works_in_an_untrusted_schema(void)
{
  sqlite3 *db = open_with(news);
  expect(sqlite3_exec(db,
                      "PRAGMA trusted_schema = OFF;"
                      "CREATE TABLE a(id INTEGER PRIMARY KEY, body TEXT, key TEXT AS (news_name_key(body)));"
                      "CREATE INDEX a_key ON a(news_name_key(body));"
                      "CREATE VIEW v AS SELECT a.id, d.text FROM a, news_tokens(a.body) AS d;"
                      "CREATE TABLE log(text TEXT);"
                      "CREATE TRIGGER t AFTER INSERT ON a BEGIN "
                      "INSERT INTO log SELECT text FROM news_tokens(new.body); END;"
                      "INSERT INTO a(body) VALUES('one two');",
                      NULL, NULL, NULL) == SQLITE_OK,
         "views, triggers, generated columns and indexes may use the text functions");
  expect(number(db, "SELECT count(*) FROM v") == 2, "the view answers");
  expect(number(db, "SELECT count(*) FROM log") == 2, "the trigger ran");
  const char *const tables[] = {"news_sentences", "news_tokens", "news_entities",
                                "news_dates",     "news_quotes", "news_numbers"};
  for (int i = 0; i < 6; i++) {
    char *sql = sqlite3_mprintf("CREATE VIEW v%d AS SELECT t.text FROM a, %s(a.body) AS t; SELECT * FROM v%d",
                                i, tables[i], i);
    expect(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, tables[i]);
    sqlite3_free(sql);
  }
  close_database(db);
}

static void no_file_is_opened_for_a_schema(void)
{
  static const char *const readers[] = {"news_articles", "news_blocks", "news_files"};
  for (int trusted = 0; trusted < 2; trusted++) {
    sqlite3 *db = open_with(news);
    sqlite3_exec(db, trusted ? "PRAGMA trusted_schema = ON" : "PRAGMA trusted_schema = OFF", NULL, NULL,
                 NULL);
    for (int i = 0; i < 3; i++) {
      char sql[300];
      snprintf(sql, sizeof sql, "CREATE VIEW v%d AS SELECT path FROM %s('/etc')", i, readers[i]);
      sqlite3_exec(db, sql, NULL, NULL, NULL);
      snprintf(sql, sizeof sql, "SELECT * FROM v%d", i);
      expect(fails_with(db, sql, "unsafe use"), "a view reads no files");
      snprintf(sql, sizeof sql,
               "CREATE TABLE t%d(a); CREATE TRIGGER r%d AFTER INSERT ON t%d BEGIN "
               "INSERT INTO t%d SELECT path FROM %s('/etc'); END",
               i, i, i, i, readers[i]);
      sqlite3_exec(db, sql, NULL, NULL, NULL);
      snprintf(sql, sizeof sql, "INSERT INTO t%d VALUES(1)", i);
      expect(fails_with(db, sql, "unsafe use"), "a trigger reads no files");
      snprintf(sql, sizeof sql,
               "DROP TRIGGER r%d; CREATE TEMP VIEW w%d AS SELECT path FROM %s('/nowhere/at all'); SELECT * "
               "FROM w%d",
               i, i, readers[i], i);
      expect(fails_with(db, sql, "/nowhere/at all"), "a TEMP view may");
    }
    close_database(db);
  }
}

static void is_no_module_for_tables(void)
{
  sqlite3 *db = open_with(news);
  expect(fails_with(db, "CREATE VIRTUAL TABLE t USING news_tokens", "no such module"), "eponymous only");
  expect(fails_with(db, "INSERT INTO news_tokens(text) VALUES('x')", "may not be modified"), "read-only");
  expect(sqlite3_exec(db, "CREATE TABLE news_dates(mine); INSERT INTO news_dates VALUES(7)", NULL, NULL,
                      NULL) == SQLITE_OK &&
             number(db, "SELECT mine FROM news_dates") == 7,
         "a user's own table hides the function");
  close_database(db);
}

/* ---- values and cursors ------------------------------------------------------------ */

static void keeps_its_arguments(void)
{
  sqlite3 *db = open_with(news);
  sqlite3_stmt *statement = prepare(db, "SELECT text, news_body FROM news_tokens(?)");
  char buffer[64] = "first second third";
  sqlite3_bind_text(statement, 1, buffer, -1, SQLITE_TRANSIENT);
  sqlite3_step(statement);
  memset(buffer, 'x', 20);
  rows(db, "SELECT * FROM news_tokens(zeroblob(0) || 'quite another text')");
  expect(sqlite3_step(statement) == SQLITE_ROW &&
             strcmp((const char *)sqlite3_column_text(statement, 0), "second") == 0,
         "the text stays");
  expect(strcmp((const char *)sqlite3_column_text(statement, 1), "first second third") == 0,
         "the argument stays");
  sqlite3_reset(statement);
  sqlite3_bind_text(statement, 1, "one", -1, SQLITE_STATIC);
  expect(rows_of(statement) == 1, "a statement can be bound anew");
  sqlite3_finalize(statement);
  close_database(db);
}

static void rowid_past_the_end(void)
{
  sqlite3 *db = open_with(news);
  expect(rows(db, "SELECT * FROM news_tokens('one two') WHERE rowid = 2") == 1, "rowid 2 exists");
  expect(rows(db, "SELECT * FROM news_tokens('one two') WHERE rowid = 3") == 0, "rowid 3 does not");
  expect(rows(db, "SELECT * FROM news_tokens('one two') WHERE rowid IN (0, -1, 9223372036854775807, 1)") == 1,
         "nor others");
  expect(rows(db, "SELECT * FROM news_tokens('one two') WHERE rowid > 1 ORDER BY rowid DESC") == 1,
         "ranges of rowid");
  close_database(db);
}

static void closes_with_open_statements(void)
{
  sqlite3 *db = open_with(news);
  sqlite3_stmt *statement =
      prepare(db, "SELECT text FROM news_entities(?1) UNION ALL SELECT text FROM news_dates(?1)");
  sqlite3_bind_text(statement, 1, TEXT, -1, SQLITE_STATIC);
  sqlite3_step(statement);
  expect(sqlite3_close(db) == SQLITE_BUSY, "sqlite3_close refuses");
  expect(sqlite3_close_v2(db) == SQLITE_OK, "sqlite3_close_v2 waits");
  while (sqlite3_step(statement) == SQLITE_ROW) continue;
  sqlite3_finalize(statement);
}

static void many_cursors_at_once(void)
{
  sqlite3 *db = open_with(news);
  sqlite3_stmt *statements[40];
  int count = 0;
  for (int i = 0; i < 40; i++) {
    char *text = sqlite3_mprintf("%s Text %d.", TEXT, i % 7);
    statements[i] =
        prepare(db, i % 2 ? "SELECT text FROM news_tokens(?)" : "SELECT text FROM news_quotes(?)");
    sqlite3_bind_text(statements[i], 1, text, -1, sqlite3_free);
  }
  for (int round = 0, open = 1; open; round++) {
    open = 0;
    for (int i = 0; i < 40; i++) {
      if (round && !sqlite3_stmt_busy(statements[i])) continue;
      open |= sqlite3_step(statements[i]) == SQLITE_ROW;
      count++;
    }
  }
  expect(count > 400, "rows came");
  for (int i = 0; i < 40; i++) sqlite3_finalize(statements[i]);
  close_database(db);
}

static void utf16_interface(void)
{
  sqlite3 *db = NULL;
  static const unsigned short name[] = {':', 'm', 'e', 'm', 'o', 'r', 'y', ':', 0};
  if (sqlite3_open16(name, &db) != SQLITE_OK) abort();
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  expect(load(db, news) == SQLITE_OK, "loads");
  static const unsigned short text[] = {0xD83D, 0xDE42, ' ', 0xC9, 'c', 'o', 'l', 'e', '.', 0};
  sqlite3_stmt *statement =
      prepare(db, "SELECT text, start, length FROM news_tokens(?) WHERE norm = 'école'");
  sqlite3_bind_text16(statement, 1, text, -1, SQLITE_STATIC);
  expect(sqlite3_step(statement) == SQLITE_ROW, "a row comes");
  const unsigned short *found = sqlite3_column_text16(statement, 0);
  expect(found && memcmp(found, text + 3, 10) == 0, "in UTF-16");
  expect(sqlite3_column_int(statement, 1) == 3 && sqlite3_column_int(statement, 2) == 5,
         "a surrogate pair is one character");
  sqlite3_finalize(statement);
  expect(number(db, "SELECT news_html('a<b') = 'a&lt;b'") == 1, "scalars too");
  close_database(db);
}

/* ---- limits and interruption --------------------------------------------------------- */

static void length_limit(void)
{
  sqlite3 *db = open_with(news);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1000);
  sqlite3_stmt *statement = prepare(db, "SELECT news_html(?)");
  char text[900];
  memset(text, '<', sizeof text);
  sqlite3_bind_text(statement, 1, text, sizeof text, SQLITE_STATIC);
  expect(sqlite3_step(statement) == SQLITE_TOOBIG, "a longer result is SQLITE_TOOBIG");
  sqlite3_finalize(statement);
  expect(rows(db, "SELECT * FROM news_tokens('one two')") == 2, "the connection is usable");
  close_database(db);
}

/* TEXT over and over; the caller frees it. */
static char *repeated_text(size_t length)
{
  char *text = malloc(length);
  if (!text) abort();
  for (size_t i = 0; i < length; i++) text[i] = TEXT[i % (sizeof TEXT - 1)];
  return text;
}

static int stop(void *calls)
{
  return ++*(int *)calls > 3;
}

static void interruption(void)
{
  sqlite3 *db = open_with(news);
  size_t length = 8 << 20;
  char *text = repeated_text(length);
  static const char *const queries[] = {
      "SELECT count(*) FROM news_tokens(?)", "SELECT count(*) FROM news_entities(?)",
      "SELECT count(*) FROM news_dates(?)", "SELECT count(*) FROM news_quotes(?)"};
  for (int i = 0; i < 4; i++) {
    int calls = 0;
    sqlite3_stmt *statement = prepare(db, queries[i]);
    sqlite3_bind_text64(statement, 1, text, length, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_progress_handler(db, 1, stop, &calls);
    int rc = sqlite3_step(statement);
    sqlite3_progress_handler(db, 0, NULL, NULL);
    expect(rc == SQLITE_INTERRUPT, queries[i]);
    sqlite3_finalize(statement);
    expect(number(db, "SELECT count(*) FROM news_tokens('one two')") == 2, "the connection is usable");
  }
  free(text);
  close_database(db);
}

/* An authorizer that forbids the statement by which the extension looks whether to stop. */
static int forbid_recursion(void *context, int action, const char *a, const char *b, const char *c,
                            const char *d)
{
  (void)context, (void)a, (void)b, (void)c, (void)d;
  return action == SQLITE_RECURSIVE ? SQLITE_DENY : SQLITE_OK;
}

static void *interrupt_soon(void *db)
{
  usleep(100000);
  sqlite3_interrupt(db);
  return NULL;
}

static void interruption_under_an_authorizer(void)
{
  sqlite3 *db = open_with(news);
  size_t length = 32 << 20;
  char *text = repeated_text(length);
  sqlite3_set_authorizer(db, forbid_recursion, NULL);
  sqlite3_stmt *statement = prepare(db, "SELECT count(*) FROM news_quotes(?)");
  sqlite3_bind_text64(statement, 1, text, length, SQLITE_STATIC, SQLITE_UTF8);
  pthread_t thread;
  pthread_create(&thread, NULL, interrupt_soon, db);
  expect(sqlite3_step(statement) == SQLITE_INTERRUPT, "it stops all the same");
  pthread_join(thread, NULL);
  sqlite3_finalize(statement);
  free(text);
  close_database(db);
}

/* Years before 1970, and those that ISO 8601 has no four figures for. */
static void times_of_files(void)
{
  static const struct {
    long long seconds;
    const char *modified;
  } times[] = {{0, "1970-01-01T00:00:00.000000Z"},
               {-1, "1969-12-31T23:59:59.000000Z"},
               {-86400, "1969-12-31T00:00:00.000000Z"},
               {1700000000, "2023-11-14T22:13:20.000000Z"}};
  char path[] = "/tmp/news-hosts-XXXXXX.txt", sql[200];
  int file = mkstemps(path, 4);
  sqlite3 *db = open_with(news);
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    struct timespec stamps[2] = {{.tv_sec = times[i].seconds}, {.tv_sec = times[i].seconds}};
    expect(futimens(file, stamps) == 0, "the file gets its time");
    snprintf(sql, sizeof sql, "SELECT modified = '%s' FROM news_files('%s')", times[i].modified, path);
    expect(number(db, sql) == 1, times[i].modified);
  }
  close_database(db);
  close(file);
  unlink(path);
}

/* Two databases of one process that share a cache: the extension keeps nothing in it. */
static void shared_cache(void)
{
  sqlite3 *db[2];
  for (int i = 0; i < 2; i++) {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_SHAREDCACHE;
    if (sqlite3_open_v2("file:shared?mode=memory&cache=shared", &db[i], flags, NULL) != SQLITE_OK) abort();
    sqlite3_db_config(db[i], SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
    expect(load(db[i], news) == SQLITE_OK, "loads");
  }
  expect(rows(db[0], "CREATE TABLE a(body TEXT)") == 0 && rows(db[0], "INSERT INTO a VALUES('one two')") == 0,
         "the first writes");
  expect(number(db[1], "SELECT count(*) FROM a, news_tokens(a.body)") == 2, "the second reads");
  close_database(db[0]);
  expect(number(db[1], "SELECT count(*) FROM a, news_tokens(a.body)") == 2, "also when the first has gone");
  close_database(db[1]);
}

/* A copy under another name is another library with the same functions. */
static void loads_under_another_name(void)
{
  char path[] = "/tmp/news-copy-XXXXXX.so", command[4200];
  int file = mkstemps(path, 3);
  close(file);
  snprintf(command, sizeof command, "cp '%s' '%s'", news, path);
  expect(system(command) == 0, "a copy is made");
  sqlite3 *db = open_with(news);
  char *message = NULL;
  expect(sqlite3_load_extension(db, path, "sqlite3_news_init", &message) == SQLITE_OK, "the copy loads, too");
  sqlite3_free(message);
  expect(number(db, "SELECT count(*) FROM news_tokens('one two')") == 2, "works after that");
  sqlite3 *other = open_bare();
  expect(sqlite3_load_extension(other, path, "sqlite3_news_init", NULL) == SQLITE_OK, "alone as well");
  expect(number(other, "SELECT count(*) FROM news_entities('Anna Castelli spoke.')") == 1, "and works");
  close_database(other);
  close_database(db);
  unlink(path);
}

/* ---- threads and memory ----------------------------------------------------------------- */

typedef struct Worker {
  pthread_t thread;
  int flags; /* of sqlite3_open_v2: the connection's mutex mode */
  char *rows;
} Worker;

/* The rows of a text, the last of fifty, and of the example files; NULL where something fails. */
static void *work(void *context)
{
  static const char sql[] =
      "SELECT group_concat(text || start, '|') FROM (SELECT text, start FROM news_entities(?1) UNION ALL "
      "SELECT text, start FROM news_quotes(?1) UNION ALL SELECT text, start FROM news_dates(?1) UNION ALL "
      "SELECT coalesce(title, path), length(body) FROM news_articles(?2))";
  Worker *worker = context;
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | worker->flags, NULL) !=
      SQLITE_OK)
    return NULL;
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  if (sqlite3_load_extension(db, news, NULL, NULL) == SQLITE_OK) {
    sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  }
  for (int i = 0; statement && i < 50; i++) {
    char *text =
        sqlite3_mprintf("%.*s%s", i, "                                                         ", TEXT);
    sqlite3_bind_text(statement, 1, text, -1, sqlite3_free);
    if (i == 49) sqlite3_bind_text(statement, 2, "examples/articles", -1, SQLITE_STATIC);
    if (sqlite3_step(statement) == SQLITE_ROW) {
      sqlite3_free(worker->rows);
      worker->rows = sqlite3_mprintf("%s", (const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return NULL;
}

static void threads_with_their_own_connections(void)
{
  enum { WORKERS = 8 };
  Worker workers[WORKERS] = {0};
  for (int i = 0; i < WORKERS; i++) {
    workers[i].flags = i % 2 ? SQLITE_OPEN_NOMUTEX : SQLITE_OPEN_FULLMUTEX;
    pthread_create(&workers[i].thread, NULL, work, &workers[i]);
  }
  for (int i = 0; i < WORKERS; i++) pthread_join(workers[i].thread, NULL);
  Worker alone = {.flags = SQLITE_OPEN_NOMUTEX};
  work(&alone);
  expect(alone.rows != NULL, "a thread alone has rows");
  for (int i = 0; i < WORKERS; i++) {
    expect(workers[i].rows && alone.rows && strcmp(workers[i].rows, alone.rows) == 0,
           "the same rows in all threads");
    sqlite3_free(workers[i].rows);
  }
  sqlite3_free(alone.rows);
}

/* A child after fork() opens a connection of its own (one over fork is not SQLite's to share). */
static void works_in_a_forked_child(void)
{
  sqlite3 *db = open_with(news);
  expect(number(db, "SELECT count(*) FROM news_entities('Anna Castelli spoke.')") == 1, "the parent answers");
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    sqlite3 *own = open_with(news);
    bool right = number(own, "SELECT count(*) FROM news_entities('Anna Castelli spoke.')") == 1;
    close_database(own);
    _exit(right ? 0 : 1);
  }
  int status = -1;
  expect(child > 0 && waitpid(child, &status, 0) == child && status == 0, "the child answers");
  expect(number(db, "SELECT count(*) FROM news_entities('Anna Castelli went.')") == 1,
         "and then the parent again");
  close_database(db);
}

static void gives_its_memory_back(void)
{
  sqlite3_int64 before = sqlite3_memory_used();
  sqlite3 *db = open_with(news);
  sqlite3_stmt *statement = prepare(db, "SELECT count(*) FROM news_entities(?1), news_dates(?1)");
  for (int i = 0; i < 50; i++) {
    char *text = sqlite3_mprintf("%s Number %d.", TEXT, i);
    sqlite3_bind_text(statement, 1, text, -1, sqlite3_free);
    rows_of(statement);
  }
  sqlite3_finalize(statement);
  close_database(db);
  expect(sqlite3_memory_used() == before, "all memory is given back");
}

/* Deterministic: rows and layers do not depend on what was asked before. */
static void cache_changes_nothing(void)
{
  sqlite3 *db = open_with(news);
  sqlite3_stmt *statement =
      prepare(db, "SELECT group_concat(value || coalesce(first_day, '-'), '|') FROM news_dates(?1, ?2)");
  char *first = NULL;
  for (int i = 0; i < 6; i++) {
    sqlite3_bind_text(statement, 1, TEXT, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, i % 2 ? "2022-01-28" : "2021-06-01", -1, SQLITE_STATIC);
    expect(sqlite3_step(statement) == SQLITE_ROW, "dates answer");
    const char *found = (const char *)sqlite3_column_text(statement, 0);
    if (i == 0) first = sqlite3_mprintf("%s", found ? found : "");
    if (i == 1) expect(found && strcmp(first, found) != 0, "another anchor, other days");
    if (i == 4) expect(found && strcmp(first, found) == 0, "the same anchor, the same days");
    sqlite3_reset(statement);
  }
  sqlite3_free(first);
  sqlite3_finalize(statement);
  close_database(db);
}

int main(int count, char **arguments)
{
  static const struct {
    const char *name;
    void (*run)(void);
  } tests[] = {
      {"loads twice", loads_twice},
      {"loads with open statements", loads_with_open_statements},
      {"loads through SELECT load_extension", loads_through_sql},
      {"newstext", text_only_build},
      {"opens and closes 1,000 times", opens_and_closes_often},
      {"works in an untrusted schema", works_in_an_untrusted_schema},
      {"no file is opened for a schema", no_file_is_opened_for_a_schema},
      {"eponymous tables only", is_no_module_for_tables},
      {"keeps its arguments", keeps_its_arguments},
      {"rowid past the end", rowid_past_the_end},
      {"closes with open statements", closes_with_open_statements},
      {"many cursors at once", many_cursors_at_once},
      {"UTF-16 interface", utf16_interface},
      {"SQLITE_LIMIT_LENGTH", length_limit},
      {"interruption", interruption},
      {"interruption under an authorizer", interruption_under_an_authorizer},
      {"times of files", times_of_files},
      {"shared cache", shared_cache},
      {"loads under another name", loads_under_another_name},
      {"threads with their own connections", threads_with_their_own_connections},
      {"works in a forked child", works_in_a_forked_child},
      {"gives its memory back", gives_its_memory_back},
      {"the cache changes nothing", cache_changes_nothing},
  };
  if (count != 3) {
    fprintf(stderr, "usage: hosts NEWS.so NEWSTEXT.so\n");
    return 2;
  }
  news = arguments[1];
  newstext = arguments[2];
  int passed = 0, failed = 0;
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    expectations_failed = 0;
    test_name = tests[i].name;
    tests[i].run();
    *(expectations_failed ? &failed : &passed) += 1;
  }
  printf("%d passed, %d failed\n", passed, failed);
  return failed ? 1 : 0;
}
