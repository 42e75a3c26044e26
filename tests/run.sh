#!/bin/bash
# run.sh BUILD: runs all test programs of BUILD and of BUILD/asan; the last line is the total.
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
build=$1
log=$build/tests/log
: >"$log"
failed=0

# run NAME PROGRAM ARGUMENT ...: its output goes through, its last line is counted.
run() {
  local name=$1 begin=$SECONDS code; shift
  echo "== $name"
  "$@" 2>&1 | tee "$log.part"
  code=${PIPESTATUS[0]}
  if ! tail -1 "$log.part" | grep -Eq '^[0-9]+ passed, [0-9]+ failed$'; then
    echo "$name: ended without a result (exit code $code)"
    echo "0 passed, 1 failed" >"$log.part"
  elif [ "$code" != 0 ] && tail -1 "$log.part" | grep -q ' 0 failed$'; then
    echo "$name: exit code $code"
    echo "0 passed, 1 failed" >>"$log.part"
  fi
  grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log.part" >>"$log"
  echo "   ($((SECONDS - begin)) s)"
}

suite() {
  local label=$1 folder=$2 texts=$3
  run "examples$label" "$folder/tests/runner" "$folder/news.so" tests/spec/*.md
  run "examples in UTF-16$label" "$folder/tests/runner" --utf16 "$folder/news.so" tests/spec/*.md
  run "hosts$label" "$folder/tests/hosts" "$folder/news.so" "$folder/newstext.so"
  run "properties$label" "$folder/tests/property" "$folder/news.so" "$texts"
}

# What fuzzing kept, and every finding of it.
. tests/fuzz/saved.sh
saved() {
  local target shared rest
  while read -r target shared rest; do
    # shellcheck disable=SC2046
    run "saved inputs: $target" "$1/tests/fuzz/replay-$target" $(saved_inputs "$target" "$shared")
  done < <(fuzz_targets)
}

export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1
run "README session" tests/readme.sh "$build"
run "tutorial" tests/tutorial.py "$build"
run "corpus" tests/corpus.sh "$build"
run "plans of the views" "$python" tests/plans.py "$build"
run "queries" tests/queries.sh "$build"
run "joins" tests/joins.sh "$build"
run "names" "$python" tests/names.py "$build"
run "notebook" "$python" tests/notebook.py "$build"
run "report in a browser" "$python" tests/browser.py "$build"
run "killed ingests" tests/crash.sh "$build" 4 200 20
run "ingests that fail" tests/ingest_faults.sh "$build"
run "failing files" tests/files.sh "$build"
run "exports" tests/export.sh "$build"
run "hosts of other languages" tests/hosts.sh "$build"
run "packages" tests/package.sh "$build" quick
run "cluster" tests/cluster.sh "$build" 150 12
suite "" "$build" 10000
suite " (sanitizers)" "$build/asan" 1500
saved "$build/asan"

awk '{ passed += $1; failed += $3 } END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 || passed == 0 }' "$log"
