/* SPDX-License-Identifier: Apache-2.0 */
/* The list beside the map: the same incidents, for the keyboard and for reading; the one in focus is open. */
import { fill, h, roving } from '../../lib/dom';
import { empty } from '../../lib/parts';
import { change, state } from '../../lib/state';
import type { Incident, IncidentFull } from '../../lib/types';
import { count } from '../../lib/words';
import { incidentRow } from './row';
import type { Timed } from './days';

const MANY = 300;

export class IncidentList {
  readonly list = h('ol', { class: 'incidents', 'aria-label': 'Incidents' });
  readonly head = h('div', { class: 'list-head' });
  only: Set<number> | null = null; /* a cluster or a place that was pressed */
  bounds: number[] | null = null; /* west, south, east, north of the map */
  detail: IncidentFull | null = null; /* of the one in focus */
  private room = MANY;

  constructor(
    readonly rows: Timed[],
    public selected: number,
    private pick: (id: number) => void,
  ) {
    roving(this.list, '.incident');
  }

  private inView(x: Incident): boolean {
    const b = this.bounds, p = x.place; // prettier-ignore
    return !b || !p || p.lat === null || p.lon === null || (p.lon >= b[0]! && p.lon <= b[2]! && p.lat >= b[1]! && p.lat <= b[3]!);
  }

  draw(): void {
    const follow = state().follow === 'true', only = this.only; // prettier-ignore
    const shown = this.rows.filter((r) => (only ? only.has(r.incident.id) : !follow || this.inView(r.incident)));
    const nowhere = shown.filter((r) => !r.incident.place || r.incident.place.lat === null).length;
    fill(
      this.head,
      h('h1', {}, `${count(shown.length)} incidents`),
      h('span', { class: 'dim' }, nowhere ? `${nowhere} without a place` : ''),
      only ? this.button('All again', () => (this.only = null)) : this.follow(follow),
    );
    const more = `Show more of ${count(shown.length)}`;
    const none = this.rows.length ? 'None of them lies in what the map shows.' : 'No incident fits this filter.';
    fill(
      this.list,
      shown.slice(0, this.room).map((r) => h('li', {}, this.row(r))),
      shown.length > this.room
        ? h(
            'li',
            {},
            this.button(more, () => (this.room += MANY)),
          )
        : null,
      shown.length ? null : h('li', {}, empty(none)),
    );
  }

  private row(r: Timed): HTMLElement {
    const id = r.incident.id, open = id === this.selected; // prettier-ignore
    return incidentRow(r, open ? this.detail : null, open, () => this.pick(id));
  }

  private button(text: string, act: () => void): HTMLElement {
    const click = (): void => {
      act();
      this.draw();
    };
    return h('button', { class: 'button small', on: { click } }, text);
  }

  private follow(on: boolean): HTMLElement {
    const box = h('input', { type: 'checkbox', id: 'follow' });
    box.checked = on;
    box.addEventListener('change', () => {
      change({ follow: box.checked ? 'true' : null }, { quiet: true });
      this.draw();
    });
    return h('span', { class: 'check' }, box, h('label', { for: 'follow' }, 'only what the map shows'));
  }

  /* Focus goes to the one in focus. */
  show(): void {
    const el = this.list.querySelector<HTMLElement>('.selected');
    el?.focus({ preventScroll: true });
    el?.scrollIntoView({ block: 'nearest' });
  }

  holdsFocus = (): boolean => this.list.contains(document.activeElement);
}
