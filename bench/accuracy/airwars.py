#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Killed and injured of Airwars' incidents (Gaza 2023), found in the narratives that its researchers wrote.

  airwars.py [--truce build/truce]

Each narrative is read as published a week after the incident. Asked are the ranges that Airwars gives (its "Unknown" and missing ones are not).

  found        the least is the low of some toll of that harm in the narrative, and the greatest the high (or low) of some: two sources may tell them.
               A toll is what one claim says, or what the claims of one sentence say together (parts are not added to their whole)
  least        the least alone
  as one       the narrative's tolls as a range, from the least to the greatest of what its sentences say in all, is Airwars' range: what a ledger
               with this report alone would tell

Airwars counts "others were injured" as 2 and counts lists of names; where no number is in the text, finding it needs counting too."""
import datetime, json
from common import Row, claims, main, pct, totals

NEEDS = ['corpora/airwars/incidents.jsonl']


def day_of(s):
    try: return datetime.datetime.strptime(s, '%B %d, %Y').date() + datetime.timedelta(7)
    except ValueError: return None


def tolls(reading, harm):
    """[(low, high)]: of claims, and of sentences."""
    one = [(c['low'], c['high']) for c in claims(reading, 'casualties', harm) if c['low'] is not None or c['high'] is not None]
    return set(one + totals(reading, harm))


def score(want, reading, harm):
    """{measure: bool} for want = {'min', 'max'}."""
    some, sums = tolls(reading, harm), totals(reading, harm)
    least = want['min'] in {lo for lo, _ in some}
    most = want['max'] in {hi for _, hi in some} | {lo for lo, _ in some}
    whole = bool(sums) and (min(lo for lo, _ in sums), max(max(lo, hi or 0) for lo, hi in sums)) == (want['min'], want['max'])
    return {'found': least and most, 'least': least, 'whole': whole}


def measure(bench):
    todo = [(r, d) for r in map(json.loads, open(bench.corpus('airwars', 'incidents.jsonl'), encoding='utf-8')) for d in [day_of(r['date'])] if d and r['text'].strip()]
    read = bench.read([{'id': r['id'], 'published': d.isoformat(), 'outlet': 'Airwars', 'text': r['text']} for r, d in todo])
    sums, errors = {}, []
    for r, _ in todo:
        for harm in ('killed', 'injured'):
            want = r[harm]
            if not want or 'min' not in want: continue
            got = score(want, read[r['id']], harm) if r['id'] in read else {'found': False, 'least': False, 'whole': False}
            for k, v in got.items():
                sums.setdefault((harm, k), []).append(v)
                sums.setdefault(('both', k), []).append(v)
            if not got['found']:
                said = [(c['low'], c['high'], c['quote'], c['status']) for c in read.get(r['id'], {'claims': []})['claims'] if c['kind'] == 'casualties' and c['harm'] == harm]
                errors.append(f"{harm:8s} {r['id']} want {want['min']}-{want['max']} GOT {said} | {r['text'][:700]}")
    bench.errors('airwars', errors)
    row = lambda h, k, label, goal=None: Row('airwars', label, pct(sum(sums[h, k]), len(sums[h, k])), goal, f'{len(sums[h, k])} ranges')
    return [row('both', 'found', 'killed and injured: range found', 85), row('killed', 'found', 'killed: range found'), row('injured', 'found', 'injured: range found'),
            row('both', 'least', 'least of the range found'), row('both', 'whole', 'all tolls as one range are the range')]


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
