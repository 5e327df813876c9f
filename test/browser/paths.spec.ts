import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../apps/greffe/src/demo/scenario.ts';
import { describeInBrowser, violations } from '../support/browser.ts';
import {
  choose,
  isWellMade,
  isWellMadeOnOtherScreens,
  openDialog,
  PortalInBrowser,
  send,
  settled,
} from '../support/portal-in-browser.ts';

const SEEDING_MS = 180_000;
const EVERY_PAGE_MS = 300_000;
const PATH_MS = 90_000;

describeInBrowser('one whole path per role, in a real browser, on the demonstration data', () => {
  let portal: PortalInBrowser;

  beforeAll(async () => {
    portal = await PortalInBrowser.open({ GREFFE_DEMO: 'on' });
  }, SEEDING_MS);

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  /** The code that the welcome shows behind `label`, as a newcomer would read it. */
  function codeOf(label: string): string {
    const line = portal.register.welcome?.split('\n').find((candidate) => candidate.includes(label));
    const code = line?.trim().split(/\s+/)[0];
    if (!code) throw new Error(`The welcome names no ${label}`);
    return code;
  }

  const visited = new Set<string>();
  /** Kinds of pages that a menu has led to: they are well made on a desktop and on a telephone. */
  const inMenus = new Set<string>();

  /** Visits every entry of the menu, once per role: each page has its title, no violation, and fits a telephone. */
  async function visitMenu(page: Page): Promise<void> {
    const menu = page.getByRole('navigation').first();
    const entries = await menu.getByRole('link').allInnerTexts();
    expect(entries.length).toBeGreaterThan(1);
    if (visited.has(entries.join())) return;
    visited.add(entries.join());
    for (const entry of entries) {
      await choose(page, entry);
      await isWellMade(page);
      inMenus.add(kindOf(page.url()));
    }
  }

  /** From the home page, to where the task called `title` is done. */
  async function openTask(page: Page, title: RegExp): Promise<void> {
    await choose(page, 'Accueil');
    await page.getByRole('listitem').getByRole('link', { name: title }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Ce qui vous attend' }).waitFor({ state: 'detached' });
    await settled(page);
    expect(await violations(page)).toEqual([]);
  }

  async function path(label: string, walk: (page: Page) => Promise<void>): Promise<void> {
    const page = await portal.signIn(codeOf(label), DEMO_PASSWORD);
    await visitMenu(page);
    await walk(page);
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByRole('button', { name: 'Se connecter' }).waitFor();
    expect(portal.failures).toEqual([]);
    await page.context().close();
  }

  it(
    'a provider corrects the activity data and submits their part, with a comment on what the checks point out',
    () =>
      path('VASSEUR Claire', async (page) => {
        await openTask(page, /^Remettre votre partie/);
        await page.getByLabel('Heures facturées').fill('74000');
        await send(page, 'Enregistrer l’activité', 'Les données d’activité sont enregistrées.');
        const dialog = await openDialog(page, page.getByRole('button', { name: 'Remettre ma partie' }));
        await dialog.getByText('À vérifier').waitFor();
        await dialog.getByRole('button', { name: 'Remettre', exact: true }).click();
        const comment = dialog.getByLabel('Commentaire sur les données d’activité');
        await dialog.locator('textarea[aria-invalid=true]').waitFor();
        await isWellMade(page);
        await comment.fill('Adaptations de septembre, non facturées.');
        await send(dialog, 'Remettre', 'Votre partie est remise à l’approbateur.');
        await page.getByRole('button', { name: 'Remettre ma partie' }).waitFor({ state: 'detached' });
        await page
          .getByRole('definition')
          .getByText(/^74\s000$/)
          .waitFor();
        await page.getByRole('blockquote').getByText('Adaptations de septembre, non facturées.').waitFor();
      }),
    PATH_MS,
  );

  it(
    'an agent opens the declaration that a campaign expects',
    () =>
      path('LECLERCQ Thomas', async (page) => {
        await openTask(page, /^Ouvrir la déclaration attendue/);
        const dialog = await openDialog(page, page.getByRole('button', { name: 'Ouvrir : Multi-accueil' }));
        await dialog.getByRole('button', { name: 'Ouvrir la déclaration', exact: true }).click();
        await page.getByRole('heading', { level: 1, name: /^Déclaration actualisée/ }).waitFor();
        await page.getByRole('button', { name: 'Enregistrer l’activité' }).waitFor();
      }),
    PATH_MS,
  );

  it(
    'a provider enters the financial data, sees them balance, and submits their part',
    () =>
      path('BELKACEM Karim', async (page) => {
        await openTask(page, /^Saisir les données financières/);
        await page.getByLabel('60 Achats').fill('1 234,5');
        await page.getByLabel('64 Charges de personnel').fill('beaucoup');
        await page.getByRole('button', { name: 'Enregistrer les finances' }).click();
        await page.getByRole('alert').getByText('donnez un montant en euros').waitFor();
        await isWellMade(page);
        await page.getByLabel('64 Charges de personnel').fill('500000');
        await page.getByLabel('74 Subventions d’exploitation').fill('501234.50');
        await page.getByText('Résultat équilibré').waitFor();
        await send(page, 'Enregistrer les finances', 'Les données financières sont enregistrées.');
        const dialog = await openDialog(page, page.getByRole('button', { name: 'Remettre ma partie' }));
        await send(dialog, 'Remettre', 'Votre partie est remise à l’approbateur.');
        await page
          .getByRole('cell')
          .getByText(/^500\s000,00\s€$/)
          .waitFor();
      }),
    PATH_MS,
  );

  it(
    'the approver reads, approves and transmits the declaration that waits',
    () =>
      path('DURIEZ Hélène', async (page) => {
        await openTask(page, /^Approuver la déclaration/);
        await page.getByRole('heading', { name: 'Commentaire remis avec cette partie' }).waitFor();
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

        await choose(page, 'Habilitations');
        const thomas = page
          .getByRole('table', { name: 'Qui tient quel profil, et où' })
          .getByRole('row')
          .filter({ hasText: 'LECLERCQ Thomas' });
        const revocation = await openDialog(page, thomas.getByRole('button', { name: 'Mettre fin' }));
        await revocation.getByLabel('Motif').fill('Mutation');
        await send(revocation, 'Mettre fin à l’habilitation', 'L’habilitation a pris fin.');
        await thomas.waitFor({ state: 'detached' });
      }),
    PATH_MS,
  );

  it(
    'the Caf notifies an anomaly, and concludes on a justification',
    () =>
      path('Caf, sécurité', async (page) => {
        await openTask(page, /^Anomalie à examiner/);
        const notice = await openDialog(page, page.getByRole('button', { name: 'Notifier au partenaire' }));
        await send(notice, 'Notifier', 'La notification part');
        await page.getByText(/La notification est en route|Justification attendue/).waitFor();

        await openTask(page, /^Justification à juger/);
        const verdict = await openDialog(page, page.getByRole('button', { name: 'Conclure' }));
        // Of a confirmed one the code may be suspended in the same act.
        await verdict.getByLabel('Conclusion').selectOption('confirmed');
        await verdict.getByLabel(/^Mesure sur le code/).selectOption('suspension');
        expect(await violations(page)).toEqual([]);
        await verdict.getByLabel('Conclusion').selectOption('explained');
        await verdict.getByLabel('Commentaire').fill('Explication cohérente avec le journal.');
        await send(verdict, 'Enregistrer la conclusion', 'La conclusion est enregistrée.');
        await page.getByRole('heading', { name: 'Conclusion de la Caf' }).waitFor();
      }),
    PATH_MS,
  );

  it(
    'every page that a link leads to is well made on every screen, and at 200 %',
    async () => {
      const seen = new Set<string>();
      for (const label of ['Caf, sécurité', 'Caf, habilitations', 'Gestionnaire', 'DURIEZ Hélène']) {
        const page = await portal.signIn(codeOf(label), DEMO_PASSWORD);
        const waiting = ['/'];
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const kind = kindOf(next);
          if (seen.has(kind) || kind.startsWith('/api/')) continue;
          seen.add(kind);
          await page.goto(portal.register.url + next);
          await settled(page);
          if (!inMenus.has(kind)) await isWellMade(page);
          await isWellMadeOnOtherScreens(page);
          const links = await page.locator(':is(nav, main) a[href^="/"]:not([download])').all();
          waiting.push(...(await Promise.all(links.map(async (link) => (await link.getAttribute('href'))!))));
        }
        await page.context().close();
      }
      expect(seen.size).toBeGreaterThan(30);
      expect(portal.failures).toEqual([]);
    },
    EVERY_PAGE_MS,
  );

  /** Pages of one kind differ by what they are about, and by what they are filtered by. */
  const kindOf = (href: string): string =>
    new URL(href, portal.register.url).pathname.replaceAll(
      /[0-9a-f]{8}-[0-9a-f-]{27}|[ACG]\d{6}|\d{14}|(?<=\/(regles|taches-periodiques)\/).+/g,
      ':id',
    );

  // Last: the provider whom this grant replaces has submitted by then.
  it(
    'the Caf grants a request, and the person stands in the annex',
    () =>
      path('Caf, habilitations', async (page) => {
        await openTask(page, /^Habilitation demandée pour DELMOTTE Lucie/);
        const dialog = await openDialog(page, page.getByRole('button', { name: 'Accorder' }));
        await send(dialog, 'Accorder l’habilitation', 'L’habilitation de DELMOTTE Lucie est accordée.');
        await page.getByRole('button', { name: 'Accorder' }).waitFor({ state: 'detached' });

        await choose(page, 'Annexe');
        await page.getByRole('row', { name: /DELMOTTE Lucie/ }).waitFor();

        await choose(page, 'Conventions');
        await page.getByRole('link', { name: 'Mairie de Mons-en-Barœul' }).click();
        await page.getByRole('heading', { name: 'Signatures' }).waitFor();
        expect(await violations(page)).toEqual([]);
      }),
    PATH_MS,
  );
});
