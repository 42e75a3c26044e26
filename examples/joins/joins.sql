-- joins.sql: a corpus joined with what you have: a watch list, a table of countries, another database.
--
--   cd examples/joins && sqlite3 -cmd '.load ../../build/news' story.db <joins.sql
--
-- story.db is made by sql/corpus.sql and sql/ingest.sql.  What this answers over examples/articles stands in joins.txt, and
-- the tests compare it.  The tables of the two CSV files are TEMP: nothing is left in the corpus.
.mode list
.separator " | "
.nullvalue -

.print 1. Who of a watch list is in the news, however it is spelt there?
.import --csv --schema temp watchlist.csv watch
SELECT w.name, w.reason, n.name, count(DISTINCT l.article_id) AS articles
FROM temp.watch AS w
LEFT JOIN (SELECT DISTINCT name_id, name FROM names WHERE type = 'PERSON') AS n ON news_name_match(w.name, n.name) >= 0.8
LEFT JOIN name_links AS l ON l.name_id = n.name_id
GROUP BY w.name, n.name_id ORDER BY articles DESC, w.name;

.print
.print 2. The countries that are spoken of, as GeoJSON
.import --csv --schema temp countries.csv country
SELECT json_object('type', 'FeatureCollection', 'features', json_group_array(json(feature)))
FROM (SELECT json_object('type', 'Feature', 'geometry', json_object('type', 'Point', 'coordinates', json_array(CAST(c.longitude AS REAL), CAST(c.latitude AS REAL))),
    'properties', json_object('name', c.name, 'mentions', count(*), 'articles', count(DISTINCT e.article_id))) AS feature
  FROM entities AS e JOIN temp.country AS c ON c.code = e.country
  GROUP BY c.code ORDER BY c.code);

.print
.print 3. Another database beside it: which owner lets whom speak?
-- Yours would be a file: ATTACH 'press.db' AS press;
ATTACH ':memory:' AS press;
CREATE TABLE press.outlets(outlet TEXT PRIMARY KEY, owner TEXT);
INSERT INTO press.outlets(outlet, owner) VALUES ('Meridian Times', 'Meridian Group'), ('The Gangway', 'Meridian Group'), ('Costa Daily', 'a foundation'),
  ('atlaswire.example', 'Atlas Wire');
SELECT o.owner, s.speaker, sum(s.words) AS words
FROM speakers AS s JOIN press.outlets AS o ON o.outlet = s.outlet
GROUP BY o.owner, s.speaker HAVING words >= 15 ORDER BY o.owner, words DESC, s.speaker;
