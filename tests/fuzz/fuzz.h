/*
** fuzz.h: what a fuzz target offers, and how it complains.
**
** A target is one file with LLVMFuzzerTestOneInput.  Linked with libFuzzer it searches
** (make fuzz); linked with replay.c it runs saved inputs (make test).  A broken promise
** aborts, which either of them reports with the input.
*/
#ifndef NEWS_FUZZ_H
#define NEWS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define PROMISE(holds)                                                                                       \
  do {                                                                                                       \
    if (!(holds)) {                                                                                          \
      fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #holds);                                    \
      abort();                                                                                               \
    }                                                                                                        \
  } while (0)

#endif
