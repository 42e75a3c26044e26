/*
** position.h: from bytes to characters, in one place.
*/
#ifndef NEWS_ANALYSIS_POSITION_H
#define NEWS_ANALYSIS_POSITION_H

#include "news.h"

/* marks[k]: characters that begin before byte 256 k, shifted left by one; the
** lowest bit says that the byte before belongs to a character begun by a lead
** byte, so that continuation bytes go on with it. */
typedef struct PositionIndex {
  uint32_t *marks;
  bool ready, ascii;
} PositionIndex;

/* Characters, as SQLite's substr() counts them, that begin before `byte`. */
uint32_t position_characters(PositionIndex *index, const Allocator *allocator, const char *bytes,
                             uint32_t length, uint32_t byte);
void position_index_free(PositionIndex *index, const Allocator *allocator);

#endif
