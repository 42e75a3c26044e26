#!/bin/sh
# merge.sh STORY.db SHARD.db ...             all rows, then the links across shards
# merge.sh --counts COUNTS.db SHARD.db ...   the counts alone
# Shards that were merged before are passed over, so a merge that was stopped can be run again.
set -e
here=$(cd "$(dirname "$0")" && pwd) sql=${NEWS_SQL:-$here/../../sql} news=${NEWS:-$here/../../build/news}
script=merge_rows.sql
[ "$1" = --counts ] && { script=merge_counts.sql; shift; }
story=$1; shift
[ $script = merge_counts.sql ] || sqlite3 -bail -cmd ".load $news" "$story" ".read $sql/corpus.sql"
for shard; do
  sqlite3 -bail "$story" "ATTACH '$(printf %s "$shard" | sed "s/'/''/g")' AS shard" ".read $here/$script" >/dev/null
done
# A glob that matches nothing: no file is read, the links of all new articles are made.
[ $script = merge_counts.sql ] || sqlite3 -bail -cmd ".load $news" "$story" ".parameter init" ".parameter set :files \"'$here/none/*'\"" ".read $sql/ingest.sql"
