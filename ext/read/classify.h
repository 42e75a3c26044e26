/*
** classify.h: which blocks are body.
**
** A linear model over yes-or-no features of each block and its neighbours, decoded
** for the whole file at once (two states, a price for each change), so that a
** short line inside the story is judged by its company.  Its weights
** (tables/weights.txt) are learned by ext/model/read_trainer.c.
*/
#ifndef NEWS_READ_CLASSIFY_H
#define NEWS_READ_CLASSIFY_H

#include "read/document.h"
#include "text/text.h"

typedef enum Feature {
  FEATURE_BIAS,
  /* what it reads like */
  FEATURE_WORDS_1,
  FEATURE_WORDS_3,
  FEATURE_WORDS_6,
  FEATURE_WORDS_11,
  FEATURE_WORDS_21,
  FEATURE_WORDS_41,
  FEATURE_ENDS_SENTENCE,
  FEATURE_ENDS_COLON,
  FEATURE_TWO_SENTENCES,
  FEATURE_COMMAS,
  FEATURE_TITLE_CASE,
  FEATURE_ALL_CAPITALS,
  FEATURE_LOWER_START,
  FEATURE_DIGITS,
  FEATURE_QUOTED,
  FEATURE_ELLIPSIS_END,
  FEATURE_BULLET,
  FEATURE_ITEM,
  FEATURE_STAMP,
  FEATURE_SHORT_STAMP,
  FEATURE_ADDRESS,
  FEATURE_DATELINE,
  FEATURE_CREDIT_END,
  FEATURE_QUESTION,
  FEATURE_EXCLAMATION,
  FEATURE_SAYS_WE,  /* we, our, us outside quotation marks: the publisher speaks */
  FEATURE_SAYS_YOU, /* you, your */
  FEATURE_BIO,      /* "... is a reporter at ..." */
  FEATURE_AUTHOR,   /* begins with a name that is a byline's */
  FEATURE_LABEL,    /* "Related: ...": up to three words and a colon in front of few others */
  FEATURE_HANDLE,   /* @name */
  /* its links and tags (pages only) */
  FEATURE_NO_LINKS,
  FEATURE_FEW_LINKS,
  FEATURE_SOME_LINKS,
  FEATURE_ALL_LINKS,
  FEATURE_TAG_P,
  FEATURE_TAG_LI,
  FEATURE_TAG_HEADING,
  FEATURE_TAG_CAPTION,
  FEATURE_TAG_QUOTE,
  FEATURE_TAG_CELL,
  FEATURE_TAG_BLOCK,
  FEATURE_ALL_BOLD,
  FEATURE_ALL_ITALIC,
  /* where it stands (pages only) */
  FEATURE_IN_MAIN,
  FEATURE_SAME_PARENT,
  FEATURE_SAME_GRANDPARENT,
  FEATURE_NAVIGATION,
  FEATURE_FORM,
  FEATURE_CAPTION,
  FEATURE_CREDIT,
  FEATURE_BYLINE,
  FEATURE_DATE,
  FEATURE_TEASER,
  FEATURE_PROMOTION,
  FEATURE_COMMENT,
  FEATURE_BODY,
  FEATURE_HEADER,
  FEATURE_FOOTER,
  FEATURE_ASIDE,
  FEATURE_HIDDEN,
  FEATURE_ARTICLE,
  FEATURE_FIGURE,
  FEATURE_STANDFIRST,
  FEATURE_CONSENT,
  FEATURE_EMBED,
  /* what is known of the article */
  FEATURE_IN_RECORD_BODY,
  FEATURE_NOT_IN_RECORD_BODY,
  FEATURE_IN_FULL_RECORD, /* the record has most prose of the main element */
  FEATURE_NOT_IN_FULL_RECORD,
  FEATURE_BEFORE_HEADLINE,
  FEATURE_GUESSED_HEADLINE, /* of a plain text */
  FEATURE_UNDER_HEADLINE,   /* right behind it, or with short lines between */
  FEATURE_OTHER_STORY,      /* another headline came since the first prose, or comes before it */
  FEATURE_IS_HEADLINE,
  FEATURE_REPEAT,
  FEATURE_COMES_AGAIN,
  /* listed phrases */
  FEATURE_PHRASE_NAVIGATION,
  FEATURE_PHRASE_FORM,
  FEATURE_PHRASE_TEASER,
  FEATURE_PHRASE_PROMOTION,
  FEATURE_PHRASE_CREDIT,
  FEATURE_PHRASE_CAPTION,
  FEATURE_PHRASE_END, /* one of the file's phrases that close an article came before */
  /* its neighbours */
  FEATURE_BEFORE_PROSE,
  FEATURE_AFTER_PROSE,
  FEATURE_BETWEEN_PROSE,
  FEATURE_NEAR_PROSE,
  FEATURE_FAR_FROM_PROSE,
  FEATURE_BEFORE_LINKS,
  FEATURE_AFTER_LINKS,
  FEATURE_AFTER_ALL_PROSE,
  FEATURE_BEFORE_ALL_PROSE,
  FEATURE_SHORT_RUN,
  FEATURE_PROSE_AROUND_NONE, /* of the three blocks before and behind */
  FEATURE_PROSE_AROUND_MOST,
  FEATURE_LIST_BEHIND_COLON, /* the items behind "as follows:" */
  FEATURE_LIST_BEHIND_TEASER,
  FEATURE_NEW_WORDS, /* few of its longer words stand in the prose around the story */
  FEATURE_SOME_WORDS,
  FEATURE_MANY_WORDS,
  FEATURE_SAME_WORDS,
  FEATURE_CLOSE_TO_SPAN, /* up to three blocks before or behind it */
  FEATURE_PROSE_RUN,     /* the longest run of prose in the file */
  /* the span from the first to the last prose of the main element (pages) or of that run */
  FEATURE_SPAN_PROSE,
  FEATURE_SPAN_HEADING,
  FEATURE_SPAN_ITEM,
  FEATURE_SPAN_SHORT,
  FEATURE_SPAN_LINKS,
  FEATURE_SPAN_OTHER,
  FEATURE_BEFORE_SPAN,
  FEATURE_AFTER_SPAN,
  FEATURE_BEYOND_PROSE,      /* prose behind the span */
  FEATURE_PARENT_PROSE,      /* most words of its parent are prose */
  FEATURE_PARENT_LINKS,      /* most words of its parent are links */
  FEATURE_LIKE_PARENT,       /* another parent, but of the same name and class as the one with most prose */
  FEATURE_DESCRIPTION,       /* the page's description of its article, whole */
  FEATURE_DESCRIPTION_START, /* begins with that description */
  FEATURE_SIBLINGS_ALIKE,    /* the block before and behind have its tag and parent */
  FEATURE_SIBLING_SENTENCE,  /* a sentence without links, with the tag and parent of prose */
  FEATURES
} Feature;

/* tables/weights.txt: one row a feature. */
typedef struct WeightRow {
  Feature feature;
  /* For pages and plain text: where the block, the one before it, the one behind it has
  ** the feature. */
  float page, plain, page_before, plain_before, page_behind, plain_behind;
  const char *rule; /* what the feature is called in news_blocks.rule */
} WeightRow;
extern const Lexicon read_weights;
extern const WeightRow read_weights_rows[];

/* tables/phrases.txt */
typedef enum PhrasePlace { PHRASE_WHOLE, PHRASE_START, PHRASE_END, PHRASE_ANY } PhrasePlace;
typedef struct PhraseRow {
  PhrasePlace place;
  BlockKind kind;
  bool closes; /* what follows is no longer the article */
} PhraseRow;
extern const Lexicon read_phrases;
extern const PhraseRow read_phrases_rows[];

/* What is known of a block before its neighbours are looked at. */
typedef struct Look {
  bool on[FEATURES];
  Measure measure;
  bool prose; /* whole sentences, not in a place for other things */
  bool phrase;
  bool dated;              /* a full date in up to 60 words */
  bool apart;              /* in elements that stand apart from the story */
  bool noise;              /* "Advertisement", "Share": what neighbours do not see */
  bool page_headline;      /* of an <h1> */
  float cohesion;          /* share of its longer words that the story has too; 0: unknown */
  uint32_t before, behind; /* the next blocks that are no noise; UINT32_MAX: none */
  BlockKind phrase_kind;
} Look;

/* Weights of one kind of file; [0] the block's own, [1] of the one before, [2] behind. */
typedef struct Weights {
  float of[3][FEATURES];
} Weights;

/* One Look a block, in the document's arena; NULL without memory. */
Look *classify_look(Document *document);
/* The states (true: body) that score best; `change` is the price of each change. */
void classify_decode(Document *document, const Look *looks, const Weights *weights, float change, bool *body);
/* Sets kind, rule and reading_no of every block. */
void classify_decide(Document *document, const Look *looks, const Weights *weights);

#endif
