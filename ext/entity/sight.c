/* sight.c: what each token looks like, alone and in the whole text. */
#include <string.h>

#include "entity/tagger.h"
#include "text/lexicon.h"

enum { NAME_TOKENS_MOST = 8 };

static uint32_t mix(uint32_t a, uint32_t b)
{
  uint32_t h = (a ^ b) * 0x9E3779B1u;
  return h ^ h >> 15;
}

/* X upper, x lower, l other letters, 0 digit, the mark itself else. */
static unsigned char sign_of(uint32_t c)
{
  if (c < 0x80) return (unsigned char)(c - 'a' < 26u ? 'x' : c - 'A' < 26u ? 'X' : c - '0' < 10u ? '0' : c);
  switch (char_class(c)) {
  case CHAR_UPPER: return 'X';
  case CHAR_LOWER: return 'x';
  case CHAR_LETTER: return 'l';
  case CHAR_DIGIT: return '0';
  default: return (unsigned char)(c & 0x7F);
  }
}

/* The collapsed shape counts runs once. */
static void look_shape(const Text *text, const Token *t, Sight *sight)
{
  uint32_t form = 17, shape = 19, length = 0;
  unsigned char before = 0;
  for (uint32_t at = t->start; at < t->end && length < 40; length++) {
    unsigned char c = (unsigned char)text->bytes[at];
    unsigned char sign = sign_of(c < 0x80 ? (at++, c) : utf8_next(text->bytes, t->end, &at));
    if (length < 8) form = mix(form, sign);
    if (sign != before) shape = mix(shape, sign);
    before = sign;
  }
  sight->form = form;
  sight->shape = shape;
  sight->word = t->hash;
  if (!(t->flags & TOKEN_HAS_DIGIT)) return;
  uint32_t word = 23;
  for (uint32_t at = t->start; at < t->end && at < t->start + 40; at++) {
    char c = text->bytes[at];
    word = mix(word, (unsigned char)(c >= '0' && c <= '9' ? '0' : c | 32));
  }
  sight->word = word;
}

/* The longest listed name at a token, per list. */
static void look_lists_at(const Text *text, Sight *sights, uint32_t i)
{
  uint32_t phrase = 0, longest[SIGHT_LISTS] = {0};
  uint8_t any = 0;
  for (uint32_t n = 0; n < NAME_TOKENS_MOST && i + n < text->token_count; n++) {
    phrase = lexicon_extend(phrase, text->tokens[i + n].hash);
    uint8_t lists = name_list_find(phrase);
    any |= lists;
    for (int l = 0; lists & (LIST_WORD - 1) && l < SIGHT_LISTS; l++) {
      if (lists & 1 << l) longest[l] = n + 1;
    }
    if (!(lists & LIST_MORE)) break;
  }
  for (uint32_t l = 0; any & (LIST_WORD - 1) && l < SIGHT_LISTS; l++) {
    if (sight_list(&sights[i], l)) continue; /* inside a longer one */
    for (uint32_t n = 0; n < longest[l]; n++) {
      ListPart part = longest[l] == 1       ? LIST_SINGLE
                      : n == 0              ? LIST_BEGIN
                      : n + 1 == longest[l] ? LIST_END
                                            : LIST_INSIDE;
      sights[i + n].lists &= ~(7u << l * SIGHT_LIST_BITS);
      sights[i + n].lists |= (uint32_t)part << l * SIGHT_LIST_BITS;
    }
  }
}

static void look_lists(Arena *arena, const Text *text, Sight *sights)
{
  enum { AHEAD = 8, LISTED = TOKEN_CAPITAL | TOKEN_NON_ASCII | TOKEN_INNER_CAPITAL };
  for (uint32_t i = 0; i < text->token_count && arena_every(arena, i); i++) {
    const Token *t = &text->tokens[i];
    /* The lists are larger than the caches. */
    if (i + AHEAD < text->token_count && t[AHEAD].flags & LISTED)
      __builtin_prefetch(&entity_names.slots[lexicon_extend(0, t[AHEAD].hash) & entity_names.mask]);
    if (t->flags & LISTED) look_lists_at(text, sights, i);
  }
}

/* How the words that occur with a capital are written elsewhere in the text. */
typedef struct Used {
  uint32_t hash;
  uint16_t uses;  /* WordUse; 0: a free slot */
  uint16_t signs; /* of the runs that end in it */
} Used;

static Used *used_at(Used *used, uint32_t mask, uint32_t hash)
{
  uint32_t slot = hash & mask;
  while (used[slot].uses && used[slot].hash != hash) slot = (slot + 1) & mask;
  return &used[slot];
}

static uint8_t use_of_capital(const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  bool starts = t->flags & TOKEN_SENTENCE_START;
  bool run = (i && !starts && token_is_capital(t - 1)) ||
             (i + 1 < text->token_count && token_is_capital(t + 1) && !(t[1].flags & TOKEN_SENTENCE_START));
  return (uint8_t)((starts ? USED_FIRST : USED_CAPITAL_INSIDE) | (run ? USED_IN_RUN : 0));
}

static void look_document(Arena *arena, const Text *text, Sight *sights)
{
  uint32_t size = 64, capitals = 0;
  for (uint32_t i = 0; i < text->token_count; i++) capitals += token_is_capital(&text->tokens[i]);
  while (size < capitals * 2) size *= 2;
  Used *used = arena_alloc(arena, size * sizeof *used);
  if (!used) return;
  for (uint32_t i = 0; i < text->token_count && arena_every(arena, i); i++) {
    if (!token_is_capital(&text->tokens[i])) continue;
    Used *word = used_at(used, size - 1, text->tokens[i].hash);
    word->hash = text->tokens[i].hash;
    word->uses |= use_of_capital(text, i);
    if (i + 1 == sights[i].run->last) word->signs |= sights[i].run->signs;
  }
  for (uint32_t i = 0; i < text->token_count && arena_every(arena, i); i++) {
    if (text->tokens[i].kind != TOKEN_WORD || text->tokens[i].flags & TOKEN_CAPITAL) continue;
    Used *word = used_at(used, size - 1, text->tokens[i].hash);
    if (word->uses) word->uses |= USED_LOWER;
  }
  for (uint32_t i = 0; i < text->token_count && arena_every(arena, i); i++) {
    if (!token_is_capital(&text->tokens[i])) continue;
    const Used *word = used_at(used, size - 1, text->tokens[i].hash);
    Run *run = sights[i].run;
    sights[i].uses = (uint8_t)word->uses;
    if (i + 1 == run->last) run->signs = word->signs;
  }
}

/* ---- where the model runs ---------------------------------------------------------------- */

/* May a name stand here?  A number only beside a capital; "Talks" that begins a sentence
** is no name where the text has "talks", too. */
static bool has_sign(const Text *text, const Sight *sights, uint32_t i, uint32_t first, uint32_t last)
{
  const Token *t = &text->tokens[i];
  const Sight *s = &sights[i];
  if (t->kind == TOKEN_LINK || sight_list(s, 5)) return true;
  if (t->flags & TOKEN_CAPITAL) {
    bool joined = i + 1 < last && (t[1].flags & (TOKEN_CAPITAL | TOKEN_HAS_DIGIT));
    return i > first || joined || !(s->uses & USED_LOWER) || s->lists || !name_is_common_word(t->hash);
  }
  if (t->flags & TOKEN_ALL_DIGITS)
    return (i > first && (t[-1].flags & TOKEN_CAPITAL)) || (i + 1 < last && (t[1].flags & TOKEN_CAPITAL));
  return t->flags & (TOKEN_HAS_DIGIT | TOKEN_NON_ASCII | TOKEN_INNER_CAPITAL);
}

/* Words with hyphens are several tokens: "al-Qaeda", "Chester-le-Street". */
static bool is_joined(const Text *text, uint32_t i)
{
  return text->tokens[i].mark == '-' || text->tokens[i - 1].mark == '-';
}

enum { JOINED_MOST = 4, INNER_MOST = 2 };

static void look_busy(const Text *text, Sight *sights, uint32_t first, uint32_t last)
{
  uint32_t done = first; /* behind the last busy token */
  for (uint32_t i = first; i < last; i++) {
    if (!has_sign(text, sights, i, first, last)) continue;
    uint32_t from = i, to = i + 1;
    while (from > done && i - from < JOINED_MOST && is_joined(text, from)) from--;
    while (to < last && to - i <= JOINED_MOST && is_joined(text, to)) to++;
    /* Names have small words inside: "Bank of England". */
    if (done > first && from <= done + INNER_MOST) from = done;
    for (uint32_t n = from; n < to; n++) sights[n].busy = true;
    if (to > done) done = to;
  }
}

/* ---- all -------------------------------------------------------------------------------- */

static void look_closely(const Text *text, uint32_t i, Sight *s)
{
  enum { WORD_MOST = 24, AHEAD = 4 };
  const Token *t = &text->tokens[i];
  if (i + AHEAD < text->token_count)
    __builtin_prefetch(&entity_classes.slots[lexicon_extend(0, t[AHEAD].hash) & entity_classes.mask]);
  look_shape(text, t, s);
  s->word_class = t->kind == TOKEN_WORD ? word_class_of(t->hash) : 0;
  s->common = s->busy && name_is_common_word(t->hash);
  if (t->kind != TOKEN_WORD || t->end - t->start > WORD_MOST) return;
  s->role = lexicon_find_token(&entity_role_words, text, i) >= 0;
  s->organisation = lexicon_find_token(&entity_organisation_words, text, i) >= 0;
}

/* Is nearly every word in capitals? */
static bool is_loud(const Text *text, uint32_t first, uint32_t last)
{
  uint32_t words = 0, capitals = 0;
  for (uint32_t i = first; i < last; i++) {
    if (text->tokens[i].kind != TOKEN_WORD) continue;
    words++;
    capitals += (text->tokens[i].flags & TOKEN_ALL_CAPITALS) != 0;
  }
  return words >= 3 && capitals * 4 > words * 3;
}

void tagger_look_closely(const Text *text, Sight *sights)
{
  enum { BEFORE = 3, BEHIND = 2 }; /* as far as features look */
  for (uint32_t s = 0; s < text->sentence_count; s++) {
    uint32_t first = text->sentences[s].first_token, last = text->sentences[s].last_token, done = first;
    bool loud = is_loud(text, first, last);
    for (uint32_t i = first; i < last; i++) {
      if (!sights[i].busy) continue;
      sights[i].all_capital_line = loud;
      if (done + BEFORE < i) done = i - BEFORE;
      uint32_t end = i + 1 + BEHIND; /* and to the word behind the run */
      if (sights[i].run && sights[i].run->last >= end) end = sights[i].run->last + 1;
      for (; done < last && done < end; done++) look_closely(text, done, &sights[done]);
    }
  }
}

Sight *tagger_look(Arena *arena, const Text *text)
{
  Sight *sights = arena_alloc(arena, (text->token_count + 1) * sizeof *sights);
  if (!sights) return NULL;
  look_lists(arena, text, sights);
  tagger_look_runs(arena, text, sights);
  if (arena->result != NEWS_OK) return NULL;
  look_document(arena, text, sights);
  for (uint32_t s = 0; s < text->sentence_count && arena_running(arena); s++)
    look_busy(text, sights, text->sentences[s].first_token, text->sentences[s].last_token);
  return arena_running(arena) ? sights : NULL;
}
