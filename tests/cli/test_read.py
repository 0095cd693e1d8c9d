#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The command as a user meets it: formats in, exit statuses, the JSON contract, order and determinism, the page for people."""
import json, os, re, subprocess, sys, tempfile, unittest

TRUCE = os.environ.get('TRUCE', 'build/truce')
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
TEXT = ('At least 12 civilians were killed and 30 others were wounded when warplanes bombed a market in Idlib on Sunday, the Syrian Observatory for Human '
        'Rights said.\n\nRussia called for a ceasefire in Aleppo.\n')


def truce(*args, stdin=None, env=None):
    p = subprocess.run([TRUCE, *args], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
    return p.returncode, p.stdout.decode('utf-8'), p.stderr.decode('utf-8')


def one(*args, **kw):
    rc, out, err = truce('read', '--json', *args, **kw)
    assert rc == 0, err
    return json.loads(out)


class Read(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.TemporaryDirectory(); self.addCleanup(self.dir.cleanup)

    def file(self, name, data):
        path = os.path.join(self.dir.name, name)
        with open(path, 'wb') as f: f.write(data if isinstance(data, bytes) else data.encode('utf-8'))
        return path

    def test_contract(self):
        r = one('--published', '2016-05-01', self.file('a.txt', TEXT))
        self.assertEqual(r['report']['published'], '2016-05-01')
        self.assertEqual(r['report']['published_from'], 'option')
        self.assertEqual(r['report']['id'], 'a')
        self.assertRegex(r['report']['sha256'], r'^[0-9a-f]{64}$')
        raw = TEXT.encode('utf-8')
        self.assertTrue(r['claims'])
        for c in r['claims']:
            self.assertEqual(raw[c['span'][0]:c['span'][1]].decode('utf-8'), c['quote'])
            self.assertTrue(0 <= c['confidence'] <= 1)
            self.assertTrue(c['why'], 'a claim says which rule or model made it')
            lo, hi = r['sentences'][c['sentence']]
            self.assertTrue(lo <= c['span'][0] and c['span'][1] <= hi)
            for who in ('source', 'by', 'actor', 'recipient', 'violator'):
                a = c.get(who)
                if a: self.assertEqual(raw[a['span'][0]:a['span'][1]].decode('utf-8'), a['text'])

    def test_reads_what_it_says(self):
        r = one('--published', '2016-05-01', self.file('a.txt', TEXT))
        killed = [c for c in r['claims'] if c['kind'] == 'casualties' and c['harm'] == 'killed']
        self.assertEqual([(c['low'], c['high'], c['who']) for c in killed], [(12, None, 'civilians')])
        self.assertEqual(killed[0]['source']['text'], 'Syrian Observatory for Human Rights')
        self.assertEqual((killed[0]['time']['from'], killed[0]['time']['to']), ('2016-05-01', '2016-05-01'))
        self.assertEqual(killed[0]['place']['text'], 'Idlib')
        truces = [c for c in r['claims'] if c['kind'] == 'ceasefire']
        self.assertEqual([(c['form'], c['state']) for c in truces], [('ceasefire', 'proposed')])
        self.assertIn('REQUEST', [c['type'] for c in r['claims'] if c['kind'] == 'event'])

    def test_only(self):
        r = one('--only', 'ceasefires', self.file('a.txt', TEXT))
        self.assertEqual({c['kind'] for c in r['claims']}, {'ceasefire'})

    def test_standard_input(self):
        self.assertEqual(one('-', stdin=TEXT.encode())['report']['id'], 'stdin')

    def test_jsonl_with_one_bad_line(self):
        lines = [json.dumps({'id': 'a', 'published': '2016-05-01', 'text': TEXT}), '{"id": "b", "text": ', json.dumps({'id': 'c', 'text': TEXT})]
        rc, out, err = truce('read', '--json', self.file('x.jsonl', '\n'.join(lines) + '\n'))
        self.assertEqual(rc, 3)
        self.assertEqual([json.loads(l)['report']['id'] for l in out.splitlines()], ['a', 'c'])
        self.assertIn('2', err)
        self.assertIn('x.jsonl', err)

    def test_threads_change_nothing(self):
        lines = '\n'.join(json.dumps({'id': str(i), 'published': '2016-05-01', 'text': TEXT * (1 + i % 3)}) for i in range(40))
        path = self.file('many.jsonl', lines)
        self.assertEqual(truce('read', '--json', '-j', '1', path)[1], truce('read', '--json', '-j', '4', path)[1])

    def test_bad_files_do_not_stop_the_run(self):
        paths = [self.file('empty.txt', b''), self.file('binary.bin', bytes(range(256)) * 40), os.path.join(self.dir.name, 'missing.txt'), self.file('good.txt', TEXT)]
        rc, out, err = truce('read', '--json', *paths)
        self.assertEqual(rc, 3)
        self.assertEqual(len(out.splitlines()), 1)
        for name in ('empty.txt', 'binary.bin', 'missing.txt'): self.assertIn(name, err)

    def test_nothing_read(self):
        self.assertEqual(truce('read', os.path.join(self.dir.name, 'none'))[0], 1)

    def test_usage(self):
        for args in (['read', '--nonsense'], ['read', '--only', 'weather', 'x'], ['read', '--published', 'soon', 'x'], ['nonsense'], []):
            self.assertEqual(truce(*args)[0], 2, args)
        rc, out, _ = truce('read', '--help')
        self.assertEqual(rc, 0)
        self.assertIn('--published', out)

    def test_page(self):
        rc, out, _ = truce('read', '--published', '2016-05-01', '--width', '80', self.file('a.txt', TEXT), env={'NO_COLOR': '1'})
        self.assertEqual(rc, 0)
        self.assertIn('CASUALTIES', out)
        self.assertNotIn('\x1b', out)
        self.assertRegex(out, r'\[\d+: At least 12\s+civilians\]')
        self.assertLessEqual(max(map(len, out.splitlines())), 80)

    def test_hostile_text_sends_no_escapes(self):
        rc, out, _ = truce('read', '--colour', 'never', self.file('a.txt', 'Rebels \x1b[2Jkilled 12 \x9b5people\u202e in Homs.\n'))
        self.assertEqual(rc, 0)
        for bad in ('\x1b', '\x9b', '\u202e'): self.assertNotIn(bad, out)

    def test_conllu(self):
        rc, out, _ = truce('read', '--conllu', self.file('a.txt', TEXT))
        rows = [l.split('\t') for l in out.splitlines() if l and not l.startswith('#')]
        self.assertTrue(rows and all(len(x) == 10 for x in rows))
        self.assertEqual(''.join(x[1] for x in rows), re.sub(r'\s', '', TEXT))

    def test_layers(self):
        r = one('--layers', 'times,attributions,entities,tokens', '--published', '2016-05-01', self.file('a.txt', TEXT))
        self.assertIn('2016-05-01', [t['timex3'] for t in r['times']])
        self.assertTrue(r['attributions'] and r['entities'] and r['tokens'])

    def test_demo_reports(self):
        rc, out, err = truce('read', '--json', os.path.join(ROOT, 'demo', 'reports'))
        self.assertEqual(rc, 0, err)
        reports = [json.loads(l) for l in out.splitlines()]
        self.assertGreaterEqual(len(reports), 14)
        for r in reports:
            self.assertIsNotNone(r['report']['published'], r['report']['id'])
            self.assertTrue(r['claims'], r['report']['id'])


if __name__ == '__main__':
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - bad} passed, {bad} failed')
    sys.exit(bad > 0)
