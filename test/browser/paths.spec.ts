import type { Browser, Page } from 'playwright-core';
import type { Engines } from '#composition';
import { DEMO_PASSWORD } from '../../apps/greffe/src/demo/story.ts';
import { type Launched, launch } from '../../apps/greffe/src/launch.ts';
import { describeInBrowser, openBrowser, violations } from '../support/browser.ts';
import { testEngines } from '../support/test-engines.ts';

const SEEDING_MS = 180_000;
const PATH_MS = 90_000;
const DESKTOP = { width: 1280, height: 900 };

describeInBrowser('one whole path per role, in a real browser, on the demonstration data', () => {
  let engines: Engines;
  let launched: Launched;
  let browser: Browser;

  beforeAll(async () => {
    engines = await testEngines({ GREFFE_DEMO: 'on' });
    launched = await launch(engines);
    browser = await openBrowser();
  }, SEEDING_MS);

  afterAll(async () => {
    await browser?.close();
    await launched?.stop();
    await engines?.close();
  });

  /** The code that the welcome shows behind `label`, as a newcomer would read it. */
  function codeOf(label: string): string {
    const line = launched.welcome?.split('\n').find((candidate) => candidate.includes(label));
    const code = line?.trim().split(/\s+/)[0];
    if (!code) throw new Error(`The welcome names no ${label}`);
    return code;
  }

  async function signIn(label: string): Promise<Page> {
    const context = await browser.newContext({
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      viewport: DESKTOP,
    });
    const page = await context.newPage();
    await page.goto(`${launched.url}/connexion`);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Code utilisateur').fill(codeOf(label));
    await page.getByLabel('Mot de passe', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('navigation').first().waitFor();
    return page;
  }

  /** Visits every entry of the menu; each page has its title, no failure, and no violation. */
  async function visitMenu(page: Page): Promise<string[]> {
    const entries = await page.getByRole('navigation').first().getByRole('link').allInnerTexts();
    for (const entry of entries) {
      await page.getByRole('navigation').first().getByRole('link', { name: entry, exact: true }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await violations(page)).toEqual([]);
    }
    return entries;
  }

  it.each(['Caf, habilitations', 'Caf, sécurité', 'Gestionnaire', 'Claire Vasseur', 'Hélène Duriez'])(
    '%s signs in and visits every page open to them',
    async (label) => {
      const page = await signIn(label);
      expect((await visitMenu(page)).length).toBeGreaterThan(1);
      await page.context().close();
    },
    PATH_MS,
  );
});
