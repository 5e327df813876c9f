import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { choose, isWellMade, PortalInBrowser, settled } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

const OPENING_MS = 60_000;
const PATH_MS = 60_000;

describeInBrowser('a list, in a real browser', () => {
  let portal: PortalInBrowser;
  let officer: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    await register.agent('Camille', 'Durand', 'activity');
    await register.agent('Émile', 'Zola', 'approver');
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
  }, OPENING_MS);

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  const rows = (page: Page) => page.locator('tbody tr');

  it(
    'persons are searched, sorted and exported from the keyboard, and the address keeps it all',
    async () => {
      const page = await portal.signIn(officer, PASSWORD);
      await choose(page, 'Personnes');
      await page.getByText('2 personnes').waitFor();
      await isWellMade(page);

      const header = page.getByRole('columnheader', { name: 'Personne' });
      expect(await header.getAttribute('aria-sort')).toBe('ascending');
      await header.getByRole('link').focus();
      await page.keyboard.press('Enter');
      await page.locator('th[aria-sort=descending]').waitFor();
      await settled(page);
      expect(await rows(page).first().textContent()).toContain('Zola');

      await page.getByLabel('Rechercher').focus();
      await page.keyboard.type('emile');
      await page.keyboard.press('Enter');
      await page.getByText('1 personne', { exact: true }).waitFor();
      expect(new URL(page.url()).search).toBe('?q=emile&sort=-name');
      expect(await rows(page).allTextContents()).toEqual([expect.stringContaining('Zola Émile')]);

      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Télécharger en CSV' }).click();
      const file = await (await downloading).path();
      expect((await readFile(file, 'utf8')).split('\r\n')[1]).toMatch(/^Zola;Émile;/);

      await page.reload();
      await page.getByText('1 personne', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Tout effacer' }).click();
      await page.getByText('2 personnes').waitFor();
      expect(portal.failures).toEqual([]);
    },
    PATH_MS,
  );

  it(
    'codes are filtered, and a list that nothing answers says so',
    async () => {
      const page = await portal.signIn(officer, PASSWORD);
      await choose(page, 'Codes utilisateur');
      await page.getByText('3 codes').waitFor();
      await isWellMade(page);
      await page.getByLabel('État').selectOption('blocked');
      await page.getByRole('button', { name: 'Afficher' }).click();
      await page.getByText('Rien ne répond à ces critères.').waitFor();
      expect(portal.failures).toEqual([]);
    },
    PATH_MS,
  );
});
