#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sentences, words, tags and trees from raw text, and GUM's entities: Universal Dependencies EWT and GUM, dev parts.

  trees.py [--truce build/truce]

CoNLL 2018 measures on the program's own output (`truce read --conllu`), by training/evaluate.py and training/conllu_eval.py, which say what is right.
"News" is GUM's news documents. Entities: exact span and type, GUM's named mentions
(head PROPN), where the mapping to a type is certain."""
import os, sys, tempfile
from common import ROOT, Row, main, prf
sys.path.insert(0, os.path.join(ROOT, 'training'))
import conllu_eval, evaluate

NEEDS = ['corpora/ud-ewt/dev.conllu', 'corpora/ud-gum/dev.conllu']
VIEWS = [('ewt', 'ud-ewt dev', lambda d: True, (90, 97, None)), ('gum', 'ud-gum dev', lambda d: True, (90, 97, None)), ('gum', 'ud-gum dev, news', lambda d: '_news_' in d, (90, 97, 95))]


def entities(gold, system):
    """P, R, F1 of persons, organisations and locations; evaluate.py's own figure has MISC too."""
    want, doubt = evaluate.gold_entities(gold.words)
    want = {s for s in want if s[2] != 'MISC'}
    got = {s for s in evaluate.system_entities(system.words) if s[2] != 'MISC' and not any(c in doubt for c in range(s[0], s[1]))}
    return *prf(len(want & got), len(got), len(want)), len(want)


def worst(gold, system, name):
    """The relations that are lost most, as lines "gold relation -> ours: how often"."""
    import collections
    n = collections.Counter()
    at = {w.span: w for w in system.words}
    shared = collections.Counter(w.span for w in gold.words)        # the words of "don't" have one span: left out
    for g in gold.words:
        if shared[g.span] > 1: continue
        s = at.get(g.span)
        if s is None: n['word split otherwise'] += 1
        elif g.cols[7].split(':')[0] != s.cols[7].split(':')[0]: n[f'{g.cols[7].split(":")[0]} read as {s.cols[7].split(":")[0]}'] += 1
        elif g.cols[3] != s.cols[3]: n[f'tag {g.cols[3]} read as {s.cols[3]}'] += 1
    return [f'{name}: {c} {what}' for what, c in n.most_common(40)]


def measure(bench):
    rows, errors, figures = [], [], [f'{"":18s}' + ''.join(f'{c:>10s}' for c in evaluate.COLUMNS)]
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for name, title, keep, goals in VIEWS:
            if name not in made:
                os.makedirs(os.path.join(folder, name))
                docs = evaluate.documents(bench.corpus(f'ud-{name}', 'dev.conllu'))
                made[name] = docs, evaluate.analyse(bench.truce, docs, os.path.join(folder, name))
            docs, outputs = made[name]
            gold, system, lost = evaluate.merge(docs, outputs, os.path.join(folder, name), name, keep)
            s = conllu_eval.evaluate(gold, system)
            figures.append(f'{title:18s}' + ''.join(f'{s[c]:10.2f}' for c in evaluate.COLUMNS))
            errors += [f'{title}: not analysed: {x}' for x in lost] + worst(gold, system, title)
            n = f'{len(gold.words)} words'
            rows += [Row(title, label, s[c], g, n) for label, c, g in zip(('LAS', 'UPOS', 'sentences F1'), ('LAS', 'UPOS', 'Sentences'), goals)]
            if name == 'gum':
                p, r, f, k = entities(gold, system)
                rows.append(Row(title, f'persons, organisations, locations F1 (P {p:.1f} R {r:.1f})', f, 82, f'{k} names'))
    bench.errors('trees', errors)
    bench.details.append(('Words, sentences, trees from raw text', "Universal Dependencies, CoNLL 2018 measures on the program's own output, dev sets.", '\n'.join(figures)))
    return rows


if __name__ == '__main__':
    main(sys.modules['__main__'])
