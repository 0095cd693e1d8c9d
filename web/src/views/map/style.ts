/* SPDX-License-Identifier: Apache-2.0 */
/* What the map's layers look like, in the colours of the theme that is on. Order is from the bottom up. */
import type { LayerSpecification, StyleSpecification } from '../../map-library';
import { colour } from '../../lib/theme';
import { VERDICTS } from '../../lib/words';

const FONT = ['system-ui'];
export const none: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
/* A mark's radius grows with the root of the number of dead: its area with the number. */
const radius = (of: string): never =>
  ['interpolate', ['linear'], ['sqrt', ['max', 0, ['get', of]]], 0, 4, 3, 7, 10, 17, 30, 40] as never;

export function style(world: GeoJSON.FeatureCollection, labels: GeoJSON.FeatureCollection, tiles: string | null): StyleSpecification {
  const src = (data: GeoJSON.FeatureCollection, more = {}) => ({ type: 'geojson' as const, data, ...more });
  return {
    version: 8,
    sources: {
      world: src(world),
      labels: src(labels),
      regions: src(none),
      territory: src(none),
      areas: src(none),
      names: src(none),
      focus: src(none),
      marks: src(none, {
        cluster: true,
        clusterRadius: 34,
        clusterMaxZoom: 13,
        clusterProperties: {
          low: ['+', ['get', 'low']],
          alleged: ['+', ['case', ['==', ['get', 'verdict'], 'violation_alleged'], 1, 0]],
        },
      }),
      ...(tiles ? { tiles: { type: 'raster' as const, tiles: [tiles], tileSize: 256 } } : {}),
    },
    layers: [...ground(tiles), ...territory(), ...areas(), ...marks(), ...words()],
  };
}

function ground(tiles: string | null): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
    { id: 'land', type: 'fill', source: 'world', paint: { 'fill-color': colour('land'), 'fill-antialias': false } },
    ...(tiles ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles', paint: { 'raster-opacity': 0.8 } }] : []),
    {
      id: 'regions',
      type: 'line',
      source: 'regions',
      minzoom: 4.5,
      paint: { 'line-color': colour('border'), 'line-width': 0.8, 'line-dasharray': [1.5, 3] },
    },
    { id: 'borders', type: 'line', source: 'world', paint: { 'line-color': colour('border'), 'line-width': 0.9 } },
  ];
}

/* Contested edges, and those that the base map does not know, are hatched. */
function territory(): LayerSpecification[] {
  const sure = (is: boolean): never => ['==', ['get', 'sure'], is] as never;
  return [
    {
      id: 'territory',
      type: 'fill',
      source: 'territory',
      paint: {
        'fill-color': colour('accent'),
        'fill-opacity': ['case', ['!', ['get', 'sure']], 0.06, ['match', ['get', 'reach'], 'country', 0.1, 0.2]],
      },
    },
    {
      id: 'territory-hatch',
      type: 'line',
      source: 'territory',
      filter: sure(false),
      paint: { 'line-pattern': 'hatch', 'line-width': 7, 'line-offset': 3.5 },
    },
    {
      id: 'territory-edge',
      type: 'line',
      source: 'territory',
      filter: sure(true),
      paint: { 'line-color': colour('accent'), 'line-width': 1.6 },
    },
    {
      id: 'territory-dash',
      type: 'line',
      source: 'territory',
      filter: sure(false),
      paint: { 'line-color': colour('accent'), 'line-width': 1.4, 'line-dasharray': [3, 2.5] },
    },
  ];
}

const verdictColour = (): never =>
  ['match', ['get', 'verdict'], ...VERDICTS.flatMap((v) => [v, colour(`v-${v}`)]), colour('v-none')] as never;

function areas(): LayerSpecification[] {
  const c = verdictColour();
  return [
    {
      id: 'areas',
      type: 'fill',
      source: 'areas',
      paint: { 'fill-color': c, 'fill-opacity': ['case', ['get', 'nominal'], 0.05, 0.12] },
    },
    {
      id: 'areas-edge',
      type: 'line',
      source: 'areas',
      filter: ['!', ['get', 'nominal']],
      paint: { 'line-color': c, 'line-width': 1.2 },
    },
    {
      id: 'areas-dash',
      type: 'line',
      source: 'areas',
      filter: ['get', 'nominal'],
      paint: { 'line-color': c, 'line-width': 1.2, 'line-dasharray': [2, 2] },
    },
    {
      id: 'focus-area',
      type: 'fill',
      source: 'focus',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'fill-color': c, 'fill-opacity': 0.2 },
    },
    {
      id: 'focus-edge',
      type: 'line',
      source: 'focus',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': colour('focus'), 'line-width': 2.6 },
    },
  ];
}

function marks(): LayerSpecification[] {
  const c = verdictColour();
  return [
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
        'circle-stroke-color': colour('paper'),
        'circle-stroke-width': 1.2,
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
        'circle-stroke-color': ['case', ['>', ['get', 'alleged'], 0], colour('v-violation_alleged'), colour('ink')],
        'circle-stroke-width': ['case', ['>', ['get', 'alleged'], 0], 2.4, 1.2],
      },
    },
    {
      id: 'focus',
      type: 'circle',
      source: 'focus',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 21, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': colour('focus'), 'circle-stroke-width': 2.5 },
    },
  ];
}

function words(): LayerSpecification[] {
  const halo = { 'text-halo-color': colour('land'), 'text-halo-width': 1.5 };
  return [
    {
      id: 'country-names',
      type: 'symbol',
      source: 'labels',
      maxzoom: 6.5,
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12.5, 'text-letter-spacing': 0.06, 'symbol-sort-key': 1 },
      paint: { 'text-color': colour('ink-2'), 'text-opacity': 0.85, ...halo },
    },
    {
      id: 'region-names',
      type: 'symbol',
      source: 'regions',
      minzoom: 5.5,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11, 'text-letter-spacing': 0.12, 'text-transform': 'uppercase' },
      paint: { 'text-color': colour('ink-2'), 'text-opacity': 0.75, ...halo },
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
      paint: { 'text-color': colour('ink-2'), ...halo },
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
      paint: { 'text-color': colour('ink'), ...halo },
    },
    {
      id: 'area-words',
      type: 'symbol',
      source: 'areas',
      minzoom: 8.5,
      filter: ['!=', ['get', 'words'], ''],
      layout: { 'text-field': ['get', 'words'], 'text-font': FONT, 'text-size': 13, 'symbol-placement': 'point' },
      paint: { 'text-color': colour('ink'), ...halo },
    },
  ];
}

/* Diagonal stripes in the accent's colour, 16 by 16 pixels. */
export function hatch(): { width: number; height: number; data: Uint8ClampedArray } {
  const n = 16,
    data = new Uint8ClampedArray(n * n * 4),
    rgb = [1, 3, 5].map((i) => parseInt(colour('accent').slice(i, i + 2), 16));
  for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) if ((x + y) % 8 < 2) data.set([...rgb, 150] as number[], (y * n + x) * 4);
  return { width: n, height: n, data };
}
