/* SPDX-License-Identifier: Apache-2.0 */
/* What the timeline shows, as numbers: incidents and deaths by day (or by some days, where there are many), and what was in force when. */
import type { Incident, Standing, Verdict } from '../../lib/types';
import { VERDICTS } from '../../lib/words';

export const DAY = 86400000;
const MOST_BARS = 400;
export const ms = (d: string): number => Date.parse(`${d}T00:00:00Z`);
export const iso = (t: number): string => new Date(t).toISOString().slice(0, 10);

export interface Timed {
  incident: Incident;
  verdict: Verdict | null;
}
export type Key = Verdict | 'none';
export const KEYS: Key[] = [...VERDICTS, 'none'];
export interface Bar {
  from: number; /* ms; it holds the days until the next one */
  by: Record<Key, number>;
  n: number;
  low: number; /* killed: the least and the most that the bar's incidents are told to sum up to */
  high: number;
}
export interface Days {
  from: number;
  to: number;
  pad: number;
  step: number;
  bars: Bar[];
  most: number;
  dead: number;
}

/* null: no row has a day. since and until stay in sight, even where no row lies. */
export function daysOf(rows: Timed[], since: string | undefined, until: string | undefined): Days | null {
  const dated = rows.filter((r) => r.incident.days?.from);
  if (!dated.length) return null;
  let from = since ? ms(since) : Infinity,
    to = until ? ms(until) : -Infinity;
  for (const { incident: x } of dated) {
    from = Math.min(from, ms(x.days!.from!));
    to = Math.max(to, ms(x.days!.to ?? x.days!.from!));
  }
  const pad = Math.max(DAY, Math.round((to - from) / DAY / 40) * DAY);
  from -= pad;
  to += pad + DAY;
  const step = Math.max(1, Math.ceil((to - from) / DAY / MOST_BARS)) * DAY,
    n = Math.ceil((to - from) / step);
  const bars: Bar[] = Array.from({ length: n }, (_, i) => ({
    from: from + i * step,
    by: Object.fromEntries(KEYS.map((k) => [k, 0])) as Record<Key, number>,
    n: 0,
    low: 0,
    high: 0,
  }));
  for (const { incident: x, verdict } of dated) {
    const b = bars[Math.min(n - 1, Math.floor((ms(x.days!.from!) - from) / step))]!,
      low = x.killed.low ?? 0;
    b.by[verdict ?? 'none']++;
    b.n++;
    b.low += low;
    b.high += x.killed.high ?? x.killed.greatest ?? low;
  }
  return {
    from,
    to,
    pad,
    step,
    bars,
    most: bars.reduce((a, b) => Math.max(a, b.n), 1),
    dead: bars.reduce((a, b) => Math.max(a, b.high), 1),
  };
}

/* A time as clocks on the wall there show it. */
export const wall = (at: string): number => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(at) ? at : `${at.length > 10 ? at : `${at}T00:00`}Z`);

/* How far the agreement's clocks are from UTC: the server tells the moment in UTC. A moment given with an offset tells nothing of it. */
function zoneShift(a: Standing, at: string): number {
  if (/(Z|[+-]\d\d:?\d\d)$/.test(at)) return 0;
  const d = wall(at) - Date.parse(a.at);
  return Number.isFinite(d) && Math.abs(d) <= 15 * 3600000 ? d : 0;
}

export interface Stretch {
  from: number;
  to: number;
  sure: boolean; /* under every telling; else under some */
}

/* When an agreement was in force between two times, in local time: what every telling has, and what some have. */
export function stretches(a: Standing, at: string, from: number, to: number): Stretch[] {
  const shift = zoneShift(a, at);
  const per = a.agreement.scenarios.map((sc) =>
    sc.stretches.map((x) => [x.from ? Date.parse(x.from) + shift : -Infinity, x.to ? Date.parse(x.to) + shift : Infinity] as const),
  );
  if (!per.length) return [];
  const cuts = [...new Set([from, to, ...per.flat(2)])].filter((t) => t >= from && t <= to).sort((p, q) => p - q),
    out: Stretch[] = [];
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

/* Round days between two times, at most MOST of them. */
export function ticks(from: number, to: number, most: number): number[] {
  const n = (to - from) / DAY,
    steps = [1, 2, 7, 14, 30, 91, 182, 365, 1826],
    step = (steps.find((x) => n / x <= most) ?? 3652) * DAY,
    out: number[] = [];
  for (let t = Math.ceil(from / step) * step; t < to; t += step) out.push(t);
  return out;
}
