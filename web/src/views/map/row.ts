/* SPDX-License-Identifier: Apache-2.0 */
/* One incident in a list: what, where, when, deaths, verdict; open when it is in focus. */
import { h } from '../../lib/dom';
import { badge, deaths, sentences, toIncident } from '../../lib/parts';
import type { IncidentFull } from '../../lib/types';
import { days, name, place, PRECISION, range, what } from '../../lib/words';
import { reason } from '../findings/reason';
import type { Timed } from './days';

export function incidentRow({ incident: x, verdict }: Timed, full: IncidentFull | null, open: boolean, pick: () => void): HTMLElement {
  const head = h(
    'div',
    { class: 'line' },
    h('span', { class: 'when' }, days(x.days)),
    h('b', {}, what(x)),
    ' ',
    h('span', { dir: 'auto', class: 'where' }, place(x.place)),
    deaths(x.killed),
  );
  const row = h(
    'div',
    {
      class: `incident${open ? ' selected' : ''}`,
      tabindex: 0,
      role: 'button',
      'aria-expanded': String(open),
      'data-id': x.id,
      on: {
        click: (e: Event) => {
          if (!(e.target as Element).closest('a') && !open) pick();
        },
        keydown: (e: Event) => {
          const k = (e as KeyboardEvent).key;
          if ((k === 'Enter' || k === ' ') && e.target === e.currentTarget) (e.preventDefault(), pick());
        },
      },
    },
    head,
    h(
      'div',
      { class: 'line two' },
      verdict ? badge(verdict) : h('span', { class: 'dim' }, 'no agreement applies'),
      h('span', { class: 'dim', dir: 'auto' }, x.actor ? name(x.actor) : 'actor not told'),
      h('span', { class: 'dim num' }, `${x.voices} ${x.voices === 1 ? 'voice' : 'voices'}`),
    ),
  );
  if (!open) return row;
  /* Links may not stand inside a button: the open part is beside it. */
  const y = full?.incident;
  return h(
    'div',
    { class: 'incident-open' },
    row,
    h(
      'div',
      { class: 'more' },
      y?.head ? h('p', { dir: 'auto', class: 'headline' }, y.head) : null,
      h(
        'p',
        { class: 'dim' },
        [
          range(x.killed) ? `${range(x.killed)} killed` : '',
          range(x.injured) ? `${range(x.injured)} injured` : '',
          PRECISION[x.place?.where_prec ?? 0],
          x.km ? `within ${x.km} km` : '',
        ]
          .filter(Boolean)
          .join(' · '),
      ),
      full?.findings.length
        ? h(
            'ul',
            { class: 'mini' },
            full.findings.slice(0, 6).map((f) => h('li', {}, badge(f.verdict), ' ', reason(f))),
          )
        : null,
      y
        ? sentences(
            y.claims.map((c) => c.claim),
            3,
          )
        : h('p', { class: 'dim', role: 'status' }, 'Reading …'),
      y ? h('p', {}, toIncident(x.id, `All ${y.claims.length} claims, why they are one incident, every finding`)) : null,
    ),
  );
}
