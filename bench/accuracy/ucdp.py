#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Numbers of dead in headlines, against what UCDP coded of the same event (GED, Syria 2016-2019).

  ucdp.py [--truce build/truce]

Items: events with one source whose headline has a word of dying and a number of people within UCDP's low to high, and does not tell of a period or a running
toll ("yesterday", "in 24 hours", "raises", "since"), which count other dead than the event's. Equal headlines with equal ranges are one item.
Right: what the headline says was killed (one claim that is no part of another, or the sentence's claims together) lies in low to high; "more than 8" says 8 and 9. A headline that
counts killed and injured together ("12 casualties") has no number of dead and is asked only where UCDP's number is that number."""
import csv, re
from common import Row, claims, main, pct, totals

NEEDS = ['corpora/ucdp-ged/ged191_syria.csv']
WORDS = {w: i for i, w in enumerate('zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split())}
DYING = re.compile(r'\b(kill(s|ed|ing)?|dead|dies?|died|deaths?|martyr\w*|executes?d?|casualt\w+|lives)\b', re.I)
PERIOD = re.compile(r'\b(yesterday|hours?|days?|weeks?|months?|years?|rais\w+|rises?|since|toll|total|so far|after (the )?(kill|death|martyr)\w*|more than \d+ \w+ in|within|during)\b', re.I)


# What a number in such headlines counts when it counts no people.
THINGS = 'of|its|family|famil|source|their|most|the|another|after|explosion|area|town|cit(y|ies)|village|place|province|neighbo|district|displaced|camp|raid|airstrike|strike|massacre|car|clash|attack|' \
         'detonation|ied|barrel|shell|rocket|missile|faction|reconnaissance|prison|group|side|part|front|syrian|hospital|school|helicopter|warplane|plane|tank|vehicle|convoy|truce|zone|th|st|bomb|mosque|new|main|different'


def numbers(s):
    """The numbers of a headline that may count people."""
    found = re.findall(r'\b(\d{1,4}|%s)\b(?!\s*(?:mm|km|%%|/|-)|\s+(?:%s))' % ('|'.join(WORDS), THINGS), s, re.I)
    return {int(n) if n.isdigit() else WORDS[n.lower()] for n, *_ in found}


def items(rows):
    out = {}
    for r in rows:
        head, low, high = r['source_headline'].strip(), int(r['low'] or 0), int(r['high'] or 0)
        if ';' in head or r['number_of_sources'] != '1' or low < 1 or not DYING.search(head) or PERIOD.search(head): continue
        if any(low <= n <= high for n in numbers(head)): out.setdefault((head, low, high), r)
    return [(k, r) for k, r in out.items()]


def right(reading, low, high):
    said = [(c['low'], c['high']) for c in claims(reading, 'casualties', 'killed') + claims(reading, 'casualties', 'casualties') if c['part_of'] is None]
    said += totals(reading, 'killed')
    words = [n for c in claims(reading, 'casualties') if c['harm'] in ('killed', 'casualties') and c['part_of'] is None for n in numbers(c['quote'])]
    return any(low <= n <= high for n in [n for pair in said for n in pair if n is not None] + words)


def measure(bench):
    todo = items(csv.DictReader(open(bench.corpus('ucdp-ged', 'ged191_syria.csv'), encoding='utf-8', newline='')))
    whole = len(todo)
    todo = bench.sample(todo, 3000)
    read = bench.read([{'id': str(i), 'published': r['source_date'][:10], 'outlet': r['source_office'], 'text': k[0]} for i, (k, r) in enumerate(todo)])
    good, errors = 0, []
    for i, ((head, low, high), _) in enumerate(todo):
        x = read.get(str(i))
        ok = bool(x) and right(x, low, high)
        good += ok
        if not ok: errors.append(f"want {low}-{high} GOT {[(c['harm'], c['low'], c['high'], c['quote'], c['status']) for c in x['claims'] if c['kind'] == 'casualties'] if x else 'not read'} | {head}")
    bench.errors('ucdp', errors)
    return [Row('ucdp-ged headlines', 'stated dead between low and high', pct(good, len(todo)), 90, f'{len(todo)} headlines' + (f' of {whole}' if whole > len(todo) else ''))]


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
