/* quote_words.c: the words of a quotation as items that can be compared. */
#include "compare/quote_words.h"

#include <string.h>

#define NEGATION_REACH 3  /* items behind a negation that it turns round */
#define LONGEST_WORD   40 /* bytes; of longer words the beginning counts */

static const float weights[] = {
    [QUOTE_LIGHT] = 0.6f, [QUOTE_WORD] = 1, [QUOTE_NAME] = 1.2f, [QUOTE_NUMBER] = 1.5f};

typedef struct Ending {
  const char *letters, *instead;
  uint32_t length, instead_length;
} Ending;
#define ENDING(letters, instead)                                                                             \
  {                                                                                                          \
    letters, instead, sizeof(letters) - 1, sizeof(instead) - 1                                               \
  }

/* Inflections, the longest first; what is left is looked up in the table. */
static const Ending inflections[] = {ENDING("nesses", "ness"), ENDING("ities", "ity"), ENDING("ies", "y"),
                                     ENDING("ied", "y"),       ENDING("ing", ""),      ENDING("ing", "e"),
                                     ENDING("ed", ""),         ENDING("ed", "e"),      ENDING("es", ""),
                                     ENDING("s", ""),          ENDING("ly", ""),       ENDING("er", ""),
                                     ENDING("est", ""),        {NULL, NULL, 0, 0}};

/* Derivations, after the inflections (a choice of Porter's, 1980). */
static const Ending derivations[] = {
    ENDING("ization", ""), ENDING("isation", ""), ENDING("ational", ""), ENDING("istic", ""),
    ENDING("ation", ""),   ENDING("ition", ""),   ENDING("ment", ""),    ENDING("ness", ""),
    ENDING("able", ""),    ENDING("ible", ""),    ENDING("ance", ""),    ENDING("ence", ""),
    ENDING("ism", ""),     ENDING("ist", ""),     ENDING("ity", ""),     ENDING("ive", ""),
    ENDING("ful", ""),     ENDING("ion", ""),     ENDING("ent", ""),     ENDING("ant", ""),
    ENDING("ate", ""),     ENDING("ic", ""),      ENDING("al", ""),      ENDING("e", ""),
    {NULL, NULL, 0, 0}};

/* The cheap question before replace_ending. */
static inline bool may_end(const char *word, uint32_t length, const Ending *ending)
{
  return word[length - 1] == ending->letters[ending->length - 1];
}

/* Replaces an ending where at least `least` bytes stay; the new length, 0 if it does not fit. */
static uint32_t replace_ending(const char *word, uint32_t length, const Ending *ending, uint32_t least,
                               char out[LONGEST_WORD])
{
  uint32_t n = ending->length, m = ending->instead_length;
  if (length < n + least || memcmp(word + length - n, ending->letters, n) != 0) return 0;
  memcpy(out, word, length - n);
  memcpy(out + length - n, ending->instead, m);
  return length - n + m;
}

/* planned -> plan; not for ss, ll as in address, call. */
static bool has_doubled_end(const char *word, uint32_t length)
{
  return length > 3 && word[length - 1] == word[length - 2] && !strchr("sl", word[length - 1]);
}

/* The table's row for the word in its base form, -1 for none. */
static int32_t find_base(const char *word, uint32_t length)
{
  char base[LONGEST_WORD];
  for (const Ending *ending = inflections; ending->letters; ending++) {
    uint32_t n = may_end(word, length, ending) ? replace_ending(word, length, ending, 3, base) : 0;
    if (n == 0) continue;
    int32_t row = lexicon_find_word(&compare_quote_words, base, n);
    if (row < 0 && has_doubled_end(base, n)) row = lexicon_find_word(&compare_quote_words, base, n - 1);
    if (row >= 0) return row;
  }
  return -1;
}

/* The hash of the word without inflection and derivation. */
static uint32_t stem_hash(const char *word, uint32_t length)
{
  char stem[LONGEST_WORD], shorter[LONGEST_WORD];
  memcpy(stem, word, length);
  for (const Ending *ending = inflections; ending->letters; ending++) {
    uint32_t n = may_end(stem, length, ending) ? replace_ending(stem, length, ending, 3, shorter) : 0;
    if (n == 0 || (ending->letters[0] == 's' && length > 1 && stem[length - 2] == 's')) continue;
    length = has_doubled_end(shorter, n) ? n - 1 : n;
    memcpy(stem, shorter, length);
    break;
  }
  for (const Ending *ending = derivations; ending->letters; ending++) {
    uint32_t n = may_end(stem, length, ending) ? replace_ending(stem, length, ending, 4, shorter) : 0;
    if (n == 0) continue;
    length = n;
    break;
  }
  if (length > 4 && (stem[length - 1] == 'y' || stem[length - 1] == 'i')) length--;
  return text_fold_hash(stem, length);
}

typedef struct Collector {
  const Text *text;
  QuoteItems *out;
  QuoteNegation negation; /* the last one */
  uint32_t reach;         /* items that it still reaches */
} Collector;

static void add_item(Collector *collector, QuoteWordKind kind, uint32_t what, bool opposite)
{
  QuoteItem *item = &collector->out->items[collector->out->count++];
  QuoteNegation negation = collector->reach > 0 ? collector->negation : NEGATED_NOT;
  if (collector->reach > 0) collector->reach--;
  if (opposite) negation = negation == NEGATED ? NEGATED_NOT : NEGATED;
  *item = (QuoteItem){what, (uint8_t)kind, (uint8_t)negation, weights[kind]};
  collector->out->weight += item->weight;
}

static uint32_t group_hash(const QuoteWord *word)
{
  return text_fold_hash(word->group, (uint32_t)strlen(word->group));
}

static bool is_name(const Text *text, uint32_t i)
{
  const Token *token = &text->tokens[i];
  if (!(token->flags & TOKEN_CAPITAL)) return false;
  if (token->flags & TOKEN_ALL_CAPITALS) return true;
  return i > 0 && !(token->flags & TOKEN_SENTENCE_START) && token[-1].kind != TOKEN_QUOTE;
}

/* The row of the word at token i, and how many tokens it takes; -1 for none. */
static int32_t find_row(const Text *text, uint32_t i, const char *word, uint32_t length, uint32_t *tokens)
{
  int32_t row = lexicon_find(&compare_quote_words, text, i, text->token_count, tokens);
  if (row >= 0 && compare_quote_words_rows[row].kind == QUOTE_NAME &&
      !(text->tokens[i].flags & TOKEN_CAPITAL)) {
    row = -1; /* "us" is not the US */
  }
  if (row < 0) {
    *tokens = 1;
    row = length > 3 ? find_base(word, length) : -1;
  }
  return row;
}

static void collect_word(Collector *collector, uint32_t *i)
{
  const Text *text = collector->text;
  const Token *token = &text->tokens[*i];
  if (token->kind == TOKEN_NUMBER) {
    add_item(collector, QUOTE_NUMBER, token->hash, false);
    ++*i;
    return;
  }
  char word[LONGEST_WORD];
  Slice bytes = text_token(text, *i);
  uint32_t length = text_fold(bytes.bytes, bytes.length, word, sizeof word), tokens;
  if (length > sizeof word) length = sizeof word;
  int32_t row = find_row(text, *i, word, length, &tokens);
  const QuoteWord *found = row >= 0 ? &compare_quote_words_rows[row] : NULL;
  QuoteWordKind kind = found ? found->kind : is_name(text, *i) ? QUOTE_NAME : QUOTE_WORD;
  *i += tokens;
  switch (kind) {
  case QUOTE_STOP:
    if (length == 3 && memcmp(word, "but", 3) == 0) collector->reach = 0;
    break;
  case QUOTE_NEGATION:
  case QUOTE_WEAK_NEGATION:
    if (found->group) add_item(collector, QUOTE_LIGHT, group_hash(found), false);
    collector->negation = kind == QUOTE_NEGATION ? NEGATED : NEGATED_WEAKLY;
    collector->reach = NEGATION_REACH;
    break;
  case QUOTE_OPPOSITE: add_item(collector, QUOTE_WORD, group_hash(found), true); break;
  default:
    if (found) {
      add_item(collector, kind, group_hash(found), false);
    } else {
      bool plain = length > 3 && !(token->flags & TOKEN_NON_ASCII);
      add_item(collector, kind, plain ? stem_hash(word, length) : token->hash, false);
    }
  }
}

bool quote_items(Arena *arena, const Text *text, QuoteItems *out)
{
  *out = (QuoteItems){0};
  out->items = arena_alloc(arena, text->token_count * sizeof *out->items);
  if (!out->items) return false;
  Collector collector = {.text = text, .out = out};
  for (uint32_t i = 0; i < text->token_count;) {
    const Token *token = &text->tokens[i];
    if ((token->flags & TOKEN_SENTENCE_START) && !arena_running(arena)) return false;
    if ((token->flags & TOKEN_SENTENCE_START) || token->mark == ';' || token->mark == ':')
      collector.reach = 0;
    if (token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER) {
      collect_word(&collector, &i);
    } else {
      i++;
    }
  }
  return true;
}
