/* SPDX-License-Identifier: Apache-2.0 */
/* One incident: what is told of it, why its claims are one, and what every agreement finds of it. */
import { get } from '../../lib/api';
import { spot, type Sheet } from '../../lib/csv';
import { h } from '../../lib/dom';
import { empty, sentence } from '../../lib/parts';
import { address } from '../../lib/state';
import type { IncidentFull } from '../../lib/types';
import type { View } from '../../lib/view';
import { days, name, place, plain, PRECISION, range, what } from '../../lib/words';
import { findingCard } from '../findings/reason';
import { acts } from '../review/act';
import { simple } from '../review/decide';

/* A row for each claim, with what the incident came to. */
const sheet = ({ incident: x, findings }: IncidentFull): Sheet => ({
  name: `incident-${x.id}`,
  columns: [
    ['incident', '#event+id'],
    ['what', '#event+type'],
    ['place', '#loc+name'],
    ['from', '#date+start'],
    ['to', '#date+end'],
    ['killed_low', '#affected+killed+min'],
    ['killed_high', '#affected+killed+max'],
    ['verdicts', '#status'],
    ['claim', '#meta+id'],
    ['source', '#meta+source'],
    ['outlet', '#meta+outlet'],
    ['published', '#date+published'],
    ['sentence', '#description'],
  ],
  rows: x.claims.map(({ claim: c }) => [
    x.id,
    what(x),
    x.place?.name,
    x.days?.from,
    x.days?.to,
    x.killed.low,
    x.killed.high,
    findings.map((f) => `${f.agreement}: ${f.verdict}`).join('; '),
    c.claim,
    c.source?.name,
    c.outlet,
    c.published,
    c.sentence ?? c.quote,
  ]),
  shapes: x.claims.map(() => spot(x.place)),
});

export const incidentView: View = {
  id: 'incident',
  title: 'Incident',
  filters: [],
  async show(box, st, ctx) {
    const id = Number(st.id);
    if (!Number.isInteger(id) || id < 1) return void box.append(empty('The address names no incident.'));
    const got = await get<IncidentFull>(`/incidents/${id}${st.as_of ? `?as_of=${encodeURIComponent(st.as_of)}` : ''}`, ctx.signal);
    const x = got.incident;
    ctx.tell(got, {
      rows: `incident ${id}, ${x.claims.length} claims, ${got.findings.length} findings`,
      one: true,
      json: `/api/v1/incidents/${id}`,
      sheet: sheet(got),
    });
    const fact = (k: string, v: Node | string) => (v ? [h('dt', {}, k), h('dd', { dir: 'auto' }, v)] : null);
    box.append(
      h(
        'header',
        { class: 'incident-head' },
        h(
          'p',
          { class: 'dim' },
          h('a', { href: address('map', { sel: id }) }, 'On the map'),
          ` · incident ${id}${x.confirmed ? ' · confirmed' : ''}`,
        ),
        h('h1', { dir: 'auto' }, `${what(x)}, ${place(x.place)}, ${days(x.days)}`),
        x.head ? h('p', { dir: 'auto', class: 'lead' }, x.head) : null,
        h(
          'dl',
          { class: 'facts-grid' },
          fact('Killed', range(x.killed)),
          fact('Injured', range(x.injured)),
          fact('Actor', name(x.actor)),
          fact('Rival actors', x.rival_actors.map((a) => name(a)).join(', ')),
          fact('Recipient', x.recipient ? name(x.recipient) : ''),
          fact('Means', x.means.map(plain).join(', ')),
          fact('Precision', `${PRECISION[x.place?.where_prec ?? 0]}${x.km ? `, within ${x.km} km` : ''}`),
          fact('Voices', `${x.voices} independent, ${x.reports} claims told`),
          fact('Confidence', x.confidence.toFixed(2)),
        ),
      ),
      h(
        'div',
        { class: 'two-col' },
        h(
          'section',
          {},
          h('h2', {}, `What the agreements find (${got.findings.length})`),
          got.findings.length ? got.findings.map((f) => findingCard(f)) : empty('No agreement of the register has to do with it.'),
        ),
        h(
          'section',
          {},
          h('h2', {}, `The sentences (${x.claims.length})`),
          x.claims.map((c, i) => [
            sentence(c.claim, h('span', { class: 'tag', title: 'why it is of this incident' }, `${c.score.toFixed(2)} ${c.reasons ?? ''}`)),
            i
              ? acts(
                  [simple('Not this incident', 's', 'split', `claim:${c.claim.claim}`, `claim:${x.id}`)],
                  ctx.refresh,
                )
              : null,
          ]),
        ),
      ),
    );
  },
};
