#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""ACLED-like classes of CASE 2021 task 2: one snippet, one of 30 classes.

  case2021.py [--truce build/truce]

The snippet's class is read off its claims by two tables (OF_SUB, OF_TYPE), written once and not fitted: of the first sentence with an actual event that
ACLED has a code for, the event of its main clause (common.main_event); where the snippet has none, the same of the events whose type has a class. Truce tells of nothing that
would be natural disasters, man-made ones, crime or attribution of crimes beyond ACCUSE: those classes are never told, or seldom, and weigh in the macro F1 as they are.
Macro F1: mean over the 30 classes of the set. Names of places in the set were changed by its makers on purpose ("Marieholm").

  of the classes that it can say    the same mean over the classes that the table holds"""
import csv
from common import Row, claims, main, main_event, pct, prf

NEEDS = ['corpora/case2021/task2.tsv']
OF_SUB = {'Air/drone strike': 'AIR_STRIKE', 'Shelling/artillery/missile attack': 'ART_MISS_ATTACK', 'Remote explosive/landmine/IED': 'REM_EXPLOS', 'Suicide bomb': 'SUIC_BOMB',
          'Chemical weapon': 'CHEM_WEAP', 'Grenade': 'GRENADE', 'Abduction/forced disappearance': 'ABDUCT_DISSAP', 'Sexual violence': 'SEX_VIOL',
          'Looting/property destruction': 'PROPERTY_DISTRUCT', 'Armed clash': 'ARMED_CLASH', 'Attack': 'ATTACK', 'Government regains territory': 'GOV_REGAINS_TERIT',
          'Non-state actor overtakes territory': 'NON_STATE_ACTOR_OVERTAKES_TER', 'Non-violent transfer of territory': 'NON_VIOL_TERRIT_TRANSFER', 'Arrests': 'ARREST',
          'Disrupted weapons use': 'DISR_WEAP', 'Headquarters or base established': 'HQ_ESTABLISHED', 'Change to group/activity': 'CHANGE_TO_GROUP_ACT', 'Agreement': 'AGREEMENT',
          'Mob violence': 'MOB_VIOL', 'Violent demonstration': 'VIOL_DEMONSTR', 'Protest with intervention': 'PROTEST_WITH_INTER',
          'Excessive force against protesters': 'FORCE_AGAINST_PROTEST', 'Peaceful protest': 'PEACE_PROTEST'}
OF_TYPE = {'PROTEST': 'PEACE_PROTEST', 'AGREE': 'AGREEMENT', 'SANCTION': 'DIPLO', 'ACCUSE': 'ATTRIB',
           'CONSULT': 'DIPLO', 'COOPERATE': 'AGREEMENT', 'REJECT': 'DIPLO', 'REQUEST': 'DIPLO', 'THREATEN': 'DIPLO'}


def class_of(e):
    if e['acled'] and e['acled']['sub_event_type'] in OF_SUB: return OF_SUB[e['acled']['sub_event_type']]
    return OF_TYPE.get(e['type'])


def label(reading):
    """The snippet's class, 'OTHER' where nothing is told that has one."""
    some = [e for e in claims(reading, 'event') if class_of(e)]
    e = main_event(reading, [e for e in some if e['acled']] or some)
    return class_of(e) if e else 'OTHER'


def macro(pairs, of):
    """Mean F1 over the classes `of` of (want, told)."""
    return sum(prf(sum(w == t == c for w, t in pairs), sum(t == c for _, t in pairs), sum(w == c for w, _ in pairs))[2] for c in of) / max(1, len(of))


def measure(bench):
    todo = list(csv.DictReader(open(bench.corpus('case2021', 'task2.tsv'), encoding='utf-8', newline=''), delimiter='\t', quoting=csv.QUOTE_NONE))
    read = bench.read([{'id': str(i), 'published': '2021-06-01', 'text': r['EventSnippet']} for i, r in enumerate(todo)], layers='tokens')
    pairs = [(r['SubType'], label(read[str(i)]) if str(i) in read else 'OTHER') for i, r in enumerate(todo)]
    bench.errors('case2021', [f"want {w:24s} GOT {t:24s} {[(c['type'], c['mode'], c['quote'], c['confidence']) for c in claims(read[str(i)], 'event')]} | {todo[i]['EventSnippet'][:400]}"
                              for i, (w, t) in enumerate(pairs) if w != t and str(i) in read])
    every = sorted({w for w, _ in pairs})
    can = [c for c in every if c in set(OF_SUB.values()) | set(OF_TYPE.values())]
    n = f'{len(pairs)} snippets, {len(every)} classes'
    return [Row('case2021 task 2', 'class, macro F1', macro(pairs, every), 60, n), Row('case2021 task 2', 'of the classes that it can say', macro(pairs, can), None, f'{len(can)} classes'),
            Row('case2021 task 2', 'class right', pct(sum(w == t for w, t in pairs), len(pairs)), None, f'{len(pairs)} snippets')]


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
