/* table_files.c: news_files, the cheap half of an incremental ingest. */
#include "sqlite/glue.h"

static void open_files(RowCursor *cursor)
{
  Slice files;
  if (!cursor_text(cursor, 0, &files)) return;
  FileList *list = arena_alloc(&cursor->arena, sizeof *list);
  if (list) file_list(&cursor->arena, files, list);
  cursor_fail_result(cursor, cursor->arena.result, cursor->arena.message);
  if (cursor->rc != SQLITE_OK || !list) return;
  cursor->rows = list;
  cursor->count = list->entries.count;
}

/* ISO 8601 in UTC with microseconds, so that text comparison is time order. */
static void column_time(sqlite3_context *context, int64_t microseconds)
{
  int64_t seconds = microseconds / 1000000, rest = microseconds % 1000000;
  if (rest < 0) seconds--, rest += 1000000;
  int64_t day = seconds / 86400, second = seconds % 86400;
  if (second < 0) day--, second += 86400;
  int64_t number = day + 719163; /* 1970-01-01 */
  if (number < 1 || number > DAY_LAST) return;
  char date[11];
  day_write((Day)number, date);
  char *text = sqlite3_mprintf("%sT%02d:%02d:%02d.%06dZ", date, (int)(second / 3600), (int)(second / 60 % 60),
                               (int)(second % 60), (int)rest);
  if (text) {
    sqlite3_result_text(context, text, -1, sqlite3_free);
  } else {
    sqlite3_result_error_nomem(context);
  }
}

static void file_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const FileEntry *entry = &((const FileList *)cursor->rows)->entries.items[cursor->row];
  switch (column) {
  case 0: column_slice(context, entry->path); break;
  case 1:
    if (!entry->error.bytes) sqlite3_result_int64(context, entry->size);
    break;
  case 2:
    if (!entry->error.bytes) column_time(context, entry->modified);
    break;
  default: column_slice(context, entry->error);
  }
}

const RowTable table_files = {
    .name = "news_files",
    .columns = "path TEXT, size INTEGER, modified TEXT, error TEXT, news_source HIDDEN",
    .column_count = 4,
    .arguments = {"files"},
    .required = 1,
    .opens_files = true,
    .rows = 1000,
    .open = open_files,
    .column = file_column,
};
