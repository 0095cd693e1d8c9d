/* SPDX-License-Identifier: Apache-2.0 */
/* Every decision asks for a reason: a dialog that is all keyboard. Empty means: not decided. */
import { h } from '../../lib/dom';

export interface Decision {
  kind: string;
  target: string;
  value?: string;
  reason: string;
}

export function askReason(label: string, d: { kind: string; target: string }): Promise<string> {
  return new Promise((done) => {
    const text = h('textarea', { id: 'reason', required: true, rows: 3, maxlength: 4000, dir: 'auto' });
    const dialog = h('dialog', { class: 'panel ask', 'aria-labelledby': 'ask-title' });
    let answer = '';
    const form = h(
      'form',
      { method: 'dialog' },
      h('h2', { id: 'ask-title' }, label),
      h('p', { class: 'dim' }, `${d.kind} ${d.target}`),
      h('label', { for: 'reason' }, 'Reason (kept with your name)'),
      text,
      h(
        'div',
        { class: 'choices' },
        h('button', { class: 'button strong' }, 'Record', h('kbd', {}, 'Ctrl+Enter')),
        h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, 'Leave it', h('kbd', {}, 'Esc')),
      ),
    );
    form.addEventListener('submit', () => (answer = text.value.trim()));
    text.addEventListener('keydown', (e) => {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) form.requestSubmit();
    });
    dialog.append(form);
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    text.focus();
  });
}
