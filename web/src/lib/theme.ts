/* SPDX-License-Identifier: Apache-2.0 */
/* Light or dark: the system's wish, or the reader's, kept in this browser. */
import { h } from './dom';

const KEY = 'truce-theme';
const wish = matchMedia('(prefers-color-scheme: dark)');
let chosen: string | null = null;

export const dark = (): boolean => (chosen ? chosen === 'dark' : wish.matches);
export function theme(): void {
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    /* no storage: the system's wish */
  }
  apply();
  wish.addEventListener('change', apply);
}
function apply(): void {
  document.documentElement.dataset.theme = dark() ? 'dark' : 'light';
  dispatchEvent(new CustomEvent('theme'));
}
export function themeButton(): HTMLElement {
  const button = h(
    'button',
    { type: 'button', class: 'button small quiet', 'aria-label': 'Light or dark', on: { click: flip } },
    dark() ? 'Light' : 'Dark',
  );
  function flip(): void {
    chosen = dark() ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      /* this page only */
    }
    apply();
    button.textContent = dark() ? 'Light' : 'Dark';
  }
  return button;
}
/* A colour of the style sheet, for what is drawn on a canvas. */
export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
