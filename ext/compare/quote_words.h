/*
** quote_words.h: the words of a quotation as items that can be compared
** (internal to ext/compare).
*/
#ifndef NEWS_COMPARE_QUOTE_WORDS_H
#define NEWS_COMPARE_QUOTE_WORDS_H

#include "text/text.h"

typedef enum QuoteWordKind {
  QUOTE_STOP,
  QUOTE_NEGATION,      /* with a group also a word of its own: nothing */
  QUOTE_WEAK_NEGATION, /* little, few: goes with a negation and without one */
  QUOTE_LIGHT,         /* says little by itself: issue, step */
  QUOTE_WORD,
  QUOTE_NAME,
  QUOTE_NUMBER,
  QUOTE_OPPOSITE /* a negation and the word of its group: unwilling */
} QuoteWordKind;

typedef struct QuoteWord {
  QuoteWordKind kind;
  const char *group; /* NULL: the word itself */
} QuoteWord;

extern const Lexicon compare_quote_words;
extern const QuoteWord compare_quote_words_rows[];

typedef enum QuoteNegation { NEGATED_NOT, NEGATED_WEAKLY, NEGATED } QuoteNegation;

/* A word that tells something; equal `what` stands for equal meaning. */
typedef struct QuoteItem {
  uint32_t what;
  uint8_t kind;    /* QUOTE_LIGHT ... QUOTE_NUMBER */
  uint8_t negated; /* QuoteNegation; a negation reaches three items of its sentence */
  float weight;
} QuoteItem;

typedef struct QuoteItems {
  QuoteItem *items;
  uint32_t count;
  double weight; /* of all */
} QuoteItems;

/* False when out of memory.  Linear in the text. */
bool quote_items(Arena *arena, const Text *text, QuoteItems *out);

#endif
