/* SPDX-License-Identifier: Apache-2.0 */
/* Every decision asks for a reason: a dialog that is all keyboard. What the server refuses is said in the dialog, so that nothing typed is lost. */
import { send } from '../../lib/api';
import { h, type Child } from '../../lib/dom';
import type { Assessment } from '../../lib/types';

export interface Decision {
  kind: string;
  target: string;
  value?: string | Record<string, unknown>;
}

/* decision: read when it is recorded; it throws an Error to say what is missing. Gives what was recorded; null: it was left. */
export function ask(title: string, about: string, body: Child, decision: () => Decision): Promise<Assessment | null> {
  return new Promise((done) => {
    const text = h('textarea', { id: 'reason', required: true, rows: 3, maxlength: 4000, dir: 'auto' });
    const dialog = h('dialog', { class: 'panel ask', 'aria-labelledby': 'ask-title' });
    const wrong = h('p', { role: 'alert', class: 'bad' });
    let recorded: Assessment | null = null;
    const form = h(
      'form',
      { method: 'dialog' },
      h('h2', { id: 'ask-title' }, title),
      h('p', { class: 'dim' }, about),
      body,
      h('label', { for: 'reason' }, 'Reason (kept with your name)'),
      text,
      wrong,
      h(
        'div',
        { class: 'choices' },
        h('button', { class: 'button strong' }, 'Record', h('kbd', {}, 'Ctrl+Enter')),
        h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, 'Leave it', h('kbd', {}, 'Esc')),
      ),
    );
    async function record(): Promise<void> {
      try {
        const got = await send<{ assessment: Assessment }>('POST', '/review', { ...decision(), reason: text.value.trim() });
        recorded = got.assessment;
        dialog.close();
      } catch (e) {
        wrong.textContent = (e as Error).message;
      }
    }
    form.addEventListener('submit', (e) => {
      e.preventDefault();
      void record();
    });
    dialog.addEventListener('keydown', (e) => {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) form.requestSubmit();
    });
    form.addEventListener('input', () => (wrong.textContent = ''));
    dialog.append(form);
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(recorded);
    });
    document.body.append(dialog);
    dialog.showModal();
    (form.querySelector<HTMLElement>('input,select') ?? text).focus();
  });
}

/* A decision that is told by its button alone. */
export const askReason = (label: string, d: Decision): Promise<Assessment | null> => ask(label, `${d.kind} ${d.target}`, null, () => d);
