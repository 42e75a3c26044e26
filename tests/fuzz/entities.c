/* entities.c: mentions of any bytes lie apart and in order; one entity has one name and one type. */
#include "entity/entity.h"
#include "fuzz_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  FuzzText fuzz;
  Mentions mentions = {0};
  uint32_t behind = 0, entities = 0;
  const Text *text = fuzz_text_begin(&fuzz, bytes, length);
  PROMISE(entity_find(&fuzz.arena, text, &mentions) == NEWS_OK);
  for (uint32_t i = 0; i < mentions.all.count; i++) {
    const Mention *m = &mentions.all.items[i];
    promise_span(text, m->start, m->end, &behind, true);
    PROMISE(m->first_token < m->last_token && m->last_token <= text->token_count);
    PROMISE(m->name.length > 0 && m->via && m->confidence >= 0 && m->confidence <= 1);
    PROMISE(m->entity > 0 && m->entity <= entities + 1); /* numbered in order of first mention */
    if (m->entity > entities) entities = m->entity;
    PROMISE(!m->country.bytes || m->country.length == 2);
  }
  fuzz_text_end(&fuzz);
  return 0;
}
