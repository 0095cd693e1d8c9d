/* SPDX-License-Identifier: Apache-2.0 */
/* A situation report for the filter, to print or to save as PDF: map, chart, counts, findings, incidents, sources. */
import { all, get, query } from '../../lib/api';
import { h } from '../../lib/dom';
import type { Position, Tally } from '../../lib/types';
import type { View } from '../../lib/view';
import { count } from '../../lib/words';
import { library } from '../map/canvas';
import { fits, load } from '../map/load';
import { countries } from '../map/map';
import { timeline } from '../map/timeline';
import { picture } from './picture';
import { bySource, heading, incidents, Notes, summary, tone, words } from './sections';

export const briefView: View = {
  id: 'brief',
  title: 'Brief',
  filters: ['place', 'since', 'until', 'by', 'source', 'verdict', 'as_of'],
  async show(box, st, ctx) {
    const [got, tally, pos, lib] = await Promise.all([
      load(st, ctx.signal, true),
      get<Tally>(`/tallies${query('tallies', st)}`, ctx.signal),
      all<Position>(`/positions${query('positions', { ...st, changes: 'true' })}`, ctx.signal),
      library(),
    ]);
    await lib.borders.learn(countries(got));
    const byDay = (x: (typeof got.rows)[number]): string => x.incident.days?.from ?? '9';
    const rows = got.rows.filter((r) => fits(r, st)).sort((a, b) => byDay(a).localeCompare(byDay(b)));
    const finds = rows.flatMap((r) => got.findings.get(r.incident.id) ?? []);
    const mine = new Set(finds.map((f) => f.agreement));
    const standing = got.standing.filter((a) => mine.has(a.agreement.id));
    const force = standing.filter((a) => a.in_force !== 'no');
    const turns = pos.data.filter((p) => p.change !== 'first' && p.change !== 'none');
    const notes = new Notes();
    ctx.tell(got.page, { rows: `${count(rows.length)} incidents`, what: 'incidents', takes: 'points' });
    box.append(
      h(
        'div',
        { class: 'head-line no-print' },
        h('button', { class: 'button strong', on: { click: () => print() } }, 'Print or save as PDF'),
        h('span', { class: 'dim' }, 'Map, chart, tables and every sentence they rest on.'),
      ),
      h(
        'article',
        { class: 'brief-sheet' },
        heading(st, got),
        summary(rows, finds, force, tally, got.at, notes),
        picture(rows, got, lib.world, lib.borders),
        timeline({ rows, standing, since: undefined, until: undefined, at: got.at, brush() {}, moment() {} }),
        h('h2', {}, 'Killed and injured, by source'),
        bySource(tally, notes),
        h('h2', {}, 'Incidents'),
        incidents(rows, notes),
        tone(turns, notes),
        h('h2', {}, 'The words'),
        words(notes),
      ),
    );
  },
};
