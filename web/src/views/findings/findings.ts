/* SPDX-License-Identifier: Apache-2.0 */
/* Agreements held against incidents: by day and party, and row by row with the five answers. */
import { all, get, query } from '../../lib/api';
import { h, roving, said } from '../../lib/dom';
import { badge, deaths, empty, sentences, shortAgreement, toIncident } from '../../lib/parts';
import { address, change } from '../../lib/state';
import type { Finding, Violations } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, days, initial, name, place, QUESTION, QUESTIONS, VERDICT, VERDICTS, what } from '../../lib/words';
import { calendar } from './calendar';
import { answerMark, findingCard, reason } from './reason';

const MANY = 400;

export const findingsView: View = {
  id: 'findings',
  title: 'Findings',
  filters: ['place', 'since', 'until', 'agreement', 'verdict', 'by', 'source', 'undated', 'as_of'],
  async show(box, st, ctx) {
    const [got, cells] = await Promise.all([
      all<Finding>(`/findings${query('findings', st)}`, ctx.signal),
      get<Violations>(`/violations${query('violations', st)}`, ctx.signal),
    ]);
    ctx.tell(got, { rows: `${count(got.data.length)} findings`, what: 'findings' });
    const tally = new Map(VERDICTS.map((v) => [v, got.data.filter((f) => f.verdict === v).length]));
    box.append(
      h(
        'div',
        { class: 'head-line' },
        h('h1', {}, 'Findings'),
        h(
          'div',
          { class: 'verdict-counts' },
          VERDICTS.filter((v) => tally.get(v)).map((v) =>
            h(
              'button',
              {
                class: 'chip',
                'aria-pressed': String(st.verdict === v),
                title: `Only: ${VERDICT[v]}`,
                on: { click: () => change({ verdict: st.verdict === v ? null : v }) },
              },
              badge(v),
              h('b', {}, count(tally.get(v)!)),
            ),
          ),
        ),
        h('a', { class: 'button small', href: address('whatif', { agreement: st.agreement ?? null }) }, 'What if …'),
      ),
    );
    if (!got.data.length) return void box.append(empty('No finding for this filter.'));
    box.append(h('section', { class: 'panel', 'aria-label': 'By day and party' }, calendar(cells.rows)));
    const rows = got.data
      .slice()
      .sort((a, b) => (b.incident.days?.from ?? '').localeCompare(a.incident.days?.from ?? '') || b.incident.id - a.incident.id);
    const body = h('tbody'),
      more = h('button', { class: 'button' });
    let at = 0;
    const grow = (): void => {
      rows
        .slice(at, at + MANY)
        .forEach((f, i) => body.append(...row(f, st.open === key(f), rows[at + i - 1]?.incident.id === f.incident.id)));
      at += MANY;
      more.hidden = at >= rows.length;
      more.textContent = `Show more of ${count(rows.length)}`;
    };
    more.addEventListener('click', grow);
    grow();
    box.append(
      h(
        'div',
        { class: 'panel flush scroll' },
        h(
          'table',
          { class: 'rows findings' },
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              h('th', { scope: 'col' }, 'Day'),
              h('th', { scope: 'col' }, 'Incident'),
              h('th', { scope: 'col' }, 'Agreement'),
              h('th', { scope: 'col' }, 'Verdict'),
              QUESTIONS.map((q) => h('th', { scope: 'col', class: 'q', title: QUESTION[q] }, initial(q))),
              h('th', { scope: 'col' }, 'What decided it'),
            ),
          ),
          body,
        ),
      ),
      more,
      h('p', { class: 'dim' }, '● yes   ○ no   ? unknown. An allegation is what reports say; no finding is a judgement of fact.'),
    );
    roving(body, 'button.open');
  },
};

const key = (f: Finding): string => `${f.incident.id}:${f.agreement}`;

function row(f: Finding, open: boolean, again: boolean): HTMLElement[] {
  const x = f.incident,
    detail = h('tr', { class: 'behind', hidden: !open }, h('td', { colspan: 10 }));
  const button = h('button', { class: 'open link', 'aria-expanded': String(open) }, `${what(x)}, `, said(place(x.place)));
  const toggle = (to: boolean): void => {
    detail.hidden = !to;
    button.setAttribute('aria-expanded', String(to));
    if (to && !detail.firstElementChild!.hasChildNodes())
      detail.firstElementChild!.append(
        h(
          'div',
          { class: 'two-col' },
          findingCard(f),
          h('div', {}, sentences(x.claims, 5), h('p', {}, toIncident(x.id, 'The incident and what others find of it'))),
        ),
      );
  };
  button.addEventListener('click', () => {
    const to = !!detail.hidden;
    toggle(to);
    change({ open: to ? key(f) : null }, { quiet: true });
  });
  if (open) toggle(true);
  return [
    h(
      'tr',
      { class: again ? 'again' : null },
      h('td', { class: 'num' }, days(x.days)),
      h(
        'td',
        {},
        button,
        ' ',
        again
          ? null
          : [deaths(x.killed), h('div', { class: 'dim small', dir: 'auto' }, x.actor ? `by ${name(x.actor)}` : 'actor not told')],
      ),
      h('td', { class: 'small' }, shortAgreement(f.agreement)),
      h('td', {}, badge(f.verdict)),
      QUESTIONS.map((q) =>
        h(
          'td',
          { class: `q a-${f.answers[q].value}`, title: f.answers[q].because },
          h('span', { 'aria-label': f.answers[q].value, role: 'img' }, answerMark(f.answers[q].value)),
        ),
      ),
      h('td', { class: 'small' }, reasonOnly(f)),
    ),
    detail,
  ];
}
const reasonOnly = (f: Finding): HTMLElement => {
  const r = reason(f);
  return h('span', {}, ...[...r.childNodes].slice(2));
};
