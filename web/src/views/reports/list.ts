/* SPDX-License-Identifier: Apache-2.0 */
/* The reports of the filter. */
import { all, query } from '../../lib/api';
import { reportAddress } from '../../lib/claim';
import { h, roving } from '../../lib/dom';
import { empty } from '../../lib/parts';
import type { Report } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, day, plain } from '../../lib/words';

const MANY = 2000;

export const reportsView: View = {
  id: 'reports',
  title: 'Reports',
  filters: ['place', 'since', 'until', 'by', 'source', 'words', 'as_of'],
  async show(box, st, ctx) {
    const got = await all<Report>(`/reports${query('reports', st)}`, ctx.signal);
    got.data.sort((a, b) => (b.published ?? '').localeCompare(a.published ?? '') || b.id - a.id);
    ctx.tell(got, { rows: `${count(got.data.length)} reports`, what: 'claims' });
    box.append(h('h1', { class: 'sr' }, 'Reports'));
    if (!got.data.length) return void box.append(empty('No report of the ledger fits this filter.'));
    const body = h('tbody');
    const more = h('button', { class: 'button' }, '');
    let at = 0;
    const grow = () => {
      body.append(...got.data.slice(at, at + MANY).map(row));
      at += MANY;
      more.hidden = at >= got.data.length;
      more.textContent = `Show the next ${count(Math.min(MANY, got.data.length - at))} of ${count(got.data.length)}`;
    };
    more.addEventListener('click', grow);
    grow();
    box.append(
      h(
        'div',
        { class: 'panel flush' },
        h(
          'table',
          { class: 'rows reports' },
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              ['Published', 'Outlet', 'Title', 'Received', 'SHA-256'].map((x) => h('th', { scope: 'col' }, x)),
            ),
          ),
          body,
        ),
      ),
      more,
    );
    roving(body, 'a.title');
  },
};

const row = (r: Report): HTMLElement =>
  h(
    'tr',
    { class: r.superseded ? 'superseded' : null },
    h(
      'td',
      { class: 'num' },
      day(r.published) || 'no date',
      r.published_from !== 'metadata' ? h('span', { class: 'dim' }, ` ${plain(r.published_from)}`) : null,
    ),
    h('td', { dir: 'auto' }, r.outlet ?? '–'),
    h(
      'td',
      { dir: 'auto' },
      h('a', { class: 'title', href: reportAddress(r.id) }, r.title ?? r.key),
      r.superseded ? h('span', { class: 'tag' }, 'a later revision stands') : null,
      r.copy_of ? h('span', { class: 'tag' }, 'copy') : null,
    ),
    h('td', { class: 'num' }, day(r.obtained), ' ', h('span', { class: 'dim' }, r.how ?? '')),
    h('td', { class: 'mono dim' }, r.sha256.slice(0, 12)),
  );
