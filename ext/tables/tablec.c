/*
** tablec.c: the table compiler, a program of the build.
**
**   tablec NAME < table.txt > NAME.c
**
** README.md beside this file tells the format.  Any flaw of a table (a second
** row for a key, a wrong number of columns) stops the build with its line.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/lexicon.h"
#include "text/text.h"

enum { COLUMNS_MAX = 16, KEY_MAX = 255, TOKENS_MAX = 32 };

typedef struct Key {
  char *text; /* folded, tokens separated by one blank */
  uint32_t hash, line;
  uint32_t tokens;
  int32_t row; /* -1: only the beginning of longer keys */
  bool more;
} Key;

typedef struct Row {
  char *columns; /* as the table has them */
  uint32_t line;
} Row;

typedef struct Table {
  Arena arena;
  const char *name;
  const char *include, *type; /* NULL: none */
  bool is_text[COLUMNS_MAX];
  uint32_t columns, line;
  VECTOR(Key) keys;
  VECTOR(Row) rows;
  uint32_t *slots, mask;
} Table;

static void stop(const Table *table, const char *what, const char *value)
{
  fprintf(stderr, "tablec: %s, line %u: %s: '%s'\n", table->name, table->line, what, value);
  exit(1);
}

static char *copy(Table *table, const char *s)
{
  return (char *)(uintptr_t)arena_copy(&table->arena, slice_of(s)).bytes;
}

/* ---- keys ---------------------------------------------------------------- */

/* Writes a key as tokens separated by blanks: a hyphen or slash and a final 's
** inside a word are separated, everything is folded. */
static uint32_t normalise_key(const Table *table, const char *key, char out[2 * KEY_MAX])
{
  char spaced[2 * KEY_MAX];
  uint32_t n = 0, length = (uint32_t)strlen(key);
  if (length == 0 || length > KEY_MAX) stop(table, "key is empty or too long", key);
  for (uint32_t i = 0; i < length; i++) {
    bool clitic = key[i] == '\'' && i > 0 && key[i - 1] != ' ' && (key[i + 1] | 32) == 's' &&
                  (key[i + 2] == '\0' || key[i + 2] == ' ');
    bool alone = (key[i] == '-' && !(i + 1 < length && key[i + 1] == '-') && !(i && key[i - 1] == '-')) ||
                 strchr("/&(),:;%", key[i]) != NULL;
    if ((alone || clitic) && n && spaced[n - 1] != ' ') spaced[n++] = ' ';
    if (key[i] == ' ' && (n == 0 || spaced[n - 1] == ' ')) continue;
    spaced[n++] = key[i];
    if (alone && i + 1 < length) spaced[n++] = ' ';
    if (n + 4 > sizeof spaced) stop(table, "key too long", key);
  }
  while (n && spaced[n - 1] == ' ') n--;
  uint32_t folded = text_fold(spaced, n, out, 2 * KEY_MAX - 1);
  if (folded > KEY_MAX) stop(table, "key too long", key);
  out[folded] = '\0';
  return folded;
}

static Key *find_key(Table *table, const char *text, uint32_t hash)
{
  if (!table->slots) return NULL;
  for (uint32_t slot = hash & table->mask; table->slots[slot]; slot = (slot + 1) & table->mask) {
    Key *key = &table->keys.items[table->slots[slot] - 1];
    if (key->hash == hash && strcmp(key->text, text) == 0) return key;
  }
  return NULL;
}

static void put_slot(Table *table, uint32_t key)
{
  uint32_t slot = table->keys.items[key].hash & table->mask;
  while (table->slots[slot]) slot = (slot + 1) & table->mask;
  table->slots[slot] = key + 1;
}

static Key *add_key(Table *table, const char *text, uint32_t hash, uint32_t tokens)
{
  if (!table->slots || table->keys.count * 2 >= table->mask) {
    table->mask = table->slots ? table->mask * 2 + 1 : 63;
    table->slots = arena_alloc(&table->arena, (table->mask + 1) * sizeof *table->slots);
    if (!table->slots) stop(table, "out of memory", text);
    for (uint32_t i = 0; i < table->keys.count; i++) put_slot(table, i);
  }
  Key *key = vector_push(&table->arena, &table->keys);
  if (!key) stop(table, "out of memory", text);
  *key = (Key){copy(table, text), hash, table->line, tokens, -1, false};
  put_slot(table, table->keys.count - 1);
  return &table->keys.items[table->keys.count - 1];
}

/* Enters the key and all its beginnings. */
static void enter_key(Table *table, const char *written, int32_t row)
{
  char text[2 * KEY_MAX];
  uint32_t length = normalise_key(table, written, text), hash = 0, tokens = 0;
  for (uint32_t at = 0; at < length;) {
    uint32_t end = at + (uint32_t)strcspn(text + at, " ");
    hash = lexicon_extend(hash, text_fold_hash(text + at, end - at));
    if (++tokens > TOKENS_MAX) stop(table, "key has too many words", written);
    char kept = text[end];
    text[end] = '\0';
    Key *key = find_key(table, text, hash);
    if (!key) key = add_key(table, text, hash, tokens);
    text[end] = kept;
    if (end < length) {
      key->more = true;
    } else {
      if (key->row >= 0) stop(table, "second row for key", written);
      key->row = row;
    }
    at = end + 1;
  }
}

/* ---- lines --------------------------------------------------------------- */

static void directive(Table *table, char *line)
{
  if (strncmp(line, "%include ", 9) == 0) {
    table->include = copy(table, line + 9);
  } else if (strncmp(line, "%type ", 6) == 0) {
    table->type = copy(table, line + 6);
  } else if (strncmp(line, "%columns ", 9) == 0) {
    for (char *word = strtok(line + 9, " "); word; word = strtok(NULL, " ")) {
      if (table->columns == COLUMNS_MAX) stop(table, "too many columns", word);
      if (strcmp(word, "text") != 0 && strcmp(word, "code") != 0)
        stop(table, "column is neither text nor code", word);
      table->is_text[table->columns++] = strcmp(word, "text") == 0;
    }
  } else {
    stop(table, "unknown directive", line);
  }
}

static void read_row(Table *table, char *line)
{
  char *columns = strchr(line, '\t');
  uint32_t count = 0;
  if (columns) *columns++ = '\0';
  for (const char *c = columns; c; c = strchr(c, '\t') ? strchr(c, '\t') + 1 : NULL) count++;
  if (count != table->columns) stop(table, "wrong number of columns for key", line);
  Row *row = vector_push(&table->arena, &table->rows);
  if (!row) stop(table, "out of memory", line);
  *row = (Row){columns ? copy(table, columns) : NULL, table->line};
  enter_key(table, line, (int32_t)table->rows.count - 1);
}

static void read_table(Table *table, FILE *in)
{
  char line[4096];
  while (fgets(line, sizeof line, in)) {
    table->line++;
    size_t length = strlen(line);
    if (length == sizeof line - 1) stop(table, "line too long", line);
    while (length && (line[length - 1] == '\n' || line[length - 1] == '\r')) line[--length] = '\0';
    if (length == 0 || line[0] == '#') continue;
    if (line[0] == '%' && line[1] >= 'a' && line[1] <= 'z') {
      directive(table, line);
    } else {
      read_row(table, line);
    }
  }
}

/* ---- output -------------------------------------------------------------- */

static void write_string(const char *s)
{
  putchar('"');
  for (; *s; s++) {
    if (*s == '"' || *s == '\\') putchar('\\');
    putchar(*s);
  }
  putchar('"');
}

static void write_rows(Table *table)
{
  if (!table->type) return;
  printf("const %s %s_rows[] = {\n", table->type, table->name);
  for (uint32_t r = 0; r < table->rows.count; r++) {
    printf("#line %u \"%s.txt\"\n  {", table->rows.items[r].line, table->name);
    char *column = table->rows.items[r].columns;
    for (uint32_t c = 0; c < table->columns; c++) {
      char *tab = strchr(column, '\t');
      if (tab) *tab = '\0';
      if (c) printf(", ");
      if (!table->is_text[c]) {
        printf("%s", column);
      } else if (strcmp(column, "-") == 0) {
        printf("NULL");
      } else {
        write_string(column);
      }
      column = tab ? tab + 1 : column;
    }
    printf("},\n");
  }
  printf("};\n");
}

static void write_lexicon(Table *table)
{
  uint32_t offset = 0;
  printf("static const char pool[] =\n");
  if (!table->keys.count) printf("\"\"");
  for (uint32_t k = 0; k < table->keys.count; k++) {
    write_string(table->keys.items[k].text);
    putchar('\n');
  }
  printf(";\nstatic const LexiconEntry entries[] = {\n");
  for (uint32_t k = 0; k < table->keys.count; k++) {
    const Key *key = &table->keys.items[k];
    uint32_t length = (uint32_t)strlen(key->text);
    printf("{%uu,%u,%u,%u,%d,%d},\n", key->hash, offset, length, key->tokens, key->more, key->row);
    offset += length;
  }
  printf("};\nstatic const uint32_t slots[] = {\n");
  for (uint32_t i = 0; i <= table->mask; i++) printf("%u,%s", table->slots[i], i % 16 == 15 ? "\n" : "");
  printf("};\nconst Lexicon %s = {slots, %uu, entries, pool, %u};\n", table->name, table->mask,
         table->rows.count);
}

int main(int count, char **arguments)
{
  if (count != 2) {
    fprintf(stderr, "usage: tablec NAME < table.txt > NAME.c\n");
    return 2;
  }
  Table table = {.name = arguments[1]};
  arena_init(&table.arena, &allocator_libc);
  read_table(&table, stdin);
  if (!table.rows.count) stop(&table, "table has no rows", table.name);
  if (table.columns && !table.type) stop(&table, "columns without %type", table.name);
  printf("/* Made by tablec from %s.txt. */\n#include \"text/text.h\"\n", table.name);
  if (table.include) printf("#include %s\n", table.include);
  printf("extern const Lexicon %s;\n", table.name);
  write_lexicon(&table);
  write_rows(&table);
  arena_free(&table.arena);
  return fflush(stdout) == 0 ? 0 : 1;
}
