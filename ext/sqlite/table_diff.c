/* table_diff.c: news_diff(a, b). */
#include "sqlite/glue.h"

typedef struct DiffState {
  Diff diff;
  Analysis *a, *b; /* two texts: cursor->analysis is not used */
  const Text *a_text, *b_text;
} DiffState;

static Analysis *analyse_argument(RowCursor *cursor, int n)
{
  Slice text;
  NewsResult result = NEWS_OK;
  if (!cursor_text(cursor, n, &text)) return NULL;
  Analysis *analysis = analysis_get(cursor->connection->cache, text.bytes, text.length, &result);
  cursor_fail_result(cursor, result, NULL);
  return analysis;
}

static void open_diff(RowCursor *cursor)
{
  NewsResult result = NEWS_OK;
  DiffState *state = sqlite3_malloc64(sizeof *state);
  if (!state) {
    cursor->rc = SQLITE_NOMEM;
    return;
  }
  *state = (DiffState){0};
  cursor->state = state;
  state->a = analyse_argument(cursor, 0);
  state->b = state->a ? analyse_argument(cursor, 1) : NULL;
  if (!state->b) return;
  state->a_text = analysis_text(state->a, &result);
  state->b_text = state->a_text ? analysis_text(state->b, &result) : NULL;
  if (state->b_text) result = diff_texts(&cursor->arena, state->a_text, state->b_text, &state->diff);
  cursor_fail_result(cursor, result, cursor->arena.message);
  cursor->count = state->diff.rows.count;
}

static void close_diff(RowCursor *cursor)
{
  DiffState *state = cursor->state;
  if (!state) return;
  analysis_release(state->a);
  analysis_release(state->b);
  sqlite3_free(state);
}

static void column_piece(sqlite3_context *context, const Text *text, Span span)
{
  if (span.start < span.end) column_slice(context, (Slice){text->bytes + span.start, span.end - span.start});
}

static void diff_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const DiffState *state = cursor->state;
  const DiffRow *row = &state->diff.rows.items[cursor->row];
  switch (column) {
  case 0: column_static(context, diff_op_name(row->op)); break;
  case 1: column_piece(context, state->a_text, row->a); break;
  case 2: column_piece(context, state->b_text, row->b); break;
  case 3:
    sqlite3_result_int64(context, (sqlite3_int64)analysis_characters(state->a, row->a.start) + 1);
    break;
  default:
    sqlite3_result_int64(context, (sqlite3_int64)analysis_characters(state->b, row->b.start) + 1);
    break;
  }
}

const RowTable table_diff = {
    .name = "news_diff",
    .columns =
        "op TEXT, a_text TEXT, b_text TEXT, a_start INTEGER, b_start INTEGER, news_a HIDDEN, news_b HIDDEN",
    .column_count = 5,
    .arguments = {"a", "b"},
    .required = 2,
    .rows = 20,
    .open = open_diff,
    .column = diff_column,
    .close = close_diff,
};
