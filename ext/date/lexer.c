/* lexer.c: which tokens can be part of a temporal expression. */
#include "date/holiday.h"
#include "date/word.h"

static char byte_at(const Text *text, uint32_t at)
{
  return at < text->length ? text->bytes[at] : '\0';
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* Do these folded letters stand at the end of a number token? */
static bool ends_in(const Text *text, uint32_t at, uint32_t end, const char *letters)
{
  for (; at < end; at++, letters++) {
    char c = text->bytes[at];
    if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
    if (c != *letters) return false; /* also at the end of the letters: a token has no NUL */
  }
  return *letters == '\0';
}

static bool ends_as_ordinal(const Text *text, uint32_t at, uint32_t end)
{
  return ends_in(text, at, end, "st") || ends_in(text, at, end, "nd") || ends_in(text, at, end, "rd") ||
         ends_in(text, at, end, "th");
}

/* 90 of "90s", 1990 of "1990s"; -1 for what is no decade. */
static int32_t decade_of(int32_t value, uint32_t digits)
{
  if (digits == 4 && value >= 1000 && value <= 2090 && value % 10 == 0) return value;
  if (digits == 2 && value >= 20 && value % 10 == 0) return 1900 + value;
  return -1;
}

/* Two digits up to `end`, or -1. */
static int32_t two_digits(const Text *text, uint32_t at, uint32_t end)
{
  if (end - at != 2 || !is_digit(text->bytes[at]) || !is_digit(text->bytes[at + 1])) return -1;
  return (text->bytes[at] - '0') * 10 + text->bytes[at + 1] - '0';
}

/* 2023 of the letters and digits "23" or "2023" up to `end`, or -1. */
static int32_t short_year(const Text *text, uint32_t at, uint32_t end)
{
  int32_t year = two_digits(text, at, end);
  if (year >= 0) return 2000 + year;
  if (end - at != 4) return -1;
  int32_t century = two_digits(text, at, at + 2), rest = two_digits(text, at + 2, end);
  return century < 19 || century > 21 || rest < 0 ? -1 : century * 100 + rest;
}

/* 3Q, 3Q21, 1H22: behind the digit, which word->value holds. */
static bool read_quarter(const Text *text, uint32_t at, uint32_t end, DateToken *word)
{
  char letter = text->bytes[at];
  int32_t year = short_year(text, at + 1, end), last = letter == 'Q' ? 4 : 2;
  if ((letter != 'Q' && letter != 'H') || word->value < 1 || word->value > last) return false;
  if (year < 0 && (letter == 'H' || end != at + 1)) return false; /* 2H may be two hours */
  word->class = letter == 'Q' ? WORD_QUARTER : WORD_HALF;
  if (year > 0) word->value += year * 10;
  return true;
}

/* FY2023, FY23 */
static bool read_fiscal_year(const Text *text, uint32_t i, DateToken *word)
{
  const Token *t = &text->tokens[i];
  if (!ends_in(text, t->start, t->start + 2, "fy")) return false;
  int32_t year = short_year(text, t->start + 2, t->end);
  if (year < 0) return false;
  *word = (DateToken){.class = WORD_YEAR, .length = 1, .digits = 4, .value = year};
  return true;
}

/* Does a month's name follow behind the separator: 27-Jan-2022? */
static bool is_month_between(const Text *text, uint32_t i)
{
  uint32_t length;
  if (i + 4 >= text->token_count || text->tokens[i + 2].kind != TOKEN_WORD ||
      text->tokens[i + 3].mark != text->tokens[i + 1].mark)
    return false;
  int32_t row = lexicon_find(&date_words, text, i + 2, i + 3, &length);
  return row >= 0 && date_words_rows[row].class == WORD_MONTH;
}

/* A number in digits: what it is by its own form and the byte behind it. */
static DateToken read_number(const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  DateToken word = {.class = WORD_DIGITS, .length = 1};
  uint32_t at = t->start;
  int32_t value = 0;
  while (at < t->end && is_digit(text->bytes[at])) {
    value = value > 99999 ? -1 : value < 0 ? -1 : value * 10 + (text->bytes[at] - '0');
    at++;
  }
  uint32_t digits = at - t->start;
  word.digits = digits > 200 ? 200 : (uint8_t)digits;
  word.value = value;
  char next = byte_at(text, t->end);
  if (at == t->end) {
    if (next == ':' && digits <= 2 && is_digit(byte_at(text, t->end + 1))) {
      word.class = WORD_CLOCK;
    } else if ((next == '-' || next == '/') && (digits == 4 || digits <= 2) &&
               (is_digit(byte_at(text, t->end + 1)) || next == '/' || is_month_between(text, i))) {
      word.class = WORD_MACHINE;
    } else if (digits == 8 && value < 0) {
      word.class = WORD_MACHINE;
    } else if (digits == 2 && t->flags & TOKEN_GLUED && text->tokens[i - 1].kind == TOKEN_QUOTE &&
               text_quote_of(text, i - 1) != '"' && !(text->tokens[i - 1].flags & TOKEN_GLUED)) {
      word.class = WORD_YEAR; /* '68 */
      word.value += value < 30 ? 2000 : 1900;
    } else if (digits == 4 && value >= 1000 && value <= 2199) {
      word.class = WORD_YEAR;
    } else if (digits == 4 && value < 1000 && value % 100 < 60) {
      word.class = WORD_CLOCK; /* 0740 UTC; else a number */
    }
    return word;
  }
  if (digits == 1 && read_quarter(text, at, t->end, &word)) return word;
  if (ends_as_ordinal(text, at, t->end)) {
    word.class = WORD_ORDINAL;
  } else if (ends_in(text, at, t->end, "s") && decade_of(value, digits) >= 0) {
    word.class = WORD_DECADE;
    word.value = decade_of(value, digits);
  } else if (ends_in(text, at, t->end, "am") || ends_in(text, at, t->end, "pm") ||
             (digits <= 2 && ends_in(text, at, at + 1, "h") && two_digits(text, at + 1, t->end) >= 0)) {
    word.class = WORD_CLOCK;
  } else if (text->bytes[at] == '.' && is_digit(byte_at(text, at + 1))) {
    /* 28.01.2022, 10.30am; a plain 3.5 stays a number, its fraction is read later */
    uint32_t dots = 0, letters = 0;
    for (uint32_t k = at; k < t->end && k < at + 12; k++) {
      dots += text->bytes[k] == '.';
      letters += !is_digit(text->bytes[k]) && text->bytes[k] != '.';
    }
    if (dots == 2 && (digits <= 2 || digits == 4) && !letters) word.class = WORD_MACHINE;
    if (dots == 1 && digits <= 2 &&
        (ends_in(text, t->end - 2, t->end, "am") || ends_in(text, t->end - 2, t->end, "pm"))) {
      word.class = WORD_CLOCK;
    }
    if (word.class == WORD_DIGITS && t->end - at == 3 && dots == 1)
      word.class = WORD_CLOCK; /* 17.41: only before p.m. */
    if (word.class == WORD_DIGITS) word.value = -1;
  } else {
    word.value = -1;
  }
  return word;
}

/* The dependent reading of a listed word: its capital, its place. */
static bool counts(const Text *text, uint32_t i, const DateWord *row)
{
  return !(row->flags & WORD_CAPITALISED) || (text->tokens[i].flags & TOKEN_CAPITAL) ||
         (text->tokens[i].flags & TOKEN_HAS_DIGIT); /* q3 */
}

static DateToken found(const DateWord *row, uint32_t length)
{
  return (DateToken){
      .class = row->class, .flags = row->flags, .length = (uint8_t)length, .value = row->value};
}

bool date_lex(Arena *arena, const Text *text, DateLexer *lexer)
{
  *lexer = (DateLexer){.text = text};
  lexer->tokens = arena_alloc(arena, (size_t)text->token_count * sizeof *lexer->tokens);
  if (!lexer->tokens) return false;
  uint32_t covered = 0; /* tokens below belong to the last word of several tokens */
  for (uint32_t i = 0; i < text->token_count && arena_every(arena, i); i++) {
    DateToken word = {0};
    uint32_t length;
    if (text->tokens[i].kind == TOKEN_WORD) {
      int32_t row = lexicon_find(&date_words, text, i, text->token_count, &length);
      if (row >= 0 && counts(text, i, &date_words_rows[row])) {
        word = found(&date_words_rows[row], length);
      } else if (row < 0 && text->tokens[i].flags & TOKEN_HAS_DIGIT && read_fiscal_year(text, i, &word)) {
        length = 1;
      }
      uint32_t holiday_length;
      if (text->tokens[i].flags & TOKEN_CAPITAL && i >= covered) {
        int32_t holiday = lexicon_find(&date_holidays, text, i, text->token_count, &holiday_length);
        if (holiday >= 0 && (!word.class || holiday_length > length)) {
          word = (DateToken){.class = WORD_HOLIDAY, .length = (uint8_t)holiday_length, .value = holiday};
        }
      }
    } else if (text->tokens[i].kind == TOKEN_NUMBER) {
      word = read_number(text, i);
    }
    if (!word.class) continue;
    lexer->tokens[i] = word;
    bool listed = text->tokens[i].kind == TOKEN_WORD;
    if ((word.class > WORD_LAST_TRIGGER && !listed) || i < covered) continue;
    covered = i + word.length;
    uint32_t *trigger = vector_push(arena, &lexer->triggers);
    if (!trigger) return false;
    *trigger = i;
  }
  return arena_running(arena);
}

DateToken date_word_read(DateLexer *lexer, uint32_t i)
{
  const Text *text = lexer->text;
  DateToken *word = &lexer->tokens[i];
  uint32_t length;
  bool listed = text->tokens[i].kind == TOKEN_WORD || text->tokens[i].kind == TOKEN_NUMBER;
  int32_t row = listed ? lexicon_find(&date_modifiers, text, i, text->token_count, &length) : -1;
  if (row >= 0 && counts(text, i, &date_modifiers_rows[row])) {
    *word = found(&date_modifiers_rows[row], length);
  } else {
    *word = (DateToken){.class = WORD_NONE, .length = 1};
  }
  return *word;
}
