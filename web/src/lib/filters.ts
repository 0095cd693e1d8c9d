/* SPDX-License-Identifier: Apache-2.0 */
/* The filter bar. Every field is part of the address. */
import { all } from './api';
import { fill, h } from './dom';
import { change, type State } from './state';
import type { Actor, Place } from './types';
import { VERDICT, VERDICTS, initial, plain } from './words';

export const TYPES = [
  'ASSAULT',
  'COERCE',
  'MOBILIZE',
  'SANCTION',
  'PROTEST',
  'THREATEN',
  'REJECT',
  'ACCUSE',
  'REQUEST',
  'RETREAT',
  'AID',
  'COOPERATE',
  'CONCEDE',
  'SUPPORT',
  'CONSULT',
  'AGREE',
];
export const MEANS = [
  'airstrike',
  'shelling',
  'rocket',
  'missile',
  'drone',
  'bombing',
  'suicide',
  'shooting',
  'execution',
  'clashes',
  'chemical',
  'siege',
  'other',
];
const LABEL: Record<string, string> = {
  place: 'Place',
  since: 'Since',
  until: 'Until',
  by: 'Party',
  source: 'Source',
  words: 'Words',
  as_of: 'As known on',
  type: 'Type',
  verdict: 'Verdict',
  means: 'Means',
  agreement: 'Agreement',
  at: 'At',
  undated: 'Undated',
  min_confidence: 'Confidence',
};
const DATED = ['since', 'until', 'as_of', 'at'];
const known = new Map<string, Promise<string[]>>();

/* Names that the ledger has, for completion; asked once, when somebody is about to type. */
function names(of: string): Promise<string[]> {
  let got = known.get(of);
  if (!got) {
    got = (async () => {
      if (of === 'place') return (await all<{ place: Place }>('/places')).data.map((x) => x.place.name ?? '');
      if (of === 'by') return (await all<{ actor: Actor }>('/actors')).data.map((x) => x.actor.name ?? '');
      if (of === 'source')
        return (await all<{ actor: Actor | null; outlet: string | null }>('/sources')).data.map((x) => x.actor?.name ?? x.outlet ?? '');
      if (of === 'agreement') return (await all<{ agreement: { id: string } }>('/agreements')).data.map((x) => x.agreement.id);
      return [];
    })().then(
      (x) => [...new Set(x.filter(Boolean))],
      () => [],
    );
    known.set(of, got);
  }
  return got;
}

function field(key: string, st: State): HTMLElement {
  const id = `f-${key}`;
  const set = (e: Event) => {
    const el = e.target as HTMLInputElement,
      v = el.value.trim().replace(/^(\d{4}-\d{2}-\d{2}) (\d)/, '$1T$2');
    const bad =
      DATED.includes(key) &&
      v &&
      !(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/.test(v) && !Number.isNaN(Date.parse(v)));
    el.setCustomValidity(bad ? 'A day such as 2016-04-22' : '');
    if (bad) el.reportValidity();
    else change({ [key]: v });
  };
  const label = h('label', { for: id }, LABEL[key] ?? key);
  if (key === 'undated') {
    const box = h('input', {
      id,
      type: 'checkbox',
      on: { change: (e: Event) => change({ undated: (e.target as HTMLInputElement).checked ? 'true' : null }) },
    });
    box.checked = st.undated === 'true';
    return h('div', { class: 'field check' }, box, label);
  }
  const options = {
    type: TYPES.map((x) => [x, initial(plain(x))]),
    means: MEANS.map((x) => [x, initial(x)]),
    verdict: VERDICTS.map((x) => [x, VERDICT[x]]),
    min_confidence: [
      ['0.5', '≥ 0.5'],
      ['0.7', '≥ 0.7'],
      ['0.9', '≥ 0.9'],
    ],
  }[key];
  if (options) {
    const el = h(
      'select',
      { id, on: { change: set } },
      h('option', { value: '' }, 'any'),
      options.map(([v, t]) => h('option', { value: v }, t)),
    );
    el.value = st[key] ?? '';
    return h('div', { class: `field${st[key] ? ' on' : ''}` }, label, el);
  }
  const when = { since: 'YYYY-MM-DD', until: 'YYYY-MM-DD', as_of: 'today', at: 'now, or YYYY-MM-DDTHH:MM' }[key];
  const input = h('input', {
    id,
    type: 'text',
    class: key === 'agreement' || key === 'at' ? 'wide' : when ? 'day-in' : null,
    autocomplete: 'off',
    spellcheck: 'false',
    dir: 'auto',
    placeholder: when ?? 'any',
    on: { change: set },
  });
  input.value = st[key] ?? '';
  const box = h('div', { class: `field${st[key] ? ' on' : ''}` }, label, input);
  if (key === 'place' || key === 'by' || key === 'source' || key === 'agreement') {
    const list = h('datalist', { id: `${id}-names` });
    input.setAttribute('list', list.id);
    input.addEventListener(
      'focus',
      () =>
        void names(key).then((v) =>
          fill(
            list,
            v.map((x) => h('option', { value: x })),
          ),
        ),
      { once: true },
    );
    box.append(list);
  }
  return box;
}

export function filterBar(keys: string[], st: State): HTMLElement {
  const active = keys.some((k) => st[k]);
  const form = h(
    'form',
    { class: 'filters', 'aria-label': 'Filter', on: { submit: (e: Event) => e.preventDefault() } },
    keys.map((k) => field(k, st)),
    active &&
      h(
        'button',
        { type: 'button', class: 'button small quiet', on: { click: () => change(Object.fromEntries(keys.map((k) => [k, null]))) } },
        'Clear',
      ),
  );
  /* Enter in a field is a change, too. */
  form.addEventListener('keydown', (e) => {
    if (e.key === 'Enter' && (e.target as HTMLElement).matches('input')) (e.target as HTMLInputElement).dispatchEvent(new Event('change'));
  });
  return form;
}
