#!/bin/bash
# crash.sh BUILD [KILLS [ARTICLES [FILES]]]: kill -9 at random moments of an ingest, with a rollback journal and with WAL.  After each the
# database is whole; run again, the ingest goes on and ends in the tables of an undisturbed run.
# The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
export NEWS=$PWD/$1/news
kills=${2:-10} articles=${3:-400} files=${4:-40} folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
RANDOM=7
# As `story`, but in the place of the shell that is killed.
ingest() { exec sqlite3 -cmd ".load $NEWS" "$1" '.timeout 10000' '.read sql/corpus.sql' ".parameter set :files \"'$folder/articles'\"" '.read sql/ingest.sql' >/dev/null 2>&1; }

python3 tests/generate.py "$folder/articles" "$articles" "$files" >/dev/null
begin=$(date +%s%N)
(ingest "$folder/whole.db")
took=$((($(date +%s%N) - begin) / 1000000))
wanted=$(tables "$folder/whole.db")
for mode in delete wal; do
  db=$folder/$mode.db killed=0 whole=0
  sqlite3 "$db" "PRAGMA journal_mode = $mode" >/dev/null
  for ((kill = 0; kill < kills; kill++)); do
    (ingest "$db") &
    process=$!
    sleep "$(awk "BEGIN { printf \"%.3f\", ($RANDOM % 1000) / 1000 * $took / 1000 }")"
    kill -9 $process 2>/dev/null && killed=$((killed + 1))
    wait $process 2>/dev/null
    [ "$(sqlite3 "$db" 'PRAGMA integrity_check' 2>&1)" = ok ] && whole=$((whole + 1))
    # From the start again where it was done: every moment has its turn.
    if [ "$(sqlite3 "$db" 'SELECT count(*) FROM articles' 2>/dev/null)" = "$articles" ] && [ $((kill + 1)) -lt "$kills" ]; then
      rm -f "$db"*
      sqlite3 "$db" "PRAGMA journal_mode = $mode" >/dev/null
    fi
  done
  (ingest "$db")
  expect "$mode: $kills moments, $killed of them killed: the database is whole" "$kills" "$whole"
  expect "$mode: it ends in the same tables" "" "$(diff <(echo "$wanted") <(tables "$db") | grep '^>' | cut -d' ' -f2 | tr '\n' ' ')"
done
finish
