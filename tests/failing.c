/*
** failing.c: a library to preload, under which the disk fills up or a folder cannot be read.
**
**   FAILING_WRITES=N       after N bytes written to regular files there is no room: ENOSPC
**   FAILING_FOLDER=PATH    opendir() of it is refused: EACCES (root may read everything)
*/
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *real(const char *name)
{
  void *function = dlsym(RTLD_NEXT, name);
  if (!function) abort();
  return function;
}

/* How much of a write there is room for. */
static size_t room(int descriptor, size_t size)
{
  static long long left = -1;
  struct stat status;
  const char *most = getenv("FAILING_WRITES");
  if (!most || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return size;
  if (left < 0) left = atoll(most);
  if (left < (long long)size) size = (size_t)left;
  left -= (long long)size;
  return size;
}

static ssize_t full(void)
{
  errno = ENOSPC;
  return -1;
}

ssize_t write(int descriptor, const void *bytes, size_t size)
{
  static ssize_t (*real_write)(int, const void *, size_t);
  if (!real_write) *(void **)&real_write = real("write");
  size_t fits = room(descriptor, size);
  return size && !fits ? full() : real_write(descriptor, bytes, fits);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t at)
{
  static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
  if (!real_pwrite) *(void **)&real_pwrite = real("pwrite");
  size_t fits = room(descriptor, size);
  return size && !fits ? full() : real_pwrite(descriptor, bytes, fits, at);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t at)
{
  static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);
  if (!real_pwrite64) *(void **)&real_pwrite64 = real("pwrite64");
  size_t fits = room(descriptor, size);
  return size && !fits ? full() : real_pwrite64(descriptor, bytes, fits, at);
}

DIR *opendir(const char *path)
{
  static DIR *(*real_opendir)(const char *);
  if (!real_opendir) *(void **)&real_opendir = real("opendir");
  const char *refused = getenv("FAILING_FOLDER");
  if (refused && strcmp(refused, path) == 0) {
    errno = EACCES;
    return NULL;
  }
  return real_opendir(path);
}
