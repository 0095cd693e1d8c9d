/* SPDX-License-Identifier: Apache-2.0 */
/* What map, timeline and brief draw from. Incidents come as rows of numbers (a hundred thousand are a few megabytes); what one says in full is asked for when it is opened. */
import { all, get, query } from '../../lib/api';
import { gravest } from '../../lib/parts';
import type { State } from '../../lib/state';
import type { Actor, Envelope, Finding, Incident, Place, Standing, Verdict } from '../../lib/types';
import type { Tiles } from './canvas';
import type { Timed } from './days';

interface Points extends Envelope {
  columns: string[];
  rows: (number | null)[][];
  places: Place[];
  actors: Actor[];
  types: (string | null)[];
  modes: (string | null)[];
  means: (string | null)[];
  verdicts: (string | null)[];
}
export interface Loaded {
  page: Envelope;
  rows: Timed[];
  findings: Map<number, Finding[]>;
  standing: Standing[];
  places: Place[];
  at: string;
  tiles: Tiles | null;
}

const iso = (n: number | null | undefined): string | null =>
  n === null || n === undefined ? null : new Date(n * 864e5).toISOString().slice(0, 10);

/* Rows of numbers to incidents; their claims are not among them. */
function decode(p: Points): Incident[] {
  const at = Object.fromEntries(p.columns.map((c, i) => [c, i])) as Record<string, number>;
  return p.rows.map((r) => {
    const v = (c: string): number | null => r[at[c]!] ?? null,
      bits = v('means') ?? 0,
      from = iso(v('from')),
      to = iso(v('to'));
    const place = v('place'),
      actor = v('actor'),
      recipient = v('recipient');
    return {
      id: v('id')!,
      days: from || to ? { from, to } : null,
      date_prec: v('date_prec') ?? 0,
      clock: null,
      place: place === null ? null : (p.places[place] ?? null),
      km: (v('km') ?? -1) < 0 ? null : v('km'),
      type: p.types[v('type') ?? 0] ?? '',
      mode: p.modes[v('mode') ?? 0] ?? null,
      means: p.means.filter((m, i): m is string => !!m && (bits & (1 << i)) !== 0),
      actor: actor === null ? null : (p.actors[actor] ?? null),
      actor_by: [],
      rival_actors: [],
      recipient: recipient === null ? null : (p.actors[recipient] ?? null),
      killed: { low: v('killed_low'), high: v('killed_high') },
      injured: { low: v('injured_low'), high: v('injured_high') },
      voices: v('voices') ?? 0,
      reports: 0,
      confirmed: v('confirmed') === 1,
      confidence: v('confidence') ?? 0,
      head: null,
      claims: [],
    };
  });
}

const findingsOf = (list: Finding[]): Map<number, Finding[]> => {
  const out = new Map<number, Finding[]>();
  for (const f of list) {
    const l = out.get(f.incident.id);
    l ? l.push(f) : out.set(f.incident.id, [f]);
  }
  return out;
};

/* The gravest verdict of each incident under the agreements asked for (or the verdict asked for), in the order of the rows. */
function verdictsOf(p: Points): (Verdict | null)[] {
  const at = p.columns.indexOf('verdict');
  return p.rows.map((r) => (p.verdicts[r[at] ?? 0] as Verdict | null | undefined) ?? null);
}

/* The last few answers of this ledger's state: choosing other days or another moment asks for nothing twice. */
const answers = new Map<string, Promise<unknown>>();
function kept<T>(key: string, ask: () => Promise<T>): Promise<T> {
  const had = answers.get(key) as Promise<T> | undefined,
    got = had ?? ask();
  answers.delete(key);
  answers.set(key, got);
  got.catch(() => answers.delete(key));
  while (answers.size > 6) answers.delete(answers.keys().next().value!);
  return got;
}

/* What happened, with its verdict, for the whole of time: days are chosen by whoever draws, for the timeline shows what lies outside them, too. */
async function pointsOf(open: State): Promise<{ got: Envelope; rows: Timed[]; findings: Map<number, Finding[]> }> {
  const got = await get<Points>(`/points${query('points', open, { gravest: 'true' })}`),
    verdicts = verdictsOf(got);
  return { got, rows: decode(got).map((incident, i) => ({ incident, verdict: verdicts[i]! })), findings: new Map() };
}

/* The same with every claim and every finding, for what prints them. */
async function fullOf(open: State): Promise<{ got: Envelope; rows: Timed[]; findings: Map<number, Finding[]> }> {
  const [got, found] = await Promise.all([
    all<Incident>(`/incidents${query('incidents', open)}`),
    all<Finding>(`/findings${query('findings', open)}`),
  ]);
  const findings = findingsOf(found.data);
  return {
    got,
    rows: got.data.map((incident) => ({ incident, verdict: gravest((findings.get(incident.id) ?? []).map((f) => f.verdict)) })),
    findings,
  };
}

export async function load(st: State, signal: AbortSignal, full = false): Promise<Loaded> {
  const open: State = { ...st, since: '', until: '', undated: '' };
  const about = await get<Envelope & { tiles: string | null; tiles_credit: string | null }>('/about', signal);
  const [base, places] = await Promise.all([
    kept(`${full} ${query('points', open)} ${about.head} ${about.redacted}`, () => (full ? fullOf(open) : pointsOf(open))),
    kept(`places ${about.head} ${about.redacted}`, () => all<{ place: Place }>('/places')),
  ]);
  signal.throwIfAborted();
  const last = base.rows.reduce((a, { incident: x }) => ((x.days?.to ?? '') > a ? x.days!.to! : a), '');
  const at = st.at ?? `${st.until ?? (last || new Date().toISOString().slice(0, 10))}T12:00`;
  const asked = `/agreements?at=${encodeURIComponent(at)}${st.as_of ? `&as_of=${encodeURIComponent(st.as_of)}` : ''}`;
  return {
    page: base.got,
    rows: base.rows,
    findings: base.findings,
    standing: (await all<Standing>(asked, signal)).data,
    places: places.data.map((x) => x.place),
    at,
    tiles: about.tiles ? { address: about.tiles, credit: about.tiles_credit ?? `Tiles: ${/:\/\/([^/]*)/.exec(about.tiles)?.[1] ?? about.tiles}` } : null,
  };
}

/* The days of the filter, which the API was not asked to narrow by. */
export function fits({ incident: x }: Timed, st: State): boolean {
  const d = x.days;
  if (st.since && (!d?.to || d.to < st.since)) return st.undated === 'true' && !d?.from;
  if (st.until && (!d?.from || d.from > st.until)) return st.undated === 'true' && !d?.from;
  return true;
}
