/* words.h: the rows of this stage's tables. */
#ifndef NEWS_QUOTE_WORDS_H
#define NEWS_QUOTE_WORDS_H

#include "text/text.h"

typedef enum CueClass {
  CUE_NONE,
  CUE_SAY,
  CUE_TELL,
  CUE_ANSWER,
  CUE_ANNOUNCE,
  CUE_ASK,
  CUE_NAME,
  CUE_THINK,
  CUE_SHOW,
  CUE_NOUN,
  CUE_ACCORDING,
  CUE_OPINION,
  CUE_OTHER
} CueClass;

enum { /* CueWord.frames: what may follow */
       FRAME_THAT = 1 << 0,
       FRAME_BARE = 1 << 1,
       FRAME_QUOTE = 1 << 2,
       FRAME_OBJECT = 1 << 3,
       FRAME_NOUN = 1 << 4,
       FRAME_AS = 1 << 5,
       FRAME_WHETHER = 1 << 6,
       FRAME_INFINITIVE = 1 << 7,
       FRAME_MORE = 1 << 8,   /* its speaker has spoken before */
       FRAME_NOMINAL = 1 << 9 /* is or may be a noun: his claim that */
};

typedef struct CueWord {
  uint8_t kind; /* CueClass */
  uint16_t frames;
} CueWord;

typedef enum WordClass {
  WORD_OPEN, /* in no table */
  WORD_AUXILIARY,
  WORD_NEGATION,
  WORD_ADVERB, /* also any word in -ly (unit.c) */
  WORD_DAY,
  WORD_DETERMINER,
  WORD_POSSESSIVE, /* his her their */
  WORD_SUBJECT,    /* he she they it we I you */
  WORD_OBJECT,
  WORD_PREPOSITION,
  WORD_THAT,
  WORD_RELATIVE,
  WORD_CONJUNCTION,
  WORD_SUBORDINATOR,
  WORD_NAMING,         /* nicknamed, so-called: marks behind it hold a name */
  WORD_COMPOUND_NAMING /* so only behind a hyphen: so-called */
} WordClass;

typedef struct ClosedWord {
  uint8_t kind; /* WordClass */
} ClosedWord;

enum { /* GenderedWord.kind and RoleWord.flags */
       GENDER_MALE = 1 << 0,
       GENDER_FEMALE = 1 << 1,
       ROLE_PERSON = 1 << 2,
       ROLE_BODY = 1 << 3, /* an organisation */
       ROLE_DOCUMENT = 1 << 4,
       ROLE_PLURAL = 1 << 5,
       ROLE_QUALIFIER = 1 << 6, /* top, former: tells nobody from another */
       ROLE_SECOND = 1 << 7,    /* vice, deputy: makes another person */
       ROLE_KIND = 1 << 8       /* official, executive: may stand for any person of its fields */
};

enum { /* the fields that persons and bodies belong to */
       DOMAIN_STATE = 1 << 0,
       DOMAIN_MILITARY = 1 << 1,
       DOMAIN_POLICE = 1 << 2,
       DOMAIN_LAW = 1 << 3,
       DOMAIN_BUSINESS = 1 << 4,
       DOMAIN_PRESS = 1 << 5,
       DOMAIN_SPORT = 1 << 6,
       DOMAIN_ARTS = 1 << 7,
       DOMAIN_LEARNING = 1 << 8,
       DOMAIN_FAITH = 1 << 9,
       DOMAIN_HEALTH = 1 << 10,
       DOMAIN_CIVIL = 1 << 11 /* unions, charities, campaigns */
};

typedef struct GenderedWord {
  uint8_t kind;
} GenderedWord;

typedef struct RoleWord {
  uint16_t flags;
  uint16_t domains;
  const char *same; /* the word it is short or another form for; NULL */
} RoleWord;

typedef struct BodyName {
  uint16_t domains;
} BodyName;

extern const Lexicon quote_forenames;
extern const GenderedWord quote_forenames_rows[];
extern const Lexicon quote_roles;
extern const RoleWord quote_roles_rows[];
extern const Lexicon quote_body_names;
extern const BodyName quote_body_names_rows[];
extern const Lexicon quote_cues;
extern const CueWord quote_cues_rows[];
extern const Lexicon quote_words;
extern const ClosedWord quote_words_rows[];

#endif
