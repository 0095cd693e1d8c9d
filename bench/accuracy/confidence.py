#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does a claim's confidence mean what it says? Reads a gold set with the built program and shows, by confidence, how often claims are right.

  bench/accuracy/confidence.py [--truce build/truce] [--set ../shared/gold/dev] [--fit]

Right is what ../shared/gold/score.py calls right. --fit prints, per kind, the table with which src/reading/confidence.c turns raw
scores into probabilities, from a program built with CFLAGS=-DTR_RAW_CONFIDENCE; fit on reports that no weights learnt from
(--set ../shared/gold/train --unlearnt), never on the set that the figures are shown on."""
import argparse, glob, importlib.util, json, os, subprocess, sys, tempfile

def load_score(gold):
    spec = importlib.util.spec_from_file_location('score', os.path.join(gold, 'score.py'))
    m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m)
    return m

def readings(score, truce, folder, only=None):
    ids = sorted(os.path.basename(f)[:-len('.gold.json')] for f in glob.glob(os.path.join(folder, '*.gold.json')))
    metas = {i: json.load(open(os.path.join(folder, i + '.meta.json'), encoding='utf-8')) for i in ids}
    if only: ids = [i for i in ids if only(metas[i])]
    text = {i: open(os.path.join(folder, i + '.txt'), encoding='utf-8').read() for i in ids}
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', delete=False, encoding='utf-8') as t:
        for i in ids: t.write(json.dumps({'id': i, 'outlet': metas[i]['outlet'], 'published': metas[i]['published'], 'text': text[i]}, ensure_ascii=False) + '\n')
    out = subprocess.run([truce, 'read', '--json', t.name], stdout=subprocess.PIPE, check=True).stdout.decode('utf-8')
    os.unlink(t.name)
    for line in out.splitlines():
        r = json.loads(line); i = r['report']['id']
        yield score.load_gold(os.path.join(folder, i + '.gold.json'), text[i]), score.load_reading(r, text[i])

def right_of(score, pairs):
    """(kind, confidence, right) of every claim of (gold, reading) pairs."""
    for gold, read in pairs:
        for kind in ('casualties', 'events', 'ceasefires', 'figures'):
            right, loose, near, slots = score.SECTIONS[kind]
            ok = {b for a, b, good in score.match(gold[kind], read[kind], right, near) if good}
            for b, claim in enumerate(read[kind]): yield kind, claim.get('confidence', 0), b in ok

def outcomes(score, truce, folder, only=None):
    return right_of(score, readings(score, truce, folder, only))

def table(rows):
    out, edges = [f'{"confidence":12s}{"claims":>8s}{"right":>8s}'], [0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1.01]
    rows = list(rows)
    for lo, hi in zip(edges, edges[1:]):
        part = [r for _, c, r in rows if lo <= c < hi]
        if part: out.append(f'{lo:.1f} to {min(hi, 1):.1f}  {len(part):8d}{100 * sum(part) / len(part):7.1f} %')
    return '\n'.join(out)

def knots(pairs, bins=6):
    """Points (mean raw score, share right) of equally filled bins, made monotone by pooling neighbours that fall."""
    pairs = sorted(pairs); n = max(1, min(bins, len(pairs) // 12)); out = []
    for i in range(n):
        part = pairs[i * len(pairs) // n:(i + 1) * len(pairs) // n]
        # one right and one wrong in eight are added, so that few claims never say 0 or 1
        out.append([sum(x for x, _ in part), sum(y for _, y in part) + 0.8, len(part)])
        while len(out) > 1 and out[-2][1] / (out[-2][2] + 1) >= out[-1][1] / (out[-1][2] + 1):
            x, y, k = out.pop(); out[-1] = [out[-1][0] + x, out[-1][1] + y - 0.8, out[-1][2] + k]
    return [(x / k, y / (k + 1)) for x, y, k in out]

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--truce', default='build/truce'); ap.add_argument('--gold', default='../shared/gold'); ap.add_argument('--set'); ap.add_argument('--fit', action='store_true')
    ap.add_argument('--unlearnt', action='store_true', help='only reports that no shipped weights learnt from')
    a = ap.parse_args()
    if not os.path.isdir(a.gold): print('skipped: no', a.gold); return
    rows = list(outcomes(load_score(a.gold), a.truce, a.set or os.path.join(a.gold, 'dev'), (lambda m: m.get('corpus') != 'FA-KES') if a.unlearnt else None))
    if a.fit:
        for kind in ('casualties', 'events', 'ceasefires', 'figures'):
            points = knots([(c, r) for k, c, r in rows if k == kind])
            print('    /* %s */ { %s, %d },' % (kind, '{ ' + ', '.join('{ %.2ff, %.2ff }' % p for p in points) + ' }', len(points)))
        return
    print(table(rows))

if __name__ == '__main__': main()
