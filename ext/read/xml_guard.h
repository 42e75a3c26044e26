/*
** xml_guard.h: libxml2 kept silent, and its failed allocations noticed.
**
** libxml2 prints what goes wrong unless the thread has a handler for it, and goes on where
** memory is short, sometimes for ever.  Between guard_begin and guard_end this thread's
** errors go to the guard; the handler that was there before comes back.
*/
#ifndef NEWS_READ_XML_GUARD_H
#define NEWS_READ_XML_GUARD_H

#include <libxml/parser.h>

#include "news.h"

typedef struct XmlGuard {
  Arena *arena;                      /* gets NEWS_NOMEM */
  xmlParserCtxtPtr parser;           /* told to end when memory is short; may be NULL */
  xmlStructuredErrorFunc structured; /* the handlers that were there before */
  xmlGenericErrorFunc generic;
  void *structured_context, *generic_context;
} XmlGuard;

void guard_begin(XmlGuard *guard, Arena *arena, xmlParserCtxtPtr parser);
void guard_end(XmlGuard *guard);

#endif
