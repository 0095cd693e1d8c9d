/* SPDX-License-Identifier: Apache-2.0 */
/* Actors by topic over time. A dot is a stance, high for, low against; where the tone changed, both sentences stand side by side. */
import { all, query } from '../../lib/api';
import { spot } from '../../lib/csv';
import { h, roving, s, said } from '../../lib/dom';
import { empty, sentence } from '../../lib/parts';
import { change } from '../../lib/state';
import type { Position } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, day, days, initial, name, plain, STANCE } from '../../lib/words';

const TOPICS = ['ceasefire', 'talks', 'aid_access', 'air_strikes', 'withdrawal', 'prisoners', 'other'];

export const positionsView: View = {
  id: 'positions',
  title: 'Positions',
  filters: ['place', 'since', 'until', 'by', 'source', 'as_of'],
  async show(box, st, ctx) {
    const got = await all<Position>(`/positions${query('positions', st)}`, ctx.signal);
    const changes = got.data.filter((p) => p.change !== 'first' && p.change !== 'none');
    ctx.tell(got, {
      rows: `${count(got.data.length)} stances, ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`,
      takes: 'positions',
      json: `/api/v1/positions${query('positions', st)}`,
      sheet: {
        name: 'positions',
        columns: [
          ['actor', '#group+name'],
          ['topic', '#subject'],
          ['stance', '#status'],
          ['intensity', '#indicator'],
          ['from', '#date+start'],
          ['to', '#date+end'],
          ['change', '#status+change'],
          ['place', '#loc+name'],
          ['claim', '#meta+id'],
          ['report', '#meta+report'],
          ['sentence', '#description'],
          ['sentence_before', '#description+before'],
        ],
        rows: got.data.map((p) => [
          p.actor?.name,
          p.topic,
          STANCE[p.stance] ?? p.stance,
          p.intensity,
          p.days?.from,
          p.days?.to,
          p.change,
          p.place?.name,
          p.said?.claim,
          p.said?.report,
          p.said?.sentence,
          p.before?.sentence,
        ]),
        shapes: got.data.map((p) => spot(p.place)),
      },
    });
    box.append(
      h(
        'div',
        { class: 'head-line' },
        h('h1', {}, 'Positions'),
        h(
          'div',
          { class: 'switch', role: 'group', 'aria-label': 'Topic' },
          ['', ...TOPICS].map((t) =>
            h(
              'button',
              { class: 'button small', 'aria-pressed': String((st.topic ?? '') === t), on: { click: () => change({ topic: t || null }) } },
              t ? initial(plain(t)) : 'All',
            ),
          ),
          h(
            'button',
            {
              class: 'button small',
              'aria-pressed': String(st.changes === 'true'),
              on: { click: () => change({ changes: st.changes === 'true' ? null : 'true' }) },
            },
            'Only changes',
          ),
        ),
      ),
    );
    if (!got.data.length) return void box.append(empty('Nobody takes a position in this filter.'));
    box.append(h('div', { class: 'panel scroll' }, matrix(got.data)));
    box.append(
      h('h2', {}, `Changes of tone (${changes.length})`),
      changes.length
        ? h('div', { class: 'tone-changes' }, changes.sort((a, b) => (b.days?.from ?? '').localeCompare(a.days?.from ?? '')).map(both))
        : empty('No change of tone.'),
    );
  },
};

function both(p: Position): HTMLElement {
  return h(
    'article',
    { class: `panel tone c-${p.change}`, id: `position-${p.said?.claim}` },
    h(
      'header',
      {},
      h(
        'h3',
        {},
        said(name(p.actor)),
        h('span', { class: 'dim' }, ` on ${plain(p.topic)}${p.place?.name ? ` · ${p.place.name}` : ''} · ${days(p.days)}`),
      ),
      h('span', { class: `tag c-${p.change}` }, p.change),
    ),
    h(
      'div',
      { class: 'two-col' },
      h('div', {}, h('h4', {}, 'Before'), p.before ? sentence(p.before) : empty('not told')),
      h('div', {}, h('h4', {}, `Then: ${STANCE[p.stance] ?? plain(p.stance)}`), p.said ? sentence(p.said) : empty('not told')),
    ),
  );
}

function matrix(list: Position[]): HTMLElement {
  const actors = new Map<string, { name: string; topics: Map<string, Position[]>; changed: number; n: number }>();
  for (const p of list) {
    const k = p.actor?.id ?? '',
      a = actors.get(k) ?? { name: name(p.actor), topics: new Map(), changed: 0, n: 0 },
      t = a.topics.get(p.topic) ?? [];
    (t.push(p), a.topics.set(p.topic, t), a.n++, (a.changed += p.change !== 'first' && p.change !== 'none' ? 1 : 0), actors.set(k, a));
  }
  const times = list.map((p) => Date.parse(p.days?.from ?? p.said?.published ?? '')).filter((t) => !Number.isNaN(t));
  const lo = Math.min(...times),
    hi = Math.max(...times, lo + 864e5),
    topics = TOPICS.filter((t) => list.some((p) => p.topic === t));
  const width = Math.max(150, Math.min(420, Math.floor((Math.min(innerWidth, 1640) - 300) / topics.length))); /* of one topic, in pixels */
  const body = h(
    'tbody',
    {},
    [...actors.values()]
      .sort((a, b) => b.changed - a.changed || b.n - a.n)
      .map((a) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row', dir: 'auto' }, a.name),
          topics.map((t) => h('td', {}, a.topics.has(t) ? course(a.topics.get(t)!, lo, hi, width) : null)),
        ),
      ),
  );
  roving(body, 'a');
  return h(
    'table',
    { class: 'matrix' },
    h(
      'caption',
      {},
      Number.isFinite(lo)
        ? `Above the line for, below against; ${day(new Date(lo).toISOString())} to ${day(new Date(hi).toISOString())}. Ringed: the tone changed.`
        : '',
    ),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, 'Actor'),
        topics.map((t) => h('th', { scope: 'col' }, initial(plain(t)))),
      ),
    ),
    body,
  );
}

/* One actor on one topic: a small line through its stances; each dot leads to its sentence. */
function course(list: Position[], lo: number, hi: number, W: number): HTMLElement {
  const H = 38,
    pts = list.map((p) => ({ p, t: Date.parse(p.days?.from ?? p.said?.published ?? '') || lo })).sort((a, b) => a.t - b.t);
  const x = (t: number): number => 8 + ((t - lo) / (hi - lo)) * (W - 16),
    y = (i: number): number => H / 2 - (i * (H / 2 - 7)) / 2;
  const svg = s(
    'svg',
    { class: 'course', viewBox: `0 0 ${W} ${H}`, width: W, height: H, role: 'group', 'aria-label': `${list.length} stances` },
    s('line', { class: 'axis', x1: 0, x2: W, y1: H / 2, y2: H / 2 }),
    s('polyline', { class: 'path', points: pts.map((q) => `${x(q.t)},${y(q.p.intensity)}`).join(' ') }),
    pts.map(({ p, t }) => {
      const turned = p.change !== 'first' && p.change !== 'none',
        text = `${day(p.days?.from ?? p.said?.published)}: ${STANCE[p.stance] ?? plain(p.stance)}${p.status && p.status !== 'actual' ? ` (${p.status})` : ''}${turned ? `, ${p.change}` : ''}: ${p.said?.quote ?? ''}`;
      const dot = s('circle', {
        class: `dot i${p.intensity < 0 ? 'n' : p.intensity > 0 ? 'p' : 'z'}${turned ? ' turned' : ''}`,
        cx: x(t),
        cy: y(p.intensity),
        r: turned ? 5 : 3.6,
      });
      return p.said
        ? s(
            'a',
            { href: `/?v=report&id=${Number(p.said.report_id)}#claim-${Number(p.said.claim)}`, 'aria-label': text },
            dot,
            s('title', {}, text),
          )
        : dot;
    }),
  );
  return h('div', {}, svg);
}
