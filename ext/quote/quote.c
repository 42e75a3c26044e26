/* quote.c: from attributions and stretches to rows. */
#include "quote/quote.h"

#include "quote/assembly.h"
#include "quote/speaker.h"

/* A stretch below this probability of being speech is a scare quote. */
#define SPEECH_THRESHOLD 0.5f

/* Sources below this do not change who "he" is. */
#define SURE_SOURCE 0.6f

/* Two words that are no clause are believed to be what is said from here on. */
#define SURE_TOPIC 0.6f

const char *quote_kind_name(QuoteKind kind)
{
  static const char *const names[] = {"direct", "partial", "indirect", "scare"};
  return (unsigned)kind < 4 ? names[kind] : names[0];
}

typedef struct Builder {
  Arena *arena;
  const Text *text;
  Stretches stretches;
  Units units;
  Attributions attributions;
  Assembly assembly;
  Discourse discourse;
  Speaker *speakers; /* of each attribution */
  Quotes *quotes;
} Builder;

static uint32_t first_token(const Builder *b, uint32_t item)
{
  return b->units.items.items[item].first;
}
static uint32_t last_token(const Builder *b, uint32_t item)
{
  return b->units.items.items[item - 1].last;
}

static bool is_edge_mark(const Token *t)
{
  return t->kind == TOKEN_QUOTE || t->mark == ',' || t->mark == '.' || t->mark == ';' || t->mark == ':' ||
         t->mark == '~';
}

/* ---- the reporting clause -------------------------------------------------- */

/* not, never, denied ... among the words of the cue. */
static bool is_negated(const Builder *b, const Attribution *a)
{
  for (uint32_t i = a->cue_first; i < a->cue_last; i++) {
    const Item *item = &b->units.items.items[i];
    if (item->closed == WORD_NEGATION || text_is(b->text, item->first, "denied") ||
        text_is(b->text, item->first, "denies") || text_is(b->text, item->first, "denying")) {
      return true;
    }
  }
  return false;
}

static Slice token_slice(const Text *text, uint32_t first, uint32_t last)
{
  if (first >= last) return SLICE_NONE;
  uint32_t start = text->tokens[first].start, end = text->tokens[last - 1].end;
  return (Slice){text->bytes + start, end - start};
}

/* The noun phrase behind "told": up to a comma, a clause or a stretch. */
static Slice addressee_of(const Builder *b, const Attribution *a)
{
  const Item *items = b->units.items.items;
  if (!(items[a->cue].frames & FRAME_OBJECT)) return SLICE_NONE;
  uint32_t limit = b->units.all.items[a->unit].last, from = a->cue + 1, i = from;
  if (a->content_first > a->cue && a->content_last > a->content_first) limit = a->content_first;
  if (a->source_first > a->cue && a->source_last > a->source_first) return SLICE_NONE;
  for (; i < limit && i < from + 10; i++) {
    const Item *it = &items[i];
    if (it->stretch != STRETCH_NONE || (it->flags & ITEM_MARK && b->text->tokens[it->first].mark != '-'))
      break;
    if (it->closed == WORD_THAT || it->closed == WORD_RELATIVE || it->closed == WORD_ADVERB ||
        it->closed == WORD_DAY)
      break;
    if (it->closed == WORD_PREPOSITION && i > from) break;
    if (it->closed == WORD_PREPOSITION || it->closed == WORD_SUBJECT) return SLICE_NONE;
  }
  return i > from && i < from + 10 ? token_slice(b->text, items[from].first, items[i - 1].last) : SLICE_NONE;
}

/* "in a statement", "on Twitter", "tweeted". */
static Slice medium_of(const Builder *b, const Attribution *a)
{
  static const char *const nouns[] = {
      "statement",  "interview", "tweet",     "speech",   "letter",  "email",      "message", "memo",
      "conference", "post",      "briefing",  "release",  "op",      "book",       "report",  "video",
      "twitter",    "facebook",  "instagram", "telegram", "youtube", "television", "tv"};
  const Item *items = b->units.items.items;
  uint32_t limit = b->units.all.items[a->unit].last;
  if (a->medium_last > a->medium_first) {
    return token_slice(b->text, first_token(b, a->medium_first), last_token(b, a->medium_last));
  }
  if (text_is(b->text, items[a->cue].first, "tweeted") || text_is(b->text, items[a->cue].first, "tweets")) {
    return SLICE_LITERAL("Twitter");
  }
  for (uint32_t i = a->cue + 1; i < limit && i < a->cue + 8; i++) {
    if (items[i].stretch != STRETCH_NONE || items[i].closed == WORD_THAT) break;
    if (TEXT_IS_ANY(b->text, items[i].first, nouns))
      return token_slice(b->text, items[i].first, items[i].last);
  }
  return SLICE_NONE;
}

static void describe(const Builder *b, uint32_t attribution, Quote *q)
{
  if (attribution == ATTRIBUTION_NONE) return;
  const Attribution *a = &b->attributions.all.items[attribution];
  const Speaker *s = &b->speakers[attribution];
  const Token *tokens = b->text->tokens;
  q->speaker = s->name;
  q->role = s->role;
  if (a->source_last > a->source_first) {
    uint32_t last = last_token(b, a->source_last), first = first_token(b, a->source_first);
    while (last > first + 1 && tokens[last - 1].mark == ',') last--;
    q->speaker_span = (Span){tokens[first].start, tokens[last - 1].end};
  }
  uint32_t cue_last = a->cue_last;
  while (cue_last > a->cue + 1 && b->units.items.items[cue_last - 1].flags & ITEM_MARK) cue_last--;
  q->cue = (Span){tokens[first_token(b, a->cue_first)].start, tokens[last_token(b, cue_last) - 1].end};
  q->negated = is_negated(b, a);
  q->addressee = addressee_of(b, a);
  q->medium = medium_of(b, a);
}

/* ---- rows ------------------------------------------------------------------ */

static const char *const cue_rules[] = {[CUE_NONE] = "mark",           [CUE_SAY] = "say",
                                        [CUE_TELL] = "tell",           [CUE_ANSWER] = "answer",
                                        [CUE_ANNOUNCE] = "announce",   [CUE_ASK] = "ask",
                                        [CUE_NAME] = "name",           [CUE_THINK] = "think",
                                        [CUE_SHOW] = "show",           [CUE_NOUN] = "noun",
                                        [CUE_ACCORDING] = "according", [CUE_OPINION] = "opinion",
                                        [CUE_OTHER] = "state"};
static const char *const bond_rules[] = {
    [BOND_NONE] = "marks",       [BOND_WHOLE] = "quote",         [BOND_INSIDE] = "fragment",
    [BOND_PART] = "interrupted", [BOND_CONTINUED] = "continued", [BOND_FOLLOWS] = "follows",
    [BOND_LEAD] = "lead-in",     [BOND_NEAR] = "near",           [BOND_NAMED] = "named"};

static Quote *add_row(Builder *b, uint32_t first, uint32_t last, QuoteKind kind)
{
  while (first < last && is_edge_mark(&b->text->tokens[first])) first++;
  while (last > first && kind == QUOTE_INDIRECT && is_edge_mark(&b->text->tokens[last - 1]) &&
         !(b->text->tokens[last - 1].kind == TOKEN_QUOTE)) {
    last--;
  }
  if (first >= last) return NULL;
  Quote *q = vector_push(b->arena, &b->quotes->all);
  if (!q) return NULL;
  q->start = b->text->tokens[first].start;
  q->end = b->text->tokens[last - 1].end;
  q->kind = kind;
  q->speaker = q->role = q->addressee = q->medium = SLICE_NONE;
  return q;
}

/* A stretch of whole clauses, not a fragment of the reporter's sentence. */
static bool is_clause(const Builder *b, const Stretch *s, Bond bond)
{
  const Token *first = &b->text->tokens[s->first], *last = &b->text->tokens[s->last - 1];
  bool capital = first->flags & TOKEN_CAPITAL || first->mark == '[' || first->mark == '_';
  bool ends = last->mark == ',' || last->mark == '.' || last->mark == '?' || last->mark == '!' ||
              last->mark == '~' || last->mark == '_' || s->close == TOKEN_NONE;
  if (bond == BOND_INSIDE) return false;
  if (bond == BOND_NEAR || bond == BOND_NONE) return capital && s->last - s->first >= 5;
  return capital || (ends && bond != BOND_WHOLE) || (s->last - s->first >= 8);
}

/* A short stretch inside another is a title or a term; a longer one is speech
** within speech, which the row of the outer one holds already. */
static void add_inner(Builder *b, const Stretch *s)
{
  enum { TERM_TOKENS = 6 };
  if (s->last - s->first > TERM_TOKENS) return;
  Quote *q = add_row(b, s->first, s->last, QUOTE_SCARE);
  if (!q) return;
  q->rule = "inner";
  q->confidence = 0.6f;
}

/* "SMITH: We will go." in a transcript: the token behind the colon, or s->first. */
static uint32_t behind_label(const Builder *b, const Stretch *s)
{
  enum { LABEL_TOKENS = 4 };
  for (uint32_t i = s->first; i + 1 < s->last && i < s->first + LABEL_TOKENS; i++) {
    const Token *t = &b->text->tokens[i];
    if (t->mark == ':') return i > s->first ? i + 1 : s->first;
    if (!(t->flags & (TOKEN_ALL_CAPITALS | TOKEN_ABBREVIATION))) break;
  }
  return s->first;
}

static void add_stretch(Builder *b, uint32_t index)
{
  const Stretch *s = &b->stretches.all.items[index];
  const StretchBond *bond = &b->assembly.bonds[index];
  if (s->inner) add_inner(b, s);
  if (bond->item == ITEM_NONE) return;
  bool speech = bond->speech >= SPEECH_THRESHOLD && bond->bond != BOND_NAMED;
  QuoteKind kind = !speech ? QUOTE_SCARE : is_clause(b, s, bond->bond) ? QUOTE_DIRECT : QUOTE_PARTIAL;
  uint32_t first = behind_label(b, s);
  Quote *q = add_row(b, first, s->last, first > s->first ? QUOTE_DIRECT : kind);
  if (!q) return;
  if (first > s->first) {
    q->rule = "transcript";
    q->confidence = 0.9f;
    q->speaker_span = (Span){b->text->tokens[s->first].start, b->text->tokens[first - 2].end};
    q->speaker = speaker_resolve(&b->discourse, s->first, first - 1, false).name;
    return;
  }
  q->rule = bond_rules[bond->bond];
  q->confidence = speech ? bond->speech : 1 - bond->speech;
  if (speech) describe(b, bond->attribution, q);
}

/* "would not comment on the plan" reports nothing. */
static bool is_refusal(const Builder *b, const Attribution *a)
{
  const Item *cue = &b->units.items.items[a->cue];
  bool answer = cue->cue == CUE_ANSWER || text_is(b->text, cue->first, "comment") ||
                text_is(b->text, cue->first, "discuss");
  return answer && is_negated(b, a);
}

/* Thoughts, findings and opinions are rows only where the words are sure to be
** somebody's. */
static float least_confidence(const Item *cue, const Item *content)
{
  if (cue->cue == CUE_THINK && content->closed == WORD_PREPOSITION) return 1; /* hopes to, wants to */
  switch (cue->cue) {
  case CUE_SAY:
  case CUE_TELL:
  case CUE_ACCORDING: return 0.25f;
  case CUE_ANNOUNCE:
  case CUE_ASK:
  case CUE_NAME:
  case CUE_ANSWER: return 0.35f;
  default: return 0.6f;
  }
}

/* One word or two that are no clause ("he left") are mostly what is spoken of, not what is said. */
static bool is_topic(const Builder *b, const Attribution *a, float confidence)
{
  const Item *items = b->units.items.items;
  uint32_t words = 0;
  bool clause = false;
  for (uint32_t i = a->content_first; i < a->content_last && words <= 2; i++) {
    if (items[i].stretch != STRETCH_NONE) return false;
    clause |= items[i].closed == WORD_SUBJECT;
    if (!(items[i].flags & ITEM_MARK)) words++;
  }
  return words <= 1 || (words == 2 && !clause && confidence < SURE_TOPIC);
}

/* "The bridge, she said, will close": where the second half begins, or the end of
** the unit. */
static uint32_t second_half(const Builder *b, const Attribution *a)
{
  const Item *items = b->units.items.items;
  uint32_t end = b->units.all.items[a->unit].last;
  uint32_t behind = a->cue_last > a->source_last ? a->cue_last : a->source_last;
  bool split = a->content_last <= a->cue_first && a->content_last > a->content_first &&
               a->source_last > a->source_first;
  if (!split || behind + 1 >= end || b->text->tokens[items[behind].first].mark != ',') return end;
  const Item *next = &items[behind + 1];
  if (next->closed == WORD_CONJUNCTION || next->closed == WORD_RELATIVE || next->cue ||
      next->flags & ITEM_MARK)
    return end;
  for (uint32_t i = behind + 1; i < end; i++) {
    if (items[i].stretch != STRETCH_NONE ||
        (items[i].cue && items[i].cue != CUE_NOUN && items[i].cue != CUE_OTHER))
      return end;
  }
  return behind + 1;
}

static void add_indirect(Builder *b, uint32_t index)
{
  const Attribution *a = &b->attributions.all.items[index];
  if (a->content_last <= a->content_first) return;
  const Item *items = b->units.items.items;
  if (assembly_is_stretch(&b->assembly, a)) return; /* a row already */
  float confidence = a->cue_probability * a->content_probability;
  if (is_refusal(b, a) || confidence < least_confidence(&items[a->cue], &items[a->content_first])) return;
  uint32_t end = b->units.all.items[a->unit].last, second = second_half(b, a);
  if (second == end && is_topic(b, a, confidence)) return;
  for (int half = 0; half < (second < end ? 2 : 1); half++) {
    uint32_t first = half ? second : a->content_first, last = half ? end : a->content_last;
    Quote *q = add_row(b, first_token(b, first), last_token(b, last), QUOTE_INDIRECT);
    if (!q) return;
    q->rule = cue_rules[items[a->cue].cue];
    q->confidence = confidence;
    describe(b, index, q);
  }
}

static int by_position(const void *x, const void *y)
{
  const Quote *a = x, *b = y;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  if (a->end != b->end) return a->end > b->end ? -1 : 1;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  return a->cue.start < b->cue.start ? -1 : a->cue.start > b->cue.start;
}

/* Drops doubles; sets `within` to an indirect quote around. */
static void finish(Arena *arena, Quotes *quotes)
{
  uint32_t kept = 0;
  if (!quotes->all.count) return;
  arena_sort(arena, quotes->all.items, quotes->all.count, sizeof(Quote), by_position);
  for (uint32_t i = 0; i < quotes->all.count; i++) {
    Quote *q = &quotes->all.items[i], *before = kept ? &quotes->all.items[kept - 1] : NULL;
    if (before && before->start == q->start && before->end == q->end && before->kind == q->kind) {
      if (q->confidence > before->confidence) *before = *q;
      continue;
    }
    quotes->all.items[kept++] = *q;
  }
  quotes->all.count = kept;
  for (uint32_t i = 0, around = 0; i < kept; i++) {
    Quote *q = &quotes->all.items[i];
    if (q->kind == QUOTE_INDIRECT) {
      if (!around || quotes->all.items[around - 1].end < q->end) around = i + 1;
    } else if (around && q->end <= quotes->all.items[around - 1].end) {
      q->within = around;
    }
  }
}

static void resolve_speakers(Builder *b)
{
  b->speakers = arena_alloc(b->arena, (b->attributions.all.count + 1) * sizeof *b->speakers);
  if (!b->speakers) return;
  const Item *items = b->units.items.items;
  for (uint32_t i = 0; i < b->attributions.all.count && arena_every(b->arena, i); i++) {
    const Attribution *a = &b->attributions.all.items[i];
    uint32_t first = a->source_first, last = a->source_last;
    b->speakers[i] = (Speaker){SLICE_NONE, SLICE_NONE};
    if (last <= first) continue;
    /* "Ukraine's [envoy] called it": a name whose noun is missing is not the speaker. */
    if (items[last - 1].flags & ITEM_POSSESSIVE && !(items[a->cue].frames & FRAME_NOMINAL)) continue;
    uint32_t remembered = b->discourse.last_entity;
    b->speakers[i] = speaker_resolve(&b->discourse, first_token(b, first), last_token(b, last),
                                     items[a->cue].frames & FRAME_MORE);
    if (a->cue_probability * a->source_probability < SURE_SOURCE) b->discourse.last_entity = remembered;
  }
}

NewsResult quote_find(Arena *arena, const Text *text, const Mentions *mentions, Quotes *quotes)
{
  Builder b = {.arena = arena, .text = text, .quotes = quotes};
  marks_pair(arena, text, &b.stretches);
  units_make(arena, text, &b.stretches, &b.units);
  attributions_find(arena, &b.units, &b.attributions);
  if (!discourse_make(arena, text, mentions, &b.discourse)) return arena->result;
  if (!assembly_make(arena, text, &b.stretches, &b.units, &b.attributions, &b.assembly)) return arena->result;
  resolve_speakers(&b);
  for (uint32_t i = 0; i < b.stretches.all.count && arena_running(arena); i++) add_stretch(&b, i);
  for (uint32_t i = 0; i < b.attributions.all.count && arena_running(arena); i++) add_indirect(&b, i);
  if (arena->result == NEWS_OK) finish(arena, quotes);
  return arena->result;
}
