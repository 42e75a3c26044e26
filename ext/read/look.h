/* look.h: the parts of classify_look. */
#ifndef NEWS_READ_LOOK_H
#define NEWS_READ_LOOK_H

#include "read/classify.h"

/* Features of the elements around each block of a page; takes prose from blocks that stand in
** places for other things. */
void look_page(Document *document, Look *looks);

#endif
