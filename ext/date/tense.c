/* tense.c: verbs and prepositions around a date that point back or ahead. */
#include "date/tense.h"

#include <string.h>

#include "date/word.h"

enum {
  REACH = 16,
  AUXILIARY_REACH = 4,
  MOVE_REACH = 8 /* tokens from a verb of moving to where it moves */
};

/* A regular past, by its ending; capitalised words are names. */
static bool is_regular_past(const Text *text, uint32_t i)
{
  Slice s = text_token(text, i);
  return s.length >= 5 && !(text->tokens[i].flags & TOKEN_CAPITAL) && s.bytes[s.length - 2] == 'e' &&
         s.bytes[s.length - 1] == 'd' && s.bytes[s.length - 3] != 'e';
}

static Tense tense_of(const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  bool compound =
      (t->flags & TOKEN_GLUED && date_mark(text, i - 1) == '-') ||
      (date_mark(text, i + 1) == '-' && date_flags(text, i + 1) & TOKEN_GLUED); /* stop-and-go traffic */
  if (t->kind != TOKEN_WORD || compound) return (Tense){DIRECTION_UNKNOWN, false};
  uint32_t length;
  int32_t row = lexicon_find(&date_tenses, text, i, i + 2, &length);
  static const char *const determiners[] = {"the",  "a",    "an",    "his", "her",  "their", "its", "our",
                                            "this", "that", "still", "no",  "some", "any",   "of"};
  if (row >= 0) {
    if ((t->flags & TOKEN_CAPITAL) && !(t->flags & TOKEN_SENTENCE_START) && !(t->flags & TOKEN_ALL_CAPITALS))
      return (Tense){DIRECTION_UNKNOWN, false};
    Tense tense = date_tenses_rows[row];
    if (tense.direction != DIRECTION_AGENDA) return tense;
    bool noun = TEXT_IS_ANY(text, i - 1, determiners);
    tense.direction = noun ? DIRECTION_UNKNOWN : DIRECTION_FUTURE;
    return tense;
  }
  if (TEXT_IS_ANY(text, i - 1, determiners)) return (Tense){DIRECTION_UNKNOWN, false};
  return (Tense){is_regular_past(text, i) ? DIRECTION_PAST : DIRECTION_UNKNOWN, false};
}

/* Behind a date such a verb is rather a noun. */
static bool is_agenda(const Text *text, uint32_t i)
{
  uint32_t length;
  int32_t row = text->tokens[i].kind == TOKEN_WORD ? lexicon_find(&date_tenses, text, i, i + 1, &length) : -1;
  return row >= 0 && date_tenses_rows[row].direction == DIRECTION_AGENDA;
}

/* Does "to" at i open an infinitive? */
static bool is_infinitive(const Text *text, uint32_t i)
{
  static const char *const determiners[] = {"the", "a",    "an",   "his",  "her",   "their",
                                            "its", "our",  "this", "that", "these", "those",
                                            "my",  "your", "some", "any",  "all"};
  return text_is(text, i, "to") && text->tokens[i + 1].kind == TOKEN_WORD && /* a date follows */
         !(text->tokens[i + 1].flags & TOKEN_CAPITAL) && !TEXT_IS_ANY(text, i + 1, determiners);
}

/* "Was due to", "were expected to": the plan at i is one of the past. */
static bool is_past_plan(const Text *text, uint32_t i, uint32_t floor)
{
  static const char *const was[] = {"was", "were", "originally", "initially"};
  return i > floor && TEXT_IS_ANY(text, i - 1, was);
}

/* "Postponed to", "moved from Monday to": what "to" at `to` leads to lies ahead. */
static bool is_moved(const Text *text, uint32_t to, uint32_t floor)
{
  static const char *const verbs[] = {"moved",     "postponed", "delayed",   "pushed",  "rescheduled",
                                      "adjourned", "deferred",  "extended",  "shifted", "put",
                                      "brought",   "changed",   "postpones", "delays",  "moves",
                                      "extends",   "postpone",  "delay",     "move",    "extend"};
  uint32_t stop = to > floor + MOVE_REACH ? to - MOVE_REACH : floor;
  for (uint32_t i = to; i-- > stop && text->tokens[i].mark != ',' && text->tokens[i].mark != ';';) {
    if (TEXT_IS_ANY(text, i, verbs)) return true;
  }
  return false;
}

/* The direct surroundings decide first: "until Friday", "since Monday". */
static Direction adjacent(const Text *text, uint32_t first, uint32_t floor)
{
  static const char *const ahead[] = {"until", "till", "by", "starting", "beginning", "effective"};
  static const char *const back[] = {"since"};
  if (first == floor) return DIRECTION_UNKNOWN;
  uint32_t i = first - 1;
  if (text_is(text, i, "on") && i > floor) i--;
  if (TEXT_IS_ANY(text, i, ahead)) return DIRECTION_FUTURE;
  if (TEXT_IS_ANY(text, i, back)) return DIRECTION_PAST;
  if (text_is(text, i, "for")) {
    Tense t = tense_of(text, i - 1);
    if (t.direction == DIRECTION_FUTURE || t.commits)
      return is_past_plan(text, i - 1, floor) ? DIRECTION_PLANNED : DIRECTION_FUTURE;
  }
  if (text_is(text, i, "to") && is_moved(text, i, floor)) return DIRECTION_FUTURE;
  if (text_is(text, i, "of") && text_is(text, i - 1, "ahead")) return DIRECTION_FUTURE;
  if (text_is(text, i, "after") && text_is(text, i - 1, "until")) return DIRECTION_FUTURE;
  if (text_is(text, i, "as") && (text_is(text, i - 1, "soon") || text_is(text, i - 1, "early")))
    return DIRECTION_FUTURE;
  if (text_is(text, i, "than") && text_is(text, i - 1, "later")) return DIRECTION_FUTURE;
  return DIRECTION_UNKNOWN;
}

/* "Could not be reached", "neither of them could be reached": of what was tried. */
static bool is_denied_could(const Text *text, uint32_t i)
{
  static const char *const nobody[] = {"neither", "nobody", "none", "nothing", "no"};
  if (!text_is(text, i, "could")) return false;
  static const char *const denials[] = {"not", "n't", "never"};
  if (TEXT_IS_ANY(text, i + 1, denials)) return true;
  uint32_t floor = text->sentences[text->tokens[i].sentence].first_token;
  for (uint32_t k = i; k-- > floor && i - k <= REACH;) {
    if (TEXT_IS_ANY(text, k, nobody)) return true;
  }
  return false;
}

/* A past form at i: "will be held", "may hit" and "to be held" look ahead, "may
** have left" does not, and "is heard" points nowhere. */
static Direction past_or_auxiliary(const Text *text, uint32_t i, uint32_t floor)
{
  static const char *const between[] = {"be",    "been", "being", "not",   "n't",  "also", "still",
                                        "never", "now",  "again", "later", "only", "soon", "then"};
  static const char *const certain[] = {"will", "'ll", "wo", "shall"};
  static const char *const modals[] = {"would", "could", "may", "might", "can", "should", "must"};
  bool have = false, passive = false;
  for (uint32_t k = i; k-- > floor && i - k <= AUXILIARY_REACH;) {
    if (TEXT_IS_ANY(text, k, between)) continue;
    if (text_is(text, k, "have")) {
      have = true;
      continue;
    }
    if (!have && (text_is(text, k, "is") || text_is(text, k, "are"))) passive = true;
    if (is_denied_could(text, k)) break;
    if (TEXT_IS_ANY(text, k, certain) || (!have && TEXT_IS_ANY(text, k, modals))) return DIRECTION_FUTURE;
    if (is_infinitive(text, k) && !have) return DIRECTION_FUTURE;
    break;
  }
  return passive ? DIRECTION_UNKNOWN : DIRECTION_PAST;
}

/* The first of the words of denial before a verb at i, else i. */
static uint32_t skip_negation(const Text *text, uint32_t i, uint32_t floor)
{
  static const char *const words[] = {"not", "n't", "never", "even", "also"};
  while (i > floor && TEXT_IS_ANY(text, i - 1, words)) i--;
  return i;
}

/* *headline: is there an infinitive before the date in its clause? */
static Direction leftward(const Text *text, uint32_t first, uint32_t floor, bool *headline)
{
  bool infinitive = false, that = false, comma = false;
  *headline = false;
  uint32_t stop = first > floor + REACH ? first - REACH : floor;
  for (uint32_t i = first; i-- > stop;) {
    char mark = text->tokens[i].mark;
    if (mark == ';' || mark == ':' || (mark == '(' && i + 1 < first) || mark == '"') break;
    if (text_is(text, i, "that") || text_is(text, i, "for")) that = true;
    if (mark == ',') comma = true;
    if (is_infinitive(text, i)) {
      infinitive = true;
      *headline = !comma && stop == floor;
      static const char *const be[] = {"is", "are", "be", "'s", "'re"};
      if (i > floor && TEXT_IS_ANY(text, i - 1, be)) return DIRECTION_FUTURE;
      if (is_past_plan(text, i, floor)) return DIRECTION_PLANNED; /* talks were to start */
      continue;
    }
    Tense t = tense_of(text, i);
    bool past_plan = i > stop + 1 && text_is(text, i - 1, "been") && text_is(text, i - 2, "had");
    if (past_plan && t.direction == DIRECTION_FUTURE)
      return DIRECTION_PAST; /* had been due to sail on Friday */
    if (t.commits && infinitive && i > stop + 1 && text_is(text, i - 1, "a") && text_is(text, i - 2, "had"))
      return DIRECTION_PAST; /* had a chance to win on Thursday */
    bool planned = t.direction == DIRECTION_FUTURE && is_past_plan(text, i, stop);
    if (t.commits && (infinitive || (that && first - i > 3)))
      return planned ? DIRECTION_PLANNED : DIRECTION_FUTURE;
    if (t.direction == DIRECTION_UNKNOWN) continue;
    if (is_denied_could(text, i)) return DIRECTION_PAST;
    uint32_t verb = t.direction == DIRECTION_FUTURE ? skip_negation(text, i, stop) : i;
    if (verb > stop && text_is(text, verb - 1, "did")) return DIRECTION_PAST;  /* did not meet */
    if (verb > stop && is_denied_could(text, verb - 1)) return DIRECTION_PAST; /* could not meet */
    if (verb > stop && is_infinitive(text, verb - 1)) continue;                /* failed to meet */
    if (t.direction == DIRECTION_PAST) {
      Direction past = past_or_auxiliary(text, i, stop);
      if (past == DIRECTION_PAST && text_is(text, i - 1, "be")) continue; /* asked that it be shut */
      return past;
    }
    return infinitive && planned ? DIRECTION_PLANNED : DIRECTION_FUTURE;
  }
  return DIRECTION_UNKNOWN;
}

static Direction rightward(const Text *text, uint32_t last, uint32_t limit)
{
  uint32_t stop = limit - last > REACH ? last + REACH : limit;
  for (uint32_t i = last; i < stop; i++) {
    char mark = text->tokens[i].mark;
    if (mark == ';' || mark == ':') break;
    if (i == last && is_agenda(text, i)) continue; /* after Sunday vote */
    Tense t = tense_of(text, i);
    if (text_is(text, i, "would") && (text_is(text, i + 1, "n't") || text_is(text, i + 1, "not"))) {
      return DIRECTION_PAST; /* "On Friday he would not comment": a refusal */
    }
    if (is_denied_could(text, i)) return DIRECTION_PAST;
    if (t.direction == DIRECTION_PAST) return past_or_auxiliary(text, i, last);
    if (t.direction != DIRECTION_UNKNOWN) return (Direction)t.direction;
  }
  return DIRECTION_UNKNOWN;
}

/* A past perfect in the clause: "had filed". */
static bool reads_back(const Text *text, uint32_t first, uint32_t floor)
{
  uint32_t stop = first > floor + REACH ? first - REACH : floor;
  for (uint32_t i = first; i-- > stop;) {
    if (text_is(text, i, "had")) return !text_is(text, i + 1, "until");
    if (text->tokens[i].mark == ',' || text->tokens[i].mark == ';') return false;
  }
  return false;
}

/* "..., but was put off", "but his plane was delayed": the plan before `last` failed. */
static bool is_dropped(const Text *text, uint32_t last, uint32_t limit)
{
  static const char *const past[] = {"was", "were", "had", "has", "did", "never"};
  static const char *const failed[] = {"delayed",   "cancelled", "canceled",
                                       "postponed", "scrapped",  "abandoned"};
  bool but = false;
  for (uint32_t i = last; i < limit && i < last + REACH; i++) {
    if (but && (TEXT_IS_ANY(text, i, failed) || (text_is(text, i - 1, "but") && TEXT_IS_ANY(text, i, past))))
      return true;
    if (text_is(text, i, "but")) but = true;
  }
  return false;
}

Direction tense_direction(const Text *text, uint32_t first, uint32_t last)
{
  const Sentence *sentence = &text->sentences[text->tokens[first].sentence];
  uint32_t floor = sentence->first_token, limit = sentence->last_token;
  if (last > limit) limit = last;
  Direction direction = adjacent(text, first, floor);
  /* a date that opens a clause belongs to what follows */
  uint32_t before = first;
  static const char *const prepositions[] = {"on",   "in",   "at",    "by",    "during",
                                             "from", "late", "early", "until", "till"};
  while (before > floor && TEXT_IS_ANY(text, before - 1, prepositions)) before--;
  bool opens = before == floor || text->tokens[before - 1].mark == ',' ||
               text->tokens[before - 1].mark == ';' || text_is(text, before - 1, "and") ||
               text_is(text, before - 1, "but") || text_is(text, before - 1, "that") ||
               text_quote_of(text, before - 1);
  if (direction != DIRECTION_UNKNOWN) {
    /* "until Friday they had refused", "all had replied by Friday" */
    bool ahead = direction == DIRECTION_FUTURE || direction == DIRECTION_PLANNED;
    if (ahead && opens && rightward(text, last, limit) == DIRECTION_PAST) return DIRECTION_PAST;
    if (ahead && reads_back(text, first, floor)) return DIRECTION_PAST;
    bool dropped = direction == DIRECTION_PLANNED && is_dropped(text, last, limit);
    return dropped ? DIRECTION_PAST : direction;
  }
  bool headline;
  Direction left = leftward(text, first, floor, &headline);
  if (left == DIRECTION_PLANNED && is_dropped(text, last, limit)) return DIRECTION_PAST;
  if (!opens && left != DIRECTION_UNKNOWN) return left;
  Direction right = rightward(text, last, limit);
  if (opens && right != DIRECTION_UNKNOWN) return right;
  if (left != DIRECTION_UNKNOWN) return left;
  return right == DIRECTION_UNKNOWN && headline ? DIRECTION_FUTURE : right; /* Leaders to meet on Monday */
}
