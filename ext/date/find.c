/* find.c: where the grammar is tried: around each trigger, from the leftmost
** token that can belong to it. */
#include <string.h>

#include "date/expression.h"
#include "date/numeral.h"

enum { LEFT_MAX = 8 }; /* tokens before a trigger that can belong to it */

/* Can the token stand inside an expression, left of its trigger? */
static bool attaches(DateLexer *lexer, uint32_t i)
{
  static const char *const words[] = {
      "the", "new",     "a",  "an",     "of",    "and",   "or",   "to",   "in",    "on",      "half",
      "per", "another", "'s", "at",     "very",  "times", "from", "long", "than",  "least",   "most",
      "up",  "no",      "as", "little", "close", "well",  "just", "plus", "final", "opening", "closing"};
  const Text *text = lexer->text;
  if (date_word(lexer, i).class > WORD_NONE) return true;
  char mark = text->tokens[i].mark;
  if (mark == '-' || mark == '~' || mark == '/' || mark == '.' || mark == ':' || mark == '+') return true;
  if (text->tokens[i].kind == TOKEN_QUOTE || numeral_sign(text, i) > 0) return true;
  return TEXT_IS_ANY(text, i, words);
}

/* All readings that begin at `from`; the longest that goes beyond `trigger`. */
static uint32_t read_at(DateLexer *lexer, uint32_t from, uint32_t trigger, uint32_t limit, Expression *best)
{
  static uint32_t (*const readers[])(DateLexer *, uint32_t, Expression *) = {set_read, calendar_read,
                                                                             duration_read, reference_read};
  uint32_t end = from;
  for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
    Expression e;
    expression_clear(&e);
    uint32_t behind = readers[i](lexer, from, &e);
    if (behind <= trigger || behind <= end || behind > limit) continue;
    end = behind;
    e.first = from;
    e.last = behind;
    *best = e;
  }
  return end;
}

static void add(Arena *arena, Expressions *out, const Expression *e)
{
  Expression *item = vector_push(arena, &out->all);
  if (item) *item = *e;
}

/* Between two ends of a range or the items of a list. */
static bool is_link(const Text *text, uint32_t at)
{
  char mark = date_mark(text, at);
  return mark == '-' || mark == '~' || mark == '/' || mark == ',' || text_is(text, at, "and") ||
         text_is(text, at, "or") || text_is(text, at, "to") || text_is(text, at, "through") ||
         text_is(text, at, "until");
}

static bool is_day_number(DateToken word)
{
  return ((word.class == WORD_DIGITS || word.class == WORD_MACHINE) && word.digits <= 2 && word.value >= 1 &&
          word.value <= 31) ||
         (word.class == WORD_ORDINAL && word.value >= 1 && word.value <= 31);
}

/* "9/11 and 7 October": no days of October */
static bool is_slashed(const Text *text, uint32_t i)
{
  return date_mark(text, i - 1) == '/' || date_mark(text, i + 1) == '/';
}

/* "3 to 5 May", "5 and 9 March 1918": the days before, which borrow the month. */
static void add_days_before(Arena *arena, DateLexer *lexer, const Expression *e, uint32_t limit,
                            Expressions *out)
{
  if (e->day == FIELD_NONE || e->month == FIELD_NONE || e->kind != EXPRESSION_CALENDAR) return;
  if (date_word(lexer, e->first).class == WORD_MONTH || !is_day_number(date_word(lexer, e->first))) return;
  if (strcmp(e->rule, "digits") == 0) return; /* 13, 5-4-2021: nothing borrows from figures */
  uint32_t at = e->first;
  uint32_t found[4], count = 0;
  while (count < 4 && at >= limit + 2 && is_link(lexer->text, at - 1) &&
         is_day_number(date_word(lexer, at - 2)) && !is_slashed(lexer->text, at - 2)) {
    at -= 2;
    found[count++] = at;
  }
  while (count > 0) {
    Expression day = *e;
    uint32_t i = found[--count];
    day.first = i;
    day.last = i + 1;
    day.day = (int16_t)date_word(lexer, i).value;
    day.weekday = FIELD_NONE;
    day.hour = FIELD_NONE;
    day.part = PART_NONE;
    day.rule = "day-list";
    add(arena, out, &day);
  }
}

/* "7 to 9 p.m.", "2 and 4 p.m.": the hour before, in the same half of the day
** where it comes first. */
static void add_hour_before(Arena *arena, DateLexer *lexer, const Expression *e, uint32_t limit,
                            Expressions *out)
{
  const Text *text = lexer->text;
  uint32_t at = e->first;
  if (e->hour == FIELD_NONE || at < limit + 2 || !is_link(text, at - 1) || text->tokens[at - 1].mark == '/')
    return;
  DateToken first = date_word(lexer, at), word = date_word(lexer, at - 2);
  bool meridiem = first.class == WORD_CLOCK || date_word(lexer, at + 1).class == WORD_MERIDIEM;
  if (!meridiem || (first.class != WORD_DIGITS && first.class != WORD_CLOCK && first.class != WORD_NUMBER))
    return;
  if (word.class != WORD_DIGITS && word.class != WORD_NUMBER && word.class != WORD_MACHINE) return;
  if (word.value < 1 || word.value > 12 || word.digits > 2 || text->tokens[at - 2].flags & TOKEN_GLUED)
    return;
  Expression hour = *e;
  int32_t twelve = e->hour % 12, afternoon = e->hour >= 12 ? 12 : 0;
  hour.first = at - 2;
  hour.last = at - 1;
  hour.hour = (int16_t)(word.value % 12 + (word.value % 12 <= twelve ? afternoon : 12 - afternoon) % 24);
  hour.minute = 0;
  hour.second = FIELD_NONE;
  hour.rule = "hour-list";
  add(arena, out, &hour);
}

/* "the 1960s and 70s", "this spring, summer or autumn": what follows takes the
** century or the relation. */
static uint32_t add_periods_behind(Arena *arena, DateLexer *lexer, const Expression *e, Expressions *out)
{
  const Text *text = lexer->text;
  uint32_t at = e->last;
  bool season = e->season && e->relation != RELATION_NONE && e->unit == UNIT_NONE;
  if ((e->decade == FIELD_NONE && !season) || e->kind != EXPRESSION_CALENDAR) return at;
  while (is_link(text, at)) { /* each turn moves on by two tokens */
    DateToken word = date_word(lexer, at + 1);
    Expression item = *e;
    if (season && word.class == WORD_SEASON && !(word.flags & WORD_PLURAL) &&
        date_word(lexer, at + 2).class != WORD_YEAR) {
      item.season = (uint8_t)word.value;
    } else if (!season && word.class == WORD_DECADE && word.digits == 2) {
      item.decade = (int16_t)(e->decade / 100 * 100 + word.value % 100);
    } else {
      break;
    }
    item.first = at + 1;
    item.last = at + 2;
    item.edge = EDGE_NONE;
    add(arena, out, &item);
    at += 2;
  }
  return at;
}

/* "every Tuesday and Thursday": the further days of a set. */
static uint32_t add_weekdays_behind(Arena *arena, DateLexer *lexer, const Expression *e, Expressions *out)
{
  const Text *text = lexer->text;
  uint32_t at = e->last;
  if (e->kind != EXPRESSION_SET || e->weekday == FIELD_NONE || date_word(lexer, at - 1).flags & WORD_PLURAL)
    return at;
  while (is_link(text, at)) { /* each turn moves on by two tokens */
    DateToken word = date_word(lexer, at + 1);
    if (word.class != WORD_WEEKDAY || word.flags & (WORD_PLURAL | WORD_AMBIGUOUS)) break;
    Expression item = *e;
    item.first = at + 1;
    item.last = at + 2;
    item.weekday = (int16_t)word.value;
    add(arena, out, &item);
    at += 2;
  }
  return at;
}

/* "April 24 and 25", "Jan. 6-7", "1914-18": the items behind.  Returns the token
** behind the last. */
static uint32_t add_behind(Arena *arena, DateLexer *lexer, const Expression *e, Expressions *out)
{
  const Text *text = lexer->text;
  uint32_t at = e->last;
  if (e->kind != EXPRESSION_CALENDAR) return add_weekdays_behind(arena, lexer, e, out);
  bool days = e->day != FIELD_NONE && e->month != FIELD_NONE &&
              date_word(lexer, e->last - 1).class != WORD_MONTH && e->year == FIELD_NONE &&
              e->hour == FIELD_NONE;
  bool years = e->year != FIELD_NONE && e->month == FIELD_NONE && e->last_year == FIELD_NONE && !e->season &&
               e->quarter == FIELD_NONE && !e->two_digit_year;
  if (!days && !years) return add_periods_behind(arena, lexer, e, out);
  for (int items = 0; items < 4; items++) { /* each turn moves on by two tokens */
    if (!is_link(text, at)) break;
    DateToken word = date_word(lexer, at + 1);
    if (at + 1 >= text->token_count || word.digits > 2 || word.digits == 0) break;
    DateToken behind = date_word(lexer, at + 2);
    if (behind.class == WORD_UNIT || behind.class == WORD_MONTH || behind.class == WORD_MERIDIEM) break;
    char right = date_mark(text, at + 2);
    if (right == '%' || text_is(text, at + 2, "percent")) break;
    Expression item = *e;
    item.first = at + 1;
    item.last = at + 2;
    item.weekday = FIELD_NONE;
    item.edge = EDGE_NONE;
    if (days) {
      bool word_link = text->tokens[at].mark == ',';
      if (!is_day_number(word) || word.class == WORD_MACHINE) break;
      if (word_link && !(is_link(text, at + 2) && text->tokens[at + 2].mark != '-'))
        break; /* "Jan. 6, 20 people" */
      if (!word_link && text->tokens[at].mark == '\0' && at + 2 < text->token_count &&
          text->tokens[at + 2].kind == TOKEN_WORD && behind.class == WORD_NONE &&
          !text_is(text, at + 2, "in") && !text_is(text, at + 2, "at") && !text_is(text, at + 2, "of") &&
          !text_is(text, at + 2, "and") && !text_is(text, at + 2, "for") && !text_is(text, at + 2, "to")) {
        break; /* "on May 4 and 20 people" */
      }
      item.day = (int16_t)word.value;
      item.rule = "day-list";
      if (right == ',' && date_word(lexer, at + 3).class == WORD_YEAR) {
        item.year = (int16_t)date_word(lexer, at + 3).value;
        item.last = at + 4;
        if (out->all.count && out->all.items[out->all.count - 1].last == at)
          out->all.items[out->all.count - 1].year = item.year;
      } else if (behind.class == WORD_YEAR && text->tokens[at + 2].mark == '\0') {
        item.year = (int16_t)behind.value;
        item.last = at + 3;
      }
    } else {
      char mark = text->tokens[at].mark;
      if ((mark != '-' && mark != '~' && mark != '/') || word.digits != 2 ||
          !(text->tokens[at + 1].flags & TOKEN_GLUED))
        break;
      int32_t year = e->year / 100 * 100 + word.value;
      if (year <= e->year) break;
      item.year = (int16_t)year;
      item.rule = "year-list";
    }
    add(arena, out, &item);
    at = item.last;
    if (years) break;
  }
  return at;
}

/* "1914-1918" is two years; "2023-24" was read as one. */
void expression_find(Arena *arena, DateLexer *lexer, Expressions *out)
{
  const Text *text = lexer->text;
  uint32_t done = 0; /* tokens before it are used */
  for (uint32_t k = 0; k < lexer->triggers.count; k++) {
    if ((k & 0xFF) == 0 && !arena_running(arena)) return;
    uint32_t trigger = lexer->triggers.items[k];
    if (trigger < done) continue;
    const Sentence *sentence = &text->sentences[text->tokens[trigger].sentence];
    uint32_t left = trigger, floor = done > sentence->first_token ? done : sentence->first_token;
    while (left > floor && trigger - left < LEFT_MAX && attaches(lexer, left - 1)) left--;
    for (uint32_t from = left; from <= trigger; from++) {
      Expression e;
      uint32_t end = read_at(lexer, from, trigger, sentence->last_token, &e);
      if (end <= trigger) continue;
      e.parenthesised = from >= 2 && text->tokens[from - 1].mark == '(' && done == from - 1;
      add_days_before(arena, lexer, &e, floor, out);
      add_hour_before(arena, lexer, &e, floor, out);
      add(arena, out, &e);
      done = add_behind(arena, lexer, &e, out);
      break;
    }
  }
}
