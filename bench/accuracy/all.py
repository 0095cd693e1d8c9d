#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Everything about how right Truce reads, in one table: `make accuracy`.

  all.py [--truce build/truce] [--shared ../shared] [--only plover,acled] [--write docs/ACCURACY.md]

Runs the built program on each set and prints a row a measure: value, goal, what is missing to it, how many items. Says what it skips because the set is not
there. Lists of errors, a file a set, go to build/accuracy/ (they quote the sets and stay out of the repository). What counts as right is at the head of each
scorer beside this file. --write keeps the table with date, commit and command; it is refused with --only, so that the page is always one whole run."""
import datetime, importlib, os, resource, subprocess, sys, time
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import common

SCORERS = ['gold', 'plover', 'trees', 'entities', 'timebank', 'polnear', 'geoparse', 'acled', 'airwars', 'muc34', 'case2021', 'ucdp']
# The title of a scorer's part of the page.
TITLES = {'gold': 'gold/dev', 'trees': 'ud-ewt, ud-gum', 'entities': 're3d, wikigold', 'ucdp': 'ucdp-ged', 'case2021': 'case2021 task 2', 'geoparse': 'GeoVirus, GeoWebNews'}


def commit():
    run = lambda *a: subprocess.run(['git', '-C', common.ROOT, *a], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode().strip()
    changed = any(not line.endswith('docs/ACCURACY.md') for line in run('status', '--porcelain', '-uno').splitlines())
    return (run('rev-parse', '--short', 'HEAD') or 'unknown') + (' with changes' if changed else '')


def cpu(): return sum(resource.getrusage(who)[i] for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN) for i in (0, 1))


def page(rows, skipped, bench, seconds):
    """docs/ACCURACY.md."""
    out = ['# How well Truce reads', '',
           f'Made by `make accuracy` on {datetime.datetime.now(datetime.timezone.utc).date()} at commit {commit()}, in {seconds:.0f} s of CPU; the sets stand beside the repository and are not part of it.', '',
           'A goal is "met", or the points that are missing to it are told. Sets marked as learnt from taught the weights and say little about other text; all others taught nothing.',
           'What counts as right is at the head of each scorer in `bench/accuracy/`, and below in short.', '', '```', common.table(rows), '```']
    if skipped: out += ['', 'Not measured: ' + '; '.join(skipped) + '.']
    for title, words, figures in bench.details:
        out += ['', f'## {title}', ''] + ([words, ''] if words else []) + ['```', figures, '```']
    out += ['', '## What counts as right']
    for name in SCORERS:
        doc = importlib.import_module(name).__doc__.strip().split('\n')
        body = '\n'.join(doc[1:]).strip('\n')
        at = body.find('[--truce build/truce]')
        body = body[body.find('\n', at) + 1:].strip('\n') if at >= 0 else body
        out += ['', f'### {TITLES.get(name, name)}', '', doc[0], '', '```', body, '```']
    return '\n'.join(out) + '\n'


def main():
    ap = common.arguments(__doc__)
    ap.add_argument('--only', help='these scorers alone: ' + ','.join(SCORERS))
    ap.add_argument('--write', help='the page to write')
    a = ap.parse_args()
    wanted = a.only.replace(',', ' ').split() if a.only else SCORERS
    unknown = [n for n in wanted if n not in SCORERS]
    if unknown: ap.error(f'no scorer {", ".join(unknown)}; there are {", ".join(SCORERS)}')
    if a.only and a.write: ap.error('--write needs every scorer: leave --only out')
    bench = common.bench_of(a)
    if not os.path.isdir(bench.shared):
        print(f'accuracy: skipped, no {bench.shared}')
        return 0
    if not os.access(bench.truce, os.X_OK): sys.exit(f'accuracy: no program {bench.truce}; make it with `make`')
    rows, skipped, begun = [], [], cpu()
    for name in wanted:
        module, start, spent = importlib.import_module(name), time.time(), cpu()
        gone = common.missing(bench, module)
        if gone:
            skipped.append(f'{name} (no {", ".join(gone)} in {bench.shared})')
            print('skipped:', skipped[-1], file=sys.stderr)
            skipped[-1] = f'{name} (no {", ".join(gone)})'
            continue
        rows += module.measure(bench)
        print(f'{name}: {cpu() - spent:.1f} s of CPU, {time.time() - start:.1f} s', file=sys.stderr, flush=True)
    print(common.table(rows))
    if a.write and rows:
        with open(a.write, 'w', encoding='utf-8') as f: f.write(page(rows, skipped, bench, cpu() - begun))
    return 0


if __name__ == '__main__':
    sys.exit(main())
