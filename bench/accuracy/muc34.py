#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whole incidents against MUC-3/4's templates (test sets TST1 and TST2: 200 reports of Latin American news, all capitals).

  muc34.py [--truce build/truce]

The reports go into one ledger (`truce add`) with the dates of their headers, and `truce incidents` gathers their claims. The share of an incident that
one report tells is a template: incidents of ASSAULT and abductions that name a perpetrator, a victim or a number, bombs and fires also without. What MUC's description of its task
(templ-doc-basic, sections 1 and 5) leaves out or puts together is so treated: clashes and what harms forces and armed groups alone, incidents
outside the nine countries and their people, those more than two months old, those without a target or a weapon; and incidents of one type whose date,
place and perpetrator the report does not tell apart are one template. All of this is asked of what Truce reads, never of the key.
Slots and what is right:

  type          ARSON, BOMBING, KIDNAPPING, ATTACK ... : equal ("BOMBING / ATTACK" is either). Ours by mode: bombing and suicide are BOMBING (bombs
                from the air are ATTACK there too), abduct is KIDNAPPING, destroy with burning words is ARSON, all else ATTACK
  perpetrator   fillers of PERP: INDIVIDUAL and ORGANIZATION ID, merged; ours are actors of the events and the `by` of tolls
  victim        fillers of HUM TGT: NAME and DESCRIPTION; ours are recipients and whom tolls count. PHYS TGT: ID is not asked and not held against
  number        the numbers of dead and injured in HUM TGT: NUMBER with their EFFECT, added up by effect; ours is the greatest
                low of the incident's tolls by harm. PLURAL is not asked
  date          the days of the first claim that has any meet the key's: equal, within its range, or not after "- DATE" and at most 30 days before it
  place         the first of the claims' finest places (towns before buildings, which MUC's locations do not know; the report's own country where none
                is told) is named in the key's location, or its country where the key has the country alone

A filler is right when it shares half of the words of the shorter with one of the key's alternatives; every filler of the key is matched once.
Optional templates and fillers ("?") are not asked and not held against. Templates are paired one to one, greatest number of right fillers first (at
least the type or two others); an unpaired template of the key counts as missed with all its fillers, one of ours as spurious (MUC's "all templates").

  paired        the same over paired templates alone"""
import datetime, json, os, re, subprocess, tempfile
from common import Row, km, main, overlap, prf, tokens

NEEDS = ['corpora/muc34/tst1', 'corpora/muc34/tst2']
SETS = [('tst1', 'tst1-muc3', 'key-tst1.v7'), ('tst2', 'tst2-muc4', 'key-tst2.v4')]
MONTHS = {m: i + 1 for i, m in enumerate('JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split())}
SLOTS = ('type', 'perpetrator', 'victim', 'number', 'date', 'place')


# --- the set -------------------------------------------------------------------------------------------------------------

def day(s):
    m = re.search(r'\b(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\b', s)
    if not m or m.group(2) not in MONTHS: return None
    try: return datetime.date(1900 + int(m.group(3)), MONTHS[m.group(2)], int(m.group(1)))
    except ValueError: return None


def reports(data):
    """[{'id', 'published', 'text'}] of a file of messages: lines of a paragraph joined, the header's marks taken off."""
    out = []
    for m in re.finditer(r'^((?:TST|DEV)\d*-MUC\d-\d+).*?\n(.*?)(?=^(?:TST|DEV)\d*-MUC\d-\d+|\Z)', data, re.S | re.M):
        paragraphs = [' '.join(p.split()) for p in re.split(r'\n\s*\n', m.group(2)) if p.strip()]
        if not paragraphs: continue
        when = day(paragraphs[0][:200])
        text = '\n\n'.join(paragraphs)
        doc = {'id': m.group(1), 'outlet': 'wire', 'text': re.sub(r'\[(TEXT|AS HEARD)\]\s*', '', text)}
        if when: doc['published'] = when.isoformat()
        out.append(doc)
    return out


def fillers(lines):
    """[(alternatives, optional)] of a slot's lines: strings in quotes, one filler a line."""
    out = []
    for line in lines:
        alternatives = [re.sub(r'\\"', '', q).strip() for q in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]
        alternatives = [q for q in alternatives if q and q != '-']
        if alternatives: out.append((alternatives, line.strip().startswith('?')))
    return out


def numbered(lines):
    """[(value or None, alternatives)] of lines "VALUE: "NAME" / …"."""
    out = []
    for line in lines:
        m = re.match(r'\s*\??\s*([^":]+):\s*"', line)
        if m: out.append((m.group(1).strip(), re.findall(r'"((?:[^"\\]|\\.)*)"', line)))
    return out


def add_new(into, more):
    """Fillers that none of `into` shares a name with."""
    for alternatives, optional in more:
        if not any(overlap(a, b) for have, _ in into for a in have for b in alternatives): into.append((alternatives, optional))
        else: next(have for have, _ in into if any(overlap(a, b) for a in have for b in alternatives)).extend(alternatives)
    return into


def key_numbers(slot):
    """{harm: number} from NUMBER and EFFECT, joined by name."""
    effects = {n: e for e, names in numbered(slot.get('HUM TGT: EFFECT OF INCIDENT', [])) for n in names}
    out = {}
    for value, names in numbered(slot.get('HUM TGT: NUMBER', [])):
        effect = next((effects[n] for n in names if n in effects), '')
        digits = re.fullmatch(r'~?(\d+)', value)
        for harm, word in (('killed', 'DEATH'), ('injured', 'INJURY')):
            if digits and word in effect and 'NO INJURY' not in effect: out[harm] = out.get(harm, 0) + int(digits.group(1))
    return out


def templates(data):
    """{report: [template]}; a template is {slot: [(alternatives, optional)], 'optional': bool}."""
    out = {}
    for block in re.split(r'^0\.\s+', data, flags=re.M)[1:]:
        slot, name = {}, None
        for line in ('0. ' + block).split('\n'):
            if line.startswith(';') or not line.strip(): continue
            m = re.match(r'\d+\.\s+(.{31})(.*)', line) or re.match(r'\d+\.\s+(\S.*?)\s{2,}(.*)', line)
            if m:
                name = m.group(1).strip()
                slot[name] = [m.group(2)]
            elif name: slot[name].append(line)
        first = lambda k: (slot.get(k) or [''])[0].strip()
        report = first('MESSAGE: ID')
        out.setdefault(report, [])
        if not first('INCIDENT: TYPE') or first('INCIDENT: TYPE') in ('*', '-'): continue
        t = {s: [] for s in SLOTS}
        t['optional'] = 'OPTIONAL' in first('MESSAGE: TEMPLATE')
        t['type'] = [([x.strip() for x in first('INCIDENT: TYPE').split('/')], False)]
        t['perpetrator'] = add_new(add_new([], fillers(slot.get('PERP: INDIVIDUAL ID', []))), fillers(slot.get('PERP: ORGANIZATION ID', [])))
        described = [([q for q in alts if q], optional) for alts, optional in fillers(slot.get('HUM TGT: DESCRIPTION', []))]
        things = [(alternatives, True) for alternatives, _ in fillers(slot.get('PHYS TGT: ID', []))]
        t['victim'] = add_new(add_new([], fillers(slot.get('HUM TGT: NAME', []))), described) + things
        t['number'] = [([f'{harm} {n}'], False) for harm, n in key_numbers(slot).items()]
        if first('INCIDENT: DATE') not in ('', '-', '*'): t['date'] = [([first('INCIDENT: DATE')], False)]
        if first('INCIDENT: LOCATION') not in ('', '-', '*'): t['place'] = [([first('INCIDENT: LOCATION')], False)]
        out[report].append(t)
    return out


# --- ours ----------------------------------------------------------------------------------------------------------------

def type_of(events):
    modes = [e['mode'] for e in events]
    if 'abduct' in modes: return 'KIDNAPPING'
    if any(e['mode'] == 'destroy' and re.search(r'burn|fire|torch|arson|ablaze', e['quote'], re.I) for e in events): return 'ARSON'
    if any(m in ('bombing', 'suicide') for m in modes): return 'BOMBING'
    return 'ATTACK'


def unique(names): return [x for i, x in enumerate(names) if x and not any(overlap(x, y) for y in names[:i] if y)]


def name(a): return a and a['text']


def acts(some): return [c for c in some if c['kind'] == 'event' and c['status'] == 'actual' and (c['type'] == 'ASSAULT' or c['type'] == 'COERCE' and c['mode'] == 'abduct')]


def harms(some): return [c for c in some if c['kind'] == 'casualties' and c['status'] == 'actual' and c['harm'] in ('killed', 'injured', 'abducted')]


def template_of(some):
    """What claims of one incident in one report fill: {slot: [string or, for place and date, a claim's PLACE and TIME]}; None where they tell no such incident."""
    events, tolls = acts(some), harms(some)
    if not events and not tolls or events and all(e['mode'] == 'clash' for e in events): return None
    if not events and all(c['harm'] == 'abducted' for c in tolls): kind = 'KIDNAPPING'
    else: kind = type_of(events)
    number = {}
    for c in tolls:
        if c['part_of'] is None and c['low'] and c['harm'] != 'abducted': number[c['harm']] = max(number.get(c['harm'], 0), c['low'])
    places = sorted((c['place'] for c in some if c['place']), key=fineness)
    times = [c['time'] for c in some if c['time'] and c['time']['from']]
    out = {'type': [kind], 'perpetrator': unique([name(e['actor']) for e in events] + [name(c['by']) for c in tolls]),
            'victim': unique([name(e['recipient']) for e in events if e['recipient'] and e['recipient']['kind'] != 'other'] + [c['quote'] for c in tolls]),
            'number': [f'{h} {n}' for h, n in number.items()], 'date': times[:1], 'place': places[:1], 'claims': some}
    told = out['perpetrator'] or out['victim'] or out['number'] or kind in ('BOMBING', 'ARSON')
    return out if told else None


def fineness(place):
    """Towns and quarters first; MUC's locations know no streets and buildings, and those that lie in no known town tell less than a province."""
    return ('city', 'neighbourhood', 'admin2', 'facility', 'natural', 'admin1', 'region', 'country').index(place['kind']) if place['kind'] else 9


# --- what MUC asks: sections 1 and 5 of its description of the task (templ-doc-basic) -------------------------------------

NINE = {'SV', 'GT', 'HN', 'AR', 'BO', 'CL', 'CO', 'EC', 'PE'}
FORCES = re.compile(r'\b(soldiers?|troops?|army|military|police\w*|guerrillas?|rebels?|guards?|patrols?|brigade|battalion|terrorists?|traffickers?|cartel|contras?)\b', re.I)


def is_asked(t, published):
    """Whether MUC wants an incident: of the nine countries by its place or its people; not among the land's armed groups and forces alone; of the last two
    months; and one whose target or weapon is told."""
    events, tolls = acts(t['claims']), harms(t['claims'])
    lands = {c['place']['country'] for c in t['claims'] if c['place'] and c['place']['country']}
    lands |= {a['country'] for c in events + tolls for a in (c.get('actor'), c.get('recipient'), c.get('by')) if a and a['country']}
    if lands and not lands & NINE: return False
    foreign = any(e['recipient'] and e['recipient']['country'] and e['recipient']['country'] not in NINE for e in events)
    armed = [not foreign and (e['recipient']['kind'] in ('military', 'party') or bool(FORCES.search(name(e['recipient'])))) for e in events if e['recipient']]
    armed += [not foreign and c['who'] in ('combatants', 'police') for c in tolls]
    if armed and all(armed): return False
    if published and t['date'] and (datetime.date.fromisoformat(published) - datetime.date.fromisoformat(t['date'][0]['to'] or t['date'][0]['from'])).days > 60: return False
    return bool(t['victim'] or t['number'] or t['type'] != ['ATTACK'])


def days_of(t):
    x = t['date'][0] if t['date'] else None
    return (x['from'], x['to'] or x['from']) if x else None


def same_place(a, b):
    if not a['place'] or not b['place']: return True
    x, y = a['place'][0], b['place'][0]
    if overlap(x['name'] or x['text'], y['name'] or y['text']): return True
    if x['country'] and y['country'] and x['country'] != y['country']: return False
    if any(p['lat'] is None or p['kind'] in ('country', 'region', 'admin1') for p in (x, y)): return True
    return km((x['lat'], x['lon']), (y['lat'], y['lon'])) <= 20


def is_one_instance(a, b):
    """"A separate instance is one which has a different filler for the location, date, category, or perpetrator slot. If no distinctions of these
    kinds are made in the text, the instances should be incorporated into a single template." """
    x, y = days_of(a), days_of(b)
    if a['type'] != b['type'] or x and y and (x[1] < y[0] or y[1] < x[0]) or not same_place(a, b): return False
    return not a['perpetrator'] or not b['perpetrator'] or any(overlap(p, q) for p in a['perpetrator'] for q in b['perpetrator'])


def put_together(templates):
    """One template an instance, in the order of the text."""
    out = []
    for t in templates:
        at = next((i for i, o in enumerate(out) if is_one_instance(o, t)), None)
        if at is None: out.append(t)
        else: out[at] = template_of(sorted(out[at]['claims'] + t['claims'], key=lambda c: c['span'])) or out[at]
    return out


def home(reading):
    """The country of the nine that most places of a report lie in: "this slot should never be left blank"."""
    lands = [p['country'] for p in reading['places'] if p['country'] in NINE]
    most = max(lands, key=lands.count, default=None)
    return most and {'text': COUNTRY[most], 'name': COUNTRY[most], 'kind': 'country', 'country': most, 'admin1': None, 'lat': None, 'lon': None}


def gather(bench, docs):
    """{report: [template]} by way of a ledger."""
    read = bench.read(docs)
    with tempfile.TemporaryDirectory() as folder:
        ledger, path = os.path.join(folder, 'muc.ledger'), os.path.join(folder, 'in.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for d in docs: f.write(json.dumps(d) + '\n')
        subprocess.run([bench.truce, 'add', '-q', f'-j{bench.jobs}', '-l', ledger, path], check=True, stdout=subprocess.DEVNULL)
        incidents = json.loads(subprocess.run([bench.truce, 'incidents', '--json', '-q', '-l', ledger], check=True, stdout=subprocess.PIPE).stdout)['incidents']
    at = {(i, c['kind'], *c['span']): c for i, r in read.items() for c in r['claims']}
    told = {}
    for incident in incidents:
        by = {}
        for merged in incident['claims']:
            c = merged['claim']
            key = (c['report'], c.get('kind'), *c['span'])
            found = at.get(key) or next((x for k, x in at.items() if k[0] == c['report'] and list(k[2:]) == list(c['span'])), None)
            if found: by.setdefault(c['report'], []).append(found)
        for report, some in by.items():
            t = template_of(sorted(some, key=lambda c: c['span']))
            if t: told.setdefault(report, []).append(t)
    published = {d['id']: d.get('published') for d in docs}
    out = {}
    for report, some in told.items():
        some = put_together(sorted(some, key=lambda t: t['claims'][0]['span']))
        out[report] = [t for t in some if is_asked(t, published[report])]
        land = home(read[report])
        for t in out[report]:
            if not t['place'] and land: t['place'] = [land]
    return out


# --- the score -----------------------------------------------------------------------------------------------------------

def date_fits(key, time):
    lo, hi = datetime.date.fromisoformat(time['from']), datetime.date.fromisoformat(time['to'] or time['from'])
    for part in re.split(r'\s/\s', key.replace('(', ' ').replace(')', ' ')):
        days = [day(x) for x in re.findall(r'\d{1,2} [A-Z]{3} \d{2}', part)]
        if not days or None in days: continue
        if part.strip().startswith('-'):
            if lo <= days[0] and (days[0] - hi).days <= 30: return True
        elif lo <= days[-1] and hi >= days[0] and (hi - lo).days <= 31: return True
    return False


def place_fits(key, place):
    key = re.sub(r'\((?:[A-Z ]*)\)', '', key.upper())
    levels = [tokens(x) for x in key.split(':')]
    names = [tokens(x) for x in (place['text'], place['name']) if x]
    if len(levels) == 1: return any(n & levels[0] for n in names) or overlap(COUNTRY.get(place['country'] or '', ''), key)
    return any(2 * len(n & level) >= len(level) > 0 for n in names for level in levels[1:])


COUNTRY = {'SV': 'El Salvador', 'CO': 'Colombia', 'PE': 'Peru', 'GT': 'Guatemala', 'HN': 'Honduras', 'CL': 'Chile', 'BO': 'Bolivia', 'NI': 'Nicaragua', 'PA': 'Panama', 'EC': 'Ecuador',
           'MX': 'Mexico', 'VE': 'Venezuela', 'AR': 'Argentina', 'CR': 'Costa Rica', 'ES': 'Spain', 'US': 'United States', 'BR': 'Brazil'}


def fits(slot, alternatives, ours):
    if slot in ('type', 'number'): return ours in alternatives
    if slot == 'date': return any(date_fits(a, ours) for a in alternatives)
    if slot == 'place': return any(place_fits(a, ours) for a in alternatives)
    return any(overlap(a, ours) for a in alternatives)


def compare(key, ours):
    """{slot: (right, told, asked)} of two templates."""
    out = {}
    for s in SLOTS:
        left, right, spare = list(ours[s]), 0, 0
        asked = sum(not optional for _, optional in key[s])
        for alternatives, optional in sorted(key[s], key=lambda f: f[1]):
            hit = next((o for o in left if fits(s, alternatives, o)), None)
            if hit is None: continue
            left.remove(hit)
            if optional: spare += 1
            else: right += 1
        out[s] = (right, len(ours[s]) - spare, asked)
    return out


def pair(keys, ours):
    """([(key, ours, comparison)], keys left, ours left), greatest number of right fillers first."""
    all_of = sorted(((sum(v[0] for v in c.values()), c['type'][0], i, j, c) for i, k in enumerate(keys) for j, o in enumerate(ours) for c in [compare(k, o)]),
                    key=lambda x: (-x[0], -x[1], x[2], x[3]))
    used, theirs, out = set(), set(), []
    for right, same_type, i, j, c in all_of:
        if i in used or j in theirs or right < (1 if same_type else 2): continue
        used.add(i), theirs.add(j), out.append((keys[i], ours[j], c))
    return out, [k for i, k in enumerate(keys) if i not in used], [o for j, o in enumerate(ours) if j not in theirs]


def score(keys, ours):
    """({slot: [right, told, asked]} over all templates, the same over pairs) of one report."""
    pairs, missed, extra = pair(keys, ours)
    every, paired = {s: [0, 0, 0] for s in SLOTS}, {s: [0, 0, 0] for s in SLOTS}
    for key, _, c in pairs:
        if key['optional']: continue
        for s in SLOTS:
            for sums in (every, paired): sums[s] = [x + y for x, y in zip(sums[s], c[s])]
    for key in missed:
        if not key['optional']:
            for s in SLOTS: every[s][2] += sum(not optional for _, optional in key[s])
    for o in extra:
        for s in SLOTS: every[s][1] += len(o[s])
    return every, paired, missed, extra


def show(t, ours=False):
    if not ours: return {s: ['/'.join(a) + ('?' if o else '') for a, o in t[s]] for s in SLOTS if t[s]}
    return {s: [x if isinstance(x, str) else x.get('text') or x.get('from') for x in t[s]] for s in SLOTS if t[s]}


def measure(bench):
    docs, keys = [], {}
    for folder, texts, key in SETS:
        docs += reports(open(bench.corpus('muc34', folder, texts), encoding='latin-1').read())
        keys.update(templates(open(bench.corpus('muc34', folder, key), encoding='latin-1').read()))
    docs = [d for d in docs if d['id'] in keys]
    ours = gather(bench, docs)
    every, paired, errors, n = {s: [0, 0, 0] for s in SLOTS}, {s: [0, 0, 0] for s in SLOTS}, [], 0
    for d in docs:
        k, o = keys[d['id']], ours.get(d['id'], [])
        n += sum(not t['optional'] for t in k)
        e, p, missed, extra = score(k, o)
        for s in SLOTS: every[s], paired[s] = [x + y for x, y in zip(every[s], e[s])], [x + y for x, y in zip(paired[s], p[s])]
        pairs = pair(k, o)[0]
        errors += [f"paired {d['id']} want {show(a)} GOT {show(b, True)}" for a, b, c in pairs if any(v[0] < max(v[1:]) for v in c.values())]
        errors += [f"missed {d['id']} want {show(t)}" for t in missed if not t['optional']] + [f"extra  {d['id']} GOT {show(t, True)}{'  (report without incidents)' if not k else ''}" for t in extra]
    bench.errors('muc34', errors)
    total = [sum(every[s][i] for s in SLOTS) for i in range(3)]
    p, r, f = prf(*total)
    rows = [Row('muc34 tst1, tst2', f'all slots, all templates, F1 (P {p:.1f} R {r:.1f})', f, 55, f'{n} templates, {len(docs)} reports')]
    p, r, f = prf(*[sum(paired[s][i] for s in SLOTS) for i in range(3)])
    rows.append(Row('muc34 tst1, tst2', f'all slots, paired templates, F1 (P {p:.1f} R {r:.1f})', f, None, f'{sum(paired["type"][2:])} templates'))
    for s in SLOTS:
        p, r, f = prf(*every[s])
        rows.append(Row('muc34 tst1, tst2', f'{s}, F1 (P {p:.1f} R {r:.1f}; paired {prf(*paired[s])[2]:.1f})', f, None, f'{every[s][2]} fillers'))
    return rows


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
