#!/bin/bash
# corpus.sh BUILD: the files of sql/ in the sqlite3 shell, as a user reads them.
# The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
build=$PWD/$1 folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r examples/articles "$folder/articles"
db=$folder/story.db

news() { sqlite3 -cmd ".load $build/news" "$db" "$@" 2>&1; }
ingest() { news ".parameter init" ".parameter set :files \"'$folder/articles'\"" "$@" ".read sql/ingest.sql"; }
plain() { sqlite3 "$db" "$@" 2>&1; }

expect "corpus.sql runs silently" "" "$(news '.read sql/corpus.sql')"
expect "corpus.sql runs twice" "" "$(news '.read sql/corpus.sql')"
expect "ingest.sql runs silently" "" "$(ingest)"
expect "every article is there" "8" "$(plain 'SELECT count(*) FROM articles WHERE body IS NOT NULL AND error IS NULL')"
expect "and analysed" "0" "$(plain 'SELECT count(*) FROM articles AS a WHERE NOT EXISTS (SELECT 1 FROM entities AS e WHERE e.article_id = a.article_id)')"
expect "and linked" "0" "$(plain 'SELECT count(*) FROM articles AS a WHERE NOT EXISTS (SELECT 1 FROM article_minhashes AS b WHERE b.article_id = a.article_id)')"
expect "rows can be proved" "1" "$(plain 'SELECT min(substr(a.body, q.start, q.length) = q.text) FROM quotes AS q JOIN articles AS a USING (article_id)')"
expect "spellings are one person" "1" "$(plain "SELECT count(*) FROM people WHERE variants LIKE '%Tazi%'")"
expect "a statement in two outlets" "1" "$(plain 'SELECT count(*) > 0 FROM shared_quotes WHERE relation <> "first"')"
expect "a timeline" "1" "$(plain "SELECT count(*) FROM timeline WHERE value = '2024-03-18'")"
before=$(plain 'SELECT group_concat(article_id || path) FROM articles ORDER BY 1')
dump=$(plain 'SELECT count(*), sum(start), sum(length) FROM entities')
expect "ingest again changes nothing" "" "$(ingest)"
expect "the same articles" "$before" "$(plain 'SELECT group_concat(article_id || path) FROM articles ORDER BY 1')"
expect "the same entities" "$dump" "$(plain 'SELECT count(*), sum(start), sum(length) FROM entities')"
id=$(plain "SELECT article_id FROM articles WHERE path LIKE '%06_the_gangway%'")
printf '\nMore: The vote is on Sunday, Karim Tazi said on Friday.\n' >>"$folder/articles/06_the_gangway.txt"
expect "a changed file is read" "" "$(ingest)"
expect "and keeps its article_id" "$id" "$(plain "SELECT article_id FROM articles WHERE path LIKE '%06_the_gangway%'")"
rm "$folder/articles/04_costa_daily.html"
ingest >/dev/null
expect "a deleted file stays unless asked" "8" "$(plain 'SELECT count(*) FROM articles')"
expect "deleting, when asked" "" "$(ingest '.parameter set :delete 1')"
expect "the article is gone" "7" "$(plain 'SELECT count(*) FROM articles')"
expect "and all its rows" "0" "$(plain 'SELECT count(*) FROM entities WHERE article_id NOT IN (SELECT article_id FROM articles)')"
expect "a correction of the user" "1" "$(plain "INSERT INTO aliases(text, name) VALUES ('Olmedo', 'Beatriz Olmedo Ruiz')" "SELECT count(*) FROM people WHERE name = 'Beatriz Olmedo Ruiz'")"
expect "an article from elsewhere" "Ann Lee" "$(news "INSERT INTO articles(body, published) VALUES ('\"We agree,\" Ann Lee said on Friday.', '2024-03-16')" "SELECT speaker FROM quotes WHERE article_id = last_insert_rowid()")"
expect "without the extension: delete, vacuum, check" "ok" "$(plain "DELETE FROM articles WHERE path LIKE '%01_%'" 'VACUUM' 'PRAGMA integrity_check')"
expect "the report is a page" "</body></html>" "$(sqlite3 "$db" <sql/report.sql | tail -1)"
expect "search" "1" "$(plain '.read sql/search.sql' "SELECT count(*) > 0 FROM search WHERE search MATCH 'ferries'")"
expect "without :files ingest says what to do" "1" "$(news '.parameter init' '.read sql/ingest.sql' | grep -c 'CHECK constraint failed: ingest.sql: say what to read first')"
upgraded=$folder/upgraded.db
story "$build/news" "$upgraded" examples/articles
wanted=$(tables "$upgraded")
sqlite3 "$upgraded" 'UPDATE corpus SET version = 1' 'DROP TABLE days' 'DROP TABLE spoken' 'DROP TABLE wordings' 'DROP TABLE statement_keys' 'UPDATE statements SET statement_no = 1'
expect "tables of version 1 are brought up to date" "" "$(story "$build/news" "$upgraded" examples/articles 2>&1)"
expect "and end as those made anew" "$wanted" "$(tables "$upgraded")"
if command -v script >/dev/null; then
  python3 tests/generate.py "$folder/many" 100 100
  said=$(script -qec "sqlite3 -cmd '.load $build/news' :memory: '.read sql/corpus.sql' \".parameter set :files \\\"'$folder/many'\\\"\" '.read sql/ingest.sql'" /dev/null </dev/null | tr -d '\r' | tail -1)
  expect "a terminal is told how far it is" "read 100 of 100 files" "$said"
else
  echo "skipped: no script (Debian package bsdutils) to play a terminal"
fi
other=$folder/other.db
sqlite3 "$other" 'CREATE TABLE quotes(mine)'
expect "a foreign table is left alone" "quotes" "$(sqlite3 "$other" <sql/corpus.sql >/dev/null 2>&1; sqlite3 "$other" 'SELECT group_concat(name) FROM sqlite_schema')"
finish
