/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to the server. Lists are walked to their end: nothing is cut in silence. */
import type { Page, Session } from './types';
import type { State } from './state';

const API = '/api/v1';
const COMMON = ['place', 'since', 'until', 'by', 'source', 'as_of', 'min_confidence', 'undated', 'words'];
const ONLY = ['type', 'means', 'verdict', 'agreement'];
export const TAKES: Record<string, string[]> = {
  incidents: [...COMMON, ...ONLY],
  points: [...COMMON, ...ONLY],
  findings: [...COMMON, ...ONLY],
  violations: [...COMMON, ...ONLY],
  tallies: [...COMMON, 'group'],
  positions: [...COMMON, 'topic', 'changes'],
  capacity: COMMON,
  reports: COMMON,
  claims: COMMON,
  agreements: ['at', 'as_of'],
  clock: ['at', 'as_of', 'agreement'] /* narrowed here */,
  whatif: COMMON,
  'review/queue': ['place', 'since', 'until', 'source'],
};

export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly parameter?: string,
  ) {
    super(detail);
  }
}

export function query(what: string, st: State, more: Record<string, string | number> = {}): string {
  const q = new URLSearchParams();
  for (const k of TAKES[what] ?? []) if (st[k]) q.set(k, st[k]!);
  for (const [k, v] of Object.entries(more)) q.set(k, String(v));
  const text = q.toString();
  return text ? `?${text}` : '';
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  let r: Response;
  try {
    r = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (e) {
    if ((e as Error).name === 'AbortError') throw e;
    throw new Problem(0, 'The server does not answer. Is truce serve still running?');
  }
  const body: unknown = await r.json().catch(() => null);
  if (r.ok) return body as T;
  const p = (body ?? {}) as { detail?: string; title?: string; parameter?: string };
  throw new Problem(r.status, p.detail ?? p.title ?? `The server answered ${r.status}.`, p.parameter);
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => ask<T>(API + path, { signal: signal ?? null });

/* The page that another one names as its next. */
export const follow = <T>(next: string, signal?: AbortSignal): Promise<T> => ask<T>(next, { signal: signal ?? null });

/* Every page of a list; each tells as rows come in. */
export async function all<T>(path: string, signal?: AbortSignal, each?: (rows: T[], total: number | null) => void): Promise<Page<T>> {
  /* The agreements of the register come whole. */
  const first = await get<Page<T>>(path.startsWith('/agreements') ? path : path + (path.includes('?') ? '&' : '?') + 'limit=1000', signal);
  let next = first.next;
  each?.(first.data, first.total);
  while (next) {
    const page: Page<T> = await follow<Page<T>>(next, signal);
    for (const row of page.data) first.data.push(row);
    next = page.next;
    each?.(first.data, first.total);
  }
  first.next = null;
  return first;
}

let me: Session | null = null;
export async function session(fresh = false): Promise<Session> {
  if (!me || fresh) me = await get<Session>('/session');
  return me;
}

export async function send<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = {};
  if (me?.csrf) headers['X-CSRF-Token'] = me.csrf;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return ask<T>(API + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

export async function logIn(user: string, password: string): Promise<Session> {
  me = await send<Session>('POST', '/session', { user, password });
  return me;
}
export async function logOut(): Promise<Session> {
  me = await send<Session>('DELETE', '/session');
  return me;
}
