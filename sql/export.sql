-- export.sql: a corpus for other programs.
--
--   mkdir export && cd export
--   sqlite3 ../story.db < ../sql/export.sql
--
-- Writes into the folder it is run in, over older files of these names:
--   articles.jsonl   JSON Lines: an article a line, with all that was found in it
--   people.csv timeline.csv entities.csv dates.csv quotes.csv numbers.csv
--   places.geojson   the places named, a point each (RFC 7946)
--   names.graphml    the network of names that share sentences
--   article.jsonld   one annotated article: schema.org, Web Annotation selectors
-- The last is the article with the most entities, or :article (an article_id):
--   sqlite3 -cmd '.parameter set :article 7' ../story.db < ../sql/export.sql
--
-- It reads the views of corpus.sql and needs no extension.  The TEMP views have one
-- column, line: a program with a connection of its own passes over the lines of this file
-- that begin with a dot, and reads export_jsonl, export_geojson, export_graphml, export_jsonld.

CREATE TEMP TABLE IF NOT EXISTS export_options(name TEXT PRIMARY KEY, value);
INSERT OR REPLACE INTO export_options(name, value) SELECT 'article', :article WHERE :article IS NOT NULL;

-- ---- JSON Lines -------------------------------------------------------------------

DROP VIEW IF EXISTS temp.export_jsonl;
CREATE TEMP VIEW export_jsonl AS
SELECT json_object('article_id', a.article_id, 'path', a.path, 'record', a.record, 'title', a.title, 'byline', a.byline, 'outlet', a.outlet, 'url', a.url,
  'published', a.published, 'anchor', a.anchor, 'dateline', a.dateline, 'language', a.language, 'body', a.body,
  'entities', json((SELECT json_group_array(json_object('start', start, 'length', length, 'text', text, 'type', type, 'name', name, 'role', role, 'country', country))
    FROM (SELECT * FROM shown_entities WHERE article_id = a.article_id ORDER BY mention_no))),
  'dates', json((SELECT json_group_array(json_object('start', start, 'length', length, 'text', text, 'type', type, 'value', value, 'first_day', first_day, 'last_day', last_day))
    FROM (SELECT * FROM shown_dates WHERE article_id = a.article_id ORDER BY mention_no))),
  'quotes', json((SELECT json_group_array(json_object('start', start, 'length', length, 'text', text, 'kind', kind, 'speaker', speaker, 'role', role, 'statement_no', statement_no))
    FROM (SELECT * FROM shown_quotes WHERE article_id = a.article_id ORDER BY quote_no))),
  'numbers', json((SELECT json_group_array(json_object('start', start, 'length', length, 'text', text, 'value', value, 'value_high', value_high, 'qualifier', qualifier, 'unit', unit, 'noun', noun))
    FROM (SELECT * FROM shown_numbers WHERE article_id = a.article_id ORDER BY mention_no)))) AS line
FROM articles AS a
WHERE a.body IS NOT NULL
ORDER BY a.article_id;

-- ---- GeoJSON ------------------------------------------------------------------------

-- Where places are.  What you put in first wins:
--   CREATE TEMP TABLE export_places(name TEXT, country TEXT, longitude REAL, latitude REAL);
-- A row without a name stands for the middle of its country, to the degree.
CREATE TEMP TABLE IF NOT EXISTS export_places(name TEXT, country TEXT, longitude REAL, latitude REAL);
DELETE FROM temp.export_places WHERE name IS NULL;
INSERT INTO export_places(country, longitude, latitude) VALUES
  ('AD',2,43),('AE',54,24),('AF',66,34),('AG',-62,17),('AL',20,41),('AM',45,40),('AO',18,-12),('AR',-65,-35),('AT',14,48),('AU',134,-25),('AZ',48,40),
  ('BA',18,44),('BB',-60,13),('BD',90,24),('BE',5,51),('BF',-2,12),('BG',25,43),('BH',51,26),('BI',30,-3),('BJ',2,10),('BN',115,5),('BO',-65,-17),('BR',-53,-11),
  ('BS',-77,24),('BT',90,27),('BW',24,-22),('BY',28,53),('BZ',-89,17),('CA',-106,60),('CD',24,-3),('CF',21,7),('CG',15,-1),('CH',8,47),('CI',-6,8),('CL',-71,-33),
  ('CM',12,6),('CN',104,35),('CO',-73,4),('CR',-84,10),('CU',-79,22),('CV',-24,16),('CY',33,35),('CZ',15,50),('DE',10,51),('DJ',43,12),('DK',10,56),('DM',-61,15),
  ('DO',-70,19),('DZ',3,28),('EC',-78,-2),('EE',26,59),('EG',30,27),('ER',39,15),('ES',-4,40),('ET',40,9),('FI',26,64),('FJ',178,-18),('FM',158,7),('FR',2,47),
  ('GA',12,-1),('GB',-3,54),('GD',-62,12),('GE',43,42),('GH',-1,8),('GL',-42,72),('GM',-15,13),('GN',-11,10),('GQ',10,2),('GR',22,39),('GT',-90,16),('GW',-15,12),
  ('GY',-59,5),('HK',114,22),('HN',-86,15),('HR',16,45),('HT',-73,19),('HU',19,47),('ID',118,-2),('IE',-8,53),('IL',35,31),('IN',79,22),('IQ',44,33),('IR',54,32),
  ('IS',-19,65),('IT',12,43),('JM',-77,18),('JO',36,31),('JP',138,37),('KE',38,1),('KG',75,41),('KH',105,13),('KI',173,1),('KM',44,-12),('KN',-63,17),('KP',127,40),
  ('KR',128,36),('KW',48,29),('KZ',67,48),('LA',103,18),('LB',36,34),('LC',-61,14),('LI',10,47),('LK',81,8),('LR',-9,6),('LS',28,-30),('LT',24,55),('LU',6,50),
  ('LV',25,57),('LY',17,27),('MA',-6,32),('MC',7,44),('MD',28,47),('ME',19,43),('MG',47,-19),('MH',171,7),('MK',22,42),('ML',-4,17),('MM',96,21),('MN',103,47),
  ('MR',-10,20),('MT',14,36),('MU',58,-20),('MV',73,3),('MW',34,-13),('MX',-102,24),('MY',110,4),('MZ',35,-18),('NA',17,-22),('NE',9,17),('NG',8,10),('NI',-85,13),
  ('NL',5,52),('NO',10,62),('NP',84,28),('NR',167,-1),('NZ',172,-42),('OM',57,21),('PA',-80,9),('PE',-75,-9),('PG',145,-6),('PH',122,12),('PK',69,30),('PL',19,52),
  ('PR',-66,18),('PS',35,32),('PT',-8,40),('PW',135,8),('PY',-58,-23),('QA',51,25),('RO',25,46),('RS',21,44),('RU',97,62),('RW',30,-2),('SA',45,24),('SB',160,-9),
  ('SC',55,-5),('SD',30,15),('SE',17,63),('SG',104,1),('SI',15,46),('SK',19,49),('SL',-12,9),('SM',12,44),('SN',-14,14),('SO',46,6),('SR',-56,4),('SS',30,7),
  ('ST',7,1),('SV',-89,14),('SY',38,35),('SZ',31,-27),('TD',19,15),('TG',1,9),('TH',101,15),('TJ',71,39),('TL',126,-9),('TM',59,39),('TN',9,34),('TO',-175,-21),
  ('TR',35,39),('TT',-61,10),('TV',179,-8),('TW',121,24),('TZ',35,-6),('UA',31,49),('UG',32,1),('US',-98,39),('UY',-56,-33),('UZ',63,42),('VA',12,42),('VC',-61,13),
  ('VE',-66,7),('VN',107,16),('VU',167,-16),('WS',-172,-14),('XK',21,43),('YE',48,16),('ZA',24,-29),('ZM',28,-14),('ZW',30,-19);

-- A place without coordinates is a feature without geometry, which readers pass over.
DROP VIEW IF EXISTS temp.export_geojson;
CREATE TEMP VIEW export_geojson AS
WITH named AS (
  SELECT name, max(country) AS country, count(*) AS mentions, count(DISTINCT article_id) AS articles, group_concat(DISTINCT outlet) AS outlets
  FROM shown_entities WHERE type = 'PLACE' GROUP BY name),
placed AS (
  SELECT n.name, n.country, n.mentions, n.articles, n.outlets, coalesce(own.longitude, middle.longitude) AS longitude, coalesce(own.latitude, middle.latitude) AS latitude,
    CASE WHEN own.name IS NOT NULL THEN 'place' WHEN middle.country IS NOT NULL THEN 'country' END AS precision
  FROM named AS n
  LEFT JOIN (SELECT name, country, longitude, latitude, min(rowid) FROM export_places WHERE name IS NOT NULL GROUP BY name) AS own
    ON own.name = n.name AND (own.country IS NULL OR n.country IS NULL OR own.country = n.country)
  LEFT JOIN export_places AS middle ON middle.name IS NULL AND middle.country = n.country)
SELECT json_object('type', 'FeatureCollection', 'features', json(coalesce(json_group_array(json_object('type', 'Feature',
  'geometry', CASE WHEN longitude IS NOT NULL AND latitude IS NOT NULL THEN json_object('type', 'Point', 'coordinates', json_array(longitude, latitude)) END,
  'properties', json_object('name', name, 'country', country, 'mentions', mentions, 'articles', articles, 'outlets', outlets, 'precision', precision))), '[]'))) AS line
FROM (SELECT * FROM placed ORDER BY mentions DESC, name);

-- ---- GraphML ---------------------------------------------------------------------------

-- XML has no way to write most control characters: names go without them.
DROP TABLE IF EXISTS temp.export_nodes;
CREATE TEMP TABLE export_nodes(node INTEGER PRIMARY KEY, name TEXT, type TEXT, mentions INTEGER, articles INTEGER, label TEXT, UNIQUE (name, type));
INSERT INTO export_nodes(name, type, mentions, articles)
SELECT name, type, count(*), count(DISTINCT article_id) FROM shown_entities WHERE name IS NOT NULL GROUP BY name, type ORDER BY count(*) DESC, name, type;
UPDATE export_nodes SET label = replace(replace(replace(replace(name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;');
WITH RECURSIVE control(no) AS (SELECT 1 UNION ALL SELECT no + 1 FROM control WHERE no < 31),
cleaned(node, no, label) AS (
  SELECT node, 1, label FROM export_nodes WHERE label GLOB '*[' || char(1) || '-' || char(31) || ']*'
  UNION ALL SELECT node, c.no + 1, replace(label, char(c.no), ' ') FROM cleaned JOIN control AS c ON c.no = cleaned.no)
UPDATE export_nodes SET label = (SELECT label FROM cleaned WHERE cleaned.node = export_nodes.node AND no = 32) WHERE node IN (SELECT node FROM cleaned);

DROP VIEW IF EXISTS temp.export_graphml;
CREATE TEMP VIEW export_graphml AS
SELECT line FROM (
  SELECT 1 AS part, 0 AS no, '<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="name" for="node" attr.name="name" attr.type="string"/>
<key id="type" for="node" attr.name="type" attr.type="string"/>
<key id="mentions" for="node" attr.name="mentions" attr.type="int"/>
<key id="articles" for="node" attr.name="articles" attr.type="int"/>
<key id="weight" for="edge" attr.name="weight" attr.type="int"/>
<key id="shared" for="edge" attr.name="articles" attr.type="int"/>
<graph id="names" edgedefault="undirected">' AS line
  UNION ALL
  SELECT 2, node, '<node id="n' || node || '"><data key="name">' || label || '</data><data key="type">' || type || '</data><data key="mentions">' || mentions ||
    '</data><data key="articles">' || articles || '</data></node>'
  FROM export_nodes
  UNION ALL
  SELECT 3, a.node, '<edge source="n' || a.node || '" target="n' || b.node || '"><data key="weight">' || c.sentences || '</data><data key="shared">' || c.articles || '</data></edge>'
  FROM cooccurrences AS c
  JOIN export_nodes AS a ON a.name = c.name_a AND a.type = c.type_a
  JOIN export_nodes AS b ON b.name = c.name_b AND b.type = c.type_b
  UNION ALL SELECT 4, 0, '</graph>
</graphml>')
ORDER BY part, no, line;

-- ---- JSON-LD --------------------------------------------------------------------------------

-- Positions of TextPositionSelector count from 0 and end behind the last character.
DROP VIEW IF EXISTS temp.export_jsonld;
CREATE TEMP VIEW export_jsonld AS
WITH chosen AS (
  SELECT * FROM articles
  WHERE article_id = coalesce((SELECT value FROM export_options WHERE name = 'article'),
    (SELECT article_id FROM entities GROUP BY article_id ORDER BY count(*) DESC, article_id LIMIT 1))),
marks AS (
  SELECT e.start, e.length, e.text, json_object('@type', CASE e.type WHEN 'PERSON' THEN 'Person' WHEN 'ORG' THEN 'Organization' WHEN 'PLACE' THEN 'Place' WHEN 'EVENT' THEN 'Event'
      WHEN 'PRODUCT' THEN 'Product' ELSE 'Thing' END, 'name', e.name, 'jobTitle', CASE WHEN e.type = 'PERSON' THEN e.role END, 'addressCountry', e.country) AS body
  FROM chosen AS c JOIN shown_entities AS e ON e.article_id = c.article_id
  UNION ALL SELECT d.start, d.length, d.text, json_object('@type', 'TemporalEntity', 'name', d.value, 'startDate', d.first_day, 'endDate', d.last_day)
  FROM chosen AS c JOIN shown_dates AS d ON d.article_id = c.article_id
  UNION ALL SELECT q.start, q.length, q.text, json_object('@type', 'Quotation', 'name', q.kind, 'spokenByCharacter', CASE WHEN q.speaker IS NOT NULL THEN json_object('@type', 'Person', 'name', q.speaker) END)
  FROM chosen AS c JOIN shown_quotes AS q ON q.article_id = c.article_id)
SELECT json_object(
  '@context', json('{"@vocab": "https://schema.org/", "oa": "http://www.w3.org/ns/oa#", "time": "http://www.w3.org/2006/time#", "TemporalEntity": "time:TemporalEntity",
    "Annotation": "oa:Annotation", "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
    "annotation": {"@reverse": "oa:hasSource"}, "body": "oa:hasBody", "selector": "oa:hasSelector", "start": "oa:start", "end": "oa:end", "exact": "oa:exact"}'),
  '@id', coalesce(c.url, '#article-' || c.article_id), '@type', 'NewsArticle', 'headline', c.title, 'author', c.byline,
  'publisher', CASE WHEN c.outlet IS NOT NULL THEN json_object('@type', 'Organization', 'name', c.outlet) END,
  'datePublished', coalesce(c.published_at, c.published), 'inLanguage', c.language, 'articleBody', c.body,
  'annotation', json((SELECT json_group_array(json_object('@type', 'Annotation', 'body', json(body), 'selector', json_array(
      json_object('@type', 'TextPositionSelector', 'start', start - 1, 'end', start - 1 + length), json_object('@type', 'TextQuoteSelector', 'exact', text))))
    FROM (SELECT * FROM marks ORDER BY start, length DESC, body)))) AS line
FROM chosen AS c;

-- ---- files ---------------------------------------------------------------------------------------

.bail on
.headers off
.mode list
.output articles.jsonl
SELECT line FROM export_jsonl;
.output places.geojson
SELECT line FROM export_geojson;
.output names.graphml
SELECT line FROM export_graphml;
.output article.jsonld
SELECT line FROM export_jsonld;
.headers on
.mode csv
.output people.csv
SELECT name, mentions, articles, outlets, roles, variants FROM people;
.output timeline.csv
SELECT first_day, last_day, value, mentions, articles, outlets, evidence FROM timeline;
.output entities.csv
SELECT article_id, outlet, published, start, length, text, type, name, role, country, reason, score FROM shown_entities ORDER BY article_id, mention_no;
.output dates.csv
SELECT article_id, outlet, published, start, length, text, type, value, first_day, last_day, precision, sentence FROM shown_dates ORDER BY article_id, mention_no;
.output quotes.csv
SELECT article_id, outlet, published, start, length, text, kind, speaker, role, statement_no, relation FROM shown_quotes ORDER BY article_id, quote_no;
.output numbers.csv
SELECT article_id, outlet, published, start, length, text, value, value_high, qualifier, unit, noun, sentence FROM shown_numbers ORDER BY article_id, mention_no;
.output stdout
