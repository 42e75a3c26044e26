/*
** numeral.h: numbers as words or digits: "two and a half", "1,000", "twenty-one".
*/
#ifndef NEWS_DATE_NUMERAL_H
#define NEWS_DATE_NUMERAL_H

#include "date/word.h"

/* Reads the number that begins at token `at`; returns the token behind it, or
** `at` when there is none.  "a hundred" is one, "a" alone is none. */
uint32_t numeral_read(DateLexer *lexer, uint32_t at, double *value);

/* The value of a token that is the sign of a fraction, else 0. */
double numeral_sign(const Text *text, uint32_t at);

/* The same for an ordinal of 1..99: "third", "22nd", "twenty-first". */
uint32_t numeral_read_ordinal(DateLexer *lexer, uint32_t at, int32_t *value);

#endif
