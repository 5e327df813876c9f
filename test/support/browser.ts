import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--lang=fr',
];

/** The Chromium of this machine; null when there is none, and a failure where nothing may be skipped. */
export const chromiumPath: string | null = process.env.CHROMIUM_PATH ?? PLACES.find(existsSync) ?? null;
if (!chromiumPath && process.env.CI) throw new Error('CI needs Chromium: install the package `chromium`');

/** Browser tests, or one skipped test that says why. */
export const describeInBrowser = (name: string, tests: () => void): void =>
  chromiumPath
    ? describe(name, tests)
    : describe.skip(`${name} (skipped: no Chromium, set CHROMIUM_PATH)`, tests);

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath!, args: FLAGS });

/** What axe finds against WCAG 2.1 A and AA, in one line per finding. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })`,
  );
  return violations.map(
    ({ id, nodes }) => `${page.url()}: ${id}: ${nodes.map(({ target }) => target).join(' ; ')}`,
  );
}
