-- search.sql: full text search over titles and bodies (FTS5), for those who want it: it
-- takes about as long as all extraction.
--
--   .read sql/search.sql            -- again after each ingest
--   SELECT a.title, snippet(search, 1, '[', ']', ' ... ', 12) FROM search
--   JOIN articles AS a ON a.article_id = search.rowid WHERE search MATCH 'flood NEAR relief' ORDER BY rank;
--
-- The index keeps its own copy of the texts, so that it knows what to take out when an
-- article changes or goes.  Plain statements fill it, since FTS5 is refused in triggers
-- under PRAGMA trusted_schema = OFF.

BEGIN IMMEDIATE;
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(title, body, tokenize = 'porter unicode61 remove_diacritics 2');

DELETE FROM search
WHERE rowid IN (SELECT s.rowid FROM search AS s LEFT JOIN articles AS a ON a.article_id = s.rowid
  WHERE a.article_id IS NULL OR a.title IS NOT s.title OR a.body IS NOT s.body);

INSERT INTO search(rowid, title, body)
SELECT a.article_id, a.title, a.body FROM articles AS a
WHERE a.body IS NOT NULL AND a.article_id NOT IN (SELECT rowid FROM search);
COMMIT;
