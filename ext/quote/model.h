/*
** model.h: linear models over hashed features.
**
** All models of this stage share one table of int8 weights; a feature is a hash
** of its template's number and its values.  The table is quote.model beside this
** file, made by ext/model/quote_trainer.c.
*/
#ifndef NEWS_QUOTE_MODEL_H
#define NEWS_QUOTE_MODEL_H

#include <stdint.h>

enum { MODEL_BITS = 21, MODEL_ROWS = 1 << MODEL_BITS, FEATURES_MAX = 64 /* no model has more templates */ };

/* A weight of 1 in the table stands for this much. */
#define MODEL_SCALE (1.0f / 24.0f)

typedef struct Features {
  uint32_t count;
  uint32_t rows[FEATURES_MAX];
} Features;

/* The row of a feature: multiply-shift hashing of a vector (M. Thorup, High Speed Hashing for
** Integers and Strings, section 3.5), whose products the templates share. */
static inline uint32_t feature_row(uint32_t template, uint32_t a, uint32_t b)
{
  uint64_t h = template * 0x9E3779B97F4A7C15u + a * 0xD1B54A32D192ED03u + b * 0xAEF17502108EF2D9u;
  return (uint32_t)(h >> (64 - MODEL_BITS));
}

/* Writes a feature at *end, which moves on; the caller knows that there is room. */
static inline void feature_add(uint32_t **end, uint32_t template, uint32_t a, uint32_t b)
{
  *(*end)++ = feature_row(template, a, b);
}

extern const int8_t quote_model_weights[MODEL_ROWS];

/* The log-odds (binary models) or the unnormalised logarithm (choices). */
float model_score(const Features *features);
float model_probability(float log_odds);

#endif
