'use strict';
const path = require('path');

/* The library's path; { files: false } for the one without the functions that open files. */
function getLoadablePath({ files = true } = {}) {
  return path.join(__dirname, files ? 'news.so' : 'newstext.so');
}

/* db: of better-sqlite3, or of node:sqlite with allowExtension: true. */
function load(db, options) {
  db.loadExtension(getLoadablePath(options));
}

/* The folder with corpus.sql, ingest.sql and their like. */
const sqlFolder = path.join(__dirname, 'sql');

module.exports = { getLoadablePath, load, sqlFolder };
