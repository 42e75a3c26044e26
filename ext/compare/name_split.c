/* name_split.c: from bytes to words in plain Latin letters. */
#include <string.h>
#include <utf8proc.h>

#include "compare/name.h"

static void append(NameWord *word, const char *bytes, uint32_t length)
{
  if (word->length + length > NAME_LETTERS) return;
  memcpy(word->letters + word->length, bytes, length);
  word->length = (uint8_t)(word->length + length);
}

/* One code point of a decomposition, lower case. */
static void append_letter(NameWord *word, uint32_t c)
{
  char bytes[4];
  if (c < 0x80) {
    bytes[0] = (char)c;
    append(word, bytes, 1);
    return;
  }
  uint32_t length = utf8_write(c, bytes);
  int32_t row = lexicon_find_word(&compare_letters, bytes, length);
  if (row >= 0) {
    append(word, compare_letters_rows[row].letters, (uint32_t)strlen(compare_letters_rows[row].letters));
  } else {
    append(word, bytes, length);
  }
}

/* Lower case, accents dropped, compatibility forms resolved. */
static void append_folded(NameWord *word, uint32_t c)
{
  utf8proc_int32_t decomposed[16];
  int boundary = 0;
  /* These two decompose into letters that English does not write. */
  if (c == 0x439 || c == 0x419) {
    append_letter(word, 'y');
    return;
  }
  if (c == 0x457 || c == 0x407) {
    append_letter(word, 'i');
    return;
  }
  utf8proc_ssize_t count =
      utf8proc_decompose_char((utf8proc_int32_t)c, decomposed, 16,
                              (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                  UTF8PROC_STRIPMARK | UTF8PROC_IGNORE),
                              &boundary);
  for (utf8proc_ssize_t i = 0; i < count && i < 16; i++) append_letter(word, (uint32_t)decomposed[i]);
}

static bool is_hyphen(uint32_t c)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2013);
}

static void add_and(Name *name)
{
  if (name->count == NAME_WORDS) return;
  name->words[name->count++] = (NameWord){.letters = "and", .length = 3};
}

/* Reads the word at *position, whose first character is a letter or digit.
** Apostrophes inside belong to it: O'Brien, Sa'ad. */
static void read_word(Slice text, uint32_t *position, NameWord *word)
{
  uint32_t uppers = 0, letters = 0;
  while (*position < text.length) {
    uint32_t from = *position, c = utf8_next(text.bytes, text.length, position);
    CharClass class = char_class(c);
    if (class == CHAR_UPPER) uppers++;
    if (class == CHAR_UPPER && letters == 0) word->flags |= NAME_CAPITAL;
    if (class == CHAR_UPPER || class == CHAR_LOWER || class == CHAR_LETTER) letters++;
    bool inside = class == CHAR_UPPER || class == CHAR_LOWER || class == CHAR_LETTER || class == CHAR_DIGIT;
    if (c < 0x80 && inside) {
      char lower = (char)(class == CHAR_UPPER ? c | 32 : c);
      append(word, &lower, 1);
    } else if (inside) {
      append_folded(word, c);
    } else if (class != CHAR_MARK && class != CHAR_QUOTE) {
      *position = from;
      break;
    }
  }
  if (letters > 1 && uppers == letters) word->flags |= NAME_ALL_CAPITALS;
}

void name_split(Slice text, Name *name)
{
  name->count = 0;
  bool hyphen = false;
  uint32_t position = 0;
  while (position < text.length && name->count < NAME_WORDS) {
    uint32_t from = position, c = utf8_next(text.bytes, text.length, &position);
    CharClass class = char_class(c);
    if (class == CHAR_UPPER || class == CHAR_LOWER || class == CHAR_LETTER || class == CHAR_DIGIT) {
      NameWord *word = &name->words[name->count];
      *word = (NameWord){0};
      position = from;
      read_word(text, &position, word);
      if (word->length == 0) continue;
      if (hyphen && name->count > 0) {
        word->flags |= NAME_HYPHEN_BEFORE;
        name->words[name->count - 1].flags |= NAME_HYPHEN_BEHIND;
      }
      hyphen = false;
      name->count++;
    } else {
      hyphen = is_hyphen(c);
      if (c == '&') add_and(name);
    }
  }
}
