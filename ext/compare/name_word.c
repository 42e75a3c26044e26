/* name_word.c: how alike two words of names are. */
#include <string.h>

#include "compare/name.h"

/* ---- weighted edit distance ---------------------------------------------------- */

/* Costs in tenths: a wrong consonant and one too many are 12. */
enum {
  COST_CONSONANT = 12,
  COST_VOWEL = 4,
  COST_SHORT_VOWEL = 8, /* in words of up to four letters: Ping/Peng */
  COST_INSERT_CONSONANT = 12,
  COST_INSERT_VOWEL = 5,
  COST_INSERT_WEAK = 3, /* h, y, i, apostrophes: Mahdi/Madi, Nazarbayev/Nazarbaev */
  COST_DIGRAPH = 5,     /* the k of kh */
  COST_SWAP = 8,        /* two letters in the wrong order */
  COST_ENDING = 13,     /* Maria/Mario */
  COST_FEMININE = 23,   /* Ivanov/Ivanova, Daniel/Daniela */
  COST_FIRST_LETTER = 3 /* added where the first letters differ */
};

static bool is_vowel(char c)
{
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

#define PAIR(a, b) ((uint32_t)(a) << 8 | (uint32_t)(b))

/* Consonants that romanisations confuse; a < b. */
static uint32_t consonant_cost(unsigned char a, unsigned char b)
{
  switch (PAIR(a, b)) {
  case PAIR('s', 'z'):
  case PAIR('i', 'y'):
  case PAIR('j', 'y'):
  case PAIR('i', 'j'): return 3;
  case PAIR('f', 'v'):
  case PAIR('u', 'v'):
  case PAIR('e', 'y'):
  case PAIR('y', 'z'): return 4;
  case PAIR('g', 'j'):
  case PAIR('g', 'h'):
  case PAIR('g', 'k'):
  case PAIR('j', 'z'):
  case PAIR('s', 'x'): return 5;
  case PAIR('h', 'k'):
  case PAIR('b', 'v'):
  case PAIR('b', 'p'):
  case PAIR('d', 't'):
  case PAIR('h', 'x'): return 6;
  case PAIR('k', 'x'): return 7;
  case PAIR('m', 'n'): return 9;
  default: return COST_CONSONANT;
  }
}

static uint32_t replace_cost(char a, char b, uint32_t vowel_cost)
{
  if (a == b) return 0;
  if (is_vowel(a) && is_vowel(b)) return vowel_cost;
  unsigned char x = (unsigned char)a, y = (unsigned char)b;
  return x < y ? consonant_cost(x, y) : consonant_cost(y, x);
}

/* `next` is the letter behind c: kh, gh and sh are often written h or s. */
static uint32_t insert_cost(char c, char next)
{
  if (c == 'h' || c == 'y' || c == 'i') return COST_INSERT_WEAK;
  if (is_vowel(c)) return COST_INSERT_VOWEL;
  return next == 'h' ? COST_DIGRAPH : COST_INSERT_CONSONANT;
}

/* A final a, o or e often tells a woman's name from a man's. */
static uint32_t ending_cost(const NameWord *a, const NameWord *b)
{
  char x = a->key[a->key_length - 1], y = b->key[b->key_length - 1];
  bool same_stem = a->key_length == b->key_length && memcmp(a->key, b->key, a->key_length - 1u) == 0;
  if (same_stem && ((x == 'a' && y == 'o') || (x == 'o' && y == 'a'))) return COST_ENDING;
  const NameWord *longer = a->key_length > b->key_length ? a : b, *shorter = longer == a ? b : a;
  if (longer->key_length == shorter->key_length + 1 && longer->key[longer->key_length - 1] == 'a' &&
      memcmp(longer->key, shorter->key, shorter->key_length) == 0) {
    return COST_FEMININE;
  }
  return 0;
}

static uint32_t least(uint32_t a, uint32_t b)
{
  return a < b ? a : b;
}

uint32_t name_key_distance(const NameWord *a, const NameWord *b, uint32_t limit)
{
  uint32_t rows[3][NAME_LETTERS + 1];
  uint32_t *before = rows[0], *previous = rows[1], *current = rows[2];
  uint32_t vowel = a->key_length > 4 || b->key_length > 4 ? COST_VOWEL : COST_SHORT_VOWEL;
  uint32_t ending = ending_cost(a, b);
  if (ending) return ending;
  previous[0] = 0;
  for (uint32_t j = 0; j < b->key_length; j++)
    previous[j + 1] = previous[j] + insert_cost(b->key[j], b->key[j + 1]);
  for (uint32_t i = 0; i < a->key_length; i++) {
    uint32_t row_least = UINT32_MAX;
    current[0] = previous[0] + insert_cost(a->key[i], a->key[i + 1]);
    for (uint32_t j = 0; j < b->key_length; j++) {
      uint32_t cost = previous[j] + replace_cost(a->key[i], b->key[j], vowel);
      cost = least(cost, previous[j + 1] + insert_cost(a->key[i], a->key[i + 1]));
      cost = least(cost, current[j] + insert_cost(b->key[j], b->key[j + 1]));
      if (i > 0 && j > 0 && a->key[i] == b->key[j - 1] && a->key[i - 1] == b->key[j] &&
          a->key[i] != b->key[j]) {
        cost = least(cost, before[j - 1] + COST_SWAP);
      }
      current[j + 1] = cost;
      row_least = least(row_least, cost);
    }
    if (row_least > limit + COST_SWAP) return row_least;
    uint32_t *oldest = before;
    before = previous;
    previous = current;
    current = oldest;
  }
  uint32_t first = replace_cost(a->key[0], b->key[0], vowel);
  return previous[b->key_length] + (first >= COST_CONSONANT ? COST_FIRST_LETTER : 0);
}

/* ---- similarity ------------------------------------------------------------------ */

/* 1 for equal keys; a short key bears less change than a long one. */
static double spelling_similarity(const NameWord *a, const NameWord *b)
{
  uint32_t longer = a->key_length > b->key_length ? a->key_length : b->key_length;
  uint32_t shorter = a->key_length + b->key_length - longer;
  if (shorter == 0 || 2 * shorter < longer) return 0;
  double factor = longer <= 3 ? 3.5 : longer == 4 ? 2.8 : 2;
  uint32_t most = (uint32_t)(10 * (longer + 1) / factor); /* similarity 0 */
  uint32_t distance = name_key_distance(a, b, most / 2);
  double similarity = 1 - factor * distance / (10.0 * (longer + 1));
  if ((a->flags & b->flags & NAME_COMMON) && distance > COST_INSERT_WEAK && similarity > 0.5)
    similarity = 0.5;
  return similarity > 0 ? similarity : 0;
}

/* Bill/William, Bill/Will. */
static double short_form_similarity(const NameWord *a, const NameWord *b)
{
  for (uint32_t i = 0; i < a->formal_count; i++) {
    if (a->formals[i] == b->canonical) return 0.88;
  }
  for (uint32_t j = 0; j < b->formal_count; j++) {
    if (b->formals[j] == a->canonical) return 0.88;
    for (uint32_t i = 0; i < a->formal_count; i++) {
      if (a->formals[i] == b->formals[j]) return 0.8;
    }
  }
  return 0;
}

/* Elsisi/Sisi, Alassad/Assad: the article written as part of the word. */
static bool same_behind_article(const NameWord *longer, const NameWord *shorter)
{
  return longer->key_length >= shorter->key_length + 2 && shorter->length >= 4 && longer->key[1] == 'l' &&
         (longer->key[0] == 'a' || longer->key[0] == 'e') && longer->key_length - 2 == shorter->key_length &&
         memcmp(longer->key + 2, shorter->key, shorter->key_length) == 0;
}

double name_word_similarity(const NameWord *a, const NameWord *b)
{
  if (a->length == b->length && memcmp(a->letters, b->letters, a->length) == 0) return 1;
  if (a->kind == NAME_NUMBER || b->kind == NAME_NUMBER) return 0;
  if (a->kind == NAME_INITIAL || b->kind == NAME_INITIAL) {
    return a->letters[0] == b->letters[0] || a->key[0] == b->key[0] ? 0.8 : 0;
  }
  if (a->key_length == b->key_length && memcmp(a->key, b->key, a->key_length) == 0) return 0.97;
  double similarity = spelling_similarity(a, b);
  double short_form = short_form_similarity(a, b);
  if (short_form > similarity) similarity = short_form;
  if (similarity < 0.9 && (same_behind_article(a, b) || same_behind_article(b, a))) similarity = 0.9;
  return similarity;
}

bool name_word_join(const NameWord *first, const NameWord *second, NameWord *joined)
{
  if (first->length + second->length > NAME_LETTERS) return false;
  *joined = *first;
  memcpy(joined->letters + first->length, second->letters, second->length);
  joined->length = (uint8_t)(first->length + second->length);
  joined->letters[joined->length] = '\0';
  joined->kind = NAME_WORD;
  joined->flags =
      (uint8_t)((first->flags & (NAME_CAPITAL | NAME_HYPHEN_BEFORE)) | (second->flags & NAME_HYPHEN_BEHIND));
  return true;
}
