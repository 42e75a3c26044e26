#!/usr/bin/env python3
"""tutorial.py BUILD [--write]: runs examples/tutorial.md as it stands, and every example of news_help.

A ```console block has commands behind "$ ", continued behind "> ", each followed by what it
prints.  They run one after another in an empty folder beside this project, which is called
sqlite-news there.  --write puts the output into the page.  The last line is "N passed, N failed".
"""
import difflib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from expect import Expect

project = Path(__file__).resolve().parent.parent
page = project / 'examples/tutorial.md'
build = project / sys.argv[1]
write = '--write' in sys.argv
expect = Expect()


def run(command, folder):
    done = subprocess.run(['bash', '-c', command], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    return done.stdout.decode('utf-8')


def commands(block):
    """Each command with the lines below it."""
    found = []
    for line in block.splitlines():
        if line.startswith('$ '):
            found.append(([line[2:]], []))
        elif line.startswith('> ') or line == '>':
            found[-1][0].append(line[2:])
        else:
            found[-1][1].append(line)
    return found


def run_block(match, folder):
    lines = []
    for command, expected in commands(match[2]):
        printed = [line.rstrip() for line in run('\n'.join(command), folder).splitlines()]
        difference = difflib.unified_diff(expected, printed, 'tutorial.md', 'now', lineterm='', n=1)
        expect.count(write or printed == expected, '\n'.join([f'$ {command[0]}', *difference]))
        lines += [f'$ {command[0]}'] + [f'> {line}'.rstrip() for line in command[1:]] + printed
    return match[1] + '\n'.join(lines) + '\n' + match[3]


with tempfile.TemporaryDirectory() as top:
    (Path(top) / 'sqlite-news').symlink_to(project)
    story = Path(top) / 'story'
    story.mkdir()
    text = page.read_text()
    now = re.sub(r'^(```console\n)(.*?)(^```$)', lambda match: run_block(match, story), text, flags=re.M | re.S)
    if write:
        page.write_text(now)

    # news_help: every function that is registered is in it, and its example gives a row.
    def ask(sql):
        return run(f"sqlite3 -cmd '.load {build}/news' :memory: <<'END'\n{sql};\nEND", story).rstrip('\n')

    expect('functions without help', '', ask("SELECT DISTINCT name FROM pragma_function_list WHERE name LIKE 'news\\_%' ESCAPE '\\' AND name NOT IN (SELECT name FROM news_help)"))
    expect('tables without help', '', ask("SELECT name FROM pragma_module_list WHERE name LIKE 'news\\_%' ESCAPE '\\' AND name NOT IN (SELECT name FROM news_help)"))
    for example in ask('SELECT example FROM news_help').splitlines():
        rows = ask(f'SELECT count(*) > 0 FROM ({example})')
        expect(example, '1', rows)

expect.finish()
