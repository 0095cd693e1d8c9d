#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden cases: short invented reports and what a right reading of each holds (README.md tells the form of a case file).

    test_golden.py [WORD…]           checks every case whose file or title has one of the words (default: all)
    test_golden.py --show [WORD…]    prints each case's reading as expectation lines, to start a case from or to study one

TRUCE names the program (build/truce). All cases go through one process, so the whole folder takes seconds."""
import glob, json, os, re, shlex, subprocess, sys, tempfile
from dataclasses import dataclass, field

HERE = os.path.dirname(os.path.abspath(__file__))
TRUCE = os.environ.get('TRUCE', 'build/truce')
KINDS = {'casualties': 'casualties', 'event': 'events', 'ceasefire': 'ceasefires', 'figure': 'figures', 'place': 'places', 'attribution': 'attributions'}
PUBLISHED = '2016-05-03'        # a Tuesday; a case's own `published:` replaces it


class Malformed(Exception):
    """A case file that cannot be understood; its text says where and why."""


@dataclass
class Want:
    """One expectation line: the kind, its bare words and the slots that it names."""
    line: int
    kind: str
    words: list
    slots: dict
    source: str


@dataclass
class Case:
    file: str
    line: int
    title: str
    head: dict = field(default_factory=dict)
    text: list = field(default_factory=list)
    wants: list = field(default_factory=list)
    none: dict = field(default_factory=dict)      # kind -> line of its "no …"

    @property
    def at(self): return f'{os.path.relpath(self.file)}:{self.line}'


# --- reading case files ------------------------------------------------------------------------------------------------

def expectation(case, number, line):
    where = f'{os.path.relpath(case.file)}:{number}'
    try: parts = shlex.split(line, comments=True)
    except ValueError as e: raise Malformed(f'{where}: {e}: {line}')
    if not parts: return
    if parts[0] == 'no':
        kinds = {v: k for k, v in KINDS.items()}
        if len(parts) != 2 or parts[1] not in kinds: raise Malformed(f'{where}: "no" wants one of {", ".join(kinds)}')
        case.none[kinds[parts[1]]] = number
        return
    if parts[0] not in KINDS: raise Malformed(f'{where}: {parts[0]!r} is none of {", ".join(KINDS)}, no')
    words = [p for p in parts[1:] if not re.match(r'[a-z_]+=', p)]
    slots = dict(p.split('=', 1) for p in parts[1:] if re.match(r'[a-z_]+=', p))
    unknown = [s for s in slots if s not in SLOTS[parts[0]]]
    if unknown: raise Malformed(f'{where}: {parts[0]} has no slot {", ".join(unknown)}')
    case.wants.append(Want(number, parts[0], words, slots, line.strip()))


def cases_of(path):
    cases, part = [], None                        # part: head, text, wants
    for number, line in enumerate(open(path, encoding='utf-8').read().split('\n'), 1):
        if line.startswith('=== '):
            cases.append(Case(path, number, line[4:].strip())); part = 'head'
        elif not cases:
            if line.strip() and not line.startswith('#'): raise Malformed(f'{os.path.relpath(path)}:{number}: text before the first case')
        elif part != 'wants' and line.strip() == '---': part = 'wants'
        elif part == 'head' and (m := re.match(r'(published|outlet|wrong): *(.*)$', line)): cases[-1].head[m[1]] = m[2].strip()
        elif part in ('head', 'text'):
            if line.strip() or part == 'text': cases[-1].text.append(line); part = 'text'
        else: expectation(cases[-1], number, line)
    for c in cases:
        if not c.wants and not c.none: raise Malformed(f'{c.at}: "{c.title}" expects nothing: no line after ---')
    return cases


# --- what a reading says, in the words of an expectation -----------------------------------------------------------------

def count(c):
    """12, 12+ (at least), -30 (at most), 70-80, many; ~ before it when about."""
    low, high = c['low'], c['high']
    if low is None and high is None: n = 'many'
    elif high is None: n = f'{low}+'
    elif low is None: n = f'-{high}'
    else: n = str(low) if low == high else f'{low}-{high}'
    return ('~' if c['approx'] else '') + n


def text(v):
    """An actor, a place, a list of them or a plain value, as a case writes it; - for nothing."""
    if isinstance(v, bool): return 'yes' if v else 'no'
    if isinstance(v, list): return ','.join(sorted(text(x) for x in v)) or '-'
    if isinstance(v, dict): return v.get('text') or '-'
    return '-' if v is None or v == '' else str(v)


def day(end): return lambda c: text((c['time'] or {}).get(end))
def slot(key): return lambda c: text(c.get(key))


EVERY = {'status': slot('status'), 'source': slot('source'), 'place': slot('place'), 'from': day('from'), 'to': day('to')}
SLOTS = {
    'casualties': {**EVERY, 'by': slot('by'), 'means': slot('means'), 'cumulative': slot('cumulative'), 'part': lambda c: 'no' if c['part_of'] is None else 'yes'},
    'event': {**EVERY, 'actor': slot('actor'), 'recipient': slot('recipient'), 'mode': slot('mode'),
              'acled': lambda c: text((c.get('acled') or {}).get('sub_event_type'))},
    'ceasefire': {**EVERY, 'territory': slot('territory'), 'parties': slot('parties'), 'excludes': slot('excludes'), 'duration': slot('duration'), 'violator': slot('violator')},
    'figure': {**EVERY, 'percent': slot('percent')},
    'place': {'kind': slot('kind'), 'country': slot('country')},
    'attribution': {'source': slot('source_words'), 'actor': slot('actor'), 'direct': slot('direct'), 'asserts': slot('asserts')},
}


def bare(kind, c):
    """The words of a claim that are no slots: what it is."""
    if kind == 'casualties': return [c['harm'], count(c), c['who']]
    if kind == 'event': return [c['type'], c['quote']]
    if kind == 'ceasefire': return [c['quote'], c['state']]
    if kind == 'attribution': return [text(c['cue_words']), text(c['content_words'])]
    if kind == 'figure': return [count(c), c['unit'] or '-']
    return [c['text']]


def same_bare(kind, want, got):
    """An event's or a ceasefire's quote need only be in the claim's (or the reverse): how wide a trigger is no reader cares. So with what is attributed."""
    if len(want) != len(got): return False
    for i, (w, g) in enumerate(zip(want, got)):
        loose = (kind, i) in {('event', 1), ('ceasefire', 0), ('attribution', 1)}
        if not (w in g or g in w if loose else w == g): return False
    return True


def quoted(s): return shlex.quote(s) if re.search(r'[^\w,.+~-]', s) else s


def line_of(kind, c, slots=None):
    """A claim as an expectation line: with the slots named, or all that hold something."""
    out = [kind] + [quoted(w) for w in bare(kind, c)]
    for name, f in SLOTS[kind].items():
        v = f(c)
        if name in slots if slots is not None else v not in ('-', 'no', 'actual'): out.append(f'{name}={quoted(v)}')
    return ' '.join(out)


def of_kind(reading, kind):
    if kind in ('place', 'attribution'): return reading[KINDS[kind]]
    return [c for c in reading['claims'] if c['kind'] == kind]


# --- comparing ---------------------------------------------------------------------------------------------------------

def differences(case, reading):
    """Lines that tell what is wrong with a case's reading; none when it is right. Kinds that the case says nothing of are free."""
    out = []
    for kind in KINDS:
        wants = [w for w in case.wants if w.kind == kind]
        if not wants and kind not in case.none: continue
        left = of_kind(reading, kind)
        for w in wants:
            like = [c for c in left if same_bare(kind, w.words, bare(kind, c))]
            c = next((c for c in like if not wrong_slots(w, c)), like[0] if like else None)
            where = f'{os.path.relpath(case.file)}:{w.line}'
            if c is None:
                out += [f'{where}: expected  {w.source}', f'{" " * len(where)}  read      nothing like it']
                continue
            left.remove(c)
            if wrong_slots(w, c): out += [f'{where}: expected  {w.source}', f'{" " * len(where)}  read      {line_of(kind, c, w.slots)}']
        for c in left: out.append(f'{case.at}: unexpected  {line_of(kind, c)}')
    return out


def wrong_slots(want, c):
    return [s for s, v in want.slots.items() if ','.join(sorted(v.split(','))) != SLOTS[want.kind][s](c)]


def text_of(case): return '\n'.join(case.text).strip() + '\n'


def put_words(attribution, report):
    """Adds what the spans of an attribution cover."""
    words = lambda span: report[span[0]:span[1]].decode('utf-8') if span else None
    content = ' ... '.join(words(c) for c in attribution['content'])
    attribution.update(source_words=words(attribution['source']), cue_words=words(attribution['cue']), content_words=re.sub(r'\s+', ' ', content))


def readings(cases):
    """One reading a case, by one process."""
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', delete=False, encoding='utf-8') as f:
        for i, c in enumerate(cases):
            f.write(json.dumps({'id': str(i), 'outlet': c.head.get('outlet', ''), 'published': c.head.get('published', PUBLISHED), 'text': text_of(c)}) + '\n')
    try: p = subprocess.run([TRUCE, 'read', '-q', '--json', '--layers', 'attributions', f.name], stdout=subprocess.PIPE, check=True)
    finally: os.unlink(f.name)
    by = {r['report']['id']: r for r in map(json.loads, p.stdout.decode('utf-8').splitlines())}
    for i, c in enumerate(cases):
        for a in by[str(i)]['attributions']: put_words(a, text_of(c).encode('utf-8'))
    return [by[str(i)] for i in range(len(cases))]


def show(case, reading):
    print(f'=== {case.title}    ({case.at})')
    print('\n'.join(case.text).strip() + '\n---')
    for kind in KINDS:
        for c in of_kind(reading, kind): print(line_of(kind, c))
    print()


def main(args):
    words = [a for a in args if a != '--show']
    try: cases = [c for path in sorted(glob.glob(os.path.join(HERE, 'cases', '*.txt'))) for c in cases_of(path)]
    except Malformed as e: print(e); print('0 passed, 1 failed'); return 1
    cases = [c for c in cases if not words or any(w in c.file or w in c.title for w in words)]
    bad = known = 0
    for case, reading in zip(cases, readings(cases)):
        if '--show' in args: show(case, reading); continue
        wrong = differences(case, reading)
        if 'wrong' in case.head:                  # a known failure: counted apart, and an error once it is none
            if wrong: known += 1; continue
            wrong = [f'{case.at}: read right now: take off its line "wrong:"']
        if wrong: bad += 1; print(f'not ok: {case.title}'); print('\n'.join('    ' + w for w in wrong))
    if known: print(f'{known} known to be read wrong ("wrong:" in their heads)')
    print(f'{len(cases) - bad - known} passed, {bad} failed')
    return bad > 0


if __name__ == '__main__': sys.exit(main(sys.argv[1:]))
