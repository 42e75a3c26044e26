#!/usr/bin/python3
"""fill.py TIMES: texts with marks from templates.txt, each TIMES times, with names made by names.txt, on standard output.

The same files give the same bytes."""
import os
import random
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LISTS = os.path.join(HERE, '..', 'lists')
PLACES = os.path.join(HERE, '..', '..', 'entity', 'tables', 'places.txt')
TYPES = {'P': 'PERSON', 'A': 'NORP', 'E': 'EVENT', 'W': 'PRODUCT', 'F': 'PRODUCT', **dict.fromkeys('CNXVRSD', 'PLACE')}  # ORG the rest
rng = random.Random(20231129)


def lines(path):
    return [line.rstrip('\n') for line in open(path, encoding='utf-8')]


class Grammar:
    """Symbols with their words or weighted patterns."""

    def __init__(self):
        self.patterns, self.lists = {}, {}
        symbol = None
        for line in lines(os.path.join(HERE, 'names.txt')):
            if line.startswith('  '):
                weight, pattern = line.split(None, 1)
                self.patterns[symbol].append((int(weight), pattern))
            elif ' = ' in line:
                symbol, words = line.split(' = ')
                self.patterns.setdefault(symbol, []).extend((1, word.replace('_', ' ').strip()) for word in words.split())
            elif line and line[0] != '#':
                symbol = line
                self.patterns[symbol] = []
        kind = None
        for line in lines(os.path.join(LISTS, 'bodies.txt')):
            kind = line[7:] if line.startswith('# kind ') else kind
            if line and line[0] != '#':
                self.lists.setdefault(kind, []).append(line)
        rows = [line.split('\t') for line in lines(PLACES) if line and line[0] not in '#%']
        self.patterns['X'] = self.patterns['N'] = [(1, name) for name in sorted({row[2] for row in rows if row[1] == 'PLACE_COUNTRY'})]
        self.patterns['A'] = [(1, row[0].capitalize()) for row in rows if row[1] == 'PLACE_DEMONYM' and row[0].isalpha() and row[0][-1] != 's']

    def listed(self, name):
        if name not in self.lists:
            self.lists[name] = [line for line in lines(os.path.join(LISTS, name + '.txt')) if re.fullmatch(r"[A-Z][\w'. -]{2,20}", line)]
        return rng.choice(self.lists[name])

    def make(self, symbol):
        if symbol.startswith(('list ', 'body ')):
            return self.listed(symbol[5:])
        if symbol == 'letters':
            return ''.join(rng.choice('ABCDEFGHIKLMNOPRSTUV') for _ in range(rng.randint(2, 4)))
        if symbol == 'number':
            return str(rng.randint(2, 900))
        if symbol == 'nouns':
            noun = self.make('noun')
            return noun[:-1] + 'ies' if re.search('[^aeo]y$', noun) else noun + ('es' if noun[-1] in 'sxzh' else 's')
        if symbol[-1] == '-':
            return self.make(symbol[:-1]).lower()
        patterns = self.patterns[symbol]
        pattern = rng.choices([p for _, p in patterns], [w for w, _ in patterns])[0]
        return re.sub('<([^<>]+)>', lambda match: self.make(match[1]), pattern)


def initials(name):
    short = ''.join(word[0] for word in re.findall(r"[\w']+", name) if word[0].isupper())
    return short if len(short) > 1 else name


def fill(grammar, template):
    made = {}

    def slot(match):
        letter, number = match.groups()
        kind = 'P' if letter == 'f' else letter.upper()
        if kind + number not in made:
            made[kind + number] = grammar.make(kind)
        name = made[kind + number]
        if letter in 'pf':
            name = name.split(' ')[-1 if letter == 'p' else 0]
        elif letter.islower():
            name = initials(name)
        return f'[{TYPES.get(kind, "ORG")} {name}]'
    return re.sub(r'\{([A-Za-z])(\d)\}', slot, template)


def main():
    grammar = Grammar()
    written = '\n'.join(line for line in lines(os.path.join(HERE, 'templates.txt')) if not line.startswith('#'))
    for _ in range(int(sys.argv[1])):
        for template in re.split(r'\n\s*\n', written.strip()):
            print(fill(grammar, template) + '\n')


main()
