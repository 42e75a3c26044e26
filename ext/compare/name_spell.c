/* name_spell.c: the spelling-independent form of a word of a name. */
#include <string.h>

#include "compare/name.h"

#define LONGEST_RULE 7 /* letters of the longest key in tables/spellings.txt */

/* Appends a rule's letters: doubled ones are written once. */
static void append_key(NameWord *word, const char *letters, uint32_t length)
{
  for (uint32_t i = 0; i < length && word->key_length < NAME_LETTERS; i++) {
    unsigned char c = (unsigned char)letters[i];
    if (c < 0x80 && word->key_length > 0 && word->key[word->key_length - 1] == letters[i]) continue;
    word->key[word->key_length++] = letters[i];
  }
}

/* The longest rule at `at`; returns how many letters it takes. */
static uint32_t apply_rule(NameWord *word, const char *letters, uint32_t length, uint32_t at)
{
  uint32_t longest = length - at < LONGEST_RULE ? length - at : LONGEST_RULE;
  for (uint32_t n = longest; n > 0; n--) {
    int32_t row = lexicon_find_word(&compare_spellings, letters + at, n);
    if (row < 0) continue;
    const NameSpelling *rule = &compare_spellings_rows[row];
    const char *written = at == 0 ? rule->start : at + n == length ? rule->end : rule->inside;
    if (!written) continue;
    append_key(word, written, (uint32_t)strlen(written));
    return n;
  }
  append_key(word, letters + at, 1);
  return 1;
}

static void add_formals(NameWord *word, const char *names)
{
  while (*names && word->formal_count < NAME_FORMALS) {
    uint32_t length = (uint32_t)strcspn(names, " ");
    word->formals[word->formal_count++] = text_fold_hash(names, length);
    names += length + (names[length] == ' ');
  }
}

void name_spell(NameWord *word)
{
  const char *letters = word->letters;
  uint32_t length = word->length;
  word->key_length = 0;
  word->formal_count = 0;
  word->flags &= (uint8_t)~NAME_COMMON;
  if (lexicon_find_word(&compare_common_names, letters, length) >= 0) word->flags |= NAME_COMMON;
  int32_t row = lexicon_find_word(&compare_given_names, letters, length);
  if (row >= 0 && compare_given_names_rows[row].kind == NAME_SPELLING) {
    letters = compare_given_names_rows[row].names;
    length = (uint32_t)strlen(letters);
  } else if (row >= 0) {
    add_formals(word, compare_given_names_rows[row].names);
  }
  word->canonical = text_fold_hash(letters, length);
  if (length <= 2) {
    append_key(word, letters, length); /* too short to hold a digraph: Li, Xi, Yu */
  } else {
    for (uint32_t at = 0; at < length;) at += apply_rule(word, letters, length, at);
  }
  word->key[word->key_length] = '\0';
}
