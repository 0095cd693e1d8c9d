/* SPDX-License-Identifier: Apache-2.0 */
/* The map as a drawing that prints: the same shapes and precision as the live map, as SVG. */
import { s } from '../../lib/dom';
import { deathsRadius } from './radius';
import type { Borders } from '../map/borders';
import { mapData } from '../map/data';
import type { Timed } from '../map/days';
import type { Loaded } from '../map/load';

const W = 720,
  H = 380;

export function picture(rows: Timed[], got: Loaded, world: GeoJSON.FeatureCollection, borders: Borders): SVGElement {
  const data = mapData(rows, got, borders);
  const pts = [
    ...data.marks.features.map((f) => (f.geometry as GeoJSON.Point).coordinates),
    ...data.areas.features
      .filter(
        (f) =>
          (!f.properties?.nominal || !data.marks.features.length) &&
          f.geometry.type === 'Polygon' &&
          (f.geometry.coordinates[0]?.length ?? 0) < 60,
      )
      .flatMap((f) => (f.geometry as GeoJSON.Polygon).coordinates[0] ?? []),
  ] as [number, number][];
  const xs = pts.map((p) => p[0]).sort((a, b) => a - b),
    ys = pts.map((p) => p[1]).sort((a, b) => a - b);
  const lo = (v: number[], d: number): number => v[0] ?? d,
    hi = (v: number[], d: number): number => v[v.length - 1] ?? d;
  const cx = (lo(xs, 30) + hi(xs, 45)) / 2,
    cy = (lo(ys, 30) + hi(ys, 40)) / 2,
    k = Math.cos((cy * Math.PI) / 180);
  const scale = Math.min((W - 90) / Math.max(0.5, (hi(xs, 45) - lo(xs, 30)) * k), (H - 70) / Math.max(0.5, hi(ys, 40) - lo(ys, 30)), 2400);
  const at = (p: GeoJSON.Position): [number, number] => [W / 2 + (p[0]! - cx) * k * scale, H / 2 - (p[1]! - cy) * scale];
  const path = (g: GeoJSON.Geometry): string => {
    const polygons = g.type === 'Polygon' ? [g.coordinates] : g.type === 'MultiPolygon' ? g.coordinates : [];
    return polygons
      .flat()
      .filter((ring) =>
        ring.some((p) => {
          const [x, y] = at(p);
          return x > -W && x < 2 * W && y > -H && y < 2 * H;
        }),
      )
      .map(
        (ring) =>
          `M${ring
            .map((p) =>
              at(p)
                .map((n) => n.toFixed(1))
                .join(' '),
            )
            .join('L')}Z`,
      )
      .join('');
  };
  const near = world.features.map((f) => path(f.geometry)).filter(Boolean);
  const svg = s(
    'svg',
    {
      class: 'picture',
      viewBox: `0 0 ${W} ${H}`,
      role: 'img',
      'aria-label': `Map of ${data.marks.features.length} incidents at known places and ${data.within.flat().length} within areas`,
    },
    s(
      'defs',
      {},
      s(
        'pattern',
        { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        s('line', { class: 'hatch', x1: 0, x2: 0, y1: 0, y2: 6 }),
      ),
      s('clipPath', { id: 'frame' }, s('rect', { width: W, height: H })),
    ),
    s('rect', { class: 'sea', width: W, height: H }),
  );
  const g = s(
    'g',
    { 'clip-path': 'url(#frame)' },
    near.map((d) => s('path', { class: 'land', d })),
    data.territory.features.map((f) => s('path', { class: f.properties?.sure ? 'territory' : 'territory maybe', d: path(f.geometry) })),
    data.areas.features.map((f) =>
      s('path', { class: `area v-${String(f.properties?.verdict)}${f.properties?.nominal ? ' nominal' : ''}`, d: path(f.geometry) }),
    ),
    data.marks.features.flatMap((f) => {
      const [x, y] = at((f.geometry as GeoJSON.Point).coordinates),
        low = Number(f.properties?.low),
        high = Number(f.properties?.high),
        v = `v-${String(f.properties?.verdict)}`;
      return [
        high > low ? s('circle', { class: `ring ${v}`, cx: x, cy: y, r: deathsRadius(high) }) : null,
        s('circle', { class: `mark ${v}`, cx: x, cy: y, r: deathsRadius(low) }),
      ];
    }),
  );
  const taken: [number, number][] = [];
  for (const f of data.names.features) {
    const [x, y] = at((f.geometry as GeoJSON.Point).coordinates);
    if (taken.some(([a, b]) => Math.abs(a - x) < 70 && Math.abs(b - y) < 13) || x < 10 || x > W - 60 || y < 12 || y > H - 6) continue;
    taken.push([x, y]);
    g.append(s('text', { x: x + 8, y: y + 4 }, String(f.properties?.name)));
  }
  svg.append(g);
  return svg;
}
