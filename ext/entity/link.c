/* link.c: which mentions are one entity, and its name in the text. */
#include "entity/link.h"

#include <string.h>

#include "text/lexicon.h"

/* A mention is found again by several keys, all in one hash table of chains, the newest
** first. */
typedef enum Key {
  KEY_LAST,     /* last word: "Tazi" after "Karim Tazi" */
  KEY_FIRST,    /* first word of a person's full name */
  KEY_INITIALS, /* "WHO" for "World Health Organization" */
  KEY_SPELLING, /* what stays in misspelt full names of persons */
  KEY_NAME,     /* usual name of the tables */
  KEY_FRONT,    /* first word of an organisation's full name: "Harbour Foods" for "Harbour Foods Corp." */
  KEY_LAST_AHEAD,
  KEY_FIRST_AHEAD,
  KEY_INITIALS_AHEAD,
  KEY_FRONT_AHEAD
} Key;

typedef struct Entry {
  uint32_t hash, mention, next; /* next: entry + 1, or 0 */
} Entry;

typedef struct Names {
  Arena *arena;
  const Text *text;
  Mention *all;
  uint32_t count;
  uint32_t *leader; /* of each mention: the mention whose entity it is */
  uint32_t *slots, mask;
  VECTOR(Entry) entries;
} Names;

/* Longer chains are not followed to their end, so that linking stays linear. */
enum { CANDIDATES_MOST = 64 };

static uint32_t key_hash(Key key, EntityType type, uint32_t word)
{
  return lexicon_extend((uint32_t)key * 16 + (uint32_t)type + 1, word);
}

static void enter(Names *n, uint32_t hash, uint32_t mention)
{
  uint32_t *slot = &n->slots[hash & n->mask];
  Entry *entry = vector_push(n->arena, &n->entries);
  if (!entry) return;
  *entry = (Entry){hash, mention, *slot};
  *slot = n->entries.count;
}

/* Steps to the next entry with this hash, *at being the last one (0 to begin); NULL
** behind the last. */
static const Entry *next_entry(const Names *n, uint32_t hash, uint32_t *at)
{
  if (!n->entries.items) return NULL;
  *at = *at ? n->entries.items[*at - 1].next : n->slots[hash & n->mask];
  while (*at && n->entries.items[*at - 1].hash != hash) *at = n->entries.items[*at - 1].next;
  return *at ? &n->entries.items[*at - 1] : NULL;
}

static uint32_t word_count(const Mention *m)
{
  return m->last_token - m->first_token;
}

/* "Jr.", "III": no surname. */
static bool is_generation(const Text *text, uint32_t i)
{
  static const char *const words[] = {"jr", "jr.", "sr", "sr."};
  Slice word = text_token(text, i);
  bool numeral = word.length > 1 || *word.bytes != 'X'; /* Malcolm X */
  for (uint32_t k = 0; k < word.length; k++) {
    if (!strchr("IVX", word.bytes[k])) numeral = false;
  }
  return numeral || TEXT_IS_ANY(text, i, words);
}

/* Behind the last word of a name, for persons that of the surname: "Martin Luther King Jr.". */
static uint32_t name_end(const Names *n, const Mention *m)
{
  uint32_t end = m->last_token;
  while (m->type == ENTITY_PERSON && end > m->first_token + 1 && is_generation(n->text, end - 1)) end--;
  return end;
}

static bool is_single(const Names *n, const Mention *m)
{
  return name_end(n, m) == m->first_token + 1;
}

static uint32_t first_hash(const Names *n, const Mention *m)
{
  return n->text->tokens[m->first_token].hash;
}

static uint32_t last_hash(const Names *n, const Mention *m)
{
  return n->text->tokens[name_end(n, m) - 1].hash;
}

static bool same_text(const Names *n, const Mention *a, const Mention *b)
{
  if (word_count(a) != word_count(b)) return false;
  for (uint32_t i = 0; i < word_count(a); i++) {
    if (n->text->tokens[a->first_token + i].hash != n->text->tokens[b->first_token + i].hash) return false;
  }
  return true;
}

/* ---- acronyms ------------------------------------------------------------------------------ */

static uint32_t add_letter(uint32_t hash, char letter)
{
  return hash * 31 + (unsigned char)letter;
}

/* First letters of the capitalised words of a full name; 0 for less than two. */
static uint32_t initials_of(const Text *text, const Mention *full)
{
  uint32_t hash = 0, words = 0;
  for (uint32_t i = full->first_token; i < full->last_token; i++) {
    const Token *t = &text->tokens[i];
    if (t->kind != TOKEN_WORD || !(t->flags & TOKEN_CAPITAL)) continue;
    hash = add_letter(hash, text->bytes[t->start]);
    words++;
  }
  return words < 2 ? 0 : hash;
}

/* The letters of a word without full stops, or 0 where it is no acronym. */
static uint32_t letters_of(const Text *text, const Mention *m)
{
  enum { LETTERS_MOST = 12 };
  Slice word = text_token(text, m->first_token);
  uint32_t hash = 0;
  if (word.length < 2 || word.length > LETTERS_MOST) return 0;
  for (uint32_t i = 0; i < word.length; i++) {
    if (word.bytes[i] != '.') hash = add_letter(hash, word.bytes[i]);
  }
  return hash;
}

/* ---- spellings ----------------------------------------------------------------------------- */

static char small(char c)
{
  return (char)(c | 32);
}

bool mention_near_word(Slice a, Slice b)
{
  uint32_t from = 0, tail = 0, least = a.length < b.length ? a.length : b.length,
           most = a.length + b.length - least;
  while (from < least && small(a.bytes[from]) == small(b.bytes[from])) from++;
  while (tail < least - from && small(a.bytes[a.length - 1 - tail]) == small(b.bytes[b.length - 1 - tail]))
    tail++;
  return least >= 5 && from >= 2 && most - from - tail <= 2;
}

/* Near words agree in their first two letters. */
static uint32_t spelling_of(const Text *text, const Mention *m)
{
  uint32_t hash = 0;
  Slice ends[2] = {text_token(text, m->first_token), text_token(text, m->last_token - 1)};
  for (int e = 0; e < 2; e++) {
    for (uint32_t i = 0; i < 2 && i < ends[e].length; i++) hash = add_letter(hash, small(ends[e].bytes[i]));
  }
  return hash;
}

/* Two full names of one person: first and last words are the same or near. */
static bool same_person(const Names *n, const Mention *a, const Mention *b)
{
  const Text *text = n->text;
  return (first_hash(n, a) == first_hash(n, b) ||
          mention_near_word(text_token(text, a->first_token), text_token(text, b->first_token))) &&
         (last_hash(n, a) == last_hash(n, b) ||
          mention_near_word(text_token(text, a->last_token - 1), text_token(text, b->last_token - 1)));
}

/* ---- short forms of organisations ------------------------------------------------------------ */

/* Is what `full` has behind the words of `shorter` but the kind of organisation ("Corp.",
** "School") or where it is (", Cambridge")? */
static bool is_short_form(const Names *n, const Mention *shorter, const Mention *full)
{
  const Text *text = n->text;
  uint32_t words = word_count(shorter);
  if (word_count(full) <= words) return false;
  for (uint32_t i = 0; i < words; i++) {
    if (text->tokens[shorter->first_token + i].hash != text->tokens[full->first_token + i].hash) return false;
  }
  for (uint32_t i = full->first_token + words; i < full->last_token; i++) {
    if (text->tokens[i].mark == ',') return true;
    if (text->tokens[i].kind == TOKEN_WORD && lexicon_find_token(&entity_organisation_words, text, i) < 0)
      return false;
  }
  return true;
}

static uint32_t find_short_form(const Names *n, uint32_t index, Key key)
{
  const Mention *m = &n->all[index];
  uint32_t at = 0, seen = 0;
  const Entry *entry;
  while (seen++ < CANDIDATES_MOST && (entry = next_entry(n, key_hash(key, m->type, first_hash(n, m)), &at))) {
    if (is_short_form(n, m, &n->all[entry->mention])) return entry->mention;
  }
  return index;
}

/* Is `shorter` one word in capitals, or one whose letters stand in `full` in their order: "Zamer" for
** "Zambian Electoral Registry"? */
static bool is_abbreviation(const Names *n, const Mention *shorter, const Mention *full)
{
  const Text *text = n->text;
  if (word_count(shorter) != 1 || word_count(full) < 2) return false;
  if (text->tokens[shorter->first_token].flags & TOKEN_ALL_CAPITALS) return true;
  uint32_t at = shorter->start;
  for (uint32_t i = full->start; i < full->end && at < shorter->end; i++) {
    if (small(text->bytes[i]) == small(text->bytes[at])) at++;
  }
  return at == shorter->end;
}

/* "Kurdistan Workers' Party (PKK)", "PKK (Kurdistan Workers' Party)": is the mention in brackets
** the one before by other words? */
static bool is_in_brackets(const Names *n, uint32_t index)
{
  const Mention *m = &n->all[index], *o = m - 1;
  const Token *tokens = n->text->tokens;
  return index && m->type == ENTITY_ORG && o->type == ENTITY_ORG && m->first_token == o->last_token + 1 &&
         tokens[o->last_token].mark == '(' && m->last_token < n->text->token_count &&
         tokens[m->last_token].mark == ')' && (is_abbreviation(n, m, o) || is_abbreviation(n, o, m));
}

/* ---- groups -------------------------------------------------------------------------------- */

/* The newest earlier mention with this key, or `index` itself. */
static uint32_t newest(const Names *n, uint32_t index, uint32_t hash)
{
  uint32_t at = 0;
  const Entry *entry = next_entry(n, hash, &at);
  return entry ? entry->mention : index;
}

/* The mention with the same words, or, for a bare surname, the newest one in full. */
static uint32_t find_by_last_word(Names *n, uint32_t index)
{
  Mention *m = &n->all[index];
  uint32_t at = 0, seen = 0;
  const Entry *entry;
  while (seen++ < CANDIDATES_MOST &&
         (entry = next_entry(n, key_hash(KEY_LAST, m->type, last_hash(n, m)), &at))) {
    const Mention *o = &n->all[entry->mention];
    if (same_text(n, o, m)) {
      m->via = o->via;
      return entry->mention;
    }
    if (m->type == ENTITY_PERSON && is_single(n, m)) {
      m->via = "surname";
      return entry->mention;
    }
  }
  return index;
}

static uint32_t find_spelling(Names *n, uint32_t index)
{
  const Mention *m = &n->all[index];
  uint32_t at = 0, seen = 0, hash = key_hash(KEY_SPELLING, m->type, spelling_of(n->text, m));
  const Entry *entry;
  while (seen++ < CANDIDATES_MOST && (entry = next_entry(n, hash, &at))) {
    if (same_person(n, &n->all[entry->mention], m)) return entry->mention;
  }
  return index;
}

/* The organisation's earlier mention by other words, or itself; sets *via. */
static uint32_t find_organisation(Names *n, uint32_t index, const char **via)
{
  const Mention *m = &n->all[index];
  bool single = word_count(m) == 1;
  uint32_t letters = single ? letters_of(n->text, m) : 0, found = index;
  *via = single ? "acronym" : "full";
  if (is_in_brackets(n, index)) {
    Mention *other = &n->all[index - 1];
    if (word_count(other) == 1) other->via = "acronym";
    return index - 1;
  }
  if (letters) found = newest(n, index, key_hash(KEY_INITIALS, m->type, letters));
  if (found != index) return found;
  *via = "short form";
  return find_short_form(n, index, KEY_FRONT);
}

/* The earlier mention this one belongs to, or itself. */
static uint32_t find_leader(Names *n, uint32_t index)
{
  Mention *m = &n->all[index];
  uint32_t found = find_by_last_word(n, index);
  const char *via = m->via;
  if (found == index && m->type == ENTITY_ORG) {
    found = find_organisation(n, index, &via);
  } else if (found == index && m->type == ENTITY_PERSON && is_single(n, m)) {
    found = newest(n, index, key_hash(KEY_FIRST, m->type, first_hash(n, m)));
    via = "first name";
  } else if (found == index && m->type == ENTITY_PERSON) {
    found = find_spelling(n, index);
    via = "variant";
  }
  if (found != index) m->via = via;
  return n->leader[found];
}

/* Enters the keys of a mention; those of a full name once an entity and form. */
static void enter_keys(Names *n, uint32_t index)
{
  const Mention *m = &n->all[index];
  enter(n, key_hash(KEY_LAST, m->type, last_hash(n, m)), index);
  if (is_single(n, m) || n->leader[index] != index) return;
  if (m->type == ENTITY_ORG) {
    if (initials_of(n->text, m)) enter(n, key_hash(KEY_INITIALS, m->type, initials_of(n->text, m)), index);
    enter(n, key_hash(KEY_FRONT, m->type, first_hash(n, m)), index);
  }
  if (m->type != ENTITY_PERSON) return;
  enter(n, key_hash(KEY_FIRST, m->type, first_hash(n, m)), index);
  enter(n, key_hash(KEY_SPELLING, m->type, spelling_of(n->text, m)), index);
}

/* Names the tables know are one by their usual name. */
static uint32_t find_known(Names *n, uint32_t index)
{
  const Mention *m = &n->all[index];
  uint32_t at = 0, hash = key_hash(KEY_NAME, m->type, text_fold_hash(m->name.bytes, m->name.length));
  const Entry *entry;
  while ((entry = next_entry(n, hash, &at))) {
    if (slice_equal(n->all[entry->mention].name, m->name)) return n->leader[entry->mention];
  }
  enter(n, hash, index);
  return index;
}

/* Enters what a full name may have been called before it. */
static void enter_ahead(Names *n, uint32_t index)
{
  const Mention *m = &n->all[index];
  if (m->type == ENTITY_PERSON) {
    enter(n, key_hash(KEY_LAST_AHEAD, m->type, last_hash(n, m)), index);
    enter(n, key_hash(KEY_FIRST_AHEAD, m->type, first_hash(n, m)), index);
  } else {
    if (initials_of(n->text, m))
      enter(n, key_hash(KEY_INITIALS_AHEAD, m->type, initials_of(n->text, m)), index);
    enter(n, key_hash(KEY_FRONT_AHEAD, m->type, first_hash(n, m)), index);
  }
}

/* The full form behind a mention, or itself; sets *via. */
static uint32_t find_ahead(const Names *n, uint32_t index, const char **via)
{
  const Mention *m = &n->all[index];
  bool person = m->type == ENTITY_PERSON, single = is_single(n, m);
  uint32_t letters = single && !person ? letters_of(n->text, m) : 0, found = index;
  *via = person ? "surname" : "acronym";
  if (person && single)
    found = newest(n, index, key_hash(KEY_LAST_AHEAD, m->type, last_hash(n, m)));
  else if (letters)
    found = newest(n, index, key_hash(KEY_INITIALS_AHEAD, m->type, letters));
  if (found != index) return found;
  *via = person ? "first name" : "short form";
  if (!person) return find_short_form(n, index, KEY_FRONT_AHEAD);
  return single ? newest(n, index, key_hash(KEY_FIRST_AHEAD, m->type, first_hash(n, m))) : index;
}

/* Short forms before their full form: the first such form behind them. */
static void look_ahead(Names *n)
{
  for (uint32_t i = n->count; i-- > 0 && arena_every(n->arena, i);) {
    Mention *m = &n->all[i];
    const char *via;
    if (n->leader[i] != i || (m->type != ENTITY_PERSON && m->type != ENTITY_ORG)) continue;
    if (!m->name.bytes) {
      n->leader[i] = find_ahead(n, i, &via);
      if (n->leader[i] != i) m->via = via;
    }
    if (n->leader[i] == i && !is_single(n, m)) enter_ahead(n, i);
  }
  for (uint32_t i = 0; i < n->count; i++) {
    uint32_t leader = n->leader[i];
    if (n->leader[leader] == leader) continue;
    n->leader[i] = n->leader[leader];
    n->all[i].via = n->all[leader].via;
  }
}

/* The fullest form of a group: the usual name of the tables, else the longest. */
static void name_groups(Names *n)
{
  uint32_t entities = 0;
  uint32_t *fullest = arena_alloc(n->arena, (n->count + 1) * sizeof *fullest),
           *number = arena_alloc(n->arena, (n->count + 1) * sizeof *number);
  if (!number) return; /* without memory for one there is none for the next */
  for (uint32_t i = 0; i < n->count && arena_every(n->arena, i); i++) {
    uint32_t leader = n->leader[i];
    if (!number[leader]) {
      number[leader] = ++entities;
      fullest[leader] = i;
    }
    if (word_count(&n->all[i]) > word_count(&n->all[fullest[leader]])) fullest[leader] = i;
  }
  for (uint32_t i = 0; i < n->count && arena_every(n->arena, i); i++) {
    Mention *m = &n->all[i];
    const Mention *best = &n->all[fullest[n->leader[i]]];
    m->entity = number[n->leader[i]];
    if (!m->name.bytes) m->name = mention_usual_name(n->text, best);
    if (!m->name.bytes)
      m->name =
          best->name.bytes ? best->name : (Slice){n->text->bytes + best->start, best->end - best->start};
  }
}

void mention_link(Arena *arena, const Text *text, Mentions *mentions)
{
  uint32_t count = mentions->all.count;
  Names n = {.arena = arena, .text = text, .all = mentions->all.items, .count = count, .mask = 15};
  while (n.mask < count * 4) n.mask = n.mask * 2 + 1;
  n.leader = arena_alloc(arena, (count + 1) * sizeof *n.leader);
  n.slots = arena_alloc(arena, (n.mask + (size_t)1) * sizeof *n.slots);
  if (!n.slots) return;
  for (uint32_t i = 0; i < count && arena_running(arena); i++) {
    mention_settle(text, &n.all[i]);
    n.leader[i] = i;
    n.leader[i] = n.all[i].name.bytes ? find_known(&n, i) : find_leader(&n, i);
    enter_keys(&n, i);
  }
  if (arena->result != NEWS_OK) return;
  look_ahead(&n);
  name_groups(&n);
}
