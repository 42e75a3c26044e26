/*
** property.c: what must hold for every text, tried on generated ones.
**
**   property EXTENSION TEXTS [FIRST]
**
** For every table-valued function over a text: positions are right, rows are in
** order and numbered, each table's own rules hold, a second connection and a
** UTF-16 database give the same rows.  For every scalar: the rules below.
** Prints a line for each broken property (the first five of each table), and last
** "N passed, N failed", where a table or rule counts once.
*/
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "texts.h"

enum { CONNECTIONS = 3, MAX_TABLES = 24, MAX_COLUMNS = 40, REPORTS = 5 };
static const char *const connection_names[CONNECTIONS] = {"", " (second connection)", " (UTF-16)"};

/* ?1 is the text, ?2 the text before it (valid or not), both cut where they are long. */
static const char *const scalar_rules[] = {
    "length(news_minhash(?1)) = 512",
    "news_minhash_match(news_minhash(?1), news_minhash(?1)) = 1",
    "news_minhash_match(news_minhash(?1), news_minhash(?2)) BETWEEN 0 AND 1",
    "news_text_match(?1, ?2) BETWEEN 0 AND 1",
    "news_text_match(?1, ?2) = news_text_match(?2, ?1)",
    "news_quote_match(?1, ?2) BETWEEN 0 AND 1",
    "length(news_quote_keys(?1, ?2)) BETWEEN 0 AND 60 AND length(news_quote_keys(?1, ?2)) % 6 = 0",
    "news_name_match(?1, ?2) BETWEEN 0 AND 1",
    "news_name_match(?1, ?2) = news_name_match(?2, ?1)",
    "typeof(news_name_key(?1)) = 'text'",
    "typeof(news_date_value(?1, '2022-01-28')) IN ('text', 'null')",
    "news_html(?1) NOT GLOB '*[<>\"'']*'",
    "replace(replace(replace(replace(replace(news_html(?1), '&lt;', '<'), '&gt;', '>'), '&quot;', '\"'), "
    "'&#39;', ''''), "
    "'&amp;', '&') = substr(?1, 1)",
    "typeof(news_highlight(?1)) = 'text' AND typeof(news_highlight(?1, '2022-01-28')) = 'text'",
    "substr(?1, 1) = (SELECT news_best_name(column1) FROM (VALUES (?1), (?1), (?2)))",
};
enum { RULES = sizeof scalar_rules / sizeof *scalar_rules };

/* What each row of a table must satisfy besides the positions. */
static const struct {
  const char *table, *rule;
} row_rules[] = {
    {"news_tokens", "text <> '' AND norm IS NOT NULL AND sentence_no >= 1"},
    {"news_sentences", "text <> '' AND paragraph_no >= 1"},
    {"news_dates", "type IN ('DATE', 'TIME', 'DURATION', 'SET') AND value <> '' AND rule <> ''"},
    {"news_dates", "precision IN ('time', 'day', 'week', 'month', 'quarter', 'season', 'year', 'decade', "
                   "'century', 'vague')"},
    {"news_dates", "CASE WHEN first_day IS NULL THEN last_day IS NULL ELSE first_day <= last_day AND "
                   "date(first_day) = first_day AND "
                   "date(last_day) = last_day END"},
    {"news_entities", "type IN ('PERSON', 'ORG', 'PLACE', 'NORP', 'EVENT', 'PRODUCT') AND name <> '' AND "
                      "entity_no >= 1 AND via <> ''"},
    {"news_entities", "confidence BETWEEN 0 AND 1 AND (country IS NULL OR country GLOB '[A-Z][A-Z]')"},
    {"news_quotes", "kind IN ('direct', 'partial', 'indirect', 'scare') AND negated IN (0, 1) AND confidence "
                    "BETWEEN 0 AND 1"},
    {"news_quotes",
     "(speaker_text IS NULL) = (speaker_start IS NULL) AND (cue IS NULL) = (cue_start IS NULL)"},
    {"news_quotes", "text <> '' AND within IS NOT quote_no"},
    {"news_numbers", "value_high IS NULL OR value_high >= value"},
    {"news_diff", "op IN ('same', 'replace', 'insert', 'delete')"},
    {"news_diff", "CASE WHEN op IN ('same', 'delete', 'replace') THEN substr(?1, a_start, length(a_text)) = "
                  "a_text ELSE 1 END"},
    {"news_diff", "CASE WHEN op IN ('same', 'insert', 'replace') THEN substr(?2, b_start, length(b_text)) = "
                  "b_text ELSE 1 END"},
};

typedef struct Table {
  char name[64];
  char second_argument[64]; /* of the hidden columns, or empty */
  int columns, checks;      /* visible ones, and those added behind them */
  char check_names[MAX_COLUMNS][24];
  int start, length, kind; /* columns, -1: none */
  int sentence_no, sentence_start, sentence_length;
  sqlite3_stmt *statements[CONNECTIONS];
  int failures;
} Table;

typedef struct Harness {
  sqlite3 *db[CONNECTIONS];
  Table tables[MAX_TABLES];
  int table_count;
  sqlite3_stmt *rules[CONNECTIONS][RULES];
  int rule_failures[RULES];
  const Generated *text;
  unsigned number;
  sqlite3_int64 *sentences; /* of the text: start and length of each */
  int sentence_count, sentence_capacity;
} Harness;

static void give_up(sqlite3 *db, const char *what)
{
  printf("%s: %s\n0 passed, 1 failed\n", what, sqlite3_errmsg(db));
  exit(1);
}

/* The first lines of each broken property; the rest is only counted. */
static void report(Harness *harness, int *failures, const char *name, int connection, const char *what)
{
  if (++*failures <= REPORTS) {
    printf("text %u (%s): %s%s: %s\n", harness->number, harness->text->kind, name,
           connection_names[connection], what);
    fflush(stdout);
  }
}

/* ---- preparing --------------------------------------------------------------- */

static sqlite3 *open_connection(const char *extension, bool utf16)
{
  sqlite3 *db = NULL;
  char *message = NULL;
  if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                      NULL) != SQLITE_OK)
    give_up(db, "sqlite3_open");
  if (utf16) sqlite3_exec(db, "PRAGMA encoding = 'UTF-16'", NULL, NULL, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  if (sqlite3_load_extension(db, extension, NULL, &message) != SQLITE_OK)
    give_up(db, message ? message : extension);
  return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) give_up(db, sql);
  return statement;
}

static void add_check(Table *table, sqlite3_str *checks, const char *name, const char *expression)
{
  if (table->checks == MAX_COLUMNS) return;
  sqlite3_str_appendf(checks, ", %s", expression);
  snprintf(table->check_names[table->checks++], sizeof table->check_names[0], "%s", name);
}

static bool has_column(const Table *table, char columns[][64], const char *name)
{
  for (int i = 0; i < table->columns; i++) {
    if (strcmp(columns[i], name) == 0) return true;
  }
  return false;
}

/* start, length and text belong together; so do X_start, X_length and X_text (or X).  On
** large texts (?3) only some rows are checked: SQLite walks from the text's start to each. */
static void add_position_check(Table *table, sqlite3_str *checks, char columns[][64], const char *start)
{
  char length[64], text[64], expression[512];
  int stem = (int)strlen(start) - 5; /* "" or "X_" */
  if (stem < 0 || strcmp(start + stem, "start") != 0) return;
  snprintf(length, sizeof length, "%.*slength", stem, start);
  snprintf(text, sizeof text, "%.*stext", stem, start);
  if (!has_column(table, columns, text) && stem) snprintf(text, sizeof text, "%.*s", stem - 1, start);
  if (!has_column(table, columns, text) || !has_column(table, columns, length)) return;
  snprintf(expression, sizeof expression,
           "CASE WHEN %s IS NULL OR (?3 AND rowid %% 9973 <> 5) THEN 1 ELSE substr(?1, %s, %s) = %s AND "
           "length(%s) = %s END",
           text, start, length, text, text, length);
  add_check(table, checks, start, expression);
}

static void describe_table(Harness *harness, Table *table)
{
  char columns[MAX_COLUMNS][64];
  sqlite3_str *list = sqlite3_str_new(NULL), *checks = sqlite3_str_new(NULL);
  sqlite3_stmt *info = prepare(harness->db[0], "SELECT name, hidden FROM pragma_table_xinfo(?)");
  sqlite3_bind_text(info, 1, table->name, -1, SQLITE_STATIC);
  table->start = table->length = table->kind = table->sentence_no = table->sentence_start =
      table->sentence_length = -1;
  int arguments = 0;
  while (sqlite3_step(info) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(info, 0);
    if (sqlite3_column_int(info, 1)) {
      if (arguments++ == 1) snprintf(table->second_argument, sizeof table->second_argument, "%s", name);
      continue;
    }
    snprintf(columns[table->columns], sizeof columns[0], "%s", name);
    int *const known[] = {&table->start,       &table->length,         &table->kind,
                          &table->sentence_no, &table->sentence_start, &table->sentence_length};
    const char *const known_names[] = {"start",       "length",         "kind",
                                       "sentence_no", "sentence_start", "sentence_length"};
    for (int i = 0; i < 6; i++) {
      if (strcmp(name, known_names[i]) == 0) *known[i] = table->columns;
    }
    sqlite3_str_appendf(list, "%s%s", table->columns ? ", " : "", name);
    if (++table->columns == MAX_COLUMNS) break;
  }
  sqlite3_finalize(info);
  for (int i = 0; i < table->columns; i++) {
    add_position_check(table, checks, columns, columns[i]);
  }
  for (size_t i = 0; i < sizeof row_rules / sizeof *row_rules; i++) {
    if (strcmp(row_rules[i].table, table->name) == 0)
      add_check(table, checks, row_rules[i].rule, row_rules[i].rule);
  }
  char *columns_sql = sqlite3_str_finish(list), *checks_sql = sqlite3_str_finish(checks);
  char *sql = sqlite3_mprintf("SELECT %s%s FROM %s(?1%s)", columns_sql, checks_sql ? checks_sql : "",
                              table->name, table->second_argument[0] ? ", ?2" : "");
  for (int i = 0; i < CONNECTIONS; i++) table->statements[i] = prepare(harness->db[i], sql);
  sqlite3_free(sql);
  sqlite3_free(columns_sql);
  sqlite3_free(checks_sql);
}

/* All table-valued functions whose first argument is a text (not a path). */
static void find_tables(Harness *harness)
{
  sqlite3_stmt *modules =
      prepare(harness->db[0], "SELECT m.name FROM pragma_module_list AS m WHERE m.name GLOB 'news_*' AND "
                              "(SELECT name FROM pragma_table_xinfo(m.name) WHERE hidden LIMIT 1) IN "
                              "('news_body', 'news_a') ORDER BY 1");
  while (sqlite3_step(modules) == SQLITE_ROW && harness->table_count < MAX_TABLES) {
    Table *table = &harness->tables[harness->table_count++];
    snprintf(table->name, sizeof table->name, "%s", (const char *)sqlite3_column_text(modules, 0));
  }
  sqlite3_finalize(modules);
  for (int i = 0; i < harness->table_count; i++) describe_table(harness, &harness->tables[i]);
  for (int r = 0; r < RULES; r++) {
    char *sql = sqlite3_mprintf("SELECT %s", scalar_rules[r]);
    for (int i = 0; i < CONNECTIONS; i++) {
      if (sqlite3_prepare_v2(harness->db[i], sql, -1, &harness->rules[i][r], NULL) == SQLITE_OK) continue;
      printf("%s: %s\n", scalar_rules[r], sqlite3_errmsg(harness->db[i]));
      harness->rule_failures[r] = REPORTS;
    }
    sqlite3_free(sql);
  }
}

/* ---- one text ---------------------------------------------------------------- */

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length)
{
  const unsigned char *b = bytes;
  for (size_t i = 0; i < length; i++) hash = (hash ^ b[i]) * 0x100000001B3u;
  return hash;
}

static uint64_t hash_column(uint64_t hash, sqlite3_stmt *statement, int column)
{
  char type = (char)sqlite3_column_type(statement, column);
  hash = hash_bytes(hash, &type, 1);
  if (type == SQLITE_INTEGER)
    return (hash ^ (uint64_t)sqlite3_column_int64(statement, column)) * 0x100000001B3u;
  const void *bytes = sqlite3_column_text(statement, column); /* NULL for NULL */
  return hash_bytes(hash, bytes, (size_t)sqlite3_column_bytes(statement, column));
}

static void keep_sentence(Harness *harness, sqlite3_int64 start, sqlite3_int64 length)
{
  if (harness->sentence_count == harness->sentence_capacity) {
    harness->sentence_capacity = harness->sentence_capacity ? 2 * harness->sentence_capacity : 1024;
    harness->sentences =
        realloc(harness->sentences, (size_t)harness->sentence_capacity * 2 * sizeof *harness->sentences);
    if (!harness->sentences) abort();
  }
  harness->sentences[2 * harness->sentence_count] = start;
  harness->sentences[2 * harness->sentence_count++ + 1] = length;
}

/* sentence_no, sentence_start and sentence_length name a sentence that holds the row's start. */
static bool sentence_is_right(const Harness *harness, const Table *table, sqlite3_stmt *row)
{
  sqlite3_int64 number = sqlite3_column_int64(row, table->sentence_no),
                start = sqlite3_column_int64(row, table->start);
  if (number < 1 || number > harness->sentence_count) return false;
  const sqlite3_int64 *sentence = &harness->sentences[2 * (number - 1)];
  if (table->sentence_start >= 0 && (sqlite3_column_int64(row, table->sentence_start) != sentence[0] ||
                                     sqlite3_column_int64(row, table->sentence_length) != sentence[1])) {
    return false;
  }
  return start >= sentence[0] && start < sentence[0] + sentence[1];
}

static void check_row(Harness *harness, Table *table, int connection, sqlite3_int64 row,
                      const sqlite3_int64 before[2])
{
  sqlite3_stmt *statement = table->statements[connection];
  char what[256];
  for (int i = 0; i < table->checks; i++) {
    if (sqlite3_column_int(statement, table->columns + i) == 1) continue;
    snprintf(what, sizeof what, "row %lld breaks %s (%.60s)", row, table->check_names[i],
             table->start >= 0 ? (const char *)sqlite3_column_text(statement, 3) : "");
    report(harness, &table->failures, table->name, connection, what);
  }
  if (table->start < 0) return;
  sqlite3_int64 start = sqlite3_column_int64(statement, table->start),
                length = sqlite3_column_int64(statement, table->length);
  if (start < before[0] || (start == before[0] && length > before[1])) {
    report(harness, &table->failures, table->name, connection, "rows out of order");
  }
  if (sqlite3_column_int64(statement, 0) != row)
    report(harness, &table->failures, table->name, connection, "rows misnumbered");
  if (strcmp(table->name, "news_sentences") == 0) {
    keep_sentence(harness, start, length);
  } else if (table->sentence_no >= 0 && !sentence_is_right(harness, table, statement)) {
    snprintf(what, sizeof what, "row %lld (start %lld): wrong sentence", row, start);
    report(harness, &table->failures, table->name, connection, what);
  }
}

/* Runs a table over the text and returns the hash of its rows. */
static uint64_t run_table(Harness *harness, Table *table, int connection)
{
  sqlite3_stmt *statement = table->statements[connection];
  const Generated *text = harness->text;
  uint64_t hash = 0xCBF29CE484222325u;
  sqlite3_int64 row = 0, before[2] = {0, 0};
  int rc;
  sqlite3_bind_text64(statement, 1, text->bytes, text->length, SQLITE_STATIC, SQLITE_UTF8);
  if (strcmp(table->second_argument, "news_anchor") == 0) {
    if (harness->number % 4) sqlite3_bind_text(statement, 2, "2022-01-28", -1, SQLITE_STATIC);
  } else if (table->second_argument[0]) { /* the same text without its first third, from a whole character on
                                           */
    size_t cut = text->length / 3;
    while (cut < text->length && (text->bytes[cut] & 0xC0) == 0x80) cut++;
    sqlite3_bind_text64(statement, 2, text->bytes + cut, text->length - cut, SQLITE_STATIC, SQLITE_UTF8);
  }
  sqlite3_bind_int(statement, 3, text->length > 20000);
  while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
    row++;
    check_row(harness, table, connection, row, before);
    if (table->start >= 0) {
      before[0] = sqlite3_column_int64(statement, table->start);
      before[1] = sqlite3_column_int64(statement, table->length);
    }
    for (int i = 0; i < table->columns; i++) hash = hash_column(hash, statement, i);
  }
  if (rc != SQLITE_DONE)
    report(harness, &table->failures, table->name, connection, sqlite3_errmsg(harness->db[connection]));
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return hash_bytes(hash, &row, sizeof row);
}

static void run_tables(Harness *harness, bool survives_utf16)
{
  uint64_t hashes[CONNECTIONS][MAX_TABLES];
  for (int c = 0; c < CONNECTIONS; c++) {
    harness->sentence_count = 0;
    for (int i = 0; i < harness->table_count; i++) {
      if (strcmp(harness->tables[i].name, "news_sentences") == 0)
        hashes[c][i] = run_table(harness, &harness->tables[i], c);
    }
    for (int k = 0; k < harness->table_count; k++) {
      int i = c == 1 ? harness->table_count - 1 - k : k; /* layers made in another order are the same */
      if (strcmp(harness->tables[i].name, "news_sentences") != 0)
        hashes[c][i] = run_table(harness, &harness->tables[i], c);
    }
  }
  for (int i = 0; i < harness->table_count; i++) {
    Table *table = &harness->tables[i];
    if (hashes[0][i] != hashes[1][i]) report(harness, &table->failures, table->name, 1, "other rows");
    if (survives_utf16 && hashes[0][i] != hashes[2][i])
      report(harness, &table->failures, table->name, 2, "other rows");
  }
}

static void run_rules(Harness *harness, const Generated *other)
{
  const Generated *text = harness->text;
  for (int c = 0; c < CONNECTIONS; c++) {
    for (int r = 0; r < RULES; r++) {
      sqlite3_stmt *statement = harness->rules[c][r];
      if (!statement) continue;
      size_t limit = strstr(scalar_rules[r], "name_match") ? 300 : 1 << 20;
      for (int i = 0; i < 2; i++) {
        const Generated *t = i ? other : text;
        sqlite3_bind_text64(statement, i + 1, t->bytes, t->length < limit ? t->length : limit, SQLITE_STATIC,
                            SQLITE_UTF8);
      }
      if (sqlite3_step(statement) != SQLITE_ROW) {
        report(harness, &harness->rule_failures[r], scalar_rules[r], c, sqlite3_errmsg(harness->db[c]));
      } else if (sqlite3_column_int(statement, 0) != 1) {
        report(harness, &harness->rule_failures[r], scalar_rules[r], c, "does not hold");
      }
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
    }
  }
}

/* Invalid UTF-8 and U+FFFE, U+FFFF do not come through UTF-16. */
static bool survives(sqlite3_stmt *echo, const Generated *text)
{
  sqlite3_bind_text64(echo, 1, text->bytes, text->length, SQLITE_STATIC, SQLITE_UTF8);
  bool same = sqlite3_step(echo) == SQLITE_ROW;
  const char *back = same ? (const char *)sqlite3_column_text(echo, 0) : NULL;
  same = back && (size_t)sqlite3_column_bytes(echo, 0) == text->length &&
         memcmp(back, text->bytes, text->length) == 0;
  sqlite3_reset(echo);
  return same;
}

int main(int count, char **arguments)
{
  static Harness harness;
  Generated texts[2] = {{0}, {0}};
  if (count < 3) {
    fprintf(stderr, "usage: property EXTENSION TEXTS [FIRST]\n");
    return 2;
  }
  unsigned first = count > 3 ? (unsigned)strtoul(arguments[3], NULL, 10) : 0;
  unsigned last = first + (unsigned)strtoul(arguments[2], NULL, 10);
  for (int i = 0; i < CONNECTIONS; i++) harness.db[i] = open_connection(arguments[1], i == 2);
  find_tables(&harness);
  sqlite3_stmt *echo = prepare(harness.db[2], "SELECT ?");
  text_generate(&texts[(first + 1) % 2], first + 1, 0);
  for (unsigned number = first; number < last; number++) {
    Generated *text = &texts[number % 2];
    text_generate(text, number, 1);
    harness.number = number;
    harness.text = text;
    run_tables(&harness, survives(echo, text));
    if (text->length < 20000 || number % 3 == 0) run_rules(&harness, &texts[(number + 1) % 2]);
  }
  int passed = 0, failed = 0;
  for (int i = 0; i < harness.table_count; i++) *(harness.tables[i].failures ? &failed : &passed) += 1;
  for (int r = 0; r < RULES; r++) *(harness.rule_failures[r] ? &failed : &passed) += 1;
  sqlite3_finalize(echo);
  for (int c = 0; c < CONNECTIONS; c++) {
    for (int i = 0; i < harness.table_count; i++) sqlite3_finalize(harness.tables[i].statements[c]);
    for (int r = 0; r < RULES; r++) sqlite3_finalize(harness.rules[c][r]);
    if (sqlite3_close(harness.db[c]) != SQLITE_OK) failed++, printf("a connection did not close\n");
  }
  text_release(&texts[0]);
  text_release(&texts[1]);
  free(harness.sentences);
  if (harness.table_count < 7) printf("only %d of 7 tables found\n", harness.table_count), failed++;
  printf("%u texts; %d tables and %d rules each\n", last - first, harness.table_count, (int)RULES);
  printf("%d passed, %d failed\n", passed, failed);
  return failed ? 1 : 0;
}
