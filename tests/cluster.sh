#!/bin/bash
# cluster.sh BUILD [ARTICLES [FILES]]: examples/cluster on this machine.  A Dask scheduler and two workers
# on loopback, one of them killed in the middle, give the rows of a single process, and so do GNU
# parallel, a Slurm array and a plain loop.  What is not installed is named.
# The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
. tests/common.sh
export NEWS=$PWD/$1/news
articles=${2:-300} files=${3:-24} folder=$(mktemp -d) cluster=$PWD/examples/cluster started=
# A Dask worker whose scheduler went first would wait for it half a minute and more.
stop() {
  local process signal
  for signal in TERM KILL; do
    for process in $started; do kill -$signal "$process" 2>/dev/null; done
    [ $signal = TERM ] && [ -n "$started" ] && sleep 2
  done
  started=
  wait 2>/dev/null
}
trap 'stop; rm -rf "$folder"' EXIT

outputs() { find "$1" -name '*.db' | wc -l; }

python3 tests/generate.py "$folder/articles" "$articles" "$files" >/dev/null
ls "$folder"/articles/* >"$folder/shards.txt"
story "$NEWS" "$folder/single.db" "$folder/articles"
wanted=$(tables "$folder/single.db")
expect "a single process reads all" "$articles" "$(sqlite3 "$folder/single.db" 'SELECT count(*) FROM articles WHERE error IS NULL')"

# ---- shards one by one -------------------------------------------------------------------
mkdir "$folder/loop"
begin=$(date +%s%N)
for ((task = 1; task <= files; task++)); do SLURM_ARRAY_TASK_ID=$task bash examples/cluster/slurm_array.sh "$folder/shards.txt" "$folder/loop" || break; done
one=$((($(date +%s%N) - begin) / 1000000))
expect "a task a shard, as Slurm runs them" "$files" "$(outputs "$folder/loop")"
before=$(cat "$folder"/loop/*.db | sha256sum)
SLURM_ARRAY_TASK_ID=1 bash examples/cluster/slurm_array.sh "$folder/shards.txt" "$folder/loop"
expect "a task run again changes nothing" "$before" "$(cat "$folder"/loop/*.db | sha256sum)"
"$cluster/merge.sh" "$folder/loop.db" "$folder"/loop/0000[01]*.db
"$cluster/merge.sh" "$folder/loop.db" "$folder"/loop/*.db
expect "merged in two goes: the same articles" "$articles $(sqlite3 "$folder/single.db" 'SELECT count(*), sum(length) FROM entities')" \
  "$(sqlite3 "$folder/loop.db" 'SELECT count(*) FROM articles') $(sqlite3 "$folder/loop.db" 'SELECT count(*), sum(length) FROM entities')"
expect "merging again changes nothing" "$(tables "$folder/loop.db")" "$("$cluster/merge.sh" "$folder/loop.db" "$folder"/loop/*.db; tables "$folder/loop.db")"
rm "$folder/loop.db"
"$cluster/merge.sh" "$folder/loop.db" "$folder"/loop/*.db
expect "merged at once: the rows of a single process" "$wanted" "$(tables "$folder/loop.db")"

# Ranges of one file's records.
head -1 "$folder/shards.txt" >"$folder/first"; first=$(cat "$folder/first")
mkdir "$folder/ranges"
"$cluster/shard.sh" "$first#1-4" "$folder/ranges/1.db" && "$cluster/shard.sh" "$first#5-999999" "$folder/ranges/2.db" && "$cluster/merge.sh" "$folder/ranges.db" "$folder"/ranges/?.db
expect "ranges of records" "$(sqlite3 "$folder/loop/000001.db" 'SELECT group_concat(path || record || length(body)) FROM articles')" \
  "$(sqlite3 "$folder/ranges.db" 'SELECT group_concat(path || record || length(body)) FROM articles')"
expect "a shard that cannot be read fails and leaves no file" "1 0" "$("$cluster/shard.sh" "$folder/none" "$folder/ranges/3.db" >/dev/null 2>&1; echo $? "$(ls "$folder/ranges" | grep -c '3.db$')")"

# ---- counts alone ----------------------------------------------------------------------------
for i in 1 2; do "$cluster/merge.sh" --counts "$folder/counts.db" "$folder"/loop/*.db; done
expect "counts of names, merged twice" "$(sqlite3 "$folder/single.db" "SELECT type, name, count(*), count(DISTINCT article_id) FROM entities WHERE name IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2" | sha256sum)" \
  "$(sqlite3 "$folder/counts.db" 'SELECT type, name, sum(mentions), sum(articles) FROM name_counts GROUP BY 1, 2 ORDER BY 1, 2' | sha256sum)"
expect "counts of days" "$(sqlite3 "$folder/single.db" "SELECT first_day, last_day, count(*), count(DISTINCT article_id) FROM dates WHERE first_day IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2" | sha256sum)" \
  "$(sqlite3 "$folder/counts.db" 'SELECT first_day, last_day, mentions, articles FROM day_counts ORDER BY 1, 2' | sha256sum)"
expect "counts of statements" "$(sqlite3 "$folder/single.db" "SELECT count(*) FROM quotes WHERE kind = 'direct'")" "$(sqlite3 "$folder/counts.db" 'SELECT sum(quotes) FROM statement_counts')"

# ---- GNU parallel --------------------------------------------------------------------------------
if command -v parallel >/dev/null; then
  mkdir "$folder/parallel"
  begin=$(date +%s%N)
  "$cluster/parallel_extract.sh" "$folder/shards.txt" "$folder/parallel" 2>"$folder/log" || cat "$folder/log"
  two=$((($(date +%s%N) - begin) / 1000000))
  "$cluster/merge.sh" "$folder/parallel.db" "$folder"/parallel/*.db
  expect "GNU parallel: the rows of a single process" "$wanted" "$(tables "$folder/parallel.db")"
  echo "one after another ${one} ms, GNU parallel on $(nproc) cores ${two} ms: $(awk "BEGIN { printf \"%.2f\", $one / $two }") times as fast"
else
  echo "skipped: GNU parallel is not installed"
fi

# ---- Dask: a scheduler, two workers, one killed -------------------------------------------------------
free_port() { $python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
# start NAME COMMAND ...
start() { local name=$1; shift; "$@" >"$folder/$name.log" 2>&1 & started+=" $!"; last=$!; }
dask() {
  scheduler=tcp://127.0.0.1:$(free_port)
  mkdir -p "$folder/dask" && cd "$folder" || return
  start scheduler $python -m distributed.cli.dask_scheduler --host 127.0.0.1 --port "${scheduler##*:}" --no-dashboard
  worker() { start "$1" $python -m distributed.cli.dask_worker "$scheduler" --host 127.0.0.1 --nthreads 1 --no-nanny --no-dashboard; }
  worker first; doomed=$last
  worker second
  start extract $python "$cluster/dask_extract.py" "$scheduler" "$folder/shards.txt" "$folder/dask"; extract=$last
  for ((wait = 0; wait < 600 && $(outputs "$folder/dask") < files / 4; wait++)); do sleep 0.1; done
  kill -9 "$doomed"; killed_at=$(outputs "$folder/dask")
  wait "$extract"; code=$?
  stop
  cd "$OLDPWD" || return
}
if $python -c 'import distributed' 2>/dev/null; then
  dask 2>/dev/null
  expect "Dask: a worker was killed in the middle ($killed_at of $files)" "1" "$((killed_at < files))"
  expect "Dask: all shards all the same" "$files of $files shards 0" "$(tail -1 "$folder/extract.log") $code"
  "$cluster/merge.sh" "$folder/dask.db" "$folder"/dask/*.db
  expect "Dask: the rows of a single process" "$wanted" "$(tables "$folder/dask.db")"
else
  echo "skipped: Dask is not installed"
fi

# ---- Slurm: a controller and a node on loopback, with a key of their own ---------------------------------
slurm() {
  local slurm=$folder/slurm.d node
  node=$(hostname -s)
  mkdir -p "$slurm/state" "$slurm/spool" "$slurm/munge"
  chmod 755 "$folder" && chmod 700 "$slurm/munge" && head -c 1024 /dev/urandom >"$slurm/munge/key" && chmod 600 "$slurm/munge/key"
  cat >"$slurm/slurm.conf" <<END
ClusterName=loopback
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge/socket
CredType=cred/munge
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
SchedulerParameters=sched_min_interval=1000
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=2000
PartitionName=all Nodes=$node Default=YES
END
  export SLURM_CONF=$slurm/slurm.conf
  start munged munged --foreground --force --key-file="$slurm/munge/key" --socket="$slurm/munge/socket" --pid-file="$slurm/munge/pid" \
    --log-file="$slurm/munge/log" --seed-file="$slurm/munge/seed"
  for ((wait = 0; wait < 50; wait++)); do [ -e "$slurm/munge/socket" ] && break; sleep 0.1; done
  start slurmctld slurmctld -D -i
  start slurmd slurmd -D
  for ((wait = 0; wait < 100; wait++)); do sinfo -h 2>/dev/null | grep -q idle && break; sleep 0.2; done
  timeout 300 sbatch --wait --array=1-"$files" examples/cluster/slurm_array.sh "$folder/shards.txt" "$folder/slurm" >"$folder/sbatch.log" 2>&1
  stop
}
if [ "$(id -u)" = 0 ] && command -v slurmctld slurmd munged sbatch >/dev/null; then
  mkdir "$folder/slurm"
  slurm 2>/dev/null
  [ "$(outputs "$folder/slurm")" = "$files" ] || tail -n 3 "$folder/sbatch.log" "$folder/slurmctld.log" "$folder/slurmd.log"
  "$cluster/merge.sh" "$folder/slurm.db" "$folder"/slurm/*.db
  expect "Slurm: the rows of a single process" "$wanted" "$(tables "$folder/slurm.db")"
else
  echo "skipped: Slurm (slurmctld, slurmd, munge) is not installed, or this is not root"
fi
finish
