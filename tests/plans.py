#!/usr/bin/env python3
"""plans.py BUILD: no view joins by reading a whole table.

In EXPLAIN QUERY PLAN only the outermost loop of a query may scan a table; the loops inside it must
search by an index of the table's own.  What a view itself has made (a subquery or a common table) may be scanned
or indexed on the way: it is small, or read once.  The last line is "N passed, N failed".
"""
import re
import sqlite3
import sys
from pathlib import Path

from expect import Expect

project = Path(__file__).resolve().parent.parent
expect = Expect()


def tables_behind(db, sql):
    """Which names in the plan of a query stand for tables of the database: aliases in it, and in the views it reads."""
    schema = {name: (kind, text) for name, kind, text in db.execute("SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view')")}
    texts, seen = [sql], set()
    for text in texts:
        for name in set(re.findall(r'\w+', text)) & set(schema) - seen:
            seen.add(name)
            if schema[name][0] == 'view':
                texts.append(schema[name][1])
    tables = {name for name in seen if schema[name][0] == 'table'}
    return tables | {alias for text in texts for name, alias in re.findall(r'(\w+) AS (\w+)', text) if name in tables}


def full_scans(db, sql):
    """The steps of a plan that read a whole table inside a loop."""
    tables, found, entered = tables_behind(db, sql), [], set()
    for _, parent, _, detail in db.execute('EXPLAIN QUERY PLAN ' + sql):
        match = re.match(r'(SCAN|SEARCH) (\S+)', detail)
        if not match or detail == 'SCAN CONSTANT ROW':
            continue
        if match[2] in tables and (match[1] == 'SCAN' and parent in entered or 'AUTOMATIC' in detail):
            found.append(detail)
        entered.add(parent)
    return found


db = sqlite3.connect(':memory:')
db.enable_load_extension(True)
db.load_extension(str(project / sys.argv[1] / 'news'))
db.executescript((project / 'sql/corpus.sql').read_text())
views = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")]
expect('the nine views of the manual are looked at', True,
       {'people', 'name_variants', 'speakers', 'timeline', 'shared_quotes', 'related_articles', 'cooccurrences', 'number_claims', 'coverage'} <= set(views))
for view in views:
    expect(f'{view} reads whole tables inside a loop', [], full_scans(db, f'SELECT * FROM {view}'))
expect('a join without an index is found', 1, len(full_scans(db, 'SELECT * FROM entities AS e CROSS JOIN quotes AS q WHERE q.cue = e.text')))
for sql in ('DELETE FROM articles WHERE article_id = 1', 'UPDATE articles SET body = body WHERE article_id = 1'):
    expect(f'{sql} reads whole tables', [], [row[3] for row in db.execute('EXPLAIN QUERY PLAN ' + sql) if row[3].startswith('SCAN') and 'files' not in row[3]])
expect.finish()
