/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences that hold the words, best first; each leads to its place in the report. */
import { get } from '../../lib/api';
import { h, roving } from '../../lib/dom';
import { empty } from '../../lib/parts';
import { address } from '../../lib/state';
import type { Page, SearchHit } from '../../lib/types';
import type { View } from '../../lib/view';
import { count, day } from '../../lib/words';

export const searchView: View = {
  id: 'search',
  title: 'Search',
  filters: [],
  async show(box, st, ctx) {
    const q = st.q ?? '';
    box.append(h('h1', {}, 'Search'));
    if (!q.trim()) return void box.append(empty('Type words above. AND, OR, NOT, "a phrase" and prefix* work.'));
    const got = await get<Page<SearchHit>>(`/search?q=${encodeURIComponent(q)}&limit=1000`, ctx.signal);
    ctx.tell(got, {
      rows: `${got.next ? 'the first ' : ''}${count(got.data.length)} sentences with “${q}”`,
      one: true,
      json: `/api/v1/search?q=${encodeURIComponent(q)}&limit=1000`,
      sheet: {
        name: 'sentences',
        columns: [
          ['report', '#meta+report'],
          ['outlet', '#meta+outlet'],
          ['published', '#date'],
          ['sentence', '#description'],
          ['sha256', '#meta+sha256'],
        ],
        rows: got.data.map((x) => [x.report, x.in?.outlet, x.in?.published, x.text, x.in?.sha256]),
      },
    });
    if (!got.data.length) return void box.append(empty(`No sentence holds “${q}”.`));
    const list = h(
      'ol',
      { class: 'hits panel' },
      got.data.map((x) =>
        h(
          'li',
          {},
          h('a', { href: address('report', { id: x.report }, `sentence-${x.sentence}`), dir: 'auto' }, x.text),
          h('span', { class: 'dim', dir: 'auto' }, `${x.in?.outlet ?? x.in?.key ?? ''} · ${day(x.in?.published)}`),
        ),
      ),
    );
    roving(list, 'a');
    box.append(list);
  },
};
