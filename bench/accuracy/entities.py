#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Names of persons, organisations and locations, by exact span and type, from raw text.

  entities.py [--truce build/truce]        re3d (defence analysts' types), wikigold; GUM's are measured with its trees (trees.py)

Right: a name of the set and one of ours (`--layers entities`: PER, ORG, LOC) have the same characters and type. MISC is left out on both sides.
Text is rebuilt from the columns: words joined by spaces, none before closing punctuation, around hyphens, after opening brackets and quotes.
re3d tags noun phrases rather than names ("the people of Homs", "military forces", "we"). Asked for are the mentions that are a name from end to end,
less an article or title before it; the others, peoples ("Syrians", which are MISC here), and its further types (weapons, platforms, documents, nationalities), are neither asked for nor held
against a name of ours inside them.
Weights learnt from wikigold and from re3d without its BBC part: only the BBC part tells how well unseen text is read, and the goal stands there."""
import glob, os, re
from common import Row, chars, countries, main, prf

NEEDS = ['corpora/re3d', 'corpora/wikigold/wikigold.conll']
TYPES = {'Person': 'PER', 'Organisation': 'ORG', 'Location': 'LOC', 'PER': 'PER', 'ORG': 'ORG', 'LOC': 'LOC'}
NOTHING = {'Temporal', 'Quantity', 'Money', 'MISC'}
CLOSE, OPEN = set('.,;:!?)]}%') | {"'s", "n't", "’s", "''"}, set('([{$£€“') | {'``'}
# Words before a name that are no part of it, and small words within one.
BEFORE = set("""the a an mr mrs ms dr president minister prime foreign defence defense deputy vice general colonel brigadier major captain lieutenant sir lord king queen prince sheikh
secretary spokesman spokesperson ambassador senator professor special envoy commander""".split())
WITHIN = set('of the and for de la al el bin ibn van von in on & - \' ’ . s'.split())
PEOPLES = {w for names in countries().values() for w in names[1:]}
PRONOUNS = set('i we he she they it you our their his her my us them who whose these those this that'.split())


def sentences(path):
    """[[(word, tag)]] of a column file."""
    out = [[]]
    for line in open(path, encoding='utf-8'):
        f = line.split()
        if f: out[-1].append((f[0], f[-1] if len(f) > 1 else 'O'))
        elif out[-1]: out.append([])
    return [s for s in out if s]


def spelt(words):
    """The text of words, and where each begins and ends in it."""
    text, at, quoted = '', [], False
    for i, w in enumerate(words):
        before, after = words[i - 1] if i else '', words[i + 1] if i + 1 < len(words) else ''
        closes = w == '"' and quoted
        glued = (w in CLOSE or closes or before in OPEN or before == '"' and quoted or w == '-' and before.isalnum() and after.isalnum()
                 or before == '-' and i > 1 and words[i - 2].isalnum() and w.isalnum() or w == "'" or before == "'" and w in ('s', 't', 're', 've', 'll')
                 or before in ',.' and re.fullmatch(r'\d+', w) and i > 1 and words[i - 2].isdigit())
        if text and not glued: text += ' '
        if w == '"': quoted = not quoted
        at.append((len(text), len(text) + len(w)))
        text += w
    return text, at


def name_in(words):
    """(first, after the last) of the name that the words are, or None where they are a description."""
    a, b = 0, len(words)
    while a < b - 1 and words[a].lower().rstrip('.') in BEFORE: a += 1
    while b - 1 > a and words[b - 1] in ("'s", "’s"): b -= 1
    some = words[a:b]
    ok = some and some[0][:1].isupper() and some[-1][:1].isupper() and all(w[:1].isupper() or w[:1].isdigit() or w.lower() in WITHIN for w in some)
    return (a, b) if ok and some[0].lower() not in PRONOUNS and ' '.join(some) not in PEOPLES and not {"'", '’', 's'} & set(some) else None


def mentions(tagged):
    """[(first word, after the last, type)]; I- after another type or O begins a mention too, as in wikigold."""
    out, start, kind = [], None, None
    for i, (_, tag) in enumerate(list(tagged) + [('', 'O')]):
        if start is not None and tag != 'I-' + kind:
            out.append((start, i, kind))
            start = None
        if tag != 'O' and start is None: start, kind = i, tag[2:]
    return out


def document(some):
    """Sentences as {'text', 'gold': {(from, to, type)}, 'free': [(from, to)]} in characters; free: what no name of ours is held against."""
    text, gold, free = '', set(), []
    for s in some:
        words = [w for w, _ in s]
        one, at = spelt(words)
        if text: text += ' '
        for a, b, kind in mentions(s):
            name = name_in(words[a:b]) if kind in TYPES else None
            if name: gold.add((len(text) + at[a + name[0]][0], len(text) + at[a + name[1] - 1][1], TYPES[kind]))
            elif kind not in NOTHING: free.append((len(text) + at[a][0], len(text) + at[b - 1][1]))
        text += one
    return {'text': text, 'gold': gold, 'free': free}


def score(doc, told):
    """(right, ours that count, theirs, wrong ours, missed) for told = {(from, to, type)}."""
    held = {t for t in told if t in doc['gold'] or not any(a < t[1] and t[0] < b for a, b in doc['free'])}
    return len(held & doc['gold']), len(held), len(doc['gold']), sorted(held - doc['gold']), sorted(doc['gold'] - held)


def run(bench, docs):
    """Sums of score() over documents, and the list of errors."""
    read = bench.read([{'id': str(i), 'text': d['text']} for i, d in enumerate(docs)], 'entities')
    sums, errors = [0, 0, 0], []
    for i, d in enumerate(docs):
        r = read.get(str(i))
        ours = r['entities'] if r else []
        told = {(*s, e['type']) for s, e in zip(chars(r, d['text'], ours), ours) if e['type'] in ('PER', 'ORG', 'LOC')}
        *n, extra, missed = score(d, told)
        sums = [x + y for x, y in zip(sums, n)]
        near = lambda a, b: d['text'][max(0, a - 50):a] + '[' + d['text'][a:b] + ']' + d['text'][b:b + 30]
        errors += [f'extra  {k} {near(a, b)}' for a, b, k in extra] + [f'missed {k} {near(a, b)}' for a, b, k in missed]
    return sums, errors


def measure(bench):
    groups = {'re3d, BBC (not learnt from)': [], 're3d, all': [], 'wikigold (learnt from)': []}
    for path in sorted(glob.glob(bench.corpus('re3d', '*', '*.conll'))):
        d = document(sentences(path))
        groups['re3d, all'].append(d)
        if os.sep + 'BBC_Online' + os.sep in path: groups['re3d, BBC (not learnt from)'].append(d)
    s = sentences(bench.corpus('wikigold', 'wikigold.conll'))
    groups['wikigold (learnt from)'] = [document(s[i:i + 12]) for i in range(0, len(s), 12)]
    rows = []
    for name, docs in groups.items():
        (right, told, gold), errors = run(bench, docs)
        bench.errors('entities-' + name.split(' (')[0].replace(', ', '-').lower(), errors)
        p, r, f = prf(right, told, gold)
        rows.append(Row(name, f'persons, organisations, locations F1 (P {p:.1f} R {r:.1f})', f, 82 if 'learnt from)' not in name or 'not' in name else None, f'{gold} names'))
    return rows


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
