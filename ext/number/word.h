/*
** word.h: the words that amounts are made of, as the lists in tables/ have them.
*/
#ifndef NEWS_NUMBER_WORD_H
#define NEWS_NUMBER_WORD_H

#include "text/text.h"

typedef enum NumberClass {
  NUMBER_SMALL,      /* below one hundred: "seven", "forty" */
  NUMBER_MAGNITUDE,  /* a factor: "hundred", "million" */
  NUMBER_COLLECTIVE, /* "dozen", "couple": counts things without "of" or with it */
  NUMBER_FRACTION,   /* the part named: "third", "quarters" */
  NUMBER_HALF,
  NUMBER_PLURAL /* "dozens", "thousands": no less than one of them */
} NumberClass;

typedef struct NumberWord {
  uint8_t class; /* NumberClass */
  double value;
} NumberWord;

extern const Lexicon number_words;
extern const NumberWord number_words_rows[];

typedef struct NumberQualifier {
  const char *name; /* as it comes out in the row */
} NumberQualifier;
extern const Lexicon number_qualifiers;
extern const NumberQualifier number_qualifiers_rows[];

typedef struct NumberUnit {
  const char *name;
  bool currency;
} NumberUnit;
extern const Lexicon number_units;
extern const NumberUnit number_units_rows[];

/* What a head noun is recognised by: plurals without -s, and words that end the search. */
typedef struct NumberNoun {
  bool plural; /* false: a word that is no part of a noun phrase */
} NumberNoun;
extern const Lexicon number_nouns;
extern const NumberNoun number_nouns_rows[];

#endif
