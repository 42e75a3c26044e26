/*
** bench.c: MB/s of each stage and of the whole path, as ratios against tokenising
** alone, and peak memory at 1x and 8x corpus size.
**
**   bench EXTENSION FOLDER
**
** The corpus is the bodies of the articles in FOLDER, over and over.
*/
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "analysis/analysis.h"

enum { BODIES_MOST = 64, ROUNDS = 3 };

static char *bodies[BODIES_MOST];
static uint32_t count;
static double total; /* bytes of one pass over the bodies */

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void read_bodies(const char *folder)
{
  Reader *reader = reader_open(&allocator_libc, slice_of(folder), NULL);
  const Article *article;
  while (reader && reader_next(reader, &article) == NEWS_OK && article && count < BODIES_MOST) {
    if (!article->body.length) continue;
    bodies[count] = malloc(article->body.length + 1);
    if (!bodies[count]) exit(1);
    memcpy(bodies[count], article->body.bytes, article->body.length + 1);
    total += article->body.length;
    count++;
  }
  if (reader) reader_close(reader);
}

typedef enum Depth { TOKENS, ENTITIES, DATES, QUOTES, NUMBERS } Depth;

static void analyse(Arena *arena, const char *body, Depth depth)
{
  const Text *text = text_make(arena, body, strlen(body));
  Mentions mentions = {0};
  Dates dates = {0};
  Quotes quotes = {0};
  Numbers numbers = {0};
  if (depth == ENTITIES || depth == QUOTES) entity_find(arena, text, &mentions);
  if (depth == DATES || depth == NUMBERS) date_find(arena, text, day_make(2024, 3, 14), &dates);
  if (depth == QUOTES) quote_find(arena, text, &mentions, &quotes);
  if (depth == NUMBERS) number_find(arena, text, &dates, &numbers);
  arena_reset(arena);
}

/* The best of some rounds, MB/s. */
static double speed_of(Depth depth, int passes)
{
  double best = 0;
  for (int round = 0; round < ROUNDS; round++) {
    Arena arena;
    arena_init(&arena, &allocator_libc);
    double begin = now();
    for (int pass = 0; pass < passes; pass++) {
      for (uint32_t i = 0; i < count; i++) analyse(&arena, bodies[i], depth);
    }
    double speed = total * passes / 1e6 / (now() - begin);
    if (speed > best) best = speed;
    arena_free(&arena);
  }
  return best;
}

/* Rows of entities, dates and quotes through SQLite, the best of some rounds, MB/s. */
static double speed_of_rows(const char *extension, int passes)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) return 0;
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  if (sqlite3_load_extension(db, extension, NULL, NULL) != SQLITE_OK) return 0;
  static const char sql[] =
      "SELECT (SELECT sum(length(text || name || start)) FROM news_entities(?1)), (SELECT sum(length(text || "
      "value || start)) FROM news_dates(?1, '2024-03-14')), "
      "(SELECT sum(length(text || coalesce(speaker, '') || start)) FROM news_quotes(?1))";
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) return 0;
  char buffer[1 << 16];
  double best = 0;
  for (int round = 0; round < ROUNDS; round++) {
    double begin = now();
    for (int pass = 0; pass < passes; pass++) {
      for (uint32_t i = 0; i < count; i++) { /* no two texts the same: nothing comes from the cache */
        int n = snprintf(buffer, sizeof buffer, "%s\n\n%d.%d", bodies[i], round, pass);
        sqlite3_bind_text(statement, 1, buffer, n < (int)sizeof buffer ? n : (int)sizeof buffer - 1,
                          SQLITE_STATIC);
        sqlite3_step(statement);
        sqlite3_reset(statement);
      }
    }
    double speed = total * passes / 1e6 / (now() - begin);
    if (speed > best) best = speed;
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return best;
}

static double peak_mb(void)
{
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

int main(int arguments, char **argument)
{
  static const char *const names[] = {"tokens", "+ entities", "+ dates", "+ entities + quotes",
                                      "+ dates + numbers"};
  if (arguments != 3) {
    fprintf(stderr, "usage: bench EXTENSION FOLDER\n");
    return 2;
  }
  read_bodies(argument[2]);
  if (!count) {
    fprintf(stderr, "bench: no articles in %s\n", argument[2]);
    return 1;
  }
  double tokens = speed_of(TOKENS, 400);
  printf("%-28s %8s %8s\n", "stage (one core)", "MB/s", "ratio");
  for (Depth depth = TOKENS; depth <= NUMBERS; depth++) {
    double speed = depth == TOKENS ? tokens : speed_of(depth, 100);
    printf("%-28s %8.1f %8.3f\n", names[depth], speed, speed / tokens);
  }
  double rows = speed_of_rows(argument[1], 100);
  printf("%-28s %8.1f %8.3f\n", "all rows through SQLite", rows, rows / tokens);
  double once = peak_mb();
  speed_of_rows(argument[1], 800);
  printf("peak memory %.1f MB at 1x, %.1f MB at 8x\n", once, peak_mb());
  return 0;
}
