/* text.c: making a Text and asking it small questions. */
#include "text/text.h"

#include <string.h>

#include "text/token.h"

Text *text_make(Arena *arena, const char *bytes, size_t length)
{
  const char *nul = length ? memchr(bytes, 0, length) : NULL;
  if (nul) length = (size_t)(nul - bytes);
  if (length > INT32_MAX) {
    arena_fail(arena, NEWS_TOO_BIG, "text of 2 GiB or more");
    return NULL;
  }
  Text *text = arena_alloc(arena, sizeof *text);
  if (!text) return NULL;
  text->bytes = bytes;
  text->length = (uint32_t)length;
  token_split(arena, text);
  sentence_split(arena, text);
  return arena_running(arena) ? text : NULL;
}

bool text_is_whole(const Text *text, uint32_t i, const char *word)
{
  const Token *t = &text->tokens[i];
  uint32_t length = t->end - t->start;
  if (t->flags & TOKEN_NON_ASCII || (t->flags & TOKEN_CLITIC)) {
    char folded[32];
    uint32_t n = text_fold(text->bytes + t->start, length, folded, sizeof folded);
    return n <= sizeof folded && strlen(word) == n && memcmp(folded, word, n) == 0;
  }
  for (uint32_t at = t->start; at < t->end; at++, word++) {
    char c = text->bytes[at];
    if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
    if (c != *word || !c) return false;
  }
  return *word == '\0';
}

char text_quote_of(const Text *text, uint32_t i)
{
  if (i >= text->token_count || text->tokens[i].kind != TOKEN_QUOTE) return 0;
  uint32_t at = text->tokens[i].start, start = at;
  uint32_t c = utf8_next(text->bytes, text->length, &at);
  bool two = text->tokens[i].end > at && at == start + 1;
  switch (c) {
  case '"':
  case 0xFF02:
  case 0x2033: return '"';
  case '\'': return two ? '"' : '\'';
  case '`': return two ? 'L' : 'l';
  case 0xFF07:
  case 0x2032:
  case 0xB4: return '\'';
  case 0x201C:
  case 0xAB:
  case 0x201F: return 'L';
  case 0x201D:
  case 0xBB: return 'R';
  case 0x2018:
  case 0x2039:
  case 0x201B: return 'l';
  case 0x2019:
  case 0x203A: return 'r';
  case 0x201E:
  case 0x201A: return ',';
  default: return 0;
  }
}

uint32_t text_token_at(const Text *text, uint32_t byte)
{
  uint32_t low = 0, high = text->token_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (text->tokens[middle].end > byte) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
