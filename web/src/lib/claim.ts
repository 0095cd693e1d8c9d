/* SPDX-License-Identifier: Apache-2.0 */
/* A claim's fields, for every place that shows one. */
import { h, said, type Child } from './dom';
import { address } from './state';
import type { Actor, Claim, Place } from './types';
import { day, days, name, place, plain, PRECISION, range, initial } from './words';

export const KIND: Record<Claim['kind'], string> = { casualties: 'Casualties', event: 'Event', ceasefire: 'Ceasefire', figure: 'Figure' };

/* In a line: "50+ people killed", "assault, aerial: government → hospital". */
export function gist(c: Claim): string {
  if (c.kind === 'casualties')
    return `${c.approx ? '~' : ''}${range({ low: c.low ?? null, high: c.high ?? null })} ${plain(c.who)} ${plain(c.harm)}`;
  if (c.kind === 'figure')
    return `${c.approx ? '~' : ''}${range({ low: c.low ?? null, high: c.high ?? null })}${c.percent ? ' %' : ''} ${c.unit ?? ''}`;
  if (c.kind === 'ceasefire') return `${plain(c.form)} · ${plain(c.state)}`;
  const who = [c.actor && name(c.actor), c.recipient && name(c.recipient)];
  return `${plain(c.type)}${c.mode ? `, ${plain(c.mode)}` : ''}${who[0] || who[1] ? `: ${who[0] ?? 'not told'} → ${who[1] ?? 'not told'}` : ''}`;
}

const actors = (v: (Actor | Place)[] | undefined): Child => (v?.length ? v.map((a, i) => [i ? ', ' : '', said(a.name)]) : null);

function rows(c: Claim): [string, Child][] {
  const out: [string, Child][] = [];
  const add = (k: string, v: Child) => {
    if (v !== null && v !== undefined && v !== '' && v !== false) out.push([k, v]);
  };
  if (c.kind === 'casualties') {
    add('Count', `${c.approx ? 'about ' : ''}${range({ low: c.low ?? null, high: c.high ?? null })}`);
    (add('Who', plain(c.who)),
      add('Harm', plain(c.harm)),
      add('Means', c.means?.map(plain).join(', ') ?? ''),
      add('By', c.by && said(name(c.by))));
    (add('Scope', c.cumulative ? 'a total over a period' : ''),
      add('Part of', c.part_of && h('a', { href: `#claim-${c.part_of}` }, `claim ${c.part_of}`)));
  } else if (c.kind === 'event') {
    (add('Type', plain(c.type)),
      add('Mode', plain(c.mode)),
      add('Actor', c.actor && said(name(c.actor))),
      add('Recipient', c.recipient && said(name(c.recipient))));
  } else if (c.kind === 'ceasefire') {
    (add('Form', plain(c.form)),
      add('State', plain(c.state)),
      add('Territory', actors(c.territory)),
      add('Parties', actors(c.parties)),
      add('Excludes', actors(c.excludes)),
      add('Length', c.duration),
      add('Violator', c.violator && said(name(c.violator))));
  } else {
    (add('Count', `${range({ low: c.low ?? null, high: c.high ?? null })}${c.percent ? ' percent' : ''}`),
      add('Unit', c.unit && said(c.unit)));
  }
  add(
    'Where',
    c.place
      ? [said(place(c.place)), h('span', { class: 'dim' }, ` · ${PRECISION[c.place.where_prec] ?? ''}`)]
      : c.place_text && said(c.place_text),
  );
  add('When', c.time ? days(c.time) : 'not told');
  add(
    'Said by',
    c.source ? [said(name(c.source)), c.via ? [' through ', said(name(c.via))] : null, c.grade ? ` (grade ${c.grade})` : null] : `not told${c.grade ? ` (its outlet: grade ${c.grade})` : ''}`,
  );
  add('Status', plain(c.status));
  return out;
}

export function claimCard(c: Claim, more: Child = null): HTMLElement {
  const marks = [c.confirmed && 'confirmed', c.corrected && 'corrected', c.rejected && 'rejected'].filter(Boolean);
  return h(
    'section',
    { class: `claim-card k-${c.kind}`, 'aria-label': `Claim ${c.id}` },
    h(
      'header',
      {},
      h('span', { class: 'kind' }, KIND[c.kind]),
      h('span', { class: 'num' }, `claim ${c.id}`),
      marks.map((m) => h('span', { class: 'tag' }, m as string)),
    ),
    h('p', { class: 'quote', dir: 'auto' }, c.quote),
    h(
      'dl',
      {},
      rows(c).map(([k, v]) => [h('dt', {}, k), h('dd', {}, v)]),
    ),
    confidence(c.confidence),
    h(
      'details',
      { open: true },
      h('summary', {}, 'Why it was read so'),
      h(
        'ul',
        { class: 'why' },
        c.why.map((w) => h('li', {}, w)),
      ),
    ),
    c.recorded && h('p', { class: 'dim' }, `Recorded ${day(c.recorded)} ${c.recorded.slice(11, 16)} UTC`),
    more,
  );
}

export function confidence(x: number): HTMLElement {
  const p = Math.round(x * 100);
  return h(
    'div',
    { class: 'confidence' },
    h('span', {}, 'Confidence'),
    h(
      'span',
      {
        class: `meter${p < 60 ? ' low' : ''}`,
        role: 'meter',
        'aria-label': 'Confidence',
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        'aria-valuenow': p,
      },
      h('span', { css: { width: `${p}%` } }),
    ),
    h('span', { class: 'num' }, x.toFixed(2)),
  );
}

export const claimLine = (c: Claim): Child => [
  h('span', { class: `kind k-${c.kind}` }, KIND[c.kind]),
  ' ',
  h('span', { dir: 'auto' }, initial(gist(c))),
];
export const reportAddress = (id: number): string => address('report', { id });
