/* list.c: which files a path, a folder or a glob names.  It asks stat() and
** readdir() and opens no file. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "read/read.h"
#include "text/text.h"

extern const Lexicon read_extensions;

/* Folders on the way down, so that a loop of symbolic links is not followed. */
typedef struct Folder {
  dev_t device;
  ino_t inode;
} Folder;

typedef struct Lister {
  Arena *arena;
  FileList *list;
  const char *pattern; /* NULL: everything that looks like an article file */
  VECTOR(Folder) above;
} Lister;

enum { DEPTH_MOST = 200 };

static const char link_loop[] = "a symbolic link that leads to itself",
                  folder_loop[] = "a symbolic link to a folder around it: not followed";

/* ---- globs ------------------------------------------------------------------ */

/* The end of a [...] set at `pattern`, or NULL where it is not closed. */
static const char *set_end(const char *pattern)
{
  const char *p = pattern + 1;
  if (*p == '!' || *p == '^') p++;
  if (*p == ']') p++;
  while (*p && *p != ']') p++;
  return *p ? p : NULL;
}

static bool in_set(const char *pattern, const char *end, char c)
{
  const char *p = pattern + 1;
  bool negated = *p == '!' || *p == '^', found = false;
  if (negated) p++;
  do {
    char low = *p, high = low;
    if (p[1] == '-' && p + 2 < end) {
      high = p[2];
      p += 2;
    }
    if ((unsigned char)c >= (unsigned char)low && (unsigned char)c <= (unsigned char)high) found = true;
    p++;
  } while (p < end);
  return found != negated;
}

/* Does the whole path match?  '*' and '?' stop at '/', '**' does not; a slash
** behind '**' may match nothing ("a" + "/" + "**" + "/b" has a/b).  Only the last star of
** each kind is gone back to, which is enough: time length of pattern x path. */
static bool glob_match(const char *pattern, const char *path)
{
  const char *star = NULL, *star_path = NULL, *deep = NULL, *deep_path = NULL;
  while (*path || *pattern) {
    const char *end;
    if (pattern[0] == '*' && pattern[1] == '*') {
      pattern += 2;
      if (*pattern == '/') pattern++;
      deep = pattern;
      deep_path = path;
      star = NULL;
      continue;
    }
    if (*pattern == '*') {
      star = ++pattern;
      star_path = path;
      continue;
    }
    if (*path && ((*pattern == '?' && *path != '/') ||
                  (*pattern == '[' && (end = set_end(pattern)) != NULL && *path != '/' &&
                   in_set(pattern, end, *path)) ||
                  (*pattern == *path && *pattern != '?'))) {
      pattern = *pattern == '[' && set_end(pattern) ? set_end(pattern) + 1 : pattern + 1;
      path++;
      continue;
    }
    if (star && *star_path && *star_path != '/') {
      pattern = star;
      path = ++star_path;
    } else if (deep && *deep_path) {
      pattern = deep;
      path = ++deep_path;
      star = NULL;
    } else {
      return false;
    }
  }
  return true;
}

static bool is_glob(const char *files)
{
  return strpbrk(files, "*?[") != NULL;
}

/* ---- names -------------------------------------------------------------------- */

static bool looks_like_article(const char *name)
{
  const char *dot = strrchr(name, '.');
  if (!dot || dot == name) return false;
  uint32_t length = (uint32_t)strlen(dot + 1);
  if (length == 2 && strcmp(dot, ".gz") == 0) {
    const char *end = dot;
    while (dot > name && *--dot != '.') {
    }
    if (*dot != '.') return false;
    length = (uint32_t)(end - dot - 1);
  }
  return lexicon_find_word(&read_extensions, dot + 1, length) >= 0;
}

static FileEntry *add(Lister *l, Slice path, const struct stat *status)
{
  FileEntry *entry = vector_push(l->arena, &l->list->entries);
  if (!entry) return NULL;
  entry->path = path;
  entry->size = status->st_size;
  entry->modified = (int64_t)status->st_mtim.tv_sec * 1000000 + status->st_mtim.tv_nsec / 1000;
  if (!S_ISREG(status->st_mode)) entry->error = slice_of("not a regular file");
  return entry;
}

/* An entry that says why there is nothing to read. */
static void add_error(Lister *l, Slice path, const char *error)
{
  FileEntry *entry = vector_push(l->arena, &l->list->entries);
  if (!entry) return;
  entry->path = path;
  entry->error = slice_of(error);
}

/* Does the code say that nothing is there? */
static bool is_absent(int code)
{
  return code == ENOENT || code == ENOTDIR || code == ENAMETOOLONG;
}

/* What the system said of a file or folder, as an entry. */
static void add_unreadable(Lister *l, Slice path, int code, const char *denied, const char *other)
{
  if (code == ENOMEM)
    arena_fail(l->arena, NEWS_NOMEM, "out of memory");
  else
    add_error(l, path, code == EACCES ? denied : code == ELOOP ? link_loop : other);
}

static void add_unreadable_folder(Lister *l, Slice path, int code)
{
  add_unreadable(l, path, code, "cannot read folder: permission denied", "cannot read folder: system error");
}

static void add_unreadable_file(Lister *l, Slice path, int code)
{
  add_unreadable(l, path, code, "cannot open: permission denied", "cannot open: system error");
}

/* ---- folders ------------------------------------------------------------------- */

static void walk(Lister *l, Slice folder, const struct stat *status);

static void walk_entry(Lister *l, Slice folder, const struct dirent *entry)
{
  const char *name = entry->d_name;
  struct stat status;
  bool slash = folder.length && folder.bytes[folder.length - 1] == '/';
  Slice path = slice_is(folder, ".") && l->pattern && l->pattern[0] != '.'
                   ? arena_copy(l->arena, slice_of(name))
                   : arena_format(l->arena, "%s%s%s", folder.bytes, slash ? "" : "/", name);
  if (!path.bytes) return;
  if (stat(path.bytes, &status) != 0) { /* a dangling link is no file; nor is what has gone meanwhile */
    int code = errno;
    if (is_absent(code)) return;
    if (entry->d_type == DT_DIR)
      add_unreadable_folder(l, path, code);
    else if (looks_like_article(name))
      add_unreadable_file(l, path, code);
    return;
  }
  if (S_ISDIR(status.st_mode)) {
    walk(l, path, &status);
  } else if (l->pattern ? glob_match(l->pattern, path.bytes) && looks_like_article(name)
                        : looks_like_article(name)) {
    add(l, path, &status);
  }
}

/* Recursion is bounded by DEPTH_MOST; the system's own limit on paths comes first. */
static void walk(Lister *l, Slice folder, const struct stat *status)
{
  for (uint32_t i = 0; i < l->above.count; i++) {
    if (l->above.items[i].device != status->st_dev || l->above.items[i].inode != status->st_ino) continue;
    add_error(l, folder, folder_loop);
    return;
  }
  if (l->above.count >= DEPTH_MOST) {
    add_error(l, folder, "folders too deep: not read");
    return;
  }
  Folder *here = vector_push(l->arena, &l->above);
  if (!here) return;
  *here = (Folder){status->st_dev, status->st_ino};
  DIR *directory = opendir(folder.bytes);
  if (!directory) {
    add_unreadable_folder(l, folder, errno);
  } else {
    const struct dirent *entry = NULL;
    errno = 0;
    while (arena_running(l->arena) && (errno = 0, entry = readdir(directory)) != NULL) {
      if (entry->d_name[0] != '.') walk_entry(l, folder, entry);
    }
    if (!entry && errno) add_unreadable_folder(l, folder, errno);
    closedir(directory);
  }
  l->above.count--;
}

/* The folder before the first part of a glob that has a special character. */
static Slice glob_root(Arena *arena, const char *pattern)
{
  const char *special = strpbrk(pattern, "*?["), *slash = special;
  while (slash > pattern && slash[-1] != '/') slash--;
  if (slash == pattern) return slice_of(".");
  if (slash == pattern + 1) return slice_of("/");
  return arena_copy(arena, (Slice){pattern, (uint32_t)(slash - pattern - 1)});
}

static int compare_entries(const void *a, const void *b)
{
  return slice_compare(((const FileEntry *)a)->path, ((const FileEntry *)b)->path);
}

NewsResult file_list(Arena *arena, Slice files, FileList *list)
{
  struct stat status;
  Lister lister = {.arena = arena, .list = list};
  Slice path = arena_copy(arena, files);
  if (!path.bytes) return arena->result;
  if (stat(path.bytes, &status) == 0) {
    if (S_ISDIR(status.st_mode))
      walk(&lister, path, &status);
    else
      add(&lister, path, &status);
  } else if (!is_absent(errno)) {
    add_unreadable_file(&lister, path, errno);
  } else if (path.length && is_glob(path.bytes)) {
    Slice root = glob_root(arena, path.bytes);
    lister.pattern = path.bytes;
    if (!root.bytes) return arena->result;
    if (stat(root.bytes, &status) != 0) {
      if (!is_absent(errno)) add_unreadable_folder(&lister, root, errno);
    } else if (S_ISDIR(status.st_mode)) {
      walk(&lister, root, &status);
    }
  } else {
    return arena_fail(arena, NEWS_IO, "no such file: '%s'", path.bytes);
  }
  if (list->entries.count)
    qsort(list->entries.items, list->entries.count, sizeof(FileEntry), compare_entries);
  return arena->result;
}
