#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time expressions against TimeML files (TimeBank, AQUAINT, Wikinews): are they found, and is their TIMEX3 value right?

  timebank.py [--truce PATH] [--corpus DIR] [-v]

Found: an expression of ours overlaps one of theirs. Value: of those found, how many have the same value (dates, durations and
parts of day as written; a week and the days it spans count as the same when they begin on the same day).
Sets ("every day") and the document's own date are left out."""
import argparse, glob, json, os, re, subprocess, sys, tempfile


def read_tml(path):
    s = open(path, encoding='utf-8', errors='replace').read()
    dct = re.search(r'functionInDocument="CREATION_TIME"[^>]*value="(\d{4}-\d\d-\d\d)|value="(\d{4}-\d\d-\d\d)[^>]*functionInDocument="CREATION_TIME"', s)
    body = re.search(r'<TEXT>(.*?)</TEXT>', s, re.S)
    if not body: return None
    text, spans, stack, at = '', [], [], 0
    for m in re.finditer(r'<(/?)(\w+)([^>]*)>|([^<]+)', body.group(1)):
        if m.group(4) is not None:
            text += re.sub(r'&amp;', '&', re.sub(r'&lt;', '<', re.sub(r'&gt;', '>', m.group(4))))
        elif m.group(2) == 'TIMEX3':
            if not m.group(1):
                a = dict(re.findall(r'(\w+)="([^"]*)"', m.group(3)))
                stack.append((len(text), a))
            elif stack:
                start, a = stack.pop()
                if a.get('type') != 'SET': spans.append((start, len(text), a.get('value', '')))
    return text, (dct.group(1) or dct.group(2)) if dct else None, spans


def same(a, b):
    a, b = a.upper(), b.upper()
    return a == b or a.replace('TNI', '').replace('TMO', '').replace('TAF', '').replace('TEV', '') == b.replace('TNI', '').replace('TMO', '').replace('TAF', '').replace('TEV', '')


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--truce', default=os.path.join(here, '../../build/truce'))
    ap.add_argument('--corpus', default=os.path.join(here, '../../../shared/corpora/timebank'))
    ap.add_argument('-v', action='store_true')
    a = ap.parse_args()
    docs = {}
    for f in sorted(glob.glob(os.path.join(a.corpus, '**', '*.tml'), recursive=True)):
        d = read_tml(f)
        if d and d[0].strip() and d[2]: docs[os.path.relpath(f, a.corpus)] = d
    if not docs: sys.exit(f'no .tml files under {a.corpus}')
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', delete=False, encoding='utf-8') as t:
        for i, (text, dct, _) in docs.items(): t.write(json.dumps({'id': i, 'published': dct, 'text': text}) + '\n')
    out = subprocess.run([a.truce, 'read', '-q', '--json', '--layers', 'times', t.name], stdout=subprocess.PIPE).stdout.decode('utf-8')
    os.unlink(t.name)
    gold = ours = found = right = 0
    for line in out.splitlines():
        r = json.loads(line)
        text, dct, spans = docs[r['report']['id']]
        raw = text.encode('utf-8')
        mine = [(len(raw[:x['span'][0]].decode('utf-8', 'ignore')), len(raw[:x['span'][1]].decode('utf-8', 'ignore')), x['timex3'] or '') for x in r['times']]
        gold += len(spans); ours += len(mine)
        used = set()
        for s, e, v in spans:
            hit = [j for j, m in enumerate(mine) if j not in used and m[0] < e and s < m[1]]
            if not hit:
                if a.v: print('missed', repr(text[s:e]), v)
                continue
            best = max(hit, key=lambda j: min(e, mine[j][1]) - max(s, mine[j][0]))
            used.add(best); found += 1
            if same(v, mine[best][2]): right += 1
            elif a.v: print('value', repr(text[s:e]), v, 'got', mine[best][2], 'published', dct)
        if a.v:
            for j, m in enumerate(mine):
                if j not in used: print('extra', repr(text[m[0]:m[1]]), m[2])
    p, q = found / max(1, ours), found / max(1, gold)
    print(f'{len(docs)} documents, {gold} expressions, {ours} found by us')
    print(f'found  P {100 * p:.1f} R {100 * q:.1f} F1 {200 * p * q / max(1e-9, p + q):.1f}')
    print(f'value  {100 * right / max(1, found):.1f} of those found; F1 with value {200 * right / max(1, ours + gold):.1f}')


if __name__ == '__main__': main()
