/* lexicon.c: the longest listed phrase at a token. */
#include "text/lexicon.h"

#include <string.h>

#include "text/text.h"

/* Does the entry's next token, at *key, equal these bytes, folded?  Moves *key
** behind it and its blank. */
static bool same_token(const char **key, const char *end, const char *bytes, uint32_t length)
{
  char folded[256];
  uint32_t n = text_fold(bytes, length, folded, sizeof folded);
  if (n > sizeof folded || n > (size_t)(end - *key)) return false;
  if (memcmp(*key, folded, n) != 0) return false;
  const char *behind = *key + n;
  if (behind < end && *behind != ' ') return false;
  *key = behind < end ? behind + 1 : behind;
  return true;
}

static bool same_phrase(const Lexicon *lexicon, const LexiconEntry *entry, const Text *text, uint32_t from)
{
  const char *key = lexicon->pool + entry->text, *end = key + entry->length;
  for (uint32_t i = 0; i < entry->tokens; i++) {
    const Token *t = &text->tokens[from + i];
    if (!same_token(&key, end, text->bytes + t->start, t->end - t->start)) return false;
  }
  return key == end;
}

int32_t lexicon_find(const Lexicon *lexicon, const Text *text, uint32_t from, uint32_t limit,
                     uint32_t *tokens)
{
  int32_t row = -1;
  uint32_t phrase = 0;
  *tokens = 0;
  if (limit > text->token_count) limit = text->token_count;
  for (uint32_t i = from; i < limit; i++) {
    phrase = lexicon_extend(phrase, text->tokens[i].hash);
    const LexiconEntry *found = NULL;
    for (uint32_t slot = phrase & lexicon->mask; lexicon->slots[slot]; slot = (slot + 1) & lexicon->mask) {
      const LexiconEntry *entry = &lexicon->entries[lexicon->slots[slot] - 1];
      if (entry->hash == phrase && entry->tokens == i - from + 1 && same_phrase(lexicon, entry, text, from)) {
        found = entry;
        break;
      }
    }
    if (!found) break;
    if (found->row >= 0) {
      row = found->row;
      *tokens = i - from + 1;
    }
    if (!found->more) break;
  }
  return row;
}

/* The row of a word with the given hash of its folded form. */
static int32_t find_hashed(const Lexicon *lexicon, uint32_t hash, const char *bytes, uint32_t length)
{
  uint32_t phrase = lexicon_extend(0, hash);
  for (uint32_t slot = phrase & lexicon->mask; lexicon->slots[slot]; slot = (slot + 1) & lexicon->mask) {
    const LexiconEntry *entry = &lexicon->entries[lexicon->slots[slot] - 1];
    if (entry->hash != phrase || entry->tokens != 1 || entry->row < 0) continue;
    const char *key = lexicon->pool + entry->text, *end = key + entry->length;
    if (same_token(&key, end, bytes, length) && key == end) return entry->row;
  }
  return -1;
}

int32_t lexicon_find_token(const Lexicon *lexicon, const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  return find_hashed(lexicon, t->hash, text->bytes + t->start, t->end - t->start);
}

int32_t lexicon_find_word(const Lexicon *lexicon, const char *bytes, uint32_t length)
{
  return find_hashed(lexicon, text_fold_hash(bytes, length), bytes, length);
}
