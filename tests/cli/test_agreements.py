#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""truce agreements as a user meets it: lists and the clock, terms, mistakes with their lines, imports into a ledger, proposals from reports; the README's example."""
import json, os, re, subprocess, sys, tempfile, unittest

TRUCE = os.environ.get('TRUCE', 'build/truce')
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
DATA = os.path.join(ROOT, 'data', 'agreements')


class Agreements(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.TemporaryDirectory(); self.addCleanup(self.dir.cleanup)

    def truce(self, *args, env=None):
        e = {k: v for k, v in os.environ.items() if k not in ('TRUCE_LEDGER', 'COLUMNS')}
        p = subprocess.run([os.path.abspath(TRUCE), *args], cwd=self.dir.name, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**e, **(env or {})})
        return p.returncode, p.stdout.decode('utf-8'), p.stderr.decode('utf-8')

    def ok(self, *args, **kw):
        rc, out, err = self.truce('agreements', *args, **kw)
        self.assertEqual((rc, err), (0, ''))
        return out

    def file(self, name, text):
        path = os.path.join(self.dir.name, name)
        with open(path, 'w', encoding='utf-8') as f: f.write(text)
        return name

    def carried(self, name):
        with open(os.path.join(DATA, name), encoding='utf-8') as f: return f.read()

    def test_list(self):
        out = self.ok('list', '--width', '200')
        ids = [f[:-5] for f in os.listdir(DATA) if f.endswith('.yaml')]
        for i in ids: self.assertRegex(out, r'(?m)^%s  ' % re.escape(i))
        self.assertIn('%d agreements' % len(ids), out)
        self.assertEqual(out, self.ok('--width', '200'), 'list is what is done without a word')
        self.assertRegex(out, r'2016-04-30 00:01 – 2016-05-04 00:00\s+Russian Ministry of Defence')
        self.assertRegex(out, r'2016-04-30 01:00 – 2016-05-04 00:00\s+Syrian army')

    def clock(self, at, agreement):
        out = self.ok('list', '--width', '200', '--at', at)
        parts = re.split(r'(?m)^(?=\S+  )', out)
        got = [p for p in parts if p.startswith(agreement + '  ')]
        return got[0] if got else ''

    def test_the_clock(self):
        latakia = 'syria-silence-2016-04-30-latakia'
        at = self.clock('2016-04-30T00:30', latakia)
        self.assertRegex(at, r'in force, lapses in 2 d 23 h \(2016-05-03 00:01\) +Russian Ministry of Defence')
        self.assertRegex(at, r'not yet: begins in 30 min \(2016-04-30 01:00\) +Syrian army')
        self.assertRegex(self.clock('2016-05-03T02:01', latakia), r'lapsed; begins in 3 d 22 h \(2016-05-07 00:01\) +Russian')
        self.assertRegex(self.clock('2016-05-10T03:00', latakia), r'lapsed 2 h ago \(2016-05-10 01:00\), no extension known +Syrian army')
        self.assertEqual(self.clock('2016-05-20', latakia), '', 'lapsed long before')
        self.assertEqual(self.clock('2016-04-29T21:30Z', latakia), self.clock('2016-04-30T00:30', latakia), 'the clocks of the place, unless an offset is given')
        self.assertIn('in force, no end told', self.clock('now', 'libya-ceasefire-2020-10-23'))
        self.assertIn('that day, hour not told', self.clock('2020-10-23T10:00', 'libya-ceasefire-2020-10-23'))

    def test_show(self):
        out = self.ok('show', 'syria-silence-2016-04-30', '--width', '180')
        for word in ('syria-silence-2016-04-30-damascus', 'syria-silence-2016-04-30-latakia', 'A source of Sputnik', 'polygon of 12 corners', '44 opposition factions', 'tass.com/world/873479'):
            self.assertIn(word, out)
        one, other = json.loads(self.ok('show', 'Minsk II', '--json')), json.loads(self.ok('show', 'minsk-2-2015-02-15', '--json'))
        self.assertEqual(one, other)
        self.assertEqual(one[0]['starts'][0]['at'], '2015-02-14T22:00:00Z')
        self.assertEqual([a['name'] for a in one[0]['exclude'] if a['disputed_by']], ['Debaltseve'])

    def test_json(self):
        for g in json.loads(self.ok('list', '--json', '--at', '2016-04-30T00:30')):
            for key in ('starts', 'include', 'parties', 'prohibited'):
                self.assertTrue(g[key], g['id'])
                for t in g[key]: self.assertTrue(t['source'] and t['line'] > 0)
            if g['id'].endswith('latakia'):
                self.assertEqual([s['then'] for s in g['scenarios']], ['in_force', 'before', 'before', 'before', 'before'])

    def test_check(self):
        files = sorted(os.path.join(DATA, f) for f in os.listdir(DATA) if f.endswith('.yaml'))
        self.assertEqual(self.ok('check', *files), f'{len(files)} of {len(files)} files are agreements without mistakes\n')
        text = self.carried('jeddah-2023-05-22.yaml').split('\n')
        line = next(i for i, l in enumerate(text) if l.startswith('form:'))
        text[line] = 'form: ceasefyre'
        text.append('colour: red')
        name = self.file('bad.yaml', '\n'.join(text))
        rc, out, err = self.truce('agreements', 'check', name)
        self.assertEqual(rc, 1)
        self.assertRegex(err, r'(?m)^bad\.yaml:%d: .*did you mean "ceasefire"' % (line + 1))
        self.assertRegex(err, r'(?m)^bad\.yaml:%d: .*no key "colour"' % len(text))
        rc, out, err = self.truce('agreements', 'check', name, os.path.join(DATA, 'jeddah-2023-05-22.yaml'), 'nowhere.yaml')
        self.assertEqual(rc, 3)
        self.assertIn('nowhere.yaml: No such file', err)
        self.assertIn('1 of 3 files', out)
        orphan = self.file('orphan.yaml', self.carried('jeddah-2023-05-22.yaml') + 'parent: nobody\n')
        rc, out, err = self.truce('agreements', 'check', orphan)
        self.assertRegex(err, r'orphan\.yaml:\d+: there is no agreement for "parent": "nobody"')
        self.assertEqual(rc, 3)

    def test_the_example_in_the_readme(self):
        example = re.search(r'```yaml\n(.*?)```', self.carried('README.md'), re.S).group(1)
        self.file('syria-latakia-north.geojson', self.carried('syria-latakia-north.geojson'))
        self.assertIn('1 of 1', self.ok('check', self.file('example.yaml', example)))
        # It shows every key that the reader knows.
        with open(os.path.join(ROOT, 'src', 'knowledge', 'agreements.c'), encoding='utf-8') as f: top = re.search(r'top_keys\[\] = \{(.*?)\}', f.read(), re.S).group(1)
        for key in re.findall(r'"(\w+)"', top): self.assertRegex(example, r'(?m)^%s:' % key)

    def test_import(self):
        text = self.carried('syria-silence-2016-04-30-latakia.yaml').replace('name: Regime of silence in northern Latakia', 'name: "ar-Rīf: mine"')
        name = self.file('mine.yaml', text)
        rc, out, err = self.truce('agreements', 'import', '-l', 'war.ledger', name)
        self.assertEqual(rc, 1)
        self.assertRegex(err, r'mine\.yaml:\d+: .*syria-latakia-north\.geojson cannot be opened')
        self.file('syria-latakia-north.geojson', self.carried('syria-latakia-north.geojson'))
        self.assertEqual(self.ok('import', '-l', 'war.ledger', name), 'kept syria-silence-2016-04-30-latakia (mine.yaml)\n')
        os.remove(os.path.join(self.dir.name, 'syria-latakia-north.geojson'))
        with_it = json.loads(self.ok('show', 'syria-silence-2016-04-30-latakia', '--json', '-l', 'war.ledger'))[0]
        without = json.loads(self.ok('show', 'syria-silence-2016-04-30-latakia', '--json'))[0]
        self.assertEqual(with_it['name'], 'ar-Rīf: mine')
        self.assertEqual(with_it['include'][0]['ring'], without['include'][0]['ring'], 'what is kept stands alone')
        self.assertEqual(with_it['starts'], without['starts'])
        self.assertEqual(json.loads(self.ok('show', 'syria-silence-2016-04-30-latakia', '--json', env={'TRUCE_LEDGER': 'war.ledger'}))[0], with_it)
        rc, out, err = self.truce('agreements', 'import', '-l', 'war.ledger', self.file('bad.yaml', 'id: x\n'), name)
        self.assertEqual(rc, 1)
        self.assertIn('nothing was imported', err)

    def test_proposals(self):
        rc, out, err = self.truce('agreements', 'proposals')
        self.assertEqual(rc, 2)
        self.assertIn('truce add', err)
        self.file('a.txt', 'Russia extended the regime of silence to Homs province, Syria, on Sunday.\n\nThe truce holds in Latakia, Syria.\n')
        rc, out, err = self.truce('add', '-q', '-l', 'war.ledger', '--published', '2016-05-01', 'a.txt')
        self.assertEqual(rc, 0, err)
        found = json.loads(self.ok('proposals', '--json', '-l', 'war.ledger'))
        self.assertEqual([(p['change'], p['value'], p['standing']) for p in found], [('add_territory', 'Homs', 'open')])
        self.assertTrue(found[0]['agreement'].startswith('syria-silence-2016-04-30-'))
        self.assertIn('extended the regime of silence to Homs', found[0]['sentence'])
        page = self.ok('proposals', '-l', 'war.ledger')
        self.assertIn('extend the territory to Homs', page)
        self.assertIn('1 proposal\n', page)

    def test_accepting(self):
        self.file('a.txt', 'Russia extended the regime of silence to Homs province, Syria, on Sunday.\n\nThe truce holds in Latakia, Syria.\n')
        rc, out, err = self.truce('add', '-q', '-l', 'war.ledger', '--published', '2016-05-01', '--outlet', 'The Wire', 'a.txt')
        self.assertEqual(rc, 0, err)
        p = json.loads(self.ok('proposals', '--json', '-l', 'war.ledger'))[0]
        def areas(): return [(a['name'], a['source']) for a in json.loads(self.ok('show', p['agreement'], '--json', '-l', 'war.ledger'))[0]['include']]
        before = areas()
        for word, after, standing in (('accept', before + [('Homs', 'The Wire')], 'accepted'), ('reject', before, 'rejected')):
            rc, out, err = self.truce('review', word, p['id'], '--reason', 'both sides say so', '--who', 'ada', '-l', 'war.ledger')
            self.assertEqual(rc, 0, err)
            self.assertEqual(areas(), after)
            self.assertEqual(json.loads(self.ok('proposals', '--json', '-l', 'war.ledger'))[0]['standing'], standing)

    def test_wrong_usage(self):
        for args in (['shew'], ['show'], ['check'], ['import'], ['list', '--at', 'yesterday'], ['list', '--colour', 'blue'], ['list', '--bad']):
            rc, out, err = self.truce('agreements', *args)
            self.assertEqual((rc, out), (2, ''), args)
            self.assertTrue(err.startswith('truce: '), args)
        rc, out, err = self.truce('agreements', 'show', 'nothing')
        self.assertEqual(rc, 1)
        rc, out, err = self.truce('agreements', 'list', '-l', 'nowhere.ledger')
        self.assertEqual(rc, 1)
        self.assertIn('nowhere.ledger', err)
        self.assertIn('truce agreements', self.truce('agreements', '--help')[1])


if __name__ == '__main__':
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - bad} passed, {bad} failed')
    sys.exit(bad > 0)
