/*
** name.c: the key that spellings of one name share.
**
** A key is a name, too, and its own key.  So the case of letters does not matter to it,
** spelling rules are applied until they change nothing, and a word that stays must not
** become one that goes (Marshall is no marshal).
*/
#include <string.h>

#include "compare/name.h"

#define MOST_SPELLINGS 6 /* rounds of rules; they shorten, or turn a letter into a plainer one */
#define MOST_ROUNDS    4 /* of the whole, for what words do to each other */

static void settle(NameWord *word)
{
  NameWord spelled = *word;
  for (int i = 0; i < MOST_SPELLINGS; i++) {
    if (spelled.key_length == spelled.length && memcmp(spelled.key, spelled.letters, spelled.length) == 0)
      break;
    memcpy(spelled.letters, spelled.key, sizeof spelled.letters);
    spelled.length = spelled.key_length;
    name_spell(&spelled);
  }
  bool goes = name_may_drop(spelled.key, spelled.key_length) && !name_may_drop(word->letters, word->length);
  memcpy(word->key, goes ? word->letters : spelled.key, sizeof word->key);
  word->key_length = goes ? word->length : spelled.key_length;
}

static void write_key(Name *name, Slice text, Buffer *out)
{
  name_parse(text, true, name);
  bool bare = true; /* nothing but titles, particles and forms: then they are the name */
  for (uint32_t i = 0; i < name->count; i++) {
    bare &= name_drops(&name->words[i]) || name->words[i].kind == NAME_GENERATION;
  }
  size_t from = out->length;
  for (uint32_t i = 0; i < name->count; i++) {
    NameWord *word = &name->words[i];
    if (name_drops(word) && !bare) continue;
    settle(word);
    if (out->length > from) buffer_append_byte(out, ' ');
    buffer_append(out, word->key, word->key_length);
  }
}

void name_key(Arena *arena, Slice text, Buffer *out)
{
  Name *name = arena_alloc(arena, sizeof *name);
  if (!name) return;
  size_t from = out->length;
  write_key(name, text, out);
  for (int i = 0; i < MOST_ROUNDS; i++) {
    size_t length = out->length - from;
    if (length == 0) return;
    Slice key = arena_copy(arena, (Slice){out->bytes + from, (uint32_t)length});
    if (!key.bytes) return;
    out->length = from;
    write_key(name, key, out);
    if (out->length - from == length && memcmp(out->bytes + from, key.bytes, length) == 0) break;
  }
}
