/* SPDX-License-Identifier: Apache-2.0 */
/* Days across, parties down; a cell is the findings of that day by verdict, as a small stacked bar with its number. */
import { h, s } from '../../lib/dom';
import { change } from '../../lib/state';
import type { ViolationCell } from '../../lib/types';
import { day, name, range, VERDICT, VERDICTS } from '../../lib/words';

const MOST = 62; /* columns: beyond that, weeks, then months */

function column(d: string | null, unit: 'day' | 'week' | 'month'): string {
  if (!d) return '';
  if (unit === 'day') return d;
  if (unit === 'month') return d.slice(0, 7);
  const t = new Date(`${d}T00:00:00Z`);
  t.setUTCDate(t.getUTCDate() - ((t.getUTCDay() + 6) % 7));
  return t.toISOString().slice(0, 10);
}

export function calendar(cells: ViolationCell[]): HTMLElement {
  const dated = [...new Set(cells.map((c) => c.day).filter(Boolean) as string[])].sort();
  const unit = dated.length <= MOST ? 'day' : dated.length <= MOST * 7 ? 'week' : 'month';
  const cols = [...new Set(cells.map((c) => column(c.day, unit)))].sort((a, b) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)));
  const parties = new Map<string, { name: string; n: number; by: Map<string, ViolationCell[]> }>();
  for (const c of cells) {
    const k = c.party?.id ?? '',
      p = parties.get(k) ?? { name: name(c.party, 'not told'), n: 0, by: new Map() };
    const col = column(c.day, unit),
      list = p.by.get(col) ?? [];
    (list.push(c), p.by.set(col, list), (p.n += sum([c])), parties.set(k, p));
  }
  const most = Math.max(1, ...[...parties.values()].flatMap((p) => [...p.by.values()].map(sum)));
  const order = [...parties.values()].sort((a, b) => b.n - a.n);
  return h(
    'div',
    { class: 'scroll' },
    h(
      'table',
      { class: 'calendar' },
      h('caption', {}, `Findings by ${unit} and party`),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, 'Party'),
          cols.map((c) => h('th', { scope: 'col' }, c ? (unit === 'month' ? c : day(c, false)) : 'no day')),
        ),
      ),
      h(
        'tbody',
        {},
        order.map((p) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row', dir: 'auto' }, p.name),
            cols.map((c) => h('td', {}, p.by.has(c) ? cell(p.by.get(c)!, most, unit === 'day' ? c : '', p.name) : null)),
          ),
        ),
      ),
    ),
  );
}

const sum = (list: ViolationCell[]): number => list.reduce((n, c) => n + VERDICTS.reduce((m, v) => m + c[v], 0), 0);

function cell(list: ViolationCell[], most: number, oneDay: string, party: string): HTMLElement {
  const n = sum(list),
    W = 34,
    H = 22,
    parts = VERDICTS.map((v) => [v, list.reduce((m, c) => m + c[v], 0)] as const).filter((x) => x[1]);
  const label = `${party}: ${parts.map(([v, k]) => `${k} ${VERDICT[v].toLowerCase()}`).join(', ')}${
    list.some((c) => range(c.killed))
      ? `; killed ${list
          .map((c) => range(c.killed))
          .filter(Boolean)
          .join(' and ')}`
      : ''
  }`;
  let y = H;
  const svg = s(
    'svg',
    { viewBox: `0 0 ${W} ${H}`, width: W, height: H, 'aria-hidden': 'true' },
    parts.map(([v, k]) => {
      const hh = (k / most) * H;
      y -= hh;
      return s('rect', { class: `bar v-${v}`, x: 0, y, width: W, height: Math.max(1.5, hh - 0.5) });
    }),
  );
  const inside = [svg, h('span', { class: 'n' }, n)];
  return oneDay
    ? h(
        'button',
        {
          class: 'day',
          title: label,
          'aria-label': `${n} findings. ${label}. Only this day`,
          on: { click: () => change({ since: oneDay, until: oneDay }) },
        },
        inside,
      )
    : h('span', { class: 'day', title: label, role: 'img', 'aria-label': label }, inside);
}
