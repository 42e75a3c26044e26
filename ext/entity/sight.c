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

/* X upper, x lower, 0 digit, the mark itself else; collapsed: runs count once. */
static void look_shape(const Text *text, const Token *t, Sight *sight)
{
  uint32_t form = 17, shape = 19, length = 0;
  char before = 0;
  for (uint32_t at = t->start; at < t->end && length < 40; length++) {
    uint32_t c = utf8_next(text->bytes, t->end, &at);
    CharClass kind = char_class(c);
    char sign = kind == CHAR_UPPER    ? 'X'
                : kind == CHAR_LOWER  ? 'x'
                : kind == CHAR_LETTER ? 'l'
                : kind == CHAR_DIGIT  ? '0'
                                      : (char)(c & 0x7F);
    if (length < 8) form = mix(form, (unsigned char)sign);
    if (sign != before) shape = mix(shape, (unsigned char)sign);
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

/* The longest listed name at each token, per list. */
static void look_lists(const Text *text, Sight *sights)
{
  for (uint32_t i = 0; i < text->token_count; i++) {
    const Token *t = &text->tokens[i];
    uint32_t phrase = 0, longest[6] = {0};
    /* WordNet's lemmas are lower case even where they are names only: "moroccan". */
    uint8_t known = name_list_find(lexicon_extend(0, t->hash));
    sights[i].common = (known & (LIST_WORD | LIST_PLACE | LIST_GROUP)) == LIST_WORD;
    if (!(t->flags & (TOKEN_CAPITAL | TOKEN_NON_ASCII | TOKEN_INNER_CAPITAL))) continue;
    for (uint32_t n = 0; n < NAME_TOKENS_MOST && i + n < text->token_count; n++) {
      phrase = lexicon_extend(phrase, text->tokens[i + n].hash);
      uint8_t lists = name_list_find(phrase);
      for (int l = 0; l < 6; l++) {
        if (lists & 1 << l) longest[l] = n + 1;
      }
      if (!(lists & LIST_MORE)) break;
    }
    for (int l = 0; l < 6; l++) {
      if (sights[i].lists[l]) continue; /* inside a longer one */
      for (uint32_t n = 0; n < longest[l]; n++) {
        sights[i + n].lists[l] = longest[l] == 1 ? 'S' : n == 0 ? 'B' : n + 1 == longest[l] ? 'E' : 'I';
      }
    }
  }
}

/* A small hash of the words of the text: how they are written elsewhere. */
typedef struct WordUse {
  uint32_t hash;
  uint8_t uses;
} WordUse;
enum { USED_LOWER = 1, USED_CAPITAL_INSIDE = 2, USED_IN_RUN = 4 };

static WordUse *use_of(WordUse *uses, uint32_t mask, uint32_t hash)
{
  uint32_t slot = hash & mask;
  while (uses[slot].uses && uses[slot].hash != hash) slot = (slot + 1) & mask;
  uses[slot].hash = hash;
  return &uses[slot];
}

static bool is_capital(const Token *t)
{
  return t->kind == TOKEN_WORD && (t->flags & TOKEN_CAPITAL);
}

static void look_document(Arena *arena, const Text *text, Sight *sights)
{
  uint32_t size = 64;
  while (size < text->token_count * 2) size *= 2;
  WordUse *uses = arena_alloc(arena, size * sizeof *uses);
  if (!uses) return;
  for (uint32_t i = 0; i < text->token_count; i++) {
    const Token *t = &text->tokens[i];
    if (t->kind != TOKEN_WORD) continue;
    WordUse *use = use_of(uses, size - 1, t->hash);
    if (!is_capital(t)) {
      use->uses |= USED_LOWER;
      continue;
    }
    use->uses |= t->flags & TOKEN_SENTENCE_START ? 8 : USED_CAPITAL_INSIDE;
    bool run = (i && is_capital(&text->tokens[i - 1]) && !(t->flags & TOKEN_SENTENCE_START)) ||
               (i + 1 < text->token_count && is_capital(&text->tokens[i + 1]) &&
                !(text->tokens[i + 1].flags & TOKEN_SENTENCE_START));
    if (run) use->uses |= USED_IN_RUN;
  }
  for (uint32_t i = 0; i < text->token_count; i++) {
    if (!is_capital(&text->tokens[i])) continue;
    uint8_t known = use_of(uses, size - 1, text->tokens[i].hash)->uses;
    sights[i].lower_elsewhere = known & USED_LOWER;
    sights[i].capital_elsewhere = known & USED_CAPITAL_INSIDE;
    sights[i].in_longer_run = known & USED_IN_RUN;
  }
}

static void look_sentences(const Text *text, Sight *sights)
{
  for (uint32_t s = 0; s < text->sentence_count; s++) {
    uint32_t first = text->sentences[s].first_token, last = text->sentences[s].last_token, words = 0,
             capitals = 0;
    for (uint32_t i = first; i < last; i++) {
      if (text->tokens[i].kind != TOKEN_WORD) continue;
      words++;
      capitals += (text->tokens[i].flags & TOKEN_ALL_CAPITALS) != 0;
    }
    bool loud = words >= 3 && capitals * 4 > words * 3;
    for (uint32_t i = first; i < last; i++) {
      const Token *t = &text->tokens[i];
      bool sign = (t->flags & (TOKEN_CAPITAL | TOKEN_HAS_DIGIT | TOKEN_NON_ASCII | TOKEN_INNER_CAPITAL)) ||
                  sights[i].lists[5];
      sights[i].all_capital_line = loud;
      if (!sign) continue;
      /* Names have small words inside ("Bank of England"): the model runs around capitals. */
      for (uint32_t n = i > first + 1 ? i - 2 : first; n <= i + 2 && n < last; n++) sights[n].busy = true;
    }
  }
}

Sight *tagger_look(Arena *arena, const Text *text)
{
  Sight *sights = arena_alloc(arena, (text->token_count + 1) * sizeof *sights);
  if (!sights) return NULL;
  for (uint32_t i = 0; i < text->token_count; i++) {
    const Token *t = &text->tokens[i];
    look_shape(text, t, &sights[i]);
    if (t->kind != TOKEN_WORD || t->end - t->start > 24) continue;
    sights[i].role = lexicon_find_word(&entity_role_words, text->bytes + t->start, t->end - t->start) >= 0;
    sights[i].organisation =
        lexicon_find_word(&entity_organisation_words, text->bytes + t->start, t->end - t->start) >= 0;
  }
  look_lists(text, sights);
  look_document(arena, text, sights);
  look_sentences(text, sights);
  return arena_running(arena) ? sights : NULL;
}
