/* SPDX-License-Identifier: Apache-2.0 */
/* What is drawn of an incident or a territory, and never more than is known: a mark where the place itself is told, a circle where it is near, the whole unit where only
 * that is told. A unit whose border the base map lacks is a circle of nominal size with a dashed edge, and says so. */
import type { Area, Incident, Place } from '../../lib/types';

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
export function incidentArea(x: Incident, countries: Countries): Shape | null {
  const p = x.place;
  if (!p || p.lat === null || p.lon === null || isPoint(x)) return null;
  if (p.where_prec >= 6 || p.kind === 'country') {
    const g = countries.of(p.country);
    return g ? { geometry: g, nominal: false } : null;
  }
  return { geometry: circle(p.lon, p.lat, x.km || NOMINAL[p.where_prec] || 25), nominal: !x.km };
}

export function areaShape(a: Area, countries: Countries, places: Place[]): Shape | null {
  if (a.ring?.length) return { geometry: { type: 'Polygon', coordinates: [a.ring] }, nominal: false };
  if (a.lat !== undefined && a.lon !== undefined && a.km) return { geometry: circle(a.lon, a.lat, a.km), nominal: false };
  if (a.kind === 'country') {
    const g = countries.of(a.country);
    return g ? { geometry: g, nominal: false } : null;
  }
  if (a.kind !== 'admin1') return null;
  const p =
    places.find((x) => x.country === a.country && x.admin1 === a.admin1 && x.kind === 'admin1' && x.lat !== null) ??
    places.find((x) => x.country === a.country && x.admin1 === a.admin1 && x.kind === 'city' && x.lat !== null);
  return p ? { geometry: circle(p.lon!, p.lat!, NOMINAL[4]!), nominal: true } : null;
}

/* The base map names countries in English; the ledger has ISO codes. */
const SHORT: Record<string, string> = {
  CD: 'Dem. Rep. Congo',
  CF: 'Central African Rep.',
  SS: 'S. Sudan',
  BA: 'Bosnia and Herz.',
  EH: 'W. Sahara',
  US: 'United States of America',
  CZ: 'Czechia',
  MM: 'Myanmar',
  TR: 'Turkey',
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
export class Countries {
  private byName = new Map<string, GeoJSON.Geometry>();
  private names = new Intl.DisplayNames(['en'], { type: 'region' });
  constructor(world: GeoJSON.FeatureCollection) {
    for (const f of world.features) this.byName.set(String(f.properties?.name), f.geometry);
  }
  of(iso: string | null): GeoJSON.Geometry | null {
    if (!iso || !/^[A-Z]{2}$/.test(iso)) return null;
    return this.byName.get(SHORT[iso] ?? '') ?? this.byName.get(this.names.of(iso) ?? '') ?? null;
  }
}
