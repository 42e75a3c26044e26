#!/bin/bash
# package.sh BUILD [quick]: what leaves this folder, each in an empty folder and used there.
# quick: only what needs no further program.  The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
build=$1 quick=$2 folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

here=$PWD
quiet() { "$@" >"$folder/log" 2>&1 || { tail -5 "$folder/log"; return 1; }; }
build() { quiet make --no-print-directory BUILD="$build" "$@"; }

version=$(sed -n 's/^#define NEWS_VERSION "\(.*\)"/\1/p' ext/sqlite/glue.h)
# Rows of every stage; the same whatever the library came in.
questions="SELECT path, record, title, published, body FROM news_articles('$PWD/examples/articles');
  SELECT e.* FROM news_articles('$PWD/examples/articles') AS a, news_entities(a.body) AS e;
  SELECT d.* FROM news_articles('$PWD/examples/articles') AS a, news_dates(a.body, a.anchor) AS d;
  SELECT q.* FROM news_articles('$PWD/examples/articles') AS a, news_quotes(a.body) AS q;
  SELECT n.* FROM news_articles('$PWD/examples/articles') AS a, news_numbers(a.body) AS n;"
rows_of() { (cd "$folder" && "$@" :memory: "$questions" 2>&1 | md5sum); }
wanted=$(rows_of sqlite3 -cmd ".load $PWD/$build/news")
paths_inside() { grep -c -F "$PWD" "$1"; }

# ---- make install into an empty root ------------------------------------------------
root=$folder/root
expect "make install" "0" "$(build install DESTDIR="$root" PREFIX=/opt/news; echo $?)"
expect "what is installed" "include/sqlite-news/news.h lib/pkgconfig/sqlite-news.pc lib/sqlite3/news.so lib/sqlite3/newstext.so share/man/man7/sqlite-news.7" \
  "$(cd "$root/opt/news" && find . -type f ! -path '*/sql/*' | sed 's|^\./||' | sort | tr '\n' ' ' | sed 's/ $//')"
expect "the SQL files" "$(cd sql && ls | tr '\n' ' ')" "$(cd "$root/opt/news/share/sqlite-news/sql" && ls | tr '\n' ' ')"
expect "the installed extension answers" "$wanted" "$(rows_of sqlite3 -cmd ".load $root/opt/news/lib/sqlite3/news")"
expect "no path of this folder inside" "0" "$(paths_inside "$root/opt/news/lib/sqlite3/news.so")"
package_config() { PKG_CONFIG_PATH=$root/opt/news/lib/pkgconfig pkg-config --define-variable=prefix="$root/opt/news" "$@" sqlite-news; }
expect "pkg-config knows the version" "$version" "$(package_config --modversion)"
expect "and where the extension is" "$version" "$(sqlite3 -cmd ".load $(package_config --variable=extension)" :memory: 'SELECT news_version()')"
expect "a corpus of the installed files" "8" "$(cd "$folder" && sqlite3 -cmd ".load $(package_config --variable=extension)" corpus.db ".read $(package_config --variable=sqldir)/corpus.sql" \
  ".parameter set :files \"'$here/examples/articles'\"" ".read $(package_config --variable=sqldir)/ingest.sql" 'SELECT count(*) FROM articles')"
if command -v man >/dev/null; then
  expect "the man page has no flaw" "" "$(man -l --warnings "$root/opt/news/share/man/man7/sqlite-news.7" 2>&1 >/dev/null)"
fi
expect "the man page has every function" "$(sqlite3 -cmd ".load $build/news" :memory: 'SELECT count(*) FROM news_help')" "$(grep -c '^\.B news_.*(' "$root/opt/news/share/man/man7/sqlite-news.7")"

# ---- the amalgamation, alone in a folder -----------------------------------------------
libraries=$(pkg-config --cflags --libs libutf8proc libxml-2.0 zlib jansson)
one=$folder/one && mkdir "$one"
expect "make amalgamation" "0" "$(build amalgamation; echo $?)"
cp "$build/amalgamation/news.c" "$build/amalgamation/news.h" "$one"
cat >"$one/main.c" <<'END'
#include "news.h"
#include <stdio.h>
int main(void)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  sqlite3_auto_extension((void (*)(void))sqlite3_news_init);
  sqlite3_open(":memory:", &db);
  sqlite3_prepare_v2(db, "SELECT name FROM news_entities('Anna Castelli spoke in Paris.') WHERE news_version() = ?1", -1, &statement, NULL);
  sqlite3_bind_text(statement, 1, SQLITE_NEWS_VERSION, -1, SQLITE_STATIC);
  while (sqlite3_step(statement) == SQLITE_ROW) printf("%s\n", (const char *)sqlite3_column_text(statement, 0));
  return sqlite3_finalize(statement) || sqlite3_close(db);
}
END
expect "news.c compiles alone, without a warning" "" "$(cd "$one" && cc -std=c11 -O1 -Wall -Wextra -fPIC -shared news.c -o news.so $libraries -lm 2>&1)"
expect "and answers" "$wanted" "$(rows_of sqlite3 -cmd ".load $one/news")"
expect "and goes into a program" "" "$(cd "$one" && cc -std=c11 -O1 -Wall -Wextra -DSQLITE_CORE news.c main.c -o program $libraries $(pkg-config --cflags --libs sqlite3) -lm 2>&1)"
expect "that answers" "Anna Castelli Paris" "$("$one/program" | tr '\n' ' ' | sed 's/ $//')"
expect "without the functions that open files" "1" "$(cd "$one" && cc -std=c11 -O0 -Wall -Wextra -DNEWS_TEXT_ONLY -fPIC -shared news.c -o newstext.so $libraries -lm 2>&1 &&
  sqlite3 -cmd ".load $one/newstext" :memory: "SELECT count(*) FROM pragma_module_list WHERE name IN ('news_dates', 'news_files')")"

if [ "$quick" = quick ]; then
  finish
fi

# ---- a shell with the extension inside ----------------------------------------------------
if make --no-print-directory -s BUILD="$build" shell >"$folder/log" 2>&1; then
  expect "a shell of one's own" "$wanted" "$(rows_of "$PWD/$build/shell/sqlite3")"
else
  echo "skipped: $(tail -1 "$folder/log")"
fi

# ---- packages -------------------------------------------------------------------------------
rm -rf "$build/dist"
if command -v dpkg-deb >/dev/null; then
  expect "make deb" "0" "$(build deb; echo $?)"
  package=$(ls "$build"/dist/sqlite3-news_*.deb)
  dpkg-deb -x "$package" "$folder/debian"
  extension=$(ls "$folder"/debian/usr/lib/*/sqlite3/news.so)
  expect "the Debian package answers" "$wanted" "$(rows_of sqlite3 -cmd ".load ${extension%.so}")"
  expect "and depends on the libraries" "1" "$(dpkg-deb -f "$package" Depends | grep -c 'libxml2.*libutf8proc\|libutf8proc.*libxml2')"
  sum=$(md5sum <"$package")
  expect "again" "0" "$(build deb; echo $?)"
  expect "the same bytes" "$sum" "$(md5sum <"$package")"
  if command -v lintian >/dev/null; then
    expect "lintian finds nothing" "" "$(lintian --allow-root --fail-on error,warning "$package" 2>&1)"
  else
    echo "skipped: lintian is not installed"
  fi
else
  echo "skipped: make deb (no dpkg-deb)"
fi
if command -v npm >/dev/null; then
  expect "make npm" "0" "$(build npm; echo $?)"
  mkdir "$folder/node" && (cd "$folder/node" && echo '{"private":true}' >package.json && quiet npm install --offline --no-audit --no-fund "$here/$build/dist/sqlite-news-$version.tgz")
  expect "the npm package is found and loads" "$wanted" "$(rows_of sqlite3 -cmd ".load $(cd "$folder/node" && node -p "require('sqlite-news').getLoadablePath()")")"
  expect "and has the SQL" "$(ls sql | wc -l)" "$(cd "$folder/node" && node -p "require('fs').readdirSync(require('sqlite-news').sqlFolder).length")"
else
  echo "skipped: make npm (no npm)"
fi
expect "make dist" "0" "$(build dist; echo $?)"
expect "the checksums hold" "0" "$(cd "$build/dist" && sha256sum --quiet -c SHA256SUMS >/dev/null 2>&1; echo $?)"
tar xzf "$build/dist/sqlite-news-$version.tar.gz" -C "$folder"
expect "the tarball builds" "0" "$(cd "$folder/sqlite-news-$version" && quiet make -j2 build/news.so; echo $?)"
expect "and answers" "$wanted" "$(rows_of sqlite3 -cmd ".load $folder/sqlite-news-$version/build/news")"
finish
