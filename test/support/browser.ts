import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The first is the one without windows: it takes half the time of the others. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--lang=fr',
];

/** The Chromium of this machine; null when there is none, and a failure where nothing may be skipped. */
export const chromiumPath: string | null = process.env.CHROMIUM_PATH ?? PLACES.find(existsSync) ?? null;
if (!chromiumPath && process.env.CI)
  throw new Error('CI needs Chromium: install the package `chromium-headless-shell`');

/** Browser tests, or one skipped test that says why. */
export const describeInBrowser = (name: string, tests: () => void): void =>
  chromiumPath
    ? describe(name, tests)
    : describe.skip(`${name} (skipped: no Chromium, set CHROMIUM_PATH)`, tests);

/** One that writes dates as in France, where its package `chromium-l10n` is installed. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath!, args: FLAGS, env: { ...process.env, LANGUAGE: 'fr' } });

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What axe finds against WCAG 2.1 A and AA, in one line per finding. No rule of these needs the style sheets to be loaded once more. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'], preload: false })`,
  );
  return violations.map(
    ({ id, nodes }) => `${page.url()}: ${id}: ${nodes.map(({ target }) => target).join(' ; ')}`,
  );
}
