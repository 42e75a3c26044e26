/*
** analysis.h: everything known of one text, each layer made when first asked.
**
** An Analysis owns a copy of its text.  It is reference counted and kept in a
** cache (one per connection, not thread-safe by itself), so that entities, dates
** and quotes of the same body share tokens and mentions.
*/
#ifndef NEWS_ANALYSIS_H
#define NEWS_ANALYSIS_H

#include "compare/compare.h"
#include "date/date.h"
#include "entity/entity.h"
#include "number/number.h"
#include "quote/quote.h"
#include "read/read.h"

typedef struct Analysis Analysis;
typedef struct AnalysisCache AnalysisCache;

/* A cache of at most max_bytes (texts and layers); NULL when out of memory. */
AnalysisCache *analysis_cache_new(const Allocator *allocator, size_t max_bytes);
void analysis_cache_free(AnalysisCache *cache); /* analyses still held live on */
/* Long work asks `interrupted(context)` every few thousand tokens: keep it cheap. */
void analysis_cache_interruptible(AnalysisCache *cache, bool (*interrupted)(void *), void *context);

/* The analysis of these bytes (up to the first NUL), from the cache or new; NULL
** when out of memory, stopped or >= 2 GiB (*result says which).  Release it when done. */
Analysis *analysis_get(AnalysisCache *cache, const char *bytes, size_t length, NewsResult *result);
void analysis_release(Analysis *analysis);
/* An arena for work on the analysis: of its allocator, asking its host. */
void analysis_arena(const Analysis *analysis, Arena *arena);

/* Each layer, or NULL (and *result) where it failed; nothing is kept then. */
const Text *analysis_text(Analysis *analysis, NewsResult *result);
const Mentions *analysis_mentions(Analysis *analysis, NewsResult *result);
const Quotes *analysis_quotes(Analysis *analysis, NewsResult *result);
const Numbers *analysis_numbers(Analysis *analysis, NewsResult *result);
/* The dates depend on the anchor too: give them back with analysis_dates_release. */
const Dates *analysis_dates(Analysis *analysis, Day anchor, NewsResult *result);
void analysis_dates_release(Analysis *analysis, const Dates *dates);

/* Characters (as SQLite counts them) before a byte position.  Nothing to do for
** ASCII; else an index (position.h), made at the first call.
** Without memory for the index the answer is slow but right. */
uint32_t analysis_characters(Analysis *analysis, uint32_t byte);

/* The anchor of an article: its published day, else what its captions and
** body imply (date_infer_anchor).  *from: "published", "caption", "text" or NULL. */
Day analysis_anchor(AnalysisCache *cache, const Article *article, const char **from, NewsResult *result);

/* Body as HTML: paragraphs, entities, dates and quotes marked.  Everything
** else is escaped.  Appended to out. */
NewsResult analysis_highlight(Analysis *analysis, Day anchor, Buffer *out);
void html_escape(Slice text, Buffer *out);

#endif
