#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""findings, whatif, positions, places and sources as a user meets them: from reports to answers, every value with its sentence."""
import json, os, subprocess, sys, tempfile, unittest

TRUCE = os.environ.get('TRUCE', 'build/truce')
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
REPORTS = [
    ('a', '2016-04-24', 'Syrian government warplanes bombed a market in Aleppo on Saturday, killing 12 civilians, the Syrian Observatory for Human Rights said.'),
    ('b', '2016-04-28', 'Russia refused to press Damascus to stop the bombing of Aleppo.'),
    ('c', '2016-05-01', 'Russia called on the Syrian government to include Aleppo in the truce. There are only 70 to 80 doctors left in Aleppo, the charity said.'),
    ('d', '2016-05-03', 'Al-Nusra Front fighters shelled the town of Rabia in Latakia province on Monday, killing two civilians.'),
    ('e', '2016-05-03', 'The Syrian army shelled the village of Kinsabba in Latakia province on Monday, killing three civilians, residents said.'),
]


class Judge(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.TemporaryDirectory()
        cls.ledger = os.path.join(cls.dir.name, 'test.ledger')
        path = os.path.join(cls.dir.name, 'reports.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for name, day, text in REPORTS:
                f.write(json.dumps({'id': name, 'outlet': 'Wire ' + name.upper(), 'published': day, 'url': 'https://example.org/' + name, 'text': text}) + '\n')
        rc, _, err = cls.truce('add', path)
        assert rc == 0, err

    @classmethod
    def tearDownClass(cls): cls.dir.cleanup()

    @classmethod
    def truce(cls, *args):
        p = subprocess.run([TRUCE, args[0], '--ledger', cls.ledger, *args[1:]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, 'NO_COLOR': '1'})
        return p.returncode, p.stdout.decode('utf-8'), p.stderr.decode('utf-8')

    def json(self, *args):
        rc, out, err = self.truce(*args, '--json')
        self.assertEqual(rc, 0, err)
        return json.loads(out)

    def test_findings(self):
        r = self.json('findings', '--place', 'Aleppo', '--agreement', 'syria-cessation-2016-02-27')
        self.assertEqual(r['rules'][:2], '20')
        hit = [f for f in r['findings'] if f['incident']['mode'] == 'aerial' and f['verdict'] == 'violation_alleged']
        self.assertTrue(hit, r['counts'])
        f = hit[0]
        self.assertEqual([f['answers'][q]['value'] for q in ('time', 'place', 'excluded', 'parties', 'act')], ['yes', 'yes', 'no', 'yes', 'yes'])
        self.assertTrue(all(a['because'] for a in f['answers'].values()))
        self.assertIn('killing 12 civilians', f['incident']['claims'][0]['sentence'])
        self.assertEqual(f['stage'], 'allegation')

    def test_layers_and_exclusion(self):
        r = self.json('findings', '--place', 'Latakia')
        by = {}
        for f in r['findings']: by.setdefault((f['incident']['actor'] or {}).get('name'), {})[f['agreement']] = f
        nusra = next(v for k, v in by.items() if k and 'Nusra' in k)
        self.assertEqual(nusra['syria-cessation-2016-02-27']['verdict'], 'excluded_actor')
        army = next(v for k, v in by.items() if k and 'army' in k.lower())
        self.assertEqual(army['syria-cessation-2016-02-27']['verdict'], 'violation_alleged')
        self.assertIn(army['syria-silence-2016-04-30-latakia']['verdict'], ('violation_alleged', 'indeterminate'))
        self.assertEqual(army['syria-silence-2016-05-05-aleppo']['verdict'], 'not_in_force')

    def test_verdict_filter_and_table(self):
        r = self.json('findings', '--verdict', 'excluded_actor')
        self.assertTrue(r['findings'])
        self.assertEqual({f['verdict'] for f in r['findings']}, {'excluded_actor'})
        t = self.json('findings', '--table')
        self.assertTrue(t['table'])
        self.assertTrue(any(c['agreement'].startswith('syria') for c in t['compliance']))
        whole = self.json('findings')
        self.assertEqual(sum(row[v] for row in t['table'] for v in whole['counts']), len(whole['findings']))

    def test_whatif(self):
        r = self.json('whatif', '--agreement', 'syria-silence-2016-04-30', '--add-territory', 'Aleppo Governorate', '--since', '2016-04-22')
        self.assertEqual(r['start_moved_to'], '2016-04-22')
        self.assertEqual(len(r['agreements']), 2)
        self.assertGreaterEqual(r['covered'], 1)
        self.assertEqual(r['more'], r['covered'])
        market = next(i for i in r['incidents'] if i['finding']['incident']['mode'] == 'aerial')
        self.assertTrue(market['covered'])
        self.assertFalse(market['covered_really'])
        self.assertIn('what if', json.dumps(market['finding']['answers']))
        sohr = [s for s in r['killed_by_source'] if 'Observatory' in s['source']]
        self.assertEqual([s['killed']['low'] for s in sohr], [12])
        rc, out, _ = self.truce('whatif', '--agreement', 'syria-silence-2016-04-30', '--add-territory', 'Aleppo Governorate', '--since', '2016-04-22')
        self.assertEqual(rc, 0)
        self.assertIn('because --since lies before every claimed start', out)

    def test_whatif_end(self):
        r = self.json('whatif', '--agreement', 'syria-silence-2016-04-30-latakia', '--end', '2016-05-01T00:00', '--place', 'Latakia')
        army = next(i for i in r['incidents'] if 'army' in i['finding']['incident']['actor']['name'].lower())
        self.assertEqual(army['finding']['verdict'], 'not_in_force')

    def test_positions(self):
        for by in ('Russia', 'Moscow', 'state:RU'):
            r = self.json('positions', '--by', by, '--topic', 'ceasefire')
            self.assertEqual([(p['actor']['name'], p['change']) for p in r['positions']], [('Russia', 'first'), ('Russia', 'reversed')], by)
        p = r['positions'][1]
        self.assertIn('refused', p['before']['sentence'])
        self.assertIn('include Aleppo', p['said']['sentence'])
        self.assertLess(r['positions'][0]['intensity'], 0)
        self.assertGreater(p['intensity'], 0)
        self.assertEqual(len(self.json('positions', '--by', 'Russia', '--changes')['positions']), 1)
        self.assertEqual(self.json('positions', '--by', 'France')['positions'], [])

    def test_places(self):
        r = self.json('places', 'show', 'Aleppo', '--at', '2016-05-05T00:30')
        cover = {c['agreement']: c for c in r['cover']}
        self.assertEqual({t['in_force'] for t in cover['syria-cessation-2016-02-27']['tellings']}, {'yes'})
        self.assertEqual({t['in_force'] for t in cover['syria-silence-2016-05-05-aleppo']['tellings']}, {'yes', 'no'})
        self.assertNotIn('syria-silence-2016-04-30-latakia', cover)
        self.assertIn('70–80 doctors left', [c['state'] for c in r['capacity']])
        self.assertTrue(any(p['actor']['name'] == 'Russia' for p in r['positions']))
        self.assertTrue(any(s.get('killed', {}).get('low') == 12 for s in r['toll']))
        names = [p['place']['name'] for p in self.json('places', 'list')['places']]
        self.assertIn('Aleppo', names)
        rc, out, _ = self.truce('places', 'show', 'Latakia', '--at', '2016-04-30T00:30')
        self.assertEqual(rc, 0)
        self.assertIn('begins in 30 min', out)

    def test_sources(self):
        r = self.json('sources')
        sohr = next(s for s in r['sources'] if s['id'] == 'mon:sohr')
        self.assertEqual((sohr['reports'], sohr['relays'], sohr['grade']), (1, 1, None))

    def test_usage(self):
        for args in (['findings', '--verdict', 'guilty'], ['findings', '--agreement', 'none-such'], ['whatif'], ['whatif', '--agreement', 'syria-silence-2016-04-30'],
                     ['whatif', '--agreement', 'syria-silence-2016-04-30', '--add-territory', 'Xyzzyx'], ['positions', '--topic', 'weather'], ['places', 'show'],
                     ['places', 'tell', 'x'], ['places', 'show', 'Aleppo', '--at', 'soon'], ['sources', 'x']):
            rc, out, err = self.truce(*args)
            self.assertEqual(rc, 2, args)
            self.assertTrue(err.startswith('truce: '), err)
            self.assertEqual(out, '')
        for cmd in ('findings', 'whatif', 'positions', 'places', 'sources'):
            rc, out, _ = self.truce(cmd, '--help')
            self.assertEqual(rc, 0)
            self.assertIn('truce ' + cmd, out)

    def test_pages_fit(self):
        for args in (['findings', '--why'], ['findings', '--table'], ['positions'], ['places', 'show', 'Aleppo'], ['places', 'list'], ['sources']):
            rc, out, err = self.truce(*args, '--width', '100')
            self.assertEqual(rc, 0, err)
            self.assertNotIn('\x1b', out)

    def test_same_answers_twice(self):
        for args in (['findings'], ['positions'], ['places', 'list'], ['sources']):
            a, b = self.json(*args), self.json(*args)
            a.pop('as_of'), b.pop('as_of')
            self.assertEqual(a, b)


if __name__ == '__main__':
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - bad} passed, {bad} failed')
    sys.exit(bad > 0)
