/* number.c: counted things and amounts. */
#include "number/number.h"

#include <math.h>
#include <string.h>

#include "number/word.h"

enum {
  NOUN_REACH = 5,      /* words from a number to the head of what it counts */
  QUALIFIER_REACH = 4, /* words of the longest qualifier, and its article */
  MAGNITUDES_MAX = 4
};

typedef struct Finder {
  const Text *text;
  const Dates *dates;
  uint32_t next_date; /* the first mention that does not end before the current token */
} Finder;

static const NumberWord *word_at(const Text *text, uint32_t i)
{
  uint32_t length;
  if (i >= text->token_count || text->tokens[i].kind != TOKEN_WORD) return NULL;
  int32_t row = lexicon_find(&number_words, text, i, i + 1, &length);
  return row < 0 ? NULL : &number_words_rows[row];
}

static bool has_class(const NumberWord *word, NumberClass class)
{
  return word && word->class == class;
}

static char mark_at(const Text *text, uint32_t i)
{
  return i < text->token_count ? text->tokens[i].mark : '\0';
}

/* ---- values ----------------------------------------------------------------- */

/* The factor of letters glued to digits: 1.2m, 3bn, 500k; 0 for others. */
static double glued_factor(Slice letters)
{
  char first = (char)(letters.bytes[0] | 32);
  if (letters.length == 1) return first == 'm' ? 1e6 : first == 'k' ? 1e3 : 0;
  return letters.length == 2 && first == 'b' && (letters.bytes[1] | 32) == 'n' ? 1e9 : 0;
}

/* The unit of letters glued to digits: 40km, 15kg; NULL for others. */
static const NumberUnit *glued_unit(Slice letters)
{
  if (letters.length < 2) return NULL; /* 40m are rather millions */
  int32_t row = lexicon_find_word(&number_units, letters.bytes, letters.length);
  return row < 0 ? NULL : &number_units_rows[row];
}

/* Digits with separators; false for what is no plain number ("28.01.2022", "3rd").
** *unit: what is glued to them, else unchanged. */
static bool digits_value(const Text *text, uint32_t i, double *value, const NumberUnit **unit)
{
  if (i >= text->token_count || text->tokens[i].kind != TOKEN_NUMBER) return false;
  Slice s = text_token(text, i);
  double whole = 0, scale = 1, factor = 1;
  bool fraction = false;
  for (uint32_t k = 0; k < s.length; k++) {
    char c = s.bytes[k];
    if (c == ',' && !fraction) continue;
    if (c == '.' && !fraction) {
      fraction = true;
    } else if (c >= '0' && c <= '9') {
      if (fraction) {
        scale *= 10;
        whole += (c - '0') / scale;
      } else {
        whole = whole * 10 + (c - '0');
      }
    } else {
      Slice letters = {s.bytes + k, s.length - k};
      factor = glued_factor(letters);
      if (factor != 0) break;
      factor = 1;
      *unit = glued_unit(letters);
      if (!*unit) return false;
      break;
    }
  }
  if (fraction) whole = round(whole * scale) / scale; /* 3.5, not 3.4999... */
  *value = whole * factor;
  return isfinite(*value);
}

/* "forty-two"; returns the token behind it, or at. */
static uint32_t read_small(const Text *text, uint32_t at, double *value)
{
  const NumberWord *word = word_at(text, at);
  if (!has_class(word, NUMBER_SMALL)) return at;
  *value = word->value;
  if (word->value < 20) return at + 1;
  uint32_t next = mark_at(text, at + 1) == '-' ? at + 2 : at + 1;
  const NumberWord *ones = word_at(text, next);
  if (!has_class(ones, NUMBER_SMALL) || ones->value < 1 || ones->value > 9) return at + 1;
  *value += ones->value;
  return next + 1;
}

/* "two-thirds", "three quarters", "a third", "half of", "half a million". */
static uint32_t read_fraction(const Text *text, uint32_t at, double *value)
{
  const NumberWord *word = word_at(text, at);
  if (has_class(word, NUMBER_HALF)) {
    bool article = text_is(text, at + 1, "a");
    if (article && has_class(word_at(text, at + 2), NUMBER_MAGNITUDE)) {
      *value = 0.5;
      return at + 2;
    }
    if (!text_is(text, at + 1, "of") && !text_is(text, at + 1, "the")) return at;
    *value = 0.5;
    return at + 1;
  }
  double over = 1;
  uint32_t end = text_is(text, at, "a") ? at + 1 : read_small(text, at, &over);
  if (end == at || over > 9) return at;
  if (mark_at(text, end) == '-') end++;
  word = word_at(text, end);
  if (!has_class(word, NUMBER_FRACTION) || over >= word->value) return at;
  bool share = text_is(text, end + 1, "of") || mark_at(text, end - 1) == '-' || over > 1;
  if (!share) return at; /* "a third man" */
  *value = over / word->value;
  return end + 1;
}

/* "dozens", "tens of thousands": the least that they say. */
static uint32_t read_plural(const Text *text, uint32_t at, double *value)
{
  const NumberWord *word = word_at(text, at);
  if (!has_class(word, NUMBER_PLURAL)) return at;
  bool of = text_is(text, at + 1, "of");
  const NumberWord *second = of ? word_at(text, at + 2) : NULL;
  bool two = has_class(second, NUMBER_PLURAL) && second->value >= 100;
  if ((word->value == 10 || word->value == 20) && !of) return at; /* the scores of the match */
  if (word->value == 10 && !two) return at;
  *value = word->value * (two ? second->value : 1);
  return two ? at + 3 : at + 1;
}

/* The value of one number, magnitudes multiplied in.  *magnitude is their
** product, for "$3 to 4 billion". Returns the token behind it, or at. */
static uint32_t read_value(const Text *text, uint32_t at, double *value, double *magnitude,
                           const NumberUnit **unit)
{
  *magnitude = 1;
  uint32_t end = read_fraction(text, at, value);
  if (end > at && !has_class(word_at(text, end), NUMBER_MAGNITUDE)) return end;
  bool digits = false;
  if (end == at) {
    if (digits_value(text, at, value, unit)) {
      digits = true;
      end = at + 1;
    } else {
      uint32_t from = text_is(text, at, "a") || text_is(text, at, "an") ? at + 1 : at;
      const NumberWord *word = word_at(text, from);
      if (has_class(word, NUMBER_COLLECTIVE) && (from > at || word->value == 12)) {
        if (word->value == 2 && !text_is(text, from + 1, "of")) return at;
        *value = word->value;
        return from + 1;
      }
      if (from > at && has_class(word, NUMBER_MAGNITUDE) && word->value >= 100) {
        *value = 1;
        end = from;
      } else {
        end = read_small(text, at, value);
        if (end == at) return at;
      }
    }
  }
  double total = 0, group = *value;
  for (int i = 0; i < MAGNITUDES_MAX; i++) {
    uint32_t from =
        mark_at(text, end) == '-' && has_class(word_at(text, end + 1), NUMBER_MAGNITUDE) ? end + 1 : end;
    const NumberWord *word = word_at(text, from);
    if (has_class(word, NUMBER_COLLECTIVE) && word->value == 12) { /* two dozen */
      group *= 12;
      end = from + 1;
      break;
    }
    if (!has_class(word, NUMBER_MAGNITUDE)) break;
    if (text_token(text, from).length == 1 && !digits) break; /* "m" only behind digits */
    group *= word->value;
    *magnitude *= word->value;
    end = from + 1;
    if (digits) continue;
    double rest;
    uint32_t next = text_is(text, end, "and") ? end + 1 : end;
    uint32_t behind = read_small(text, next, &rest);
    if (behind > next) { /* two thousand five hundred */
      if (has_class(word_at(text, behind), NUMBER_MAGNITUDE)) {
        total += group;
        group = rest;
      } else {
        group += rest;
      }
      end = behind;
    }
  }
  *value = total + group;
  return isfinite(*value) ? end : at;
}

/* ---- around the value ------------------------------------------------------- */

static const NumberUnit *unit_at(const Text *text, uint32_t at, uint32_t *length)
{
  int32_t row =
      at < text->token_count ? lexicon_find(&number_units, text, at, text->token_count, length) : -1;
  return row < 0 ? NULL : &number_units_rows[row];
}

static bool is_currency_sign(const Text *text, uint32_t i)
{
  uint32_t length;
  if (i >= text->token_count || text->tokens[i].kind != TOKEN_SYMBOL) return false;
  const NumberUnit *unit = unit_at(text, i, &length);
  return unit && unit->currency;
}

/* USD 5 million, Rs 500 */
static bool is_currency_code(const Text *text, uint32_t i)
{
  uint32_t length;
  const NumberUnit *unit = unit_at(text, i, &length);
  if (!unit || !unit->currency || length != 1 || text->tokens[i].kind != TOKEN_WORD) return false;
  return text->tokens[i].flags & TOKEN_ALL_CAPITALS || text_is(text, i, "rs") || text_is(text, i, "rs.");
}

/* The qualifier that ends right before `first`, and not before `floor`. */
static const char *qualifier_before(const Text *text, uint32_t first, uint32_t floor)
{
  uint32_t from = first > floor + QUALIFIER_REACH ? first - QUALIFIER_REACH : floor;
  for (; from < first; from++) {
    uint32_t length;
    int32_t row = lexicon_find(&number_qualifiers, text, from, first, &length);
    if (row >= 0 && from + length == first) return number_qualifiers_rows[row].name;
  }
  return NULL;
}

/* A regular plural: "ships", not "glass", "bus" or "basis". */
static bool is_regular_plural(const Text *text, uint32_t i)
{
  Slice s = text_token(text, i);
  if (text->tokens[i].kind != TOKEN_WORD || text->tokens[i].flags & (TOKEN_CAPITAL | TOKEN_CLITIC))
    return false;
  char last = s.bytes[s.length - 1], before = s.length > 1 ? s.bytes[s.length - 2] : '\0';
  return s.length > 3 && last == 's' && before != 's' && before != 'u' && before != 'i';
}

/* The head of what is counted: the first plural of the phrase behind a number. */
static Slice noun_behind(const Text *text, uint32_t at, uint32_t limit)
{
  if (text_is(text, at, "of")) at++;
  if (text_is(text, at, "the") || text_is(text, at, "its") || text_is(text, at, "their") ||
      text_is(text, at, "all"))
    at++;
  for (uint32_t i = at; i < limit && i < at + NOUN_REACH; i++) {
    const Token *t = &text->tokens[i];
    if (t->mark == '-') continue;
    if (t->kind != TOKEN_WORD || t->flags & TOKEN_CLITIC) break;
    uint32_t length;
    int32_t row = lexicon_find(&number_nouns, text, i, i + 1, &length);
    if (row >= 0) {
      if (!number_nouns_rows[row].plural) break;
      /* police officers are officers; crew members are the crew */
      bool inner = i + 1 < limit && is_regular_plural(text, i + 1) && !text_is(text, i + 1, "members");
      return text_token(text, inner ? i + 1 : i);
    }
    if (is_regular_plural(text, i)) return text_token(text, i);
  }
  return SLICE_NONE;
}

/* "One in four": the part of a whole, where a plural follows. */
static uint32_t read_ratio(const Text *text, uint32_t at, uint32_t limit, double *value)
{
  double whole, magnitude;
  const NumberUnit *unit = NULL;
  if (!text_is(text, at, "in") || *value < 1 || *value != floor(*value)) return at;
  uint32_t end = read_value(text, at + 1, &whole, &magnitude, &unit);
  if (end == at + 1 || end >= limit || unit || whole <= *value || whole != floor(whole) || *value >= 10)
    return at;
  if (!noun_behind(text, end, limit).bytes) return at;
  *value /= whole;
  return end;
}

/* Is the token inside a temporal expression? Tokens are asked for in order. */
static bool in_date(Finder *f, uint32_t i)
{
  const Dates *dates = f->dates;
  while (f->next_date < dates->all.count && dates->all.items[f->next_date].last_token <= i) f->next_date++;
  return f->next_date < dates->all.count && dates->all.items[f->next_date].first_token <= i;
}

/* Numbers that are part of a name or code: F-16, No. 5, Boeing 737, 3:2. */
static bool is_code(const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  if (t->kind != TOKEN_NUMBER || i == 0) return false;
  const Token *left = &text->tokens[i - 1];
  char right = mark_at(text, i + 1);
  bool glued_right = i + 1 < text->token_count && text->tokens[i + 1].flags & TOKEN_GLUED;
  if (glued_right && (right == ':' || right == '/')) return true;
  if (t->flags & TOKEN_GLUED) {
    if (left->mark == ':' || left->mark == '/' || left->mark == '.' || left->mark == '#') return true;
    if (left->mark == '-' && left->flags & TOKEN_GLUED && i >= 2 && text->tokens[i - 2].kind == TOKEN_WORD)
      return true;
  }
  if (text_is(text, i - 1, "no.") || text_is(text, i - 1, "number") || text_is(text, i - 1, "nos."))
    return true;
  return left->kind == TOKEN_WORD && left->flags & TOKEN_CAPITAL && !(left->flags & TOKEN_SENTENCE_START) &&
         !(t->flags & TOKEN_SENTENCE_START) && t->end - t->start <= 4;
}

/* The upper end behind "to", "-", "or", "and" (after "between"), before `limit`. */
static uint32_t read_high(const Text *text, uint32_t first, uint32_t at, uint32_t limit, Number *number,
                          double magnitude, const NumberUnit **unit)
{
  char mark = mark_at(text, at);
  bool between = first > 0 && (text_is(text, first - 1, "between"));
  bool link = mark == '-' || mark == '~' || text_is(text, at, "to") || text_is(text, at, "or") ||
              (between && text_is(text, at, "and"));
  if (!link) return at;
  uint32_t from = is_currency_sign(text, at + 1) ? at + 2 : at + 1;
  double high, high_magnitude;
  uint32_t end = read_value(text, from, &high, &high_magnitude, unit);
  if (end == from || end > limit) return at;
  double low = number->value;
  if (magnitude == 1 && high_magnitude > 1 && low < high_magnitude) low *= high_magnitude;
  if (high <= low) return at;
  number->value = low;
  number->value_high = high;
  return end;
}

/* The unit at `at`, and the upper end behind it in the same unit: "10% to 15%". */
static uint32_t read_unit(const Text *text, uint32_t first, uint32_t at, uint32_t limit, Number *number,
                          const NumberUnit **unit)
{
  uint32_t length, other_length;
  const NumberUnit *found = unit_at(text, at, &length), *glued = NULL;
  if (!found || at + length > limit) return at;
  *unit = found;
  uint32_t end = at + length;
  bool change = first > 0 && text_is(text, first - 1, "from"); /* rose from 10% to 12% */
  if (!isnan(number->value_high) || change) return end;
  Number range = *number;
  uint32_t high = read_high(text, first, end, limit, &range, 1, &glued);
  const NumberUnit *other = high > end ? unit_at(text, high, &other_length) : NULL;
  if (!other || high + other_length > limit || strcmp(other->name, found->name) != 0) return end;
  *number = range;
  return high + other_length;
}

/* "-12 degrees", "minus 12 degrees" */
static bool is_negative(const Text *text, uint32_t floor, uint32_t i)
{
  if (i <= floor) return false;
  bool glued = text->tokens[i].flags & TOKEN_GLUED && mark_at(text, i - 1) == '-';
  return text_is(text, i - 1, "minus") || (glued && !(text->tokens[i - 1].flags & TOKEN_GLUED));
}

/* 90,000: no code and no label is written so. */
static bool is_grouped(const Text *text, uint32_t i)
{
  Slice s = text_token(text, i);
  return text->tokens[i].kind == TOKEN_NUMBER && s.length >= 5 && memchr(s.bytes, ',', s.length) != NULL;
}

/* Reads the amount that begins at token i, or just before where a sign or currency stands there,
** but not before `floor`; returns the token behind it, or i. */
static uint32_t read_amount(const Text *text, uint32_t floor, uint32_t i, uint32_t limit, Number *number)
{
  *number = (Number){.value_high = NAN, .unit = SLICE_NONE, .noun = SLICE_NONE};
  uint32_t at = i, first = i, length = 0;
  const NumberUnit *unit = NULL;
  if (is_currency_sign(text, i)) {
    unit = unit_at(text, i, &length);
    at = i + length;
    uint32_t whole;
    const NumberUnit *national =
        i > floor && text->tokens[i].flags & TOKEN_GLUED ? unit_at(text, i - 1, &whole) : NULL;
    if (national && whole == 2) { /* C$, HK$ */
      unit = national;
      first = i - 1;
    }
  }
  if (!unit && i > floor && is_currency_code(text, i - 1)) {
    unit = unit_at(text, i - 1, &length);
    first = i - 1;
  }
  double magnitude = 1;
  uint32_t end = unit ? at : read_plural(text, at, &number->value);
  bool plural = end > at;
  if (!plural) end = read_value(text, at, &number->value, &magnitude, &unit);
  if (end == at || end > limit || (!unit && is_code(text, at))) return i;
  if (!plural) {
    end = read_high(text, i, end, limit, number, magnitude, &unit);
    if (!unit && isnan(number->value_high)) end = read_ratio(text, end, limit, &number->value);
    if (is_negative(text, floor, at)) {
      number->value = -number->value;
      first = at - 1;
    }
  }
  if (!unit) {
    bool behind = mark_at(text, end) == '-' || (plural && text_is(text, end, "of")); /* millions of dollars */
    uint32_t from = behind ? end + 1 : end, unit_end = read_unit(text, i, from, limit, number, &unit);
    if (unit_end > from) end = unit_end;
  } else { /* 5km to 10 km, $5 million dollars */
    const NumberUnit *again = unit_at(text, end, &length);
    if (again && end + length <= limit && strcmp(again->name, unit->name) == 0) end += length;
  }
  if (unit) number->unit = slice_of(unit->name);
  number->noun = noun_behind(text, end, limit);
  number->qualifier = qualifier_before(text, first, text->sentences[text->tokens[i].sentence].first_token);
  if (plural && !number->qualifier) number->qualifier = "at least";
  bool one =
      number->value == 1 && text->tokens[i].kind == TOKEN_WORD && isnan(number->value_high) && magnitude == 1;
  if (one && !unit) return i; /* "one" as a pronoun */
  if (!unit && !number->noun.bytes && !number->qualifier && magnitude == 1 && !is_grouped(text, at)) return i;
  number->start = text->tokens[first].start;
  number->end = text->tokens[end - 1].end;
  if (end == limit && text->bytes[number->end - 1] == '.') number->end--; /* 15°C. at the end of a sentence */
  return end;
}

static bool may_begin(const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  if (t->kind == TOKEN_NUMBER || t->kind == TOKEN_SYMBOL) return true;
  if (t->kind != TOKEN_WORD) return false;
  if (t->end - t->start <= 2 && (text_is(text, i, "a") || text_is(text, i, "an"))) {
    const NumberWord *next = word_at(text, i + 1);
    return next && next->class != NUMBER_SMALL;
  }
  return word_at(text, i) != NULL;
}

NewsResult number_find(Arena *arena, const Text *text, const Dates *dates, Numbers *numbers)
{
  *numbers = (Numbers){0};
  Finder finder = {text, dates, 0};
  uint32_t floor = 0; /* behind the amount before */
  for (uint32_t i = 0; i < text->token_count && arena_every(arena, i);) {
    if (!may_begin(text, i) || in_date(&finder, i)) {
      i++;
      continue;
    }
    uint32_t limit = text->sentences[text->tokens[i].sentence].last_token;
    if (finder.next_date < dates->all.count && dates->all.items[finder.next_date].first_token < limit) {
      limit = dates->all.items[finder.next_date].first_token;
    }
    Number number;
    uint32_t end = read_amount(text, floor, i, limit, &number);
    if (end == i) {
      i++;
      continue;
    }
    Number *item = vector_push(arena, &numbers->all);
    if (!item) break;
    *item = number;
    i = floor = end;
  }
  return arena->result;
}
