/* SPDX-License-Identifier: Apache-2.0 */
/* Incidents by day, stacked by verdict, under the deaths told and over what was in force. A drag chooses days; a press chooses the moment; the same with the keyboard on the
 * two handles; and the same numbers as a table. */
import type uPlot from 'uplot';
import { chart } from '../../lib/chart';
import { fill, h } from '../../lib/dom';
import { table } from '../../lib/parts';
import { colour } from '../../lib/theme';
import type { Standing } from '../../lib/types';
import { count, day, range, VERDICT } from '../../lib/words';
import { DAY, daysOf, iso, KEYS, ms, stretches, ticks, wall, type Bar, type Days, type Key, type Timed } from './days';

const DEAD = 26, /* CSS pixels: deaths above, a gap, bars, the axis with the days */
  GAP = 7,
  BARS = 46,
  AXIS = 18,
  SIDE = 54; /* for the numbers left and right; map.css insets what lies over the chart by as much */
const PRESS = 6; /* pixels: less is a press, more a drag */

interface Options {
  rows: Timed[];
  standing: Standing[]; /* days are local days, so what was in force is drawn in local time, too */
  since: string | undefined;
  until: string | undefined;
  at: string;
  brush(since: string | null, until: string | null): void;
  moment(at: string): void;
}
const clockTime = (t: number): string => `${day(iso(t))} ${new Date(t).toISOString().slice(11, 16)}`;
const verdictName = (k: Key): string => (k === 'none' ? 'without finding' : VERDICT[k].toLowerCase());
const killed = (b: Bar): string => (b.low || b.high ? `${range({ low: b.low, high: b.high })} killed` : '');
const barDays = (d: Days, b: Bar): string => (d.step > DAY ? `${day(iso(b.from), false)} – ${day(iso(b.from + d.step - DAY))}` : day(iso(b.from)));

export function timeline(o: Options): HTMLElement {
  const d = daysOf(o.rows, o.since, o.until);
  if (!d) return h('div', { class: 'timeline' }, h('p', { class: 'dim' }, 'No incident of this filter has a day.'));
  const percent = (t: number): string => `${(100 * (Math.min(d.to, Math.max(d.from, t)) - d.from)) / (d.to - d.from)}%`;
  const readout = h('span', { class: 'readout' });
  const bars = h('div', {
    class: 'bars',
    role: 'img',
    'aria-label': `Incidents by day from ${day(iso(d.from + d.pad))} to ${day(iso(d.to - d.pad - DAY))}; at most ${d.most} on one. The table below holds the numbers.`,
  });
  chart(bars, DEAD + GAP + BARS + AXIS + 7, (lib) => ({
    options: options(lib, d, (b) => fill(readout, b?.n ? told(d, b) : '')),
    data: stacked(d),
  }));
  const band = h('div', { class: 'brush' });
  const over = h(
    'div',
    { class: 'over' },
    h('span', { class: 'axis-name left', 'aria-hidden': 'true' }, 'incidents'),
    h('span', { class: 'axis-name right', 'aria-hidden': 'true' }, 'killed'),
    o.since ? h('div', { class: 'off', css: { left: '0', width: percent(ms(o.since)) } }) : null,
    o.until ? h('div', { class: 'off', css: { right: '0', left: percent(ms(o.until) + DAY) } }) : null,
    h('div', { class: 'moment', css: { left: percent(wall(o.at)) } }),
    band,
    handle('since', o.since ? ms(o.since) : d.from + d.pad),
    handle('until', o.until ? ms(o.until) : d.to - d.pad - DAY),
  );
  const plot = h('div', { class: 'plot' }, bars, lanes(o, d, percent), over);
  drag(plot, over, band);
  return h(
    'div',
    { class: 'timeline' },
    plot,
    h(
      'p',
      { class: 'legend dim' },
      readout,
      h(
        'span',
        { class: 'help' },
        'Top: killed, least to most told; bars: incidents by verdict; below: what was in force (pale: under some claims only). Drag to choose days, press to choose the moment.',
      ),
    ),
    asTable(d),
  );

  function handle(which: 'since' | 'until', t: number): HTMLElement {
    const el = h('span', {
      class: `handle ${which}`,
      role: 'slider',
      tabindex: 0,
      'aria-label': which === 'since' ? 'First day' : 'Last day',
      'aria-valuemin': 0,
      'aria-valuemax': Math.round((d!.to - d!.from) / DAY),
      'aria-valuenow': Math.round((t - d!.from) / DAY),
      'aria-valuetext': day(iso(t)),
      id: `handle-${which}`,
      css: { left: percent(which === 'until' ? t + DAY : t) },
    });
    el.addEventListener('keydown', (e) => {
      const by = { ArrowLeft: -1, ArrowRight: 1, PageDown: -7, PageUp: 7 }[e.key];
      if (!by) return;
      e.preventDefault();
      t = Math.min(d!.to - DAY, Math.max(d!.from, t + by * DAY)); /* presses add up while the view is drawn anew */
      which === 'since' ? o.brush(iso(t), o.until ?? null) : o.brush(o.since ?? null, iso(t));
    });
    return el;
  }

  function drag(el: HTMLElement, area: HTMLElement, mark: HTMLElement): void {
    const time = (e: PointerEvent): number => {
      const r = area.getBoundingClientRect();
      return d!.from + Math.min(1, Math.max(0, (e.clientX - r.left) / r.width)) * (d!.to - d!.from);
    };
    let start = -1,
      x0 = 0;
    el.addEventListener('pointerdown', (e) => {
      if ((e.target as Element).closest('.handle')) return;
      ((start = time(e)), (x0 = e.clientX));
      el.setPointerCapture(e.pointerId);
    });
    el.addEventListener('pointermove', (e) => {
      if (start < 0) return;
      const now = time(e);
      mark.style.left = percent(Math.min(start, now));
      mark.style.right = `calc(100% - ${percent(Math.max(start, now))})`;
      mark.style.display = 'block';
    });
    el.addEventListener('pointerup', (e) => {
      if (start < 0) return;
      const now = time(e),
        a = Math.min(start, now),
        b = Math.max(start, now);
      start = -1;
      if (Math.abs(e.clientX - x0) < PRESS) o.moment(new Date(a).toISOString().slice(0, 16));
      else o.brush(iso(a), iso(b - 1));
    });
    el.addEventListener('pointercancel', () => ((start = -1), (mark.style.display = '')));
    el.addEventListener('dblclick', () => o.brush(null, null));
  }
}

/* Sums from the bottom of the stack upwards, the highest first: each bar is drawn over the one before. */
function stacked(d: Days): uPlot.AlignedData {
  const sums = d.bars.map(() => 0),
    series = KEYS.map((k) => d.bars.map((b, i) => (b.by[k] ? (sums[i]! += b.by[k]) : null)));
  return [d.bars.map((b) => b.from), ...series.reverse()];
}

function options(lib: typeof uPlot, d: Days, hover: (b: Bar | null) => void): Omit<uPlot.Options, 'width' | 'height'> {
  const high = BARS + GAP + DEAD,
    paths = lib.paths.bars!({ size: [0.88, 90, 1], align: 1 }),
    line = (): string => colour('line-2'),
    ink = (): string => colour('ink-2'),
    font = `12px ${colour('sans')}`;
  const numbers = (scale: string, side: number, greatest: number): uPlot.Axis => ({
    scale,
    side,
    size: SIDE,
    gap: 4,
    font,
    stroke: ink,
    grid: { show: scale === 'dead', stroke: line, width: 1 },
    ticks: { show: false },
    splits: () => [0, greatest],
    values: (_, v) => v.map((x) => (x ? count(x) : '')),
  });
  return {
    scales: {
      x: { time: false, range: () => [d.from, d.to] },
      n: { range: () => [0, (d.most * high) / BARS] },
      dead: { range: () => [(-d.dead * (BARS + GAP)) / DEAD, d.dead] },
    },
    axes: [
      {
        scale: 'x',
        size: AXIS,
        gap: 2,
        font,
        stroke: ink,
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
        splits: (u) => ticks(d.from, d.to, Math.max(2, Math.floor(u.width / 110))),
        values: (_, v) => v.map((t) => day(iso(t), d.to - d.from > 300 * DAY)),
      },
      numbers('n', 3, d.most),
      numbers('dead', 1, d.dead),
    ],
    series: [
      {},
      ...KEYS.slice()
        .reverse()
        .map((k) => ({ scale: 'n', paths, points: { show: false }, width: 0, fill: () => colour(`v-${k}`) })),
    ],
    padding: [7, null, 0, null],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    hooks: {
      draw: [(u) => deaths(u, d)],
      setCursor: [
        (u) => {
          const left = u.cursor.left ?? -1;
          hover(left < 0 ? null : (d.bars[Math.floor((u.posToVal(left, 'x') - d.from) / d.step)] ?? null));
        },
      ],
    },
  };
}

/* A stroke from the least to the most that is told of a bar's dead. */
function deaths(u: uPlot, d: Days): void {
  const c = u.ctx,
    at = (v: number): number => u.valToPos(v, 'dead', true);
  c.save();
  c.strokeStyle = colour('ink');
  c.lineWidth = 2 * devicePixelRatio;
  c.beginPath();
  for (const b of d.bars) {
    if (!b.low && !b.high) continue;
    const x = u.valToPos(b.from + d.step / 2, 'x', true),
      top = at(b.high);
    c.moveTo(x, top);
    c.lineTo(x, Math.max(at(b.low), top + 3 * devicePixelRatio));
  }
  c.stroke();
  c.restore();
}

function told(d: Days, b: Bar): string {
  const parts = KEYS.filter((k) => b.by[k]).map((k) => `${count(b.by[k])} ${verdictName(k)}`);
  return `${barDays(d, b)}: ${parts.join(', ')}${killed(b) ? `; ${killed(b)}` : ''}`;
}

/* A lane for each agreement: a bar while it was in force, pale where only some tellings have it. */
function lanes(o: Options, d: Days, percent: (t: number) => string): HTMLElement {
  const rows = o.standing
    .map((a) => ({ name: a.agreement.name ?? a.agreement.id, parts: stretches(a, o.at, d.from, d.to) }))
    .filter((l) => l.parts.length)
    .slice(0, 8);
  return h(
    'div',
    { class: 'lanes', 'aria-hidden': 'true' },
    rows.map((l) =>
      h(
        'div',
        { class: 'lane' },
        l.parts.map((p) =>
          h('span', {
            class: p.sure ? 'force' : 'force maybe',
            css: { left: percent(p.from), right: `calc(100% - ${percent(p.to)})` },
            title: `${l.name}: ${p.sure ? 'in force under every claim' : 'in force under some claims'} ${clockTime(p.from)} – ${clockTime(p.to)} local time`,
          }),
        ),
        h('span', { class: 'lane-name' }, l.name),
      ),
    ),
  );
}

/* Filled when it is opened. */
function asTable(d: Days): HTMLElement {
  const box = h('details', { class: 'as-table' }, h('summary', {}, 'The same as a table'));
  box.addEventListener('toggle', () => {
    if (!box.open || box.childElementCount > 1) return;
    const keys = KEYS.filter((k) => d.bars.some((b) => b.by[k]));
    box.append(
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Incidents by day' },
        table(
          ['Day', 'Incidents', ...keys.map((k) => (k === 'none' ? 'Without finding' : VERDICT[k])), 'Killed'],
          d.bars.filter((b) => b.n).map((b) => [barDays(d, b), count(b.n), ...keys.map((k) => count(b.by[k])), range(killed(b) ? b : null)]),
        ),
      ),
    );
  });
  return box;
}
