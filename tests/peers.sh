#!/bin/sh
# peers.sh BUILD: how many times faster than the tools of npm that people use today, on the same
# texts, in turn, one core.  Needs node, npm (which fetches the tools into BUILD/peers) and the
# texts; what is absent is skipped, by name.  NEWS_SHARED names another place than ../shared.
build=$(cd "$1" && pwd)
shared=${NEWS_SHARED:-$(cd "$(dirname "$0")/../.." && pwd)/shared}
peers=$shared/bench/peers.mjs texts=$shared/data/quotes/polnear.dev.jsonl
for program in node npm; do
  command -v $program >/dev/null || { echo "peers: skipped, no $program"; exit 0; }
done
for file in "$peers" "$texts"; do
  [ -f "$file" ] || { echo "peers: skipped, no $(basename "$file")"; exit 0; }
done
mkdir -p "$build/peers" && cd "$build/peers" || exit 1
if [ ! -d node_modules/chrono-node ]; then
  echo '{"private": true}' >package.json
  npm install --silent wink-nlp wink-eng-lite-web-model compromise chrono-node >npm.log 2>&1 ||
    { echo "peers: skipped, npm could not install them"; exit 0; }
fi

# ratio TOOL STAGE ...: MB/s of both and how they compare; the stages' are read before and after the tool's.
ratio() {
  tool=$1; shift
  "$build/tests/bench" "$build/news.so" "$texts" >before
  speed=$(node "$peers" "$tool" 8 "$texts" | sed 's/.*"mb_per_s":\([0-9.]*\).*/\1/')
  "$build/tests/bench" "$build/news.so" "$texts" >after
  for stage; do
    cat before after | awk -v speed="$speed" -v name="$tool" -v stage="$stage" '
      index($0, stage "  ") == 1 { n = split($0, field, " "); sum += field[n - 1]; count++ }
      END { printf "%-28s %8.1f MB/s  %-12s %8.3f MB/s  %6.1f times\n", stage, sum / count, name, speed, sum / count / speed }'
  done
}
ratio wink '+ entities'
ratio compromise '+ entities' '+ entities + quotes'
ratio chrono '+ dates'
