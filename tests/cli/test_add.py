#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""truce add, verify, review and search as a user meets them: nothing twice, nothing lost to a kill or a full disk, and every alteration named."""
import hashlib, json, os, random, resource, signal, sqlite3, subprocess, sys, tempfile, time, unittest

TRUCE = os.environ.get('TRUCE', 'build/truce')
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
DEMO = os.path.join(ROOT, 'demo', 'reports')
KILLS = int(os.environ.get('KILLS', '40' if 'ASAN_OPTIONS' in os.environ else '200'))     # a sanitizer's start takes long
SEED = int(os.environ.get('SEED', '0')) or random.randrange(1, 10**9)


def truce(*args, stdin=None, env=None, **kw):
    p = subprocess.run([TRUCE, *args], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(env or {})}, **kw)
    return p.returncode, p.stdout.decode('utf-8'), p.stderr.decode('utf-8')


def content(path):
    with open(path, 'rb') as f: return f.read()


def record(n, **more):
    return {'id': f'r{n}', 'outlet': f'Outlet {n % 7}', 'published': '2016-05-01',
            'text': f'Shells killed {n + 2} people in Aleppo on Sunday, the Syrian Observatory for Human Rights said.', **more}


class Box(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.TemporaryDirectory(); self.addCleanup(self.dir.cleanup)
        self.ledger = os.path.join(self.dir.name, 'ledger')

    def file(self, name, data):
        path = os.path.join(self.dir.name, name)
        with open(path, 'wb') as f: f.write(data if isinstance(data, bytes) else data.encode('utf-8'))
        return path

    def lines(self, name, records):
        return self.file(name, ''.join(json.dumps(r) + '\n' for r in records))

    def add(self, *args, rc=0, **kw):
        code, out, err = truce('add', '--ledger', self.ledger, '--json', *args, **kw)
        self.assertEqual(code, rc, err)
        return json.loads(out) if out.strip() else None

    def sql(self, text):
        db = sqlite3.connect(self.ledger)
        try: return db.execute(text).fetchall()
        finally: db.close()

    def whole(self):
        code, out, err = truce('verify', '--ledger', self.ledger, '--json')
        self.assertEqual(code, 0, out + err)
        return json.loads(out)


class Add(Box):
    def test_idempotent(self):
        first = self.add(DEMO)
        self.assertEqual((first['new'], first['known'], first['failed']), (15, 0, 0))
        self.assertGreater(first['claims'], 100)
        again = self.add(DEMO, DEMO)
        self.assertEqual((again['new'], again['known'], again['claims']), (0, 30, 0))
        v = self.whole()
        self.assertEqual(v['reports'], 15)
        self.assertEqual(v['links'], 15 + first['claims'])

    def test_the_same_twice_in_one_run(self):
        path = self.lines('a.jsonl', [record(1), record(1), record(2)])
        got = self.add('-j', '3', path)
        self.assertEqual((got['new'], got['known']), (2, 1))

    def test_what_is_kept(self):
        path = self.file('page.txt', b'At least 12 civilians were killed in Idlib on Sunday, the Syrian Observatory for Human Rights said.\n')
        self.add('--published', '2016-05-01', '--outlet', 'Example', '--obtained', '2016-05-02T10:00', path)
        [(sha, how, origin, obtained, outlet)] = self.sql('SELECT lower(hex(sha256)), how, origin, obtained, outlet FROM report')
        self.assertEqual(sha, hashlib.sha256(content(path)).hexdigest())
        self.assertEqual((how, origin, outlet), ('file', os.path.realpath(path), 'Example'))
        self.assertEqual(obtained, 1462183200)

    def test_revisions(self):
        a = record(1, url='https://www.example.org/story?utm_source=feed')
        b = dict(a, text=a['text'].replace('killed 3', 'killed 9'), url='http://example.org/story')
        self.assertEqual(self.add(self.lines('a.jsonl', [a]))['new'], 1)
        self.assertEqual(self.add(self.lines('b.jsonl', [b]))['revisions'], 1)
        self.assertEqual(self.sql('SELECT id, revision_of FROM report ORDER BY id'), [(1, None), (2, 1)])
        # another article saved over the last one is no revision of it; the same one corrected is
        self.add(self.file('page.txt', 'Doctors left the town of Idlib on Monday, the ministry of health said, and two hospitals closed their doors for good.'))
        self.assertEqual(self.add(self.file('page.txt', 'The truce in Latakia was extended by three days, the Russian defence ministry announced in Moscow on Tuesday evening, and the army said that it would hold its fire.'))['new'], 1)
        fixed = 'The truce in Latakia was extended by three days, the Russian defence ministry announced in Moscow on Tuesday evening, and the army said that it would hold its fire there.'
        self.assertEqual(self.add(self.file('page.txt', fixed))['revisions'], 1)

    def test_unreadable(self):
        good, bad = self.file('good.txt', 'Rebels fired rockets at Aleppo.'), self.file('bad.jsonl', json.dumps(record(1)) + '\n{"text": \n')
        got = self.add(good, bad, os.path.join(self.dir.name, 'nowhere.txt'), rc=3)
        self.assertEqual((got['new'], got['failed']), (2, 2))
        self.assertEqual(self.add(os.path.join(self.dir.name, 'nowhere.txt'), rc=1)['failed'], 1)

    def test_summary(self):
        path = self.lines('a.jsonl', [record(1), record(2)])
        self.assertRegex(truce('add', '--ledger', self.ledger, path)[1], r'^2 new; \d+ claims\n$')
        self.assertEqual(truce('add', '--ledger', self.ledger, path)[1], '0 new, 2 known\n')
        rc, out, _ = truce('add', '--ledger', self.ledger, '-v', '-', stdin=json.dumps(record(3)).encode())
        self.assertRegex(out, r'^new      3  [0-9a-f]{64}  \d+ claims  r3\n1 new; \d+ claims\n$')
        self.assertEqual(truce('add', '-q', '--ledger', self.ledger, path)[1:], ('', ''))

    def test_environment(self):
        path = self.lines('a.jsonl', [record(1)])
        self.assertEqual(truce('add', path, env={'TRUCE_LEDGER': self.ledger})[0], 0)
        self.assertEqual(self.whole()['reports'], 1)

    def test_usage(self):
        rc, _, err = truce('add', '--ledger', self.ledger, 'https://example.org/a.html')
        self.assertEqual(rc, 2)
        self.assertIn("curl -s 'https://example.org/a.html' | truce add -", err)
        self.assertFalse(os.path.exists(self.ledger))
        self.assertEqual(truce('add', '--published', 'soon', self.ledger)[0], 2)
        rc, _, err = truce('add', '--ledger', 'postgres://host/x', self.file('a.txt', 'x'))
        self.assertEqual(rc, 1)
        self.assertIn('not built yet', err)
        rc, _, err = truce('verify', '--ledger', self.ledger)
        self.assertEqual(rc, 1)
        self.assertIn('truce add makes one', err)
        self.assertIn('truce add', truce('add', '--help')[1])

    def test_order_of_adding_and_threads(self):
        """The same reports, added in any order by any number of threads, give the same answers."""
        answers = []
        for i, (jobs, names) in enumerate([('1', sorted(os.listdir(DEMO))), ('4', sorted(os.listdir(DEMO), reverse=True))]):
            self.ledger = os.path.join(self.dir.name, f'ledger{i}')
            self.add('-j', jobs, *[os.path.join(DEMO, n) for n in names])
            rc, out, err = truce('review', 'queue', '--json', '--below', '2', '--ledger', self.ledger)
            self.assertEqual(rc, 0, err)
            rows = [json.loads(line) for line in out.splitlines()]
            for r in rows: del r['claim'], r['report']
            answers.append(sorted(map(json.dumps, rows)))
        self.assertEqual(answers[0], answers[1])


class Killed(Box):
    N = 60

    def checked(self, said):
        """What was said is there; nothing is there twice or half."""
        db = sqlite3.connect(self.ledger)
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'report'").fetchall():    # killed while the ledger was made
            db.close()
            self.assertFalse(said)
            return 0
        shas = [s for (s,) in db.execute('SELECT lower(hex(sha256)) FROM report')]
        self.assertEqual(len(shas), len(set(shas)))
        self.assertLessEqual(said, set(shas))
        self.assertEqual(db.execute('SELECT coalesce(sum(n_claims), 0) FROM report').fetchone(), db.execute('SELECT count(*) FROM claim').fetchone())
        db.close()
        self.whole()
        return len(shas)

    def test_kill_at_any_instant(self):
        print(f'seed {SEED}, {KILLS} kills')
        rng = random.Random(SEED)
        path = self.lines('all.jsonl', [record(n) for n in range(self.N)])
        t = time.time(); self.add(path, '-j', '2'); took = time.time() - t
        [(want,)] = self.sql('SELECT count(*) FROM claim')
        kills, rounds, landed = 0, 0, 0
        while kills < KILLS:
            rounds += 1
            self.ledger = os.path.join(self.dir.name, f'ledger{rounds}')
            said, have = set(), 0
            while kills < KILLS and have < self.N:
                p = subprocess.Popen([TRUCE, 'add', '-v', '-j', '2', '--ledger', self.ledger, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
                time.sleep(rng.uniform(0, took * 0.7))
                p.send_signal(signal.SIGKILL)
                out = p.communicate()[0].decode('utf-8')
                kills += 1
                landed += p.returncode == -signal.SIGKILL
                said |= {line.split()[2] for line in out.splitlines() if line.startswith(('new ', 'known '))}
                if os.path.exists(self.ledger) and os.path.getsize(self.ledger): have = self.checked(said)
                else: self.assertFalse(said)
            self.add(path)
            self.assertEqual(self.checked(said), self.N)
            self.assertEqual(self.sql('SELECT count(*) FROM claim'), [(want,)])
        self.assertGreater(landed, KILLS // 3, 'most kills must find the program at work')

    def full(self, ledger, **kw):
        """Runs until the disk is full, then again with room."""
        path = self.lines('many.jsonl', [record(n, text=record(n)['text'] + ' ' + ' '.join(f'word{n}x{i}' for i in range(400))) for n in range(80)])
        rc, out, err = truce('add', '-v', '--ledger', ledger, path, **kw)
        said = {line.split()[2] for line in out.splitlines() if line.startswith('new ')}
        self.assertIn(rc, (1, 3), err)
        self.ledger = ledger
        return path, said, err

    def test_file_size_limit(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
        path, said, _ = self.full(self.ledger, preexec_fn=limit)
        self.assertGreater(self.checked(said), 0)
        self.add(path)
        self.assertEqual(self.checked(said), 80)

    def test_disk_full(self):
        where = os.path.join(self.dir.name, 'small')
        os.mkdir(where)
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', where], stderr=subprocess.DEVNULL).returncode:
            self.skipTest('no right to mount a small disk')
        try:
            path, said, err = self.full(os.path.join(where, 'ledger'))
            self.assertIn('disk is full', err)
            self.checked(said)
            subprocess.run(['mount', '-o', 'remount,size=20m', where], check=True)
            self.add(path)
            self.assertEqual(self.checked(said), 80)
        finally:
            subprocess.run(['umount', where], check=True)


class Verify(Box):
    def test_names_what_was_altered(self):
        self.add(DEMO)
        key, point = os.path.join(self.dir.name, 'key'), os.path.join(self.dir.name, 'point')
        self.assertEqual(truce('verify', '--ledger', self.ledger, '--sign', key, '--checkpoint', point)[0], 0)
        self.assertEqual(os.stat(key).st_mode & 0o777, 0o600)
        rc, out, _ = truce('verify', '--ledger', self.ledger, '--check', point)
        self.assertEqual(rc, 0)
        self.assertIn('the checkpoint holds', out)
        db = sqlite3.connect(self.ledger)
        db.execute('DROP TRIGGER claim_kept')
        db.execute('UPDATE claim SET high = coalesce(high, 0) + 1 WHERE id = 40')
        db.commit(); db.close()
        rc, out, _ = truce('verify', '--ledger', self.ledger, '--json')
        self.assertEqual(rc, 1)
        self.assertRegex(json.loads(out)['what'], r'^claim 40 of report \d+ was altered$')

    def test_one_flipped_byte(self):
        """Any byte of an original, anywhere in the file: the report is named, or SQLite itself finds the page broken."""
        self.add(DEMO)
        self.sql('PRAGMA wal_checkpoint(TRUNCATE)')
        db = sqlite3.connect(self.ledger)
        packed = db.execute('SELECT report, packed FROM original').fetchall()
        db.close()
        clean, rng, found = content(self.ledger), random.Random(1), 0
        for report, blob in packed[:6]:
            at = clean.find(blob[:40])
            if at < 0: continue
            broken = bytearray(clean); broken[at + rng.randrange(2, 40)] ^= 1 << rng.randrange(8)
            with open(self.ledger, 'wb') as f: f.write(broken)
            rc, out, err = truce('verify', '--ledger', self.ledger)
            self.assertEqual(rc, 1)
            self.assertRegex(out + err, rf'original bytes of report {report} ')
            found += 1
        self.assertGreater(found, 2)


class Review(Box):
    def review(self, *args, rc=0):
        code, out, err = truce('review', *args, '--ledger', self.ledger, '--who', 'ada', '--reason', 'seen on the film')
        self.assertEqual(code, rc, err)
        return out + err

    def test_decisions(self):
        self.add(DEMO)
        queue = truce('review', 'queue', '--json', '--ledger', self.ledger, '--below', '2')[1].splitlines()
        ids = [json.loads(line)['claim'] for line in queue]
        self.review('reject', str(ids[0]))
        self.assertIn('assessment 2: confirm', self.review('confirm', str(ids[1])))
        self.review('grade', 'SOHR', 'B2')
        self.review('grade', 'Aid Desk', 'C3')
        self.review('undo', '1')
        after = [json.loads(line)['claim'] for line in truce('review', 'queue', '--json', '--ledger', self.ledger, '--below', '2')[1].splitlines()]
        self.assertEqual(set(ids) - set(after), {ids[1]})
        rows = [json.loads(line) for line in truce('review', 'history', '--json', '--ledger', self.ledger)[1].splitlines()]
        self.assertEqual([(r['kind'], r['target'], r['superseded_by']) for r in rows],
                         [('reject', f'claim:{ids[0]}', 5), ('confirm', f'claim:{ids[1]}', None), ('grade', 'source:mon:sohr', None), ('grade', 'outlet:Aid Desk', None),
                          ('undo', 'assessment:1', None)])
        self.assertTrue(all(r['who'] == 'ada' and r['reason'] == 'seen on the film' for r in rows))
        self.whole()

    def test_corrections_add_up(self):
        self.add(DEMO)
        rows = [json.loads(line) for line in truce('review', 'queue', '--json', '--ledger', self.ledger, '--below', '2')[1].splitlines()]
        claim = str(next(r['claim'] for r in rows if r['kind'] == 'casualties'))
        self.review('correct', claim, 'low=27', 'high=27', 'place=Aleppo, SY')
        self.review('correct', claim, 'time=2016-04-27')
        [last] = [json.loads(line) for line in truce('review', 'history', '--json', claim, '--ledger', self.ledger)[1].splitlines()][1:]
        self.assertEqual((last['value']['low'], last['value']['time']['from'], last['value']['place']['country']), (27, '2016-04-27', 'SY'))
        self.assertIn('takes a number', self.review('correct', claim, 'low=many', rc=2))
        self.assertIn('FIELD=VALUE', self.review('correct', claim, 'low', rc=2))

    def test_usage(self):
        self.add(DEMO)
        rc, _, err = truce('review', 'reject', '1', '--ledger', self.ledger)
        self.assertEqual(rc, 2)
        self.assertIn('--reason', err)
        self.assertEqual(truce('review', 'applaud', '1', '--ledger', self.ledger)[0], 2)
        self.assertIn('not in the ledger', self.review('reject', '99999', rc=2))
        self.assertIn('no grade', self.review('grade', 'SOHR', 'Z9', rc=2))
        self.assertIn('did you mean', truce('review', 'queue', '--place', 'Aleppoo', '--ledger', self.ledger)[2])


class Search(Box):
    def test_words(self):
        self.add(DEMO)
        rc, out, err = truce('search', 'hospital', 'bomb*', '--json', '--ledger', self.ledger)
        self.assertEqual(rc, 0, err)
        for line in out.splitlines():
            r = json.loads(line)
            self.assertIn('hospital', r['text'].lower())
        rc, out, _ = truce('search', '"regime of silence"', '--ledger', self.ledger, '--limit', '2')
        self.assertEqual(rc, 0)
        self.assertRegex(out, r'2 of \d+ sentences\n$')
        self.assertEqual(truce('search', 'xylophone', '--ledger', self.ledger)[0], 1)
        rc, _, err = truce('search', '"open', '--ledger', self.ledger)
        self.assertEqual(rc, 2)
        self.assertIn('double quotes', err)


if __name__ == '__main__':
    result = unittest.main(exit=False, verbosity=1).result
    failed = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - failed} passed, {failed} failed')
    sys.exit(failed > 0)
