/*
** discourse.h: whom the text has named so far, and whom "he", "the minister" and
** "the bank" stand for.
**
** The functions that look back see a bounded number of mentions; none is better
** than a wrong one, so they answer MENTION_NONE where the words before the noun
** ("the Danish minister") say more than the text does of the person.
*/
#ifndef NEWS_QUOTE_DISCOURSE_H
#define NEWS_QUOTE_DISCOURSE_H

#include "entity/entity.h"
#include "quote/words.h"

#define MENTION_NONE UINT32_MAX

typedef struct Discourse {
  const Text *text;
  const Mentions *mentions;
  uint8_t *gender; /* by Mention.entity: GENDER_... bits, from names, roles and titles */
  uint8_t *counts; /* by Mention.entity: how often it is named, at most 255 */
  uint32_t entities;
  uint32_t last_entity; /* the last resolved single speaker; 0: none */
} Discourse;

bool discourse_make(Arena *arena, const Text *text, const Mentions *mentions, Discourse *discourse);

/* The row of the table of roles for a word; one of no flags where it is not listed. */
const RoleWord *discourse_role(const char *bytes, uint32_t length);

/* The first mention that ends behind token `first`, or the number of mentions. */
uint32_t discourse_mention_at(const Discourse *discourse, uint32_t first);

/* A role said of the entity of mention `index`, there or in the mentions before; NONE. */
Slice discourse_role_of(const Discourse *discourse, uint32_t index);

/* "he": the person of that sex who is most in the reader's mind: near, a subject, the last
** speaker (again: even more so, "he added"), often named. */
uint32_t discourse_pronoun(const Discourse *discourse, uint32_t token, uint8_t gender, bool again);

/* "it": the nearest body that can speak. */
uint32_t discourse_it(const Discourse *discourse, uint32_t token);

/* "the minister", tokens [first, head]: the nearest person with that role, or else the one person
** whose role belongs to the same field. */
uint32_t discourse_person(const Discourse *discourse, uint32_t first, uint32_t head);

/* "the bank": the nearest body with that word in its name, or else the nearest of that field. */
uint32_t discourse_body(const Discourse *discourse, uint32_t first, uint32_t head);

#endif
