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
  ('dates', 'article_id,mention_no,start,length,text,type,value,mod,first_day,last_day,precision,rule,sentence_no,sentence_start,sentence_length'),
  ('quotes', 'article_id,quote_no,start,length,text,kind,speaker,role,speaker_text,speaker_start,speaker_length,cue,cue_start,cue_length,addressee,medium,negated,within,confidence,sentence_no,sentence_start,sentence_length,rule'),
  ('numbers', 'article_id,mention_no,start,length,text,value,value_high,qualifier,unit,noun,sentence_no,sentence_start,sentence_length'),
  ('aliases', 'text,name'),
  ('hidden', 'path,record,kind,start,text'),
  ('names', 'name_id,type,name,key'),
  ('name_parts', 'part,type,name_id'),
  ('name_links', 'article_id,entity_no,name_id,name,score,reason'),
  ('statements', 'article_id,quote_no,statement_no,speaker,relation,changed'),
  ('statement_words', 'speaker,word,article_id,quote_no'),
  ('quote_links', 'article_id,quote_no,other_id,other_no,score,reason'),
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

-- The version of this file's tables.  A later corpus.sql upgrades from it.
CREATE TABLE IF NOT EXISTS corpus(version INTEGER NOT NULL);
INSERT INTO corpus(version) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM corpus);

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
CREATE INDEX IF NOT EXISTS entities_name ON entities(name);

CREATE TABLE IF NOT EXISTS dates(
  article_id INTEGER NOT NULL, mention_no INTEGER NOT NULL, start INTEGER, length INTEGER, text TEXT,
  type TEXT, value TEXT, mod TEXT, first_day TEXT, last_day TEXT, precision TEXT, rule TEXT,
  sentence_no INTEGER, sentence_start INTEGER, sentence_length INTEGER,
  PRIMARY KEY (article_id, mention_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dates_first_day ON dates(first_day, last_day);

CREATE TABLE IF NOT EXISTS quotes(
  article_id INTEGER NOT NULL, quote_no INTEGER NOT NULL, start INTEGER, length INTEGER, text TEXT,
  kind TEXT, speaker TEXT, role TEXT, speaker_text TEXT, speaker_start INTEGER, speaker_length INTEGER,
  cue TEXT, cue_start INTEGER, cue_length INTEGER, addressee TEXT, medium TEXT, negated INTEGER,
  within INTEGER, confidence REAL, sentence_no INTEGER, sentence_start INTEGER, sentence_length INTEGER, rule TEXT,
  PRIMARY KEY (article_id, quote_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS quotes_speaker ON quotes(speaker);

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
CREATE INDEX IF NOT EXISTS names_key ON names(type, key);
-- The words of the keys, by which candidates for a merge are found.
CREATE TABLE IF NOT EXISTS name_parts(part TEXT, type TEXT, name_id INTEGER, PRIMARY KEY (part, type, name_id)) WITHOUT ROWID;
-- Which name an entity of an article is, how sure, and why.
CREATE TABLE IF NOT EXISTS name_links(
  article_id INTEGER NOT NULL, entity_no INTEGER NOT NULL, name_id INTEGER NOT NULL,
  name TEXT, -- as the article has it
  score REAL, reason TEXT,
  PRIMARY KEY (article_id, entity_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS name_links_name ON name_links(name_id);

-- A statement is what one speaker said once, however often and in whatever words it
-- was printed.  relation: how the row stands to the first of its statement.
CREATE TABLE IF NOT EXISTS statements(
  article_id INTEGER NOT NULL, quote_no INTEGER NOT NULL, statement_no INTEGER NOT NULL,
  speaker TEXT, -- name_id of the speaker, or else the key of its name; '' unknown
  relation TEXT, changed TEXT,
  PRIMARY KEY (article_id, quote_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS statements_no ON statements(statement_no);
CREATE INDEX IF NOT EXISTS statements_pending ON statements(statement_no) WHERE relation IS NULL; -- not yet compared by ingest.sql
CREATE TABLE IF NOT EXISTS statement_words(
  speaker TEXT, word TEXT, article_id INTEGER, quote_no INTEGER,
  PRIMARY KEY (speaker, word, article_id, quote_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS statement_words_article ON statement_words(article_id, quote_no);
CREATE TABLE IF NOT EXISTS quote_links(
  article_id INTEGER NOT NULL, quote_no INTEGER NOT NULL, other_id INTEGER NOT NULL, other_no INTEGER NOT NULL, score REAL, reason TEXT,
  PRIMARY KEY (article_id, quote_no, other_id, other_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS quote_links_other ON quote_links(other_id, other_no);

-- MinHash bands (number and bytes) and the names, days and statements of each article.
CREATE TABLE IF NOT EXISTS article_bands(band BLOB, article_id INTEGER, PRIMARY KEY (band, article_id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_bands_article ON article_bands(article_id);
CREATE TABLE IF NOT EXISTS article_features(feature TEXT, article_id INTEGER, PRIMARY KEY (feature, article_id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_features_article ON article_features(article_id);
-- Both directions are stored.
CREATE TABLE IF NOT EXISTS article_links(
  article_id INTEGER NOT NULL, other_id INTEGER NOT NULL, same_words REAL, same_story REAL, reason TEXT,
  PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_links_other ON article_links(other_id);

-- ---- analysis: when an article comes, changes or goes ---------------------------------

-- A new article is analysed by the trigger for changed ones.
DROP TRIGGER IF EXISTS articles_inserted;
CREATE TRIGGER articles_inserted AFTER INSERT ON articles
BEGIN
  UPDATE articles SET body = body WHERE article_id = new.article_id;
END;

-- Also for UPDATE articles SET body = body, the way to analyse again after an upgrade.
-- The links go with the rows they link; ingest.sql makes them anew.
DROP TRIGGER IF EXISTS articles_changed;
CREATE TRIGGER articles_changed AFTER UPDATE OF article_id, body, anchor, published ON articles
BEGIN
  DELETE FROM entities WHERE article_id = old.article_id;
  DELETE FROM dates WHERE article_id = old.article_id;
  DELETE FROM quotes WHERE article_id = old.article_id;
  DELETE FROM numbers WHERE article_id = old.article_id;
  DELETE FROM name_links WHERE article_id = old.article_id;
  UPDATE statements SET relation = NULL, changed = NULL
  WHERE statement_no IN (SELECT f.statement_no FROM statements AS f WHERE f.article_id = old.article_id AND f.relation = 'first') AND article_id <> old.article_id;
  DELETE FROM statements WHERE article_id = old.article_id;
  DELETE FROM statement_words WHERE article_id = old.article_id;
  DELETE FROM quote_links WHERE article_id = old.article_id;
  DELETE FROM quote_links WHERE other_id = old.article_id;
  DELETE FROM article_bands WHERE article_id = old.article_id;
  DELETE FROM article_features WHERE article_id = old.article_id;
  DELETE FROM article_links WHERE article_id = old.article_id;
  DELETE FROM article_links WHERE other_id = old.article_id;
  INSERT INTO entities(article_id, mention_no, start, length, text, type, name, entity_no, role, country, acts_for, via, confidence, sentence_no, sentence_start, sentence_length)
  SELECT new.article_id, mention_no, start, length, text, type, name, entity_no, role, country, acts_for, via, confidence, sentence_no, sentence_start, sentence_length
  FROM news_entities(new.body);
  INSERT INTO dates(article_id, mention_no, start, length, text, type, value, mod, first_day, last_day, precision, rule, sentence_no, sentence_start, sentence_length)
  SELECT new.article_id, mention_no, start, length, text, type, value, mod, first_day, last_day, precision, rule, sentence_no, sentence_start, sentence_length
  FROM news_dates(new.body, CASE WHEN coalesce(new.anchor, new.published) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' THEN date(substr(coalesce(new.anchor, new.published), 1, 10)) END);
  INSERT INTO quotes(article_id, quote_no, start, length, text, kind, speaker, role, speaker_text, speaker_start, speaker_length, cue, cue_start, cue_length, addressee, medium, negated, within, confidence, sentence_no, sentence_start, sentence_length, rule)
  SELECT new.article_id, quote_no, start, length, text, kind, speaker, role, speaker_text, speaker_start, speaker_length, cue, cue_start, cue_length, addressee, medium, negated, within, confidence, sentence_no, sentence_start, sentence_length, rule
  FROM news_quotes(new.body);
  INSERT INTO numbers(article_id, mention_no, start, length, text, value, value_high, qualifier, unit, noun, sentence_no, sentence_start, sentence_length)
  SELECT new.article_id, mention_no, start, length, text, value, value_high, qualifier, unit, noun, sentence_no, sentence_start, sentence_length
  FROM news_numbers(new.body);
  UPDATE articles SET analysed_by = news_version() WHERE article_id = new.article_id;
END;

DROP TRIGGER IF EXISTS articles_deleted;
CREATE TRIGGER articles_deleted AFTER DELETE ON articles
BEGIN
  DELETE FROM entities WHERE article_id = old.article_id;
  DELETE FROM dates WHERE article_id = old.article_id;
  DELETE FROM quotes WHERE article_id = old.article_id;
  DELETE FROM numbers WHERE article_id = old.article_id;
  DELETE FROM name_links WHERE article_id = old.article_id;
  UPDATE statements SET relation = NULL, changed = NULL
  WHERE statement_no IN (SELECT f.statement_no FROM statements AS f WHERE f.article_id = old.article_id AND f.relation = 'first') AND article_id <> old.article_id;
  DELETE FROM statements WHERE article_id = old.article_id;
  DELETE FROM statement_words WHERE article_id = old.article_id;
  DELETE FROM quote_links WHERE article_id = old.article_id;
  DELETE FROM quote_links WHERE other_id = old.article_id;
  DELETE FROM article_bands WHERE article_id = old.article_id;
  DELETE FROM article_features WHERE article_id = old.article_id;
  DELETE FROM article_links WHERE article_id = old.article_id;
  DELETE FROM article_links WHERE other_id = old.article_id;
END;

-- ---- views: what the tables say with the user's corrections applied ---------------------

DROP VIEW IF EXISTS shown_entities;
CREATE VIEW shown_entities AS
SELECT e.article_id, a.outlet, a.published, e.mention_no, e.start, e.length, e.text, e.type, e.entity_no, e.role, e.country,
  e.sentence_no,
  coalesce((SELECT name FROM aliases WHERE text = e.text), (SELECT name FROM aliases WHERE text = e.name), n.name, e.name) AS name,
  CASE WHEN EXISTS (SELECT 1 FROM aliases WHERE text IN (e.text, e.name)) THEN 'alias of yours' ELSE coalesce(l.reason, e.via) END AS reason,
  coalesce(l.score, e.confidence) AS score
FROM entities AS e
JOIN articles AS a ON a.article_id = e.article_id
LEFT JOIN name_links AS l ON l.article_id = e.article_id AND l.entity_no = e.entity_no
LEFT JOIN names AS n ON n.name_id = l.name_id
WHERE NOT EXISTS (SELECT 1 FROM hidden AS h WHERE h.kind = 'entity' AND h.text = e.text
  AND coalesce(h.path = a.path, h.path IS NULL) AND coalesce(h.record = a.record, h.record IS NULL) AND coalesce(h.start = e.start, h.start IS NULL));

DROP VIEW IF EXISTS shown_quotes;
CREATE VIEW shown_quotes AS
SELECT q.article_id, a.outlet, a.published, q.quote_no, q.start, q.length, q.text, q.kind, q.speaker_text, q.role, q.within, q.negated, q.confidence,
  coalesce((SELECT name FROM aliases WHERE text = q.speaker_text), (SELECT name FROM aliases WHERE text = q.speaker), (SELECT name FROM names WHERE name_id = s.speaker), q.speaker) AS speaker,
  s.statement_no, s.relation, s.changed
FROM quotes AS q
JOIN articles AS a ON a.article_id = q.article_id
LEFT JOIN statements AS s ON s.article_id = q.article_id AND s.quote_no = q.quote_no
WHERE NOT EXISTS (SELECT 1 FROM hidden AS h WHERE h.kind = 'quote' AND h.text = q.text
  AND coalesce(h.path = a.path, h.path IS NULL) AND coalesce(h.record = a.record, h.record IS NULL) AND coalesce(h.start = q.start, h.start IS NULL));

DROP VIEW IF EXISTS shown_dates;
CREATE VIEW shown_dates AS
SELECT d.article_id, a.outlet, a.published, coalesce(a.anchor, a.published) AS anchor, d.mention_no, d.start, d.length, d.text, d.type, d.value, d.mod,
  d.first_day, d.last_day, d.precision, d.rule, substr(a.body, d.sentence_start, d.sentence_length) AS sentence
FROM dates AS d
JOIN articles AS a ON a.article_id = d.article_id
WHERE NOT EXISTS (SELECT 1 FROM hidden AS h WHERE h.kind = 'date' AND h.text = d.text
  AND coalesce(h.path = a.path, h.path IS NULL) AND coalesce(h.record = a.record, h.record IS NULL) AND coalesce(h.start = d.start, h.start IS NULL));

DROP VIEW IF EXISTS shown_numbers;
CREATE VIEW shown_numbers AS
SELECT n.article_id, a.outlet, a.published, n.mention_no, n.start, n.length, n.text, n.value, n.value_high, n.qualifier, n.unit, n.noun,
  substr(a.body, n.sentence_start, n.sentence_length) AS sentence
FROM numbers AS n
JOIN articles AS a ON a.article_id = n.article_id
WHERE NOT EXISTS (SELECT 1 FROM hidden AS h WHERE h.kind = 'number' AND h.text = n.text
  AND coalesce(h.path = a.path, h.path IS NULL) AND coalesce(h.record = a.record, h.record IS NULL) AND coalesce(h.start = n.start, h.start IS NULL));

-- ---- views: the questions ------------------------------------------------------------------

-- Who is in the news, under which spellings and roles.
DROP VIEW IF EXISTS people;
CREATE VIEW people AS
SELECT name, count(*) AS mentions, count(DISTINCT article_id) AS articles, count(DISTINCT outlet) AS outlets,
  group_concat(DISTINCT role) AS roles, group_concat(DISTINCT text) AS variants
FROM shown_entities
WHERE type = 'PERSON'
GROUP BY name
ORDER BY mentions DESC, name;

-- Each spelling of each name, and why it belongs there.
DROP VIEW IF EXISTS name_variants;
CREATE VIEW name_variants AS
SELECT name, type, text, count(*) AS mentions, count(DISTINCT article_id) AS articles, count(DISTINCT outlet) AS outlets,
  group_concat(DISTINCT reason) AS reason
FROM shown_entities
GROUP BY name, type, text
ORDER BY name, type, mentions DESC, text;

-- How many words each outlet gives to whom.  A fragment inside an indirect quote counts once.
DROP VIEW IF EXISTS speakers;
CREATE VIEW speakers AS
WITH spoken AS (
  SELECT speaker, outlet, count(*) AS quotes, sum(length(text) - length(replace(text, ' ', '')) + 1) AS words
  FROM shown_quotes
  WHERE speaker IS NOT NULL AND kind <> 'scare' AND within IS NULL
  GROUP BY speaker, outlet)
SELECT speaker, outlet, quotes, words, round(1.0 * words / sum(words) OVER (PARTITION BY outlet), 3) AS share
FROM spoken
ORDER BY words DESC, speaker, outlet;

-- One row a day or period, with the sentence of its first mention.  Vague expressions,
-- durations and sets have no days and are not in it.
DROP VIEW IF EXISTS timeline;
CREATE VIEW timeline AS
WITH placed AS (
  SELECT d.*, row_number() OVER (PARTITION BY first_day, last_day, value ORDER BY published, article_id, mention_no) AS nth
  FROM shown_dates AS d
  WHERE first_day IS NOT NULL AND type IN ('DATE', 'TIME'))
SELECT first_day, last_day, value, count(*) AS mentions, count(DISTINCT article_id) AS articles, group_concat(DISTINCT outlet) AS outlets,
  max(CASE WHEN nth = 1 THEN sentence END) AS evidence,
  CASE WHEN min(first_day > anchor) = 1 THEN 'future' WHEN max(last_day < anchor) = 1 THEN 'past' WHEN max(anchor) IS NULL THEN NULL ELSE 'present' END AS seen_as
FROM placed
GROUP BY first_day, last_day, value
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

-- Names in one sentence.
DROP VIEW IF EXISTS cooccurrences;
CREATE VIEW cooccurrences AS
SELECT a.name AS name_a, a.type AS type_a, b.name AS name_b, b.type AS type_b,
  count(DISTINCT a.article_id || ':' || a.sentence_no) AS sentences, count(DISTINCT a.article_id) AS articles
FROM shown_entities AS a
JOIN shown_entities AS b ON b.article_id = a.article_id AND b.sentence_no = a.sentence_no AND (b.name, b.type) > (a.name, a.type)
GROUP BY a.name, a.type, b.name, b.type
ORDER BY sentences DESC, name_a, name_b;

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
WITH items AS (
  SELECT 'name' AS kind, name AS item, outlet, article_id FROM shown_entities WHERE type IN ('PERSON', 'ORG', 'PLACE')
  UNION ALL SELECT 'day', first_day, outlet, article_id FROM shown_dates WHERE precision = 'day' AND first_day IS NOT NULL
  UNION ALL SELECT 'statement', CAST(statement_no AS TEXT), outlet, article_id FROM shown_quotes WHERE statement_no IS NOT NULL),
counts AS (SELECT kind, item, outlet, count(*) AS mentions FROM items WHERE outlet IS NOT NULL GROUP BY kind, item, outlet),
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
