#!/bin/bash
# queries.sh BUILD [--write]: examples/queries.sql over the example articles answers examples/queries.txt;
# --write makes that file anew.  The last line is "N passed, N failed", a query each.
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
build=$PWD/$1 folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
story "$build/news" "$folder/story.db" examples/articles || exit 1
sqlite3 "$folder/story.db" <examples/queries.sql >"$folder/queries.txt" 2>&1
[ "$2" = --write ] && cp "$folder/queries.txt" examples/queries.txt
queries=$(grep -c '^[0-9]*\. ' examples/queries.txt)
if difference=$(diff examples/queries.txt "$folder/queries.txt"); then
  echo "$queries passed, 0 failed"
else
  echo "$difference"
  echo "0 passed, $queries failed"
  exit 1
fi
