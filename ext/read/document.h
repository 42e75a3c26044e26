/*
** document.h: what the formats make of a record and the later steps read.
**
** A format (html.c, plain.c, json.c ...) fills a Document: blocks in file order
** with what is known of each, and candidates for the fields.  classify.c
** decides which blocks are body, field.c which candidates win, and the Article
** is made of that.
*/
#ifndef NEWS_READ_DOCUMENT_H
#define NEWS_READ_DOCUMENT_H

#include "read/file.h"
#include "read/read.h"

/* ---- fields ------------------------------------------------------------------ */

typedef enum Field {
  FIELD_TITLE,
  FIELD_BYLINE,
  FIELD_OUTLET,
  FIELD_URL,
  FIELD_PUBLISHED,
  FIELD_LANGUAGE,
  FIELD_BODY,
  FIELD_DESCRIPTION, /* what the page says of its article in a sentence or two */
  FIELDS
} Field;

/* Where a candidate was found, the more trusted first within a field. */
typedef enum Source {
  SOURCE_RECORD, /* a field of a JSON, feed or NITF record */
  SOURCE_JSON_LD,
  SOURCE_META,      /* article:published_time, og:title, parsely-pub-date ... */
  SOURCE_ITEMPROP,  /* microdata, <time datetime> in the article's head */
  SOURCE_HEADER,    /* a line or element above the body */
  SOURCE_HEADLINE,  /* <h1> */
  SOURCE_TITLE_TAG, /* <title> */
  SOURCE_URL,
  SOURCE_TEXT, /* words anywhere else */
  SOURCES
} Source;

typedef struct Candidate {
  Field field;
  Source source;
  float weight; /* larger is better within field and source */
  Slice value;  /* as written, blanks collapsed */
} Candidate;

/* ---- blocks -------------------------------------------------------------------- */

typedef enum Tag {
  TAG_NONE,
  TAG_P,
  TAG_LI,
  TAG_HEADING,
  TAG_CAPTION,
  TAG_QUOTE,
  TAG_CELL,
  TAG_PRE,
  TAG_TIME,
  TAG_BLOCK
} Tag;

/* What the elements around a block say of it: their names, classes, ids and
** roles, looked up in tables/contexts.txt.  A bit of each kind. */
enum {
  CONTEXT_NAVIGATION = 1 << 0,
  CONTEXT_FORM = 1 << 1,
  CONTEXT_CAPTION = 1 << 2,
  CONTEXT_CREDIT = 1 << 3,
  CONTEXT_BYLINE = 1 << 4,
  CONTEXT_DATE = 1 << 5,
  CONTEXT_TEASER = 1 << 6,
  CONTEXT_PROMOTION = 1 << 7,
  CONTEXT_COMMENT = 1 << 8,
  CONTEXT_BODY = 1 << 9,
  CONTEXT_HEADER = 1 << 10,
  CONTEXT_FOOTER = 1 << 11,
  CONTEXT_ASIDE = 1 << 12,
  CONTEXT_HIDDEN = 1 << 13,
  CONTEXT_ARTICLE = 1 << 14,
  CONTEXT_FIGURE = 1 << 15,
  CONTEXT_STANDFIRST = 1 << 16, /* a summary under the headline */
  CONTEXT_CONSENT = 1 << 17,    /* cookie notices */
  CONTEXT_EMBED = 1 << 18       /* a post of a social network */
};

typedef struct Evidence {
  Tag tag;
  bool item;           /* a list sign or <li> */
  bool bullet;         /* a list sign in the text itself */
  bool gap;            /* a blank line before it (plain text) */
  uint32_t dateline;   /* bytes of capitals in front that two blanks follow: "MOSCOW  The" */
  uint32_t contexts;   /* of all elements around */
  uint32_t element;    /* innermost block element, index into Document.elements */
  uint32_t link_bytes; /* of the text, inside links */
  uint32_t links;
  uint32_t bold_bytes, italic_bytes;
  float score; /* classify.c: how much it reads like body text */
} Evidence;

typedef struct Element {
  uint32_t parent; /* index; 0 is the root, its own parent */
  uint32_t depth;
  uint32_t contexts; /* its own and those of its ancestors */
  uint32_t own;      /* its own */
  uint32_t shape;    /* hash of its name and class */
  float weight;      /* classify.c */
} Element;

typedef struct Document {
  Arena *arena;
  const char *format;
  bool trusted; /* the blocks are the publisher's own body field: keep all but repeats */
  VECTOR(Block) blocks;
  VECTOR(Evidence) evidence; /* one a block */
  VECTOR(Element) elements;  /* of pages; the root first */
  VECTOR(Candidate) candidates;
  uint16_t stated[FIELDS]; /* candidates of each field */
  Slice error;
} Document;

void document_init(Document *document, Arena *arena, const char *format);
/* Adds a block; text is cleaned (blanks collapsed, list sign removed) and copied.
** NULL where nothing is left of it.  The Evidence can be filled until the next call. */
Evidence *document_block(Document *document, Slice text, uint32_t line);
/* Copies value, blanks collapsed (but a record's body, which is only pointed to); ignores empty ones, and
 *those of a field that has CANDIDATES_MOST:
 ** each is compared with every block. */
enum { CANDIDATES_MOST = 400 };
void document_candidate(Document *document, Field field, Source source, double weight, Slice value);
/* Lines of a text that is known to be an article's body, as blocks. */
void document_body_text(Document *document, Slice text, uint32_t line);
Slice clean_blanks(Arena *arena, Slice text); /* runs of white space become a blank */

/* ---- formats --------------------------------------------------------------------- */

/* Each reads one record into a fresh Document. */
void html_read(Document *document, Slice page);      /* UTF-8 */
void plain_read(Document *document, Slice text);     /* UTF-8 */
void json_ld_read(Document *document, Slice script); /* candidates only */
/* One JSON value: an article record, or an array or object that holds some.
** Calls `each` for every record found with a document made of it; stops when that
** returns false.  False (and *error) where the text is no JSON. */
bool json_read(Arena *arena, Slice text, Slice *error, bool (*each)(void *context, Document *document),
               void *context);

/* UTF-8 of bytes in any encoding: byte order mark, `declared` (or NONE), valid
** UTF-8, else windows-1252. */
Slice charset_decode(Arena *arena, Slice bytes, Slice declared);
Slice charset_declared(Slice start); /* of a page or XML file: its own declaration */

/* ---- steps ------------------------------------------------------------------------- */

void classify_blocks(Document *document); /* kind, rule, reading_no */
void record_instead(Document *document); /* the body that a page's record states, where the page shows less */
bool classify_is_page(const Document *document); /* not plain text */
void field_choose(Document *document, Article *article);
void body_make(Document *document, Article *article); /* reading order, split paragraphs, body, dateline */
/* All steps. */
void document_finish(Document *document, Article *article);

/* ---- stamps ------------------------------------------------------------------------ */

/* A point in time as somebody wrote it. */
typedef struct Stamp {
  int year, month, day;     /* year 0: none */
  int hour, minute, second; /* -1: not stated */
  char zone[8];             /* "Z", "+01:00" or "" */
} Stamp;

/* The first day (with its time, where one stands beside it) in a text: ISO 8601, 20220128,
** "28 January 2022", "Jan. 28, 2022 5:41 p.m.", "09/January/2022 17:41 PM", RFC 822;
** 12/22/23 is read as month first unless that cannot be.  *behind: the byte after it.
** False where there is none. */
bool stamp_find(Slice text, Stamp *stamp, uint32_t *behind);
/* A day in an address: /2022/01/28/, 2022-01-28, 20220128. */
bool stamp_in_url(Slice url, Stamp *stamp);

/* ---- text measures ------------------------------------------------------------------ */

typedef struct Measure {
  uint32_t words, letters, capitals, digits, commas, stops; /* stops: . ! ? behind a word */
  uint32_t capital_words;
  bool ends_sentence; /* . ! ? … with or without a closing mark at the end */
} Measure;
Measure text_measure(Slice text);

#endif
