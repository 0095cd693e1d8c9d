/* A situation report for the filter, to print or to save as PDF: map, chart, counts, findings, incidents, sources. Numbers in brackets lead to the sentences at its end. */
import { all, get, query } from '../../lib/api';
import { h, said, type Child } from '../../lib/dom';
import { badge, empty, toWords } from '../../lib/parts';
import { claimAddress } from '../../lib/state';
import { filterWords } from '../../lib/status';
import type { Position, Said, Tally } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, day, days, instant, name, place, plain, range, STANCE, VERDICTS, what } from '../../lib/words';
import { library } from '../map/canvas';
import { fits, load } from '../map/load';
import { timeline } from '../map/timeline';
import { picture } from './picture';

/* Sentences that were referred to, in order. */
class Notes {
  private n = new Map<number, number>();
  readonly list: Said[] = [];
  ref(x: Said | null | undefined): Child {
    if (!x) return null;
    let k = this.n.get(x.claim);
    if (!k) this.n.set(x.claim, (k = this.list.push(x)));
    return h('a', { class: 'ref', href: claimAddress(x.report_id, x.claim), title: x.sentence ?? '' }, `[${k}]`);
  }
}

export const briefView: View = {
  id: 'brief', title: 'Brief', filters: ['place', 'since', 'until', 'by', 'source', 'verdict', 'as_of'],
  async show(box, st, ctx) {
    const [got, tally, pos, lib] = await Promise.all([load(st, ctx.signal, true), get<Tally>(`/tallies${query('tallies', st)}`, ctx.signal), all<Position>(`/positions${query('positions', { ...st, changes: 'true' })}`, ctx.signal), library()]);
    const rows = got.rows.filter((r) => fits(r, st, got.findings)).sort((a, b) => (a.incident.days?.from ?? '9').localeCompare(b.incident.days?.from ?? '9'));
    const notes = new Notes(), turns = pos.data.filter((p) => p.change !== 'first' && p.change !== 'none');
    const finds = rows.flatMap((r) => got.findings.get(r.incident.id) ?? []), mine = new Set(finds.map((f) => f.agreement)), force = got.standing.filter((a) => mine.has(a.agreement.id) && a.in_force !== 'no');
    ctx.tell(got.page, { rows: `${count(rows.length)} incidents`, what: 'incidents' });
    const first = (r: { figures: { use: string; claim: Said }[] } | undefined): Said | null => r?.figures.find((f) => f.use === 'counted')?.claim ?? r?.figures[0]?.claim ?? null;
    const killed = tally.all.cells.killed, injured = tally.all.cells.injured;
    const sheet = h('article', { class: 'brief-sheet' },
      h('header', {}, h('p', { class: 'dim' }, 'Truce · situation report'), h('h1', { dir: 'auto' }, `${got.page.scope && st.place ? got.page.scope.name : 'All places'}: ${st.since || st.until ? days({ from: st.since ?? null, to: st.until ?? null }) : 'all days'}`),
        h('p', { class: 'dim' }, `${filterWords(st, got.page)}. As of ${st.as_of ?? instant(got.page.as_of)}; rules ${got.page.rules}; ledger ${got.page.head?.slice(0, 12) ?? ''}${got.page.redacted ? '; names withheld' : ''}.`)),
      h('ul', { class: 'summary' },
        h('li', {}, `${count(rows.length)} incidents, told by ${count(tally.rows.length)} sources with counts.`),
        killed ? h('li', {}, h('b', {}, `${range(killed.range)} killed`), injured ? `, ${range(injured.range)} injured` : '', ', across independent sources ', notes.ref(first(killed)), notes.ref(first(injured)), '.') : null,
        VERDICTS.filter((v) => finds.some((f) => f.verdict === v)).slice(0, 4).map((v) => h('li', {}, badge(v), ` ${count(finds.filter((f) => f.verdict === v).length)} findings`)),
        h('li', {}, force.length ? ['In force at ', `${day(got.at)} ${got.at.slice(11, 16)}: `, force.map((a, i) => [i ? '; ' : '', said(a.agreement.name), a.in_force === 'unknown' ? ' (under some claims)' : ''])] : `No agreement of this filter is in force at ${day(got.at)}.`)),
      picture(rows, got, lib.world, lib.countries), timeline({ rows: rows, standing: got.standing.filter((a) => mine.has(a.agreement.id)), since: undefined, until: undefined, at: got.at, brush() {}, moment() {} }),
      h('h2', {}, 'Killed, by source'), h('table', { class: 'rows' }, h('thead', {}, h('tr', {}, ['Source', 'Killed', 'Injured', 'Words'].map((x) => h('th', { scope: 'col' }, x)))),
        h('tbody', {}, tally.rows.filter((r) => r.cells.killed || r.cells.injured).map((r) => h('tr', {}, h('th', { scope: 'row', dir: 'auto' }, r.name), h('td', { class: 'num' }, range(r.cells.killed?.range)), h('td', { class: 'num' }, range(r.cells.injured?.range)), h('td', {}, notes.ref(first(r.cells.killed)), ' ', notes.ref(first(r.cells.injured))))))),
      h('h2', {}, 'Incidents'), rows.length ? h('table', { class: 'rows' }, h('thead', {}, h('tr', {}, ['Day', 'What and where', 'Killed', 'Finding', 'Words'].map((x) => h('th', { scope: 'col' }, x)))),
        h('tbody', {}, rows.slice(0, 500).map((r) => h('tr', {}, h('td', { class: 'num' }, days(r.incident.days)), h('td', {}, `${what(r.incident)}, `, said(place(r.incident.place)), r.incident.actor ? [' by ', said(name(r.incident.actor))] : null), h('td', { class: 'num' }, range(r.incident.killed)), h('td', {}, r.verdict ? badge(r.verdict) : ''), h('td', {}, notes.ref(r.incident.claims[0]?.claim)))))) : empty('None.'),
      rows.length > 500 ? h('p', {}, `The first 500 of ${count(rows.length)}; narrow the filter for a brief that can be read.`) : null,
      turns.length ? [h('h2', {}, 'Changes of tone'), h('ul', {}, turns.map((p) => h('li', {}, said(name(p.actor)), ` on ${plain(p.topic)}, ${days(p.days)}: ${p.change}; now ${STANCE[p.stance] ?? plain(p.stance)} `, notes.ref(p.before), notes.ref(p.said))))] : null,
      h('h2', {}, 'The words'), h('ol', { class: 'notes' }, notes.list.map((x) => h('li', {}, said(x.sentence ?? x.quote), h('span', { class: 'dim', dir: 'auto' }, ` ${name(x.source, 'speaker not told')}, ${x.outlet ?? x.report ?? ''}, ${day(x.published)} `), toWords(x, 'words', 'no-print')))));
    box.append(h('div', { class: 'head-line no-print' }, h('h1', { class: 'sr' }, 'Brief'), h('button', { class: 'button strong', on: { click: () => print() } }, 'Print or save as PDF'), h('span', { class: 'dim' }, 'Map, chart, tables and every sentence they rest on.')), sheet);
  },
};
