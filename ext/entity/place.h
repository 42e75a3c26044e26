/*
** place.h: rows of the entity stage's tables, and its big name lists.
*/
#ifndef NEWS_ENTITY_PLACE_H
#define NEWS_ENTITY_PLACE_H

#include "entity/entity.h"
#include "text/lexicon.h"

typedef enum PlaceKind { PLACE_COUNTRY, PLACE_CAPITAL, PLACE_DEMONYM, PLACE_REGION, PLACE_SEAT } PlaceKind;

/* tables/places.txt */
typedef struct PlaceRow {
  PlaceKind kind;
  const char *name;       /* usual English name */
  const char *country;    /* ISO 3166 alpha-2 or NULL */
  const char *government; /* who is meant when it acts, or NULL */
} PlaceRow;
extern const Lexicon entity_places;
extern const PlaceRow entity_places_rows[];

/* tables/organisations.txt */
typedef struct OrganisationRow {
  const char *name;
} OrganisationRow;
extern const Lexicon entity_organisations;
extern const OrganisationRow entity_organisations_rows[];

/* tables/public_figures.txt */
extern const Lexicon entity_public_figures;
extern const OrganisationRow entity_public_figures_rows[];

/* tables/acting_words.txt */
enum {
  ACTING_VERB = 1 << 0,
  ACTING_HELPER = 1 << 1,
  ACTING_POSSESSED = 1 << 2,
  ACTING_RELATION = 1 << 3,
  ACTING_JOINED = 1 << 4,
  ACTING_OBJECT = 1 << 5
};
typedef struct ActingRow {
  int kinds; /* ACTING_ flags */
} ActingRow;
extern const Lexicon entity_acting_words;
extern const ActingRow entity_acting_words_rows[];

/* Plain word lists. */
extern const Lexicon entity_role_words, entity_role_inner, entity_organisation_words;

/* The lists of ext/model/lists, compiled by tables/listc.c into one hash table: a slot has
** the phrase hash of a name (lexicon_extend, of folded tokens) but for its low 8 bits, in
** whose place stand the lists that have it.  A stranger's hash agrees by chance once in
** thousands of look-ups, which a statistical feature bears. */
enum {
  LIST_FIRST = 1 << 0,
  LIST_SURNAME = 1 << 1,
  LIST_PERSON = 1 << 2,
  LIST_PLACE = 1 << 3,
  LIST_ORG = 1 << 4,
  LIST_GROUP = 1 << 5,
  LIST_WORD = 1 << 6,
  LIST_MORE = 1 << 7 /* a longer name begins so */
};
typedef struct NameList {
  const uint32_t *slots; /* 0: free */
  uint32_t mask;
} NameList;
extern const NameList entity_names, entity_classes;

/* The lists that have this phrase, 0 if none. */
static inline uint8_t name_list_at(const NameList *list, uint32_t phrase)
{
  for (uint32_t slot = phrase & list->mask; list->slots[slot]; slot = (slot + 1) & list->mask) {
    if ((list->slots[slot] ^ phrase) < 0x100) return (uint8_t)list->slots[slot];
  }
  return 0;
}
static inline uint8_t name_list_find(uint32_t phrase)
{
  return name_list_at(&entity_names, phrase);
}
/* WordNet's lemmas are lower case even where they are names only: "moroccan". */
static inline bool name_is_common_word(uint32_t hash)
{
  return (name_list_find(lexicon_extend(0, hash)) & (LIST_WORD | LIST_PLACE | LIST_GROUP)) == LIST_WORD;
}

/* ext/model/lists/classes.txt, in a table of the same form: what kind of thing a word names,
** and what else it may; 0 where nobody knows.  The file tells all classes. */
enum {
  CLASS_MASK = 31,
  CLASS_GROUP = 13,
  CLASS_PLACE = 14,
  CLASS_PERSON = 16,
  CLASS_TO_SAY = 26,
  CLASS_MAY_PERSON = 1 << 5,
  CLASS_MAY_GROUP = 1 << 6,
  CLASS_MAY_PLACE = 1 << 7
};
static inline uint8_t word_class_of(uint32_t hash)
{
  return name_list_at(&entity_classes, lexicon_extend(0, hash));
}

#endif
