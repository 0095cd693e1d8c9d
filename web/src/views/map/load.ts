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

const FEW = 3000; /* up to here every finding is read; beyond, each incident's gravest verdict */
const iso = (n: number | null | undefined): string | null =>
  n === null || n === undefined ? null : new Date(n * 864e5).toISOString().slice(0, 10);

/* Rows of numbers to incidents; their claims are not among them. */
export function decode(p: Points): Incident[] {
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

/* The gravest verdict of each incident under all agreements (or the one asked for), from rows of numbers. */
function verdictsOf(p: Points): Map<number, Verdict> {
  const id = p.columns.indexOf('id'),
    at = p.columns.indexOf('verdict'),
    out = new Map<number, Verdict>();
  for (const r of p.rows) {
    const v = p.verdicts[r[at] ?? -1] as Verdict | null | undefined;
    if (v) out.set(r[id]!, v);
  }
  return out;
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

/* full: with the claims of every incident, for what prints them. Days are asked for by whoever draws: the timeline shows what lies outside them, too. */
export async function load(st: State, signal: AbortSignal, full = false): Promise<Loaded> {
  const open: State = { ...st, since: '', until: '', undated: '', verdict: '', agreement: '' };
  const about = await get<Envelope & { tiles: string | null; tiles_credit: string | null }>('/about', signal);
  const base = await kept(`${full} ${query('incidents', open)} ${about.head} ${about.redacted}`, async () => {
    const [got, places] = await Promise.all([
      full ? all<Incident>(`/incidents${query('incidents', open)}`) : get<Points>(`/points${query('points', open)}`),
      all<{ place: Place; claims: number }>('/places'),
    ]);
    const incidents = 'rows' in got ? decode(got) : got.data;
    return {
      got: got as Envelope,
      places: places.data.map((x) => x.place),
      incidents: st.type ? incidents.filter((x) => x.type === st.type) : incidents,
    };
  });
  signal.throwIfAborted();
  const { got, places, incidents } = base;
  const last = incidents.reduce((a, x) => {
    const d = x.days?.to ?? '';
    return d > a ? d : a;
  }, '');
  const at = st.at ?? `${st.until ?? (last || new Date().toISOString().slice(0, 10))}T12:00`;
  const standing = (
    await all<Standing>(`/agreements?at=${encodeURIComponent(at)}${st.as_of ? `&as_of=${encodeURIComponent(st.as_of)}` : ''}`, signal)
  ).data;
  let findings = new Map<number, Finding[]>(),
    gravestOf: (id: number) => Verdict | null;
  if (incidents.length <= FEW) {
    const asked = query('findings', { ...open, agreement: st.agreement ?? '' });
    findings = await kept(`findings ${asked} ${about.head} ${about.redacted}`, async () =>
      findingsOf((await all<Finding>(`/findings${asked}`)).data),
    );
    gravestOf = (id) => gravest((findings.get(id) ?? []).map((f) => f.verdict));
  } else {
    const asked = query('points', { ...open, agreement: st.agreement ?? '' }, { gravest: 'true' });
    const map = await kept(`${asked} ${about.head} ${about.redacted}`, async () => verdictsOf(await get<Points>(`/points${asked}`)));
    gravestOf = (id) => map.get(id) ?? null;
  }
  return {
    page: got,
    rows: incidents.map((incident) => ({ incident, verdict: gravestOf(incident.id) })),
    findings,
    standing,
    places,
    at,
    tiles: about.tiles ? { address: about.tiles, credit: about.tiles_credit ?? `Tiles: ${/:\/\/([^/]*)/.exec(about.tiles)?.[1] ?? about.tiles}` } : null,
  };
}

/* The part of the filter that the API was not asked to narrow by. */
export function fits(r: Timed, st: State, findings: Map<number, Finding[]>): boolean {
  const d = r.incident.days;
  if (st.since && (!d?.to || d.to < st.since)) return st.undated === 'true' && !d?.from;
  if (st.until && (!d?.from || d.from > st.until)) return st.undated === 'true' && !d?.from;
  if (st.means && !r.incident.means.includes(st.means)) return false;
  if (st.verdict && r.verdict !== st.verdict && !findings.get(r.incident.id)?.some((f) => f.verdict === st.verdict)) return false;
  return true;
}
