/* texts.c: news-like and hostile texts from a seed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "texts.h"

#define COUNT(array)      ((unsigned)(sizeof(array) / sizeof *(array)))
#define PICK(text, array) ((array)[random_below(&(text)->seed, COUNT(array))])

unsigned random_below(uint64_t *seed, unsigned limit)
{
  uint64_t z = *seed += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return limit ? (unsigned)((z ^ z >> 31) % limit) : 0;
}

/* ---- appending --------------------------------------------------------------- */

static void add(Generated *text, const char *bytes, size_t length)
{
  if (text->length + length + 1 > text->capacity) {
    text->capacity = 2 * (text->length + length + 1);
    text->bytes = realloc(text->bytes, text->capacity);
    if (!text->bytes) abort();
  }
  memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
  text->bytes[text->length] = '\0';
}

static void add_text(Generated *text, const char *bytes)
{
  add(text, bytes, strlen(bytes));
}

static void add_code_point(Generated *text, unsigned c)
{
  char out[4];
  int n = 0;
  if (c < 0x80) {
    out[n++] = (char)c;
  } else if (c < 0x800) {
    out[n++] = (char)(0xC0 | c >> 6);
  } else if (c < 0x10000) {
    out[n++] = (char)(0xE0 | c >> 12);
    out[n++] = (char)(0x80 | (c >> 6 & 0x3F));
  } else {
    out[n++] = (char)(0xF0 | c >> 18);
    out[n++] = (char)(0x80 | (c >> 12 & 0x3F));
    out[n++] = (char)(0x80 | (c >> 6 & 0x3F));
  }
  if (c >= 0x80) out[n++] = (char)(0x80 | (c & 0x3F));
  add(text, out, (size_t)n);
}

/* ---- words ------------------------------------------------------------------- */

static const char *const words[] = {"the",       "minister",  "talks", "border",       "water",  "a",
                                    "of",        "and",       "to",    "in",           "that",   "troops",
                                    "port",      "he",        "she",   "they",         "said",   "told",
                                    "reporters", "warned",    "added", "according to", "denied", "spokesman",
                                    "president", "agreement", "not",   "will",         "would",  "has",
                                    "been",      "company",   "about", "people",       "killed", "who",
                                    "which"};
static const char *const names[] = {"Anna Castelli",
                                    "Mr. Okafor",
                                    "Foreign Minister Jürgen Weiß",
                                    "Liu Wenbo",
                                    "al-Rashidi",
                                    "Brussels",
                                    "the Kremlin",
                                    "United Nations",
                                    "U.S.",
                                    "Kenya's",
                                    "NATO",
                                    "EU",
                                    "O'Brien",
                                    "Prime Minister",
                                    "Dr. T. J. van der Berg",
                                    "Ministry of Water",
                                    "Reuters",
                                    "Québec",
                                    "São Paulo",
                                    "the White House",
                                    "French",
                                    "Beijing",
                                    "Zürich-based"};
static const char *const dates[] = {"Monday",
                                    "last week",
                                    "two days ago",
                                    "January 27",
                                    "Feb. 30",
                                    "2022-01-28",
                                    "the 1990s",
                                    "yesterday",
                                    "next Friday",
                                    "17:41 PM",
                                    "at 10 a.m.",
                                    "in 2019",
                                    "the third quarter",
                                    "since March",
                                    "early",
                                    "late",
                                    "this",
                                    "ago",
                                    "every year",
                                    "March 3, 2021",
                                    "27 Jan",
                                    "Thursday (January 27)",
                                    "99999999999999999999 years ago",
                                    "10000-01-01",
                                    "winter",
                                    "the day before",
                                    "9/11",
                                    "0001-01-01",
                                    "9999-12-31",
                                    "-5 weeks",
                                    "the past 3 months",
                                    "tonight",
                                    "weekend",
                                    "century",
                                    "1/2/03",
                                    "31st",
                                    "February 29",
                                    "2020-W53-7",
                                    "noon",
                                    "between 1990 and 1995",
                                    "from May to June",
                                    "half an hour"};
static const char *const numbers[] = {"100,000",
                                      "$3.5 billion",
                                      "3",
                                      "7.",
                                      ".5",
                                      "1,2,3",
                                      "12%",
                                      "20-30",
                                      "about",
                                      "more than",
                                      "€",
                                      "½",
                                      "1e309",
                                      "dozens",
                                      "hundreds of",
                                      "two",
                                      "million",
                                      "troops",
                                      "km",
                                      "-",
                                      "1.000.000",
                                      "٣٤",
                                      "99999999999999999999999999999999",
                                      "tonnes",
                                      "#1"};
static const char *const marks[] = {"\"", "\"", "“", "”", "‘", "’",  "'",  "''",   "«",  "»", "„", "‚",
                                    "``", "‹",  "›", " ", " ", ", ", ". ", "\n\n", "- ", "(", ")"};
static const char *const ends[] = {". ", ". ",    ". ",  "? ",   "! ", ", ", " – ",
                                   "; ", ".\n\n", ".\n", "... ", ".",  ": "};
static const char *const spaces[] = {" ",
                                     "\n",
                                     "\n\n",
                                     "\t",
                                     "\r\n",
                                     "\xC2\xA0",
                                     "\xE2\x80\x8B",
                                     "\xEF\xBB\xBF",
                                     "\xCC\x81",
                                     "\xE2\x80\x8D",
                                     "\xC2\xAD",
                                     ".",
                                     ",",
                                     "-",
                                     "—",
                                     "…",
                                     "(",
                                     "[",
                                     "{",
                                     "/",
                                     "\\",
                                     "&",
                                     "<",
                                     ">"};

/* What expressions of time are made of, and what stands beside them; a blank between two. */
static const char moments[] =
    "the the the a a an of of in in on on at by to to from until till since before after and or as for with "
    "than "
    "through during within over between around about early late mid end beginning start middle later earlier "
    "earlier on close turn height very Monday Tuesday Wednesday Thursday Friday Saturday Sunday Sun. Mon Sat "
    "Mondays weekend weekends January February March April May June July August September October November "
    "December Jan. Feb Sept. Mar Oct day days day week week weeks fortnight month month months quarter "
    "quarter "
    "quarters year year years decade decades century centuries millennium hour hours minute minutes second "
    "seconds half season period time times semester morning afternoon evening night nights noon midnight "
    "dawn "
    "dusk hours spring summer autumn fall winter winters today yesterday tomorrow tonight overnight now soon "
    "recently currently recent current future past the past coming upcoming last next this that same "
    "previous "
    "following first third fourth final latest most recent new old each every every other daily weekly "
    "annually "
    "once twice ago from now hence afterwards previously one two three five seven ten eleven twelve nineteen "
    "twenty thirty ninety-six hundred thousand several few a few many couple of dozen some number of more "
    "than "
    "at least up to nearly no more than not quite little full fiscal calendar straight long odd plus another "
    "and "
    "a half or so or two or more old olds long year-ago year-earlier a year before corresponding year-end "
    "year 's 's ' \" ( ) , , . - - ; : / % $ + ~ \n\n \xE2\x80\x93 \xC2\xBD 1 2 3 4 5 7 11 12 15 20 30 31 40 "
    "45 60 99 "
    "100 365 1,000 2.5 1066 1776 1890 1936 1988 1999 2000 2012 2020 2021 2022 2023 2024 2100 9999 '68 '90s "
    "90s "
    "1990s 1980's 60s 1914-18 2021-22 2020/21 2022-01-27 2022-02-30 2022-01-27T10:00Z "
    "2022-1-2T10:00:05.5+01:00 "
    "3/4/2022 27/01/2022 1/27/22 27.01.2022 27-Jan-2022 09/January/2022 20220128 10:30 17:41:05 25:00 10.30 "
    "7pm "
    "7.30pm 17h30 0600 2400 1430 hours GMT EDT local time +02:00 p.m. a.m. o'clock quarter to half past 3rd "
    "22nd "
    "31st twenty-first Q3 4Q21 1H22 H2 FY23 BC AD 19th 21st Christmas Easter Ramadan Eve Day weekend New "
    "Year "
    "Thanksgiving Labor Diwali d-day Hanukkah new year he she they who was is are were has had have been be "
    "said "
    "will would could may not neither did met vote set for due planned expected agreed moved postponed but "
    "that "
    "reporters deal people $ percent million Street Night Football Post Times tires halftime Olympics";

static void moment(Generated *text)
{
  static const char blanks[] = " \n";
  unsigned at = random_below(&text->seed, COUNT(moments) - 2);
  while (at > 0 && moments[at - 1] != ' ') at--;
  size_t length = strcspn(moments + at, blanks);
  if (length == 0) length = 2; /* the end of a paragraph */
  size_t from = text->length;
  add(text, moments + at, length);
  char first = text->bytes[from];
  if (random_below(&text->seed, 8) == 0 && first >= 'a' && first <= 'z')
    text->bytes[from] = (char)(first - 32);
  if (random_below(&text->seed, 12)) add_text(text, " ");
}

static void news(Generated *text, unsigned sentences)
{
  while (sentences--) {
    unsigned quoted = random_below(&text->seed, 3);
    if (quoted == 0) add_text(text, random_below(&text->seed, 2) ? "“" : "\"");
    for (unsigned n = 2 + random_below(&text->seed, 12); n > 0; n--) {
      switch (random_below(&text->seed, 8)) {
      case 0: add_text(text, PICK(text, dates)); break;
      case 1:
      case 2: add_text(text, PICK(text, names)); break;
      case 3: add_text(text, PICK(text, numbers)); break;
      default: add_text(text, PICK(text, words));
      }
      if (n > 1) add_text(text, " ");
    }
    if (quoted == 0) add_text(text, random_below(&text->seed, 8) ? ",” said " : "\" ");
    if (quoted == 0) add_text(text, PICK(text, names));
    add_text(text, PICK(text, ends));
  }
}

static void soup(Generated *text, const char *const *list, unsigned count, unsigned length)
{
  while (length--) {
    add_text(text, list[random_below(&text->seed, count)]);
    unsigned next = random_below(&text->seed, 10);
    if (next == 0) add_text(text, PICK(text, words));
    if (next < 8) add_text(text, " ");
  }
}

/* ---- kinds ------------------------------------------------------------------- */

static void mutated(Generated *text)
{
  news(text, 1 + random_below(&text->seed, 6));
  for (unsigned n = 1 + random_below(&text->seed, 20); n > 0; n--) {
    text->bytes[random_below(&text->seed, (unsigned)text->length)] = (char)random_below(&text->seed, 256);
  }
}

static void unicode(Generated *text)
{
  static const unsigned limits[] = {0x80, 0x250, 0x800, 0x3000, 0xFFFE, 0x110000};
  for (unsigned n = random_below(&text->seed, 200); n > 0; n--) {
    unsigned c = 1 + random_below(&text->seed, PICK(text, limits) - 1);
    if (c < 0xD800 || c > 0xDFFF) add_code_point(text, c);
    if (random_below(&text->seed, 6) == 0) add_text(text, PICK(text, spaces));
  }
}

static void bytes(Generated *text)
{
  for (unsigned n = random_below(&text->seed, 400); n > 0; n--) {
    char byte = (char)(1 + random_below(&text->seed, 255));
    add(text, &byte, 1);
  }
}

static void broken_utf8(Generated *text)
{
  static const char *const pieces[] = {"\x80",
                                       "\xBF\xBF\xBF",
                                       "\xC3",
                                       "\xE2\x80",
                                       "\xF0\x9F\x98",
                                       "\xC0\xAF",
                                       "\xE0\x80\x80",
                                       "\xED\xA0\x80",
                                       "\xF4\x90\x80\x80",
                                       "\xFF",
                                       "\xFE\x80\x80\x80\x80\x80",
                                       "\xC3\xA9\x80\x80",
                                       "\xEF\xBF\xBF",
                                       "\xF8\x88\x80\x80\x80"};
  for (unsigned n = 1 + random_below(&text->seed, 8); n > 0; n--) {
    news(text, random_below(&text->seed, 2));
    add_text(text, PICK(text, pieces));
    if (random_below(&text->seed, 2)) add_text(text, PICK(text, marks));
    add_text(text, PICK(text, names));
  }
}

static void with_nul(Generated *text)
{
  news(text, random_below(&text->seed, 4));
  add(text, "\0", 1);
  news(text, random_below(&text->seed, 4));
}

static void tiny(Generated *text)
{
  static const char *const pieces[] = {"a", "A", "\"", "'", "1",   ".", " ",    "\n", "é",
                                       "“", "”", "-",  "$", "May", "s", "\xFF", ":",  "U.S"};
  for (unsigned n = random_below(&text->seed, 7); n > 0; n--) add_text(text, PICK(text, pieces));
}

static void repetition(Generated *text, size_t length)
{
  const char *unit;
  switch (random_below(&text->seed, 6)) {
  case 0: unit = PICK(text, names); break;
  case 1: unit = PICK(text, dates); break;
  case 2: unit = PICK(text, numbers); break;
  case 3: unit = PICK(text, marks); break;
  case 4: unit = PICK(text, words); break;
  default: unit = PICK(text, spaces);
  }
  const char *gap = random_below(&text->seed, 2) ? " " : "";
  while (text->length < length) {
    add_text(text, unit);
    add_text(text, gap);
  }
}

static const char *const large_units[] = {
    "a",          "A",           "\"",   "'",        "“",    "“a” ",          "1",
    " ",          "\n",          "\n\n", "\xCC\x81", "é",    "\x80",          "\xC3",
    ".",          "- ",          "A. ",  "Ab ",      "Ab, ", "said ",         "\"a\" said B. ",
    "on Monday ", "2022-01-28 ", "$1 ",  "of the ",  "(",    "he said that ", "\"\n\n\"",
    "1,",         "a\n\n",       "U.S.", "'s",       "🙂"};

/* 1 MB of a letter; a fifth of that where each unit may become several rows. */
static void large(Generated *text, unsigned number)
{
  const char *unit = large_units[number % COUNT(large_units)];
  while (text->length < (number < 2 ? 1000000u : 200000u)) add_text(text, unit);
}

void text_generate(Generated *text, unsigned number, int with_large)
{
  text->seed = number;
  text->length = 0;
  add(text, "", 0);
  random_below(&text->seed, 1);
  if (with_large && number % 300 == 177) {
    text->kind = "large";
    large(text, number / 300);
    return;
  }
  unsigned size = 1 + random_below(&text->seed, 40);
  switch (number % 16) {
  case 0:
  case 1:
    text->kind = "news";
    news(text, size / 3 + 1);
    break;
  case 2:
  case 3:
    text->kind = "mutated";
    mutated(text);
    break;
  case 4:
    text->kind = "unicode";
    unicode(text);
    break;
  case 5:
    text->kind = "bytes";
    bytes(text);
    break;
  case 6:
    text->kind = "broken UTF-8";
    broken_utf8(text);
    break;
  case 7:
    text->kind = "NUL";
    with_nul(text);
    break;
  case 8:
  case 9:
    text->kind = "marks";
    soup(text, marks, COUNT(marks), 2 * size);
    break;
  case 10:
    text->kind = "dates";
    soup(text, dates, COUNT(dates), size);
    for (unsigned n = 40 * size; n > 0; n--) {
      moment(text);
      if (random_below(&text->seed, 9) == 0) add_text(text, PICK(text, ends));
    }
    break;
  case 11:
    text->kind = "numbers";
    soup(text, numbers, COUNT(numbers), size);
    break;
  case 12:
    text->kind = "names";
    soup(text, names, COUNT(names), size);
    break;
  case 13:
    text->kind = "spaces";
    soup(text, spaces, COUNT(spaces), size);
    break;
  case 14:
    text->kind = "tiny";
    tiny(text);
    break;
  default:
    text->kind = "repetition";
    repetition(text, random_below(&text->seed, 3000));
    break;
  }
}

void text_release(Generated *text)
{
  free(text->bytes);
  *text = (Generated){0};
}
