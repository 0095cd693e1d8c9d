// SPDX-License-Identifier: Apache-2.0
// What bench/page.sh measures: node bench/page/measure.mjs ADDRESS. Wall time and the processor time of all of Chromium's processes, which load from elsewhere does not change.
import { readFileSync, readdirSync } from 'node:fs';
import { open } from '../../tests/web/browser.mjs';
import { many, pan } from '../../tests/web/many.mjs';

const base = process.argv[2];
const median = (v) => v.slice().sort((a, b) => a - b)[v.length >> 1];

/* Processor seconds of the Chromium that this program started, with all its children. */
function busy() {
  const parent = new Map(),
    ticks = new Map();
  for (const pid of readdirSync('/proc').filter((x) => /^\d+$/.test(x))) {
    try {
      const s = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      parent.set(pid, s[1]);
      ticks.set(pid, Number(s[11]) + Number(s[12]));
    } catch {
      /* it has ended */
    }
  }
  let sum = 0;
  for (const pid of ticks.keys()) {
    let at = pid;
    while (at && at !== String(process.pid)) at = parent.get(at);
    if (at && pid !== String(process.pid)) sum += ticks.get(pid);
  }
  return sum / 100;
}

/* First paint and the view's rows, each time with an empty cache. */
async function paint(view, times = 5) {
  const first = [],
    rows = [];
  for (let i = 0; i < times; i++) {
    const b = await open();
    await b.page.goto(`${base}/?v=${view}`);
    const paint = await b.page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    first.push(await paint.jsonValue());
    await b.page.waitForSelector('main .frame .view:not(:empty)');
    rows.push(await b.page.evaluate(() => performance.now()));
    await b.close();
  }
  console.log(`${view.padEnd(10)} first paint ${Math.round(median(first))} ms (most ${Math.round(Math.max(...first))}), its rows ${Math.round(median(rows))} ms`);
}

async function panning(name, n, size) {
  const b = await open({ viewport: size });
  if (n) await many(b.page, n);
  const t0 = performance.now();
  await b.page.goto(`${base}/?v=map`);
  await b.page.waitForSelector('.map-box[data-idle]', { timeout: 120000 });
  const shown = performance.now() - t0;
  const drag = async (reach) => {
    const runs = [];
    for (let i = 0; i < 3; i++) {
      const cpu = busy(),
        t = performance.now(),
        got = await pan(b.page, 120, reach);
      runs.push({ ...got, cpu: busy() - cpu, wall: (performance.now() - t) / 1000 });
      await b.page.waitForTimeout(1500);
    }
    const r = runs.sort((x, y) => x.fps - y.fps)[1];
    return `${r.fps.toFixed(0)} frames/s (longest wait ${Math.round(r.worst)} ms, processor ${((1000 * r.cpu) / (r.fps * r.wall)).toFixed(0)} ms a frame)`;
  };
  const near = await drag(170),
    far = await drag(400);
  /* Each press of an arrow key has the map draw all of itself anew. */
  await b.page.focus('.maplibregl-canvas');
  const cpu = busy(),
    presses = 12;
  for (let i = 0; i < presses; i++) {
    await b.page.keyboard.press(i % 2 ? 'ArrowLeft' : 'ArrowRight');
    await b.page.waitForTimeout(250);
  }
  const redraw = (1000 * (busy() - cpu)) / presses;
  console.log(`${name}, ${size.width}x${size.height}: drawn after ${Math.round(shown)} ms; dragged by 170 pixels ${near}, by 400 ${far}; drawn anew in ${redraw.toFixed(0)} ms of processor`);
  await b.close();
}

const only = process.env.ONLY ?? '';
if (!only || only === 'paint') for (const v of ['tallies', 'findings', 'reports', 'map']) await paint(v);
if (!only || only === 'pan') {
  await panning('demo ledger', 0, { width: 1440, height: 900 });
  await panning('100,000 incidents', 100000, { width: 1440, height: 900 });
  await panning('100,000 incidents, wall screen', 100000, { width: 2560, height: 1440 });
}
process.exit(0);
