-- demo.sql: eight articles of five outlets become answers.  Run by `make demo`.
.mode box --wordwrap on --wrap 72

.print
.print Who said what
SELECT q.speaker, q.role, a.outlet, q.text AS words
FROM news_articles('examples/articles') AS a, news_quotes(a.body) AS q
WHERE q.kind = 'direct' AND q.speaker IS NOT NULL
ORDER BY q.speaker, a.path, a.record, q.quote_no
LIMIT 12;

-- The same articles as a corpus: plain tables in a database of their own.
.read sql/corpus.sql
.parameter set :files "'examples/articles'"
.read sql/ingest.sql

.print
.print The timeline
SELECT first_day, last_day, articles, outlets, evidence FROM timeline WHERE articles > 1 OR last_day > first_day LIMIT 10;

.print
.print The people, under all their spellings
SELECT name, mentions, articles, roles, variants FROM people LIMIT 8;

.print
.print One statement, told differently
SELECT statement_no, speaker, outlet, relation, text AS words, changed FROM shared_quotes LIMIT 6;
