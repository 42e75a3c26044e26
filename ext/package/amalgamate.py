#!/usr/bin/env python3
"""amalgamate.py: all of the library as one C file on standard output.

    amalgamate.py [--data NAME=FILE ...] SOURCE.c ...

Headers of the project go in where they are first included, others stay #include lines.
A name that a source keeps to itself (static, a type, an enumerator, a macro) and that
another file has too gets its file's name in front.  Weights that the sources take in by
.incbin become arrays.
"""
import argparse
import re
import sys
from pathlib import Path

TOKEN = re.compile(
    r'(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<string>"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\')'
    r'|(?P<word>[A-Za-z_]\w*)|(?P<other>->|[^\w\s"\'/]|/|\d[\w.]*|\s+)', re.S)
HEAD = """\
/* news.c: sqlite-news {version} as one file, made by `make amalgamation`.
** cc -O2 -fPIC -shared news.c -o news.so $(pkg-config --cflags --libs libutf8proc libxml-2.0 zlib jansson) -lm
** With -DSQLITE_CORE it goes into a program that has SQLite; news.h tells how. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
"""
INCLUDE = re.compile(r'^#include "([^"]+)".*\n', re.M)


def code_only(text):
    """The text without comments and the contents of strings, for finding definitions."""
    return TOKEN.sub(lambda m: ' ' if m['comment'] else '""' if m['string'] else m[0], text)


def enumerators(code):
    for body in re.findall(r'\benum\b[^;{(]*\{([^}]*)\}', code):
        for item in body.split(','):
            if name := re.match(r'\s*(\w+)', item):
                yield name[1]


def defined_names(text):
    """What a file defines for itself and its readers, external functions and data aside."""
    code = re.sub(r'__attribute__\(\(.*?\)\)', '', code_only(text))
    names = set(re.findall(r'^static\b[^;={(\[]*?\b(\w+)\s*[(\[=;]', code, re.M))
    names.update(enumerators(code))
    names.update(re.findall(r'^#define (\w+)', code, re.M))
    names.update(re.findall(r'^(?:typedef )?(?:struct|union|enum) (\w+)\s*\{', code, re.M))
    names.update(re.findall(r'^\} (\w+);', code, re.M))
    names.update(re.findall(r'^typedef [^{;]*?\b(\w+);', code, re.M))
    return names


def external_names(text):
    code = code_only(text)
    return set(re.findall(r'^(?!static|typedef|#)[A-Za-z_][^;={(]*?\b(\w+)\s*[(\[;]', code, re.M))


def rename(text, names):
    """Puts the new names in, but not for members (.name, ->name, declared in a struct) nor in strings."""
    out, before, braces = [], '', []  # braces: of each open one, does it begin a struct?
    head = []                         # words since the last ; { or }
    tokens = list(TOKEN.finditer(text))
    for i, token in enumerate(tokens):
        word, plain = token['word'], token[0]
        if word in names:
            following = next((t[0] for t in tokens[i + 1:i + 4] if not t[0].isspace()), '')
            declared = braces and braces[-1] and (following in (';', ',', '[', ':') or (before == '*' and following == ')'))
            if before not in ('.', '->') and not declared:
                plain = names[word]
        out.append(plain)
        if word:
            head.append(word)
        elif plain == '{':
            braces.append('struct' in head or 'union' in head)
        elif plain == '}' and braces:
            braces.pop()
        if plain in ('{', '}', ';', ')', '='):
            head = []
        if not plain.isspace() and not token['comment']:
            before = plain
    return ''.join(out)


def literal(data):
    """C string literals, octal where a byte is not plain; safe under trigraphs."""
    lines, line = [], ''
    for byte, following in zip(data, data[1:] + b'\0'):
        if 32 <= byte < 127 and byte not in b'"\\?':
            line += chr(byte)
        else:
            line += '\\%03o' % byte if 48 <= following < 56 else '\\%o' % byte
        if len(line) > 110:
            lines.append(f'"{line}"')
            line = ''
    lines.append(f'"{line}"')
    return '\n'.join(lines)


def data_array(name, file):
    """The bytes, aligned as .balign 64 has them; name_end stands behind the last."""
    data = Path(file).read_bytes()
    return (f'static const struct {{ _Alignas(64) signed char bytes[{len(data)}]; signed char end[1]; }} {name}_data = {{\n'
            f'{literal(data)},\n{{0}}}};\n'
            f'#define {name} {name}_data.bytes\n#define {name}_end {name}_data.end\n')


class Library:
    """The files, which of them include which headers, and the names each must give up."""

    def __init__(self, sources, folders):
        self.text, self.included = {}, {}
        self.folders = [Path(folder) for folder in folders]
        for file in sources:
            self.text[file] = Path(file).read_text()
            self.read_headers(file)
        own = {file: defined_names(text) - self.names_of_headers(file) for file, text in self.text.items()}
        external = set().union(*(external_names(text) for file, text in self.text.items() if file.endswith('.h')))
        owners = {}
        for file, names in own.items():
            for name in names:
                owners.setdefault(name, []).append(file)
        self.new_names = {
            file: {name: f'{prefix(file)}_{name}' for name in names if len(owners[name]) > 1 or name in external}
            for file, names in own.items()}

    def read_headers(self, file):
        """All headers of the project that a file sees, directly or not."""
        if file in self.included:
            return
        self.included[file] = set()
        for name in INCLUDE.findall(self.text[file]):
            if name not in self.text:
                found = [folder / name for folder in self.folders if (folder / name).exists()]
                if not found:
                    sys.exit(f'amalgamate.py: {file} includes {name}, which is nowhere')
                self.text[name] = found[0].read_text()
            self.read_headers(name)
            self.included[file] |= {name} | self.included[name]

    def names_of_headers(self, file):
        return set().union(*(defined_names(self.text[header]) for header in self.included[file]))

    def renamed(self, file):
        names = {}
        for header in self.included[file]:
            names.update(self.new_names[header])
        names.update(self.new_names[file])
        parts = re.split(r'(^#include [^\n]*\n)', self.text[file], flags=re.M)
        return ''.join(part if part.startswith('#include') else rename(part, names) for part in parts)

    def expanded(self, file, seen):
        """The file with its headers in it, but for those that were put in before."""
        def put_in(match):
            header = match[1]
            if header in seen:
                return ''
            seen.add(header)
            return f'/* ---- {header} ---- */\n{self.expanded(header, seen)}'
        return INCLUDE.sub(put_in, self.renamed(file))


def prefix(file):
    return re.sub(r'\W', '_', re.sub(r'^(ext|build)/|\.c$', '', file))


def without_incbin(text, name):
    """Takes out what refers to bytes that the assembler puts in; data_array stands for it."""
    text = re.sub(rf'^__asm__\((?:\s*"[^"\n]*(?:\\.[^"\n]*|"\s*")*?)*?{name}[^;]*\);\n', '', text, flags=re.M)
    return re.sub(rf'^extern const (?:unsigned char|int8_t) {name}\[[^;]*;\n', '', text, flags=re.M)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--version', default='')
    parser.add_argument('--data', action='append', default=[], help='NAME=FILE')
    parser.add_argument('--include', action='append', default=['ext'])
    parser.add_argument('sources', nargs='+')
    options = parser.parse_args()
    library, seen = Library(options.sources, options.include), set()
    write = sys.stdout.write
    write(HEAD.format(version=options.version))
    for pair in options.data:
        write(data_array(*pair.split('=')))
    for file in options.sources:
        text = library.expanded(file, seen)
        for pair in options.data:
            text = without_incbin(text, pair.split('=')[0])
        write(f'/* ==== {file} ==== */\n{text}\n')


if __name__ == '__main__':
    main()
