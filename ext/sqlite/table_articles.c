/* table_articles.c: news_articles and news_blocks, rows as the reader reads on. */
#include <string.h>

#include "sqlite/glue.h"

enum {
  ARTICLE_PATH,
  ARTICLE_RECORD,
  ARTICLE_FORMAT,
  ARTICLE_TITLE,
  ARTICLE_BYLINE,
  ARTICLE_OUTLET,
  ARTICLE_URL,
  ARTICLE_PUBLISHED,
  ARTICLE_PUBLISHED_AT,
  ARTICLE_PUBLISHED_FROM,
  ARTICLE_ANCHOR,
  ARTICLE_ANCHOR_FROM,
  ARTICLE_DATELINE,
  ARTICLE_LANGUAGE,
  ARTICLE_BODY,
  ARTICLE_ERROR,
  ARTICLE_COLUMNS
};

typedef struct ArticleState {
  Reader *reader;
  const Article *article;
  bool anchor_known;
  Day anchor;
  const char *anchor_from;
  uint32_t block; /* news_blocks: the row inside the article; UINT32_MAX: its error row */
} ArticleState;

/* ---- what the query lets the reader skip ------------------------------------- */

static Slice text_of(sqlite3_value *value)
{
  if (sqlite3_value_type(value) != SQLITE_TEXT) return SLICE_NONE;
  return (Slice){(const char *)sqlite3_value_text(value), (uint32_t)sqlite3_value_bytes(value)};
}

static void take_constraint(ReadFilter *filter, const RowConstraint *c)
{
  Slice text = text_of(c->value);
  if (c->column == ARTICLE_RECORD && sqlite3_value_type(c->value) == SQLITE_INTEGER) {
    sqlite3_int64 bound = sqlite3_value_int64(c->value);
    uint32_t record = bound < 1 ? 1 : bound > UINT32_MAX ? UINT32_MAX : (uint32_t)bound;
    if (strchr("=g>", c->op) && record > filter->record_least) filter->record_least = record;
    if (strchr("=l<", c->op) && (!filter->record_most || record < filter->record_most))
      filter->record_most = record;
  }
  if (!text.bytes) return;
  if (c->column == ARTICLE_PATH && c->op == '=') filter->path = text;
  if (c->column == ARTICLE_URL && c->op == '=') filter->url = text;
  if (c->column == ARTICLE_PUBLISHED) {
    if (strchr("=g>", c->op)) filter->published_least = text;
    if (strchr("=l<", c->op)) filter->published_most = text;
  }
}

/* Columns beyond path, record and format need the article to be read: its error is found out so. */
static bool only_names(sqlite3_uint64 used)
{
  sqlite3_uint64 cheap = 1u << ARTICLE_PATH | 1u << ARTICLE_RECORD | 1u << ARTICLE_FORMAT |
                         1u << ARTICLE_COLUMNS; /* the hidden argument */
  return (used & ~cheap) == 0;
}

/* ---- rows --------------------------------------------------------------------- */

static void read_article(RowCursor *cursor)
{
  ArticleState *state = cursor->state;
  NewsResult result = reader_next(state->reader, &state->article);
  if (result != NEWS_OK) {
    const char *message = reader_message(state->reader);
    cursor_fail_result(cursor, result, message);
  }
  state->anchor_known = false;
  state->block = 0;
  cursor->end = result != NEWS_OK || !state->article;
}

/* news_blocks passes over articles without blocks, but for those with an error. */
static void settle_block(RowCursor *cursor)
{
  ArticleState *state = cursor->state;
  while (!cursor->end && state->block >= state->article->blocks.count) {
    if (state->block == 0 && state->article->error.bytes) return;
    read_article(cursor);
  }
}

static void open_reader(RowCursor *cursor)
{
  Slice files;
  ReadFilter filter = {0};
  if (!cursor_text(cursor, 0, &files)) return;
  ArticleState *state = sqlite3_malloc64(sizeof *state);
  if (!state) {
    cursor->rc = SQLITE_NOMEM;
    return;
  }
  *state = (ArticleState){0};
  cursor->state = state;
  for (int i = 0; i < cursor->constraint_count; i++) take_constraint(&filter, &cursor->constraints[i]);
  if (cursor->table == &table_articles) filter.no_body = only_names(cursor->columns_used);
  state->reader = reader_open(&allocator_sqlite, files, &filter);
  if (!state->reader) {
    cursor->rc = SQLITE_NOMEM;
    return;
  }
  reader_interruptible(state->reader, connection_interrupted, cursor->connection);
  read_article(cursor);
  if (cursor->table == &table_blocks) settle_block(cursor);
}

static void next_block(RowCursor *cursor)
{
  ArticleState *state = cursor->state;
  state->block++;
  settle_block(cursor);
}

static void close_reader(RowCursor *cursor)
{
  ArticleState *state = cursor->state;
  if (!state) return;
  if (state->reader) reader_close(state->reader);
  sqlite3_free(state);
}

static bool find_anchor(RowCursor *cursor, sqlite3_context *context)
{
  ArticleState *state = cursor->state;
  NewsResult result = NEWS_OK;
  if (!state->anchor_known) {
    state->anchor = analysis_anchor(cursor->connection->cache, state->article, &state->anchor_from, &result);
    state->anchor_known = result == NEWS_OK;
  }
  if (result != NEWS_OK) result_error(context, cursor->table->name, result, NULL);
  return state->anchor_known;
}

static void article_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const ArticleState *state = cursor->state;
  const Article *a = state->article;
  switch (column) {
  case ARTICLE_PATH: column_slice(context, a->path); break;
  case ARTICLE_RECORD: sqlite3_result_int64(context, a->record); break;
  case ARTICLE_FORMAT: column_static(context, a->format); break;
  case ARTICLE_TITLE: column_slice(context, a->title); break;
  case ARTICLE_BYLINE: column_slice(context, a->byline); break;
  case ARTICLE_OUTLET: column_slice(context, a->outlet); break;
  case ARTICLE_URL: column_slice(context, a->url); break;
  case ARTICLE_PUBLISHED: column_slice(context, a->published); break;
  case ARTICLE_PUBLISHED_AT: column_slice(context, a->published_at); break;
  case ARTICLE_PUBLISHED_FROM: column_static(context, a->published_from); break;
  case ARTICLE_ANCHOR:
    if (find_anchor(cursor, context)) column_day(context, state->anchor);
    break;
  case ARTICLE_ANCHOR_FROM:
    if (find_anchor(cursor, context)) column_static(context, state->anchor_from);
    break;
  case ARTICLE_DATELINE: column_slice(context, a->dateline); break;
  case ARTICLE_LANGUAGE: column_slice(context, a->language); break;
  case ARTICLE_BODY: column_slice(context, a->body); break;
  default: column_slice(context, a->error); /* ARTICLE_ERROR */
  }
}

static void block_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const ArticleState *state = cursor->state;
  const Article *a = state->article;
  const Block *b = state->block < a->blocks.count ? &a->blocks.items[state->block] : NULL;
  switch (column) {
  case 0: column_slice(context, a->path); return;
  case 1: sqlite3_result_int64(context, a->record); return;
  case 9: column_slice(context, a->error); return;
  }
  if (!b) return; /* the row of an unreadable record: only its error */
  switch (column) {
  case 2: sqlite3_result_int64(context, (sqlite3_int64)state->block + 1); break;
  case 3:
    if (b->line) sqlite3_result_int64(context, b->line);
    break;
  case 4: column_static(context, block_kind_name(b->kind)); break;
  case 5: sqlite3_result_int(context, b->reading_no > 0); break;
  case 6:
    if (b->reading_no) sqlite3_result_int64(context, b->reading_no);
    break;
  case 7: column_static(context, b->rule); break;
  default: column_slice(context, b->text);
  }
}

static const RowFilter article_filters[] = {{ARTICLE_PATH, false},
                                            {ARTICLE_RECORD, true},
                                            {ARTICLE_URL, false},
                                            {ARTICLE_PUBLISHED, true},
                                            {-1, false}};
static const RowFilter block_filters[] = {{ARTICLE_PATH, false}, {ARTICLE_RECORD, true}, {-1, false}};

const RowTable table_articles = {
    .name = "news_articles",
    .columns = "path TEXT, record INTEGER, format TEXT, title TEXT, byline TEXT, outlet TEXT, url TEXT, "
               "published TEXT, published_at TEXT, published_from TEXT, anchor TEXT, anchor_from TEXT, "
               "dateline TEXT, language TEXT, body TEXT, error TEXT, news_source HIDDEN",
    .column_count = ARTICLE_COLUMNS,
    .arguments = {"files"},
    .required = 1,
    .opens_files = true,
    .filters = article_filters,
    .rows = 1000,
    .open = open_reader,
    .next = read_article,
    .column = article_column,
    .close = close_reader,
};

const RowTable table_blocks = {
    .name = "news_blocks",
    .columns = "path TEXT, record INTEGER, block_no INTEGER, line INTEGER, kind TEXT, kept INTEGER, "
               "reading_no INTEGER, rule TEXT, text TEXT, error TEXT, news_source HIDDEN",
    .column_count = 10,
    .arguments = {"files"},
    .required = 1,
    .opens_files = true,
    .filters = block_filters,
    .rows = 30000,
    .open = open_reader,
    .next = next_block,
    .column = block_column,
    .close = close_reader,
};
