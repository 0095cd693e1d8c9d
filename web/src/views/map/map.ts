/* SPDX-License-Identifier: Apache-2.0 */
/* Map, timeline and list of incidents: one selection of days, one filter, one incident in focus. */
import { get } from '../../lib/api';
import { h } from '../../lib/dom';
import { badge, shortAgreement } from '../../lib/parts';
import { address, change, state, type State } from '../../lib/state';
import type { IncidentFull, Standing, Verdict } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, day, VERDICTS } from '../../lib/words';
import { library, MapCanvas } from './canvas';
import { focusOf, mapData } from './data';
import { IncidentList } from './list';
import { fits, load, type Loaded } from './load';
import type { Timed } from './days';
import { timeline } from './timeline';

const canvas = new MapCanvas();

export const mapView: View = {
  id: 'map',
  title: 'Map',
  filters: ['place', 'since', 'until', 'verdict', 'by', 'type', 'means', 'source', 'undated'],
  async show(box, st, ctx) {
    const [got, lib] = await Promise.all([load(st, ctx.signal), library()]);
    const rows = got.rows.filter((r) => fits(r, st)).sort(latestFirst);
    const list = new IncidentList(rows, Number(st.sel) || 0, (id) => pick(id, true));
    ctx.tell(got.page, { rows: `${count(rows.length)} of ${count(got.rows.length)} incidents`, what: 'incidents', takes: 'points' });

    await lib.borders.learn(countries(got));
    ctx.signal.throwIfAborted();
    const focus = (): GeoJSON.FeatureCollection => focusOf(rows.find((r) => r.incident.id === list.selected), lib.borders);
    /* The incident in focus, in full. */
    const read = (): void => {
      const id = list.selected, asOf = st.as_of ? `?as_of=${encodeURIComponent(st.as_of)}` : ''; // prettier-ignore
      if (!rows.some((r) => r.incident.id === id)) return;
      get<IncidentFull>(`/incidents/${id}${asOf}`, ctx.signal).then(
        (x) => {
          if (id !== list.selected) return;
          list.detail = x;
          const kept = list.holdsFocus();
          list.draw();
          if (kept) list.show();
        },
        () => undefined,
      );
    };
    const pick = (id: number, fly: boolean): void => {
      list.selected = id;
      list.detail = null;
      if (list.only && !list.only.has(id)) list.only = null;
      change({ sel: String(id) }, { quiet: true });
      read();
      list.draw();
      canvas.focus(focus());
      const at = rows.find((r) => r.incident.id === id)?.incident.place;
      if (fly && at && at.lat !== null) canvas.fly(at.lon!, at.lat);
      list.show();
    };
    canvas.handlers = {
      pick: (id) => pick(id, false),
      several: (ids) => {
        list.only = new Set(ids);
        list.draw();
      },
      moved: (view, b) => {
        list.bounds = b;
        if ((state().v ?? 'map') === 'map') change({ m: view }, { quiet: true });
        if (state().follow === 'true') list.draw();
      },
    };
    list.draw();
    read();
    box.append(
      h('section', { class: 'map-pane', 'aria-label': 'Map' }, canvas.box, legend(got)),
      h('section', { class: 'list-pane panel' }, list.head, list.list),
      h('section', { class: 'time-pane panel', 'aria-label': 'Timeline' }, days(st, got)),
    );
    box.addEventListener('shown', () => void canvas.start(st.m, got.tiles).then(() => canvas.show(mapData(rows, got, lib.borders), focus())), { once: true });
  },
};

/* Those where incidents lie or an agreement holds. */
export function countries(got: Loaded): Set<string> {
  const out = new Set<string>();
  for (const r of got.rows) if (r.incident.place?.country) out.add(r.incident.place.country);
  for (const a of inForceLanes(got)) for (const x of a.agreement.include) if (x.country) out.add(x.country);
  return out;
}

function latestFirst(a: Timed, b: Timed): number {
  const x = a.incident.days?.from ?? '',
    y = b.incident.days?.from ?? '';
  return x < y ? 1 : x > y ? -1 : b.incident.id - a.incident.id;
}

function days(st: State, got: Loaded): HTMLElement {
  return timeline({
    rows: got.rows,
    standing: inForceLanes(got),
    since: st.since,
    until: st.until,
    at: got.at,
    brush: (since, until) => change({ since, until }),
    moment: (at) => change({ at }),
  });
}

/* Agreements that have to do with a country where incidents lie; where none is known, those in force. */
function inForceLanes(got: Loaded): Standing[] {
  const where = new Set(got.rows.map((r) => r.incident.place?.country).filter(Boolean));
  const mine = got.standing.filter((a) => a.agreement.include.some((x) => where.has(x.country ?? '')));
  return mine.length ? mine : got.standing.filter((a) => a.in_force !== 'no');
}

function legend(got: Loaded): HTMLElement {
  const mine = inForceLanes(got).filter((a) => a.in_force !== 'no');
  const verdicts = VERDICTS.filter((v: Verdict) => got.rows.some((r) => r.verdict === v));
  return h(
    'details',
    { class: 'legend-box', open: innerWidth > 1300 },
    h('summary', {}, `In force ${day(got.at)} ${got.at.slice(11, 16)} local: ${mine.length}`),
    mine.map((a) =>
      h(
        'p',
        {},
        h('span', { class: `swatch ${a.in_force === 'yes' ? 'sure' : 'maybe'}` }),
        h('a', { href: address('clock', { at: got.at, agreement: a.agreement.id }) }, a.agreement.name ?? shortAgreement(a.agreement.id)),
        a.in_force === 'unknown' ? h('span', { class: 'dim' }, ' under some claims') : null,
      ),
    ),
    h(
      'div',
      { class: 'legend-verdicts' },
      verdicts.map((v) => badge(v)),
    ),
    h(
      'details',
      { class: 'dim' },
      h('summary', {}, 'What the signs mean'),
      h('p', {}, 'Filled mark: killed, the least told; ring: the most. Circle or area: nothing closer is known.'),
      h('p', {}, 'White, with a number: so many incidents close together; a red ring: a violation is alleged among them.'),
      h('p', {}, 'Dashed: approximate (provinces are drawn from the towns they hold), or contested.'),
    ),
  );
}
