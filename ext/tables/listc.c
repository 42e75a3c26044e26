/*
** listc.c: the compiler of the big name lists, a program of the build.
**
**   listc NAME SLOTS BITS=FILE ... > lists.c
**
** Each FILE has a name a line (# comments), and behind a tab bits of its own, if it has any;
** names become token hashes with the tokeniser of the library, so that a look-up needs no
** bytes.  SLOTS is a power of two, more than there are names.  entity/place.h tells the result.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entity/place.h"
#include "text/lexicon.h"

enum { SLOTS_MOST = 1 << 20 };

static uint32_t slots[SLOTS_MOST], mask, used;

static void enter(uint32_t phrase, uint8_t bits)
{
  uint32_t slot = phrase & mask;
  while (slots[slot] && (slots[slot] ^ phrase) >= 0x100) slot = (slot + 1) & mask;
  used += !slots[slot];
  if (used / 9 > mask / 10) {
    fprintf(stderr, "listc: too many names\n");
    exit(1);
  }
  slots[slot] = (phrase & ~0xFFu) | (slots[slot] & 0xFF) | bits;
}

static void enter_name(Arena *arena, char *line, uint8_t bits)
{
  char *tab = strchr(line, '\t');
  if (tab) {
    bits = (uint8_t)atoi(tab);
    *tab = '\0';
  }
  const Text *text = text_make(arena, line, strlen(line));
  uint32_t phrase = 0;
  for (uint32_t i = 0; text && i < text->token_count; i++) {
    phrase = lexicon_extend(phrase, text->tokens[i].hash);
    enter(phrase, i + 1 < text->token_count ? LIST_MORE : bits);
  }
  arena_reset(arena);
}

int main(int count, char **arguments)
{
  Arena arena;
  if (count < 4 || atoi(arguments[2]) < 1 || atoi(arguments[2]) > SLOTS_MOST) {
    fprintf(stderr, "usage: listc NAME SLOTS BITS=FILE ...\n");
    return 2;
  }
  mask = (uint32_t)atoi(arguments[2]) - 1;
  arena_init(&arena, &allocator_libc);
  for (int i = 3; i < count; i++) {
    char *path = strchr(arguments[i], '='), line[1024];
    FILE *in = path ? fopen(path + 1, "r") : NULL;
    if (!in) {
      fprintf(stderr, "listc: cannot read %s\n", arguments[i]);
      return 1;
    }
    while (fgets(line, sizeof line, in)) {
      line[strcspn(line, "\r\n")] = '\0';
      if (line[0] && line[0] != '#') enter_name(&arena, line, (uint8_t)atoi(arguments[i]));
    }
    fclose(in);
  }
  arena_free(&arena);
  printf("/* Made by listc. */\n#include \"entity/place.h\"\nstatic const uint32_t slots[] = {\n");
  for (uint32_t i = 0; i <= mask; i++) printf("%u,%s", slots[i], i % 16 == 15 ? "\n" : "");
  printf("};\nconst NameList %s = {slots, %uu};\n", arguments[1], mask);
  return fflush(stdout) == 0 ? 0 : 1;
}
