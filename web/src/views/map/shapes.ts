/* SPDX-License-Identifier: Apache-2.0 */
/* What is drawn of an incident or a territory, and never more than is known: a mark where the place itself is told, a circle where it is near, the whole unit where only
 * that is told. A province has an approximate outline, or where there is none a circle of nominal size; either has a dashed edge, and the legend says so. */
import type { Area, Incident, Place } from '../../lib/types';
import type { Borders } from './borders';

export type Ring = [number, number][];
export interface Shape {
  geometry: GeoJSON.Geometry;
  nominal: boolean;
}
const NOMINAL: Record<number, number> = { 2: 8, 3: 25, 4: 60, 5: 25 }; /* km, by UCDP's where_prec, where the ledger tells no radius */

export function circle(lon: number, lat: number, km: number): GeoJSON.Polygon {
  const ring: Ring = [],
    dy = km / 110.574,
    dx = km / (111.32 * Math.cos((lat * Math.PI) / 180));
  for (let i = 0; i <= 48; i++) ring.push([lon + dx * Math.cos((i / 24) * Math.PI), lat + dy * Math.sin((i / 24) * Math.PI)]);
  return { type: 'Polygon', coordinates: [ring] };
}

export const isPoint = (x: Incident): boolean => !!x.place && x.place.lat !== null && x.place.where_prec === 1 && !x.km;

/* The area within which an incident lies; null: it has a place of its own, or none at all. */
export function incidentArea(x: Incident, borders: Borders): Shape | null {
  const p = x.place;
  if (!p || p.lat === null || p.lon === null || isPoint(x)) return null;
  if (p.where_prec >= 6 || p.kind === 'country') {
    const g = borders.country(p.country);
    return g ? { geometry: g, nominal: false } : null;
  }
  const province = p.where_prec === 4 && !x.km ? borders.region(p.country, p.admin1) : null;
  return province ? { geometry: province, nominal: true } : { geometry: circle(p.lon, p.lat, x.km || NOMINAL[p.where_prec] || 25), nominal: !x.km };
}

export function areaShape(a: Area, borders: Borders, places: Place[]): Shape | null {
  if (a.ring?.length) return { geometry: { type: 'Polygon', coordinates: [a.ring] }, nominal: false };
  if (a.lat !== undefined && a.lon !== undefined && a.km) return { geometry: circle(a.lon, a.lat, a.km), nominal: false };
  if (a.kind === 'country') {
    const g = borders.country(a.country);
    return g ? { geometry: g, nominal: false } : null;
  }
  if (a.kind !== 'admin1') return null;
  const province = borders.region(a.country, a.admin1);
  if (province) return { geometry: province, nominal: true };
  const p =
    places.find((x) => x.country === a.country && x.admin1 === a.admin1 && x.kind === 'admin1' && x.lat !== null) ??
    places.find((x) => x.country === a.country && x.admin1 === a.admin1 && x.kind === 'city' && x.lat !== null);
  return p ? { geometry: circle(p.lon!, p.lat!, NOMINAL[4]!), nominal: true } : null;
}
