/* file.c: opening files and reading them in pieces. */
#include "read/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { CHUNK = 64 << 10 };

struct Input {
  Arena *arena; /* gets NEWS_NOMEM */
  int descriptor;
  bool gzip, ended, inflating;
  z_stream zip;
  unsigned char raw[CHUNK]; /* compressed bytes */
  Buffer bytes;             /* [taken, bytes.length) is not yet taken */
  size_t taken;
  const char *error;
};

static void *zip_alloc(void *context, unsigned items, unsigned size)
{
  const Allocator *allocator = ((Arena *)context)->allocator;
  return allocator->resize(allocator->context, NULL, (size_t)items * size);
}

static void zip_free(void *context, void *block)
{
  const Allocator *allocator = ((Arena *)context)->allocator;
  allocator->release(allocator->context, block);
}

/* Open and read go on after EINTR; -1 on an error. */
static int open_file(const char *path)
{
  int descriptor;
  do { /* O_NONBLOCK: opening a FIFO must not wait for a writer; it is refused by input_open */
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

static ssize_t read_some(int descriptor, void *to, size_t size)
{
  ssize_t n;
  do {
    n = read(descriptor, to, size);
  } while (n < 0 && errno == EINTR);
  return n;
}

Input *input_open(Arena *arena, Slice path, Slice *error)
{
  struct stat status;
  int descriptor = open_file(path.bytes);
  if (descriptor < 0 && errno == ENOMEM) {
    arena_fail(arena, NEWS_NOMEM, "out of memory");
    return NULL;
  }
  if (descriptor < 0) {
    *error = arena_format(arena, "cannot open: %s",
                          errno == EACCES   ? "permission denied"
                          : errno == ENOENT ? "no such file"
                                            : "system error");
    return NULL;
  }
  bool known = fstat(descriptor, &status) == 0;
  if (!known || !S_ISREG(status.st_mode)) {
    *error = slice_of(known ? "not a regular file" : "cannot open: system error");
    close(descriptor);
    return NULL;
  }
  Input *input = arena->allocator->resize(arena->allocator->context, NULL, sizeof *input);
  if (!input) {
    arena_fail(arena, NEWS_NOMEM, "out of memory");
    close(descriptor);
    return NULL;
  }
  memset(input, 0, sizeof *input);
  input->arena = arena;
  input->descriptor = descriptor;
  input->error = "";
  buffer_init(&input->bytes, arena->allocator);
  size_t length;
  const char *start = input_peek(input, 2, &length);
  if (length >= 2 && (unsigned char)start[0] == 0x1F && (unsigned char)start[1] == 0x8B) {
    input->zip.zalloc = zip_alloc;
    input->zip.zfree = zip_free;
    input->zip.opaque = arena;
    if (inflateInit2(&input->zip, 15 + 16) != Z_OK) {
      arena_fail(arena, NEWS_NOMEM, "out of memory");
      input_close(input);
      return NULL;
    }
    input->gzip = input->inflating = true;
    size_t first = length < CHUNK ? length : CHUNK;
    memcpy(input->raw, start, first);
    input->zip.next_in = input->raw;
    input->zip.avail_in = (unsigned)first;
    buffer_clear(&input->bytes);
    input->ended = false;
  }
  return input;
}

void input_close(Input *input)
{
  if (!input) return;
  if (input->gzip) inflateEnd(&input->zip);
  close(input->descriptor);
  buffer_free(&input->bytes);
  const Allocator *allocator = input->arena->allocator;
  allocator->release(allocator->context, input);
}

const char *input_error(const Input *input)
{
  return input->error;
}

static void fail(Input *input, const char *message)
{
  if (!*input->error) input->error = message;
  input->ended = true;
}

/* No flaw of the file: the whole query ends. */
static void fail_memory(Input *input)
{
  arena_fail(input->arena, NEWS_NOMEM, "out of memory");
  input->ended = true;
}

static bool reserve_chunk(Input *input)
{
  buffer_reserve(&input->bytes, CHUNK);
  if (input->bytes.result == NEWS_OK) return true;
  fail_memory(input);
  return false;
}

static void more_plain(Input *input)
{
  if (!reserve_chunk(input)) return;
  ssize_t n = read_some(input->descriptor, input->bytes.bytes + input->bytes.length, CHUNK);
  if (n < 0) fail(input, "read error");
  if (n <= 0)
    input->ended = true;
  else
    input->bytes.length += (size_t)n;
}

/* One step of inflate.  Members of a gzip file follow one another (WARC.gz has one
** a record); what follows the last and is no member is passed over. */
static void more_gzip(Input *input)
{
  z_stream *zip = &input->zip;
  if (zip->avail_in == 0) {
    ssize_t n = read_some(input->descriptor, input->raw, CHUNK);
    if (n < 0) {
      fail(input, "read error");
      return;
    }
    if (n == 0) {
      if (input->inflating) fail(input, "gzip data end too early");
      input->ended = true;
      return;
    }
    zip->next_in = input->raw;
    zip->avail_in = (unsigned)n;
  }
  if (!input->inflating) {
    if (zip->next_in[0] != 0x1F || inflateReset(zip) != Z_OK) {
      input->ended = true;
      return;
    }
    input->inflating = true;
  }
  if (!reserve_chunk(input)) return;
  zip->next_out = (unsigned char *)input->bytes.bytes + input->bytes.length;
  zip->avail_out = CHUNK;
  int code = inflate(zip, Z_NO_FLUSH);
  input->bytes.length += CHUNK - zip->avail_out;
  if (code == Z_STREAM_END)
    input->inflating = false;
  else if (code == Z_MEM_ERROR)
    fail_memory(input);
  else if (code != Z_OK && code != Z_BUF_ERROR)
    fail(input, "gzip data are damaged");
}

const char *input_peek(Input *input, size_t least, size_t *length)
{
  if (input->taken && (input->taken == input->bytes.length || input->taken > input->bytes.length / 2)) {
    size_t rest = input->bytes.length - input->taken;
    memmove(input->bytes.bytes, input->bytes.bytes + input->taken, rest);
    input->bytes.length = rest;
    input->taken = 0;
  }
  while (input->bytes.length - input->taken < least && !input->ended) {
    if (input->gzip)
      more_gzip(input);
    else
      more_plain(input);
  }
  *length = input->bytes.length - input->taken;
  return input->bytes.bytes ? input->bytes.bytes + input->taken : "";
}

void input_take(Input *input, size_t length)
{
  input->taken += length;
}
