/*
** spec_file.h: reads the documents of tests/spec, Markdown with examples in it.
**
** Everything but headings and the fenced blocks below is prose and skipped:
**
**   ```text          the text that :text stands for from here on (without its final newline)
**   ```file NAME     a file NAME in the section's folder, whose path is :dir
**   ```sql           one or more statements; the next rows or error block says what they answer
**   ```rows          the expected rows, columns joined with |; empty: no rows
**   ```error         a part of the expected error message
**
** "```text escaped" and "```file NAME escaped" understand \n \r \t \\ \xHH; the latter writes no final
*newline.
** "```file NAME times N" writes its text N times on one line, "```file NAME pipe" makes a named pipe,
** "```file NAME link" a symbolic link to the path in its text, "```file NAME locked" one that nobody may
*read, in
** a folder that nobody may read where its name has one.
** "```sql utf8" is left out when the documents run in a UTF-16 database.
** A heading of level one or two begins a new section.
*/
#ifndef TESTS_SPEC_FILE_H
#define TESTS_SPEC_FILE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum SpecKind {
  SPEC_END,
  SPEC_HEADING,
  SPEC_TEXT,
  SPEC_FILE,
  SPEC_SQL,
  SPEC_ROWS,
  SPEC_ERROR,
  SPEC_BROKEN /* contents say what is wrong with the document */
} SpecKind;

typedef enum SpecForm { SPEC_WRITTEN, SPEC_PIPE, SPEC_LINK, SPEC_LOCKED } SpecForm;

typedef struct SpecBlock {
  SpecKind kind;
  int line;       /* of the fence or heading, from 1 */
  char name[512]; /* of a heading or file */
  bool utf8_only; /* SPEC_SQL */
  SpecForm form;  /* SPEC_FILE */
  char *contents; /* NUL-terminated; valid until the next call */
  size_t length;  /* bytes; contents may hold NULs */
} SpecBlock;

typedef struct SpecFile {
  const char *path;
  char *bytes, *next; /* the document, and what is not read yet */
  int line;           /* of next */
  SpecBlock block;
} SpecFile;

bool spec_open(SpecFile *spec, const char *path); /* false: cannot be read */
const SpecBlock *spec_next(SpecFile *spec);
void spec_close(SpecFile *spec);

#endif
