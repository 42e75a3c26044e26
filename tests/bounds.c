/*
** bounds.c: time and memory over hostile texts, at one, two and four times the size.
**
**   bounds EXTENSION [MEGABYTES]
**
** For each shape: the processor time of all rows of a text (tokens, entities, dates, numbers, quotes), and
** SQLite's memory at its highest, per byte of the text.  A shape passes where four times the size takes
** at most eight times as long (linear but for caches) and no more memory per byte than BYTES_MOST.
** The largest text has MEGABYTES (40).  The last line is "N passed, N failed".
*/
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SIZES = 3, TIMES_MOST = 8, BYTES_MOST = 400, TRIES = 3 };

static const struct {
  const char *name, *unit;
} shapes[] = {
    {"one line of words", "the minister of the old harbour and "},
    {"quotation marks", "\""},
    {"curly marks", "\xE2\x80\x9C\xE2\x80\x9D"},
    {"capital words", "Anna "},
    {"digits", "7"},
    {"figures", "7 "},
    {"combining marks", "\xCC\x81"},
    {"letters with marks", "a\xCC\x81\xCC\x81 "},
    {"nested brackets", "["},
    {"nested quotations", "\"a '"},
    {"says", "he said "},
    {"dates", "Monday and "},
    {"paragraphs", "a\n\n"},
    {"bad bytes", "\xFF\xC3"},
};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static double seconds(void)
{
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* All rows of the text; *memory is the most that SQLite's allocator held, beyond the text. */
static double run(sqlite3 *db, const char *text, size_t length, sqlite3_int64 *memory)
{
  static const char *const queries[] = {
      "SELECT count(*) FROM news_tokens(?1)", "SELECT count(*) FROM news_entities(?1)",
      "SELECT count(*) FROM news_dates(?1, '2024-03-14')", "SELECT count(*) FROM news_numbers(?1)",
      "SELECT count(*) FROM news_quotes(?1)"};
  double begin = seconds();
  sqlite3_memory_highwater(1);
  sqlite3_int64 before = sqlite3_memory_used();
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, queries[i], -1, &statement, NULL) != SQLITE_OK) exit(2);
    sqlite3_bind_text64(statement, 1, text, length, SQLITE_STATIC, SQLITE_UTF8);
    if (sqlite3_step(statement) != SQLITE_ROW) exit(2);
    sqlite3_finalize(statement);
  }
  *memory = sqlite3_memory_highwater(0) - before;
  return seconds() - begin;
}

int main(int count, char **arguments)
{
  int passed = 0, failed = 0;
  sqlite3 *db = NULL;
  if (count < 2 || sqlite3_open(":memory:", &db) != SQLITE_OK) {
    fprintf(stderr, "usage: bounds EXTENSION [MEGABYTES]\n");
    return 2;
  }
  size_t most = (size_t)((count > 2 ? atof(arguments[2]) : 40) * 1e6);
  char *text = malloc(most + 1);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  if (!text || sqlite3_load_extension(db, arguments[1], NULL, NULL) != SQLITE_OK) return 2;
  printf("%-20s %30s  %s\n", "", "seconds at 1x, 2x, 4x", "memory at 4x, bytes a byte");
  for (int s = 0; s < SHAPES; s++) {
    double times[SIZES];
    sqlite3_int64 memory[SIZES];
    size_t unit = strlen(shapes[s].unit);
    for (size_t i = 0; i < most; i++) text[i] = shapes[s].unit[i % unit];
    text[most] = '\0';
    bool linear = false;
    for (int try = 0; try < TRIES && !linear; try++) { /* the least of some: other programs run, too */
      for (int size = 0; size < SIZES; size++) {
        double time = run(db, text, most >> (SIZES - 1 - size), &memory[size]);
        if (try == 0 || time < times[size]) times[size] = time;
      }
      linear = times[SIZES - 1] < TIMES_MOST * times[0] + 0.05;
    }
    double bytes = (double)memory[SIZES - 1] / (double)most;
    bool bounded = linear && bytes < BYTES_MOST;
    printf("%-20s %10.3f %9.3f %9.3f  %6.0f%s\n", shapes[s].name, times[0], times[1], times[2], bytes,
           bounded ? "" : "  NOT BOUNDED");
    fflush(stdout);
    *(bounded ? &passed : &failed) += 1;
  }
  free(text);
  sqlite3_close(db);
  printf("%d passed, %d failed\n", passed, failed);
  return failed ? 1 : 0;
}
