// SPDX-License-Identifier: Apache-2.0
// Makes the page's base map from world-atlas: arcs simplified (Douglas-Peucker, in degrees), coordinates on a coarser grid, ISO 3166-1 alpha-2 codes beside the names.
//   node tools/basemap.mjs COUNTRIES.json OUT.json
import { readFileSync, writeFileSync } from 'node:fs';

const [, , from, to] = process.argv;
const TOLERANCE = 0.028,
  CLOSE = 0.006,
  GRID = 100; // about 3 km, and 700 m along countries whose ceasefires the register holds; a hundredth of a degree
const KEPT = new Set([
  'Syria',
  'Lebanon',
  'Israel',
  'Palestine',
  'Yemen',
  'Sudan',
  'Libya',
  'Ethiopia',
  'Ukraine',
  'Armenia',
  'Azerbaijan',
  'Colombia',
  'Iraq',
  'Turkey',
  'Jordan',
]);
/* Names that the base map shortens. */
const SHORT = {
  CD: 'Dem. Rep. Congo',
  CF: 'Central African Rep.',
  SS: 'S. Sudan',
  BA: 'Bosnia and Herz.',
  EH: 'W. Sahara',
  US: 'United States of America',
  CZ: 'Czechia',
  MM: 'Myanmar',
  TR: 'Turkey',
  TT: 'Trinidad and Tobago',
  CV: 'Cabo Verde',
  CI: "Côte d'Ivoire",
  GQ: 'Eq. Guinea',
  SZ: 'eSwatini',
  MK: 'Macedonia',
  PS: 'Palestine',
  DO: 'Dominican Rep.',
  SB: 'Solomon Is.',
  CG: 'Congo',
  LA: 'Laos',
};
const iso = new Map();
const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
for (let a = 65; a <= 90; a++)
  for (let b = 65; b <= 90; b++) {
    const code = String.fromCharCode(a, b),
      name = english.of(code);
    if (name && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`) iso.set(name, code); /* not YD, which was Yemen once */
  }
for (const [code, name] of Object.entries(SHORT)) iso.set(name, code);
const world = JSON.parse(readFileSync(from, 'utf8'));
const { scale, translate } = world.transform;

function absolute(arc) {
  let x = 0,
    y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
}

function keep(points, a, b, kept, tolerance) {
  const stack = [[a, b]];
  while (stack.length) {
    const [i, j] = stack.pop();
    const [x1, y1] = points[i],
      [x2, y2] = points[j],
      dx = x2 - x1,
      dy = y2 - y1,
      length = Math.hypot(dx, dy);
    let worst = tolerance,
      at = -1;
    for (let k = i + 1; k < j; k++) {
      const [x, y] = points[k];
      const d = length ? Math.abs(dy * (x - x1) - dx * (y - y1)) / length : Math.hypot(x - x1, y - y1);
      if (d > worst) ((worst = d), (at = k));
    }
    if (at >= 0) (kept.add(at), stack.push([i, at], [at, j]));
  }
}

const close = new Set();
for (const g of world.objects.countries.geometries)
  if (KEPT.has(g.properties.name)) for (const i of g.arcs.flat(3)) close.add(i < 0 ? ~i : i);

const arcs = world.arcs.map((arc, n) => {
  const p = absolute(arc),
    kept = new Set([0, p.length - 1]);
  keep(p, 0, p.length - 1, kept, close.has(n) ? CLOSE : TOLERANCE);
  if (kept.size < 4 && p.length >= 4) for (const k of [1, p.length >> 1, p.length - 2]) kept.add(k); // a small island stays one
  let px = 0,
    py = 0;
  const out = [];
  for (const k of [...kept].sort((a, b) => a - b)) {
    const x = Math.round(p[k][0] * GRID),
      y = Math.round(p[k][1] * GRID);
    if (!out.length || x !== px || y !== py) (out.push([x - px, y - py]), (px = x), (py = y));
  }
  if (out.length === 1) out.push([0, 0]);
  return out;
});
const countries = {
  type: 'GeometryCollection',
  geometries: world.objects.countries.geometries.map((g) => ({
    type: g.type,
    arcs: g.arcs,
    id: g.id,
    properties: { name: g.properties.name, ...(iso.has(g.properties.name) ? { iso: iso.get(g.properties.name) } : {}) },
  })),
};
writeFileSync(
  to,
  JSON.stringify({ type: 'Topology', transform: { scale: [1 / GRID, 1 / GRID], translate: [0, 0] }, objects: { countries }, arcs }),
);
