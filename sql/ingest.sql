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

DROP TABLE IF EXISTS temp.ingest_check;
CREATE TEMP TABLE ingest_check(
  files TEXT CONSTRAINT "ingest.sql: say what to read first, .parameter set :files ""'folder'""" NOT NULL);
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
  INSERT INTO articles(path, record, format, title, byline, outlet, url, published, published_at, published_from, anchor, anchor_from, dateline, language, body, error)
  SELECT path, record, format, title, byline, outlet, url, published, published_at, published_from, anchor, anchor_from, dateline, language, body, error
  FROM news_articles(new.path)
  WHERE new.error IS NULL
  ON CONFLICT (path, record) DO UPDATE SET format = excluded.format, title = excluded.title, byline = excluded.byline,
    outlet = excluded.outlet, url = excluded.url, published = excluded.published, published_at = excluded.published_at,
    published_from = excluded.published_from, anchor = excluded.anchor, anchor_from = excluded.anchor_from,
    dateline = excluded.dateline, language = excluded.language, body = excluded.body, error = excluded.error;
  -- What the analysis did not mark again is no longer in the file.
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

-- Files that are gone, if asked for: below the folder, or matched by the glob, that :files names.
DELETE FROM articles
WHERE (SELECT value FROM ingest_options WHERE name = 'delete')
  AND path NOT IN (SELECT path FROM ingest_listed)
  AND EXISTS (SELECT 1 FROM ingest_check AS c WHERE articles.path GLOB c.files OR substr(articles.path, 1, length(rtrim(c.files, '/')) + 1) = rtrim(c.files, '/') || '/');
DELETE FROM files
WHERE (SELECT value FROM ingest_options WHERE name = 'delete')
  AND path NOT IN (SELECT path FROM ingest_listed)
  AND EXISTS (SELECT 1 FROM ingest_check AS c WHERE files.path GLOB c.files OR substr(files.path, 1, length(rtrim(c.files, '/')) + 1) = rtrim(c.files, '/') || '/');

-- ---- 2. names across articles ----------------------------------------------------------
-- Article by article, in the order of their ids, so that the same articles give the same
-- links whatever the batches.  No step looks at more than a bounded number of rows, so
-- that the hundred thousandth article costs what the first did.  The triggers that run
-- once a name or a quotation never read a table they insert into: SQLite would make a
-- temporary table each time.

-- The entity at hand, and the known name it is found to be.
DROP TABLE IF EXISTS temp.ingest_name;
CREATE TEMP TABLE ingest_name(
  row_no INTEGER PRIMARY KEY, article_id INTEGER, entity_no INTEGER, type TEXT, name TEXT, key TEXT,
  words INTEGER, -- is the key more than one word?
  name_id INTEGER, score REAL, reason TEXT);

CREATE TEMP TRIGGER ingest_name_linked AFTER INSERT ON ingest_name
BEGIN
  -- Same key: the same name but for spelling.  One word of a person's name proves nothing yet.
  UPDATE ingest_name SET (name_id, score, reason) = (
    SELECT n.name_id, 1.0, CASE WHEN n.name = new.name THEN 'same name' ELSE 'same key' END
    FROM names AS n WHERE n.type = new.type AND n.key = new.key ORDER BY n.name_id LIMIT 1)
  WHERE row_no = new.row_no AND (new.type <> 'PERSON' OR new.words);
  -- A spelling close enough, among names that share a word that not everybody has.
  UPDATE ingest_name SET (name_id, score, reason) = (
    SELECT m.name_id, m.score, 'spelling'
    FROM (SELECT n.name_id, news_name_match(new.name, n.name) AS score
      FROM (SELECT p.name_id, count(*) AS shared
        FROM news_tokens(new.key) AS w CROSS JOIN name_parts AS p ON p.part = w.norm AND p.type = new.type
        WHERE NOT EXISTS (SELECT 1 FROM name_parts AS r WHERE r.part = w.norm AND r.type = new.type LIMIT 1 OFFSET 200)
        GROUP BY p.name_id ORDER BY shared DESC, p.name_id LIMIT 50) AS c
      CROSS JOIN names AS n ON n.name_id = c.name_id
      WHERE instr(n.key, ' ') > 0 LIMIT 50) AS m
    WHERE m.score >= 0.7 ORDER BY m.score DESC, m.name_id LIMIT 1)
  WHERE row_no = new.row_no AND name_id IS NULL AND new.words AND new.type IN ('PERSON', 'ORG');
  -- A bare surname: the one person of that name who is met in the same company, in the
  -- last of the articles about that person.
  UPDATE ingest_name SET (name_id, score, reason) = (
    SELECT m.name_id, 1.0 - 1.0 / (1 + m.company), 'surname in the same company'
    FROM (SELECT p.name_id,
        (SELECT count(DISTINCT mine.name_id) FROM name_links AS mine
          WHERE mine.article_id = new.article_id AND EXISTS (
            SELECT 1 FROM (SELECT l.article_id FROM name_links AS l WHERE l.name_id = p.name_id ORDER BY l.article_id DESC LIMIT 40) AS theirs
            CROSS JOIN name_links AS other ON other.name_id = mine.name_id AND other.article_id = theirs.article_id)) AS company
      FROM name_parts AS p CROSS JOIN names AS n ON n.name_id = p.name_id
      WHERE p.part = new.key AND p.type = 'PERSON' AND instr(n.key, ' ') > 0
      ORDER BY p.name_id LIMIT 20) AS m
    WHERE m.company >= 2 ORDER BY m.company DESC, m.name_id LIMIT 1)
  WHERE row_no = new.row_no AND new.type = 'PERSON' AND NOT new.words;
  -- Else a bare surname stays with its like.
  UPDATE ingest_name SET (name_id, score, reason) = (
    SELECT n.name_id, 0.5, 'same surname only' FROM names AS n WHERE n.type = new.type AND n.key = new.key ORDER BY n.name_id LIMIT 1)
  WHERE row_no = new.row_no AND name_id IS NULL AND new.type = 'PERSON' AND NOT new.words;
  -- Else it is new.
  INSERT INTO names(type, name, key)
  SELECT new.type, new.name, new.key FROM ingest_name AS i WHERE i.row_no = new.row_no AND i.name_id IS NULL;
  INSERT OR IGNORE INTO name_parts(part, type, name_id)
  SELECT w.norm, new.type, (SELECT max(n.name_id) FROM names AS n)
  FROM ingest_name AS i CROSS JOIN news_tokens(new.key) AS w WHERE i.row_no = new.row_no AND i.name_id IS NULL;
  INSERT INTO name_links(article_id, entity_no, name_id, name, score, reason)
  SELECT new.article_id, new.entity_no, coalesce(i.name_id, (SELECT max(n.name_id) FROM names AS n)), new.name, coalesce(i.score, 1.0), coalesce(i.reason, 'first')
  FROM ingest_name AS i WHERE i.row_no = new.row_no;
END;

-- ---- 3. statements across articles -------------------------------------------------------

-- Words that every speaker uses say nothing about a statement.
DROP TABLE IF EXISTS temp.ingest_stop;
CREATE TEMP TABLE ingest_stop(word TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO ingest_stop(word) VALUES
  ('about'),('after'),('again'),('also'),('been'),('before'),('being'),('could'),('from'),('have'),('having'),('into'),('just'),('like'),('more'),
  ('most'),('much'),('must'),('only'),('other'),('over'),('said'),('same'),('should'),('some'),('such'),('than'),('that'),('their'),('them'),('then'),
  ('there'),('these'),('they'),('this'),('those'),('through'),('under'),('very'),('were'),('what'),('when'),('where'),('which'),('while'),('will'),
  ('with'),('would'),('your');

-- The quotes of the article at hand, as they become rows of statements.
DROP TABLE IF EXISTS temp.ingest_quote;
CREATE TEMP TABLE ingest_quote(quote_no INTEGER PRIMARY KEY, article_id INTEGER, text TEXT, speaker TEXT, linked INTEGER);

CREATE TEMP TRIGGER ingest_quote_linked AFTER UPDATE OF linked ON ingest_quote
BEGIN
  -- Candidates share words with the quote and its speaker; of a word that many of the
  -- speaker's quotes have the first ones count, so that no number of quotes makes this slow.
  INSERT INTO quote_links(article_id, quote_no, other_id, other_no, score, reason)
  SELECT new.article_id, new.quote_no, m.article_id, m.quote_no, m.score, 'same speaker, same words'
  FROM (SELECT q.article_id, q.quote_no, news_quote_match(new.text, q.text) AS score
    FROM (SELECT s.article_id, s.quote_no, count(*) AS shared
      FROM statement_words AS w CROSS JOIN statement_words AS s ON s.speaker = new.speaker AND s.word = w.word
        AND s.article_id <= coalesce((SELECT r.article_id FROM statement_words AS r WHERE r.speaker = new.speaker AND r.word = w.word
          ORDER BY r.article_id, r.quote_no LIMIT 1 OFFSET 15), 9223372036854775807)
      WHERE w.article_id = new.article_id AND w.quote_no = new.quote_no AND (s.article_id <> new.article_id OR s.quote_no < new.quote_no)
      GROUP BY s.article_id, s.quote_no
      ORDER BY shared DESC, s.article_id, s.quote_no LIMIT 6) AS c
    CROSS JOIN quotes AS q ON q.article_id = c.article_id AND q.quote_no = c.quote_no LIMIT 6) AS m
  WHERE m.score >= CASE new.speaker WHEN '' THEN 0.75 ELSE 0.6 END;
  INSERT INTO statements(article_id, quote_no, statement_no, speaker, relation, changed)
  VALUES (new.article_id, new.quote_no,
    coalesce((SELECT s.statement_no FROM quote_links AS l CROSS JOIN statements AS s ON s.article_id = l.other_id AND s.quote_no = l.other_no
        WHERE l.article_id = new.article_id AND l.quote_no = new.quote_no ORDER BY l.score DESC, s.statement_no LIMIT 1),
      (SELECT coalesce(max(s.statement_no), 0) + 1 FROM statements AS s)),
    new.speaker,
    CASE WHEN NOT EXISTS (SELECT 1 FROM quote_links AS l WHERE l.article_id = new.article_id AND l.quote_no = new.quote_no) THEN 'first' END, NULL);
END;

-- Statements with a row that is not yet compared (relation IS NULL), and their first printing.
DROP TABLE IF EXISTS temp.ingest_statement;
CREATE TEMP TABLE ingest_statement(statement_no INTEGER PRIMARY KEY, article_id INTEGER, quote_no INTEGER);

-- ---- 4. articles -------------------------------------------------------------------------

DROP TABLE IF EXISTS temp.ingest_unlinked;
CREATE TEMP TABLE ingest_unlinked(batch INTEGER, article_id INTEGER, PRIMARY KEY (batch, article_id)) WITHOUT ROWID;
INSERT INTO ingest_unlinked(batch, article_id)
SELECT 1 + (row_number() OVER (ORDER BY article_id) - 1) / max(20, (count(*) OVER () + 99) / 100), article_id
FROM articles AS a
WHERE body IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_bands AS b WHERE b.article_id = a.article_id);

DROP TABLE IF EXISTS temp.ingest_band;
CREATE TEMP TABLE ingest_band(no INTEGER PRIMARY KEY);
INSERT INTO ingest_band(no) VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14),(15),
  (16),(17),(18),(19),(20),(21),(22),(23),(24),(25),(26),(27),(28),(29),(30),(31);

DROP TABLE IF EXISTS temp.ingest_article;
CREATE TEMP TABLE ingest_article(article_id INTEGER);
CREATE TEMP TRIGGER ingest_article_linked AFTER INSERT ON ingest_article
BEGIN
  -- Full names first, so that a bare surname meets the company it is judged by.
  DELETE FROM ingest_name;
  INSERT INTO ingest_name(article_id, entity_no, type, name, key, words)
  SELECT article_id, entity_no, type, name, key, instr(key, ' ') > 0
  FROM (SELECT article_id, entity_no, type, name, news_name_key(name) AS key, min(mention_no) FROM entities WHERE article_id = new.article_id GROUP BY entity_no)
  ORDER BY type = 'PERSON' AND instr(key, ' ') = 0, entity_no;
  DELETE FROM ingest_quote;
  INSERT INTO ingest_quote(quote_no, article_id, text, speaker)
  SELECT q.quote_no, q.article_id, q.text,
    coalesce((SELECT CAST(l.name_id AS TEXT) FROM name_links AS l WHERE l.article_id = q.article_id AND l.name = q.speaker ORDER BY l.entity_no LIMIT 1), news_name_key(q.speaker), '')
  FROM quotes AS q
  WHERE q.article_id = new.article_id AND q.kind <> 'scare' AND q.within IS NULL;
  -- Words are cut to six letters, so that inflections meet.
  INSERT OR IGNORE INTO statement_words(speaker, word, article_id, quote_no)
  SELECT q.speaker, substr(t.norm, 1, 6), q.article_id, q.quote_no
  FROM ingest_quote AS q CROSS JOIN news_tokens(q.text) AS t
  WHERE length(t.norm) > 3 AND t.norm GLOB '*[^ -@]*' AND NOT EXISTS (SELECT 1 FROM ingest_stop AS o WHERE o.word = t.norm);
  UPDATE ingest_quote SET linked = 1;
  -- The band's number goes before its bytes, so that only equal bands meet.
  INSERT OR IGNORE INTO article_bands(band, article_id)
  SELECT CAST(char(65 + b.no) AS BLOB) || substr(m.minhash, 16 * b.no + 1, 16), new.article_id
  FROM (SELECT news_minhash(body) AS minhash FROM articles WHERE article_id = new.article_id LIMIT 1) AS m CROSS JOIN ingest_band AS b;
  INSERT OR IGNORE INTO article_features(feature, article_id)
  SELECT 'name ' || l.name_id, new.article_id FROM name_links AS l WHERE l.article_id = new.article_id
  UNION ALL SELECT 'day ' || first_day, new.article_id FROM dates WHERE article_id = new.article_id AND precision = 'day' AND first_day IS NOT NULL
  UNION ALL SELECT 'statement ' || statement_no, new.article_id FROM statements WHERE article_id = new.article_id;
  -- Same words: articles with an equal band (the first forty that have it), measured exactly.
  INSERT OR IGNORE INTO article_links(article_id, other_id, same_words, same_story, reason)
  SELECT new.article_id, m.other_id, m.same_words, NULL, 'same words'
  FROM (SELECT c.other_id, news_text_match(a.body, b.body) AS same_words
    FROM (SELECT o.article_id AS other_id, count(*) AS shared
        FROM article_bands AS m CROSS JOIN article_bands AS o ON o.band = m.band AND o.article_id <> new.article_id
          AND o.article_id <= coalesce((SELECT r.article_id FROM article_bands AS r WHERE r.band = m.band ORDER BY r.article_id LIMIT 1 OFFSET 40), 9223372036854775807)
        WHERE m.article_id = new.article_id GROUP BY o.article_id ORDER BY shared DESC, o.article_id LIMIT 20) AS c
      CROSS JOIN articles AS a ON a.article_id = new.article_id CROSS JOIN articles AS b ON b.article_id = c.other_id LIMIT 20) AS m
  WHERE m.same_words >= 0.3;
  -- Same story: people, places, days and statements in common, the rarer the more; within a week where both days are known.
  INSERT INTO article_links(article_id, other_id, same_words, same_story, reason)
  SELECT new.article_id, c.other_id, 0.0, round(c.weight / (c.weight + 2), 3), c.shared || ' names, days and statements in common'
  FROM (SELECT o.article_id AS other_id, count(*) AS shared, sum(1.0 / f.spread) AS weight
      FROM (SELECT m.feature, (SELECT count(*) FROM (SELECT 1 FROM article_features AS r WHERE r.feature = m.feature LIMIT 30)) AS spread
          FROM article_features AS m WHERE m.article_id = new.article_id) AS f
        CROSS JOIN article_features AS o ON o.feature = f.feature AND o.article_id <> new.article_id
      WHERE f.spread < 30
      GROUP BY o.article_id HAVING shared >= 4 ORDER BY weight DESC, o.article_id LIMIT 20) AS c
    CROSS JOIN articles AS a ON a.article_id = new.article_id CROSS JOIN articles AS b ON b.article_id = c.other_id
  WHERE coalesce(abs(julianday(coalesce(a.anchor, a.published)) - julianday(coalesce(b.anchor, b.published))) <= 7, 1)
  ON CONFLICT (article_id, other_id) DO UPDATE SET same_story = excluded.same_story, reason = article_links.reason || ', ' || excluded.reason;
  INSERT OR REPLACE INTO article_links(article_id, other_id, same_words, same_story, reason)
  SELECT other_id, article_id, same_words, same_story, reason FROM article_links WHERE article_id = new.article_id;
  DELETE FROM ingest_article;
END;

DROP TABLE IF EXISTS temp.ingest_link_step;
CREATE TEMP TABLE ingest_link_step(batch INTEGER PRIMARY KEY);
CREATE TEMP TRIGGER ingest_link_step_taken AFTER INSERT ON ingest_link_step
BEGIN
  INSERT INTO ingest_article(article_id) SELECT article_id FROM ingest_unlinked WHERE batch = new.batch ORDER BY article_id;
  -- What was printed first: the earliest published, or else read.  Where that has changed,
  -- all printings are compared with it anew.
  DELETE FROM ingest_statement;
  INSERT INTO ingest_statement(statement_no, article_id, quote_no)
  SELECT p.statement_no, p.article_id, p.quote_no
  FROM (SELECT s.statement_no, s.article_id, s.quote_no,
      row_number() OVER (PARTITION BY s.statement_no ORDER BY a.published IS NULL, a.published, a.published_at, s.article_id, s.quote_no) AS nth
    FROM (SELECT DISTINCT statement_no FROM statements WHERE relation IS NULL) AS n
    CROSS JOIN statements AS s ON s.statement_no = n.statement_no CROSS JOIN articles AS a ON a.article_id = s.article_id) AS p
  WHERE p.nth = 1;
  UPDATE statements SET relation = NULL
  WHERE relation IS NOT NULL AND statement_no IN (
    SELECT f.statement_no FROM ingest_statement AS f CROSS JOIN statements AS s ON s.article_id = f.article_id AND s.quote_no = f.quote_no
    WHERE s.relation IS NOT 'first');
  UPDATE statements SET relation = 'first', changed = NULL
  WHERE relation IS NULL AND (article_id, quote_no) IN (SELECT f.article_id, f.quote_no FROM ingest_statement AS f);
  -- The same words, fewer or more of them, a report of them, or other words.
  UPDATE statements SET (relation, changed) = (
    SELECT CASE WHEN total(d.op <> 'same' AND coalesce(d.a_text, '') || coalesce(d.b_text, '') GLOB '*[0-9A-Za-z]*') = 0 THEN 'verbatim'
        WHEN q.kind = 'indirect' AND p.kind <> 'indirect' THEN 'reported'
        WHEN total(d.op = 'replace') = 0 AND min(total(d.op = 'insert'), total(d.op = 'delete')) = 0 THEN 'cut'
        WHEN q.kind = 'indirect' THEN 'reported'
        ELSE 'other translation' END,
      group_concat(CASE WHEN d.op <> 'same' THEN coalesce(d.a_text, '') || ' > ' || coalesce(d.b_text, '') END, ' | ')
    FROM ingest_statement AS f
      CROSS JOIN quotes AS p ON p.article_id = f.article_id AND p.quote_no = f.quote_no
      CROSS JOIN quotes AS q ON q.article_id = statements.article_id AND q.quote_no = statements.quote_no
      CROSS JOIN news_diff(p.text, q.text) AS d
    WHERE f.statement_no = statements.statement_no)
  WHERE relation IS NULL;
  -- A name shows its most frequent spelling, judged by the first hundred articles that have it.
  UPDATE names SET name = coalesce((SELECT news_best_name(l.name)
    FROM (SELECT l.name FROM name_links AS l WHERE l.name_id = names.name_id AND l.reason NOT LIKE '%surname%' ORDER BY l.article_id, l.entity_no LIMIT 100) AS l), name)
  WHERE name_id IN (SELECT l.name_id FROM ingest_unlinked AS u CROSS JOIN name_links AS l ON l.article_id = u.article_id WHERE u.batch = new.batch);
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
DELETE FROM names WHERE NOT EXISTS (SELECT 1 FROM name_links AS l WHERE l.name_id = names.name_id);
DELETE FROM name_parts WHERE name_id NOT IN (SELECT name_id FROM names);

DROP TABLE temp.ingest_check;
DROP TABLE temp.ingest_listed;
DROP TABLE temp.ingest_todo;
DROP TABLE temp.ingest_file;
DROP TABLE temp.ingest_step;
DROP TABLE temp.ingest_name;
DROP TABLE temp.ingest_stop;
DROP TABLE temp.ingest_quote;
DROP TABLE temp.ingest_statement;
DROP TABLE temp.ingest_unlinked;
DROP TABLE temp.ingest_band;
DROP TABLE temp.ingest_article;
DROP TABLE temp.ingest_link_step;
DROP TABLE temp.ingest_options;
