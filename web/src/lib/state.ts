/* SPDX-License-Identifier: Apache-2.0 */
/* The state of the page is its address: /?v=map&place=Aleppo&since=2016-04-22#claim-48. */
export type State = Record<string, string>;
type Listener = () => void;
const listeners: Listener[] = [];

export function state(): State {
  const out: State = {};
  for (const [k, v] of new URLSearchParams(location.search)) if (v !== '') out[k] = v;
  return out;
}

/* The filter travels between views; what is picked inside a view does not. */
export const FILTERS = [
  'place',
  'since',
  'until',
  'by',
  'source',
  'words',
  'as_of',
  'min_confidence',
  'undated',
  'type',
  'verdict',
  'means',
  'agreement',
  'at',
] as const;

export function address(
  view: string,
  more: Partial<Record<string, string | number | null>> = {},
  fragment = '',
  from: State = state(),
): string {
  const q = new URLSearchParams({ v: view });
  for (const k of FILTERS) if (from[k]) q.set(k, from[k]!);
  for (const [k, v] of Object.entries(more)) v === null || v === undefined || v === '' ? q.delete(k) : q.set(k, String(v));
  return `/?${q}${fragment ? `#${fragment}` : ''}`;
}

/* The exact words: from any number anywhere. */
export const claimAddress = (report: number | null, claim: number): string => address('report', { id: report }, `claim-${claim}`);

export function go(to: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  for (const fn of listeners) fn();
}

/* Changes parts of the state; null takes one away. quiet: the view has drawn it itself. */
export function change(parts: Record<string, string | null>, how: { replace?: boolean; quiet?: boolean } = {}): void {
  const q = new URLSearchParams(location.search);
  for (const [k, v] of Object.entries(parts)) v === null || v === '' ? q.delete(k) : q.set(k, v);
  const to = `/?${q}${location.hash}`;
  if (how.quiet) history.replaceState(null, '', to);
  else go(to, how.replace);
}

export function watch(fn: Listener): void {
  listeners.push(fn);
  addEventListener('popstate', fn);
  document.addEventListener('click', (e) => {
    const a = (e.target as Element).closest?.('a');
    if (
      !a ||
      e.defaultPrevented ||
      e.button !== 0 ||
      e.metaKey ||
      e.ctrlKey ||
      e.shiftKey ||
      a.hasAttribute('target') ||
      a.hasAttribute('download')
    )
      return;
    const href = a.getAttribute('href') ?? '';
    if (!href.startsWith('/?')) return;
    e.preventDefault();
    go(href);
  });
}
