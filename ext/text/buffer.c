/* buffer.c: a growing run of bytes. */
#include <string.h>

#include "news.h"

void buffer_init(Buffer *buffer, const Allocator *allocator)
{
  *buffer = (Buffer){.allocator = allocator};
}

void buffer_free(Buffer *buffer)
{
  if (buffer->bytes) buffer->allocator->release(buffer->allocator->context, buffer->bytes);
  *buffer = (Buffer){.allocator = buffer->allocator};
}

void buffer_clear(Buffer *buffer)
{
  buffer->length = 0;
  if (buffer->bytes) buffer->bytes[0] = '\0';
}

void buffer_reserve(Buffer *buffer, size_t more)
{
  if (buffer->result != NEWS_OK || more < buffer->capacity - buffer->length) return;
  if (more > SIZE_MAX / 4 - buffer->length) {
    buffer->result = NEWS_TOO_BIG;
    return;
  }
  size_t capacity = buffer->capacity ? buffer->capacity * 2 : 256;
  while (capacity <= buffer->length + more) capacity *= 2;
  char *bytes = buffer->allocator->resize(buffer->allocator->context, buffer->bytes, capacity);
  if (!bytes) {
    buffer->result = NEWS_NOMEM;
    return;
  }
  buffer->bytes = bytes;
  buffer->capacity = capacity;
}

void buffer_append(Buffer *buffer, const char *bytes, size_t length)
{
  buffer_reserve(buffer, length);
  if (buffer->result != NEWS_OK) return;
  if (length) memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
  buffer->bytes[buffer->length] = '\0';
}

void buffer_append_text(Buffer *buffer, const char *zero_terminated)
{
  buffer_append(buffer, zero_terminated, strlen(zero_terminated));
}

void buffer_append_byte(Buffer *buffer, char byte)
{
  buffer_append(buffer, &byte, 1);
}
