#!/bin/bash
# fuzz.sh BUILD SECONDS [TARGET ...]: every target (tests/fuzz/targets) for so long, from the saved inputs, the texts and
# statements of the specs and the articles of the examples.  A line a target: inputs tried, edges covered, seconds of CPU;
# the last line is "N passed, N failed"; a finding is named before it.
build=$1 seconds=$2; shift 2
passed=0 failed=0
. tests/fuzz/saved.sh

# What a document's blocks of one kind are, a file each, with what stands in front of the text that a target expects.
blocks() { # KIND FOLDER [SUFFIX]
  mkdir -p "$2"
  awk -v kind="$1" -v folder="$2" -v suffix="$3" '
    $0 ~ "^```" kind { block = sprintf("%s/%04d", folder, ++count); next }
    /^```/ { if (block && suffix != "") printf "%c%s", 0, suffix > block; if (block) close(block); block = ""; next }
    block { print > block }' tests/spec/*.md
}
blocks text "$build/seeds/text"
blocks sql "$build/seeds/sql" "Ann Lee of the IMF said on Monday: \"It rained for 3 days.\""
cp -r "$build/seeds/text" "$build/seeds/pair"
for file in examples/articles/* ; do
  ending=${file##*.}
  mkdir -p "$build/seeds/read-$ending"
  cp "$file" "$build/seeds/read-$ending/"
done
blocks 'file .*[.]html' "$build/seeds/read-html"; blocks 'file .*[.]json' "$build/seeds/read-json"
blocks 'file .*[.]jsonl' "$build/seeds/read-jsonl"; blocks 'file .*[.]warc' "$build/seeds/read-warc"
blocks 'file .*[.]xml' "$build/seeds/read-xml"; blocks 'file .*[.]txt' "$build/seeds/read-txt"

while read -r target shared dictionary; do
  [ $# -eq 0 ] || [[ " $* " = *" $target "* ]] || continue
  mkdir -p "$build/found/$target"
  folders=$(saved_folders "$target" "$shared")
  for seeds in "$build/seeds/$target" "$build/seeds/$shared"; do [ -d "$seeds" ] && folders+=" $seeds"; done
  log=$build/$target.log
  # shellcheck disable=SC2086
  TIMEFORMAT='cpu %U %S'
  if { time "$build/tests/fuzz/search-$target" "$build/found/$target" $folders -dict="tests/fuzz/$dictionary" -max_total_time="$seconds" \
      -timeout=25 -rss_limit_mb=4096 -max_len=16384 -artifact_prefix="$build/$target-" -print_final_stats=1 -detect_leaks=1; } >"$log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    grep -m3 -E 'broken:|ERROR|runtime error' "$log"
    grep -m1 'Test unit written' "$log"
  fi
  awk -v target="$target" '
    /^stat::number_of_executed_units/ { inputs = $2 }
    { for (i = 1; i < NF; i++) if ($i == "cov:") edges = $(i + 1) }
    /^cpu / { cpu = $2 + $3 }
    END { printf "%s: %d inputs, %d edges, %d s of CPU\n", target, inputs, edges, cpu }' "$log"
done < <(fuzz_targets)
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
