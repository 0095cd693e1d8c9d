/* SPDX-License-Identifier: Apache-2.0 */
/* One report: its text with the claims underlined; the claim in focus is told beside it. #claim-48 in the address is the claim in focus. */
import { get } from '../../lib/api';
import { claimCard, gist, KIND } from '../../lib/claim';
import { spot, type Sheet } from '../../lib/csv';
import { fill, h, roving } from '../../lib/dom';
import { empty } from '../../lib/parts';
import { address } from '../../lib/state';
import type { Claim, ReportFull } from '../../lib/types';
import type { View } from '../../lib/view';
import { day, instant, plain } from '../../lib/words';
import { acts } from '../review/act';
import { further, simple } from '../review/decide';

/* Byte offsets of UTF-8 to the string's own. */
function cutter(text: string): (from: number, to: number) => string {
  const bytes = new TextEncoder().encode(text),
    decoder = new TextDecoder();
  return (from, to) => decoder.decode(bytes.subarray(from, to));
}

interface Piece {
  from: number;
  to: number;
  claims: Claim[];
}

/* A sentence cut where claims begin and end; of each piece the shortest claim over it is the one that answers. */
function pieces(from: number, to: number, claims: Claim[]): Piece[] {
  const cuts = new Set([from, to]);
  for (const c of claims) for (const x of c.span) if (x > from && x < to) cuts.add(x);
  const at = [...cuts].sort((a, b) => a - b),
    out: Piece[] = [];
  for (let i = 0; i + 1 < at.length; i++) {
    const over = claims
      .filter((c) => c.span[0] < at[i + 1]! && c.span[1] > at[i]!)
      .sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]) || a.id - b.id);
    out.push({ from: at[i]!, to: at[i + 1]!, claims: over });
  }
  return out;
}

export const reportView: View = {
  id: 'report',
  title: 'Report',
  filters: [],
  async show(box, st, ctx) {
    const id = Number(st.id);
    if (!Number.isInteger(id) || id < 1) return void box.append(empty('The address names no report.'));
    const got = await get<ReportFull>(
      `/reports/${id}?rejected=true${st.as_of ? `&as_of=${encodeURIComponent(st.as_of)}` : ''}`,
      ctx.signal,
    );
    ctx.tell(got, { rows: `${got.claims.length} claims of report ${id}`, one: true, json: `/api/v1/reports/${id}`, sheet: sheet(got) });
    document.title = `${got.report.title ?? got.report.key} · Truce`;
    const side = h('aside', { class: 'claim-side', 'aria-live': 'polite', 'aria-label': 'The claim in focus' });
    const text = reportText(got, (c) => pick(c));
    const index = h(
      'ol',
      { class: 'claim-index' },
      got.claims.map((c) =>
        h(
          'li',
          {},
          h(
            'a',
            { href: `#claim-${c.id}`, 'data-claim': c.id, class: c.rejected ? 'superseded' : null },
            h('span', { class: `kind k-${c.kind}` }, KIND[c.kind]),
            h('span', { class: 'gist', dir: 'auto' }, gist(c)),
            h('span', { class: 'num dim' }, c.confidence.toFixed(2)),
          ),
        ),
      ),
    );
    roving(index, 'a');

    function pick(c: Claim | null): void {
      for (const el of box.querySelectorAll('.here')) el.classList.remove('here');
      if (!c)
        return fill(
          side,
          h('p', { class: 'dim' }, 'Point at underlined words, or step through them with Tab: what was read there is told here.'),
        );
      for (const el of box.querySelectorAll(`[data-claims~="${c.id}"],[data-claim="${c.id}"]`)) el.classList.add('here');
      fill(
        side,
        claimCard(c, [
          acts(
            [
              simple(c.confirmed ? 'Confirm again' : 'Confirm', 'c', 'confirm', `claim:${c.id}`),
              ...(c.rejected ? [] : [simple('Reject', 'r', 'reject', `claim:${c.id}`)]),
              ...further(c),
            ],
            ctx.refresh,
          ),
          h('p', {}, h('a', { href: `#claim-${c.id}` }, 'Address of these words')),
        ]),
      );
    }
    function fromAddress(): void {
      const c = /^#claim-(\d+)$/.exec(location.hash),
        sn = /^#sentence-(\d+)$/.exec(location.hash);
      const claim = c && got.claims.find((x) => x.id === Number(c[1]));
      if (claim) {
        pick(claim);
        const el = document.getElementById(`claim-${claim.id}`) ?? box.querySelector<HTMLElement>(`[data-claims~="${claim.id}"]`);
        el?.focus({ preventScroll: true });
        el?.scrollIntoView({ block: 'center' });
      } else if (sn) {
        const el = document.getElementById(`sentence-${sn[1]}`);
        el?.classList.add('here');
        el?.scrollIntoView({ block: 'center' });
      }
    }
    pick(null);
    box.addEventListener('shown', fromAddress);
    const r = got.report;
    box.append(
      h(
        'article',
        { class: 'report' },
        h(
          'header',
          {},
          h(
            'p',
            { class: 'dim', dir: 'auto' },
            h('a', { href: address('reports') }, 'Reports'),
            ` · ${r.outlet ?? 'outlet not told'} · ${r.published ? day(r.published) : 'no date'} (${plain(r.published_from)})`,
          ),
          h('h1', { dir: 'auto' }, r.title ?? r.key),
          h(
            'p',
            { class: 'dim small' },
            `${r.key} · received ${instant(r.obtained)} as ${r.how ?? 'unknown'} · SHA-256 `,
            h('span', { class: 'mono' }, r.sha256.slice(0, 16)),
            r.url ? [' · ', h('a', { href: r.url, rel: 'noreferrer noopener', target: '_blank' }, 'address')] : null,
            r.superseded ? h('span', { class: 'tag' }, 'a later revision stands') : null,
          ),
        ),
        text,
      ),
      h(
        'div',
        { class: 'beside' },
        side,
        h('details', { class: 'panel', open: true }, h('summary', {}, `All ${got.claims.length} claims`), index),
      ),
    );
  },
};

/* The report's claims as a table. */
const sheet = (got: ReportFull): Sheet => ({
  name: `report-${got.report.id}-claims`,
  columns: [
    ['claim', '#meta+id'],
    ['kind', '#meta+kind'],
    ['says', '#description'],
    ['quote', '#description+quote'],
    ['source', '#meta+source'],
    ['place', '#loc+name'],
    ['lat', '#geo+lat'],
    ['lon', '#geo+lon'],
    ['from', '#date+start'],
    ['to', '#date+end'],
    ['confidence', '#indicator+confidence'],
    ['sha256', '#meta+sha256'],
  ],
  rows: got.claims.map((c) => [
    c.id,
    c.kind,
    gist(c),
    c.quote,
    c.source?.name,
    c.place?.name,
    c.place?.lat,
    c.place?.lon,
    c.time?.from,
    c.time?.to,
    c.confidence,
    got.report.sha256,
  ]),
  shapes: got.claims.map((c) => spot(c.place)),
});

/* Paragraphs are what blank lines part; a sentence is an element, a claim a link to itself. */
function reportText(got: ReportFull, focus: (c: Claim) => void): HTMLElement {
  const cut = cutter(got.text),
    out = h('div', { class: 'text' }),
    seen = new Set<number>();
  let para = h('p', { dir: 'auto' }),
    last = 0;
  const close = () => {
    if (para.childNodes.length) out.append(para);
    para = h('p', { dir: 'auto' });
  };
  got.sentences.forEach(([from, to], n) => {
    const gap = cut(last, from);
    if (/\n\s*\n/.test(gap)) close();
    else if (gap) para.append(gap);
    const here = got.claims.filter((c) => c.span[0] < to && c.span[1] > from);
    para.append(
      h(
        'span',
        { class: 'sent', id: `sentence-${n}` },
        pieces(from, to, here).map((p) => {
          const words = cut(p.from, p.to),
            c = p.claims[0];
          if (!c) return words;
          const first = !seen.has(c.id);
          seen.add(c.id);
          return h(
            'a',
            {
              href: `#claim-${c.id}`,
              id: first ? `claim-${c.id}` : null,
              tabindex: first ? null : -1,
              class: `claim k-${c.kind}${c.rejected ? ' superseded' : ''}${p.claims.length > 1 ? ' nested' : ''}`,
              'data-claims': p.claims.map((x) => x.id).join(' '),
              title: `${KIND[c.kind]}: ${gist(c)}`,
              on: { focus: () => focus(c), pointerenter: () => focus(c) },
            },
            words,
          );
        }),
      ),
    );
    last = to;
  });
  close();
  return out;
}
