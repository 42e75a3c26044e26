/* agree.c: one word, one meaning in one text: names of the same words get one type, and a
** name found somewhere is one elsewhere, too. */
#include "entity/link.h"

#include "text/lexicon.h"

/* Peoples, events and things take no part: "French" is a language here and a people there. */
enum { TYPE_COUNT = ENTITY_PLACE + 1 };
static bool takes_part(const Mention *m)
{
  return m->type <= ENTITY_PLACE;
}

/* What the mentions of the same words say. */
typedef struct Form {
  uint32_t hash;   /* 0: a free slot */
  uint32_t tokens; /* how many words; 0 where only longer names vouch for it */
  float votes[TYPE_COUNT];
  uint32_t found, missed; /* mentions; capitalised words outside of them */
} Form;

typedef struct Forms {
  Form *slots;
  uint32_t mask;
} Forms;

static Form *form_at(const Forms *forms, uint32_t hash)
{
  uint32_t slot = hash & forms->mask;
  while (forms->slots[slot].hash && forms->slots[slot].hash != hash) slot = (slot + 1) & forms->mask;
  return &forms->slots[slot];
}

static uint32_t phrase_of(const Text *text, uint32_t first, uint32_t last)
{
  uint32_t phrase = 0;
  for (uint32_t i = first; i < last; i++) phrase = lexicon_extend(phrase, text->tokens[i].hash);
  return phrase | !phrase;
}

static Form *vote(const Forms *forms, uint32_t hash, EntityType type, float weight)
{
  Form *form = form_at(forms, hash);
  form->hash = hash;
  form->votes[type] += weight;
  return form;
}

static void count_votes(const Text *text, const Mentions *mentions, const Forms *forms)
{
  for (uint32_t i = 0; i < mentions->all.count; i++) {
    const Mention *m = &mentions->all.items[i];
    uint32_t first = m->first_token, last = m->last_token;
    if (!takes_part(m)) continue;
    Form *form = vote(forms, phrase_of(text, first, last), m->type, m->confidence);
    form->tokens = last - first;
    form->found++;
    if (m->type != ENTITY_PERSON || last - first < 2) continue;
    vote(forms, phrase_of(text, first, first + 1), m->type, m->confidence);
    vote(forms, phrase_of(text, last - 1, last), m->type, m->confidence);
  }
}

/* Is token i a short form of the organisation m: letters, or a word that begins as it does? */
static bool is_short_form(const Text *text, const Mention *m, uint32_t i)
{
  const Token *t = &text->tokens[i];
  return t->kind == TOKEN_WORD && t->end - t->start > 1 &&
         (t->flags & TOKEN_ALL_CAPITALS ||
          (t->flags & TOKEN_CAPITAL && text->bytes[t->start] == text->bytes[m->start]));
}

/* "World Weather Registry (WWR)", "WWR (World Weather Registry)": both are organisations. */
static void vote_for_short_forms(const Text *text, const Mentions *mentions, const Forms *forms)
{
  const float weight = 2; /* more than what the tagger thinks of two mentions */
  for (uint32_t i = 0; i < mentions->all.count; i++) {
    const Mention *m = &mentions->all.items[i];
    uint32_t first = m->first_token, last = m->last_token, at;
    if (m->type != ENTITY_ORG || last - first < 2) continue;
    if (last + 2 < text->token_count && text->tokens[last].mark == '(' && text->tokens[last + 2].mark == ')')
      at = last + 1;
    else if (first > 1 && last < text->token_count && text->tokens[first - 1].mark == '(' &&
             text->tokens[last].mark == ')')
      at = first - 2;
    else
      continue;
    if (!is_short_form(text, m, at)) continue;
    Form *form = vote(forms, phrase_of(text, at, at + 1), ENTITY_ORG, weight);
    form->tokens = 1;
    form->found++;
  }
}

static EntityType winner(const Form *form)
{
  EntityType best = ENTITY_PERSON;
  for (int type = 1; type < TYPE_COUNT; type++) {
    if (form->votes[type] > form->votes[best]) best = (EntityType)type;
  }
  return best;
}

static void settle_types(const Text *text, Mentions *mentions, const Forms *forms)
{
  for (uint32_t i = 0; i < mentions->all.count; i++) {
    Mention *m = &mentions->all.items[i];
    if (takes_part(m)) m->type = winner(form_at(forms, phrase_of(text, m->first_token, m->last_token)));
  }
}

/* ---- names passed over ------------------------------------------------------------------- */

/* A word with a capital that is not there because a sentence begins. */
static bool may_name(const Text *text, uint32_t i)
{
  enum { LEAST_BYTES = 3 };
  const Token *t = &text->tokens[i];
  if (t->kind != TOKEN_WORD || !(t->flags & TOKEN_CAPITAL) || t->end - t->start < LEAST_BYTES) return false;
  if ((i && t[-1].mark == '-') || (i + 1 < text->token_count && t[1].mark == '-')) return false;
  return !(t->flags & TOKEN_SENTENCE_START) || !(name_list_find(lexicon_extend(0, t->hash)) & LIST_WORD);
}

/* The form of token i where it stands for a name of one word, else NULL. */
static Form *passed_over(const Text *text, const Forms *forms, uint32_t i)
{
  const float least = 1; /* two weak mentions, or a sure one and a half */
  if (!may_name(text, i)) return NULL;
  Form *form = form_at(forms, phrase_of(text, i, i + 1));
  return form->tokens == 1 && form->votes[winner(form)] >= least ? form : NULL;
}

/* Is the word oftener a name than not? */
static bool is_again(const Form *form)
{
  return form && form->missed <= form->found + (winner(form) == ENTITY_PERSON);
}

typedef struct PassedOver {
  VECTOR(uint32_t) tokens; /* in order */
} PassedOver;

/* Finds the words outside of the mentions that may stand for a name, and counts them. */
static void look_outside(Arena *arena, const Text *text, const Mentions *mentions, const Forms *forms,
                         PassedOver *words)
{
  uint32_t i = 0;
  for (uint32_t next = 0; next <= mentions->all.count && arena_every(arena, next); next++) {
    const Mention *m = next < mentions->all.count ? &mentions->all.items[next] : NULL;
    for (uint32_t end = m ? m->first_token : text->token_count; i < end; i++) {
      if (!(text->tokens[i].flags & TOKEN_CAPITAL)) continue;
      Form *form = passed_over(text, forms, i);
      uint32_t *word = form ? vector_push(arena, &words->tokens) : NULL;
      if (!word) continue;
      *word = i;
      form->missed++;
    }
    if (m) i = m->last_token;
  }
}

/* Writes the mentions in order, with those of the words that are names. */
static void add_words(Arena *arena, const Text *text, const Mentions *mentions, const Forms *forms,
                      const PassedOver *words, Mentions *all)
{
  uint32_t next = 0;
  for (uint32_t w = 0; w <= words->tokens.count; w++) {
    uint32_t i = w < words->tokens.count ? words->tokens.items[w] : text->token_count;
    for (; next < mentions->all.count && mentions->all.items[next].first_token < i; next++) {
      Mention *copy = vector_push(arena, &all->all);
      if (copy) *copy = mentions->all.items[next];
    }
    const Form *form = i < text->token_count ? passed_over(text, forms, i) : NULL;
    Mention *again = is_again(form) ? vector_push(arena, &all->all) : NULL;
    if (!again) continue;
    *again = (Mention){.start = text->tokens[i].start,
                       .end = text->tokens[i].end,
                       .first_token = i,
                       .last_token = i + 1,
                       .type = winner(form),
                       .via = "full",
                       .confidence = 0.5f};
  }
}

void mention_agree(Arena *arena, const Text *text, Mentions *mentions)
{
  Forms forms = {.mask = 15};
  PassedOver words = {0};
  Mentions all = {0};
  if (!mentions->all.count) return;
  while (forms.mask < mentions->all.count * 8) forms.mask = forms.mask * 2 + 1; /* four forms a mention */
  forms.slots = arena_alloc(arena, (forms.mask + (size_t)1) * sizeof *forms.slots);
  if (!forms.slots) return;
  count_votes(text, mentions, &forms);
  vote_for_short_forms(text, mentions, &forms);
  settle_types(text, mentions, &forms);
  look_outside(arena, text, mentions, &forms, &words);
  if (!words.tokens.count) return;
  add_words(arena, text, mentions, &forms, &words, &all);
  if (arena->result == NEWS_OK) *mentions = all;
}
