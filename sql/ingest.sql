-- ingest.sql: reads what is new or changed among :files into a corpus (corpus.sql).
--
--   .parameter set :files "'examples/articles'"
--   .parameter set :delete 1            -- also forget articles whose files are gone (optional)
--   .read sql/ingest.sql
--
-- Unchanged files cost a stat.  Changed ones keep their article_id.  A batch is one
-- transaction: whoever kills this loses at most one, and the next run goes on.  Then the
-- link tables are made for the articles that have none.
-- Without the sqlite3 shell: pass over the lines that begin with a dot, and put the
-- options into a table first:
--   CREATE TEMP TABLE ingest_options(name TEXT PRIMARY KEY, value);
--   INSERT INTO ingest_options VALUES ('files', 'examples/articles');

CREATE TEMP TABLE IF NOT EXISTS ingest_options(name TEXT PRIMARY KEY, value);
INSERT OR REPLACE INTO ingest_options(name, value) SELECT 'files', :files WHERE :files IS NOT NULL;
INSERT OR REPLACE INTO ingest_options(name, value) SELECT 'delete', :delete WHERE :delete IS NOT NULL;

PRAGMA main.cache_size = -65536; -- of this connection: new rows go all over the indexes

DROP TABLE IF EXISTS temp.ingest_check;
CREATE TEMP TABLE ingest_check(
  files TEXT CONSTRAINT "ingest.sql: say what to read first, .parameter set :files ""'folder'""" CHECK (files IS NOT NULL));
INSERT INTO ingest_check(files) SELECT (SELECT value FROM ingest_options WHERE name = 'files');

-- ---- 1. read files ------------------------------------------------------------------

DROP TABLE IF EXISTS temp.ingest_listed;
CREATE TEMP TABLE ingest_listed(path TEXT PRIMARY KEY, size INTEGER, modified TEXT, error TEXT) WITHOUT ROWID;
INSERT INTO ingest_listed(path, size, modified, error)
SELECT n.path, n.size, n.modified, n.error
FROM ingest_check AS c JOIN news_files(c.files) AS n;

-- New and changed files, in at most 100 batches of at least 20.
DROP TABLE IF EXISTS temp.ingest_todo;
CREATE TEMP TABLE ingest_todo(batch INTEGER, path TEXT, size INTEGER, modified TEXT, error TEXT, PRIMARY KEY (batch, path)) WITHOUT ROWID;
INSERT INTO ingest_todo(batch, path, size, modified, error)
SELECT 1 + (row_number() OVER (ORDER BY path) - 1) / max(20, (count(*) OVER () + 99) / 100), path, size, modified, error
FROM ingest_listed AS n
WHERE NOT EXISTS (SELECT 1 FROM files AS f WHERE f.path = n.path AND f.size IS n.size AND f.modified IS n.modified AND f.error IS n.error);

DROP TABLE IF EXISTS temp.ingest_file;
CREATE TEMP TABLE ingest_file(path TEXT, size INTEGER, modified TEXT, error TEXT);
CREATE TEMP TRIGGER ingest_file_read AFTER INSERT ON ingest_file
BEGIN
  UPDATE articles SET analysed_by = NULL WHERE path = new.path;
  INSERT INTO articles(path, record, format, title, byline, outlet, url, published, published_at, published_from, anchor, anchor_from, dateline, language, body, error, analysed_by)
  SELECT path, record, format, title, byline, outlet, url, published, published_at, published_from, anchor, anchor_from, dateline, language, body, error, news_version()
  FROM news_articles(new.path)
  WHERE new.error IS NULL
  ON CONFLICT (path, record) DO UPDATE SET format = excluded.format, title = excluded.title, byline = excluded.byline,
    outlet = excluded.outlet, url = excluded.url, published = excluded.published, published_at = excluded.published_at,
    published_from = excluded.published_from, anchor = excluded.anchor, anchor_from = excluded.anchor_from,
    dateline = excluded.dateline, language = excluded.language, body = excluded.body, error = excluded.error,
    analysed_by = excluded.analysed_by;
  -- What was not marked again is no longer in the file.
  DELETE FROM articles WHERE path = new.path AND analysed_by IS NULL;
  INSERT INTO files(path, size, modified, error)
  SELECT new.path, new.size, new.modified, coalesce(new.error, (SELECT error FROM articles WHERE path = new.path AND error IS NOT NULL ORDER BY record LIMIT 1))
  WHERE true
  ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified, error = excluded.error;
  DELETE FROM ingest_file;
END;

DROP TABLE IF EXISTS temp.ingest_step;
CREATE TEMP TABLE ingest_step(batch INTEGER PRIMARY KEY);
CREATE TEMP TRIGGER ingest_step_taken AFTER INSERT ON ingest_step
BEGIN
  INSERT INTO ingest_file(path, size, modified, error) SELECT path, size, modified, error FROM ingest_todo WHERE batch = new.batch ORDER BY path;
END;

-- A statement is a transaction; those behind the last batch do nothing.
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
INSERT INTO ingest_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('read %d of %d files', sum(batch <= (SELECT max(batch) FROM ingest_step)), count(*)) FROM ingest_todo HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_step);

-- Files that are gone, if asked for: below the folder, or matched by the glob, that :files names; not
-- those below a folder that could not be read now.
DELETE FROM articles
WHERE (SELECT value FROM ingest_options WHERE name = 'delete')
  AND path NOT IN (SELECT path FROM ingest_listed)
  AND EXISTS (SELECT 1 FROM ingest_check AS c WHERE articles.path GLOB c.files OR substr(articles.path, 1, length(rtrim(c.files, '/')) + 1) = rtrim(c.files, '/') || '/')
  AND NOT EXISTS (SELECT 1 FROM ingest_listed AS l WHERE l.error IS NOT NULL AND substr(articles.path, 1, length(rtrim(l.path, '/')) + 1) = rtrim(l.path, '/') || '/');
DELETE FROM files
WHERE (SELECT value FROM ingest_options WHERE name = 'delete')
  AND path NOT IN (SELECT path FROM ingest_listed)
  AND EXISTS (SELECT 1 FROM ingest_check AS c WHERE files.path GLOB c.files OR substr(files.path, 1, length(rtrim(c.files, '/')) + 1) = rtrim(c.files, '/') || '/')
  AND NOT EXISTS (SELECT 1 FROM ingest_listed AS l WHERE l.error IS NOT NULL AND substr(files.path, 1, length(rtrim(l.path, '/')) + 1) = rtrim(l.path, '/') || '/');

-- ---- 2. links across articles ------------------------------------------------------------
-- A batch of articles at a time: rows that only need to be looked up are linked all at once;
-- a row for a name or a wording never seen before is looked for among a bounded number of
-- known ones by a trigger.  So the hundred thousandth article costs what the first did.

DROP TABLE IF EXISTS temp.ingest_unlinked;
CREATE TEMP TABLE ingest_unlinked(batch INTEGER, article_id INTEGER, PRIMARY KEY (batch, article_id)) WITHOUT ROWID;
INSERT INTO ingest_unlinked(batch, article_id)
SELECT 1 + (row_number() OVER (ORDER BY article_id) - 1) / max(200, (count(*) OVER () + 99) / 100), article_id
FROM articles AS a
WHERE body IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_minhashes AS m WHERE m.article_id = a.article_id);

-- ---- names ----

-- The entities of the batch; bare: a person's surname alone, which proves nothing yet.
DROP TABLE IF EXISTS temp.ingest_name;
CREATE TEMP TABLE ingest_name(row_no INTEGER PRIMARY KEY, article_id INTEGER, entity_no INTEGER, type TEXT, name TEXT, key TEXT, bare INTEGER);

-- What new keys of several words are looked for by: their words, and of a person each word
-- with the first letter of another.
DROP TABLE IF EXISTS temp.ingest_part;
CREATE TEMP TABLE ingest_part(type TEXT, key TEXT, part TEXT, PRIMARY KEY (type, key, part)) WITHOUT ROWID;

-- A key that is not yet known: the best spelling among names that share such parts (ones
-- that not everybody has), or else a new name.
DROP TABLE IF EXISTS temp.ingest_key;
CREATE TEMP TABLE ingest_key(type TEXT, key TEXT, name TEXT);
CREATE TEMP TRIGGER ingest_key_found AFTER INSERT ON ingest_key
BEGIN
  INSERT INTO name_keys(type, key, name_id, score, reason)
  SELECT new.type, new.key, m.name_id, m.score, 'spelling'
  FROM (SELECT n.name_id, news_name_match(new.name, n.name) AS score
    FROM (SELECT p.name_id, count(*) AS shared
      FROM ingest_part AS w CROSS JOIN name_parts AS p ON p.part = w.part AND p.type = new.type
      WHERE w.type = new.type AND w.key = new.key
        AND NOT EXISTS (SELECT 1 FROM name_parts AS r WHERE r.part = w.part AND r.type = new.type LIMIT 1 OFFSET 40)
      GROUP BY p.name_id ORDER BY shared DESC, p.name_id LIMIT 16) AS c
    CROSS JOIN names AS n ON n.name_id = c.name_id LIMIT 16) AS m
  WHERE m.score >= 0.8 -- above the 0.7 of one pair: among all names of a corpus there are look-alikes
  ORDER BY m.score DESC, m.name_id LIMIT 1;
  INSERT INTO names(type, name, key)
  SELECT new.type, new.name, new.key WHERE NOT EXISTS (SELECT 1 FROM name_keys AS k WHERE k.type = new.type AND k.key = new.key);
  INSERT OR IGNORE INTO name_keys(type, key, name_id, score, reason) VALUES (new.type, new.key, (SELECT max(name_id) FROM names), 1.0, 'same key');
  INSERT OR IGNORE INTO name_parts(part, type, name_id)
  SELECT w.part, new.type, n.name_id
  FROM name_keys AS k CROSS JOIN names AS n ON n.name_id = k.name_id AND n.key = new.key CROSS JOIN ingest_part AS w ON w.type = new.type AND w.key = new.key
  WHERE k.type = new.type AND k.key = new.key;
END;

-- A bare surname: the one person of that name who is met in the same company, in the last
-- of the articles about that person; else it stays with its like.
DROP TABLE IF EXISTS temp.ingest_surname;
CREATE TEMP TABLE ingest_surname(article_id INTEGER, entity_no INTEGER, name TEXT, key TEXT);
CREATE TEMP TRIGGER ingest_surname_found AFTER INSERT ON ingest_surname
BEGIN
  INSERT INTO name_links(article_id, entity_no, name_id, name, score, reason)
  SELECT new.article_id, new.entity_no, m.name_id, new.name, 1.0 - 1.0 / (1 + m.company), 'surname in the same company'
  FROM (SELECT p.name_id,
      (SELECT count(DISTINCT mine.name_id) FROM name_links AS mine
        WHERE mine.article_id = new.article_id AND EXISTS (
          SELECT 1 FROM (SELECT l.article_id FROM name_links AS l WHERE l.name_id = p.name_id AND l.article_id < new.article_id ORDER BY l.article_id DESC LIMIT 40) AS theirs
          CROSS JOIN name_links AS other ON other.name_id = mine.name_id AND other.article_id = theirs.article_id)) AS company
    FROM name_parts AS p CROSS JOIN names AS n ON n.name_id = p.name_id
    WHERE p.part = new.key AND p.type = 'PERSON' AND instr(n.key, ' ') > 0
    ORDER BY p.name_id LIMIT 20) AS m
  WHERE m.company >= 2 ORDER BY m.company DESC, m.name_id LIMIT 1;
  INSERT INTO ingest_key(type, key, name)
  SELECT 'PERSON', new.key, new.name
  WHERE NOT EXISTS (SELECT 1 FROM name_keys AS k WHERE k.type = 'PERSON' AND k.key = new.key)
    AND NOT EXISTS (SELECT 1 FROM name_links AS l WHERE l.article_id = new.article_id AND l.entity_no = new.entity_no);
  INSERT OR IGNORE INTO name_links(article_id, entity_no, name_id, name, score, reason)
  SELECT new.article_id, new.entity_no, k.name_id, new.name, 0.5, 'same surname only' FROM name_keys AS k WHERE k.type = 'PERSON' AND k.key = new.key;
END;

-- Which names each sentence of the batch has.
DROP TABLE IF EXISTS temp.ingest_mention;
CREATE TEMP TABLE ingest_mention(article_id INTEGER, sentence_no INTEGER, name_id INTEGER, PRIMARY KEY (article_id, sentence_no, name_id)) WITHOUT ROWID;

-- ---- statements ----

DROP TABLE IF EXISTS temp.ingest_quote;
CREATE TEMP TABLE ingest_quote(row_no INTEGER PRIMARY KEY, article_id INTEGER, quote_no INTEGER, speaker TEXT, opening TEXT, text TEXT);

-- The wordings of the batch, and where each was printed before, as far as known.
DROP TABLE IF EXISTS temp.ingest_wording;
CREATE TEMP TABLE ingest_wording(speaker TEXT, text TEXT, opening TEXT, article_id INTEGER, quote_no INTEGER, known INTEGER, PRIMARY KEY (speaker, text)) WITHOUT ROWID;
-- The keys of those that their speaker is not known to have used; least: how many
-- another must share; enough: how much alike it must be.
DROP TABLE IF EXISTS temp.ingest_wording_key;
CREATE TEMP TABLE ingest_wording_key(key BLOB, article_id INTEGER, quote_no INTEGER, least INTEGER, enough REAL, PRIMARY KEY (key, article_id, quote_no)) WITHOUT ROWID;
-- Other wordings that share keys with one of these, and how much they are the same.
DROP TABLE IF EXISTS temp.ingest_candidate;
CREATE TEMP TABLE ingest_candidate(article_id INTEGER, quote_no INTEGER, other_id INTEGER, other_no INTEGER, score REAL, enough REAL, PRIMARY KEY (article_id, quote_no, other_id, other_no)) WITHOUT ROWID;
DROP TABLE IF EXISTS temp.ingest_best;
CREATE TEMP TABLE ingest_best(article_id INTEGER, quote_no INTEGER, other_id INTEGER, other_no INTEGER, PRIMARY KEY (article_id, quote_no)) WITHOUT ROWID;
-- A wording belongs to the statement of the one that it is most like, or begins one.
DROP TABLE IF EXISTS temp.ingest_statement;
CREATE TEMP TABLE ingest_statement(article_id INTEGER, quote_no INTEGER, speaker TEXT, opening TEXT, other_id INTEGER, other_no INTEGER);
CREATE TEMP TRIGGER ingest_statement_found AFTER INSERT ON ingest_statement
BEGIN
  INSERT INTO statements(article_id, quote_no, statement_no, speaker, opening, relation)
  VALUES (new.article_id, new.quote_no,
    coalesce((SELECT s.statement_no FROM statements AS s WHERE s.article_id = new.other_id AND s.quote_no = new.other_no),
      (SELECT coalesce(max(s.statement_no), 0) + 1 FROM statements AS s)),
    new.speaker, new.opening, CASE WHEN new.other_id IS NULL THEN 'first' END);
END;

-- Statements that have a row not yet compared (relation IS NULL).
DROP TABLE IF EXISTS temp.ingest_pending;
CREATE TEMP TABLE ingest_pending(statement_no INTEGER PRIMARY KEY);

-- The first printing of each of them.
DROP TABLE IF EXISTS temp.ingest_first;
CREATE TEMP TABLE ingest_first(statement_no INTEGER PRIMARY KEY, article_id INTEGER, quote_no INTEGER);

-- ---- articles ----

-- Articles with an equal band, measured exactly.
DROP TABLE IF EXISTS temp.ingest_near;
CREATE TEMP TABLE ingest_near(article_id INTEGER, other_id INTEGER, same_words REAL, PRIMARY KEY (article_id, other_id)) WITHOUT ROWID;

DROP TABLE IF EXISTS temp.ingest_feature;
CREATE TEMP TABLE ingest_feature(article_id INTEGER, feature TEXT, PRIMARY KEY (article_id, feature)) WITHOUT ROWID;

-- ---- a batch ----

DROP TABLE IF EXISTS temp.ingest_link_step;
CREATE TEMP TABLE ingest_link_step(batch INTEGER PRIMARY KEY);
CREATE TEMP TRIGGER ingest_link_step_taken AFTER INSERT ON ingest_link_step
BEGIN
  -- Names: known keys are looked up; new keys are found in the order of the text; surnames come last, when the company they are judged by is known.
  DELETE FROM ingest_name;
  INSERT INTO ingest_name(article_id, entity_no, type, name, key, bare)
  SELECT article_id, entity_no, type, name, key, type = 'PERSON' AND instr(key, ' ') = 0
  FROM (SELECT s.article_id, s.entity_no, s.type, s.name, news_name_key(s.name) AS key, min(s.mention_no)
    FROM ingest_unlinked AS u CROSS JOIN spellings AS s ON s.article_id = u.article_id
    WHERE u.batch = new.batch GROUP BY s.article_id, s.entity_no);
  DELETE FROM ingest_part;
  INSERT OR IGNORE INTO ingest_part(type, key, part)
  SELECT n.type, n.key, w.norm
  FROM (SELECT DISTINCT i.type, i.key FROM ingest_name AS i
    WHERE i.type IN ('PERSON', 'ORG') AND instr(i.key, ' ') > 0 AND NOT EXISTS (SELECT 1 FROM name_keys AS k WHERE k.type = i.type AND k.key = i.key)) AS n
    CROSS JOIN news_tokens(n.key) AS w;
  INSERT OR IGNORE INTO ingest_part(type, key, part)
  SELECT w.type, w.key, w.part || ' ' || substr(o.part, 1, 1)
  FROM ingest_part AS w CROSS JOIN ingest_part AS o ON o.type = w.type AND o.key = w.key AND o.part <> w.part
  WHERE w.type = 'PERSON' AND length(w.part) > 1;
  DELETE FROM ingest_key;
  INSERT INTO ingest_key(type, key, name)
  SELECT type, key, name
  FROM (SELECT n.type, n.key, n.name, min(n.row_no) AS place FROM ingest_name AS n
    WHERE NOT n.bare AND NOT EXISTS (SELECT 1 FROM name_keys AS k WHERE k.type = n.type AND k.key = n.key)
    GROUP BY n.type, n.key)
  ORDER BY place;
  INSERT INTO name_links(article_id, entity_no, name_id, name, score, reason)
  SELECT i.article_id, i.entity_no, k.name_id, i.name, k.score, CASE WHEN i.name = n.name THEN 'same name' ELSE k.reason END
  FROM ingest_name AS i CROSS JOIN name_keys AS k ON k.type = i.type AND k.key = i.key CROSS JOIN names AS n ON n.name_id = k.name_id
  WHERE NOT i.bare;
  DELETE FROM ingest_surname;
  INSERT INTO ingest_surname(article_id, entity_no, name, key) SELECT i.article_id, i.entity_no, i.name, i.key FROM ingest_name AS i WHERE i.bare;
  -- A name shows its most frequent spelling, judged by the first hundred articles that have it.
  UPDATE names SET name = coalesce((SELECT news_best_name(l.name)
    FROM (SELECT l.name FROM name_links AS l WHERE l.name_id = names.name_id AND l.reason NOT LIKE '%surname%' ORDER BY l.article_id, l.entity_no LIMIT 100) AS l), name)
  WHERE name_id IN (SELECT l.name_id FROM ingest_name AS i CROSS JOIN name_links AS l ON l.article_id = i.article_id AND l.entity_no = i.entity_no
    CROSS JOIN names AS n ON n.name_id = l.name_id WHERE n.name <> l.name);
  DELETE FROM ingest_mention;
  INSERT OR IGNORE INTO ingest_mention(article_id, sentence_no, name_id)
  SELECT e.article_id, e.sentence_no, l.name_id
  FROM ingest_unlinked AS u CROSS JOIN entities AS e ON e.article_id = u.article_id
    CROSS JOIN name_links AS l ON l.article_id = e.article_id AND l.entity_no = e.entity_no
  WHERE u.batch = new.batch;
  INSERT INTO name_pairs(name_a, name_b, sentences, articles)
  SELECT a.name_id, b.name_id, count(*), count(DISTINCT a.article_id)
  FROM ingest_mention AS a CROSS JOIN ingest_mention AS b ON b.article_id = a.article_id AND b.sentence_no = a.sentence_no AND b.name_id > a.name_id
  WHERE true GROUP BY a.name_id, b.name_id
  ON CONFLICT (name_a, name_b) DO UPDATE SET sentences = sentences + excluded.sentences, articles = articles + excluded.articles;

  -- Statements: the same words of the same speaker are looked up, other words are compared.
  DELETE FROM ingest_quote;
  INSERT INTO ingest_quote(article_id, quote_no, speaker, opening, text)
  SELECT q.article_id, q.quote_no,
    coalesce((SELECT CAST(l.name_id AS TEXT) FROM name_links AS l WHERE l.article_id = q.article_id AND l.name = q.speaker ORDER BY l.entity_no LIMIT 1), news_name_key(q.speaker), ''),
    length(q.text) || ' ' || substr(q.text, 1, 48), q.text
  FROM ingest_unlinked AS u CROSS JOIN quotes AS q ON q.article_id = u.article_id
  WHERE u.batch = new.batch AND q.kind <> 'scare' AND q.within IS NULL;
  DELETE FROM ingest_wording;
  INSERT INTO ingest_wording(speaker, text, opening, article_id, quote_no, known)
  SELECT i.speaker, i.text, i.opening, coalesce(s.article_id, i.article_id), coalesce(s.quote_no, i.quote_no), s.article_id IS NOT NULL
  FROM (SELECT min(row_no) AS row_no FROM ingest_quote GROUP BY speaker, text ORDER BY 1) AS f CROSS JOIN ingest_quote AS i ON i.row_no = f.row_no
    LEFT JOIN statements AS s ON (s.article_id, s.quote_no) = (
      SELECT t.article_id, t.quote_no FROM statements AS t CROSS JOIN quotes AS q ON q.article_id = t.article_id AND q.quote_no = t.quote_no
      WHERE t.speaker = i.speaker AND t.opening = i.opening AND q.text = i.text ORDER BY t.article_id, t.quote_no LIMIT 1)
  ORDER BY f.row_no;
  -- The others share keys with what they are compared with.  Of a key that many have
  -- the first ones count, so that no number of quotes makes this slow.
  INSERT INTO wordings(article_id, quote_no, keys)
  SELECT i.article_id, i.quote_no, news_quote_keys(i.text, i.speaker) FROM ingest_wording AS i WHERE NOT i.known ORDER BY i.article_id, i.quote_no;
  DELETE FROM ingest_wording_key;
  INSERT INTO ingest_wording_key(key, article_id, quote_no, least, enough)
  SELECT k.key, i.article_id, i.quote_no, CASE i.speaker WHEN '' THEN 2 ELSE 1 END, CASE i.speaker WHEN '' THEN 0.75 ELSE 0.6 END
  FROM ingest_wording AS i CROSS JOIN wordings AS w ON w.article_id = i.article_id AND w.quote_no = i.quote_no
    CROSS JOIN keys_of_wordings AS k ON k.article_id = i.article_id AND k.quote_no = i.quote_no
  WHERE NOT i.known;
  INSERT INTO statement_keys(key, article_id, quote_no) SELECT i.key, i.article_id, i.quote_no FROM ingest_wording_key AS i WHERE true ORDER BY i.key, i.article_id, i.quote_no;
  -- A wording is compared with those before it: all of other batches, and the earlier ones of this.
  DELETE FROM ingest_candidate;
  INSERT INTO ingest_candidate(article_id, quote_no, other_id, other_no, score, enough)
  SELECT c.article_id, c.quote_no, c.other_id, c.other_no, news_quote_match(q.text, o.text), c.enough
  FROM (SELECT w.article_id, w.quote_no, w.enough, s.article_id AS other_id, s.quote_no AS other_no,
      row_number() OVER (PARTITION BY w.article_id, w.quote_no ORDER BY count(*) DESC, s.article_id, s.quote_no) AS nth
    FROM ingest_wording_key AS w CROSS JOIN statement_keys AS s ON s.key = w.key
      AND (s.article_id, s.quote_no) <= (
        SELECT t.article_id, t.quote_no FROM (SELECT r.article_id, r.quote_no FROM statement_keys AS r WHERE r.key = w.key ORDER BY r.article_id, r.quote_no LIMIT 1 OFFSET 7) AS t
        UNION ALL SELECT 9223372036854775807, 0 LIMIT 1)
    WHERE (s.article_id, s.quote_no) < (w.article_id, w.quote_no)
      OR s.article_id > w.article_id AND NOT EXISTS (SELECT 1 FROM ingest_unlinked AS u WHERE u.batch = new.batch AND u.article_id = s.article_id)
    GROUP BY w.article_id, w.quote_no, s.article_id, s.quote_no HAVING count(*) >= w.least) AS c
    CROSS JOIN quotes AS q ON q.article_id = c.article_id AND q.quote_no = c.quote_no
    CROSS JOIN quotes AS o ON o.article_id = c.other_id AND o.quote_no = c.other_no
  WHERE c.nth <= 3;
  DELETE FROM ingest_candidate WHERE score < enough;
  INSERT INTO quote_links(article_id, quote_no, other_id, other_no, score, reason)
  SELECT c.article_id, c.quote_no, c.other_id, c.other_no, c.score, 'same speaker, same words' FROM ingest_candidate AS c;
  DELETE FROM ingest_best;
  INSERT INTO ingest_best(article_id, quote_no, other_id, other_no)
  SELECT b.article_id, b.quote_no, b.other_id, b.other_no
  FROM (SELECT c.article_id, c.quote_no, c.other_id, c.other_no,
      row_number() OVER (PARTITION BY c.article_id, c.quote_no ORDER BY c.score DESC, c.other_id, c.other_no) AS nth FROM ingest_candidate AS c) AS b
  WHERE b.nth = 1;
  DELETE FROM ingest_statement;
  INSERT INTO ingest_statement(article_id, quote_no, speaker, opening, other_id, other_no)
  SELECT i.article_id, i.quote_no, i.speaker, i.opening, b.other_id, b.other_no
  FROM ingest_wording AS i LEFT JOIN ingest_best AS b ON b.article_id = i.article_id AND b.quote_no = i.quote_no
  WHERE NOT i.known ORDER BY i.article_id, i.quote_no;
  INSERT INTO quote_links(article_id, quote_no, other_id, other_no, score, reason)
  SELECT i.article_id, i.quote_no, w.article_id, w.quote_no, 1.0, 'same speaker, same text'
  FROM ingest_quote AS i CROSS JOIN ingest_wording AS w ON w.speaker = i.speaker AND w.text = i.text
  WHERE (w.article_id, w.quote_no) <> (i.article_id, i.quote_no);
  INSERT INTO statements(article_id, quote_no, statement_no, speaker)
  SELECT i.article_id, i.quote_no, s.statement_no, i.speaker
  FROM ingest_quote AS i CROSS JOIN ingest_wording AS w ON w.speaker = i.speaker AND w.text = i.text
    CROSS JOIN statements AS s ON s.article_id = w.article_id AND s.quote_no = w.quote_no
  WHERE (w.article_id, w.quote_no) <> (i.article_id, i.quote_no);
  -- What was printed first: the earliest published, or else read.  Where that has changed,
  -- all printings are compared with it anew.
  DELETE FROM ingest_pending;
  INSERT INTO ingest_pending(statement_no) SELECT DISTINCT s.statement_no FROM statements AS s WHERE s.relation IS NULL;
  DELETE FROM ingest_first;
  INSERT INTO ingest_first(statement_no, article_id, quote_no)
  SELECT f.statement_no, f.article_id, f.quote_no
  FROM (SELECT n.statement_no, s.article_id, s.quote_no,
      -- The other two columns come from the row of the minimum; the numbers are of equal length.
      min(coalesce(a.published, '~') || ' ' || coalesce(a.published_at, '') || ' ' || (1000000000000000 + s.article_id) || (10000000 + s.quote_no))
    FROM ingest_pending AS n CROSS JOIN statements AS s ON s.statement_no = n.statement_no AND coalesce(s.relation, 'first') = 'first'
      CROSS JOIN articles AS a ON a.article_id = s.article_id
    GROUP BY n.statement_no) AS f;
  UPDATE statements SET relation = NULL
  WHERE relation IS NOT NULL AND statement_no IN (
    SELECT f.statement_no FROM ingest_first AS f CROSS JOIN statements AS s ON s.article_id = f.article_id AND s.quote_no = f.quote_no
    WHERE s.relation IS NOT 'first');
  UPDATE statements SET relation = 'first', changed = NULL
  WHERE relation IS NULL AND (article_id, quote_no) IN (SELECT f.article_id, f.quote_no FROM ingest_first AS f);
  -- The same words, fewer or more of them, a report of them, or other words.
  UPDATE statements SET relation = 'verbatim', changed = NULL
  WHERE relation IS NULL AND EXISTS (SELECT 1 FROM ingest_first AS f CROSS JOIN quotes AS p ON p.article_id = f.article_id AND p.quote_no = f.quote_no
    CROSS JOIN quotes AS q ON q.article_id = statements.article_id AND q.quote_no = statements.quote_no AND q.text = p.text
    WHERE f.statement_no = statements.statement_no);
  UPDATE statements SET (relation, changed) = (
    SELECT CASE WHEN total(d.op <> 'same' AND coalesce(d.a_text, '') || coalesce(d.b_text, '') GLOB '*[0-9A-Za-z]*') = 0 THEN 'verbatim'
        WHEN q.kind = 'indirect' AND p.kind <> 'indirect' THEN 'reported'
        WHEN total(d.op = 'replace') = 0 AND min(total(d.op = 'insert'), total(d.op = 'delete')) = 0 THEN 'cut'
        WHEN q.kind = 'indirect' THEN 'reported'
        ELSE 'other translation' END,
      group_concat(CASE WHEN d.op <> 'same' THEN coalesce(d.a_text, '') || ' > ' || coalesce(d.b_text, '') END, ' | ')
    FROM ingest_first AS f
      CROSS JOIN quotes AS p ON p.article_id = f.article_id AND p.quote_no = f.quote_no
      CROSS JOIN quotes AS q ON q.article_id = statements.article_id AND q.quote_no = statements.quote_no
      CROSS JOIN news_diff(p.text, q.text) AS d
    WHERE f.statement_no = statements.statement_no)
  WHERE relation IS NULL;
  -- A statement whose wordings went with another article is found by that of its first printing.
  INSERT INTO wordings(article_id, quote_no, keys)
  SELECT s.article_id, s.quote_no, news_quote_keys(q.text, s.speaker)
  FROM ingest_first AS f CROSS JOIN statements AS s ON s.article_id = f.article_id AND s.quote_no = f.quote_no
    CROSS JOIN quotes AS q ON q.article_id = f.article_id AND q.quote_no = f.quote_no
  WHERE NOT EXISTS (SELECT 1 FROM statements AS o CROSS JOIN wordings AS w ON w.article_id = o.article_id AND w.quote_no = o.quote_no WHERE o.statement_no = f.statement_no);
  INSERT OR IGNORE INTO statement_keys(key, article_id, quote_no)
  SELECT w.key, w.article_id, w.quote_no
  FROM ingest_first AS f CROSS JOIN statements AS s ON s.article_id = f.article_id AND s.quote_no = f.quote_no AND s.opening IS NULL
    CROSS JOIN keys_of_wordings AS w ON w.article_id = f.article_id AND w.quote_no = f.quote_no;
  UPDATE statements SET opening = (SELECT length(q.text) || ' ' || substr(q.text, 1, 48) FROM quotes AS q WHERE q.article_id = statements.article_id AND q.quote_no = statements.quote_no)
  WHERE opening IS NULL AND (article_id, quote_no) IN (SELECT w.article_id, w.quote_no FROM ingest_first AS f CROSS JOIN wordings AS w ON w.article_id = f.article_id AND w.quote_no = f.quote_no);

  -- Articles with an equal band (the first twenty that have it), measured exactly where the minhash says that it is worth it.
  INSERT INTO article_minhashes(article_id, minhash)
  SELECT a.article_id, news_minhash(a.body) FROM ingest_unlinked AS u CROSS JOIN articles AS a ON a.article_id = u.article_id WHERE u.batch = new.batch;
  INSERT INTO article_bands(band, article_id)
  SELECT b.band, b.article_id FROM ingest_unlinked AS u CROSS JOIN bands_of_articles AS b ON b.article_id = u.article_id WHERE u.batch = new.batch;
  DELETE FROM ingest_near;
  INSERT OR IGNORE INTO ingest_near(article_id, other_id)
  SELECT m.article_id, o.article_id
  FROM ingest_unlinked AS u CROSS JOIN bands_of_articles AS m ON m.article_id = u.article_id
    CROSS JOIN article_bands AS o ON o.band = m.band AND o.article_id <> m.article_id
      AND o.article_id <= coalesce((SELECT r.article_id FROM article_bands AS r WHERE r.band = m.band ORDER BY r.article_id LIMIT 1 OFFSET 20), 9223372036854775807)
  WHERE u.batch = new.batch;
  UPDATE ingest_near SET same_words = (
    SELECT news_text_match(a.body, b.body) FROM articles AS a CROSS JOIN articles AS b WHERE a.article_id = ingest_near.article_id AND b.article_id = ingest_near.other_id)
  WHERE (SELECT news_minhash_match(a.minhash, b.minhash) FROM article_minhashes AS a CROSS JOIN article_minhashes AS b
    WHERE a.article_id = ingest_near.article_id AND b.article_id = ingest_near.other_id) >= 0.2;
  INSERT INTO article_links(article_id, other_id, same_words, reason)
  SELECT article_id, other_id, same_words, 'same words' FROM ingest_near WHERE same_words >= 0.3;
  -- Same story: people, places, days and statements in common, the rarer the more; within a week where both days are known.
  DELETE FROM ingest_feature;
  INSERT OR IGNORE INTO ingest_feature(article_id, feature)
  SELECT m.article_id, m.feature FROM ingest_unlinked AS u CROSS JOIN features_of_articles AS m ON m.article_id = u.article_id WHERE u.batch = new.batch
  UNION ALL SELECT s.article_id, 'statement ' || s.statement_no
  FROM ingest_pending AS n CROSS JOIN statements AS s ON s.statement_no = n.statement_no CROSS JOIN ingest_unlinked AS u ON u.batch = new.batch AND u.article_id = s.article_id;
  INSERT OR IGNORE INTO article_features(feature, article_id)
  SELECT 'statement ' || s.statement_no, s.article_id FROM ingest_pending AS n CROSS JOIN statements AS s ON s.statement_no = n.statement_no;
  INSERT OR IGNORE INTO article_features(feature, article_id) SELECT feature, article_id FROM ingest_feature WHERE true ORDER BY feature, article_id;
  DELETE FROM ingest_feature WHERE EXISTS (SELECT 1 FROM article_features AS r WHERE r.feature = ingest_feature.feature LIMIT 1 OFFSET 20);
  INSERT INTO article_links(article_id, other_id, same_words, same_story, reason)
  SELECT c.article_id, c.other_id, 0.0, round(c.weight / (c.weight + 2), 3), c.shared || ' names, days and statements in common'
  FROM (SELECT g.article_id, g.other_id, g.shared, g.weight, row_number() OVER (PARTITION BY g.article_id ORDER BY g.weight DESC, g.other_id) AS nth
    FROM (SELECT f.article_id, o.article_id AS other_id, count(*) AS shared,
        sum(1.0 / (SELECT count(*) FROM article_features AS r WHERE r.feature = f.feature)) AS weight
      FROM ingest_feature AS f CROSS JOIN article_features AS o ON o.feature = f.feature AND o.article_id <> f.article_id
      GROUP BY f.article_id, o.article_id HAVING shared >= 4) AS g
    CROSS JOIN articles AS a ON a.article_id = g.article_id CROSS JOIN articles AS b ON b.article_id = g.other_id
    WHERE coalesce(abs(julianday(coalesce(a.anchor, a.published)) - julianday(coalesce(b.anchor, b.published))) <= 7, 1)) AS c
  WHERE c.nth <= 20
  ON CONFLICT (article_id, other_id) DO UPDATE SET same_story = excluded.same_story, reason = article_links.reason || ', ' || excluded.reason;
  INSERT INTO article_links(article_id, other_id, same_words, same_story, reason)
  SELECT l.other_id, l.article_id, l.same_words, l.same_story, l.reason
  FROM ingest_unlinked AS u CROSS JOIN article_links AS l ON l.article_id = u.article_id WHERE u.batch = new.batch
  ON CONFLICT (article_id, other_id) DO UPDATE SET same_words = excluded.same_words, same_story = excluded.same_story, reason = excluded.reason;
END;

INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
INSERT INTO ingest_link_step DEFAULT VALUES;
.once "|sh -c 'test -t 2 && cat >&2 || cat >/dev/null'"
SELECT printf('linked %d of %d articles', sum(batch <= (SELECT max(batch) FROM ingest_link_step)), count(*)) FROM ingest_unlinked HAVING max(batch) >= 5 AND max(batch) + 5 > (SELECT max(batch) FROM ingest_link_step);

-- Names that no article has any more go.
DELETE FROM name_pairs WHERE sentences <= 0;
DELETE FROM names WHERE NOT EXISTS (SELECT 1 FROM name_links AS l WHERE l.name_id = names.name_id);
DELETE FROM name_keys WHERE name_id NOT IN (SELECT name_id FROM names);
DELETE FROM name_parts WHERE name_id NOT IN (SELECT name_id FROM names);

DROP TABLE temp.ingest_check;
DROP TABLE temp.ingest_listed;
DROP TABLE temp.ingest_todo;
DROP TABLE temp.ingest_file;
DROP TABLE temp.ingest_step;
DROP TABLE temp.ingest_unlinked;
DROP TABLE temp.ingest_name;
DROP TABLE temp.ingest_part;
DROP TABLE temp.ingest_key;
DROP TABLE temp.ingest_surname;
DROP TABLE temp.ingest_mention;
DROP TABLE temp.ingest_quote;
DROP TABLE temp.ingest_wording;
DROP TABLE temp.ingest_wording_key;
DROP TABLE temp.ingest_candidate;
DROP TABLE temp.ingest_best;
DROP TABLE temp.ingest_statement;
DROP TABLE temp.ingest_pending;
DROP TABLE temp.ingest_first;
DROP TABLE temp.ingest_near;
DROP TABLE temp.ingest_feature;
DROP TABLE temp.ingest_link_step;
DROP TABLE temp.ingest_options;
