#!/bin/bash
# check.sh BUILD 'CFLAGS': the architecture and the linters.  Prints each flaw; the last line is the total.
cd "$(dirname "$0")/.." || exit 1
build=$1 flags=$2 failed=0 passed=0
verdict() { if [ -z "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$1:"; echo "$2" | head -40; fi; }

stages="text read entity date number quote compare analysis sqlite"
verdict "core files that include SQLite" "$(grep -ln 'sqlite3' $(ls ext/*/*.[ch] | grep -v '^ext/sqlite/\|^ext/package/') | xargs -r grep -ln '#include.*sqlite3')"

# A folder includes itself and the folders before it.
later=
for stage in $stages; do
  after=$(echo " $stages " | sed "s/.* $stage //")
  for other in $after; do later+=$(grep -n "#include \"$other/" ext/$stage/*.[ch] 2>/dev/null); done
done
verdict "includes of a later folder" "$later"

core=$(cd "$build" && find ${stages/sqlite/} tables lists entity_weights.o -name '*.o' -printf "$build/%p\n")
verdict "SQLite symbols in the core" "$(nm -A $core 2>/dev/null | grep ' U sqlite3_')"
verdict "aborting or printing in the core" "$(nm -A $core 2>/dev/null | grep -E ' U (abort|exit|printf|puts|fprintf|putchar|setlocale|time|clock|getenv)$')"
# .data.rel.ro is read-only once the library is loaded
verdict "writable data in the core" "$(nm -A -f sysv $core 2>/dev/null | grep -E '[|] *[.](data|bss|data[.]local) *$')"

# Rules that no example shows.
verdict "rules without an example" "$({
  grep -ohE 'rule = "[a-z-]+"' ext/date/*.c | sed 's/.*"\(.*\)"/dates \1/'
  grep -h 'via = ' ext/entity/*.c | grep -oE '"[a-z ]+"' | sed 's/"\(.*\)"/entities \1/'
  grep -ohE '(rule =|\[(CUE|BOND)_[A-Z]+\] =) "[a-z-]+"' ext/quote/quote.c | sed 's/.*"\(.*\)"/quotes \1/'
} | sort -u | while read -r stage rule; do grep -q "^$rule|" "tests/spec/$stage-rules.md" || echo "$stage: $rule"; done)"

verdict "cppcheck" "$(cppcheck --quiet --enable=warning,portability,performance --inline-suppr --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches \
  --std=c11 --language=c -Iext -D__GNUC__=12 --error-exitcode=0 -j2 $(ls ext/*/*.c | grep -vE '^ext/(model|tables)/') 2>&1)"
verdict "clang-tidy" "$(ls ext/*/*.c | grep -vE '^ext/(model|tables)/' | xargs -P2 -n6 sh -c 'clang-tidy --quiet "$@" -- '"$(printf '%s' "$flags" | sed "s/'//g")"' 2>/dev/null' tidy | grep -E 'warning:|error:' | sort -u)"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
