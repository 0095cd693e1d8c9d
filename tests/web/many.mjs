// SPDX-License-Identifier: Apache-2.0
// The server's answer for the map, made large: N incidents (100,000) at 4,000 places of northern Syria over 3,000 days, one in ten known only to a district or so.
export async function many(page, n = 100000) {
  await page.route('**/api/v1/points*', async (route) => {
    const got = await route.fetch(),
      p = await got.json(),
      at = (c) => p.columns.indexOf(c);
    const like = p.rows.find((r) => r[at('from')] !== null);
    p.places = Array.from({ length: 4000 }, (_, i) => ({
      id: `x${i}`,
      name: `Place ${i}`,
      kind: 'city',
      country: 'SY',
      admin1: null,
      lat: 33 + (i % 63) / 15,
      lon: 35.8 + (i % 89) / 14,
      where_prec: i % 10 ? 1 : 3,
    }));
    const rows = Array.from({ length: n }, (_, i) => {
      const r = like.slice();
      r[at('id')] = i + 1;
      r[at('place')] = i % 4000;
      r[at('km')] = 0;
      r[at('from')] = r[at('to')] = 15000 + (i % 3000);
      r[at('killed_low')] = i % 9;
      r[at('killed_high')] = i % 13;
      if (at('verdict') >= 0) r[at('verdict')] = i % 8; /* none, and the seven */
      return r;
    });
    await route.fulfill({ json: { ...p, rows } });
  });
  return () => page.unroute('**/api/v1/points*');
}

/* A drag over the map, out and back twice by REACH pixels, STEPS moves of the mouse, one a frame of 60; gives frames a second that the page drew while it lasted, and the longest wait between two. */
export async function pan(page, steps = 90, reach = 170) {
  const box = await page.locator('.map-box').boundingBox(),
    x = box.x + box.width / 2,
    y = box.y + box.height / 2;
  await page.evaluate(() => {
    window.frames_ = [];
    window.panning_ = true;
    const f = (t) => {
      window.frames_.push(t);
      if (window.panning_) requestAnimationFrame(f);
    };
    requestAnimationFrame(f);
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  const t0 = Date.now();
  for (let i = 1; i <= steps; i++) {
    const a = (i / steps) * 4 * Math.PI; /* out and back, twice */
    await page.mouse.move(x + reach * Math.sin(a), y + 110 * Math.sin(a / 2));
    const wait = t0 + i * 16.7 - Date.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
  }
  const f = await page.evaluate(() => {
    window.panning_ = false;
    return window.frames_;
  });
  await page.mouse.up();
  const gaps = f.slice(1).map((t, i) => t - f[i]);
  return { fps: (1000 * gaps.length) / (f[f.length - 1] - f[0]), worst: Math.max(...gaps) };
}
