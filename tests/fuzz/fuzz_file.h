/*
** fuzz_file.h: a file for the readers, and what each of its articles promises.
*/
#ifndef NEWS_FUZZ_FILE_H
#define NEWS_FUZZ_FILE_H

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "date/day.h"
#include "fuzz.h"
#include "read/read.h"

/* Writes a file whose name has the ending; the path is static. */
static inline const char *fuzz_file(const char *ending, const uint8_t *bytes, size_t length)
{
  static char path[128];
  snprintf(path, sizeof path, "%s/news-fuzz-%ld.%s", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp",
           (long)getpid(), ending);
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

static inline bool fuzz_is_blank(char c)
{
  return c == ' ' || c == '\n';
}

/* The words of the kept blocks, in reading order, are those of the body: none is lost or altered. */
static inline void promise_body(const Article *a)
{
  uint32_t kept = 0, at = 0;
  for (uint32_t i = 0; i < a->blocks.count; i++) kept += a->blocks.items[i].reading_no > 0;
  uint32_t *order = calloc(kept + 1, sizeof *order);
  PROMISE(order);
  for (uint32_t i = 0; i < a->blocks.count; i++) {
    uint32_t number = a->blocks.items[i].reading_no;
    PROMISE(number <= kept && (!number || !order[number]));
    if (number) order[number] = i + 1;
  }
  for (uint32_t number = 1; number <= kept; number++) {
    PROMISE(order[number]);
    Slice text = a->blocks.items[order[number] - 1].text;
    for (uint32_t i = 0; i < text.length; i++) {
      if (fuzz_is_blank(text.bytes[i])) continue;
      while (at < a->body.length && fuzz_is_blank(a->body.bytes[at])) at++;
      PROMISE(at < a->body.length && a->body.bytes[at] == text.bytes[i]);
      at++;
    }
  }
  free(order);
  while (at < a->body.length && fuzz_is_blank(a->body.bytes[at])) at++;
  PROMISE(at == a->body.length);
}

static inline void promise_article(const Article *a, uint32_t record)
{
  PROMISE(a->record > record && a->format && a->path.bytes);
  if (a->error.bytes) {
    PROMISE(!a->body.bytes && !a->title.bytes && a->blocks.count == 0);
    return;
  }
  PROMISE(!a->published.bytes || day_parse(a->published) != DAY_NONE);
  PROMISE((a->published.bytes != NULL) == (a->published_from != NULL));
  PROMISE(!a->language.bytes || a->language.length == 2);
  for (uint32_t i = 0; i < a->blocks.count; i++)
    PROMISE(a->blocks.items[i].rule && a->blocks.items[i].text.length);
  promise_body(a);
}

#endif
