/* position.c: an index of character counts. */
#include "analysis/position.h"

#include <string.h>

enum { STEP = 64 };

/* Adds the characters that begin in [from, to); *inside as in PositionIndex. */
static uint32_t count(const char *bytes, uint32_t from, uint32_t to, bool *inside)
{
  uint32_t characters = 0, i = from;
  while (i < to) {
    uint64_t word;
    if (to - i >= sizeof word) { /* most of a text is ASCII, which eight bytes tell at once */
      memcpy(&word, bytes + i, sizeof word);
      if (!(word & 0x8080808080808080u)) {
        characters += sizeof word;
        i += sizeof word;
        *inside = false;
        continue;
      }
    }
    uint32_t end = to - i > sizeof word ? i + (uint32_t)sizeof word : to;
    for (; i < end; i++) {
      unsigned char byte = (unsigned char)bytes[i];
      bool continues = (byte & 0xC0) == 0x80 && *inside;
      characters += !continues;
      *inside = continues || byte >= 0xC0;
    }
  }
  return characters;
}

static void build(PositionIndex *index, const Allocator *allocator, const char *bytes, uint32_t length)
{
  uint32_t high = 0;
  for (uint32_t i = 0; i < length; i++) high |= (unsigned char)bytes[i];
  index->ascii = high < 0x80;
  index->ready = true;
  if (index->ascii) return;
  uint32_t blocks = length / STEP + 1, characters = 0;
  bool inside = false;
  index->marks = allocator->resize(allocator->context, NULL, blocks * sizeof *index->marks);
  if (!index->marks) return;
  for (uint32_t k = 0; k < blocks; k++) {
    index->marks[k] = characters << 1 | inside;
    uint32_t end = length - k * STEP < STEP ? length : (k + 1) * STEP;
    characters += count(bytes, k * STEP, end, &inside);
  }
}

uint32_t position_characters(PositionIndex *index, const Allocator *allocator, const char *bytes,
                             uint32_t length, uint32_t byte)
{
  if (!index->ready) build(index, allocator, bytes, length);
  if (index->ascii) return byte;
  uint32_t block = index->marks ? byte / STEP : 0;
  uint32_t mark = index->marks ? index->marks[block] : 0;
  bool inside = mark & 1;
  return (mark >> 1) + count(bytes, block * STEP, byte, &inside);
}

void position_index_free(PositionIndex *index, const Allocator *allocator)
{
  if (index->marks) allocator->release(allocator->context, index->marks);
  *index = (PositionIndex){0};
}
