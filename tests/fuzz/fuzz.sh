#!/bin/bash
# fuzz.sh BUILD SECONDS TARGET ...: every target for so long, from the saved inputs, the texts of the specs and the
# articles of the examples.  The last line is "N passed, N failed"; a finding is named before it.
build=$1 seconds=$2; shift 2
passed=0 failed=0
mkdir -p "$build/seeds/text" "$build/seeds/read"
# The text blocks of the documents are seeds for whatever reads text; files, behind a byte that names their format, for the readers.
awk -v folder="$build/seeds/text" '
  /^```text/ { block = sprintf("%s/%04d", folder, ++count); next }
  /^```/ { block = ""; next }
  block { print > block }' tests/spec/*.md
index() { case $1 in *.html) echo '\x01';; *.json) echo '\x02';; *.jsonl) echo '\x03';; *.warc) echo '\x04';; *.xml) echo '\x05';; *) echo '\x08';; esac; }
for file in examples/articles/*; do
  { printf "$(index "$file")"; cat "$file"; } >"$build/seeds/read/$(basename "$file")"
done
for target; do
  seeds=$build/seeds/text; [ "$target" = read ] && seeds=$build/seeds/read
  mkdir -p "$build/found/$target"
  if "$build/tests/fuzz/search-$target" "$build/found/$target" "tests/fuzz/saved/$target" "$seeds" -dict=tests/fuzz/news.dict -max_total_time="$seconds" \
      -timeout=25 -rss_limit_mb=4096 -max_len=16384 -artifact_prefix="$build/$target-" -print_final_stats=1 -verbosity=0 -detect_leaks=1 >"$build/$target.log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    grep -m3 -E 'broken:|ERROR|runtime error' "$build/$target.log"
    grep -m1 'Test unit written' "$build/$target.log"
  fi
  echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$target.log") inputs in $seconds s, $(ls "$build/found/$target" | wc -l) kept"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
