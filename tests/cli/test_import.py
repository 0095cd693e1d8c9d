#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""truce import as a user meets it: rows into a ledger, bad rows named with their lines, the same rows known, changed rows revised. Rows are made for these tests."""
import csv, io, json, os, random, subprocess, sys, tempfile, time, unittest

TRUCE = os.environ.get('TRUCE', 'build/truce')
ACLED = ('event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,'
         'country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp').split(',')
TYPES = [('Battles', 'Armed clash'), ('Battles', 'Government regains territory'), ('Explosions/Remote violence', 'Air/drone strike'), ('Explosions/Remote violence', 'Shelling/artillery/missile attack'),
         ('Violence against civilians', 'Attack'), ('Protests', 'Peaceful protest'), ('Riots', 'Mob violence'), ('Strategic developments', 'Agreement'), ('Strategic developments', 'Other')]
PLACES = [('Aleppo', 'Aleppo', 36.2021, 37.1343), ('Idleb', 'Idlib', 35.9306, 36.6339), ('Saraqab', 'Idlib', 35.8647, 36.8058), ('Duma', 'Rural Damascus', 33.5723, 36.4018), ('Nowhere known', 'Homs', 34.5, 38.25)]


def truce(*args, stdin=None, env=None):
    p = subprocess.run([TRUCE, *args], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
    return p.returncode, p.stdout.decode('utf-8'), p.stderr.decode('utf-8')


def acled_rows(n, seed=7):
    rnd = random.Random(seed)
    rows = []
    for i in range(n):
        event, sub = rnd.choice(TYPES)
        location, admin1, lat, lon = rnd.choice(PLACES)
        rows.append({'event_id_cnty': f'SYR{i + 1}', 'event_date': f'2016-{rnd.randint(2, 5):02}-{rnd.randint(1, 28):02}', 'year': '2016', 'time_precision': rnd.choice('1112'), 'event_type': event,
                     'sub_event_type': sub, 'actor1': 'Military Forces of Syria (2000-)', 'inter1': '1', 'actor2': 'Civilians (Syria)', 'inter2': '7', 'country': 'Syria', 'admin1': admin1, 'location': location,
                     'latitude': str(lat), 'longitude': str(lon), 'geo_precision': rnd.choice('1123'), 'source': rnd.choice(['SOHR', 'Aid Desk', 'SANA; SOHR']),
                     'notes': f'Row {i}: jets, "barrels" and\nmortars hit {location}. A second sentence.', 'fatalities': str(rnd.choice([0, 0, 1, 3, 12, 50])), 'timestamp': '1461974400'})
    return rows


def table(rows, columns=ACLED):
    out = io.StringIO()
    w = csv.DictWriter(out, columns, restval='', lineterminator='\r\n')
    w.writeheader()
    w.writerows(rows)
    return out.getvalue()


class Import(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.TemporaryDirectory(); self.addCleanup(self.dir.cleanup)
        self.ledger = self.path('l.ledger')

    def path(self, name): return os.path.join(self.dir.name, name)

    def file(self, name, text):
        with open(self.path(name), 'w', encoding='utf-8', newline='') as f: f.write(text)
        return self.path(name)

    def claims(self, *more):
        rc, out, err = truce('export', '--format', 'jsonl', '--what', 'claims', '-l', self.ledger, '-q', *more)
        self.assertEqual(rc, 0, err)
        return [json.loads(l) for l in out.splitlines()]

    def test_rows_become_claims(self):
        rows = acled_rows(60)
        rc, out, err = truce('import', 'acled', '-l', self.ledger, self.file('a.csv', table(rows)))
        self.assertEqual(rc, 0, err)
        self.assertIn('60 rows', out); self.assertIn('60 new', out)
        got = self.claims()
        events = {c['report_key']: c for c in got if c['kind'] == 'event'}
        self.assertEqual(len(events), 60)
        for r in rows:
            e = events[r['event_id_cnty']]
            self.assertEqual((e['acled_event'], e['acled_sub_event'], e['place_text'] or e['place']), (r['event_type'], r['sub_event_type'], r['location']))
            self.assertEqual((e['lat'], e['lon'], e['country'], e['dataset']), (float(r['latitude']), float(r['longitude']), 'SY', 'acled'))
        dead = sum(c['low'] for c in got if c['kind'] == 'casualties')
        self.assertEqual(dead, sum(int(r['fatalities']) for r in rows))

    def test_known_changed_and_in_any_order(self):
        rows = acled_rows(20)
        a = self.file('a.csv', table(rows))
        self.assertEqual(truce('import', 'acled', '-l', self.ledger, a)[0], 0)
        rc, out, _ = truce('import', 'acled', '-l', self.ledger, a)
        self.assertEqual(rc, 0); self.assertIn('0 new, 0 revised, 20 known', out)
        rows[3]['fatalities'] = '99'
        rc, out, _ = truce('import', 'acled', '-l', self.ledger, self.file('b.csv', table(rows)))
        self.assertEqual(rc, 0); self.assertIn('0 new, 1 revised, 19 known', out)
        self.assertEqual([c['low'] for c in self.claims() if c['report_key'] == 'SYR4' and c['kind'] == 'casualties'], [99])
        other = self.path('m.ledger')
        columns = ACLED[::-1] + ['more']
        rc, out, err = truce('import', 'acled', '-l', other, self.file('c.csv', '\ufeff' + table(rows, columns)))
        self.assertEqual(rc, 0, err); self.assertIn('20 new', out)

    def test_bad_rows_cost_themselves_alone(self):
        rows = acled_rows(30)
        rows[4]['event_date'] = '2016-02-30'; rows[9]['latitude'] = 'north'; rows[14]['event_type'] = 'Battle'
        lines = table(rows)
        path = self.file('a.csv', lines + 'SYR99,"an open quotation mark\r\n')
        rc, out, err = truce('import', 'acled', '-l', self.ledger, path)
        self.assertEqual(rc, 3)
        self.assertIn('27 new', out); self.assertIn('4 left out', out)
        numbers = [int(l.split(path + ':')[1].split(':')[0]) for l in err.splitlines() if path in l]
        self.assertEqual(numbers, [2 + 2 * 4, 2 + 2 * 9, 2 + 2 * 14, 2 + 2 * 30])   # each row has two lines: notes hold one
        self.assertEqual(len([c for c in self.claims() if c['kind'] == 'event']), 27)

    def test_killed_and_continued(self):
        """Killed at any instant, what is there is whole, and the same command takes the rest."""
        rows = acled_rows(6000)
        path = self.file('a.csv', table(rows))
        for i in range(4):
            p = subprocess.Popen([TRUCE, 'import', 'acled', '-q', '-l', self.ledger, path])
            time.sleep(0.2 + 0.35 * i)
            p.kill(); p.wait()
            if os.path.exists(self.ledger):
                rc, _, err = truce('verify', '-l', self.ledger)
                self.assertTrue(rc == 0 or 'holds nothing yet' in err, err)   # before its first commit it is an empty file
        rc, out, err = truce('import', 'acled', '-l', self.ledger, path)
        self.assertEqual(rc, 0, err); self.assertIn('6000 rows', out)
        keys = [c['report_key'] for c in self.claims() if c['kind'] == 'event']
        self.assertEqual((len(keys), len(set(keys))), (6000, 6000))

    def test_not_a_table_of_acled(self):
        rc, _, err = truce('import', 'acled', '-l', self.ledger, self.file('a.csv', 'id,name\n1,x\n'))
        self.assertEqual(rc, 1); self.assertIn('a.csv:1: no column event_id_cnty, event_date,', err)
        rc, _, err = truce('import', 'acled', '-l', self.ledger, self.path('none.csv'))
        self.assertEqual(rc, 1); self.assertIn('none.csv: No such file', err)
        self.assertEqual(truce('import', 'acled', '-l', self.ledger, self.file('e.csv', ''))[0], 1)

    def test_usage(self):
        for args in ([], ['acled'], ['xls', 'a'], ['geonames', 'SY.txt'], ['geonames', '-', '-o', self.path('p')]):
            rc, out, err = truce('import', *args)
            self.assertEqual(rc, 2, args); self.assertTrue(err)
        self.assertEqual(truce('import', '--help')[0], 0)

    def test_standard_input(self):
        rc, out, err = truce('import', 'acled', '-l', self.ledger, '-', stdin=table(acled_rows(3)).encode())
        self.assertEqual(rc, 0, err); self.assertIn('3 new', out)

    def test_geonames(self):
        row = ['90000002', 'Tall Qirmiz', 'Tall Qirmiz', 'Tell Kirmiz', '35.5101', '38.5202', 'P', 'PPL', 'SY', '', '09', '', '', '', '321', '', '400', 'Asia/Damascus', '2026-01-01']
        path = self.file('SY.txt', '\t'.join(row) + '\n')
        rc, out, err = truce('import', 'geonames', path, '-o', self.path('places'))
        self.assertEqual(rc, 0, err); self.assertIn('1 new places', out)
        text = b'Three people were killed in Tell Kirmiz, Syria, on Friday.\n'
        read = lambda env: json.loads(truce('read', '--json', '--published', '2016-04-30', '-', stdin=text, env=env)[1])
        ids = lambda r: [p['id'] for p in r['places']]
        self.assertIn('geonames:90000002', ids(read({'TRUCE_DATA': self.path('places')})))
        self.assertNotIn('geonames:90000002', ids(read({})))


if __name__ == '__main__':
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - bad} passed, {bad} failed')
    sys.exit(bad > 0)
