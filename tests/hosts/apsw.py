import sys
sys.path.pop(0)  # this file has the package's name
extension, queries = sys.argv[1], open('tests/hosts/queries.sql', encoding='utf-8')
# [readme
import apsw
db = apsw.Connection(':memory:')
db.enableloadextension(True)
db.loadextension(extension)
# readme]
print(apsw.sqlitelibversion())
for query in queries:
    for row in db.cursor().execute(query):
        print('|'.join('NULL' if cell is None else str(cell) for cell in row))
