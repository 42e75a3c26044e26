/*
** quote.h: who said what.
**
**   Quotes quotes = {0};
**   quote_find(&arena, text, &mentions, &quotes);
**
** Marks are paired first (marks.c), then reporting clauses are found around
** the marked stretches and without marks, then the speaker's words are resolved
** through the mentions of the text.
*/
#ifndef NEWS_QUOTE_H
#define NEWS_QUOTE_H

#include "entity/entity.h"

typedef enum QuoteKind {
  QUOTE_DIRECT,   /* whole clauses in marks */
  QUOTE_PARTIAL,  /* a fragment in marks inside the reporter's sentence */
  QUOTE_INDIRECT, /* the whole reported clause, also when it holds partial quotes */
  QUOTE_SCARE     /* marks without speech: terms, titles, irony */
} QuoteKind;
const char *quote_kind_name(QuoteKind kind);

typedef struct Quote {
  uint32_t start, end; /* bytes, without the quotation marks */
  QuoteKind kind;
  Slice speaker;     /* the resolved name; NONE for plural and unnamed speakers */
  Slice role;        /* of the speaker */
  Span speaker_span; /* the words that stand for the speaker; {0,0}: none */
  Span cue;          /* the reporting word(s); {0,0}: none */
  Slice addressee, medium;
  bool negated;
  uint32_t within;  /* index + 1 of the indirect quote around this one; 0: none */
  float confidence; /* 0..1 */
  const char *rule; /* static name of the pattern */
} Quote;

typedef struct Quotes {
  VECTOR(Quote) all; /* by start, the longer first, then by kind */
} Quotes;

NewsResult quote_find(Arena *arena, const Text *text, const Mentions *mentions, Quotes *quotes);

#endif
