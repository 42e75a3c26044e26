-- report.sql: the story of a corpus as one HTML page.
--
--   sqlite3 story.db < sql/report.sql > story.html
--
-- The page needs nothing else: no script, no picture, no address.  Every text of the
-- database is escaped.  It reads the views of corpus.sql and needs no extension.

.bail on
.headers off
.mode list
.separator "" ""

-- Texts that go into the page, escaped, in TEMP views, so that no other place needs to think of it.
CREATE TEMP VIEW page_articles AS
SELECT article_id, replace(replace(replace(replace(coalesce(title, '(no title)'), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS title,
  replace(replace(replace(replace(coalesce(outlet, path, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS outlet,
  replace(replace(replace(replace(coalesce(byline, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS byline,
  replace(replace(replace(replace(coalesce(published, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS published
FROM articles WHERE body IS NOT NULL;

CREATE TEMP TABLE page_people AS
SELECT row_number() OVER (ORDER BY mentions DESC, name) AS no, name AS raw_name, mentions, articles, outlets,
  replace(replace(replace(replace(name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS name,
  replace(replace(replace(replace(coalesce(roles, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS roles,
  replace(replace(replace(replace(coalesce(variants, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS variants
FROM people LIMIT 60;

SELECT '<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>The story in ' || count(*) || ' articles</title>
<style>
body { font: 16px/1.5 Georgia, serif; max-width: 60rem; margin: auto; padding: 0 1rem; color: #222; }
p, h3 { overflow-wrap: anywhere; }
h1, h2, h3, table, svg text, nav { font-family: system-ui, sans-serif; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } td, th { text-align: left; vertical-align: top; padding: .2rem .5rem; border-bottom: 1px solid #ddd; }
svg { width: 100%; height: auto; } a { color: #05a; }
.statement { border-left: 4px solid #c93; padding-left: 1rem; margin: 1rem 0; } .changed { color: #a30; font-size: .85rem; }
.person { display: none; } .person:target { display: block; background: #f6f3ea; padding: .5rem 1rem; }
.PERSON { background: #ffe7b3; } .ORG { background: #d5e8ff; } .PLACE { background: #d8f0d0; } .NORP { background: #eee; } .EVENT, .PRODUCT { background: #f3dcf3; }
.date { border-bottom: 2px solid #c33; } .direct { font-style: italic; background: #fff8d8; } .partial { font-style: italic; } .indirect { border-bottom: 1px dotted #666; }
.wide { overflow-x: auto; }
</style></head><body>
<h1>The story in ' || count(*) || ' articles</h1>
<nav><a href="#timeline">Timeline</a> · <a href="#said">Who said what</a> · <a href="#people">People</a> · <a href="#outlets">Outlets</a> · <a href="#articles">Articles</a></nav>
' FROM page_articles;

-- ---- timeline ------------------------------------------------------------------
CREATE TEMP TABLE page_days AS
SELECT mentions, articles,
  replace(replace(replace(replace(first_day, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS first_day,
  replace(replace(replace(replace(last_day, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS last_day,
  replace(replace(replace(replace(coalesce(evidence, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') AS evidence,
  julianday(first_day) - (SELECT min(julianday(coalesce(anchor, published))) FROM articles) AS day
FROM timeline WHERE last_day <= date(first_day, '+31 days');
CREATE TEMP VIEW page_range AS SELECT min(day) AS least, max(day) AS most FROM page_days WHERE day BETWEEN -400 AND 400;

SELECT '<h2 id="timeline">Timeline</h2>
<svg viewBox="0 0 1000 140" role="img" aria-label="Days mentioned"><line x1="20" x2="980" y1="110" y2="110" stroke="#888"/>
';
SELECT '<circle cx="' || round(30 + 940.0 * (day - least) / max(1, most - least), 1) || '" cy="' || round(110 - min(80, 12 * articles), 1) || '" r="' || (3 + min(9, mentions)) ||
  '" fill="#c33" fill-opacity=".6"><title>' || first_day || ': ' || mentions || ' mentions. ' || evidence || '</title></circle>
' FROM page_days, page_range WHERE day BETWEEN least AND most ORDER BY first_day, last_day, evidence;
SELECT '<text x="20" y="132" font-size="14">' || coalesce(min(first_day), '') || '</text><text x="980" y="132" font-size="14" text-anchor="end">' || coalesce(max(first_day), '') || '</text>'
FROM page_days, page_range WHERE day BETWEEN least AND most;
SELECT '</svg>
<table><tr><th>Day<th>Articles<th>Evidence</tr>
';
SELECT '<tr><td>' || first_day || CASE WHEN last_day <> first_day THEN ' to ' || last_day ELSE '' END || '<td>' || articles || '<td>' || evidence || '</tr>
' FROM page_days ORDER BY articles DESC, first_day, last_day, evidence LIMIT 40;
SELECT '</table>
';

-- ---- who said what ----------------------------------------------------------------
SELECT '<h2 id="said">Who said what, and how it was printed</h2>
';
SELECT CASE WHEN nth = 1 THEN '<div class="statement"><h3>' || replace(replace(replace(coalesce(speaker, 'Unnamed'), '&', '&amp;'), '<', '&lt;'), '>', '&gt;') || '</h3>' ELSE '' END ||
  '<p><b>' || a.outlet || '</b> ' || a.published || ', <i>' || replace(replace(replace(replace(coalesce(q.relation, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') || '</i>: ' ||
  replace(replace(replace(q.text, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') ||
  coalesce('<br><span class="changed">' || replace(replace(replace(q.changed, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') || '</span>', '') || '</p>
' || CASE WHEN nth = total THEN '</div>
' ELSE '' END
FROM (SELECT *, row_number() OVER statement AS nth, count(*) OVER (PARTITION BY statement_no) AS total FROM shared_quotes
  WINDOW statement AS (PARTITION BY statement_no ORDER BY published, article_id, quote_no)) AS q
JOIN page_articles AS a ON a.article_id = q.article_id
ORDER BY q.statement_no, q.nth;

-- ---- people --------------------------------------------------------------------------
-- Names on a circle, lines between those that share sentences; the circle's points are
-- written out, since not every SQLite has sine and cosine.
CREATE TEMP TABLE page_points(no INTEGER PRIMARY KEY, x REAL, y REAL);
INSERT INTO page_points(no, x, y) VALUES (1,500,60),(2,608,74),(3,708,115),(4,795,180),(5,860,263),(6,880,350),(7,860,437),(8,795,520),(9,708,585),(10,608,626),
  (11,500,640),(12,392,626),(13,292,585),(14,205,520),(15,140,437),(16,120,350),(17,140,263),(18,205,180),(19,292,115),(20,392,74);
SELECT '<h2 id="people">People</h2>
<svg viewBox="0 0 1000 700" role="img" aria-label="People named in the same sentences">
';
SELECT '<line x1="' || pa.x || '" y1="' || pa.y || '" x2="' || pb.x || '" y2="' || pb.y || '" stroke="#999" stroke-width="' || min(8, c.sentences) || '" stroke-opacity=".5"/>
'
FROM cooccurrences AS c
JOIN page_people AS a ON a.raw_name = c.name_a JOIN page_points AS pa ON pa.no = a.no
JOIN page_people AS b ON b.raw_name = c.name_b JOIN page_points AS pb ON pb.no = b.no
WHERE c.type_a = 'PERSON' AND c.type_b = 'PERSON' ORDER BY a.no, b.no;
SELECT '<a href="#person-' || p.no || '"><circle cx="' || x || '" cy="' || y || '" r="' || (5 + min(15, p.mentions)) || '" fill="#c93"/><text x="' || x || '" y="' || (y - 24) || '" font-size="16" text-anchor="middle">' || p.name || '</text></a>
' FROM page_people AS p JOIN page_points AS c ON c.no = p.no ORDER BY p.no;
SELECT '</svg>
<div class="wide"><table><tr><th>Name<th>Mentions<th>Articles<th>Roles<th>Spellings</tr>
';
SELECT '<tr><td><a href="#person-' || no || '">' || name || '</a><td>' || mentions || '<td>' || articles || '<td>' || roles || '<td>' || variants || '</tr>
' FROM page_people ORDER BY no;
SELECT '</table></div>
';
SELECT CASE WHEN nth = 1 THEN '<section class="person" id="person-' || no || '"><h3>' || name || '</h3><p>' || roles || '</p>' ELSE '' END ||
  coalesce('<p>' || replace(replace(replace(text, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') || ' <small>(' || outlet || ')</small></p>', '') ||
  CASE WHEN nth = total THEN '</section>
' ELSE '' END
FROM (SELECT p.no, p.name, p.roles, q.text, a.outlet, row_number() OVER (PARTITION BY p.no ORDER BY q.article_id, q.quote_no) AS nth, count(*) OVER (PARTITION BY p.no) AS total
  FROM page_people AS p
  LEFT JOIN (shown_quotes AS q JOIN page_articles AS a ON a.article_id = q.article_id) ON q.speaker = p.raw_name AND q.within IS NULL AND q.kind <> 'scare')
ORDER BY no, nth;

-- ---- outlets ------------------------------------------------------------------------
SELECT '<h2 id="outlets">Outlets</h2>
<div class="wide"><table><tr><th>Outlet<th>Articles<th>Words<th>Most quoted</tr>
';
SELECT '<tr><td>' || outlet || '<td>' || count(*) || '<td>' || sum(words) || '<td>' || coalesce(replace(replace(replace(replace(max(quoted), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '') || '</tr>
'
FROM (SELECT p.outlet, length(a.body) - length(replace(a.body, ' ', '')) + 1 AS words,
    (SELECT s.speaker || ' (' || s.words || ' words)' FROM speakers AS s WHERE s.outlet IS a.outlet ORDER BY s.words DESC LIMIT 1) AS quoted
  FROM page_articles AS p JOIN articles AS a ON a.article_id = p.article_id)
GROUP BY outlet ORDER BY count(*) DESC, outlet;
SELECT '</table></div>
';

-- ---- articles, marked ------------------------------------------------------------------
-- A body is cut wherever a mark or a paragraph begins or ends; each piece has the classes of
-- all marks around it, so that marks may overlap.
CREATE TEMP TABLE page_marks AS
SELECT article_id, start, start + length AS behind, type AS class, name AS title FROM shown_entities WHERE type IN ('PERSON', 'ORG', 'PLACE', 'NORP', 'EVENT', 'PRODUCT')
UNION ALL SELECT article_id, start, start + length, 'date', value FROM shown_dates
UNION ALL SELECT article_id, start, start + length, kind, speaker FROM shown_quotes WHERE kind IN ('direct', 'partial', 'indirect', 'scare');
CREATE INDEX temp.page_marks_article ON page_marks(article_id, start);
CREATE TEMP TABLE page_cuts(article_id INTEGER, position INTEGER, PRIMARY KEY (article_id, position)) WITHOUT ROWID;
INSERT OR IGNORE INTO page_cuts(article_id, position)
SELECT article_id, start FROM page_marks UNION SELECT article_id, behind FROM page_marks UNION SELECT article_id, 1 FROM page_articles
UNION SELECT article_id, length(body) + 1 FROM articles WHERE body IS NOT NULL;

SELECT '<h2 id="articles">Articles</h2>
<p><span class="PERSON">person</span> <span class="ORG">organisation</span> <span class="PLACE">place</span> <span class="NORP">nationality, group</span>
<span class="EVENT">event, product</span> <span class="date">date</span> <span class="direct">direct quote</span> <span class="indirect">indirect quote</span></p>
';
SELECT CASE WHEN nth = 1 THEN '<article><h3>' || p.title || '</h3><p><small>' || p.outlet || ' ' || p.published || ' ' || p.byline || '</small></p><p>' ELSE '' END ||
  coalesce('<span class="' || (SELECT group_concat(class, ' ') FROM page_marks AS m WHERE m.article_id = c.article_id AND m.start <= c.position AND m.behind > c.position) || '" title="' ||
    (SELECT replace(replace(replace(replace(group_concat(title, '; '), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;') FROM page_marks AS m WHERE m.article_id = c.article_id AND m.start <= c.position AND m.behind > c.position) || '">', '<span>') ||
  replace(replace(replace(replace(substr(a.body, c.position, c.behind - c.position), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), char(10) || char(10), '</span></p>' || char(10) || '<p><span>') || '</span>' ||
  CASE WHEN c.behind = c.total THEN '</p></article>
' ELSE '' END
FROM (SELECT article_id, position, lead(position) OVER article AS behind, row_number() OVER article AS nth, max(position) OVER (PARTITION BY article_id) AS total
  FROM page_cuts WINDOW article AS (PARTITION BY article_id ORDER BY position)) AS c
JOIN page_articles AS p ON p.article_id = c.article_id JOIN articles AS a ON a.article_id = c.article_id
WHERE c.behind IS NOT NULL
ORDER BY c.article_id, c.position;
SELECT '</body></html>
';
