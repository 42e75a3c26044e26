/*
** read.h: from files to articles.
**
**   FileList files = {0};
**   file_list(&arena, "articles", &files);            -- only stat()s
**   Reader *reader = reader_open(&allocator, "articles", NULL);
**   const Article *article;
**   while (reader_next(reader, &article) == NEWS_OK && article) { ... }
**   reader_close(reader);
**
** file.c is the only file of the library that opens files.
*/
#ifndef NEWS_READ_H
#define NEWS_READ_H

#include "news.h"

/* ---- files ------------------------------------------------------------- */

typedef struct FileEntry {
  Slice path;       /* NUL-terminated, as the file system has it */
  int64_t size;     /* bytes */
  int64_t modified; /* microseconds since 1970-01-01 UTC, as stat() says */
  Slice error;      /* a folder that could not be read, a device ...; else NONE */
} FileEntry;

typedef struct FileList {
  VECTOR(FileEntry) entries;
} FileList;

/*
** The files that `files` (UTF-8, no NUL inside) names: a file, a folder with
** all below it, or a glob with * ? [...] and ** over folders.  An existing path
** wins over its reading as a glob.  Of folders and globs only names that look
** like article files are taken (read/tables/extensions.txt); hidden files and
** folders are passed over; a symbolic link is followed, a loop is not entered
** twice.  A file named literally is always an entry.  Sorted by the bytes of the path.
** Fails with NEWS_IO and the message "no such file: 'x'" where a path that is
** no glob does not exist.  A folder that cannot be read is an entry with error.
*/
NewsResult file_list(Arena *arena, Slice files, FileList *list);

/* ---- blocks ------------------------------------------------------------ */

/* What a block of a file is.  The names (block_kind_name) are the values of
** news_blocks.kind. */
typedef enum BlockKind {
  BLOCK_HEADLINE,
  BLOCK_PARAGRAPH,
  BLOCK_ITEM,
  BLOCK_HEADING,
  BLOCK_CAPTION,
  BLOCK_CREDIT,
  BLOCK_BYLINE,
  BLOCK_DATE,
  BLOCK_NAVIGATION,
  BLOCK_FORM,
  BLOCK_TEASER,
  BLOCK_PROMOTION,
  BLOCK_REPEAT
} BlockKind;
const char *block_kind_name(BlockKind kind);

/* A line of a text file, an element of a page, a field of a record. */
typedef struct Block {
  Slice text;          /* clean: one line, blanks collapsed, list sign removed */
  uint32_t line;       /* line in the source file, from 1 (0: unknown) */
  uint32_t reading_no; /* place in the body, from 1; 0: dropped */
  BlockKind kind;
  const char *rule; /* static name of the rule that decided */
} Block;

/* ---- articles ---------------------------------------------------------- */

typedef struct Article {
  Slice path;
  uint32_t record;    /* from 1 in each file */
  const char *format; /* "text", "html", "json", "jsonl", "warc", "feed", ... */
  Slice title, byline, outlet, url;
  Slice published;            /* YYYY-MM-DD, as the publisher's clock has it */
  Slice published_at;         /* ISO 8601 with what the file states, "2022-01-09T17:41" */
  const char *published_from; /* "metadata", "header", "url", "dateline", "text" or NULL */
  Slice dateline;             /* place as written */
  Slice language;             /* ISO 639-1 as the file states it, or NONE */
  Slice body;                 /* paragraphs in reading order, "\n\n" between them */
  Slice error;                /* why the record could not be read; then the rest is NONE */
  VECTOR(Block) blocks;       /* every block in file order */
} Article;

/* What a query lets the reader skip.  A NONE or zero field filters nothing. */
typedef struct ReadFilter {
  Slice path, url, published_least, published_most; /* equal, equal, inclusive days */
  uint32_t record_least, record_most;               /* inclusive; 0: no bound */
  bool no_body; /* nobody asked for body, title ...: only path and record are needed */
} ReadFilter;

typedef struct Reader Reader;

/* Never NULL but when out of memory; a path that does not exist is reported by
** the first reader_next.  filter (may be NULL) is copied. */
Reader *reader_open(const Allocator *allocator, Slice files, const ReadFilter *filter);
/*
** The next article, or *article = NULL at the end.  It stays valid until the
** next call.  A file or record that cannot be read is an article with `error`,
** and the others follow.  NEWS_IO, NEWS_NOMEM and NEWS_INTERRUPTED end the whole
** (reader_message then tells more).
** Memory: one record at a time; a file is never held whole where its format
** can be read record by record.
*/
NewsResult reader_next(Reader *reader, const Article **article);
const char *reader_message(const Reader *reader);
void reader_interruptible(Reader *reader, bool (*interrupted)(void *), void *context);
void reader_close(Reader *reader);

#endif
