#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Places against GeoVirus and GeoWebNews (Gritta et al.): news that is not of war, from all the world.

  geoparse.py [--truce build/truce]

Distinct names a report are compared, as `truce read --json` lists distinct places. F1 of names found, and of those found the share within 161 km (100
miles), the usual bound. The point of a country is a convention, and two such points lie up to a thousand kilometres apart: the share is told once more
without the names that we take for countries, continents and other regions. GeoVirus names every place: its countries that act as governments are places there and none here, which bounds recall from
above. GeoWebNews marks names in several uses; places proper are asked (literal, mixed, coercion, embedded literal, literal modifier), names in its other
uses (demonyms, languages, "the Paris agreement") are neither asked nor held against us. Peoples and their adjectives ("Turkish", "Syrians": those of the
program's register of states) are no places here, as ../shared/gold/GUIDELINES.md has it, and are not asked either; "eastern Ghouta" is their "Ghouta",
found, but has no point to be held to."""
import html, os, re, statistics
from common import Row, countries, km, main, pct, prf

NEEDS = ['corpora/geoparse/GeoVirus.xml', 'corpora/geoparse/GWN.xml']
PEOPLES = {w.lower() for names in countries().values() for w in names[1:]} | {'european', 'african', 'asian'}
BEARING = re.compile(r'^(?:(?:north|south|east|west|central)(?:-?(?:east|west))?(?:ern)?|upper|lower)\s+')
KEEP = {'Literal', 'Mixed', 'Coercion', 'Embedded_Literal', 'Literal_Modifier'}


def field(x, name):
    m = re.search(rf'<{name}>(.*?)</{name}>', x, re.S)
    return html.unescape(m.group(1)) if m else ''


def articles(data):
    """[({'id', 'text'}, {name: (lat, lon)}, {other names})]"""
    out = []
    for i, a in enumerate(re.findall(r'<article[ >].*?</article>', data, re.S)):
        places, free = {}, set()
        for t in re.findall(r'<(?:location|toponym)>.*?</(?:location|toponym)>', a, re.S):
            lat, lon = field(t, 'lat') or field(t, 'latitude'), field(t, 'lon') or field(t, 'longitude')
            name = (field(t, 'name') or field(t, 'extractedName')).strip().lower()
            kind = field(t, 'type')
            if name and lat and lon and (not kind or kind in KEEP) and name not in PEOPLES: places.setdefault(name, (float(lat), float(lon)))
            elif name: free.add(name)
        text = field(a, 'text')
        if text.strip(): out.append(({'id': str(i), 'text': text}, places, free - set(places)))       # a few have none
    return out


def score(places, free, told):
    """(found, ours that count, asked, [(name, km or None)]) for told = {name: (lat, lon) or None}."""
    ours = {n for n in told if n in places or n not in free}
    found = [n for n in places if n in ours]
    return len(found), len(ours), len(places), [(n, km(places[n], told[n]) if told[n] else None) for n in found]


def measure(bench):
    rows = []
    for name, file in (('GeoVirus', 'GeoVirus.xml'), ('GeoWebNews', 'GWN.xml')):
        docs = articles(open(bench.corpus('geoparse', file), encoding='utf-8').read())
        read = bench.read([d for d, *_ in docs])
        sums, far, small, errors = [0, 0, 0], [], [], []
        for d, places, free in docs:
            told, at, vague = {}, {}, set()
            mine = read.get(d['id'], {'places': []})['places']
            texts = {p['text'].lower() for p in mine}
            for p in mine:
                said = p['text'].lower()
                part = BEARING.sub('', said)
                if said not in places and part in places and part not in texts:
                    said = part
                    vague.add(part)
                told.setdefault(said, None if p['lat'] is None else (p['lat'], p['lon']))
                at.setdefault(said, p)
            *n, hits = score(places, free, told)
            hits = [h for h in hits if h[0] not in vague]       # such regions have no point by the guidelines
            sums, far = [x + y for x, y in zip(sums, n)], far + [k for _, k in hits]
            small += [k for x, k in hits if at[x]['kind'] not in ('country', 'region')]
            errors += [f"wrong  {d['id']} {x!r} {'unplaced' if k is None else f'{k:.0f} km'}: {at[x]['name']}, {at[x]['admin1']}, {at[x]['country']} want {places[x]}" for x, k in hits if k is None or k > 161]
            errors += [f"missed {d['id']} {x!r} | {around(d['text'], x)}" for x in places if x not in told] + [f"extra  {d['id']} {x!r} | {around(d['text'], x)}" for x in told if x not in places and x not in free]
        bench.errors('geoparse-' + name.lower(), errors)
        p, r, f = prf(*sums)
        placed = [k for k in far if k is not None]
        rows += [Row(name, f'places found F1 (P {p:.1f} R {r:.1f})', f, 80, f'{sums[2]} names, {len(docs)} reports'),
                 Row(name, f'within 161 km, of those found (median error {statistics.median(placed) if placed else 0:.1f} km)', pct(sum(k <= 161 for k in placed), len(far)), 88, f'{len(far)} names'),
                 Row(name, 'within 161 km, countries and regions left out', pct(sum(k is not None and k <= 161 for k in small), len(small)), None, f'{len(small)} names')]
    return rows


def around(text, name):
    i = text.lower().find(name)
    return text[max(0, i - 50):i + len(name) + 40] if i >= 0 else ''


if __name__ == '__main__':
    import sys
    main(sys.modules['__main__'])
