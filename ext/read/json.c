/* json.c: article records in JSON, and the JSON-LD of pages, through jansson. */
#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "read/json_key.h"

static Slice text_of(const json_t *value)
{
  if (!json_is_string(value)) return SLICE_NONE;
  return (Slice){json_string_value(value), (uint32_t)json_string_length(value)};
}

/* NULL where the text is no JSON, or (then the arena knows) without memory.  Where jansson's
** buffer for a string cannot grow it loses characters and goes on: only errno tells. */
static json_t *load(Arena *arena, Slice text, size_t flags, json_error_t *problem)
{
  errno = 0;
  json_t *value = json_loadb(text.bytes, text.length, flags | JSON_ALLOW_NUL, problem);
  if (errno != ENOMEM && (value || json_error_code(problem) != json_error_out_of_memory)) return value;
  arena_fail(arena, NEWS_NOMEM, "out of memory");
  json_decref(value);
  return NULL;
}

/* Loops over an object below use the iterator interface: json_object_foreach
** declares what -Wshadow refuses when nested. */
typedef void JsonVisit(void *context, const char *key, json_t *value);

static void visit_object(json_t *object, JsonVisit *visit, void *context)
{
  for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
    visit(context, json_object_iter_key(at), json_object_iter_value(at));
  }
}

/* ---- values that are texts, lists or objects with a name ----------------------------- */

enum { NESTING_MOST = 32 };

/* All strings inside, one a line, into out; for names only the "name" of objects. */
static void gather(json_t *value, bool names, Buffer *out, const char *between, int depth)
{
  if (depth > NESTING_MOST) return;
  if (json_is_string(value)) {
    if (out->length) buffer_append_text(out, between);
    buffer_append(out, json_string_value(value), json_string_length(value));
  } else if (json_is_array(value)) {
    for (size_t i = 0; i < json_array_size(value); i++)
      gather(json_array_get(value, i), names, out, between, depth + 1);
  } else if (json_is_object(value)) {
    json_t *name = json_object_get(value, "name");
    if (names || name) {
      if (name) gather(name, names, out, between, depth + 1);
      return;
    }
    for (void *at = json_object_iter(value); at; at = json_object_iter_next(value, at)) {
      gather(json_object_iter_value(at), names, out, between, depth + 1);
    }
  }
}

static void gather_candidate(Document *document, Field field, Source source, double weight, json_t *value)
{
  if (json_is_string(value)) {
    document_candidate(document, field, source, weight, text_of(value));
    return;
  }
  if (json_is_integer(value) && field == FIELD_PUBLISHED) { /* seconds or milliseconds since 1970 */
    json_int_t seconds = json_integer_value(value);
    if (seconds > 100000000000) seconds /= 1000;
    if (seconds <= 0 || seconds > 4102444800) return;
    int64_t days = seconds / 86400 + 719468, era = days / 146097,
            of_era = days % 146097; /* Hinnant, days_from_civil */
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365,
            of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153, day = of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    year += era * 400 + (month <= 2);
    Slice stamp =
        arena_format(document->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)year, (int)month, (int)day,
                     (int)(seconds / 3600 % 24), (int)(seconds / 60 % 60), (int)(seconds % 60));
    document_candidate(document, field, source, weight, stamp);
    return;
  }
  Buffer text;
  buffer_init(&text, document->arena->allocator);
  gather(value, field != FIELD_BODY, &text, field == FIELD_BODY ? "\n\n" : ", ", 0);
  if (text.result != NEWS_OK) arena_fail(document->arena, text.result, "out of memory");
  if (text.length)
    document_candidate(document, field, source, weight,
                       arena_copy(document->arena, (Slice){text.bytes, (uint32_t)text.length}));
  buffer_free(&text);
}

/* ---- JSON-LD ---------------------------------------------------------------------------- */

static bool is_article_type(json_t *type)
{
  static const char *const types[] = {"Article", "Posting", "Report",  "WebPage",
                                      "Review",  "Recipe",  "Creative"};
  if (json_is_array(type)) {
    for (size_t i = 0; i < json_array_size(type); i++) {
      if (is_article_type(json_array_get(type, i))) return true;
    }
  }
  const char *name = json_string_value(type);
  for (size_t i = 0; name && i < sizeof types / sizeof *types; i++) {
    if (strcasestr(name, types[i])) return true;
  }
  return false;
}

static void read_ld_article(Document *d, json_t *object)
{
  json_t *type = json_object_get(object, "@type");
  const char *name = json_string_value(json_is_array(type) ? json_array_get(type, 0) : type);
  double weight = name && strcasestr(name, "page") ? 1 : 5; /* a WebPage speaks of the page */
  gather_candidate(d, FIELD_TITLE, SOURCE_JSON_LD, weight, json_object_get(object, "headline"));
  gather_candidate(d, FIELD_BYLINE, SOURCE_JSON_LD, weight, json_object_get(object, "author"));
  gather_candidate(d, FIELD_BYLINE, SOURCE_JSON_LD, weight / 2, json_object_get(object, "creator"));
  gather_candidate(d, FIELD_OUTLET, SOURCE_JSON_LD, weight, json_object_get(object, "publisher"));
  gather_candidate(d, FIELD_PUBLISHED, SOURCE_JSON_LD, weight, json_object_get(object, "datePublished"));
  gather_candidate(d, FIELD_PUBLISHED, SOURCE_JSON_LD, weight / 10, json_object_get(object, "dateCreated"));
  gather_candidate(d, FIELD_PUBLISHED, SOURCE_JSON_LD, weight / 20, json_object_get(object, "dateModified"));
  gather_candidate(d, FIELD_LANGUAGE, SOURCE_JSON_LD, weight, json_object_get(object, "inLanguage"));
  gather_candidate(d, FIELD_DESCRIPTION, SOURCE_JSON_LD, weight, json_object_get(object, "description"));
  gather_candidate(d, FIELD_BODY, SOURCE_JSON_LD, weight, json_object_get(object, "articleBody"));
  document_candidate(d, FIELD_URL, SOURCE_JSON_LD, weight, text_of(json_object_get(object, "url")));
}

static void walk_ld(Document *d, json_t *value, int depth)
{
  if (depth > NESTING_MOST) return;
  if (json_is_array(value)) {
    for (size_t i = 0; i < json_array_size(value); i++) walk_ld(d, json_array_get(value, i), depth + 1);
  } else if (json_is_object(value)) {
    if (is_article_type(json_object_get(value, "@type"))) read_ld_article(d, value);
    walk_ld(d, json_object_get(value, "@graph"), depth + 1);
    walk_ld(d, json_object_get(value, "mainEntity"), depth + 1);
    walk_ld(d, json_object_get(value, "mainEntityOfPage"), depth + 1);
  }
}

void json_ld_read(Document *document, Slice script)
{
  /* Publishers put raw line ends and tabs into strings: blanks are as good everywhere. */
  char *copy = arena_alloc(document->arena, (size_t)script.length + 1);
  json_error_t problem;
  if (!copy) return;
  for (uint32_t i = 0; i < script.length; i++)
    copy[i] = (unsigned char)script.bytes[i] < ' ' ? ' ' : script.bytes[i];
  const char *start = copy;
  uint32_t length = script.length;
  while (length && *start != '{' && *start != '[') start++, length--;
  json_t *value = load(document->arena, (Slice){start, length}, JSON_DISABLE_EOF_CHECK, &problem);
  if (!value) return; /* some pages' records are no JSON */
  walk_ld(document, value, 0);
  json_decref(value);
}

/* ---- records ------------------------------------------------------------------------------ */

typedef struct Record {
  Document *document;
  bool is_article;
} Record;

static const JsonKeyRow *key_row(const char *key)
{
  char squeezed[32];
  uint32_t n = 0;
  for (; *key; key++) {
    bool letter =
        (*key >= 'a' && *key <= 'z') || (*key >= 'A' && *key <= 'Z') || (*key >= '0' && *key <= '9');
    if (letter && n == sizeof squeezed) return NULL;
    if (letter) squeezed[n++] = *key;
  }
  int32_t row = n ? lexicon_find_word(&read_json_keys, squeezed, n) : -1;
  return row >= 0 ? &read_json_keys_rows[row] : NULL;
}

static void take_key(void *context, const char *key, json_t *value)
{
  Record *record = context;
  const JsonKeyRow *row = key_row(key);
  if (row) gather_candidate(record->document, row->field, SOURCE_RECORD, (double)row->weight, value);
}

static void look_for_body(void *context, const char *key, json_t *value)
{
  const JsonKeyRow *row = key_row(key);
  bool *found = context;
  if (row && row->field == FIELD_BODY &&
      (json_is_string(value) || json_is_array(value) || json_is_object(value)))
    *found = true;
}

static bool is_record(json_t *value)
{
  bool found = false;
  if (json_is_object(value)) visit_object(value, look_for_body, &found);
  return found;
}

static Slice best_body(const Document *d)
{
  const Candidate *best = NULL;
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    const Candidate *c = &d->candidates.items[i];
    if (c->field == FIELD_BODY && (!best || c->weight > best->weight)) best = c;
  }
  return best ? best->value : SLICE_NONE;
}

static bool looks_like_html(Slice s)
{
  char start[2048];
  uint32_t n = s.length < sizeof start - 1 ? s.length : (uint32_t)sizeof start - 1;
  memcpy(start, s.bytes, n);
  start[n] = '\0';
  return strcasestr(start, "<p>") || strcasestr(start, "<p ") || strcasestr(start, "<div") ||
         strcasestr(start, "<br");
}

static bool read_record(Arena *arena, json_t *object, bool (*each)(void *, Document *), void *context)
{
  Document document;
  document_init(&document, arena, "json");
  Record record = {.document = &document};
  visit_object(object, take_key, &record);
  Slice body = best_body(&document);
  document.trusted = true;
  if (!body.bytes)
    document.error = slice_of("record without a text");
  else if (looks_like_html(body))
    html_read(&document, body);
  else
    document_body_text(&document, body, 0);
  return each(context, &document);
}

static bool read_value(Arena *arena, json_t *value, int depth, bool (*each)(void *, Document *),
                       void *context, uint32_t *count)
{
  if (depth > NESTING_MOST || arena->result != NEWS_OK) return true;
  if (is_record(value)) {
    (*count)++;
    return read_record(arena, value, each, context);
  }
  bool go_on = true;
  if (json_is_array(value)) {
    for (size_t i = 0; i < json_array_size(value) && go_on; i++)
      go_on = read_value(arena, json_array_get(value, i), depth + 1, each, context, count);
  } else if (json_is_object(value)) {
    for (void *at = json_object_iter(value); at && go_on; at = json_object_iter_next(value, at)) {
      go_on = read_value(arena, json_object_iter_value(at), depth + 1, each, context, count);
    }
  }
  return go_on;
}

bool json_read(Arena *arena, Slice text, Slice *error, bool (*each)(void *context, Document *document),
               void *context)
{
  json_error_t problem;
  uint32_t count = 0;
  json_t *value = load(arena, text, JSON_DECODE_ANY, &problem);
  if (!value) {
    *error = arena_format(arena, "no JSON: %s", problem.text);
    return false;
  }
  read_value(arena, value, 0, each, context, &count);
  json_decref(value);
  if (!count) *error = slice_of("no article in this JSON: no text, body or content");
  return count > 0;
}
