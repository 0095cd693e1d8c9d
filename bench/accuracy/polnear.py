#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Attributions against PolNeAR's dev part (Newell et al. 2018): political news of seven US publishers, which nothing here was made from.

  polnear.py [--truce build/truce]

`truce read --json --layers attributions` is compared by characters. An attribution of the set is found when at least half of its content lies in
contents of ours whose source span touches the set's (any source where the set has none); one of ours is right when at least half of its content lies in
one of the set's and the sources touch. So it does not matter that the set makes one attribution of a quotation of several sentences, and Truce several.
The set marks nothing inside what somebody is said to say (one attribution of 6,526), and Truce does ("the army said that rebels claim …"): ours whose
cue stands in one of the set's contents is neither right nor wrong. Where the set's source is a relative pronoun ("the mayor, who said …") and Truce
names whom it stands for, right before it, the sources touch. Two annotators of the same article of the train part agree at F1 79 (16 articles).

  content            F1 of the characters that are somebody's content
  source             of the set's attributions whose content is found, how many have the right source"""
import glob, os
from common import Row, main, pct, prf

NEEDS = ['corpora/polnear/dev']


def gold(path):
    """[(source chars, content chars)] of one .ann file."""
    spans, out = {}, []
    for line in open(path, encoding='utf-8'):
        f = line.rstrip('\n').split('\t')
        if f[0].startswith('T') and len(f) > 1:
            places = f[1].split(' ', 1)[1]
            spans[f[0]] = {c for p in places.split(';') for c in range(*map(int, p.split()))}
        elif f[0].startswith('E'):
            part = {}
            for p in f[1].split():
                k, t = p.split(':')
                part.setdefault(k.rstrip('0123456789'), set()).update(spans.get(t, ()))
            if part.get('Content'): out.append((part.get('Source', set()), part['Content']))
    return out


def stand_for(source, text):
    """A source, with the word before it where it is a relative pronoun."""
    if not source or text[min(source):max(source) + 1].lower() not in ('who', 'which', 'that', 'whose'): return source
    return source | set(range(max(0, min(source) - 3), min(source)))


def ours(reading, text):
    """[(source chars, content chars, cue chars)] of a reading."""
    at, n = {}, 0
    for i, c in enumerate(text):
        at[n] = i
        n += len(c.encode('utf-8'))
    at[n] = len(text)
    span = lambda s: set(range(at.get(s[0], 0), at.get(s[1], 0)))
    return [(span(a['source']) if a['source'] else set(), set().union(*(span(c) for c in a['content'])), span(a['cue']) if a['cue'] else set()) for a in reading['attributions']]


def touch(theirs, mine): return not theirs or bool(theirs & mine)


def found(attribution, mine):
    """(content found, and with the right source) of one of the set's attributions."""
    s, c = attribution
    half = lambda some: 2 * len(c & set().union(*(mc for _, mc, _ in some))) >= len(c)
    return half(mine), half([m for m in mine if touch(s, m[0])])


def right(attribution, theirs):
    """Whether one of ours is in the set."""
    s, c, _ = attribution
    return any(2 * len(c & tc) >= len(c) > 0 and touch(ts, s) for ts, tc in theirs)


def contents(theirs): return set().union(*(c for _, c in theirs))


def judged(mine, theirs):
    """Ours without those whose cue stands in what the set has somebody say."""
    said = contents(theirs)
    return [m for m in mine if not m[2] or not m[2] <= said]


def theirs_of(path, ann):
    """(text, the set's attributions) of an article."""
    text = open(path, encoding='utf-8', newline='').read()
    return text, [(stand_for(s, text), c) for s, c in gold(ann)]


def measure(bench):
    docs = {}
    for ann in sorted(glob.glob(bench.corpus('polnear', 'dev', 'attributions', '*.ann'))):
        name = os.path.basename(ann)[:-len('.ann')]
        path = next((p for p in (bench.corpus('polnear', 'dev', 'text', n + '.txt') for n in (name, name.rsplit('_', 1)[0])) if os.path.exists(p)), None)
        if path: docs[name] = theirs_of(path, ann)
    read = bench.read([{'id': i, 'text': t} for i, (t, _) in docs.items()], 'attributions')
    n = {k: 0 for k in ('asked', 'told', 'content', 'found', 'good')}
    letters, errors = [0, 0, 0], []
    for i, (text, theirs) in docs.items():
        all_mine = ours(read[i], text) if i in read else []
        mine = judged(all_mine, theirs)
        hits, good = [found(t, all_mine) for t in theirs], [right(m, theirs) for m in mine]
        for k, v in (('asked', len(theirs)), ('told', len(mine)), ('content', sum(c for c, _ in hits)), ('found', sum(f for _, f in hits)), ('good', sum(good))): n[k] += v
        a, b = contents(theirs), set().union(*(c for _, c, _ in all_mine))
        letters = [x + y for x, y in zip(letters, (len(a & b), len(b), len(a)))]
        show = lambda c: repr(text[min(c):max(c) + 1][:140]) if c else '-'
        for (s, c), (content, ok) in zip(theirs, hits):
            if content and not ok: errors.append(f'source {i} want {show(s)} GOT {[show(m[0]) for m in all_mine if m[1] & c]} | {show(c)}')
            elif not content: errors.append(f'missed {i} {show(s)} | {show(c)} | {text[max(0, min(s | c) - 20):max(s | c) + 20][:260]!r}')
        errors += [f'extra  {i} {show(s)} | {show(q)} | {show(c)}' for (s, c, q), ok in zip(mine, good) if not ok]
    bench.errors('polnear', errors)
    p, r = pct(n['good'], n['told']), pct(n['found'], n['asked'])
    lp, lr, lf = prf(*letters)
    return [Row('polnear dev', f'source and content F1 (P {p:.1f} R {r:.1f})', 2 * p * r / (p + r) if p + r else 0.0, 75, f'{n["asked"]} attributions, {len(docs)} articles'),
            Row('polnear dev', f'content by characters F1 (P {lp:.1f} R {lr:.1f})', lf),
            Row('polnear dev', 'source right where content is found', pct(n['found'], n['content']), None, f'{n["content"]} attributions')]


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
