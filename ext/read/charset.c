/* charset.c: any encoding becomes UTF-8. */
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "read/document.h"
#include "text/text.h"

static bool is_utf8(Slice s)
{
  for (uint32_t at = 0; at < s.length;) {
    if ((unsigned char)s.bytes[at] < 0x80)
      at++;
    else if (utf8_next(s.bytes, s.length, &at) == UTF8_INVALID)
      return false;
  }
  return true;
}

/* Windows-1252, whose five undefined bytes become U+FFFD. */
static Slice from_1252(Arena *arena, Slice s)
{
  static const uint16_t high[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  char *out = arena_alloc(arena, (size_t)s.length * 3 + 1);
  if (!out) return SLICE_NONE;
  uint32_t n = 0;
  for (uint32_t i = 0; i < s.length; i++) {
    unsigned char byte = (unsigned char)s.bytes[i];
    n += utf8_write(byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte, out + n);
  }
  return (Slice){out, n};
}

/* Through iconv; what it cannot read becomes U+FFFD.  NONE where it does not know
** the encoding. */
static Slice from_named(Arena *arena, Slice s, const char *name)
{
  iconv_t converter = iconv_open("UTF-8", name);
  if (converter == (iconv_t)-1) {
    if (errno == ENOMEM) arena_fail(arena, NEWS_NOMEM, "out of memory");
    return SLICE_NONE;
  }
  Buffer out;
  buffer_init(&out, arena->allocator);
  char *in = (char *)(uintptr_t)s.bytes, piece[4096];
  size_t left = s.length;
  while (left && out.result == NEWS_OK) {
    char *to = piece;
    size_t room = sizeof piece;
    size_t code = iconv(converter, &in, &left, &to, &room);
    buffer_append(&out, piece, sizeof piece - room);
    if (code == (size_t)-1 && errno != E2BIG) { /* an invalid or cut sequence */
      buffer_append(&out, "\xEF\xBF\xBD", 3);
      if (left) in++, left--;
    }
  }
  iconv_close(converter);
  if (out.result != NEWS_OK) arena_fail(arena, out.result, "out of memory");
  Slice copy = arena_copy(arena, (Slice){out.bytes ? out.bytes : "", (uint32_t)out.length});
  buffer_free(&out);
  return copy;
}

Slice charset_decode(Arena *arena, Slice bytes, Slice declared)
{
  if (bytes.length >= 3 && memcmp(bytes.bytes, "\xEF\xBB\xBF", 3) == 0) {
    bytes.bytes += 3;
    bytes.length -= 3;
    declared = SLICE_NONE;
  } else if (bytes.length >= 2 && memcmp(bytes.bytes, "\xFF\xFE", 2) == 0) {
    return from_named(arena, (Slice){bytes.bytes + 2, bytes.length - 2}, "UTF-16LE");
  } else if (bytes.length >= 2 && memcmp(bytes.bytes, "\xFE\xFF", 2) == 0) {
    return from_named(arena, (Slice){bytes.bytes + 2, bytes.length - 2}, "UTF-16BE");
  }
  if (is_utf8(bytes)) return bytes; /* also where a page declares another: its tools then lied */
  char name[64];
  if (declared.bytes && declared.length < sizeof name) {
    memcpy(name, declared.bytes, declared.length);
    name[declared.length] = '\0';
    if (strncasecmp(name, "utf", 3) != 0 && strncasecmp(name, "iso-8859-1", 11) != 0 &&
        strcasecmp(name, "latin1") != 0) {
      Slice decoded = from_named(arena, bytes, name);
      if (decoded.bytes) return decoded;
    }
    /* Broken UTF-8 stays what it is; a few bad bytes do not make it windows-1252. */
    if (strncasecmp(name, "utf-8", 6) == 0) return from_named(arena, bytes, "UTF-8");
  }
  return from_1252(arena, bytes);
}

Slice charset_declared(Slice start)
{
  uint32_t end = start.length < 4096 ? start.length : 4096;
  for (uint32_t i = 0; i + 9 < end; i++) {
    if (start.bytes[i] != 'c' && start.bytes[i] != 'C' && start.bytes[i] != 'e') continue;
    uint32_t at;
    if (strncasecmp(start.bytes + i, "charset", 7) == 0)
      at = i + 7;
    else if (strncmp(start.bytes + i, "encoding", 8) == 0)
      at = i + 8;
    else
      continue;
    while (at < end && strchr(" =\"'", start.bytes[at])) at++;
    uint32_t from = at;
    while (at < end && !strchr(" \"'>;/?", start.bytes[at])) at++;
    if (at > from) return (Slice){start.bytes + from, at - from};
  }
  return SLICE_NONE;
}
