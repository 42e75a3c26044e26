-- merge_rows.sql: the articles of the attached database `shard` that this corpus does not have yet, with
-- all their rows.  An article is known by path and record; it gets an article_id of this corpus.
-- The rows come analysed: no trigger runs.
.dbconfig enable_trigger off
BEGIN IMMEDIATE;
CREATE TEMP TABLE merge_article(old_id INTEGER PRIMARY KEY, new_id INTEGER);
INSERT INTO merge_article(old_id, new_id)
SELECT s.article_id, (SELECT coalesce(max(article_id), 0) FROM main.articles) + row_number() OVER (ORDER BY s.article_id)
FROM shard.articles AS s
WHERE NOT EXISTS (SELECT 1 FROM main.articles AS m WHERE m.path IS s.path AND m.record IS s.record);
INSERT INTO main.articles(article_id, path, record, format, title, byline, outlet, url, published, published_at, published_from, anchor, anchor_from, dateline, language, body, error, analysed_by)
SELECT m.new_id, s.path, s.record, s.format, s.title, s.byline, s.outlet, s.url, s.published, s.published_at, s.published_from, s.anchor, s.anchor_from, s.dateline, s.language, s.body, s.error, s.analysed_by
FROM merge_article AS m JOIN shard.articles AS s ON s.article_id = m.old_id
ORDER BY m.new_id;
INSERT INTO main.entities(article_id, mention_no, start, length, text, type, name, entity_no, role, country, acts_for, via, confidence, sentence_no, sentence_start, sentence_length)
SELECT m.new_id, s.mention_no, s.start, s.length, s.text, s.type, s.name, s.entity_no, s.role, s.country, s.acts_for, s.via, s.confidence, s.sentence_no, s.sentence_start, s.sentence_length
FROM merge_article AS m JOIN shard.entities AS s ON s.article_id = m.old_id;
INSERT INTO main.spellings(article_id, mention_no, entity_no, text, type, name, role, mentions)
SELECT m.new_id, s.mention_no, s.entity_no, s.text, s.type, s.name, s.role, s.mentions
FROM merge_article AS m JOIN shard.spellings AS s ON s.article_id = m.old_id;
INSERT INTO main.dates(article_id, mention_no, start, length, text, type, value, mod, first_day, last_day, precision, rule, sentence_no, sentence_start, sentence_length)
SELECT m.new_id, s.mention_no, s.start, s.length, s.text, s.type, s.value, s.mod, s.first_day, s.last_day, s.precision, s.rule, s.sentence_no, s.sentence_start, s.sentence_length
FROM merge_article AS m JOIN shard.dates AS s ON s.article_id = m.old_id;
INSERT INTO main.quotes(article_id, quote_no, start, length, text, kind, speaker, role, speaker_text, speaker_start, speaker_length, cue, cue_start, cue_length, addressee, medium, negated, within, confidence, sentence_no, sentence_start, sentence_length, rule)
SELECT m.new_id, s.quote_no, s.start, s.length, s.text, s.kind, s.speaker, s.role, s.speaker_text, s.speaker_start, s.speaker_length, s.cue, s.cue_start, s.cue_length, s.addressee, s.medium, s.negated, s.within, s.confidence, s.sentence_no, s.sentence_start, s.sentence_length, s.rule
FROM merge_article AS m JOIN shard.quotes AS s ON s.article_id = m.old_id;
INSERT INTO main.numbers(article_id, mention_no, start, length, text, value, value_high, qualifier, unit, noun, sentence_no, sentence_start, sentence_length)
SELECT m.new_id, s.mention_no, s.start, s.length, s.text, s.value, s.value_high, s.qualifier, s.unit, s.noun, s.sentence_no, s.sentence_start, s.sentence_length
FROM merge_article AS m JOIN shard.numbers AS s ON s.article_id = m.old_id;
INSERT INTO main.days(article_id, mention_no, first_day, last_day, value, precision, mentions)
SELECT m.new_id, s.mention_no, s.first_day, s.last_day, s.value, s.precision, s.mentions
FROM merge_article AS m JOIN shard.days AS s ON s.article_id = m.old_id;
INSERT INTO main.spoken(article_id, quote_no, speaker, speaker_text, quotes, words)
SELECT m.new_id, s.quote_no, s.speaker, s.speaker_text, s.quotes, s.words
FROM merge_article AS m JOIN shard.spoken AS s ON s.article_id = m.old_id;
INSERT INTO main.files(path, size, modified, error)
SELECT path, size, modified, error FROM shard.files WHERE true
ON CONFLICT (path) DO UPDATE SET error = coalesce(files.error, excluded.error);
DROP TABLE merge_article;
COMMIT;
.dbconfig enable_trigger on
