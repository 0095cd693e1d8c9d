#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""truce incidents and truce tally as a user meets them: from reports in a ledger to tables, sentences and JSON."""
import json, os, subprocess, sys, tempfile, unittest

TRUCE = os.environ.get('TRUCE', 'build/truce')
MSF = 'Medecins Sans Frontieres'
REPORTS = [
    ('toll-14', '2016-04-28', 'Levant Wire', f'An air strike on the al-Quds hospital in Aleppo killed at least 14 people on 27 April 2016, {MSF} said.'),
    ('toll-27', '2016-04-28', 'Northern Herald', f'An air strike on the al-Quds hospital in Aleppo killed 27 people on 27 April 2016, {MSF} said on Thursday.'),
    ('toll-50', '2016-04-29', 'Aid Desk', f'An air strike on the al-Quds hospital in Aleppo killed at least 50 people, including six members of the medical staff, on 27 April 2016, {MSF} said.'),
    ('toll-sohr', '2016-04-29', 'Harbour Broadcasting', 'An air strike on the al-Quds hospital in Aleppo killed at least 20 people on 27 April 2016, the Syrian Observatory for Human Rights said.'),
    ('toll-55', '2016-05-03', 'Aid Desk', f'An air strike on the al-Quds hospital in Aleppo killed 55 people on 27 April 2016, {MSF} said.'),
    ('latakia', '2016-05-02', 'Levant Wire', 'Shelling killed three civilians in Latakia on 1 May 2016, state news agency SANA said.'),
    ('denied', '2016-05-03', 'Levant Wire', 'The army denied that it had bombed the market in Idlib on 2 May 2016.'),
]


def truce(*args):
    p = subprocess.run([TRUCE, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return p.returncode, p.stdout.decode('utf-8'), p.stderr.decode('utf-8')


class Incidents(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.TemporaryDirectory(); self.addCleanup(self.dir.cleanup)
        self.ledger = os.path.join(self.dir.name, 'truce.ledger')
        self.add(REPORTS)

    def add(self, reports):
        path = os.path.join(self.dir.name, 'in.jsonl')
        with open(path, 'w') as f:
            for name, day, outlet, text in reports:
                f.write(json.dumps({'id': name, 'published': day, 'outlet': outlet, 'title': name, 'text': text}) + '\n')
        rc, _, err = truce('add', '-q', '--ledger', self.ledger, path)
        self.assertEqual(rc, 0, err)

    def ask(self, command, *args):
        rc, out, err = truce(command, '--ledger', self.ledger, *args)
        self.assertEqual(rc, 0, err)
        return out

    def json(self, command, *args):
        return json.loads(self.ask(command, '--json', *args))

    def quds(self):
        return [i for i in self.json('incidents', '--place', 'Aleppo')['incidents'] if i['place'] and 'Quds' in i['place']['name']]

    def test_one_incident_of_five_reports(self):
        got = self.quds()
        self.assertEqual(len(got), 1)
        i = got[0]
        self.assertEqual(i['days'], {'from': '2016-04-27', 'to': '2016-04-27'})
        self.assertEqual(i['when'], {'from': '2016-04-26T21:00:00Z', 'to': '2016-04-27T21:00:00Z'})   # UTC+3
        self.assertEqual(i['mode'], 'aerial')
        self.assertEqual(i['acled']['sub_event_type'], 'Air/drone strike')
        self.assertEqual(i['reports'], 5)
        self.assertEqual(i['voices'], 2)
        self.assertEqual((i['killed']['low'], i['killed']['high']), (20, 55))
        for c in i['claims']:
            self.assertTrue(0 < c['score'] <= 1)
            self.assertTrue(c['reasons'])
            self.assertIn(c['claim']['quote'], c['claim']['sentence'])

    def test_filters(self):
        self.assertEqual(self.json('incidents', '--place', 'Aleppo', '--since', '2016-04-28', '--dated')['incidents'], [])
        self.assertEqual(len(self.json('incidents', '--place', 'Latakia')['incidents']), 1)
        every = self.json('incidents', '--place', 'Syria')['incidents']
        self.assertFalse([i for i in every if i['place'] and i['place']['name'] == 'Idlib'], 'what was denied did not happen')
        self.assertEqual(len(self.json('incidents', '--several')['incidents']), 1)
        self.assertEqual(len(self.json('incidents', '--source', 'SANA')['incidents']), 1)

    def test_why_tells_scores_reasons_sentences(self):
        out = self.ask('incidents', '--place', 'Aleppo', '--why', '--width', '120')
        self.assertIn('same facility; same day; both air strikes', out)
        self.assertIn('“An air strike on the al-Quds hospital in Aleppo killed 55 people', out)
        self.assertIn('toll-55', out)
        self.assertNotIn('\x1b', out)
        self.assertIn('\x1b[1m', self.ask('incidents', '--place', 'Aleppo', '--why', '--colour', 'always'))

    def killed(self, t, key):
        return next(r['cells']['killed'] for r in t['rows'] if key in r['name'])

    def test_tally_is_one_history(self):
        t = self.json('tally', '--place', 'Aleppo', '--since', '2016-04-22')
        msf = self.killed(t, 'Sans')
        self.assertEqual((msf['range']['low'], msf['range']['high']), (55, 55))
        uses = {f['claim']['quote']: f['use'] for f in msf['figures']}
        self.assertEqual(uses['at least 14 people'], 'superseded')
        self.assertEqual(uses['27 people'], 'superseded')
        self.assertEqual(uses['at least 50 people'], 'superseded')
        self.assertEqual(uses['55 people'], 'counted')
        self.assertIn('part', uses.values())
        self.assertEqual((t['all']['cells']['killed']['range']['low'], t['all']['cells']['killed']['range']['high']), (20, 55))
        out = self.ask('tally', '--place', 'Aleppo', '--since', '2016-04-22', '--colour', 'always')
        self.assertIn('\x1b[2;9mat least 14 people', out)
        self.assertIn('superseded by', out)
        self.assertIn('[toll-14]', out)
        self.assertNotIn('part of', out)
        self.assertIn('part of', self.ask('tally', '--place', 'Aleppo', '--since', '2016-04-22', '--history'))

    def test_relays_and_reprints_change_nothing(self):
        before = self.json('tally', '--place', 'Aleppo', '--since', '2016-04-22')
        self.add([('relay', '2016-05-06', 'The Relay', f'An air strike on the al-Quds hospital in Aleppo killed at least 14 people on 27 April 2016, {MSF} said.'),
                  ('reprint', '2016-05-07', 'Morning Copy', REPORTS[1][3])])
        after = self.json('tally', '--place', 'Aleppo', '--since', '2016-04-22')
        for key in ('Sans', 'Observatory'):
            self.assertEqual(self.killed(before, key)['range'], self.killed(after, key)['range'])
        self.assertEqual(before['all']['cells']['killed']['range'], after['all']['cells']['killed']['range'])
        self.assertEqual(len(before['rows']), len(after['rows']))

    def test_by_groups_or_filters(self):
        t = self.json('tally', '--place', 'Syria', '--by', 'week')
        self.assertEqual({r['key'] for r in t['rows']}, {'2016-W17'})   # Monday 25 April to Sunday 1 May
        self.assertIn('medical', {r['key'] for r in self.json('tally', '--place', 'Aleppo', '--by', 'victim')['rows']})
        self.assertIn('airstrike', {r['key'] for r in self.json('tally', '--place', 'Aleppo', '--by', 'means')['rows']})
        self.assertEqual(self.json('tally', '--place', 'Aleppo', '--by', 'Islamic State')['rows'], [])

    def test_wrong_use(self):
        for args, said in ((('--place', 'Nowhereville'), 'Nowhereville'), (('--since', 'May'), '--since'), (('--ledger', os.path.join(self.dir.name, 'none')), 'none')):
            for command in ('incidents', 'tally'):
                rc, out, err = truce(command, '--ledger', self.ledger, *args)
                self.assertNotEqual(rc, 0)
                self.assertEqual(out, '')
                self.assertIn(said, err)
        for command in ('incidents', 'tally'):
            rc, out, _ = truce(command, '--help')
            self.assertEqual(rc, 0)
            self.assertIn(f'truce {command} --place Aleppo', out)


class Echoes(unittest.TestCase):
    def test_headline_is_no_voice_of_its_own(self):
        """A headline repeats in the outlet's voice what somebody in the report is the source of: one voice, under the speaker's name."""
        with tempfile.TemporaryDirectory() as d:
            path, ledger = os.path.join(d, 'one.txt'), os.path.join(d, 'ledger')
            with open(path, 'w') as f:
                f.write('Air strike kills 27 people in Idlib\n\nAn air strike killed 27 people in Idlib on 27 April 2016, the Syrian Observatory for Human Rights said.\n')
            self.assertEqual(truce('add', '-q', '--ledger', ledger, '--published', '2016-04-28', '--outlet', 'Northern Herald', path)[0], 0)
            rc, out, _ = truce('tally', '--ledger', ledger, '--place', 'Idlib', '--json')
            self.assertEqual(rc, 0)
            rows = json.loads(out)['rows']
            self.assertEqual([r['name'] for r in rows], ['Syrian Observatory for Human Rights'])


if __name__ == '__main__':
    result = unittest.main(exit=False, verbosity=1).result
    failed = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - failed} passed, {failed} failed')
    sys.exit(failed > 0)
