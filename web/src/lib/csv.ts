/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a view that the server has no export for, as CSV with HXL tags and as GeoJSON: the same shape as the server's, made here. */
import type { Place } from './types';

export interface Sheet {
  name: string;
  columns: [string, string][];
  rows: (string | number | null | undefined)[][];
  shapes?: (GeoJSON.Geometry | null)[]; /* where each row lies, if it does */
}

/* A place as a point; what it is known to is in its row. */
export const spot = (p: Place | null | undefined): GeoJSON.Point | null =>
  p && p.lat !== null && p.lon !== null ? { type: 'Point', coordinates: [p.lon, p.lat] } : null;

/* A cell that a spreadsheet would take for a formula is kept as text. */
function cell(v: string | number | null | undefined): string {
  if (typeof v === 'number') return String(v);
  const t = v ?? '',
    safe = /^[=+\-@\t\r]/.test(t) ? `'${t}` : t;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export function csv(s: Sheet, statement: string): string {
  const lines = [s.columns.map((c) => c[0]), s.columns.map((c) => c[1]), ...s.rows].map((r) => r.map(cell).join(','));
  /* The statement stands in a column of its own, so that the file stays a table. */
  return (
    lines.map((l, i) => `${l},${i === 0 ? 'statement' : i === 1 ? '#meta+statement' : i === 2 ? cell(statement) : ''}`).join('\r\n') +
    '\r\n'
  );
}

export function geojson(s: Sheet, statement: string): string {
  const features = s.rows.flatMap((row, i) => {
    const geometry = s.shapes?.[i];
    return geometry ? [{ type: 'Feature', geometry, properties: Object.fromEntries(s.columns.map((c, k) => [c[0], row[k] ?? null])) }] : [];
  });
  return JSON.stringify({ type: 'FeatureCollection', statement, features });
}

export function download(name: string, type: string, text: string): void {
  const a = document.createElement('a'),
    url = URL.createObjectURL(new Blob([text], { type }));
  ((a.href = url), (a.download = name));
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
