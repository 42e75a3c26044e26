/* token.c: one pass over the bytes that cuts tokens. */
#include "text/token.h"

#include <string.h>

#include "text/abbreviation.h"
#include "text/fold.h"

/* A character that was read: its code point, class and the byte behind it. */
typedef struct Char {
  uint32_t codepoint, end;
  CharClass kind;
} Char;

typedef struct Scanner {
  Arena *arena;
  const char *bytes;
  uint32_t length;
  uint32_t looked; /* where the host was asked last */
  VECTOR(Token) tokens;
} Scanner;

/* No word, number, address or space is longer: what is goes on as another one.  So all that looks at a
** token takes bounded time. */
enum { TOKEN_MOST = 64 << 10, LOOK_EVERY = 4 << 10 };

/* Is the token that begins at `from` long enough? */
static bool is_full(uint32_t from, uint32_t at)
{
  return at - from >= TOKEN_MOST;
}

static Char char_at(const Scanner *s, uint32_t position)
{
  Char c = {0, position, CHAR_OTHER};
  if (position >= s->length) return c;
  unsigned char byte = (unsigned char)s->bytes[position];
  if (byte < 0x80) return (Char){byte, position + 1, (CharClass)char_ascii_class[byte]};
  c.codepoint = utf8_next(s->bytes, s->length, &c.end);
  c.kind = char_class(c.codepoint);
  return c;
}

static bool is_letter(Char c)
{
  return c.kind == CHAR_UPPER || c.kind == CHAR_LOWER || c.kind == CHAR_LETTER;
}

static bool is_wordly(Char c)
{
  return is_letter(c) || c.kind == CHAR_DIGIT || c.kind == CHAR_MARK;
}

static bool is_apostrophe(Char c)
{
  return c.codepoint == '\'' || c.codepoint == 0x2019;
}

/* ---- clitics ------------------------------------------------------------ */

/* The end of 's 're 've 'll 'd 'm at an apostrophe, or 0. */
static uint32_t clitic_end(const Scanner *s, Char apostrophe)
{
  static const char *const forms[] = {"s", "re", "ve", "ll", "d", "m"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    uint32_t n = (uint32_t)strlen(forms[i]), end = apostrophe.end + n;
    if (end > s->length) continue;
    char folded[4];
    text_fold(s->bytes + apostrophe.end, n, folded, sizeof folded);
    if (memcmp(folded, forms[i], n) == 0 && !is_wordly(char_at(s, end))) return end;
  }
  return 0;
}

/* Is the apostrophe the one of n't, with its n just before? */
static bool is_negation(const Scanner *s, uint32_t word, uint32_t apostrophe, uint32_t behind)
{
  return apostrophe > word + 1 && (s->bytes[apostrophe - 1] | 32) == 'n' && behind < s->length &&
         (s->bytes[behind] | 32) == 't' && !is_wordly(char_at(s, behind + 1));
}

/* ---- words -------------------------------------------------------------- */

/* The end of the letters, marks and digits from `from` on; an apostrophe
** between letters stays inside unless a clitic begins there. */
static uint32_t word_end(const Scanner *s, uint32_t from)
{
  uint32_t at = from;
  for (;;) {
    if (is_full(from, at)) return at;
    Char c = char_at(s, at);
    if (at < s->length && is_wordly(c)) {
      at = c.end;
      continue;
    }
    if (at == from || at >= s->length || !is_apostrophe(c) || !is_letter(char_at(s, c.end))) return at;
    if (clitic_end(s, c)) return at;
    if (is_negation(s, from, at, c.end)) return at - 1;
    at = c.end;
  }
}

/* "NATOand": the end of the capitals where a listed small word is glued to
** them, else `end`. */
static uint32_t glue_cut(const Scanner *s, uint32_t from, uint32_t end)
{
  uint32_t at = from;
  while (at < end && s->bytes[at] >= 'A' && s->bytes[at] <= 'Z') at++;
  if (at - from < 2 || at == end) return end;
  for (uint32_t i = at; i < end; i++) {
    if (s->bytes[i] < 'a' || s->bytes[i] > 'z') return end;
  }
  return lexicon_find_word(&text_glue_words, s->bytes + at, end - at) >= 0 ? at : end;
}

/* U.S.  a.m.  J.K. : the end of letters that each have a full stop, else `end`.
** The last stop may be missing ("the U.S and") among capitals. */
static uint32_t dotted_end(const Scanner *s, uint32_t from, uint32_t end)
{
  uint32_t at = from, letters = 0;
  for (;;) {
    Char letter = char_at(s, at);
    if (at >= s->length || !is_letter(letter) || is_full(from, at)) break;
    Char dot = char_at(s, letter.end), next = char_at(s, dot.end);
    if (dot.codepoint != '.') {
      if (letters && letter.kind == CHAR_UPPER && !is_wordly(dot)) return letter.end;
      break;
    }
    if (letters == 0 && !is_letter(next)) break;
    letters++;
    at = dot.end;
  }
  return letters >= 2 ? at : end;
}

static bool digit_follows(const Scanner *s, uint32_t at)
{
  uint32_t from = at;
  while (at < s->length && s->bytes[at] == ' ' && !is_full(from, at)) at++;
  return char_at(s, at).kind == CHAR_DIGIT;
}

/* The end behind the full stop where the word and it are an abbreviation. */
static uint32_t abbreviation_end(const Scanner *s, uint32_t from, uint32_t end)
{
  if (end >= s->length || s->bytes[end] != '.') return end;
  Char first = char_at(s, from);
  if (first.end == end) {
    uint32_t dotted = dotted_end(s, from, end);
    if (dotted != end) return dotted;
    if (first.kind == CHAR_UPPER && first.codepoint != 'I') return end + 1; /* an initial */
  }
  if (end - from > 8) return end;
  int32_t row = lexicon_find_word(&text_abbreviations, s->bytes + from, end - from);
  if (row < 0) return end;
  const Abbreviation *a = &text_abbreviations_rows[row];
  if (a->capitalised && first.kind != CHAR_UPPER) return end;
  if (a->kind == ABBREVIATION_NUMBERED && !digit_follows(s, end + 1)) return end;
  return end + 1;
}

/* ---- numbers and addresses ---------------------------------------------- */

/* Digits with separators (100,000  3.5  28.01.2022), then glued letters. */
static uint32_t number_end(const Scanner *s, uint32_t from)
{
  uint32_t at = from;
  for (;;) {
    Char c = char_at(s, at);
    if (is_full(from, at)) break;
    if (at < s->length && c.kind == CHAR_DIGIT) {
      at = c.end;
    } else if (c.codepoint == '.' && char_at(s, c.end).kind == CHAR_DIGIT) {
      at = c.end;
    } else if (c.codepoint == ',') {
      uint32_t digits = 0;
      while (digits < 4 && char_at(s, c.end + digits).kind == CHAR_DIGIT) digits++;
      if (digits != 3) break;
      at = c.end;
    } else {
      break;
    }
  }
  while (at < s->length && !is_full(from, at) && is_wordly(char_at(s, at))) at = char_at(s, at).end;
  return at;
}

/* Up to the next blank, bracket or quotation mark, without final punctuation. */
static uint32_t link_end(const Scanner *s, uint32_t from)
{
  uint32_t at = from;
  while (at < s->length && !is_full(from, at)) {
    Char c = char_at(s, at);
    if (c.kind == CHAR_SPACE || c.kind == CHAR_QUOTE || c.codepoint == '<' || c.codepoint == '>' ||
        c.codepoint == '(' || c.codepoint == ')') {
      break;
    }
    at = c.end;
  }
  while (at > from && strchr(".,;:!?", s->bytes[at - 1])) at--;
  return at;
}

static bool begins_with(const Scanner *s, uint32_t at, const char *prefix)
{
  size_t n = strlen(prefix);
  return s->length - at >= n && memcmp(s->bytes + at, prefix, n) == 0;
}

/* The end of "nytimes.com/x", "a@b.org", "https://...", "@name", "#tag", or 0. */
static uint32_t address_end(const Scanner *s, uint32_t from, uint32_t word)
{
  static const char *const domains[] = {"com", "org",  "net", "gov", "edu", "io", "uk", "ru",
                                        "de",  "info", "int", "eu",  "tv",  "fr", "co"};
  if (begins_with(s, from, "http://") || begins_with(s, from, "https://") || begins_with(s, from, "www.")) {
    return link_end(s, from);
  }
  if (word >= s->length) return 0;
  char mark = s->bytes[word];
  if (mark == '@' && word > from && is_letter(char_at(s, word + 1))) return link_end(s, from);
  if (mark != '.' || word == from) return 0;
  for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
    uint32_t end = word + 1 + (uint32_t)strlen(domains[i]);
    if (begins_with(s, word + 1, domains[i]) && !is_wordly(char_at(s, end))) return link_end(s, from);
  }
  return 0;
}

/* ---- the scan ----------------------------------------------------------- */

/* Flags that follow from the characters of a word or number. */
static uint16_t spelling_flags(const char *bytes, uint32_t start, uint32_t end)
{
  uint32_t upper = 0, lower = 0, digits = 0, others = 0, letters = 0, at = start;
  uint16_t flags = 0;
  while (at < end) {
    unsigned char byte = (unsigned char)bytes[at];
    uint32_t c = utf8_next(bytes, end, &at);
    if (byte >= 0x80) flags |= TOKEN_NON_ASCII;
    switch (char_class(c)) {
    case CHAR_UPPER:
      if (!letters) flags |= TOKEN_CAPITAL;
      if (lower) flags |= TOKEN_INNER_CAPITAL;
      upper++, letters++;
      break;
    case CHAR_LOWER: lower++, letters++; break;
    case CHAR_LETTER: letters++, others++; break;
    case CHAR_DIGIT: digits++; break;
    default: others++;
    }
  }
  if (upper >= 2 && !lower) flags |= TOKEN_ALL_CAPITALS;
  if (digits) flags |= TOKEN_HAS_DIGIT;
  if (digits && !letters && !others) flags |= TOKEN_ALL_DIGITS;
  return flags;
}

static char mark_of(const char *bytes, uint32_t start, uint32_t end, uint32_t codepoint)
{
  if (end == start + 1) return bytes[start];
  if (codepoint == 0x2013 || codepoint == 0x2014 || codepoint == 0x2015 || codepoint == 0x2012 ||
      (codepoint == '-' && end > start + 1)) {
    return '~';
  }
  if (codepoint == 0x2026 || codepoint == '.') return '_';
  return 0;
}

static void add_known(Scanner *s, Token token)
{
  Token *t = vector_push(s->arena, &s->tokens);
  if (t) *t = token;
}

static void add(Scanner *s, uint32_t start, uint32_t end, TokenKind kind, uint16_t flags, char mark)
{
  if (kind == TOKEN_WORD || kind == TOKEN_NUMBER) flags |= spelling_flags(s->bytes, start, end);
  uint32_t hash = text_fold_hash(s->bytes + start, end - start);
  add_known(
      s,
      (Token){.start = start, .end = end, .hash = hash, .flags = flags, .kind = (uint8_t)kind, .mark = mark});
}

/* The common case in one pass: ASCII letters with something behind them that can
** only end a word.  Returns its end, or 0 where the other functions must look. */
static uint32_t add_plain_word(Scanner *s, uint32_t start, uint16_t flags)
{
  uint32_t at = start, upper = 0, hash = FOLD_HASH_BASIS;
  bool inner = false;
  for (; at < s->length && !is_full(start, at); at++) {
    unsigned char byte = (unsigned char)s->bytes[at], folded = byte | 32;
    if (folded < 'a' || folded > 'z') break;
    if (byte != folded) {
      upper++;
      inner |= upper <= at - start; /* a lower-case letter came before */
    }
    hash = fold_hash_byte(hash, folded);
  }
  uint32_t length = at - start, lower = length - upper;
  unsigned char behind = at < s->length ? (unsigned char)s->bytes[at] : ' ';
  if (length == 0 || !memchr(" ,\n-;)\"!?(/", behind, 12) || (upper >= 2 && lower >= 2)) return 0;
  if (s->bytes[start] < 'a') flags |= TOKEN_CAPITAL;
  if (upper >= 2 && !lower) flags |= TOKEN_ALL_CAPITALS;
  if (inner) flags |= TOKEN_INNER_CAPITAL;
  add_known(s, (Token){.start = start, .end = at, .hash = hash, .flags = flags, .kind = TOKEN_WORD});
  return at;
}

/* A mark: quotation, ellipsis, dash or a single character; returns its end. */
static uint32_t add_mark(Scanner *s, uint32_t at, Char c, uint16_t flags)
{
  uint32_t end = c.end;
  TokenKind kind = c.kind == CHAR_PUNCTUATION ? TOKEN_PUNCTUATION : TOKEN_SYMBOL;
  if (c.kind == CHAR_QUOTE) {
    kind = TOKEN_QUOTE;
    if ((c.codepoint == '\'' || c.codepoint == '`') && end < s->length &&
        s->bytes[end] == (char)c.codepoint) {
      end++;
    }
    add(s, at, end, kind, flags, end == at + 1 ? s->bytes[at] : 0);
    return end;
  }
  if (c.codepoint == '.' && begins_with(s, at, "...")) {
    while (end < s->length && s->bytes[end] == '.' && !is_full(at, end)) end++;
  } else if (c.codepoint == '-' && begins_with(s, at, "--")) {
    while (end < s->length && s->bytes[end] == '-' && !is_full(at, end)) end++;
  }
  add(s, at, end, kind, flags, mark_of(s->bytes, at, end, c.codepoint));
  return end;
}

/* A word, cut where clitics and glued words demand; returns the end of all. */
static uint32_t add_word(Scanner *s, uint32_t at, uint16_t flags)
{
  uint32_t plain = add_plain_word(s, at, flags);
  if (plain) return plain;
  uint32_t end = word_end(s, at), address = address_end(s, at, end);
  if (address > end) {
    add(s, at, address, TOKEN_LINK, flags, 0);
    return address;
  }
  uint32_t cut = glue_cut(s, at, end);
  if (cut != end) {
    add(s, at, cut, TOKEN_WORD, flags, 0);
    add(s, cut, end, TOKEN_WORD, TOKEN_GLUED, 0);
    return end;
  }
  uint32_t stop = abbreviation_end(s, at, end);
  add(s, at, stop, TOKEN_WORD, stop != end ? flags | TOKEN_ABBREVIATION : flags, 0);
  return stop;
}

/* 's or n't behind a word, or 0. */
static uint32_t add_clitic(Scanner *s, uint32_t at, Char c)
{
  uint32_t end = 0;
  if (is_apostrophe(c)) {
    end = clitic_end(s, c);
  } else if (c.codepoint == 'n' || c.codepoint == 'N') {
    Char apostrophe = char_at(s, c.end);
    if (is_apostrophe(apostrophe) && apostrophe.end < s->length && (s->bytes[apostrophe.end] | 32) == 't' &&
        !is_wordly(char_at(s, apostrophe.end + 1))) {
      end = apostrophe.end + 1;
    }
  }
  if (end) add(s, at, end, TOKEN_WORD, TOKEN_GLUED | TOKEN_CLITIC, 0);
  return end;
}

static bool still_running(Scanner *s, uint32_t at)
{
  if (at - s->looked < LOOK_EVERY) return true;
  s->looked = at;
  return arena_running(s->arena);
}

/* White space before a token: line and paragraph starts. */
static uint32_t skip_space(Scanner *s, uint32_t at, uint16_t *flags)
{
  uint32_t lines = 0, from = at;
  if (at > 0 && at + 1 < s->length && s->bytes[at] == ' ' && s->bytes[at + 1] > ' ') return at + 1;
  while (at < s->length && still_running(s, at)) {
    Char c = char_at(s, at);
    if (c.kind != CHAR_SPACE) break;
    if (c.codepoint == '\n' || c.codepoint == 0x2028 || c.codepoint == 0x85 ||
        (c.codepoint == '\r' && !(c.end < s->length && s->bytes[c.end] == '\n'))) {
      lines++;
    }
    if (c.codepoint == 0x2029) lines += 2;
    at = c.end;
  }
  if (at == from && from > 0) *flags |= TOKEN_GLUED;
  if (lines >= 1 || from == 0) *flags |= TOKEN_LINE_START;
  if (lines >= 2 || from == 0) *flags |= TOKEN_PARAGRAPH_START;
  return at;
}

void token_split(Arena *arena, Text *text)
{
  Scanner s = {.arena = arena, .bytes = text->bytes, .length = text->length};
  uint32_t at = 0;
  bool behind_word = false; /* the last token was a word that this place continues */
  while (at < s.length && still_running(&s, at)) {
    uint16_t flags = 0;
    at = skip_space(&s, at, &flags);
    if (at >= s.length) break;
    if (!s.tokens.count)
      flags = (uint16_t)((flags & ~TOKEN_GLUED) | TOKEN_LINE_START | TOKEN_PARAGRAPH_START);
    Char c = char_at(&s, at);
    uint32_t clitic = behind_word && (flags & TOKEN_GLUED) ? add_clitic(&s, at, c) : 0;
    behind_word = false;
    if (clitic) {
      at = clitic;
    } else if (c.kind == CHAR_DIGIT) {
      uint32_t end = number_end(&s, at);
      add(&s, at, end, TOKEN_NUMBER, flags, 0);
      at = end;
      behind_word = true;
    } else if (is_letter(c) || c.kind == CHAR_MARK) {
      at = add_word(&s, at, flags);
      behind_word = true;
    } else if ((c.codepoint == '@' || c.codepoint == '#') && is_letter(char_at(&s, c.end))) {
      uint32_t end = c.end;
      while (end < s.length && !is_full(at, end) && (is_wordly(char_at(&s, end)) || s.bytes[end] == '_')) {
        end = char_at(&s, end).end;
      }
      add(&s, at, end, TOKEN_LINK, flags, 0);
      at = end;
    } else {
      at = add_mark(&s, at, c, flags);
      behind_word = s.tokens.count && text->bytes[at - 1] == '.';
    }
  }
  text->tokens = s.tokens.items;
  text->token_count = s.tokens.count;
}
