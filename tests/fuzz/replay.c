/* replay.c: a target's saved inputs, once each.  replay FILE ... prints their number. */
#include "fuzz.h"

int main(int arguments, char **argument)
{
  int count = 0;
  for (int i = 1; i < arguments; i++) {
    FILE *file = fopen(argument[i], "rb");
    if (!file) {
      fprintf(stderr, "replay: cannot open '%s'\n", argument[i]);
      return 1;
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(size > 0 ? (size_t)size : 1); /* exactly as long: a byte behind is a report */
    size_t length = bytes && size > 0 ? fread(bytes, 1, (size_t)size, file) : 0;
    fclose(file);
    if (!bytes) return 1;
    LLVMFuzzerTestOneInput(bytes, length);
    free(bytes);
    count++;
  }
  printf("%d passed, 0 failed\n", count);
  return 0;
}
