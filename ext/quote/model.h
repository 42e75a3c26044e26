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

/* Writes a feature at *end, which moves on; the caller knows that there is room.  The
** products of values that several templates share are computed once. */
static inline void feature_add(uint32_t **end, uint32_t template, uint32_t a, uint32_t b)
{
  uint32_t h = (template * 0x9E3779B1u + a * 0x85EBCA6Bu) ^ b * 0xC2B2AE35u;
  *(*end)++ = (h ^ h >> 15) * 0x27D4EB2Fu >> (32 - MODEL_BITS);
}

/* The log-odds (binary models) or the unnormalised logarithm (choices). */
float model_score(const Features *features);
float model_probability(float log_odds);

#endif
