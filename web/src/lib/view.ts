/* SPDX-License-Identifier: Apache-2.0 */
/* What a view is, and what it may use. */
import type { Sheet } from './csv';
import type { Envelope } from './types';
import type { State } from './state';

export interface Told {
  rows?: string; /* "25 incidents" */
  what?: 'claims' | 'incidents' | 'findings' | 'tally'; /* what the download buttons give */
  takes?: string; /* the question of TAKES (lib/api.ts) whose filter this view honours; else what says it */
  sheet?: Sheet; /* rows that the server has no export for */
  json?: string; /* the same answer as the API gives it */
  one?: boolean; /* one thing, not a filter's rows */
}
export interface Context {
  signal: AbortSignal; /* aborted when another view or filter takes over */
  tell(env: Envelope, told: Told): void; /* the line at the bottom */
  refresh(): void;
}
export interface View {
  id: string;
  title: string;
  filters: string[]; /* of FILTERS: what its filter bar shows */
  show(box: HTMLElement, st: State, ctx: Context): Promise<void>;
}
