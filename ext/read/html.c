/* html.c: a saved page becomes blocks and candidates, through libxml2's HTML
** parser in its SAX form: no tree is built, so depth costs nothing. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>
#include <strings.h>

#include "read/html.h"
#include "read/xml_guard.h"

/* An element that is open. */
typedef struct Open {
  const char *name;      /* the parser's, as long as it lives */
  const ElementRow *row; /* NULL: inline */
  uint32_t element;      /* block elements: index into elements */
  bool link;
  bool collect; /* its text is a candidate for `field` */
  Field field;
  float weight;
  uint32_t collect_from; /* in the text of block number collect_block */
  uint32_t collect_block;
  const ElementRow *block;   /* of the innermost block element: this one or one around it */
  bool item, caption, quote; /* inside such an element, or one itself */
} Open;

typedef struct Page {
  Document *document;
  htmlParserCtxtPtr parser;
  VECTOR(Open) open;
  uint32_t skip;                                 /* depth inside elements whose content is no text */
  bool script;                                   /* inside a JSON-LD script */
  bool title;                                    /* inside <title> */
  uint32_t breaks;                               /* <br> in a row */
  enum { SEAM_NONE, SEAM_END, SEAM_START } seam; /* since the last text: </span>, </span><span> */
  uint32_t flushed; /* how often the text was taken: the number of the block being read */
  Buffer text;      /* of the block being read */
  Buffer side;      /* of <title> or a script */
  uint32_t line, link_bytes, links, link_depth;
  uint32_t bold_bytes, italic_bytes, bold_depth, italic_depth;
  uint32_t element;        /* innermost block element */
  const ElementRow *block; /* its row: li stays in force over a p inside */
} Page;

/* ---- words of class and id --------------------------------------------------------- */

static uint32_t context_of_word(const char *word, uint32_t length)
{
  int32_t row = length > 1 ? lexicon_find_word(&read_contexts, word, length) : -1;
  return row >= 0 ? read_contexts_rows[row].context : 0;
}

/* Words are cut at non-letters and camel humps; each alone and with the one before. */
static uint32_t contexts_of(const char *names)
{
  char joined[64];
  uint32_t from = 0, before = 0, length = (uint32_t)strlen(names);
  uint32_t contexts = 0;
  if (length > 400) length = 400; /* generated class soup says nothing */
  for (uint32_t at = 0; at <= length; at++) {
    char c = at < length ? names[at] : ' ';
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool hump = at > from && c >= 'A' && c <= 'Z' && names[at - 1] >= 'a' && names[at - 1] <= 'z';
    if (letter && !hump) continue;
    uint32_t word = at - from;
    if (word) {
      contexts |= context_of_word(names + from, word);
      if (before && before + word < sizeof joined) {
        memcpy(joined + before, names + from, word);
        contexts |= context_of_word(joined, before + word);
      }
      before = word < sizeof joined ? word : 0;
      memcpy(joined, names + from, before);
    }
    if (!letter && c != '-' && c != '_') before = 0;
    from = hump ? at : at + 1;
  }
  return contexts;
}

/* ---- blocks --------------------------------------------------------------------------- */

static uint32_t line_of(const Page *page)
{
  return page->parser->input ? (uint32_t)page->parser->input->line : 0;
}

static void flush(Page *page)
{
  Slice text = {page->text.bytes ? page->text.bytes : "", (uint32_t)page->text.length};
  Evidence *evidence = text.length ? document_block(page->document, text, page->line) : NULL;
  if (evidence) {
    evidence->tag = page->block ? page->block->tag : TAG_NONE;
    evidence->element = page->element;
    evidence->contexts = page->document->elements.items[page->element].contexts;
    evidence->link_bytes = page->link_bytes;
    evidence->links = page->links;
    evidence->bold_bytes = page->bold_bytes;
    evidence->italic_bytes = page->italic_bytes;
    const Open *open = page->open.count ? &page->open.items[page->open.count - 1] : NULL;
    evidence->item = evidence->item || (open && open->item);
    if (open && open->caption) evidence->contexts |= CONTEXT_CAPTION;
    if (open && open->quote && evidence->tag == TAG_P) evidence->tag = TAG_QUOTE;
  }
  page->flushed++;
  buffer_clear(&page->text);
  page->link_bytes = page->links = page->bold_bytes = page->italic_bytes = 0;
  page->line = 0;
  page->breaks = 0;
}

/* "<span>Ann Lee</span><span>Oct 17, 2023</span>": style sheets part what no blank parts. */
static bool is_glued(const Buffer *text, const char *bytes, int length)
{
  if (text->length == 0 || length == 0) return false;
  char before = text->bytes[text->length - 1], behind = bytes[0];
  bool small = before >= 'a' && before <= 'z', digit = before >= '0' && before <= '9';
  return (small || digit) && ((behind >= 'A' && behind <= 'Z') || (small && behind >= '0' && behind <= '9'));
}

static bool is_seam(const char *name)
{
  return strcmp(name, "span") == 0 || strcmp(name, "time") == 0 || strcmp(name, "a") == 0;
}

static void add_text(Page *page, const char *bytes, int length)
{
  if (page->title || page->script) {
    buffer_append(&page->side, bytes, (size_t)length);
    return;
  }
  if (page->skip) return;
  if (page->seam == SEAM_START && is_glued(&page->text, bytes, length)) buffer_append_byte(&page->text, ' ');
  page->seam = SEAM_NONE;
  bool blank = true;
  for (int i = 0; i < length && blank; i++) blank = bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r');
  if (!blank) {
    if (!page->line) page->line = line_of(page);
    page->breaks = 0;
    if (page->link_depth) page->link_bytes += (uint32_t)length;
    if (page->bold_depth) page->bold_bytes += (uint32_t)length;
    if (page->italic_depth) page->italic_bytes += (uint32_t)length;
  } else if (page->text.length == 0) {
    return;
  }
  buffer_append(&page->text, bytes, (size_t)length);
}

/* ---- attributes -------------------------------------------------------------------------- */

static const char *attribute(const xmlChar **attributes, const char *name)
{
  for (int i = 0; attributes && attributes[i]; i += 2) {
    if (strcasecmp((const char *)attributes[i], name) == 0)
      return attributes[i + 1] ? (const char *)attributes[i + 1] : "";
  }
  return NULL;
}

static bool has_word(const char *list, const char *word)
{
  size_t n = strlen(word);
  for (const char *at = list; at && (at = strcasestr(at, word)) != NULL; at += n) {
    bool starts = at == list || at[-1] == ' ', ends = at[n] == '\0' || at[n] == ' ';
    if (starts && ends) return true;
  }
  return false;
}

/* A <meta> by the letters and digits of its name. */
static void read_meta_element(Page *page, const xmlChar **attributes)
{
  static const char *const names[] = {"property", "name", "itemprop", "http-equiv"};
  const char *content = attribute(attributes, "content");
  if (!content) return;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *name = attribute(attributes, names[i]);
    char key[64];
    uint32_t n = 0;
    for (; name && *name && n < sizeof key; name++) {
      char c = *name;
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) key[n++] = c;
    }
    int32_t row = n ? lexicon_find_word(&read_meta, key, n) : -1;
    if (row < 0) continue;
    const MetaRow *meta = &read_meta_rows[row];
    document_candidate(page->document, meta->field, SOURCE_META, (double)meta->weight, slice_of(content));
    return;
  }
}

/* Elements whose attributes or text are candidates. */
static void read_hints(Page *page, Open *open, const char *name, const xmlChar **attributes)
{
  Document *d = page->document;
  const char *property = attribute(attributes, "itemprop"), *names = attribute(attributes, "class");
  const char *stamp = attribute(attributes, "datetime");
  if (!stamp) stamp = attribute(attributes, "content");
  uint32_t around = d->elements.items[page->element].contexts;
  double here =
      around & (CONTEXT_TEASER | CONTEXT_COMMENT | CONTEXT_ASIDE | CONTEXT_FOOTER | CONTEXT_NAVIGATION) ? 0.1
                                                                                                        : 1;
  if (strcmp(name, "time") == 0 && stamp) {
    double weight = (property && has_word(property, "datePublished")) || attribute(attributes, "pubdate") ? 3
                    : property && has_word(property, "dateModified") ? 0.5
                                                                     : 1;
    document_candidate(d, FIELD_PUBLISHED, SOURCE_ITEMPROP, weight * here, slice_of(stamp));
  } else if (property && stamp && has_word(property, "datePublished")) {
    document_candidate(d, FIELD_PUBLISHED, SOURCE_ITEMPROP, 3 * here, slice_of(stamp));
  }
  if (strcmp(name, "link") == 0) {
    const char *relation = attribute(attributes, "rel"), *address = attribute(attributes, "href");
    if (relation && address && has_word(relation, "canonical"))
      document_candidate(d, FIELD_URL, SOURCE_META, 6, slice_of(address));
  }
  if (strcmp(name, "html") == 0)
    document_candidate(d, FIELD_LANGUAGE, SOURCE_META, 5, slice_of(attribute(attributes, "lang")));
  const char *relation = attribute(attributes, "rel");
  double author = relation && has_word(relation, "author")   ? 3
                  : property && has_word(property, "author") ? 3
                                                             : 0;
  if (!author && names && (contexts_of(names) & CONTEXT_BYLINE)) author = strcasestr(names, "name") ? 2.5 : 1;
  if (author) {
    open->collect = true;
    open->field = FIELD_BYLINE;
    open->weight = (float)(author * here);
    open->collect_from = (uint32_t)page->text.length;
    open->collect_block = page->flushed;
  }
}

/* ---- depth ---------------------------------------------------------------------------------- */

enum { DEPTH_MOST = 1000 };

/* Beyond that depth elements are read as if they were empty, as browsers lay them flat: libxml2 walks over
** all that is open for each end tag without a start, and no page needs it. */
static bool is_too_deep(Page *page, const char *name)
{
  htmlParserCtxtPtr parser = page->parser;
  bool raw =
      strcmp(name, "script") == 0 || strcmp(name, "style") == 0; /* libxml2 looks there for their end */
  if (page->open.count < DEPTH_MOST || parser->nameNr < 2 || raw) return false;
  parser->nameNr--;
  parser->name = parser->nameTab[parser->nameNr - 1];
  return true;
}

/* ---- SAX ------------------------------------------------------------------------------------ */

/* Digits aside: "paragraph-12" is like "paragraph-13". */
static uint32_t shape_of(const char *name, const char *names)
{
  if (!names) return 0;
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (; *name; name++) hash = (hash ^ (unsigned char)*name) * 16777619u;
  for (; names && *names; names++) {
    if (*names < '0' || *names > '9') hash = (hash ^ (unsigned char)*names) * 16777619u;
  }
  return hash;
}

static void enter_block(Page *page, Open *open, const ElementRow *row, const char *name,
                        const xmlChar **attributes)
{
  Document *d = page->document;
  flush(page);
  uint32_t own = row->context;
  bool whole = strcmp(name, "body") == 0 || strcmp(name, "html") == 0;
  const char *names = attribute(attributes, "class"), *id = attribute(attributes, "id"),
             *role = attribute(attributes, "role");
  const char *style = attribute(attributes, "style"), *property = attribute(attributes, "itemprop");
  if (!whole) {
    if (names) own |= contexts_of(names);
    if (id) own |= contexts_of(id);
    if (role) own |= contexts_of(role);
    if (property && has_word(property, "articleBody")) own |= CONTEXT_BODY;
    if (attribute(attributes, "hidden") || (style && strcasestr(style, "display:none")))
      own |= CONTEXT_HIDDEN;
  }
  Element *element = vector_push(d->arena, &d->elements);
  if (!element) return;
  const Element *parent = &d->elements.items[page->element];
  *element = (Element){.parent = page->element,
                       .depth = parent->depth + 1,
                       .own = own,
                       .shape = shape_of(name, names),
                       .contexts = own | parent->contexts};
  page->element = open->element = d->elements.count - 1;
  page->block = row;
}

/* What an element that begins has of the one around it, the last but one of the open ones. */
static Open inherited(const Page *page)
{
  if (page->open.count < 2) return (Open){0};
  const Open *around = &page->open.items[page->open.count - 2];
  return (Open){
      .block = around->block, .item = around->item, .caption = around->caption, .quote = around->quote};
}

static void start_element(void *context, const xmlChar *tag, const xmlChar **attributes)
{
  Page *page = context;
  const char *name = (const char *)tag;
  int32_t found = lexicon_find_word(&read_elements, name, (uint32_t)strlen(name));
  if (is_too_deep(page, name)) {
    if (found >= 0 && read_elements_rows[found].flow == FLOW_BREAK && !page->skip) flush(page);
    return;
  }
  Open *open = vector_push(page->document->arena, &page->open);
  if (!open) return;
  *open = inherited(page);
  open->name = name;
  open->row = found >= 0 ? &read_elements_rows[found] : NULL;
  if (strcmp(name, "meta") == 0) read_meta_element(page, attributes);
  if (strcmp(name, "title") == 0 && !page->skip) page->title = true;
  if (strcmp(name, "script") == 0) {
    const char *type = attribute(attributes, "type");
    page->script = type && strcasestr(type, "ld+json") != NULL;
  }
  if (open->row && open->row->flow == FLOW_SKIP) page->skip++;
  if (page->skip) return;
  if (open->row && open->row->flow == FLOW_SPACE) {
    if (++page->breaks >= 2)
      flush(page);
    else
      buffer_append_byte(&page->text, ' ');
  } else if (open->row && open->row->flow == FLOW_BREAK) {
    enter_block(page, open, open->row, name, attributes);
    open->block = open->row;
  }
  if (open->row) {
    open->item |= open->row->tag == TAG_LI;
    open->caption |= open->row->tag == TAG_CAPTION;
    open->quote |= open->row->tag == TAG_QUOTE;
  }
  page->bold_depth += open->row && open->row->flow == FLOW_BOLD;
  page->italic_depth += open->row && open->row->flow == FLOW_ITALIC;
  if (strcmp(name, "a") == 0) {
    open->link = true;
    page->link_depth++;
    page->links++;
  }
  if (page->seam == SEAM_END && is_seam(name)) page->seam = SEAM_START;
  read_hints(page, open, name, attributes);
}

/* The text that an element with a hint has collected since it began. */
static void collect(Page *page, const Open *open)
{
  uint32_t from = open->collect_block == page->flushed ? open->collect_from : 0;
  if (!open->collect || page->text.length <= from) return;
  uint32_t length = (uint32_t)page->text.length - from;
  if (length > 300) return;
  Slice text = {page->text.bytes + from, length};
  document_candidate(page->document, open->field, SOURCE_ITEMPROP, (double)open->weight, text);
}

static void headline_candidate(Page *page)
{
  if (!page->text.length || page->text.length > 400) return;
  uint32_t around = page->document->elements.items[page->element].contexts;
  bool aside =
      around & (CONTEXT_TEASER | CONTEXT_ASIDE | CONTEXT_FOOTER | CONTEXT_NAVIGATION | CONTEXT_PROMOTION);
  document_candidate(page->document, FIELD_TITLE, SOURCE_HEADLINE, aside ? 0.2 : 1,
                     (Slice){page->text.bytes, (uint32_t)page->text.length});
}

/* The innermost open element ends. */
static void close_element(Page *page)
{
  Open open = page->open.items[--page->open.count];
  if (page->title && strcmp(open.name, "title") == 0) {
    page->title = false;
    document_candidate(page->document, FIELD_TITLE, SOURCE_TITLE_TAG, 1,
                       (Slice){page->side.bytes, (uint32_t)page->side.length});
    buffer_clear(&page->side);
  }
  if (page->script && strcmp(open.name, "script") == 0) {
    page->script = false;
    if (page->side.bytes)
      json_ld_read(page->document, (Slice){page->side.bytes, (uint32_t)page->side.length});
    buffer_clear(&page->side);
  }
  if (open.row && open.row->flow == FLOW_SKIP) {
    page->skip--;
  } else if (!page->skip) {
    page->bold_depth -= open.row && open.row->flow == FLOW_BOLD;
    page->italic_depth -= open.row && open.row->flow == FLOW_ITALIC;
    collect(page, &open);
    if (strcmp(open.name, "h1") == 0) headline_candidate(page);
    if (open.row && open.row->flow == FLOW_BREAK) {
      page->open.count++; /* its block still belongs to it */
      flush(page);
      page->open.count--;
      page->element = page->document->elements.items[page->element].parent;
    }
  }
  if (is_seam(open.name)) page->seam = SEAM_END;
  if (open.link) page->link_depth--;
  page->block = page->open.count ? page->open.items[page->open.count - 1].block : NULL;
}

/* libxml2 reports no end of an element whose start tag it could not read to its end: such
** ones end with the element around them. */
static void end_element(void *context, const xmlChar *tag)
{
  Page *page = context;
  uint32_t at = page->open.count;
  while (at > 0 && strcmp(page->open.items[at - 1].name, (const char *)tag) != 0) at--;
  while (at > 0 && page->open.count >= at) close_element(page);
}

static void characters(void *context, const xmlChar *text, int length)
{
  add_text(context, (const char *)text, length);
}

/* libxml2 takes the page in pieces, or it would make a copy of all of it. */
static int give_piece(void *context, char *to, int room)
{
  Slice *rest = context;
  int taken = rest->length < (uint32_t)room ? (int)rest->length : room;
  memcpy(to, rest->bytes, (size_t)taken);
  rest->bytes += taken;
  rest->length -= (uint32_t)taken;
  return taken;
}

/* A parser that reads from *rest; NULL without memory. */
static htmlParserCtxtPtr new_parser(Slice *rest)
{
  htmlParserCtxtPtr parser = htmlNewParserCtxt();
  xmlParserInputBufferPtr buffer =
      parser ? xmlParserInputBufferCreateIO(give_piece, NULL, rest, XML_CHAR_ENCODING_NONE) : NULL;
  xmlParserInputPtr input = buffer ? xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE) : NULL;
  if (input && inputPush(parser, input) >= 0) return parser;
  if (input)
    xmlFreeInputStream(input);
  else if (buffer)
    xmlFreeParserInputBuffer(buffer);
  if (parser) htmlFreeParserCtxt(parser);
  return NULL;
}

void html_read(Document *document, Slice html)
{
  Page page = {.document = document};
  XmlGuard guard;
  if (document->arena->result != NEWS_OK || html.length == 0) return;
  guard_begin(&guard, document->arena, NULL);
  page.parser = guard.parser = new_parser(&html);
  if (!page.parser) {
    arena_fail(document->arena, NEWS_NOMEM, "out of memory");
    guard_end(&guard);
    return;
  }
  buffer_init(&page.text, document->arena->allocator);
  buffer_init(&page.side, document->arena->allocator);
  htmlCtxtUseOptions(page.parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                      HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  page.parser->charset = XML_CHAR_ENCODING_UTF8; /* whatever the page declares */
  memset(page.parser->sax, 0, sizeof *page.parser->sax);
  page.parser->sax->startElement = start_element;
  page.parser->sax->endElement = end_element;
  page.parser->sax->characters = characters;
  page.parser->sax->ignorableWhitespace = characters;
  page.parser->sax->cdataBlock = characters;
  page.parser->userData = &page;
  htmlParseDocument(page.parser);
  flush(&page);
  if (page.parser->errNo == XML_ERR_NO_MEMORY) arena_fail(document->arena, NEWS_NOMEM, "out of memory");
  if (page.parser->myDoc) xmlFreeDoc(page.parser->myDoc);
  guard.parser = NULL;
  htmlFreeParserCtxt(page.parser);
  guard_end(&guard);
  if (page.text.result != NEWS_OK || page.side.result != NEWS_OK)
    arena_fail(document->arena, NEWS_NOMEM, "out of memory");
  buffer_free(&page.text);
  buffer_free(&page.side);
}
