#!/usr/bin/env python3
"""browser.py BUILD: report.sql and news_highlight in a real browser (Debian packages chromium, chromium-driver).

The report of the example articles is opened and a name in it clicked; the report of articles that are full of injections must run
no script and send no request, while the same articles unescaped do both, or else this test would see nothing.
What is missing is named, and the test is skipped.  The last line is "N passed, N failed".
"""
import http.server
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from expect import Expect

project = Path(__file__).resolve().parent.parent
extension = str(project / sys.argv[1] / 'news')
expect = Expect()
for program, package in (('chromium', 'chromium'), ('chromedriver', 'chromium-driver')):
    if not shutil.which(program):
        print(f'skipped: {package} is not installed')
        expect.finish()


class Listener(http.server.BaseHTTPRequestHandler):
    """Whoever asks for anything is remembered."""
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Browser:
    """A headless Chromium, spoken to in the WebDriver protocol."""

    def __init__(self, folder):
        self.driver = subprocess.Popen(['chromedriver', '--port=0'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.driver.stdout:
            if 'successfully on port' in line:
                self.root = 'http://127.0.0.1:' + line.rstrip('.\n').split()[-1]
                break
        options = {'binary': shutil.which('chromium'), 'args': ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', f'--user-data-dir={folder}/profile']}
        session = self.send('POST', '/session', {'capabilities': {'alwaysMatch': {'goog:chromeOptions': options, 'goog:loggingPrefs': {'performance': 'ALL'}, 'unhandledPromptBehavior': 'ignore'}}})
        self.root += '/session/' + session['sessionId']

    def send(self, method, path, data=None):
        request = urllib.request.Request(self.root + path, method=method, data=None if data is None else json.dumps(data).encode())
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)['value']

    def open(self, page):
        self.requests()
        self.send('POST', '/url', {'url': page.as_uri()})

    def run(self, script):
        return self.send('POST', '/execute/sync', {'script': script, 'args': []})

    def click(self, selector):
        element = self.send('POST', '/element', {'using': 'css selector', 'value': selector})
        self.send('POST', f'/element/{next(iter(element.values()))}/click', {})

    def size(self, width, height):
        self.send('POST', '/window/rect', {'width': width, 'height': height})

    def requests(self):
        """The addresses asked for since the last time."""
        events = [json.loads(entry['message'])['message'] for entry in self.send('POST', '/se/log', {'type': 'performance'})]
        return [event['params']['request']['url'] for event in events if event['method'] == 'Network.requestWillBeSent']

    def close(self):
        try:
            self.send('DELETE', '')
        finally:
            self.driver.terminate()
            self.driver.wait()


def corpus(path):
    db = sqlite3.connect(path)
    db.enable_load_extension(True)
    db.load_extension(extension)
    db.executescript((project / 'sql/corpus.sql').read_text())
    return db


def link(db, files):
    db.execute('CREATE TEMP TABLE ingest_options(name TEXT PRIMARY KEY, value)')
    db.execute("INSERT INTO ingest_options VALUES ('files', ?)", (str(files),))
    db.commit()
    db.executescript('\n'.join(line for line in (project / 'sql/ingest.sql').read_text().splitlines() if not line.startswith('.')))


def report(path, page):
    with open(project / 'sql/report.sql') as script, open(page, 'w') as out:
        subprocess.run(['sqlite3', path], stdin=script, stdout=out, check=True)


def story(browser, folder):
    path, page = folder / 'story.db', folder / 'story.html'
    link(corpus(path), project / 'examples/articles')
    report(path, page)
    browser.open(page)
    shown = 'const s = document.querySelector("section.person:target"); return s ? s.innerText : null'
    expect('the title', 'The story in 8 articles', browser.run('return document.title'))
    expect('no person is open at first', None, browser.run(shown))
    expect('the drawings have circles', True, browser.run('return [...document.querySelectorAll("svg")].every(s => s.querySelectorAll("circle").length > 2)'))
    browser.click('table a[href="#person-1"]')
    text = browser.run(shown) or ''
    expect('a click on a name shows it, with its role', ['Abdelkader Benslimane', True], [text.split('\n')[0], 'Moroccan Transport Minister' in text])
    expect('and what the person said', True, 'We see no obstacle that good will cannot remove' in text)
    expect('it can be seen', True, browser.run('const r = document.querySelector("section.person:target").getBoundingClientRect(); return r.height > 50 && r.top > -1 && r.top < innerHeight'))
    browser.click('svg a[href="#person-2"]')
    expect('a name in the drawing opens the next', 'Beatriz Olmedo', (browser.run(shown) or '').split('\n')[0])
    browser.size(400, 800)
    expect('a phone need not scroll sideways', True, browser.run('return document.documentElement.scrollWidth <= innerWidth'))
    expect('only the page itself is asked for', [], [url for url in browser.requests() if url.split('#')[0] != page.as_uri()])


def injections(port):
    """Texts that would do something if they came into a page as they are; %s is one of them in a field."""
    leak = f'http://127.0.0.1:{port}'
    hit = 'window.hit=1'
    return [
        f'<script>{hit}</script>', f'</title></style></script><script>{hit}</script>', f'<img src={leak}/img onerror="{hit}">', f'"><img src={leak}/attribute onerror={hit}>',
        f"'><svg/onload={hit}>", f'<svg xmlns="http://www.w3.org/2000/svg"><script>{hit}</script><image href="{leak}/svg"/></svg>',
        f'</text></svg><script>{hit}</script>', f'</circle><a href="javascript:{hit}">x</a>', f'<style>@import url({leak}/css); body {{ background: url({leak}/background) }}</style>',
        f'<link rel=stylesheet href={leak}/link>', f'<iframe src="{leak}/frame"></iframe>', f'<object data={leak}/object></object>', f'<base href={leak}/>',
        f'<meta http-equiv=refresh content="0;url={leak}/refresh">', f'<body onload={hit}>', f'" onmouseover="{hit}" autofocus onfocus="{hit}', f'<details open ontoggle={hit}>',
        f'&lt;script&gt;{hit}&lt;/script&gt;', f'&#60;script&#62;{hit}&#60;/script&#62;', f'<!--><script>{hit}</script>-->', f'<![CDATA[<script>{hit}</script>]]>',
        f'<math><mtext><img src=x onerror={hit}></mtext></math>', f'<video src={leak}/video autoplay onerror={hit}>', f'<template><script>{hit}</script></template><noscript><img src={leak}/noscript></noscript>',
    ]


def hostile(browser, folder, port):
    path, page, marked, raw = folder / 'hostile.db', folder / 'hostile.html', folder / 'marked.html', folder / 'raw.html'
    db = corpus(path)
    texts = injections(port)
    for number, text in enumerate(texts):
        other = texts[(number + 1) % len(texts)]
        body = (f'{text} Karim Tazi{text}, minister of {text}, met Ana {other} Ruiz in Tangier on Monday, said the {text} Council.\n\n'
                f'“We will open the {text} bridge,” Karim Tazi said on Friday.\n\nAna Ruiz said that {other} would cost 40,000 {text} euros.\n\n{text}')
        db.execute('INSERT INTO articles(path, record, title, byline, outlet, url, published, dateline, body) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)',
                   (f'{text}{number}', f'Title {text}', other, f'Outlet {text}', text, '2024-03-14' if number % 2 else text, text, body))
        db.execute('INSERT OR IGNORE INTO aliases(text, name) VALUES (?, ?)', ('Karim Tazi' if number == 0 else f'nobody {number}', f'Karim {text} Tazi'))
    for number in range(3):  # what neither analysis would find
        db.execute("UPDATE entities SET role = ?, name = ? WHERE article_id = ? AND type = 'PERSON'", (texts[number], texts[number + 2], 3 * number + 1))
        db.execute('UPDATE spellings SET role = ?, text = ?, name = ? WHERE article_id = ?', (texts[number], texts[number + 1], texts[number + 2], 3 * number + 1))
        db.execute('UPDATE dates SET value = ?, sentence_start = 1, sentence_length = 200 WHERE article_id = ?', (texts[number], 3 * number + 1))
        db.execute('UPDATE days SET value = ? WHERE article_id = ?', (texts[number], 3 * number + 1))
        db.execute('UPDATE quotes SET speaker = ?, kind = ? WHERE article_id = ?', (texts[number], texts[number + 4], 3 * number + 1))
    db.commit()
    link(db, folder / 'none*')
    for first, last in (('ñ', texts[5]), ('"', texts[15]), ("'", texts[3])):
        db.execute('UPDATE days SET first_day = first_day || ?, last_day = last_day || ? WHERE article_id % 7 = 3', (first, last))
    db.commit()
    report(path, page)
    bodies = [body for (body,) in db.execute('SELECT body FROM articles ORDER BY article_id')]
    with open(marked, 'w') as out:
        out.write('<!DOCTYPE html><meta charset=utf-8><title>marked</title>\n')
        for body in bodies:
            out.write('<p>' + db.execute('SELECT news_highlight(?)', (body,)).fetchone()[0] + '<p title="' + db.execute('SELECT news_html(?)', (body,)).fetchone()[0] + '">\n')
    raw.write_text('<!DOCTYPE html><meta charset=utf-8><title>raw</title>\n' + '\n'.join(text for text in texts if 'refresh' not in text))
    for name, file in (('report', page), ('news_highlight and news_html', marked)):
        browser.open(file)
        time.sleep(1)
        expect(f'{name}: no script runs', None, browser.run('return window.hit ?? null'))
        expect(f'{name}: no element comes from an article', [], browser.run('return [...document.querySelectorAll("script,img,iframe,object,embed,link,base,image,video,details,math,template,noscript,form,meta[http-equiv]")].map(e => e.outerHTML.slice(0, 80))'))
        expect(f'{name}: no attribute acts', [], browser.run('return [...document.querySelectorAll("*")].flatMap(e => [...e.attributes]).filter(a => /^on/i.test(a.name) || (a.name == "href" && !a.value.startsWith("#"))).map(a => a.name + "=" + a.value).slice(0, 5)'))
        expect(f'{name}: the texts are there as texts', True, browser.run('return document.body.innerText.includes("<script>window.hit=1</script>")'))
        expect(f'{name}: no request is sent', [], [url for url in browser.requests() if url.split('#')[0] != file.as_uri()])
    expect('nobody asked the listener', [], Listener.asked)
    browser.open(raw)
    time.sleep(1)
    expect('unescaped, the same texts run and ask', [1, True], [browser.run('return window.hit ?? null'), len(Listener.asked) > 3])


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as top:
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser = Browser(top)
    try:
        story(browser, Path(top))
        hostile(browser, Path(top), server.server_port)
    finally:
        browser.close()
        server.shutdown()
expect.finish()
