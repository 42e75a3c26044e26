/*
** value.h: what TIMEX3 writes for amounts, sets and what no anchor fixes.
*/
#ifndef NEWS_DATE_VALUE_H
#define NEWS_DATE_VALUE_H

#include "date/expression.h"

enum { VALUE_TEXT = 48 }; /* bytes that each of these writes at most */

/* "P2W", "PT2H30M", "PXY". */
void value_write_duration(Amount amount, Unit unit, char out[VALUE_TEXT]);
/* "XXXX-WXX-2TNI", "P3M". */
void value_write_set(const Expression *e, char out[VALUE_TEXT]);
/* "XXXX-WXX-4", "XXXX-05": the fields alone. */
void value_write_unresolved(const Expression *e, char out[VALUE_TEXT]);
/* Appends "TEV" or "T17:41" as the expression says. */
void value_append_time(const Expression *e, char out[VALUE_TEXT]);

#endif
