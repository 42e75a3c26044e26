/* slice.c: borrowed bytes. */
#include <string.h>

#include "news.h"

Slice slice_of(const char *zero_terminated)
{
  if (!zero_terminated) return SLICE_NONE;
  return (Slice){zero_terminated, (uint32_t)strlen(zero_terminated)};
}

bool slice_equal(Slice a, Slice b)
{
  if (!a.bytes || !b.bytes) return a.bytes == b.bytes;
  return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

bool slice_is(Slice a, const char *zero_terminated)
{
  return a.bytes && a.length == strlen(zero_terminated) && memcmp(a.bytes, zero_terminated, a.length) == 0;
}

int slice_compare(Slice a, Slice b)
{
  uint32_t least = a.length < b.length ? a.length : b.length;
  int order = least ? memcmp(a.bytes, b.bytes, least) : 0;
  if (order) return order;
  return a.length < b.length ? -1 : a.length > b.length;
}

static bool is_blank(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

Slice slice_trim(Slice a)
{
  while (a.length && is_blank(a.bytes[0])) a.bytes++, a.length--;
  while (a.length && is_blank(a.bytes[a.length - 1])) a.length--;
  return a;
}
