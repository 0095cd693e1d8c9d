/* SPDX-License-Identifier: Apache-2.0 */
/* Borders: of countries, from the base map; of provinces, approximate, from the server. */
import { get } from '../../lib/api';
import type { Regions } from '../../lib/types';

export class Borders {
  private countries = new Map<string, GeoJSON.Geometry>();
  private provinces = new Map<string, GeoJSON.Geometry>();
  private asked = new Map<string, Promise<void>>();
  outlines: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

  constructor(world: GeoJSON.FeatureCollection) {
    for (const f of world.features) if (f.properties?.iso) this.countries.set(String(f.properties.iso), f.geometry);
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
