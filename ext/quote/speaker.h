/*
** speaker.h: from the words that stand for a speaker to a name.
*/
#ifndef NEWS_QUOTE_SPEAKER_H
#define NEWS_QUOTE_SPEAKER_H

#include "entity/entity.h"
#include "quote/words.h"

typedef struct Speaker {
  Slice name, role; /* NONE where the text does not name one person or body */
} Speaker;

/* What the resolver remembers of the text so far. */
typedef struct SpeakerMemory {
  const Text *text;
  const Mentions *mentions;
  uint8_t *gender; /* by Mention.entity: GENDER_... bits, from names, roles and titles */
  uint8_t *counts; /* by Mention.entity: how often it is named, at most 255 */
  uint32_t entities;
  uint32_t last_entity; /* the last resolved single speaker; 0: none */
} SpeakerMemory;

bool speaker_memory_make(Arena *arena, const Text *text, const Mentions *mentions, SpeakerMemory *memory);

/* Tokens [first, last) stand for the speaker.  A pronoun looks back at most a
** bounded number of mentions; again: more likely the last speaker ("he added"). */
Speaker speaker_resolve(SpeakerMemory *memory, uint32_t first, uint32_t last, bool again);

#endif
