-- shard.sql: the articles of :files, analysed, without links across articles, and the shard's counts.
INSERT INTO files(path, size, modified, error)
SELECT path, size, modified, error FROM news_files(:files);
INSERT INTO articles(path, record, format, title, byline, outlet, url, published, published_at, published_from, anchor, anchor_from, dateline, language, body, error)
SELECT path, record, format, title, byline, outlet, url, published, published_at, published_from, anchor, anchor_from, dateline, language, body, error
FROM news_articles(:files) WHERE record BETWEEN :first AND :last;
UPDATE files SET error = (SELECT a.error FROM articles AS a WHERE a.path = files.path AND a.error IS NOT NULL ORDER BY a.record LIMIT 1) WHERE error IS NULL;

-- What can be added up where the rows themselves are too many.
CREATE TABLE name_counts(type TEXT, key TEXT, name TEXT, mentions INTEGER, articles INTEGER, PRIMARY KEY (type, key, name)) WITHOUT ROWID;
INSERT INTO name_counts(type, key, name, mentions, articles)
SELECT type, news_name_key(name), name, count(*), count(DISTINCT article_id) FROM entities WHERE name IS NOT NULL GROUP BY type, name;
CREATE TABLE day_counts(first_day TEXT, last_day TEXT, mentions INTEGER, articles INTEGER, PRIMARY KEY (first_day, last_day)) WITHOUT ROWID;
INSERT INTO day_counts(first_day, last_day, mentions, articles)
SELECT first_day, last_day, count(*), count(DISTINCT article_id) FROM dates WHERE first_day IS NOT NULL GROUP BY first_day, last_day;
CREATE TABLE statement_counts(speaker TEXT, text TEXT, quotes INTEGER, articles INTEGER, PRIMARY KEY (speaker, text)) WITHOUT ROWID;
INSERT INTO statement_counts(speaker, text, quotes, articles)
SELECT coalesce(news_name_key(speaker), ''), text, count(*), count(DISTINCT article_id) FROM quotes WHERE kind = 'direct' GROUP BY 1, 2;
