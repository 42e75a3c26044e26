/*
** word.h: the words that temporal expressions are built of, as
** tables/words.txt lists them, and the classes the lexer adds for numbers.
*/
#ifndef NEWS_DATE_WORD_H
#define NEWS_DATE_WORD_H

#include "text/text.h"

typedef enum WordClass {
  WORD_UNREAD,
  WORD_NONE,
  /* triggers: an expression can be built around one of these */
  WORD_MONTH,     /* value 1..12 */
  WORD_WEEKDAY,   /* 1 Monday .. 7 Sunday */
  WORD_UNIT,      /* Unit */
  WORD_PART,      /* DayPart: morning, evening ... */
  WORD_SEASON,    /* Season */
  WORD_DEICTIC,   /* days from the anchor: yesterday -1 */
  WORD_TONIGHT,   /* DayPart of the anchor's day: tonight, overnight */
  WORD_REFERENCE, /* Reference: now, recently, soon */
  WORD_FREQUENCY, /* Unit: daily, monthly */
  WORD_DECADE,    /* first year: 1990 of "1990s", "nineties" */
  WORD_HOLIDAY,   /* index into date_holidays_rows */
  WORD_NOON,      /* hour: noon 12, midnight 0 */
  WORD_MERIDIEM,  /* hours to add: a.m. 0, p.m. 12 */
  WORD_QUARTER,   /* Q1 .. Q4; 20213 of 3Q21 */
  WORD_HALF,      /* H1, H2; 20221 of 1H22 */
  WORD_YEAR,      /* a number of four digits that can be a year */
  WORD_CLOCK,     /* "10pm", "7.30am", or a number before ':' */
  WORD_MACHINE,   /* a number with '-', '/' or '.' that may begin a date in digits */
  /* what stands around them */
  WORD_NUMBER,   /* a number word: two, twenty, hundred */
  WORD_DIGITS,   /* a number in digits */
  WORD_ORDINAL,  /* first, 3rd */
  WORD_QUANTITY, /* Vague: several, few, many */
  WORD_RELATIVE, /* Relation: last, next, this */
  WORD_EDGE,     /* Edge: early, late, beginning */
  WORD_BOUND,    /* Bound: about, more than, at least */
  WORD_EVERY,    /* 1, 2 = every other */
  WORD_TIMES,    /* once 1, twice 2 */
  WORD_FILLER,   /* adjectives before a unit: long, fiscal, straight, consecutive */
  WORD_ZONE,     /* minutes east of UTC */
  WORD_ERA       /* BC -1, AD 1 */
} WordClass;

enum { WORD_LAST_TRIGGER = WORD_MACHINE };

enum {                       /* DateWord.flags */
       WORD_PLURAL = 1,      /* weeks, Mondays */
       WORD_AMBIGUOUS = 2,   /* also a common word: may, march, sun, second */
       WORD_CAPITALISED = 4, /* counts only when written with a capital */
       WORD_ADJECTIVE = 8    /* stands before a noun and is no phrase of its own: current, past */
};

typedef struct DateWord {
  uint8_t class; /* WordClass */
  uint8_t flags;
  int16_t value;
} DateWord;

typedef enum Unit {
  UNIT_NONE,
  UNIT_SECOND,
  UNIT_MINUTE,
  UNIT_HOUR,
  UNIT_DAY,
  UNIT_WEEKEND,
  UNIT_WEEK,
  UNIT_FORTNIGHT,
  UNIT_MONTH,
  UNIT_QUARTER,
  UNIT_YEAR,
  UNIT_DECADE,
  UNIT_CENTURY,
  UNIT_MILLENNIUM,
  UNIT_PERIOD /* "period", "time": of a length the context knows */
} Unit;

typedef enum DayPart {
  PART_NONE,
  PART_MORNING,
  PART_MIDDAY,
  PART_AFTERNOON,
  PART_EVENING,
  PART_NIGHT,
  PART_DAYTIME
} DayPart;

typedef enum Season { SEASON_NONE, SEASON_SPRING, SEASON_SUMMER, SEASON_FALL, SEASON_WINTER } Season;

typedef enum Reference { REFERENCE_NONE, REFERENCE_PAST, REFERENCE_PRESENT, REFERENCE_FUTURE } Reference;

/* How an expression lies to its reference time. THIS, LAST and NEXT count from
** the anchor, the others from the time the text is speaking of. */
typedef enum Relation {
  RELATION_NONE,
  RELATION_THIS,      /* this, current, today's */
  RELATION_LAST,      /* last, past */
  RELATION_NEXT,      /* next, coming, upcoming */
  RELATION_SAME,      /* that, the same */
  RELATION_PREVIOUS,  /* the previous, the preceding */
  RELATION_FOLLOWING, /* the following */
  RELATION_LATEST,    /* the latest, the most recent */
  RELATION_NEW,       /* the new year: the one that begins nearest */
  RELATION_RECENT,    /* recent: never exact */
  RELATION_FUTURE,    /* future: never exact */
  RELATION_AGO,       /* an amount before the anchor */
  RELATION_AHEAD,     /* an amount after the anchor: "in two weeks", "from now" */
  RELATION_EARLIER,   /* an amount before the time spoken of */
  RELATION_LATER      /* an amount after it */
} Relation;

/* Which end of a period is meant; becomes the mod START, MID or END. */
typedef enum Edge { EDGE_NONE, EDGE_START, EDGE_MID, EDGE_END, EDGE_EARLIER, EDGE_LATER } Edge;

typedef enum Bound { BOUND_NONE, BOUND_APPROX, BOUND_MORE, BOUND_LESS, BOUND_AT_LEAST, BOUND_AT_MOST } Bound;

typedef enum Vague { VAGUE_NONE, VAGUE_X, VAGUE_COUPLE, VAGUE_DOZEN } Vague;

extern const Lexicon date_words, date_modifiers;
extern const DateWord date_words_rows[], date_modifiers_rows[];

/*
** What the lexer says of a token.  length is the number of tokens of the word
** ("new year 's eve" has four); it stands at its first token.
*/
typedef struct DateToken {
  uint8_t class; /* WordClass; WORD_UNREAD until date_word reads it */
  uint8_t flags;
  uint8_t length;
  uint8_t digits; /* of a number in digits: how many */
  int32_t value;  /* of a number: -1 above 999999 or with separators it cannot have */
} DateToken;

typedef struct DateLexer {
  const Text *text;
  DateToken *tokens; /* text->token_count items */
  VECTOR(uint32_t) triggers;
} DateLexer;

/* The mark and the flags of a token, 0 beyond the text.  So is text_is false there: at - 1
** of the first token wraps and lies beyond it, too. */
static inline char date_mark(const Text *text, uint32_t i)
{
  return i < text->token_count ? text->tokens[i].mark : '\0';
}
static inline uint16_t date_flags(const Text *text, uint32_t i)
{
  return i < text->token_count ? text->tokens[i].flags : 0;
}

/* Finds the triggers of a text; all else is read when asked for. */
bool date_lex(Arena *arena, const Text *text, DateLexer *lexer);
/* Looks up a token that no trigger is; i < token_count. */
DateToken date_word_read(DateLexer *lexer, uint32_t i);
/* The token at i; class WORD_NONE and length 1 behind the end. */
static inline DateToken date_word(DateLexer *lexer, uint32_t i)
{
  if (i >= lexer->text->token_count) return (DateToken){.class = WORD_NONE, .length = 1};
  return lexer->tokens[i].class != WORD_UNREAD ? lexer->tokens[i] : date_word_read(lexer, i);
}

#endif
