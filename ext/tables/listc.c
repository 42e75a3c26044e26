/*
** listc.c: the compiler of the big name lists, a program of the build.
**
**   listc NAME BITS=FILE ... > lists.c
**
** Each FILE has a name a line (# comments); names become token hashes with the
** tokeniser of the library, so that a look-up needs no bytes.  entity/place.h tells
** the result.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entity/place.h"
#include "text/lexicon.h"

enum { SLOTS = 1 << 19 };

static uint32_t prints[SLOTS];
static uint8_t lists[SLOTS];
static uint32_t used;

static void enter(uint32_t phrase, uint8_t bits)
{
  phrase += phrase == 0;
  uint32_t slot = phrase & (SLOTS - 1);
  while (prints[slot] && prints[slot] != phrase) slot = (slot + 1) & (SLOTS - 1);
  used += !prints[slot];
  if (used * 10 > SLOTS * 9) {
    fprintf(stderr, "listc: too many names\n");
    exit(1);
  }
  prints[slot] = phrase;
  lists[slot] |= bits;
}

static void enter_name(Arena *arena, const char *line, uint8_t bits)
{
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
  arena_init(&arena, &allocator_libc);
  for (int i = 2; i < count; i++) {
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
  printf("/* Made by listc. */\n#include \"entity/place.h\"\nstatic const uint32_t prints[] = {\n");
  for (int i = 0; i < SLOTS; i++) printf("%u,%s", prints[i], i % 16 == 15 ? "\n" : "");
  printf("};\nstatic const uint8_t lists[] = {\n");
  for (int i = 0; i < SLOTS; i++) printf("%u,%s", lists[i], i % 32 == 31 ? "\n" : "");
  printf("};\nconst NameList %s = {prints, lists, %uu};\n", count > 1 ? arguments[1] : "names", SLOTS - 1);
  return fflush(stdout) == 0 ? 0 : 1;
}
