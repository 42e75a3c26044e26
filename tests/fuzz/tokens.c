/* tokens.c: tokens of any bytes lie in order, each in a sentence, each sentence in a paragraph, and
** no byte of a word is lost between them. */
#include "fuzz_text.h"

static void check_tokens(const Text *text)
{
  uint32_t behind = 0;
  for (uint32_t i = 0; i < text->token_count; i++) {
    const Token *t = &text->tokens[i];
    for (uint32_t at = behind; at < t->start;) {
      CharClass class = char_class(utf8_next(text->bytes, t->start, &at));
      PROMISE(class != CHAR_UPPER && class != CHAR_LOWER && class != CHAR_LETTER && class != CHAR_DIGIT);
    }
    promise_span(text, t->start, t->end, &behind, true);
    PROMISE(t->sentence < text->sentence_count);
  }
}

static void check_sentences(const Text *text)
{
  uint32_t token = 0, behind = 0;
  for (uint32_t i = 0; i < text->sentence_count; i++) {
    const Sentence *s = &text->sentences[i];
    promise_span(text, s->start, s->end, &behind, true);
    PROMISE(s->first_token == token && s->last_token > token && s->paragraph < text->paragraph_count);
    token = s->last_token;
    PROMISE(text->tokens[s->first_token].start >= s->start && text->tokens[token - 1].end <= s->end);
  }
  PROMISE(token == text->token_count);
}

static void check_paragraphs(const Text *text)
{
  uint32_t token = 0, behind = 0;
  for (uint32_t i = 0; i < text->paragraph_count; i++) {
    const Paragraph *p = &text->paragraphs[i];
    promise_span(text, p->start, p->end, &behind, true);
    PROMISE(p->first_token == token && p->last_token > token);
    token = p->last_token;
  }
  PROMISE(token == text->token_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  FuzzText fuzz;
  const Text *text = fuzz_text_begin(&fuzz, bytes, length);
  check_tokens(text);
  check_sentences(text);
  check_paragraphs(text);
  fuzz_text_end(&fuzz);
  return 0;
}
