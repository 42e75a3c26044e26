#!/bin/bash
# files.sh BUILD: failing file operations (file_fault.c), over the example articles and a packed file of several pieces.
# The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r examples/articles "$folder/articles"
$python tests/generate.py "$folder/many" 20 1 >/dev/null
# Stored, not packed small: its bytes come in more than one read, so that one in mid-stream can fail.
$python -c 'import gzip, sys; sys.stdout.buffer.write(gzip.compress(open(sys.argv[1], "rb").read(), 0))' "$folder"/many/*.jsonl >"$folder/many/stored.jsonl.gz"
rm "$folder"/many/00000.jsonl
"$1/tests/file_fault" "$1/news.so" "$folder"
