/* warc.c: the HTML responses of a web archive. */
#include "read/warc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum { HEADER_MOST = 64 << 10, UNPACKED_MOST = INPUT_MOST };

/* The value of a header line in a block of headers that ends with an empty line. */
static Slice header_value(Slice headers, const char *name)
{
  size_t n = strlen(name);
  for (uint32_t at = 0; at < headers.length;) {
    const char *line = headers.bytes + at, *end = memchr(line, '\n', headers.length - at);
    uint32_t length = end ? (uint32_t)(end - line) : headers.length - at;
    if (length > n && line[n] == ':' && strncasecmp(line, name, n) == 0) {
      return slice_trim((Slice){line + n + 1, length - (uint32_t)n - 1});
    }
    at += length + 1;
  }
  return SLICE_NONE;
}

/* Bytes of a header block with its empty line, or 0 where there is none. */
static uint32_t header_end(const char *bytes, size_t length)
{
  for (size_t i = 0; i + 1 < length; i++) {
    if (bytes[i] != '\n') continue;
    if (bytes[i + 1] == '\n') return (uint32_t)i + 2;
    if (i + 2 < length && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') return (uint32_t)i + 3;
  }
  return 0;
}

static uint64_t number_of(Slice s, int base, bool *valid)
{
  uint64_t n = 0;
  *valid = false;
  for (uint32_t i = 0; i < s.length; i++) {
    char c = (char)(s.bytes[i] | 32);
    int digit = c >= '0' && c <= '9' ? c - '0' : base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0 || n > UINT64_MAX / 32) break;
    n = n * (unsigned)base + (unsigned)digit;
    *valid = true;
  }
  return n;
}

/* Chunked transfer coding (RFC 9112, 7.1), as far as the chunks are whole. */
static Slice join_chunks(Arena *arena, Slice body)
{
  char *out = arena_alloc(arena, (size_t)body.length + 1);
  uint32_t n = 0, at = 0;
  if (!out) return SLICE_NONE;
  while (at < body.length) {
    const char *end = memchr(body.bytes + at, '\n', body.length - at);
    bool valid;
    if (!end) break;
    uint64_t size = number_of((Slice){body.bytes + at, (uint32_t)(end - body.bytes) - at}, 16, &valid);
    at = (uint32_t)(end - body.bytes) + 1;
    if (!valid || size == 0) break;
    if (size > body.length - at) size = body.length - at;
    memcpy(out + n, body.bytes + at, size);
    n += (uint32_t)size;
    at += (uint32_t)size;
    while (at < body.length && (body.bytes[at] == '\r' || body.bytes[at] == '\n')) at++;
  }
  return (Slice){out, n};
}

static void *zip_alloc(void *context, unsigned items, unsigned size)
{
  return arena_alloc(context, (size_t)items * size);
}

static void zip_free(void *context, void *block)
{
  (void)context, (void)block;
}

/* gzip or deflate content coding; what could be unpacked of damaged data. */
static Slice unpack(Arena *arena, Slice body)
{
  z_stream zip = {.zalloc = zip_alloc,
                  .zfree = zip_free,
                  .opaque = arena,
                  .next_in = (unsigned char *)(uintptr_t)body.bytes,
                  .avail_in = body.length};
  bool wrapped = body.length >= 2 &&
                 ((unsigned char)body.bytes[0] == 0x1F || ((unsigned char)body.bytes[0] & 0x0F) == 8);
  if (inflateInit2(&zip, wrapped ? 15 + 32 : -15) != Z_OK) return SLICE_NONE;
  Buffer out;
  buffer_init(&out, arena->allocator);
  int code = Z_OK;
  while (code == Z_OK && out.result == NEWS_OK && out.length < UNPACKED_MOST) {
    buffer_reserve(&out, 64 << 10);
    if (out.result != NEWS_OK) break;
    zip.next_out = (unsigned char *)out.bytes + out.length;
    zip.avail_out = 64 << 10;
    code = inflate(&zip, Z_NO_FLUSH);
    out.length += (64 << 10) - zip.avail_out;
    if (zip.avail_in == 0 && zip.avail_out) break;
  }
  inflateEnd(&zip);
  if (out.result != NEWS_OK) arena_fail(arena, out.result, "out of memory");
  Slice copy = arena_copy(arena, (Slice){out.bytes ? out.bytes : "", (uint32_t)out.length});
  buffer_free(&out);
  return copy;
}

static bool contains(Slice s, const char *word)
{
  size_t n = strlen(word);
  for (uint32_t i = 0; s.bytes && i + n <= s.length; i++) {
    if (strncasecmp(s.bytes + i, word, n) == 0) return true;
  }
  return false;
}

/* The page inside an HTTP response, if it is one and HTML. */
static WarcResult read_response(Arena *arena, Slice block, bool wanted, WarcPage *page)
{
  uint32_t end = header_end(block.bytes, block.length < HEADER_MOST ? block.length : HEADER_MOST);
  if (!end || strncmp(block.bytes, "HTTP/", 5) != 0) return WARC_SKIPPED;
  Slice headers = {block.bytes, end}, body = {block.bytes + end, block.length - end};
  const char *status = memchr(headers.bytes, ' ', headers.length);
  Slice type = header_value(headers, "Content-Type"), coding = header_value(headers, "Content-Encoding");
  if (!status || strncmp(status + 1, "200", 3) != 0 || (!contains(type, "html") && type.bytes))
    return WARC_SKIPPED;
  page->charset = charset_declared(type.bytes ? type : SLICE_LITERAL(""));
  if (!wanted) return WARC_PAGE;
  if (contains(header_value(headers, "Transfer-Encoding"), "chunked")) {
    /* Some archivers keep the header and join the chunks: then there is no size to read. */
    bool valid;
    number_of(body, 16, &valid);
    if (valid) body = join_chunks(arena, body);
  }
  if (body.length > 2 && (contains(coding, "gzip") || contains(coding, "deflate")) && body.bytes[0] != '<')
    body = unpack(arena, body);
  page->bytes = body;
  return WARC_PAGE;
}

/* Passes over everything up to the next "WARC/" at the start of a line. */
static bool find_record(Input *input)
{
  for (;;) {
    size_t length;
    const char *bytes = input_peek(input, 64 << 10, &length);
    size_t at = 0;
    while (at + 5 <= length && !(memcmp(bytes + at, "WARC/", 5) == 0 && (at == 0 || bytes[at - 1] == '\n')))
      at++;
    if (at + 5 <= length) {
      input_take(input, at);
      return true;
    }
    if (length < 64 << 10) {
      input_take(input, length);
      return false;
    }
    input_take(input, length - 5);
  }
}

static WarcResult damaged(Arena *arena, WarcPage *page, const char *what)
{
  page->error = arena_format(arena, "%s", what);
  return WARC_DAMAGED;
}

WarcResult warc_next(Arena *arena, Input *input, bool wanted, WarcPage *page)
{
  size_t length;
  *page = (WarcPage){0};
  const char *bytes = input_peek(input, 4, &length);
  while (length && (*bytes == '\r' || *bytes == '\n')) {
    input_take(input, 1);
    bytes = input_peek(input, 4, &length);
  }
  if (length == 0) return *input_error(input) ? damaged(arena, page, input_error(input)) : WARC_END;
  bytes = input_peek(input, HEADER_MOST, &length);
  if (length < 5 || memcmp(bytes, "WARC/", 5) != 0) {
    find_record(input);
    return damaged(arena, page, "WARC record does not begin where the one before says");
  }
  uint32_t end = header_end(bytes, length < HEADER_MOST ? length : HEADER_MOST);
  bool valid;
  Slice headers = arena_copy(arena, (Slice){bytes, end});
  uint64_t size = number_of(header_value(headers, "Content-Length"), 10, &valid);
  if (!end || !valid) {
    input_take(input, 5);
    find_record(input);
    return damaged(arena, page, "WARC record without a valid Content-Length");
  }
  input_take(input, end);
  page->url = header_value(headers, "WARC-Target-URI");
  if (page->url.length > 2 && page->url.bytes[0] == '<' && page->url.bytes[page->url.length - 1] == '>')
    page->url = (Slice){page->url.bytes + 1, page->url.length - 2}; /* as WARC 1.0 writes it */
  bool response = slice_is(header_value(headers, "WARC-Type"), "response");
  if (!response || size > INPUT_MOST) {
    for (uint64_t left = size; left;) {
      input_peek(input, 1, &length);
      if (length == 0) break;
      size_t step = length < left ? length : (size_t)left;
      input_take(input, step);
      left -= step;
    }
    return response ? damaged(arena, page, "record of more than 11 MB") : WARC_SKIPPED;
  }
  bytes = input_peek(input, (size_t)size, &length);
  if (length < size) {
    const char *inside = memmem(bytes, length, "\nWARC/1.", 8);
    input_take(input, inside ? (size_t)(inside - bytes) + 1 : length);
    return damaged(arena, page,
                   *input_error(input) ? input_error(input)
                                       : "WARC record ends too early: its Content-Length is false");
  }
  /* Behind a record stand two line ends.  Where they do not and another record begins
  ** inside, the length is false: go on with that one. */
  bytes = input_peek(input, (size_t)size + 2, &length);
  const char *inner = length > size && bytes[size] != '\r' && bytes[size] != '\n'
                          ? memmem(bytes, (size_t)size, "\nWARC/1.", 8)
                          : NULL;
  if (inner) {
    input_take(input, (size_t)(inner - bytes) + 1);
    return damaged(arena, page, "WARC record runs into the next: its Content-Length is false");
  }
  WarcResult result = read_response(arena, (Slice){bytes, (uint32_t)size}, wanted, page);
  if (page->bytes.bytes >= bytes && page->bytes.bytes < bytes + size)
    page->bytes = arena_copy(arena, page->bytes);
  input_take(input, (size_t)size);
  return result;
}
