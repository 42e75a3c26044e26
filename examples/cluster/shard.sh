#!/bin/sh
# shard.sh SHARD OUTPUT: one task of a cluster.  SHARD is what news_articles() takes (a file, a
# folder, a glob), and #FIRST-LAST behind it for a range of a file's records.
# OUTPUT appears when it is complete, and not before; a task that is run again does nothing.
set -e
shard=$1 output=$2
[ -e "$output" ] && exit 0
here=$(cd "$(dirname "$0")" && pwd) sql=${NEWS_SQL:-$here/../../sql} news=${NEWS:-$here/../../build/news}
first=1 last=9223372036854775807
case $shard in *'#'[0-9]*-[0-9]*) range=${shard##*'#'}; shard=${shard%'#'*}; first=${range%-*} last=${range#*-} ;; esac
# Its own name, for two tasks may be at the same shard when one was taken for dead.
part=$output.$(hostname).$$.part
rm -f "$part"
sqlite3 -bail -cmd ".load $news" "$part" 'PRAGMA journal_mode = OFF' 'PRAGMA synchronous = OFF' ".read $sql/corpus.sql" ".parameter init" \
  ".parameter set :files \"'$(printf %s "$shard" | sed "s/'/''/g")'\"" ".parameter set :first $first" ".parameter set :last $last" ".read $here/shard.sql" >/dev/null
mv "$part" "$output"
