/* SPDX-License-Identifier: Apache-2.0 */
/* What is in force at a moment, where, and when it lapses, under each claimed start and end. */
import { all, query } from '../../lib/api';
import { h, s, said, type Child } from '../../lib/dom';
import { empty } from '../../lib/parts';
import { address, change } from '../../lib/state';
import type { Agreement, Area, Scenario, Standing } from '../../lib/types';
import type { View } from '../../lib/view';
import { day, instant, local, plain, span } from '../../lib/words';
import { circle } from '../map/shapes';

const ORDER = { yes: 0, unknown: 1, no: 2 };
const THEN: Record<Scenario['then'], string> = {
  before: 'not yet begun',
  in_force: 'in force',
  hour_not_told: 'in force or not: the hour is not told',
  between: 'between two stretches',
  lapsed: 'lapsed',
};

/* Areas that the agreement itself draws; provinces and countries are told by name in the row. */
function territory(a: Agreement): GeoJSON.Geometry | null {
  const geometries = a.include.flatMap((x): GeoJSON.Geometry[] =>
    x.ring?.length
      ? [{ type: 'Polygon', coordinates: [x.ring] }]
      : x.lat !== undefined && x.lon !== undefined
        ? [x.km ? circle(x.lon, x.lat, x.km) : { type: 'Point', coordinates: [x.lon, x.lat] }]
        : [],
  );
  return geometries.length ? { type: 'GeometryCollection', geometries } : null;
}

export const clockView: View = {
  id: 'clock',
  title: 'Clock',
  filters: ['at', 'agreement', 'as_of'],
  async show(box, st, ctx) {
    const got = await all<Standing>(`/agreements${query('agreements', st)}`, ctx.signal);
    const want = (st.agreement ?? '').toLowerCase();
    const rows = got.data
      .filter((x) => !want || x.agreement.id.startsWith(want) || (x.agreement.name ?? '').toLowerCase().includes(want))
      .sort((a, b) => ORDER[a.in_force] - ORDER[b.in_force] || (b.agreement.declared ?? '').localeCompare(a.agreement.declared ?? ''));
    const n = (v: string): number => rows.filter((x) => x.in_force === v).length;
    ctx.tell(got, {
      rows: `${rows.length} agreements`,
      takes: 'clock',
      json: `/api/v1/agreements${query('agreements', st)}`,
      sheet: {
        name: 'clock',
        columns: [
          ['agreement', '#meta+id'],
          ['name', '#event+name'],
          ['at', '#date+moment'],
          ['in_force', '#status'],
          ['start_source', '#meta+source+start'],
          ['end_source', '#meta+source+end'],
          ['then', '#status+telling'],
          ['changes', '#date+changes'],
          ['where', '#loc+name'],
        ],
        rows: rows.flatMap((x) =>
          tellings(x.agreement).map((sc) => [
            x.agreement.id,
            x.agreement.name,
            x.at,
            x.in_force,
            sc.start_source,
            sc.end_source,
            sc.then,
            sc.changes,
            x.agreement.include.map((a) => a.name).join('; '),
          ]),
        ),
        shapes: rows.flatMap((x) => tellings(x.agreement).map(() => territory(x.agreement))),
      },
    });
    box.append(
      h(
        'div',
        { class: 'head-line' },
        h('h1', {}, st.at ? `In force on ${day(st.at)}${st.at.length > 10 ? `, ${st.at.slice(11, 16)} local time` : ''}` : 'In force now'),
        h(
          'p',
          { class: 'big-counts' },
          h('span', {}, h('b', {}, n('yes')), ' in force'),
          h('span', {}, h('b', {}, n('unknown')), ' contested'),
          h('span', { class: 'dim' }, h('b', {}, n('no')), ' not in force'),
        ),
        h(
          'div',
          { class: 'steps', role: 'group', 'aria-label': 'Move the moment' },
          (
            [
              ['−1 d', -86400],
              ['−1 h', -3600],
              ['+1 h', 3600],
              ['+1 d', 86400],
            ] as const
          ).map(([t, by]) =>
            h('button', { type: 'button', class: 'button small', on: { click: () => change({ at: shift(st.at, by) }) } }, t),
          ),
          st.at ? h('button', { type: 'button', class: 'button small quiet', on: { click: () => change({ at: null }) } }, 'Now') : null,
        ),
      ),
    );
    if (!rows.length) return void box.append(empty('No agreement of that name.'));
    box.append(
      h(
        'div',
        { class: 'clocks' },
        rows.map((x) => clockCard(x, rows.length === 1)),
      ),
    );
  },
};

function shift(at: string | undefined, by: number): string {
  const t = at ? Date.parse(`${at.length > 10 ? at : `${at}T00:00`}Z`) : Date.now();
  return new Date(t + by * 1000).toISOString().slice(0, 16);
}

function clockCard({ at, in_force, agreement: a }: Standing, open: boolean): HTMLElement {
  const where = (v: Area[]): Child =>
    v.map((x, i) => [
      i ? ', ' : '',
      h(
        'span',
        { class: x.disputed_by ? 'contested' : null, title: x.disputed_by ? `disputed by ${x.disputed_by}` : (x.source ?? '') },
        said(x.name),
        x.km ? ` (${x.km} km round)` : '',
        x.disputed_by ? ' (contested)' : '',
      ),
    ]);
  const word = { yes: 'In force', unknown: 'Contested', no: 'Not in force' }[in_force];
  return h(
    'article',
    { class: `clock panel f-${in_force}`, id: a.id },
    h(
      'header',
      {},
      h('span', { class: `force-word f-${in_force}` }, word),
      h('h2', { dir: 'auto' }, a.name ?? a.id),
      h(
        'p',
        { class: 'dim' },
        [plain(a.form), a.local_term, a.conflict].filter(Boolean).map((x, i) => [i ? ' · ' : '', said(x)]),
      ),
    ),
    h('p', {}, h('b', {}, 'Where: '), where(a.include), a.exclude.length ? [h('b', {}, ' except '), where(a.exclude)] : null),
    h(
      'table',
      { class: 'tellings' },
      h('caption', { class: 'sr' }, 'Each telling of start and end'),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['By the start of', 'and the end of', 'Then', 'Changes'].map((x) => h('th', { scope: 'col' }, x)),
        ),
      ),
      h(
        'tbody',
        {},
        tellings(a).map((sc) =>
          h(
            'tr',
            { class: `t-${sc.then}` },
            h('td', { dir: 'auto' }, sc.start_source),
            h('td', { dir: 'auto' }, sc.end_source ?? 'none told'),
            h('td', {}, THEN[sc.then]),
            h('td', { class: 'num' }, changes(sc, at, a.zone)),
          ),
        ),
      ),
    ),
    strip(a, at),
    h('details', { open }, h('summary', {}, 'All terms, and who says so'), terms(a)),
    h(
      'p',
      { class: 'links' },
      h('a', { href: address('findings', { agreement: a.id }) }, 'Findings'),
      ' · ',
      h('a', { href: address('whatif', { agreement: a.id }) }, 'What if'),
      ' · ',
      h('a', { href: address('map', { at: at.slice(0, 16) }) }, 'On the map'),
    ),
  );
}

/* Tellings that come to the same are told once. */
function tellings(a: Agreement): Scenario[] {
  const seen = new Map<string, Scenario>();
  for (const sc of a.scenarios) {
    const k = [sc.start_source, sc.end_source, sc.then, sc.changes].join('|');
    if (!seen.has(k)) seen.set(k, sc);
  }
  return [...seen.values()];
}

function changes(sc: Scenario, at: string, zone: string | null): Child {
  if (!sc.changes) return sc.then === 'in_force' ? 'no end told' : '–';
  const s0 = (Date.parse(sc.changes) - Date.parse(at)) / 1000;
  const verb = sc.then === 'lapsed' ? 'lapsed' : sc.then === 'in_force' ? 'lapses' : 'begins';
  return [`${verb} ${local(sc.changes, zone)}`, h('span', { class: 'dim' }, ` ${s0 >= 0 ? `in ${span(s0)}` : `${span(s0)} before`}`)];
}

/* Every telling as a line; the moment stands across. */
function strip(a: Agreement, at: string): SVGElement | null {
  const now = Date.parse(at),
    parts = tellings(a).map((sc) =>
      sc.stretches
        .map((x) => [x.from ? Date.parse(x.from) : NaN, x.to ? Date.parse(x.to) : Infinity] as const)
        .filter((x) => !Number.isNaN(x[0])),
    );
  const ends = parts.flat(2).filter((x) => Number.isFinite(x));
  if (!ends.length) return null;
  let lo = Math.min(...ends, now),
    hi = Math.max(...ends, now);
  const near = Math.min(...ends),
    far = Math.max(...ends);
  if (now < near - (far - near + 864e5) * 3) lo = near; /* far away: the stretch itself is what matters */
  if (now > far + (far - near + 864e5) * 3) hi = far;
  const pad = (hi - lo) * 0.04 || 864e5,
    W = 600,
    x = (t: number): number => ((Math.min(hi + pad, Math.max(lo - pad, t)) - lo + pad) / (hi - lo + 2 * pad)) * W,
    H = parts.length * 7 + 6;
  return s(
    'svg',
    {
      class: 'strip',
      viewBox: `0 0 ${W} ${H}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': `From ${instant(new Date(near).toISOString())} to ${Number.isFinite(far) ? instant(new Date(far).toISOString()) : 'open'}`,
    },
    parts.map((v, i) =>
      v.map(([f, t]) => s('rect', { class: 'force', x: x(f), y: 3 + i * 7, width: Math.max(1.5, x(t) - x(f) - 1), height: 5 })),
    ),
    now >= lo - pad && now <= hi + pad ? s('line', { class: 'moment', x1: x(now), x2: x(now), y1: 0, y2: H }) : null,
  );
}

function terms(a: Agreement): HTMLElement {
  const who = (x: { source: string | null; ref: string | null; disputed_by?: string | null }): Child => [
    h('span', { class: 'dim', dir: 'auto' }, ` – ${x.source ?? 'source not told'}${x.ref ? `, ${x.ref}` : ''}`),
    x.disputed_by ? h('span', { class: 'tag', dir: 'auto' }, `disputed by ${x.disputed_by}`) : null,
  ];
  const part = (title: string, rows: Child[]): Child =>
    rows.length
      ? [
          h('h3', {}, title),
          h(
            'ul',
            {},
            rows.map((r) => h('li', {}, r)),
          ),
        ]
      : null;
  return h(
    'div',
    { class: 'terms' },
    part(
      'Starts',
      a.starts.map((t) => [said(t.text ?? ''), t.at ? ` (${instant(t.at)})` : '', who(t)]),
    ),
    part(
      'Ends',
      a.ends.map((t) => [said(t.text ?? ''), t.at ? ` (${instant(t.at)})` : '', who(t)]),
    ),
    part(
      'Territory',
      a.include.map((x) => [said(x.name), who(x)]),
    ),
    part(
      'Not covered',
      a.exclude.map((x) => [said(x.name), who(x)]),
    ),
    part(
      'Parties',
      a.parties.map((p) => [
        said(p.name),
        h('span', { class: 'dim' }, ` ${p.role ?? ''}${p.from ? ` from ${day(p.from)}` : ''}${p.to ? ` to ${day(p.to)}` : ''}`),
        who(p),
      ]),
    ),
    part(
      'Excluded',
      a.excluded.map((p) => [said(p.name), who(p)]),
    ),
    part(
      'Prohibited',
      a.prohibited.map((p) => [said(p.act), who(p)]),
    ),
    part(
      'Permitted',
      a.permitted.map((p) => [said(p.act), who(p)]),
    ),
    a.note ? h('p', { dir: 'auto' }, a.note) : null,
    a.end_reason ? h('p', { dir: 'auto' }, a.end_reason) : null,
  );
}
