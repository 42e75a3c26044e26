/*
** tagger.h: the sequence model that finds and types names.
**
** A linear-chain conditional random field over BIO tags of six types, trained by
** ext/model/entity_trainer.c.  The weights of a feature are a row, one a tag, found by
** the feature's hash; weights are int8 with a power-of-two scale a row.
*/
#ifndef NEWS_ENTITY_TAGGER_H
#define NEWS_ENTITY_TAGGER_H

#include "entity/place.h"

enum { TYPES = 6, TAGS = 1 + 2 * TYPES, ROW_WIDTH = 16, FEATURES_MOST = 81 };
/* Tag 0 is outside; 1 + 2 * type begins, 2 + 2 * type continues a mention. */

/* A feature's row is the one with its fingerprint in its bucket; a feature without one
** weighs nothing.  Fingerprint 0: no row. */
enum { BUCKET_ROWS = 7, MODEL_BUCKETS = 18725, MODEL_WEIGHT_MOST = 400 };
typedef struct ModelRow {
  int8_t weights[TAGS]; /* times 1 << shift */
  uint8_t shift, padding[2];
} ModelRow;
typedef struct ModelBucket { /* two cache lines, the heaviest rows in the first */
  uint16_t prints[BUCKET_ROWS + 1];
  ModelRow rows[BUCKET_ROWS];
} ModelBucket;
typedef struct Model {
  uint32_t magic, buckets;
  int16_t transitions[TAGS + 1][ROW_WIDTH]; /* [from][to]; row TAGS: from the sentence's start */
  uint8_t padding[56];                      /* buckets begin with a cache line */
  ModelBucket bucket[MODEL_BUCKETS];
} Model;
_Static_assert(sizeof(ModelBucket) == 128 && sizeof(Model) % 64 == 0, "buckets fill cache lines");
enum { MODEL_MAGIC = 0x4E455755 };
#define MODEL_UNIT 64.0f /* integer units of a logarithm of odds */
/* What cannot follow weighs MODEL_NEVER; what can, and a tag's distance to the best one
** of its token, at most MODEL_FAR. */
enum { MODEL_NEVER = -12000, MODEL_TRANSITION_MOST = 2000, MODEL_FAR = -8000 };
static inline uint32_t model_bucket(uint32_t feature)
{
  return (uint32_t)((uint64_t)feature * MODEL_BUCKETS >> 32);
}
static inline uint16_t model_print(uint32_t feature)
{
  return (uint16_t)((feature & 0xFFFF) + !(feature & 0xFFFF));
}

/* What stands around a run of capitals, or in it. */
enum {
  RUN_TITLE = 1 << 0,
  RUN_BEHIND_IN = 1 << 1, /* a preposition of place */
  RUN_BEHIND_THE = 1 << 2,
  RUN_SPEAKS = 1 << 3, /* a verb of saying is behind it */
  RUN_OWNS = 1 << 4,   /* a possessive */
  RUN_FIRST_NAME = 1 << 5,
  RUN_ORGANISATION_WORD = 1 << 6,
  RUN_IS_PERSON = 1 << 7, /* by the noun that tells what it is */
  RUN_IS_GROUP = 1 << 8,
  RUN_IS_PLACE = 1 << 9
};
typedef struct Run {
  uint32_t first, last; /* tokens, half open */
  uint32_t noun;        /* hash of the noun that tells what it is ("Orvale is a village"), or 0 */
  uint8_t noun_class;
  uint16_t signs; /* RUN_ flags; once all are known, those of all runs of the text with this last word */
} Run;

/* What is known of a token before its neighbours are looked at. */
typedef struct Sight {
  uint32_t word, shape, form; /* hashes: digits as 0; collapsed shape; long shape */
  uint32_t lists;             /* SIGHT_LIST_BITS a list: a ListPart */
  Run *run;                   /* the capitals it stands among, or NULL */
  uint8_t word_class;         /* word_class_of */
  uint8_t uses;               /* WordUse of the word in the whole text */
  bool common;                /* in the list of lower-case words */
  bool role, organisation;    /* a title word, a word of organisations' names */
  bool all_capital_line;
  bool busy; /* the model runs here */
} Sight;
typedef enum ListPart { LIST_NONE, LIST_BEGIN, LIST_INSIDE, LIST_END, LIST_SINGLE } ListPart;
enum { SIGHT_LISTS = 6, SIGHT_LIST_BITS = 3 }; /* first, surname, person, place, org, group */
static inline uint32_t sight_list(const Sight *s, uint32_t list)
{
  return s->lists >> list * SIGHT_LIST_BITS & ((1u << SIGHT_LIST_BITS) - 1);
}
typedef enum WordUse { USED_LOWER = 1, USED_CAPITAL_INSIDE = 2, USED_IN_RUN = 4, USED_FIRST = 8 } WordUse;

static inline bool token_is_capital(const Token *t)
{
  return t->kind == TOKEN_WORD && (t->flags & TOKEN_CAPITAL);
}
/* Sets run of all sights; needs their lists. */
void tagger_look_runs(Arena *arena, const Text *text, Sight *sights);
/* One a token, in the arena; NULL without memory.  Finds out what is busy. */
Sight *tagger_look(Arena *arena, const Text *text);
/* Fills in the rest where the features of a busy token look. */
void tagger_look_closely(const Text *text, Sight *sights);
/* The next run [*from, *to) of busy tokens, from token *from on; false where `last` comes first. */
static inline bool tagger_next_busy(const Sight *sights, uint32_t last, uint32_t *from, uint32_t *to)
{
  while (*from < last && !sights[*from].busy) (*from)++;
  for (*to = *from; *to < last && sights[*to].busy;) (*to)++;
  return *to > *from;
}
/* The features (hashes) of token i of a sentence [first, last); returns how many.  *own: how
** many of them, the first ones, tell which word it is. */
uint32_t tagger_features(const Text *text, const Sight *sights, uint32_t i, uint32_t first, uint32_t last,
                         uint32_t features[FEATURES_MOST], uint32_t *own);
/* A token's scores, and for each tag the best tag before it. */
typedef struct Cell {
  int16_t score[ROW_WIDTH], came[ROW_WIDTH];
} Cell;
/* What the weights say of each tag of the busy tokens of a sentence, cells[0] being its first
** token's: distances to the token's best tag, MODEL_FAR at most. */
void tagger_score(const Model *model, const Text *text, const Sight *sights, uint32_t first, uint32_t last,
                  Cell *cells);
/* May `to` follow `from` (TAGS: start)? */
static inline bool tagger_follows(int from, int to)
{
  return to == 0 || to % 2 == 1 || from == to || (from < TAGS && from == to - 1);
}
/* Tags of all tokens, and how sure (0..1) each is; both in the arena. */
bool tagger_run(Arena *arena, const Text *text, uint8_t **tags, float **sure);

#endif
