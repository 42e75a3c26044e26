/* table_text.c: news_sentences and news_tokens. */
#include "sqlite/glue.h"

static void open_text(RowCursor *cursor)
{
  NewsResult result = NEWS_OK;
  Analysis *analysis = cursor_analyse(cursor);
  if (!analysis) return;
  const Text *text = analysis_text(analysis, &result);
  cursor_fail_result(cursor, result, NULL);
  if (!text) return;
  cursor->rows = text;
  cursor->count = cursor->table == &table_tokens ? text->token_count : text->sentence_count;
}

static void sentence_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const Sentence *s = &((const Text *)cursor->rows)->sentences[cursor->row];
  switch (column) {
  case 0: sqlite3_result_int64(context, (sqlite3_int64)cursor->row + 1); break;
  case 1: column_position(cursor, context, s->start); break;
  case 2: column_length(cursor, context, s->start, s->end); break;
  case 3: column_span(cursor, context, s->start, s->end); break;
  default: sqlite3_result_int64(context, (sqlite3_int64)s->paragraph + 1);
  }
}

static void token_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const Text *text = cursor->rows;
  const Token *t = &text->tokens[cursor->row];
  uint32_t length = t->end - t->start;
  switch (column) {
  case 0: sqlite3_result_int64(context, (sqlite3_int64)cursor->row + 1); break;
  case 1: column_position(cursor, context, t->start); break;
  case 2: column_length(cursor, context, t->start, t->end); break;
  case 3: column_span(cursor, context, t->start, t->end); break;
  case 4: {
    uint32_t size = text_fold(text->bytes + t->start, length, NULL, 0);
    char *folded = sqlite3_malloc64((sqlite3_uint64)size + 1);
    if (!folded) {
      sqlite3_result_error_nomem(context);
      break;
    }
    text_fold(text->bytes + t->start, length, folded, size);
    sqlite3_result_text(context, folded, (int)size, sqlite3_free);
    break;
  }
  default: sqlite3_result_int64(context, (sqlite3_int64)t->sentence + 1);
  }
}

const RowTable table_sentences = {
    .name = "news_sentences",
    .columns = "sentence_no INTEGER, start INTEGER, length INTEGER, text TEXT, paragraph_no INTEGER, "
               "news_body HIDDEN",
    .column_count = 5,
    .arguments = {"body"},
    .required = 1,
    .rows = 30,
    .open = open_text,
    .column = sentence_column,
};

const RowTable table_tokens = {
    .name = "news_tokens",
    .columns = "token_no INTEGER, start INTEGER, length INTEGER, text TEXT, norm TEXT, sentence_no INTEGER, "
               "news_body HIDDEN",
    .column_count = 6,
    .arguments = {"body"},
    .required = 1,
    .rows = 800,
    .open = open_text,
    .column = token_column,
};
