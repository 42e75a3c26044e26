#!/bin/bash
# hosts.sh BUILD [--write]: the same ten queries (tests/hosts/queries.sql) in every host that is
# installed; an absent one is named.  README.md shows the lines between [readme and readme] of
# each host's program; --write puts them there.  The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
build=$1 extension=$PWD/$1/news node_folder=$PWD/$1/hosts
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
skipped=0
export NODE_PATH=$node_folder/node_modules NODE_NO_WARNINGS=1 LC_ALL=C.UTF-8

# ---- README --------------------------------------------------------------------
# NAME|FILE|what it needs, in the order of the README
hosts='sqlite3 shell||Debian: sqlite3
Python|python.py|Debian: python3
Python, pandas|pandas.py|Debian: python3-pandas
Python, SQLAlchemy|sqlalchemy.py|Debian: python3-sqlalchemy
Python, apsw|apsw.py|Debian: python3-apsw
Node.js, better-sqlite3|better_sqlite3.js|npm: better-sqlite3
Node.js, node:sqlite|node_sqlite.js|Node.js 22.13
Go, mattn/go-sqlite3|host.go|Debian: golang-github-mattn-go-sqlite3-dev
Java, xerial sqlite-jdbc|Host.java|Debian: libxerial-sqlite-jdbc-java
Ruby|host.rb|Debian: ruby-sqlite3
PHP|host.php|Debian: php-cli php-sqlite3
Perl, DBD::SQLite|host.pl|Debian: libdbd-sqlite3-perl
Tcl|host.tcl|Debian: libsqlite3-tcl'
readme_table() {
  echo '| host | needs | load |'
  echo '|---|---|---|'
  while IFS='|' read -r name file needs; do
    if [ -z "$file" ]; then lines='`.load build/news`'; else
      lines=$(sed -n '/\[readme/,/readme\]/p' "tests/hosts/$file" | sed '1d;$d' | awk '{ gsub(/\t/, "  "); match($0, /^ */); if (NR == 1) cut = RLENGTH; $0 = substr($0, cut + 1); printf "%s`%s`", (NR > 1 ? "<br>" : ""), $0 }')
    fi
    printf '| %s | %s | %s |\n' "$name" "$needs" "$lines"
  done <<<"$hosts"
}
written=$(sed -n '/^<!-- hosts:/,/^<!-- \/hosts -->/p' README.md | sed '1d;$d')
if [ "$2" = --write ]; then
  awk -v text="$(readme_table | sed 's/\\/\\\\/g')" '/^<!-- hosts:/ { print; print text; skip = 1; next } /^<!-- \/hosts -->/ { skip = 0 } !skip' README.md >"$folder/README" && cp "$folder/README" README.md
  exit
fi
if [ "$written" = "$(readme_table)" ]; then passed=$((passed + 1)); else
  failed=$((failed + 1)); echo "README.md does not show the lines that are run (tests/hosts.sh $build --write)"; fi

# ---- the queries -------------------------------------------------------------------
versions=
# host NAME PROBE PROGRAM ...: runs the program if the probe succeeds.
host() {
  local name=$1 probe=$2; shift 2
  if ! bash -c "$probe" >/dev/null 2>&1; then skipped=$((skipped + 1)); echo "skipped: $name is not installed"; return; fi
  "$@" >"$folder/rows" 2>"$folder/errors"
  local version; version=$(head -1 "$folder/rows")
  sed -i 1d "$folder/rows"
  [ -e "$folder/wanted" ] || cp "$folder/rows" "$folder/wanted"
  if [ -s "$folder/rows" ] && cmp -s "$folder/rows" "$folder/wanted"; then
    passed=$((passed + 1)); versions+="$version "; printf '%-28s SQLite %s, %d rows\n' "$name" "$version" "$(wc -l <"$folder/rows")"
  else
    failed=$((failed + 1)); echo "$name: other rows"; head -3 "$folder/errors"; diff "$folder/wanted" "$folder/rows" | head -5
  fi
}
program=tests/hosts
host "sqlite3 shell" "command -v sqlite3" sqlite3 -cmd ".load $extension" :memory: ".read $program/shell.sql"
host "Python" "$python -c 'import sqlite3; sqlite3.connect(\":memory:\").enable_load_extension(True)'" $python $program/python.py "$extension"
host "Python, pandas" "$python -c 'import pandas'" $python $program/pandas.py "$extension"
host "Python, SQLAlchemy" "$python -c 'import sqlalchemy'" $python $program/sqlalchemy.py "$extension"
host "Python, apsw" "$python -c 'import apsw'" $python $program/apsw.py "$extension"
host "Node.js, better-sqlite3" "node -e 'require(\"better-sqlite3\")(\":memory:\")'" node $program/better_sqlite3.js "$extension"
# make hosts brings two Node.js of its own, with two SQLite
for node in node "$node_folder/node_modules/node/bin/node" "$node_folder/node_modules/node-older/bin/node"; do
  probe="$node -e 'const { DatabaseSync } = require(\"node:sqlite\"); new DatabaseSync(\":memory:\", { allowExtension: true }).loadExtension'"
  if [ "$node" = node ] && ! bash -c "$probe" >/dev/null 2>&1 && [ -e "$node_folder/node_modules/node/bin/node" ]; then continue; fi
  [ "$node" = node ] || [ -e "$node" ] || continue
  host "Node.js $($node --version), node:sqlite" "$probe" "$node" $program/node_sqlite.js "$extension"
done
run_go() { GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$PWD/$build/hosts/go GOFLAGS= go run -tags libsqlite3 $program/host.go "$@"; }
host "Go, mattn/go-sqlite3" "command -v go && test -d /usr/share/gocode/src/github.com/mattn/go-sqlite3" run_go "$extension"
run_java() { java -cp /usr/share/java/sqlite-jdbc.jar $program/Host.java "$@"; }
host "Java, xerial sqlite-jdbc" "command -v javac && test -e /usr/share/java/sqlite-jdbc.jar" run_java "$extension"
host "Ruby" "ruby -e 'require \"sqlite3\"'" ruby $program/host.rb "$extension"
host "PHP" "php -r 'new SQLite3(\":memory:\");'" php -d sqlite3.extension_dir="$PWD/$build" $program/host.php "$extension"
host "Perl, DBD::SQLite" "perl -MDBD::SQLite -e 1" perl $program/host.pl "$extension"
host "Tcl" "echo 'package require sqlite3' | tclsh && ! echo 'package require sqlite3' | tclsh 2>&1 | grep -q 'find package'" tclsh $program/host.tcl "$extension"

# ---- a corpus is read without the extension --------------------------------------------
db=$folder/story.db question='SELECT (SELECT count(*) FROM people) || " " || (SELECT count(*) FROM shared_quotes) || " " || (SELECT count(*) FROM cooccurrences)'
question=${question//\"/\'}
story "$extension" "$db" examples/articles
sqlite3 "$db" 'PRAGMA journal_mode = DELETE' >/dev/null
wanted=$(sqlite3 -cmd ".load $extension" "$db" "$question")
# reads NAME PROGRAM ...: the program prints the answer
reads() {
  local name=$1 got; shift
  got=$("$@" 2>&1)
  if [ -n "$wanted" ] && [ "$got" = "$wanted" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$name reads a corpus without the extension: expected $wanted, got $got"; fi
}
reads "sqlite3 shell" sqlite3 -readonly "$db" "$question"
reads "Python" $python -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])' "$db" "$question"
if node -e 'require("better-sqlite3")' 2>/dev/null; then
  reads "Node.js" node -e 'console.log(require("better-sqlite3")(process.argv[1], { readonly: true }).prepare(process.argv[2]).pluck().get())' "$db" "$question"
fi

echo "SQLite versions: $(tr ' ' '\n' <<<"$versions" | sort -uV | tr '\n' ' ')"
[ $skipped = 0 ] || echo "$skipped hosts skipped; make hosts installs them where it can"
finish
