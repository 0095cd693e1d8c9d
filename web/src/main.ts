/* SPDX-License-Identifier: Apache-2.0 */
/* The shell: head, filter bar, the view that the address names, the line at the bottom. */
import { logIn, logOut, Problem, session } from './lib/api';
import { fill, h } from './lib/dom';
import { filterBar } from './lib/filters';
import { address, change, go, state, watch } from './lib/state';
import { status } from './lib/status';
import { theme, themeButton } from './lib/theme';
import type { Context, View } from './lib/view';
import { briefView } from './views/brief/brief';
import { clockView } from './views/clock/clock';
import { findingsView } from './views/findings/findings';
import { incidentView } from './views/map/incident';
import { mapView } from './views/map/map';
import { positionsView } from './views/positions/positions';
import { reportsView } from './views/reports/list';
import { reportView } from './views/reports/report';
import { reviewView } from './views/review/review';
import { searchView } from './views/reports/search';
import { talliesView } from './views/tallies/tallies';
import { whatifView } from './views/findings/whatif';

const TABS: View[] = [mapView, clockView, talliesView, findingsView, positionsView, reportsView, reviewView, briefView];
const VIEWS: View[] = [...TABS, reportView, incidentView, whatifView, searchView];
const PARENT: Record<string, string> = { report: 'reports', search: 'reports', incident: 'map', whatif: 'findings' };

const head = document.getElementById('head')!;
const main = document.getElementById('main')!;
const foot = document.getElementById('foot')!;
let running: AbortController | null = null;
let shown = '';

async function drawHead(view: View): Promise<void> {
  const tab = PARENT[view.id] ?? view.id;
  const who = await session().catch(() => null);
  const search = h(
    'form',
    {
      role: 'search',
      class: 'search',
      on: { submit: (e: Event) => (e.preventDefault(), go(address('search', { q: (e.target as HTMLFormElement).q.value }))) },
    },
    h('input', {
      name: 'q',
      type: 'search',
      'aria-label': 'Search the sentences',
      placeholder: 'Search sentences',
      dir: 'auto',
      value: state().q ?? '',
    }),
  );
  fill(
    head,
    h(
      'a',
      { class: 'mark', href: '/?v=map', 'aria-label': 'Truce, to the map' },
      h('span', { class: 'glyph', 'aria-hidden': 'true' }),
      'Truce',
    ),
    h(
      'nav',
      { 'aria-label': 'Views' },
      TABS.map((v) => h('a', { href: address(v.id), 'aria-current': v.id === tab ? 'page' : null }, v.title)),
    ),
    h(
      'div',
      { class: 'tools' },
      search,
      themeButton(),
      who?.accounts &&
        (who.user
          ? h(
              'button',
              {
                type: 'button',
                class: 'button small quiet',
                title: `Logged in as ${who.user}, ${who.role}`,
                on: { click: () => void logOut().then(draw) },
              },
              `${who.user} · log out`,
            )
          : h('a', { class: 'button small quiet', href: address('review') }, 'Log in')),
    ),
  );
}

/* A form to log in, where the server asks for one. */
function logInForm(why: string): HTMLElement {
  const note = h('p', { role: 'alert', class: 'bad' });
  const form = h(
    'form',
    { class: 'panel login' },
    h('h1', {}, 'Log in'),
    h('p', {}, why),
    h('label', { for: 'login-user' }, 'Name'),
    h('input', { id: 'login-user', name: 'user', autocomplete: 'username', required: true }),
    h('label', { for: 'login-password' }, 'Password'),
    h('input', { id: 'login-password', name: 'password', type: 'password', autocomplete: 'current-password', required: true }),
    h('button', { class: 'button strong' }, 'Log in'),
    note,
  );
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    logIn(form.user.value, form.password.value).then(draw, (x: Error) => (note.textContent = x.message));
  });
  return form;
}

function failed(e: unknown): HTMLElement {
  if (e instanceof Problem && e.status === 401) return logInForm('This ledger is read by people with an account.');
  if (e instanceof Problem && e.status === 403) return logInForm(e.message);
  const p = e instanceof Problem ? e : new Problem(0, (e as Error)?.message ?? String(e));
  return h(
    'div',
    { class: 'panel problem', role: 'alert' },
    h('h1', {}, p.status === 404 ? 'Not in this ledger' : 'That did not work'),
    h('p', {}, p.parameter && h('b', {}, `${p.parameter}: `), p.message),
    h('p', {}, h('a', { href: '/?v=map' }, 'To the map'), ' · ', h('button', { class: 'link', on: { click: draw } }, 'Try again')),
  );
}

export async function draw(): Promise<void> {
  const st = state();
  const view = VIEWS.find((v) => v.id === (st.v ?? 'map')) ?? mapView;
  running?.abort();
  const mine = (running = new AbortController());
  const box = h('div', { class: `view view-${view.id}` });
  const ctx: Context = {
    signal: mine.signal,
    refresh: () => void draw(),
    tell: (env, told) => {
      if (!mine.signal.aborted) status(foot, state(), env, told);
    },
  };
  document.title = `${view.title} · Truce`;
  const moved = shown !== view.id;
  shown = view.id;
  if (moved) (fill(foot), fill(main, h('p', { class: 'wait', role: 'status' }, 'Reading the ledger …')));
  void drawHead(view);
  main.setAttribute('aria-busy', 'true');
  const frame = h('div', { class: 'frame' }, view.filters.length ? filterBar(view.filters, st) : null, box);
  try {
    await view.show(box, st, ctx);
  } catch (e) {
    if (mine.signal.aborted) return;
    fill(foot);
    fill(box, failed(e));
  }
  if (mine.signal.aborted) return;
  const focus = moved ? '' : (document.activeElement?.id ?? ''); /* whoever is typing keeps typing */
  fill(main, frame);
  main.removeAttribute('aria-busy');
  box.dispatchEvent(new CustomEvent('shown'));
  if (focus) document.getElementById(focus)?.focus();
  else if (moved && !location.hash) main.focus({ preventScroll: true });
}

theme();
watch(() => void draw());
addEventListener('hashchange', () => main.querySelector('.view')?.dispatchEvent(new CustomEvent('shown')));

/* The ledger grows: say so, and let the reader choose when the page moves. */
session().then(
  (who) => {
    if (who.role === 'none') return;
    let links = -1;
    const live = new EventSource('/api/v1/events');
    live.addEventListener('ledger', (e) => {
      const now = Number((e as MessageEvent).lastEventId);
      if (links >= 0 && now > links && !document.getElementById('grown'))
        document.body.append(
          h(
            'button',
            {
              id: 'grown',
              class: 'button strong grown',
              on: { click: (x: Event) => ((x.currentTarget as Element).remove(), void draw()) },
            },
            'The ledger has grown: show what is new',
          ),
        );
      links = now;
    });
  },
  () => undefined,
);
/* g then a letter goes to a view. */
let g = -Infinity;
addEventListener('keydown', (e) => {
  if ((e.target as HTMLElement).closest('input,select,textarea') || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === 'g') g = e.timeStamp;
  else if (e.key === '/') ((document.querySelector('.search input') as HTMLElement | null)?.focus(), e.preventDefault());
  else if (e.timeStamp - g < 1200) {
    const to = { m: 'map', c: 'clock', t: 'tallies', f: 'findings', p: 'positions', r: 'reports', q: 'review', b: 'brief' }[e.key];
    if (to) go(address(to));
    g = -Infinity;
  }
});
if (!state().v) change({ v: 'map' }, { quiet: true });
void draw();
