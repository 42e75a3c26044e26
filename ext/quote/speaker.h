/*
** speaker.h: from the words that stand for a speaker to a name.
*/
#ifndef NEWS_QUOTE_SPEAKER_H
#define NEWS_QUOTE_SPEAKER_H

#include "quote/discourse.h"

typedef struct Speaker {
  Slice name, role; /* NONE where the text does not name one person or body */
} Speaker;

/* Tokens [first, last) stand for the speaker.  A pronoun looks back at most a
** bounded number of mentions; again: more likely the last speaker ("he added"). */
Speaker speaker_resolve(Discourse *discourse, uint32_t first, uint32_t last, bool again);

#endif
