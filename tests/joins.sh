#!/bin/bash
# joins.sh BUILD [--write]: examples/joins/joins.sql over the example articles answers examples/joins/joins.txt, and leaves nothing in the
# corpus; --write makes that file anew.  The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
build=$PWD/$1 folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
story "$build/news" "$folder/story.db" examples/articles || exit 1
before=$(tables "$folder/story.db")
(cd examples/joins && sqlite3 -cmd ".load $build/news" "$folder/story.db" <joins.sql) >"$folder/joins.txt" 2>&1
[ "$2" = --write ] && cp "$folder/joins.txt" examples/joins/joins.txt
expect "what the joins answer" "" "$(diff examples/joins/joins.txt "$folder/joins.txt")"
expect "the corpus is as it was" "$before" "$(tables "$folder/story.db")"
expect "the GeoJSON is JSON" "Spain Morocco" "$(grep '^{' "$folder/joins.txt" | $python -c "import json, sys; print(*[f['properties']['name'] for f in json.load(sys.stdin)['features']])")"
finish
