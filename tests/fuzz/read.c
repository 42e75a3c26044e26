/* read.c: any bytes in a file with this target's ending are articles or errors, and end. */
#include "fuzz_file.h"

#ifndef READER_ENDING
#error "the Makefile says which reader: -DREADER_ENDING=\"html\""
#endif

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  const Article *article = NULL;
  uint32_t record = 0;
  const char *path = fuzz_file(READER_ENDING, bytes, length);
  Reader *reader = reader_open(&allocator_libc, slice_of(path), NULL);
  PROMISE(reader);
  while (reader_next(reader, &article) == NEWS_OK && article) {
    promise_article(article, record);
    record = article->record;
  }
  PROMISE(reader_message(reader) == NULL);
  reader_close(reader);
  unlink(path);
  return 0;
}
