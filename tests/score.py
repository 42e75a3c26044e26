#!/usr/bin/python3
"""score.py EXTENSION: runs the scorers of ../shared/score over the annotated data and prints one table.

Rows whose data is not there say "skipped, no data". What the columns mean is told by each scorer; here its own
summary lines are shown, one measurement a row."""
import os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.environ.get('NEWS_SHARED', os.path.join(HERE, '..', '..', 'shared'))
SCORE = os.path.join(SHARED, 'score')
PYTHON = '/usr/bin/python3'


def data(*parts):
    return os.path.join(SHARED, 'data', *parts)
