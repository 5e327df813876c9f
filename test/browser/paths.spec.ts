import type { Browser, Locator, Page } from 'playwright-core';
import type { Engines } from '#composition';
import { DEMO_PASSWORD } from '../../apps/greffe/src/demo/story.ts';
import { type Launched, launch } from '../../apps/greffe/src/launch.ts';
import { describeInBrowser, openBrowser, violations } from '../support/browser.ts';
import { testEngines } from '../support/test-engines.ts';

const SEEDING_MS = 180_000;
const PATH_MS = 90_000;
const DESKTOP = { width: 1280, height: 900 };
const TELEPHONE = { width: 380, height: 800 };

describeInBrowser('one whole path per role, in a real browser, on the demonstration data', () => {
  let engines: Engines;
  let launched: Launched;
  let browser: Browser;
  /** Errors of the pages, and answers of 400 or more: no path meets any. */
  const failures: string[] = [];

  beforeAll(async () => {
    engines = await testEngines({ GREFFE_DEMO: 'on' });
    launched = await launch(engines);
    browser = await openBrowser();
  }, SEEDING_MS);

  beforeEach(() => {
    failures.length = 0;
  });

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
    page.on('pageerror', ({ message }) => failures.push(`${page.url()}: ${message}`));
    page.on('response', (response) => {
      if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`${launched.url}/connexion`);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Code utilisateur').fill(codeOf(label));
    await page.getByLabel('Mot de passe', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('navigation').first().waitFor();
    return page;
  }

  /** Visits every entry of the menu: each page has its title, no violation, and fits a telephone. */
  async function visitMenu(page: Page): Promise<void> {
    const menu = page.getByRole('navigation').first();
    const entries = await menu.getByRole('link').allInnerTexts();
    expect(entries.length).toBeGreaterThan(1);
    for (const entry of entries) {
      await menu.getByRole('link', { name: entry, exact: true }).click();
      await settled(page);
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize(TELEPHONE);
      expect(await violations(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await page.setViewportSize(DESKTOP);
    }
  }

  /** From the home page, to where the task called `title` is done. */
  async function openTask(page: Page, title: RegExp): Promise<void> {
    await page.getByRole('navigation').first().getByRole('link', { name: 'Accueil', exact: true }).click();
    await page.getByRole('listitem').getByRole('link', { name: title }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Ce qui vous attend' }).waitFor({ state: 'detached' });
    await settled(page);
    expect(await violations(page)).toEqual([]);
  }

  /** Opens the dialog behind a button; it has no violation either. */
  async function openDialog(page: Page, button: Locator): Promise<Locator> {
    await button.click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await violations(page)).toEqual([]);
    return dialog;
  }

  /** Sends the form, and waits for the page to say that it is done. */
  async function send(form: Page | Locator, name: string, said: string): Promise<void> {
    await form.getByRole('button', { name, exact: true }).click();
    const page = 'page' in form ? form.page() : form;
    await page.getByRole('status').getByText(said).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async function path(label: string, walk: (page: Page) => Promise<void>): Promise<void> {
    const page = await signIn(label);
    await visitMenu(page);
    await walk(page);
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByRole('button', { name: 'Se connecter' }).waitFor();
    expect(failures).toEqual([]);
    await page.context().close();
  }

  it(
    'a provider corrects the activity data and submits their part',
    () =>
      path('Claire Vasseur', async (page) => {
        await openTask(page, /^Remettre votre partie/);
        await page.getByLabel('Heures facturées').fill('78400');
        await send(page, 'Enregistrer l’activité', 'Les données d’activité sont enregistrées.');
        const dialog = await openDialog(page, page.getByRole('button', { name: 'Remettre ma partie' }));
        await send(dialog, 'Remettre', 'Votre partie est remise à l’approbateur.');
        await page.getByRole('button', { name: 'Remettre ma partie' }).waitFor({ state: 'detached' });
        await page
          .getByRole('definition')
          .getByText(/^78\s400$/)
          .waitFor();
      }),
    PATH_MS,
  );

  it(
    'the approver reads, approves and transmits the declaration that waits',
    () =>
      path('Hélène Duriez', async (page) => {
        await openTask(page, /^Approuver la déclaration/);
        const approval = await openDialog(page, page.getByRole('button', { name: 'Approuver', exact: true }));
        await approval.getByRole('checkbox').check();
        await send(approval, 'Approuver et signer', 'La déclaration est approuvée.');
        const transmission = await openDialog(
          page,
          page.getByRole('button', { name: 'Transmettre à la Caf' }),
        );
        await send(transmission, 'Transmettre', 'La déclaration est transmise à la Caf.');
        await page.getByRole('main').getByText('Transmise à la Caf', { exact: true }).waitFor();
        await page.getByText('Approuvée par').waitFor();
      }),
    PATH_MS,
  );

  it(
    'the gestionnaire justifies the anomaly whose last day comes first, and signs the annex',
    () =>
      path('Gestionnaire', async (page) => {
        await openTask(page, /^Justification à donner/);
        await page
          .getByLabel('Explications')
          .fill('Nouveau poste de travail, ancien mot de passe enregistré.');
        await send(page, 'Envoyer la justification', 'Votre justification est envoyée à la Caf.');
        await page.getByRole('heading', { name: 'Justification du partenaire' }).waitFor();

        await openTask(page, /^Annexe à signer/);
        const dialog = await openDialog(page, page.getByRole('button', { name: 'Signer l’annexe' }));
        await dialog.getByLabel('Signataire').fill('Rudy Elgeest');
        await dialog.getByLabel('Qualité').fill('Le Maire');
        await send(dialog, 'Enregistrer la signature', 'La signature de l’annexe est enregistrée.');
        await page.getByText('Gestionnaire : signée').waitFor();
      }),
    PATH_MS,
  );

  it(
    'the Caf notifies an anomaly, and concludes on a justification',
    () =>
      path('Caf, sécurité', async (page) => {
        await openTask(page, /^Anomalie à examiner/);
        const notice = await openDialog(page, page.getByRole('button', { name: 'Notifier au partenaire' }));
        await send(notice, 'Notifier', 'L’anomalie est notifiée : le délai de réponse court.');
        await page.getByText('Justification attendue').waitFor();

        await openTask(page, /^Justification à juger/);
        const verdict = await openDialog(page, page.getByRole('button', { name: 'Conclure' }));
        await verdict.getByLabel('Conclusion').selectOption('explained');
        await verdict.getByLabel('Commentaire').fill('Explication cohérente avec le journal.');
        await send(verdict, 'Enregistrer la conclusion', 'La conclusion est enregistrée.');
        await page.getByRole('heading', { name: 'Conclusion de la Caf' }).waitFor();
      }),
    PATH_MS,
  );

  // Last: the provider whom this grant replaces has submitted by then.
  it(
    'the Caf grants a request, and the person stands in the annex',
    () =>
      path('Caf, habilitations', async (page) => {
        await openTask(page, /^Habilitation demandée pour Lucie Delmotte/);
        const dialog = await openDialog(page, page.getByRole('button', { name: 'Accorder' }));
        await send(dialog, 'Accorder l’habilitation', 'Lucie Delmotte est habilité(e).');
        await page.getByRole('button', { name: 'Accorder' }).waitFor({ state: 'detached' });

        const menu = page.getByRole('navigation').first();
        await menu.getByRole('link', { name: 'Annexe', exact: true }).click();
        await page.getByRole('row', { name: /DELMOTTE Lucie/ }).waitFor();

        await menu.getByRole('link', { name: 'Conventions', exact: true }).click();
        await page.getByRole('link', { name: 'Mairie de Mons-en-Barœul' }).click();
        await page.getByRole('heading', { name: 'Signatures' }).waitFor();
        expect(await violations(page)).toEqual([]);
      }),
    PATH_MS,
  );
});

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
