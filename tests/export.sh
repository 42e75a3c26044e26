#!/bin/bash
# export.sh BUILD: sql/export.sql over a small corpus with characters that each format must escape.
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
build=$PWD/$1 here=$PWD folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
story "$build/news" "$folder/story.db" examples/articles \
  "INSERT INTO articles(title, outlet, published, body) VALUES ('Marks: <&> \"quoted\", ''single''', 'Pebble & \"Sons\" <Press>', '2024-05-02',
   'LISBON - \"We saw <smoke> & heard, \"\"nothing\"\",\" Ana Prado said in Madrid on Friday.' || char(10, 10) || 'Fish & Chips Ltd.' || char(11) || ' of Kenya paid €5 million to Prado 🙂; Ana Prado and Rui Melo flew to Japan.')" \
  "INSERT INTO aliases(text, name) VALUES ('Rui Melo', 'Rui <\"Melo\"> & ' || char(2) || 'Sons')" || exit 1
mkdir "$folder/export" && cd "$folder/export" || exit 1
sqlite3 ../story.db <"$here/sql/export.sql" >log 2>&1
if [ -s log ]; then cat log; echo "0 passed, 1 failed"; exit 1; fi
if command -v xmllint >/dev/null && ! xmllint --noout names.graphml; then echo "0 passed, 1 failed"; exit 1; fi
$python "$here/tests/export.py" ../story.db .
