/* SPDX-License-Identifier: Apache-2.0 */
/* Borders: of countries, from the base map; of provinces, approximate, from the server. */
import { get } from '../../lib/api';
import type { Regions } from '../../lib/types';

/* The centroid of a country's largest part. */
function middle(g: GeoJSON.Geometry): [number, number] {
  const polygons = g.type === 'Polygon' ? [g.coordinates] : g.type === 'MultiPolygon' ? g.coordinates : [];
  let best = 0,
    at: [number, number] = [0, 0];
  for (const [ring] of polygons) {
    let area = 0,
      x = 0,
      y = 0;
    for (let i = 0; i + 1 < (ring?.length ?? 0); i++) {
      const [x1, y1] = ring![i] as [number, number],
        [x2, y2] = ring![i + 1] as [number, number],
        a = x1 * y2 - x2 * y1;
      ((area += a), (x += (x1 + x2) * a), (y += (y1 + y2) * a));
    }
    if (Math.abs(area) > best) ((best = Math.abs(area)), (at = [x / (3 * area), y / (3 * area)]));
  }
  return at;
}

export class Borders {
  private countries = new Map<string, GeoJSON.Geometry>();
  private provinces = new Map<string, GeoJSON.Geometry>();
  private asked = new Map<string, Promise<void>>();
  readonly labels: GeoJSON.FeatureCollection; /* the countries' names, each in the middle of its largest part */
  outlines: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

  constructor(world: GeoJSON.FeatureCollection) {
    for (const f of world.features) if (f.properties?.iso) this.countries.set(String(f.properties.iso), f.geometry);
    const features = world.features.map((f) => ({
      type: 'Feature' as const,
      properties: { name: String(f.properties?.name ?? '') },
      geometry: { type: 'Point' as const, coordinates: middle(f.geometry) },
    }));
    this.labels = { type: 'FeatureCollection', features };
  }

  /* Provinces of these countries, each asked for once; a country that has none, or a server that does not answer, leaves circles of nominal size. */
  async learn(countries: Iterable<string>): Promise<void> {
    await Promise.all(
      [...new Set(countries)].map((c) => {
        let got = this.asked.get(c);
        if (!got) this.asked.set(c, (got = this.ask(c)));
        return got;
      }),
    );
  }

  private async ask(country: string): Promise<void> {
    const got = await get<Regions>(`/regions?country=${encodeURIComponent(country)}`).catch(() => null);
    if (!got) return;
    for (const r of got.features) this.provinces.set(`${country} ${r.properties.admin1}`, r.geometry);
    const named = got.features.map((r) => ({
      type: 'Feature' as const,
      properties: { name: r.properties.name },
      geometry: { type: 'Point' as const, coordinates: r.properties.at },
    }));
    this.outlines = { type: 'FeatureCollection', features: [...this.outlines.features, ...got.features, ...named] };
  }

  region(country: string | null, admin1: string | null): GeoJSON.Geometry | null {
    return this.provinces.get(`${country} ${admin1}`) ?? null;
  }

  country(iso: string | null): GeoJSON.Geometry | null {
    return this.countries.get(iso ?? '') ?? null;
  }
}
