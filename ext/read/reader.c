/* reader.c: files one after the other, their records one after the other. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "read/document.h"
#include "read/feed.h"
#include "read/warc.h"

typedef enum Format { FORMAT_TEXT, FORMAT_HTML, FORMAT_JSON, FORMAT_JSONL, FORMAT_WARC, FORMAT_FEED } Format;
static const char *const format_names[] = {"text", "html", "json", "jsonl", "warc", "feed"};

typedef struct Queue {
  VECTOR(Article) articles;
  uint32_t next;
} Queue;

struct Reader {
  const Allocator *allocator;
  Arena names;  /* the list of files, the filter: for the reader's life */
  Arena record; /* what the current articles are made of */
  Slice files;
  FileList list;
  bool listed;
  uint32_t file; /* index of the next */
  ReadFilter filter;
  Input *input;
  Slice path;
  Format format;
  uint32_t count; /* records of this file so far */
  bool in_array;  /* inside the [ ] of a JSON file */
  Queue queue;    /* articles made of the last piece */
};

Reader *reader_open(const Allocator *allocator, Slice files, const ReadFilter *filter)
{
  Reader *reader = allocator->resize(allocator->context, NULL, sizeof *reader);
  if (!reader) return NULL;
  *reader = (Reader){.allocator = allocator};
  arena_init(&reader->names, allocator);
  arena_init(&reader->record, allocator);
  reader->files = arena_copy(&reader->names, files);
  if (filter) {
    reader->filter = *filter;
    reader->filter.path = arena_copy(&reader->names, filter->path);
    reader->filter.url = arena_copy(&reader->names, filter->url);
    reader->filter.published_least = arena_copy(&reader->names, filter->published_least);
    reader->filter.published_most = arena_copy(&reader->names, filter->published_most);
  }
  return reader;
}

void reader_close(Reader *reader)
{
  if (!reader) return;
  input_close(reader->input);
  arena_free(&reader->names);
  arena_free(&reader->record);
  reader->allocator->release(reader->allocator->context, reader);
}

void reader_interruptible(Reader *reader, bool (*interrupted)(void *), void *context)
{
  reader->names.interrupted = reader->record.interrupted = interrupted;
  reader->names.interrupt_context = reader->record.interrupt_context = context;
}

const char *reader_message(const Reader *reader)
{
  return reader->names.message ? reader->names.message : reader->record.message;
}

/* ---- filters --------------------------------------------------------------------------- */

static bool wants_record(const Reader *r, uint32_t record)
{
  return (!r->filter.record_least || record >= r->filter.record_least) &&
         (!r->filter.record_most || record <= r->filter.record_most);
}

/* SQLite checks every row again: these only save work, so an article whose field is
** unknown must not be lost by them. */
static bool wants_article(const Reader *r, const Article *a)
{
  if (a->error.bytes) return true;
  if (r->filter.url.bytes && a->url.bytes && !slice_equal(r->filter.url, a->url)) return false;
  if (!a->published.bytes) return true;
  if (r->filter.published_least.bytes && slice_compare(a->published, r->filter.published_least) < 0)
    return false;
  if (r->filter.published_most.bytes && slice_compare(a->published, r->filter.published_most) > 0)
    return false;
  return true;
}

/* ---- articles ---------------------------------------------------------------------------- */

static Article *add_article(Reader *r)
{
  Article *article = vector_push(&r->record, &r->queue.articles);
  if (!article) return NULL;
  *article = (Article){.path = r->path, .record = ++r->count, .format = format_names[r->format]};
  return article;
}

static void add_error(Reader *r, Slice what)
{
  Article *article = add_article(r);
  if (article) article->error = what;
}

static bool add_document(void *context, Document *document)
{
  Reader *r = context;
  Article *article = add_article(r);
  if (!article) return false;
  if (!wants_record(r, article->record)) {
    r->queue.articles.count--;
    return r->filter.record_most == 0 || r->count < r->filter.record_most;
  }
  document_finish(document, article);
  article->format = format_names[r->format];
  if (r->record.result == NEWS_OK && !wants_article(r, article)) r->queue.articles.count--;
  return r->record.result == NEWS_OK;
}

static void close_input(Reader *r)
{
  input_close(r->input);
  r->input = NULL;
}

/* ---- what a file is ---------------------------------------------------------------------- */

static bool contains(Slice s, const char *word)
{
  size_t n = strlen(word);
  for (uint32_t i = 0; i + n <= s.length; i++) {
    if (strncasecmp(s.bytes + i, word, n) == 0) return true;
  }
  return false;
}

static bool ends_with(Slice path, const char *ending)
{
  size_t n = strlen(ending);
  if (path.length > 3 && strncasecmp(path.bytes + path.length - 3, ".gz", 3) == 0) path.length -= 3;
  return path.length > n && strncasecmp(path.bytes + path.length - n, ending, n) == 0;
}

/* By content first, by name second. */
static Format format_of(Slice path, Slice start)
{
  Slice s = start;
  if (s.length >= 3 && memcmp(s.bytes, "\xEF\xBB\xBF", 3) == 0) s = (Slice){s.bytes + 3, s.length - 3};
  s = slice_trim(s);
  if (s.length > 5 && memcmp(s.bytes, "WARC/", 5) == 0) return FORMAT_WARC;
  if (s.length && (s.bytes[0] == '{' || s.bytes[0] == '[') && !ends_with(path, ".txt")) {
    if (ends_with(path, ".jsonl") || ends_with(path, ".ndjson")) return FORMAT_JSONL;
    const char *line = memchr(s.bytes, '\n', s.length);
    bool another = line && line + 1 < s.bytes + s.length && line[1] == '{' && line[-1] != '{' &&
                   line[-1] != '[' && line[-1] != ',';
    return s.bytes[0] == '{' && another ? FORMAT_JSONL : FORMAT_JSON;
  }
  if (ends_with(path, ".jsonl") || ends_with(path, ".ndjson")) return FORMAT_JSONL;
  if (s.length && s.bytes[0] == '<') {
    if (contains(s, "<rss") || contains(s, "<feed") || contains(s, "<rdf:RDF") || contains(s, "<nitf") ||
        contains(s, "<newsItem") || contains(s, "<newsMessage"))
      return FORMAT_FEED;
    if (contains(s, "<!doctype") || contains(s, "<html") || contains(s, "<head") || contains(s, "<body") ||
        contains(s, "<div") || contains(s, "<p") || contains(s, "<meta"))
      return FORMAT_HTML;
    if (ends_with(path, ".xml") || ends_with(path, ".rss") || ends_with(path, ".atom")) return FORMAT_FEED;
  }
  if (contains(s, "<html") && contains(s, "<head")) return FORMAT_HTML;
  if (ends_with(path, ".html") || ends_with(path, ".htm") || ends_with(path, ".xhtml") ||
      ends_with(path, ".shtml"))
    return FORMAT_HTML;
  return FORMAT_TEXT;
}

/* Bytes that no text has, unless it is UTF-16. */
static bool is_binary(Slice s)
{
  if (s.length >= 2 && (memcmp(s.bytes, "\xFF\xFE", 2) == 0 || memcmp(s.bytes, "\xFE\xFF", 2) == 0))
    return false;
  uint32_t controls = 0;
  for (uint32_t i = 0; i < s.length; i++) {
    unsigned char c = (unsigned char)s.bytes[i];
    controls += c == 0 || (c < ' ' && !(c >= '\t' && c <= '\r') && c != 0x1B);
  }
  return controls * 50 > s.length;
}

/* ---- pieces of a file ------------------------------------------------------------------------ */

/* The rest of the file as one piece, valid while the input is open; or an error row. */
static bool whole_file(Reader *r, Slice *text)
{
  size_t length;
  const char *bytes = input_peek(r->input, (size_t)INPUT_MOST + 1, &length);
  if (*input_error(r->input)) {
    add_error(r, slice_of(input_error(r->input)));
    return false;
  }
  if (length > INPUT_MOST) {
    add_error(r, slice_of("a text of more than 11 MB"));
    return false;
  }
  *text = (Slice){bytes, (uint32_t)length};
  return true;
}

static void read_whole(Reader *r)
{
  Slice bytes;
  Document document;
  document_init(&document, &r->record, format_names[r->format]);
  if (r->filter.no_body && !*input_error(r->input)) {
    add_article(r);
  } else if (whole_file(r, &bytes)) {
    Slice text =
        charset_decode(&r->record, bytes, r->format == FORMAT_HTML ? charset_declared(bytes) : SLICE_NONE);
    if (text.bytes && r->format == FORMAT_HTML)
      html_read(&document, text);
    else if (text.bytes)
      plain_read(&document, text);
    close_input(r); /* the blocks are copies */
    if (r->record.result == NEWS_OK) add_document(r, &document);
  }
  close_input(r);
}

static void read_feed(Reader *r)
{
  Slice bytes, error = SLICE_NONE;
  if (whole_file(r, &bytes) && !feed_read(&r->record, bytes, &error, add_document, r) && error.bytes)
    add_error(r, error);
  close_input(r);
}

/* A line or a JSON value longer than that is refused: jansson needs several times its size. */
enum { JSON_MOST = 5 << 20 };

/* An object with nothing but plain values and arrays of them: one record, whatever it says. */
static bool is_flat(Slice line)
{
  bool string = false;
  if (!line.length || line.bytes[0] != '{') return false;
  for (uint32_t i = 1; i < line.length; i++) {
    char c = line.bytes[i];
    if (string && c == '\\')
      i++;
    else if (c == '"')
      string = !string;
    else if (!string && c == '{')
      return false;
  }
  return true;
}

static void read_line(Reader *r)
{
  size_t length, least = 64 << 10;
  const char *bytes, *end;
  for (;;) {
    bytes = input_peek(r->input, least, &length);
    end = memchr(bytes, '\n', length);
    if (end || length < least || least > JSON_MOST) break;
    least *= 2;
  }
  if (!end && *input_error(r->input)) { /* a line that is cut short is no record */
    add_error(r, slice_of(input_error(r->input)));
    length = 0;
  }
  if (length == 0) {
    close_input(r);
    return;
  }
  size_t taken = end ? (size_t)(end - bytes) + 1 : length;
  if (!end && length > JSON_MOST) {
    add_error(r, slice_of("a line of more than 5 MB"));
    for (; length && !(end = memchr(bytes, '\n', length)); bytes = input_peek(r->input, 1, &length))
      input_take(r->input, length);
    if (length) input_take(r->input, (size_t)(end - bytes) + 1);
    return;
  }
  Slice line = slice_trim((Slice){bytes, (uint32_t)taken}), error = SLICE_NONE;
  if ((!wants_record(r, r->count + 1) || r->filter.no_body) && is_flat(line)) {
    if (wants_record(r, r->count + 1))
      add_article(r);
    else
      r->count++;
  } else if (line.length) {
    Slice text = charset_decode(&r->record, line, SLICE_NONE);
    if (text.bytes && !json_read(&r->record, text, &error, add_document, r) && error.bytes)
      add_error(r, error);
  }
  input_take(r->input, taken);
}

/* Walks over JSON's strings: is byte i of one, or a mark around it?  *i moves on over what is escaped. */
static bool in_string(const char *bytes, size_t *i, bool *string)
{
  bool mark = bytes[*i] == '"', inside = *string;
  if (inside && bytes[*i] == '\\') ++*i;
  if (mark) *string = !inside;
  return mark || inside;
}

/* The end of the JSON value at the start of the bytes, found by brackets and strings
** alone (jansson reads it); 0 where it is not complete. */
static size_t value_end(const char *bytes, size_t length)
{
  int depth = 0;
  bool string = false;
  for (size_t i = 0; i < length; i++) {
    if (in_string(bytes, &i, &string)) continue;
    char c = bytes[i];
    if (c == '{' || c == '[') {
      depth++;
    } else if (c == '}' || c == ']') {
      if (--depth <= 0) return i + 1;
    } else if (depth == 0 && (c == ',' || c == '\n')) {
      return i;
    }
  }
  return 0;
}

/* The byte behind the [ of the first array of objects that is a member of the object at the start of the
** bytes; 0 where there is none. */
static size_t inner_array(const char *bytes, size_t length)
{
  int depth = 0;
  bool string = false;
  for (size_t i = 0; i < length; i++) {
    if (in_string(bytes, &i, &string)) continue;
    char c = bytes[i];
    if (c == '[' && depth == 1) {
      size_t at = i + 1;
      while (at < length && strchr(" \t\r\n", bytes[at])) at++;
      if (at < length && bytes[at] == '{') return i + 1;
    }
    depth += (c == '{' || c == '[') - (c == '}' || c == ']');
  }
  return 0;
}

/* A JSON file: the items of its outer array one by one, or its one value. */
static void read_json(Reader *r)
{
  size_t length;
  const char *bytes = input_peek(r->input, 1, &length);
  while (length && strchr(" \t\r\n,", *bytes)) {
    input_take(r->input, 1);
    bytes = input_peek(r->input, 1, &length);
  }
  if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
    input_take(r->input, 3);
    return;
  }
  if (length && *bytes == '[' && !r->in_array && r->count == 0) {
    r->in_array = true;
    input_take(r->input, 1);
    return;
  }
  if (length == 0 || (r->in_array && *bytes == ']')) {
    if (*input_error(r->input))
      add_error(r, slice_of(input_error(r->input)));
    else if (length == 0 && r->in_array)
      add_error(r, slice_of("no JSON: the array is not closed"));
    else if (r->count == 0)
      add_error(r, slice_of("no article in this JSON"));
    close_input(r);
    return;
  }
  size_t end = 0, least = 64 << 10;
  for (;;) {
    bytes = input_peek(r->input, least, &length);
    end = value_end(bytes, length);
    if (end || length < least || least > JSON_MOST) break;
    least *= 2;
  }
  Slice error = SLICE_NONE;
  size_t inner = !end && length > JSON_MOST && !r->in_array && *bytes == '{' ? inner_array(bytes, length) : 0;
  if (inner) { /* {"articles": [ ... ]}: item by item after all */
    r->in_array = true;
    input_take(r->input, inner);
    return;
  }
  if (!end) {
    add_error(r, length > JSON_MOST ? slice_of("a JSON value of more than 5 MB")
                                    : slice_of(*input_error(r->input) ? input_error(r->input)
                                                                      : "no JSON: the value is not closed"));
    close_input(r);
    return;
  }
  Slice text = charset_decode(&r->record, (Slice){bytes, (uint32_t)end}, SLICE_NONE);
  if (text.bytes && !json_read(&r->record, text, &error, add_document, r) && error.bytes) add_error(r, error);
  input_take(r->input, end);
}

static void read_warc(Reader *r)
{
  WarcPage page;
  bool wanted = wants_record(r, r->count + 1) && !r->filter.no_body;
  switch (warc_next(&r->record, r->input, wanted, &page)) {
  case WARC_END: close_input(r); break;
  case WARC_SKIPPED: break;
  case WARC_DAMAGED:
    if (*input_error(r->input)) close_input(r);
    add_error(r, page.error);
    break;
  case WARC_PAGE:
    if (!wanted) {
      if (wants_record(r, r->count + 1))
        add_article(r);
      else
        r->count++;
      break;
    }
    if (page.bytes.bytes) {
      Document document;
      document_init(&document, &r->record, "warc");
      document_candidate(&document, FIELD_URL, SOURCE_HEADER, 1, page.url);
      Slice text = charset_decode(&r->record, page.bytes,
                                  page.charset.bytes ? page.charset : charset_declared(page.bytes));
      if (text.bytes) html_read(&document, text);
      if (r->record.result == NEWS_OK) add_document(r, &document);
    }
    break;
  }
}

/* ---- the loop ----------------------------------------------------------------------------------- */

static void open_next_file(Reader *r)
{
  const FileEntry *entry = &r->list.entries.items[r->file++];
  Slice error = entry->error;
  if (r->filter.path.bytes && !slice_equal(r->filter.path, entry->path)) return;
  r->path = entry->path;
  r->count = 0;
  r->in_array = false;
  r->format = format_of(entry->path, SLICE_LITERAL(""));
  if (!error.bytes) r->input = input_open(&r->record, entry->path, &error);
  if (!r->input) {
    if (error.bytes) add_error(r, error);
    return;
  }
  size_t length;
  const char *bytes = input_peek(r->input, 4096, &length);
  Slice start = {bytes, (uint32_t)(length < 4096 ? length : 4096)};
  r->format = format_of(entry->path, start);
  if (is_binary(start) && r->format != FORMAT_WARC) {
    add_error(r, slice_of("not a text file"));
    close_input(r);
  }
}

static void read_piece(Reader *r)
{
  switch (r->format) {
  case FORMAT_TEXT:
  case FORMAT_HTML: read_whole(r); break;
  case FORMAT_FEED: read_feed(r); break;
  case FORMAT_JSON: read_json(r); break;
  case FORMAT_JSONL: read_line(r); break;
  case FORMAT_WARC: read_warc(r); break;
  }
  if (r->input && r->filter.record_most && r->count >= r->filter.record_most) close_input(r);
}

NewsResult reader_next(Reader *r, const Article **article)
{
  *article = NULL;
  if (!r->listed) {
    r->listed = true;
    file_list(&r->names, r->files, &r->list);
  }
  while (r->names.result == NEWS_OK && arena_running(&r->record)) {
    if (r->queue.next < r->queue.articles.count) {
      *article = &r->queue.articles.items[r->queue.next++];
      return NEWS_OK;
    }
    r->queue = (Queue){0};
    arena_reset(&r->record);
    if (r->input)
      read_piece(r);
    else if (r->file < r->list.entries.count)
      open_next_file(r);
    else
      return NEWS_OK;
  }
  return r->names.result != NEWS_OK ? r->names.result : r->record.result;
}
