/*
** entity.h: the names in a text, each mention exact, linked to one entity.
**
**   Mentions mentions = {0};
**   entity_find(&arena, text, &mentions);
**
** A tagger finds and types the mentions, linking decides which of them are
** one entity and what it is usually called, roles and governments come from
** the words around it.
*/
#ifndef NEWS_ENTITY_H
#define NEWS_ENTITY_H

#include "text/text.h"

typedef enum EntityType {
  ENTITY_PERSON,
  ENTITY_ORG,
  ENTITY_PLACE,
  ENTITY_NORP, /* nationality, religious or political group */
  ENTITY_EVENT,
  ENTITY_PRODUCT
} EntityType;
const char *entity_type_name(EntityType type);

typedef struct Mention {
  uint32_t start, end;              /* bytes: the name without title or possessive */
  uint32_t first_token, last_token; /* half open */
  EntityType type;
  uint32_t entity;  /* from 1 in each text, in order of first mention */
  Slice name;       /* the fullest form in this text, or the tables' usual name */
  Slice role;       /* "Russian Foreign Minister"; NONE */
  Slice country;    /* ISO 3166 alpha-2; NONE */
  Slice acts_for;   /* "Government of China", where the place speaks or acts; NONE */
  Slice government; /* the same, were it to act (quotes ask for it); NONE */
  const char *via;  /* static: "full", "surname", "acronym", "alias", "demonym", ... */
  float confidence; /* 0..1 */
} Mention;

typedef struct Mentions {
  VECTOR(Mention) all; /* by start; mentions do not overlap */
} Mentions;

NewsResult entity_find(Arena *arena, const Text *text, Mentions *mentions);

#endif
