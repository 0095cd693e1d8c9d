/* SPDX-License-Identifier: Apache-2.0 */
/* What analysts decide of a claim besides yes and no: its fields as they should be, and what its source is worth. */
import { h } from '../../lib/dom';
import { marked, shortAgreement } from '../../lib/parts';
import type { Assessment, Claim } from '../../lib/types';
import { initial, name, plain } from '../../lib/words';
import type { Act } from './act';
import { ask, askReason } from './ask';
import { fields } from './fields';

export function correct(c: Claim): Promise<Assessment | null> {
  const all = fields(c);
  return ask(
    `Correct claim ${c.id}`,
    'What you change is recorded beside the claim; the claim itself stays in the ledger.',
    [h('blockquote', { dir: 'auto' }, marked(c.sentence_text ?? c.quote, c.quote)), h('div', { class: 'fix' }, all.map((f) => f.el))],
    () => {
      const value: Record<string, unknown> = {};
      for (const f of all) f.put(value);
      if (!Object.keys(value).length) throw new Error('Nothing is changed yet.');
      return { kind: 'correct', target: `claim:${c.id}`, value };
    },
  );
}

/* NATO's Admiralty grades. */
const RELIABLE: [string, string][] = [
  ['A', 'reliable'],
  ['B', 'usually reliable'],
  ['C', 'fairly reliable'],
  ['D', 'not usually reliable'],
  ['E', 'unreliable'],
  ['F', 'cannot be judged'],
];
const CREDIBLE: [string, string][] = [
  ['1', 'confirmed by others'],
  ['2', 'probably true'],
  ['3', 'possibly true'],
  ['4', 'doubtful'],
  ['5', 'improbable'],
  ['6', 'cannot be judged'],
];

/* Whom a claim's grade is given to: its speaker, else the outlet. */
export const sourceOf = (c: Claim): { target: string; name: string } | null =>
  c.source?.id
    ? { target: `source:${c.source.id}`, name: name(c.source) }
    : c.outlet
      ? { target: `outlet:${c.outlet}`, name: c.outlet }
      : null;

export function grade(of: { target: string; name: string }, was: string | null): Promise<Assessment | null> {
  const pick = (id: string, label: string, of: [string, string][], at: string | undefined): [HTMLElement, HTMLSelectElement] => {
    const el = h(
      'select',
      { id },
      of.map(([k, t]) => h('option', { value: k }, `${k}: ${t}`)),
    );
    el.value = at ?? of[of.length - 1]![0];
    return [h('div', { class: 'row' }, h('label', { for: id }, label), el), el];
  };
  const [r, letter] = pick('grade-source', 'The source is', RELIABLE, was?.[0]),
    [t, digit] = pick('grade-told', 'What it tells is', CREDIBLE, was?.[1]);
  return ask(
    `Grade ${of.name}`,
    'Admiralty grade, for all that this source tells; it stands beside its claims and in tallies.',
    h('div', { class: 'fix' }, r, t),
    () => ({ kind: 'grade', target: of.target, value: letter.value + digit.value }),
  );
}

/* Correct and grade, for every place where a claim is read. */
export function further(c: Claim): Act[] {
  const of = sourceOf(c);
  return [
    { key: 'e', label: 'Correct …', take: () => correct(c) },
    ...(of ? [{ key: 'a', label: c.grade ? `Grade of source: ${c.grade} …` : 'Grade its source …', take: () => grade(of, c.grade) }] : []),
  ];
}

export const simple = (label: string, key: string, kind: string, target: string, value?: string): Act => ({
  label,
  key,
  take: () => askReason(label, { kind, target, ...(value ? { value } : {}) }),
});

const DONE: Record<string, string> = {
  confirm: 'Confirmed',
  reject: 'Rejected',
  correct: 'Corrected',
  merge: 'Merged',
  split: 'Parted',
  grade: 'Graded',
  accept: 'Accepted',
  undo: 'Undid',
};
const target = (t: string): string =>
  t
    .replace(/^claim:/, 'claim ')
    .replace(/^incident:/, 'incident ')
    .replace(/^assessment:/, 'decision ')
    .replace(/^proposal:(.*):(\d+)$/, (_, id: string, n: string) => `a change of ${shortAgreement(id)} (claim ${n})`)
    .replace(/^(source|outlet):(text:)?/, '');

/* What was decided, as people would say it: "Corrected", "claim 12 · Low: 14; Place: Idlib". */
export const decisionWords = (a: Assessment): [string, string] => [DONE[a.kind] ?? a.kind, `${target(a.target)}${valueWords(a)}`];

function valueWords(a: Assessment): string {
  if (!a.value) return '';
  if (a.kind === 'merge') return ` with claim ${a.value}`;
  if (a.kind === 'split') return ` from claim ${a.value}`;
  if (a.kind === 'grade') return `: ${a.value}`;
  if (a.kind !== 'correct') return ` · ${a.value}`;
  try {
    const v = JSON.parse(a.value) as Record<string, unknown>;
    const one = (x: unknown): string =>
      x === null ? 'not told' : Array.isArray(x) ? x.map(one).join(', ') || 'none' : typeof x === 'object' ? object(x as never) : plain(String(x));
    const object = (x: { name?: string; from?: string; to?: string }): string => x.name ?? [x.from, x.to].filter(Boolean).join(' – ');
    const list = Object.entries(v).map(([k, x]) => `${initial(k)}: ${one(x)}`);
    return ` · ${list.join('; ')}`;
  } catch {
    return ` · ${a.value}`;
  }
}
