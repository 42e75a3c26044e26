/*
** speaker.c: whose name it is.
**
** The head of the speaker's noun phrase decides: a name is resolved by its
** mention, a pronoun by the nearest person of its sex, "the minister" by the
** nearest person with that role, "Beijing" by its government.  Plural and
** unnamed speakers have no name: none is better than a wrong one.
*/
#include "quote/speaker.h"

#define NOBODY ((Speaker){SLICE_NONE, SLICE_NONE})

/* What a title before a name may hold. */
enum { ROLE_TITLES = GENDER_MALE | GENDER_FEMALE | ROLE_PERSON | ROLE_BODY | ROLE_PLURAL };

static Speaker named(Discourse *discourse, const Mention *m)
{
  Speaker s = {m->name, m->role};
  if (m->type == ENTITY_PLACE || m->type == ENTITY_NORP || m->acts_for.bytes) {
    s.name = m->acts_for.bytes ? m->acts_for : m->type == ENTITY_PLACE ? m->government : SLICE_NONE;
    if (!s.name.bytes && m->type == ENTITY_PLACE) s.name = m->name;
  }
  discourse->last_entity = s.name.bytes ? m->entity : 0;
  return s;
}

static Speaker person(Discourse *discourse, uint32_t index)
{
  if (index == MENTION_NONE) return NOBODY;
  const Mention *m = &discourse->mentions->all.items[index];
  Speaker s = named(discourse, m);
  s.role = discourse_role_of(discourse, index);
  return s;
}

static Speaker body(Discourse *discourse, uint32_t index)
{
  return index == MENTION_NONE ? NOBODY : named(discourse, &discourse->mentions->all.items[index]);
}

/* ---- noun phrases --------------------------------------------------------- */

static WordClass closed_class(const Text *text, uint32_t token)
{
  int32_t row = lexicon_find_token(&quote_words, text, token);
  return row < 0 ? WORD_OPEN : (WordClass)quote_words_rows[row].kind;
}

/* The last token of the noun phrase's core: before the first comma, preposition
** or relative word that is not inside a name. */
static uint32_t head_of(const Discourse *discourse, uint32_t first, uint32_t last)
{
  const Mentions *mentions = discourse->mentions;
  uint32_t head = first, index = discourse_mention_at(discourse, first);
  for (uint32_t i = first; i < last; i++) {
    while (index < mentions->all.count && mentions->all.items[index].last_token <= i) index++;
    if (index < mentions->all.count && mentions->all.items[index].first_token <= i) {
      head = i;
      continue;
    }
    const Token *t = &discourse->text->tokens[i];
    WordClass closed = closed_class(discourse->text, i);
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
static bool is_joint(const Discourse *discourse, uint32_t head, uint32_t last)
{
  const Mentions *mentions = discourse->mentions;
  if (head + 2 >= last) return false;
  uint32_t and = head + 1;
  if (discourse->text->tokens[and].mark == ',') and++;
  if (!text_is(discourse->text, and, "and")) return false;
  uint32_t index = discourse_mention_at(discourse, and);
  return index < mentions->all.count && mentions->all.items[index].first_token < last;
}

/* "Smith, who said": the name that ends before the relative word. */
static Speaker antecedent(Discourse *discourse, uint32_t token)
{
  uint32_t index = discourse_mention_at(discourse, token);
  if (index == 0) return NOBODY;
  const Mention *m = &discourse->mentions->all.items[index - 1];
  uint32_t behind = m->last_token;
  if (behind < token && discourse->text->tokens[behind].mark == ',') behind++;
  return behind == token ? person(discourse, index - 1) : NOBODY;
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
static uint32_t apposition(const Discourse *discourse, uint32_t head, uint32_t last)
{
  const Mentions *mentions = discourse->mentions;
  const Token *tokens = discourse->text->tokens;
  for (uint32_t i = discourse_mention_at(discourse, head); i < mentions->all.count; i++) {
    const Mention *m = &mentions->all.items[i];
    if (m->last_token > last) break;
    bool ends = m->last_token == last || tokens[m->last_token].mark == ',';
    if (m->type == ENTITY_PERSON && m->first_token > head && tokens[m->first_token - 1].mark == ',' && ends)
      return i;
  }
  return MENTION_NONE;
}

/* "Under Secretary of State for Political Affairs Ann Lee", "former president and security
** adviser Karim Tazi": the one person of the phrase, at its end, with only a title
** before.  MENTION_NONE where there is no such person. */
static uint32_t titled_person(const Discourse *discourse, uint32_t first, uint32_t last)
{
  const Mentions *mentions = discourse->mentions;
  const Token *tokens = discourse->text->tokens;
  uint32_t found = MENTION_NONE;
  bool titled = false;
  for (uint32_t i = discourse_mention_at(discourse, first);
       i < mentions->all.count && mentions->all.items[i].first_token < last; i++) {
    if (mentions->all.items[i].type != ENTITY_PERSON) continue;
    if (found != MENTION_NONE) return MENTION_NONE;
    found = i;
  }
  if (found == MENTION_NONE || mentions->all.items[found].last_token < last) return MENTION_NONE;
  for (uint32_t i = first; i < mentions->all.items[found].first_token; i++) {
    Slice word = text_token(discourse->text, i);
    if (tokens[i].kind == TOKEN_PUNCTUATION && tokens[i].mark != '-') return MENTION_NONE;
    bool title = (discourse_role(word.bytes, word.length)->flags & ROLE_TITLES) != 0;
    if (i + 1 == mentions->all.items[found].first_token && !title && !(tokens[i].flags & TOKEN_CAPITAL))
      return MENTION_NONE; /* the general drew parallels with the war Tazi */
    titled |= title;
  }
  return titled ? found : MENTION_NONE;
}

/* Does the mention hold the token? */
static bool is_inside(const Discourse *discourse, uint32_t token, uint32_t index)
{
  const Mentions *mentions = discourse->mentions;
  if (index >= mentions->all.count) return false;
  return mentions->all.items[index].first_token <= token && mentions->all.items[index].last_token > token;
}

Speaker speaker_resolve(Discourse *discourse, uint32_t first, uint32_t last, bool again)
{
  const Text *text = discourse->text;
  first = behind_dateline(text, first, last);
  if (first >= last) return NOBODY;
  if (last - first == 1 && (text_is(text, first, "who") || text_is(text, first, "which"))) {
    return antecedent(discourse, first);
  }
  if (last - first <= 2) {
    bool alone = last - first == 1; /* her suggestion, not her family */
    if (text_is(text, first, "he") || (alone && text_is(text, first, "his")))
      return person(discourse, discourse_pronoun(discourse, first, GENDER_MALE, again));
    if (text_is(text, first, "she") || (alone && text_is(text, first, "her")))
      return person(discourse, discourse_pronoun(discourse, first, GENDER_FEMALE, again));
    if (text_is(text, first, "it")) return body(discourse, discourse_it(discourse, first));
  }
  uint32_t titled = titled_person(discourse, first, last);
  if (titled != MENTION_NONE) return person(discourse, titled);
  uint32_t head = head_of(discourse, first, last), index = discourse_mention_at(discourse, head);
  if (is_inside(discourse, head, index)) {
    if (is_joint(discourse, head, last)) return NOBODY;
    return person(discourse, index);
  }
  Slice word = text_token(text, head);
  uint16_t role = discourse_role(word.bytes, word.length)->flags;
  if (role & ROLE_PLURAL) return NOBODY;
  uint32_t named_index = apposition(discourse, head, last);
  if (named_index != MENTION_NONE) return person(discourse, named_index);
  if (!text_is(text, first, "the") && !text_is(text, first, "this")) return NOBODY;
  if (role & (ROLE_PERSON | GENDER_MALE | GENDER_FEMALE))
    return person(discourse, discourse_person(discourse, first, head));
  /* the government of another country, the ministry of another field */
  if (role & ROLE_BODY && !text_is(text, head + 1, "of"))
    return body(discourse, discourse_body(discourse, first, head));
  return NOBODY;
}
