/* date.c: the date stage: lexer, grammar, resolution. */
#include "date/date.h"

#include "date/expression.h"

const char *date_type_name(DateType type)
{
  switch (type) {
  case DATE_DATE: return "DATE";
  case DATE_TIME: return "TIME";
  case DATE_DURATION: return "DURATION";
  case DATE_SET: return "SET";
  }
  return "DATE";
}

const char *date_precision_name(DatePrecision precision)
{
  static const char *const names[] = {"time",   "day",  "week",   "month",   "quarter",
                                      "season", "year", "decade", "century", "vague"};
  return names[precision];
}

NewsResult date_find(Arena *arena, const Text *text, Day anchor, Dates *dates)
{
  *dates = (Dates){0};
  DateLexer lexer;
  Expressions expressions = {0};
  if (date_lex(arena, text, &lexer)) {
    expression_find(arena, &lexer, &expressions);
    date_resolve(arena, text, &expressions, anchor, dates);
  }
  return arena->result;
}
