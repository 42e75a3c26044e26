/* field.c: title, byline, outlet, url, day and language, each chosen among candidates. */
#include "read/document.h"
#include "read/html.h"

#include <string.h>
#include <strings.h>

#include "text/text.h"

/* Trust in a source, above the weight that a candidate has within it. */
static const float source_trust[FIELDS][SOURCES] = {
    [FIELD_TITLE] = {[SOURCE_RECORD] = 100,
                     [SOURCE_JSON_LD] = 4,
                     [SOURCE_META] = 4,
                     [SOURCE_HEADER] = 3,
                     [SOURCE_HEADLINE] = 6,
                     [SOURCE_TITLE_TAG] = 2},
    [FIELD_BYLINE] = {[SOURCE_RECORD] = 100,
                      [SOURCE_JSON_LD] = 6,
                      [SOURCE_META] = 5,
                      [SOURCE_ITEMPROP] = 3,
                      [SOURCE_HEADER] = 4,
                      [SOURCE_TEXT] = 1},
    [FIELD_OUTLET] =
        {[SOURCE_RECORD] = 100, [SOURCE_JSON_LD] = 5, [SOURCE_META] = 6, [SOURCE_TEXT] = 2, [SOURCE_URL] = 1},
    [FIELD_URL] = {[SOURCE_RECORD] = 100, [SOURCE_META] = 6, [SOURCE_JSON_LD] = 5, [SOURCE_HEADER] = 4},
    [FIELD_PUBLISHED] = {[SOURCE_RECORD] = 100,
                         [SOURCE_JSON_LD] = 40,
                         [SOURCE_META] = 30,
                         [SOURCE_ITEMPROP] = 8,
                         [SOURCE_HEADER] = 10,
                         [SOURCE_URL] = 12},
    [FIELD_LANGUAGE] = {[SOURCE_RECORD] = 100, [SOURCE_JSON_LD] = 4, [SOURCE_META] = 5},
};

static bool begins(Slice s, const char *prefix)
{
  size_t n = strlen(prefix);
  return s.length >= n && strncasecmp(s.bytes, prefix, n) == 0;
}

static bool contains(Slice s, Slice part)
{
  for (uint32_t i = 0; part.length && i + part.length <= s.length; i++) {
    if (strncasecmp(s.bytes + i, part.bytes, part.length) == 0) return true;
  }
  return false;
}

static Slice cut(Slice s, uint32_t start)
{
  return slice_trim((Slice){s.bytes + start, s.length - start});
}

/* ---- title -------------------------------------------------------------------------- */

/* "Headline | Outlet", "Headline - Outlet", "Headline — Outlet": the part before. */
static Slice without_outlet(Slice title)
{
  static const char *const bars[] = {" | ", " – ", " — ", " - ", " :: ", " « ", " · "};
  uint32_t end = title.length;
  for (size_t b = 0; b < sizeof bars / sizeof *bars; b++) {
    size_t n = strlen(bars[b]);
    for (uint32_t i = title.length; i-- > 12;) {
      if (i + n <= title.length && memcmp(title.bytes + i, bars[b], n) == 0) {
        uint32_t behind = title.length - i - (uint32_t)n;
        if (behind < 40 && behind < i && i < end) end = i;
        break;
      }
    }
  }
  return (Slice){title.bytes, end};
}

/* Candidates support each other: the headline element and the page's title tag
** tell the same words where both are right. */
static Slice choose_title(const Document *d)
{
  Slice best = SLICE_NONE;
  float most = 0;
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field != FIELD_TITLE || (c->source != SOURCE_RECORD && c->value.length < 4) ||
        c->value.length > 400)
      continue;
    float score = source_trust[FIELD_TITLE][c->source] + c->weight * 0.3f;
    if (c->source == SOURCE_HEADLINE && c->weight < 1) score -= 4;
    for (uint32_t j = 0; j < d->candidates.count; j++) {
      const Candidate *o = &d->candidates.items[j];
      if (o->field == FIELD_TITLE && j != i && o->source != c->source && contains(o->value, c->value))
        score += 2;
    }
    bool suffixed = c->source == SOURCE_TITLE_TAG || c->source == SOURCE_META || c->source == SOURCE_JSON_LD;
    if (score > most) {
      most = score;
      best = suffixed ? without_outlet(c->value) : c->value;
    }
  }
  return best;
}

/* ---- plain text: lines around the body ------------------------------------------------- */

typedef struct Frame {
  uint32_t first, last; /* kept blocks */
  bool any;
} Frame;

static Frame frame_of(const Document *d)
{
  Frame f = {0};
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    if (!d->blocks.items[i].reading_no) continue;
    if (!f.any) f.first = i;
    f.any = true;
    f.last = i;
  }
  return f;
}

/* How much block i reads like the headline of the body that begins at `first`. */
static float headline_score(const Document *d, uint32_t i, uint32_t first)
{
  const Block *b = &d->blocks.items[i];
  const Evidence *e = &d->evidence.items[i];
  Measure m = text_measure(b->text);
  Stamp stamp;
  uint32_t behind;
  float score = 0;
  if (m.words < 3 || m.words > 30 || e->bullet) return -10;
  if (b->kind == BLOCK_CAPTION || b->kind == BLOCK_CREDIT || b->kind == BLOCK_FORM ||
      b->kind == BLOCK_PROMOTION)
    score -= 4;
  if (m.words >= 5 && m.words <= 20) score += 2;
  if (b->text.bytes[b->text.length - 1] == '.') score -= 2;
  if (stamp_find(b->text, &stamp, &behind) && m.words < 8) score -= 5;
  if (begins(b->text, "by ") || begins(b->text, "http")) score -= 4;
  if (m.letters && m.capitals * 10 > m.letters * 9) score -= 1;
  if (i == 0) score += 2;
  for (uint32_t j = 0; j < first && j < d->blocks.count; j++) {
    if (j != i && slice_equal(d->blocks.items[j].text, b->text)) score += 2;
  }
  return score - 0.25f * (float)(first - i);
}

enum { HEADLINE_REACH = 25 };

static void find_headline(Document *d, Frame f)
{
  float best = 0;
  uint32_t at = 0, from = f.first > HEADLINE_REACH ? f.first - HEADLINE_REACH : 0;
  for (uint32_t i = from; i < f.first; i++) {
    float score = headline_score(d, i, f.first);
    if (score > best) best = score, at = i;
  }
  /* A body that was taken to begin with its own headline: a line that is no sentence, with more
  ** behind it. */
  bool own_line = f.any && f.first == 0 && f.last > 0 && !text_measure(d->blocks.items[0].text).ends_sentence;
  float own = own_line ? headline_score(d, 0, 0) : 0;
  if (own > best) best = own, at = 0;
  if (best > 0) document_candidate(d, FIELD_TITLE, SOURCE_HEADER, 1, d->blocks.items[at].text);
}

/* A day whose first word is that of the text: without that word it is none any more. */
static bool begins_with_day(Slice s)
{
  enum { REACH = 24 };
  Stamp stamp;
  uint32_t behind;
  Slice start = {s.bytes, s.length < REACH ? s.length : REACH};
  if (!stamp_find(start, &stamp, &behind) || behind < 6) return false;
  const char *blank = memchr(s.bytes, ' ', s.length);
  return !blank || (uint32_t)(blank - s.bytes) >= behind ||
         !stamp_find(cut(start, (uint32_t)(blank - s.bytes)), &stamp, &behind);
}

/* "By Ann Lee - 12/22/23", "By: DW", "Written by Ann Lee": the name part, or NONE. */
static Slice byline_of(Slice line)
{
  static const char *const openers[] = {
      "by: ", "by ", "written by ", "author: ", "words by ", "reported by ", "story by "};
  Slice name = SLICE_NONE;
  for (size_t i = 0; i < sizeof openers / sizeof *openers && !name.bytes; i++) {
    if (begins(line, openers[i])) name = cut(line, (uint32_t)strlen(openers[i]));
  }
  if (!name.bytes || name.length > 120) return SLICE_NONE;
  for (uint32_t i = 0; i + 1 < name.length; i++) {
    bool bar = name.bytes[i] == '|' ||
               (name.bytes[i] == ' ' && (name.bytes[i + 1] == '-' || name.bytes[i + 1] == '/')) ||
               memcmp(name.bytes + i, "\xC2\xB7", 2) == 0 ||
               (i + 3 < name.length && (memcmp(name.bytes + i, "\xE2\x80\xA2", 3) == 0 ||
                                        memcmp(name.bytes + i, "\xE2\x80\x93", 3) == 0 ||
                                        memcmp(name.bytes + i, "\xE2\x80\x94", 3) == 0));
    bool date = name.bytes[i] == ' ' && i > 0 && begins_with_day(cut(name, i + 1));
    if (bar || date) {
      name.length = i;
      break;
    }
  }
  name = slice_trim(name);
  while (name.length && strchr(",;|", name.bytes[name.length - 1])) name.length--;
  Measure m = text_measure(name);
  if (m.words == 0 || m.words > 12 || m.ends_sentence || name.bytes[0] < 'A' ||
      (name.bytes[0] > 'Z' && (unsigned char)name.bytes[0] < 0xC3))
    return SLICE_NONE;
  return name;
}

/* "Ann B. Lee": two to four capitalised words and nothing else. */
static bool is_bare_name(Slice line)
{
  Measure m = text_measure(line);
  if (m.words < 2 || m.words > 4 || m.capital_words != m.words || m.digits || m.capitals * 2 > m.letters)
    return false;
  for (uint32_t i = 0; i < line.length; i++) {
    if (strchr(",:;!?\"()|/&", line.bytes[i])) return false;
  }
  return line.bytes[line.length - 1] != '.' && line.length < 40;
}

/* The block behind those that stand close under the headline, whether or not a standfirst
** between them is body; 0 where no headline is known. */
enum { MASTHEAD_REACH = 12 };
static uint32_t masthead_end(const Document *d)
{
  for (uint32_t i = d->blocks.count; i-- > 0;) {
    if (d->blocks.items[i].kind == BLOCK_HEADLINE) return i + 1 + MASTHEAD_REACH;
  }
  return 0;
}

/* "Updated", "Last modified": words in front of a day that is not the first. */
static bool is_update(Slice line)
{
  static const char *const words[] = {"updated", "modified", "last ", "reviewed", "corrected"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (contains(line, slice_of(words[i]))) return true;
  }
  return false;
}

/* A line of a day, with little beside it, that stands above the body. */
static void find_day(Document *d, const Block *b, double near)
{
  Stamp stamp;
  uint32_t behind;
  Measure m = text_measure(b->text);
  if (m.words > 14 || !stamp_find(b->text, &stamp, &behind)) return;
  bool bare = m.words <= 8 && behind * 2 >= b->text.length; /* whatever element it stands in */
  if (!bare && (b->kind == BLOCK_CAPTION || b->kind == BLOCK_CREDIT || b->kind == BLOCK_TEASER)) return;
  double weight = is_update((Slice){b->text.bytes, behind}) ? 0.3 : near;
  document_candidate(d, FIELD_PUBLISHED, SOURCE_HEADER, weight, b->text);
}

static void find_lines(Document *d, Frame f)
{
  uint32_t from = f.first > HEADLINE_REACH ? f.first - HEADLINE_REACH : 0, masthead = masthead_end(d);
  for (uint32_t i = from; i < d->blocks.count && i <= f.last + 8; i++) {
    const Block *b = &d->blocks.items[i];
    bool before = i < f.first;
    if (b->reading_no) continue;
    Slice name = byline_of(b->text);
    double near = before || i < masthead ? 1 + 0.02 * (double)(i - from) : 0.5;
    if (name.bytes) document_candidate(d, FIELD_BYLINE, SOURCE_HEADER, near, name);
    if (before || i < masthead) find_day(d, b, near);
    if (before && begins(b->text, "http") && !memchr(b->text.bytes, ' ', b->text.length))
      document_candidate(d, FIELD_URL, SOURCE_HEADER, 1, b->text);
  }
}

/* A line with the author's bare name right before or behind the body. */
static void find_signature(Document *d, Frame f)
{
  if (f.last + 1 < d->blocks.count && is_bare_name(d->blocks.items[f.last + 1].text) &&
      f.last + 2 == d->blocks.count) {
    d->blocks.items[f.last + 1].kind = BLOCK_BYLINE;
    d->blocks.items[f.last + 1].rule = "signature";
    document_candidate(d, FIELD_BYLINE, SOURCE_TEXT, 1, d->blocks.items[f.last + 1].text);
  } else if (f.last + 1 == d->blocks.count && f.last > f.first &&
             is_bare_name(d->blocks.items[f.last].text)) {
    d->blocks.items[f.last].kind = BLOCK_BYLINE;
    d->blocks.items[f.last].rule = "signature";
    d->blocks.items[f.last].reading_no = 0;
    document_candidate(d, FIELD_BYLINE, SOURCE_TEXT, 1, d->blocks.items[f.last].text);
  }
}

/* "You drive the stories at TMS", "© 2022 Example News": an outlet that names itself. */
static void find_outlet(Document *d, Frame f)
{
  static const char *const signs[] = {
      " stories at ",      " stories from ", " news from ", " on the team at ",
      " newsletter from ", " team at ",      "Copyright ",  "© "};
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const Block *b = &d->blocks.items[i];
    if (b->reading_no || (f.any && i < f.first && b->kind != BLOCK_PROMOTION) || b->text.length > 300)
      continue;
    for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
      const char *at = memmem(b->text.bytes, b->text.length, signs[s], strlen(signs[s]));
      if (!at) continue;
      Slice rest = cut(b->text, (uint32_t)(at - b->text.bytes) + (uint32_t)strlen(signs[s]));
      while (rest.length && (strchr("0123456789-©, ", rest.bytes[0]) || (unsigned char)rest.bytes[0] >= 0x80))
        rest = (Slice){rest.bytes + 1, rest.length - 1};
      uint32_t end = 0, words = 0;
      while (end < rest.length && rest.bytes[end] >= 'A' && rest.bytes[end] <= 'Z') { /* capitalised words */
        while (end < rest.length && !strchr(" .,;|!?)", rest.bytes[end])) end++;
        words++;
        if (end >= rest.length || rest.bytes[end] != ' ') break;
        if (end + 1 < rest.length && rest.bytes[end + 1] >= 'A' && rest.bytes[end + 1] <= 'Z')
          end++;
        else
          break;
      }
      if (words && words <= 5) document_candidate(d, FIELD_OUTLET, SOURCE_TEXT, 1, (Slice){rest.bytes, end});
    }
  }
}

/* ---- the choice ------------------------------------------------------------------------------ */

static const Candidate *best_of(const Document *d, Field field, bool (*fits)(Slice))
{
  const Candidate *best = NULL;
  float most = 0;
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field != field || (fits && !fits(c->value))) continue;
    float score = source_trust[field][c->source] * (0.2f + c->weight);
    if (score > most) {
      most = score;
      best = c;
    }
  }
  return best;
}

/* Does a word of this kind stand in the text? */
static bool has_byline_word(Slice s, BylineWord kind)
{
  for (uint32_t at = 0; at < s.length;) {
    uint32_t from = at;
    while (at < s.length && !strchr(" ,;|/()", s.bytes[at])) at++;
    int32_t row = at > from ? lexicon_find_word(&read_byline_words, s.bytes + from, at - from) : -1;
    if (row >= 0 && read_byline_words_rows[row].kind == kind) return true;
    if (at == from) at++;
  }
  return false;
}

static bool is_name_list(Slice s)
{
  Slice opened = byline_of(s);
  if (opened.bytes) s = opened; /* without the day that may follow */
  if (s.length && strchr(",;|", s.bytes[0])) return false;
  if (!begins(s, "view all posts by ") && has_byline_word(s, BYLINE_NEVER)) return false;
  Measure m = text_measure(s);
  if (m.words == 0 || m.words > 20 || s.length > 200 || m.ends_sentence ||
      memmem(s.bytes, s.length, "://", 3) || m.digits > 2)
    return false;
  return m.capital_words > 0 && !memchr(s.bytes, '@', s.length) && !memchr(s.bytes, '_', s.length);
}

static bool is_stamped(Slice s)
{
  Stamp stamp;
  uint32_t behind;
  return stamp_find(s, &stamp, &behind);
}

/* The names alone: without "By", and without a role or an employer behind a bar or
** the last comma. */
static Slice clean_byline(Slice s)
{
  Slice opened = byline_of(s), name = opened.bytes ? opened : slice_trim(s);
  if (begins(name, "view all posts by ")) name = cut(name, 18);
  for (uint32_t i = 1; i + 2 < name.length; i++) {
    bool bar =
        name.bytes[i] == ' ' && (name.bytes[i + 1] == '|' ||
                                 (i + 4 < name.length && memcmp(name.bytes + i + 1, "\xE2\x80\xA2", 3) == 0));
    if (bar) name.length = i;
  }
  for (uint32_t i = name.length; i-- > 1;) {
    if (name.bytes[i] != ',') continue;
    Slice behind = cut(name, i + 1);
    bool site = behind.length > 4 && strncasecmp(behind.bytes + behind.length - 4, ".com", 4) == 0;
    if (site || has_byline_word(behind, BYLINE_ROLE))
      name.length = i;
    else
      break;
  }
  return slice_trim(name);
}

/* example.org of https://www.example.org/x */
static Slice domain_of(Slice url)
{
  const char *start = memmem(url.bytes, url.length, "://", 3);
  Slice host = start ? cut(url, (uint32_t)(start - url.bytes) + 3) : url;
  uint32_t end = 0;
  while (end < host.length && !strchr("/:?#", host.bytes[end])) end++;
  host.length = end;
  if (begins(host, "www.")) host = cut(host, 4);
  return memchr(host.bytes, '.', host.length) && host.length > 3 ? host : SLICE_NONE;
}

static void set_stamp(Document *d, Article *article, const Stamp *stamp, const char *from)
{
  article->published = arena_format(d->arena, "%04d-%02d-%02d", stamp->year, stamp->month, stamp->day);
  article->published_from = from;
  if (stamp->hour < 0) return;
  article->published_at = stamp->second >= 0
                              ? arena_format(d->arena, "%sT%02d:%02d:%02d%s", article->published.bytes,
                                             stamp->hour, stamp->minute, stamp->second, stamp->zone)
                              : arena_format(d->arena, "%sT%02d:%02d%s", article->published.bytes,
                                             stamp->hour, stamp->minute, stamp->zone);
}

/* Days since an arbitrary day, exact enough for neighbours. */
static int day_number(const Stamp *s)
{
  static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  int leaps = s->year / 4 - s->year / 100 + s->year / 400,
      leap = (s->year % 4 == 0 && s->year % 100 != 0) || s->year % 400 == 0;
  return s->year * 365 + leaps + before[s->month - 1] - (leap && s->month < 3) + s->day;
}

/* Does a stamp of the page's metadata, of the first or of a later version, lie within a day
** of this one?  A day apart is another clock's. */
static bool is_confirmed(const Document *d, const Stamp *shown)
{
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    Stamp stamp;
    uint32_t behind;
    bool metadata = c->source == SOURCE_JSON_LD || c->source == SOURCE_META ||
                    (c->source == SOURCE_ITEMPROP && c->weight >= 0.3f);
    if (c->field != FIELD_PUBLISHED || !metadata || !stamp_find(c->value, &stamp, &behind)) continue;
    int apart = day_number(shown) - day_number(&stamp);
    if (apart >= -1 && apart <= 1) return true;
  }
  return false;
}

/* The day that the page shows its readers under the headline, as the publisher's clock has it
** and as the publisher counts it, where the metadata know that day too: they are often in
** universal time, or keep the day of a first version that is no longer shown. */
static bool shown_day(const Document *d, const Stamp *stated, Stamp *shown)
{
  Stamp stamp;
  uint32_t behind;
  bool found = false;
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field != FIELD_PUBLISHED || c->source != SOURCE_HEADER || c->weight < 0.9f ||
        !stamp_find(c->value, &stamp, &behind))
      continue;
    if (day_number(&stamp) == day_number(stated)) return false;
    if (!found && is_confirmed(d, &stamp)) {
      *shown = stamp;
      found = true;
    }
  }
  return found;
}

/* The day shown under the headline, where it lies within a day of the address's: addresses are often
** made by a clock in universal time. */
static bool shown_near(const Document *d, const Stamp *address, Stamp *shown)
{
  uint32_t behind;
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field != FIELD_PUBLISHED || c->source != SOURCE_HEADER || c->weight < 0.9f ||
        !stamp_find(c->value, shown, &behind))
      continue;
    int apart = day_number(shown) - day_number(address);
    if (apart >= -1 && apart <= 1) return true;
  }
  return false;
}

static void choose_day(Document *d, Article *article)
{
  Stamp shown;
  Stamp stamp;
  uint32_t behind;
  const Candidate *best = best_of(d, FIELD_PUBLISHED, is_stamped);
  bool in_url = article->url.bytes && stamp_in_url(article->url, &stamp);
  bool certain =
      best &&
      (best->source == SOURCE_RECORD || best->source == SOURCE_JSON_LD || best->source == SOURCE_META) &&
      best->weight >= 1;
  if (best && (certain || !in_url) && stamp_find(best->value, &stamp, &behind)) {
    if (shown_day(d, &stamp, &shown))
      set_stamp(d, article, &shown, "header");
    else
      set_stamp(d, article, &stamp, best->source == SOURCE_HEADER ? "header" : "metadata");
  } else if (in_url && stamp_in_url(article->url, &stamp)) {
    if (shown_near(d, &stamp, &shown))
      set_stamp(d, article, &shown, "header");
    else
      set_stamp(d, article, &stamp, "url");
  }
}

static Slice language_of(Slice s)
{
  char code[2];
  if (s.length < 2 || (s.length > 2 && s.bytes[2] != '-' && s.bytes[2] != '_'))
    return begins(s, "english") ? SLICE_LITERAL("en") : SLICE_NONE;
  text_fold(s.bytes, 2, code, 2);
  return code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z' ? (Slice){s.bytes, 2}
                                                                              : SLICE_NONE;
}

/* Blocks that say the title once more are no body. */
static void drop_headlines(Document *d, Slice title)
{
  bool seen = false;
  for (uint32_t i = 0; title.bytes && i < d->blocks.count; i++) {
    Block *b = &d->blocks.items[i];
    if (!slice_equal(b->text, title)) continue;
    b->kind = seen ? BLOCK_REPEAT : BLOCK_HEADLINE;
    b->rule = seen ? "repeat" : "headline";
    b->reading_no = 0;
    seen = true;
  }
}

void field_choose(Document *d, Article *article)
{
  Frame f = frame_of(d);
  bool titled = choose_title(d).bytes != NULL;
  if (!titled) find_headline(d, f);
  if (f.any) {
    find_lines(d, f);
    if (!titled) find_signature(d, f);
  }
  find_outlet(d, f);
  article->title = choose_title(d);
  drop_headlines(d, article->title);
  const Candidate *c = best_of(d, FIELD_URL, NULL);
  if (c) article->url = c->value;
  c = best_of(d, FIELD_BYLINE, is_name_list);
  if (c) article->byline = clean_byline(c->value);
  c = best_of(d, FIELD_OUTLET, NULL);
  article->outlet = c ? c->value : article->url.bytes ? domain_of(article->url) : SLICE_NONE;
  c = best_of(d, FIELD_LANGUAGE, NULL);
  if (c) {
    Slice code = language_of(c->value);
    char lower[2] = {0};
    if (code.bytes) text_fold(code.bytes, 2, lower, 2);
    if (code.bytes) article->language = arena_copy(d->arena, (Slice){lower, 2});
  }
  choose_day(d, article);
}
