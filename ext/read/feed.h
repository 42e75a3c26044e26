/*
** feed.h: feeds and news markup in XML.
*/
#ifndef NEWS_READ_FEED_H
#define NEWS_READ_FEED_H

#include "read/document.h"
#include "text/text.h"

typedef struct FeedRow {
  Field field;
  float weight;
} FeedRow;
extern const Lexicon read_feed_elements;
extern const FeedRow read_feed_elements_rows[];

/* Calls `each` for every item, entry, nitf or newsItem.  False (and *error) where
** the text is no such file; what came before a flaw has been given out then. */
bool feed_read(Arena *arena, Slice text, Slice *error, bool (*each)(void *context, Document *document),
               void *context);

#endif
