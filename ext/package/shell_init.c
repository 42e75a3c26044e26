/* shell_init.c: what `make shell` gives to SQLite as SQLITE_EXTRA_INIT. */
#include "news.h"

int news_shell_init(const char *unused);
int news_shell_init(const char *unused)
{
  (void)unused;
  return sqlite3_auto_extension((void (*)(void))sqlite3_news_init);
}
