#!/bin/bash
# coverage.sh BUILD: the tests once over objects with counters, then lines and branches of each stage that they reach.
# Branches are gcov's: both sides of every condition, and of every part of one.
build=$1
. tests/fuzz/saved.sh
find "$build" -name '*.gcda' -delete
{
  "$build/tests/runner" "$build/news.so" tests/spec/*.md
  "$build/tests/runner" --utf16 "$build/news.so" tests/spec/*.md
  "$build/tests/hosts" "$build/news.so" "$build/newstext.so"
  "$build/tests/property" "$build/news.so" 500
  "$build/tests/fault" "$build/news.so" examples/articles
  # shellcheck disable=SC2046
  while read -r target shared rest; do "$build/tests/fuzz/replay-$target" $(saved_inputs "$target" "$shared"); done < <(fuzz_targets)
  tests/corpus.sh "$build"
} >"$build/coverage.log" 2>&1
grep -E '[1-9][0-9]* failed$' "$build/coverage.log"
for stage in text read entity date number quote compare analysis sqlite; do
  for source in ext/$stage/*.c; do
    gcov -b -n -o "$build/$stage" "$source" 2>/dev/null | awk -v name="$source" '
      /^File/ { ours = index($0, "'"'"'" name "'"'"'") }
      ours && /^Lines executed/ { split($0, part, /[:% ]+/); lines = part[5]; line = part[3] }
      ours && /^Taken at least once/ { n = split($0, part, /[:% ]+/); branches = part[n]; branch = part[5]; ours = 0 }
      END { if (lines) printf "%s %.0f %d %.0f %d\n", name, line * lines / 100, lines, branch * branches / 100, branches }'
  done
done >"$build/coverage.txt"
awk '
  { split($1, part, "/"); stage = part[2]; if (!(stage in lines)) order[++count] = stage
    line[stage] += $2; lines[stage] += $3; branch[stage] += $4; branches[stage] += $5 }
  END { printf "%-10s %18s %18s\n", "stage", "lines", "branches"
        for (i = 1; i <= count; i++) { s = order[i]
          printf "%-10s %6.2f%% of %6d %6.2f%% of %6d\n", s, 100 * line[s] / lines[s], lines[s], 100 * branch[s] / branches[s], branches[s] } }' "$build/coverage.txt"
echo "each file: $build/coverage.txt"
