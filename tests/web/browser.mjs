// SPDX-License-Identifier: Apache-2.0
// Chromium with a fresh profile, and pages that fail the test when they break the policy or throw.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(join(root, 'build', 'npm', 'node_modules', 'x.js'));
const { chromium } = require('playwright-core');
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
];
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
export const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const SHOTS = join(root, 'build', 'web-shots');

export async function open(options = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'truce-web-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: FLAGS,
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const wrong = [];
  context.on('page', watch);
  for (const page of context.pages()) watch(page);
  function watch(page) {
    page.setDefaultTimeout(20000);
    page.on('pageerror', (e) => wrong.push(`script: ${e.message}`));
    page.on('console', (m) => {
      if (m.type() === 'error' || /Content Security Policy/.test(m.text())) wrong.push(`console: ${m.text()}`);
    });
    page.on('request', (r) => {
      if (!/^(data|blob):/.test(r.url()) && new URL(r.url()).hostname !== '127.0.0.1') wrong.push(`third party: ${r.url()}`);
    });
  }
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    wrong,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/* What axe finds of WCAG 2.2 AA. */
export async function axe(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const got = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return got.violations.map(
      (v) =>
        `${v.impact} ${v.id}: ${v.nodes
          .slice(0, 3)
          .map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n')[1] ?? ''}`)
          .join(' | ')}`,
    );
  });
}
