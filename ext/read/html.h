/*
** html.h: the rows of the tables that reading pages needs.
*/
#ifndef NEWS_READ_HTML_H
#define NEWS_READ_HTML_H

#include "read/document.h"
#include "text/text.h"

/* tables/elements.txt: what an element does to the flow of text. */
typedef enum Flow {
  FLOW_BREAK, /* begins and ends a block */
  FLOW_SKIP,  /* its content is no text */
  FLOW_SPACE, /* br: a blank, two of them a break */
  FLOW_VOID,  /* nothing inside, nothing to do */
  FLOW_BOLD,
  FLOW_ITALIC
} Flow;

typedef struct ElementRow {
  Flow flow;
  Tag tag;
  uint32_t context;
} ElementRow;
extern const Lexicon read_elements;
extern const ElementRow read_elements_rows[];

/* tables/contexts.txt: words of class, id and role. */
typedef struct ContextRow {
  uint32_t context;
} ContextRow;
extern const Lexicon read_contexts;
extern const ContextRow read_contexts_rows[];

/* tables/meta.txt: names of <meta> elements. */
typedef struct MetaRow {
  Field field;
  float weight;
} MetaRow;
extern const Lexicon read_meta;
extern const MetaRow read_meta_rows[];

/* tables/byline_words.txt */
typedef enum BylineWord { BYLINE_ROLE, BYLINE_NEVER } BylineWord;
typedef struct BylineRow {
  BylineWord kind;
} BylineRow;
extern const Lexicon read_byline_words;
extern const BylineRow read_byline_words_rows[];

#endif
