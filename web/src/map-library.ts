/* SPDX-License-Identifier: Apache-2.0 */
/* The map library and what unpacks the base map: a bundle of its own, loaded when a map is shown. */
export { Map, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
export type { GeoJSONSource, LayerSpecification, StyleSpecification } from 'maplibre-gl';
export { feature, mesh } from 'topojson-client';
