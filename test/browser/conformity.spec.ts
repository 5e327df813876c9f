import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { choose, isWellMade, PortalInBrowser, settled } from '../support/portal-in-browser.ts';
import { recordConformity } from '../support/record-conformity.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

/** Lists that say how many rows the filters of their address leave, and one of which the number is told. */
const FOLLOWED = [
  /^1 bloqué pour inactivité ce mois/,
  /^2 partenaires? sans attestation de l’antivirus|^1 partenaire sans attestation de l’antivirus/,
  /^1 convention en vigueur$/,
  /^1 approbateur$/,
  /^1 demande accordée|^2 demandes accordées/,
];

describeInBrowser('the conformity to the amendment, in a real browser', () => {
  let portal: PortalInBrowser;
  let security: string;
  let correspondent: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    const camille = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
    await register.agent('Louise', 'Bernard', 'approver');
    await register.blockIdle(camille);
    security = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  });

  afterAll(() => portal?.close());

  it('is the first page of the menu, and each number leads to the screen that shows as many', async () => {
    const page = await portal.signIn(security, PASSWORD);
    expect(await page.getByRole('navigation').first().getByRole('link').first().textContent()).toBe(
      'Conformité à l’avenant',
    );
    await choose(page, 'Conformité à l’avenant');
    await page.getByText(/clauses? sur 29 (est|sont) en ordre/).waitFor();
    await isWellMade(page);
    for (const name of FOLLOWED) await follows(page, name);
    expect(portal.failures).toEqual([]);
  });

  it('of a partner is its own part, from what is to be settled to its clause', async () => {
    const page = await portal.signIn(correspondent, PASSWORD);
    await choose(page, 'Conformité à l’avenant');
    await page.getByText('Mairie de Mons-en-Barœul, le').waitFor();
    await isWellMade(page);
    await page
      .getByRole('link', { name: /^Article 4\s: la clause, attestation à donner de l’antivirus/ })
      .click();
    expect(new URL(page.url()).hash).toBe('#antivirus-et-anti-spam');
    await page
      .locator('#antivirus-et-anti-spam')
      .getByRole('link', { name: /antivirus$/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Attestations et contrôles' }).waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('leads from a clause to the numbers of its rule, among all that are decided by', async () => {
    const page = await portal.signIn(correspondent, PASSWORD);
    await choose(page, 'Délais et seuils');
    await page.getByText('Un code sans connexion réussie depuis 45 jours est bloqué.').waitFor();
    await isWellMade(page);

    await choose(page, 'Conformité à l’avenant');
    await page
      .locator('#quarante-cinq-jours')
      .getByRole('link', { name: /^Blocage après 45/ })
      .click();
    await page.waitForFunction('/^R21/.test(document.activeElement.textContent) && scrollY > 0');
    expect(portal.failures).toEqual([]);
  });

  it('says who vouches for the log outside of it, and gives the document of a past day', async () => {
    const { services, engines } = portal.register;
    await recordConformity(services, 23);
    await engines.database.query(
      `INSERT INTO sealing.witnesses (name, size, note, lines, cosigned_at, fault, failing_since) VALUES
           ('temoin.ville.example', 12, '', '', '2026-11-12T13:05:00Z', NULL, NULL),
           ('temoin.caf.example', 14, '', '', '2026-11-11T13:05:00Z', 'forked', '2026-11-12T14:05:00Z')`,
    );
    const page = await portal.signIn(security, PASSWORD);
    await choose(page, 'Conformité à l’avenant');
    const outside = page.locator('.outside li');
    await outside.filter({ hasText: 'temoin.ville.example' }).getByText('A contresigné').waitFor();
    await outside.filter({ hasText: 'temoin.caf.example' }).getByText('A vu un autre registre').waitFor();
    // Nobody is reassured by one witness while another has seen another log.
    expect(await page.locator('.opening-seal').textContent()).not.toContain('contresigné');
    await isWellMade(page);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Télécharger (PDF de ce jour)' }).click();
    const day = await page.getByLabel('Jour', { exact: true }).inputValue();
    expect((await downloading).suggestedFilename()).toBe(`conformite-595-${day}.pdf`);
    expect(portal.failures).toEqual([]);
  });

  async function follows(page: Page, name: RegExp): Promise<void> {
    const link = page.locator('.clause').getByRole('link', { name }).first();
    const count = Number.parseInt((await link.textContent())!, 10);
    await link.click();
    await page.locator('.list-summary').first().waitFor();
    await settled(page);
    await eventually(async () => {
      const summaries = await page.locator('.list-summary').allTextContents();
      return summaries.some((text) => Number.parseInt(text, 10) === count);
    });
    await page.goBack();
    await page.locator('.clause').first().waitFor();
  }
});
