/* quotes.c: quotations of any bytes lie in order, and their parts in the text. */
#include "fuzz_text.h"
#include "quote/quote.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  FuzzText fuzz;
  Mentions mentions = {0};
  Quotes quotes = {0};
  uint32_t behind = 0;
  const Text *text = fuzz_text_begin(&fuzz, bytes, length);
  PROMISE(entity_find(&fuzz.arena, text, &mentions) == NEWS_OK);
  PROMISE(quote_find(&fuzz.arena, text, &mentions, &quotes) == NEWS_OK);
  for (uint32_t i = 0; i < quotes.all.count; i++) {
    const Quote *q = &quotes.all.items[i];
    promise_span(text, q->start, q->end, &behind, false);
    promise_inside(text, q->speaker_span);
    promise_inside(text, q->cue);
    PROMISE(q->within <= quotes.all.count && q->within != i + 1);
    PROMISE(q->rule && q->confidence >= 0 && q->confidence <= 1);
  }
  fuzz_text_end(&fuzz);
  return 0;
}
