#!/bin/bash
# ingest_faults.sh BUILD [MOMENTS [ARTICLES [FILES]]]: an ingest on a disk that fills up, into a database that is locked,
# interrupted, over a folder that cannot be read.  After each the database is whole; run again, the ingest ends in the tables of
# an undisturbed run.  The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
news=$PWD/$1/news failing=$PWD/$1/tests/failing.so
moments=${2:-2} articles=${3:-60} files=${4:-30} folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
$python tests/generate.py "$folder/articles" "$articles" "$files" >/dev/null
mkdir "$folder/articles/below"
mv "$folder"/articles/0000[0-4].jsonl "$folder/articles/below/"

ingest() { sqlite3 -cmd ".load $news" "$1" ".timeout ${2:-10000}" '.read sql/corpus.sql' ".parameter set :files \"'$folder/articles'\"" "${@:3}" '.read sql/ingest.sql'; }
whole() { sqlite3 "$1" 'PRAGMA integrity_check' 2>&1; }
new_database() { rm -f "$1"*; sqlite3 "$1" "PRAGMA journal_mode = $2" >/dev/null; }

ingest "$folder/whole.db" >/dev/null 2>&1
wanted=$(tables "$folder/whole.db")
db=$folder/story.db

# ---- the disk is full ----
# What an undisturbed ingest writes, the journal too, is some ten times what the database holds in the end.
size=$(stat -c %s "$folder/whole.db")
for mode in delete wal; do
  sound=0 told=0 same=0
  for ((moment = 1; moment <= moments; moment++)); do
    new_database "$db" "$mode"
    FAILING_WRITES=$((size * moment * 5 / moments / 2)) LD_PRELOAD=$failing ingest "$db" >"$folder/said" 2>&1
    grep -q 'database or disk is full' "$folder/said" && told=$((told + 1))
    [ "$(whole "$db")" = ok ] && sound=$((sound + 1))
    ingest "$db" >/dev/null 2>&1
    [ "$(tables "$db")" = "$wanted" ] && same=$((same + 1))
  done
  expect "$mode, disk full: it is told at least once" yes "$([ $told -gt 0 ] && echo yes)"
  expect "$mode, disk full: the database is whole, of $moments" "$moments" "$sound"
  expect "$mode, disk full: run again, the same tables, of $moments" "$moments" "$same"
done

# ---- the database is locked ----
new_database "$db" delete
ingest "$db" >/dev/null 2>&1
sqlite3 "$db" 'DELETE FROM files; DELETE FROM articles'
before=$(tables "$db")
mkfifo "$folder/hold"
sqlite3 "$db" <"$folder/hold" >"$folder/held" &
holder=$!
exec 3>"$folder/hold"
echo 'BEGIN IMMEDIATE; SELECT 1;' >&3
until [ -s "$folder/held" ]; do sleep 0.05; done
ingest "$db" 0 >"$folder/said" 2>&1
expect "locked: it is told" yes "$(grep -q 'database is locked' "$folder/said" && echo yes)"
echo 'ROLLBACK;' >&3
exec 3>&-
wait $holder
expect "locked: nothing changed" "$before" "$(tables "$db")"
ingest "$db" >/dev/null 2>&1
expect "locked: run again, all articles" "$articles" "$(sqlite3 "$db" 'SELECT count(*) FROM articles')"

# ---- interrupted ----
sound=0 same=0
for ((moment = 1; moment <= moments; moment++)); do
  new_database "$db" delete
  exec 4< <(exec sqlite3 -cmd ".load $news" "$db" '.timeout 10000' '.read sql/corpus.sql' ".parameter set :files \"'$folder/articles'\"" '.read sql/ingest.sql' 2>&1)
  process=$!
  sleep "0.$((moment * 7 % 10))"
  kill -INT $process 2>/dev/null
  cat <&4 >/dev/null
  exec 4<&-
  [ "$(whole "$db")" = ok ] && sound=$((sound + 1))
  ingest "$db" >/dev/null 2>&1
  [ "$(sqlite3 "$db" 'SELECT count(*), count(DISTINCT path) FROM articles WHERE body IS NOT NULL')" = "$articles|$files" ] && same=$((same + 1))
done
expect "interrupted: the database is whole, of $moments" "$moments" "$sound"
expect "interrupted: run again, all articles, of $moments" "$moments" "$same"

# ---- a folder cannot be read ----
# Articles whose files are not to be seen are not gone: :delete leaves them.
new_database "$db" delete
ingest "$db" >/dev/null 2>&1
last=$(printf '%05d.jsonl' $((files - 1)))
rm "$folder/articles/$last"
FAILING_FOLDER=$folder/articles/below LD_PRELOAD=$failing ingest "$db" 10000 '.parameter set :delete 1' >/dev/null 2>&1
expect "an unreadable folder: its articles stay, those of the file that is gone do not" "10|0" \
  "$(sqlite3 "$db" "SELECT sum(path LIKE '%/below/%'), sum(path LIKE '%$last') FROM articles")"
expect "an unreadable folder: files tells why" "cannot read folder: permission denied" "$(sqlite3 "$db" "SELECT error FROM files WHERE path LIKE '%/below'")"
finish
