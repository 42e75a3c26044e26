/* feed.c: RSS, Atom, NITF and NewsML-G2 through libxml2's reader. */
#include "read/feed.h"
#include "read/xml_guard.h"

#include <libxml/xmlreader.h>
#include <string.h>
#include <strings.h>

typedef struct Feed {
  Arena *arena;
  xmlTextReaderPtr reader;
  Document document;
  bool inside; /* a record */
  int record_depth;
  const FeedRow *row; /* the field being read */
  int row_depth;
  Buffer text;  /* of that field; markup inside a body comes again as HTML */
  Slice outlet; /* the channel's title */
  uint32_t records;
  bool (*each)(void *, Document *);
  void *context;
} Feed;

static bool is_record_name(const char *name)
{
  return strcmp(name, "item") == 0 || strcmp(name, "entry") == 0 || strcasecmp(name, "nitf") == 0 ||
         strcmp(name, "newsItem") == 0;
}

static Slice attribute_of(Feed *feed, const char *name)
{
  xmlChar *value = xmlTextReaderGetAttribute(feed->reader, (const xmlChar *)name);
  Slice copy = value ? arena_copy(feed->arena, slice_of((const char *)value)) : SLICE_NONE;
  xmlFree(value);
  return copy;
}

/* Fields that stand in attributes. */
static void read_attributes(Feed *feed, const char *name)
{
  Document *d = &feed->document;
  if (strcasecmp(name, "link") == 0) {
    Slice relation = attribute_of(feed, "rel");
    if (!relation.bytes || slice_is(relation, "alternate"))
      document_candidate(d, FIELD_URL, SOURCE_RECORD, 3, attribute_of(feed, "href"));
  } else if (strcasecmp(name, "pubdata") == 0) {
    document_candidate(d, FIELD_PUBLISHED, SOURCE_RECORD, 6, attribute_of(feed, "date.publication"));
    document_candidate(d, FIELD_OUTLET, SOURCE_RECORD, 4, attribute_of(feed, "name"));
  } else if (strncasecmp(name, "date.", 5) == 0 || strcasecmp(name, "story.date") == 0) {
    document_candidate(d, FIELD_PUBLISHED, SOURCE_RECORD, 5, attribute_of(feed, "norm"));
  }
}

static bool end_record(Feed *feed)
{
  Document *d = &feed->document;
  Slice body = SLICE_NONE;
  float best = -1;
  feed->inside = false;
  document_candidate(d, FIELD_OUTLET, SOURCE_RECORD, 1, feed->outlet);
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field == FIELD_BODY && c->weight > best) {
      best = c->weight;
      body = c->value;
    }
  }
  d->trusted = true;
  if (!body.bytes)
    d->error = slice_of("item without a text");
  else if (memchr(body.bytes, '<', body.length))
    html_read(d, body);
  else
    document_body_text(d, body, 0);
  feed->records++;
  return feed->each(feed->context, d);
}

static void start_element(Feed *feed, const char *name, int depth)
{
  if (!feed->inside && is_record_name(name)) {
    feed->inside = true;
    feed->record_depth = depth;
    document_init(&feed->document, feed->arena, "feed");
    return;
  }
  if (feed->row) { /* markup inside a body: only its elements' names matter to html.c */
    if (feed->row->field == FIELD_BODY) {
      buffer_append_byte(&feed->text, '<');
      buffer_append_text(&feed->text, name);
      buffer_append_byte(&feed->text, '>');
    }
    return;
  }
  int32_t row = lexicon_find_word(&read_feed_elements, name, (uint32_t)strlen(name));
  if (feed->inside) read_attributes(feed, name);
  bool channel_title = !feed->inside && strcmp(name, "title") == 0 && depth <= 2;
  if (row < 0 || !(feed->inside || channel_title) || xmlTextReaderIsEmptyElement(feed->reader)) return;
  feed->row = &read_feed_elements_rows[row];
  feed->row_depth = depth;
  buffer_clear(&feed->text);
}

static bool end_element(Feed *feed, const char *name, int depth)
{
  if (feed->row && depth == feed->row_depth) {
    Slice text = {feed->text.bytes ? feed->text.bytes : "", (uint32_t)feed->text.length};
    if (feed->row->field == FIELD_BODY) text = arena_copy(feed->arena, text);
    if (feed->inside)
      document_candidate(&feed->document, feed->row->field, SOURCE_RECORD, (double)feed->row->weight, text);
    else if (!feed->outlet.bytes)
      feed->outlet = clean_blanks(feed->arena, text);
    feed->row = NULL;
  } else if (feed->row && feed->row->field == FIELD_BODY) {
    buffer_append_text(&feed->text, "</");
    buffer_append_text(&feed->text, name);
    buffer_append_byte(&feed->text, '>');
  }
  return feed->inside && depth == feed->record_depth ? end_record(feed) : true;
}

bool feed_read(Arena *arena, Slice text, Slice *error, bool (*each)(void *context, Document *document),
               void *context)
{
  Feed feed = {.arena = arena, .each = each, .context = context};
  bool go_on = true;
  int code = 0;
  XmlGuard guard;
  guard_begin(&guard, arena, NULL);
  feed.reader =
      xmlReaderForMemory(text.bytes, (int)text.length, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (!feed.reader) {
    arena_fail(arena, NEWS_NOMEM, "out of memory");
    guard_end(&guard);
    return false;
  }
  buffer_init(&feed.text, arena->allocator);
  while (go_on && arena->result == NEWS_OK && (code = xmlTextReaderRead(feed.reader)) == 1) {
    int type = xmlTextReaderNodeType(feed.reader), depth = xmlTextReaderDepth(feed.reader);
    const char *name = (const char *)xmlTextReaderConstLocalName(feed.reader);
    if (type == XML_READER_TYPE_ELEMENT) {
      bool empty = xmlTextReaderIsEmptyElement(feed.reader);
      start_element(&feed, name, depth);
      if (empty && feed.row && depth > feed.row_depth) end_element(&feed, name, depth);
    } else if (type == XML_READER_TYPE_END_ELEMENT) {
      go_on = end_element(&feed, name, depth);
    } else if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
               type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE) {
      const char *value = (const char *)xmlTextReaderConstValue(feed.reader);
      if (feed.row && value) buffer_append_text(&feed.text, value);
    }
  }
  if (feed.text.result != NEWS_OK) arena_fail(arena, feed.text.result, "out of memory");
  buffer_free(&feed.text);
  xmlFreeTextReader(feed.reader);
  guard_end(&guard);
  if (code < 0)
    *error = slice_of("XML is damaged");
  else if (!feed.records && go_on)
    *error = slice_of("no item, entry, nitf or newsItem in this XML");
  return code >= 0 && feed.records > 0;
}
