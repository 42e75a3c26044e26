#!/bin/bash
# parallel_extract.sh SHARDS.txt FOLDER [HOST,HOST ...]: GNU parallel, on this machine or over ssh.
# The other machines have the project and FOLDER under the same paths.
here=$(cd "$(dirname "$0")" && pwd) folder=$(cd "$2" && pwd)
parallel ${3:+--sshlogin "$3"} --retries 3 "$here/shard.sh" {} "$folder/{= \$_ = sprintf '%06d', seq() =}.db" :::: "$1"
