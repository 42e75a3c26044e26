#!/usr/bin/env python3
"""dask_extract.py SCHEDULER SHARDS.txt FOLDER: shard.sh for each line, on the workers of a Dask cluster.

FOLDER must be the same folder on all workers.  A shard whose worker dies goes to another one;
one that fails three times is named at the end.
"""
import subprocess
import sys
from pathlib import Path

from dask.distributed import Client, as_completed

SHARD = Path(__file__).resolve().parent / 'shard.sh'


def extract(program, shard, output):
    done = subprocess.run([program, shard, output], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f'{shard}: {done.stderr.strip() or done.stdout.strip()}')


def main():
    scheduler, shards, folder = sys.argv[1], Path(sys.argv[2]).read_text().splitlines(), Path(sys.argv[3]).resolve()
    failed = 0
    with Client(scheduler, timeout=60) as client:
        tasks = [client.submit(extract, str(SHARD), shard, str(folder / f'{number:06}.db'), pure=False, retries=2)
                 for number, shard in enumerate(shards, 1)]
        for task in as_completed(tasks):
            if task.status != 'finished':
                failed += 1
                print(task.exception(), file=sys.stderr)
    print(f'{len(shards) - failed} of {len(shards)} shards')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
