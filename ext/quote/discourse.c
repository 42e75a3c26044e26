/* discourse.c: the persons and bodies of a text, and what stands for them. */
#include "quote/discourse.h"

#include <string.h>

enum { LOOK_BACK = 48, LOOK_BACK_BODY = 12 }; /* mentions */

/* The words of a slice, one after the other; returns false at the end. */
static bool next_word(Slice text, uint32_t *at, Slice *word)
{
  while (*at < text.length && (text.bytes[*at] == ' ' || text.bytes[*at] == '-')) ++*at;
  uint32_t start = *at;
  while (*at < text.length && text.bytes[*at] != ' ' && text.bytes[*at] != '-') ++*at;
  *word = (Slice){text.bytes + start, *at - start};
  return *at > start;
}

const RoleWord *discourse_role(const char *bytes, uint32_t length)
{
  static const RoleWord none = {0};
  int32_t row = lexicon_find_word(&quote_roles, bytes, length);
  return row < 0 ? &none : &quote_roles_rows[row];
}

/* ---- what is known ------------------------------------------------------------ */

static uint8_t gender_of(const Text *text, const Mention *m)
{
  Slice word;
  uint32_t at = 0;
  uint8_t gender = 0;
  if (m->first_token > 0) {
    Slice before = text_token(text, m->first_token - 1);
    gender |= discourse_role(before.bytes, before.length)->flags;
  }
  while (m->role.bytes && next_word(m->role, &at, &word))
    gender |= discourse_role(word.bytes, word.length)->flags;
  gender &= GENDER_MALE | GENDER_FEMALE;
  if (gender) return gender;
  at = 0;
  if (m->name.bytes && next_word(m->name, &at, &word) && at < m->name.length) {
    int32_t row = lexicon_find_word(&quote_forenames, word.bytes, word.length);
    if (row >= 0) return quote_forenames_rows[row].kind;
  }
  return 0;
}

bool discourse_make(Arena *arena, const Text *text, const Mentions *mentions, Discourse *discourse)
{
  *discourse = (Discourse){.text = text, .mentions = mentions};
  for (uint32_t i = 0; i < mentions->all.count; i++) {
    if (mentions->all.items[i].entity > discourse->entities)
      discourse->entities = mentions->all.items[i].entity;
  }
  discourse->gender = arena_alloc(arena, discourse->entities + 1);
  discourse->counts = arena_alloc(arena, discourse->entities + 1);
  if (!discourse->gender || !discourse->counts) return false;
  for (uint32_t i = 0; i < mentions->all.count && arena_every(arena, i); i++) {
    const Mention *m = &mentions->all.items[i];
    if (m->type == ENTITY_PERSON) discourse->gender[m->entity] |= gender_of(text, m);
    if (discourse->counts[m->entity] < UINT8_MAX) discourse->counts[m->entity]++;
  }
  return true;
}

uint32_t discourse_mention_at(const Discourse *discourse, uint32_t first)
{
  const Mentions *mentions = discourse->mentions;
  uint32_t low = 0, high = mentions->all.count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (mentions->all.items[middle].last_token > first)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

Slice discourse_role_of(const Discourse *discourse, uint32_t index)
{
  const Mention *all = discourse->mentions->all.items, *m = &all[index];
  if (m->role.bytes) return m->role;
  for (uint32_t step = 0; step < LOOK_BACK && index-- > 0; step++) {
    if (all[index].entity == m->entity && all[index].role.bytes) return all[index].role;
  }
  return SLICE_NONE;
}

/* ---- pronouns ----------------------------------------------------------------- */

static bool is_possessive(const Text *text, uint32_t token)
{
  return text_is(text, token, "'s") ||
         (text_quote_of(text, token) == '\'' || text_quote_of(text, token) == 'r');
}

/* One of several: "Ann, Bob and Carl". */
static bool is_listed(const Text *text, const Mention *m)
{
  bool before = m->first_token > 0 &&
                (text_is(text, m->first_token - 1, "and") || text->tokens[m->first_token - 1].mark == ',');
  bool behind = text_is(text, m->last_token, "and") ||
                (m->last_token < text->token_count && text->tokens[m->last_token].mark == ',');
  return before && (behind || text_is(text, m->first_token - 1, "and"));
}

/* Is it likely the subject of its sentence: the first person there, and near its start? */
static bool is_subject(const Text *text, const Mentions *mentions, uint32_t index)
{
  enum { START = 6 };
  uint32_t start = text->sentences[text->tokens[mentions->all.items[index].first_token].sentence].first_token;
  if (mentions->all.items[index].first_token - start >= START) return false;
  while (index-- > 0 && mentions->all.items[index].first_token >= start) { /* at most START steps */
    if (mentions->all.items[index].type == ENTITY_PERSON) return false;
  }
  return true;
}

/* May the entity be of this sex?  Where both or none are known, it may. */
static bool may_be(const Discourse *discourse, uint32_t entity, uint8_t gender)
{
  uint8_t known = discourse->gender[entity];
  return !known || known == (GENDER_MALE | GENDER_FEMALE) || known & gender;
}

uint32_t discourse_pronoun(const Discourse *discourse, uint32_t token, uint8_t gender, bool again)
{
  const Mentions *mentions = discourse->mentions;
  const Text *text = discourse->text;
  uint32_t index = discourse_mention_at(discourse, token), best = MENTION_NONE, best_score = 0;
  uint32_t here = text->tokens[token].sentence;
  for (uint32_t step = 0; step < LOOK_BACK && index-- > 0; step++) {
    const Mention *m = &mentions->all.items[index];
    if (m->type != ENTITY_PERSON || !may_be(discourse, m->entity, gender)) continue;
    uint32_t sentence = text->tokens[m->first_token].sentence, away = here - sentence;
    uint32_t score = 100 - (away > 14 ? 56 : away * 4);
    if (discourse->gender[m->entity] == gender) score += 10;
    if (m->entity == discourse->last_entity) score += again ? 60 : 20;
    if (is_subject(text, mentions, index)) score += 14;
    if (is_listed(text, m)) score -= 8;
    if (is_possessive(text, m->last_token)) score -= 10;
    score += 4 * (discourse->counts[m->entity] < 5 ? discourse->counts[m->entity] : 5u);
    if (score > best_score) {
      best = index;
      best_score = score;
    }
  }
  return best;
}

uint32_t discourse_it(const Discourse *discourse, uint32_t token)
{
  uint32_t index = discourse_mention_at(discourse, token);
  for (uint32_t step = 0; step < LOOK_BACK_BODY && index-- > 0; step++) {
    const Mention *m = &discourse->mentions->all.items[index];
    if (m->entity == discourse->last_entity && m->type != ENTITY_PERSON) return index;
    if (m->type == ENTITY_ORG || m->acts_for.bytes) return index;
  }
  return MENTION_NONE;
}

/* ---- definite nouns ------------------------------------------------------------ */

/* A word of a role in its full form: "Gov." is a governor. */
static Slice full_form(Slice word)
{
  const char *same = discourse_role(word.bytes, word.length)->same;
  return same ? slice_of(same) : word;
}

static bool same_word(Slice a, Slice b)
{
  return a.length == b.length && text_fold_hash(a.bytes, a.length) == text_fold_hash(b.bytes, b.length);
}

/* Does the phrase hold the word?  *second: behind a "vice" or "deputy". */
static bool holds(Slice phrase, Slice word, bool *second)
{
  Slice other;
  uint32_t at = 0;
  *second = false;
  word = full_form(word);
  while (next_word(phrase, &at, &other)) {
    if (same_word(full_form(other), word)) return true;
    *second = (discourse_role(other.bytes, other.length)->flags & ROLE_SECOND) != 0;
  }
  return false;
}

/* Are all words between the article and the head, but those that tell nobody from another, in the
** role, and the role not that of another's deputy?  A bare role takes words in lower case:
** "the veteran senator" is Senator Lee. */
static bool modifiers_fit(const Discourse *discourse, uint32_t first, uint32_t head, Slice role)
{
  const Text *text = discourse->text;
  bool bare = !memchr(role.bytes, ' ', role.length), second;
  for (uint32_t i = first + 1; i < head; i++) {
    const Token *t = &text->tokens[i];
    if (t->kind != TOKEN_WORD || t->flags & TOKEN_CLITIC) continue;
    Slice word = text_token(text, i);
    if (discourse_role(word.bytes, word.length)->flags & ROLE_QUALIFIER) continue;
    if (holds(role, word, &second)) continue;
    if (!bare || t->flags & TOKEN_CAPITAL) return false;
  }
  return true;
}

static uint16_t domains_of_role(Slice role)
{
  uint16_t domains = 0;
  Slice word;
  uint32_t at = 0;
  while (next_word(role, &at, &word)) domains |= discourse_role(word.bytes, word.length)->domains;
  return domains;
}

/* The fields of the noun, narrowed by a word before it: "the military official". */
static uint16_t domains_of_noun(const Discourse *discourse, uint32_t first, uint32_t head)
{
  Slice word = text_token(discourse->text, head);
  uint16_t domains = discourse_role(word.bytes, word.length)->domains;
  for (uint32_t i = first + 1; i < head; i++) {
    word = text_token(discourse->text, i);
    uint16_t narrower = domains & discourse_role(word.bytes, word.length)->domains;
    if (narrower) domains = narrower;
  }
  return domains;
}

/* Has a word between the article and the head one of these flags? */
static bool has_word_of(const Discourse *discourse, uint32_t first, uint32_t head, uint16_t flags)
{
  for (uint32_t i = first + 1; i < head; i++) {
    Slice word = text_token(discourse->text, i);
    if (discourse_role(word.bytes, word.length)->flags & flags) return true;
  }
  return false;
}

static bool has_capital_before(const Discourse *discourse, uint32_t first, uint32_t head)
{
  for (uint32_t i = first + 1; i < head; i++) {
    if (discourse->text->tokens[i].flags & TOKEN_CAPITAL) return true;
  }
  return false;
}

uint32_t discourse_person(const Discourse *discourse, uint32_t first, uint32_t head)
{
  const Mention *all = discourse->mentions->all.items;
  Slice noun = text_token(discourse->text, head);
  uint16_t flags = discourse_role(noun.bytes, noun.length)->flags;
  uint8_t gender = flags & (GENDER_MALE | GENDER_FEMALE);
  bool kind = flags & ROLE_KIND && !has_capital_before(discourse, first, head);
  uint16_t domains = kind ? domains_of_noun(discourse, first, head) : 0;
  uint32_t index = discourse_mention_at(discourse, first), alike = MENTION_NONE;
  bool several = false, second, of_second = has_word_of(discourse, first, head, ROLE_SECOND);
  for (uint32_t step = 0; step < LOOK_BACK && index-- > 0; step++) {
    if (all[index].type != ENTITY_PERSON || !all[index].role.bytes) continue;
    if (gender && !may_be(discourse, all[index].entity, gender)) continue;
    Slice role = all[index].role;
    if (holds(role, noun, &second)) {
      if (second == of_second && modifiers_fit(discourse, first, head, role)) return index;
    } else if (domains & domains_of_role(role)) {
      if (alike == MENTION_NONE)
        alike = index;
      else if (all[alike].entity != all[index].entity)
        several = true;
    }
  }
  if (alike == MENTION_NONE || (several && all[alike].entity != discourse->last_entity)) return MENTION_NONE;
  return alike;
}

static uint16_t domains_of_name(Slice name)
{
  uint16_t domains = 0;
  Slice word;
  uint32_t at = 0;
  while (next_word(name, &at, &word)) {
    int32_t row = lexicon_find_word(&quote_body_names, word.bytes, word.length);
    if (row >= 0) domains |= quote_body_names_rows[row].domains;
  }
  return domains;
}

/* Is the word what the name says the body is: "Norden Bank", "the Bank of Norden"?  Not the state of
** a Department of State. */
static bool is_head_of_name(Slice name, Slice noun)
{
  Slice word, head = SLICE_NONE;
  uint32_t at = 0;
  while (next_word(name, &at, &word)) {
    int32_t row = lexicon_find_word(&quote_words, word.bytes, word.length);
    if (row >= 0 && quote_words_rows[row].kind == WORD_PREPOSITION) break;
    head = word;
  }
  return head.bytes && same_word(full_form(head), full_form(noun));
}

/* Are all words with capitals before the noun ("the Norden bank") in the name? */
static bool capitals_fit(const Discourse *discourse, uint32_t first, uint32_t head, Slice name)
{
  bool second;
  for (uint32_t i = first + 1; i < head; i++) {
    const Token *t = &discourse->text->tokens[i];
    if (t->flags & TOKEN_CAPITAL && !holds(name, text_token(discourse->text, i), &second)) return false;
  }
  return true;
}

uint32_t discourse_body(const Discourse *discourse, uint32_t first, uint32_t head)
{
  enum { MAY_HAVE_ANY_NAME = DOMAIN_BUSINESS | DOMAIN_CIVIL | DOMAIN_SPORT };
  Slice noun = text_token(discourse->text, head);
  uint16_t domains =
      has_capital_before(discourse, first, head) ? 0 : discourse_role(noun.bytes, noun.length)->domains;
  uint32_t index = discourse_mention_at(discourse, first), alike = MENTION_NONE;
  for (uint32_t step = 0; step < LOOK_BACK && index-- > 0; step++) {
    const Mention *m = &discourse->mentions->all.items[index];
    Slice name = m->acts_for.bytes ? m->acts_for : m->name;
    if (m->type != ENTITY_ORG && !m->acts_for.bytes) continue;
    if (is_head_of_name(name, noun) && capitals_fit(discourse, first, head, name)) return index;
    if (m->type != ENTITY_ORG || step >= LOOK_BACK_BODY || alike != MENTION_NONE) continue;
    uint16_t known = domains_of_name(name);
    if (known ? known & domains : domains & MAY_HAVE_ANY_NAME) alike = index;
  }
  return alike;
}
