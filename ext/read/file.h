/*
** file.h: bytes of a file, gzip looked through.  file.c alone opens files.
*/
#ifndef NEWS_READ_FILE_H
#define NEWS_READ_FILE_H

#include "read/read.h"

typedef struct Input Input;

/* NULL, and a message in *error (in the arena), where the file cannot be opened or
** is no regular file.  The Input lives in memory of its own: input_close it.  Where
** memory is short the arena, which must outlive the Input, gets NEWS_NOMEM. */
Input *input_open(Arena *arena, Slice path, Slice *error);
void input_close(Input *input);

/* The bytes not yet taken, at least `least` of them unless the file ends before;
** *length says how many.  Valid until the next call.  `least` is at most
** INPUT_MOST. */
const char *input_peek(Input *input, size_t least, size_t *length);
void input_take(Input *input, size_t length); /* of what was peeked */
/* "" while all is well; else why no more bytes came ("gzip data end too early"). */
const char *input_error(const Input *input);

/* The largest piece (a page, a text, a record) that is held in memory: an article of as much text takes about
** 50 MB on its way to SQLite. */
enum { INPUT_MOST = 11 << 20 };

#endif
