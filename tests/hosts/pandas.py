import sys
sys.path.pop(0)  # this file has the package's name
extension, queries = sys.argv[1], open('tests/hosts/queries.sql', encoding='utf-8')
# [readme
import pandas, sqlite3
db = sqlite3.connect(':memory:')
db.enable_load_extension(True)
db.load_extension(extension)
table = pandas.read_sql("SELECT * FROM news_dates('last week', '2022-01-28')", db)
# readme]
assert list(table['first_day']) == ['2022-01-17'], table
print(db.execute('SELECT sqlite_version()').fetchone()[0])
for query in queries:
    for row in pandas.read_sql(query, db).itertuples(index=False):
        print('|'.join('NULL' if pandas.isna(cell) else str(cell) for cell in row))
