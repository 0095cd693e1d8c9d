#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Attributions against PolNeAR (Newell et al. 2018): political news of seven US publishers, which nothing here was made from.

  polnear.py DIR [--truce build/truce] [-v]        DIR has attributions/*.ann and text/*.txt

`truce read --json --layers attributions` is compared by characters. An attribution of the set is found when at least half of its
content lies in the content of one of ours; its source is right when the two source spans touch. PolNeAR also marks thoughts and
plans ("wants", "plans to"), which Truce does not take for assertions, so recall has a ceiling below 100."""
import argparse, glob, json, os, subprocess, tempfile


def gold(path):
    """[(source chars, content chars)] of one .ann file."""
    spans, out = {}, []
    for line in open(path, encoding='utf-8'):
        f = line.rstrip('\n').split('\t')
        if f[0].startswith('T'):
            places = f[1].split(' ', 1)[1]
            spans[f[0]] = {c for p in places.split(';') for c in range(*map(int, p.split()))}
        elif f[0].startswith('E'):
            part = {}
            for p in f[1].split():
                k, t = p.split(':')
                part.setdefault(k.rstrip('0123456789'), set()).update(spans.get(t, ()))
            if part.get('Content'): out.append((part.get('Source', set()), part['Content']))
    return out


def ours(reading, text):
    at, n = {}, 0
    for i, c in enumerate(text):
        at[n] = i
        n += len(c.encode('utf-8'))
    at[n] = len(text)
    chars = lambda s: set(range(at.get(s[0], 0), at.get(s[1], 0)))
    return [(chars(a['source']) if a['source'] else set(), set().union(*(chars(c) for c in a['content'])), a) for a in reading['attributions']]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('dir'); ap.add_argument('--truce', default='build/truce'); ap.add_argument('-v', action='store_true')
    a = ap.parse_args()
    docs = {}
    for ann in sorted(glob.glob(os.path.join(a.dir, 'attributions', '*.ann'))):
        name = os.path.basename(ann)[:-len('.ann')]
        path = next((p for p in (os.path.join(a.dir, 'text', n + '.txt') for n in (name, name.rsplit('_', 1)[0])) if os.path.exists(p)), None)
        if path: docs[name] = (open(path, encoding='utf-8', newline='').read(), gold(ann))
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', delete=False, encoding='utf-8') as t:
        for i, (text, _) in docs.items(): t.write(json.dumps({'id': i, 'text': text}) + '\n')
    r = subprocess.run([a.truce, 'read', '-q', '--json', '--layers', 'attributions', t.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    os.unlink(t.name)
    n = dict(gold=0, found=0, source=0, sourced=0, pred=0, good=0)
    chars = dict(gold=0, pred=0, both=0)
    for line in r.stdout.decode('utf-8').splitlines():
        reading = json.loads(line)
        text, g = docs[reading['report']['id']]
        p = ours(reading, text)
        n['gold'] += len(g); n['pred'] += len(p)
        n['good'] += sum(any(len(c & gc) * 2 >= len(c) for _, gc in g) for _, c, _ in p)
        gall, pall = set().union(*(c for _, c in g)), set().union(*(c for _, c, _ in p)) if p else set()
        chars['gold'] += len(gall); chars['pred'] += len(pall); chars['both'] += len(gall & pall)
        for s, c in g:
            hits = [(len(c & pc), ps) for ps, pc, _ in p if len(c & pc) * 2 >= len(c)]
            if hits:
                n['found'] += 1
                if s:
                    n['sourced'] += 1
                    n['source'] += any(ps & s for _, ps in hits)
            elif a.v and s: print('missed', repr(text[min(s):max(s) + 1]), repr(text[min(c):max(c) + 1][:90]))
    pct = lambda x, y: 100 * x / y if y else 0
    P, R = pct(chars['both'], chars['pred']), pct(chars['both'], chars['gold'])
    print(f"{len(docs)} articles: attributions {n['gold']} in the set, {n['pred']} ours; found {pct(n['found'], n['gold']):.1f} %, ours that lie in one of the set's {pct(n['good'], n['pred']):.1f} %")
    print(f"content by characters: precision {P:.1f} recall {R:.1f} F1 {2 * P * R / (P + R) if P + R else 0:.1f}; source right where content is found {pct(n['source'], n['sourced']):.1f} %")


if __name__ == '__main__': main()
