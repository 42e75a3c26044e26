/* sort.c: a stable merge sort in an arena, for what is nearly in order already. */
#include <string.h>

#include "news.h"

typedef struct Sorter {
  Arena *arena;
  size_t count, size;
  int (*compare)(const void *, const void *);
  size_t steps;
} Sorter;

/* The end of the run of items in order that begins at `from`. */
static size_t run_end(Sorter *s, const char *items, size_t from)
{
  size_t at = from + 1;
  while (at < s->count && arena_every(s->arena, s->steps++) &&
         s->compare(items + (at - 1) * s->size, items + at * s->size) <= 0)
    at++;
  return at < s->count ? at : s->count;
}

/* Merges the runs [first, middle) and [middle, end) of `from` into the same place of `to`. */
static void merge(Sorter *s, const char *from, size_t first, size_t middle, size_t end, char *to)
{
  size_t left = first, right = middle;
  for (size_t at = first; at < end && arena_every(s->arena, s->steps++); at++) {
    bool take_left =
        left < middle && (right == end || s->compare(from + left * s->size, from + right * s->size) <= 0);
    size_t taken = take_left ? left++ : right++;
    memcpy(to + at * s->size, from + taken * s->size, s->size);
  }
}

void arena_sort(Arena *arena, void *items, size_t count, size_t size,
                int (*compare)(const void *, const void *))
{
  if (!count || !items) return;
  Sorter s = {arena, count, size, compare, 0};
  char *from = items, *to = NULL;
  while (arena->result == NEWS_OK && run_end(&s, from, 0) < count) {
    if (!to) to = arena_alloc(arena, count * size);
    if (!to) return;
    for (size_t first = 0; first < count && arena->result == NEWS_OK;) {
      size_t middle = run_end(&s, from, first), end = middle < count ? run_end(&s, from, middle) : middle;
      merge(&s, from, first, middle, end, to);
      first = end;
    }
    char *sorted = to;
    to = from;
    from = sorted;
  }
  if (from != items && arena->result == NEWS_OK) memcpy(items, from, count * size);
}
