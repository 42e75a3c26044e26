/* session.c: runs SQL for the documents of tests/spec. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session.h"

/* ---- opening, closing ------------------------------------------------------ */

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
  (void)status, (void)type, (void)walk;
  return remove(path);
}

bool session_open(Session *session, const char *extension, bool utf16)
{
  char *message = NULL;
  int rc = sqlite3_open(":memory:", &session->db);
  if (rc == SQLITE_OK && utf16)
    rc = sqlite3_exec(session->db, "PRAGMA encoding = 'UTF-16'", NULL, NULL, &message);
  if (rc == SQLITE_OK) rc = sqlite3_db_config(session->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_load_extension(session->db, extension, NULL, &message);
  if (rc != SQLITE_OK)
    fprintf(stderr, "%s: %s\n", extension, message ? message : sqlite3_errmsg(session->db));
  sqlite3_free(message);
  return rc == SQLITE_OK;
}

void session_close(Session *session)
{
  if (sqlite3_close(session->db) != SQLITE_OK) fprintf(stderr, "statements left open\n");
  session->db = NULL;
  if (session->locked[0]) chmod(session->locked, 0700);
  session->locked[0] = '\0';
  if (session->folder[0]) nftw(session->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  session->folder[0] = '\0';
}

void session_free(Session *session)
{
  free(session->text);
  *session = (Session){0};
}

void session_text(Session *session, const char *bytes, size_t length)
{
  free(session->text);
  session->text = malloc(length + 1);
  if (!session->text) abort();
  memcpy(session->text, bytes, length + 1);
  session->text_length = length;
  session->text_set = true;
}

/* ---- the folder ------------------------------------------------------------ */

static bool make_folder(Session *session)
{
  if (session->folder[0]) return true;
  strcpy(session->folder, "/tmp/news-spec-XXXXXX");
  if (mkdtemp(session->folder)) return true;
  session->folder[0] = '\0';
  return false;
}

bool session_file(Session *session, const SpecBlock *block)
{
  char path[1024];
  if (!make_folder(session)) return false;
  int end = snprintf(path, sizeof path, "%s/%s", session->folder, block->name);
  if (end < 0 || (size_t)end >= sizeof path) return false;
  for (char *slash = path + strlen(session->folder) + 1; (slash = strchr(slash, '/')); slash++) {
    *slash = '\0';
    mkdir(path, 0777);
    *slash = '/';
  }
  if (block->form == SPEC_PIPE) return mkfifo(path, 0600) == 0;
  if (block->form == SPEC_LINK) return symlink(block->contents, path) == 0;
  FILE *file = fopen(path, "wb");
  if (!file) return false;
  size_t written = fwrite(block->contents, 1, block->length, file);
  if (fclose(file) != 0 || written != block->length) return false;
  if (block->form != SPEC_LOCKED) return true;
  char *slash = strrchr(path, '/');
  if (slash > path + strlen(session->folder)) *slash = '\0'; /* the folder, not the file */
  strcpy(session->locked, path);
  return chmod(session->folder, 0755) == 0 && chmod(path, 0) == 0;
}

enum { NOBODY = 65534 };

/* ---- statements ------------------------------------------------------------ */

/* Binds :text and :dir; any other name as the shell does, from temp.sqlite_parameters, or NULL. */
static void bind(Session *session, sqlite3_stmt *statement)
{
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement); i++) {
    const char *name = sqlite3_bind_parameter_name(statement, i);
    sqlite3_stmt *lookup = NULL;
    if (name && strcmp(name, ":text") == 0 && session->text_set) {
      sqlite3_bind_text64(statement, i, session->text, session->text_length, SQLITE_STATIC, SQLITE_UTF8);
    } else if (name && strcmp(name, ":dir") == 0 && make_folder(session)) {
      sqlite3_bind_text(statement, i, session->folder, -1, SQLITE_STATIC);
    } else if (name &&
               sqlite3_prepare_v2(session->db, "SELECT value FROM temp.sqlite_parameters WHERE key = ?", -1,
                                  &lookup, NULL) == SQLITE_OK) {
      sqlite3_bind_text(lookup, 1, name, -1, SQLITE_STATIC);
      if (sqlite3_step(lookup) == SQLITE_ROW)
        sqlite3_bind_value(statement, i, sqlite3_column_value(lookup, 0));
    }
    sqlite3_finalize(lookup);
  }
}

/* Bytes of the valid UTF-8 sequence at s, 0 if there is none. */
static int utf8_length(const unsigned char *s, int available)
{
  static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
  int length = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 0;
  if (length > available) return 0;
  unsigned code = length > 1 ? s[0] & (0x7Fu >> length) : s[0];
  for (int i = 1; i < length; i++) {
    if ((s[i] & 0xC0) != 0x80) return 0;
    code = code << 6 | (s[i] & 0x3Fu);
  }
  return code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0 : length;
}

static void append_text(sqlite3_str *rows, const unsigned char *text, int length)
{
  for (int i = 0; i < length;) {
    int step = utf8_length(text + i, length - i);
    if (text[i] == '\n' || text[i] == '\t') {
      sqlite3_str_appendall(rows, text[i] == '\n' ? "\\n" : "\\t");
    } else if (step == 0 || text[i] < ' ' || text[i] == 0x7F) {
      sqlite3_str_appendf(rows, "\\x%02X", text[i]);
    } else {
      sqlite3_str_append(rows, (const char *)text + i, step);
    }
    i += step ? step : 1;
  }
}

static void append_row(sqlite3_str *rows, sqlite3_stmt *statement)
{
  for (int column = 0; column < sqlite3_column_count(statement); column++) {
    if (column) sqlite3_str_appendchar(rows, 1, '|');
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: sqlite3_str_appendall(rows, "NULL"); break;
    case SQLITE_BLOB: {
      const unsigned char *blob = sqlite3_column_blob(statement, column);
      sqlite3_str_appendall(rows, "X'");
      for (int i = 0; i < sqlite3_column_bytes(statement, column); i++)
        sqlite3_str_appendf(rows, "%02X", blob[i]);
      sqlite3_str_appendchar(rows, 1, '\'');
      break;
    }
    default: {
      const unsigned char *text = sqlite3_column_text(statement, column);
      append_text(rows, text, sqlite3_column_bytes(statement, column));
    }
    }
  }
  sqlite3_str_appendchar(rows, 1, '\n');
}

static char *run_statements(Session *session, const char *sql, sqlite3_str *rows)
{
  while (*sql) {
    sqlite3_stmt *statement = NULL;
    char *error = NULL;
    int rc = sqlite3_prepare_v2(session->db, sql, -1, &statement, &sql);
    if (rc == SQLITE_OK && !statement) continue; /* a comment, white space */
    if (rc == SQLITE_OK) {
      bind(session, statement);
      while ((rc = sqlite3_step(statement)) == SQLITE_ROW) append_row(rows, statement);
    }
    if (rc != SQLITE_OK && rc != SQLITE_DONE) error = sqlite3_mprintf("%s", sqlite3_errmsg(session->db));
    sqlite3_finalize(statement);
    if (error) return error;
  }
  return NULL;
}

/* ---- the shell's own lines --------------------------------------------------- */

static char *run_script(Session *session, const char *script, sqlite3_str *rows, bool from_file);

static char *read_script(Session *session, const char *path)
{
  FILE *file = fopen(path, "rb");
  if (!file) return sqlite3_mprintf("cannot read %s", path);
  sqlite3_str *script = sqlite3_str_new(NULL), *rows = sqlite3_str_new(NULL);
  char part[4096];
  for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;) sqlite3_str_append(script, part, (int)n);
  fclose(file);
  char *sql = sqlite3_str_finish(script);
  char *error = sql ? run_script(session, sql, rows, true) : NULL;
  sqlite3_free(sqlite3_str_finish(rows));
  sqlite3_free(sql);
  return error;
}

static char *run_dot_command(Session *session, const char *line, sqlite3_str *rows, bool from_file)
{
  char word[512], expression[512];
  if (sscanf(line, ".read %511s", word) == 1) return read_script(session, word);
  if (sscanf(line, ".parameter set %511s %511[^\n]", word, expression) == 2) {
    char *sql = sqlite3_mprintf(
        "CREATE TEMP TABLE IF NOT EXISTS sqlite_parameters(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
        "REPLACE INTO temp.sqlite_parameters(key, value) VALUES(%Q, %s);",
        word, expression);
    /* A shell's table: its name is a reserved one. */
    sqlite3_db_config(session->db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
    char *error = run_statements(session, sql, rows);
    sqlite3_db_config(session->db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0, NULL);
    sqlite3_free(sql);
    return error;
  }
  if (from_file) return NULL; /* .once, .mode ...: where the shell prints */
  return sqlite3_mprintf("not understood by the test runner: %.60s", line);
}

/* Cuts a script into dot commands and the SQL between them. */
static char *run_script(Session *session, const char *script, sqlite3_str *rows, bool from_file)
{
  char *error = NULL;
  sqlite3_str *sql = sqlite3_str_new(NULL);
  while (*script && !error) {
    size_t length = strcspn(script, "\n");
    if (*script == '.' && sqlite3_complete(sqlite3_str_length(sql) ? sqlite3_str_value(sql) : ";")) {
      error = run_statements(session, sqlite3_str_length(sql) ? sqlite3_str_value(sql) : "", rows);
      sqlite3_str_reset(sql);
      if (!error) error = run_dot_command(session, script, rows, from_file);
    } else {
      sqlite3_str_append(sql, script, (int)length);
      sqlite3_str_appendchar(sql, 1, '\n');
    }
    script += length + (script[length] == '\n');
  }
  if (!error && sqlite3_str_length(sql)) error = run_statements(session, sqlite3_str_value(sql), rows);
  sqlite3_free(sqlite3_str_finish(sql));
  return error;
}

char *session_run(Session *session, const char *sql, char **rows)
{
  sqlite3_str *found = sqlite3_str_new(NULL);
  /* Root may read everything: where that would spoil the example, files are opened as nobody. */
  bool as_nobody = session->locked[0] && geteuid() == 0;
  if (as_nobody) setfsuid(NOBODY);
  char *error = run_script(session, sql, found, false);
  if (as_nobody) setfsuid(0);
  *rows = sqlite3_str_finish(found);
  if (!*rows) *rows = sqlite3_mprintf("%s", "");
  return error;
}

bool session_text_survives(Session *session)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(session->db, "SELECT ?", -1, &statement, NULL) != SQLITE_OK) return false;
  sqlite3_bind_text64(statement, 1, session->text, session->text_length, SQLITE_STATIC, SQLITE_UTF8);
  bool same = sqlite3_step(statement) == SQLITE_ROW;
  const char *text = same ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  same = text && (size_t)sqlite3_column_bytes(statement, 0) == session->text_length &&
         memcmp(text, session->text, session->text_length) == 0;
  sqlite3_finalize(statement);
  return same;
}
