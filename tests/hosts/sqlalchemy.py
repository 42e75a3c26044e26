import sys
sys.path.pop(0)  # this file has the package's name
extension, queries = sys.argv[1], open('tests/hosts/queries.sql', encoding='utf-8')
# [readme
import sqlalchemy
engine = sqlalchemy.create_engine('sqlite://')
@sqlalchemy.event.listens_for(engine, 'connect')
def load_news(db, record):
    db.enable_load_extension(True)
    db.load_extension(extension)
# readme]
with engine.connect() as db:
    print(db.exec_driver_sql('SELECT sqlite_version()').scalar())
    for query in queries:
        for row in db.exec_driver_sql(query):
            print('|'.join('NULL' if cell is None else str(cell) for cell in row))
