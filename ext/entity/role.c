/* role.c: "Russian Foreign Minister" before a name, "Russia's foreign minister" behind it. */
#include <string.h>

#include "entity/link.h"

enum { BEFORE_MOST = 12, BEHIND_MOST = 14 };

static bool is_in(const Lexicon *words, const Text *text, uint32_t i)
{
  return text->tokens[i].kind == TOKEN_WORD && lexicon_find_token(words, text, i) >= 0;
}

static bool is_small(const Text *text, uint32_t i)
{
  static const char *const words[] = {"of", "for", "the", "and"};
  return TEXT_IS_ANY(text, i, words);
}

/* The other mention that ends right before token `end`, or NULL. */
static const Mention *mention_before(const Mentions *mentions, uint32_t index, uint32_t end)
{
  const Mention *m = index ? &mentions->all.items[index - 1] : NULL;
  return m && m->last_token == end && m->type != ENTITY_PERSON ? m : NULL;
}

/* "Secretary of State", "Under Secretary of State for Political Affairs": capitalised words
** and small ones back to the role word before the first "of" or "for".  The token behind
** that role word, or 0. */
static uint32_t title_with_office(const Text *text, uint32_t name, uint32_t least, uint32_t sentence)
{
  uint32_t found = 0;
  for (uint32_t i = name; i-- > least && text->tokens[i].sentence == sentence;) {
    if (!is_small(text, i) && !(text->tokens[i].flags & TOKEN_CAPITAL)) break;
    if (is_in(&entity_role_words, text, i) && (text_is(text, i + 1, "of") || text_is(text, i + 1, "for")))
      found = i + 1;
  }
  return found;
}

/* The words of a title that run up to the name; from the left end trimmed. */
static void role_before(const Text *text, Mentions *mentions, uint32_t index)
{
  Mention *m = &mentions->all.items[index];
  uint32_t sentence = text->tokens[m->first_token].sentence, at = m->first_token,
           least = at > BEFORE_MOST ? at - BEFORE_MOST : 0;
  uint32_t role = UINT32_MAX, from = at;
  if (!at) return;
  if (!is_in(&entity_role_words, text, at - 1) && !text_is(text, at - 1, "elect")) {
    at = title_with_office(text, at, least, sentence);
    if (!at) return;
    while (index > 0 && mentions->all.items[index - 1].first_token >= at) index--;
  }
  while (at > least && text->tokens[at - 1].sentence == sentence) {
    const Mention *other = mention_before(mentions, index, at);
    bool joint = text_is(text, at - 1, "'s") || text->tokens[at - 1].mark == '-';
    if (is_in(&entity_role_words, text, at - 1))
      role = from = at - 1;
    else if (other && other->first_token >= least)
      at = other->first_token + 1, from = other->first_token, index--;
    else if (!is_in(&entity_role_inner, text, at - 1) && !joint)
      break;
    else if (!joint && !is_small(text, at - 1))
      from = at - 1;
    at--;
  }
  if (role == UINT32_MAX) return;
  m->role = (Slice){text->bytes + text->tokens[from].start,
                    text->tokens[m->first_token - 1].end - text->tokens[from].start};
}

/* Does an apposition end at token i: a mark, a dash, a clause about the person? */
static bool ends_apposition(const Text *text, uint32_t i)
{
  static const char *const clauses[] = {"who", "which", "said", "says", "told"};
  const Token *t = &text->tokens[i];
  bool dash = t->mark == '-' && !(t->flags & TOKEN_GLUED);
  return dash || t->kind == TOKEN_QUOTE || (t->mark && strchr(",.;:~(", t->mark)) ||
         TEXT_IS_ANY(text, i, clauses);
}

/* ", Russia's foreign minister," and ", who is the mayor of X," behind the name. */
static void role_behind(const Text *text, Mention *m)
{
  enum { BEFORE_ROLE_MOST = 6 };
  static const char *const copulas[] = {"is", "was"};
  static const char *const articles[] = {"the", "a", "an", "his", "her"};
  uint32_t at = m->last_token, role = UINT32_MAX;
  const Sentence *sentence = &text->sentences[text->tokens[m->first_token].sentence];
  if (at >= sentence->last_token || text->tokens[at].mark != ',') return;
  at++;
  if (text_is(text, at, "who") && TEXT_IS_ANY(text, at + 1, copulas)) at += 2;
  if (TEXT_IS_ANY(text, at, articles)) at++;
  uint32_t first = at,
           limit = at + BEHIND_MOST < sentence->last_token ? at + BEHIND_MOST : sentence->last_token;
  for (; at < limit && !ends_apposition(text, at); at++) {
    if (role == UINT32_MAX && is_in(&entity_role_words, text, at)) role = at;
  }
  if (role == UINT32_MAX || role > first + BEFORE_ROLE_MOST) return;
  if (at == first + BEHIND_MOST) at = role + 1; /* too long to be all of it */
  m->role =
      (Slice){text->bytes + text->tokens[first].start, text->tokens[at - 1].end - text->tokens[first].start};
}

void mention_roles(Arena *arena, const Text *text, Mentions *mentions)
{
  for (uint32_t i = 0; i < mentions->all.count && arena_running(arena); i++) {
    Mention *m = &mentions->all.items[i];
    if (m->type != ENTITY_PERSON) continue;
    role_before(text, mentions, i);
    if (!m->role.bytes) role_behind(text, m);
  }
}
