/* sentence.c: where sentences and paragraphs end. */
#include <string.h>

#include "text/abbreviation.h"
#include "text/token.h"

/* The length in bytes below which a line that ends without a full stop is
** taken for a heading or a list item, not for a wrapped line of prose. */
enum { SHORT_LINE = 60 };

/* No sentence has more tokens: what has is cut.  So all that looks at a sentence takes bounded time
** and memory. */
enum { SENTENCE_MOST = 1000 };

static bool is_closing_bracket(const Token *t)
{
  return t->kind == TOKEN_PUNCTUATION && (t->mark == ')' || t->mark == ']');
}

/* Full stop, question and exclamation mark, ellipsis. */
static bool is_terminal(const Token *t)
{
  return t->kind == TOKEN_PUNCTUATION &&
         (t->mark == '.' || t->mark == '!' || t->mark == '?' || t->mark == '_');
}

/* Abbreviation tokens that can stand at the end of a sentence, judged with the
** token behind them. */
static bool abbreviation_ends(const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i], *next = &text->tokens[i + 1];
  uint32_t letters = 0;
  for (uint32_t at = t->start; at < t->end; at++) letters += text->bytes[at] != '.';
  int32_t row = lexicon_find_word(&text_abbreviations, text->bytes + t->start, t->end - t->start - 1);
  if (row >= 0 && letters > 1) {
    AbbreviationKind kind = text_abbreviations_rows[row].kind;
    if (kind == ABBREVIATION_TITLE || kind == ABBREVIATION_NUMBERED) return false;
  }
  if (next->kind == TOKEN_QUOTE) return letters > 1;
  return (next->flags & TOKEN_CAPITAL) &&
         lexicon_find_word(&text_sentence_starters, text->bytes + next->start, next->end - next->start) >= 0;
}

/* Can a sentence begin with this token? */
static bool can_start(const Token *t)
{
  if (t->kind == TOKEN_WORD) {
    return (t->flags & (TOKEN_CAPITAL | TOKEN_INNER_CAPITAL)) ||
           ((t->flags & TOKEN_NON_ASCII) && !(t->flags & TOKEN_GLUED));
  }
  if (t->kind == TOKEN_PUNCTUATION) {
    return t->mark == '(' || t->mark == '[' || t->mark == '~' || t->mark == '_' || t->mark == '-';
  }
  if (t->kind == TOKEN_NUMBER) return !(t->flags & TOKEN_GLUED);
  return t->kind == TOKEN_QUOTE || t->kind == TOKEN_SYMBOL || t->kind == TOKEN_LINK;
}

/* Does a single line end before token `next` also end the sentence? */
static bool line_ends(const Text *text, uint32_t line_start, uint32_t last, uint32_t next)
{
  const Token *t = &text->tokens[last], *n = &text->tokens[next];
  if (!can_start(n)) return false;
  if (is_terminal(t) || is_closing_bracket(t) || t->kind == TOKEN_QUOTE || t->mark == ':') return true;
  if (n->kind == TOKEN_SYMBOL || n->mark == '~' || n->mark == '-') return true; /* a list sign */
  return t->end - line_start < SHORT_LINE;
}

typedef struct Splitter {
  Arena *arena;
  Text *text;
  VECTOR(Sentence) sentences;
  VECTOR(Paragraph) paragraphs;
} Splitter;

static void close_sentence(Splitter *s, uint32_t first, uint32_t behind)
{
  Sentence *sentence = vector_push(s->arena, &s->sentences);
  if (!sentence) return;
  uint32_t number = s->sentences.count - 1;
  Token *tokens = s->text->tokens;
  *sentence = (Sentence){tokens[first].start, tokens[behind - 1].end, first, behind, s->paragraphs.count - 1};
  tokens[first].flags |= TOKEN_SENTENCE_START;
  for (uint32_t i = first; i < behind; i++) tokens[i].sentence = number;
}

/* The form of the double mark that is open behind a mark of form `quote`, where one of form
** `open` was open before it (0: none).  A straight mark closes whatever is open, and “ closes „. */
static char open_behind(char open, char quote)
{
  switch (quote) {
  case '"': return open ? 0 : '"';
  case 'L': return open == ',' ? 0 : 'L';
  case ',': return ',';
  case 'R': return 0;
  default: return open;
  }
}

/* Behind the terminal mark at i: further terminals, brackets and closing marks that belong to
** the sentence. */
static uint32_t absorb_closers(const Text *text, uint32_t i, uint32_t end, char *open)
{
  uint32_t at = i + 1;
  while (at < end && at - i < SENTENCE_MOST && (text->tokens[at].flags & TOKEN_GLUED)) {
    const Token *t = &text->tokens[at];
    char quote = t->kind == TOKEN_QUOTE ? text_quote_of(text, at) : 0;
    if (quote == '"' || quote == 'L' || quote == ',') {
      if (open_behind(*open, quote)) break;
    } else if (quote == 'l') {
      break;
    } else if (quote == '\'') {
      if (at + 1 < end && (text->tokens[at + 1].flags & TOKEN_GLUED)) break;
    } else if (!quote && !is_terminal(t) && !is_closing_bracket(t)) {
      break;
    }
    *open = open_behind(*open, quote);
    at++;
  }
  return at;
}

static void split_paragraph(Splitter *s, uint32_t first, uint32_t end)
{
  const Text *text = s->text;
  uint32_t start = first, line_start = text->tokens[first].start;
  char open = 0;
  for (uint32_t i = first; i < end && arena_every(s->arena, i);) {
    const Token *t = &text->tokens[i];
    uint32_t next = i + 1;
    bool boundary = false;
    if (t->flags & TOKEN_LINE_START) line_start = t->start;
    if (is_terminal(t)) {
      next = absorb_closers(text, i, end, &open);
      boundary = next < end && can_start(&text->tokens[next]) &&
                 !(t->mark == '_' && (text->tokens[next].flags & TOKEN_GLUED));
    } else if (t->kind == TOKEN_QUOTE) {
      open = open_behind(open, text_quote_of(text, i));
    } else if ((t->flags & TOKEN_ABBREVIATION) && next < end) {
      boundary = abbreviation_ends(text, i);
    }
    if (!boundary && next < end && (text->tokens[next].flags & TOKEN_LINE_START)) {
      boundary = line_ends(text, line_start, next - 1, next);
    }
    if (boundary || next - start >= SENTENCE_MOST) {
      close_sentence(s, start, next);
      start = next;
    }
    i = next;
  }
  if (start < end) close_sentence(s, start, end);
}

void sentence_split(Arena *arena, Text *text)
{
  Splitter s = {.arena = arena, .text = text};
  for (uint32_t first = 0, end; first < text->token_count && arena->result == NEWS_OK; first = end) {
    end = first + 1;
    while (end < text->token_count && arena_every(arena, end) &&
           !(text->tokens[end].flags & TOKEN_PARAGRAPH_START))
      end++;
    Paragraph *p = vector_push(arena, &s.paragraphs);
    if (!p) break;
    *p = (Paragraph){text->tokens[first].start, text->tokens[end - 1].end, first, end};
    split_paragraph(&s, first, end);
  }
  text->sentences = s.sentences.items;
  text->sentence_count = s.sentences.count;
  text->paragraphs = s.paragraphs.items;
  text->paragraph_count = s.paragraphs.count;
}
