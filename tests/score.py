#!/usr/bin/python3
"""score.py EXTENSION: runs the scorers of ../shared/score over the annotated data and prints one table.

One row a measure: what it measures, the figure (per cent, or "n of m"), and the number of gold items behind it.
Sets that are not there are "skipped, no data"; a scorer that fails shows the last line of its message.
NEWS_SHARED names another place than ../shared."""
import datetime
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.environ.get('NEWS_SHARED', os.path.normpath(os.path.join(HERE, '..', '..', 'shared')))
PYTHON = '/usr/bin/python3'

# Task, data set, options, and the measures to show: a path into the scorer's JSON each.
DATES = ('strict_f1', 'relaxed_f1', 'type_f1', 'value_f1')
QUOTES = ('all/span exact', 'all/span IoU>=.5', 'all/e2e', 'direct/span exact', 'direct/e2e', 'mixed/e2e', 'indirect/e2e')
ENTITIES = ('exact', 'per_type/PERSON', 'per_type/ORG', 'per_type/PLACE')
SETS = (
    [('dates', f'dates/{name}.dev.jsonl', [], DATES) for name in ('hard', 'aquaint', 'timebank', 'wikiwars')] +
    [('quotes', f'quotes/{name}.dev.jsonl', options, QUOTES) for name in ('hard', 'polnear') for options in ([], ['--marks'])] +
    [('entities', f'entities/dev/{name}.jsonl', ['--types', 'PERSON,ORG,PLACE'], ENTITIES)
     for name in ('conll03', 'ewt', 'gum', 'wikigold', 'worldwide')])
WEEKDAYS = ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')
BANDS = (.5, .6, .7, .8, .9, 1.01) # of confidence; a quote below the first is in no band
READING = (('body', ('precision', 'recall', 'f1')), ('dates', ('precision', 'recall', 'f1')), ('fields', ('title', 'author', 'date')))


def row(name, measure, figure, count=''):
    print(f'{name:34} {measure:34} {figure:>14} {count:>8}', flush=True)


def run(folder, arguments):
    """The output of a scorer, run where ./build/news is the extension; RuntimeError with its last line."""
    done = subprocess.run([PYTHON, *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError((done.stderr or done.stdout).strip().split('\n')[-1][:90] or f'exit code {done.returncode}')
    return done.stdout


def scorer(name):
    return os.path.join(SHARED, 'score', name + '.py')


def show(name, result, measures, full=100):
    """full: what the scorer calls everything right; the table is in per cent."""
    for measure in measures:
        value = result
        for key in measure.split('/'):
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, dict):
            count = value.get('gold', '')
            value = next((value[k] for k in ('f1', 'F', 'f', 'normalised', 'agree') if k in value), None)
        else:
            count = result.get('gold', '') if isinstance(result.get('gold'), int) else ''
        row(name, measure, '-' if value is None else f'{value * 100 / full:.2f}', str(count))


def show_counts(name, result):
    """articles.py and seeds.py: {measure: [right, of]} and single figures."""
    for measure, value in result.items():
        if isinstance(value, list):
            row(name, measure, f'{100 * value[0] / value[1]:.2f}' if value[1] else '-', f'{value[0]}/{value[1]}')
        else:
            row(name, measure, f'{value:.2f}')


def reading(folder):
    pages = os.path.join(SHARED, 'data', 'reading', 'pages')
    gold = os.path.join(SHARED, 'data', 'reading', 'gold.json')
    run(folder, [scorer('predict'), 'reading', pages, 'p.json'])
    for task, measures in READING:
        show(f'reading {task}', json.loads(run(folder, [scorer('reading'), task, gold, 'p.json'])), measures, 1)
    texts = os.path.join(SHARED, 'data', 'reading', 'text')
    run(folder, [scorer('predict'), 'reading', texts, 'p.json'])
    show('reading body of plain text', json.loads(run(folder, [scorer('reading'), 'body', gold, 'p.json'])), READING[0][1], 1)


def reported(folder):
    """PolNeAR's quotes with reporting cues, whole and in the pieces their attribution makes of them, and CofeNet's tokens."""
    data = os.path.join(SHARED, 'data', 'quotes')
    whole, sentences = (os.path.join(data, f'{name}.dev.jsonl') for name in ('polnear', 'polnear_sent'))
    run(folder, [scorer('predict'), 'quotes', whole, 'p.jsonl'])
    for name, gold, options, measures in (
            ('with reporting cues', whole, ['--stwr'], ('all/e2e', 'indirect/e2e')),
            ('the same in pieces', whole, ['--split', '--stwr'], ('all/e2e', 'direct/e2e')),
            ('tokens', sentences, ['--bio'], ('source/exact', 'cue/exact', 'content/exact'))):
        show(f'quotes polnear {name}', json.loads(run(folder, [scorer('quotes'), *options, gold, 'p.jsonl', '--json'])), measures)


def news():
    db = sqlite3.connect(':memory:')
    db.enable_load_extension(True)
    db.load_extension(os.path.abspath(sys.argv[1]))
    return db


def calibration(gold_file):
    """Of the quotes with a confidence from each band, how many are right: words in marks that lie in an annotated quote by
    half or more, reported clauses that overlap one by half (intersection over union)."""
    db = news()
    bands = {}
    for line in open(gold_file, encoding='utf-8'):
        article = json.loads(line)
        gold = [part for quote in article['quotes'] for part in quote.get('parts') or [[quote['start'], quote['end']]]]
        for kind, start, length, confidence in db.execute(
                "SELECT kind, start - 1, length, confidence FROM news_quotes(?) WHERE kind <> 'scare'", [article['text']]):
            low = max((b for b in BANDS if b <= confidence), default=0)
            end = start + length
            right = any(min(end, b) - max(start, a) >= .5 * (max(end, b) - min(start, a) if kind == 'indirect' else length)
                        for a, b in gold)
            counts = bands.setdefault(('reported' if kind == 'indirect' else 'marked', low), [0, 0])
            counts[0] += right
            counts[1] += 1
    for kind, low in sorted(bands):
        right, of = bands[kind, low]
        row('quotes calibration', f'{kind}, confidence from {low}', f'{100 * right / of:.2f}', f'{right}/{of}')


def weekdays(name, gold_file):
    """Of the bare weekdays ("Monday", not "last Monday") that the gold puts within a week of the anchor's day and that are
    found, how many lie on the right side: after that day, or on it and before."""
    db = news()
    right = of = 0
    for line in open(gold_file, encoding='utf-8'):
        article = json.loads(line)
        found = dict(db.execute('SELECT start - 1, first_day FROM news_dates(?, ?) ORDER BY length', [article['text'], article['dct']]))
        for gold in article['dates']:
            bare = article['text'][gold['start']:gold['end']].lower() in WEEKDAYS
            day, ours = gold['value'], found.get(gold['start'])
            if not bare or ours is None or not re.fullmatch(r'\d{4}-\d\d-\d\d', day):
                continue
            anchor = datetime.date.fromisoformat(article['dct'])
            if abs((datetime.date.fromisoformat(day) - anchor).days) <= 7:
                right += (day > article['dct']) == (ours > article['dct'])
                of += 1
    row(name, 'direction of bare weekdays', f'{100 * right / of:.2f}' if of else '-', f'{right}/{of}')


def b_cubed(of, other):
    """Of each item's group in `of`, the share that `other` puts with the item, summed over the items."""
    def groups(keys):
        result = {}
        for item, key in keys.items():
            result.setdefault(key, set()).add(item)
        return result
    mine, theirs = groups(of), groups(other)
    return sum(len(mine[key] & theirs[other[item]]) / len(mine[key]) for item, key in of.items())


def linking(name, gold_file):
    """B-cubed over the named mentions of GUM's clusters that are found with the same span: are those of one entity_no of one
    cluster (precision), those of one cluster of one entity_no (recall)?  A name without its title has the cluster of the
    shortest annotated phrase that ends with it."""
    db = news()
    right = [0, 0]
    named = found = 0
    for line in open(gold_file, encoding='utf-8'):
        text = json.loads(line)
        clusters = {}
        for entity in text['entities']:
            phrases = [m for m in text['mentions'] if m['end'] == entity['end'] and m['start'] <= entity['start']]
            if phrases:
                clusters[entity['start'], entity['end']] = max(phrases, key=lambda m: m['start'])['cluster']
        ours = {(start, start + length): entity for start, length, entity in
                db.execute('SELECT start - 1, length, entity_no FROM news_entities(?)', [text['text']]) if (start, start + length) in clusters}
        gold = {span: clusters[span] for span in ours}
        right = [right[0] + b_cubed(ours, gold), right[1] + b_cubed(gold, ours)]
        named += len(clusters)
        found += len(ours)
    precision, recall = (100 * share / found if found else 0 for share in right)
    row(name, 'mentions found', f'{100 * found / named:.2f}', f'{found}/{named}')
    for measure, figure in (('precision', precision), ('recall', recall), ('f1', 2 * precision * recall / (precision + recall or 1))):
        row(name, f'B3 {measure}', f'{figure:.2f}', str(found))


def attempt(name, data, measure):
    """Runs one measurement; a missing file or a failing scorer is a row, not the end."""
    if not os.path.exists(os.path.join(SHARED, data)):
        return row(name, 'skipped, no data', '')
    try:
        measure()
    except RuntimeError as failure:
        row(name, str(failure), 'failed')


def main():
    extension = os.path.abspath(sys.argv[1])
    if not os.path.isdir(os.path.join(SHARED, 'score')):
        return row('all', 'skipped, no data', '')
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.dirname(extension), os.path.join(folder, 'build'))
        row('set', 'measure', 'figure', 'gold')
        attempt('sample articles', 'gold/fields.json', lambda: show_counts('sample articles', json.loads(run(folder, [scorer('seeds'), '--json']))))
        dev = os.path.join(SHARED, 'data', 'articles', 'dev.jsonl')
        attempt('whole articles', 'data/articles/dev.jsonl', lambda: show_counts('whole articles', json.loads(run(folder, [scorer('articles'), dev, '--json']))))
        for task, data, options, measures in SETS:
            gold = os.path.join(SHARED, 'data', data)
            marks = [o for o in options if o == '--marks']

            def measure():
                run(folder, [scorer('predict'), task, gold, 'p.jsonl', *marks])
                show(name, json.loads(run(folder, [scorer(task), gold, 'p.jsonl', *options, '--json'])), measures, 1 if task == 'entities' else 100)
            name = f'{task} {os.path.basename(data).split(".")[0]}{" in marks" if marks else ""}'
            attempt(name, os.path.join('data', data), measure)
        attempt('quotes polnear reported', 'data/quotes/polnear_sent.dev.jsonl', lambda: reported(folder))
        for name in ('aquaint', 'timebank'):
            data = os.path.join('data', 'dates', f'{name}.dev.jsonl')
            attempt(f'dates {name}', data, lambda: weekdays(f'dates {name}', os.path.join(SHARED, data)))
        gum = os.path.join('data', 'entities', 'dev', 'gum_linking.jsonl')
        attempt('linking gum', gum, lambda: linking('linking gum', os.path.join(SHARED, gum)))
        polnear = os.path.join(SHARED, 'data', 'quotes', 'polnear.dev.jsonl')
        attempt('quotes calibration', 'data/quotes/polnear.dev.jsonl', lambda: calibration(polnear))
        attempt('reading', 'data/reading/gold.json', lambda: reading(folder))


main()
