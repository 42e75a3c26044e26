/* name_parse.c: what each word of a name is. */
#include <string.h>

#include "compare/name.h"

static bool reads(const NameWord *word, const char *letters)
{
  return word->length == strlen(letters) && memcmp(word->letters, letters, word->length) == 0;
}

static bool reads_one_of(const NameWord *word, const char *const *list)
{
  for (; *list; list++) {
    if (reads(word, *list)) return true;
  }
  return false;
}

static bool is_content(const NameWord *word)
{
  return word->kind == NAME_WORD || word->kind == NAME_KIND || word->kind == NAME_NUMBER;
}

/* What the word is by itself. */
static void look_up(NameWord *word, bool capitals)
{
  unsigned char first = (unsigned char)word->letters[0];
  word->kind = NAME_WORD;
  if (first >= '0' && first <= '9') {
    word->kind = NAME_NUMBER;
    return;
  }
  int32_t row = lexicon_find_word(&compare_name_words, word->letters, word->length);
  if (row >= 0) word->kind = (uint8_t)compare_name_words_rows[row].kind;
  if (word->length == 1 && first < 0x80 && (row < 0 || capitals || (word->flags & NAME_CAPITAL))) {
    if (word->kind != NAME_GENERATION) word->kind = NAME_INITIAL;
  }
}

/* Many words are a title, a particle or a form only in their place. */
static void correct_by_place(Name *name, bool capitals)
{
  bool leading = true;
  uint32_t last = name->count - 1;
  for (uint32_t i = 0; i <= last; i++) {
    NameWord *word = &name->words[i];
    bool capital = capitals || (word->flags & NAME_CAPITAL), all_capitals = word->flags & NAME_ALL_CAPITALS;
    switch (word->kind) {
    case NAME_TITLE:
      if (!leading || i == last) word->kind = NAME_WORD;
      break;
    case NAME_PARTICLE: /* Van Morrison, Al Gore, Tran Van; but van Gogh, al-Assad */
      if (i == last || (i == 0 && capital && !(word->flags & NAME_HYPHEN_BEHIND))) word->kind = NAME_WORD;
      break;
    case NAME_STOP: /* Ho In, Park On */
      if (capital && word->length == 2 && !reads(word, "of") && i > 0) word->kind = NAME_WORD;
      break;
    case NAME_FORM:
      if (i == 0 && !(all_capitals && word->length > 2 && last > 0)) word->kind = NAME_WORD; /* PJSC, OAO */
      if (word->length <= 2 && i != last && !all_capitals && word[1].kind != NAME_FORM)
        word->kind = NAME_WORD;
      break;
    case NAME_SUFFIX:
    case NAME_GENERATION:
      if (i == 0) word->kind = NAME_WORD;
      break;
    default: break;
    }
    if (word->kind != NAME_TITLE) leading = false;
  }
}

/* Writes the usual spelling of a word that is what the table says. */
static void use_usual(NameWord *word)
{
  int32_t row = lexicon_find_word(&compare_name_words, word->letters, word->length);
  if (row < 0 || compare_name_words_rows[row].kind != (NameWordKind)word->kind) return;
  const char *usual = compare_name_words_rows[row].usual;
  if (!usual || strlen(usual) > NAME_LETTERS) return;
  word->length = (uint8_t)strlen(usual);
  memcpy(word->letters, usual, word->length + 1u);
}

/* S.A., L.L.C.: the initials at the end make a company form. */
static void join_form(Name *name)
{
  uint32_t from = name->count;
  char letters[4];
  while (from > 1 && name->count - from < sizeof letters && name->words[from - 1].length == 1) from--;
  for (; from + 2 <= name->count; from++) {
    uint32_t length = name->count - from;
    for (uint32_t k = 0; k < length; k++) letters[k] = name->words[from + k].letters[0];
    int32_t row = lexicon_find_word(&compare_name_words, letters, length);
    if (row < 0 || compare_name_words_rows[row].kind != NAME_FORM) continue;
    NameWord *form = &name->words[from];
    memcpy(form->letters, letters, length);
    form->length = (uint8_t)length;
    form->kind = NAME_FORM;
    name->count = from + 1;
  }
}

/* Writes word i + 1 behind word i and closes the gap; false where they are too long for one. */
static bool join_with_next(Name *name, uint32_t i)
{
  NameWord joined;
  if (!name_word_join(&name->words[i], &name->words[i + 1], &joined)) return false;
  name->words[i] = joined;
  memmove(&name->words[i + 1], &name->words[i + 2], (name->count - i - 2) * sizeof *name->words);
  name->count--;
  return true;
}

static void remove_word(Name *name, uint32_t i)
{
  memmove(&name->words[i], &name->words[i + 1], (name->count - i - 1) * sizeof *name->words);
  name->count--;
}

/* Parts that make one word: Jong-un, Abd al-Rahman, Salah al-Din. */
static void join_parts(Name *name)
{
  static const char *const servant[] = {"abd", "abdul", "abdel", "abdal", "abdoul", "abdool", "abdur", NULL};
  static const char *const faith[] = {"din", "deen", "dine", "ddin", NULL};
  for (uint32_t i = 0; i + 1 < name->count; i++) {
    NameWord *word = &name->words[i], *next = &name->words[i + 1];
    if (reads_one_of(word, servant)) {
      if (next->kind == NAME_PARTICLE && i + 2 < name->count) remove_word(name, i + 1);
      memcpy(word->letters, "abdul", 6);
      word->length = 5;
      join_with_next(name, i);
    } else if (next->kind == NAME_PARTICLE && i + 2 < name->count && word->kind == NAME_WORD &&
               reads_one_of(&name->words[i + 2], faith)) {
      memcpy(next->letters, "uddin", 6);
      next->length = 5;
      remove_word(name, i + 2);
      join_with_next(name, i);
    } else if ((next->flags & NAME_HYPHEN_BEFORE) && !(next->flags & NAME_CAPITAL) &&
               (word->flags & NAME_CAPITAL) && word->kind == NAME_WORD &&
               (next->kind == NAME_WORD || next->kind == NAME_INITIAL)) {
      if (join_with_next(name, i)) i--; /* Chan-o-cha: a third part may follow */
    }
  }
}

static bool has_vowel(const NameWord *word)
{
  for (uint32_t i = 0; i < word->length; i++) {
    if (strchr("aeiouy", word->letters[i])) return true;
  }
  return false;
}

/* JK Rowling, George HW Bush: capitals without a vowel beside an ordinary name. */
static void split_initials(Name *name)
{
  bool ordinary = false;
  for (uint32_t i = 0; i < name->count; i++) {
    const NameWord *word = &name->words[i];
    if (word->kind == NAME_FORM || word->kind == NAME_KIND || word->kind == NAME_STOP) return;
    if (word->kind == NAME_WORD && !(word->flags & NAME_ALL_CAPITALS)) ordinary = true;
  }
  for (uint32_t i = 0; ordinary && i < name->count; i++) {
    NameWord word = name->words[i];
    uint32_t more = word.length - 1u;
    if (word.kind != NAME_WORD || !(word.flags & NAME_ALL_CAPITALS) || word.length < 2 || word.length > 3 ||
        has_vowel(&word) || name->count + more > NAME_WORDS) {
      continue;
    }
    memmove(&name->words[i + word.length], &name->words[i + 1], (name->count - i - 1) * sizeof word);
    for (uint32_t k = 0; k <= more; k++) {
      NameWord *initial = &name->words[i + k];
      *initial = (NameWord){.length = 1, .kind = NAME_INITIAL, .flags = NAME_CAPITAL};
      initial->letters[0] = word.letters[k];
    }
    name->count += more;
    i += more;
  }
}

static bool is_dropped(NameWordKind kind)
{
  return kind == NAME_PARTICLE || kind == NAME_TITLE || kind == NAME_SUFFIX || kind == NAME_STOP ||
         kind == NAME_FORM;
}

bool name_drops(const NameWord *word)
{
  return is_dropped((NameWordKind)word->kind);
}

bool name_may_drop(const char *letters, uint32_t length)
{
  int32_t row = lexicon_find_word(&compare_name_words, letters, length);
  return row >= 0 && is_dropped(compare_name_words_rows[row].kind);
}

void name_parse(Slice text, bool capitals, Name *name)
{
  name_split(text, name);
  if (name->count == 0) return;
  for (uint32_t i = 0; i < name->count; i++) look_up(&name->words[i], capitals);
  correct_by_place(name, capitals);
  for (uint32_t i = 0; i < name->count; i++) use_usual(&name->words[i]);
  join_form(name);
  join_parts(name);
  split_initials(name);
  bool any = false;
  for (uint32_t i = 0; i < name->count; i++) any |= is_content(&name->words[i]);
  for (uint32_t i = 0; i < name->count; i++) {
    if (!any && name->words[i].kind != NAME_INITIAL) name->words[i].kind = NAME_WORD;
    name_spell(&name->words[i]);
  }
}
