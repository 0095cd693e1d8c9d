/* SPDX-License-Identifier: Apache-2.0 */
/* Why a finding is what it is, in one line; and the five answers in full. */
import { h, said } from '../../lib/dom';
import { badge, shortAgreement } from '../../lib/parts';
import { address } from '../../lib/state';
import type { Finding, Question } from '../../lib/types';
import { QUESTION, QUESTIONS, VERDICT } from '../../lib/words';

const DECIDES: Record<string, Question> = {
  not_in_force: 'time',
  outside_territory: 'place',
  excluded_actor: 'excluded',
  not_a_party: 'parties',
  permitted_act: 'act',
};

export function decided(f: Finding): Question | null {
  return DECIDES[f.verdict] ?? QUESTIONS.find((q) => f.answers[q].value === 'unknown') ?? null;
}

export function reason(f: Finding): HTMLElement {
  const q = decided(f);
  return h(
    'span',
    {},
    h('a', { href: address('clock', { agreement: f.agreement }), class: 'agreement' }, shortAgreement(f.agreement)),
    ': ',
    said(q ? f.answers[q].because : 'in force, inside the territory, both sides bound, an act it prohibits, no excluded group'),
  );
}

export const answerMark = (value: string): string => ({ yes: '●', no: '○', unknown: '?' })[value] ?? '?';

export function findingCard(f: Finding, more: Node | null = null): HTMLElement {
  const by = decided(f);
  return h(
    'section',
    { class: 'finding-card', 'aria-label': `${VERDICT[f.verdict]} under ${f.agreement}` },
    h(
      'header',
      {},
      badge(f.verdict),
      ' under ',
      h('a', { href: address('clock', { agreement: f.agreement }) }, shortAgreement(f.agreement)),
      h('span', { class: 'dim' }, ` · an ${f.stage} · terms ${f.revision}`),
      more,
    ),
    h(
      'table',
      { class: 'answers' },
      h(
        'tbody',
        {},
        QUESTIONS.map((q) => {
          const a = f.answers[q];
          return h(
            'tr',
            { class: q === by ? 'decides' : null },
            h('th', { scope: 'row' }, QUESTION[q]),
            h('td', { class: `answer a-${a.value}` }, h('span', { 'aria-hidden': 'true' }, answerMark(a.value)), ` ${a.value}`),
            h(
              'td',
              {},
              said(a.because),
              q === by ? h('span', { class: 'tag' }, 'decides') : null,
              a.source ? h('div', { class: 'dim small', dir: 'auto' }, `${a.source}${a.ref ? `, ${a.ref}` : ''}`) : null,
            ),
          );
        }),
      ),
    ),
    f.share !== null && f.share > 0 && f.share < 1
      ? h('p', { class: 'dim' }, `${Math.round(f.share * 100)} percent of the area within which it lies is inside the territory.`)
      : null,
    f.flips.length
      ? h(
          'div',
          { class: 'flips' },
          h('h3', {}, 'What would flip it'),
          h(
            'ul',
            {},
            f.flips.map((x) =>
              h(
                'li',
                {},
                badge(x.verdict),
                ' ',
                said(tail(x.text, x.verdict)),
                x.source ? h('span', { class: 'dim', dir: 'auto' }, ` (${x.source})`) : null,
              ),
            ),
          ),
        )
      : null,
  );
}

/* "not_in_force if it happened …": the badge says the first word already. */
const tail = (text: string, verdict: string): string => (text.startsWith(`${verdict} `) ? text.slice(verdict.length + 1) : text);
