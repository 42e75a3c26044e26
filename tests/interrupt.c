/*
** interrupt.c: how long a call goes on after the host has asked it to stop.
**
**   interrupt EXTENSION [MEGABYTES [FUNCTION]]
**
** Every function runs over large texts of several shapes.  A progress handler that is called at each of
** SQLite's steps sees how often the extension looks at the host: the longest time between two looks,
** and from the last to the answer, is the longest that an interruption can take.  Then the call is
** stopped at some moments by the handler and by sqlite3_interrupt() of another thread, and the time to
** its return measured.  Times are of this thread's processor, so that a busy machine does not count.
** The last line is "N passed, N failed": a function over a shape passes where all is below 100 ms.
*/
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 100 /* ms */, MOMENTS = 2, OPERATIONS = 10000 /* between two calls of the handler */ };

static const struct {
  const char *name, *unit;
} shapes[] = {
    {"news",
     "On Monday, Anna Castelli said: \"We will open the port in March.\" Kenya's minister denied it on "
     "Tuesday, and 300 workers of the Port Authority went home.\n\n"},
    {"one line of words", "the minister of the old harbour and "},
    {"one word", "a"},
    {"one word of marks", "\xCC\x81"},
    {"capital words", "Anna "},
    {"quotation marks", "\""},
    {"figures", "7 "},
    {"one figure", "7"},
    {"brackets", "["},
    {"short paragraphs", "a\n\n"},
    {"accents", "\xC3\xA9t\xC3\xA9 "},
    {"dates", "Monday "},
};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static const struct {
  const char *name, *sql;
} calls[] = {
    {"tokens", "SELECT count(*) FROM news_tokens(?1)"},
    {"sentences", "SELECT count(*) FROM news_sentences(?1)"},
    {"entities", "SELECT count(*) FROM news_entities(?1)"},
    {"dates", "SELECT count(*) FROM news_dates(?1, '2024-03-14')"},
    {"numbers", "SELECT count(*) FROM news_numbers(?1)"},
    {"quotes", "SELECT count(*) FROM news_quotes(?1)"},
    {"diff", "SELECT count(*) FROM news_diff(?1, ?2)"},
    {"minhash", "SELECT news_minhash(?1)"},
    {"text_match", "SELECT news_text_match(?1, ?2)"},
    {"quote_match", "SELECT news_quote_match(?1, ?2)"},
    {"highlight", "SELECT length(news_highlight(?1))"},
    {"html", "SELECT length(news_html(?1))"},
    {"name_key", "SELECT news_name_key(?1)"},
    {"positions", "SELECT max(start) FROM (SELECT start FROM news_tokens(?1) LIMIT 9)"},
};
enum { CALLS = sizeof calls / sizeof *calls };

static double now(clockid_t clock)
{
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* ---- what the handler sees -------------------------------------------------------------- */

typedef struct Watch {
  double last, longest; /* ms of this thread */
  double stop_at;       /* 0: never */
  double stopped;
} Watch;

static int look(void *context)
{
  Watch *watch = context;
  double time = now(CLOCK_THREAD_CPUTIME_ID);
  if (time - watch->last > watch->longest) watch->longest = time - watch->last;
  watch->last = time;
  if (!watch->stop_at || time < watch->stop_at) return 0;
  if (!watch->stopped) watch->stopped = time;
  return 1;
}

/* Another thread that interrupts when this one's clock says so. */
typedef struct Interrupter {
  sqlite3 *db;
  clockid_t clock; /* of the thread that works */
  double at, done; /* ms of that clock */
  bool gone;
} Interrupter;

static void *interrupt_then(void *context)
{
  Interrupter *i = context;
  while (!__atomic_load_n(&i->gone, __ATOMIC_ACQUIRE) && now(i->clock) < i->at) usleep(1000);
  i->done = now(i->clock);
  if (!__atomic_load_n(&i->gone, __ATOMIC_ACQUIRE)) sqlite3_interrupt(i->db);
  return NULL;
}

/* ---- a call ---------------------------------------------------------------------------------- */

static sqlite3 *open_database(const char *extension)
{
  sqlite3 *db = NULL;
  char *message = NULL;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) exit(2);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 0x7FFFFFFF);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  if (sqlite3_load_extension(db, extension, NULL, &message) != SQLITE_OK) {
    printf("%s\n0 passed, 1 failed\n", message ? message : extension);
    exit(1);
  }
  return db;
}

/* Runs it; the time it took in *took. */
static int run(sqlite3 *db, const char *sql, const char *text, size_t length, double *took)
{
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  if (rc != SQLITE_OK) exit(2);
  sqlite3_bind_text64(statement, 1, text, length, SQLITE_STATIC, SQLITE_UTF8);
  if (sqlite3_bind_parameter_count(statement) > 1)
    sqlite3_bind_text64(statement, 2, text + length / 3, length - length / 3, SQLITE_STATIC, SQLITE_UTF8);
  double begin = now(CLOCK_THREAD_CPUTIME_ID);
  do {
    rc = sqlite3_step(statement);
  } while (rc == SQLITE_ROW);
  *took = now(CLOCK_THREAD_CPUTIME_ID) - begin;
  sqlite3_finalize(statement);
  return rc;
}

static bool try_call(const char *extension, int call, const char *shape, const char *text, size_t length)
{
  double took, ignored, by_handler = 0, by_thread = 0;
  Watch watch = {.last = now(CLOCK_THREAD_CPUTIME_ID)};
  sqlite3 *db = open_database(extension);
  watch.last = now(CLOCK_THREAD_CPUTIME_ID);
  sqlite3_progress_handler(db, OPERATIONS, look, &watch);
  int rc = run(db, calls[call].sql, text, length, &took);
  look(&watch);
  bool right = rc == SQLITE_DONE;
  for (int moment = 1; moment <= MOMENTS && took > MOST; moment++) {
    sqlite3_close(db);
    db = open_database(extension); /* nothing is known of the text */
    double begin = now(CLOCK_THREAD_CPUTIME_ID), at = begin + took * moment / (MOMENTS + 2);
    if (moment % 2) {
      Watch stop = {.last = begin, .stop_at = at};
      sqlite3_progress_handler(db, OPERATIONS, look, &stop);
      rc = run(db, calls[call].sql, text, length, &ignored);
      double late = now(CLOCK_THREAD_CPUTIME_ID) - stop.stopped;
      if (stop.stopped && late > by_handler) by_handler = late;
    } else {
      Interrupter i = {.db = db, .at = at};
      pthread_t thread;
      pthread_getcpuclockid(pthread_self(), &i.clock);
      pthread_create(&thread, NULL, interrupt_then, &i);
      rc = run(db, calls[call].sql, text, length, &ignored);
      double end = now(CLOCK_THREAD_CPUTIME_ID);
      __atomic_store_n(&i.gone, true, __ATOMIC_RELEASE);
      pthread_join(thread, NULL);
      if (end - i.done > by_thread) by_thread = end - i.done;
    }
    right &= rc == SQLITE_INTERRUPT || rc == SQLITE_DONE; /* it may have been done before */
  }
  sqlite3_close(db);
  bool passed = right && watch.longest < MOST && by_handler < MOST && by_thread < MOST;
  printf("%-12s %-20s %7.0f ms: looks every %4.0f ms at the most, stops after %4.0f ms (handler), %4.0f ms "
         "(thread)%s\n",
         calls[call].name, shape, took, watch.longest, by_handler, by_thread,
         passed  ? ""
         : right ? "  TOO LONG"
                 : "  NOT STOPPED");
  fflush(stdout);
  return passed;
}

int main(int count, char **arguments)
{
  int passed = 0, failed = 0;
  if (count < 2) {
    fprintf(stderr, "usage: interrupt EXTENSION [MEGABYTES [FUNCTION]]\n");
    return 2;
  }
  size_t length = (size_t)(count > 2 ? atoi(arguments[2]) : 100) * 1000000;
  char *text = malloc(length + 1);
  if (!text) return 2;
  sqlite3 *first = open_database(arguments[1]); /* keeps the extension in memory */
  for (int s = 0; s < SHAPES; s++) {
    size_t unit = strlen(shapes[s].unit);
    for (size_t i = 0; i < length; i++) text[i] = shapes[s].unit[i % unit];
    text[length] = '\0';
    for (int c = 0; c < CALLS; c++) {
      if (count > 3 && strcmp(arguments[3], calls[c].name) != 0) continue;
      *(try_call(arguments[1], c, shapes[s].name, text, length) ? &passed : &failed) += 1;
    }
  }
  sqlite3_close(first);
  free(text);
  printf("%d passed, %d failed\n", passed, failed);
  return failed ? 1 : 0;
}
