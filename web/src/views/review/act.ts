/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions that can be taken where the thing is read: small buttons for analysts, nothing for others. */
import { session } from '../../lib/api';
import { h } from '../../lib/dom';
import type { Assessment } from '../../lib/types';

/* take: asks; null when nothing was decided. */
export interface Act {
  label: string;
  key?: string;
  take: () => Promise<Assessment | null>;
}

/* done: what to do once the decision is kept. */
export function acts(list: Act[], done: () => void): HTMLElement {
  const box = h('div', { class: 'acts' });
  const run = async (a: Act): Promise<void> => {
    if (await a.take()) done();
  };
  session().then(
    (who) => {
      if (who.role !== 'analyst' && who.role !== 'admin') return;
      box.append(...list.map((a) => h('button', { type: 'button', class: 'button small', on: { click: () => void run(a) } }, a.label)));
    },
    () => undefined,
  );
  return box;
}
