/* infer.c: the anchor of an article that does not say when it was published. */
#include "date/resolve.h"

enum {
  LEAD_PARAGRAPHS = 8, /* where the news of the day stands */
  MOVE_MAX = 3         /* a weekday further ahead is rather one before the bound */
};

static bool read_expressions(Arena *arena, const Text *text, Expressions *out)
{
  DateLexer lexer;
  *out = (Expressions){0};
  if (!date_lex(arena, text, &lexer)) return false;
  expression_find(arena, &lexer, out);
  return arena->result == NEWS_OK;
}

/* DAY_NONE where year, month or day is not said. */
static Day full_day(const Expression *e)
{
  if (e->kind != EXPRESSION_CALENDAR || e->day_first_unsure || e->two_digit_year) return DAY_NONE;
  return day_make(e->year, e->month, e->day);
}

/* Does the paragraph say that its picture is an old one? */
static bool is_archive(const Text *text, uint32_t paragraph)
{
  const Paragraph *p = &text->paragraphs[paragraph];
  for (uint32_t i = p->first_token; i < p->last_token; i++) {
    static const char *const archive[] = {"archive", "archives", "archival"};
    static const char *const pictures[] = {"photo", "photograph", "picture", "image"};
    bool file = text_is(text, i, "file") &&
                (text->tokens[i].flags & TOKEN_ALL_CAPITALS || TEXT_IS_ANY(text, i + 1, pictures));
    if (file || TEXT_IS_ANY(text, i, archive)) return true;
  }
  return false;
}

/* The latest full date of captions, file pictures aside. */
static Day latest_full_day(const Text *captions, const Expressions *in)
{
  Day latest = DAY_NONE;
  uint32_t judged = captions->paragraph_count; /* the paragraph that `archive` speaks of */
  bool archive = false;
  for (uint32_t i = 0; i < in->all.count; i++) {
    Day day = full_day(&in->all.items[i]);
    uint32_t paragraph = captions->sentences[captions->tokens[in->all.items[i].first].sentence].paragraph;
    if (paragraph != judged) archive = is_archive(captions, paragraph);
    judged = paragraph;
    if (day > latest && !archive) latest = day;
  }
  return latest;
}

/* The latest year that the text speaks of in the past; 0 for none. */
static int latest_past_year(const Text *text, const Expressions *in)
{
  int year = 0;
  for (uint32_t i = 0; i < in->all.count; i++) {
    const Expression *e = &in->all.items[i];
    static const char *const before[] = {"in", "on", "since"};
    bool placed = TEXT_IS_ANY(text, e->first - 1, before);
    if (placed && e->kind == EXPRESSION_CALENDAR && e->year > year && !e->two_digit_year &&
        tense_direction(text, e->first, e->last) == DIRECTION_PAST)
      year = e->year;
  }
  return year;
}

static int latest_year(const Expressions *in)
{
  int year = 0;
  for (uint32_t i = 0; i < in->all.count; i++) {
    const Expression *e = &in->all.items[i];
    if (e->kind == EXPRESSION_CALENDAR && e->year > year && !e->two_digit_year && e->decade == FIELD_NONE)
      year = e->year;
  }
  return year;
}

/* A weekday with its month and day, in one expression or in brackets behind it:
** the year follows from a year near by. DAY_NONE where it does not. */
static Day weekday_with_date(const Expressions *in, uint32_t i, int near_year)
{
  const Expression *e = &in->all.items[i]; /* a weekday without relation */
  const Expression *date = e;
  if (e->month == FIELD_NONE && i + 1 < in->all.count && e[1].parenthesised) date = e + 1;
  int from = date->year != FIELD_NONE ? date->year : near_year;
  int to = date->year != FIELD_NONE ? from : from + 1; /* the year said last may be the one before */
  for (int year = from; year <= to; year++) {
    Day day = day_make(year, date->month, date->day);
    if (day != DAY_NONE && day_weekday(day) == e->weekday) return day;
  }
  return DAY_NONE;
}

Day date_infer_anchor(Arena *arena, const Text *captions, const Text *body, const char **from)
{
  Expressions in_captions = {0}, in_body = {0};
  *from = NULL;
  if (!read_expressions(arena, captions, &in_captions) || !read_expressions(arena, body, &in_body))
    return DAY_NONE;
  Day bound = latest_full_day(captions, &in_captions);
  if (bound != DAY_NONE && latest_past_year(body, &in_body) > resolve_year(bound)) bound = DAY_NONE;
  if (bound != DAY_NONE) *from = "caption";
  int year = latest_year(&in_captions), body_year = latest_year(&in_body);
  if (body_year > year && bound == DAY_NONE) year = body_year;
  Day lead = bound;
  for (uint32_t i = 0; i < in_body.all.count; i++) {
    const Expression *e = &in_body.all.items[i];
    uint32_t paragraph = body->sentences[body->tokens[e->first].sentence].paragraph;
    bool past = tense_direction(body, e->first, e->last) == DIRECTION_PAST;
    if (!past || e->kind != EXPRESSION_CALENDAR || e->weekday == FIELD_NONE || e->relation != RELATION_NONE)
      continue;
    Day fixed = weekday_with_date(&in_body, i, year);
    if (fixed != DAY_NONE) {
      if (fixed > lead) {
        lead = fixed;
        *from = "text";
      }
    } else if (bound != DAY_NONE && e->month == FIELD_NONE && paragraph < LEAD_PARAGRAPHS) {
      Day day = bound + (e->weekday - day_weekday(bound) + 7) % 7;
      if (day > lead && day - bound <= MOVE_MAX && day <= DAY_LAST) {
        lead = day;
        *from = "text";
      }
    }
  }
  return lead;
}
