#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Event types on PLOVER's gold standard records (gsr.json): one sentence, one type each.

  plover.py [--truce build/truce]

A record is right when any event that `truce read --json` tells of the sentence has its type; precision counts records of which anything was told.
Records carry the ontology's older names; they are read as its present ones."""
import collections, json
from common import Row, main, prf

NEEDS = ['corpora/plover/gsr.json']
# Names that the 2024 manual folded into others.
NOW = {'DEMAND': 'REQUEST', 'DISAPPROVE': 'ACCUSE', 'INVESTIGATE': 'ACCUSE', 'FIGHT': 'ASSAULT', 'CRIME': 'COERCE', 'YIELD': 'CONCEDE'}


def wanted(record): return NOW.get(record['event'], record['event'])


def measure(bench):
    records = json.load(open(bench.corpus('plover', 'gsr.json'), encoding='utf-8'))
    read = bench.read([{'id': str(i), 'text': r['text'].strip('{}'), 'published': r.get('date', '2000-01-01')} for i, r in enumerate(records)])
    told = [[c['type'] for c in read.get(str(i), {'claims': []})['claims'] if c['kind'] == 'event'] for i in range(len(records))]
    hits = [wanted(r) in t for r, t in zip(records, told)]
    bench.errors('plover', [f'want {wanted(r):10s} GOT {",".join(t) or "-":30s} | {r["text"]}' for r, t, h in zip(records, told, hits) if not h])
    by = collections.defaultdict(list)
    for r, h in zip(records, hits): by[wanted(r)].append(h)
    p, rc, f = prf(sum(hits), sum(map(bool, told)), len(records))
    bench.details.append(('PLOVER records by type', '', '\n'.join(f'{t:10s} {sum(v):3d} of {len(v):3d}' for t, v in sorted(by.items()))))
    return [Row('plover', f'event type F1 (P {p:.1f} R {rc:.1f})', f, 80, f'{len(records)} sentences')]


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
