#!/bin/bash
# readme.sh BUILD [--write]: the session in README.md is real.  Its lines that begin with the
# shell's prompt are run; the output must be what stands below them.  --write puts it there.
cd "$(dirname "$0")/.." || exit 1
build=$1
session=$(sed -n '/^<!-- session:/,/^<!-- \/session -->/p' README.md | sed '1d;$d')
commands=$(printf '%s\n' "$session" | sed -n 's/^    sqlite> //p; s/^       ...> //p')
output=$(printf '%s\n' "$commands" | while IFS= read -r line; do
  case $line in .load*) continue ;; esac
  printf '.print "    sqlite> %s"\n%s\n' "$(printf '%s' "$line" | sed 's/\\/\\\\/g; s/"/\\"/g')" "$line"
done | sqlite3 -cmd ".load $build/news" :memory: 2>&1 | sed 's/^\([^ ]\)/    \1/; s/ *$//')
output=$(printf '    sqlite> .load build/news\n%s' "$output")
if [ "$2" = --write ]; then
  awk -v text="$output" '/^<!-- session:/ { print; print text; skip = 1; next } /^<!-- \/session -->/ { skip = 0 } !skip' README.md >"$build/README.new" && cp "$build/README.new" README.md
elif [ "$session" = "$output" ]; then
  echo "1 passed, 0 failed"
else
  diff <(printf '%s\n' "$session") <(printf '%s\n' "$output")
  echo "0 passed, 1 failed"
  exit 1
fi
