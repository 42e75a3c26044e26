/* entity.c: from tags to mentions. */
#include "entity/entity.h"

#include "entity/link.h"
#include "entity/tagger.h"

const char *entity_type_name(EntityType type)
{
  static const char *const names[] = {"PERSON", "ORG", "PLACE", "NORP", "EVENT", "PRODUCT"};
  return names[type];
}

static bool is_role(const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  return lexicon_find_word(&entity_role_words, text->bytes + t->start, t->end - t->start) >= 0;
}

/* A name has no title, article or possessive of its own. */
static void trim(const Text *text, EntityType type, uint32_t *first, uint32_t *last)
{
  while (*last > *first + 1 &&
         (text_is(text, *last - 1, "'s") || text->tokens[*last - 1].kind == TOKEN_QUOTE))
    (*last)--;
  while (*last > *first + 1 && text_is(text, *first, "the") && type != ENTITY_PRODUCT) (*first)++;
  while (*last > *first + 1 && type == ENTITY_PERSON && is_role(text, *first)) (*first)++;
  while (*last > *first + 1 && text->tokens[*last - 1].kind == TOKEN_PUNCTUATION &&
         text->tokens[*last - 1].mark != ')')
    (*last)--;
}

/* Longer runs of capitals are headlines or lists, no name; the bound also keeps linking
** linear. */
enum { NAME_TOKENS_MOST = 24 };

static void add_mention(Arena *arena, const Text *text, Mentions *mentions, EntityType type, uint32_t first,
                        uint32_t last, const float *sure)
{
  float sum = 0;
  if (last - first > NAME_TOKENS_MOST) return;
  for (uint32_t i = first; i < last; i++) sum += sure[i];
  float confidence = sum / (float)(last - first);
  trim(text, type, &first, &last);
  if (last == first + 1 && text->tokens[first].kind != TOKEN_WORD && text->tokens[first].kind != TOKEN_LINK &&
      !(text->tokens[first].flags & TOKEN_HAS_DIGIT))
    return;
  Mention *m = vector_push(arena, &mentions->all);
  if (!m) return;
  *m = (Mention){.start = text->tokens[first].start,
                 .end = text->tokens[last - 1].end,
                 .first_token = first,
                 .last_token = last,
                 .type = type,
                 .via = "full",
                 .confidence = confidence};
}

/* Where a person's name ends: "Ana Ruiz of Spain" is a person and a place, "Catherine of Aragon" a name. */
static uint32_t person_end(const Text *text, uint32_t first, uint32_t last)
{
  enum { FULL_NAME = 2 };
  uint32_t tokens;
  for (uint32_t i = first + FULL_NAME; i + 1 < last; i++) {
    if (text_is(text, i, "of") && lexicon_find(&entity_places, text, i + 1, last, &tokens) >= 0) return i;
  }
  return last;
}

/* Adds the countries, capitals, seats and nationalities of the tables that the tagger
** passed over in [from, to). */
static void add_known(Arena *arena, const Text *text, Mentions *mentions, uint32_t from, uint32_t to,
                      float *sure)
{
  for (uint32_t tokens; from < to && arena_every(arena, from); from += tokens) {
    tokens = 1;
    if (!(text->tokens[from].flags & TOKEN_CAPITAL)) continue;
    uint32_t limit = text->sentences[text->tokens[from].sentence].last_token;
    int32_t row = lexicon_find(&entity_places, text, from, limit < to ? limit : to, &tokens);
    if (row < 0) {
      tokens = 1;
      continue;
    }
    for (uint32_t i = from; i < from + tokens; i++) sure[i] = 0.5f;
    add_mention(arena, text, mentions,
                entity_places_rows[row].kind == PLACE_DEMONYM ? ENTITY_NORP : ENTITY_PLACE, from,
                from + tokens, sure);
  }
}

NewsResult entity_find(Arena *arena, const Text *text, Mentions *mentions)
{
  uint8_t *tags;
  float *sure;
  if (!tagger_run(arena, text, &tags, &sure)) return arena->result;
  uint32_t passed = 0; /* tokens before it are done */
  for (uint32_t i = 0; i < text->token_count && arena_running(arena);) {
    uint32_t first = i++;
    if (!tags[first]) continue;
    uint8_t inside = tags[first] % 2 ? tags[first] + 1 : tags[first];
    while (i < text->token_count && tags[i] == inside &&
           text->tokens[i].sentence == text->tokens[first].sentence)
      i++;
    EntityType type = (EntityType)((tags[first] - 1) / 2);
    add_known(arena, text, mentions, passed, first, sure);
    passed = type == ENTITY_PERSON ? person_end(text, first, i) : i;
    add_mention(arena, text, mentions, type, first, passed, sure);
  }
  add_known(arena, text, mentions, passed, text->token_count, sure);
  mention_agree(arena, text, mentions);
  mention_link(arena, text, mentions);
  mention_roles(arena, text, mentions);
  return arena->result;
}
