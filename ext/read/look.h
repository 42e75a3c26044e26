/* look.h: the parts of classify_look. */
#ifndef NEWS_READ_LOOK_H
#define NEWS_READ_LOOK_H

#include "read/classify.h"

/* What the text of each block says; also sets measure, phrase, dated and noise. */
void look_text(Document *document, Look *looks);
/* Features of the elements around each block of a page; takes prose from blocks that stand in
** places for other things. */
void look_page(Document *document, Look *looks);
/* Blocks that stand in the body that the page's record (JSON-LD, microdata) states. */
void look_record_body(Document *document, Look *looks);
/* The share of each block's longer words that the prose around the story has too. */
void look_words(Document *document, Look *looks);

#endif
