/* SPDX-License-Identifier: Apache-2.0 */
/* The map itself. One instance lives as long as the page and is given new data; WebGL may be missing, then the list beside it has to do. */
import type * as Library from '../../map-library';
import { fill, h } from '../../lib/dom';
import { colour } from '../../lib/theme';
import { VERDICTS } from '../../lib/words';
import { Countries } from './shapes';

type Lib = typeof Library;
export interface MapData {
  marks: GeoJSON.FeatureCollection;
  areas: GeoJSON.FeatureCollection;
  territory: GeoJSON.FeatureCollection;
  names: GeoJSON.FeatureCollection;
  focus: GeoJSON.FeatureCollection;
}
export interface Handlers {
  pick(id: number): void;
  several(ids: number[]): void;
  moved(view: string, bounds: [number, number, number, number]): void;
}

const FONT = ['system-ui'];
let lib: Promise<{ lib: Lib; world: GeoJSON.FeatureCollection; countries: Countries }> | null = null;

/* Library and base map: fetched once, when first needed. */
export function library(): NonNullable<typeof lib> {
  lib ??= (async () => {
    const [m, topology] = await Promise.all([import('/map.js') as Promise<Lib>, fetch('/world.json').then((r) => r.json())]);
    m.setWorkerUrl(new URL('/map-worker.js', location.href).href);
    const world = m.feature(topology, topology.objects.countries) as unknown as GeoJSON.FeatureCollection;
    return { lib: m, world, countries: new Countries(world) };
  })();
  return lib;
}

const none: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const verdictColour = (): unknown[] => ['match', ['get', 'verdict'], ...VERDICTS.flatMap((v) => [v, colour(`v-${v}`)]), colour('v-none')];

export class MapCanvas {
  readonly box = h('div', { class: 'map-box' });
  private map: Library.Map | null = null;
  private data: MapData | null = null;
  private ready = false;
  private fitted = false;
  failed = '';
  handlers: Handlers = { pick() {}, several() {}, moved() {} };

  async start(view: string | undefined, tiles: string | null): Promise<void> {
    if (this.map || this.failed) return;
    const { lib: m, world } = await library();
    try {
      const at = /^(\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/.exec(view ?? '');
      this.fitted = !!at;
      this.map = new m.Map({
        container: this.box,
        style: this.style(world, tiles),
        center: at ? [Number(at[3]), Number(at[2])] : [37, 35.5],
        zoom: at ? Number(at[1]) : 5.4,
        maxZoom: 15,
        minZoom: 1,
        fadeDuration: 0,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        renderWorldCopies: false,
      });
    } catch (e) {
      this.failed = (e as Error).message || 'WebGL is missing';
      fill(
        this.box,
        h(
          'p',
          { class: 'empty', role: 'status' },
          'This browser draws no map (WebGL is missing). The list beside it holds the same incidents.',
        ),
      );
      return;
    }
    const map = this.map;
    map.touchZoomRotate.disableRotation();
    map.addControl(new m.NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new m.ScaleControl({ maxWidth: 90 }), 'bottom-right');
    map.on('error', (e) => console.warn('map:', e.error?.message));
    map.on('load', () => {
      this.ready = true;
      this.patterns();
      this.apply();
    });
    map.on('idle', () => {
      if (this.ready) this.box.dataset.idle = '1';
    });
    map.on('moveend', () => this.tellMove());
    map.on('click', (e) => void this.click(e.point));
    for (const layer of ['marks', 'clusters', 'areas']) {
      map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
      map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
    }
    map
      .getCanvas()
      .setAttribute('aria-label', 'Map of incidents; arrow keys pan, plus and minus zoom. The list beside it holds the same incidents.');
    addEventListener('theme', () => {
      if (this.ready) this.paint();
    });
  }

  private style(world: GeoJSON.FeatureCollection, tiles: string | null): Library.StyleSpecification {
    const src = (data: GeoJSON.FeatureCollection, more = {}) => ({ type: 'geojson' as const, data, ...more });
    const c = verdictColour() as never;
    const radius = (of: string): never =>
      ['interpolate', ['linear'], ['sqrt', ['max', 0, ['get', of]]], 0, 4, 3, 7, 10, 17, 30, 40] as never;
    return {
      version: 8,
      sources: {
        world: src(world),
        territory: src(none),
        areas: src(none),
        names: src(none),
        focus: src(none),
        marks: src(none, {
          cluster: true,
          clusterRadius: 34,
          clusterMaxZoom: 13,
          clusterProperties: { low: ['+', ['get', 'low']], high: ['+', ['get', 'high']], open: ['max', ['get', 'open']] },
        }),
        ...(tiles ? { tiles: { type: 'raster' as const, tiles: [tiles], tileSize: 256 } } : {}),
      },
      layers: [
        { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
        { id: 'land', type: 'fill', source: 'world', paint: { 'fill-color': colour('land') } },
        ...(tiles ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles', paint: { 'raster-opacity': 0.8 } }] : []),
        {
          id: 'territory',
          type: 'fill',
          source: 'territory',
          filter: ['==', ['get', 'sure'], true],
          paint: { 'fill-color': colour('accent'), 'fill-opacity': ['match', ['get', 'reach'], 'country', 0.1, 0.2] },
        },
        {
          id: 'territory-maybe',
          type: 'fill',
          source: 'territory',
          filter: ['==', ['get', 'sure'], false],
          paint: { 'fill-color': colour('accent'), 'fill-opacity': 0.06 },
        },
        { id: 'borders', type: 'line', source: 'world', paint: { 'line-color': colour('border'), 'line-width': 0.9 } },
        {
          id: 'territory-hatch',
          type: 'line',
          source: 'territory',
          filter: ['==', ['get', 'sure'], false],
          paint: { 'line-pattern': 'hatch', 'line-width': 14 },
        },
        {
          id: 'territory-edge',
          type: 'line',
          source: 'territory',
          filter: ['==', ['get', 'sure'], true],
          paint: { 'line-color': colour('accent'), 'line-width': 1.6 },
        },
        {
          id: 'territory-dash',
          type: 'line',
          source: 'territory',
          filter: ['==', ['get', 'sure'], false],
          paint: { 'line-color': colour('accent'), 'line-width': 1.4, 'line-dasharray': [3, 2.5] },
        },
        {
          id: 'areas',
          type: 'fill',
          source: 'areas',
          paint: { 'fill-color': c, 'fill-opacity': ['case', ['get', 'selected'], 0.3, ['get', 'nominal'], 0.05, 0.12] },
        },
        {
          id: 'areas-edge',
          type: 'line',
          source: 'areas',
          filter: ['!', ['get', 'nominal']],
          paint: { 'line-color': c, 'line-width': ['case', ['get', 'selected'], 2.6, 1.2] },
        },
        {
          id: 'areas-dash',
          type: 'line',
          source: 'areas',
          filter: ['get', 'nominal'],
          paint: { 'line-color': c, 'line-width': ['case', ['get', 'selected'], 2.6, 1.2], 'line-dasharray': [2, 2] },
        },
        {
          id: 'marks-high',
          type: 'circle',
          source: 'marks',
          filter: ['all', ['!', ['has', 'point_count']], ['>', ['get', 'high'], ['get', 'low']]],
          paint: {
            'circle-radius': radius('high'),
            'circle-color': 'rgba(0,0,0,0)',
            'circle-stroke-color': c,
            'circle-stroke-width': 1.2,
            'circle-stroke-opacity': 0.8,
          },
        },
        {
          id: 'marks',
          type: 'circle',
          source: 'marks',
          filter: ['!', ['has', 'point_count']],
          paint: {
            'circle-radius': radius('low'),
            'circle-color': c,
            'circle-opacity': 0.78,
            'circle-stroke-color': ['case', ['get', 'selected'], colour('ink'), colour('paper')],
            'circle-stroke-width': ['case', ['get', 'selected'], 3, 1.2],
          },
        },
        {
          id: 'clusters',
          type: 'circle',
          source: 'marks',
          filter: ['has', 'point_count'],
          paint: {
            'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'point_count']], 1, 13, 30, 30, 300, 46],
            'circle-color': colour('cluster'),
            'circle-stroke-color': colour('ink'),
            'circle-stroke-width': 1.2,
          },
        },
        {
          id: 'focus',
          type: 'circle',
          source: 'focus',
          paint: {
            'circle-radius': 21,
            'circle-color': 'rgba(0,0,0,0)',
            'circle-stroke-color': colour('focus'),
            'circle-stroke-width': 2.5,
          },
        },
        {
          id: 'names',
          type: 'symbol',
          source: 'names',
          layout: {
            'text-field': ['get', 'name'],
            'text-font': FONT,
            'text-size': ['match', ['get', 'kind'], 'country', 13, 11],
            'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
            'text-radial-offset': 1.3,
            'symbol-sort-key': ['-', 0, ['get', 'claims']],
          },
          paint: { 'text-color': colour('ink-2'), 'text-halo-color': colour('land'), 'text-halo-width': 1.4 },
        },
        {
          id: 'cluster-count',
          type: 'symbol',
          source: 'marks',
          filter: ['has', 'point_count'],
          layout: {
            'text-field': ['to-string', ['get', 'point_count_abbreviated']],
            'text-font': FONT,
            'text-size': 12,
            'text-allow-overlap': true,
          },
          paint: { 'text-color': colour('ink') },
        },
        {
          id: 'cluster-dead',
          type: 'symbol',
          source: 'marks',
          filter: ['all', ['has', 'point_count'], ['>', ['get', 'low'], 0]],
          layout: {
            'text-field': ['concat', ['to-string', ['get', 'low']], '+ killed'],
            'text-font': FONT,
            'text-size': 11,
            'text-offset': [0, 2.1],
            'text-allow-overlap': true,
          },
          paint: { 'text-color': colour('ink'), 'text-halo-color': colour('land'), 'text-halo-width': 1.6 },
        },
        {
          id: 'area-dead',
          type: 'symbol',
          source: 'areas',
          minzoom: 8.5,
          filter: ['!=', ['get', 'dead'], ''],
          layout: { 'text-field': ['concat', ['get', 'dead'], ' killed'], 'text-font': FONT, 'text-size': 13, 'symbol-placement': 'point' },
          paint: { 'text-color': colour('ink'), 'text-halo-color': colour('land'), 'text-halo-width': 1.6 },
        },
      ],
    };
  }

  /* Theme changes: the same layers in other colours. */
  private paint(): void {
    const map = this.map!,
      c = verdictColour() as never;
    const set = (layer: string, prop: string, value: unknown) => map.setPaintProperty(layer, prop as never, value as never);
    (set('sea', 'background-color', colour('sea')),
      set('land', 'fill-color', colour('land')),
      set('borders', 'line-color', colour('border')));
    (set('territory', 'fill-color', colour('accent')),
      set('territory-maybe', 'fill-color', colour('accent')),
      set('territory-edge', 'line-color', colour('accent')),
      set('territory-dash', 'line-color', colour('accent')));
    for (const [layer, prop] of [
      ['areas', 'fill-color'],
      ['areas-edge', 'line-color'],
      ['areas-dash', 'line-color'],
      ['marks-high', 'circle-stroke-color'],
      ['marks', 'circle-color'],
    ] as const)
      set(layer, prop, c);
    set('marks', 'circle-stroke-color', ['case', ['get', 'selected'], colour('ink'), colour('paper')]);
    (set('clusters', 'circle-color', colour('cluster')),
      set('clusters', 'circle-stroke-color', colour('ink')),
      set('cluster-count', 'text-color', colour('ink')));
    for (const layer of ['cluster-dead', 'area-dead'])
      (set(layer, 'text-color', colour('ink')), set(layer, 'text-halo-color', colour('land')));
    (set('focus', 'circle-stroke-color', colour('focus')),
      set('names', 'text-color', colour('ink-2')),
      set('names', 'text-halo-color', colour('land')));
    this.patterns();
  }

  private patterns(): void {
    const n = 16,
      data = new Uint8ClampedArray(n * n * 4),
      rgb = [1, 3, 5].map((i) => parseInt(colour('accent').slice(i, i + 2), 16));
    for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) if ((x + y) % 8 < 2) data.set([...rgb, 150] as number[], (y * n + x) * 4);
    const image = { width: n, height: n, data };
    this.map!.hasImage('hatch') ? this.map!.updateImage('hatch', image) : this.map!.addImage('hatch', image);
  }

  show(data: MapData): void {
    this.data = data;
    if (this.ready) this.apply();
  }

  /* Only what is in focus has changed: the marks stay. */
  focus(data: MapData): void {
    this.data = data;
    if (this.ready) for (const k of ['areas', 'focus'] as const) this.map!.getSource<Library.GeoJSONSource>(k)?.setData(data[k]);
  }

  private apply(): void {
    const map = this.map,
      data = this.data;
    if (!map || !data) return;
    map.resize();
    delete this.box.dataset.idle;
    for (const k of ['marks', 'areas', 'territory', 'names', 'focus'] as const) map.getSource<Library.GeoJSONSource>(k)?.setData(data[k]);
    if (!this.fitted) this.fit();
    else this.tellMove();
  }

  /* The country where most of it lies, else all that is drawn; unless the address says where to look. */
  fit(): void {
    const marks = this.data?.marks.features ?? [],
      by = new Map<string, number>(),
      b = [180, 90, -180, -90];
    for (const f of marks) by.set(f.properties!.country, (by.get(f.properties!.country) ?? 0) + 1);
    const [most, n] = [...by].sort((x, y) => y[1] - x[1])[0] ?? ['', 0];
    for (const f of marks) {
      if (n > marks.length * 0.6 && f.properties!.country !== most) continue;
      const [x, y] = (f.geometry as GeoJSON.Point).coordinates as [number, number];
      ((b[0] = Math.min(b[0]!, x)), (b[1] = Math.min(b[1]!, y)), (b[2] = Math.max(b[2]!, x)), (b[3] = Math.max(b[3]!, y)));
    }
    if (b[0]! > b[2]!) return;
    this.fitted = true;
    this.map?.fitBounds(b as [number, number, number, number], { padding: 56, maxZoom: 10.5, animate: false });
  }

  fly(lon: number, lat: number): void {
    this.map?.easeTo({
      center: [lon, lat],
      zoom: Math.max(this.map.getZoom(), 9),
      animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    });
  }

  private tellMove(): void {
    const m = this.map!,
      c = m.getCenter(),
      b = m.getBounds();
    this.handlers.moved(`${m.getZoom().toFixed(2)}/${c.lat.toFixed(4)}/${c.lng.toFixed(4)}`, [
      b.getWest(),
      b.getSouth(),
      b.getEast(),
      b.getNorth(),
    ]);
  }

  private async click(point: { x: number; y: number }): Promise<void> {
    const map = this.map!;
    const hit = (layer: string) => map.queryRenderedFeatures([point.x, point.y] as never, { layers: [layer] });
    const marks = hit('marks');
    if (marks.length === 1) return this.handlers.pick(Number(marks[0]!.properties.id));
    if (marks.length) return this.handlers.several([...new Set(marks.map((f) => Number(f.properties.id)))]);
    const cluster = hit('clusters')[0];
    if (cluster) {
      const source = map.getSource<Library.GeoJSONSource>('marks')!,
        id = cluster.properties.cluster_id as number;
      const zoom = await source.getClusterExpansionZoom(id);
      if (zoom <= 13.5)
        return void map.easeTo({ center: (cluster.geometry as GeoJSON.Point).coordinates as [number, number], zoom: zoom + 0.2 });
      const leaves = await source.getClusterLeaves(id, 1000, 0);
      return this.handlers.several(leaves.map((f) => Number(f.properties?.id)));
    }
    const areas = hit('areas');
    if (areas.length === 1) this.handlers.pick(Number(areas[0]!.properties.id));
    else if (areas.length) this.handlers.several([...new Set(areas.map((f) => Number(f.properties.id)))]);
  }
}
