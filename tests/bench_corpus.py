#!/usr/bin/env python3
"""bench_corpus.py BUILD [ARTICLES]: how long a corpus of generated articles of 4 KB takes (10,000 unless told), in seconds of this process.

What extraction alone costs, reading the files into tables, and linking; each view, all rows of it; and the linking of
10,000 quotations of one speaker.  tests/README.md says what is promised.
"""
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

project = Path(__file__).resolve().parent.parent
VIEWS = 'people name_variants speakers timeline shared_quotes related_articles cooccurrences number_claims coverage'.split()
WORDS = """repair close extend inspect replace abandon defend finance reopen survey guard measure bridge harbour tunnel reservoir school hospital ferry
railway market airport forest quarry dam pipeline library stadium courthouse mill costs residents winter contract river court workers money plans inspectors
cracks neighbours noise budget council minister treaty border village storm engine signal platform ticket window garden kitchen theatre museum painter""".split()


def connect(path):
    db = sqlite3.connect(path, isolation_level=None)
    db.enable_load_extension(True)
    db.load_extension(str(project / sys.argv[1] / 'news'))
    return db


def seconds(work):
    """CPU, of the user and of the system: this machine may have others to serve."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def ingest(db, files):
    """Seconds of reading and of linking."""
    db.executescript((project / 'sql/corpus.sql').read_text())
    db.execute('CREATE TEMP TABLE ingest_options(name TEXT PRIMARY KEY, value)')
    db.execute("INSERT INTO ingest_options VALUES ('files', ?)", (str(files),))
    script = ''.join(line for line in (project / 'sql/ingest.sql').read_text().splitlines(True) if not line.startswith('.'))
    read, link = script.split('-- ---- 2. links', 1)
    return seconds(lambda: db.executescript(read)), seconds(lambda: db.executescript('--' + link))


def main():
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    with tempfile.TemporaryDirectory() as top:
        files = Path(top) / 'articles'
        subprocess.run([sys.executable, project / 'tests/generate.py', files, str(articles)], check=True)
        db = connect(f'{top}/story.db')
        read, link = ingest(db, files)
        megabytes = db.execute('SELECT sum(length(body)) FROM articles').fetchone()[0] / 1e6
        print(f'{articles} articles, {megabytes:.0f} MB')
        rows = ', '.join(f'(SELECT count(*) FROM news_{table}(body))' for table in ('entities', 'dates', 'quotes', 'numbers'))
        alone = seconds(lambda: db.execute(f'SELECT sum(n) FROM (SELECT max({rows}) AS n FROM articles)').fetchall())
        for name, time_ in (('extraction alone', alone), ('reading: files, extraction, tables', read), ('linking', link), ('ingest', read + link)):
            print(f'{name:36} {time_:7.1f} s {megabytes / time_:7.1f} MB/s')
        print(f'linking / reading {link / read:.2f}, ingest / extraction alone {(read + link) / alone:.2f}')
        db.close()
        db = sqlite3.connect(f'{top}/story.db')  # the views need no extension
        for view in VIEWS:
            print(f'{view:36} {seconds(lambda: db.execute(f"SELECT * FROM {view}").fetchall()):7.2f} s')
        for quotes in (5000, 10000):
            choice = random.Random(5).choice
            with open(f'{top}/speaker.jsonl', 'w') as out:
                for article in range(quotes // 20):
                    said = [f'“We {" ".join(choice(WORDS) for _ in range(10))},” Ann Lee said.' for _ in range(20)]
                    out.write(json.dumps({'title': f'No. {article}', 'text': '\n\n'.join(said)}) + '\n')
            db = connect(':memory:')
            link = ingest(db, f'{top}/speaker.jsonl')[1]
            statements = db.execute('SELECT count(*), count(DISTINCT statement_no) FROM statements').fetchone()
            print(f'{statements[0]} quotes of one speaker linked     {link:7.2f} s ({statements[1]} statements)')


main()
