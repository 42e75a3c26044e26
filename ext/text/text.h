/*
** text.h: from bytes to tokens, sentences and paragraphs.
**
**   Text *text = text_make(&arena, bytes, length);
**   for (uint32_t i = 0; i < text->token_count; i++) ... text->tokens[i] ...
**
** All positions are bytes into text->bytes.  The text ends at its first NUL.
** Everything is made once, in time linear in the text, and never changes.
*/
#ifndef NEWS_TEXT_H
#define NEWS_TEXT_H

#include "news.h"

/* ---- characters ------------------------------------------------------- */

/* A character is what SQLite's substr() takes for one: a byte >= 0xC0 with all
** bytes 0x80-0xBF behind it, or any other single byte.  utf8_next reads the one
** at *position (< length), moves *position behind it, and returns its code
** point, or UTF8_INVALID where the bytes are not valid UTF-8. */
#define UTF8_INVALID 0xFFFFFFFFu
uint32_t utf8_next(const char *bytes, uint32_t length, uint32_t *position);
/* Writes a code point; returns the number of bytes (1-4). */
uint32_t utf8_write(uint32_t codepoint, char out[4]);

typedef enum CharClass {
  CHAR_OTHER, /* invalid bytes, controls, unassigned */
  CHAR_SPACE, /* blanks and line ends, Unicode spaces, zero width space, BOM */
  CHAR_UPPER,
  CHAR_LOWER,
  CHAR_LETTER, /* without case: Arabic, Chinese ... */
  CHAR_DIGIT,
  CHAR_MARK,  /* combining marks, joiners, variation selectors, soft hyphen */
  CHAR_QUOTE, /* all forms of quotation marks and apostrophes */
  CHAR_PUNCTUATION,
  CHAR_SYMBOL
} CharClass;
CharClass char_class(uint32_t codepoint);

/* Folding: lower case by code point, curly apostrophes straight.  It keeps
** accents (name keys drop them).  Writes at most `size` bytes to out and
** returns how many the whole result has (more than size when cut). */
uint32_t text_fold(const char *bytes, uint32_t length, char *out, uint32_t size);
/* FNV-1a of the folded form; the hash of Token and of the lexicons. */
uint32_t text_fold_hash(const char *bytes, uint32_t length);

/* ---- tokens ----------------------------------------------------------- */

/*
** What a token is:
** - a run of letters, marks and digits: "Kyiv", "1990s", "T72"; hyphens always
**   separate ("US-backed" is US - backed, "Thomas-Greenfield" three tokens);
** - clitics stand alone: Ukraine 's, do n't, we 've; O'Brien is one token, and
**   the apostrophe of "the states'" is a CHAR_QUOTE token;
** - a number with its separators: 100,000  3.5  but 17 : 41 and 2022 - 01 - 27;
** - an abbreviation with its full stop: U.S.  a.m.  J.  Mr.  Jan.  (the list is
**   tables/abbreviations.txt);
** - a web or mail address, @name or #tag as a whole;
** - every other mark alone, except that ...  --  ''  `` are one token;
** - glued text is cut: NATO|and, optimism|.|.|"|We, chain|.|Germany.
*/
typedef enum TokenKind {
  TOKEN_WORD,   /* begins with a letter */
  TOKEN_NUMBER, /* begins with a digit; may end in letters: 1990s, 3rd, 10pm */
  TOKEN_LINK,   /* address, @name, #tag */
  TOKEN_QUOTE,  /* a quotation mark or an apostrophe that stands alone */
  TOKEN_PUNCTUATION,
  TOKEN_SYMBOL /* currency, emoji, invalid bytes ... */
} TokenKind;

enum {                               /* Token.flags */
       TOKEN_CAPITAL = 1 << 0,       /* first letter is upper case */
       TOKEN_ALL_CAPITALS = 1 << 1,  /* two letters or more and none lower case */
       TOKEN_INNER_CAPITAL = 1 << 2, /* an upper-case letter behind a lower-case one: McCain */
       TOKEN_HAS_DIGIT = 1 << 3,
       TOKEN_ALL_DIGITS = 1 << 4,
       TOKEN_GLUED = 1 << 5, /* no white space before it (never set on the first) */
       TOKEN_SENTENCE_START = 1 << 6,
       TOKEN_PARAGRAPH_START = 1 << 7,
       TOKEN_LINE_START = 1 << 8,
       TOKEN_ABBREVIATION = 1 << 9, /* its full stop belongs to it: Mr. U.S. J. */
       TOKEN_CLITIC = 1 << 10,      /* 's n't 've 're 'll 'd 'm */
       TOKEN_NON_ASCII = 1 << 11
};

typedef struct Token {
  uint32_t start, end;
  uint32_t hash;     /* text_fold_hash of its bytes */
  uint32_t sentence; /* index into Text.sentences */
  uint16_t flags;
  uint8_t kind; /* TokenKind */
  char mark;    /* the byte of a one-byte token (',' '.' '(' ...), '~' a dash (– —
                ** --), '_' an ellipsis (... …), else 0; quotation marks: text_quote_of */
} Token;

/* ---- sentences, paragraphs -------------------------------------------- */

/* A blank line ends a paragraph.  A sentence never crosses it. */
typedef struct Sentence {
  uint32_t start, end;              /* bytes, without white space at the ends */
  uint32_t first_token, last_token; /* half open */
  uint32_t paragraph;
} Sentence;

typedef struct Paragraph {
  uint32_t start, end;
  uint32_t first_token, last_token; /* half open */
} Paragraph;

typedef struct Text {
  const char *bytes; /* the caller's; must outlive the Text */
  uint32_t length;   /* up to the first NUL */
  Token *tokens;
  Sentence *sentences;
  Paragraph *paragraphs;
  uint32_t token_count, sentence_count, paragraph_count;
} Text;

/* NULL (and the arena's result) when out of memory or interrupted. */
Text *text_make(Arena *arena, const char *bytes, size_t length);

/* The bytes of token i. */
static inline Slice text_token(const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  return (Slice){text->bytes + t->start, t->end - t->start};
}
/* text_is without its short cut; i < token_count. */
bool text_is_whole(const Text *text, uint32_t i, const char *word);
/* Does token i read `word` (folded: lower case, straight apostrophe)?  False
** for i >= token_count, so that looking ahead needs no bounds check. */
static inline bool text_is(const Text *text, uint32_t i, const char *word)
{
  if (i >= text->token_count) return false;
  /* Most words differ in their first byte, in other bits than that of the case. */
  unsigned char first = (unsigned char)text->bytes[text->tokens[i].start];
  if (first < 0x80 && (first ^ (unsigned char)*word) & 0xDFu) return false;
  return text_is_whole(text, i, word);
}
/* Is it one of `words`, an array? */
static inline bool text_is_any(const Text *text, uint32_t i, const char *const *words, size_t count)
{
  for (size_t k = 0; k < count; k++) {
    if (text_is(text, i, words[k])) return true;
  }
  return false;
}
#define TEXT_IS_ANY(text, i, words) text_is_any((text), (i), (words), sizeof(words) / sizeof *(words))
/* Does no word of the clause stand at i: the text's end, punctuation, a sentence's start? */
static inline bool text_ends_clause(const Text *text, uint32_t i)
{
  return i >= text->token_count || text->tokens[i].kind == TOKEN_PUNCTUATION ||
         text->tokens[i].flags & TOKEN_SENTENCE_START;
}
/* Which quotation mark is token i?  '"' straight double (also ''),
** '\'' straight single, 'L' “ « or ``, 'R' ” or », 'l' ‘ or ‹, 'r' ’ or ›,
** ',' „ or ‚, 0 when it is none. */
char text_quote_of(const Text *text, uint32_t i);
/* Index of the first token that ends behind `byte` (token_count if none). */
uint32_t text_token_at(const Text *text, uint32_t byte);

/* ---- lexicons ---------------------------------------------------------- */

/*
** A word or phrase list, compiled from ext/<stage>/tables/<name>.txt by the build
** (ext/tables/README.md tells the format).  Its C name is <stage>_<name>, its
** rows, if it has any, are <stage>_<name>_rows[].
*/
typedef struct LexiconEntry {
  uint32_t hash;   /* of the key (lexicon.h) */
  uint32_t text;   /* offset into Lexicon.pool: folded, tokens separated by one blank */
  uint16_t length; /* bytes */
  uint8_t tokens;  /* number of tokens of the key */
  uint8_t more;    /* 1: a longer key begins with this one */
  int32_t row;     /* index of the row, -1: only the beginning of longer keys */
} LexiconEntry;

typedef struct Lexicon {
  const uint32_t *slots; /* open addressing by phrase hash: entry + 1, or 0 */
  uint32_t mask;
  const LexiconEntry *entries;
  const char *pool;
  uint32_t count; /* rows */
} Lexicon;

/* The longest key that begins at token `from` and ends before `limit`.
** Returns its row and sets *tokens to the number of tokens, or returns -1. */
int32_t lexicon_find(const Lexicon *lexicon, const Text *text, uint32_t from, uint32_t limit,
                     uint32_t *tokens);
/* The same for token i alone. */
int32_t lexicon_find_token(const Lexicon *lexicon, const Text *text, uint32_t i);
/* The same for one word outside a Text (any case). */
int32_t lexicon_find_word(const Lexicon *lexicon, const char *bytes, uint32_t length);

#endif
