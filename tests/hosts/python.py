import sys
extension, queries = sys.argv[1], open('tests/hosts/queries.sql', encoding='utf-8')
# [readme
import sqlite3
db = sqlite3.connect(':memory:')
db.enable_load_extension(True)
db.load_extension(extension)
# readme]
print(db.execute('SELECT sqlite_version()').fetchone()[0])
for query in queries:
    for row in db.execute(query):
        print('|'.join('NULL' if cell is None else str(cell) for cell in row))
