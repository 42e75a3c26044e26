-- merge_counts.sql: adds the counts of the attached database `shard` to this one, once.
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS merged(shard TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS name_counts(type TEXT, key TEXT, name TEXT, mentions INTEGER, articles INTEGER, PRIMARY KEY (type, key, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS day_counts(first_day TEXT, last_day TEXT, mentions INTEGER, articles INTEGER, PRIMARY KEY (first_day, last_day)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS statement_counts(speaker TEXT, text TEXT, quotes INTEGER, articles INTEGER, PRIMARY KEY (speaker, text)) WITHOUT ROWID;
CREATE TEMP VIEW new AS SELECT file FROM pragma_database_list WHERE name = 'shard' AND file NOT IN (SELECT shard FROM merged);
INSERT INTO name_counts(type, key, name, mentions, articles)
SELECT type, key, name, mentions, articles FROM shard.name_counts WHERE EXISTS (SELECT 1 FROM new)
ON CONFLICT (type, key, name) DO UPDATE SET mentions = mentions + excluded.mentions, articles = articles + excluded.articles;
INSERT INTO day_counts(first_day, last_day, mentions, articles)
SELECT first_day, last_day, mentions, articles FROM shard.day_counts WHERE EXISTS (SELECT 1 FROM new)
ON CONFLICT (first_day, last_day) DO UPDATE SET mentions = mentions + excluded.mentions, articles = articles + excluded.articles;
INSERT INTO statement_counts(speaker, text, quotes, articles)
SELECT speaker, text, quotes, articles FROM shard.statement_counts WHERE EXISTS (SELECT 1 FROM new)
ON CONFLICT (speaker, text) DO UPDATE SET quotes = quotes + excluded.quotes, articles = articles + excluded.articles;
INSERT INTO merged(shard) SELECT file FROM new;
COMMIT;
