/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for a person: doubtful claims, unsure merges, proposed changes of terms. j and k walk, c confirms, r rejects, m merges, e corrects, a grades
 * the source, u undoes; each asks why. */
import { all, Problem, query, session } from '../../lib/api';
import { claimCard } from '../../lib/claim';
import { fill, h, said, type Child } from '../../lib/dom';
import { empty, marked, shortAgreement } from '../../lib/parts';
import { address, change, claimAddress } from '../../lib/state';
import type { Assessment, Claim, QueueEntry } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, day, name, plain } from '../../lib/words';
import type { Act } from './act';
import { decisionWords, further, simple } from './decide';

const OF: [string, string][] = [
  ['', 'All'],
  ['proposal', 'Changes of terms'],
  ['merge', 'Merges'],
  ['claim', 'Doubtful claims'],
];
const CHANGE: Record<string, string> = {
  add_territory: 'cover also',
  drop_territory: 'no longer cover',
  start: 'start',
  end: 'end',
  add_party: 'bind also',
  drop_party: 'no longer bind',
  exclude: 'exclude',
  include_actor: 'no longer exclude',
  prohibit: 'prohibit',
  permit: 'permit',
};

/* What may be decided of an entry, by key. */
function choices(e: QueueEntry): Act[] {
  if (e.of === 'merge')
    return [
      simple('Merge: the same incident', 'm', 'merge', e.target, `claim:${e.with.id}`),
      simple('Reject: not the same', 'r', 'split', e.target, `claim:${e.with.id}`),
      ...further(e.claim),
    ];
  const yes = e.of === 'proposal' ? simple('Accept the change', 'c', 'accept', e.target) : simple('Confirm', 'c', 'confirm', e.target);
  return [yes, simple('Reject', 'r', 'reject', e.target), ...further(e.claim)];
}

export const reviewView: View = {
  id: 'review',
  title: 'Review',
  filters: [],
  async show(box, st, ctx) {
    const who = await session(true);
    if (!who.accounts) {
      box.append(
        h(
          'div',
          { class: 'panel problem' },
          h('h1', {}, 'Review needs an account'),
          h('p', {}, 'This ledger has no accounts, so the server is read-only. Make one and log in:'),
          h('pre', {}, 'truce users add NAME --role analyst'),
        ),
      );
      return;
    }
    if (who.role !== 'analyst' && who.role !== 'admin') throw new Problem(401, 'Review is for analysts: log in.');
    const of = st.of ?? '',
      q = query('review/queue', st);
    const [queue, history] = await Promise.all([
      all<QueueEntry>(`/review/queue${q}${of ? `${q ? '&' : '?'}of=${of}` : ''}`, ctx.signal),
      all<Assessment>('/review', ctx.signal),
    ]);
    const done = history.data.slice().sort((a, b) => b.id - a.id);
    ctx.tell(queue, {
      rows: `${count(queue.data.length)} wait, ${history.data.length} decided`,
      one: true,
      sheet: {
        name: 'decisions',
        columns: [
          ['id', '#meta+id'],
          ['decision', '#meta+decision'],
          ['target', '#meta+target'],
          ['value', '#meta+value'],
          ['reason', '#description'],
          ['who', '#meta+who'],
          ['at', '#date'],
          ['superseded_by', '#meta+superseded'],
        ],
        rows: done.map((a) => [a.id, a.kind, a.target, a.value, a.reason, a.who, a.at, a.superseded_by]),
      },
    });
    let at = Math.min(
      Math.max(
        0,
        queue.data.findIndex((e) => entryKey(e) === st.entry),
      ),
      Math.max(0, queue.data.length - 1),
    );
    if (!st.entry && st.n) at = Math.min(Number(st.n) || 0, Math.max(0, queue.data.length - 1));

    const note = h('p', { role: 'status', class: 'note' }, st.did ?? '');
    const list = h('ol', { class: 'queue', 'aria-label': 'Queue' }),
      card = h('section', { class: 'panel entry', 'aria-live': 'polite' });
    const decide = async (act: Act): Promise<void> => {
      const got = await act.take();
      if (got) change({ n: String(at), entry: null, did: `${act.label.replace(' …', '')}: recorded as decision ${got.id}.` }, { replace: true });
    };
    const undo = (a: Assessment): Promise<void> => decide(simple(`Undo decision ${a.id}`, 'u', 'undo', `assessment:${a.id}`));
    const last = (): Assessment | undefined =>
      done.find((a) => a.kind !== 'undo' && a.superseded_by === null && a.who === who.user) ??
      done.find((a) => a.kind !== 'undo' && a.superseded_by === null);
    const draw = (): void => {
      fill(
        list,
        queue.data.slice(Math.max(0, at - 200), at + 300).map((e) => {
          const i = queue.data.indexOf(e);
          return h(
            'li',
            {},
            h(
              'button',
              {
                class: `queue-row${i === at ? ' here' : ''}`,
                'aria-current': i === at ? 'true' : null,
                on: {
                  click: () => {
                    at = i;
                    draw();
                  },
                },
              },
              h('span', { class: 'kind' }, { claim: 'Claim', merge: 'Merge', proposal: 'Terms' }[e.of]),
              h('span', { dir: 'auto' }, title(e)),
            ),
          );
        }),
      );
      const e = queue.data[at];
      fill(
        card,
        e
          ? [
              entry(e),
              h(
                'div',
                { class: 'choices' },
                choices(e).map((c) =>
                  h(
                    'button',
                    { class: `button${'cm'.includes(c.key!) ? ' strong' : ''}`, on: { click: () => void decide(c) } },
                    c.label,
                    h('kbd', {}, c.key),
                  ),
                ),
              ),
            ]
          : empty('Nothing waits. That is rare: enjoy it.'),
      );
      if (e) change({ entry: entryKey(e), n: null }, { quiet: true });
      list.querySelector('.here')?.scrollIntoView({ block: 'nearest' });
    };
    const onKey = (ev: KeyboardEvent): void => {
      if ((ev.target as HTMLElement).closest('input,textarea,select,dialog') || ev.ctrlKey || ev.metaKey || ev.altKey) return;
      const e = queue.data[at];
      if (ev.key === 'j' && at + 1 < queue.data.length) (at++, draw());
      else if (ev.key === 'k' && at > 0) (at--, draw());
      else if (ev.key === 'u') {
        const a = last();
        if (a) void undo(a);
      } else {
        const c = e && choices(e).find((x) => x.key === ev.key);
        if (!c) return;
        void decide(c);
      }
      ev.preventDefault();
    };
    addEventListener('keydown', onKey, { signal: ctx.signal });
    draw();
    box.append(
      h(
        'div',
        { class: 'head-line' },
        h('h1', {}, 'Review'),
        h(
          'div',
          { class: 'switch', role: 'group', 'aria-label': 'What' },
          OF.map(([k, t]) =>
            h(
              'button',
              {
                class: 'button small',
                'aria-pressed': String(of === k),
                on: { click: () => change({ of: k || null, entry: null, n: null, did: null }) },
              },
              t,
            ),
          ),
        ),
        h(
          'p',
          { class: 'keys dim' },
          h('kbd', {}, 'j'),
          h('kbd', {}, 'k'),
          ' walk  ',
          h('kbd', {}, 'c'),
          ' confirm  ',
          h('kbd', {}, 'r'),
          ' reject  ',
          h('kbd', {}, 'm'),
          ' merge  ',
          h('kbd', {}, 'e'),
          ' correct  ',
          h('kbd', {}, 'a'),
          ' grade  ',
          h('kbd', {}, 'u'),
          ' undo',
        ),
      ),
      note,
      h(
        'div',
        { class: 'review-cols' },
        h('div', { class: 'panel' }, list),
        card,
        h(
          'section',
          { class: 'panel history' },
          h('h2', {}, 'History'),
          done.length
            ? h(
                'ol',
                {},
                done.slice(0, 300).map((a) => pastRow(a, undo)),
              )
            : empty('Nobody has decided anything yet.'),
        ),
      ),
    );
  },
};

/* "36.2021,37.1343,12" as people would say it. */
const spot = (v: string): string =>
  v.replace(
    /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/,
    (_, lat, lon, km) => `${km} km round ${Number(lat).toFixed(2)}, ${Number(lon).toFixed(2)}`,
  );
const entryKey = (e: QueueEntry): string => `${e.of}/${e.target}`;
const title = (e: QueueEntry): string =>
  e.of === 'proposal' ? (e.text ?? e.target) : e.of === 'merge' ? `${e.with.quote} + ${e.claim.quote}` : e.claim.quote;

function pastRow(a: Assessment, undo: (a: Assessment) => Promise<void>): HTMLElement {
  const [did, of] = decisionWords(a);
  return h(
    'li',
    { class: a.superseded_by !== null ? 'superseded' : null, 'data-assessment': a.id },
    h('div', { dir: 'auto' }, h('b', {}, did), ` ${of}`),
    h('div', { dir: 'auto' }, a.reason),
    h(
      'div',
      { class: 'dim' },
      h('span', { dir: 'auto' }, a.who),
      ` · ${day(a.at)} ${a.at.slice(11, 16)} UTC`,
      a.superseded_by !== null ? ` · superseded by ${a.superseded_by}` : '',
    ),
    a.kind !== 'undo' && a.superseded_by === null ? h('button', { class: 'link', on: { click: () => void undo(a) } }, 'Undo') : null,
  );
}

const side = (c: Claim): Child =>
  h(
    'blockquote',
    { dir: 'auto' },
    marked(c.sentence_text ?? c.quote, c.quote),
    h(
      'footer',
      { class: 'dim' },
      said(name(c.source, 'speaker not told')),
      ' · ',
      said(c.outlet ?? 'outlet not told'),
      ` · ${day(c.published)} · `,
      h('a', { href: claimAddress(c.report, c.id) }, 'to the words'),
    ),
  );

function entry(e: QueueEntry): Child {
  if (e.of === 'claim') return [h('h2', {}, `Is claim ${e.claim.id} read right?`), side(e.claim), claimCard(e.claim)];
  if (e.of === 'merge')
    return [
      h('h2', {}, 'One incident, or two?'),
      h('p', {}, `Score ${e.score.toFixed(2)}: `, said(e.reasons ?? 'no reason kept')),
      h('div', { class: 'two-col' }, h('div', {}, side(e.with), claimCard(e.with)), h('div', {}, side(e.claim), claimCard(e.claim))),
    ];
  return [
    h('h2', {}, 'A change of terms?'),
    h(
      'p',
      {},
      h('a', { href: address('clock', { agreement: e.agreement }) }, shortAgreement(e.agreement ?? '')),
      ` would ${CHANGE[e.change.kind] ?? plain(e.change.kind)} `,
      h('b', { dir: 'auto' }, spot(e.change.value ?? '')),
    ),
    h('p', { dir: 'auto' }, e.text ?? ''),
    side(e.claim),
    claimCard(e.claim),
  ];
}
