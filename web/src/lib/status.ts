/* SPDX-License-Identifier: Apache-2.0 */
/* The line under every view: filter, as-of time, rule version, and the way out of the page for the same rows. */
import { query } from './api';
import { csv, download } from './csv';
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

export function exportAddress(format: string, st: State, what: string): string {
  const more: Record<string, string> = { what };
  const q = query('exports', what === 'findings' ? st : { ...st, agreement: '' }, more);
  return `/api/v1/exports/${format}${q}`;
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
  /* The exports know no narrowing by type, means or verdict: the line says so rather than hand out other rows under the same words. */
  const narrowed = (['type', 'means', 'verdict'] as const).filter((k) => st[k]);
  const note = narrowed.length ? ` Downloads hold all rows of the filter, not narrowed by ${narrowed.join(', ')}.` : '';
  fill(
    foot,
    h(
      'div',
      { class: 'facts' },
      told.rows && item('Shown', told.rows),
      !told.one && item('Filter', filterWords(st, env)),
      item('As of', st.as_of ?? instant(env.as_of)),
      item('Rules', env.rules),
      env.head && item('Ledger', `${env.head.slice(0, 8)} · ${env.links} links`, `Head of the chain: ${env.head}`),
      env.redacted && item('Names', 'withheld', 'Names of people without public office are withheld and facilities placed to 0.1 degree.'),
    ),
    h(
      'div',
      { class: 'outs' },
      told.sheet &&
        h(
          'button',
          {
            type: 'button',
            class: 'button small',
            title: 'CSV with HXL tags',
            on: {
              click: () =>
                download(
                  `${told.sheet!.name}.csv`,
                  'text/csv',
                  csv(
                    told.sheet!,
                    `Truce: ${told.one ? '' : `${filterWords(st, env)}; `}as of ${st.as_of ?? instant(env.as_of)}; rules ${env.rules}; ledger ${env.head ?? ''}; ${told.sheet!.rows.length} rows`,
                  ),
                ),
            },
          },
          'CSV + HXL',
        ),
      told.json && h('a', { class: 'button small', href: told.json, download: 'truce.json' }, 'JSON'),
      told.what &&
        h(
          'a',
          { class: 'button small', href: exportAddress('csv', st, told.what), download: true, title: `CSV with HXL tags.${note}` },
          'CSV + HXL',
        ),
      told.what &&
        told.geo !== false &&
        told.what !== 'tally' &&
        h(
          'a',
          { class: 'button small', href: exportAddress('geojson', st, told.what), download: true, title: `GeoJSON.${note}` },
          'GeoJSON',
        ),
    ),
  );
}
