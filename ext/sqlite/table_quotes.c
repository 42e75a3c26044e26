/* table_quotes.c: news_quotes. */
#include "sqlite/glue.h"

static void open_quotes(RowCursor *cursor)
{
  NewsResult result = NEWS_OK;
  Analysis *analysis = cursor_analyse(cursor);
  if (!analysis) return;
  const Quotes *quotes = analysis_quotes(analysis, &result);
  cursor_fail_result(cursor, result, NULL);
  if (!quotes) return;
  cursor->rows = quotes;
  cursor->count = quotes->all.count;
}

/* start, length or text of a span that may be absent. */
static void span_column(RowCursor *cursor, sqlite3_context *context, Span span, int which)
{
  if (span.end == 0) return;
  switch (which) {
  case 0: column_span(cursor, context, span.start, span.end); break;
  case 1: column_position(cursor, context, span.start); break;
  default: column_length(cursor, context, span.start, span.end);
  }
}

static void quote_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const Quote *q = &((const Quotes *)cursor->rows)->all.items[cursor->row];
  switch (column) {
  case 0: sqlite3_result_int64(context, (sqlite3_int64)cursor->row + 1); break;
  case 1: column_position(cursor, context, q->start); break;
  case 2: column_length(cursor, context, q->start, q->end); break;
  case 3: column_span(cursor, context, q->start, q->end); break;
  case 4: column_static(context, quote_kind_name(q->kind)); break;
  case 5: column_slice(context, q->speaker); break;
  case 6: column_slice(context, q->role); break;
  case 7:
  case 8:
  case 9: span_column(cursor, context, q->speaker_span, column - 7); break;
  case 10:
  case 11:
  case 12: span_column(cursor, context, q->cue, column - 10); break;
  case 13: column_slice(context, q->addressee); break;
  case 14: column_slice(context, q->medium); break;
  case 15: sqlite3_result_int(context, q->negated); break;
  case 16:
    if (q->within) sqlite3_result_int64(context, q->within);
    break;
  case 17: sqlite3_result_double(context, (double)q->confidence); break;
  case 18:
  case 19:
  case 20: {
    NewsResult result = NEWS_OK;
    const Text *text = analysis_text(cursor->analysis, &result);
    if (text) column_sentence(cursor, context, text_token_at(text, q->start), column - 18);
    break;
  }
  default: column_static(context, q->rule);
  }
}

const RowTable table_quotes = {
    .name = "news_quotes",
    .columns =
        "quote_no INTEGER, start INTEGER, length INTEGER, text TEXT, kind TEXT, speaker TEXT, role TEXT, "
        "speaker_text TEXT, speaker_start INTEGER, speaker_length INTEGER, cue TEXT, cue_start INTEGER, "
        "cue_length INTEGER, addressee TEXT, medium TEXT, negated INTEGER, within INTEGER, confidence "
        "REAL, " SENTENCE_COLUMNS ", rule TEXT, news_body HIDDEN",
    .column_count = 22,
    .arguments = {"body"},
    .required = 1,
    .rows = 15,
    .open = open_quotes,
    .column = quote_column,
};
