/*
** unit.h: the reporter's sentences, with every quotation folded into one item.
**
** A unit is one sentence, or several that a marked stretch holds together:
** "We hope so. We try," he said.  Its items are tokens, except that a marked
** stretch with its marks is one item.  So a reporting clause looks the same,
** however long the speech is.
*/
#ifndef NEWS_QUOTE_UNIT_H
#define NEWS_QUOTE_UNIT_H

#include "quote/marks.h"
#include "quote/words.h"

#define STRETCH_NONE 0xFFFFFFFFu

enum {                        /* Item.flags */
       ITEM_CAPITAL = 1 << 0, /* a stretch: its first word */
       ITEM_NUMBER = 1 << 1,
       ITEM_MARK = 1 << 2,         /* punctuation, symbols */
       ITEM_COMMA_INSIDE = 1 << 3, /* a stretch that ends in a comma */
       ITEM_END_INSIDE = 1 << 4,   /* a stretch that ends in . ? ! ... */
       ITEM_GLUED = 1 << 5,
       ITEM_POSSESSIVE = 1 << 6 /* 's, the apostrophe of drivers', his, their */
};

typedef struct Item {
  uint32_t first, last; /* tokens, half open; a stretch with its marks */
  uint32_t stretch;     /* index, or STRETCH_NONE */
  uint32_t word;        /* hash of the folded word; stretches: of their form */
  uint32_t class;       /* the same, where single open-class words are folded into kinds */
  uint32_t suffix;      /* hash of a cue's last three letters; of others, of all */
  uint8_t closed;       /* WordClass */
  uint8_t cue;          /* CueClass */
  uint16_t frames;      /* of the cue */
  uint8_t flags;
  char mark; /* Token.mark; 0 for stretches */
} Item;

typedef struct Unit {
  uint32_t first, last; /* items, half open */
  uint32_t paragraph;
} Unit;

typedef struct Units {
  VECTOR(Item) items;
  VECTOR(Unit) all;
} Units;

/* Linear in the tokens. */
void units_make(Arena *arena, const Text *text, const Stretches *stretches, Units *units);

#endif
