#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Places against GeoVirus and GeoWebNews (Gritta et al.): news that is not of war, from all the world.

  geoparse.py FILE.xml ... [--truce build/truce] [-v]

Distinct names a report are compared, as `truce read --json` lists distinct places. Recall: names of the set that are found;
right: of these, those within 161 km (100 miles), the usual bound; median error in km. Precision is told for GeoVirus only, which
names every place; its countries that act as governments are places there and none here, so that it bounds recall from above."""
import argparse, html, json, math, os, re, statistics, subprocess, tempfile

KEEP = {'Literal', 'Mixed', 'Coercion', 'Embedded_Literal', 'Literal_Modifier'}


def field(x, name):
    m = re.search(rf'<{name}>(.*?)</{name}>', x, re.S)
    return html.unescape(m.group(1)) if m else ''


def articles(path):
    data = open(path, encoding='utf-8').read()
    for i, a in enumerate(re.findall(r'<article[ >].*?</article>', data, re.S)):
        places = {}
        for t in re.findall(r'<(?:location|toponym)>.*?</(?:location|toponym)>', a, re.S):
            if field(t, 'type') and field(t, 'type') not in KEEP: continue
            lat, lon = field(t, 'lat') or field(t, 'latitude'), field(t, 'lon') or field(t, 'longitude')
            name = (field(t, 'name') or field(t, 'extractedName')).strip()
            if lat and lon and name: places.setdefault(name.lower(), (float(lat), float(lon)))
        yield {'id': str(i), 'text': field(a, 'text')}, places


def km(a, b):
    p = math.pi / 180
    h = math.sin((b[0] - a[0]) * p / 2) ** 2 + math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1, h)))


def run(truce, docs):
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', delete=False, encoding='utf-8') as t:
        for d, _ in docs: t.write(json.dumps(d) + '\n')
    out = subprocess.run([truce, 'read', '--json', t.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
    os.unlink(t.name)
    return {r['report']['id']: r['places'] for r in map(json.loads, out.splitlines())}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('files', nargs='+'); ap.add_argument('--truce', default='build/truce'); ap.add_argument('-v', action='store_true')
    a = ap.parse_args()
    for path in a.files:
        docs = [d for d in articles(path)]
        read = run(a.truce, docs)
        gold = found = right = pred = good = 0
        errors = []
        for d, places in docs:
            mine = {}
            for p in read.get(d['id'], []): mine.setdefault(p['text'].lower(), p)
            pred += len(mine); good += sum(n in places for n in mine)
            for name, at in places.items():
                gold += 1
                p = mine.get(name)
                if not p:
                    if a.v: print('missed', d['id'], repr(name))
                    continue
                found += 1
                if p['lat'] is None:
                    if a.v: print('unplaced', d['id'], repr(name))
                    continue
                e = km(at, (p['lat'], p['lon'])); errors.append(e); right += e <= 161
                if a.v and e > 161: print(f'wrong {d["id"]} {name!r} {e:.0f} km: {p["name"]}, {p["admin1"]}, {p["country"]}')
        print(f'{os.path.basename(path)}: {len(docs)} reports, {gold} names: recall {100 * found / gold:.1f}, precision {100 * good / max(1, pred):.1f}, '
              f'within 161 km {100 * right / max(1, found):.1f}, median error {statistics.median(errors):.1f} km')


if __name__ == '__main__': main()
