/* SPDX-License-Identifier: Apache-2.0 */
/* Agreements held against incidents: by day and party, and row by row with the five answers, the last day first. */
import { follow, get, query } from '../../lib/api';
import { h, roving, said } from '../../lib/dom';
import { badge, deaths, empty, sentences, shortAgreement, toIncident } from '../../lib/parts';
import { address, change } from '../../lib/state';
import type { Finding, Page, Verdicts, Violations } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, days, initial, name, place, QUESTION, QUESTIONS, VERDICT, VERDICTS, what } from '../../lib/words';
import { calendar } from './calendar';
import { answerMark, findingCard, reason } from './reason';

const MANY = 200;
interface FindingsPage extends Page<Finding> {
  counts: Verdicts;
}

export const findingsView: View = {
  id: 'findings',
  title: 'Findings',
  filters: ['place', 'since', 'until', 'agreement', 'verdict', 'by', 'type', 'means', 'source', 'undated', 'as_of'],
  async show(box, st, ctx) {
    const [got, cells] = await Promise.all([
      get<FindingsPage>(`/findings${query('findings', st, { order: 'latest', limit: MANY })}`, ctx.signal),
      get<Violations>(`/violations${query('violations', st)}`, ctx.signal),
    ]);
    const total = got.total ?? got.data.length;
    ctx.tell(got, { rows: `${count(total)} findings`, what: 'findings' });
    box.append(
      h(
        'div',
        { class: 'head-line' },
        h('h1', {}, 'Findings'),
        h(
          'div',
          { class: 'verdict-counts' },
          VERDICTS.filter((v) => got.counts[v]).map((v) =>
            h(
              'button',
              {
                class: 'chip',
                'aria-pressed': String(st.verdict === v),
                title: `Only: ${VERDICT[v]}`,
                on: { click: () => change({ verdict: st.verdict === v ? null : v }) },
              },
              badge(v),
              h('b', {}, count(got.counts[v])),
            ),
          ),
        ),
        h('a', { class: 'button small', href: address('whatif', { agreement: st.agreement ?? null }) }, 'What if …'),
      ),
    );
    if (!got.data.length) return void box.append(empty('No finding for this filter.'));
    box.append(h('section', { class: 'panel', 'aria-label': 'By day and party' }, calendar(cells.rows)));
    const body = h('tbody'),
      more = h('button', { class: 'button' });
    /* A page at a time; the next one is asked for when it is wanted, and goes on with the ledger as the first one saw it. */
    let last = 0,
      shown = 0,
      next: string | null = null;
    const grow = (page: Page<Finding>): void => {
      for (const f of page.data) {
        body.append(...row(f, st.open === key(f), last === f.incident.id));
        last = f.incident.id;
      }
      ((shown += page.data.length), (next = page.next));
      more.hidden = !next;
      more.textContent = `Show the next ${count(Math.min(MANY, total - shown))} of ${count(total)}`;
    };
    more.addEventListener('click', () => {
      if (!next) return;
      more.disabled = true;
      void follow<Page<Finding>>(next, ctx.signal)
        .then(grow, (e: Error) => (more.textContent = `${e.message} Try again.`))
        .finally(() => (more.disabled = false));
    });
    grow(got);
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
