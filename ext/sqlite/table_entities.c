/* table_entities.c: news_entities. */
#include "sqlite/glue.h"

static void open_entities(RowCursor *cursor)
{
  NewsResult result = NEWS_OK;
  Analysis *analysis = cursor_analyse(cursor);
  if (!analysis) return;
  const Mentions *mentions = analysis_mentions(analysis, &result);
  cursor_fail_result(cursor, result, NULL);
  if (!mentions) return;
  cursor->rows = mentions;
  cursor->count = mentions->all.count;
}

static void entity_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const Mention *m = &((const Mentions *)cursor->rows)->all.items[cursor->row];
  switch (column) {
  case 0: sqlite3_result_int64(context, (sqlite3_int64)cursor->row + 1); break;
  case 1: column_position(cursor, context, m->start); break;
  case 2: column_length(cursor, context, m->start, m->end); break;
  case 3: column_span(cursor, context, m->start, m->end); break;
  case 4: column_static(context, entity_type_name(m->type)); break;
  case 5: column_slice(context, m->name); break;
  case 6: sqlite3_result_int64(context, m->entity); break;
  case 7: column_slice(context, m->role); break;
  case 8: column_slice(context, m->country); break;
  case 9: column_slice(context, m->acts_for); break;
  case 10: column_static(context, m->via); break;
  case 11: sqlite3_result_double(context, (double)m->confidence); break;
  default: column_sentence(cursor, context, m->first_token, column - 12);
  }
}

const RowTable table_entities = {
    .name = "news_entities",
    .columns = "mention_no INTEGER, start INTEGER, length INTEGER, text TEXT, type TEXT, name TEXT, "
               "entity_no INTEGER, role TEXT, country TEXT, acts_for TEXT, via TEXT, confidence "
               "REAL, " SENTENCE_COLUMNS ", news_body HIDDEN",
    .column_count = 15,
    .arguments = {"body"},
    .required = 1,
    .rows = 80,
    .open = open_entities,
    .column = entity_column,
};
