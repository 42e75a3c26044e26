/* aggregate.c: news_best_name, the usual spelling of a group. */
#include <string.h>

#include "sqlite/glue.h"

typedef struct Spelling {
  Slice text;
  uint32_t hash;
  sqlite3_int64 count;
} Spelling;

/* Spellings in an arena, found through an open hash. */
typedef struct BestName {
  Arena arena;
  VECTOR(Spelling) spellings;
  uint32_t *slots, mask; /* index + 1, or 0 */
} BestName;

static bool grow_slots(BestName *best)
{
  uint32_t mask = best->slots ? best->mask * 2 + 1 : 15;
  uint32_t *slots = arena_alloc(&best->arena, (mask + 1) * sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < best->spellings.count; i++) {
    uint32_t slot = best->spellings.items[i].hash & mask;
    while (slots[slot]) slot = (slot + 1) & mask;
    slots[slot] = i + 1;
  }
  best->slots = slots;
  best->mask = mask;
  return true;
}

static void count_spelling(BestName *best, Slice text)
{
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < text.length; i++) hash = (hash ^ (unsigned char)text.bytes[i]) * 16777619u;
  if ((!best->slots || best->spellings.count * 2 >= best->mask) && !grow_slots(best)) return;
  uint32_t slot = hash & best->mask;
  for (; best->slots[slot]; slot = (slot + 1) & best->mask) {
    Spelling *known = &best->spellings.items[best->slots[slot] - 1];
    if (slice_equal(known->text, text)) {
      known->count++;
      return;
    }
  }
  Spelling *added = vector_push(&best->arena, &best->spellings);
  if (!added) return;
  *added = (Spelling){arena_copy(&best->arena, text), hash, 1};
  best->slots[slot] = best->spellings.count;
}

static void best_step(sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count;
  int type = sqlite3_value_type(values[0]);
  if (type == SQLITE_NULL) return;
  if (type == SQLITE_BLOB) {
    result_error(context, "news_best_name", NEWS_INVALID, "argument 1 is a BLOB, use CAST(... AS TEXT)");
    return;
  }
  BestName *best = sqlite3_aggregate_context(context, sizeof *best);
  const char *text = (const char *)sqlite3_value_text(values[0]);
  if (!best || !text) {
    sqlite3_result_error_nomem(context);
    return;
  }
  if (!best->arena.allocator) arena_init(&best->arena, &allocator_sqlite);
  size_t length = (size_t)sqlite3_value_bytes(values[0]);
  const char *nul = memchr(text, 0, length);
  count_spelling(best, (Slice){text, (uint32_t)(nul ? (size_t)(nul - text) : length)});
  if (best->arena.result != NEWS_OK) sqlite3_result_error_nomem(context);
}

static uint32_t characters(Slice text)
{
  uint32_t count = 0;
  for (uint32_t at = 0; at < text.length; count++) utf8_next(text.bytes, text.length, &at);
  return count;
}

static bool is_better(const Spelling *a, const Spelling *b)
{
  if (a->count != b->count) return a->count > b->count;
  uint32_t a_length = characters(a->text), b_length = characters(b->text);
  if (a_length != b_length) return a_length > b_length;
  return slice_compare(a->text, b->text) < 0;
}

static void best_final(sqlite3_context *context)
{
  BestName *best = sqlite3_aggregate_context(context, 0);
  if (!best || !best->arena.allocator) return;
  const Spelling *winner = NULL;
  for (uint32_t i = 0; i < best->spellings.count; i++) {
    const Spelling *s = &best->spellings.items[i];
    if (!winner || is_better(s, winner)) winner = s;
  }
  if (best->arena.result != NEWS_OK)
    sqlite3_result_error_nomem(context);
  else if (winner)
    column_slice(context, winner->text);
  arena_free(&best->arena);
}

int aggregate_register(Connection *connection)
{
  connection_hold(connection);
  return sqlite3_create_function_v2(connection->db, "news_best_name", 1,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, connection, NULL,
                                    best_step, best_final, connection_release);
}
