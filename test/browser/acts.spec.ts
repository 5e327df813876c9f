import { describeInBrowser } from '../support/browser.ts';
import { choose, isWellMade, PortalInBrowser, settled } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

const OPENING_MS = 60_000;
const PATH_MS = 60_000;

describeInBrowser('the acts, in a real browser', () => {
  let portal: PortalInBrowser;
  let security: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    await register.agent('Camille', 'Durand', 'activity');
    security = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
  }, OPENING_MS);

  afterAll(() => portal?.close());

  it(
    'lead from an act to its thing and from the thing to its acts, and are searched from the keyboard',
    async () => {
      const page = await portal.signIn(security, PASSWORD);
      await choose(page, 'Actes');
      await page.getByText('Habilitation accordée').waitFor();
      await isWellMade(page);

      await page.getByLabel('Rechercher').focus();
      await page.keyboard.type('enregistree');
      await page.keyboard.press('Enter');
      await page.getByText('2 actes').waitFor();

      await page
        .getByRole('link', { name: /^Convention : / })
        .first()
        .click();
      await page.getByRole('heading', { level: 1, name: /^Convention : / }).waitFor();
      await page.getByRole('link', { name: 'Tous les actes à ce sujet' }).click();
      await page
        .getByRole('list', { name: 'Filtre' })
        .getByText(/^Sur : Convention/)
        .waitFor();
      await settled(page);
      expect(await page.locator('tbody tr').first().textContent()).toContain('Habilitation');
      await isWellMade(page);

      await page.getByRole('link', { name: /^Voir les actes de tous/ }).press('Enter');
      await page.getByText('Personne enregistrée').first().waitFor();
      expect(portal.failures).toEqual([]);
    },
    PATH_MS,
  );
});
