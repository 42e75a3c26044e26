#!/usr/bin/env python3
"""notebook.py BUILD [--write]: runs examples/story.ipynb from top to bottom and compares what each cell prints.

Texts must be the same; of a picture, whose bytes differ from one version of matplotlib to the next, that there is one of the
same size and that something is drawn in it.  --write keeps the outputs in the notebook.  What is missing is named, and the test is skipped.
The last line is "N passed, N failed".
"""
import base64
import os
import re
import sys
from pathlib import Path

from expect import Expect

project = Path(__file__).resolve().parent.parent
notebook = project / 'examples/story.ipynb'
expect = Expect()
os.environ['PYDEVD_DISABLE_FILE_VALIDATION'] = '1'  # a debugger that is not used warns otherwise
# Debian packages: jupyter-nbconvert (and nbformat with it), python3-ipykernel, python3-pandas, python3-matplotlib
for module, package in (('nbconvert', 'jupyter-nbconvert'), ('ipykernel', 'python3-ipykernel'), ('pandas', 'python3-pandas'), ('matplotlib', 'python3-matplotlib')):
    try:
        __import__(module)
    except ImportError:
        print(f'skipped: {package} is not installed')
        expect.finish()

import nbformat
from nbconvert.preprocessors import CellExecutionError, ExecutePreprocessor


def picture(png):
    """Width and height of a PNG file, and whether it holds more than one colour could need."""
    data = base64.b64decode(png)
    width, height = int.from_bytes(data[16:20], 'big'), int.from_bytes(data[20:24], 'big')
    # Sizes follow the labels' widths: to the nearest 50 pixels.
    return [round(width / 50), round(height / 50), len(data) > 4000]


def printed(cell):
    """What a cell's outputs say, piece by piece."""
    pieces = []
    for output in cell.get('outputs', []):
        data = output.get('data', {})
        if 'image/png' in data:
            pieces.append(picture(data['image/png']))
        elif 'text' in output or 'text/plain' in data:
            pieces.append(re.sub(r' +$', '', output.get('text') or data['text/plain'], flags=re.M).strip('\n'))
    return pieces


wanted = nbformat.read(notebook, as_version=4)
got = nbformat.read(notebook, as_version=4)
try:
    ExecutePreprocessor(timeout=300, kernel_name='python3').preprocess(got, {'metadata': {'path': str(notebook.parent)}})
except CellExecutionError as error:
    expect('the notebook runs to its end', '', str(error)[-2000:])
    expect.finish()
for number, (before, now) in enumerate(zip(wanted.cells, got.cells)):
    if now.cell_type == 'code' and '--write' not in sys.argv:
        expect(f'cell {number} ({now.source.splitlines()[0]})', printed(before), printed(now))
if '--write' in sys.argv:
    for cell in got.cells:
        cell.metadata.clear()  # times of this run
        for output in cell.get('outputs', []):
            output.get('data', {}).pop('text/html', None)  # the same table once more
    nbformat.write(got, notebook)
pictures = [piece for cell in got.cells for piece in printed(cell) if isinstance(piece, list)]
expect('timeline and who said what are drawn', [True, True], [piece[2] for piece in pictures])
expect.finish()
