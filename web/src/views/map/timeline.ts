/* SPDX-License-Identifier: Apache-2.0 */
/* Incidents by day, stacked by verdict, over what was in force. A drag chooses days; a press chooses the moment; the same with the keyboard on the two handles. */
import { h, s } from '../../lib/dom';
import type { Incident, Standing, Verdict } from '../../lib/types';
import { count, day, range, VERDICT, VERDICTS } from '../../lib/words';

const DAY = 86400000,
  W = 1000,
  DEAD = 26,
  TOP = DEAD + 6,
  BARS = 44,
  LANE = 13;
const ms = (d: string): number => Date.parse(`${d}T00:00:00Z`);
const iso = (t: number): string => new Date(t).toISOString().slice(0, 10);

const clockTime = (t: number): string => `${day(iso(t))} ${new Date(t).toISOString().slice(11, 16)}`;

export interface Timed {
  incident: Incident;
  verdict: Verdict | null;
}
interface Options {
  rows: Timed[];
  standing: Standing[];
  /* days are local days, so what was in force is drawn in local time, too */ since: string | undefined;
  until: string | undefined;
  at: string;
  brush(since: string | null, until: string | null): void;
  moment(at: string): void;
}

export function timeline(o: Options): HTMLElement {
  const dated = o.rows.filter((r) => r.incident.days?.from);
  if (!dated.length) return h('div', { class: 'timeline' }, h('p', { class: 'dim' }, 'No incident of this filter has a day.'));
  let from = Infinity,
    to = -Infinity;
  for (const r of dated)
    ((from = Math.min(from, ms(r.incident.days!.from!))), (to = Math.max(to, ms(r.incident.days!.to ?? r.incident.days!.from!))));
  if (o.since) from = Math.min(from, ms(o.since));
  if (o.until) to = Math.max(to, ms(o.until));
  const pad = Math.max(DAY, Math.round((to - from) / DAY / 40) * DAY);
  ((from -= pad), (to += pad + DAY));
  const step = Math.max(1, Math.ceil((to - from) / DAY / 400)) * DAY,
    bins = Math.ceil((to - from) / step);
  const x = (t: number): number => ((Math.min(to, Math.max(from, t)) - from) / (to - from)) * W;
  const lanes = o.standing
    .map((a) => ({ name: a.agreement.name ?? a.agreement.id, parts: stretches(a, from, to, zoneShift(a, o.at)) }))
    .filter((l) => l.parts.length)
    .slice(0, 8);
  const H = TOP + BARS + 18 + lanes.length * LANE + 4;

  const stacks = Array.from({ length: bins }, () => ({ by: new Map<string, number>(), n: 0, low: 0, high: 0 }));
  for (const r of dated) {
    const d = r.incident.days!,
      a = Math.floor((ms(d.from!) - from) / step),
      b = stacks[Math.min(bins - 1, a)]!;
    const key = r.verdict ?? 'none';
    (b.by.set(key, (b.by.get(key) ?? 0) + 1), b.n++);
    ((b.low += r.incident.killed.low ?? 0), (b.high += r.incident.killed.high ?? r.incident.killed.greatest ?? r.incident.killed.low ?? 0));
  }
  const most = Math.max(3, ...stacks.map((b) => b.n)),
    dead = Math.max(1, ...stacks.map((b) => b.high));
  const svg = s('svg', {
    viewBox: `0 0 ${W} ${H}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': `Incidents by day from ${day(iso(from + pad))} to ${day(iso(to - pad))}; at most ${most} on one`,
  });
  svg.style.height = `${H}px`;
  for (const t of ticks(from, to)) svg.append(s('line', { class: 'tick', x1: x(t), x2: x(t), y1: TOP, y2: H }));
  svg.append(s('line', { class: 'tick', x1: 0, x2: W, y1: DEAD + 1, y2: DEAD + 1 }));
  const w = Math.max(1.2, W / bins - Math.min(2, W / bins / 5));
  stacks.forEach((b, i) => {
    let y = TOP + BARS;
    for (const v of [...VERDICTS, 'none' as const]) {
      const n = b.by.get(v) ?? 0;
      if (!n) continue;
      const hh = (n / most) * BARS;
      y -= hh;
      svg.append(
        s(
          'rect',
          { class: `bar v-${v}`, x: x(from + i * step), y, width: w, height: Math.max(1, hh - 0.6) },
          s(
            'title',
            {},
            `${day(iso(from + i * step))}: ${count(n)} ${v === 'none' ? 'without finding' : VERDICT[v].toLowerCase()}${b.low || b.high ? `; ${range({ low: b.low, high: b.high })} killed` : ''}`,
          ),
        ),
      );
    }
    if (b.low || b.high)
      svg.append(
        s('line', {
          class: 'dead',
          x1: x(from + i * step) + w / 2,
          x2: x(from + i * step) + w / 2,
          y1: DEAD - (b.high / dead) * (DEAD - 4),
          y2: Math.min(DEAD, DEAD - (b.low / dead) * (DEAD - 4) + 3),
        }),
      );
  });
  lanes.forEach((l, i) => {
    const y = TOP + BARS + 18 + i * LANE;
    for (const p of l.parts)
      svg.append(
        s(
          'rect',
          { class: p.sure ? 'force' : 'force maybe', x: x(p.from), y, width: Math.max(1, x(p.to) - x(p.from)), height: LANE - 4 },
          s(
            'title',
            {},
            `${l.name}: ${p.sure ? 'in force under every claim' : 'in force under some claims'} ${clockTime(p.from)} – ${clockTime(p.to)} local time`,
          ),
        ),
      );
  });
  if (o.since || o.until) {
    const a = x(o.since ? ms(o.since) : from),
      b = x(o.until ? ms(o.until) + DAY : to);
    svg.append(
      s('rect', { class: 'off', x: 0, y: 0, width: a, height: H }),
      s('rect', { class: 'off', x: b, y: 0, width: W - b, height: H }),
    );
  }
  const moment = s('line', { class: 'moment', x1: x(wall(o.at)), x2: x(wall(o.at)), y1: 0, y2: H });
  const band = s('rect', { class: 'brush', x: 0, y: 0, width: 0, height: H });
  svg.append(moment, band);

  const labels = h('div', { class: 'ticks', 'aria-hidden': 'true' });
  for (const t of ticks(from, to)) {
    const el = h('span', {}, day(iso(t), to - from > 300 * DAY));
    el.style.left = `${(x(t) / W) * 100}%`;
    labels.append(el);
  }
  labels.style.top = `${TOP + BARS + 1}px`;
  const plot = h(
    'div',
    { class: 'plot' },
    svg,
    labels,
    handle('since', o.since ? ms(o.since) : from + pad),
    handle('until', o.until ? ms(o.until) : to - pad - DAY),
  );
  drag(plot, svg, band);
  return h(
    'div',
    { class: 'timeline' },
    plot,
    lanes.length
      ? h(
          'div',
          { class: 'lane-names dim', 'aria-hidden': 'true' },
          lanes.map((l, i) => {
            const el = h('span', { title: l.name }, l.name);
            el.style.top = `${TOP + BARS + 17 + i * LANE}px`;
            return el;
          }),
        )
      : null,
    h(
      'p',
      { class: 'legend dim' },
      `Top: killed, low to high (at most ${count(dead)} a ${step > DAY ? 'bar' : 'day'}); bars: incidents by verdict; below: what was in force (pale: under some claims only). Drag to choose days, press to choose the moment.`,
    ),
  );

  function handle(which: 'since' | 'until', t: number): HTMLElement {
    const el = h('span', {
      class: `handle ${which}`,
      role: 'slider',
      tabindex: 0,
      'aria-label': which === 'since' ? 'First day' : 'Last day',
      'aria-valuemin': 0,
      'aria-valuemax': Math.round((to - from) / DAY),
      'aria-valuenow': Math.round((t - from) / DAY),
      'aria-valuetext': day(iso(t)),
      id: `handle-${which}`,
    });
    el.style.left = `${(x(which === 'until' ? t + DAY : t) / W) * 100}%`;
    el.addEventListener('keydown', (e) => {
      const by = { ArrowLeft: -1, ArrowRight: 1, PageDown: -7, PageUp: 7 }[e.key];
      if (!by) return;
      e.preventDefault();
      t = Math.min(to - DAY, Math.max(from, t + by * DAY)); /* presses add up while the view is drawn anew */
      const next = iso(t);
      which === 'since' ? o.brush(next, o.until ?? null) : o.brush(o.since ?? null, next);
    });
    return el;
  }

  function drag(el: HTMLElement, over: SVGSVGElement, mark: SVGRectElement): void {
    const time = (e: PointerEvent): number => {
      const r = over.getBoundingClientRect();
      return from + Math.min(1, Math.max(0, (e.clientX - r.left) / r.width)) * (to - from);
    };
    let start = -1;
    el.addEventListener('pointerdown', (e) => {
      if ((e.target as Element).closest('.handle')) return;
      start = time(e);
      el.setPointerCapture(e.pointerId);
    });
    el.addEventListener('pointermove', (e) => {
      if (start < 0) return;
      const now = time(e),
        a = x(Math.min(start, now)),
        b = x(Math.max(start, now));
      (mark.setAttribute('x', String(a)), mark.setAttribute('width', String(b - a)));
    });
    el.addEventListener('pointerup', (e) => {
      if (start < 0) return;
      const now = time(e),
        a = Math.min(start, now),
        b = Math.max(start, now);
      start = -1;
      if (x(b) - x(a) < 6) o.moment(new Date(a).toISOString().slice(0, 16));
      else o.brush(iso(a), iso(b - 1));
    });
    el.addEventListener('dblclick', () => o.brush(null, null));
  }
}

/* A time as clocks on the wall there show it. */
const wall = (at: string): number => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(at) ? at : `${at.length > 10 ? at : `${at}T00:00`}Z`);

/* How far the agreement's clocks are from UTC: the server tells the moment in UTC. A moment given with an offset tells nothing of it. */
function zoneShift(a: Standing, at: string): number {
  if (/(Z|[+-]\d\d:?\d\d)$/.test(at)) return 0;
  const d = wall(at) - Date.parse(a.at);
  return Number.isFinite(d) && Math.abs(d) <= 15 * 3600000 ? d : 0;
}

/* What every telling has in force, and what some have. */
function stretches(a: Standing, from: number, to: number, shift: number): { from: number; to: number; sure: boolean }[] {
  const per = a.agreement.scenarios.map((sc) =>
    sc.stretches.map((x) => [x.from ? Date.parse(x.from) + shift : -Infinity, x.to ? Date.parse(x.to) + shift : Infinity] as const),
  );
  if (!per.length) return [];
  const cuts = [...new Set([from, to, ...per.flat(2)])].filter((t) => t >= from && t <= to).sort((p, q) => p - q),
    out: { from: number; to: number; sure: boolean }[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const mid = (cuts[i]! + cuts[i + 1]!) / 2,
      n = per.filter((v) => v.some(([x, y]) => x <= mid && mid < y)).length;
    if (!n) continue;
    const sure = n === per.length,
      last = out[out.length - 1];
    if (last && last.to === cuts[i] && last.sure === sure) last.to = cuts[i + 1]!;
    else out.push({ from: cuts[i]!, to: cuts[i + 1]!, sure });
  }
  return out;
}

function ticks(from: number, to: number): number[] {
  const n = (to - from) / DAY,
    steps = [1, 2, 7, 14, 30, 91, 182, 365, 1826],
    step = (steps.find((x) => n / x <= 9) ?? 3652) * DAY,
    out: number[] = [];
  for (let t = Math.ceil(from / step) * step; t < to - step / 4; t += step) out.push(t);
  return out;
}
