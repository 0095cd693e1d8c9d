/* SPDX-License-Identifier: Apache-2.0 */
/* Elements. Text only ever enters as text nodes, so nothing from a report can become markup. Styles are set through the CSSOM: the policy forbids style attributes. */
export type Child = Node | string | number | null | undefined | false | Child[];
type Attrs = Record<string, unknown>;
const SVG = 'http://www.w3.org/2000/svg';

function put(el: Element, attrs: Attrs, children: Child[]): void {
  for (const [key, value] of Object.entries(attrs)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'on') for (const [type, fn] of Object.entries(value as Record<string, EventListener>)) el.addEventListener(type, fn);
    else if (key === 'css')
      for (const [name, v] of Object.entries(value as Record<string, string>)) (el as HTMLElement).style.setProperty(name, v);
    else if (key === 'value' && 'value' in el) (el as HTMLInputElement).value = String(value);
    else if (key === 'href' && !/^(\/|\?|#|https?:)/.test(String(value))) continue; /* no javascript: addresses */
    else el.setAttribute(key, value === true ? '' : String(value));
  }
  add(el, children);
}

function add(el: Element, children: Child[]): void {
  for (const c of children) {
    if (c === null || c === undefined || c === false) continue;
    if (Array.isArray(c)) add(el, c);
    else el.append(c instanceof Node ? c : document.createTextNode(String(c)));
  }
}

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attrs: Attrs = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const el = document.createElement(tag);
  put(el, attrs, children);
  return el;
}

export function s<K extends keyof SVGElementTagNameMap>(tag: K, attrs: Attrs = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const el = document.createElementNS(SVG, tag);
  put(el, attrs, children);
  return el;
}

export function fill(el: Element, ...children: Child[]): void {
  el.replaceChildren();
  add(el, children);
}

/* Words from reports: their direction is their own. */
export const said = (text: string | null | undefined, tag: 'span' | 'q' | 'p' | 'b' = 'span', cls = ''): HTMLElement =>
  h(tag, { dir: 'auto', class: cls || null }, text ?? '');

/* Arrow keys walk a list of focusable things. */
export function roving(box: HTMLElement, selector: string): void {
  box.addEventListener('keydown', (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[e.key];
    if (!step || e.ctrlKey || e.metaKey || e.altKey || (e.target as HTMLElement).matches('input,select,textarea')) return;
    const all = [...box.querySelectorAll<HTMLElement>(selector)].filter((x) => x.offsetParent !== null);
    const to = all[all.indexOf(document.activeElement as HTMLElement) + step];
    if (to) (to.focus(), e.preventDefault());
  });
}
