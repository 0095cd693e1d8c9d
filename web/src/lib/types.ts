/* SPDX-License-Identifier: Apache-2.0 */
/* What the API gives, after data/api/openapi.json. Written by hand; only what the page uses. */
export type Verdict =
  'violation_alleged' | 'permitted_act' | 'excluded_actor' | 'not_a_party' | 'outside_territory' | 'not_in_force' | 'indeterminate';
export type Tri = 'yes' | 'no' | 'unknown';
export type Question = 'time' | 'place' | 'excluded' | 'parties' | 'act';

export interface Actor {
  id: string | null;
  name: string | null;
  kind: string;
  country: string | null;
}
export interface Place {
  id: string | null;
  name: string | null;
  kind: string;
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  where_prec: number;
}
export interface Days {
  from: string | null;
  to: string | null;
}
export interface Range {
  low: number | null;
  high: number | null;
  greatest?: number;
}
/* The way back to the words. */
export interface Said {
  claim: number;
  report: string | null;
  report_id: number | null;
  outlet: string | null;
  published: string | null;
  span: [number, number];
  quote: string | null;
  sentence: string | null;
  source: Actor | null;
}
export interface Scope {
  name: string;
  kind: string | null;
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  km: number | null;
  places: number;
}
export interface Envelope {
  scope: Scope | null;
  as_of: string | null;
  links: number;
  head: string | null;
  rules: string;
  redacted: boolean;
}
export interface Page<T> extends Envelope {
  data: T[];
  next: string | null;
  total: number | null;
}

export interface Report {
  id: number;
  key: string;
  sha256: string;
  revision_of: number | null;
  superseded: boolean;
  copy_of: number | null;
  outlet: string | null;
  title: string | null;
  url: string | null;
  language: string | null;
  published: string | null;
  published_from: string;
  obtained: string | null;
  how: string | null;
  dataset: string | null;
}
export interface Claim {
  id: number;
  report: number | null;
  outlet: string | null;
  published: string | null;
  kind: 'casualties' | 'event' | 'ceasefire' | 'figure';
  span: [number, number];
  quote: string;
  sentence: number;
  sentence_span: [number, number];
  sentence_text: string | null;
  status: string | null;
  confidence: number;
  why: string[];
  source: Actor | null;
  via: Actor | null;
  grade: string | null;
  origin: string | null;
  place: Place | null;
  place_text: string | null;
  time: { from: string | null; to: string | null; date_prec: number; clock: unknown } | null;
  recorded: string | null;
  confirmed: boolean;
  corrected: boolean;
  rejected: boolean;
  low?: number | null;
  high?: number | null;
  approx?: boolean;
  harm?: string | null;
  who?: string | null;
  means?: string[];
  by?: Actor | null;
  cumulative?: boolean;
  part_of?: number | null;
  type?: string | null;
  mode?: string | null;
  actor?: Actor | null;
  recipient?: Actor | null;
  form?: string | null;
  state?: string | null;
  territory?: Place[];
  parties?: Actor[];
  excludes?: (Actor | Place)[];
  duration?: string | null;
  violator?: Actor | null;
  unit?: string | null;
  percent?: boolean;
}
export interface ReportFull extends Envelope {
  report: Report;
  text: string;
  sentences: [number, number][];
  claims: Claim[];
}

export interface Incident {
  id: number;
  days: Days | null;
  date_prec: number;
  clock: number[] | null;
  place: Place | null;
  km: number | null;
  type: string;
  mode: string | null;
  means: string[];
  actor: Actor | null;
  actor_by: (Actor | null)[];
  rival_actors: Actor[];
  recipient: Actor | null;
  killed: Range;
  injured: Range;
  voices: number;
  reports: number;
  confirmed: boolean;
  confidence: number;
  head: string | null;
  claims: { score: number; reasons: string | null; assessment: number | null; claim: Said }[];
}
export interface Answer {
  value: Tri;
  because: string;
  source: string | null;
  ref: string | null;
}
export interface Finding {
  incident: {
    id: number;
    type: string | null;
    mode: string | null;
    place: Place | null;
    days: Days | null;
    clock: number | null;
    actor: Actor | null;
    recipient: Actor | null;
    killed: Range;
    injured: Range;
    claims: Said[];
  };
  agreement: string;
  revision: string;
  verdict: Verdict;
  stage: string;
  attributed: Actor | null;
  share: number | null;
  answers: Record<Question, Answer>;
  flips: { question: Question; verdict: Verdict; text: string; source: string | null; ref: string | null }[];
}
export interface IncidentFull extends Envelope {
  incident: Incident;
  findings: Finding[];
}
export interface Figured {
  use: string;
  because: number | null;
  incident: number | null;
  claim: Said;
}
export interface TallyRow {
  key: string;
  name: string;
  grade: string | null;
  cells: Record<string, { range: Range; figures: Figured[] }>;
}
export interface Tally extends Envelope {
  by: string;
  method: string;
  rows: TallyRow[];
  all: TallyRow;
}
export type Verdicts = Record<Verdict, number>;
export interface ViolationCell extends Verdicts {
  day: string | null;
  party: Actor | null;
  killed: Range;
}
export interface Violations extends Envelope {
  rows: ViolationCell[];
  agreements: string[];
}
export interface Position {
  actor: Actor | null;
  topic: string;
  place: Place | null;
  stance: string;
  status: string;
  intensity: number;
  days: Days | null;
  change: string;
  said: Said | null;
  before: Said | null;
}
export interface TermTime {
  text: string | null;
  at: string | null;
  width_seconds: number;
  after_seconds: number | null;
  zone: string | null;
  source: string | null;
  ref: string | null;
}
export interface Area {
  kind: string;
  name: string | null;
  country: string | null;
  admin1: string | null;
  disputed_by: string | null;
  source: string | null;
  ref: string | null;
  lat?: number;
  lon?: number;
  km?: number;
  ring?: [number, number][];
  held_by?: string | null;
}
/* Approximate outlines of provinces; at: where its name stands. */
export interface Regions extends GeoJSON.FeatureCollection {
  features: (GeoJSON.Feature & { properties: { admin1: string; name: string; at: [number, number] } })[];
}
export interface Scenario {
  start_source: string;
  end_source: string | null;
  stretches: { from: string | null; to: string | null; extension: string | null }[];
  then: 'before' | 'in_force' | 'hour_not_told' | 'between' | 'lapsed';
  changes: string | null;
}
export interface Party {
  role?: string | null;
  actor: string | null;
  name: string | null;
  from: string | null;
  to: string | null;
  disputed_by: string | null;
  source: string | null;
  ref: string | null;
}
export interface Act {
  act: string | null;
  types: string[];
  modes: string[];
  only: string | null;
  disputed_by: string | null;
  source: string | null;
  ref: string | null;
}
export interface Agreement {
  id: string;
  name: string | null;
  local_term: string | null;
  conflict: string | null;
  note: string | null;
  form: string | null;
  zone: string | null;
  declared: string | null;
  signed: string | null;
  end_reason: string | null;
  parent: string | null;
  starts: TermTime[];
  ends: TermTime[];
  scenarios: Scenario[];
  include: Area[];
  exclude: Area[];
  parties: Party[];
  excluded: Party[];
  prohibited: Act[];
  permitted: Act[];
}
export interface Standing {
  at: string;
  in_force: Tri;
  agreement: Agreement;
}
export interface Change {
  kind: string;
  value: string;
}
export interface WhatIf extends Page<{ before: Finding | null; after: Finding | null }> {
  agreement: string;
  changes: Change[];
  before: Verdicts;
  after: Verdicts;
}
export interface Assessment {
  id: number;
  kind: string;
  target: string;
  value: string | null;
  reason: string;
  who: string;
  at: string;
  superseded_by: number | null;
}
export type QueueEntry =
  | { of: 'claim'; target: string; claim: Claim }
  | { of: 'merge'; target: string; with: Claim; claim: Claim; score: number; reasons: string | null }
  | {
      of: 'proposal';
      target: string;
      agreement: string | null;
      change: { kind: string; value: string | null };
      text: string | null;
      claim: Claim;
    };
export interface Session {
  user: string | null;
  role: 'none' | 'viewer' | 'analyst' | 'admin';
  accounts: boolean;
  redacted: boolean;
  csrf: string | null;
}
export interface SearchHit {
  report: number;
  sentence: number;
  span: [number, number];
  text: string;
  in: Report | null;
}
