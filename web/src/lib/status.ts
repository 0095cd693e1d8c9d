/* SPDX-License-Identifier: Apache-2.0 */
/* The line under every view: filter, as-of time, rule version, and the way out of the page for the same rows. */
import { query, TAKES } from './api';
import { csv, download, geojson } from './csv';
import { fill, h } from './dom';
import type { State } from './state';
import type { Envelope } from './types';
import type { Told } from './view';
import { day, instant, VERDICT, plain } from './words';

export function filterWords(st: State, env?: Envelope): string {
  const parts: string[] = [];
  parts.push(st.place ? (env?.scope?.name ?? st.place) : 'everywhere');
  if (st.since && st.until) parts.push(`${day(st.since)} – ${day(st.until)}`);
  else if (st.since) parts.push(`since ${day(st.since)}`);
  else if (st.until) parts.push(`until ${day(st.until)}`);
  else parts.push('all days');
  if (st.by) parts.push(`by ${st.by}`);
  if (st.source) parts.push(`told by ${st.source}`);
  if (st.words) parts.push(`words “${st.words}”`);
  if (st.type) parts.push(plain(st.type));
  if (st.means) parts.push(plain(st.means));
  if (st.verdict) parts.push(VERDICT[st.verdict as keyof typeof VERDICT] ?? st.verdict);
  if (st.agreement) parts.push(st.agreement);
  if (st.min_confidence) parts.push(`confidence ≥ ${st.min_confidence}`);
  if (st.undated) parts.push('undated too');
  return parts.join(' · ');
}

/* Exports take what the view takes: the file holds the rows that are shown. */
const ASKED: Record<NonNullable<Told['what']>, string> = { claims: 'claims', incidents: 'incidents', findings: 'findings', tally: 'tallies' };
const exportAddress = (format: string, st: State, what: NonNullable<Told['what']>): string =>
  `/api/v1/exports/${format}${query(ASKED[what], st, { what })}`;

/* The part of the state that a view honours. */
function honoured(st: State, told: Told): State {
  const takes = TAKES[told.takes ?? ASKED[told.what!] ?? ''] ?? [];
  return Object.fromEntries(Object.entries(st).filter(([k]) => takes.includes(k)));
}

export function status(foot: HTMLElement, st: State, env: Envelope, told: Told): void {
  const item = (label: string, value: string, title = '') =>
    h(
      'span',
      { class: 'fact', title: title || null },
      h('span', { class: 'k' }, label),
      ' ',
      h('span', { class: 'v', dir: 'auto' }, value),
    );
  const mine = honoured(st, told);
  const statement = `Truce: ${told.one ? '' : `${filterWords(mine, env)}; `}as of ${st.as_of ?? instant(env.as_of)}; rules ${env.rules}; ledger ${env.head ?? ''}`;
  const save = (label: string, title: string, give: () => void): HTMLElement =>
    h('button', { type: 'button', class: 'button small', title, on: { click: give } }, label);
  const link = (label: string, title: string, href: string): HTMLElement =>
    h('a', { class: 'button small', href, download: true, title }, label);
  const { sheet, what } = told;
  fill(
    foot,
    h(
      'div',
      { class: 'facts' },
      told.rows && item('Shown', told.rows),
      !told.one && item('Filter', filterWords(mine, env)),
      item('As of', st.as_of ?? instant(env.as_of)),
      item('Rules', env.rules),
      env.head && item('Ledger', `${env.head.slice(0, 8)} · ${env.links} links`, `Head of the chain: ${env.head}`),
      env.redacted && item('Names', 'withheld', 'Names of people without public office are withheld and facilities placed to 0.1 degree.'),
    ),
    h(
      'div',
      { class: 'outs' },
      sheet && save('CSV + HXL', 'CSV with HXL tags', () => download(`${sheet.name}.csv`, 'text/csv', csv(sheet, `${statement}; ${sheet.rows.length} rows`))),
      sheet?.shapes &&
        save('GeoJSON', 'The rows that have a place', () => download(`${sheet.name}.geojson`, 'application/geo+json', geojson(sheet, statement))),
      told.json && h('a', { class: 'button small', href: told.json, download: 'truce.json' }, 'JSON'),
      what && link('CSV + HXL', 'CSV with HXL tags', exportAddress('csv', mine, what)),
      what && what !== 'tally' && link('GeoJSON', 'The rows that have a place', exportAddress('geojson', mine, what)),
    ),
  );
}
