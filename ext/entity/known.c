/* known.c: what the tables know of a mention: type, usual name, country, government. */
#include "entity/link.h"
#include "text/lexicon.h"

static const PlaceRow *place_of(const Text *text, const Mention *m)
{
  uint32_t tokens;
  int32_t row = lexicon_find(&entity_places, text, m->first_token, m->last_token, &tokens);
  return row >= 0 && tokens == m->last_token - m->first_token ? &entity_places_rows[row] : NULL;
}

/* ---- does a capital stand for its government? ---------------------------------------------- */

static int acting_kinds(const Text *text, uint32_t i)
{
  if (i >= text->token_count || text->tokens[i].kind != TOKEN_WORD) return 0;
  int32_t row = lexicon_find_token(&entity_acting_words, text, i);
  return row >= 0 ? entity_acting_words_rows[row].kinds : 0;
}

/* A place in which something happens does not act: "in Moscow", "near the Kremlin". */
static bool stands_as_place(const Text *text, uint32_t first)
{
  static const char *const prepositions[] = {"in",     "at",     "near",   "outside",
                                             "around", "inside", "across", "into"};
  uint32_t before = first;
  if (before && text_is(text, before - 1, "the")) before--;
  return before && TEXT_IS_ANY(text, before - 1, prepositions);
}

/* "Rabat's new demands", "Paris' demands": `next` is behind the name. */
static bool has_government_things(const Text *text, uint32_t next, uint32_t limit)
{
  enum { THINGS_MOST = 3 };
  if (next >= limit ||
      (!text_is(text, next, "'s") && text_quote_of(text, next) != '\'' && text_quote_of(text, next) != 'r'))
    return false;
  for (uint32_t i = next + 1; i < limit && i <= next + THINGS_MOST && text->tokens[i].kind == TOKEN_WORD;
       i++) {
    if (acting_kinds(text, i) & ACTING_POSSESSED) return true;
  }
  return false;
}

static bool is_adverb(const Text *text, uint32_t i)
{
  Slice word = text_token(text, i);
  return word.length > 4 && word.bytes[word.length - 2] == 'l' && word.bytes[word.length - 1] == 'y';
}

/* "Rabat has repeatedly urged", "Rabat, which denied", "Rabat and Madrid agreed". */
static bool verb_follows(const Text *text, uint32_t next, uint32_t limit)
{
  enum { HELPERS_MOST = 4 };
  uint32_t tokens;
  if (text_is(text, next, "and") && lexicon_find(&entity_places, text, next + 1, limit, &tokens) >= 0)
    next += 1 + tokens;
  else if (next < limit && text->tokens[next].mark == ',' && text_is(text, next + 1, "which"))
    next += 2;
  for (uint32_t i = next; i < limit && i < next + HELPERS_MOST; i++) {
    int kinds = acting_kinds(text, i);
    if (kinds & ACTING_VERB) return true;
    if (!(kinds & ACTING_HELPER) && !is_adverb(text, i)) return false;
  }
  return false;
}

/* "urged Rabat", "talks this week with Rabat", "planned by Rabat", "pro-Rabat". */
static bool is_dealt_with(const Text *text, uint32_t first, uint32_t least)
{
  enum { RELATION_MOST = 4 };
  static const char *const prepositions[] = {"with", "between", "on",      "against", "from",
                                             "to",   "toward",  "towards", "of",      "for"};
  if (first <= least) return false;
  if (acting_kinds(text, first - 1) & ACTING_OBJECT) return true;
  if (first < least + 2) return false;
  if (text->tokens[first - 1].mark == '-')
    return text_is(text, first - 2, "pro") || text_is(text, first - 2, "anti");
  if (text_is(text, first - 1, "by")) return acting_kinds(text, first - 2) & ACTING_VERB;
  bool relation = TEXT_IS_ANY(text, first - 1, prepositions);
  for (uint32_t i = first - 1; relation && i-- > least && i + 1 + RELATION_MOST >= first &&
                               text->tokens[i].kind != TOKEN_PUNCTUATION;) {
    if (acting_kinds(text, i) & ACTING_RELATION) return true;
  }
  return false;
}

static bool acts(const Text *text, const Mention *m)
{
  const Sentence *sentence = &text->sentences[text->tokens[m->first_token].sentence];
  uint32_t next = m->last_token, limit = sentence->last_token, least = sentence->first_token,
           first = m->first_token;
  if (has_government_things(text, next, limit)) return true;
  if (stands_as_place(text, first)) return false;
  if (next < limit && text->tokens[next].mark == '-' && acting_kinds(text, next + 1) & ACTING_JOINED)
    return true;
  if (verb_follows(text, next, limit) || is_dealt_with(text, first, least)) return true;
  /* The second of two: "between Madrid and Rabat". */
  for (uint32_t tokens, back = 1; first >= least + 1 + back && text_is(text, first - 1, "and") && back <= 3;
       back++) {
    uint32_t other = first - 1 - back;
    if (lexicon_find(&entity_places, text, other, first - 1, &tokens) >= 0 && tokens == back)
      return is_dealt_with(text, other, least);
  }
  return false;
}

/* ---- mentions ----------------------------------------------------------------------------- */

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
  uint32_t tokens;
  if (m->type != ENTITY_ORG) return;
  int32_t row = lexicon_find(&entity_organisations, text, m->first_token, m->last_token, &tokens);
  if (row < 0 || tokens != m->last_token - m->first_token) return;
  Slice own = {text->bytes + m->start, m->end - m->start};
  m->name = slice_of(entity_organisations_rows[row].name);
  m->via = slice_equal(own, m->name) ? "full" : "alias";
}

void mention_settle(const Text *text, Mention *m)
{
  settle_place(text, m);
  settle_organisation(text, m);
}

Slice mention_usual_name(const Text *text, const Mention *m)
{
  uint32_t tokens, count = m->last_token - m->first_token;
  if (m->type != ENTITY_PERSON || count > 2) return SLICE_NONE;
  int32_t row = lexicon_find(&entity_public_figures, text, m->last_token - 1, m->last_token, &tokens);
  if (row < 0) return SLICE_NONE;
  Slice name = slice_of(entity_public_figures_rows[row].name), first = text_token(text, m->first_token);
  if (count == 1) return name;
  Slice usual = name;
  for (usual.length = 0; usual.length < name.length && name.bytes[usual.length] != ' ';) usual.length++;
  return slice_equal(first, usual) || mention_near_word(first, usual) ? name : SLICE_NONE;
}
