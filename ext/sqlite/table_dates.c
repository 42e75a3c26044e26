/* table_dates.c: news_dates. */
#include "sqlite/glue.h"

static void open_dates(RowCursor *cursor)
{
  NewsResult result = NEWS_OK;
  Day anchor;
  if (!cursor_day(cursor, 1, &anchor)) return;
  Analysis *analysis = cursor_analyse(cursor);
  if (!analysis) return;
  cursor->dates = analysis_dates(analysis, anchor, &result);
  cursor_fail_result(cursor, result, NULL);
  if (cursor->dates) cursor->count = cursor->dates->all.count;
}

static void date_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const DateMention *d = &cursor->dates->all.items[cursor->row];
  switch (column) {
  case 0: sqlite3_result_int64(context, (sqlite3_int64)cursor->row + 1); break;
  case 1: column_position(cursor, context, d->start); break;
  case 2: column_length(cursor, context, d->start, d->end); break;
  case 3: column_span(cursor, context, d->start, d->end); break;
  case 4: column_static(context, date_type_name(d->type)); break;
  case 5: column_slice(context, d->value); break;
  case 6: column_static(context, d->mod); break;
  case 7: column_day(context, d->first_day); break;
  case 8: column_day(context, d->last_day); break;
  case 9: column_static(context, date_precision_name(d->precision)); break;
  case 10: column_static(context, d->rule); break;
  default: column_sentence(cursor, context, d->first_token, column - 11);
  }
}

const RowTable table_dates = {
    .name = "news_dates",
    .columns =
        "mention_no INTEGER, start INTEGER, length INTEGER, text TEXT, type TEXT, value TEXT, mod TEXT, "
        "first_day TEXT, last_day TEXT, precision TEXT, rule TEXT, " SENTENCE_COLUMNS
        ", news_body HIDDEN, news_anchor HIDDEN",
    .column_count = 14,
    .arguments = {"body", "anchor"},
    .required = 1,
    .rows = 12,
    .open = open_dates,
    .column = date_column,
};
