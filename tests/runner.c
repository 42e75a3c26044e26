/*
** runner.c: runs the documents of tests/spec.
**
**   runner [--utf16] [--show] EXTENSION DOCUMENT.md ...
**
** --utf16 uses databases in UTF-16 and expects the same rows; --show prints what
** every query answers, to write documents with.  One line for each example that
** fails, and as the last line "N passed, N failed".
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"
#include "spec_file.h"

typedef struct Runner {
  const char *extension;
  bool utf16, show;
  int passed, failed;
  const char *path; /* of the document */
  char heading[512];
  /* The last sql block and its answer, until rows or error say what it should be. */
  int line; /* 0: none */
  bool skipped;
  char *rows, *error;
  bool checked;
} Runner;

static void fail(Runner *runner, int line, const char *message)
{
  runner->failed++;
  printf("%s:%d: [%s] %s\n", runner->path, line, runner->heading, message);
}

/* Where two answers first differ, on one line. */
static char *difference(const char *expected, const char *found)
{
  int row = 1;
  for (;; row++) {
    size_t a = strcspn(expected, "\n"), b = strcspn(found, "\n");
    if (!*expected || !*found || a != b || memcmp(expected, found, a) != 0) {
      return sqlite3_mprintf("row %d: expected %s%.*s, got %s%.*s", row, *expected ? "" : "no more rows",
                             (int)a, expected, *found ? "" : "no more rows", (int)b, found);
    }
    expected += a + (expected[a] == '\n');
    found += b + (found[b] == '\n');
  }
}

/* The document goes on behind a sql block's answer. */
static void finish_query(Runner *runner)
{
  if (runner->line && runner->error && !runner->checked) fail(runner, runner->line, runner->error);
  sqlite3_free(runner->rows);
  sqlite3_free(runner->error);
  runner->rows = runner->error = NULL;
  runner->line = 0;
}

static void start_query(Runner *runner, Session *session, const SpecBlock *block)
{
  finish_query(runner);
  runner->line = block->line;
  runner->checked = false;
  runner->skipped =
      runner->utf16 && (block->utf8_only || (session->text_set && strstr(block->contents, ":text") &&
                                             !session_text_survives(session)));
  if (runner->skipped) return;
  runner->error = session_run(session, block->contents, &runner->rows);
  if (runner->show) {
    printf("%s:%d:\n%s%s%s", runner->path, runner->line, runner->rows, runner->error ? runner->error : "",
           runner->error ? "\n" : "");
  }
}

static void check_rows(Runner *runner, const SpecBlock *block)
{
  char *message = NULL;
  if (runner->error) {
    message = sqlite3_mprintf("expected rows, got the error: %s", runner->error);
  } else if (strcmp(runner->rows, block->contents) != 0) {
    message = difference(block->contents, runner->rows);
  }
  if (message) {
    fail(runner, runner->line, message);
  } else {
    runner->passed++;
  }
  sqlite3_free(message);
}

static void check_error(Runner *runner, SpecBlock *block)
{
  char *message = NULL;
  if (block->length && block->contents[block->length - 1] == '\n') block->contents[block->length - 1] = '\0';
  if (!runner->error) {
    message = sqlite3_mprintf("expected the error '%s', got rows", block->contents);
  } else if (!strstr(runner->error, block->contents)) {
    message = sqlite3_mprintf("expected the error '%s', got '%s'", block->contents, runner->error);
  }
  if (message) {
    fail(runner, runner->line, message);
  } else {
    runner->passed++;
  }
  sqlite3_free(message);
}

static void check_answer(Runner *runner, const SpecBlock *block)
{
  if (!runner->line) {
    fail(runner, block->line, "no sql block before this one");
  } else if (runner->skipped) {
    return;
  } else if (block->kind == SPEC_ROWS) {
    check_rows(runner, block);
  } else {
    SpecBlock copy = *block;
    check_error(runner, &copy);
  }
  runner->checked = true;
}

static bool run_document(Runner *runner, const char *path)
{
  SpecFile spec;
  Session session = {0};
  runner->path = path;
  runner->heading[0] = '\0';
  if (!spec_open(&spec, path)) {
    fail(runner, 0, "cannot be read");
    return true;
  }
  if (!session_open(&session, runner->extension, runner->utf16)) return false;
  const SpecBlock *block;
  while ((block = spec_next(&spec))->kind != SPEC_END) {
    switch (block->kind) {
    case SPEC_HEADING:
      finish_query(runner);
      session_close(&session);
      if (!session_open(&session, runner->extension, runner->utf16)) return false;
      memcpy(runner->heading, block->name, sizeof runner->heading);
      break;
    case SPEC_TEXT: session_text(&session, block->contents, block->length); break;
    case SPEC_FILE:
      if (!session_file(&session, block)) fail(runner, block->line, "cannot write the file");
      break;
    case SPEC_SQL: start_query(runner, &session, block); break;
    case SPEC_ROWS:
    case SPEC_ERROR: check_answer(runner, block); break;
    default: fail(runner, block->line, block->contents);
    }
  }
  finish_query(runner);
  session_close(&session);
  session_free(&session);
  spec_close(&spec);
  return true;
}

int main(int count, char **arguments)
{
  Runner runner = {0};
  int next = 1;
  for (; next < count && strncmp(arguments[next], "--", 2) == 0; next++) {
    runner.utf16 |= strcmp(arguments[next], "--utf16") == 0;
    runner.show |= strcmp(arguments[next], "--show") == 0;
  }
  if (count - next < 2) {
    fprintf(stderr, "usage: runner [--utf16] [--show] EXTENSION DOCUMENT.md ...\n");
    return 2;
  }
  runner.extension = arguments[next++];
  Session first = {0}; /* keeps the extension in memory between the sections */
  if (!session_open(&first, runner.extension, runner.utf16)) return 2;
  for (; next < count; next++) {
    if (!run_document(&runner, arguments[next])) return 2;
  }
  session_close(&first);
  printf("%d passed, %d failed\n", runner.passed, runner.failed);
  return runner.failed ? 1 : 0;
}
