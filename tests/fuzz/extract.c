/* extract.c: entities, dates, quotes and numbers of any bytes lie in the text, in order. */
#include "analysis/analysis.h"
#include "fuzz.h"

static void check_text(const Text *text)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < text->token_count; i++) {
    PROMISE(text->tokens[i].start >= end && text->tokens[i].start < text->tokens[i].end);
    end = text->tokens[i].end;
  }
  PROMISE(end <= text->length);
  for (uint32_t i = 0, token = 0; i < text->sentence_count; i++) {
    PROMISE(text->sentences[i].first_token == token && text->sentences[i].last_token > token);
    token = text->sentences[i].last_token;
    PROMISE(i + 1 < text->sentence_count || token == text->token_count);
  }
}

static void check_mentions(const Text *text, const Mentions *mentions)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < mentions->all.count; i++) {
    const Mention *m = &mentions->all.items[i];
    PROMISE(m->start >= end && m->start < m->end && m->end <= text->length);
    PROMISE(m->first_token < m->last_token && m->last_token <= text->token_count);
    PROMISE(m->name.length > 0 && m->entity > 0 && m->via && m->confidence >= 0 && m->confidence <= 1);
    end = m->end;
  }
}

static void check_dates(const Text *text, const Dates *dates)
{
  uint32_t start = 0;
  for (uint32_t i = 0; i < dates->all.count; i++) {
    const DateMention *d = &dates->all.items[i];
    PROMISE(d->start >= start && d->start < d->end && d->end <= text->length);
    PROMISE((d->first_day == DAY_NONE) == (d->last_day == DAY_NONE) && d->first_day <= d->last_day);
    start = d->start;
  }
}

static void check_quotes(const Text *text, const Quotes *quotes)
{
  uint32_t start = 0;
  for (uint32_t i = 0; i < quotes->all.count; i++) {
    const Quote *q = &quotes->all.items[i];
    PROMISE(q->start >= start && q->start < q->end && q->end <= text->length);
    PROMISE(q->speaker_span.start <= q->speaker_span.end && q->speaker_span.end <= text->length);
    PROMISE(q->cue.start <= q->cue.end && q->cue.end <= text->length);
    PROMISE(q->within <= quotes->all.count && q->within != i + 1);
    PROMISE(q->rule && q->confidence >= 0 && q->confidence <= 1);
    start = q->start;
  }
}

static void check_numbers(const Text *text, const Numbers *numbers)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < numbers->all.count; i++) {
    const Number *n = &numbers->all.items[i];
    PROMISE(n->start >= end && n->start < n->end && n->end <= text->length);
    PROMISE(!(n->value_high < n->value)); /* NaN: no upper end */
    end = n->end;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  Arena arena;
  Mentions mentions = {0};
  Dates dates = {0};
  Quotes quotes = {0};
  Numbers numbers = {0};
  arena_init(&arena, &allocator_libc);
  const Text *text = text_make(&arena, (const char *)bytes, length);
  PROMISE(text && text->length <= length); /* a text ends at its first NUL */
  check_text(text);
  PROMISE(entity_find(&arena, text, &mentions) == NEWS_OK);
  check_mentions(text, &mentions);
  PROMISE(date_find(&arena, text, length % 3 ? day_make(2024, 3, 14) : DAY_NONE, &dates) == NEWS_OK);
  check_dates(text, &dates);
  PROMISE(quote_find(&arena, text, &mentions, &quotes) == NEWS_OK);
  check_quotes(text, &quotes);
  PROMISE(number_find(&arena, text, &dates, &numbers) == NEWS_OK);
  check_numbers(text, &numbers);
  arena_free(&arena);
  return 0;
}
