/*
** expression.h: a temporal expression as the grammar reads it, before anybody
** knows what day it is.
*/
#ifndef NEWS_DATE_EXPRESSION_H
#define NEWS_DATE_EXPRESSION_H

#include "date/date.h"
#include "date/tense.h"
#include "date/word.h"

typedef enum ExpressionKind {
  EXPRESSION_CALENDAR, /* a point or period: fields, perhaps related to a reference time */
  EXPRESSION_DURATION, /* an amount of units */
  EXPRESSION_SET,      /* what recurs */
  EXPRESSION_REFERENCE /* past, present or future, nothing more */
} ExpressionKind;

/* An amount of units.  vague: "several", written X. */
typedef struct Amount {
  double value, high; /* high: the upper end of "two to three", else 0 */
  bool vague;
} Amount;

enum { FIELD_NONE = -1 };

typedef struct Expression {
  uint32_t first, last; /* tokens, half open */
  ExpressionKind kind;
  /* what is said of the calendar; FIELD_NONE is not said */
  int16_t year, month, day, weekday, quarter, half;
  int16_t decade;    /* its first year */
  int16_t century;   /* 20 of "20th century" */
  int16_t last_year; /* 2024 of "2023-24" */
  int16_t holiday;   /* row of date_holidays */
  int16_t hour, minute, second;
  int16_t zone;   /* minutes east of UTC, ZONE_NONE, ZONE_UTC for a written Z */
  int16_t offset; /* days from the anchor, OFFSET_NONE */
  uint8_t season, part;
  bool weekend;
  int16_t nth;                   /* a part counted in the period: 1.., NTH_LAST, NTH_NONE */
  uint8_t nth_unit, nth_weekday; /* what is counted: a Unit or a weekday */
  uint8_t around;                /* UNIT_WEEK, UNIT_WEEKEND: the one around the day said */
  bool two_digit_year, weekday_short, month_unsure;
  bool day_first_unsure; /* 3/4/2022: day and month could be the other way round */
  bool before_christ;    /* year counts backwards */
  /* relation to a reference time */
  uint8_t relation; /* Relation; with unit NONE it qualifies the named fields */
  uint8_t unit;     /* Unit */
  Amount amount;
  uint8_t edge, bound, reference;
  uint8_t every;       /* of a set: 1, 2 = every other */
  uint8_t of_unit;     /* "the year-ago quarter": the unit that lies there */
  bool parenthesised;  /* directly behind another expression, in brackets */
  bool preceded_by_in; /* "in two weeks" */
  bool nth_running;    /* "the third straight day" */
  const char *rule;
} Expression;

enum { ZONE_NONE = 32767, ZONE_UTC = 32766, OFFSET_NONE = 32767 };

void expression_clear(Expression *e);
/* Is any field of the calendar said? */
bool expression_said(const Expression *e);
bool expression_said_day(const Expression *e);
bool expression_said_year(const Expression *e);
bool expression_takes_year(const Expression *e); /* can a year stand behind it? */

typedef struct Expressions {
  VECTOR(Expression) all;
} Expressions;

/* ---- the grammar: each returns the token behind what it read, or `at` ------ */

/* Dates in digits: 2022-01-27T10:00Z, 28/01/2022, 28.01.22, 20220128. */
uint32_t digital_read(DateLexer *lexer, uint32_t at, Expression *e);
/* May this month's name be the month here, not a verb or a person? */
bool month_is_month(DateLexer *lexer, uint32_t at);
/* "early", "the end of", "mid-". */
uint32_t edge_read(DateLexer *lexer, uint32_t at, Expression *e);
/* Clock times: "10 p.m.", "17:41", "noon", "4 in the morning". */
uint32_t clock_read(DateLexer *lexer, uint32_t at, Expression *e);
/* Points and periods of the calendar, composed of parts. */
uint32_t calendar_read(DateLexer *lexer, uint32_t at, Expression *e);
/* "1996", "fiscal 2021", "'68", "nineteen ninety-six", "44 BC". */
uint32_t year_read(DateLexer *lexer, uint32_t at, Expression *e);
/* "the 1988 third quarter", "the 1988 quarter". */
uint32_t year_read_quarter(DateLexer *lexer, uint32_t at, Expression *e);
/* "the 1990s", "the '80s", "the nineties", "the 20th century". */
uint32_t year_read_decade(DateLexer *lexer, uint32_t at, Expression *e);
/* A relation and what it relates: "last week", "the third quarter". */
uint32_t relative_read(DateLexer *lexer, uint32_t at, Expression *e);
/* "over the last year", `at` its "last": an amount of time, not the year before. */
bool relative_is_amount(const Text *text, uint32_t at);
/* Amounts of time, also as distance: "two weeks ago". */
uint32_t duration_read(DateLexer *lexer, uint32_t at, Expression *e);
/* What recurs: "every Tuesday", "twice a week", "daily". */
uint32_t set_read(DateLexer *lexer, uint32_t at, Expression *e);
/* "now", "the past", "soon". */
uint32_t reference_read(DateLexer *lexer, uint32_t at, Expression *e);

/* All expressions of a text, in order. */
void expression_find(Arena *arena, DateLexer *lexer, Expressions *out);

/* ---- resolution ----------------------------------------------------------- */

/* Values and days of all expressions, in order. */
void date_resolve(Arena *arena, const Text *text, Expressions *in, Day anchor, Dates *out);

#endif
