/* SPDX-License-Identifier: Apache-2.0 */
/* How values are told. */
import type { Actor, Days, Place, Question, Range, Verdict } from './types';

export const VERDICTS: Verdict[] = [
  'violation_alleged',
  'indeterminate',
  'excluded_actor',
  'not_a_party',
  'outside_territory',
  'not_in_force',
  'permitted_act',
];
export const VERDICT: Record<Verdict, string> = {
  violation_alleged: 'Violation alleged',
  indeterminate: 'Indeterminate',
  excluded_actor: 'Excluded actor',
  not_a_party: 'Not a party',
  outside_territory: 'Outside territory',
  not_in_force: 'Not in force',
  permitted_act: 'Permitted act',
};
export const QUESTIONS: Question[] = ['time', 'place', 'excluded', 'parties', 'act'];
export const QUESTION: Record<Question, string> = {
  time: 'In force then?',
  place: 'Inside the territory?',
  excluded: 'An excluded group?',
  parties: 'Both sides bound?',
  act: 'Is the act prohibited?',
};
export const STANCE: Record<string, string> = {
  AGREE: 'agrees',
  CONSULT: 'talks',
  SUPPORT: 'supports',
  CONCEDE: 'concedes',
  COOPERATE: 'cooperates',
  AID: 'aids',
  RETREAT: 'holds back',
  REQUEST: 'calls for',
  ACCUSE: 'accuses',
  REJECT: 'refuses',
  THREATEN: 'threatens',
  PROTEST: 'protests',
  SANCTION: 'sanctions',
  MOBILIZE: 'mobilises',
  COERCE: 'coerces',
  ASSAULT: 'attacks',
};
const MODE: Record<string, string> = {
  aerial: 'Air strike',
  shelling: 'Shelling',
  rocket: 'Rockets',
  bombing: 'Bombing',
  suicide: 'Suicide bombing',
  firearms: 'Gunfire',
  clash: 'Clash',
  abduct: 'Abduction',
  execute: 'Execution',
  chemical: 'Chemical attack',
  drone: 'Drone strike',
  destroy: 'Destruction',
  torture: 'Torture',
  sexual: 'Sexual violence',
};
const TYPE: Record<string, string> = {
  ASSAULT: 'Attack',
  COERCE: 'Coercion',
  THREATEN: 'Threat',
  MOBILIZE: 'Mobilisation',
  PROTEST: 'Protest',
  SANCTION: 'Sanction',
  REJECT: 'Refusal',
  ACCUSE: 'Accusation',
  REQUEST: 'Call',
  RETREAT: 'Holding back',
};
/* What happened, in a word or two. */
export const what = (x: { mode: string | null; type: string | null }): string =>
  MODE[x.mode ?? ''] ?? TYPE[x.type ?? ''] ?? (initial(plain(x.type)) || 'Event');
export const plain = (s: string | null | undefined): string => (s ?? '').replace(/_/g, ' ').toLowerCase();
export const initial = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);

const number = new Intl.NumberFormat('en');
export const count = (n: number): string => number.format(n);

/* 50+ is at least 50; –12 at most 12. */
export function range(r: Range | null | undefined): string {
  if (!r || (r.low === null && r.high === null)) return '';
  if (r.high === null) return `${count(r.low!)}+`;
  if (r.low === null) return `≤ ${count(r.high)}`;
  return r.low === r.high ? count(r.low) : `${count(r.low)}–${count(r.high)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export function day(d: string | null | undefined, year = true): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(d ?? '');
  return m ? `${+m[3]!} ${MONTHS[+m[2]! - 1]}${year ? ` ${m[1]}` : ''}` : '';
}
export function days(d: Days | null | undefined): string {
  if (!d || (!d.from && !d.to)) return 'undated';
  if (d.from === d.to) return day(d.from);
  if (!d.to) return `from ${day(d.from)}`;
  if (!d.from) return `until ${day(d.to)}`;
  return `${day(d.from, d.from.slice(0, 4) !== d.to.slice(0, 4))} – ${day(d.to)}`;
}
export const instant = (t: string | null | undefined): string => (t ? `${day(t)} ${t.slice(11, 16)} UTC` : 'no end told');

/* A moment in the zone where it holds. */
export function local(t: string | null, zone: string | null): string {
  if (!t) return 'no end told';
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone ?? 'UTC',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(t));
  } catch {
    return instant(t);
  }
}
export function span(seconds: number): string {
  const a = Math.abs(seconds),
    d = Math.floor(a / 86400),
    hh = Math.floor((a % 86400) / 3600),
    mm = Math.floor((a % 3600) / 60);
  return d > 2 ? `${count(d)} days` : d ? `${d} d ${hh} h` : hh ? `${hh} h ${mm} min` : `${mm} min`;
}
export const name = (a: Actor | null | undefined, none = 'not told'): string => a?.name ?? none;
export function place(p: Place | null | undefined): string {
  if (!p?.name) return 'place not told';
  const more = p.admin1 && p.admin1 !== p.name ? p.admin1 : p.kind === 'admin1' ? 'governorate' : '';
  return more ? `${p.name}, ${more}` : p.name;
}
export const PRECISION: Record<number, string> = {
  0: 'place not told',
  1: 'the place itself',
  2: 'near the place',
  3: 'somewhere in the district',
  4: 'somewhere in the province',
  5: 'along or about a region',
  6: 'somewhere in the country',
  7: 'beyond one country',
};
