/* unit.c: sentences and stretches become units of items. */
#include "quote/unit.h"

static bool ends_in_ly(const Text *text, const Token *t)
{
  return t->end - t->start > 4 && text->bytes[t->end - 1] == 'y' && text->bytes[t->end - 2] == 'l';
}

static uint32_t kind_hash(uint32_t kind, uint32_t more)
{
  return (kind * 0x9E3779B1u) ^ (more * 0x85EBCA6Bu);
}

enum { /* kinds for Item.class that are no word */
       KIND_STRETCH = 1,
       KIND_NUMBER,
       KIND_NAME,
       KIND_CUE,
       KIND_WORD
};

static WordClass closed_class(const Text *text, uint32_t i)
{
  int32_t row = lexicon_find_token(&quote_words, text, i);
  if (row < 0) return WORD_OPEN;
  WordClass kind = quote_words_rows[row].kind;
  if (kind != WORD_COMPOUND_NAMING) return kind;
  const Token *t = &text->tokens[i];
  bool compound = i > 0 && t->flags & TOKEN_GLUED && t[-1].flags & TOKEN_GLUED && t[-1].mark == '-';
  return compound ? WORD_NAMING : WORD_OPEN;
}

static Item token_item(const Text *text, uint32_t i)
{
  const Token *t = &text->tokens[i];
  Item item = {.first = i,
               .last = i + 1,
               .stretch = STRETCH_NONE,
               .word = t->hash,
               .class = t->hash,
               .suffix = t->hash,
               .mark = t->mark};
  const char *bytes = text->bytes + t->start;
  uint32_t length = t->end - t->start;
  if (t->flags & TOKEN_GLUED) item.flags |= ITEM_GLUED;
  if (t->flags & TOKEN_CLITIC && text_is(text, i, "'s")) item.flags |= ITEM_POSSESSIVE;
  if (t->kind == TOKEN_NUMBER) {
    item.flags |= ITEM_NUMBER;
    item.class = kind_hash(KIND_NUMBER, length == 4);
    return item;
  }
  if (t->kind != TOKEN_WORD && t->kind != TOKEN_LINK) {
    item.flags |= ITEM_MARK;
    if (text_quote_of(text, i) == 'r') item.flags |= ITEM_POSSESSIVE;
    if (t->mark == '~') item.class = item.word = '~';
    return item;
  }
  if (t->flags & TOKEN_CAPITAL || t->kind == TOKEN_LINK) item.flags |= ITEM_CAPITAL;
  item.closed = closed_class(text, i);
  if (item.closed == WORD_POSSESSIVE) item.flags |= ITEM_POSSESSIVE;
  int32_t row = item.closed == WORD_NAMING ? -1 : lexicon_find_token(&quote_cues, text, i);
  if (row >= 0) {
    uint32_t tail = length > 3 ? 3 : length;
    item.suffix = text_fold_hash(bytes + length - tail, tail);
    item.cue = quote_cues_rows[row].kind;
    item.frames = quote_cues_rows[row].frames;
  }
  if (item.closed) return item;
  if (ends_in_ly(text, t)) {
    item.closed = WORD_ADVERB;
    item.class = kind_hash(KIND_WORD, WORD_ADVERB);
  } else if (item.cue) {
    item.class =
        kind_hash(KIND_CUE, item.cue * 4u + (bytes[length - 1] == 'g') + 2u * (bytes[length - 1] == 'd'));
  } else if (item.flags & ITEM_CAPITAL) {
    item.class = kind_hash(KIND_NAME, 0);
  } else {
    uint32_t two = length > 2 ? 2 : length;
    item.class = kind_hash(KIND_WORD, text_fold_hash(bytes + length - two, two));
  }
  return item;
}

static uint32_t length_class(uint32_t words)
{
  return words <= 1 ? 1 : words <= 3 ? 2 : words <= 6 ? 3 : words <= 12 ? 4 : 5;
}

static Item stretch_item(const Text *text, const Stretches *stretches, uint32_t index)
{
  const Stretch *s = &stretches->all.items[index];
  Item item = {.first = s->open == TOKEN_NONE ? s->first : s->open,
               .last = s->close == TOKEN_NONE ? s->last : s->close + 1,
               .stretch = index};
  const Token *first = &text->tokens[s->first], *last = &text->tokens[s->last - 1];
  if (first->flags & TOKEN_CAPITAL) item.flags |= ITEM_CAPITAL;
  if (last->mark == ',') item.flags |= ITEM_COMMA_INSIDE;
  if (last->mark == '.' || last->mark == '?' || last->mark == '!' || last->mark == '_')
    item.flags |= ITEM_END_INSIDE;
  if (text->tokens[item.first].flags & TOKEN_GLUED) item.flags |= ITEM_GLUED;
  item.class = kind_hash(KIND_STRETCH, item.flags & (ITEM_CAPITAL | ITEM_COMMA_INSIDE | ITEM_END_INSIDE));
  item.word = kind_hash(KIND_STRETCH, (item.flags & 31u) * 8u + length_class(s->last - s->first));
  item.suffix = kind_hash(KIND_STRETCH, s->single);
  return item;
}

/* A stretch that ends in the first token of the next sentence holds the two
** together only where that goes on in lower case: ... crisis." | At a conference. */
static bool ends_unit(const Text *text, const Sentence *next, uint32_t token)
{
  if (token != next->first_token + 1 || token >= next->last_token) return false;
  const Token *t = &text->tokens[token];
  return t->flags & TOKEN_CAPITAL || t->kind != TOKEN_WORD;
}

void units_make(Arena *arena, const Text *text, const Stretches *stretches, Units *units)
{
  uint32_t stretch = 0, count = stretches->all.count, token = 0;
  for (uint32_t sentence = 0; sentence < text->sentence_count && arena_running(arena);) {
    Unit *unit = vector_push(arena, &units->all);
    if (!unit) return;
    *unit = (Unit){units->items.count, units->items.count, text->sentences[sentence].paragraph};
    if (token < text->sentences[sentence].first_token) token = text->sentences[sentence].first_token;
    /* A stretch moves `token` on; the unit ends where a sentence does. */
    while (sentence < text->sentence_count && token < text->sentences[sentence].last_token) {
      if (!arena_every(arena, token)) return;
      while (stretch < count &&
             (stretches->all.items[stretch].inner || stretches->all.items[stretch].first < token)) {
        stretch++;
      }
      Item *item = vector_push(arena, &units->items);
      if (!item) return;
      *item = token_item(text, token);
      if (stretch < count) {
        Item whole = stretch_item(text, stretches, stretch);
        if (whole.first == token) {
          *item = whole;
          stretch++;
        }
      }
      token = item->last;
      while (sentence + 1 < text->sentence_count && token >= text->sentences[sentence].last_token &&
             token > text->sentences[sentence + 1].first_token &&
             !ends_unit(text, &text->sentences[sentence + 1], token)) {
        sentence++;
      }
    }
    units->all.items[units->all.count - 1].last = units->items.count;
    sentence++;
  }
}
