#!/usr/bin/python3
"""word_classes.py [FOLDER]: ext/model/lists/classes.txt from WordNet's files (Debian: wordnet-base), on standard output.

A word's class is the lexicographer file of its commonest sense ("noun.person"), rare ones joined; inflected forms have that
of their base."""
import collections
import re
import sys

FOLDER = sys.argv[1] if len(sys.argv) > 1 else '/usr/share/wordnet'
SPEECH = {'1': 'noun', '2': 'verb', '3': 'adj', '4': 'adv', '5': 'adj'}
# The numbers of WordNet's lexicographer files, joined into the 31 classes of entity/place.h.
CLASSES = (('adjective', 0, 1, 44), ('adverb', 2), ('act', 4), ('animal', 5), ('artifact', 6), ('attribute', 7, 25), ('body', 8), ('cognition', 9),
           ('communication', 10), ('event', 11), ('feeling', 12, 16), ('food', 13), ('group', 14), ('location', 15), ('object', 17), ('person', 18),
           ('process', 19, 22), ('plant', 20), ('possession', 21), ('quantity', 23), ('relation', 3, 24), ('state', 26), ('substance', 27), ('time', 28),
           ('to think', 31, 37, 39), ('to say', 32), ('to compete', 33), ('to make', 30, 36), ('to move', 38, 35), ('to be', 42, 43, 29, 34), ('to deal', 40, 41))
CLASS_OF = {number: i + 1 for i, row in enumerate(CLASSES) for number in row[1:]}
PERSON, GROUP, PLACE = 18, 14, 15


def rows(name):
    for line in open(f'{FOLDER}/{name}', encoding='ascii'):
        if line[0] != ' ':
            yield line.split()


def inflected(word, speech, irregular):
    if (word, speech) in irregular:
        return irregular[word, speech]
    stem = word[:-1] + 'i' if re.search('[^aeiou]y$', word) else word
    s = stem + 'es' if stem != word or re.search('(s|x|z|ch|sh)$', word) else word + 's'
    if speech == 'noun':
        return [s]
    if speech == 'verb':
        return [s, word + 'd' if word[-1] == 'e' else stem + 'ed', (word[:-1] if word[-1] == 'e' else word) + 'ing']
    return []


def main():
    files = {(speech, row[0]): int(row[1]) for speech in ('noun', 'verb', 'adj', 'adv') for row in rows('data.' + speech)}
    tagged = collections.defaultdict(collections.Counter)
    for key, _, count in rows('cntlist.rev'):
        word, sense = key.split('%')
        tagged[word][SPEECH[sense[0]]] += int(count)
    irregular = collections.defaultdict(list)
    for speech in ('noun', 'verb'):
        for form, *bases in rows(speech + '.exc'):
            for base in bases:
                irregular[base, speech].append(form)
    senses = collections.defaultdict(dict)
    for speech in ('noun', 'verb', 'adj', 'adv'):
        for row in rows('index.' + speech):
            if re.fullmatch('[a-z]+', row[0]):
                senses[row[0]][speech] = [files[speech, place] for place in row[-int(row[2]):]]
    best = {}

    def offer(form, weight, word_class, may):
        if form not in best or best[form][0] < weight:
            best[form] = (weight, word_class, may)
    for word in sorted(senses):
        nouns = senses[word].get('noun', [])[:3]
        may = sum(bit for bit, number in ((1, PERSON), (2, GROUP), (4, PLACE)) if number in nouns)
        speech = max(senses[word], key=lambda s: (tagged[word][s], s == 'noun', s == 'verb', s == 'adj'))
        offer(word, sum(tagged[word].values()), CLASS_OF[senses[word][speech][0]], may)
        for speech in ('noun', 'verb'):
            for form in inflected(word, speech, irregular) if len(word) > 2 and speech in senses[word] and tagged[word][speech] else []:
                offer(form, tagged[word][speech], CLASS_OF[senses[word][speech][0]], may if speech == 'noun' else 0)
    print('# Classes of words in lower case: class + 32 x what they may name (1 a person, 2 a group, 4 a place).  WordNet 3.0, Princeton')
    print('# University (WordNet licence), by way of Debian wordnet-base, made by ext/model/word_classes.py.  The classes, from 1:')
    for half in (CLASSES[:16], CLASSES[16:]):
        print('# ' + ', '.join(row[0] for row in half))
    for form in sorted(best):
        _, word_class, may = best[form]
        print(f'{form}\t{word_class + 32 * may}')


main()
