#!/bin/bash
#SBATCH --job-name=news --cpus-per-task=1 --mem=1G --requeue --output=/dev/null
# slurm_array.sh SHARDS.txt FOLDER: a task of a Slurm array, submitted from the project's folder:
#   sbatch --array=1-$(wc -l <shards.txt) examples/cluster/slurm_array.sh shards.txt out
# Submitting it again runs what is missing.
set -e
shard=$(sed -n "${SLURM_ARRAY_TASK_ID}p" "$1")
examples/cluster/shard.sh "$shard" "$2/$(printf %06d "$SLURM_ARRAY_TASK_ID").db"
