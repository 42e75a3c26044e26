/* xml_guard.c: see xml_guard.h. */
#include "read/xml_guard.h"

#include <libxml/globals.h>

/* A name that the dictionary has no memory for is reported as a missing one. */
static bool is_no_memory(const xmlError *error)
{
  if (error->code == XML_ERR_NO_MEMORY) return true;
  if (error->code != XML_ERR_NAME_REQUIRED) return false;
  void *probe = xmlMalloc(1024);
  xmlFree(probe);
  return probe == NULL;
}

static void take_error(void *context, xmlErrorPtr error)
{
  XmlGuard *guard = context;
  if (!error || !is_no_memory(error)) return;
  arena_fail(guard->arena, NEWS_NOMEM, "out of memory");
  if (!guard->parser) return;
  /* xmlStopParser would free what the failed call is still working on, and a parser that is only
  ** told to stop waits for ever for the end of an input it no longer reads: so the input ends.
  ** Behind a missing name libxml2 2.9 waits for ever at the end: there one byte is left. */
  xmlParserInputPtr input = guard->parser->input;
  guard->parser->disableSAX = 1;
  if (input) input->cur = input->end;
  if (input && error->code == XML_ERR_NAME_REQUIRED && input->cur > input->base) input->cur--;
}

/* What libxml2 would print. */
static void say_nothing(void *context, const char *message, ...)
{
  (void)context, (void)message;
}

void guard_begin(XmlGuard *guard, Arena *arena, xmlParserCtxtPtr parser)
{
  *guard = (XmlGuard){.arena = arena,
                      .parser = parser,
                      .structured = xmlStructuredError,
                      .generic = xmlGenericError,
                      .structured_context = xmlStructuredErrorContext,
                      .generic_context = xmlGenericErrorContext};
  xmlSetStructuredErrorFunc(guard, take_error);
  xmlSetGenericErrorFunc(NULL, say_nothing);
}

void guard_end(XmlGuard *guard)
{
  xmlSetStructuredErrorFunc(guard->structured_context, guard->structured);
  xmlSetGenericErrorFunc(guard->generic_context, guard->generic);
}
