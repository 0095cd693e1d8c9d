#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time expressions against TimeML: TimeBank and AQUAINT (TBAQ), and Wikinews.

  timebank.py [--truce build/truce]

Found (relaxed): an expression of ours overlaps one of theirs, one to one. Value: of those found, how many have the same TIMEX3 value, letter by letter;
parts of day are the same among each other where the day is (T with MO, AF, EV, NI). Sets ("every day") and the document's own date are left out; the date
of the document is given as the date of publication. HeidelTime, the peer, has relaxed F1 90 and value 86 on TempEval-3's test set."""
import glob, os, re
from common import Row, chars, main, pct, prf

NEEDS = ['corpora/timebank']


def read_tml(path):
    """(text, date of the document, [(from, to, value)]) or None."""
    with open(path, encoding='utf-8', errors='replace') as f: s = f.read()
    dct = re.search(r'functionInDocument="CREATION_TIME"[^>]*value="(\d{4}-\d\d-\d\d)|value="(\d{4}-\d\d-\d\d)[^>]*functionInDocument="CREATION_TIME"', s)
    body = re.search(r'<TEXT>(.*?)</TEXT>', s, re.S)
    if not body: return None
    text, spans, stack = '', [], []
    for m in re.finditer(r'<(/?)(\w+)([^>]*)>|([^<]+)', body.group(1)):
        if m.group(4) is not None:
            text += re.sub(r'&amp;', '&', re.sub(r'&lt;', '<', re.sub(r'&gt;', '>', m.group(4))))
        elif m.group(2) == 'TIMEX3':
            if not m.group(1): stack.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', m.group(3)))))
            elif stack:
                start, a = stack.pop()
                if a.get('type') != 'SET': spans.append((start, len(text), a.get('value', '')))
    return text, (dct.group(1) or dct.group(2)) if dct else None, spans


def same(a, b):
    part = lambda v: re.sub(r'T(NI|MO|AF|EV)', '', v.upper())
    return part(a) == part(b)


def compare(gold, ours):
    """[(index of theirs, index of ours)], widest overlap first come, and what is left of ours; spans are (from, to, value)."""
    used, pairs = set(), []
    for i, (a, b, _) in enumerate(gold):
        hits = [j for j, m in enumerate(ours) if j not in used and m[0] < b and a < m[1]]
        if hits:
            best = max(hits, key=lambda j: min(b, ours[j][1]) - max(a, ours[j][0]))
            used.add(best)
            pairs.append((i, best))
    return pairs, [j for j in range(len(ours)) if j not in used]


def measure(bench):
    rows = []
    for part in sorted(os.listdir(bench.corpus('timebank'))):
        docs = {}
        for path in sorted(glob.glob(bench.corpus('timebank', part, '**', '*.tml'), recursive=True)):
            d = read_tml(path)
            if d and d[0].strip() and d[2]: docs[os.path.basename(path)] = d
        if not docs:
            rows.append(Row(f'timebank {part}', 'TIMEX3: its texts mark events alone, no times', None, None))
            continue
        read = bench.read([{'id': i, 'text': t, **({'published': d} if d else {})} for i, (t, d, _) in docs.items()], 'times')
        n, errors = [0, 0, 0, 0], []
        for i, (text, dct, gold) in docs.items():
            times = read[i]['times'] if i in read else []
            ours = [(*s, x['timex3'] or '') for s, x in zip(chars(read.get(i), text, times), times)]
            pairs, extra = compare(gold, ours)
            right = [same(gold[a][2], ours[b][2]) for a, b in pairs]
            n = [x + y for x, y in zip(n, (len(gold), len(ours), len(pairs), sum(right)))]
            found = {a for a, _ in pairs}
            errors += [f'missed {text[a:b]!r} {v} | {text[max(0, a - 60):b + 40]!r}' for k, (a, b, v) in enumerate(gold) if k not in found]
            errors += [f'value  {text[gold[a][0]:gold[a][1]]!r} want {gold[a][2]} GOT {ours[b][2]} ({text[ours[b][0]:ours[b][1]]!r}) published {dct} | {text[max(0, gold[a][0] - 80):gold[a][1] + 40]!r}' for (a, b), ok in zip(pairs, right) if not ok]
            errors += [f'extra  {text[ours[j][0]:ours[j][1]]!r} {ours[j][2]} | {text[max(0, ours[j][0] - 60):ours[j][1] + 40]!r}' for j in extra]
        bench.errors('timebank-' + part.lower(), errors)
        gold, told, found, right = n
        p, r, f = prf(found, told, gold)
        rows += [Row(f'timebank {part}', f'TIMEX3 relaxed F1 (P {p:.1f} R {r:.1f})', f, 90, f'{gold} times, {len(docs)} reports'), Row(f'timebank {part}', 'value right, of those found', pct(right, found), 85, f'{found} times')]
    return rows


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
