/* link.c: mentions of one entity, its usual name, country and government. */
#include "entity/link.h"

#include <string.h>

#include "text/lexicon.h"

/* ---- what the tables know -------------------------------------------------------------- */

static const PlaceRow *place_of(const Text *text, const Mention *m)
{
  uint32_t tokens;
  int32_t row = lexicon_find(&entity_places, text, m->first_token, m->last_token, &tokens);
  return row >= 0 && tokens == m->last_token - m->first_token ? &entity_places_rows[row] : NULL;
}

static const char *organisation_of(const Text *text, const Mention *m)
{
  uint32_t tokens;
  int32_t row = lexicon_find(&entity_organisations, text, m->first_token, m->last_token, &tokens);
  return row >= 0 && tokens == m->last_token - m->first_token ? entity_organisations_rows[row].name : NULL;
}

static bool is_acting_verb(const Text *text, uint32_t i)
{
  if (i >= text->token_count) return false;
  const Token *t = &text->tokens[i];
  return lexicon_find_word(&entity_acting_verbs, text->bytes + t->start, t->end - t->start) >= 0;
}

/* A place in which something happens does not act: "in Moscow", "near the Kremlin". */
static bool stands_as_place(const Text *text, uint32_t first)
{
  static const char *const prepositions[] = {"in",     "at",     "near",   "outside",
                                             "around", "inside", "across", "into"};
  uint32_t before = first;
  if (before && text_is(text, before - 1, "the")) before--;
  for (size_t i = 0; before && i < sizeof prepositions / sizeof *prepositions; i++) {
    if (text_is(text, before - 1, prepositions[i])) return true;
  }
  return false;
}

/* Does this capital or seat speak or act here: a verb of that kind behind it, or a
** possessive ("Moscow's demands")? */
static bool acts(const Text *text, const Mention *m)
{
  uint32_t next = m->last_token;
  if (stands_as_place(text, m->first_token)) return false;
  if (text_is(text, next, "also") || text_is(text, next, "has") || text_is(text, next, "and")) return true;
  return is_acting_verb(text, next) || text_is(text, next, "'s") ||
         (next < text->token_count && text_quote_of(text, next) == '\'') ||
         (m->first_token &&
          (text_is(text, m->first_token - 1, "with") || text_is(text, m->first_token - 1, "on") ||
           text_is(text, m->first_token - 1, "between") || text_is(text, m->first_token - 1, "and")));
}

/* The type where the tagger and the tables disagree about a name that is nothing else. */
static void settle_place(const Text *text, Mention *m)
{
  const PlaceRow *row = place_of(text, m);
  /* "Rabat announced": a capital or country that is nobody's first name is no person. */
  bool first_name = name_list_find(lexicon_extend(0, text->tokens[m->first_token].hash)) & LIST_FIRST;
  if (row && m->type == ENTITY_PERSON && (row->kind == PLACE_CAPITAL || row->kind == PLACE_COUNTRY) &&
      !first_name)
    m->type = ENTITY_PLACE;
  if (!row || m->type == ENTITY_PERSON || m->type == ENTITY_EVENT || m->type == ENTITY_PRODUCT) return;
  if (row->kind == PLACE_DEMONYM)
    m->type = ENTITY_NORP;
  else if (row->kind != PLACE_SEAT)
    m->type = ENTITY_PLACE;
  m->name = slice_of(row->name);
  m->country = slice_of(row->country);
  if (row->kind != PLACE_DEMONYM) m->government = slice_of(row->government);
  if (row->kind == PLACE_SEAT ? !stands_as_place(text, m->first_token)
                              : row->kind == PLACE_CAPITAL && acts(text, m))
    m->acts_for = slice_of(row->government);
  Slice own = {text->bytes + m->start, m->end - m->start};
  m->via = row->kind == PLACE_DEMONYM ? "demonym" : slice_equal(own, m->name) ? "full" : "alias";
}

static void settle_organisation(const Text *text, Mention *m)
{
  const char *name = m->type == ENTITY_ORG ? organisation_of(text, m) : NULL;
  if (!name) return;
  Slice own = {text->bytes + m->start, m->end - m->start};
  m->name = slice_of(name);
  m->via = slice_equal(own, m->name) ? "full" : "alias";
}

/* ---- groups ----------------------------------------------------------------------------- */

/* Mentions by their last word, and by acronym, through a hash; each slot has the newest. */
typedef struct Names {
  Arena *arena;
  const Text *text;
  Mentions *mentions;
  uint32_t *leader; /* of each mention: the mention whose entity it is */
  uint32_t *slots, *chain, mask;
} Names;

static uint32_t hash_of_last(const Names *n, const Mention *m)
{
  uint32_t last = m->last_token - 1;
  return n->text->tokens[last].hash;
}

static bool same_text(const Names *n, const Mention *a, const Mention *b)
{
  uint32_t count = a->last_token - a->first_token;
  if (count != b->last_token - b->first_token) return false;
  for (uint32_t i = 0; i < count; i++) {
    if (n->text->tokens[a->first_token + i].hash != n->text->tokens[b->first_token + i].hash) return false;
  }
  return true;
}

/* First letters of the capitalised words: "World Health Organization" gives who. */
static bool spells(const Names *n, const Mention *full, const Mention *acronym)
{
  const Text *text = n->text;
  Slice letters = text_token(text, acronym->first_token);
  uint32_t at = 0, words = 0;
  if (acronym->last_token != acronym->first_token + 1 || letters.length < 2 || letters.length > 12)
    return false;
  for (uint32_t i = full->first_token; i < full->last_token; i++) {
    const Token *t = &text->tokens[i];
    if (t->kind != TOKEN_WORD || !(t->flags & TOKEN_CAPITAL)) continue;
    while (at < letters.length && letters.bytes[at] == '.') at++;
    if (at >= letters.length || letters.bytes[at] != text->bytes[t->start]) return false;
    at++;
    words++;
  }
  while (at < letters.length && letters.bytes[at] == '.') at++;
  return at == letters.length && words >= 2;
}

/* Words that differ in at most two letters of a long word: Volodmyr, Zelenskiy. */
static bool near_word(Slice a, Slice b)
{
  uint32_t from = 0, tail = 0, least = a.length < b.length ? a.length : b.length,
           most = a.length + b.length - least;
  while (from < least && (a.bytes[from] | 32) == (b.bytes[from] | 32)) from++;
  while (tail < least - from && (a.bytes[a.length - 1 - tail] | 32) == (b.bytes[b.length - 1 - tail] | 32))
    tail++;
  return least >= 5 && from >= 2 && most - from - tail <= 2;
}

/* Two full names of one person, differently spelled: first and last words are near. */
static bool same_person(const Names *n, const Mention *a, const Mention *b)
{
  const Text *text = n->text;
  Slice a_first = text_token(text, a->first_token), b_first = text_token(text, b->first_token);
  Slice a_last = text_token(text, a->last_token - 1), b_last = text_token(text, b->last_token - 1);
  bool first = n->text->tokens[a->first_token].hash == n->text->tokens[b->first_token].hash ||
               near_word(a_first, b_first);
  bool last = n->text->tokens[a->last_token - 1].hash == n->text->tokens[b->last_token - 1].hash ||
              near_word(a_last, b_last);
  return first && last;
}

enum { CANDIDATES_MOST = 64 };

/* The earlier mention this one belongs to, or itself.  Looks at the newest
** CANDIDATES_MOST with the same last word (any word for acronyms and spellings). */
static uint32_t find_leader(Names *n, uint32_t index)
{
  Mention *m = &n->mentions->all.items[index];
  uint32_t words = m->last_token - m->first_token, seen = 0;
  for (uint32_t at = n->slots[hash_of_last(n, m) & n->mask]; at && seen < CANDIDATES_MOST;
       at = n->chain[at - 1], seen++) {
    const Mention *o = &n->mentions->all.items[at - 1];
    if (o->type != m->type) continue;
    if (same_text(n, o, m)) return n->leader[at - 1];
    if (m->type == ENTITY_PERSON && hash_of_last(n, o) == hash_of_last(n, m) && words == 1 &&
        o->last_token - o->first_token > 1) {
      m->via = "surname";
      return n->leader[at - 1];
    }
  }
  seen = 0;
  for (uint32_t at = index; at > 0 && seen < CANDIDATES_MOST; at--, seen++) {
    const Mention *o = &n->mentions->all.items[at - 1];
    if (o->type != m->type || n->leader[at - 1] != at - 1) continue;
    uint32_t other = o->last_token - o->first_token;
    if (m->type == ENTITY_ORG && words == 1 && other > 1 && spells(n, o, m)) {
      m->via = "acronym";
      return at - 1;
    }
    if (m->type == ENTITY_PERSON && words > 1 && other > 1 && same_person(n, o, m)) {
      m->via = "variant";
      return at - 1;
    }
    if (m->type == ENTITY_PERSON && words == 1 && other > 1 &&
        n->text->tokens[o->first_token].hash == n->text->tokens[m->first_token].hash) {
      m->via = "first name";
      return at - 1;
    }
  }
  return index;
}

/* Bare surnames and acronyms before their full form: the first such form behind them. */
static void look_ahead(Names *n)
{
  uint32_t count = n->mentions->all.count;
  for (uint32_t i = 0; i < count; i++) {
    Mention *m = &n->mentions->all.items[i];
    if (n->leader[i] != i || m->last_token - m->first_token != 1 || m->name.bytes) continue;
    for (uint32_t j = i + 1, seen = 0; j < count && seen < 4 * CANDIDATES_MOST; j++, seen++) {
      const Mention *o = &n->mentions->all.items[j];
      if (o->type != m->type || o->last_token - o->first_token < 2 || n->leader[j] != j) continue;
      bool surname = m->type == ENTITY_PERSON && hash_of_last(n, o) == hash_of_last(n, m);
      bool acronym = m->type == ENTITY_ORG && spells(n, o, m);
      if (!surname && !acronym) continue;
      m->via = surname ? "surname" : "acronym";
      n->leader[i] = j; /* a full form leads itself: one step resolves all */
      break;
    }
  }
  for (uint32_t i = 0; i < count; i++) n->leader[i] = n->leader[n->leader[i]];
}

/* The usual name of a public figure whom the text names by surname alone or in another
** spelling of both names ("Volodmyr Zelenskyy"), or NONE. */
static Slice usual_name(const Text *text, const Mention *fullest)
{
  uint32_t tokens, count = fullest->last_token - fullest->first_token;
  int32_t row =
      fullest->type == ENTITY_PERSON
          ? lexicon_find(&entity_public_figures, text, fullest->last_token - 1, fullest->last_token, &tokens)
          : -1;
  if (row < 0 || count > 2) return SLICE_NONE;
  Slice name = slice_of(entity_public_figures_rows[row].name), first = text_token(text, fullest->first_token);
  if (count == 1) return name;
  const char *blank = memchr(name.bytes, ' ', name.length);
  Slice usual = {name.bytes, blank ? (uint32_t)(blank - name.bytes) : name.length};
  return slice_equal(first, usual) || near_word(first, usual) ? name : SLICE_NONE;
}

/* The fullest form of a group: the usual name of the tables, else the longest. */
static void name_groups(Names *n)
{
  uint32_t count = n->mentions->all.count, entities = 0;
  uint32_t *fullest = arena_alloc(n->arena, (count + 1) * sizeof *fullest),
           *number = arena_alloc(n->arena, (count + 1) * sizeof *number);
  if (!fullest || !number) return;
  for (uint32_t i = 0; i < count; i++) {
    const Mention *m = &n->mentions->all.items[i];
    uint32_t leader = n->leader[i];
    const Mention *best = fullest[leader] ? &n->mentions->all.items[fullest[leader] - 1] : NULL;
    if (!best || (m->last_token - m->first_token > best->last_token - best->first_token))
      fullest[leader] = i + 1;
    if (!number[leader]) number[leader] = ++entities;
  }
  for (uint32_t i = 0; i < count; i++) {
    Mention *m = &n->mentions->all.items[i];
    const Mention *best = &n->mentions->all.items[fullest[n->leader[i]] - 1];
    m->entity = number[n->leader[i]];
    if (!m->name.bytes) m->name = usual_name(n->text, best);
    if (!m->name.bytes)
      m->name =
          best->name.bytes ? best->name : (Slice){n->text->bytes + best->start, best->end - best->start};
  }
}

/* Names the tables know are one by their usual name. */
static uint32_t find_known(const Names *n, uint32_t index)
{
  const Mention *m = &n->mentions->all.items[index];
  for (uint32_t at = index, seen = 0; at > 0 && seen < 8 * CANDIDATES_MOST; at--, seen++) {
    const Mention *o = &n->mentions->all.items[at - 1];
    if (o->name.bytes && (o->type == m->type) && slice_equal(o->name, m->name)) return n->leader[at - 1];
  }
  return index;
}

void mention_link(Arena *arena, const Text *text, Mentions *mentions)
{
  uint32_t count = mentions->all.count;
  Names n = {.arena = arena, .text = text, .mentions = mentions, .mask = 15};
  while (n.mask < count * 2) n.mask = n.mask * 2 + 1;
  n.leader = arena_alloc(arena, (count + 1) * sizeof *n.leader);
  n.chain = arena_alloc(arena, (count + 1) * sizeof *n.chain);
  n.slots = arena_alloc(arena, (n.mask + 1) * sizeof *n.slots);
  if (!n.leader || !n.chain || !n.slots) return;
  for (uint32_t i = 0; i < count && arena_running(arena); i++) {
    Mention *m = &mentions->all.items[i];
    settle_place(text, m);
    settle_organisation(text, m);
    n.leader[i] = m->name.bytes ? find_known(&n, i) : find_leader(&n, i);
    uint32_t slot = hash_of_last(&n, m) & n.mask;
    n.chain[i] = n.slots[slot];
    n.slots[slot] = i + 1;
  }
  look_ahead(&n);
  name_groups(&n);
}
