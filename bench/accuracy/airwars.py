#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Killed and injured of Airwars' incidents (Gaza 2023), found in the narratives that its researchers wrote.

  airwars.py [--truce build/truce]

Each narrative is read as published a week after the incident. Asked are the ranges that Airwars gives (its "Unknown" and missing ones are not).

  stated       of the ranges whose two numbers stand as figures or words in sentences of the narrative that speak of that harm (1 always does), how many
               are found; the goal stands here. A 2 in "Block 2" or "two women were killed" states nothing of the injured
  found        of all ranges:
               the least is the low of some toll of that harm in the narrative, and the greatest the high (or low) of some: two sources may tell them.
               A toll is what one claim says, or what the claims of one sentence say together (parts are not added to their whole)
  by custom    the same, where Airwars' custom for a word that counts fits too: "a number of", "several" 2, "dozens" 12 to 24
  least        the least alone
  as one       the narrative's tolls as a range, from the least to the greatest of what its sentences say in all, is Airwars' range: what a ledger
               with this report alone would tell

Airwars' conventions give numbers where the text has none (injured "others" are 2, a list of names its length): what is asked there is the
convention, not the reading."""
import datetime, json, re
from common import Row, claims, main, pct, totals

NEEDS = ['corpora/airwars/incidents.jsonl']


def day_of(s):
    try: return datetime.datetime.strptime(s, '%B %d, %Y').date() + datetime.timedelta(7)
    except ValueError: return None


UNITS = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split()
TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split()


SPEAKS_OF = {'killed': re.compile(r'kill|dead|death|\bdie[ds]?\b|martyr|fatal|victim|bod(?:y|ies)\b|casualt|massacre|lives', re.I), 'injured': re.compile(r'injur|wound|hurt|casualt', re.I)}


def numbers(text, harm):
    """The numbers that stand in a text's sentences about a harm, and 1."""
    text = ' '.join(s for s in re.split(r'(?<=[.!?])\s+|\n', text) if SPEAKS_OF[harm].search(s))
    out = {1} | {int(n) for n in re.findall(r'\b\d{1,4}\b', text)}
    for ten, unit in re.findall(r'\b(?:(%s)(?:[ -](%s))?)\b' % ('|'.join(TENS), '|'.join(UNITS[:9])), text, re.I):
        out.add(20 + 10 * TENS.index(ten.lower()) + (UNITS.index(unit.lower()) + 1 if unit else 0))
    return out | {UNITS.index(u.lower()) + 1 for u in re.findall(r'\b(%s)\b' % '|'.join(UNITS), text, re.I)}


def tolls(reading, harm):
    """[(low, high)]: of claims, and of sentences."""
    some = claims(reading, 'casualties', harm)
    one = [(c['low'], c['high']) for c in some if c['low'] is not None or c['high'] is not None]
    return set(one + totals(reading, harm))


def custom(c):
    """What Airwars writes where a claim counts by a word."""
    if c['low'] is None and c['high'] is None or c['low'] == 3 and c['high'] is None: return [(2, 2)]
    return [(12, 24)] if c['low'] == 24 and c['high'] is None else []


def holds(want, some):
    """Whether ranges hold the least and the greatest that are wanted."""
    return want['min'] in {lo for lo, _ in some}, want['max'] in {x for r in some for x in r}


def score(want, reading, harm):
    """{measure: bool} for want = {'min', 'max'}."""
    some, sums = tolls(reading, harm), totals(reading, harm)
    words = {r for c in claims(reading, 'casualties', harm) for r in custom(c)}
    least, most = holds(want, some)
    whole = bool(sums) and (min(lo for lo, _ in sums), max(max(lo, hi or 0) for lo, hi in sums)) == (want['min'], want['max'])
    return {'found': least and most, 'custom': all(holds(want, some | words)), 'least': least, 'whole': whole}


def measure(bench):
    todo = [(r, d) for r in map(json.loads, open(bench.corpus('airwars', 'incidents.jsonl'), encoding='utf-8')) for d in [day_of(r['date'])] if d and r['text'].strip()]
    read = bench.read([{'id': r['id'], 'published': d.isoformat(), 'outlet': 'Airwars', 'text': r['text']} for r, d in todo])
    sums, errors = {}, []
    for r, _ in todo:
        for harm in ('killed', 'injured'):
            want = r[harm]
            if not want or 'min' not in want: continue
            got = score(want, read[r['id']], harm) if r['id'] in read else dict.fromkeys(('found', 'custom', 'least', 'whole'), False)
            if {want['min'], want['max']} <= numbers(r['text'], harm): got['stated'] = got['found']
            for k, v in got.items():
                sums.setdefault((harm, k), []).append(v)
                sums.setdefault(('both', k), []).append(v)
            if not got['found']:
                mark = '' if 'stated' in got else ' (numbers not in the text)'
                said = [(c['low'], c['high'], c['quote'], c['status']) for c in read.get(r['id'], {'claims': []})['claims'] if c['kind'] == 'casualties' and c['harm'] == harm]
                errors.append(f"{harm:8s} {r['id']} want {want['min']}-{want['max']}{mark} GOT {said} | {r['text'][:700]}")
    bench.errors('airwars', errors)
    row = lambda h, k, label, goal=None: Row('airwars', label, pct(sum(sums[h, k]), len(sums[h, k])), goal, f'{len(sums[h, k])} ranges')
    return [row('both', 'stated', 'killed and injured: range found, where its numbers are stated', 85), row('both', 'found', 'killed and injured: range found, all'),
            row('both', 'custom', 'the same by custom'), row('killed', 'found', 'killed: range found'), row('injured', 'found', 'injured: range found'),
            row('both', 'least', 'least of the range found'), row('both', 'whole', 'all tolls as one range are the range')]


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
