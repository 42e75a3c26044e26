/*
** nth.h: parts of a period that are counted from its ends ("the last week of
** May", "the first Monday in March") or lie around a day ("the week of 6 March").
*/
#ifndef NEWS_DATE_NTH_H
#define NEWS_DATE_NTH_H

#include "date/expression.h"
#include "date/period.h"

enum { NTH_LAST = -1, NTH_NONE = 0 };

/* "the last week of May": reads the part and the period. */
uint32_t nth_read(DateLexer *lexer, uint32_t at, Expression *e);
/* "the week of 6 March", "the weekend beginning 7 May": reads both. */
uint32_t nth_read_around(DateLexer *lexer, uint32_t at, Expression *e);
/* The part of `whole` that the expression counts or asks around, grain NONE
** where the period is too short; `whole` itself if it does neither. */
Period nth_part(const Expression *e, Period whole);

#endif
