/* anchor.c: the day against which an article's relative dates are read. */
#include "analysis/analysis.h"

/* The captions and credits that the reader dropped, a paragraph each. */
static Text *caption_text(Arena *arena, const Article *article)
{
  Buffer all;
  buffer_init(&all, arena->allocator);
  for (uint32_t i = 0; i < article->blocks.count; i++) {
    const Block *block = &article->blocks.items[i];
    if (block->kind != BLOCK_CAPTION && block->kind != BLOCK_CREDIT) continue;
    buffer_append(&all, block->text.bytes, block->text.length);
    buffer_append_text(&all, "\n\n");
  }
  if (all.result != NEWS_OK) arena_fail(arena, all.result, "out of memory");
  Slice copy = arena_copy(arena, (Slice){all.bytes ? all.bytes : "", (uint32_t)all.length});
  buffer_free(&all);
  return copy.bytes ? text_make(arena, copy.bytes, copy.length) : NULL;
}

Day analysis_anchor(AnalysisCache *cache, const Article *article, const char **from, NewsResult *result)
{
  *from = NULL;
  Day day = article->published.bytes ? day_parse(article->published) : DAY_NONE;
  if (day != DAY_NONE) {
    *from = "published";
    return day;
  }
  if (!article->body.bytes) return DAY_NONE;
  Analysis *analysis = analysis_get(cache, article->body.bytes, article->body.length, result);
  if (!analysis) return DAY_NONE;
  Arena arena;
  analysis_arena(analysis, &arena);
  const Text *body = analysis_text(analysis, result);
  const Text *captions = body ? caption_text(&arena, article) : NULL;
  if (captions) day = date_infer_anchor(&arena, captions, body, from);
  if (arena.result != NEWS_OK) {
    *result = arena.result;
    day = DAY_NONE;
  }
  arena_free(&arena);
  analysis_release(analysis);
  return day;
}
