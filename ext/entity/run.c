/* run.c: runs of capitals: how far a name may reach, which noun tells what it is, and what stands around it.
 */
#include <string.h>

#include "entity/tagger.h"

/* Does token i join the capitals on both sides: a hyphen, "&"? */
static bool is_bridge(const Text *text, uint32_t i, uint32_t last)
{
  return i + 1 < last && (text->tokens[i].mark == '-' || text->tokens[i].mark == '&') &&
         token_is_capital(&text->tokens[i + 1]);
}

/* ---- what the run is said to be ----------------------------------------------------------- */

enum { NO_TOKEN = UINT32_MAX };

/* The noun of "village in the north", "English pianist and": the last of the small words
** from token i to the end of the noun phrase. */
static uint32_t noun_at(const Text *text, uint32_t i, uint32_t last)
{
  enum { WORDS_MOST = 6 };
  static const char *const ends[] = {"of",  "in",   "and",   "for", "at",   "on", "from",
                                     "who", "that", "which", "to",  "with", "by", "or"};
  uint32_t found = NO_TOKEN;
  for (uint32_t n = 0; n < WORDS_MOST && i < last; n++, i++) {
    const Token *t = &text->tokens[i];
    if (t->mark == '-') continue;
    if (t->kind != TOKEN_WORD || TEXT_IS_ANY(text, i, ends)) break;
    if (!(t->flags & TOKEN_CAPITAL)) found = i;
  }
  return found;
}

/* Behind the bracket that opens at token i, or i itself. */
static uint32_t behind_bracket(const Text *text, uint32_t i, uint32_t last)
{
  enum { BRACKET_MOST = 12 };
  if (text->tokens[i].mark != '(') return i;
  for (uint32_t n = i; n + 1 < last && n < i + BRACKET_MOST; n++) {
    if (text->tokens[n].mark == ')') return n + 1;
  }
  return i;
}

/* The noun of ", a pianist" and "(born 1951) is a village" from token i, behind a run. */
static uint32_t describing_noun(const Text *text, uint32_t i, uint32_t last)
{
  static const char *const copulas[] = {"is", "was", "are", "were"};
  static const char *const articles[] = {"a", "an", "the", "one", "his", "her", "its"};
  if (i >= last) return NO_TOKEN;
  i = behind_bracket(text, i, last);
  bool comma = text->tokens[i].mark == ',';
  if (!comma && !TEXT_IS_ANY(text, i, copulas)) return NO_TOKEN;
  i++;
  if (i < last && TEXT_IS_ANY(text, i, articles)) return noun_at(text, i + 1, last);
  return !comma || i >= last || token_is_capital(&text->tokens[i]) ? NO_TOKEN : noun_at(text, i, last);
}

/* ---- what stands around it ------------------------------------------------------------------ */

static bool is_of_type(uint8_t word_class, uint32_t type, uint32_t flag)
{
  return (word_class & CLASS_MASK) == type || word_class & flag;
}

static uint32_t signs_of_words(const Text *text, const Sight *sights, const Run *run)
{
  uint32_t signs = 0, first = run->first, head = run->last - 1;
  if (head == first) return 0;
  if (lexicon_find_token(&entity_organisation_words, text, head) >= 0) signs |= RUN_ORGANISATION_WORD;
  if (lexicon_find_token(&entity_role_words, text, first) >= 0) signs |= RUN_TITLE;
  if (sight_list(&sights[first], 0) && !name_is_common_word(text->tokens[first].hash))
    signs |= RUN_FIRST_NAME;
  return signs;
}

static uint32_t signs_around(const Text *text, const Run *run, uint32_t first, uint32_t last)
{
  static const char *const prepositions[] = {"in", "at", "near", "from"};
  uint32_t signs = 0, before = run->first - 1, behind = run->last;
  if (run->first > first) {
    if (TEXT_IS_ANY(text, before, prepositions)) signs |= RUN_BEHIND_IN;
    if (text_is(text, before, "the")) signs |= RUN_BEHIND_THE;
    if (lexicon_find_token(&entity_role_words, text, before) >= 0) signs |= RUN_TITLE;
  }
  if (behind < last) {
    if (text_is(text, behind, "'s")) signs |= RUN_OWNS;
    if ((word_class_of(text->tokens[behind].hash) & CLASS_MASK) == CLASS_TO_SAY) signs |= RUN_SPEAKS;
  }
  if (is_of_type(run->noun_class, CLASS_PERSON, 0))
    signs |= RUN_IS_PERSON;
  else if (is_of_type(run->noun_class, CLASS_GROUP, CLASS_MAY_GROUP))
    signs |= RUN_IS_GROUP;
  if (is_of_type(run->noun_class, CLASS_PLACE, CLASS_MAY_PLACE)) signs |= RUN_IS_PLACE;
  return signs;
}

/* ---- all ------------------------------------------------------------------------------------ */

static Run *make_run(Arena *arena, const Text *text, const Sight *sights, uint32_t first, uint32_t last,
                     const Sentence *sentence)
{
  Run *run = arena_alloc(arena, sizeof *run);
  uint32_t noun = describing_noun(text, last, sentence->last_token);
  if (!run) return NULL;
  run->first = first;
  run->last = last;
  if (noun != NO_TOKEN) {
    run->noun = text->tokens[noun].hash;
    run->noun_class = word_class_of(run->noun);
  }
  run->signs = (uint16_t)(signs_of_words(text, sights, run) |
                          signs_around(text, run, sentence->first_token, sentence->last_token));
  return run;
}

void tagger_look_runs(Arena *arena, const Text *text, Sight *sights)
{
  for (uint32_t s = 0; s < text->sentence_count && arena_running(arena); s++) {
    const Sentence *sentence = &text->sentences[s];
    for (uint32_t i = sentence->first_token, last = sentence->last_token; i < last;) {
      uint32_t first = i++;
      if (!token_is_capital(&text->tokens[first])) continue;
      while (i < last && (token_is_capital(&text->tokens[i]) || is_bridge(text, i, last))) i++;
      Run *run = make_run(arena, text, sights, first, i, sentence);
      for (uint32_t n = first; n < i; n++) sights[n].run = run;
    }
  }
}
