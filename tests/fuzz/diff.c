/* diff.c: two texts: matches are the same in both directions, and the rows of a diff give both texts'
** tokens back, each once and in order. */
#include "compare/compare.h"
#include "fuzz_pair.h"

/* The tokens of a text that begin in the span, from *token on: none is left out. */
static void pass_tokens(const Text *text, Span span, uint32_t *token)
{
  PROMISE(span.start <= span.end && span.end <= text->length);
  PROMISE(*token == text->token_count || text->tokens[*token].start >= span.start || span.start == span.end);
  while (*token < text->token_count && text->tokens[*token].start < span.end) {
    PROMISE(text->tokens[*token].end <= span.end);
    ++*token;
  }
}

/* Tokens of one text's span are those of the other's, but for case and the form of marks. */
static void check_same(const Text *a, uint32_t a_from, uint32_t a_to, const Text *b, uint32_t b_from)
{
  for (; a_from < a_to; a_from++, b_from++) {
    bool marks = a->tokens[a_from].kind == TOKEN_QUOTE && b->tokens[b_from].kind == TOKEN_QUOTE;
    PROMISE(marks || a->tokens[a_from].hash == b->tokens[b_from].hash);
  }
}

static void check_diff(const Text *a, const Text *b, const Diff *diff)
{
  uint32_t from_a = 0, from_b = 0;
  for (uint32_t i = 0; i < diff->rows.count; i++) {
    const DiffRow *row = &diff->rows.items[i];
    uint32_t a_before = from_a, b_before = from_b;
    pass_tokens(a, row->a, &from_a);
    pass_tokens(b, row->b, &from_b);
    PROMISE((row->op == DIFF_INSERT) == (from_a == a_before));
    PROMISE((row->op == DIFF_DELETE) == (from_b == b_before));
    if (row->op != DIFF_SAME) continue;
    PROMISE(from_a - a_before == from_b - b_before);
    check_same(a, a_before, from_a, b, b_before);
  }
  PROMISE(from_a == a->token_count && from_b == b->token_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  Arena arena;
  Diff diff = {0};
  unsigned char hash[2][MINHASH_BYTES];
  FuzzPair texts = fuzz_pair(bytes, length);
  arena_init(&arena, &allocator_libc);
  const Text *a = text_make(&arena, texts.a.bytes, texts.a.length);
  const Text *b = text_make(&arena, texts.b.bytes, texts.b.length);
  PROMISE(a && b);
  promise_match(quote_match(&arena, a, b), quote_match(&arena, b, a));
  promise_match(text_match(&arena, a, b), text_match(&arena, b, a));
  PROMISE(minhash_make(&arena, a, hash[0]) == NEWS_OK);
  PROMISE(minhash_make(&arena, b, hash[1]) == NEWS_OK);
  promise_match(minhash_match(hash[0], hash[1]), minhash_match(hash[1], hash[0]));
  PROMISE(diff_texts(&arena, a, b, &diff) == NEWS_OK);
  check_diff(a, b, &diff);
  arena_free(&arena);
  return 0;
}
