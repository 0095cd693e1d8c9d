/* SPDX-License-Identifier: Apache-2.0 */
/* The sections of a brief. Numbers in brackets lead to the sentences at its end. */
import { h, said, type Child } from '../../lib/dom';
import { badge, empty, table, toWords } from '../../lib/parts';
import { claimAddress, type State } from '../../lib/state';
import { filterWords } from '../../lib/status';
import type { Finding, Position, Said, Standing, Tally } from '../../lib/types';
import { count, day, days, instant, name, place, plain, range, STANCE, VERDICTS, what } from '../../lib/words';
import type { Loaded } from '../map/load';
import type { Timed } from '../map/days';

export const MOST = 500;

/* Sentences that were referred to, in order. */
export class Notes {
  private n = new Map<number, number>();
  readonly list: Said[] = [];
  ref(x: Said | null | undefined): Child {
    if (!x) return null;
    let k = this.n.get(x.claim);
    if (!k) this.n.set(x.claim, (k = this.list.push(x)));
    return h('a', { class: 'ref', href: claimAddress(x.report_id, x.claim), title: x.sentence ?? '' }, `[${k}]`);
  }
}

/* The figure that a cell counts first. */
const first = (cell: { figures: { use: string; claim: Said }[] } | undefined): Said | null =>
  cell?.figures.find((f) => f.use === 'counted')?.claim ?? cell?.figures[0]?.claim ?? null;

export function heading(st: State, got: Loaded): HTMLElement {
  const where = got.page.scope && st.place ? got.page.scope.name : 'All places';
  const when = st.since || st.until ? days({ from: st.since ?? null, to: st.until ?? null }) : 'all days';
  const rests = [
    `${filterWords(st, got.page)}. As of ${st.as_of ?? instant(got.page.as_of)}`,
    `rules ${got.page.rules}`,
    `ledger ${got.page.head?.slice(0, 12) ?? ''}`,
    ...(got.page.redacted ? ['names withheld'] : []),
  ];
  return h(
    'header',
    {},
    h('p', { class: 'dim' }, 'Truce · situation report'),
    h('h1', { dir: 'auto' }, `${where}: ${when}`),
    h('p', { class: 'dim' }, `${rests.join('; ')}.`),
  );
}

export function summary(rows: Timed[], finds: Finding[], force: Standing[], tally: Tally, at: string, notes: Notes): HTMLElement {
  const { killed, injured } = tally.all.cells;
  const toll = killed && [
    h('b', {}, `${range(killed.range)} killed`),
    injured ? `, ${range(injured.range)} injured` : '',
    ', across independent sources ',
    notes.ref(first(killed)),
    notes.ref(first(injured)),
    '.',
  ];
  const names = force.map((a, i) => [i ? '; ' : '', said(a.agreement.name), a.in_force === 'unknown' ? ' (under some claims)' : '']);
  const moment = `${day(at)} ${at.slice(11, 16)}`;
  return h(
    'ul',
    { class: 'summary' },
    h('li', {}, `${count(rows.length)} incidents, told by ${count(tally.rows.length)} sources with counts.`),
    toll ? h('li', {}, toll) : null,
    VERDICTS.map((v) => [v, finds.filter((f) => f.verdict === v).length] as const)
      .filter(([, n]) => n)
      .map(([v, n]) => h('li', {}, badge(v), ` ${count(n)} ${n === 1 ? 'finding' : 'findings'}`)),
    h('li', {}, force.length ? [`In force at ${moment}: `, names] : `No agreement of this filter is in force at ${moment}.`),
  );
}

export function bySource(tally: Tally, notes: Notes): HTMLElement {
  const rows = tally.rows.filter((r) => r.cells.killed || r.cells.injured);
  return table(
    ['Source', 'Killed', 'Injured', 'Words'],
    rows.map((r) => [
      said(r.name),
      range(r.cells.killed?.range),
      range(r.cells.injured?.range),
      [notes.ref(first(r.cells.killed)), ' ', notes.ref(first(r.cells.injured))],
    ]),
  );
}

export function incidents(rows: Timed[], notes: Notes): Child {
  if (!rows.length) return empty('None.');
  const body = rows
    .slice(0, MOST)
    .map(({ incident: x, verdict }) => [
      days(x.days),
      [`${what(x)}, `, said(place(x.place)), x.actor ? [' by ', said(name(x.actor))] : null],
      range(x.killed),
      verdict && badge(verdict),
      notes.ref(x.claims[0]?.claim),
    ]);
  return [
    table(['Day', 'What and where', 'Killed', 'Finding', 'Words'], body),
    rows.length > MOST ? h('p', {}, `The first ${MOST} of ${count(rows.length)}; narrow the filter for a brief that can be read.`) : null,
  ];
}

export function tone(turns: Position[], notes: Notes): Child {
  if (!turns.length) return null;
  const line = (p: Position): HTMLElement => {
    const told = ` on ${plain(p.topic)}, ${days(p.days)}: ${p.change}; now ${STANCE[p.stance] ?? plain(p.stance)} `;
    return h('li', {}, said(name(p.actor)), told, notes.ref(p.before), notes.ref(p.said));
  };
  return [h('h2', {}, 'Changes of tone'), h('ul', {}, turns.map(line))];
}

export function words(notes: Notes): HTMLElement {
  const line = (x: Said): HTMLElement => {
    const from = ` ${name(x.source, 'speaker not told')}, ${x.outlet ?? x.report ?? ''}, ${day(x.published)} `;
    return h('li', {}, said(x.sentence ?? x.quote), h('span', { class: 'dim', dir: 'auto' }, from), toWords(x, 'words', 'no-print'));
  };
  return h('ol', { class: 'notes' }, notes.list.map(line));
}
