/* SPDX-License-Identifier: Apache-2.0 */
/* Killed and injured by week: solid to the least that is told, pale to the most. The table below holds the same numbers, and their sentences. */
import { chart } from '../../lib/chart';
import { h } from '../../lib/dom';
import { colour } from '../../lib/theme';
import type { TallyRow } from '../../lib/types';
import { count, day, initial, range } from '../../lib/words';

const HEIGHT = 150;
const DAY = 86400000;
const HALF = 3.5 * DAY; /* a bar stands in the middle of its week */

/* The Monday of an ISO week such as 2016-W17; NaN for a row without a week. */
function monday(week: string): number {
  const m = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!m) return NaN;
  const fourth = Date.UTC(Number(m[1]), 0, 4); /* lies in the first week */
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (Number(m[2]) - 1) * 7 * DAY;
}

export function weeks(rows: TallyRow[], harm: string): HTMLElement | null {
  const dated = rows
    .map((r) => ({ at: monday(r.key), range: r.cells[harm]?.range ?? null }))
    .filter((r) => !Number.isNaN(r.at) && r.range)
    .sort((a, b) => a.at - b.at);
  if (dated.length < 2) return null;
  const low = dated.map((r) => r.range!.low ?? 0),
    high = dated.map((r, i) => r.range!.high ?? r.range!.greatest ?? low[i]!),
    from = dated[0]!.at,
    to = dated[dated.length - 1]!.at + 7 * DAY,
    most = high.reduce((a, b) => Math.max(a, b), 1);
  const told = h('span', { class: 'readout' });
  const box = h('div', {
    class: 'weeks',
    role: 'img',
    'aria-label': `${initial(harm)} by week from ${day(iso(from))} to ${day(iso(to - DAY))}, at most ${count(most)}. The table below holds the numbers.`,
  });
  chart(box, HEIGHT, (lib) => {
    const paths = lib.paths.bars!({ size: [0.8, 90, 2] }),
      ink = (): string => colour('ink-2'),
      line = (): string => colour('line-2'),
      font = `12px ${colour('sans')}`;
    return {
      data: [dated.map((r) => r.at + HALF), high, low],
      options: {
        scales: { x: { time: false, range: () => [from, to] }, y: { range: () => [0, most * 1.08] } },
        axes: [
          {
            scale: 'x',
            size: 22,
            font,
            stroke: ink,
            grid: { show: false },
            ticks: { show: false },
            splits: (u) => thinned(dated.map((r) => r.at + HALF), Math.max(2, Math.floor(u.width / 110))),
            values: (_, v) => v.map((t) => day(iso(t - HALF), to - from > 300 * DAY)),
          },
          { size: 46, font, stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false }, values: (_, v) => v.map((x) => (Number.isInteger(x) ? count(x) : '')) },
        ],
        series: [
          {},
          { paths, points: { show: false }, width: 0, fill: () => `color-mix(in srgb, ${colour('accent')} 35%, transparent)` },
          { paths, points: { show: false }, width: 0, fill: () => colour('accent') },
        ],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
        hooks: {
          setCursor: [
            (u) => {
              const t = (u.cursor.left ?? -1) < 0 ? NaN : u.posToVal(u.cursor.left!, 'x'),
                r = dated.find((x) => x.at <= t && t < x.at + 7 * DAY);
              told.textContent = r ? `Week of ${day(iso(r.at))}: ${range(r.range)} ${harm}` : '';
            },
          ],
        },
      },
    };
  });
  return h(
    'figure',
    { class: 'panel week-chart' },
    h('figcaption', {}, h('b', {}, `${initial(harm)} by week`), ' ', told, h('span', { class: 'help dim' }, 'solid: the least told, pale: the most')),
    box,
  );
}

const iso = (t: number): string => new Date(t).toISOString().slice(0, 10);
const thinned = (v: number[], most: number): number[] => v.filter((_, i) => i % Math.ceil(v.length / most) === 0);
