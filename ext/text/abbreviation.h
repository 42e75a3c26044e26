/*
** abbreviation.h: the rows of tables/abbreviations.txt.
*/
#ifndef NEWS_TEXT_ABBREVIATION_H
#define NEWS_TEXT_ABBREVIATION_H

#include "text/text.h"

typedef enum AbbreviationKind {
  ABBREVIATION_TITLE,    /* something follows: never ends a sentence */
  ABBREVIATION_NUMBERED, /* only an abbreviation before a digit: "No. 5", "p. 12" */
  ABBREVIATION_ENDING,   /* can end a sentence: Inc. Jr. etc. */
  ABBREVIATION_MONTH     /* capitalised only; a digit mostly follows: Jan. Sept. Mon. */
} AbbreviationKind;

typedef struct Abbreviation {
  AbbreviationKind kind;
  bool capitalised; /* an abbreviation only with a capital: "Co." but "sat." */
} Abbreviation;

extern const Lexicon text_abbreviations, text_sentence_starters, text_glue_words;
extern const Abbreviation text_abbreviations_rows[];

#endif
