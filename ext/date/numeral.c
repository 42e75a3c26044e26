/* numeral.c: numbers in words and in digits. */
#include "date/numeral.h"

static bool is_spelled(DateToken word)
{
  return word.class == WORD_NUMBER;
}

/* A number in digits with separators: 12  1,000  3.5; false for 28.01.2022. */
static bool digits_value(Slice token, double *value)
{
  double whole = 0, scale = 1;
  bool fraction = false;
  for (uint32_t i = 0; i < token.length; i++) {
    char c = token.bytes[i];
    if (c == ',') continue;
    if (c == '.') {
      if (fraction) return false;
      fraction = true;
    } else if (c >= '0' && c <= '9') {
      if (fraction) {
        scale /= 10;
        whole += scale * (c - '0');
      } else {
        whole = whole * 10 + (c - '0');
      }
    } else {
      return false;
    }
  }
  *value = whole;
  return true;
}

double numeral_sign(const Text *text, uint32_t at)
{
  if (at >= text->token_count) return 0;
  Slice sign = text_token(text, at);
  if (sign.length != 2 || (unsigned char)sign.bytes[0] != 0xC2) return 0;
  unsigned char second = (unsigned char)sign.bytes[1];
  return second < 0xBC || second > 0xBE ? 0 : 0.25 * (second - 0xBB);
}

/* "1/2", "3/4" behind a whole number, or the sign for it; moves *at. */
static double read_fraction(DateLexer *lexer, uint32_t *at)
{
  const Text *text = lexer->text;
  double sign = numeral_sign(text, *at);
  if (sign > 0) {
    *at += 1;
    return sign;
  }
  if (*at + 2 < text->token_count && text->tokens[*at + 1].mark == '/' &&
      (text->tokens[*at + 1].flags & TOKEN_GLUED) && (text->tokens[*at + 2].flags & TOKEN_GLUED)) {
    double over, under;
    if (digits_value(text_token(text, *at), &over) && digits_value(text_token(text, *at + 2), &under) &&
        under >= 2 && under <= 10 && over < under) {
      *at += 3;
      return over / under;
    }
  }
  return 0;
}

/* Below one hundred: "seven", "forty", "forty-two", "forty two". */
static uint32_t read_small(DateLexer *lexer, uint32_t at, int32_t *value)
{
  DateToken word = date_word(lexer, at);
  if (!is_spelled(word) || word.value >= 100) return at;
  *value = word.value;
  at++;
  if (word.value >= 20) {
    uint32_t next = at;
    if (date_mark(lexer->text, next) == '-') next++;
    DateToken ones = date_word(lexer, next);
    if (is_spelled(ones) && ones.value >= 1 && ones.value <= 9) {
      *value += ones.value;
      return next + 1;
    }
  }
  return at;
}

static uint32_t read_spelled(DateLexer *lexer, uint32_t at, double *value)
{
  const Text *text = lexer->text;
  double total = 0;
  uint32_t from = at;
  int32_t small = 1;
  bool article = text_is(text, at, "a") || text_is(text, at, "an") || text_is(text, at, "one");
  if (article && is_spelled(date_word(lexer, at + 1)) && date_word(lexer, at + 1).value >= 100) {
    at++;
  } else {
    uint32_t end = read_small(lexer, at, &small);
    if (end == at) return from;
    at = end;
  }
  total = small;
  /* each turn takes at least one token, and at most three magnitudes follow */
  for (int turn = 0; turn < 3; turn++) {
    DateToken magnitude = date_word(lexer, at);
    if (!is_spelled(magnitude) || magnitude.value < 100) break;
    total *= magnitude.value;
    at++;
    uint32_t next = text_is(text, at, "and") ? at + 1 : at;
    uint32_t end = read_small(lexer, next, &small);
    if (end == next) continue;
    DateToken behind = date_word(lexer, end);
    if (is_spelled(behind) && behind.value == 100) { /* two thousand five hundred */
      total += small * 100.0;
      at = end + 1;
    } else {
      total += small;
      at = end;
    }
  }
  *value = total;
  return at;
}

uint32_t numeral_read(DateLexer *lexer, uint32_t at, double *value)
{
  const Text *text = lexer->text;
  if (at >= text->token_count) return at;
  double fraction;
  uint32_t end = at;
  if (text->tokens[at].kind != TOKEN_WORD) {
    fraction = read_fraction(lexer, &end);
    if (end > at) {
      *value = fraction;
      return end;
    }
    if (text->tokens[at].kind != TOKEN_NUMBER || !digits_value(text_token(text, at), value)) return at;
    end = at + 1;
  } else {
    end = read_spelled(lexer, at, value);
    if (end == at) return at;
  }
  uint32_t behind = end;
  if (date_mark(text, behind) == '-') behind++;
  uint32_t fraction_from = behind;
  fraction = read_fraction(lexer, &behind);
  if (behind > fraction_from) {
    *value += fraction;
    return behind;
  }
  uint32_t step = date_mark(text, end) == '-' ? 2 : 1; /* three-and-a-half */
  uint32_t and = end + step - 1;
  if (text_is(text, and, "and") && (text_is(text, and+step, "a") || text_is(text, and+step, "one")) &&
      text_is(text, and+2 * step, "half")) {
    *value += 0.5;
    return and+2 * step + 1;
  }
  if (text_is(text, end, "and") && text_is(text, end + 1, "half")) {
    *value += 0.5;
    return end + 2;
  }
  return end;
}

uint32_t numeral_read_ordinal(DateLexer *lexer, uint32_t at, int32_t *value)
{
  DateToken word = date_word(lexer, at);
  if (word.class == WORD_ORDINAL) {
    *value = word.value;
    return at + word.length;
  }
  if (text_is(lexer->text, at, "second")) {
    *value = 2;
    return at + 1;
  }
  return at;
}
