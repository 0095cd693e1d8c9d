/* SPDX-License-Identifier: Apache-2.0 */
/* From incidents and agreements to what is drawn. Incidents that are known to lie within the same area, with the same verdict, are one shape: it is drawn once. */
import type { Incident, Place } from '../../lib/types';
import { count, range } from '../../lib/words';
import type { Borders } from './borders';
import type { Timed } from './days';
import type { Loaded } from './load';
import { areaShape, incidentArea, isPoint } from './shapes';

export interface MapData {
  marks: GeoJSON.FeatureCollection;
  areas: GeoJSON.FeatureCollection;
  territory: GeoJSON.FeatureCollection;
  names: GeoJSON.FeatureCollection;
  regions: GeoJSON.FeatureCollection;
  within: number[][]; /* the incidents of each area, by its property "area" */
}
const NAMES = 400; /* places that are labelled */
const fc = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features });
const point = (p: Place): GeoJSON.Point => ({ type: 'Point', coordinates: [p.lon!, p.lat!] });
const located = (p: Place | null): p is Place => !!p && p.lat !== null && p.lon !== null;

export function mapData(rows: Timed[], got: Loaded, borders: Borders): MapData {
  const marks: GeoJSON.Feature[] = [],
    areas = new Map<string, GeoJSON.Feature>(),
    within: number[][] = [],
    names = new Map<string, GeoJSON.Feature>();
  for (const { incident: x, verdict } of rows) {
    const p = x.place;
    if (!located(p)) continue;
    const low = x.killed.low ?? 0,
      high = x.killed.high ?? x.killed.greatest ?? low * 1.15,
      v = verdict ?? 'none';
    if (isPoint(x)) marks.push({ type: 'Feature', properties: { id: x.id, verdict: v, low, high, country: p.country ?? '' }, geometry: point(p) });
    else {
      const key = `${p.id} ${p.lat} ${p.lon} ${p.where_prec} ${x.km} ${v}`;
      let f = areas.get(key);
      if (!f) {
        const shape = incidentArea(x, borders);
        if (!shape) continue;
        f = { type: 'Feature', properties: { area: within.length, verdict: v, nominal: shape.nominal, words: '' }, geometry: shape.geometry };
        areas.set(key, f);
        within.push([]);
      }
      const ids = within[f.properties!.area as number]!;
      ids.push(x.id);
      f.properties!.words = ids.length > 1 ? `${count(ids.length)} incidents` : range(x.killed) && `${range(x.killed)} killed`;
    }
    if (p.name && names.size < NAMES && !names.has(p.name))
      names.set(p.name, { type: 'Feature', properties: { name: p.name, kind: p.kind, claims: x.voices }, geometry: point(p) });
  }
  return { marks: fc(marks), areas: fc([...areas.values()]), territory: territory(got, borders), names: fc([...names.values()]), regions: borders.outlines, within };
}

/* What was in force at the moment; the largest lowest. */
function territory(got: Loaded, borders: Borders): GeoJSON.FeatureCollection {
  const out: GeoJSON.Feature[] = [];
  for (const a of got.standing) {
    if (a.in_force === 'no') continue;
    for (const area of a.agreement.include) {
      const shape = areaShape(area, borders, got.places);
      if (!shape) continue;
      const sure = a.in_force === 'yes' && !area.disputed_by && !shape.nominal;
      out.push({ type: 'Feature', properties: { sure, reach: area.kind, name: a.agreement.name }, geometry: shape.geometry });
    }
  }
  return fc(out.sort((a, b) => Number(b.properties!.reach === 'country') - Number(a.properties!.reach === 'country')));
}

/* The incident in focus: its mark, or the whole area within which it lies. */
export function focusOf(r: Timed | undefined, borders: Borders): GeoJSON.FeatureCollection {
  const x: Incident | undefined = r?.incident;
  if (!x || !located(x.place)) return fc([]);
  const geometry = isPoint(x) ? point(x.place) : incidentArea(x, borders)?.geometry;
  return fc(geometry ? [{ type: 'Feature', properties: { id: x.id, verdict: r!.verdict ?? 'none' }, geometry }] : []);
}
