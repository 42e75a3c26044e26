/*
** json_key.h: the rows of tables/json_keys.txt.
*/
#ifndef NEWS_READ_JSON_KEY_H
#define NEWS_READ_JSON_KEY_H

#include "read/document.h"
#include "text/text.h"

typedef struct JsonKeyRow {
  Field field;
  float weight;
} JsonKeyRow;
extern const Lexicon read_json_keys;
extern const JsonKeyRow read_json_keys_rows[];

#endif
