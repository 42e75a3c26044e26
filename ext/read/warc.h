/*
** warc.h: web archives, record by record (ISO 28500, WARC 1.0 and 1.1).
*/
#ifndef NEWS_READ_WARC_H
#define NEWS_READ_WARC_H

#include "read/document.h"

/* What one record is to us. */
typedef enum WarcResult {
  WARC_END,     /* no more records */
  WARC_SKIPPED, /* not an HTML response */
  WARC_PAGE,    /* *page, *url and *charset are set */
  WARC_DAMAGED  /* *error is set; the next call looks for the next record */
} WarcResult;

typedef struct WarcPage {
  Slice url, charset, bytes; /* in the arena or the input: valid until the next call */
  Slice error;
} WarcPage;

/* With wanted = false a page's body is not unpacked: bytes stays NONE. */
WarcResult warc_next(Arena *arena, Input *input, bool wanted, WarcPage *page);

#endif
