/*
** glue.h: the border between the library and SQLite.
**
** This folder alone includes sqlite3ext.h, and it knows no linguistics: it turns
** arrays of the library into rows.  A table-valued function is a RowTable; vtab.c
** makes a virtual table of it.  Bytes become characters in cursor_position()
** and nowhere else.
*/
#ifndef NEWS_SQLITE_GLUE_H
#define NEWS_SQLITE_GLUE_H

#include <sqlite3ext.h>

#include "analysis/analysis.h"

#define NEWS_VERSION "0.1.0"

/* sqlite3ext.h reaches SQLite through this pointer; init.c defines it. */
extern const sqlite3_api_routines *sqlite3_api;

/* ---- connection.c -------------------------------------------------------- */

/* What one database connection shares; freed when the last function or module
** that was registered with it goes. */
typedef struct Connection {
  sqlite3 *db;
  AnalysisCache *cache;
  int holders;
  int64_t ask_at; /* when connection_interrupted() asks next, microseconds of some clock */
} Connection;

extern const Allocator allocator_sqlite;

Connection *connection_new(sqlite3 *db); /* with one holder; NULL without memory */
void connection_hold(Connection *connection);
void connection_release(void *connection); /* a destructor for SQLite */
/* True when the host called sqlite3_interrupt() or its progress handler said so.
** Arenas of long work ask it. */
bool connection_interrupted(void *connection);

/* The SQLite code of a library result. */
int result_code(NewsResult result);
/* Sets a function's error: "<function>: <message or the result's words>". */
void result_error(sqlite3_context *context, const char *function, NewsResult result, const char *message);

/* ---- vtab.c -------------------------------------------------------------- */

typedef struct RowCursor RowCursor;

/* A visible column whose constraints reach open(). */
typedef struct RowFilter {
  int column;
  bool ranges; /* also < <= > >=, not only = */
} RowFilter;

enum { ROW_ARGUMENTS = 2 };

typedef struct RowTable {
  const char *name;                     /* "news_dates" */
  const char *columns;                  /* of CREATE TABLE, hidden arguments last */
  int column_count;                     /* without the hidden ones */
  const char *arguments[ROW_ARGUMENTS]; /* as messages call them: "body", "anchor"; NULL: none */
  int required;                         /* how many of them must be given; NULL in one of these: no rows */
  bool opens_files;                     /* SQLITE_VTAB_DIRECTONLY, else INNOCUOUS */
  const RowFilter *filters;             /* ends with column -1; NULL: none */
  double rows;                          /* a guess for the planner */
  /* Reads cursor->arguments and prepares the rows: sets cursor->count, or, for
  ** tables with next(), the first row.  On failure sets an error by
  ** cursor_fail(). */
  void (*open)(RowCursor *cursor);
  void (*next)(RowCursor *cursor); /* NULL: rows 0 .. count-1; else sets cursor->end */
  void (*column)(RowCursor *cursor, int column, sqlite3_context *context);
  void (*close)(RowCursor *cursor); /* may be NULL */
} RowTable;

typedef struct RowConstraint {
  int column;
  char op; /* '=' '<' '>' 'l' (<=) 'g' (>=) */
  sqlite3_value *value;
} RowConstraint;

enum { ROW_CONSTRAINTS = 8 };

struct RowCursor {
  sqlite3_vtab_cursor base;
  const RowTable *table;
  Connection *connection;
  sqlite3_value *arguments[ROW_ARGUMENTS]; /* copies; NULL where not given */
  RowConstraint constraints[ROW_CONSTRAINTS];
  int constraint_count;
  sqlite3_uint64 columns_used; /* as sqlite3_index_info.colUsed */
  uint32_t row, count;
  bool end;
  int rc;             /* sticky SQLite code */
  Arena arena;        /* for the rows; emptied before each open */
  Analysis *analysis; /* of argument 0 where the table analyses a text; released by vtab.c */
  const void *rows;   /* what open() found */
  const Dates *dates; /* released by vtab.c */
  void *state;        /* the table's own; close() frees it */
};

int table_register(Connection *connection, const RowTable *table);

/* Errors: "<table>: <message>". */
void cursor_fail(RowCursor *cursor, int rc, const char *format, ...) __attribute__((format(printf, 3, 4)));
void cursor_fail_result(RowCursor *cursor, NewsResult result, const char *message);
/* Argument n as text, up to its first NUL.  False (and an error) for a BLOB. */
bool cursor_text(RowCursor *cursor, int n, Slice *text);
/* Argument n as a day; DAY_NONE for NULL or absent.  False (and an error) if it is none. */
bool cursor_day(RowCursor *cursor, int n, Day *day);
/* Sets cursor->analysis to that of argument 0; NULL (and an error) on failure. */
Analysis *cursor_analyse(RowCursor *cursor);

/* ---- columns ------------------------------------------------------------- */

/* 1-based character position of a byte, and the number of characters in a span. */
sqlite3_int64 cursor_position(RowCursor *cursor, uint32_t byte);
void column_position(RowCursor *cursor, sqlite3_context *context, uint32_t byte);
void column_length(RowCursor *cursor, sqlite3_context *context, uint32_t start, uint32_t end);
void column_slice(sqlite3_context *context, Slice s);
void column_span(RowCursor *cursor, sqlite3_context *context, uint32_t start, uint32_t end);
void column_static(sqlite3_context *context, const char *text); /* NULL gives NULL */
void column_day(sqlite3_context *context, Day day);
/* sentence_no, sentence_start, sentence_length of a token: which = 0, 1, 2. */
void column_sentence(RowCursor *cursor, sqlite3_context *context, uint32_t token, int which);

#define SENTENCE_COLUMNS "sentence_no INTEGER, sentence_start INTEGER, sentence_length INTEGER"

/* ---- the tables and functions ---------------------------------------------- */

extern const RowTable table_sentences, table_tokens, table_entities, table_dates, table_quotes, table_numbers,
    table_diff, table_help;
extern const RowTable table_files, table_articles, table_blocks;
int scalars_register(Connection *connection);
int aggregate_register(Connection *connection);

#endif
