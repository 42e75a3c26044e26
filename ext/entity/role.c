/* role.c: "Russian Foreign Minister" before a name, "Russia's foreign minister" behind it. */
#include "entity/link.h"

enum { BEFORE_MOST = 12, BEHIND_MOST = 14 };

static bool is_in(const Lexicon *words, const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  return t->kind == TOKEN_WORD && lexicon_find_word(words, text->bytes + t->start, t->end - t->start) >= 0;
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
    bool small = text_is(text, i, "of") || text_is(text, i, "for") || text_is(text, i, "the") ||
                 text_is(text, i, "and");
    if (!small && !(text->tokens[i].flags & TOKEN_CAPITAL)) break;
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
    else if (!joint && !text_is(text, at - 1, "of") && !text_is(text, at - 1, "the") &&
             !text_is(text, at - 1, "and") && !text_is(text, at - 1, "for"))
      from = at - 1;
    at--;
  }
  if (role == UINT32_MAX) return;
  m->role = (Slice){text->bytes + text->tokens[from].start,
                    text->tokens[m->first_token - 1].end - text->tokens[from].start};
}

/* ", Russia's foreign minister," and ", who is the mayor of X," behind the name. */
static void role_behind(const Text *text, Mention *m)
{
  uint32_t at = m->last_token, sentence = text->tokens[m->first_token].sentence;
  if (at >= text->token_count || text->tokens[at].mark != ',') return;
  at++;
  if (text_is(text, at, "who") && (text_is(text, at + 1, "is") || text_is(text, at + 1, "was"))) at += 2;
  if (text_is(text, at, "the") || text_is(text, at, "a") || text_is(text, at, "an") ||
      text_is(text, at, "his") || text_is(text, at, "her"))
    at++;
  uint32_t first = at, limit = at + BEHIND_MOST, role = UINT32_MAX;
  for (; at < limit && at < text->token_count && text->tokens[at].sentence == sentence; at++) {
    const Token *t = &text->tokens[at];
    if (t->mark == ',' || t->mark == '.' || t->mark == ';' || t->mark == ':' || t->mark == '~' ||
        t->mark == '(' || t->kind == TOKEN_QUOTE)
      break;
    if (text_is(text, at, "who") || text_is(text, at, "which") || text_is(text, at, "said") ||
        text_is(text, at, "says") || text_is(text, at, "told"))
      break;
    if (role == UINT32_MAX && is_in(&entity_role_words, text, at)) role = at;
  }
  if (role == UINT32_MAX || role > first + 6 || at == first) return;
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
