-- queries.sql: ten questions to a corpus, each one statement.
--
--   sqlite3 story.db <examples/queries.sql
--
-- story.db is made by sql/corpus.sql and sql/ingest.sql; no extension is needed to ask.  What they answer over
-- examples/articles stands in queries.txt beside this file, and the tests compare it.
.mode list
.separator " | "
.nullvalue -

.print 1. Who speaks, in how many words, and how many outlets print them?
SELECT speaker, sum(quotes) AS quotes, sum(words) AS words, count(DISTINCT outlet) AS outlets
FROM speakers WHERE speaker IS NOT NULL GROUP BY speaker ORDER BY words DESC, speaker LIMIT 5;

.print
.print 2. Under which spellings do the outlets write the same person?
SELECT name, text, count(DISTINCT outlets) AS outlets, max(reason) AS reason
FROM name_variants WHERE type = 'PERSON' AND text <> name GROUP BY name, text ORDER BY name, text LIMIT 8;

.print
.print 3. What did each outlet change in a statement that others print, too?
SELECT speaker, coalesce(outlet, '?') AS outlet, text, changed
FROM shared_quotes WHERE relation = 'other translation' ORDER BY statement_no, outlet, text LIMIT 6;

.print
.print 4. What happened on which day, and who reports it?
SELECT first_day, articles, evidence FROM timeline
WHERE first_day = last_day AND seen_as = 'past' ORDER BY articles DESC, first_day LIMIT 4;

.print
.print 5. What is still to come, seen from the articles?
SELECT first_day, outlets, evidence FROM timeline WHERE seen_as = 'future' ORDER BY first_day, evidence LIMIT 4;

.print
.print 6. On which numbers do the outlets disagree?
SELECT noun, group_concat(DISTINCT value) AS told, count(DISTINCT outlet) AS outlets
FROM (SELECT * FROM number_claims WHERE agreement = 'different' ORDER BY value)
GROUP BY claim_no, noun HAVING count(DISTINCT outlet) > 1 ORDER BY noun, told;

.print
.print 7. Who is named in one sentence with whom?
SELECT name_a, name_b, sentences FROM cooccurrences
WHERE type_a = 'PERSON' OR type_b = 'PERSON' ORDER BY sentences DESC, name_a, name_b LIMIT 5;

.print
.print 8. Which articles tell the same story in other words?
SELECT coalesce(a.outlet, a.path), coalesce(b.outlet, b.path), l.reason
FROM related_articles AS l JOIN articles AS a ON a.article_id = l.article_id JOIN articles AS b ON b.article_id = l.other_id
WHERE l.same_words < 0.2 ORDER BY l.same_story DESC, l.article_id, l.other_id LIMIT 3;

.print
.print 9. Which of the names and statements that most others have does an outlet leave out?
SELECT outlet, kind, item FROM coverage WHERE kind <> 'day' AND mentions = 0 ORDER BY outlet, kind, item LIMIT 6;

.print
.print 10. Where does a capital or a country speak, and in which sentence?
SELECT coalesce(a.outlet, a.path), q.speaker_text, q.speaker, substr(a.body, q.sentence_start, q.sentence_length)
FROM quotes AS q JOIN articles AS a USING (article_id)
WHERE q.speaker LIKE 'Government of %' ORDER BY a.path, a.record, q.quote_no LIMIT 4;
