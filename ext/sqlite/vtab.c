/* vtab.c: one virtual table implementation for every RowTable. */
#include <stdarg.h>
#include <string.h>

#include "sqlite/glue.h"

typedef struct RowModule {
  const RowTable *table;
  Connection *connection;
} RowModule;

typedef struct RowVtab {
  sqlite3_vtab base;
  const RowTable *table;
  Connection *connection;
} RowVtab;

/* ---- connecting ------------------------------------------------------------ */

static int vtab_connect(sqlite3 *db, void *aux, int count, const char *const *arguments, sqlite3_vtab **out,
                        char **error)
{
  (void)count, (void)arguments, (void)error;
  const RowModule *module = aux;
  char *sql = sqlite3_mprintf("CREATE TABLE x(%s)", module->table->columns);
  if (!sql) return SQLITE_NOMEM;
  int rc = sqlite3_declare_vtab(db, sql);
  sqlite3_free(sql);
  if (rc != SQLITE_OK) return rc;
  RowVtab *vtab = sqlite3_malloc64(sizeof *vtab);
  if (!vtab) return SQLITE_NOMEM;
  *vtab = (RowVtab){.table = module->table, .connection = module->connection};
  connection_hold(vtab->connection);
  sqlite3_vtab_config(db, vtab->table->opens_files ? SQLITE_VTAB_DIRECTONLY : SQLITE_VTAB_INNOCUOUS);
  *out = &vtab->base;
  return SQLITE_OK;
}

static int vtab_disconnect(sqlite3_vtab *base)
{
  connection_release(((RowVtab *)base)->connection);
  sqlite3_free(base);
  return SQLITE_OK;
}

static int vtab_fail(sqlite3_vtab *base, int rc, const char *table, const char *format, va_list list)
{
  char *message = sqlite3_vmprintf(format, list);
  sqlite3_free(base->zErrMsg);
  base->zErrMsg = message ? sqlite3_mprintf("%s: %s", table, message) : NULL;
  sqlite3_free(message);
  return base->zErrMsg ? rc : SQLITE_NOMEM;
}

/* ---- planning -------------------------------------------------------------- */

/*
** idxStr tells xFilter what its values are, two characters each: 'a' and the
** number of an argument, or the operator and the column ('A' + column) of a
** constraint.  idxNum carries the columns used.
*/
static char constraint_operator(const RowFilter *filter, unsigned char op)
{
  if (op == SQLITE_INDEX_CONSTRAINT_EQ) return '=';
  if (!filter->ranges) return 0;
  switch (op) {
  case SQLITE_INDEX_CONSTRAINT_LT: return '<';
  case SQLITE_INDEX_CONSTRAINT_GT: return '>';
  case SQLITE_INDEX_CONSTRAINT_LE: return 'l';
  case SQLITE_INDEX_CONSTRAINT_GE: return 'g';
  default: return 0;
  }
}

static const RowFilter *filter_of(const RowTable *table, int column)
{
  for (const RowFilter *f = table->filters; f && f->column >= 0; f++) {
    if (f->column == column) return f;
  }
  return NULL;
}

static int argument_count(const RowTable *table)
{
  int count = 0;
  while (count < ROW_ARGUMENTS && table->arguments[count]) count++;
  return count;
}

static int vtab_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
  RowVtab *vtab = (RowVtab *)base;
  const RowTable *table = vtab->table;
  int arguments = argument_count(table), given[ROW_ARGUMENTS], waiting[ROW_ARGUMENTS] = {0};
  char plan[2 * (ROW_ARGUMENTS + ROW_CONSTRAINTS) + 1];
  int values = 0, filters = 0;
  bool complete = true;
  for (int i = 0; i < ROW_ARGUMENTS; i++) given[i] = -1;
  for (int i = 0; i < info->nConstraint; i++) {
    int argument = info->aConstraint[i].iColumn - table->column_count;
    if (argument < 0 || argument >= arguments || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
      continue;
    if (info->aConstraint[i].usable && given[argument] < 0) given[argument] = i;
    if (!info->aConstraint[i].usable) waiting[argument] = 1;
  }
  for (int i = 0; i < arguments; i++) {
    if (given[i] < 0 && waiting[i]) return SQLITE_CONSTRAINT; /* another order of the join will do */
    /* SQLite also asks about parts of an OR, without the arguments: no plan to choose, but
    ** no error yet.  xFilter tells of an argument that is really missing. */
    if (i < table->required && given[i] < 0) complete = false;
    if (given[i] < 0) continue;
    plan[2 * values] = 'a';
    plan[2 * values + 1] = (char)('0' + i);
    info->aConstraintUsage[given[i]].argvIndex = ++values;
    info->aConstraintUsage[given[i]].omit = 1;
  }
  for (int i = 0; i < info->nConstraint && filters < ROW_CONSTRAINTS; i++) {
    const RowFilter *filter = filter_of(table, info->aConstraint[i].iColumn);
    char op =
        filter && info->aConstraint[i].usable ? constraint_operator(filter, info->aConstraint[i].op) : 0;
    if (!op || strcmp(sqlite3_vtab_collation(info, i), "BINARY") != 0) continue;
    plan[2 * values] = op;
    plan[2 * values + 1] = (char)('A' + filter->column);
    info->aConstraintUsage[i].argvIndex = ++values; /* not omitted: SQLite checks the rows again */
    filters++;
  }
  plan[2 * values] = '\0';
  info->idxStr = sqlite3_mprintf("%s", plan);
  if (!info->idxStr) return SQLITE_NOMEM;
  info->needToFreeIdxStr = 1;
  info->idxNum = (int)(info->colUsed & 0x7FFFFFFF);
  info->estimatedRows = (sqlite3_int64)(filters ? 1 + table->rows / 10 : table->rows);
  info->estimatedCost = (table->opens_files ? 1e6 : 100) + table->rows - filters;
  if (!complete) info->estimatedCost = 1e90;
  return SQLITE_OK;
}

/* ---- cursors --------------------------------------------------------------- */

static int vtab_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
  RowVtab *vtab = (RowVtab *)base;
  RowCursor *cursor = sqlite3_malloc64(sizeof *cursor);
  if (!cursor) return SQLITE_NOMEM;
  *cursor = (RowCursor){.table = vtab->table, .connection = vtab->connection, .end = true};
  arena_init(&cursor->arena, &allocator_sqlite);
  cursor->arena.interrupted = connection_interrupted;
  cursor->arena.interrupt_context = vtab->connection;
  *out = &cursor->base;
  return SQLITE_OK;
}

/* Lets go of everything that open() made; the cursor can be opened again. */
static void cursor_empty(RowCursor *cursor)
{
  if (cursor->table->close) cursor->table->close(cursor);
  if (cursor->dates) analysis_dates_release(cursor->analysis, cursor->dates);
  analysis_release(cursor->analysis);
  for (int i = 0; i < ROW_ARGUMENTS; i++) {
    sqlite3_value_free(cursor->arguments[i]);
    cursor->arguments[i] = NULL;
  }
  cursor->dates = NULL;
  cursor->analysis = NULL;
  cursor->rows = NULL;
  cursor->state = NULL;
  cursor->row = cursor->count = 0;
  cursor->constraint_count = 0;
  cursor->rc = SQLITE_OK;
  cursor->end = true;
  arena_reset(&cursor->arena);
}

static int vtab_close(sqlite3_vtab_cursor *base)
{
  RowCursor *cursor = (RowCursor *)base;
  cursor_empty(cursor);
  arena_free(&cursor->arena);
  sqlite3_free(cursor);
  return SQLITE_OK;
}

static int vtab_filter(sqlite3_vtab_cursor *base, int used, const char *plan, int count,
                       sqlite3_value **values)
{
  RowCursor *cursor = (RowCursor *)base;
  const RowTable *table = cursor->table;
  cursor_empty(cursor);
  cursor->columns_used = (unsigned)used;
  for (int i = 0; i < count; i++) {
    char what = plan[2 * i], which = plan[2 * i + 1];
    if (what == 'a') {
      sqlite3_value *copy = sqlite3_value_dup(values[i]);
      if (!copy) return SQLITE_NOMEM;
      cursor->arguments[which - '0'] = copy;
      if (connection_interrupted(cursor->connection)) return SQLITE_INTERRUPT; /* it may have been large */
    } else {
      cursor->constraints[cursor->constraint_count++] = (RowConstraint){which - 'A', what, values[i]};
    }
  }
  for (int i = 0; i < table->required; i++) {
    if (!cursor->arguments[i])
      cursor_fail(cursor, SQLITE_ERROR, "missing argument %d (%s)", i + 1, table->arguments[i]);
    if (!cursor->arguments[i]) return cursor->rc;
    if (sqlite3_value_type(cursor->arguments[i]) == SQLITE_NULL) return SQLITE_OK;
  }
  cursor->end = false;
  table->open(cursor);
  cursor->constraint_count = 0; /* their values die with this call */
  if (!table->next) cursor->end = cursor->count == 0;
  if (cursor->rc != SQLITE_OK) cursor->end = true;
  return cursor->rc;
}

static int vtab_next(sqlite3_vtab_cursor *base)
{
  RowCursor *cursor = (RowCursor *)base;
  if (cursor->end) return cursor->rc;
  cursor->row++;
  if (cursor->table->next) {
    cursor->table->next(cursor);
  } else {
    cursor->end = cursor->row >= cursor->count;
  }
  if (cursor->rc != SQLITE_OK) cursor->end = true;
  return cursor->rc;
}

static int vtab_eof(sqlite3_vtab_cursor *base)
{
  return ((RowCursor *)base)->end;
}

static int vtab_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
  RowCursor *cursor = (RowCursor *)base;
  int argument = column - cursor->table->column_count;
  if (argument < 0) {
    cursor->table->column(cursor, column, context);
  } else if (argument < ROW_ARGUMENTS && cursor->arguments[argument]) {
    sqlite3_result_value(context, cursor->arguments[argument]);
  }
  return SQLITE_OK;
}

static int vtab_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
  *rowid = (sqlite3_int64)((RowCursor *)base)->row + 1;
  return SQLITE_OK;
}

static const sqlite3_module row_module = {
    .iVersion = 0,
    .xConnect = vtab_connect, /* no xCreate: eponymous only */
    .xBestIndex = vtab_best_index,
    .xDisconnect = vtab_disconnect,
    .xOpen = vtab_open,
    .xClose = vtab_close,
    .xFilter = vtab_filter,
    .xNext = vtab_next,
    .xEof = vtab_eof,
    .xColumn = vtab_column,
    .xRowid = vtab_rowid,
};

static void release_module(void *aux)
{
  RowModule *module = aux;
  connection_release(module->connection);
  sqlite3_free(module);
}

int table_register(Connection *connection, const RowTable *table)
{
  RowModule *module = sqlite3_malloc64(sizeof *module);
  if (!module) return SQLITE_NOMEM;
  *module = (RowModule){table, connection};
  connection_hold(connection);
  /* On failure SQLite calls the destructor itself. */
  return sqlite3_create_module_v2(connection->db, table->name, &row_module, module, release_module);
}

/* ---- what the tables call --------------------------------------------------- */

void cursor_fail(RowCursor *cursor, int rc, const char *format, ...)
{
  if (cursor->rc != SQLITE_OK) return;
  va_list list;
  va_start(list, format);
  cursor->rc = vtab_fail(cursor->base.pVtab, rc, cursor->table->name, format, list);
  va_end(list);
}

void cursor_fail_result(RowCursor *cursor, NewsResult result, const char *message)
{
  if (cursor->rc != SQLITE_OK || result == NEWS_OK) return;
  if (result == NEWS_IO || result == NEWS_INVALID) {
    cursor_fail(cursor, SQLITE_ERROR, "%s", message ? message : "failed");
  } else if (result == NEWS_TOO_BIG) {
    cursor_fail(cursor, SQLITE_TOOBIG, "text of 2 GiB or more");
  } else {
    cursor->rc = result_code(result);
  }
}

bool cursor_text(RowCursor *cursor, int n, Slice *text)
{
  sqlite3_value *value = cursor->arguments[n];
  *text = SLICE_NONE;
  if (!value || sqlite3_value_type(value) == SQLITE_NULL) return true;
  if (sqlite3_value_type(value) == SQLITE_BLOB) {
    cursor_fail(cursor, SQLITE_MISMATCH, "%s is a BLOB, use CAST(... AS TEXT)", cursor->table->arguments[n]);
    return false;
  }
  const char *bytes = (const char *)sqlite3_value_text(value);
  if (!bytes) {
    cursor->rc = SQLITE_NOMEM;
    return false;
  }
  size_t length = (size_t)sqlite3_value_bytes(value);
  const char *nul = memchr(bytes, 0, length);
  if (nul && cursor->table->opens_files) { /* the system would take another path */
    cursor_fail(cursor, SQLITE_ERROR, "%s has a NUL inside", cursor->table->arguments[n]);
    return false;
  }
  *text = (Slice){bytes, (uint32_t)(nul ? (size_t)(nul - bytes) : length)};
  return true;
}

bool cursor_day(RowCursor *cursor, int n, Day *day)
{
  Slice text;
  *day = DAY_NONE;
  if (!cursor_text(cursor, n, &text)) return false;
  if (!text.bytes) return true;
  *day = day_parse(text);
  if (*day != DAY_NONE) return true;
  cursor_fail(cursor, SQLITE_ERROR, "%s is not a day (YYYY-MM-DD): '%.*s'", cursor->table->arguments[n],
              (int)(text.length < 40 ? text.length : 40), text.bytes);
  return false;
}

Analysis *cursor_analyse(RowCursor *cursor)
{
  Slice text;
  if (!cursor_text(cursor, 0, &text)) return NULL;
  NewsResult result = NEWS_OK;
  if (connection_interrupted(cursor->connection))
    result = NEWS_INTERRUPTED;
  else
    cursor->analysis = analysis_get(cursor->connection->cache, text.bytes, text.length, &result);
  cursor_fail_result(cursor, result, NULL);
  return cursor->analysis;
}

/* ---- columns ---------------------------------------------------------------- */

sqlite3_int64 cursor_position(RowCursor *cursor, uint32_t byte)
{
  return (sqlite3_int64)analysis_characters(cursor->analysis, byte) + 1;
}

void column_position(RowCursor *cursor, sqlite3_context *context, uint32_t byte)
{
  sqlite3_result_int64(context, cursor_position(cursor, byte));
}

void column_length(RowCursor *cursor, sqlite3_context *context, uint32_t start, uint32_t end)
{
  sqlite3_result_int64(context, cursor_position(cursor, end) - cursor_position(cursor, start));
}

void column_slice(sqlite3_context *context, Slice s)
{
  if (s.bytes) sqlite3_result_text(context, s.bytes, (int)s.length, SQLITE_TRANSIENT);
}

void column_span(RowCursor *cursor, sqlite3_context *context, uint32_t start, uint32_t end)
{
  NewsResult result = NEWS_OK;
  const Text *text = analysis_text(cursor->analysis, &result);
  if (text) column_slice(context, (Slice){text->bytes + start, end - start});
}

void column_static(sqlite3_context *context, const char *text)
{
  if (text) sqlite3_result_text(context, text, -1, SQLITE_STATIC);
}

void column_day(sqlite3_context *context, Day day)
{
  char text[11];
  if (day == DAY_NONE) return;
  day_write(day, text);
  sqlite3_result_text(context, text, 10, SQLITE_TRANSIENT);
}

void column_sentence(RowCursor *cursor, sqlite3_context *context, uint32_t token, int which)
{
  NewsResult result = NEWS_OK;
  const Text *text = analysis_text(cursor->analysis, &result);
  if (!text || token >= text->token_count) return;
  uint32_t number = text->tokens[token].sentence;
  const Sentence *sentence = &text->sentences[number];
  switch (which) {
  case 0: sqlite3_result_int64(context, (sqlite3_int64)number + 1); break;
  case 1: column_position(cursor, context, sentence->start); break;
  default: column_length(cursor, context, sentence->start, sentence->end);
  }
}
