/* name.c: the key that spellings of one name share. */
#include "compare/name.h"

void name_key(Arena *arena, Slice text, Buffer *out)
{
  Name *name = arena_alloc(arena, sizeof *name);
  if (!name) return;
  name_parse(text, name);
  bool bare = true; /* nothing but titles, particles and forms: then they are the name */
  for (uint32_t i = 0; i < name->count; i++)
    bare &= name->words[i].kind > NAME_NUMBER && name->words[i].kind != NAME_KIND;
  size_t from = out->length;
  for (uint32_t i = 0; i < name->count; i++) {
    const NameWord *word = &name->words[i];
    switch (word->kind) {
    case NAME_PARTICLE:
    case NAME_TITLE:
    case NAME_SUFFIX:
    case NAME_STOP:
    case NAME_FORM:
      if (!bare) continue;
      break;
    default: break;
    }
    if (out->length > from) buffer_append_byte(out, ' ');
    buffer_append(out, word->key, word->key_length);
  }
}
