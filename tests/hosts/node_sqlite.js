const extension = process.argv[2], queries = require('fs').readFileSync('tests/hosts/queries.sql', 'utf8').trim().split('\n');
// [readme
const { DatabaseSync } = require('node:sqlite'); // Node.js 22.13 or newer
const db = new DatabaseSync(':memory:', { allowExtension: true });
db.loadExtension(extension);
// readme]
console.log(Object.values(db.prepare('SELECT sqlite_version()').get())[0]);
for (const query of queries)
  for (const row of db.prepare(query).all()) console.log(Object.values(row).map(cell => cell === null ? 'NULL' : cell).join('|'));
