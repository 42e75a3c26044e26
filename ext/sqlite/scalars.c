/* scalars.c: the scalar functions. */
#include <string.h>

#include "sqlite/glue.h"

/* The name under which a function was registered, for its messages. */
typedef struct Scalar {
  const char *name;
  int least, most; /* number of arguments */
  void (*call)(sqlite3_context *, int, sqlite3_value **);
} Scalar;

typedef struct ScalarState {
  const Scalar *scalar;
  Connection *connection;
} ScalarState;

static const ScalarState *state_of(sqlite3_context *context)
{
  return sqlite3_user_data(context);
}

static void fail(sqlite3_context *context, NewsResult result, const char *message)
{
  result_error(context, state_of(context)->scalar->name, result, message);
}

/* An arena that asks the host whether to go on. */
static void begin_work(sqlite3_context *context, Arena *arena)
{
  arena_init(arena, &allocator_sqlite);
  arena->interrupted = connection_interrupted;
  arena->interrupt_context = state_of(context)->connection;
}

/* The text of argument n.  False, with the result set, for NULL (NULL out) and BLOBs. */
static bool text_argument(sqlite3_context *context, sqlite3_value **values, int n, Slice *text)
{
  char message[80];
  int type = sqlite3_value_type(values[n]);
  if (type == SQLITE_NULL) return false;
  if (type == SQLITE_BLOB) {
    sqlite3_snprintf(sizeof message, message, "argument %d is a BLOB, use CAST(... AS TEXT)", n + 1);
    fail(context, NEWS_INVALID, message);
    return false;
  }
  const char *bytes = (const char *)sqlite3_value_text(values[n]);
  if (!bytes) {
    sqlite3_result_error_nomem(context);
    return false;
  }
  size_t length = (size_t)sqlite3_value_bytes(values[n]);
  const char *nul = memchr(bytes, 0, length);
  *text = (Slice){bytes, (uint32_t)(nul ? (size_t)(nul - bytes) : length)};
  return true;
}

static Analysis *analyse_argument(sqlite3_context *context, sqlite3_value **values, int n)
{
  Slice text;
  NewsResult result = NEWS_OK;
  if (!text_argument(context, values, n, &text)) return NULL;
  Analysis *analysis = analysis_get(state_of(context)->connection->cache, text.bytes, text.length, &result);
  if (!analysis) fail(context, result, NULL);
  return analysis;
}

/* Argument 1, if given, as a day.  False, with the result set, where it is none. */
static bool anchor_argument(sqlite3_context *context, int count, sqlite3_value **values, Day *anchor)
{
  Slice text;
  *anchor = DAY_NONE;
  if (count < 2 || sqlite3_value_type(values[1]) == SQLITE_NULL) return true;
  if (!text_argument(context, values, 1, &text)) return false;
  *anchor = day_parse(text);
  if (*anchor != DAY_NONE) return true;
  char *message = sqlite3_mprintf("anchor is not a day (YYYY-MM-DD): '%.40s'", text.bytes);
  fail(context, message ? NEWS_INVALID : NEWS_NOMEM, message);
  sqlite3_free(message);
  return false;
}

/* A buffer of SQLite's allocator becomes the result, without a copy. */
static void result_buffer(sqlite3_context *context, Buffer *buffer, NewsResult result)
{
  if (result == NEWS_OK) result = buffer->result;
  if (result == NEWS_OK && buffer->bytes) {
    sqlite3_result_text64(context, buffer->bytes, buffer->length, sqlite3_free, SQLITE_UTF8);
    return;
  }
  if (result == NEWS_OK)
    sqlite3_result_text(context, "", 0, SQLITE_STATIC);
  else
    fail(context, result, NULL);
  buffer_free(buffer);
}

enum { PIECE = 1 << 20 }; /* bytes of a text between two questions to the host */

/* ---- names and quotations ------------------------------------------------------- */

static void call_name_key(sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count;
  Slice name;
  if (!text_argument(context, values, 0, &name)) return;
  Arena arena;
  Buffer out;
  begin_work(context, &arena);
  buffer_init(&out, &allocator_sqlite);
  name_key(&arena, name, &out);
  result_buffer(context, &out, arena.result);
  arena_free(&arena);
}

static void call_name_match(sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count;
  Slice a, b;
  if (!text_argument(context, values, 0, &a) || !text_argument(context, values, 1, &b)) return;
  Arena arena;
  begin_work(context, &arena);
  double match = name_match(&arena, a, b);
  if (arena.result != NEWS_OK)
    fail(context, arena.result, arena.message);
  else
    sqlite3_result_double(context, match);
  arena_free(&arena);
}

/* A measure of two texts. */
static void match_texts(sqlite3_context *context, sqlite3_value **values,
                        double (*match)(Arena *, const Text *, const Text *))
{
  if (sqlite3_value_type(values[1]) == SQLITE_NULL) return;
  NewsResult result = NEWS_OK;
  Analysis *a = analyse_argument(context, values, 0), *b = a ? analyse_argument(context, values, 1) : NULL;
  const Text *a_text = b ? analysis_text(a, &result) : NULL;
  const Text *b_text = a_text ? analysis_text(b, &result) : NULL;
  if (b_text) {
    Arena arena;
    begin_work(context, &arena);
    double value = match(&arena, a_text, b_text);
    result = arena.result;
    if (result == NEWS_OK) sqlite3_result_double(context, value);
    arena_free(&arena);
  }
  if (b && result != NEWS_OK) fail(context, result, NULL);
  analysis_release(a);
  analysis_release(b);
}

static void call_quote_match(sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count;
  match_texts(context, values, quote_match);
}

static void call_text_match(sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count;
  match_texts(context, values, text_match);
}

/* The keys as big-endian numbers, one behind the other. */
static void call_quote_keys(sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count;
  Slice speaker;
  NewsResult result = NEWS_OK;
  if (!text_argument(context, values, 1, &speaker)) return;
  Analysis *analysis = analyse_argument(context, values, 0);
  if (!analysis) return;
  const Text *text = analysis_text(analysis, &result);
  if (text) {
    Arena arena;
    uint64_t keys[QUOTE_KEYS];
    unsigned char bytes[QUOTE_KEYS * QUOTE_KEY_BYTES];
    arena_init(&arena, &allocator_sqlite);
    uint32_t length = quote_keys(&arena, text, speaker, keys) * QUOTE_KEY_BYTES;
    for (uint32_t i = 0; i < length; i++) {
      uint32_t shift = 8 * (QUOTE_KEY_BYTES - 1 - i % QUOTE_KEY_BYTES);
      bytes[i] = (unsigned char)(keys[i / QUOTE_KEY_BYTES] >> shift);
    }
    result = arena.result;
    if (result == NEWS_OK) sqlite3_result_blob(context, bytes, (int)length, SQLITE_TRANSIENT);
    arena_free(&arena);
  }
  if (result != NEWS_OK) fail(context, result, NULL);
  analysis_release(analysis);
}

static void call_minhash(sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count;
  NewsResult result = NEWS_OK;
  Analysis *analysis = analyse_argument(context, values, 0);
  if (!analysis) return;
  const Text *text = analysis_text(analysis, &result);
  if (text) {
    unsigned char minima[MINHASH_BYTES];
    Arena arena;
    begin_work(context, &arena);
    result = minhash_make(&arena, text, minima);
    if (result == NEWS_OK) sqlite3_result_blob(context, minima, sizeof minima, SQLITE_TRANSIENT);
  }
  if (result != NEWS_OK) fail(context, result, NULL);
  analysis_release(analysis);
}

static void call_minhash_match(sqlite3_context *context, int count, sqlite3_value **values)
{
  const void *minima[2] = {NULL, NULL};
  for (int i = 0; i < count; i++) {
    if (sqlite3_value_type(values[i]) == SQLITE_NULL) return;
    if (sqlite3_value_type(values[i]) != SQLITE_BLOB || sqlite3_value_bytes(values[i]) != MINHASH_BYTES) {
      fail(context, NEWS_INVALID, "arguments are BLOBs made by news_minhash");
      return;
    }
    minima[i] = sqlite3_value_blob(values[i]);
    if (!minima[i]) {
      sqlite3_result_error_nomem(context);
      return;
    }
  }
  sqlite3_result_double(context, minhash_match(minima[0], minima[1]));
}

/* ---- dates and HTML --------------------------------------------------------------- */

/* The value of the longest expression in the text: "next Friday" has one, and
** of "on the evening of 5 May" the evening is meant, not a part of it. */
static void call_date_value(sqlite3_context *context, int count, sqlite3_value **values)
{
  Day anchor;
  NewsResult result = NEWS_OK;
  if (!anchor_argument(context, count, values, &anchor)) return;
  Analysis *analysis = analyse_argument(context, values, 0);
  if (!analysis) return;
  const Dates *dates = analysis_dates(analysis, anchor, &result);
  const DateMention *longest = NULL;
  for (uint32_t i = 0; dates && i < dates->all.count; i++) {
    const DateMention *d = &dates->all.items[i];
    if (!longest || d->end - d->start > longest->end - longest->start) longest = d;
  }
  if (!dates)
    fail(context, result, NULL);
  else if (longest)
    column_slice(context, longest->value);
  if (dates) analysis_dates_release(analysis, dates);
  analysis_release(analysis);
}

static void call_html(sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count;
  Slice text;
  Buffer out;
  if (!text_argument(context, values, 0, &text)) return;
  NewsResult result = NEWS_OK;
  buffer_init(&out, &allocator_sqlite);
  for (uint32_t at = 0, n; at < text.length && result == NEWS_OK; at += n) {
    n = text.length - at < PIECE ? text.length - at : PIECE;
    html_escape((Slice){text.bytes + at, n}, &out);
    if (n == PIECE && connection_interrupted(state_of(context)->connection)) result = NEWS_INTERRUPTED;
  }
  result_buffer(context, &out, result);
}

static void call_highlight(sqlite3_context *context, int count, sqlite3_value **values)
{
  Day anchor;
  Buffer out;
  if (!anchor_argument(context, count, values, &anchor)) return;
  Analysis *analysis = analyse_argument(context, values, 0);
  if (!analysis) return;
  buffer_init(&out, &allocator_sqlite);
  NewsResult result = analysis_highlight(analysis, anchor, &out);
  result_buffer(context, &out, result);
  analysis_release(analysis);
}

static void call_version(sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count, (void)values;
  sqlite3_result_text(context, NEWS_VERSION, -1, SQLITE_STATIC);
}

static const Scalar scalars[] = {
    {"news_date_value", 1, 2, call_date_value},
    {"news_name_key", 1, 1, call_name_key},
    {"news_name_match", 2, 2, call_name_match},
    {"news_quote_match", 2, 2, call_quote_match},
    {"news_quote_keys", 2, 2, call_quote_keys},
    {"news_text_match", 2, 2, call_text_match},
    {"news_minhash", 1, 1, call_minhash},
    {"news_minhash_match", 2, 2, call_minhash_match},
    {"news_html", 1, 1, call_html},
    {"news_highlight", 1, 2, call_highlight},
    {"news_version", 0, 0, call_version},
};

static void release_scalar(void *aux)
{
  ScalarState *state = aux;
  connection_release(state->connection);
  sqlite3_free(state);
}

int scalars_register(Connection *connection)
{
  int rc = SQLITE_OK;
  for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
    for (int count = scalars[i].least; count <= scalars[i].most && rc == SQLITE_OK; count++) {
      ScalarState *state = sqlite3_malloc64(sizeof *state);
      if (!state) return SQLITE_NOMEM;
      *state = (ScalarState){&scalars[i], connection};
      connection_hold(connection);
      /* On failure SQLite calls the destructor itself. */
      rc = sqlite3_create_function_v2(connection->db, scalars[i].name, count,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, state,
                                      scalars[i].call, NULL, NULL, release_scalar);
    }
  }
  return rc;
}
