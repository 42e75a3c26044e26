/*
** speaker.c: whose name it is.
**
** The head of the speaker's noun phrase decides: a name is resolved by its
** mention, a pronoun by the nearest person of its sex, "the minister" by the
** nearest person with that role, "Beijing" by its government.  Plural and
** unnamed speakers have no name: none is better than a wrong one.
*/
#include "quote/speaker.h"

#include <string.h>

/* How many mentions a pronoun or a role looks back. */
enum { LOOK_BACK = 48 };

#define NOBODY ((Speaker){SLICE_NONE, SLICE_NONE})

/* ---- what is known of the persons ---------------------------------------- */

/* The words of a slice, one after the other; returns false at the end. */
static bool next_word(Slice text, uint32_t *at, Slice *word)
{
  while (*at < text.length && (text.bytes[*at] == ' ' || text.bytes[*at] == '-')) ++*at;
  uint32_t start = *at;
  while (*at < text.length && text.bytes[*at] != ' ' && text.bytes[*at] != '-') ++*at;
  *word = (Slice){text.bytes + start, *at - start};
  return *at > start;
}

static uint8_t role_flags(const char *bytes, uint32_t length)
{
  int32_t row = lexicon_find_word(&quote_roles, bytes, length);
  return row < 0 ? 0 : quote_roles_rows[row].flags;
}

static uint8_t gender_of(const Text *text, const Mention *m)
{
  Slice word;
  uint32_t at = 0;
  uint8_t gender = 0;
  if (m->first_token > 0) {
    Slice before = text_token(text, m->first_token - 1);
    gender |= role_flags(before.bytes, before.length);
  }
  while (m->role.bytes && next_word(m->role, &at, &word)) gender |= role_flags(word.bytes, word.length);
  gender &= GENDER_MALE | GENDER_FEMALE;
  if (gender) return gender;
  at = 0;
  if (m->name.bytes && next_word(m->name, &at, &word) && at < m->name.length) {
    int32_t row = lexicon_find_word(&quote_forenames, word.bytes, word.length);
    if (row >= 0) return quote_forenames_rows[row].kind;
  }
  return 0;
}

bool speaker_memory_make(Arena *arena, const Text *text, const Mentions *mentions, SpeakerMemory *memory)
{
  *memory = (SpeakerMemory){.text = text, .mentions = mentions};
  for (uint32_t i = 0; i < mentions->all.count; i++) {
    if (mentions->all.items[i].entity > memory->entities) memory->entities = mentions->all.items[i].entity;
  }
  memory->gender = arena_alloc(arena, memory->entities + 1);
  memory->counts = arena_alloc(arena, memory->entities + 1);
  if (!memory->gender || !memory->counts) return false;
  for (uint32_t i = 0; i < mentions->all.count; i++) {
    const Mention *m = &mentions->all.items[i];
    if (m->type == ENTITY_PERSON) memory->gender[m->entity] |= gender_of(text, m);
    if (memory->counts[m->entity] < UINT8_MAX) memory->counts[m->entity]++;
  }
  return true;
}

/* ---- mentions ------------------------------------------------------------- */

/* The first mention that ends behind token `first`. */
static uint32_t mention_at(const Mentions *mentions, uint32_t first)
{
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

static Speaker named(SpeakerMemory *memory, const Mention *m)
{
  Speaker s = {m->name, m->role};
  if (m->type == ENTITY_PLACE || m->type == ENTITY_NORP || m->acts_for.bytes) {
    s.name = m->acts_for.bytes ? m->acts_for : m->type == ENTITY_PLACE ? m->government : SLICE_NONE;
    if (!s.name.bytes && m->type == ENTITY_PLACE) s.name = m->name;
  }
  memory->last_entity = s.name.bytes ? m->entity : 0;
  return s;
}

/* The role of a person mentioned elsewhere under the same entity. */
static Slice role_of(const SpeakerMemory *memory, const Mention *m, uint32_t index)
{
  if (m->role.bytes) return m->role;
  const Mention *all = memory->mentions->all.items;
  for (uint32_t step = 0; step < LOOK_BACK && index-- > 0; step++) {
    if (all[index].entity == m->entity && all[index].role.bytes) return all[index].role;
  }
  return SLICE_NONE;
}

static Speaker person(SpeakerMemory *memory, uint32_t index)
{
  const Mention *m = &memory->mentions->all.items[index];
  Speaker s = named(memory, m);
  s.role = role_of(memory, m, index);
  return s;
}

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

/* The person of that sex who is most in the reader's mind: near, a subject, the
** last speaker, often named. */
static Speaker pronoun(SpeakerMemory *memory, uint32_t token, uint8_t gender, bool again)
{
  const Mentions *mentions = memory->mentions;
  const Text *text = memory->text;
  uint32_t index = mention_at(mentions, token), best = UINT32_MAX, best_score = 0;
  uint32_t here = text->tokens[token].sentence;
  for (uint32_t step = 0; step < LOOK_BACK && index-- > 0; step++) {
    const Mention *m = &mentions->all.items[index];
    if (m->type != ENTITY_PERSON) continue;
    uint8_t known = memory->gender[m->entity];
    if (known && known != (GENDER_MALE | GENDER_FEMALE) && !(known & gender)) continue;
    uint32_t sentence = text->tokens[m->first_token].sentence, away = here - sentence;
    uint32_t score = 100 - (away > 14 ? 56 : away * 4);
    if (known == gender) score += 10;
    if (m->entity == memory->last_entity) score += again ? 60 : 20;
    if (is_subject(text, mentions, index)) score += 14;
    if (is_listed(text, m)) score -= 8;
    if (is_possessive(text, m->last_token)) score -= 10;
    score += 4 * (memory->counts[m->entity] < 5 ? memory->counts[m->entity] : 5u);
    if (score > best_score) {
      best = index;
      best_score = score;
    }
  }
  if (best == UINT32_MAX) return NOBODY;
  return person(memory, best);
}

/* "the minister": the nearest person whose role ends in or holds the word. */
static Speaker by_role(SpeakerMemory *memory, uint32_t first, uint32_t head)
{
  const Mentions *mentions = memory->mentions;
  Slice wanted = text_token(memory->text, head), word;
  uint32_t index = mention_at(mentions, first), hash = memory->text->tokens[head].hash;
  for (uint32_t step = 0; step < LOOK_BACK && index-- > 0; step++) {
    const Mention *m = &mentions->all.items[index];
    uint32_t at = 0;
    if (m->type != ENTITY_PERSON || !m->role.bytes) continue;
    while (next_word(m->role, &at, &word)) {
      if (word.length == wanted.length && text_fold_hash(word.bytes, word.length) == hash) {
        return person(memory, index);
      }
    }
  }
  return NOBODY;
}

/* "it": the nearest body that can speak. */
static Speaker body_before(SpeakerMemory *memory, uint32_t token)
{
  const Mentions *mentions = memory->mentions;
  uint32_t index = mention_at(mentions, token);
  for (uint32_t step = 0; step < LOOK_BACK / 4 && index-- > 0; step++) {
    const Mention *m = &mentions->all.items[index];
    if (m->entity == memory->last_entity && m->type != ENTITY_PERSON) return named(memory, m);
    if (m->type == ENTITY_ORG || m->acts_for.bytes) return named(memory, m);
  }
  return NOBODY;
}

/* ---- noun phrases --------------------------------------------------------- */

static WordClass closed_class(const Text *text, uint32_t token)
{
  int32_t row = lexicon_find_token(&quote_words, text, token);
  return row < 0 ? WORD_OPEN : (WordClass)quote_words_rows[row].kind;
}

/* The last token of the noun phrase's core: before the first comma, preposition
** or relative word that is not inside a name. */
static uint32_t head_of(const SpeakerMemory *memory, uint32_t first, uint32_t last)
{
  const Mentions *mentions = memory->mentions;
  uint32_t head = first, index = mention_at(mentions, first);
  for (uint32_t i = first; i < last; i++) {
    while (index < mentions->all.count && mentions->all.items[index].last_token <= i) index++;
    if (index < mentions->all.count && mentions->all.items[index].first_token <= i) {
      head = i;
      continue;
    }
    const Token *t = &memory->text->tokens[i];
    WordClass closed = closed_class(memory->text, i);
    if (t->mark == ',' || t->mark == '(' || t->mark == '~' || t->mark == ';' || closed == WORD_PREPOSITION ||
        closed == WORD_RELATIVE || closed == WORD_THAT || (closed == WORD_CONJUNCTION && i > first)) {
      if (i > first) break;
      continue;
    }
    if (t->kind == TOKEN_WORD && !(t->flags & TOKEN_CLITIC)) head = i;
  }
  return head;
}

/* Does "and" join two names at the top of the phrase? */
static bool is_joint(const SpeakerMemory *memory, uint32_t head, uint32_t last)
{
  const Mentions *mentions = memory->mentions;
  if (head + 2 >= last) return false;
  uint32_t and = head + 1;
  if (memory->text->tokens[and].mark == ',') and++;
  if (!text_is(memory->text, and, "and")) return false;
  uint32_t index = mention_at(mentions, and);
  return index < mentions->all.count && mentions->all.items[index].first_token < last;
}

/* "Smith, who said": the name that ends before the relative word. */
static Speaker antecedent(SpeakerMemory *memory, uint32_t token)
{
  uint32_t index = mention_at(memory->mentions, token);
  if (index == 0) return NOBODY;
  const Mention *m = &memory->mentions->all.items[index - 1];
  uint32_t behind = m->last_token;
  if (behind < token && memory->text->tokens[behind].mark == ',') behind++;
  return behind == token ? person(memory, index - 1) : NOBODY;
}

/* "ATLANTA -- Officials": behind the dash. */
static uint32_t behind_dateline(const Text *text, uint32_t first, uint32_t last)
{
  if (first >= last || !(text->tokens[first].flags & TOKEN_ALL_CAPITALS)) return first;
  for (uint32_t i = first + 1; i < last && i < first + 8; i++) {
    if (text->tokens[i].mark == '~') return i + 1;
  }
  return first;
}

/* "his wife, Ann Lee": a person's name behind a comma that ends the phrase. */
static uint32_t apposition(const SpeakerMemory *memory, uint32_t head, uint32_t last)
{
  const Mentions *mentions = memory->mentions;
  const Token *tokens = memory->text->tokens;
  for (uint32_t i = mention_at(mentions, head); i < mentions->all.count; i++) {
    const Mention *m = &mentions->all.items[i];
    if (m->last_token > last) break;
    bool ends = m->last_token == last || tokens[m->last_token].mark == ',';
    if (m->type == ENTITY_PERSON && m->first_token > head && tokens[m->first_token - 1].mark == ',' && ends)
      return i;
  }
  return UINT32_MAX;
}

/* "Under Secretary of State for Political Affairs Ann Lee", "former president and security
** adviser Karim Tazi": the one person of the phrase, at its end, with only a title
** before.  UINT32_MAX where there is no such person. */
static uint32_t titled_person(const SpeakerMemory *memory, uint32_t first, uint32_t last)
{
  const Mentions *mentions = memory->mentions;
  const Token *tokens = memory->text->tokens;
  uint32_t found = UINT32_MAX;
  bool titled = false;
  for (uint32_t i = mention_at(mentions, first);
       i < mentions->all.count && mentions->all.items[i].first_token < last; i++) {
    if (mentions->all.items[i].type != ENTITY_PERSON) continue;
    if (found != UINT32_MAX) return UINT32_MAX;
    found = i;
  }
  if (found == UINT32_MAX || mentions->all.items[found].last_token < last) return UINT32_MAX;
  for (uint32_t i = first; i < mentions->all.items[found].first_token; i++) {
    Slice word = text_token(memory->text, i);
    if (tokens[i].kind == TOKEN_PUNCTUATION && tokens[i].mark != '-') return UINT32_MAX;
    bool title = role_flags(word.bytes, word.length) != 0;
    if (i + 1 == mentions->all.items[found].first_token && !title && !(tokens[i].flags & TOKEN_CAPITAL))
      return UINT32_MAX; /* the general drew parallels with the war Tazi */
    titled |= title;
  }
  return titled ? found : UINT32_MAX;
}

Speaker speaker_resolve(SpeakerMemory *memory, uint32_t first, uint32_t last, bool again)
{
  const Text *text = memory->text;
  const Mentions *mentions = memory->mentions;
  first = behind_dateline(text, first, last);
  if (first >= last) return NOBODY;
  if (last - first == 1 && (text_is(text, first, "who") || text_is(text, first, "which"))) {
    return antecedent(memory, first);
  }
  if (last - first <= 2) {
    if (text_is(text, first, "he")) return pronoun(memory, first, GENDER_MALE, again);
    if (text_is(text, first, "she")) return pronoun(memory, first, GENDER_FEMALE, again);
    if (text_is(text, first, "it")) return body_before(memory, first);
  }
  uint32_t titled = titled_person(memory, first, last);
  if (titled != UINT32_MAX) return person(memory, titled);
  uint32_t head = head_of(memory, first, last), index = mention_at(mentions, head);
  const Mention *m = index < mentions->all.count ? &mentions->all.items[index] : NULL;
  if (m && m->first_token <= head && m->last_token > head) {
    if (is_joint(memory, head, last)) return NOBODY;
    return person(memory, index);
  }
  Slice word = text_token(text, head);
  uint8_t role = role_flags(word.bytes, word.length);
  if (role & ROLE_PLURAL) return NOBODY;
  uint32_t named_index = apposition(memory, head, last);
  if (named_index != UINT32_MAX) return person(memory, named_index);
  bool definite = text_is(text, first, "the") || text_is(text, first, "this");
  if (definite && (role & (ROLE_PERSON | GENDER_MALE | GENDER_FEMALE))) return by_role(memory, first, head);
  if (definite && (role & ROLE_BODY) && head == first + 1) return body_before(memory, first);
  return NOBODY;
}
