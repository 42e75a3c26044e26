/* look_text.c: the features that the text of a block gives it. */
#include <string.h>
#include <strings.h>

#include "read/html.h"
#include "read/look.h"

/* ---- what the text alone says --------------------------------------------------------------- */

static void look_phrases(Arena *scratch, Slice text, Look *look)
{
  static const Feature of_kind[] = {
      [BLOCK_NAVIGATION] = FEATURE_PHRASE_NAVIGATION, [BLOCK_FORM] = FEATURE_PHRASE_FORM,
      [BLOCK_TEASER] = FEATURE_PHRASE_TEASER,         [BLOCK_PROMOTION] = FEATURE_PHRASE_PROMOTION,
      [BLOCK_CREDIT] = FEATURE_PHRASE_CREDIT,         [BLOCK_CAPTION] = FEATURE_PHRASE_CAPTION};
  Text *tokens = text_make(scratch, text.bytes, text.length);
  for (uint32_t i = 0; tokens && i < tokens->token_count; i++) {
    uint32_t count;
    int32_t row = lexicon_find(&read_phrases, tokens, i, tokens->token_count, &count);
    if (row < 0) continue;
    const PhraseRow *phrase = &read_phrases_rows[row];
    bool starts = i == 0,
         ends = i + count == tokens->token_count ||
                (i + count + 1 == tokens->token_count && tokens->tokens[i + count].kind == TOKEN_PUNCTUATION);
    bool holds = phrase->place == PHRASE_ANY || (phrase->place == PHRASE_START && starts) ||
                 (phrase->place == PHRASE_END && ends) || (starts && ends);
    if (!holds || (phrase->place == PHRASE_END && look->measure.words > 60)) continue;
    look->on[of_kind[phrase->kind]] = true;
    if (!look->phrase) look->phrase_kind = phrase->kind;
    look->phrase = true;
    if (phrase->closes && look->measure.words < 12) look->on[FEATURE_PHRASE_END] = true;
  }
}

static bool is_address(Slice s)
{
  return (s.length > 8 && (strncmp(s.bytes, "http://", 7) == 0 || strncmp(s.bytes, "https://", 8) == 0) &&
          !memchr(s.bytes, ' ', s.length));
}

/* "New Delhi, Sept 29-", "KYIV, Ukraine (AP) —", "MOSCOW  ": a place in front. */
static bool has_dateline(Slice s)
{
  uint32_t limit = s.length < 60 ? s.length : 60, capitals = 0;
  for (uint32_t i = 0; i < limit; i++) {
    if (s.bytes[i] >= 'A' && s.bytes[i] <= 'Z') capitals++;
    bool dash = (i + 2 < limit && memcmp(s.bytes + i, "\xE2\x80\x94", 3) == 0) ||
                (i + 2 < limit && memcmp(s.bytes + i, "\xE2\x80\x93", 3) == 0) ||
                (s.bytes[i] == '-' && i + 1 < limit && s.bytes[i + 1] == ' ');
    if (dash) return i > 2 && capitals > 0 && s.bytes[0] >= 'A' && s.bytes[0] <= 'Z';
    if (s.bytes[i] == '.' && i > 8) return false;
  }
  return false;
}

/* ---- who speaks ----------------------------------------------------------------------------- */

static bool is_word_byte(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (unsigned char)c >= 0x80;
}

/* Words by which a publisher speaks of itself or to its readers, outside quotation marks. */
static void look_voice(Slice s, Look *look)
{
  static const char *const ours[] = {"we", "our", "us"}, *const yours[] = {"you", "your"};
  bool quoted = false;
  for (uint32_t at = 0; at < s.length;) {
    if (s.bytes[at] == '"') quoted = !quoted;
    if (at + 2 < s.length && memcmp(s.bytes + at, "\xE2\x80", 2) == 0) {
      if ((unsigned char)s.bytes[at + 2] == 0x9C) quoted = true;
      if ((unsigned char)s.bytes[at + 2] == 0x9D) quoted = false;
      at += 3;
      continue;
    }
    uint32_t from = at;
    while (at < s.length && is_word_byte(s.bytes[at]) && (unsigned char)s.bytes[at] != 0xE2) at++;
    if (at == from) {
      at++;
      continue;
    }
    Slice word = {s.bytes + from, at - from};
    for (size_t i = 0; !quoted && word.length <= 4 && i < sizeof ours / sizeof *ours; i++) {
      if (word.length == strlen(ours[i]) && strncasecmp(word.bytes, ours[i], word.length) == 0 &&
          !(word.bytes[0] == 'U' && word.bytes[1] == 'S'))
        look->on[FEATURE_SAYS_WE] = true;
    }
    for (size_t i = 0; !quoted && word.length <= 4 && i < sizeof yours / sizeof *yours; i++) {
      if (word.length == strlen(yours[i]) && strncasecmp(word.bytes, yours[i], word.length) == 0)
        look->on[FEATURE_SAYS_YOU] = true;
    }
  }
  for (uint32_t i = 1; i + 1 < s.length; i++) {
    if (s.bytes[i] == '@' && s.bytes[i - 1] == ' ' && is_word_byte(s.bytes[i + 1]))
      look->on[FEATURE_HANDLE] = true;
  }
  look->on[FEATURE_QUESTION] = s.bytes[s.length - 1] == '?';
  look->on[FEATURE_EXCLAMATION] = s.bytes[s.length - 1] == '!';
}

/* "Ann Lee is a senior reporter ...": a role within a few words behind "is a", near the start. */
static bool is_bio(Slice s)
{
  static const char *const signs[] = {" is a ",       " is an ",  " is the ",     " was a ",
                                      " has been a ", " covers ", " reports on ", " writes about "};
  uint32_t limit = s.length < 60 ? s.length : 60;
  if (!s.length || s.bytes[0] < 'A' || s.bytes[0] > 'Z') return false;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    const char *at = memmem(s.bytes, limit, signs[i], strlen(signs[i]));
    if (!at) continue;
    if (i >= 5) return true;
    uint32_t from = (uint32_t)(at - s.bytes) + (uint32_t)strlen(signs[i]),
             end = from + 60 < s.length ? from + 60 : s.length;
    for (uint32_t word = from; word < end;) {
      uint32_t next = word;
      while (next < end && is_word_byte(s.bytes[next])) next++;
      int32_t row = next > word ? lexicon_find_word(&read_byline_words, s.bytes + word, next - word) : -1;
      if (row >= 0 && read_byline_words_rows[row].kind == BYLINE_ROLE && !(next - word == 3)) return true;
      word = next > word ? next : next + 1;
    }
  }
  return false;
}

/* "Related: Minister resigns": up to three words in front of a colon. */
static bool is_label(Slice s, const Measure *m)
{
  uint32_t words = 1;
  if (s.bytes[0] >= '0' && s.bytes[0] <= '9') return false;
  for (uint32_t i = 0; i + 2 < s.length && i < 40; i++) {
    if (s.bytes[i] == ':') return i > 2 && s.bytes[i + 1] == ' ' && words <= 3 && m->words <= 25;
    if (s.bytes[i] == ' ') words++;
  }
  return false;
}

static void look_block(const Document *d, Arena *scratch, uint32_t i, Look *look)
{
  Slice s = d->blocks.items[i].text;
  const Evidence *e = &d->evidence.items[i];
  bool *on = look->on;
  Measure m = look->measure = text_measure(s);
  Stamp stamp;
  uint32_t behind;
  on[FEATURE_BIAS] = true;
  on[m.words <= 2    ? FEATURE_WORDS_1
     : m.words <= 5  ? FEATURE_WORDS_3
     : m.words <= 10 ? FEATURE_WORDS_6
     : m.words <= 20 ? FEATURE_WORDS_11
     : m.words <= 40 ? FEATURE_WORDS_21
                     : FEATURE_WORDS_41] = true;
  on[FEATURE_ENDS_SENTENCE] = m.ends_sentence;
  on[FEATURE_ENDS_COLON] = s.bytes[s.length - 1] == ':';
  on[FEATURE_TWO_SENTENCES] = m.stops >= 2 && m.words >= 12;
  on[FEATURE_COMMAS] = m.commas >= 1;
  on[FEATURE_TITLE_CASE] = m.words >= 2 && m.capital_words * 10 > m.words * 6;
  on[FEATURE_ALL_CAPITALS] = m.letters >= 3 && m.capitals * 10 > m.letters * 9;
  on[FEATURE_LOWER_START] = s.bytes[0] >= 'a' && s.bytes[0] <= 'z';
  on[FEATURE_DIGITS] = m.digits * 3 > m.letters;
  on[FEATURE_QUOTED] = s.bytes[0] == '"' || (s.length > 3 && memcmp(s.bytes, "\xE2\x80\x9C", 3) == 0);
  on[FEATURE_ELLIPSIS_END] = (s.length > 3 && memcmp(s.bytes + s.length - 3, "...", 3) == 0) ||
                             (s.length > 3 && memcmp(s.bytes + s.length - 3, "\xE2\x80\xA6", 3) == 0);
  on[FEATURE_BULLET] = e->bullet;
  on[FEATURE_ITEM] = e->item;
  look->dated = m.words <= 60 && stamp_find(s, &stamp, &behind);
  on[FEATURE_STAMP] = look->dated && m.words < 25;
  on[FEATURE_SHORT_STAMP] = on[FEATURE_STAMP] && m.words <= 12 && !m.ends_sentence;
  on[FEATURE_ADDRESS] = is_address(s);
  on[FEATURE_DATELINE] = has_dateline(s);
  if (m.words <= 80) look_phrases(scratch, s, look);
  on[FEATURE_CREDIT_END] = look->on[FEATURE_PHRASE_CREDIT] && look->dated;
  look_voice(s, look);
  on[FEATURE_BIO] = is_bio(s);
  on[FEATURE_LABEL] = is_label(s, &m);
  look->noise = m.words <= 4 && !m.ends_sentence &&
                (on[FEATURE_PHRASE_NAVIGATION] || on[FEATURE_PHRASE_PROMOTION] || on[FEATURE_PHRASE_FORM]);
}

/* ---- authors ---------------------------------------------------------------------------------- */

/* The first of several names, without "By ". */
static Slice first_name(Slice s)
{
  uint32_t end = 0;
  if (s.length > 3 && strncasecmp(s.bytes, "by ", 3) == 0) s = (Slice){s.bytes + 3, s.length - 3};
  while (end < s.length && !strchr(",;|&/", s.bytes[end])) end++;
  return slice_trim((Slice){s.bytes, end});
}

enum { AUTHORS_MOST = 8, NAME_LEAST = 6, NAME_MOST = 40 };

/* Blocks that begin with a name that some byline has: "Ann Lee" above a biography. */
static void look_authors(Document *d, Look *looks)
{
  Slice names[AUTHORS_MOST];
  uint32_t count = 0;
  for (uint32_t i = 0; i < d->candidates.count && count < AUTHORS_MOST; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field != FIELD_BYLINE) continue;
    Slice name = first_name(c->value);
    if (name.length >= NAME_LEAST && name.length <= NAME_MOST && memchr(name.bytes, ' ', name.length))
      names[count++] = name;
  }
  for (uint32_t i = 0; i < d->blocks.count && count < AUTHORS_MOST && !classify_is_page(d); i++) {
    Slice s = d->blocks.items[i].text;
    if (s.length > NAME_LEAST + 3 && s.length <= NAME_MOST && strncasecmp(s.bytes, "by ", 3) == 0)
      names[count++] = slice_trim((Slice){s.bytes + 3, s.length - 3});
  }
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    Slice s = d->blocks.items[i].text;
    for (uint32_t n = 0; n < count; n++) {
      if (s.length >= names[n].length && memcmp(s.bytes, names[n].bytes, names[n].length) == 0)
        looks[i].on[FEATURE_AUTHOR] = true;
    }
  }
}

/* Whole sentences, wherever they stand. */
static bool is_running_text(const Document *d, uint32_t i, const Look *look)
{
  const Evidence *e = &d->evidence.items[i];
  return look->measure.words >= 10 && (look->measure.ends_sentence || look->measure.words >= 25) &&
         e->link_bytes * 2 <= d->blocks.items[i].text.length && e->tag != TAG_CAPTION &&
         !look->on[FEATURE_ELLIPSIS_END] && !(look->phrase && look->measure.words < 40);
}

void look_text(Document *d, Look *looks)
{
  Arena scratch; /* the tokens of one block */
  arena_init(&scratch, d->arena->allocator);
  for (uint32_t i = 0; i < d->blocks.count && arena_running(d->arena); i++) {
    look_block(d, &scratch, i, &looks[i]);
    if (scratch.result != NEWS_OK) arena_fail(d->arena, scratch.result, "out of memory");
    arena_reset(&scratch);
    looks[i].prose = is_running_text(d, i, &looks[i]);
  }
  arena_free(&scratch);
  look_authors(d, looks);
}
