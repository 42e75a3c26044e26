#!/usr/bin/env python3
"""export.py DATABASE FOLDER: the files of sql/export.sql, read by parsers that know nothing of them.

Each must parse and say what the database says.  The last line is "N passed, N failed".
"""
import csv
import json
import sqlite3
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from expect import Expect

db = sqlite3.connect(sys.argv[1])
folder = Path(sys.argv[2])
expect = Expect()


def rows(sql):
    return db.execute(sql).fetchall()


def text(name):
    return (folder / name).read_bytes().decode('utf-8')


# JSON Lines: a line is an article, its positions hold.
lines = [json.loads(line) for line in text('articles.jsonl').split('\n') if line]
expect('articles.jsonl', rows('SELECT article_id, title, body FROM articles WHERE body IS NOT NULL ORDER BY 1'),
       [(a['article_id'], a['title'], a['body']) for a in lines])
for kind in ('entities', 'dates', 'quotes', 'numbers'):
    expect(f'articles.jsonl: {kind}', rows(f'SELECT count(*) FROM {kind}')[0][0], sum(len(a[kind]) for a in lines))
    expect(f'articles.jsonl: where {kind} stand', [], [m['text'] for a in lines for m in a[kind]
                                                      if a['body'][m['start'] - 1:m['start'] - 1 + m['length']] != m['text']])

# CSV, as RFC 4180 has it.
for name, view in (('people', 'people'), ('timeline', 'timeline'), ('entities', 'shown_entities'), ('dates', 'shown_dates'),
                   ('quotes', 'shown_quotes'), ('numbers', 'shown_numbers')):
    with open(folder / f'{name}.csv', newline='', encoding='utf-8') as file:
        table = list(csv.DictReader(file, strict=True))
    column = 'evidence' if name == 'timeline' else 'variants' if name == 'people' else 'text'
    expect(f'{name}.csv', sorted(row[0] or '' for row in rows(f'SELECT {column} FROM {view}')), sorted(row[column] for row in table))
    expect(f'{name}.csv has no loose cells', [], [row for row in table if None in row or None in row.values()])

# GeoJSON, RFC 7946.
places = json.loads(text('places.geojson'))
expect('places.geojson', 'FeatureCollection', places['type'])
expect('places.geojson: names', rows("SELECT count(DISTINCT name) FROM shown_entities WHERE type = 'PLACE'")[0][0], len(places['features']))
for feature in places['features']:
    point = feature['geometry']
    if feature['type'] != 'Feature' or point and not (point['type'] == 'Point' and -180 <= point['coordinates'][0] <= 180 and -90 <= point['coordinates'][1] <= 90):
        expect('places.geojson: a feature', 'a point on the globe', feature)
    if feature['properties']['country'] and not point:
        expect('places.geojson: every country is on the map', feature['properties'], point)
expect('places.geojson: coordinates', True, any(feature['geometry'] for feature in places['features']))

# GraphML: nodes, edges between nodes that exist, declared keys only.
space = '{http://graphml.graphdrawing.org/xmlns}'
graphml = ElementTree.fromstring(text('names.graphml').encode())
keys = {key.get('id') for key in graphml.iter(f'{space}key')}
nodes = {node.get('id') for node in graphml.iter(f'{space}node')}
edges = [(edge.get('source'), edge.get('target')) for edge in graphml.iter(f'{space}edge')]
expect('names.graphml: nodes', rows('SELECT count(*) FROM (SELECT DISTINCT name, type FROM shown_entities)')[0][0], len(nodes))
expect('names.graphml: edges', rows('SELECT count(*) FROM cooccurrences')[0][0], len(edges))
expect('names.graphml: ends', set(), {end for edge in edges for end in edge} - nodes)
expect('names.graphml: keys', keys, {data.get('key') for data in graphml.iter(f'{space}data')})
try:
    import networkx
    graph = networkx.read_graphml(folder / 'names.graphml')
    expect('names.graphml in networkx', (len(nodes), len(edges)), (graph.number_of_nodes(), graph.number_of_edges()))
    expect('and the weights', rows('SELECT sum(sentences) FROM cooccurrences')[0][0], sum(w for _, _, w in graph.edges(data='weight')))
except ImportError:
    print('skipped: networkx is not installed')

# JSON-LD: one article, each annotation selects its text.
article = json.loads(text('article.jsonld'))
expect('article.jsonld', 'NewsArticle', article['@type'])
wrong = []
for annotation in article['annotation']:
    position, quote = annotation['selector']
    if article['articleBody'][position['start']:position['end']] != quote['exact']:
        wrong.append(quote['exact'])
expect('article.jsonld: selectors', [], wrong)
expect('article.jsonld: annotations', True, len(article['annotation']) > 3)
try:
    from pyld import jsonld
    triples = jsonld.to_rdf(article, {'base': 'http://localhost/'})['@default']
    predicates = [triple['predicate']['value'] for triple in triples]
    expect('article.jsonld as RDF: sources', len(article['annotation']), predicates.count('http://www.w3.org/ns/oa#hasSource'))
    expect('article.jsonld as RDF: selectors', 2 * len(article['annotation']), predicates.count('http://www.w3.org/ns/oa#hasSelector'))
except ImportError:
    print('skipped: pyld is not installed')

expect.finish()
