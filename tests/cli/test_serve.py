#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""truce serve as browsers, programs and attackers meet it. Every answer, whatever the test is about, is held against the OpenAPI document that the server itself gives."""
import gzip, http.client, json, os, re, signal, socket, subprocess, sys, tempfile, threading, time, unittest, urllib.parse

import jsonschema

TRUCE = os.environ.get('TRUCE', 'build/truce')
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
API = '/api/v1'
HOSTILE = ('<script>alert(1)</script> Abu Yazan Halabi, a baker, was killed when shelling hit Al-Quds hospital in Aleppo on Sunday, his neighbour Umm Firas Halabi said.\n\n'
           'At least 12 civilians were killed and 30 others were wounded when warplanes bombed a market in Idlib on Sunday, the Syrian Observatory for Human Rights said.\n')
SEEN = set()


def truce(*args, stdin=None):
    p = subprocess.run([TRUCE, *args], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self): return json.loads(self.body)


class Server:
    """One server over a ledger of its own."""
    doc = None

    def __init__(self, *options, reports=('demo/reports',), accounts=(), extra=None):
        self.dir = tempfile.TemporaryDirectory()
        self.ledger = os.path.join(self.dir.name, 'x.ledger')
        for r in reports: self.add(os.path.join(ROOT, r))
        for key, text in (extra or {}).items(): self.add_text(key, text)
        for name, role in accounts:
            rc, _, err = truce('users', 'add', name, '--role', role, '--password-stdin', '--ledger', self.ledger, stdin=f'{name} password\n'.encode())
            assert rc == 0, err
        self.process = subprocess.Popen([TRUCE, 'serve', '--ledger', self.ledger, '--port', '0', *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = self.process.stdout.readline().decode()
        found = re.match(r'listening on http://127\.0\.0\.1:(\d+)/\n', line)
        if not found: raise AssertionError(line + self.process.stderr.read().decode())
        self.port = int(found.group(1))
        if not Server.doc: Server.doc = json.loads(self.raw('GET', API + '/openapi.json').body)

    def add(self, path):
        rc, _, err = truce('add', '--quiet', '--ledger', self.ledger, path)
        assert rc == 0, err

    def add_text(self, key, text, published='2016-05-02'):
        path = os.path.join(self.dir.name, key + '.jsonl')
        with open(path, 'w') as f: f.write(json.dumps({'id': key, 'published': published, 'title': text.split('.')[0], 'outlet': 'Test <b>Wire</b>', 'text': text}) + '\n')
        self.add(path)

    def token(self, name):
        rc, out, err = truce('users', 'token', name, '--label', 'test', '--ledger', self.ledger)
        assert rc == 0, err
        return out.strip()

    def stop(self, sig=signal.SIGTERM):
        if self.process.poll() is None: self.process.send_signal(sig)
        rc = self.process.wait(timeout=20)
        self.process.stdout.close(); self.process.stderr.close()
        self.dir.cleanup()
        return rc

    def raw(self, method, path, body=None, headers=None, source='127.0.0.1', timeout=30):
        c = http.client.HTTPConnection('127.0.0.1', self.port, timeout=timeout, source_address=(source, 0))
        try:
            c.request(method, path, body=body, headers=headers or {})
            r = c.getresponse()
            return Answer(r.status, {k.lower(): v for k, v in r.getheaders()}, r.read())
        finally: c.close()

    def ask(self, path, method='GET', body=None, headers=None, token=None, **kw):
        """The answer, checked against the document."""
        h = dict(headers or {})
        if token: h['Authorization'] = 'Bearer ' + token
        if isinstance(body, (dict, list)): body, h = json.dumps(body).encode(), {'Content-Type': 'application/json', **h}
        a = self.raw(method, path, body, h, **kw)
        check(self.doc, method, path, a)
        return a

    def get(self, path, token=None, **params):
        q = urllib.parse.urlencode(params, doseq=True)
        a = self.ask(API + path + ('?' + q if q else ''), token=token)
        assert a.status == 200, (a.status, a.body)
        return a.json()


def template_of(doc, path):
    for t in sorted(doc['paths'], key=lambda t: '{' in t):
        if re.fullmatch(re.sub(r'\{\w+\}', '[^/]+', t), path): return t
    return None


def check(doc, method, path, a):
    """Status and body are among those that the document names; the headers that every answer has are there."""
    for name, value in (('x-content-type-options', 'nosniff'), ('referrer-policy', 'no-referrer'), ('x-frame-options', 'DENY')):
        assert a.headers.get(name) == value, (path, name, a.headers)
    csp = a.headers.get('content-security-policy', '')
    assert "default-src 'none'" in csp and "frame-ancestors 'none'" in csp and 'unsafe' not in csp, csp
    assert 'access-control-allow-origin' not in a.headers
    t = template_of(doc, path.split('?')[0])
    if not t: return
    verb = 'get' if method == 'HEAD' else method.lower()
    op = doc['paths'][t].get(verb)
    if not op:
        assert a.status == 405, (method, path, a.status)
        return
    if a.status < 400: SEEN.add((t, verb))
    said = op['responses'].get(str(a.status))
    assert said, f'{method} {path}: {a.status} is not in the document: {a.body[:300]}'
    while '$ref' in said: said = doc['components']['responses'][said['$ref'].rsplit('/', 1)[1]]
    if a.status == 304 or method == 'HEAD':
        assert not a.body
        return
    media = a.headers['content-type'].split(';')[0]
    assert media in said['content'], (path, media)
    body = gzip.decompress(a.body) if a.headers.get('content-encoding') == 'gzip' else a.body
    if media in ('application/json', 'application/problem+json'):
        schema = {**said['content'][media]['schema'], 'components': doc['components']}
        errors = sorted(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(body)), key=lambda e: len(e.absolute_path))
        assert not errors, f'{method} {path}: at {list(errors[-1].absolute_path)}: {errors[-1].message[:600]}'


class Case(unittest.TestCase):
    options, accounts, reports, extra = (), (), ('demo/reports',), None

    @classmethod
    def setUpClass(cls): cls.s = Server(*cls.options, accounts=cls.accounts, reports=cls.reports, extra=cls.extra)

    @classmethod
    def tearDownClass(cls):
        rc = cls.s.stop()
        assert rc == 0, f"the server ended with {rc}"

    def problem(self, a, status, parameter=None):
        self.assertEqual(a.status, status, a.body[:500])
        self.assertEqual(a.headers['content-type'], 'application/problem+json')
        p = json.loads(a.body)
        self.assertEqual(p['status'], status)
        self.assertGreater(len(p['detail']), 10)
        if parameter: self.assertEqual(p.get('parameter'), parameter)
        return p


class Reading(Case):
    extra = {'hostile': HOSTILE}

    def test_every_list_and_every_entry(self):
        s = self.s
        for path in ('/reports', '/claims', '/incidents', '/findings', '/positions', '/capacity', '/places', '/actors', '/sources', '/review', '/agreements', '/exports'):
            got = s.get(path)
            self.assertEqual(bool(got['data']), path != '/review', path)
        for r in s.get('/reports')['data']:
            one = s.get(f'/reports/{r["id"]}')
            raw = one['text'].encode()
            for c in one['claims']:
                self.assertEqual(raw[slice(*c['span'])].decode(), c['quote'])
                self.assertIn(c['sentence_span'], one['sentences'])
        for c in s.get('/claims', limit=20)['data']: self.assertEqual(s.get(f'/claims/{c["id"]}')['claim']['quote'], c['quote'])
        for i in s.get('/incidents')['data']: self.assertEqual(s.get(f'/incidents/{i["id"]}')['incident']['id'], i['id'])
        for g in s.get('/agreements')['data']: s.get('/agreements/' + g['agreement']['id'], at='2016-05-01T12:00')
        s.get('/about'); s.get('/session'); s.get('/openapi.json')

    def test_filters_reach_the_answer(self):
        s = self.s
        all_ = s.get('/claims', count='true')['total']
        self.assertIsNone(s.get('/claims', limit=1)['total'])
        aleppo = s.get('/claims', place='Aleppo', since='2016-04-20', until='2016-05-10', count='true')
        self.assertTrue(0 < aleppo['total'] < all_)
        self.assertIn('Aleppo', aleppo['scope']['name'])
        self.assertTrue(all(c['kind'] == 'casualties' for c in s.get('/claims', kind='casualties')['data']))
        self.assertEqual({c['kind'] for c in s.get('/claims', kind='event,figure')['data']}, {'event', 'figure'})
        self.assertTrue(all(c['confidence'] >= 0.7 for c in s.get('/claims', min_confidence='0.7')['data']))
        self.assertEqual(s.get('/claims', as_of='2000-01-01')['data'], [])
        box = s.get('/incidents', bbox='36.0,35.5,38.5,37.0')
        self.assertTrue(box['data'])
        for i in box['data']: self.assertTrue(36.0 <= i['place']['lon'] <= 38.5 and 35.5 <= i['place']['lat'] <= 37.0)
        deadly = s.get('/incidents', min_killed=10)['data']
        self.assertTrue(deadly and all(max(i['killed'].get('greatest') or 0, i['killed']['high'] or 0, i['killed']['low'] or 0) >= 10 for i in deadly))
        sums = s.get('/tallies', figures='false')
        self.assertTrue(all(c['figures'] == [] for r in sums['rows'] + [sums['all']] for c in r['cells'].values()))
        self.assertEqual({h: c['range'] for h, c in sums['all']['cells'].items()}, {h: c['range'] for h, c in s.get('/tallies')['all']['cells'].items()})
        for g in ('source', 'week', 'victim', 'means', 'party'): self.assertEqual(s.get('/tallies', group=g)['by'], g)
        v = s.get('/findings', verdict='outside_territory')
        self.assertTrue(all(f['verdict'] == 'outside_territory' for f in v['data']))
        self.assertEqual(sum(s.get('/findings', verdict=x)['total'] for x in ('violation_alleged', 'permitted_act', 'excluded_actor', 'not_a_party', 'outside_territory', 'not_in_force', 'indeterminate')),
                         s.get('/findings')['total'])
        s.get('/violations', agreement='syria-cessation-2016-02-27')
        counts = s.get('/findings')['counts']
        self.assertEqual((v['counts'], v['total']), (counts, counts['outside_territory']))
        self.assertEqual(sum(counts.values()), s.get('/findings')['total'])
        cells = s.get('/violations', verdict='outside_territory')['rows']
        self.assertEqual(sum(sum(c[x] for x in counts) for c in cells), v['total'])
        self.assertTrue(all(p['change'] not in ('first', 'none') for p in s.get('/positions', changes='true')['data']))
        self.assertTrue(s.get('/places', name='alep')['data'][0]['place']['name'].lower().startswith('alep'))
        self.assertTrue(s.get('/search', q='hospital')['data'])

    def test_points_are_the_incidents(self):
        p = self.s.get('/points', place='Aleppo', agreement='syria-cessation-2016-02-27')
        full = self.s.get('/incidents', place='Aleppo', limit=1000)['data']
        rows = [dict(zip(p['columns'], r)) for r in p['rows']]
        self.assertEqual([r['id'] for r in rows], [i['id'] for i in full])
        verdicts = {f['incident']['id']: f['verdict'] for f in self.s.get('/findings', place='Aleppo', agreement='syria-cessation-2016-02-27', limit=1000)['data']}
        day = lambda n: n if n is None else time.strftime('%Y-%m-%d', time.gmtime(n * 86400))
        for r, i in zip(rows, full):
            self.assertEqual(None if r['place'] is None else p['places'][r['place']], i['place'])
            self.assertEqual(None if r['actor'] is None else p['actors'][r['actor']], i['actor'])
            self.assertEqual([day(r['from']), day(r['to'])], [i['days']['from'], i['days']['to']] if i['days'] else [None, None])
            self.assertEqual((p['types'][r['type']] or '', p['modes'][r['mode']]), (i['type'], i['mode']))
            self.assertEqual([m for n, m in enumerate(p['means']) if r['means'] >> n & 1], i['means'])
            self.assertEqual((r['killed_low'], r['killed_high']), (i['killed']['low'], i['killed']['high']))
            self.assertEqual(p['verdicts'][r['verdict']], verdicts.get(i['id']))
        self.assertNotIn('verdict', self.s.get('/points')['columns'])
        self.problem(self.s.ask(API + '/points?agreement=syria-silence'), 400, 'agreement')

    def test_points_with_the_gravest_verdict(self):
        order = ['violation_alleged', 'indeterminate', 'permitted_act', 'excluded_actor', 'not_a_party', 'outside_territory', 'not_in_force']
        want = {}
        for f in self.s.get('/findings', limit=1000)['data']:
            had = want.get(f['incident']['id'])
            if had is None or order.index(f['verdict']) < order.index(had): want[f['incident']['id']] = f['verdict']
        self.assertGreater(len(set(want.values())), 2)
        for only in ({}, {'verdict': 'not_in_force'}):
            p = self.s.get('/points', gravest='true', **only)
            rows = [dict(zip(p['columns'], r)) for r in p['rows']]
            self.assertTrue(rows)
            for r in rows: self.assertEqual(p['verdicts'][r['verdict']], only.get('verdict', want.get(r['id'])))

    def test_regions(self):
        """Provinces divide the country among them, and each holds its own towns; whoever asks again gets nothing new."""
        def inside(ring, x, y):
            odd = False
            for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1: odd = not odd
            return odd
        got = self.s.get('/regions', country='SY')
        self.assertEqual(len(got['features']), 14)
        def holding(lon, lat):
            return [f['properties']['admin1'] for f in got['features'] for p in f['geometry']['coordinates'] if inside(p[0], lon, lat) and not any(inside(h, lon, lat) for h in p[1:])]
        for f in got['features']:
            self.assertEqual(holding(*f['properties']['at']), [f['properties']['admin1']])
            for p in f['geometry']['coordinates']: self.assertTrue(all(r[0] == r[-1] for r in p))
        towns = [x['place'] for x in self.s.get('/places', limit=1000)['data'] if x['place']['country'] == 'SY' and x['place']['kind'] in ('city', 'neighbourhood') and x['place']['admin1']]
        self.assertGreater(len(towns), 5)
        found = [(t['name'], holding(t['lon'], t['lat']), t['admin1']) for t in towns]
        for name, units, own in found: self.assertIn(units, ([own], []), name)
        self.assertLessEqual(sum(not units for _, units, _ in found), len(found) // 5) # a town at the border or the coast may lie beyond the base map's simplified line
        self.assertEqual(holding(33.0, 34.5), []) # the sea
        self.assertEqual(self.s.get('/regions', country='ZZ')['features'], [])
        for bad in ('sy', 'SYR', ''): self.problem(self.s.ask(f'{API}/regions?country={bad}'), 400, 'country')
        a = self.s.ask(API + '/regions?country=LB')
        self.assertEqual(self.s.ask(API + '/regions?country=LB', headers={'If-None-Match': a.headers['etag']}).status, 304)

    def test_narrowing_is_the_same_everywhere(self):
        """Map, list, findings and downloads leave the same incidents: those that a reader of the whole list would pick by hand."""
        s = self.s
        full = s.get('/incidents', limit=1000)['data']
        found = s.get('/findings', limit=1000)['data']
        verdicts = {}
        for f in found: verdicts.setdefault(f['incident']['id'], []).append(f['verdict'])
        killed = lambda i: max(i['killed'][k] or 0 for k in ('low', 'high') if k in i['killed'])
        cases = [({'type': 'ASSAULT'}, lambda i: i['type'] == 'ASSAULT'), ({'means': 'airstrike'}, lambda i: 'airstrike' in i['means']),
                 ({'verdict': 'indeterminate'}, lambda i: 'indeterminate' in verdicts.get(i['id'], [])), ({'min_killed': 5}, lambda i: killed(i) >= 5),
                 ({'means': 'shelling', 'verdict': 'not_in_force'}, lambda i: 'shelling' in i['means'] and 'not_in_force' in verdicts.get(i['id'], []))]
        for only, by_hand in cases:
            want = [i['id'] for i in full if by_hand(i)]
            self.assertTrue(0 < len(want) < len(full), only)
            q = urllib.parse.urlencode(only)
            self.assertEqual([i['id'] for i in s.get('/incidents', limit=1000, **only)['data']], want, only)
            self.assertEqual([r[0] for r in s.get('/points', **only)['rows']], want, only)
            self.assertEqual([f['incident']['id'] for f in s.get('/findings', limit=1000, **only)['data']],
                             [f['incident']['id'] for f in found if f['incident']['id'] in want and only.get('verdict', f['verdict']) == f['verdict']], only)
            rows = [json.loads(l) for l in s.ask(f'{API}/exports/jsonl?what=incidents&{q}').body.splitlines()]
            self.assertEqual([r['incident'] for r in rows], want, only)
            map_ = s.ask(f'{API}/exports/geojson?what=incidents&{q}').json()
            self.assertEqual([f['properties']['incident'] for f in map_['features']], want, only)
            self.assertEqual({k: str(v) for k, v in only.items()}, {k: map_['truce']['filter'][k] for k in only})
            behind = {c['claim']['claim'] for i in full if i['id'] in want for c in i['claims']}
            claims = [json.loads(l) for l in s.ask(f'{API}/exports/jsonl?what=claims&{q}').body.splitlines()]
            self.assertTrue(claims and {c['claim'] for c in claims} <= behind, only)
        self.problem(s.ask(API + '/exports/csv?what=tally&type=ASSAULT'), 400, 'what')

    def test_latest_first(self):
        for path, of in (('/incidents', lambda x: x), ('/findings', lambda x: x['incident'])):
            told = self.s.get(path, limit=1000)['data']
            late = self.s.get(path, limit=1000, order='latest')['data']
            day = lambda x: (of(x)['days'] or {}).get('from') or ''
            self.assertEqual(late, sorted(sorted(told, key=lambda x: -of(x)['id']), key=day, reverse=True), path)
            self.assertNotEqual(told, late)

    def test_the_clock(self):
        on = {g['agreement']['id'] for g in self.s.get('/agreements', at='2016-05-01T12:00', in_force='true')['data']}
        self.assertIn('syria-cessation-2016-02-27', on)
        before = {g['agreement']['id']: g for g in self.s.get('/agreements', at='2016-04-29T21:30:00Z')['data']}
        latakia = before['syria-silence-2016-04-30-latakia']
        self.assertEqual(latakia['in_force'], 'unknown')        # one start has come, the other has not
        self.assertGreater(len({x['then'] for x in latakia['agreement']['scenarios']}), 1)

    def test_what_if_both_ways(self):
        s = self.s
        a = s.get('/whatif', agreement='syria-cessation-2016-02-27', change='drop_territory:Aleppo', place='Aleppo')
        b = s.ask(API + '/whatif?place=Aleppo', 'POST', {'agreement': 'syria-cessation-2016-02-27', 'changes': [{'kind': 'drop_territory', 'value': 'Aleppo'}]}).json()
        self.assertEqual(a['data'], b['data'])
        self.assertTrue(a['data'])
        self.assertNotEqual(a['before'], a['after'])
        self.problem(s.ask(API + '/whatif?agreement=nonsense&change=end:2016-05-01'), 400, 'agreement')
        self.problem(s.ask(API + '/whatif?agreement=syria-cessation-2016-02-27&change=paint:blue'), 400, 'change')
        self.problem(s.ask(API + '/whatif?change=end:2016-05-01'), 400, 'agreement')

    def test_pages_are_whole(self):
        s = self.s
        for path, key in (('/claims', 'id'), ('/reports', 'id'), ('/incidents', 'id'), ('/findings', None), ('/findings?order=latest&verdict=indeterminate', None), ('/places', None),
                          ('/sources', None), ('/search', None)):
            q = ('&' if '?' in path else '?') + 'limit=7' + ('&q=the' if path == '/search' else '&count=true' if path in ('/claims', '/reports') else '')
            rows, at, pages = [], API + path + q, 0
            while at:
                got = s.ask(at).json()
                rows += got['data']; at = got['next']; pages += 1
                self.assertLessEqual(len(got['data']), 7)
            self.assertEqual(len(rows), got['total'], path)
            self.assertGreater(pages, 1, path)
            self.assertEqual(len({json.dumps(r[key] if key else r, sort_keys=True) for r in rows}), len(rows), path)
        self.problem(s.ask(API + '/claims?limit=0'), 400, 'limit')
        self.problem(s.ask(API + '/claims?limit=1001'), 400, 'limit')
        self.problem(s.ask(API + '/claims?cursor=AAAA'), 400, 'cursor')

    def test_conditional_and_compressed(self):
        s = self.s
        path = API + '/claims?place=Aleppo'
        a = s.ask(path)
        etag = a.headers['etag']
        self.assertRegex(etag, r'^"[0-9a-f]{32}"$')
        self.assertEqual(s.ask(path, headers={'If-None-Match': etag}).status, 304)
        self.assertEqual(s.ask(path, headers={'If-None-Match': f'"x", W/{etag}'}).status, 304)
        self.assertEqual(s.ask(path, headers={'If-None-Match': '"other"'}).status, 200)
        z = s.ask(path, headers={'Accept-Encoding': 'gzip'})
        self.assertEqual(z.headers['content-encoding'], 'gzip')
        self.assertEqual(z.headers['etag'], etag[:-1] + '-gz"')
        self.assertEqual(gzip.decompress(z.body), a.body)
        self.assertLess(len(z.body), len(a.body) / 2)
        self.assertEqual(s.ask(path, headers={'If-None-Match': z.headers['etag'], 'Accept-Encoding': 'gzip'}).status, 304)
        self.assertNotIn('content-encoding', s.ask(path, headers={'Accept-Encoding': 'gzip;q=0'}).headers)
        h = s.ask(path, 'HEAD')
        self.assertEqual((h.status, h.headers['etag'], int(h.headers['content-length'])), (200, etag, len(a.body)))
        self.assertNotEqual(s.ask(API + '/claims?place=Idlib').headers['etag'], etag)

    def test_exports(self):
        s = self.s
        formats = s.get('/exports')['data']
        self.assertGreaterEqual({f['name'] for f in formats}, {'csv', 'json', 'jsonl', 'geojson', 'kml'})
        for f in formats:
            for what in f['what']:
                a = s.ask(f'{API}/exports/{f["name"]}?what={what}&place=Aleppo')
                self.assertEqual(a.status, 200, a.body[:300])
                self.assertEqual(a.headers['content-disposition'], f'attachment; filename="truce-{what}.{f["extension"]}"')
                self.assertEqual(int(a.headers['content-length']), len(a.body))
                said = json.loads(a.headers['truce-statement'])
                self.assertEqual((said['what'], said['filter']['place']), (what, 'Aleppo'))
                self.assertTrue(a.body)
        rows = s.ask(API + '/exports/jsonl?what=claims').body.splitlines()
        self.assertEqual(len(rows), s.get('/claims', count='true')['total'])
        self.problem(s.ask(API + '/exports/csv?what=weather'), 400, 'what')
        self.problem(s.ask(API + '/exports/docx'), 404)

    def test_wrong_questions(self):
        s = self.s
        for q, name in (('foo=1', 'foo'), ('since=soon', 'since'), ('until=2016-13-01', 'until'), ('since=2016-05-02&until=2016-05-01', 'until'), ('place=', 'place'), ('place=Nowhereville', 'place'),
                        ('min_confidence=2', 'min_confidence'), ('min_confidence=nan', 'min_confidence'), ('kind=weather', 'kind'), ('as_of=then', 'as_of'), ('undated=perhaps', 'undated'),
                        ('place=Aleppo&place=Homs', 'place'), ('words=%22', 'words')):
            self.problem(s.ask(API + '/claims?' + q), 400, name)
        for q, name in (('type=WEATHER', 'type'), ('bbox=1,2,3', 'bbox'), ('bbox=1,2,3,x', 'bbox'), ('min_killed=-1', 'min_killed'), ('means=spoons', 'means'),
                        ('verdict=guilty', 'verdict'), ('order=random', 'order')): self.problem(s.ask(API + '/incidents?' + q), 400, name)
        self.problem(s.ask(API + '/tallies?group=moon'), 400, 'group')
        self.problem(s.ask(API + '/findings?verdict=guilty'), 400, 'verdict')
        self.problem(s.ask(API + '/findings?agreement=none'), 400, 'agreement')
        self.problem(s.ask(API + '/agreements?at=noon'), 400, 'at')
        self.problem(s.ask(API + '/search'), 400, 'q')
        self.problem(s.ask(API + '/search?q=%22'), 400, 'q')
        for path in ('/reports/0', '/reports/999999', '/reports/x', '/claims/999999', '/claims/-1', '/claims/9999999999999999999999', '/incidents/999999', '/agreements/none', '/nonsense', '/reports/1/2/3'):
            self.problem(s.ask(API + path), 404)
        a = s.ask(API + '/claims', 'DELETE')
        self.problem(a, 405)
        self.assertEqual(a.headers['allow'], 'GET, HEAD')
        self.problem(s.ask(API + '/whatif', 'POST', b'a=b', {'Content-Type': 'application/x-www-form-urlencoded'}), 415)
        self.problem(s.ask(API + '/whatif', 'POST', b'{"agreement": ', {'Content-Type': 'application/json'}), 400)

    def test_the_listing_is_the_document(self):
        page = self.s.ask('/')
        self.assertEqual(page.headers['content-type'], 'text/html; charset=utf-8')
        self.assertIn("script-src 'self'", page.headers['content-security-policy'])
        if b'not part of this build' in page.body:
            listed = {p.replace('%7B', '{') for p in re.findall(r'<li><(?:code|a href="[^"]*")>([^<]+)<', page.body.decode())}
            self.assertEqual(listed, {p for p, ops in self.s.doc['paths'].items() if 'get' in ops})
        self.assertEqual(self.s.ask('/', headers={'If-None-Match': page.headers['etag']}).status, 304)

    def test_metrics(self):
        self.s.get('/about')
        text = self.s.ask('/metrics').body.decode()
        for line in text.splitlines():
            if not line.startswith('#'): self.assertRegex(line, r'^[a-z_]+(\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\})? [0-9.e+-]+$')
        self.assertRegex(text, r'truce_requests_total\{route="/api/v1/about",method="GET",code="2xx"\} [1-9]')
        self.assertEqual(self.s.ask('/healthz').json(), {'status': 'ok'})

    def test_without_accounts_nothing_is_written(self):
        before = self.s.get('/about')['links']
        a = self.s.ask(API + '/review', 'POST', {'kind': 'confirm', 'target': 'claim:1', 'reason': 'seen'})
        self.problem(a, 403)
        self.problem(self.s.ask(API + '/session', 'POST', {'user': 'a', 'password': 'b'}), 403)
        self.problem(self.s.ask(API + '/review/queue'), 403)
        self.problem(self.s.ask(API + '/reports/1/original'), 403)
        self.assertEqual(self.s.get('/about')['links'], before)


class Growing(Case):
    def test_growth_is_seen_and_told(self):
        s = self.s
        first, second, told = s.get('/about'), None, []
        etag = s.ask(API + '/claims').headers['etag']
        c = http.client.HTTPConnection('127.0.0.1', s.port, timeout=20)
        c.request('GET', API + '/events')
        r = c.getresponse()
        self.assertEqual((r.status, r.getheader('Content-Type')), (200, 'text/event-stream'))

        def event():
            got = {}
            while True:
                line = r.fp.readline() if not r.chunked else r.readline()
                line = line.decode().rstrip('\n')
                if not line and got: return got
                if line and not line.startswith(':') and ': ' in line: got.update([line.split(': ', 1)])
        told.append(event())
        self.assertEqual(json.loads(told[0]['data'])['links'], first['links'])
        page = s.get('/claims', limit=5, count='true')
        s.add_text('more', 'Rebels shelled Homs on Sunday, killing 3 civilians, activists said.\n')
        told.append(event())
        second = s.get('/about')
        self.assertEqual(json.loads(told[1]['data'])['links'], second['links'])
        self.assertGreater(second['links'], first['links'])
        self.assertNotEqual(s.ask(API + '/claims').headers['etag'], etag)
        # a walk through pages that began before still sees the ledger of then
        if page['as_of'] < second['as_of']: self.assertEqual(s.ask(page['next']).json()['total'], page['total'])
        c.close()
        c = http.client.HTTPConnection('127.0.0.1', s.port, timeout=20)
        c.request('GET', API + '/events', headers={'Last-Event-ID': told[1]['id']})
        r = c.getresponse()
        self.assertTrue(r.readline().startswith(b'retry:'))
        c.close()
        SEEN.add((API + '/events', 'get'))

    def test_stops_with_streams_open(self):
        s = Server(reports=('demo/reports/2016-05-01-state-rockets.txt',))
        streams = []
        for _ in range(20):
            c = http.client.HTTPConnection('127.0.0.1', s.port, timeout=20)
            c.request('GET', API + '/events'); streams.append((c, c.getresponse()))
        began = time.time()
        self.assertEqual(s.stop(signal.SIGINT), 0)
        self.assertLess(time.time() - began, 10)
        for c, _ in streams: c.close()


class Accounts(Case):
    accounts = (('vera', 'viewer'), ('amal', 'analyst'), ('ada', 'admin'))
    extra = {'hostile': HOSTILE}

    def login(self, name, password=None):
        a = self.s.ask(API + '/session', 'POST', {'user': name, 'password': password or f'{name} password'})
        if a.status != 200: return a, None, None
        cookie = a.headers['set-cookie']
        for flag in ('HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age='): self.assertIn(flag, cookie)
        return a, cookie.split(';')[0], a.json()['csrf']

    def test_nobody_reads_without_logging_in(self):
        for path in ('/about', '/claims', '/reports/1', '/exports/csv', '/events', '/review'):
            a = self.s.ask(API + path)
            self.problem(a, 401)
            self.assertIn('Bearer', a.headers['www-authenticate'])
        self.assertEqual(self.s.ask('/').status, 200)
        self.assertEqual(self.s.get('/session')['role'], 'none')
        self.problem(self.s.ask(API + '/claims', token='truce_AAAA'), 401)
        self.problem(self.s.ask(API + '/claims', headers={'Authorization': 'Basic dmVyYTp4'}), 401)
        self.problem(self.s.ask(API + '/claims', headers={'Cookie': 'truce_session=' + 'A' * 43}), 401)

    def test_session_needs_its_csrf_token_to_write(self):
        _, cookie, csrf = self.login('amal')
        body = {'kind': 'confirm', 'target': 'claim:1', 'reason': 'read it'}
        self.problem(self.s.ask(API + '/review', 'POST', body, {'Cookie': cookie}), 403)
        self.problem(self.s.ask(API + '/review', 'POST', body, {'Cookie': cookie, 'X-CSRF-Token': 'A' * 43}), 403)
        a = self.s.ask(API + '/review', 'POST', body, {'Cookie': cookie, 'X-CSRF-Token': csrf})
        self.assertEqual(a.status, 201, a.body)
        self.assertEqual(a.json()['assessment']['who'], 'amal')
        who = self.s.ask(API + '/session', headers={'Cookie': cookie}).json()
        self.assertEqual((who['user'], who['role'], who['csrf'], who['redacted']), ('amal', 'analyst', csrf, False))
        self.problem(self.s.ask(API + '/session', 'DELETE', headers={'Cookie': cookie}), 403)
        self.assertEqual(self.s.ask(API + '/session', 'DELETE', headers={'Cookie': cookie, 'X-CSRF-Token': csrf}).status, 200)
        self.problem(self.s.ask(API + '/about', headers={'Cookie': cookie}), 401)

    def test_deciding_and_undoing(self):
        s, token = self.s, self.s.token('amal')
        queue = s.get('/review/queue', token=token)
        self.assertTrue(queue['data'])
        for of in ('claim', 'merge', 'proposal'): self.assertTrue(all(x['of'] == of for x in s.get('/review/queue', token=token, of=of)['data']))
        target = next(x for x in queue['data'] if x['of'] == 'claim')['target']
        claim = int(target.split(':')[1])
        made = s.ask(API + '/review', 'POST', {'kind': 'reject', 'target': target, 'reason': 'a <b>typing</b> error'}, token=token)
        self.assertEqual(made.status, 201, made.body)
        self.assertTrue(s.get(f'/claims/{claim}', token=token)['claim']['rejected'])
        self.assertNotIn(claim, [c['id'] for c in s.get('/claims', token=token, limit=1000)['data']])
        undone = s.ask(API + '/review', 'POST', {'kind': 'undo', 'target': f'assessment:{made.json()["assessment"]["id"]}', 'reason': 'it was right'}, token=token)
        self.assertEqual(undone.status, 201, undone.body)
        self.assertFalse(s.get(f'/claims/{claim}', token=token)['claim']['rejected'])
        history = s.get('/review', token=token)['data']
        self.assertEqual([x['kind'] for x in history if x['reason'] in ('a <b>typing</b> error', 'it was right')], ['reject', 'undo'])
        for body, name in (({'kind': 'paint', 'target': target, 'reason': 'x'}, 'kind'), ({'kind': 'reject', 'reason': 'x'}, 'target'), ({'kind': 'reject', 'target': target, 'reason': ' '}, 'reason'),
                           ({'kind': 'reject', 'target': 'claim:999999', 'reason': 'x'}, 'target'), ({'kind': 'reject', 'target': target, 'reason': 'x' * 5000}, 'reason')):
            self.problem(s.ask(API + '/review', 'POST', body, token=token), 400, name)
        rc, out, err = truce('verify', '--ledger', s.ledger)
        if rc != 2: self.assertEqual(rc, 0, out + err)

    def test_roles(self):
        s = self.s
        viewer, analyst, admin = (s.token(n) for n in ('vera', 'amal', 'ada'))
        self.problem(s.ask(API + '/review', 'POST', {'kind': 'confirm', 'target': 'claim:1', 'reason': 'x'}, token=viewer), 403)
        self.problem(s.ask(API + '/review/queue', token=viewer), 403)
        self.problem(s.ask(API + '/reports/1/original', token=viewer), 403)
        a = s.ask(API + '/reports/1/original', token=analyst)
        self.assertEqual(a.headers['content-type'], 'application/octet-stream')
        self.assertTrue(a.headers['content-disposition'].startswith('attachment'))
        self.assertEqual(s.ask('/metrics', token=admin).status, 200)
        self.assertEqual(s.get('/session', token=admin)['role'], 'admin')

    def test_what_viewers_do_not_see(self):
        s = self.s
        viewer, analyst = s.token('vera'), s.token('amal')
        report = next(r['id'] for r in s.get('/reports', token=analyst)['data'] if r['key'] == 'hostile')
        whole, shown = s.get(f'/reports/{report}', token=analyst), s.get(f'/reports/{report}', token=viewer)
        people = {c[k]['name'] for c in whole['claims'] for k in ('source', 'via', 'actor', 'recipient', 'by') if c.get(k) and c[k]['kind'] == 'person'}
        self.assertTrue(people, whole['claims'])
        self.assertEqual(len(shown['text'].encode()), len(whole['text'].encode()))
        secret = sorted(people)[0]
        paths = [f'/reports/{report}', '/reports', '/points', '/claims?limit=1000', '/incidents', '/positions', '/actors?limit=1000', '/sources?limit=1000', '/tallies', '/search?q=Halabi', '/findings',
                 *(f'/exports/{f["name"]}?what={w}' for f in s.get('/exports', token=viewer)['data'] for w in f['what'])]
        found = 0
        for path in paths:
            found += secret in s.ask(API + path, token=analyst).body.decode('utf-8', 'replace')
            body = s.ask(API + path, token=viewer).body.decode('utf-8', 'replace')
            for name in people: self.assertNotIn(name, body, path)
        self.assertGreater(found, 3)
        exact = {p['place']['id']: p['place'] for p in s.get('/places', token=analyst, limit=1000)['data'] if p['place']['kind'] == 'facility' and p['place']['lat'] is not None}
        self.assertTrue(exact)
        for p in s.get('/places', token=viewer, limit=1000)['data']:
            if p['place']['kind'] == 'facility' and p['place']['lat'] is not None:
                self.assertAlmostEqual(p['place']['lat'] * 10, round(p['place']['lat'] * 10), places=6)
                self.assertNotEqual(p['place']['where_prec'], 1)
        self.problem(s.ask(API + '/claims?place=36.2,37.1,5', token=viewer), 403, 'place')
        self.assertEqual(s.ask(API + '/claims?place=36.2,37.1,5', token=analyst).status, 200)

    def test_tokens_end(self):
        token = self.s.token('vera')
        self.assertEqual(self.s.ask(API + '/about', token=token).status, 200)
        _, out, _ = truce('users', 'list', '--ledger', self.s.ledger)
        number = re.findall(r'token (\d+) of vera', out)[-1]
        self.assertEqual(truce('users', 'revoke', number, '--ledger', self.s.ledger)[0], 0)
        self.problem(self.s.ask(API + '/about', token=token), 401)
        with open(self.s.ledger + '.users', 'rb') as f: self.assertNotIn(token[10:30].encode(), f.read())
        self.assertEqual(os.stat(self.s.ledger + '.users').st_mode & 0o777, 0o600)


class Throttled(Case):
    accounts = (('vera', 'viewer'),)
    reports = ('demo/reports/2016-05-01-state-rockets.txt',)

    def test_guessing_is_slowed(self):
        codes = [self.s.ask(API + '/session', 'POST', {'user': 'vera', 'password': f'wrong number {i}'}, source='127.0.0.9').status for i in range(8)]
        self.assertEqual(codes[:5], [401] * 5)
        self.assertEqual(codes[-1], 429)
        a = self.s.ask(API + '/session', 'POST', {'user': 'vera', 'password': 'vera password'}, source='127.0.0.9')
        self.problem(a, 429)
        self.assertGreater(int(a.headers['retry-after']), 0)

    def test_rate(self):
        s = Server('--rate', '5', reports=self.reports)
        try:
            codes = [s.ask('/healthz', source='127.0.0.7').status if i < 25 else s.ask(API + '/about', source='127.0.0.7').status for i in range(40)]
            self.assertIn(429, codes)
            self.assertEqual(set(codes[:20]), {200})
            self.assertEqual(s.ask('/healthz', source='127.0.0.8').status, 200)
        finally: s.stop()


class Starting(unittest.TestCase):
    def test_refusals(self):
        with tempfile.TemporaryDirectory() as d:
            ledger = os.path.join(d, 'x.ledger')
            rc, _, err = truce('serve', '--ledger', ledger, '--port', '0')
            self.assertEqual(rc, 1)
            self.assertIn('truce add', err)
            truce('add', '--quiet', '--ledger', ledger, os.path.join(ROOT, 'demo/reports/2016-05-01-state-rockets.txt'))
            rc, _, err = truce('serve', '--ledger', ledger, '--port', '0', '--address', '0.0.0.0')
            self.assertEqual(rc, 2)
            self.assertIn('truce users add', err)
            self.assertEqual(truce('serve', '--ledger', ledger, '--port', '0', '--address', 'example.org')[0], 2)
            self.assertEqual(truce('serve', '--ledger', ledger, '--port', '70000')[0], 2)
            self.assertEqual(truce('serve', '--ledger', ledger, '--tiles', 'javascript:alert(1)')[0], 2)
            self.assertEqual(truce('serve', 'x')[0], 2)
            with socket.socket() as busy:
                busy.bind(('127.0.0.1', 0)); busy.listen()
                rc, _, err = truce('serve', '--ledger', ledger, '--port', str(busy.getsockname()[1]))
                self.assertEqual(rc, 1)
                self.assertIn('--port', err)

    def test_users(self):
        with tempfile.TemporaryDirectory() as d:
            at = ('--ledger', os.path.join(d, 'x.ledger'))
            add = lambda name, password, role='viewer': truce('users', 'add', name, '--role', role, '--password-stdin', *at, stdin=password.encode())
            self.assertEqual(truce('users', 'list', *at)[:2], (0, ''))
            self.assertEqual(add('amal', 'long enough\n')[0], 0)
            self.assertEqual(add('amal', 'long enough\n')[0], 1)
            self.assertEqual(add('bad name', 'long enough\n')[0], 2)
            self.assertEqual(add('b', 'short\n')[0], 2)
            self.assertEqual(add('b', '')[0], 2)
            self.assertEqual(add('b', 'long enough\n', 'king')[0], 2)
            self.assertEqual(add('b', 'x' * 5000 + '\n')[0], 2)
            self.assertIn('amal', truce('users', 'list', *at)[1])
            self.assertEqual(json.loads(truce('users', 'list', '--json', *at)[1])['role'], 'viewer')
            self.assertEqual(truce('users', 'token', 'nobody', *at)[0], 1)
            self.assertEqual(truce('users', 'remove', 'nobody', *at)[0], 1)
            self.assertEqual(truce('users', 'remove', 'amal', *at)[0], 0)
            self.assertEqual(truce('users', 'list', *at)[:2], (0, ''))
            self.assertEqual(truce('users', 'dance', *at)[0], 2)


class Options(unittest.TestCase):
    REPORTS = ('demo/reports/2016-05-01-state-rockets.txt',)

    def test_tiles_host_unredacted(self):
        s = Server('--tiles', 'https://tiles.example.org/{z}/{x}/{y}.png', '--tiles-credit', 'Example & Sons', '--host', 'truce.example.org', '--unredacted', reports=self.REPORTS, extra={'hostile': HOSTILE})
        try:
            csp = s.ask('/').headers['content-security-policy']
            self.assertIn('img-src \'self\' data: blob: https://tiles.example.org;', csp)
            self.assertEqual(set(re.findall(r'https?://[^ ;]+', csp)), {'https://tiles.example.org'})
            self.assertEqual(s.get('/about')['tiles'], 'https://tiles.example.org/{z}/{x}/{y}.png')
            self.assertEqual(s.get('/about')['tiles_credit'], 'Example & Sons')
            self.assertEqual(s.ask('/healthz', headers={'Host': 'truce.example.org'}).status, 200)
            self.assertEqual(s.ask('/healthz', headers={'Host': 'other.example.org'}).status, 403)
            self.assertFalse(s.get('/session')['redacted'])
            self.assertIn(b'Abu Yazan Halabi', s.ask(API + '/claims?limit=1000').body)
        finally: self.assertEqual(s.stop(), 0)

    def test_public(self):
        s = Server('--public', reports=self.REPORTS, accounts=(('amal', 'analyst'),), extra={'hostile': HOSTILE})
        try:
            who = s.get('/session')
            self.assertEqual((who['role'], who['user'], who['redacted'], who['accounts']), ('viewer', None, True, True))
            self.assertNotIn(b'Abu Yazan Halabi', s.ask(API + '/claims?limit=1000').body)
            self.assertEqual(s.ask(API + '/review', 'POST', {'kind': 'confirm', 'target': 'claim:1', 'reason': 'x'}).status, 401)
            # an account that goes away while the server runs: its token ends, and nothing falls open
            token = s.token('amal')
            self.assertIn(b'Abu Yazan Halabi', s.ask(API + '/claims?limit=1000', token=token).body)
            self.assertEqual(truce('users', 'remove', 'amal', '--ledger', s.ledger)[0], 0)
            self.assertEqual(s.ask(API + '/claims', token=token).status, 401)
            self.assertEqual(s.ask(API + '/review', 'POST', {'kind': 'confirm', 'target': 'claim:1', 'reason': 'x'}).status, 401)
        finally: self.assertEqual(s.stop(), 0)

    def test_accounts_made_while_it_runs(self):
        s = Server(reports=self.REPORTS)
        try:
            self.assertEqual(s.ask(API + '/claims').status, 200)
            truce('users', 'add', 'amal', '--role', 'analyst', '--password-stdin', '--ledger', s.ledger, stdin=b'a long password\n')
            end = time.time() + 5
            while s.ask(API + '/claims').status == 200 and time.time() < end: time.sleep(0.2)
            self.assertEqual(s.ask(API + '/claims').status, 401)
            self.assertEqual(s.ask(API + '/claims', token=s.token('amal')).status, 200)
        finally: self.assertEqual(s.stop(), 0)


class Hostile(Case):
    reports = ('demo/reports/2016-05-01-state-rockets.txt',)
    extra = {'hostile': HOSTILE}
    options = ('--rate', '0')

    def send(self, data, source='127.0.0.1', timeout=10):
        """The bytes that come back for bytes that no client library would send."""
        with socket.socket() as c:
            c.settimeout(timeout); c.bind((source, 0)); c.connect(('127.0.0.1', self.s.port))
            try: c.sendall(data)
            except OSError: pass
            out = b''
            try:
                while True:
                    got = c.recv(65536)
                    if not got: break
                    out += got
            except OSError: pass
            return out

    def status(self, data, **kw):
        out = self.send(data, **kw)
        return int(out.split(b' ', 2)[1]) if out.startswith(b'HTTP/') else None

    def test_scripts_stay_text(self):
        a = self.s.ask(API + '/reports')
        self.assertTrue(any('<script>' in (r['title'] or '') for r in a.json()['data']))
        self.assertEqual(a.headers['content-type'], 'application/json')
        for path in ('/%3Cscript%3Ealert(1)%3C/script%3E', API + '/%22%3E%3Cscript%3E', API + '/claims?%3Cscript%3E=1', API + '/claims?place=%3Cscript%3Ealert(1)%3C/script%3E'):
            a = self.s.ask(path)
            self.assertIn(a.status, (400, 404))
            self.assertEqual(a.headers['content-type'], 'application/problem+json')
        kml = self.s.ask(API + '/exports/kml').body.decode()
        self.assertNotIn('<script>', kml)
        for name, value in (('Cookie', 'truce_session=<script>'), ('Cookie', ';;;=;"' * 50), ('User-Agent', '<script>'), ('Referer', 'javascript:alert(1)'), ('If-None-Match', '"' * 500),
                            ('Accept-Encoding', ',;q=,' * 100), ('Last-Event-ID', '9' * 300), ('X-Forwarded-For', "'; DROP TABLE claim; --")):
            self.assertEqual(self.s.ask(API + '/about', headers={name: value}).status, 200)

    def test_no_way_out_of_the_assets(self):
        for path in ('/../../etc/passwd', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd', '/index.html%00.js', '/web/index.html', '/.env', '/%5c..%5c..%5cetc'):
            self.assertIn(self.status(f'GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.encode()), (400, 404), path)

    def test_bytes_that_are_no_text(self):
        for q in ('place=%ff%fe', 'place=%c0%af', 'place=a%00b', 'place=%0d%0aSet-Cookie:x=1', 'place=%ed%a0%80', '%ff=1', 'place=%zz', 'place=%', 'place=%1'):
            a = self.s.ask(API + '/claims?' + q)
            self.problem(a, 400)
            self.assertNotIn('set-cookie', a.headers)
        head = b'GET /api/v1/claims?place='
        self.assertEqual(self.status(head + b'\xff\xfe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'), 400)

    def test_sizes(self):
        self.assertEqual(self.status(b'GET /api/v1/claims?place=' + b'a' * 9000 + b' HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'), 414)
        self.assertIn(self.status(b'GET /' + b'a' * 100000 + b' HTTP/1.1\r\nHost: localhost\r\n\r\n'), (413, 414, 431, None))
        self.assertIn(self.status(b'GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ' + b'a' * 100000 + b'\r\n\r\n'), (413, 431, None))
        self.problem(self.s.ask(API + '/claims?' + '&'.join(f'x{i}=1' for i in range(100))), 414)
        big = b'{"agreement": "' + b'a' * (2 << 20) + b'"}'
        self.assertIn(self.status(b'POST /api/v1/whatif HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n' % len(big) + big), (413, None))
        self.assertEqual(self.status(b'POST /api/v1/whatif HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n'), 413)
        chunk = b'100000\r\n' + b'a' * 0x100000 + b'\r\n'
        out = self.status(b'POST /api/v1/whatif HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n' + chunk * 3 + b'0\r\n\r\n')
        self.assertIn(out, (413, None))
        deep = b'[' * 100000
        a = self.s.ask(API + '/whatif', 'POST', deep, {'Content-Type': 'application/json'})
        self.problem(a, 400)
        self.assertEqual(self.s.ask('/healthz').status, 200)

    def test_lines_that_are_no_http(self):
        for data in (b'\x00' * 100, b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'\x00' * 200, b'GET\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n', b'\r\n' * 50, b'A' * 5000 + b'\r\n\r\n',
                     b'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n', b'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'):
            self.assertIn(self.status(data, timeout=2), (None, 200, 400, 404, 413, 501, 505), data[:40])
        self.assertEqual(self.s.ask('/healthz').status, 200)

    def test_host_is_checked(self):
        for host, want in (('localhost', 200), ('127.0.0.1', 200), (f'localhost:{self.s.port}', 200), ('[::1]:80', 200), ('LOCALHOST.', 200), ('evil.example.org', 403), ('127.0.0.1.evil.org', 403),
                           ('localhost@evil.org', 403), ('', 400), ('[::1', 400)):
            self.assertEqual(self.status(f'GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n'.encode()), want, host)
        self.assertEqual(self.status(b'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'), 400)

    def test_slow_clients_hold_nobody_up(self):
        slow = []
        for i in range(150):
            c = socket.create_connection(('127.0.0.1', self.s.port))
            c.sendall(b'GET /api/v1/claims HTTP/1.1\r\nHost: loc' if i % 2 else b'POST /api/v1/whatif HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{')
            slow.append(c)
        began = time.time()
        for _ in range(20): self.assertEqual(self.s.ask(API + '/about').status, 200)
        self.assertLess(time.time() - began, 5)
        # those that go on dripping are cut: headers after 20 seconds, bodies after 30
        drip, ended, began = slow[:2], [], time.time()
        while len(ended) < 2 and time.time() - began < 45:
            time.sleep(1)
            for c in drip:
                if c in ended: continue
                try:
                    c.settimeout(0.05); c.sendall(b'a')
                    if c.recv(10) == b'': ended.append(c)
                except socket.timeout: pass
                except OSError: ended.append(c)
        self.assertEqual(len(ended), 2)
        for c in slow: c.close()

    def test_a_thousand_connections(self):
        many = []
        for _ in range(1000):
            c = socket.socket(); c.settimeout(5); c.connect(('127.0.0.1', self.s.port)); many.append(c)
        for c in many:
            try: c.sendall(b'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
            except OSError: pass
        self.assertEqual(self.s.ask(API + '/about', source='127.0.0.2').status, 200)
        answered = 0
        for c in many:
            try: answered += c.recv(100).startswith(b'HTTP/1.1 200')
            except OSError: pass
            c.close()
        self.assertGreaterEqual(answered, 250)      # an address has 300 connections
        self.assertLessEqual(answered, 310)
        end = time.time() + 10
        while time.time() < end:
            try:
                if self.s.ask('/healthz').status == 200: return
            except OSError: time.sleep(0.2)
        self.fail('the address stays locked out')

    def test_an_answer_has_its_ceiling(self):
        s = Server('--memory', '1', extra={'long': HOSTILE * 300})
        try:
            self.problem(s.ask(API + '/claims?limit=1000'), 503)
            self.problem(s.ask(API + '/exports/csv?what=claims'), 503)
            self.assertEqual(s.ask(API + '/claims?limit=2').status, 200)
            self.assertEqual(s.ask('/healthz').status, 200)
        finally: self.assertEqual(s.stop(), 0)

    def test_many_at_once(self):
        codes, lock = [], threading.Lock()

        def run():
            for _ in range(15):
                got = self.s.raw('GET', API + '/tallies?place=Idlib').status
                with lock: codes.append(got)
        threads = [threading.Thread(target=run) for _ in range(16)]
        for t in threads: t.start()
        for t in threads: t.join()
        self.assertEqual(set(codes), {200})


class ZDocument(unittest.TestCase):
    """Last: the tests above asked everything that the document names."""
    def test_document_is_well_formed(self):
        doc = Server.doc
        self.assertEqual(doc['openapi'], '3.1.0')
        for name, schema in doc['components']['schemas'].items(): jsonschema.Draft202012Validator.check_schema(schema)
        text = json.dumps(doc)
        for ref in set(re.findall(r'"\$ref": "#/([^"]+)"', text)):
            at = doc
            for part in ref.split('/'): at = at[part]
        ids = [op['operationId'] for ops in doc['paths'].values() for op in ops.values()]
        self.assertEqual(len(ids), len(set(ids)))

    def test_everything_was_asked(self):
        self.assertEqual({(p, m) for p, ops in Server.doc['paths'].items() for m in ops} - SEEN, set())


if __name__ == '__main__':
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - bad} passed, {bad} failed')
    sys.exit(bad > 0)
