/* SPDX-License-Identifier: Apache-2.0 */
/* Parts that several views show. */
import { h, s, said, type Child } from './dom';
import { address, claimAddress } from './state';
import type { Range, Said, Verdict } from './types';
import { day, name, range, VERDICT } from './words';

/* A verdict is told by words and by shape, never by colour alone. */
export const badge = (v: Verdict, short = false): HTMLElement =>
  h('span', { class: `verdict v-${v}` }, h('span', { class: 'dot', 'aria-hidden': 'true' }), short ? '' : VERDICT[v]);

/* One click to the exact words. */
export function toWords(x: Said, text?: Child, cls = ''): HTMLElement {
  return h(
    'a',
    { class: `to-words ${cls}`, href: claimAddress(x.report_id, x.claim), title: x.sentence ?? '' },
    text ?? said(x.quote, 'q'),
  );
}

/* A sentence with the claim's words marked, who says it and when. */
export function sentence(x: Said, note: Child = null): HTMLElement {
  return h(
    'figure',
    { class: 'sentence' },
    h('blockquote', { dir: 'auto' }, marked(x.sentence ?? x.quote ?? '', x.quote ?? '')),
    h(
      'figcaption',
      {},
      note,
      note ? ' ' : null,
      h('span', { dir: 'auto' }, name(x.source, 'speaker not told')),
      ' · ',
      h('span', { dir: 'auto' }, x.outlet ?? x.report ?? 'report'),
      x.published ? ` · ${day(x.published)} · ` : ' · ',
      toWords(x, 'to the words'),
    ),
  );
}

/* The quote lies in its sentence; the first place where it does is marked. */
export function marked(text: string, quote: string): Child[] {
  const at = quote ? text.indexOf(quote) : -1;
  return at < 0 ? [text] : [text.slice(0, at), h('mark', {}, quote), text.slice(at + quote.length)];
}

/* Several claims of one sentence are one sentence with several marks, each of them a way to its words. */
export function sentences(list: Said[], most = Infinity): HTMLElement[] {
  const groups = new Map<string, Said[]>();
  for (const x of list) {
    const k = `${x.report_id} ${x.sentence}`,
      g = groups.get(k);
    g ? g.push(x) : groups.set(k, [x]);
  }
  return [...groups.values()].slice(0, most).map((g) => {
    const text = g[0]!.sentence ?? g[0]!.quote ?? '',
      out: Child[] = [];
    let at = 0;
    for (const x of g.slice().sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])) {
      const q = x.quote ?? '',
        i = q ? text.indexOf(q, at) : -1;
      if (i < 0) continue; /* inside another claim's words */
      out.push(
        text.slice(at, i),
        h(
          'a',
          { class: 'to-words marked', href: claimAddress(x.report_id, x.claim), title: 'To the words in the report' },
          h('mark', {}, q),
        ),
      );
      at = i + q.length;
    }
    out.push(text.slice(at));
    const x = g[0]!,
      who = g.find((y) => y.source)?.source ?? null;
    return h(
      'figure',
      { class: 'sentence' },
      h('blockquote', { dir: 'auto' }, out),
      h(
        'figcaption',
        {},
        h('span', { dir: 'auto' }, name(who, 'speaker not told')),
        ' · ',
        h('span', { dir: 'auto' }, x.outlet ?? x.report ?? 'report'),
        x.published ? ` · ${day(x.published)} · ` : ' · ',
        toWords(x, 'to the words'),
      ),
    );
  });
}

/* Low to high on a common scale. */
export function rangeBar(r: Range, greatest: number, label: string): SVGElement {
  const W = 120,
    H = 10,
    x = (n: number) => (greatest ? (n / greatest) * (W - 6) : 0) + 2;
  const low = r.low ?? 0,
    high = r.high ?? r.greatest ?? low,
    open = r.high === null;
  return s(
    'svg',
    { class: 'rangebar', viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': label },
    s('line', { class: 'axis', x1: 2, x2: W - 2, y1: H / 2, y2: H / 2 }),
    s('rect', { class: 'body', x: x(low) - 1, y: 2, width: Math.max(2, x(high) - x(low) + 2), height: H - 4 }),
    open ? s('path', { class: 'open', d: `M${x(high) + 1} 1 l4 4 l-4 4` }) : null,
  );
}

export const deaths = (r: Range): Child =>
  range(r) ? h('span', { class: 'deaths' }, range(r), h('span', { class: 'unit' }, ' killed')) : null;

export const toIncident = (id: number, text: Child): HTMLElement => h('a', { href: address('incident', { id }) }, text);

/* An agreement's id as people would say it. */
export const shortAgreement = (id: string): string =>
  id.replace(/-(\d{4})-(\d{2})-(\d{2})/, (_, y, m, d) => ` ${+d}.${+m}.${y}`).replace(/-/g, ' ');

/* Of several findings of one incident, the one that weighs most. */
const WEIGHT: Record<Verdict, number> = {
  violation_alleged: 6,
  indeterminate: 5,
  permitted_act: 4,
  excluded_actor: 3,
  not_a_party: 2,
  outside_territory: 1,
  not_in_force: 0,
};
export function gravest(list: (Verdict | null | undefined)[]): Verdict | null {
  let best: Verdict | null = null;
  for (const v of list) if (v && (!best || WEIGHT[v] > WEIGHT[best])) best = v;
  return best;
}
export const empty = (what: string): HTMLElement => h('p', { class: 'empty' }, what);

/* A plain table: heads, then rows of cells. */
export function table(heads: string[], rows: Child[][]): HTMLElement {
  const head = h('tr', {}, heads.map((x) => h('th', { scope: 'col' }, x))); // prettier-ignore
  return h('table', { class: 'rows' }, h('thead', {}, head), h('tbody', {}, rows.map((r) => h('tr', {}, r.map((c) => h('td', {}, c)))))); // prettier-ignore
}
