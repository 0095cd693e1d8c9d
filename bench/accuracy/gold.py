#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Annotated reports of several wars (../shared/gold/dev): claims and places against what careful people marked.

  gold.py [--truce build/truce]

What counts as right is in the head of ../shared/gold/score.py, which does the scoring. "Slots" is the plain mean over the slots of all sections (who, place,
source, means, …), each told for claims that were matched and left out where neither side fills it. No weights learn from these reports; rules and tables
were developed with an eye on them, so expect a little less on other text."""
import contextlib, importlib.util, io, json, os
import confidence
from common import Row, main

NEEDS = ['gold/score.py', 'gold/dev']
GOALS = {'casualties': 88, 'events': 70, 'ceasefires': 75, 'figures': 78, 'places': 90}


def slots_mean(result, sections):
    values = [v for k in sections for v in result[k]['slots'].values() if v is not None]
    return sum(values) / max(1, len(values))


def shown(result, sections):
    out = []
    for k in sections:
        r = result[k]
        out.append(f'{k:11s} gold {r["gold"]:4d} read {r["pred"]:4d}  P {r["precision"]:5.1f} R {r["recall"]:5.1f} F1 {r["f1"]:5.1f}' + (f'  loose {r["loose_f1"]:5.1f}' if r['loose_f1'] is not None else ''))
        out.append('            ' + '  '.join(f'{s} {v}' for s, v in r['slots'].items() if v is not None))
    return '\n'.join(out + [f'mean F1 {result["mean_f1"]}'])


def measure(bench):
    spec = importlib.util.spec_from_file_location('score', bench.path('gold', 'score.py'))
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    folder = bench.path('gold', 'dev')
    ids = sorted(f[:-len('.gold.json')] for f in os.listdir(folder) if f.endswith('.gold.json'))
    text = {i: open(os.path.join(folder, i + '.txt'), encoding='utf-8').read() for i in ids}
    meta = {i: json.load(open(os.path.join(folder, i + '.meta.json'), encoding='utf-8')) for i in ids}
    read = bench.read([{'id': i, 'outlet': meta[i]['outlet'], 'published': meta[i]['published'], 'text': text[i]} for i in ids])
    docs = [(i, text[i], score.load_gold(os.path.join(folder, i + '.gold.json'), text[i]), score.load_reading(read.get(i, {}), text[i])) for i in ids]
    errors = io.StringIO()
    with contextlib.redirect_stdout(errors): result = score.score(docs, True)
    bench.errors('gold', errors.getvalue().splitlines())
    words = ('What counts as right is in the head of `../shared/gold/score.py`. No weights learn from these reports; rules and tables were developed with an eye on them, so\n'
             'expect a little less on other text.')
    bench.details.append((f'Readings of annotated reports (dev, {len(ids)} reports)', words, shown(result, score.SECTIONS)))
    one = [d for d in docs if d[0] == 'seed-aleppo']
    if one: bench.details.append(('The reference report alone', '', shown(score.score(one), score.SECTIONS)))
    words = ('Claims of the dev reports by the confidence that they carry, and how many of them are right. The curves behind (`src/reading/confidence.c`) are fitted on annotated\n'
             'reports that neither dev nor any weights share.')
    bench.details.append(('What confidence means', words, confidence.table(confidence.right_of(score, ((g, r) for _, _, g, r in docs)))))
    rows = [Row('gold/dev', f'{k} F1', result[k]['f1'], GOALS[k], f'{result[k]["gold"]} of {len(ids)} reports') for k in score.SECTIONS]
    return rows + [Row('gold/dev', 'mean F1', result['mean_f1']), Row('gold/dev', 'slots, mean', slots_mean(result, score.SECTIONS), 80)]


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
