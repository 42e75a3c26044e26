/* spec_file.c: the parser of the documents in tests/spec. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec_file.h"

bool spec_open(SpecFile *spec, const char *path)
{
  *spec = (SpecFile){.path = path, .line = 1};
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  size_t length = 0, capacity = 0;
  do {
    if (length + 1 >= capacity) {
      capacity = capacity ? 2 * capacity : 1 << 16;
      spec->bytes = realloc(spec->bytes, capacity);
      if (!spec->bytes) break;
    }
    length += fread(spec->bytes + length, 1, capacity - length - 1, file);
  } while (!feof(file) && !ferror(file));
  bool whole = spec->bytes && !ferror(file);
  fclose(file);
  if (!whole) return false;
  spec->bytes[length] = '\0';
  spec->next = spec->bytes;
  return true;
}

void spec_close(SpecFile *spec)
{
  free(spec->bytes);
  free(spec->block.contents);
  *spec = (SpecFile){0};
}

/* Cuts the next line off; NULL at the end. */
static char *next_line(SpecFile *spec)
{
  char *line = spec->next;
  if (!*line) return NULL;
  char *end = strchr(line, '\n');
  if (end) *end = '\0';
  spec->next = end ? end + 1 : line + strlen(line);
  spec->line++;
  return line;
}

static int hex_digit(char c)
{
  const char *digits = "0123456789abcdef",
             *found = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;
  return found ? (int)(found - digits) : -1;
}

/* Replaces the escapes in place; false at an unknown one. */
static bool unescape(SpecBlock *block)
{
  char *out = block->contents;
  const char *end = block->contents + block->length;
  for (const char *in = block->contents; in < end; in++) {
    if (*in != '\\') {
      *out++ = *in;
      continue;
    }
    switch (*++in) {
    case 'n': *out++ = '\n'; break;
    case 'r': *out++ = '\r'; break;
    case 't': *out++ = '\t'; break;
    case '\\': *out++ = '\\'; break;
    case 'x':
      if (hex_digit(in[1]) < 0 || hex_digit(in[2]) < 0) return false;
      *out++ = (char)(hex_digit(in[1]) << 4 | hex_digit(in[2]));
      in += 2;
      break;
    default: return false;
    }
  }
  block->length = (size_t)(out - block->contents);
  *out = '\0';
  return true;
}

static bool repeat(SpecBlock *block, unsigned times)
{
  char *all = times && times <= 10000000 ? malloc(block->length * times + 1) : NULL;
  if (!all) return false;
  for (unsigned i = 0; i < times; i++) memcpy(all + i * block->length, block->contents, block->length);
  free(block->contents);
  block->contents = all;
  block->length *= times;
  all[block->length] = '\0';
  return true;
}

static const SpecBlock *broken(SpecFile *spec, const char *why)
{
  spec->block.kind = SPEC_BROKEN;
  free(spec->block.contents);
  spec->block.contents = strdup(why);
  return &spec->block;
}

/* Reads what stands between the fence of `ticks` backticks and the closing one. */
static const SpecBlock *fenced_block(SpecFile *spec, const char *fence, size_t ticks)
{
  char kind[16] = "", word[2][512] = {"", ""};
  unsigned times = 0;
  sscanf(fence + ticks, "%15s %511s %511s %u", kind, word[0], word[1], &times);
  char *from = spec->next, *line;
  while ((line = next_line(spec)) && strspn(line, "`") < ticks) {
    if (spec->next[-1] == '\0') spec->next[-1] = '\n';
  }
  SpecBlock *block = &spec->block;
  if (!line) return broken(spec, "the block is not closed");
  block->length = (size_t)(line - from);
  block->contents = malloc(block->length + 1);
  if (!block->contents) return broken(spec, "out of memory");
  memcpy(block->contents, from, block->length);
  block->contents[block->length] = '\0';

  static const char *const kinds[] = {"text", "file", "sql", "rows", "error"};
  int which = 0;
  while (which < 5 && strcmp(kind, kinds[which]) != 0) which++;
  if (which == 5) return NULL; /* an illustration */
  block->kind = (SpecKind)(SPEC_TEXT + which);
  const char *option = word[0];
  if (block->kind == SPEC_FILE) {
    if (!word[0][0] || strstr(word[0], "..") || word[0][0] == '/')
      return broken(spec, "a file needs a name in the folder");
    memcpy(block->name, word[0], sizeof block->name);
    option = word[1];
  }
  block->form = SPEC_WRITTEN;
  bool one_line = block->kind == SPEC_FILE && block->length && *option; /* all but the plain form */
  if (one_line) block->contents[--block->length] = '\0';
  if (block->kind == SPEC_FILE && strcmp(option, "times") == 0) {
    if (!repeat(block, times)) return broken(spec, "times 1 to 10000000, or out of memory");
  } else if (block->kind == SPEC_FILE && strcmp(option, "pipe") == 0) {
    block->form = SPEC_PIPE;
  } else if (block->kind == SPEC_FILE && strcmp(option, "link") == 0) {
    block->form = SPEC_LINK;
  } else if (block->kind == SPEC_FILE && strcmp(option, "locked") == 0) {
    block->form = SPEC_LOCKED;
  } else if (block->kind == SPEC_SQL && strcmp(option, "utf8") == 0) {
    block->utf8_only = true;
  } else if ((block->kind == SPEC_TEXT || block->kind == SPEC_FILE) && strcmp(option, "escaped") == 0) {
    if (!unescape(block)) return broken(spec, "unknown escape (known are \\n \\r \\t \\\\ \\xHH)");
  } else if (*option) {
    return broken(spec, "unknown word behind the block's kind");
  }
  if (block->kind == SPEC_TEXT && block->length && block->contents[block->length - 1] == '\n') {
    block->contents[--block->length] = '\0';
  }
  return block;
}

const SpecBlock *spec_next(SpecFile *spec)
{
  char *line;
  for (;;) {
    free(spec->block.contents);
    spec->block = (SpecBlock){.line = spec->line};
    if (!(line = next_line(spec))) return &spec->block;
    size_t ticks = strspn(line, "`");
    if (ticks >= 3) {
      const SpecBlock *block = fenced_block(spec, line, ticks);
      if (block) return block;
    } else if (strncmp(line, "# ", 2) == 0 || strncmp(line, "## ", 3) == 0) {
      spec->block.kind = SPEC_HEADING;
      snprintf(spec->block.name, sizeof spec->block.name, "%s", line + (line[1] == '#' ? 3 : 2));
      return &spec->block;
    }
  }
}
