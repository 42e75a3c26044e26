/* analysis.c: the layers of one text, and the cache that shares them. */
#include "analysis/analysis.h"

#include <string.h>

#include "analysis/position.h"

enum { CACHE_ENTRIES = 64, DATE_LAYERS = 4, PIECE = 1 << 20 };

typedef struct DateLayer {
  Dates dates; /* first: analysis_dates_release gets a pointer to it */
  Arena arena;
  Day anchor;
  uint32_t holders;
  struct DateLayer *next;
} DateLayer;

/* Every layer has an arena of its own, so that a failed one leaves nothing. */
typedef struct Layer {
  Arena arena;
  bool made;
} Layer;

enum { LAYER_TEXT, LAYER_MENTIONS, LAYER_QUOTES, LAYER_NUMBERS, LAYERS };

struct Analysis {
  AnalysisCache *cache; /* outlives its owner while analyses live */
  const Allocator *allocator;
  Analysis *newer, *older; /* in the cache's list */
  uint64_t hash;
  uint32_t holders; /* cursors; the cache's own hold is `cached` */
  bool cached;
  char *bytes;
  uint32_t length;
  Layer layers[LAYERS];
  Text *text;
  Mentions mentions;
  Quotes quotes;
  Numbers numbers;
  DateLayer *dates;
  PositionIndex positions;
};

struct AnalysisCache {
  const Allocator *allocator;
  size_t max_bytes;
  Analysis *newest, *oldest;
  uint32_t count;
  uint32_t users; /* the owner and the analyses that live */
  bool (*interrupted)(void *);
  void *interrupt_context;
};

/* ---- the cache ----------------------------------------------------------- */

AnalysisCache *analysis_cache_new(const Allocator *allocator, size_t max_bytes)
{
  AnalysisCache *cache = allocator->resize(allocator->context, NULL, sizeof *cache);
  if (cache) *cache = (AnalysisCache){.allocator = allocator, .max_bytes = max_bytes, .users = 1};
  return cache;
}

void analysis_cache_interruptible(AnalysisCache *cache, bool (*interrupted)(void *), void *context)
{
  cache->interrupted = interrupted;
  cache->interrupt_context = context;
}

static void cache_leave(AnalysisCache *cache)
{
  if (--cache->users == 0) cache->allocator->release(cache->allocator->context, cache);
}

static void free_date_layer(Analysis *a, DateLayer *layer)
{
  arena_free(&layer->arena);
  a->allocator->release(a->allocator->context, layer);
}

static void free_analysis(Analysis *a)
{
  for (int i = 0; i < LAYERS; i++) arena_free(&a->layers[i].arena);
  for (DateLayer *layer = a->dates, *next; layer; layer = next) {
    next = layer->next;
    free_date_layer(a, layer);
  }
  position_index_free(&a->positions, a->allocator);
  AnalysisCache *cache = a->cache;
  a->allocator->release(a->allocator->context, a);
  cache_leave(cache);
}

static void unlink_analysis(AnalysisCache *cache, Analysis *a)
{
  if (a->newer)
    a->newer->older = a->older;
  else
    cache->newest = a->older;
  if (a->older)
    a->older->newer = a->newer;
  else
    cache->oldest = a->newer;
  a->newer = a->older = NULL;
  cache->count--;
}

static void link_newest(AnalysisCache *cache, Analysis *a)
{
  a->older = cache->newest;
  if (cache->newest)
    cache->newest->newer = a;
  else
    cache->oldest = a;
  cache->newest = a;
  cache->count++;
}

static void drop(AnalysisCache *cache, Analysis *a)
{
  unlink_analysis(cache, a);
  a->cached = false;
  if (a->holders == 0) free_analysis(a);
}

void analysis_cache_free(AnalysisCache *cache)
{
  if (!cache) return;
  while (cache->oldest) drop(cache, cache->oldest);
  cache->interrupted = NULL;
  cache_leave(cache);
}

static size_t analysis_size(const Analysis *a)
{
  size_t size = sizeof *a + a->length;
  for (int i = 0; i < LAYERS; i++) size += a->layers[i].arena.size;
  for (const DateLayer *layer = a->dates; layer; layer = layer->next) size += layer->arena.size;
  return size;
}

/* Lets go of the oldest until the rest fits.  At most CACHE_ENTRIES steps. */
static void shrink(AnalysisCache *cache)
{
  size_t size = 0;
  Analysis *a = cache->newest;
  while (a && size + analysis_size(a) <= cache->max_bytes) {
    size += analysis_size(a);
    a = a->older;
  }
  while (a) {
    Analysis *older = a->older;
    drop(cache, a);
    a = older;
  }
  if (cache->count > CACHE_ENTRIES) drop(cache, cache->oldest);
}

/* Has the host said stop?  Asked after each piece of a megabyte of a text that is looked through. */
static bool is_stopped(const AnalysisCache *cache)
{
  return cache->interrupted && cache->interrupted(cache->interrupt_context);
}

/* Multiply and fold over eight bytes at a time; equality is checked anyway. */
static uint64_t hash_piece(uint64_t hash, const char *bytes, size_t length)
{
  for (; length >= 8; bytes += 8, length -= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  }
  for (; length; bytes++, length--) hash = (hash ^ (unsigned char)*bytes) * 0xD6E8FEB86659FD93u;
  return hash ^ hash >> 32;
}

/* The hash of a text; false when the host said stop. */
static bool hash_text(const AnalysisCache *cache, const char *bytes, size_t length, uint64_t *hash)
{
  *hash = 0x9E3779B97F4A7C15u ^ length;
  for (size_t at = 0, n; at < length; at += n) {
    n = length - at < PIECE ? length - at : PIECE;
    *hash = hash_piece(*hash, bytes + at, n);
    if (n == PIECE && is_stopped(cache)) return false;
  }
  return true;
}

/* NULL (and *result) without memory, or when the host said stop. */
static Analysis *new_analysis(AnalysisCache *cache, const char *bytes, uint32_t length, uint64_t hash,
                              NewsResult *result)
{
  const Allocator *allocator = cache->allocator;
  Analysis *a = allocator->resize(allocator->context, NULL, sizeof *a + length + 1);
  *result = NEWS_NOMEM;
  if (!a) return NULL;
  *a = (Analysis){.cache = cache, .allocator = allocator, .hash = hash, .length = length};
  a->bytes = (char *)(a + 1);
  *result = NEWS_OK;
  for (size_t at = 0, n; at < length && *result == NEWS_OK; at += n) {
    n = length - at < PIECE ? length - at : PIECE;
    memcpy(a->bytes + at, bytes + at, n);
    if (n == PIECE && is_stopped(cache)) *result = NEWS_INTERRUPTED;
  }
  if (*result != NEWS_OK) {
    allocator->release(allocator->context, a);
    return NULL;
  }
  a->bytes[length] = '\0';
  for (int i = 0; i < LAYERS; i++) arena_init(&a->layers[i].arena, allocator);
  cache->users++;
  a->cached = true;
  link_newest(cache, a);
  return a;
}

Analysis *analysis_get(AnalysisCache *cache, const char *bytes, size_t length, NewsResult *result)
{
  const char *nul = length ? memchr(bytes, 0, length) : NULL;
  if (nul) length = (size_t)(nul - bytes);
  if (length > INT32_MAX) {
    *result = NEWS_TOO_BIG;
    return NULL;
  }
  uint64_t hash;
  if (!hash_text(cache, bytes, length, &hash)) {
    *result = NEWS_INTERRUPTED;
    return NULL;
  }
  Analysis *a = cache->newest;
  while (a && !(a->hash == hash && a->length == length && memcmp(a->bytes, bytes, length) == 0)) {
    a = a->older;
  }
  if (a) {
    unlink_analysis(cache, a);
    link_newest(cache, a);
  } else {
    a = new_analysis(cache, bytes, (uint32_t)length, hash, result);
    if (!a) return NULL;
  }
  a->holders++;
  shrink(cache);
  return a;
}

void analysis_release(Analysis *analysis)
{
  if (!analysis || --analysis->holders > 0) return;
  if (analysis->cached) {
    shrink(analysis->cache);
  } else {
    free_analysis(analysis);
  }
}

void analysis_arena(const Analysis *analysis, Arena *arena)
{
  arena_init(arena, analysis->allocator);
  arena->interrupted = analysis->cache->interrupted;
  arena->interrupt_context = analysis->cache->interrupt_context;
}

/* ---- layers -------------------------------------------------------------- */

static Arena *begin_layer(Analysis *a, Arena *arena)
{
  analysis_arena(a, arena); /* it is empty: nothing is kept of a layer that failed */
  return arena;
}

/* Keeps the layer where all went well, else empties it and reports. */
static bool end_layer(Layer *layer, NewsResult *result)
{
  layer->made = layer->arena.result == NEWS_OK;
  if (!layer->made) {
    *result = layer->arena.result;
    arena_free(&layer->arena);
  }
  return layer->made;
}

const Text *analysis_text(Analysis *a, NewsResult *result)
{
  Layer *layer = &a->layers[LAYER_TEXT];
  if (layer->made) return a->text;
  a->text = text_make(begin_layer(a, &layer->arena), a->bytes, a->length);
  return end_layer(layer, result) ? a->text : NULL;
}

const Mentions *analysis_mentions(Analysis *a, NewsResult *result)
{
  Layer *layer = &a->layers[LAYER_MENTIONS];
  if (layer->made) return &a->mentions;
  const Text *text = analysis_text(a, result);
  if (!text) return NULL;
  a->mentions = (Mentions){0};
  entity_find(begin_layer(a, &layer->arena), text, &a->mentions);
  return end_layer(layer, result) ? &a->mentions : NULL;
}

const Quotes *analysis_quotes(Analysis *a, NewsResult *result)
{
  Layer *layer = &a->layers[LAYER_QUOTES];
  if (layer->made) return &a->quotes;
  const Mentions *mentions = analysis_mentions(a, result);
  if (!mentions) return NULL;
  a->quotes = (Quotes){0};
  quote_find(begin_layer(a, &layer->arena), a->text, mentions, &a->quotes);
  return end_layer(layer, result) ? &a->quotes : NULL;
}

const Numbers *analysis_numbers(Analysis *a, NewsResult *result)
{
  Layer *layer = &a->layers[LAYER_NUMBERS];
  if (layer->made) return &a->numbers;
  const Dates *dates = analysis_dates(a, DAY_NONE, result);
  if (!dates) return NULL;
  a->numbers = (Numbers){0};
  number_find(begin_layer(a, &layer->arena), a->text, dates, &a->numbers);
  analysis_dates_release(a, dates);
  return end_layer(layer, result) ? &a->numbers : NULL;
}

/* Keeps at most DATE_LAYERS, of those that nobody holds. */
static void trim_dates(Analysis *a)
{
  uint32_t count = 0;
  for (DateLayer **at = &a->dates; *at;) {
    DateLayer *layer = *at;
    if (++count > DATE_LAYERS && layer->holders == 0) {
      *at = layer->next;
      free_date_layer(a, layer);
    } else {
      at = &layer->next;
    }
  }
}

const Dates *analysis_dates(Analysis *a, Day anchor, NewsResult *result)
{
  const Text *text = analysis_text(a, result);
  if (!text) return NULL;
  DateLayer *layer = a->dates;
  while (layer && layer->anchor != anchor) layer = layer->next;
  if (!layer) {
    layer = a->allocator->resize(a->allocator->context, NULL, sizeof *layer);
    if (!layer) {
      *result = NEWS_NOMEM;
      return NULL;
    }
    *layer = (DateLayer){.anchor = anchor};
    arena_init(&layer->arena, a->allocator);
    date_find(begin_layer(a, &layer->arena), text, anchor, &layer->dates);
    if (layer->arena.result != NEWS_OK) {
      *result = layer->arena.result;
      free_date_layer(a, layer);
      return NULL;
    }
    layer->next = a->dates;
    a->dates = layer;
    trim_dates(a);
  }
  layer->holders++;
  return &layer->dates;
}

void analysis_dates_release(Analysis *a, const Dates *dates)
{
  for (DateLayer *layer = a->dates; layer; layer = layer->next) {
    if (&layer->dates == dates) {
      layer->holders--;
      return;
    }
  }
}

uint32_t analysis_characters(Analysis *a, uint32_t byte)
{
  return position_characters(&a->positions, a->allocator, a->bytes, a->length, byte);
}
