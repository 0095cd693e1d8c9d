# SPDX-License-Identifier: Apache-2.0
"""What the scorers of this folder share: reading a whole set with one process, samples, F1, distances, lists of errors, the rows of the table.

A scorer is a module with NEEDS (paths in ../shared that it reads) and measure(bench) -> [Row]; `make accuracy` runs them all (all.py), and
`bench/accuracy/SET.py` alone prints its rows. What counts as right is at the head of each."""
import argparse, json, math, os, random, re, subprocess, sys, tempfile
from dataclasses import dataclass

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
STOP = set('the a an of in on at to for and or its his her their by from with new old other this that'.split())


@dataclass
class Row:
    """One line of the table. `value` is in per cent (None: not measured), `goal` None where the line only explains."""
    set: str
    measure: str
    value: float
    goal: float = None
    items: str = ''


class Bench:
    """Where things are, and how the program is asked."""

    def __init__(self, truce, shared, errors, jobs=2, seed=1):
        self.truce, self.shared, self.out, self.jobs, self.seed = truce, shared, errors, jobs, seed
        self.details = []                                   # what docs/ACCURACY.md shows below the table: (title, words, figures)

    def path(self, *parts): return os.path.join(self.shared, *parts)

    def corpus(self, *parts): return self.path('corpora', *parts)

    def read(self, docs, layers=None):
        """{id: reading} of [{'id', 'text', 'published' …}], by one process. A report that cannot be read is missing."""
        more = ['--layers', layers] if layers else []
        with tempfile.NamedTemporaryFile('w', suffix='.jsonl', delete=False, encoding='utf-8') as t:
            for d in docs: t.write(json.dumps(d, ensure_ascii=False) + '\n')
        try:
            p = subprocess.run([self.truce, 'read', '-q', '--json', f'-j{self.jobs}', *more, t.name], stdout=subprocess.PIPE)
        finally:
            os.unlink(t.name)
        if p.returncode not in (0, 3): raise RuntimeError(f'truce read ended with status {p.returncode}')
        return {r['report']['id']: r for r in map(json.loads, p.stdout.decode('utf-8').splitlines())}

    def sample(self, items, n):
        """At most n of them, always the same ones, in their order."""
        items = list(items)
        if len(items) <= n: return items
        return [items[i] for i in sorted(random.Random(self.seed).sample(range(len(items)), n))]

    def errors(self, name, lines):
        """The list of what is wrong with a set, for study; it quotes the set, so that it stays out of the repository."""
        os.makedirs(self.out, exist_ok=True)
        with open(os.path.join(self.out, name + '.txt'), 'w', encoding='utf-8') as f:
            for line in lines: f.write(re.sub(r'\s*\n\s*', ' / ', str(line)) + '\n')


def pct(x, of): return 100 * x / of if of else 0.0


def prf(right, told, gold):
    """Precision, recall and F1 in per cent."""
    return pct(right, told), pct(right, gold), pct(2 * right, told + gold)


def km(a, b):
    """Between two (lat, lon)."""
    p = math.pi / 180
    h = math.sin((b[0] - a[0]) * p / 2) ** 2 + math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1, h)))


def tokens(s):
    """Words of a name that tell something."""
    return {t for t in re.findall(r'[^\W_]+', (s or '').lower()) if t not in STOP}


def overlap(a, b):
    """Whether two names share half of the words of the shorter, as ../shared/gold/score.py takes them for the same."""
    a, b = tokens(a), tokens(b)
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def chars(reading, text, items):
    """The items' byte spans as spans of characters."""
    at, n = {}, 0
    for i, c in enumerate(text):
        at[n] = i
        n += len(c.encode('utf-8'))
    at[n] = len(text)
    return [(at.get(x['span'][0], 0), at.get(x['span'][1], 0)) for x in items]


def claims(reading, kind, harm=None):
    """The reading's actual claims of a kind (and harm)."""
    return [c for c in reading['claims'] if c['kind'] == kind and c['status'] == 'actual' and (harm is None or c['harm'] == harm)]


def depth(e, reading):
    """How many words stand above the event's trigger in its sentence's tree."""
    words = {t['id']: t for t in reading['tokens'] if t['sentence'] == e['sentence']}

    def above(t):
        n = 0
        while t and t['head'] and n < len(words): t, n = words.get(t['head']), n + 1
        return n
    return min((above(t) for t in words.values() if t['span'][0] < e['span'][1] and e['span'][0] < t['span'][1]), default=99)


def main_event(reading, events):
    """Of the first sentence with any of the events, the one that its main clause tells: the fewest words above it, the most confident of equals.

    None of none. The reading must hold its tokens (layers='tokens')."""
    first = min((e['sentence'] for e in events), default=None)
    return min((e for e in events if e['sentence'] == first), key=lambda e: (depth(e, reading), -e['confidence']), default=None)


def totals(reading, harm):
    """[(low, high)] of a harm: what each sentence tells altogether (claims that are part of another are in it), high None for "at least".

    Sentences are not added to each other: a report tells the same dead again and again."""
    by = {}
    for c in claims(reading, 'casualties', harm):
        if c['part_of'] is None and c['low'] is not None: by.setdefault(c['sentence'], []).append((c['low'], c['high']))
    return [(sum(lo for lo, _ in v), None if any(hi is None for _, hi in v) else sum(hi for _, hi in v)) for v in by.values()]


def countries():
    """ISO2 -> [English name, demonyms …], from the program's own register of states."""
    out = {}
    with open(os.path.join(ROOT, 'data', 'actors', 'states.tsv'), encoding='utf-8') as f:
        for line in f:
            c = line.rstrip('\n').split('\t')
            if len(c) > 4 and not line.startswith('#'): out.setdefault(c[4], [c[1]] + [a[1:] for a in c[2].split('|') if a.startswith('^')])
    return out


def arguments(doc):
    ap = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--truce', default=os.environ.get('TRUCE', os.path.join(ROOT, 'build', 'truce')))
    ap.add_argument('--shared', default=os.path.join(ROOT, '..', 'shared'), help='the folder with corpora/ and gold/')
    ap.add_argument('--errors', default=os.path.join(ROOT, 'build', 'accuracy'), help='where the lists of errors go')
    ap.add_argument('--jobs', type=int, default=2)
    return ap


def bench_of(a): return Bench(os.path.abspath(a.truce), os.path.abspath(a.shared), os.path.abspath(a.errors), a.jobs)


def missing(bench, module): return [n for n in module.NEEDS if not os.path.exists(bench.path(n))]


def table(rows):
    """The rows as text, columns aligned."""
    cells = [('set', 'measure', 'value', 'goal', '', 'of')]
    cells += [(r.set, r.measure, '-' if r.value is None else f'{r.value:.1f}', '' if r.goal is None else f'{r.goal:g}',
               '' if r.goal is None or r.value is None else 'met' if r.value >= r.goal else f'-{r.goal - r.value:.1f}', str(r.items)) for r in rows]
    w = [max(len(c[i]) for c in cells) for i in range(6)]
    return '\n'.join(f'{c[0]:{w[0]}}  {c[1]:{w[1]}}  {c[2]:>{w[2]}}  {c[3]:>{w[3]}}  {c[4]:>{w[4]}}  {c[5]}'.rstrip() for c in cells)


def main(module):
    """A scorer run alone."""
    a = arguments(module.__doc__).parse_args()
    bench = bench_of(a)
    gone = missing(bench, module)
    if gone: sys.exit('skipped: no ' + ', '.join(bench.path(n) for n in gone))
    print(table(module.measure(bench)))
