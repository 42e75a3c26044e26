/*
** name.h: a name as the comparison sees it (internal to ext/compare).
**
**   bytes -> words of plain Latin letters -> what each word is -> its key
*/
#ifndef NEWS_COMPARE_NAME_H
#define NEWS_COMPARE_NAME_H

#include "compare/compare.h"

enum {
  NAME_WORDS = 24,   /* further words of a name do not count */
  NAME_LETTERS = 48, /* further bytes of a word do not count */
  NAME_FORMALS = 4   /* names that a short form may stand for */
};

typedef enum NameWordKind {
  NAME_WORD,       /* of the name itself */
  NAME_INITIAL,    /* one letter */
  NAME_NUMBER,     /* begins with a digit */
  NAME_PARTICLE,   /* de, van, al- */
  NAME_TITLE,      /* in front of a name */
  NAME_SUFFIX,     /* behind a name: PhD */
  NAME_GENERATION, /* Jr, III */
  NAME_STOP,       /* of, the */
  NAME_FORM,       /* Inc, GmbH */
  NAME_KIND        /* Bank, Ministry */
} NameWordKind;

enum { /* NameWord.flags */
       NAME_CAPITAL = 1 << 0,
       NAME_ALL_CAPITALS = 1 << 1,
       NAME_HYPHEN_BEFORE = 1 << 2,
       NAME_HYPHEN_BEHIND = 1 << 3,
       NAME_COMMON = 1 << 4 /* in tables/common_names.txt */
};

typedef struct NameWord {
  char letters[NAME_LETTERS + 1]; /* lower case, Latin, without accents; other scripts as they are */
  char key[NAME_LETTERS + 1];     /* letters after tables/given_names.txt and spellings.txt */
  uint8_t length, key_length;
  uint8_t kind; /* NameWordKind */
  uint8_t flags;
  uint8_t formal_count;
  uint32_t formals[NAME_FORMALS]; /* hashes of the names a short form stands for */
  uint32_t canonical;             /* hash of the usual spelling, comparable with formals */
} NameWord;

typedef struct Name {
  NameWord words[NAME_WORDS];
  uint32_t count;
} Name;

/* Splits and folds; kinds, flags COMMON, keys and formals are not set.
** Linear: bytes behind the last word that counts are not read. */
void name_split(Slice text, Name *name);
/* name_split, and what each word is.  capitals: take every word for capitalized, as
** where the case of the letters is not to matter. */
void name_parse(Slice text, bool capitals, Name *name);
/* Is the word left out of a key? */
bool name_drops(const NameWord *word);
/* Do the letters read as a word that a key may leave out? */
bool name_may_drop(const char *letters, uint32_t length);
/* Adds the key, the short forms and COMMON to a word; letters must be set. */
void name_spell(NameWord *word);

/* Costs of turning one key into another, in tenths of one wrong letter; where they
** are above the limit, some number above it. */
uint32_t name_key_distance(const NameWord *a, const NameWord *b, uint32_t limit);
/* 0..1, whatever the kinds of the words. */
double name_word_similarity(const NameWord *a, const NameWord *b);
/* The two words written as one; false when they do not fit. */
bool name_word_join(const NameWord *first, const NameWord *second, NameWord *joined);

/* ---- tables ---------------------------------------------------------------- */

typedef struct NameLetters {
  const char *letters;
} NameLetters;
typedef struct NameSpelling {
  const char *start, *inside, *end; /* NULL: the rule does not hold there */
} NameSpelling;
typedef struct NameWordRow {
  NameWordKind kind;
  const char *usual; /* NULL: the word itself */
} NameWordRow;
typedef enum NameFormalKind { NAME_SPELLING, NAME_SHORT } NameFormalKind;
typedef struct NameFormal {
  NameFormalKind kind;
  const char *names; /* separated by blanks */
} NameFormal;

extern const Lexicon compare_letters, compare_spellings, compare_name_words, compare_given_names,
    compare_common_names;
extern const NameLetters compare_letters_rows[];
extern const NameSpelling compare_spellings_rows[];
extern const NameWordRow compare_name_words_rows[];
extern const NameFormal compare_given_names_rows[];

#endif
