# common.sh: what the shell tests share.  Sourced from the project's folder.
# shellcheck shell=bash disable=SC2034
passed=0 failed=0
# The one that Debian's packages install for.
python=/usr/bin/python3; [ -x $python ] || python=python3

# expect NAME WANTED GOT: counts, and tells what differs.
expect() {
  if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '%s: expected %s, got %s\n' "$1" "$2" "$3"; fi
}

# The last line of a test, and its exit code.
finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
  exit
}

# story EXTENSION DATABASE FILES [COMMAND ...]: a corpus of the files, and what the shell answers to the commands.
story() {
  local extension=$1 database=$2 files=$3; shift 3
  sqlite3 -cmd ".load $extension" "$database" '.timeout 10000' '.read sql/corpus.sql' ".parameter set :files \"'$files'\"" '.read sql/ingest.sql' "$@"
}

# tables DATABASE: one line a table, its name and the checksum of all its rows.
tables() {
  local table columns
  for table in $(sqlite3 "$1" "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"); do
    columns=$(sqlite3 "$1" "SELECT group_concat(name) FROM pragma_table_info('$table')")
    echo "$table $(sqlite3 "$1" '.mode quote' "SELECT * FROM $table ORDER BY $columns" | md5sum | cut -d' ' -f1)"
  done
}
