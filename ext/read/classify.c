/* classify.c: the model's decision on each block, and what the dropped ones are. */
#include "read/classify.h"

#include <string.h>

/* The price of a change between body and other blocks, in units of the weights. */
static const float change_page = 0.0f, change_plain = 0.0f;

void classify_decode(Document *document, const Look *looks, const Weights *weights, float change, bool *body)
{
  uint32_t count = document->blocks.count;
  /* came[i][s]: the state before i on the best way that ends in state s at i. */
  unsigned char *came = arena_alloc(document->arena, (size_t)count * 2 + 2);
  if (!came) return;
  float out = 0, in = -change;
  for (uint32_t i = 0; i < count; i++) {
    float score = 0;
    for (int f = 0; f < FEATURES; f++) {
      if (looks[i].on[f]) score += weights->of[0][f];
      if (looks[i].before != UINT32_MAX && looks[looks[i].before].on[f]) score += weights->of[1][f];
      if (looks[i].behind != UINT32_MAX && looks[looks[i].behind].on[f]) score += weights->of[2][f];
    }
    document->evidence.items[i].score = score;
    bool to_out = in - change > out, to_in = out - change > in;
    float next_out = to_out ? in - change : out, next_in = (to_in ? out - change : in) + score;
    came[2 * i] = to_out;
    came[2 * i + 1] = !to_in;
    out = next_out;
    in = next_in;
  }
  bool state = in - change > out;
  for (uint32_t i = count; i-- > 0;) {
    body[i] = state;
    state = came[2 * i + state];
  }
}

/* The feature that spoke most for the decision. */
static const char *deciding_rule(const Look *look, const Weights *weights, bool body)
{
  float most = 0;
  const char *rule = body ? "company" : "no_evidence";
  for (int f = 1; f < FEATURES; f++) {
    float w = look->on[f] ? weights->of[0][f] : 0;
    if (!body) w = -w;
    if (w > most) {
      most = w;
      rule = read_weights_rows[f].rule;
    }
  }
  return rule;
}

/* What a dropped block is, the surest sign first. */
static BlockKind dropped_kind(const Look *look, const Block *block)
{
  const bool *on = look->on;
  if (on[FEATURE_IS_HEADLINE]) return on[FEATURE_REPEAT] ? BLOCK_REPEAT : BLOCK_HEADLINE;
  if (on[FEATURE_PHRASE_CREDIT] && look->measure.words <= 12) return BLOCK_CREDIT;
  if (on[FEATURE_CAPTION] || on[FEATURE_TAG_CAPTION] || on[FEATURE_PHRASE_CAPTION] || on[FEATURE_CREDIT_END])
    return BLOCK_CAPTION;
  if (on[FEATURE_FIGURE] && look->measure.words >= 5) return BLOCK_CAPTION;
  if (look->dated && look->measure.words >= 8 && !on[FEATURE_SHORT_STAMP])
    return BLOCK_CAPTION; /* "..., March 13, 2024. Name/Agency" */
  if (on[FEATURE_PHRASE_CREDIT] || on[FEATURE_CREDIT])
    return look->measure.words > 12 ? BLOCK_CAPTION : BLOCK_CREDIT;
  if (look->phrase) return look->phrase_kind;
  if (on[FEATURE_SHORT_STAMP] || (on[FEATURE_DATE] && look->measure.words <= 10)) return BLOCK_DATE;
  if (on[FEATURE_BYLINE] ||
      strncmp(block->text.bytes, "By ", block->text.length < 3 ? block->text.length : 3) == 0 ||
      strncmp(block->text.bytes, "By:", block->text.length < 3 ? block->text.length : 3) == 0)
    return BLOCK_BYLINE;
  if (on[FEATURE_FORM] || on[FEATURE_COMMENT]) return BLOCK_FORM;
  if (on[FEATURE_PROMOTION]) return BLOCK_PROMOTION;
  if (on[FEATURE_TEASER] || (look->measure.words >= 8 && !on[FEATURE_NAVIGATION])) return BLOCK_TEASER;
  if (on[FEATURE_REPEAT]) return BLOCK_REPEAT;
  return BLOCK_NAVIGATION;
}

static BlockKind kept_kind(const Document *d, uint32_t i, const Look *looks, const bool *body)
{
  const Evidence *e = &d->evidence.items[i];
  const Measure *m = &looks[i].measure;
  if (e->tag == TAG_HEADING) return BLOCK_HEADING;
  if (e->item) return BLOCK_ITEM;
  bool next = i + 1 < d->blocks.count && body[i + 1] && looks[i + 1].measure.words > m->words;
  if (!m->ends_sentence && m->words <= 12 && next && !looks[i].on[FEATURE_QUOTED]) return BLOCK_HEADING;
  return BLOCK_PARAGRAPH;
}

/* The publisher's own body field: only the headline again and repeats go. */
static void keep_all(Document *d, const Look *looks, bool *body)
{
  for (uint32_t i = 0; i < d->blocks.count; i++) body[i] = !(i < 3 && looks[i].on[FEATURE_IS_HEADLINE]);
}

/* Captions and credits that stand between paragraphs of plain text, where the model's
** company would carry them along.  behind: the next block, or NULL. */
static bool is_caption_line(const Look *look, const Look *behind, bool page)
{
  if (page) return look->on[FEATURE_TAG_CAPTION]; /* whatever the model learned from galleries */
  bool credited = behind && behind->on[FEATURE_PHRASE_CREDIT] && behind->measure.words <= 10 &&
                  !behind->measure.ends_sentence;
  if (credited && look->dated && look->measure.words <= 60) return true;
  return (look->on[FEATURE_CREDIT_END] && look->measure.words >= 4) ||
         (look->on[FEATURE_PHRASE_CREDIT] && look->measure.words <= 10 && !look->measure.ends_sentence);
}

/* "Ferry drill in the strait", right above its picture's caption while empty lines part the
** paragraphs: the title that picture agencies give. */
static bool is_caption_title(const Document *d, const Look *looks, uint32_t i)
{
  enum { WORDS_MOST = 20 };
  if (i + 2 >= d->blocks.count) return false;
  const Evidence *own = &d->evidence.items[i], *next = &d->evidence.items[i + 1];
  return own->gap && !own->item && !next->gap && !next->item && !looks[i].measure.ends_sentence &&
         !looks[i].on[FEATURE_ENDS_COLON] && looks[i].measure.words <= WORDS_MOST &&
         is_caption_line(&looks[i + 1], &looks[i + 2], false);
}

void classify_decide(Document *d, const Look *looks, const Weights *weights)
{
  bool page = classify_is_page(d);
  bool *body = arena_alloc(d->arena, d->blocks.count + 1);
  if (!body) return;
  classify_decode(d, looks, weights, page ? change_page : change_plain, body);
  if (d->trusted) keep_all(d, looks, body);
  uint32_t place = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    Block *block = &d->blocks.items[i];
    const Look *behind = i + 1 < d->blocks.count ? &looks[i + 1] : NULL;
    bool title = !d->trusted && !page && is_caption_title(d, looks, i),
         caption = title || (!d->trusted && is_caption_line(&looks[i], behind, page)),
         again = body[i] && looks[i].on[FEATURE_IS_HEADLINE];
    if (caption || (again && looks[i].measure.words >= 4)) body[i] = false;
    block->rule = d->trusted ? "record"
                  : title    ? "caption_title"
                  : caption  ? "caption_line"
                  : again    ? "headline"
                             : deciding_rule(&looks[i], weights, body[i]);
    block->kind = body[i] ? kept_kind(d, i, looks, body)
                  : title ? BLOCK_CAPTION
                          : dropped_kind(&looks[i], block);
    block->reading_no = body[i] ? ++place : 0;
  }
}

void classify_blocks(Document *d)
{
  Weights weights = {0};
  bool page = classify_is_page(d);
  for (uint32_t i = 0; i < read_weights.count; i++) {
    const WeightRow *row = &read_weights_rows[i];
    weights.of[0][row->feature] = page ? row->page : row->plain;
    weights.of[1][row->feature] = page ? row->page_before : row->plain_before;
    weights.of[2][row->feature] = page ? row->page_behind : row->plain_behind;
  }
  /* What is found out on the way is given back before the body is made. */
  Arena *own = d->arena, looks_arena;
  arena_init(&looks_arena, own->allocator);
  looks_arena.interrupted = own->interrupted;
  looks_arena.interrupt_context = own->interrupt_context;
  d->arena = &looks_arena;
  Look *looks = classify_look(d);
  if (looks) classify_decide(d, looks, &weights);
  d->arena = own;
  if (looks_arena.result != NEWS_OK) arena_fail(own, looks_arena.result, "%s", looks_arena.message);
  arena_free(&looks_arena);
}
