/* model.c: the weights, embedded, and their sum. */
#include "quote/model.h"

#include <math.h>

__asm__(".section .rodata\n"
        ".balign 64\n"
        ".hidden quote_model_weights\n"
        ".global quote_model_weights\n"
        "quote_model_weights:\n"
        ".incbin \"quote/quote.model\"\n"
        ".text\n");

float model_score(const Features *features)
{
  int32_t sum = 0;
  for (uint32_t i = 0; i < features->count; i++) sum += quote_model_weights[features->rows[i]];
  return (float)sum * MODEL_SCALE;
}

float model_probability(float log_odds)
{
  return 1.0f / (1.0f + expf(-log_odds));
}
