/* SPDX-License-Identifier: Apache-2.0 */
/* The same question under other terms: a form that changes terms of one agreement, and the findings that differ. The changes are in the address. */
import { all, get, query } from '../../lib/api';
import { spot } from '../../lib/csv';
import { h, said } from '../../lib/dom';
import { badge, deaths, empty, toIncident } from '../../lib/parts';
import { address, go } from '../../lib/state';
import type { Agreement, Envelope, Finding, Standing, Verdicts, WhatIf } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, days, place, VERDICTS, what } from '../../lib/words';
import { decided } from './reason';

const KINDS: [string, string, string][] = [
  ['add_territory', 'covers also', 'Aleppo, or LAT,LON,KM'],
  ['drop_territory', 'does not cover', 'name of an area'],
  ['start', 'starts', '2016-04-22T00:00'],
  ['end', 'ends', '2016-05-10T00:00, or 72h'],
  ['add_party', 'binds also', 'name or id of an actor'],
  ['drop_party', 'does not bind', 'name or id of a party'],
  ['exclude', 'excludes', 'name or id of a group'],
  ['include_actor', 'no longer excludes', 'name or id of a group'],
  ['prohibit', 'prohibits', 'ASSAULT:aerial'],
  ['permit', 'permits', 'ASSAULT:shelling'],
];
const said_ = new Map(KINDS.map(([k, t]) => [k, t]));

export const whatifView: View = {
  id: 'whatif',
  title: 'What if',
  filters: ['place', 'since', 'until', 'by', 'source', 'undated', 'as_of'],
  async show(box, st, ctx) {
    const changes = new URLSearchParams(location.search).getAll('change');
    const list = (await all<Standing>('/agreements', ctx.signal)).data.map((x) => x.agreement);
    const chosen = list.find((a) => a.id === st.agreement) ?? null;
    box.append(h('h1', {}, 'What if the terms were others?'), form(list, chosen, changes));
    if (!chosen || !changes.length) {
      const seen = await get<Envelope>('/about', ctx.signal);
      ctx.tell(seen, { rows: 'no change yet' });
      return void box.append(
        empty(chosen ? 'Add a change above: the findings that it would alter appear here.' : 'Choose an agreement, then a change.'),
      );
    }
    const q = query('whatif', st),
      more = new URLSearchParams({ agreement: chosen.id });
    for (const c of changes) more.append('change', c);
    const got = (await all<{ before: Finding | null; after: Finding | null }>(`/whatif${q ? `${q}&` : '?'}${more}`, ctx.signal)) as WhatIf;
    ctx.tell(got, {
      rows: `${count(got.data.length)} findings differ`,
      takes: 'whatif',
      json: `/api/v1/whatif${q ? `${q}&` : '?'}${more}`,
      sheet: {
        name: 'whatif',
        columns: [
          ['incident', '#meta+id'],
          ['day', '#date'],
          ['place', '#loc+name'],
          ['before', '#status+before'],
          ['after', '#status+after'],
          ['because', '#description'],
          ['changes', '#meta+changes'],
        ],
        rows: got.data.map(({ before, after }) => {
          const f = (after ?? before)!,
            q = after && decided(after);
          return [
            f.incident.id,
            f.incident.days?.from,
            f.incident.place?.name,
            before?.verdict,
            after?.verdict,
            after && q ? after.answers[q].because : '',
            changes.join('; '),
          ];
        }),
        shapes: got.data.map(({ before, after }) => spot((after ?? before)!.incident.place)),
      },
    });
    box.append(
      difference(got.before, got.after),
      got.data.length
        ? h(
            'div',
            { class: 'panel flush scroll' },
            h(
              'table',
              { class: 'rows' },
              h(
                'thead',
                {},
                h(
                  'tr',
                  {},
                  ['Day', 'Incident', 'As the terms are', 'With the change', 'Because'].map((x) => h('th', { scope: 'col' }, x)),
                ),
              ),
              h(
                'tbody',
                {},
                got.data.map(({ before, after }) => row(before, after)),
              ),
            ),
          )
        : empty('No finding of this filter would differ.'),
    );
  },
};

function to(agreement: string, changes: string[]): void {
  const q = new URLSearchParams(address('whatif', { agreement }).slice(2));
  for (const c of changes) q.append('change', c);
  go(`/?${q}`);
}

function form(list: Agreement[], chosen: Agreement | null, changes: string[]): HTMLElement {
  const which = h(
    'select',
    { id: 'wi-agreement', on: { change: () => to(which.value, []) } },
    h('option', { value: '' }, 'choose …'),
    list.map((a) => h('option', { value: a.id }, a.name ?? a.id)),
  );
  which.value = chosen?.id ?? '';
  const kind = h(
    'select',
    { id: 'wi-kind' },
    KINDS.map(([k, t]) => h('option', { value: k }, t)),
  );
  const value = h('input', {
    id: 'wi-value',
    required: true,
    placeholder: KINDS[0]![2],
    dir: 'auto',
    autocomplete: 'off',
    list: 'wi-known',
  });
  const known = h('datalist', { id: 'wi-known' });
  const suggest = (): void => {
    value.placeholder = KINDS.find((k) => k[0] === kind.value)?.[2] ?? '';
    const from =
      {
        drop_territory: chosen?.include.map((a) => a.name),
        drop_party: chosen?.parties.map((p) => p.name),
        include_actor: chosen?.excluded.map((p) => p.name),
      }[kind.value] ?? [];
    known.replaceChildren(...from.filter(Boolean).map((x) => h('option', { value: x! })));
  };
  kind.addEventListener('change', suggest);
  return h(
    'form',
    {
      class: 'panel whatif',
      on: {
        submit: (e: Event) => {
          e.preventDefault();
          if (chosen && value.value.trim()) to(chosen.id, [...changes, `${kind.value}:${value.value.trim()}`]);
        },
      },
    },
    h('div', { class: 'field' }, h('label', { for: 'wi-agreement' }, 'Agreement'), which),
    h('div', { class: 'field' }, h('label', { for: 'wi-kind' }, 'Change'), kind),
    h('div', { class: 'field' }, h('label', { for: 'wi-value' }, 'To'), value, known),
    h('button', { class: 'button strong', disabled: !chosen }, 'Show the difference'),
    changes.length
      ? h(
          'ul',
          { class: 'changes' },
          changes.map((c, i) => {
            const [k, ...v] = c.split(':');
            return h(
              'li',
              {},
              `${said_.get(k!) ?? k} `,
              h('b', { dir: 'auto' }, v.join(':')),
              ' ',
              h(
                'button',
                {
                  type: 'button',
                  class: 'link',
                  'aria-label': `Take back: ${c}`,
                  on: {
                    click: () =>
                      to(
                        chosen!.id,
                        changes.filter((_, j) => j !== i),
                      ),
                  },
                },
                'take back',
              ),
            );
          }),
        )
      : null,
  );
}

function difference(a: Verdicts, b: Verdicts): HTMLElement {
  const most = Math.max(1, ...VERDICTS.flatMap((v) => [a[v], b[v]]));
  const bar = (n: number, v: string): HTMLElement => {
    const el = h('span', { class: `hbar v-${v}` });
    el.style.width = `${(n / most) * 100}%`;
    return el;
  };
  return h(
    'div',
    { class: 'panel' },
    h(
      'table',
      { class: 'difference' },
      h('caption', { class: 'sr' }, 'Findings by verdict, before and after'),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, 'Verdict'),
          h('th', { scope: 'col', colspan: 2 }, 'As the terms are'),
          h('th', { scope: 'col', colspan: 2 }, 'With the change'),
          h('th', { scope: 'col' }, 'Difference'),
        ),
      ),
      h(
        'tbody',
        {},
        VERDICTS.filter((v) => a[v] || b[v]).map((v) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, badge(v)),
            h('td', { class: 'num' }, a[v]),
            h('td', { class: 'bars' }, bar(a[v], v)),
            h('td', { class: 'num' }, b[v]),
            h('td', { class: 'bars' }, bar(b[v], v)),
            h('td', { class: 'num' }, b[v] === a[v] ? '0' : `${b[v] > a[v] ? '+' : '−'}${Math.abs(b[v] - a[v])}`),
          ),
        ),
      ),
    ),
  );
}

function row(before: Finding | null, after: Finding | null): HTMLElement {
  const f = (after ?? before)!,
    x = f.incident,
    q = after && decided(after);
  return h(
    'tr',
    {},
    h('td', { class: 'num' }, days(x.days)),
    h('td', {}, toIncident(x.id, [`${what(x)}, `, said(place(x.place))]), ' ', deaths(x.killed)),
    h('td', {}, before ? badge(before.verdict) : 'none'),
    h('td', {}, after ? badge(after.verdict) : 'none'),
    h('td', { class: 'small' }, said(after && q ? after.answers[q].because : '')),
  );
}
