/* table_numbers.c: news_numbers. */
#include <math.h>

#include "sqlite/glue.h"

static void open_numbers(RowCursor *cursor)
{
  NewsResult result = NEWS_OK;
  Analysis *analysis = cursor_analyse(cursor);
  if (!analysis) return;
  const Numbers *numbers = analysis_numbers(analysis, &result);
  cursor_fail_result(cursor, result, NULL);
  if (!numbers) return;
  cursor->rows = numbers;
  cursor->count = numbers->all.count;
}

/* Whole numbers come out as integers: 100000, not 100000.0. */
static void column_number(sqlite3_context *context, double value)
{
  if (isnan(value)) return;
  if (value == floor(value) && fabs(value) < 9e15) {
    sqlite3_result_int64(context, (sqlite3_int64)value);
  } else {
    sqlite3_result_double(context, value);
  }
}

static void number_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const Number *n = &((const Numbers *)cursor->rows)->all.items[cursor->row];
  switch (column) {
  case 0: sqlite3_result_int64(context, (sqlite3_int64)cursor->row + 1); break;
  case 1: column_position(cursor, context, n->start); break;
  case 2: column_length(cursor, context, n->start, n->end); break;
  case 3: column_span(cursor, context, n->start, n->end); break;
  case 4: column_number(context, n->value); break;
  case 5: column_number(context, n->value_high); break;
  case 6: column_static(context, n->qualifier); break;
  case 7: column_slice(context, n->unit); break;
  case 8: column_slice(context, n->noun); break;
  default: {
    NewsResult result = NEWS_OK;
    const Text *text = analysis_text(cursor->analysis, &result);
    if (text) column_sentence(cursor, context, text_token_at(text, n->start), column - 9);
  }
  }
}

const RowTable table_numbers = {
    .name = "news_numbers",
    .columns =
        "mention_no INTEGER, start INTEGER, length INTEGER, text TEXT, value NUMERIC, value_high NUMERIC, "
        "qualifier TEXT, unit TEXT, noun TEXT, " SENTENCE_COLUMNS ", news_body HIDDEN",
    .column_count = 12,
    .arguments = {"body"},
    .required = 1,
    .rows = 10,
    .open = open_numbers,
    .column = number_column,
};
