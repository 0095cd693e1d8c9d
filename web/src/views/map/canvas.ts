/* SPDX-License-Identifier: Apache-2.0 */
/* The map itself. One instance lives as long as the page and is given new data; WebGL may be missing, then the list beside it has to do. */
import type * as Library from '../../map-library';
import { fill, h } from '../../lib/dom';
import { Borders } from './borders';
import type { MapData } from './data';
import { Glide, inSoftware, MARGIN, whenSlow } from './glide';
import { hatch, style } from './style';

type Lib = typeof Library;
export interface Handlers {
  pick(id: number): void;
  several(ids: number[]): void;
  moved(view: string, bounds: [number, number, number, number]): void;
}
export interface Tiles {
  address: string;
  credit: string;
}
interface Parts {
  lib: Lib;
  world: GeoJSON.FeatureCollection;
  borders: Borders;
}
let parts: Promise<Parts> | null = null;

/* Library and base map: fetched once, when first needed. */
export function library(): Promise<Parts> {
  parts ??= (async () => {
    const [lib, topology] = await Promise.all([import('/map.js') as Promise<Lib>, fetch('/world.json').then((r) => r.json())]);
    lib.setWorkerUrl(new URL('/map-worker.js', location.href).href);
    const world = lib.feature(topology, topology.objects.countries) as unknown as GeoJSON.FeatureCollection;
    return { lib, world, borders: new Borders(world) };
  })();
  return parts;
}

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export class MapCanvas {
  readonly box = h('div', { class: 'map-box' });
  private ground = h('div', { class: 'map-ground' });
  private map: Library.Map | null = null;
  private data: MapData | null = null;
  private focused: GeoJSON.FeatureCollection | null = null;
  private ready = false;
  private fitted = false;
  private glides = false;
  failed = '';
  handlers: Handlers = { pick() {}, several() {}, moved() {} };

  async start(view: string | undefined, tiles: Tiles | null): Promise<void> {
    if (this.map || this.failed) return;
    const parts = await library();
    this.box.append(this.ground);
    const slow = inSoftware();
    if (slow) this.widen();
    try {
      this.map = this.make(parts, view, tiles);
    } catch (e) {
      this.failed = (e as Error).message || 'WebGL is missing';
      const why = 'This browser draws no map (WebGL is missing). The list beside it holds the same incidents.';
      fill(this.box, h('p', { class: 'empty', role: 'status' }, why));
      return;
    }
    this.listen(this.map, parts);
    if (slow) new Glide(this.map);
    else
      whenSlow(this.map, () => {
        if (this.glides) return;
        this.widen();
        this.map!.resize();
        new Glide(this.map!);
      });
  }

  /* The picture becomes larger than its box. */
  private widen(): void {
    this.glides = true;
    this.box.classList.add('glides');
  }

  private make({ lib, world, borders }: Parts, view: string | undefined, tiles: Tiles | null): Library.Map {
    const at = /^(\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/.exec(view ?? '');
    this.fitted = !!at;
    const map = new lib.Map({
      container: this.ground,
      style: style(world, borders.labels, tiles?.address ?? null),
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
    map.touchZoomRotate.disableRotation();
    map.addControl(new lib.NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new lib.ScaleControl({ maxWidth: 90 }), 'bottom-right');
    if (tiles) this.box.append(h('p', { class: 'credit' }, tiles.credit));
    const label = 'Map of incidents; arrow keys pan, plus and minus zoom. The list beside it holds the same incidents.';
    map.getCanvas().setAttribute('aria-label', label);
    return map;
  }

  private listen(map: Library.Map, parts: Parts): void {
    map.on('error', (e) => console.warn('map:', e.error?.message));
    map.on('load', () => {
      this.ready = true;
      map.addImage('hatch', hatch());
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
    addEventListener('theme', () => {
      if (this.ready) this.paint(map, parts);
    });
  }

  /* Theme changes: the same layers in other colours. */
  private paint(map: Library.Map, { world, borders }: Parts): void {
    for (const layer of style(world, borders.labels, null).layers)
      for (const [name, value] of Object.entries(layer.paint ?? {}))
        if (name.endsWith('color')) map.setPaintProperty(layer.id, name as never, value as never);
    map.updateImage('hatch', hatch());
  }

  show(data: MapData, focus: GeoJSON.FeatureCollection): void {
    this.data = data;
    this.focused = focus;
    if (this.ready) this.apply();
  }

  /* Only what is in focus has changed: the marks stay. */
  focus(focus: GeoJSON.FeatureCollection): void {
    this.focused = focus;
    if (this.ready) this.set('focus', focus);
  }

  private set(source: string, data: GeoJSON.FeatureCollection): void {
    void this.map?.getSource<Library.GeoJSONSource>(source)?.setData(data);
  }

  private apply(): void {
    if (!this.map || !this.data) return;
    this.map.resize();
    delete this.box.dataset.idle;
    for (const k of ['regions', 'marks', 'areas', 'territory', 'names'] as const) this.set(k, this.data[k]);
    if (this.focused) this.set('focus', this.focused);
    if (!this.fitted) this.fit();
    else this.tellMove();
  }

  /* The country where most of it lies, else all that is drawn; unless the address says where to look. */
  private fit(): void {
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
    const padding = 56 + (this.glides ? MARGIN : 0);
    this.map?.fitBounds(b as [number, number, number, number], { padding, maxZoom: 10.5, animate: false });
  }

  fly(lon: number, lat: number): void {
    this.map?.easeTo({ center: [lon, lat], zoom: Math.max(this.map.getZoom(), 9), animate: !this.glides && !still() });
  }

  /* What the box shows of the picture. */
  private tellMove(): void {
    const m = this.map!,
      c = m.getCenter(),
      out = this.glides ? MARGIN : 0,
      { clientWidth: w, clientHeight: hh } = m.getContainer(),
      sw = m.unproject([out, hh - out]),
      ne = m.unproject([w - out, out]);
    this.handlers.moved(`${m.getZoom().toFixed(2)}/${c.lat.toFixed(4)}/${c.lng.toFixed(4)}`, [sw.lng, sw.lat, ne.lng, ne.lat]);
  }

  private async click(at: { x: number; y: number }): Promise<void> {
    const map = this.map!;
    const hit = (layer: string) => map.queryRenderedFeatures([at.x, at.y] as never, { layers: [layer] });
    const tell = (ids: number[]): void => (ids.length === 1 ? this.handlers.pick(ids[0]!) : this.handlers.several(ids));
    const marks = hit('marks');
    if (marks.length) return tell([...new Set(marks.map((f) => Number(f.properties.id)))]);
    const cluster = hit('clusters')[0];
    if (cluster) {
      const source = map.getSource<Library.GeoJSONSource>('marks')!,
        id = cluster.properties.cluster_id as number,
        zoom = await source.getClusterExpansionZoom(id),
        center = (cluster.geometry as GeoJSON.Point).coordinates as [number, number];
      if (zoom <= 13.5) return void map.easeTo({ center, zoom: zoom + 0.2, animate: !this.glides && !still() });
      const leaves = await source.getClusterLeaves(id, Number(cluster.properties.point_count), 0);
      return this.handlers.several(leaves.map((f) => Number(f.properties?.id)));
    }
    const areas = new Set(hit('areas').map((f) => Number(f.properties.area)));
    if (areas.size) tell([...areas].flatMap((i) => this.data?.within[i] ?? []));
  }
}
