#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""truce export as other programs meet it: ogr2ogr opens GeoJSON and KML, CSV passes the rules of HXL 1.1, XML and JSON are well-formed, what was imported comes back, and the same ledger gives
the same bytes. Rows are made for these tests."""
import csv, datetime, io, json, os, random, re, shutil, subprocess, sys, tempfile, unittest
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_import import ACLED, acled_rows, table, truce

GED = ('id,year,type_of_violence,side_a,side_b,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,latitude,longitude,country,event_clarity,date_prec,date_start,'
       'date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high').split(',')
KML = '{http://www.opengis.net/kml/2.2}'
FORMATS = ['json', 'jsonl', 'csv', 'geojson', 'kml', 'plover', 'acled', 'ged']


def ged_rows(n, seed=3):
    rnd = random.Random(seed)
    rows = []
    for i in range(n):
        kind = rnd.choice('1123')
        a, b = {'1': ('Government of Syria', rnd.choice(['Syrian insurgents', 'IS', 'Ahrar al-Sham, HTS'])), '2': ('IS', 'SDF'), '3': ('IS', 'Civilians')}[kind]
        parts = [rnd.choice([0, 0, 1, 2, 5]) for _ in range(4)]
        if kind == '3': parts[0] = parts[1] = 0
        best = sum(parts)
        low, high = max(0, best - rnd.choice([0, 0, 1])), best + rnd.choice([0, 1, 9])
        start = datetime.date(2016, 1, 1) + datetime.timedelta(days=rnd.randrange(300))
        end = start + datetime.timedelta(days=rnd.choice([0, 0, 0, 4]))
        where, adm, lat, lon = rnd.choice([('Aleppo town', 'Aleppo Governorate', 36.201241, 37.161173), ('Duma town', 'Rif Dimashq Governorate', 33.572264, 36.401811), ('Syria', '', 35, 38)])
        rows.append(dict(zip(GED, [str(v) for v in [300000 + i, start.year, kind, a, b, 'SOHR', end, f'Headline, "{i}"', 'SOHR', '6' if where == 'Syria' else rnd.choice('12'), where, adm, lat, lon, 'Syria',
                                                    rnd.choice('112'), '1' if start == end else '2', start, end, *parts, low, best, high]])))
    return rows


def read_csv(text):
    return list(csv.reader(io.StringIO(text, newline='')))


def hxl_problems(rows):
    """HXL 1.1: the tag row is within the first 25 rows; hashtags are # and a letter, then letters, digits, underscores; attributes + and the same; the default schema asks that dates be dates,
    coordinates be coordinates, and counts of people be numbers."""
    tag = re.compile(r'^\s*#[A-Za-z][A-Za-z0-9_]*(\s*\+[A-Za-z][A-Za-z0-9_]*)*\s*$')
    at = next((i for i, r in enumerate(rows[:25]) if any(c.strip() for c in r) and all(not c.strip() or tag.match(c) for c in r)), None)
    if at is None: return ['no row of hashtags']
    bad = []
    tags = [c.strip() for c in rows[at]]
    for n, row in enumerate(rows[at + 1:], at + 2):
        if len(row) != len(tags): bad.append(f'row {n} has {len(row)} cells, {len(tags)} tags')
        for t, v in zip(tags, row):
            if not v: continue
            if t.startswith('#date') and not re.match(r'^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$', v): bad.append(f'row {n}: {t} {v!r} is no date')
            if t.startswith('#date'):
                try: datetime.date.fromisoformat(v[:10])
                except ValueError: bad.append(f'row {n}: {t} {v!r} is no day')
            if (t.startswith('#geo+lat') or t.startswith('#geo+lon')) and not -180 <= float(v) <= 180: bad.append(f'row {n}: {t} {v}')
            if t.startswith('#affected') and not re.match(r'^-?\d+$', v): bad.append(f'row {n}: {t} {v!r} is no number')
            if t.startswith('#country+code') and not re.match(r'^[A-Z]{2}$', v): bad.append(f'row {n}: {t} {v!r} is no code')
    return bad


class Export(unittest.TestCase):
    @classmethod
    def path(cls, name): return os.path.join(cls.dir.name, name)

    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.TemporaryDirectory()
        cls.ledger = cls.path('l.ledger')
        cls.acled, cls.ged = acled_rows(80), ged_rows(80)
        cls.acled[0]['notes'] = '=HYPERLINK("http://x")'
        for name, kind, text in (('a.csv', 'acled', table(cls.acled)), ('g.csv', 'ged', table(cls.ged, GED))):
            with open(cls.path(name), 'w', encoding='utf-8', newline='') as f: f.write(text)
            rc, out, err = truce('import', kind, '-l', cls.ledger, cls.path(name))
            assert rc == 0, out + err

    @classmethod
    def tearDownClass(cls): cls.dir.cleanup()

    def export(self, fmt, *more, ledger=None):
        rc, out, err = truce('export', '--format', fmt, '-l', ledger or self.ledger, '-q', *more)
        self.assertEqual(rc, 0, err)
        return out

    def test_what_was_imported_comes_back_acled(self):
        got = {r['event_id_cnty']: r for r in csv.DictReader(io.StringIO(self.export('acled', '--what', 'claims'), newline=''))}
        for r in self.acled:
            g = got[r['event_id_cnty']]
            for col in ('event_date', 'time_precision', 'event_type', 'sub_event_type', 'location', 'geo_precision', 'fatalities', 'country', 'source'):
                self.assertEqual(g[col], r[col], (r['event_id_cnty'], col))
            self.assertEqual((float(g['latitude']), float(g['longitude'])), (float(r['latitude']), float(r['longitude'])))

    def test_what_was_imported_comes_back_ged(self):
        got = {r['id']: r for r in csv.DictReader(io.StringIO(self.export('ged', '--what', 'claims'), newline=''))}
        for r in self.ged:
            g = got[r['id']]
            for col in ('type_of_violence', 'where_prec', 'where_coordinates', 'event_clarity', 'date_prec', 'date_start', 'date_end', 'deaths_a', 'deaths_b', 'deaths_civilians', 'deaths_unknown', 'low', 'best', 'high'):
                self.assertEqual(g[col], r[col], (r['id'], col))
            self.assertEqual((float(g['latitude']), float(g['longitude'])), (float(r['latitude']), float(r['longitude'])))
            self.assertEqual(len(g['truce_sha256']), 64)

    def test_ged_again(self):
        """An export in GED's columns is a table that import takes."""
        path = self.path('again.csv')
        self.export('ged', '--what', 'claims', '-o', path)
        rc, out, err = truce('import', 'ged', '-l', self.path('again.ledger'), path)
        self.assertEqual(rc, 0, out + err)

    def test_hxl(self):
        for what in ('claims', 'incidents', 'tally'):
            rows = read_csv(self.export('csv', '--what', what))
            self.assertEqual(hxl_problems(rows), [])
            self.assertTrue(len(rows) > 3)
        self.assertTrue(hxl_problems([['a'], ['#date'], ['soon']]) and hxl_problems([['a'], ['#affected+type'], ['killed']]) and hxl_problems([['a'], ['x']]))

    def test_no_formula(self):
        for row in read_csv(self.export('csv', '--what', 'claims')) + read_csv(self.export('acled', '--what', 'claims')):
            for c in row: self.assertFalse(c[:1] in ('=', '+', '@') or (c[:1] == '-' and not re.match(r'^-[\d.]+$', c)), c)

    def test_geojson(self):
        g = json.loads(self.export('geojson', '--what', 'incidents'))
        self.assertEqual(g['type'], 'FeatureCollection')
        self.assertEqual(g['truce']['rows'], len(g['features']))
        for f in g['features']:
            self.assertFalse(any(isinstance(v, (dict, list)) for v in f['properties'].values()))
            self.assertTrue(f['properties']['sha256'] and f['properties']['quote'])
            if f['geometry']: self.assertTrue(30 < f['geometry']['coordinates'][0] < 45 and 30 < f['geometry']['coordinates'][1] < 40)

    def test_opens_where_analysts_open_it(self):
        if not shutil.which('ogr2ogr'): self.skipTest('ogr2ogr is not there: apt-get install gdal-bin')
        for fmt, what in (('geojson', 'claims'), ('geojson', 'incidents'), ('kml', 'claims'), ('kml', 'incidents')):
            path, out = self.path(f'{what}.{fmt}'), self.path(f'{what}-{fmt}.csv')
            self.export(fmt, '--what', what, '-o', path)
            p = subprocess.run(['ogr2ogr', '-f', 'CSV', out, path, '-lco', 'GEOMETRY=AS_XY'], stderr=subprocess.PIPE)
            self.assertEqual((p.returncode, p.stderr), (0, b''))
            with open(out, newline='', encoding='utf-8') as f: rows = list(csv.DictReader(f))
            self.assertEqual(len(rows), len(self.export('jsonl', '--what', what).splitlines()))
            self.assertTrue(any(r['X'] for r in rows))

    def test_kml(self):
        root = ET.fromstring(self.export('kml', '--what', 'claims').encode('utf-8'))
        marks = root.findall(f'.//{KML}Placemark')
        self.assertEqual(len(marks), len(self.export('jsonl', '--what', 'claims').splitlines()))
        statement = json.loads(root.find(f'{KML}Document/{KML}description').text)
        self.assertEqual(statement['rows'], len(marks))
        ids = [m.get('id') for m in marks]
        self.assertEqual(len(ids), len(set(ids)))

    def test_statement(self):
        path = self.path('s.csv')
        rc, out, err = truce('export', '--format', 'csv', '--what', 'claims', '-l', self.ledger, '--since', '2016-03-01', '--until', '2016-03-31', '-o', path)
        self.assertEqual((rc, out), (0, ''), err)
        with open(path + '.meta.json') as f: meta = json.load(f)
        self.assertEqual(json.loads(err), meta)
        self.assertEqual(meta['filter'], {'since': '2016-03-01', 'until': '2016-03-31'})
        self.assertTrue(meta['rules'] and re.match(r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$', meta['as_of']))
        with open(path, newline='', encoding='utf-8') as f: rows = list(csv.DictReader(f))[1:]
        self.assertEqual(len(rows), meta['rows'])
        self.assertTrue(rows and all(r['date_to'] >= '2016-03-01' and r['date_from'] <= '2016-03-31' for r in rows))

    def test_filters_apply_in_every_format(self):
        every = json.loads(self.export('json', '--what', 'claims'))
        some = json.loads(self.export('json', '--what', 'claims', '--place', 'Aleppo', '--since', '2016-04-01'))
        self.assertTrue(0 < some['truce']['rows'] < every['truce']['rows'])
        self.assertTrue(some['truce']['scope'].startswith('Aleppo'))
        n = len(some['rows'])
        self.assertEqual(n, some['truce']['rows'])
        for fmt, count in (('jsonl', lambda s: len(s.splitlines())), ('csv', lambda s: len(read_csv(s)) - 2), ('geojson', lambda s: len(json.loads(s)['features'])), ('kml', lambda s: s.count('<Placemark '))):
            self.assertEqual(count(self.export(fmt, '--what', 'claims', '--place', 'Aleppo', '--since', '2016-04-01')), n, fmt)

    def test_plover(self):
        types = {'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT'}
        lines = self.export('plover', '--what', 'claims').splitlines()
        self.assertEqual(len(lines), 160 - sum(r['sub_event_type'] == 'Other' for r in self.acled))
        for l in lines:
            e = json.loads(l)
            self.assertTrue({'id', 'date', 'actor', 'event'} <= set(e))
            self.assertTrue(set(e['event']) <= types and e['quad_code'] in (1, 2, 3, 4))
            datetime.date.fromisoformat(e['date'])

    def test_same_ledger_same_bytes(self):
        for fmt in FORMATS: self.assertEqual(self.export(fmt), self.export(fmt), fmt)
        # The same rows added in another order give the same claims, but for the ids and times that the ledger itself gives.
        other = self.path('o.ledger')
        for kind, name in (('ged', 'g.csv'), ('acled', 'a.csv')): self.assertEqual(truce('import', kind, '-l', other, self.path(name))[0], 0)
        strip = lambda s: [{k: v for k, v in json.loads(l).items() if k not in ('claim', 'report', 'part_of', 'recorded')} for l in s.splitlines()]
        self.assertEqual(strip(self.export('jsonl', '--what', 'claims')), strip(self.export('jsonl', '--what', 'claims', ledger=other)))

    def test_usage(self):
        for args in ([], ['--format', 'xls'], ['--format', 'csv', '--what', 'all'], ['--format', 'kml', '--what', 'tally'], ['--format', 'csv', '--kinds', 'deaths'], ['--format', 'csv', 'file'],
                     ['--format', 'csv', '--what', 'claims', '--rows', 'week'], ['--format', 'csv', '--what', 'tally', '--rows', 'year'], ['--format', 'csv', '--what', 'findings', '--agreement', 'none-such']):
            rc, out, err = truce('export', '-l', self.ledger, *args)
            self.assertEqual((rc, out), (2, ''), args); self.assertTrue(err)
        rc, _, err = truce('export', '--format', 'csv', '-l', self.path('none.ledger'))
        self.assertEqual(rc, 1); self.assertTrue(err)
        rc, _, err = truce('export', '--format', 'csv', '-l', self.ledger, '-q', '-o', '/dev/full')
        self.assertEqual(rc, 1); self.assertIn('could not be written', err)
        self.assertEqual(os.listdir(self.dir.name), [n for n in os.listdir(self.dir.name) if not n.endswith('.part')])

    def test_findings_and_tally(self):
        f = json.loads(self.export('json', '--what', 'findings', '--agreement', 'syria-cessation-2016-02-27'))
        self.assertTrue(f['rows'])
        verdicts = {'violation_alleged', 'permitted_act', 'excluded_actor', 'not_a_party', 'outside_territory', 'not_in_force', 'indeterminate'}
        for r in f['rows']:
            self.assertIn(r['verdict'], verdicts)
            self.assertTrue({r['in_time'], r['in_territory'], r['excluded'], r['parties_bound'], r['act_prohibited']} <= {'yes', 'no', 'unknown'})
        t = json.loads(self.export('json', '--what', 'tally', '--place', 'Aleppo'))
        self.assertTrue(any(r['key'] == 'all' and r['harm'] == 'killed' for r in t['rows']))


if __name__ == '__main__':
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - bad} passed, {bad} failed')
    sys.exit(bad > 0)
