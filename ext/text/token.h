/*
** token.h: the two halves of text_make.
*/
#ifndef NEWS_TEXT_TOKEN_H
#define NEWS_TEXT_TOKEN_H

#include "text/text.h"

/* Fills text->tokens; sentence numbers and TOKEN_SENTENCE_START come from
** sentence_split, which fills sentences and paragraphs. */
void token_split(Arena *arena, Text *text);
void sentence_split(Arena *arena, Text *text);

#endif
