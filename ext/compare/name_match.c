/*
** name_match.c: do two names stand for the same person or organisation?
**
** The words of both are paired, the most alike first, whatever their order; two
** words may answer to one ("Zhong Guo", "Zhongguo").  A person's name is as alike
** as its pairs, the weakest counting as much as all together, because one different
** given name or surname makes another person.  An organisation's name is as alike as
** the weight of its paired words among all its words; words that only tell its kind
** weigh little.
*/
#include <string.h>

#include "compare/name.h"

/* Pairs less alike than this are two unpaired words. */
#define LEAST_PERSON_PAIR       0.5
#define LEAST_ORGANISATION_PAIR 0.75
/* What an unpaired word of the shorter name counts as. */
#define UNPAIRED 0.2

typedef struct Pair {
  uint8_t a, a_words, b, b_words; /* indexes into Side.words, 1 or 2 words */
  double similarity;
} Pair;

/* The words of one name that are compared. */
typedef struct Side {
  const NameWord *words[NAME_WORDS];
  const NameWord *particles[NAME_WORDS]; /* the particle in front of the word, NULL without one */
  double weights[NAME_WORDS];
  bool paired[NAME_WORDS];
  bool organisation;
  uint32_t count;
} Side;

typedef struct Alignment {
  Side a, b;
  Pair pairs[NAME_WORDS];
  uint32_t count;
} Alignment;

/* ---- pairing ---------------------------------------------------------------- */

static double join_similarity(const NameWord *first, const NameWord *second, const NameWord *whole)
{
  NameWord joined;
  int difference = first->length + second->length - whole->length;
  if (difference < -2 || difference > 2 || first->letters[0] != whole->letters[0]) return 0;
  if (!name_word_join(first, second, &joined)) return 0;
  name_spell(&joined);
  double similarity = name_word_similarity(&joined, whole);
  return similarity >= 0.8 ? similarity * 0.98 : 0;
}

static bool is_free(const Side *side, uint32_t at, uint32_t words)
{
  return at + words <= side->count && !side->paired[at] && !side->paired[at + words - 1];
}

typedef struct Similarities {
  float one[NAME_WORDS][NAME_WORDS];   /* a word with a word */
  float a_two[NAME_WORDS][NAME_WORDS]; /* words i, i+1 of a with a word of b */
  float b_two[NAME_WORDS][NAME_WORDS];
} Similarities;

/* Russia/Russian, Ukraine/Ukrainian. */
static bool is_demonym_of(const NameWord *demonym, const NameWord *place)
{
  uint32_t stem = place->length;
  while (stem > 0 && strchr("aeiy", place->letters[stem - 1])) stem--;
  return stem >= 4 && demonym->length > place->length && demonym->length <= stem + 4u &&
         demonym->letters[demonym->length - 1] == 'n' && memcmp(demonym->letters, place->letters, stem) == 0;
}

/* Two words, of which a particle may be written as part of one: Le Pen, LePen. */
static double word_similarity(const Side *a, uint32_t i, const Side *b, uint32_t j)
{
  double similarity = name_word_similarity(a->words[i], b->words[j]);
  if (a->organisation && similarity < 0.9 &&
      (is_demonym_of(a->words[i], b->words[j]) || is_demonym_of(b->words[j], a->words[i]))) {
    similarity = 0.9;
  }
  if (a->particles[i] && !b->particles[j] && similarity < 0.9) {
    double joined = join_similarity(a->particles[i], a->words[i], b->words[j]);
    if (joined > similarity) similarity = joined;
  }
  if (b->particles[j] && !a->particles[i] && similarity < 0.9) {
    double joined = join_similarity(b->particles[j], b->words[j], a->words[i]);
    if (joined > similarity) similarity = joined;
  }
  return similarity;
}

static void compute_similarities(const Side *a, const Side *b, Similarities *all)
{
  for (uint32_t i = 0; i < a->count; i++) {
    for (uint32_t j = 0; j < b->count; j++) {
      all->one[i][j] = (float)word_similarity(a, i, b, j);
      all->a_two[i][j] =
          i + 1 < a->count ? (float)join_similarity(a->words[i], a->words[i + 1], b->words[j]) : 0;
      all->b_two[i][j] =
          j + 1 < b->count ? (float)join_similarity(b->words[j], b->words[j + 1], a->words[i]) : 0;
    }
  }
}

static void consider(Pair *best, uint32_t i, uint32_t a_words, uint32_t j, uint32_t b_words,
                     double similarity)
{
  if (similarity <= best->similarity) return;
  *best = (Pair){(uint8_t)i, (uint8_t)a_words, (uint8_t)j, (uint8_t)b_words, similarity};
}

static void pair_words(Alignment *alignment, double least)
{
  Side *a = &alignment->a, *b = &alignment->b;
  Similarities all;
  compute_similarities(a, b, &all);
  for (;;) {
    Pair best = {.similarity = least};
    for (uint32_t i = 0; i < a->count; i++) {
      for (uint32_t j = 0; j < b->count; j++) {
        if (!is_free(a, i, 1) || !is_free(b, j, 1)) continue;
        consider(&best, i, 1, j, 1, all.one[i][j]);
        if (is_free(a, i, 2)) consider(&best, i, 2, j, 1, all.a_two[i][j]);
        if (is_free(b, j, 2)) consider(&best, i, 1, j, 2, all.b_two[i][j]);
      }
    }
    if (best.a_words == 0) return;
    for (uint32_t k = 0; k < best.a_words; k++) a->paired[best.a + k] = true;
    for (uint32_t k = 0; k < best.b_words; k++) b->paired[best.b + k] = true;
    alignment->pairs[alignment->count++] = best;
  }
}

static double weight_of(const Side *side, uint32_t at, uint32_t words)
{
  return side->weights[at] + (words == 2 ? side->weights[at + 1] : 0);
}

static double pair_weight(const Alignment *alignment, const Pair *pair)
{
  double a = weight_of(&alignment->a, pair->a, pair->a_words),
         b = weight_of(&alignment->b, pair->b, pair->b_words);
  return a < b ? a : b;
}

static double unpaired_weight(const Side *side)
{
  double weight = 0;
  for (uint32_t i = 0; i < side->count; i++) weight += side->paired[i] ? 0 : side->weights[i];
  return weight;
}

static bool has_crossing(const Alignment *alignment)
{
  for (uint32_t p = 0; p < alignment->count; p++) {
    for (uint32_t q = 0; q < p; q++) {
      const Pair *x = &alignment->pairs[p], *y = &alignment->pairs[q];
      if ((x->a < y->a) != (x->b < y->b)) return true;
    }
  }
  return false;
}

/* ---- persons ------------------------------------------------------------------- */

static void take_person_words(const Name *name, Side *side)
{
  for (uint32_t i = 0; i < name->count; i++) {
    const NameWord *word = &name->words[i];
    if (word->kind > NAME_NUMBER && word->kind != NAME_KIND) continue;
    if (i > 0 && name->words[i - 1].kind == NAME_PARTICLE) side->particles[side->count] = &name->words[i - 1];
    side->words[side->count] = word;
    side->weights[side->count++] = word->kind == NAME_INITIAL ? 0.5 : 1;
  }
}

/* "junior", "senior" or a number; NULL for none. */
static const NameWord *generation_of(const Name *name)
{
  for (uint32_t i = 0; i < name->count; i++) {
    if (name->words[i].kind == NAME_GENERATION) return &name->words[i];
  }
  return NULL;
}

/* A number tells monarchs and popes apart, also where only one name has it. */
static double generation_factor(const Name *a, const Name *b, bool single_word)
{
  const NameWord *x = generation_of(a), *y = generation_of(b);
  if (!x && !y) return 1;
  if (x && y) return strcmp(x->letters, y->letters) == 0 ? 1 : 0.6;
  const NameWord *only = x ? x : y;
  return single_word && only->length < 6 ? 0.65 : 0.97;
}

static bool is_initial(const Side *side, uint32_t at)
{
  return side->words[at]->kind == NAME_INITIAL;
}

static bool has_unpaired_initial(const Side *side)
{
  for (uint32_t i = 0; i < side->count; i++) {
    if (!side->paired[i] && is_initial(side, i)) return true;
  }
  return false;
}

static double match_persons(const Name *x, const Name *y)
{
  Alignment alignment = {0};
  take_person_words(x, &alignment.a);
  take_person_words(y, &alignment.b);
  pair_words(&alignment, LEAST_PERSON_PAIR);
  bool a_longer = alignment.a.count > alignment.b.count;
  const Side *longer = a_longer ? &alignment.a : &alignment.b,
             *shorter = a_longer ? &alignment.b : &alignment.a;
  double similar = 0, weights = 0, weakest = 1;
  uint32_t full_pairs = 0, initial_pairs = 0;
  for (uint32_t p = 0; p < alignment.count; p++) {
    const Pair *pair = &alignment.pairs[p];
    double weight = pair_weight(&alignment, pair);
    similar += weight * pair->similarity;
    weights += weight;
    if (pair->similarity < weakest) weakest = pair->similarity;
    bool a_initial = is_initial(&alignment.a, pair->a), b_initial = is_initial(&alignment.b, pair->b);
    full_pairs += !a_initial && !b_initial;
    initial_pairs += a_initial && b_initial;
  }
  if (full_pairs == 0) return 0;
  double missing = unpaired_weight(longer), conflicting = unpaired_weight(shorter);
  if (conflicting > 0) {
    weights += conflicting;
    if (weakest > UNPAIRED) weakest = UNPAIRED;
  }
  double score = 0.5 * similar / weights + 0.5 * weakest;
  if (longer->count == 1) return (score - (score < 0.95 ? 0.12 : 0)) * generation_factor(x, y, true);
  score -= 0.04 * (missing < 2 ? missing : 2);
  if (initial_pairs > 0 && has_unpaired_initial(longer)) score -= 0.3; /* George W., George H. W. */
  if (has_crossing(&alignment)) {
    score -= 0.03;
  } else if (conflicting == 0) {
    if (!longer->paired[0] && !is_initial(longer, 0)) score -= 0.15;
    if (!longer->paired[longer->count - 1]) score -= 0.06;
  }
  if (shorter->count == 1 && score > 0.65) score = 0.65; /* a surname alone decides nothing */
  score *= generation_factor(x, y, false);
  return score < 0 ? 0 : score;
}

/* ---- organisations --------------------------------------------------------------- */

static bool is_organisation(const Name *name)
{
  for (uint32_t i = 0; i < name->count; i++) {
    uint8_t kind = name->words[i].kind;
    if (kind == NAME_FORM || kind == NAME_KIND || kind == NAME_STOP) return true;
  }
  return false;
}

static void take_organisation_words(const Name *name, Side *side)
{
  bool proper = false;
  for (uint32_t i = 0; i < name->count; i++) proper |= name->words[i].kind <= NAME_NUMBER;
  side->organisation = true;
  for (uint32_t i = 0; i < name->count; i++) {
    const NameWord *word = &name->words[i];
    double weight = 1;
    if (word->kind == NAME_STOP || word->kind == NAME_PARTICLE) weight = 0;
    if (word->kind == NAME_FORM || word->kind == NAME_SUFFIX) weight = 0.05;
    if (word->kind == NAME_KIND && proper) weight = 0.3;
    if (weight == 0) continue;
    side->words[side->count] = word;
    side->weights[side->count++] = weight;
  }
}

static double match_organisations(const Name *x, const Name *y)
{
  Alignment alignment = {0};
  take_organisation_words(x, &alignment.a);
  take_organisation_words(y, &alignment.b);
  pair_words(&alignment, LEAST_ORGANISATION_PAIR);
  double similar = 0, weights = 0;
  for (uint32_t p = 0; p < alignment.count; p++) {
    double weight = pair_weight(&alignment, &alignment.pairs[p]);
    similar += weight * alignment.pairs[p].similarity;
    weights += weight;
  }
  double a = unpaired_weight(&alignment.a), b = unpaired_weight(&alignment.b);
  double more = a > b ? a : b, less = a > b ? b : a;
  double all = weights + more + 0.5 * less;
  return all > 0 ? similar / all : 0;
}

/* ---- acronyms ---------------------------------------------------------------------- */

enum { ACRONYM_LETTERS = 8 };

/* The letters of a name that is an acronym: NATO, Nato, N.A.T.O.; 0 if it is none. */
static uint32_t acronym_of(const Name *name, char out[ACRONYM_LETTERS])
{
  uint32_t length = 0;
  bool whole = false;
  for (uint32_t i = 0; i < name->count; i++) {
    const NameWord *word = &name->words[i];
    if (word->kind == NAME_FORM || word->kind == NAME_STOP) continue;
    bool initial = word->kind == NAME_INITIAL;
    if (whole || (!initial && length > 0) || length + word->length > ACRONYM_LETTERS) return 0;
    if (!initial && !(word->flags & NAME_CAPITAL)) return 0;
    memcpy(out + length, word->letters, word->length);
    length += word->length;
    whole = !initial;
  }
  return length >= 2 ? length : 0;
}

static bool spells_out(const Name *name, const char *acronym, uint32_t length, bool with_stops,
                       bool with_forms)
{
  uint32_t at = 0, words = 0;
  for (uint32_t i = 0; i < name->count; i++) {
    const NameWord *word = &name->words[i];
    if (!with_stops && (word->kind == NAME_STOP || word->kind == NAME_PARTICLE)) continue;
    if (!with_forms && word->kind == NAME_FORM) continue;
    if (at == length || word->letters[0] != acronym[at]) return false;
    at++;
    words += word->length > 1;
  }
  return at == length && words >= 2;
}

static bool match_acronym(const Name *short_name, const Name *long_name)
{
  char acronym[ACRONYM_LETTERS];
  uint32_t length = acronym_of(short_name, acronym);
  if (length == 0) return false;
  return spells_out(long_name, acronym, length, false, false) ||
         spells_out(long_name, acronym, length, false, true) ||
         spells_out(long_name, acronym, length, true, false) ||
         spells_out(long_name, acronym, length, true, true);
}

/* ---- all together -------------------------------------------------------------------- */

static bool equal_keys(const Name *a, const Name *b)
{
  if (a->count != b->count) return false;
  for (uint32_t i = 0; i < a->count; i++) {
    const NameWord *x = &a->words[i], *y = &b->words[i];
    if (x->key_length != y->key_length || memcmp(x->key, y->key, x->key_length) != 0) return false;
    if (x->kind == NAME_NUMBER && strcmp(x->letters, y->letters) != 0) return false;
  }
  return true;
}

/* The same letters, cut into words in another way: JP Morgan, JPMorgan. */
static bool equal_letters(const Name *a, const Name *b)
{
  uint32_t i = 0, j = 0, at_a = 0, at_b = 0;
  for (;;) {
    while (i < a->count && (at_a == a->words[i].length || a->words[i].kind == NAME_FORM)) i++, at_a = 0;
    while (j < b->count && (at_b == b->words[j].length || b->words[j].kind == NAME_FORM)) j++, at_b = 0;
    if (i == a->count || j == b->count) return i == a->count && j == b->count;
    if (a->words[i].letters[at_a++] != b->words[j].letters[at_b++]) return false;
  }
}

double name_match(Arena *arena, Slice a, Slice b)
{
  Name *names = arena_alloc(arena, 2 * sizeof *names);
  if (!names) return 0;
  Name *x = &names[0], *y = &names[1];
  bool turned = slice_compare(a, b) > 0; /* the same for (a, b) and (b, a) */
  name_parse(turned ? b : a, false, x);
  name_parse(turned ? a : b, false, y);
  if (x->count == 0 || y->count == 0) return 0;
  if (equal_keys(x, y)) return 1;
  if (equal_letters(x, y)) return 0.95;
  double match = is_organisation(x) || is_organisation(y) ? match_organisations(x, y) : match_persons(x, y);
  if (match < 0.9 && (match_acronym(x, y) || match_acronym(y, x))) match = 0.9;
  return match;
}
