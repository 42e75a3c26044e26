-- corpus.sql: the tables, triggers and views of a news corpus, in a database of its own.
--
--   sqlite3 story.db
--   .load build/news
--   .read sql/corpus.sql
--   .parameter set :files "'examples/articles'"
--   .read sql/ingest.sql
--   SELECT * FROM people;
--
-- Reading it again is harmless: it keeps all rows and renews views and triggers.
-- It stops, and changes nothing, where a table of one of its names has other columns.
-- Only the analysis triggers call news_ functions; everything else is plain SQL over
-- plain tables, which any SQLite can read, delete from, VACUUM and check without
-- the extension.

BEGIN IMMEDIATE;

-- ---- does this database fit? ---------------------------------------------------

DROP TABLE IF EXISTS temp.corpus_expected;
CREATE TEMP TABLE corpus_expected(name TEXT PRIMARY KEY, columns TEXT);
INSERT INTO corpus_expected(name, columns) VALUES
  ('corpus', 'version'),
  ('files', 'path,size,modified,error'),
  ('articles', 'article_id,path,record,format,title,byline,outlet,url,published,published_at,published_from,anchor,anchor_from,dateline,language,body,error,analysed_by'),
  ('entities', 'article_id,mention_no,start,length,text,type,name,entity_no,role,country,acts_for,via,confidence,sentence_no,sentence_start,sentence_length'),
  ('spellings', 'article_id,mention_no,entity_no,text,type,name,role,mentions'),
  ('days', 'article_id,mention_no,first_day,last_day,value,precision,mentions'),
  ('spoken', 'article_id,quote_no,speaker,speaker_text,quotes,words'),
  ('dates', 'article_id,mention_no,start,length,text,type,value,mod,first_day,last_day,precision,rule,sentence_no,sentence_start,sentence_length'),
  ('quotes', 'article_id,quote_no,start,length,text,kind,speaker,role,speaker_text,speaker_start,speaker_length,cue,cue_start,cue_length,addressee,medium,negated,within,confidence,sentence_no,sentence_start,sentence_length,rule'),
  ('numbers', 'article_id,mention_no,start,length,text,value,value_high,qualifier,unit,noun,sentence_no,sentence_start,sentence_length'),
  ('aliases', 'text,name'),
  ('hidden', 'path,record,kind,start,text'),
  ('names', 'name_id,type,name,key'),
  ('name_keys', 'type,key,name_id,score,reason'),
  ('name_parts', 'part,type,name_id'),
  ('name_links', 'article_id,entity_no,name_id,name,score,reason'),
  ('name_pairs', 'name_a,name_b,sentences,articles'),
  ('statements', 'article_id,quote_no,statement_no,speaker,opening,relation,changed'),
  ('wordings', 'article_id,quote_no,keys'),
  ('statement_keys', 'key,article_id,quote_no'),
  ('quote_links', 'article_id,quote_no,other_id,other_no,score,reason'),
  ('article_minhashes', 'article_id,minhash'),
  ('article_bands', 'band,article_id'),
  ('article_features', 'feature,article_id'),
  ('article_links', 'article_id,other_id,same_words,same_story,reason');

-- The check stands at both ends.  This first one stops a program that runs the file
-- as one script; the sqlite3 shell goes on after an error, and the last one then
-- takes everything back.
DROP TABLE IF EXISTS temp.corpus_check;
CREATE TEMP TABLE corpus_check(
  problem TEXT CONSTRAINT "corpus.sql: this database has a table of one of its names with other columns, nothing was changed" CHECK (problem IS NULL));
INSERT INTO corpus_check(problem)
SELECT e.name
FROM corpus_expected AS e
JOIN main.sqlite_schema AS s ON s.name = e.name COLLATE NOCASE
WHERE s.type <> 'table' OR e.columns <> (SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info(e.name, 'main') ORDER BY cid));

-- ---- tables ----------------------------------------------------------------------

-- The version of this file's tables, for upgrades (at the end of the tables).
CREATE TABLE IF NOT EXISTS corpus(version INTEGER NOT NULL);
INSERT INTO corpus(version) SELECT 2 WHERE NOT EXISTS (SELECT 1 FROM corpus);

-- What ingest.sql has read, as news_files saw it.
CREATE TABLE IF NOT EXISTS files(
  path TEXT PRIMARY KEY,
  size INTEGER,
  modified TEXT,
  error TEXT
) WITHOUT ROWID;

-- Articles from any source; only body is needed.
CREATE TABLE IF NOT EXISTS articles(
  article_id INTEGER PRIMARY KEY,
  path TEXT, record INTEGER, format TEXT, title TEXT, byline TEXT, outlet TEXT, url TEXT,
  published TEXT, published_at TEXT, published_from TEXT, anchor TEXT, anchor_from TEXT,
  dateline TEXT, language TEXT, body TEXT, error TEXT,
  analysed_by TEXT, -- news_version() of the analysis
  UNIQUE (path, record)
);

CREATE TABLE IF NOT EXISTS entities(
  article_id INTEGER NOT NULL, mention_no INTEGER NOT NULL, start INTEGER, length INTEGER, text TEXT,
  type TEXT, name TEXT, entity_no INTEGER, role TEXT, country TEXT, acts_for TEXT, via TEXT, confidence REAL,
  sentence_no INTEGER, sentence_start INTEGER, sentence_length INTEGER,
  PRIMARY KEY (article_id, mention_no)
) WITHOUT ROWID;

-- entities, counted: one row for each text and role that an entity of an article has.
CREATE TABLE IF NOT EXISTS spellings(
  article_id INTEGER NOT NULL, mention_no INTEGER NOT NULL, -- the first one
  entity_no INTEGER, text TEXT, type TEXT, name TEXT, role TEXT, mentions INTEGER,
  PRIMARY KEY (article_id, mention_no)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS dates(
  article_id INTEGER NOT NULL, mention_no INTEGER NOT NULL, start INTEGER, length INTEGER, text TEXT,
  type TEXT, value TEXT, mod TEXT, first_day TEXT, last_day TEXT, precision TEXT, rule TEXT,
  sentence_no INTEGER, sentence_start INTEGER, sentence_length INTEGER,
  PRIMARY KEY (article_id, mention_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dates_first_day ON dates(first_day, last_day);

-- dates that have days, counted: one row for each value that an article has.
CREATE TABLE IF NOT EXISTS days(
  article_id INTEGER NOT NULL, mention_no INTEGER NOT NULL, -- the first one
  first_day TEXT, last_day TEXT, value TEXT, precision TEXT, mentions INTEGER,
  PRIMARY KEY (article_id, mention_no)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS quotes(
  article_id INTEGER NOT NULL, quote_no INTEGER NOT NULL, start INTEGER, length INTEGER, text TEXT,
  kind TEXT, speaker TEXT, role TEXT, speaker_text TEXT, speaker_start INTEGER, speaker_length INTEGER,
  cue TEXT, cue_start INTEGER, cue_length INTEGER, addressee TEXT, medium TEXT, negated INTEGER,
  within INTEGER, confidence REAL, sentence_no INTEGER, sentence_start INTEGER, sentence_length INTEGER, rule TEXT,
  PRIMARY KEY (article_id, quote_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS quotes_speaker ON quotes(speaker);

-- quotes, counted: one row for each speaker of an article, as named there.  A fragment inside
-- an indirect quote counts once.
CREATE TABLE IF NOT EXISTS spoken(
  article_id INTEGER NOT NULL, quote_no INTEGER NOT NULL, -- the first one
  speaker TEXT, speaker_text TEXT, quotes INTEGER, words INTEGER,
  PRIMARY KEY (article_id, quote_no)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS numbers(
  article_id INTEGER NOT NULL, mention_no INTEGER NOT NULL, start INTEGER, length INTEGER, text TEXT,
  value NUMERIC, value_high NUMERIC, qualifier TEXT, unit TEXT, noun TEXT,
  sentence_no INTEGER, sentence_start INTEGER, sentence_length INTEGER,
  PRIMARY KEY (article_id, mention_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS numbers_noun ON numbers(noun, unit, value);

-- ---- the user's own corrections: they win, and no rebuild touches them --------------

-- text, as a mention reads or as the analysis names it, is really `name`.
CREATE TABLE IF NOT EXISTS aliases(text TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;

-- Rows that no view shows.  kind: 'entity', 'date', 'quote' or 'number'; text as the row
-- has it; path, record and start narrow it down, NULL stands for all.
CREATE TABLE IF NOT EXISTS hidden(path TEXT, record INTEGER, kind TEXT NOT NULL, start INTEGER, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS hidden_text ON hidden(kind, text);

-- ---- links across articles, kept current by ingest.sql and by deletes ----------------

-- A name that articles share, whatever its spellings.
CREATE TABLE IF NOT EXISTS names(name_id INTEGER PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL);
-- The keys of its spellings, and why they are this name.
CREATE TABLE IF NOT EXISTS name_keys(type TEXT, key TEXT, name_id INTEGER NOT NULL, score REAL, reason TEXT, PRIMARY KEY (type, key)) WITHOUT ROWID;
-- The words of its first key, and of a person each with the first letter of another, by
-- which candidates for a merge are found.
CREATE TABLE IF NOT EXISTS name_parts(part TEXT, type TEXT, name_id INTEGER, PRIMARY KEY (part, type, name_id)) WITHOUT ROWID;
-- Which name an entity of an article is, how sure, and why.
CREATE TABLE IF NOT EXISTS name_links(
  article_id INTEGER NOT NULL, entity_no INTEGER NOT NULL, name_id INTEGER NOT NULL,
  name TEXT, -- as the article has it
  score REAL, reason TEXT,
  PRIMARY KEY (article_id, entity_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS name_links_name ON name_links(name_id);
-- How many sentences and articles have both names; name_a < name_b.
CREATE TABLE IF NOT EXISTS name_pairs(name_a INTEGER, name_b INTEGER, sentences INTEGER, articles INTEGER, PRIMARY KEY (name_a, name_b)) WITHOUT ROWID;

-- A statement is what one speaker said once, however often and in whatever words it
-- was printed.  relation: how the row stands to the first of its statement.
CREATE TABLE IF NOT EXISTS statements(
  article_id INTEGER NOT NULL, quote_no INTEGER NOT NULL, statement_no INTEGER NOT NULL,
  speaker TEXT, -- name_id of the speaker, or else the key of its name; '' unknown
  opening TEXT, -- of a wording's first printing, length and first letters: by which the same words are found
  relation TEXT, changed TEXT,
  PRIMARY KEY (article_id, quote_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS statements_no ON statements(statement_no);
DROP INDEX IF EXISTS statements_opening; -- of version 1
CREATE INDEX IF NOT EXISTS statements_wording ON statements(speaker, opening) WHERE opening IS NOT NULL;
CREATE INDEX IF NOT EXISTS statements_pending ON statements(statement_no) WHERE relation IS NULL; -- not yet compared by ingest.sql
-- news_quote_keys() of each wording (of its first printing).
CREATE TABLE IF NOT EXISTS wordings(article_id INTEGER NOT NULL, quote_no INTEGER NOT NULL, keys BLOB, PRIMARY KEY (article_id, quote_no)) WITHOUT ROWID;
-- The same keys one by one, by which other wordings are found.
CREATE TABLE IF NOT EXISTS statement_keys(key BLOB, article_id INTEGER, quote_no INTEGER, PRIMARY KEY (key, article_id, quote_no)) WITHOUT ROWID;
DROP TABLE IF EXISTS statement_words; -- of version 1
CREATE TABLE IF NOT EXISTS quote_links(
  article_id INTEGER NOT NULL, quote_no INTEGER NOT NULL, other_id INTEGER NOT NULL, other_no INTEGER NOT NULL, score REAL, reason TEXT,
  PRIMARY KEY (article_id, quote_no, other_id, other_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS quote_links_other ON quote_links(other_id, other_no);

-- MinHash of each article, its bands (number and bytes), and its names, days and statements:
-- a statement that nobody else prints is not there.
CREATE TABLE IF NOT EXISTS article_minhashes(article_id INTEGER PRIMARY KEY, minhash BLOB);
CREATE TABLE IF NOT EXISTS article_bands(band BLOB, article_id INTEGER, PRIMARY KEY (band, article_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article_features(feature TEXT, article_id INTEGER, PRIMARY KEY (feature, article_id)) WITHOUT ROWID;
-- Both directions are stored.
CREATE TABLE IF NOT EXISTS article_links(
  article_id INTEGER NOT NULL, other_id INTEGER NOT NULL, same_words REAL, same_story REAL, reason TEXT,
  PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_links_other ON article_links(other_id);

-- Version 1 found wordings by single words: all links are forgotten, and
-- ingest.sql makes them anew.  What it did not count is counted.
DELETE FROM names WHERE (SELECT version FROM corpus) = 1;
DELETE FROM name_keys WHERE (SELECT version FROM corpus) = 1;
DELETE FROM name_parts WHERE (SELECT version FROM corpus) = 1;
DELETE FROM name_links WHERE (SELECT version FROM corpus) = 1;
DELETE FROM name_pairs WHERE (SELECT version FROM corpus) = 1;
DELETE FROM statements WHERE (SELECT version FROM corpus) = 1;
DELETE FROM quote_links WHERE (SELECT version FROM corpus) = 1;
DELETE FROM article_minhashes WHERE (SELECT version FROM corpus) = 1;
DELETE FROM article_bands WHERE (SELECT version FROM corpus) = 1;
DELETE FROM article_features WHERE (SELECT version FROM corpus) = 1;
DELETE FROM article_links WHERE (SELECT version FROM corpus) = 1;
INSERT INTO days(article_id, mention_no, first_day, last_day, value, precision, mentions)
SELECT article_id, min(mention_no), first_day, last_day, value, min(precision), count(*)
FROM dates WHERE (SELECT version FROM corpus) = 1 AND first_day IS NOT NULL AND type IN ('DATE', 'TIME') GROUP BY article_id, first_day, last_day, value;
INSERT INTO spoken(article_id, quote_no, speaker, speaker_text, quotes, words)
SELECT article_id, min(quote_no), speaker, speaker_text, count(*), sum(length(text) - length(replace(text, ' ', '')) + 1)
FROM quotes WHERE (SELECT version FROM corpus) = 1 AND speaker IS NOT NULL AND kind <> 'scare' AND within IS NULL GROUP BY article_id, speaker, speaker_text;
UPDATE corpus SET version = 2 WHERE version = 1;

-- What keys, bands and features (but statements) an article has: for their making, and for their end.
DROP VIEW IF EXISTS keys_of_wordings;
CREATE VIEW keys_of_wordings AS
WITH place(no) AS (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9))
SELECT w.article_id, w.quote_no, substr(w.keys, 6 * p.no + 1, 6) AS key
FROM wordings AS w CROSS JOIN place AS p ON p.no < length(w.keys) / 6;
DROP VIEW IF EXISTS bands_of_articles;
CREATE VIEW bands_of_articles AS
WITH band(no) AS (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14),(15))
SELECT m.article_id, CAST(char(65 + b.no) AS BLOB) || substr(m.minhash, 16 * b.no + 1, 16) AS band
FROM article_minhashes AS m CROSS JOIN band AS b;
DROP VIEW IF EXISTS features_of_articles;
CREATE VIEW features_of_articles AS
SELECT article_id, 'name ' || name_id AS feature FROM name_links
UNION ALL SELECT article_id, 'day ' || first_day FROM dates WHERE precision = 'day' AND first_day IS NOT NULL;

-- ---- analysis: when an article comes, changes or goes ---------------------------------

-- Two views that only have triggers: what is put into them happens to the article.
-- analysed: its rows are made from the text.
DROP VIEW IF EXISTS analysed;
CREATE VIEW analysed AS SELECT article_id, body, coalesce(anchor, published) AS anchor, analysed_by FROM articles;
CREATE TRIGGER analysed_inserted INSTEAD OF INSERT ON analysed
BEGIN
  INSERT INTO entities(article_id, mention_no, start, length, text, type, name, entity_no, role, country, acts_for, via, confidence, sentence_no, sentence_start, sentence_length)
  SELECT new.article_id, mention_no, start, length, text, type, name, entity_no, role, country, acts_for, via, confidence, sentence_no, sentence_start, sentence_length
  FROM news_entities(new.body);
  INSERT INTO dates(article_id, mention_no, start, length, text, type, value, mod, first_day, last_day, precision, rule, sentence_no, sentence_start, sentence_length)
  SELECT new.article_id, mention_no, start, length, text, type, value, mod, first_day, last_day, precision, rule, sentence_no, sentence_start, sentence_length
  FROM news_dates(new.body, CASE WHEN new.anchor GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' THEN date(substr(new.anchor, 1, 10)) END);
  INSERT INTO quotes(article_id, quote_no, start, length, text, kind, speaker, role, speaker_text, speaker_start, speaker_length, cue, cue_start, cue_length, addressee, medium, negated, within, confidence, sentence_no, sentence_start, sentence_length, rule)
  SELECT new.article_id, quote_no, start, length, text, kind, speaker, role, speaker_text, speaker_start, speaker_length, cue, cue_start, cue_length, addressee, medium, negated, within, confidence, sentence_no, sentence_start, sentence_length, rule
  FROM news_quotes(new.body);
  INSERT INTO numbers(article_id, mention_no, start, length, text, value, value_high, qualifier, unit, noun, sentence_no, sentence_start, sentence_length)
  SELECT new.article_id, mention_no, start, length, text, value, value_high, qualifier, unit, noun, sentence_no, sentence_start, sentence_length
  FROM news_numbers(new.body);
  INSERT INTO spellings(article_id, mention_no, entity_no, text, type, name, role, mentions)
  SELECT article_id, min(mention_no), entity_no, text, type, name, role, count(*)
  FROM entities WHERE article_id = new.article_id GROUP BY entity_no, text, role;
  INSERT INTO days(article_id, mention_no, first_day, last_day, value, precision, mentions)
  SELECT article_id, min(mention_no), first_day, last_day, value, min(precision), count(*)
  FROM dates WHERE article_id = new.article_id AND first_day IS NOT NULL AND type IN ('DATE', 'TIME') GROUP BY first_day, last_day, value;
  INSERT INTO spoken(article_id, quote_no, speaker, speaker_text, quotes, words)
  SELECT article_id, min(quote_no), speaker, speaker_text, count(*), sum(length(text) - length(replace(text, ' ', '')) + 1)
  FROM quotes WHERE article_id = new.article_id AND speaker IS NOT NULL AND kind <> 'scare' AND within IS NULL GROUP BY speaker, speaker_text;
  UPDATE articles SET analysed_by = news_version() WHERE article_id = new.article_id AND new.analysed_by IS NOT news_version();
END;

-- forgotten: all that was made from it goes.  The statements it has are compared anew by
-- the next ingest.sql.
DROP VIEW IF EXISTS forgotten;
CREATE VIEW forgotten AS SELECT article_id FROM articles;
CREATE TRIGGER forgotten_inserted INSTEAD OF INSERT ON forgotten
BEGIN
  INSERT INTO name_pairs(name_a, name_b, sentences, articles)
  SELECT name_a, name_b, -count(*), -1
  FROM (SELECT DISTINCT la.name_id AS name_a, lb.name_id AS name_b, a.sentence_no
    FROM entities AS a CROSS JOIN name_links AS la ON la.article_id = a.article_id AND la.entity_no = a.entity_no
    CROSS JOIN name_links AS lb ON lb.article_id = a.article_id AND lb.name_id > la.name_id
    CROSS JOIN entities AS b ON b.article_id = lb.article_id AND b.entity_no = lb.entity_no AND b.sentence_no = a.sentence_no
    WHERE a.article_id = new.article_id)
  WHERE true GROUP BY name_a, name_b
  ON CONFLICT (name_a, name_b) DO UPDATE SET sentences = sentences + excluded.sentences, articles = articles + excluded.articles;
  DELETE FROM article_bands WHERE article_id = new.article_id AND band IN (SELECT band FROM bands_of_articles WHERE article_id = new.article_id);
  DELETE FROM article_features WHERE article_id = new.article_id AND feature IN (SELECT feature FROM features_of_articles WHERE article_id = new.article_id
    UNION ALL SELECT 'statement ' || s.statement_no FROM statements AS s WHERE s.article_id = new.article_id);
  DELETE FROM article_minhashes WHERE article_id = new.article_id;
  DELETE FROM statement_keys WHERE article_id = new.article_id AND key IN (SELECT w.key FROM keys_of_wordings AS w WHERE w.article_id = new.article_id);
  DELETE FROM wordings WHERE article_id = new.article_id;
  UPDATE statements SET relation = NULL, changed = NULL WHERE statement_no IN (SELECT s.statement_no FROM statements AS s WHERE s.article_id = new.article_id);
  DELETE FROM entities WHERE article_id = new.article_id;
  DELETE FROM spellings WHERE article_id = new.article_id;
  DELETE FROM dates WHERE article_id = new.article_id;
  DELETE FROM days WHERE article_id = new.article_id;
  DELETE FROM spoken WHERE article_id = new.article_id;
  DELETE FROM quotes WHERE article_id = new.article_id;
  DELETE FROM numbers WHERE article_id = new.article_id;
  DELETE FROM name_links WHERE article_id = new.article_id;
  DELETE FROM statements WHERE article_id = new.article_id;
  DELETE FROM quote_links WHERE article_id = new.article_id;
  DELETE FROM quote_links WHERE other_id = new.article_id;
  DELETE FROM article_links WHERE article_id = new.article_id;
  DELETE FROM article_links WHERE other_id = new.article_id;
END;

DROP TRIGGER IF EXISTS articles_inserted;
CREATE TRIGGER articles_inserted AFTER INSERT ON articles
BEGIN
  INSERT INTO analysed(article_id, body, anchor, analysed_by) VALUES (new.article_id, new.body, coalesce(new.anchor, new.published), new.analysed_by);
END;

-- Also for UPDATE articles SET body = body, the way to analyse again after an upgrade.
-- The links go with the rows they link; ingest.sql makes them anew.
DROP TRIGGER IF EXISTS articles_changed;
CREATE TRIGGER articles_changed AFTER UPDATE OF article_id, body, anchor, published ON articles
BEGIN
  INSERT INTO forgotten(article_id) VALUES (old.article_id);
  INSERT INTO analysed(article_id, body, anchor, analysed_by) VALUES (new.article_id, new.body, coalesce(new.anchor, new.published), new.analysed_by);
END;

DROP TRIGGER IF EXISTS articles_deleted;
CREATE TRIGGER articles_deleted AFTER DELETE ON articles
BEGIN
  INSERT INTO forgotten(article_id) VALUES (old.article_id);
END;

-- ---- views: what the tables say with the user's corrections applied ---------------------
-- A condition on all of aliases or hidden is looked at once; where the user has corrected
-- nothing, no row pays for it.

DROP VIEW IF EXISTS shown_entities;
CREATE VIEW shown_entities AS
SELECT e.article_id, a.outlet, a.published, e.mention_no, e.start, e.length, e.text, e.type, e.entity_no, e.role, e.country,
  e.sentence_no,
  coalesce(CASE WHEN EXISTS (SELECT 1 FROM aliases) THEN coalesce((SELECT name FROM aliases WHERE text = e.text), (SELECT name FROM aliases WHERE text = e.name)) END, n.name, e.name) AS name,
  CASE WHEN EXISTS (SELECT 1 FROM aliases) AND EXISTS (SELECT 1 FROM aliases WHERE text IN (e.text, e.name)) THEN 'alias of yours' ELSE coalesce(l.reason, e.via) END AS reason,
  coalesce(l.score, e.confidence) AS score
FROM entities AS e
JOIN articles AS a ON a.article_id = e.article_id
LEFT JOIN name_links AS l ON l.article_id = e.article_id AND l.entity_no = e.entity_no
LEFT JOIN names AS n ON n.name_id = l.name_id
WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE kind = 'entity') OR NOT EXISTS (SELECT 1 FROM hidden AS h WHERE h.kind = 'entity' AND h.text = e.text
  AND coalesce(h.path = a.path, h.path IS NULL) AND coalesce(h.record = a.record, h.record IS NULL) AND coalesce(h.start = e.start, h.start IS NULL));

-- The same, counted by article, spelling and role.
DROP VIEW IF EXISTS shown_names;
CREATE VIEW shown_names AS
SELECT e.article_id, a.outlet, e.text, e.type, e.role,
  e.mentions - CASE WHEN EXISTS (SELECT 1 FROM hidden WHERE kind = 'entity') AND EXISTS (SELECT 1 FROM hidden AS h WHERE h.kind = 'entity' AND h.text = e.text) THEN (
    SELECT count(*) FROM entities AS m
    WHERE m.article_id = e.article_id AND m.entity_no = e.entity_no AND m.text = e.text AND m.role IS e.role AND EXISTS (
      SELECT 1 FROM hidden AS h WHERE h.kind = 'entity' AND h.text = m.text
        AND coalesce(h.path = a.path, h.path IS NULL) AND coalesce(h.record = a.record, h.record IS NULL) AND coalesce(h.start = m.start, h.start IS NULL))) ELSE 0 END AS mentions,
  coalesce(CASE WHEN EXISTS (SELECT 1 FROM aliases) THEN coalesce((SELECT name FROM aliases WHERE text = e.text), (SELECT name FROM aliases WHERE text = e.name)) END, n.name, e.name) AS name,
  CASE WHEN EXISTS (SELECT 1 FROM aliases) AND EXISTS (SELECT 1 FROM aliases WHERE text IN (e.text, e.name)) THEN 'alias of yours' ELSE l.reason END AS reason
FROM spellings AS e
JOIN articles AS a ON a.article_id = e.article_id
LEFT JOIN name_links AS l ON l.article_id = e.article_id AND l.entity_no = e.entity_no
LEFT JOIN names AS n ON n.name_id = l.name_id;

DROP VIEW IF EXISTS shown_quotes;
CREATE VIEW shown_quotes AS
SELECT q.article_id, a.outlet, a.published, q.quote_no, q.start, q.length, q.text, q.kind, q.speaker_text, q.role, q.within, q.negated, q.confidence,
  coalesce(CASE WHEN EXISTS (SELECT 1 FROM aliases) THEN coalesce((SELECT name FROM aliases WHERE text = q.speaker_text), (SELECT name FROM aliases WHERE text = q.speaker)) END,
    (SELECT name FROM names WHERE name_id = s.speaker), q.speaker) AS speaker,
  s.statement_no, s.relation, s.changed
FROM quotes AS q
JOIN articles AS a ON a.article_id = q.article_id
LEFT JOIN statements AS s ON s.article_id = q.article_id AND s.quote_no = q.quote_no
WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE kind = 'quote') OR NOT EXISTS (SELECT 1 FROM hidden AS h WHERE h.kind = 'quote' AND h.text = q.text
  AND coalesce(h.path = a.path, h.path IS NULL) AND coalesce(h.record = a.record, h.record IS NULL) AND coalesce(h.start = q.start, h.start IS NULL));

DROP VIEW IF EXISTS shown_dates;
CREATE VIEW shown_dates AS
SELECT d.article_id, a.outlet, a.published, coalesce(a.anchor, a.published) AS anchor, d.mention_no, d.start, d.length, d.text, d.type, d.value, d.mod,
  d.first_day, d.last_day, d.precision, d.rule, substr(a.body, d.sentence_start, d.sentence_length) AS sentence
FROM dates AS d
JOIN articles AS a ON a.article_id = d.article_id
WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE kind = 'date') OR NOT EXISTS (SELECT 1 FROM hidden AS h WHERE h.kind = 'date' AND h.text = d.text
  AND coalesce(h.path = a.path, h.path IS NULL) AND coalesce(h.record = a.record, h.record IS NULL) AND coalesce(h.start = d.start, h.start IS NULL));

-- The same two, counted by article.
DROP VIEW IF EXISTS shown_spoken;
CREATE VIEW shown_spoken AS
SELECT q.article_id, a.outlet, q.quotes, q.words,
  coalesce(CASE WHEN EXISTS (SELECT 1 FROM aliases) THEN coalesce((SELECT name FROM aliases WHERE text = q.speaker_text), (SELECT name FROM aliases WHERE text = q.speaker)) END,
    (SELECT name FROM names WHERE name_id = s.speaker), q.speaker) AS speaker
FROM spoken AS q
JOIN articles AS a ON a.article_id = q.article_id
LEFT JOIN statements AS s ON s.article_id = q.article_id AND s.quote_no = q.quote_no
WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE kind = 'quote')
UNION ALL
SELECT article_id, outlet, 1, length(text) - length(replace(text, ' ', '')) + 1, speaker
FROM shown_quotes
WHERE EXISTS (SELECT 1 FROM hidden WHERE kind = 'quote') AND speaker IS NOT NULL AND kind <> 'scare' AND within IS NULL;
DROP VIEW IF EXISTS shown_days;
CREATE VIEW shown_days AS
SELECT d.article_id, a.outlet, a.published, coalesce(a.anchor, a.published) AS anchor, d.mention_no, d.first_day, d.last_day, d.value, d.precision, d.mentions
FROM days AS d
JOIN articles AS a ON a.article_id = d.article_id
WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE kind = 'date')
UNION ALL
SELECT article_id, outlet, published, anchor, min(mention_no), first_day, last_day, value, min(precision), count(*)
FROM shown_dates
WHERE EXISTS (SELECT 1 FROM hidden WHERE kind = 'date') AND first_day IS NOT NULL AND type IN ('DATE', 'TIME')
GROUP BY article_id, first_day, last_day, value;

DROP VIEW IF EXISTS shown_numbers;
CREATE VIEW shown_numbers AS
SELECT n.article_id, a.outlet, a.published, n.mention_no, n.start, n.length, n.text, n.value, n.value_high, n.qualifier, n.unit, n.noun,
  substr(a.body, n.sentence_start, n.sentence_length) AS sentence
FROM numbers AS n
JOIN articles AS a ON a.article_id = n.article_id
WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE kind = 'number') OR NOT EXISTS (SELECT 1 FROM hidden AS h WHERE h.kind = 'number' AND h.text = n.text
  AND coalesce(h.path = a.path, h.path IS NULL) AND coalesce(h.record = a.record, h.record IS NULL) AND coalesce(h.start = n.start, h.start IS NULL));

-- ---- views: the questions ------------------------------------------------------------------

-- Who is in the news, under which spellings and roles.
DROP VIEW IF EXISTS people;
CREATE VIEW people AS
SELECT name, sum(mentions) AS mentions, count(DISTINCT article_id) AS articles, count(DISTINCT outlet) AS outlets,
  group_concat(DISTINCT role) AS roles, group_concat(DISTINCT text) AS variants
FROM shown_names
WHERE type = 'PERSON' AND mentions > 0
GROUP BY name
ORDER BY 2 DESC, name;

-- Each spelling of each name, and why it belongs there.
DROP VIEW IF EXISTS name_variants;
CREATE VIEW name_variants AS
SELECT name, type, text, sum(mentions) AS mentions, count(DISTINCT article_id) AS articles, count(DISTINCT outlet) AS outlets,
  group_concat(DISTINCT reason) AS reason
FROM shown_names
WHERE mentions > 0
GROUP BY name, type, text
ORDER BY name, type, 4 DESC, text;

-- How many words each outlet gives to whom.
DROP VIEW IF EXISTS speakers;
CREATE VIEW speakers AS
WITH spoken AS (
  SELECT speaker, outlet, sum(quotes) AS quotes, sum(words) AS words
  FROM shown_spoken
  GROUP BY speaker, outlet)
SELECT speaker, outlet, quotes, words, round(1.0 * words / sum(words) OVER (PARTITION BY outlet), 3) AS share
FROM spoken
ORDER BY words DESC, speaker, outlet;

-- One row a day or period, with the sentence of its first mention.  Vague expressions,
-- durations and sets have no days and are not in it.
DROP VIEW IF EXISTS timeline;
CREATE VIEW timeline AS
WITH together AS (
  SELECT first_day, last_day, value, sum(mentions) AS mentions, count(*) AS articles, group_concat(DISTINCT outlet) AS outlets,
    CASE WHEN min(first_day > anchor) = 1 THEN 'future' WHEN max(last_day < anchor) = 1 THEN 'past' WHEN max(anchor) IS NULL THEN NULL ELSE 'present' END AS seen_as,
    -- The two numbers are of equal length, so that the smallest text is the first mention.
    min(coalesce(published, '') || ' ' || (1000000000000000 + article_id) || (1000000 + mention_no)) AS first_mention
  FROM shown_days
  GROUP BY first_day, last_day, value)
SELECT first_day, last_day, value, mentions, articles, outlets,
  (SELECT substr(a.body, d.sentence_start, d.sentence_length) FROM dates AS d JOIN articles AS a ON a.article_id = d.article_id
    WHERE d.article_id = substr(first_mention, -23, 16) - 1000000000000000 AND d.mention_no = substr(first_mention, -7) - 1000000) AS evidence,
  seen_as
FROM together
ORDER BY first_day, last_day, value;

-- One statement as several articles have it.  relation: first, verbatim, cut, other
-- translation, reported; changed: its words against the first printing's.
DROP VIEW IF EXISTS shared_quotes;
CREATE VIEW shared_quotes AS
SELECT q.statement_no, q.speaker, q.article_id, q.outlet, q.published, q.quote_no, q.kind, q.text, q.relation, q.changed
FROM (SELECT statement_no FROM statements GROUP BY statement_no HAVING count(DISTINCT article_id) > 1) AS shared
CROSS JOIN statements AS s ON s.statement_no = shared.statement_no
CROSS JOIN shown_quotes AS q ON q.article_id = s.article_id AND q.quote_no = s.quote_no
ORDER BY q.statement_no, q.published, q.article_id, q.quote_no;

-- Syndicated text (same_words) and other articles on the same story (same_story).
DROP VIEW IF EXISTS related_articles;
CREATE VIEW related_articles AS
SELECT article_id, other_id, same_words, same_story, reason
FROM article_links
ORDER BY article_id, same_words DESC, same_story DESC, other_id;

-- Names in one sentence: as counted by ingest.sql, but where a correction of the user
-- concerns one of the two.
DROP VIEW IF EXISTS cooccurrences;
CREATE VIEW cooccurrences AS
WITH corrected AS (
  SELECT DISTINCT l.name_id
  FROM spellings AS s CROSS JOIN name_links AS l ON l.article_id = s.article_id AND l.entity_no = s.entity_no
  WHERE EXISTS (SELECT 1 FROM aliases) AND (s.text IN (SELECT text FROM aliases) OR s.name IN (SELECT text FROM aliases))
    OR EXISTS (SELECT 1 FROM hidden WHERE kind = 'entity') AND s.text IN (SELECT text FROM hidden WHERE kind = 'entity')),
pairs AS (
  SELECT a.name AS name_1, a.type AS type_1, b.name AS name_2, b.type AS type_2, p.sentences, p.articles
  FROM name_pairs AS p CROSS JOIN names AS a ON a.name_id = p.name_a CROSS JOIN names AS b ON b.name_id = p.name_b
  WHERE p.name_a NOT IN (SELECT name_id FROM corrected) AND p.name_b NOT IN (SELECT name_id FROM corrected)
  UNION ALL
  SELECT name_1, type_1, name_2, type_2, count(DISTINCT article_id || ':' || sentence_no), count(DISTINCT article_id)
  FROM (SELECT min(a.name, b.name) AS name_1, CASE WHEN a.name <= b.name THEN a.type ELSE b.type END AS type_1,
      max(a.name, b.name) AS name_2, CASE WHEN a.name <= b.name THEN b.type ELSE a.type END AS type_2, a.article_id, a.sentence_no
    FROM corrected AS c CROSS JOIN name_links AS l ON l.name_id = c.name_id
      CROSS JOIN shown_entities AS a ON a.article_id = l.article_id AND a.entity_no = l.entity_no
      CROSS JOIN shown_entities AS b ON b.article_id = a.article_id AND b.sentence_no = a.sentence_no
    WHERE a.name <> b.name)
  GROUP BY name_1, type_1, name_2, type_2)
SELECT min(name_1, name_2) AS name_a, CASE WHEN name_1 <= name_2 THEN type_1 ELSE type_2 END AS type_a,
  max(name_1, name_2) AS name_b, CASE WHEN name_1 <= name_2 THEN type_2 ELSE type_1 END AS type_b,
  sum(sentences) AS sentences, sum(articles) AS articles
FROM pairs
WHERE sentences > 0
GROUP BY 1, 2, 3, 4
ORDER BY 5 DESC, name_a, name_b;

-- What is counted in several outlets, side by side.  agreement: same, compatible (a
-- qualified or rounded figure within a tenth), different.
DROP VIEW IF EXISTS number_claims;
CREATE VIEW number_claims AS
WITH claims AS (
  SELECT lower(noun) AS noun, unit, value, value_high, qualifier, article_id, outlet,
    dense_rank() OVER (ORDER BY lower(noun), unit) AS claim_no,
    min(value) OVER claim AS least, max(coalesce(value_high, value)) OVER claim AS most
  FROM shown_numbers
  WHERE noun IS NOT NULL
  WINDOW claim AS (PARTITION BY lower(noun), unit)),
counted AS (SELECT noun AS counted_noun, unit AS counted_unit, count(DISTINCT coalesce(outlet, article_id)) AS sources FROM claims GROUP BY noun, unit)
SELECT claim_no, noun, unit, value, value_high, qualifier, article_id, outlet,
  CASE WHEN least = most THEN 'same' WHEN most <= 1.1 * least THEN 'compatible' ELSE 'different' END AS agreement
FROM claims JOIN counted ON counted_noun = noun AND counted_unit IS unit
WHERE sources > 1
ORDER BY claim_no, value, article_id;

-- What an outlet has, and with 0 what it leaves out.
DROP VIEW IF EXISTS coverage;
CREATE VIEW coverage AS
WITH counts AS (
  SELECT 'name' AS kind, name AS item, outlet, sum(mentions) AS mentions
  FROM shown_names WHERE type IN ('PERSON', 'ORG', 'PLACE') AND mentions > 0 AND outlet IS NOT NULL GROUP BY name, outlet
  UNION ALL SELECT 'day', first_day, outlet, sum(mentions) FROM shown_days WHERE precision = 'day' AND outlet IS NOT NULL GROUP BY first_day, outlet
  UNION ALL SELECT 'statement', CAST(s.statement_no AS TEXT), a.outlet, count(*)
  FROM (SELECT statement_no FROM statements GROUP BY statement_no HAVING count(DISTINCT article_id) > 1) AS shared
    CROSS JOIN statements AS s ON s.statement_no = shared.statement_no CROSS JOIN articles AS a ON a.article_id = s.article_id
  WHERE a.outlet IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM hidden WHERE kind = 'quote')
    OR EXISTS (SELECT 1 FROM shown_quotes AS q WHERE q.article_id = s.article_id AND q.quote_no = s.quote_no))
  GROUP BY shared.statement_no, a.outlet),
widely AS (SELECT kind, item FROM counts GROUP BY kind, item HAVING count(*) > 1),
outlets AS (SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL)
SELECT w.kind, w.item, o.outlet, coalesce(c.mentions, 0) AS mentions
FROM widely AS w CROSS JOIN outlets AS o LEFT JOIN counts AS c ON c.kind = w.kind AND c.item = w.item AND c.outlet = o.outlet
ORDER BY w.kind, w.item, o.outlet;

-- The same check again: the shell comes this far in spite of errors.
INSERT OR ROLLBACK INTO corpus_check(problem)
SELECT e.name
FROM corpus_expected AS e
LEFT JOIN main.sqlite_schema AS s ON s.name = e.name COLLATE NOCASE AND s.type = 'table'
WHERE s.name IS NULL OR e.columns <> (SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info(e.name, 'main') ORDER BY cid));
DROP TABLE temp.corpus_expected;
DROP TABLE temp.corpus_check;
COMMIT;
