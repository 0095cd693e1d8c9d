/* SPDX-License-Identifier: Apache-2.0 */
/* Rival counts side by side. A cell is a range with a bar; a press on it opens the sentences behind it, superseded ones struck. */
import { get, query } from '../../lib/api';
import { h, said, type Child } from '../../lib/dom';
import { empty, rangeBar, sentence } from '../../lib/parts';
import { change, type State } from '../../lib/state';
import type { Figured, Tally, TallyRow } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, initial, plain, range } from '../../lib/words';
import { weeks } from './weeks';

const HARMS = ['killed', 'injured', 'missing', 'detained', 'abducted', 'displaced', 'besieged', 'trapped', 'casualties', 'other'];
const GROUPS: [string, string][] = [
  ['source', 'Source'],
  ['week', 'Week'],
  ['victim', 'Victims'],
  ['means', 'Means'],
  ['party', 'Party'],
];
export const USE: Record<string, string> = {
  counted: 'counted',
  superseded: 'superseded by a later figure',
  repeated: 'the same figure again',
  part: 'part of another figure',
  inside: 'inside a total',
  other_scope: 'of another place or time',
  not_actual: 'not told as done',
};

export const talliesView: View = {
  id: 'tallies',
  title: 'Tallies',
  filters: ['place', 'since', 'until', 'by', 'source', 'words', 'undated', 'as_of', 'min_confidence'],
  async show(box, st, ctx) {
    const group = st.group ?? 'source';
    const got = await get<Tally>(`/tallies${query('tallies', { ...st, group })}`, ctx.signal);
    ctx.tell(got, { rows: `${got.rows.length} rows by ${group}`, what: 'tally' });
    const harms = HARMS.filter((x) => got.all.cells[x] || got.rows.some((r) => r.cells[x]));
    box.append(
      h(
        'div',
        { class: 'head-line' },
        h('h1', {}, 'Casualties as told'),
        h(
          'div',
          { class: 'switch', role: 'group', 'aria-label': 'Rows' },
          GROUPS.map(([k, t]) =>
            h(
              'button',
              {
                type: 'button',
                class: 'button small',
                'aria-pressed': String(k === group),
                on: { click: () => change({ group: k === 'source' ? null : k }) },
              },
              t,
            ),
          ),
        ),
      ),
    );
    if (!harms.length)
      return void box.append(empty('Nobody gives a count for this filter. Widen the days or the place, or take undated claims too.'));
    const rows = got.rows.slice().sort((a, b) => (group === 'week' ? a.key.localeCompare(b.key) : top(b) - top(a)));
    const table = h(
      'table',
      { class: 'rows tally' },
      h('caption', { class: 'sr' }, 'Low to high by row and harm; every cell opens the sentences behind it'),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, GROUPS.find((x) => x[0] === group)?.[1] ?? group),
          harms.map((x) => h('th', { scope: 'col' }, initial(x))),
          h('td', { class: 'rest' }),
        ),
      ),
      h(
        'tbody',
        {},
        tallyRow(got.all, harms, greatest(got, harms), st, 'all', true),
        rows.map((r) => tallyRow(r, harms, greatest(got, harms), st, r.key, false)),
      ),
    );
    if (group === 'week')
      box.append(
        h(
          'div',
          { class: 'week-charts' },
          ['killed', 'injured'].map((x) => weeks(rows, x)),
        ),
      );
    box.append(
      h('div', { class: 'panel flush scroll' }, table),
      h('details', { class: 'method' }, h('summary', {}, 'How it is counted'), h('p', { class: 'pre' }, got.method)),
    );
  },
};

const top = (r: TallyRow): number => r.cells.killed?.range.high ?? r.cells.killed?.range.low ?? 0;
const greatest = (t: Tally, harms: string[]): Map<string, number> =>
  new Map(
    harms.map((x) => [
      x,
      Math.max(
        1,
        ...[t.all, ...t.rows].map((r) => {
          const c = r.cells[x]?.range;
          return c ? Math.max(c.high ?? 0, c.greatest ?? 0, c.low ?? 0) : 0;
        }),
      ),
    ]),
  );

function tallyRow(r: TallyRow, harms: string[], most: Map<string, number>, st: State, key: string, all: boolean): Child {
  const row = h(
    'tr',
    { class: all ? 'all' : null },
    h(
      'th',
      { scope: 'row', dir: 'auto' },
      all ? 'Across independent sources' : r.name || 'not told',
      r.grade ? h('span', { class: 'tag', title: 'Admiralty grade' }, r.grade) : null,
    ),
  );
  const below = h('tr', { class: 'behind', hidden: true }, h('td', { colspan: harms.length + 2 }));
  const cell = below.firstElementChild as HTMLElement;
  for (const x of harms) {
    const c = r.cells[x];
    if (!c) {
      row.append(h('td', { class: 'none' }, h('span', { 'aria-label': 'none told' }, '–')));
      continue;
    }
    const mine = `${key}|${x}`;
    const struck = c.figures
      .filter((f) => f.use === 'superseded')
      .map((f) => f.claim.quote)
      .slice(0, 3);
    const button = h(
      'button',
      { type: 'button', class: 'cell', 'aria-expanded': 'false', title: `Show the ${c.figures.length} sentences behind it` },
      h('span', { class: 'low-high' }, range(c.range) || '?'),
      c.range.high === null && c.range.greatest ? h('span', { class: 'dim small' }, ` most told ${count(c.range.greatest)}`) : null,
      rangeBar(c.range, most.get(x) ?? 1, `${range(c.range)} of at most ${most.get(x)}`),
      h(
        'span',
        { class: 'struck' },
        struck.length
          ? struck.map((q) => h('s', { dir: 'auto' }, q ?? ''))
          : h('span', { class: 'dim' }, `${c.figures.length} ${c.figures.length === 1 ? 'sentence' : 'sentences'}`),
      ),
    );
    const toggle = (open: boolean, keep = true) => {
      for (const b of row.querySelectorAll('button')) b.setAttribute('aria-expanded', 'false');
      button.setAttribute('aria-expanded', String(open));
      below.hidden = !open;
      if (open) cell.replaceChildren(behind(c.figures, `${all ? 'All sources' : r.name}: ${x}`));
      if (keep) change({ cell: open ? mine : null }, { quiet: true });
    };
    button.addEventListener('click', () => toggle(button.getAttribute('aria-expanded') !== 'true'));
    if (st.cell === mine) toggle(true, false);
    row.append(h('td', {}, button));
  }
  row.append(h('td', { class: 'rest' }));
  return [row, below];
}

/* What stands first, then what was set aside and why. */
function behind(figures: Figured[], title: string): HTMLElement {
  const order = Object.keys(USE);
  const list = figures
    .slice()
    .sort((a, b) => order.indexOf(a.use) - order.indexOf(b.use) || (b.claim.published ?? '').localeCompare(a.claim.published ?? ''));
  return h(
    'div',
    { class: 'figures' },
    h('h2', {}, said(title)),
    h(
      'ul',
      {},
      list.map((f) =>
        h(
          'li',
          { class: `use-${f.use}` },
          sentence(f.claim, h('span', { class: 'tag' }, USE[f.use] ?? plain(f.use), f.because ? ` (claim ${f.because})` : null)),
        ),
      ),
    ),
    figures.length ? null : h('p', { class: 'dim' }, 'No figure stands behind it.'),
  );
}
