/*
** read.c: any bytes in a file of any format are articles or errors, and end.
**
** The first byte chooses the file's name, so that one target and one set of inputs serve all
** readers; what a mutation turns a page into is another reader's input, too.
*/
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"
#include "read/read.h"

static const char *const endings[] = {"txt", "html", "json", "jsonl", "warc", "xml", "warc.gz", "html.gz"};
enum { ENDINGS = sizeof endings / sizeof *endings };

static const char *write_file(const char *ending, const uint8_t *bytes, size_t length)
{
  static char path[128];
  snprintf(path, sizeof path, "/tmp/news-fuzz-%ld.%s", (long)getpid(), ending);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  PROMISE(file >= 0);
  while (length) {
    ssize_t n = write(file, bytes, length);
    PROMISE(n > 0);
    bytes += n;
    length -= (size_t)n;
  }
  close(file);
  return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  if (!length) return 0;
  const char *path = write_file(endings[bytes[0] % ENDINGS], bytes + 1, length - 1);
  Reader *reader = reader_open(&allocator_libc, slice_of(path), NULL);
  const Article *article = NULL;
  PROMISE(reader);
  uint32_t record = 0;
  while (reader_next(reader, &article) == NEWS_OK && article) {
    PROMISE(article->record > record);
    PROMISE(article->error.bytes || article->body.bytes || article->title.bytes || !article->body.length);
    record = article->record;
  }
  reader_close(reader);
  unlink(path);
  return 0;
}
