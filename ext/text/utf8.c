/* utf8.c: characters as SQLite counts them, their classes, and folding. */
#include <string.h>
#include <utf8proc.h>

#include "text/fold.h"
#include "text/text.h"

/* The code point of a well-formed sequence that fills `length` bytes exactly. */
static uint32_t decode(const unsigned char *s, uint32_t length)
{
  uint32_t c;
  switch (length) {
  case 2:
    if (s[0] < 0xC2 || s[0] > 0xDF) return UTF8_INVALID;
    return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
  case 3:
    if (s[0] < 0xE0 || s[0] > 0xEF) return UTF8_INVALID;
    c = (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    return c < 0x800 || (c >= 0xD800 && c <= 0xDFFF) ? UTF8_INVALID : c;
  case 4:
    if (s[0] < 0xF0 || s[0] > 0xF4) return UTF8_INVALID;
    c = (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 | (uint32_t)(s[2] & 0x3F) << 6 |
        (s[3] & 0x3F);
    return c < 0x10000 || c > 0x10FFFF ? UTF8_INVALID : c;
  default: return UTF8_INVALID;
  }
}

uint32_t utf8_next(const char *bytes, uint32_t length, uint32_t *position)
{
  const unsigned char *s = (const unsigned char *)bytes + *position;
  uint32_t rest = length - *position, n = 1;
  if (s[0] < 0x80) {
    *position += 1;
    return s[0];
  }
  if (s[0] >= 0xC0) {
    while (n < rest && (s[n] & 0xC0) == 0x80) n++;
  }
  *position += n;
  return decode(s, n);
}

uint32_t utf8_write(uint32_t codepoint, char out[4])
{
  return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)codepoint, (utf8proc_uint8_t *)out);
}

/* Marks that stand for quotation or apostrophe beyond ASCII. */
static bool is_quote(uint32_t c)
{
  return (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A ||
         c == 0xFF02 || c == 0xFF07 || c == 0x2032 || c == 0x2033 || c == 0xB4;
}

/* One letter a class, sixteen characters a line. */
enum {
  O = CHAR_OTHER,
  W = CHAR_SPACE,
  U = CHAR_UPPER,
  L = CHAR_LOWER,
  D = CHAR_DIGIT,
  Q = CHAR_QUOTE,
  P = CHAR_PUNCTUATION,
  S = CHAR_SYMBOL,
};
/* clang-format off */
const unsigned char char_ascii_class[128] = {
    O, O, O, O, O, O, O, O, O, W, W, W, W, W, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    W, P, Q, S, S, S, S, Q, P, P, S, S, P, P, P, P,
    D, D, D, D, D, D, D, D, D, D, P, P, S, S, S, P,
    S, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, P, S, P, S, S,
    Q, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, P, S, P, S, O,
};
/* clang-format on */

CharClass char_class(uint32_t c)
{
  if (c < 0x80) return (CharClass)char_ascii_class[c];
  if (c == UTF8_INVALID) return CHAR_OTHER;
  if (is_quote(c)) return CHAR_QUOTE;
  if (c == 0x85 || c == 0x200B || c == 0xFEFF) return CHAR_SPACE;
  if (c == 0xAD) return CHAR_MARK;
  if (c == 0x2022 || c == 0x2023 || c == 0x2043)
    return CHAR_SYMBOL; /* bullets, as their like of another shape */
  switch (utf8proc_category((utf8proc_int32_t)c)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT: return CHAR_UPPER;
  case UTF8PROC_CATEGORY_LL: return CHAR_LOWER;
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO: return CHAR_LETTER;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME: return CHAR_MARK;
  case UTF8PROC_CATEGORY_ND: return CHAR_DIGIT;
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO:
  case UTF8PROC_CATEGORY_SM:
  case UTF8PROC_CATEGORY_SC:
  case UTF8PROC_CATEGORY_SK:
  case UTF8PROC_CATEGORY_SO: return CHAR_SYMBOL;
  case UTF8PROC_CATEGORY_PC:
  case UTF8PROC_CATEGORY_PD:
  case UTF8PROC_CATEGORY_PS:
  case UTF8PROC_CATEGORY_PE:
  case UTF8PROC_CATEGORY_PI:
  case UTF8PROC_CATEGORY_PF:
  case UTF8PROC_CATEGORY_PO: return CHAR_PUNCTUATION;
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP: return CHAR_SPACE;
  case UTF8PROC_CATEGORY_CF: return CHAR_MARK; /* joiners, direction marks */
  default: return CHAR_OTHER;
  }
}

/* Folds the character at *position, not an ASCII one; writes 1-4 bytes (or the invalid bytes as
** they are, of which there can be more: they go through `raw`). */
static uint32_t fold_next(const char *bytes, uint32_t length, uint32_t *position, char out[4],
                          const char **raw)
{
  uint32_t from = *position;
  uint32_t c = utf8_next(bytes, length, position);
  *raw = out;
  if (c == UTF8_INVALID) {
    *raw = bytes + from;
    return *position - from;
  }
  if (c == 0x2019 || c == 0x2018 || c == 0x201B || c == 0xFF07) {
    out[0] = '\'';
    return 1;
  }
  return utf8_write((uint32_t)utf8proc_tolower((utf8proc_int32_t)c), out);
}

uint32_t text_fold(const char *bytes, uint32_t length, char *out, uint32_t size)
{
  uint32_t position = 0, total = 0;
  while (position < length) {
    char folded[4];
    const char *piece;
    unsigned char byte = (unsigned char)bytes[position];
    if (byte < 0x80) {
      if (total < size) out[total] = (char)(char_ascii_class[byte] == CHAR_UPPER ? byte | 32 : byte);
      total++;
      position++;
      continue;
    }
    uint32_t n = fold_next(bytes, length, &position, folded, &piece);
    for (uint32_t i = 0; i < n; i++) {
      if (total + i < size) out[total + i] = piece[i];
    }
    total += n;
  }
  return total;
}

uint32_t text_fold_hash(const char *bytes, uint32_t length)
{
  uint32_t hash = FOLD_HASH_BASIS, position = 0;
  while (position < length) {
    unsigned char byte = (unsigned char)bytes[position];
    if (byte < 0x80) {
      hash = fold_hash_byte(hash, char_ascii_class[byte] == CHAR_UPPER ? byte | 32 : byte);
      position++;
      continue;
    }
    char folded[4];
    const char *piece;
    uint32_t n = fold_next(bytes, length, &position, folded, &piece);
    for (uint32_t i = 0; i < n; i++) hash = fold_hash_byte(hash, (unsigned char)piece[i]);
  }
  return hash;
}
