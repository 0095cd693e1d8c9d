#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""End to end on ACLED's event notes: one note, one coded event.

  acled.py [--truce build/truce]

A note is read with the day on which ACLED filed it as its date of publication. What Truce says the note is about is fixed beforehand: of the first
sentence with an actual event that ACLED has a code for (the claim's `acled`), the event that its main clause tells, by Truce's own tree: the one whose
trigger has the fewest words above it, the most confident of equals. (A march "against the killing of a priest" is a march, however sure the killing
is.) Remarks in square brackets ("[size=no report]") and headings before the date ("Looting: On 2 May …") are
the coder's and give the answer away: they are taken off. "1 fatality." at the end is left.

  type         event type, sub-event type: that event's codes are the row's; no event is wrong
  actor1, 2    asked where the row names one. The event's actor (else the `by` of a toll) for actor1; its recipient (else whom a toll counts) for
               actor2. Of a protest, actor2 is who faces it in the other events that have its code: ACLED files a protest and the arrests at it as
               one row. In a clash the two may change places, and where the words tell one side for both ("two gangs clashed") it is both. Right when
               the register has ours under ACLED's name (FILED has its names for those who took a state's place), or when the names share half of
               the words of the shorter (years and generic words left out), or when ACLED's name is a generic one and ours is of that kind: "Military
               Forces of X", "Police Forces of X", "Government of X" are military, police or a government of the same country (by the register, or
               "Xish forces" in words); "Civilians" are unarmed people; "Protesters" whoever protests and is no soldier or state; "Rioters" these, or
               any crowd that the register does not know and that no word calls armed; "Unidentified ..." an actor that the register does not know
  fatalities   the number equals the row's: the largest that one sentence tells in all, 0 where none is told. ACLED's "10" for "several" stays wrong
  place        the event's place lies within 25 km of the row's; asked where the row is precise to a town (geo_precision 1 or 2)
  date         the event's days are the row's day (time_precision 1), or hold it (2, 3)"""
import csv, datetime, glob, os, re
from common import ROOT, Row, claims, countries, km, main, main_event, pct, tokens, totals

NEEDS = ['corpora/acled']
FILES = ('acled_old_dummy.csv', 'acled_old_deletion_dummy.csv')
GENERIC = set('forces force group armed militia militants fighters army soldiers troops police military government front movement communal gang party rebels'.split())
UNARMED = {'civilians', 'person', 'medical', 'media', 'ngo', 'other', 'igo', 'monitor'}
# Victims that a toll counts and who are civilians, and ACLED's words for those who are not known.
CIVIL = {'people', 'civilians', 'children', 'women', 'aid_workers', 'medical', 'journalists', 'hostages', 'officials', 'other'}
ARMED = re.compile(r'gunm[ae]n|armed|militants?|fighters?|rebels?|insurgents?|soldiers?', re.I)
FORCES = re.compile(r'forces?|army|troops?|soldiers?|militar|navy|airfield|air force|marines|warplanes?|jets?', re.I)
POLICE = re.compile(r'\b(police|policem[ae]n|officers?|gendarmes?|gendarmerie|security forces?|border guards?)\b', re.I)


def rows(bench):
    out = {}
    for name in FILES:
        for r in csv.DictReader(open(bench.corpus('acled', name), encoding='utf-8', newline='')): out.setdefault(r['event_id_cnty'], r)
    return [r for r in out.values() if r['notes'].strip()]


def prose(notes):
    return re.sub(r'^\w[^:.]{2,60}: (?=(On|Around|In|Between|As|From) )', '', re.sub(r'\s*\[[^\]]*\]', '', notes).strip())


def document(r):
    day = datetime.datetime.fromtimestamp(int(r['timestamp']), datetime.timezone.utc).date().isoformat()
    return {'id': r['event_id_cnty'], 'published': day, 'text': prose(r['notes'])}


def codes(e):
    return (e['acled']['event_type'], e['acled']['sub_event_type']) if e['acled'] else None


def event_of(reading):
    """The event that stands for the note, or None."""
    return main_event(reading, [e for e in claims(reading, 'event') if codes(e)])


# Those whom ACLED files under the name of a state's forces or under one name for several, as ids of the register.
FILED = {'Military Forces of Yemen (2016-) Supreme Political Council': {'group:houthis'}, 'Police Forces of Yemen (2016-) Supreme Political Council': {'group:houthis'},
         'Government of Yemen (2016-) Supreme Political Council': {'group:houthis'}, 'Military Forces of Afghanistan (2021-)': {'group:taliban'}, 'Police Forces of Afghanistan (2021-)': {'group:taliban'},
         'Government of Afghanistan (2021-)': {'group:taliban'}, 'NAF: United Armed Forces of Novorossiya': {'group:dpr', 'group:lpr', 'group:ukr-separatists'}}


def register():
    """Every name of the program's register in lower case -> ids of those who bear it."""
    out = {}
    for path in glob.glob(os.path.join(ROOT, 'data', 'actors', '*.tsv')):
        for line in open(path, encoding='utf-8'):
            c = line.rstrip('\n').split('\t')
            if line.startswith('#') or len(c) < 4 or ':' not in c[0]: continue
            for name in [c[1]] + c[2].split('|'): out.setdefault(name.strip('^').lower(), set()).add(c[0])
    return out


NAMES = register()


def same_entry(name, ours):
    """Is ours the entry of the register that ACLED's name names: "QSD: Syrian Democratic Forces", in short or in full?"""
    if not ours.get('id'): return False
    parts = [re.sub(r'\s*\([^)]*\)', '', p).strip().lower() for p in name.split(':')]
    return ours['id'] in FILED.get(name, ()) or any(ours['id'] in NAMES.get(p, ()) for p in parts)


def same_actor(name, ours, lands, protest=False):
    """Whether ACLED's name may be ours: an ACTOR, or {'who': …} of a toll. lands: ISO2 -> [English name, demonyms …]; protest: ours protests."""
    if not ours: return False
    if same_entry(name, ours): return True
    text = ' '.join(filter(None, (ours.get('text'), ours.get('name'), ours.get('who'))))
    kind, plain = ours.get('kind'), re.sub(r'\(\d{4}-\d{0,4}\)', '', name)
    state = re.match(r'(Military Forces|Police Forces|Government) of (.*)', plain)
    if state and of_state(state.group(1), state.group(2).strip().lower(), text, kind, ours, lands): return True
    if name.startswith('Civilians'): return kind in UNARMED or ours.get('who') in CIVIL
    if name.startswith('Protesters') and protest: return kind not in ('military', 'government')
    if name.startswith('Rioters'):
        return kind not in ('military', 'government') and (protest or not ours.get('id') and not ARMED.search(text))
    if name.startswith(('Protesters', 'Rioters')): return bool(re.search(r'protest|demonstrat|riot|mob', text, re.I)) and kind in UNARMED
    if name.startswith('Unidentified'): return not ours.get('id') and kind in ('party', 'other', 'person', 'military') or bool(re.search(r'unidentified|unknown|gunm[ae]n|armed', text, re.I))
    a, b = tokens(plain) - GENERIC, tokens(text) - GENERIC
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def of_state(what, where, text, kind, ours, lands):
    """Military, police or government of a country."""
    said = next((names for names in lands.values() if names[0].lower() in where or where.split()[0] == names[0].lower().split()[0]), [where])
    in_words = any(re.search(r'\b' + re.escape(w) + r'\b', text, re.I) for w in said)
    known = lands.get(ours.get('country') or '')
    at_home = in_words or known is None or known[0].lower() == said[0].lower() or known[0].lower() in where
    if what == 'Police Forces': return at_home and (bool(POLICE.search(text)) or ours.get('who') == 'police')
    if what == 'Government': return at_home and kind == 'government'
    return at_home and (kind in ('military', 'government') or ours.get('who') == 'combatants') or in_words and bool(FORCES.search(text))


def other_side(e, reading):
    """Who faces the protest e: whoever acts against it or is struck in it, in an event that has its code."""
    for o in claims(reading, 'event'):
        if o is e or not o['acled'] or codes(o) != codes(e) or o['type'] == 'PROTEST': continue
        for a in (o['actor'], o['recipient']):
            if a and a != e['actor'] and a['kind'] in ('military', 'government'): return a
        if o['recipient'] and o['recipient'] != e['actor']: return o['recipient']
    return None


def victims(reading):
    return next(({'who': c['who'], 'text': c['quote']} for c in claims(reading, 'casualties')), None)


def score(row, reading, lands):
    """{measure: True or False}; a measure that is not asked of this row is absent."""
    e = event_of(reading) if reading else None
    out = {'type': bool(e) and codes(e)[0] == row['event_type'], 'sub': bool(e) and codes(e)[1] == row['sub_event_type']}
    by = next((c['by'] for c in claims(reading, 'casualties') if c['by']), None) if reading else None
    one, two = (e and (e['actor'] or by), e and (e['recipient'] or victims(reading)))
    protest = bool(e) and codes(e)[0] in ('Protests', 'Riots')
    if protest and e['type'] == 'PROTEST' and not e['recipient']: two = other_side(e, reading) or two
    if e and e['mode'] == 'clash' and not e['recipient']: two = one
    names = [row['actor1'], row['actor2']]
    fits = lambda n, a: same_actor(n, a, lands, protest)
    swap = row['sub_event_type'] == 'Armed clash' and all(names) and fits(names[0], two) + fits(names[1], one) > fits(names[0], one) + fits(names[1], two)
    if swap: one, two = two, one
    if names[0]: out['actor1'] = fits(names[0], one)
    if names[1]: out['actor2'] = fits(names[1], two)
    dead = max((lo for lo, _ in totals(reading, 'killed')), default=0) if reading else 0
    out['fatalities'] = dead == int(row['fatalities'])
    if int(row['fatalities']): out['dead'] = out['fatalities']
    if row['geo_precision'] != '3':
        p = e and e['place']
        out['place'] = bool(p) and p['lat'] is not None and km((p['lat'], p['lon']), (float(row['latitude']), float(row['longitude']))) <= 25
    t, day = e and e['time'], row['event_date']
    out['date'] = bool(t) and t['from'] is not None and (t['from'] <= day <= (t['to'] or t['from']) if row['time_precision'] != '1' else t['from'] == day == (t['to'] or t['from']))
    out['any'] = bool(reading) and row['event_type'] in {codes(c)[0] for c in claims(reading, 'event') if codes(c)}
    return out


def told(e, reading):
    if not e: return 'no coded event'
    name = lambda a: a and (a['name'] or a['text'])
    return f"{codes(e)[1]} '{e['quote']}' actor1 {name(e['actor'])} actor2 {name(e['recipient'])} place {name(e['place'])} time {e['time'] and e['time']['from']} dead {totals(reading, 'killed')}"


def measure(bench):
    todo = bench.sample(rows(bench), 4600)
    read = bench.read([document(r) for r in todo], layers='tokens')
    lands, sums, errors = countries(), {}, []
    for r in todo:
        reading = read.get(r['event_id_cnty'])
        got = score(r, reading, lands)
        for k, v in got.items(): sums.setdefault(k, []).append(v)
        wrong = [k for k, v in got.items() if not v and k not in ('any', 'dead')]
        if wrong:
            errors.append(f"{','.join(wrong):30s} {r['event_id_cnty']} want {r['sub_event_type']} | {r['actor1']} | {r['actor2']} | {r['location']} {r['event_date']} dead {r['fatalities']} "
                          f"GOT {told(event_of(reading), reading) if reading else 'not read'} | {r['notes'][:400]}")
    bench.errors('acled', errors)
    names = [('type', 'event type', 75), ('any', 'event type, by any event of the note', None), ('sub', 'sub-event type', 75), ('actor1', 'actor1', 65), ('actor2', 'actor2', 65), ('fatalities', 'fatalities exact', 92),
             ('dead', 'fatalities exact where some died', None), ('place', 'place within 25 km', 70), ('date', 'date', 95)]
    return [Row('acled notes', label, pct(sum(sums[k]), len(sums[k])), goal, f'{len(sums[k])} notes') for k, label, goal in names]


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
