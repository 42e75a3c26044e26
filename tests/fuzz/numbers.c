/* numbers.c: amounts in any bytes lie apart and in order, and are not inside out. */
#include <math.h>

#include "fuzz_text.h"
#include "number/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  FuzzText fuzz;
  Dates dates = {0};
  Numbers numbers = {0};
  uint32_t behind = 0;
  const Text *text = fuzz_text_begin(&fuzz, bytes, length);
  PROMISE(date_find(&fuzz.arena, text, DAY_NONE, &dates) == NEWS_OK);
  PROMISE(number_find(&fuzz.arena, text, &dates, &numbers) == NEWS_OK);
  for (uint32_t i = 0; i < numbers.all.count; i++) {
    const Number *n = &numbers.all.items[i];
    promise_span(text, n->start, n->end, &behind, true);
    PROMISE(!isnan(n->value) && !(n->value_high < n->value)); /* NaN: no upper end */
  }
  fuzz_text_end(&fuzz);
  return 0;
}
