/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions that can be taken where the thing is read: small buttons for analysts, nothing for others. */
import { send, session } from '../../lib/api';
import { h } from '../../lib/dom';
import type { Assessment } from '../../lib/types';
import { askReason, type Decision } from './ask';

export type Act = { label: string; decision: Omit<Decision, 'reason'> };

/* done: what to do once the decision is kept. */
export function acts(list: Act[], done: () => void): HTMLElement {
  const box = h('div', { class: 'acts' }),
    note = h('span', { role: 'status', class: 'note' });
  session().then(
    (who) => {
      if (who.role !== 'analyst' && who.role !== 'admin') return;
      box.append(
        ...list.map((a) => h('button', { type: 'button', class: 'button small', on: { click: () => void take(a) } }, a.label)),
        note,
      );
    },
    () => undefined,
  );
  async function take(a: Act): Promise<void> {
    const reason = await askReason(a.label, a.decision);
    if (!reason) return;
    try {
      await send<{ assessment: Assessment }>('POST', '/review', { ...a.decision, reason });
      done();
    } catch (e) {
      note.textContent = (e as Error).message;
      note.classList.add('bad');
    }
  }
  return box;
}
