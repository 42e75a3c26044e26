/*
** session.h: a database connection with the extension, a text, and a folder.
*/
#ifndef TESTS_SESSION_H
#define TESTS_SESSION_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "spec_file.h"

typedef struct Session {
  sqlite3 *db;
  char folder[64];   /* the value of :dir, empty until a file is written or :dir asked for */
  char locked[1024]; /* the last path in it that nobody may read, or "" */
  char *text;        /* the value of :text */
  size_t text_length;
  bool text_set;
} Session;

/* Opens an in-memory database and loads the extension.  False (and a message on
** stderr) when that fails. */
bool session_open(Session *session, const char *extension, bool utf16);
void session_close(Session *session); /* the folder goes too; the text stays */
void session_text(Session *session, const char *bytes, size_t length);
void session_free(Session *session);
/* Makes a file in the folder, and the folders of its name. */
bool session_file(Session *session, const SpecBlock *file);
/* False where a UTF-16 database cannot hold :text as it is (invalid UTF-8). */
bool session_text_survives(Session *session);

/*
** Runs all statements.  Returns NULL and sets *rows, or returns the error message; both
** are the caller's to sqlite3_free().  Rows are lines, columns joined with |, NULL as NULL,
** blobs as X'..', and in texts \n, \t, \xHH for line ends, tabs, other controls and
** invalid UTF-8.  Lines that begin with a dot are the shell's: ".parameter set NAME
** EXPRESSION" and ".read FILE" are understood (its rows are dropped, its other dot lines
** passed over), any other is an error.
*/
char *session_run(Session *session, const char *sql, char **rows);

#endif
