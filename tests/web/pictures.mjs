// SPDX-License-Identifier: Apache-2.0
// The README's pictures: node tests/web/pictures.mjs ADDRESS FOLDER, of a server with the demo ledger and no accounts.
import { join } from 'node:path';
import { open } from './browser.mjs';

const [base, dir] = process.argv.slice(2);
const b = await open({ viewport: { width: 1440, height: 820 } });
await b.page.goto(`${base}/?v=reports`);
/* The incident at a known spot that most voices tell of. */
const id = await b.page.evaluate(async () => {
  const { data } = await (await fetch('/api/v1/incidents?limit=1000')).json();
  return data.filter((x) => x.place?.where_prec === 1).sort((x, y) => y.voices - x.voices)[0].id;
});
await b.page.goto(`${base}/?v=map&since=2016-04-22&until=2016-05-07&m=7.85/36.12/36.75&sel=${id}`);
await b.page.waitForSelector('.map-box[data-idle]');
await b.page.waitForSelector('.incident-open .sentence');
await b.page.evaluate(() => document.querySelector('.incident-open').scrollIntoView({ block: 'start' }));
await b.page.evaluate(() => (document.querySelector('.list-pane').scrollTop -= 70));
await b.page.waitForTimeout(500);
await b.page.screenshot({ path: join(dir, 'map.png') });
await b.page.emulateMedia({ colorScheme: 'dark' });
await b.page.goto(`${base}/?v=tallies&place=Aleppo&cell=ngo:msf%7Ckilled`);
await b.page.waitForSelector('.behind:not([hidden]) .sentence');
await b.page.screenshot({ path: join(dir, 'tallies.png') });
await b.close();
