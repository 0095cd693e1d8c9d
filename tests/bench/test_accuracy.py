#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The scorers of bench/accuracy on tiny data made here: what they call right, wrong, missed and extra. No set of ../shared and no program is needed,
but for one test that runs the whole command without the sets."""
import datetime, os, subprocess, sys, tempfile, unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
sys.path.insert(0, os.path.join(ROOT, 'bench', 'accuracy'))
import acled, airwars, case2021, common, entities, geoparse, muc34, plover, polnear, timebank, ucdp


def actor(text, kind='party', name=None, id=None, country=None):
    return {'text': text, 'kind': kind, 'name': name or text, 'id': id, 'country': country}


def event(type='ASSAULT', sub=None, kind=None, mode='other', sentence=0, confidence=0.8, status='actual', quote='hit', **more):
    codes = {'event_type': kind or 'Violence against civilians', 'sub_event_type': sub} if sub else None
    return {'kind': 'event', 'type': type, 'mode': mode, 'acled': codes, 'sentence': sentence, 'confidence': confidence, 'status': status, 'quote': quote, 'span': [0, 3],
            'actor': None, 'recipient': None, 'place': None, 'time': None, **more}


def toll(low, high=None, harm='killed', sentence=0, status='actual', part_of=None, who='civilians', quote='people', **more):
    return {'kind': 'casualties', 'low': low, 'high': high, 'harm': harm, 'sentence': sentence, 'status': status, 'part_of': part_of, 'who': who, 'quote': quote, 'by': None,
            'place': None, 'time': None, 'span': [0, 3], **more}


def reading(*claims):
    """Claims whose triggers are all the only word of their sentences."""
    tokens = [{'id': i + 1, 'sentence': k, 'span': [0, 3], 'head': 0} for i, k in enumerate(sorted({c['sentence'] for c in claims}))]
    return {'claims': list(claims), 'tokens': tokens}


class Common(unittest.TestCase):
    def test_f1(self):
        self.assertEqual(common.prf(2, 4, 2), (50.0, 100.0, 100 * 4 / 6))
        self.assertEqual(common.prf(0, 0, 0), (0.0, 0.0, 0.0))

    def test_distance(self):
        self.assertAlmostEqual(common.km((0, 0), (0, 1)), 111.2, delta=0.2)

    def test_names(self):
        self.assertTrue(common.overlap('the Army of Ruritania', 'Ruritania'))
        self.assertFalse(common.overlap('Ruritania', 'Graustark'))
        self.assertFalse(common.overlap('', ''))

    def test_sentences_are_summed_and_parts_are_not(self):
        r = reading(toll(3, 3), toll(2, 2, who='combatants'), toll(1, 1, part_of=0), toll(6, None, sentence=1), toll(9, 9, sentence=2, status='denied'))
        self.assertEqual(common.totals(r, 'killed'), [(5, 5), (6, None)])

    def test_sample_is_fixed(self):
        b = common.Bench('x', 'x', 'x')
        self.assertEqual(b.sample(range(100), 10), b.sample(range(100), 10))
        self.assertEqual(b.sample(range(5), 10), [0, 1, 2, 3, 4])

    def test_table_tells_what_is_missing(self):
        t = common.table([common.Row('s', 'm', 79.0, 80, '3 items'), common.Row('s', 'n', 81.0, 80), common.Row('s', 'o', None)])
        self.assertRegex(t, r'm +79\.0 +80 +-1\.0 +3 items')
        self.assertRegex(t, r'n +81\.0 +80 +met')
        self.assertRegex(t, r'o +-')


class Entities(unittest.TestCase):
    def test_text_and_spans(self):
        d = entities.document([[('The', 'O'), ('Zenda', 'B-Organisation'), ('Council', 'I-Organisation'), (',', 'O'), ('in', 'O'), ('Strelsau', 'B-Location'), ('.', 'O')]])
        self.assertEqual(d['text'], 'The Zenda Council, in Strelsau.')
        self.assertEqual({(d['text'][a:b], k) for a, b, k in d['gold']}, {('Zenda Council', 'ORG'), ('Strelsau', 'LOC')})

    def test_spelling(self):
        self.assertEqual(entities.spelt(['pro', '-', 'Zenda', 'forces', '"', 'fled', '"', '(', '8', ',', '000', ')'])[0], 'pro-Zenda forces "fled" (8,000)')

    def test_wikigold_has_no_beginnings(self):
        self.assertEqual(entities.mentions([('A', 'I-PER'), ('B', 'I-ORG'), ('C', 'I-ORG'), ('d', 'O')]), [(0, 1, 'PER'), (1, 3, 'ORG')])

    def test_descriptions_are_not_asked(self):
        d = entities.document([[('people', 'B-Organisation'), ('of', 'I-Organisation'), ('Strelsau', 'I-Organisation'), ('met', 'O'), ('President', 'B-Person'), ('Rupert', 'I-Person')]])
        self.assertEqual({(d['text'][a:b], k) for a, b, k in d['gold']}, {('Rupert', 'PER')})
        at = d['text'].index('Strelsau')
        right, told, asked, extra, missed = entities.score(d, {(at, at + 8, 'LOC'), (0, 6, 'PER')})
        self.assertEqual((right, told, asked, len(missed)), (0, 0, 1, 1))

    def test_type_and_span_count(self):
        d = {'gold': {(0, 5, 'PER'), (10, 15, 'LOC')}, 'free': []}
        self.assertEqual(entities.score(d, {(0, 5, 'PER'), (10, 15, 'ORG'), (20, 22, 'LOC')})[:3], (1, 3, 2))


class Acled(unittest.TestCase):
    LANDS = {'RT': ['Ruritania', 'Ruritanian'], 'GS': ['Graustark', 'Graustarkian']}
    ROW = {'event_type': 'Battles', 'sub_event_type': 'Armed clash', 'actor1': 'Military Forces of Ruritania (2001-)', 'actor2': 'Hentzau Front', 'fatalities': '3', 'geo_precision': '1',
           'latitude': '10.0', 'longitude': '20.0', 'event_date': '2022-05-02', 'time_precision': '1'}

    def clash(self, **more):
        given = {'place': {'lat': 10.1, 'lon': 20.0, 'name': 'Zenda'}, 'time': {'from': '2022-05-02', 'to': '2022-05-02'},
                 'actor': actor('Hentzau Front fighters'), 'recipient': actor('the army', 'military', country='RT'), **more}
        return event(sub='Armed clash', kind='Battles', mode='clash', **given)

    def test_all_right_and_sides_may_change_places(self):
        got = acled.score(self.ROW, reading(self.clash(), toll(3, 3)), self.LANDS)
        self.assertEqual({k for k, v in got.items() if not v}, set())
        self.assertEqual(set(got), {'type', 'sub', 'actor1', 'actor2', 'fatalities', 'dead', 'place', 'date', 'any'})

    def test_wrong(self):
        e = self.clash(place={'lat': 10.5, 'lon': 20.0, 'name': 'Zenda'}, time={'from': '2022-05-01', 'to': '2022-05-02'}, recipient=actor('the army', 'military', country='GS'))
        got = acled.score(self.ROW, reading(e, toll(2, 2)), self.LANDS)
        self.assertEqual({k for k, v in got.items() if not v}, {'place', 'date', 'actor1', 'fatalities', 'dead'})

    def test_nothing_read(self):
        got = acled.score({**self.ROW, 'fatalities': '0', 'actor2': ''}, None, self.LANDS)
        self.assertEqual({k for k, v in got.items() if v}, {'fatalities'})
        self.assertNotIn('actor2', got)

    def test_first_sentence_then_confidence(self):
        r = reading(event(sub='Attack', confidence=0.5), event(sub='Grenade', confidence=0.7), event(sub='Suicide bomb', confidence=0.9, sentence=1), event('ACCUSE', confidence=0.99))
        self.assertEqual(acled.codes(acled.event_of(r))[1], 'Grenade')
        self.assertIsNone(acled.codes(event('PROTEST')))

    def test_generic_actors(self):
        same = lambda n, a, **k: acled.same_actor(n, a, self.LANDS, **k)
        self.assertTrue(same('Civilians (Ruritania)', actor('a farmer', 'person')))
        self.assertFalse(same('Civilians (Ruritania)', actor('the army', 'military')))
        self.assertTrue(same('Police Forces of Ruritania (2001-)', actor('two officers', 'other')))
        self.assertTrue(same('Protesters (Ruritania)', actor('about 30 students', 'other'), protest=True))
        self.assertFalse(same('Protesters (Ruritania)', actor('about 30 students', 'other')))
        self.assertTrue(same('Protesters (Ruritania)', actor('Union of Clerks', 'party', id='group:uc'), protest=True))
        self.assertFalse(same('Protesters (Ruritania)', actor('the army', 'military'), protest=True))
        self.assertTrue(same('Rioters (Ruritania)', actor('a group of villagers')))
        self.assertFalse(same('Rioters (Ruritania)', actor('armed men')))
        self.assertTrue(same('Military Forces of Ruritania (2001-)', actor('positions of Ruritanian forces', 'other')))
        self.assertFalse(same('Military Forces of Graustark (2001-)', actor('positions of Ruritanian forces', 'other')))
        self.assertFalse(same('Unidentified Armed Group (Ruritania)', actor('Hentzau Front', id='group:hf')))
        self.assertTrue(same('Unidentified Armed Group (Ruritania)', actor('gunmen')))
        self.assertFalse(same('Hentzau Front', None))

    def test_coders_marks_are_taken_off(self):
        self.assertEqual(acled.prose('Looting: On 2 May 2022, men looted a shop. [size=no report]'), 'On 2 May 2022, men looted a shop.')
        self.assertEqual(acled.prose('Around 2 May 2022: a shop burnt.'), 'Around 2 May 2022: a shop burnt.')


class Tolls(unittest.TestCase):
    def test_airwars(self):
        r = reading(toll(3, None), toll(2, 2, sentence=1), toll(7, 7, sentence=1), toll(5, 5, harm='injured'))
        self.assertEqual(airwars.score({'min': 3, 'max': 7}, r, 'killed'), {'found': True, 'custom': True, 'least': True, 'whole': False})
        self.assertEqual(airwars.score({'min': 3, 'max': 9}, r, 'killed'), {'found': True, 'custom': True, 'least': True, 'whole': True})
        self.assertEqual(airwars.score({'min': 4, 'max': 7}, r, 'killed')['found'], False)
        self.assertEqual(airwars.score({'min': 5, 'max': 5}, r, 'injured'), {'found': True, 'custom': True, 'least': True, 'whole': True})
        self.assertEqual(airwars.day_of('October 7, 2023'), datetime.date(2023, 10, 14))
        self.assertIsNone(airwars.day_of('soon'))
        self.assertEqual(airwars.numbers('On day 7, twenty-three men and fourteen women were killed; forty hurt. Block 9 burned.', 'killed'), {1, 7, 23, 3, 14, 40})
        self.assertEqual(airwars.numbers('Five died. Two women were hurt.', 'injured'), {1, 2})

    def test_headlines(self):
        row = lambda head, low, high, n='1': {'source_headline': head, 'low': str(low), 'high': str(high), 'number_of_sources': n}
        keep = lambda *a: len(ucdp.items([row(*a)]))
        self.assertEqual(keep('Shelling kills 4 people in Zenda', 4, 5), 1)
        self.assertEqual(keep('Shelling kills four people in Zenda', 4, 5), 1)
        self.assertEqual(keep('40 people were killed yesterday', 40, 40), 0, 'a day, no event')
        self.assertEqual(keep('Shelling kills 9 people', 4, 5), 0, 'another count')
        self.assertEqual(keep('2 explosions kill people', 2, 2), 0, 'counts no people')
        self.assertEqual(keep('Shelling kills 4; truce holds', 4, 5), 0, 'two headlines')
        self.assertEqual(len(ucdp.items([row('Shelling kills 4', 4, 4)] * 2)), 1)

    def test_headline_right(self):
        self.assertTrue(ucdp.right(reading(toll(2, 2), toll(3, 3)), 5, 5))
        self.assertFalse(ucdp.right(reading(toll(2, 2, part_of=0)), 2, 2))
        self.assertTrue(ucdp.right(reading(toll(9, None, quote='more than 8 men')), 8, 8))
        self.assertFalse(ucdp.right(reading(toll(4, 4, harm='injured')), 4, 4))


class Case2021(unittest.TestCase):
    def test_label(self):
        self.assertEqual(case2021.label(reading()), 'OTHER')
        self.assertEqual(case2021.label(reading(event(sub='Air/drone strike', confidence=0.6), event('ACCUSE', confidence=0.9))), 'AIR_STRIKE')
        self.assertEqual(case2021.label(reading(event('PROTEST', sub='Peaceful protest', kind='Protests'))), 'PEACE_PROTEST')
        self.assertEqual(case2021.label(reading(event(sub='Attack', sentence=1), event('PROTEST', sub='Peaceful protest', kind='Protests'))), 'PEACE_PROTEST')

    def test_the_main_clause_decides(self):
        r = reading(event(sub='Attack', confidence=0.9), event('PROTEST', sub='Peaceful protest', kind='Protests', confidence=0.5) | {'span': [4, 7]})
        r['tokens'] = [{'id': 1, 'sentence': 0, 'span': [0, 3], 'head': 2}, {'id': 2, 'sentence': 0, 'span': [4, 7], 'head': 0}]
        self.assertEqual(case2021.label(r), 'PEACE_PROTEST')

    def test_macro(self):
        self.assertEqual(case2021.macro([('A', 'A'), ('B', 'A')], ['A', 'B']), (200 / 3) / 2)


class Muc(unittest.TestCase):
    KEY = '''0.  MESSAGE: ID                     TST9-MUC3-0001
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  - 04 MAY 90
3.  INCIDENT: LOCATION              RURITANIA: ZENDA (CITY)
4.  INCIDENT: TYPE                  BOMBING / ATTACK
9.  PERP: INDIVIDUAL ID             "GUERRILLAS"
                                    ? "TWO MEN"
10. PERP: ORGANIZATION ID           "HENTZAU FRONT" / "HF"
18. HUM TGT: NAME                   "RUPERT"
19. HUM TGT: DESCRIPTION            "MAYOR": "RUPERT"
                                    "PEASANTS"
21. HUM TGT: NUMBER                 1: "RUPERT"
                                    5: "PEASANTS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "RUPERT"
                                    DEATH: "PEASANTS"

0.  MESSAGE: ID                     TST9-MUC3-0002
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
'''

    def key(self): return muc34.templates(self.KEY)['TST9-MUC3-0001'][0]

    def ours(self, **more):
        return {'type': ['BOMBING'], 'perpetrator': ['the Hentzau Front'], 'victim': ['five PEASANTS'], 'number': ['killed 6'],
                'date': [{'from': '1990-05-02', 'to': '1990-05-02'}], 'place': [{'text': 'ZENDA', 'name': 'Zenda', 'country': 'RT'}], **more}

    def test_templates(self):
        self.assertEqual(muc34.templates(self.KEY)['TST9-MUC3-0002'], [])
        k = self.key()
        self.assertEqual(k['type'], [(['BOMBING', 'ATTACK'], False)])
        self.assertEqual([o for _, o in k['perpetrator']], [False, True, False])
        self.assertEqual(len(k['victim']), 2)
        self.assertEqual(k['number'], [(['killed 6'], False)])

    def test_compare(self):
        c = muc34.compare(self.key(), self.ours())
        self.assertEqual(c, {'type': (1, 1, 1), 'perpetrator': (1, 1, 2), 'victim': (1, 1, 2), 'number': (1, 1, 1), 'date': (1, 1, 1), 'place': (1, 1, 1)})
        c = muc34.compare(self.key(), self.ours(perpetrator=['two men'], number=['killed 5'], place=[{'text': 'STRELSAU', 'name': 'Strelsau', 'country': 'RT'}]))
        self.assertEqual((c['perpetrator'], c['number'], c['place']), ((0, 0, 2), (0, 1, 1), (0, 1, 1)))

    def test_unpaired_count(self):
        every, paired, missed, extra = muc34.score([self.key()], [self.ours(), self.ours(type=['ARSON'], perpetrator=[], victim=['a clerk'], number=[], date=[], place=[])])
        self.assertEqual(every['type'], [1, 2, 1])
        self.assertEqual(paired['type'], [1, 1, 1])
        self.assertEqual((len(missed), len(extra)), (0, 1))
        every, *_ = muc34.score([self.key()], [])
        self.assertEqual(every['victim'], [0, 0, 2])

    def test_dates(self):
        t = lambda a, b=None: {'from': a, 'to': b or a}
        self.assertTrue(muc34.date_fits('17 FEB 90 - 18 FEB 90', t('1990-02-18')))
        self.assertFalse(muc34.date_fits('17 FEB 90', t('1990-02-18')))
        self.assertTrue(muc34.date_fits('(17 FEB 90) / (- 18 FEB 90)', t('1990-02-16')))
        self.assertFalse(muc34.date_fits('- 18 FEB 90', t('1989-02-16')))

    def test_template_of_claims(self):
        self.assertIsNone(muc34.template_of([event(mode='clash', actor=actor('rebels'))]))
        self.assertIsNone(muc34.template_of([event()]), 'names nobody')
        t = muc34.template_of([event(mode='bombing', actor=actor('rebels')), toll(2, 2, quote='two clerks'), toll(1, 1, quote='a boy', part_of=1)])
        self.assertEqual((t['type'], t['perpetrator'], t['victim'], t['number']), (['BOMBING'], ['rebels'], ['two clerks', 'a boy'], ['killed 2']))

    def test_reports(self):
        r = muc34.reports('TST9-MUC3-0001\n\n   ZENDA, 4 MAY 90 (WIRE) -- [TEXT] REBELS\nFLED.\n\n   THEY\nHID.\n\n\nTST9-MUC3-0002\n\n   NO CITY, NO DATE -- [TEXT] X.\n')
        self.assertEqual([x['id'] for x in r], ['TST9-MUC3-0001', 'TST9-MUC3-0002'])
        self.assertEqual(r[0]['text'], 'ZENDA, 4 MAY 90 (WIRE) -- REBELS FLED.\n\nTHEY HID.')
        self.assertEqual(r[0]['published'], '1990-05-04')
        self.assertNotIn('published', r[1])


class Others(unittest.TestCase):
    def test_plover_names(self):
        self.assertEqual((plover.wanted({'event': 'FIGHT'}), plover.wanted({'event': 'AID'})), ('ASSAULT', 'AID'))

    def test_times(self):
        pairs, extra = timebank.compare([(0, 6, '1990-05-04'), (10, 14, 'P1D')], [(2, 8, '1990-05-04'), (20, 24, 'PRESENT_REF')])
        self.assertEqual((pairs, extra), ([(0, 0)], [1]))
        self.assertTrue(timebank.same('1990-05-04TNI', '1990-05-04TEV'))
        self.assertFalse(timebank.same('1990-05-04', '1990-05-05'))

    def test_timeml(self):
        with tempfile.NamedTemporaryFile('w', suffix='.tml', delete=False) as f:
            f.write('<TimeML><DCT><TIMEX3 tid="t0" value="1990-05-04" functionInDocument="CREATION_TIME">x</TIMEX3></DCT><TEXT>He <EVENT>left</EVENT> '
                    '<TIMEX3 type="DATE" value="1990-05-03">on Thursday</TIMEX3> &amp; <TIMEX3 type="SET" value="P1D">daily</TIMEX3>.</TEXT></TimeML>')
        self.addCleanup(os.unlink, f.name)
        self.assertEqual(timebank.read_tml(f.name), ('He left on Thursday & daily.', '1990-05-04', [(8, 19, '1990-05-03')]))

    def test_attributions(self):
        span = lambda a, b: set(range(a, b))
        theirs = (span(0, 5), span(10, 50))
        mine = [(span(2, 4), span(10, 30), span(6, 9)), (span(90, 95), span(30, 50), set())]
        self.assertEqual(polnear.found(theirs, mine), (True, True))
        self.assertEqual(polnear.found(theirs, mine[1:]), (True, False))
        self.assertEqual(polnear.found(theirs, []), (False, False))
        self.assertTrue(polnear.right(mine[0], [theirs]))
        self.assertFalse(polnear.right(mine[1], [theirs]))
        self.assertFalse(polnear.right((span(2, 4), span(45, 80), set()), [theirs]))

    def test_attributions_that_cannot_be_judged(self):
        span = lambda a, b: set(range(a, b))
        inside, outside = (span(12, 14), span(20, 40), span(15, 19)), (span(60, 62), span(70, 80), span(63, 69))
        self.assertEqual(polnear.judged([inside, outside], [(span(0, 5), span(10, 50))]), [outside])
        self.assertEqual(polnear.stand_for(span(5, 8), 'Rudi who sang'), span(2, 8))
        self.assertEqual(polnear.stand_for(span(0, 4), 'Rudi who sang'), span(0, 4))

    def test_places(self):
        found, told, asked, far = geoparse.score({'zenda': (10, 20), 'strelsau': (0, 0)}, {'ruritanian'}, {'zenda': (10, 21), 'ruritanian': None, 'hentzau': None})
        self.assertEqual((found, told, asked), (1, 2, 2))
        self.assertAlmostEqual(far[0][1], 109.5, delta=1)
        data = '<article><text>In Zenda &amp; x</text><toponym><type>Literal</type><extractedName>Zenda</extractedName><latitude>1</latitude><longitude>2</longitude></toponym>' \
               '<toponym><type>Demonym</type><extractedName>Ruritanian</extractedName><latitude>1</latitude><longitude>2</longitude></toponym></article>'
        self.assertEqual(geoparse.articles(data), [({'id': '0', 'text': 'In Zenda & x'}, {'zenda': (1.0, 2.0)}, {'ruritanian'})])


class Command(unittest.TestCase):
    ALL = os.path.join(ROOT, 'bench', 'accuracy', 'all.py')

    def run_all(self, *args):
        p = subprocess.run([sys.executable, self.ALL, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return p.returncode, p.stdout.decode(), p.stderr.decode()

    def test_without_the_sets(self):
        with tempfile.TemporaryDirectory() as folder:
            rc, out, _ = self.run_all('--shared', os.path.join(folder, 'none'))
            self.assertEqual(rc, 0)
            self.assertIn('skipped, no', out)
            rc, out, err = self.run_all('--shared', folder, '--truce', sys.executable, '--errors', os.path.join(folder, 'e'), '--only', 'acled plover')
            self.assertEqual(rc, 0, err)
            self.assertIn('skipped: acled (no corpora/acled', err)
            self.assertIn('skipped: plover', err)

    def test_a_page_is_one_whole_run(self):
        self.assertEqual(self.run_all('--only', 'plover', '--write', 'x')[0], 2)
        self.assertEqual(self.run_all('--only', 'nothing')[0], 2)


if __name__ == '__main__':
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - bad} passed, {bad} failed')
    sys.exit(bad > 0)
