/* SPDX-License-Identifier: Apache-2.0 */
/* The fields of a claim that can be corrected, as inputs; what they hold is read as the correction the API takes: changed fields only, null takes a value away. */
import { all } from '../../lib/api';
import { fill, h } from '../../lib/dom';
import { TYPES, MEANS } from '../../lib/filters';
import type { Actor, Claim, Place } from '../../lib/types';
import { initial, place as placeWords, plain, PRECISION } from '../../lib/words';

const STATUS = ['actual', 'planned', 'hypothetical', 'denied'];
const HARM = ['killed', 'injured', 'casualties', 'missing', 'detained', 'abducted', 'displaced', 'besieged', 'trapped', 'other'];
const WHO = 'people civilians children women combatants police aid_workers medical journalists hostages officials other'.split(' ');
const MODE =
  'aerial shelling rocket bombing suicide firearms clash abduct execute chemical drone destroy torture sexual other'.split(' ');
const FORM = 'ceasefire cessation_of_hostilities truce humanitarian_pause regime_of_silence armistice local_deal other'.split(' ');
const STATE =
  'proposed negotiating agreed declared in_force extended violated suspended rejected collapsed expired planned mentioned'.split(' ');

export interface Field {
  el: HTMLElement;
  put(into: Record<string, unknown>): void; /* adds what was changed; throws an Error to say what cannot be read */
}

const row = (id: string, label: string, ...of: HTMLElement[]): HTMLElement => h('div', { class: 'row' }, h('label', { for: id }, label), ...of);
const input = (id: string, value: string, more: Record<string, unknown> = {}): HTMLInputElement =>
  h('input', { id, value, autocomplete: 'off', dir: 'auto', ...more });

function choice(name: string, label: string, options: string[], was: string | null | undefined): Field {
  const el = h(
    'select',
    { id: `fix-${name}` },
    h('option', { value: '' }, 'not told'),
    options.map((o) => h('option', { value: o }, initial(plain(o)))),
  );
  el.value = was ?? '';
  return { el: row(el.id, label, el), put: (into) => void (el.value !== (was ?? '') && (into[name] = el.value || null)) };
}

function tick(name: string, label: string, was: boolean | undefined): Field {
  const el = h('input', { id: `fix-${name}`, type: 'checkbox' });
  el.checked = !!was;
  return {
    el: h('div', { class: 'row check' }, el, h('label', { for: el.id }, label)),
    put: (into) => void (el.checked !== !!was && (into[name] = el.checked)),
  };
}

function count(name: string, label: string, was: number | null | undefined): Field {
  const el = input(`fix-${name}`, was === null || was === undefined ? '' : String(was), { inputmode: 'numeric', size: 8 });
  return {
    el: row(el.id, label, el),
    put: (into) => {
      const v = el.value.replace(/[\s,]/g, '');
      if (v && !/^\d{1,9}$/.test(v)) throw new Error(`${label}: a number, or nothing`);
      if ((v ? Number(v) : null) !== (was ?? null)) into[name] = v ? Number(v) : null;
    },
  };
}

function words(name: string, label: string, was: string | null | undefined): Field {
  const el = input(`fix-${name}`, was ?? '');
  return { el: row(el.id, label, el), put: (into) => void (el.value.trim() !== (was ?? '') && (into[name] = el.value.trim() || null)) };
}

/* Names that the ledger has complete what is typed; a name that it has brings all that is known of it. */
function completed<T>(el: HTMLInputElement, path: string, of: (x: T) => string): Map<string, T> {
  const known = new Map<string, T>(),
    list = h('datalist', { id: `${el.id}-names` });
  el.setAttribute('list', list.id);
  el.after(list);
  void all<T>(path).then(
    (got) => {
      for (const x of got.data) if (of(x) && !known.has(of(x))) known.set(of(x), x);
      fill(
        list,
        [...known.keys()].map((v) => h('option', { value: v })),
      );
    },
    () => undefined,
  );
  return known;
}

function actor(name: string, label: string, was: Actor | null | undefined): Field {
  const el = input(`fix-${name}`, was?.name ?? ''),
    box = row(el.id, label, el),
    known = completed<{ actor: Actor }>(el, '/actors', (x) => x.actor.name ?? '');
  return {
    el: box,
    put: (into) => {
      const v = el.value.trim();
      if (v !== (was?.name ?? '')) into[name] = v ? (known.get(v)?.actor ?? v) : null;
    },
  };
}

function somewhere(was: Place | null): Field {
  const before = was ? placeWords(was) : '',
    el = input('fix-place', before),
    lat = input('fix-lat', '', { inputmode: 'decimal', size: 8 }),
    lon = input('fix-lon', '', { inputmode: 'decimal', size: 8 }),
    prec = h('select', { id: 'fix-prec' }, [1, 2, 3, 4, 5, 6].map((p) => h('option', { value: p }, PRECISION[p]))); // prettier-ignore
  const more = h('details', {}, h('summary', {}, 'A place that the ledger has not'), row('fix-lat', 'Latitude', lat), row('fix-lon', 'Longitude', lon), row('fix-prec', 'It is', prec)); // prettier-ignore
  const box = h('div', {}, row(el.id, 'Place', el), more),
    known = completed<{ place: Place }>(el, '/places', (x) => placeWords(x.place));
  const degrees = (i: HTMLInputElement, most: number): number => {
    const v = Number(i.value);
    if (!i.value.trim() || !(Math.abs(v) <= most)) throw new Error('Latitude and longitude: both, in degrees, or neither');
    return v;
  };
  return {
    el: box,
    put: (into) => {
      const v = el.value.trim(),
        spot = lat.value || lon.value ? { lat: degrees(lat, 90), lon: degrees(lon, 180), where_prec: Number(prec.value) } : null;
      if (v === before && !spot) return;
      into.place = !v ? null : spot ? { name: v, ...spot } : (known.get(v)?.place ?? v);
    },
  };
}

function time(was: Claim['time']): Field {
  const from = input('fix-from', was?.from ?? '', { placeholder: 'YYYY-MM-DD', size: 11 }),
    to = input('fix-to', was?.to ?? '', { placeholder: 'the same day', size: 11, 'aria-label': 'Until' });
  return {
    el: row('fix-from', 'When', h('span', { class: 'pair' }, from, to)),
    put: (into) => {
      const a = from.value.trim(),
        b = to.value.trim() || a;
      if (a === (was?.from ?? '') && (to.value.trim() === (was?.to ?? '') || b === (was?.to ?? ''))) return;
      for (const d of [a, b]) if (d && !/^\d{4}-\d{2}-\d{2}$/.test(d)) throw new Error('When: days such as 2016-04-22');
      into.time = a || b ? { from: a || null, to: b || null } : null;
    },
  };
}

function means(was: string[]): Field {
  const boxes = MEANS.map((m) => {
    const el = h('input', { type: 'checkbox', id: `fix-means-${m}`, value: m });
    el.checked = was.includes(m);
    return el;
  });
  return {
    el: h(
      'fieldset',
      { class: 'ticks-in' },
      h('legend', {}, 'Means'),
      boxes.map((b) => h('span', { class: 'check' }, b, h('label', { for: b.id }, initial(b.value)))),
    ),
    put: (into) => {
      const now = boxes.filter((b) => b.checked).map((b) => b.value);
      if (now.join() !== MEANS.filter((m) => was.includes(m)).join()) into.means = now;
    },
  };
}

export function fields(c: Claim): Field[] {
  const last = [somewhere(c.place), time(c.time), actor('source', 'Said by', c.source), choice('status', 'Status', STATUS, c.status)];
  const numbers = [count('low', 'At least', c.low), count('high', 'At most', c.high), tick('approx', 'about', c.approx)];
  if (c.kind === 'casualties')
    return [
      ...numbers,
      choice('harm', 'Harm', HARM, c.harm),
      choice('who', 'Who', WHO, c.who),
      actor('by', 'By', c.by),
      tick('cumulative', 'a total over a period', c.cumulative),
      ...last,
      means(c.means ?? []),
    ];
  if (c.kind === 'event')
    return [
      choice('type', 'Type', TYPES, c.type),
      choice('mode', 'Mode', MODE, c.mode),
      actor('actor', 'Actor', c.actor),
      actor('recipient', 'Recipient', c.recipient),
      ...last,
    ];
  if (c.kind === 'ceasefire')
    return [
      choice('form', 'Form', FORM, c.form),
      choice('state', 'State', STATE, c.state),
      actor('violator', 'Violator', c.violator),
      words('duration', 'Length', c.duration),
      ...last,
    ];
  return [...numbers, words('unit', 'Unit', c.unit), tick('percent', 'percent', c.percent), ...last];
}
