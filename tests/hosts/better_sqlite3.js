const extension = process.argv[2], queries = require('fs').readFileSync('tests/hosts/queries.sql', 'utf8').trim().split('\n');
// [readme
const Database = require('better-sqlite3');
const db = new Database(':memory:');
db.loadExtension(extension);
// readme]
console.log(db.prepare('SELECT sqlite_version()').pluck().get());
for (const query of queries)
  for (const row of db.prepare(query).raw().all()) console.log(row.map(cell => cell === null ? 'NULL' : cell).join('|'));
