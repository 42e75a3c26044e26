/*
** marks.h: which quotation marks belong together.
**
** Marks are paired per paragraph by least cost (marks.c tells the costs): every
** mark opens, closes, or is something else (apostrophe, inch, minute, stray).
** A speech that goes on in the next paragraph, where the mark is opened anew,
** is one stretch per paragraph.
*/
#ifndef NEWS_QUOTE_MARKS_H
#define NEWS_QUOTE_MARKS_H

#include "text/text.h"

/* Words between a pair of marks; token indices, half open. */
typedef struct Stretch {
  uint32_t first, last; /* the tokens between the marks: last - first >= 1 */
  uint32_t open, close; /* the marks' own tokens; TOKEN_NONE where there is none */
  uint32_t paragraph;
  bool single;    /* in single marks */
  bool inner;     /* inside another stretch */
  bool continues; /* not closed, and the next paragraph opens anew */
  bool continued; /* the stretch before continues in this one */
} Stretch;

#define TOKEN_NONE 0xFFFFFFFFu

typedef struct Stretches {
  VECTOR(Stretch) all; /* by first; an inner one behind the one around it */
} Stretches;

/* Linear in the tokens. */
void marks_pair(Arena *arena, const Text *text, Stretches *stretches);

#endif
