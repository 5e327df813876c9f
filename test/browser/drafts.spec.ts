import type { Locator, Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import {
  choose,
  fillSignIn,
  follow,
  isWellMade,
  openDialog,
  PortalInBrowser,
  send,
  settled,
} from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

const RESTORED = 'Brouillon repris';
const DRAFTS = `Object.entries(localStorage).filter(([key]) => key.startsWith('greffe:brouillon:'))`;

describeInBrowser('What is typed is kept, and two on one thing are told, in a real browser', () => {
  let portal: PortalInBrowser;
  let register: SmallRegister;
  let conventionId: string;
  let officer: string;
  let colleague: string;
  let correspondent: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    register = new SmallRegister(portal.register.services);
    conventionId = await register.convention();
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
    colleague = await register.activate(
      await register.staff('caf-habilitation', 'Paul Roux', undefined, 'paul.roux@595.example'),
    );
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  const drafts = (page: Page) => page.evaluate<[string, string][]>(DRAFTS);
  const typed = 'Carnet volé dans le train de 18 h.';

  it('a report survives a reload, a closed tab and the end of the session, until it is cleared', async () => {
    let page = await portal.signIn(correspondent, PASSWORD);
    await choose(page, 'Incidents');
    await follow(page, 'Signaler un incident');
    await page.getByLabel('Nature').selectOption('Mot de passe volé');
    await page.getByLabel('Ce qui s’est passé').fill(typed);

    const restored = async () => {
      await page.getByText(RESTORED).waitFor();
      expect(await page.getByLabel('Ce qui s’est passé').inputValue()).toBe(typed);
      expect(await page.getByLabel('Nature').locator('option:checked').textContent()).toBe(
        'Mot de passe volé',
      );
    };
    await page.reload();
    await restored();
    await isWellMade(page);

    const another = await page.context().newPage();
    await page.close();
    page = another;
    await page.goto(`${portal.register.url}/incidents/nouveau`);
    await restored();

    expect(portal.failures).toEqual([]);
    // At the very moment: what the page reads by itself would find it before the click.
    await page.route('**/api/incidents', async (route) => {
      await portal.register.engines.database.query('DELETE FROM sign_in.sessions');
      await route.continue();
    });
    await page.getByRole('button', { name: 'Signaler à la Caf' }).click();
    await fillSignIn(page, correspondent, PASSWORD);
    await restored();

    await page.getByRole('button', { name: 'Effacer' }).click();
    await page.getByText(RESTORED).waitFor({ state: 'detached' });
    expect(await page.getByLabel('Ce qui s’est passé').inputValue()).toBe('');
    expect(await drafts(page)).toEqual([]);
  });

  it('what was sent, given up or left by signing out is gone; passwords are never kept', async () => {
    const page = await portal.signIn(correspondent, PASSWORD);
    await choose(page, 'Personnes');
    const adding = async () => {
      const dialog = await openDialog(page, page.getByRole('button', { name: 'Ajouter une personne' }));
      await dialog.getByLabel('Nom', { exact: true }).fill('Durand');
      return dialog;
    };
    let dialog = await adding();
    expect(await drafts(page)).toEqual([
      [expect.stringContaining(`${correspondent}:POST /persons`), expect.stringContaining('Durand')],
    ]);
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    expect(await drafts(page)).toEqual([]);

    dialog = await adding();
    await dialog.getByLabel('Prénom').fill('Camille');
    await dialog.getByLabel('Fonction').fill('Agent');
    await dialog.getByLabel('Adresse de messagerie individuelle').fill('c.durand@mons.example');
    await send(dialog, 'Ajouter la personne', 'La personne est ajoutée.');
    expect(await drafts(page)).toEqual([]);

    await adding();
    await page.keyboard.press('Escape');
    expect(await drafts(page)).toHaveLength(1);
    await page.getByRole('link', { name: 'Mot de passe' }).click();
    await page.getByLabel('Mot de passe actuel', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: /Afficher.*actuel/ }).click();
    await page.getByLabel('Mot de passe actuel', { exact: true }).fill(`${PASSWORD} !`);
    expect(JSON.stringify(await drafts(page))).not.toContain(PASSWORD);
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    const asked = page.getByRole('dialog', { name: 'Effacer ce que vous n’avez pas envoyé' });
    await asked.getByText('1 brouillon est gardé').waitFor();
    await isWellMade(page);
    await asked.getByRole('button', { name: 'Rester connecté' }).click();
    expect(await drafts(page)).toHaveLength(1);
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await asked.getByRole('button', { name: 'Effacer et se déconnecter' }).click();
    await page.getByText('Vous êtes déconnecté.').waitFor();
    expect(await drafts(page)).toEqual([]);
    expect(portal.failures).toEqual([]);
  });

  it('a form with as many rows as one wants comes back with all of them', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await page.goto(`${portal.register.url}/conventions/nouvelle`);
    await settled(page);
    await page.getByRole('button', { name: 'Ajouter un établissement' }).click();
    await page.getByLabel('Nom (1)').fill('Crèche du Fort');
    await page.getByLabel('Nom (2)').fill('Crèche du Parc');
    await page.reload();
    await page.getByText(RESTORED).waitFor();
    await page.getByLabel('Nom (2)').waitFor();
    expect(await page.getByLabel('Nom (1)').inputValue()).toBe('Crèche du Fort');
    expect(await page.getByLabel('Nom (2)').inputValue()).toBe('Crèche du Parc');
    await page.getByRole('button', { name: 'Effacer' }).click();
    await page.getByLabel('Nom (2)').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Nom (1)').inputValue()).toBe('');
    expect(portal.failures).toEqual([]);
  });

  it('the second of two officers is told what the first has changed, keeps their text, looks, and sends again', async () => {
    const path = `/conventions/${conventionId}`;
    const open = async (code: string): Promise<[Page, Locator]> => {
      const page = await portal.signIn(code, PASSWORD);
      await page.goto(portal.register.url + path);
      await settled(page);
      const button = page.getByRole('button', { name: 'Corriger : Crèche collective' });
      return [page, await openDialog(page, button)];
    };
    const [, first] = await open(officer);
    const [page, second] = await open(colleague);
    await first.getByLabel('Nom', { exact: true }).fill('Crèche du Fort');
    await first.getByLabel('Motif de la correction').fill('Nouveau nom');
    await send(first, 'Enregistrer la correction', 'La correction est enregistrée.');
    expect(portal.failures).toEqual([]);

    await second.getByLabel('Adresse').fill('2 rue du Fort');
    await second.getByLabel('Motif de la correction').fill('Déménagement');
    await second.getByRole('button', { name: 'Enregistrer la correction' }).click();
    await second
      .getByText(/Établissement corrigé\s: nom «\sCrèche du Fort\s» le .*, par Nadia Ferrand/)
      .waitFor();
    expect(portal.failures).toEqual([expect.stringMatching(/^412 /)]);
    expect(await second.getByLabel('Adresse').inputValue()).toBe('2 rue du Fort');
    expect(await second.getByLabel('Motif de la correction').inputValue()).toBe('Déménagement');
    await isWellMade(page);

    portal.failures.length = 0;
    const [look] = await Promise.all([
      page.waitForEvent('popup'),
      second.getByRole('link', { name: 'Voir l’état actuel' }).click(),
    ]);
    await look.getByText('Crèche du Fort').first().waitFor();
    await second.getByLabel('Nom', { exact: true }).fill('Crèche du Fort');
    await send(second, 'Enregistrer la correction', 'La correction est enregistrée.');
    await page.getByRole('cell', { name: '2 rue du Fort' }).waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('a page that looks by itself says so, once nobody has touched it for a minute', async () => {
    const security = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    const page = await portal.signIn(security, PASSWORD);
    await page.clock.install();
    let byItself: boolean | undefined;
    page.on('request', (sent) => {
      if (sent.url().endsWith('/api/jobs')) byItself = sent.headers()['greffe-background'] === '?1';
    });
    await page.goto(`${portal.register.url}/taches-periodiques`);
    await settled(page);
    expect(byItself).toBe(false);
    // Each step is longer than the page waits between two looks.
    await eventually(async () => {
      await page.clock.fastForward(16_000);
      return byItself;
    });
    await eventually(async () => {
      await page.keyboard.press('Shift');
      await page.clock.fastForward(16_000);
      return !byItself;
    });
    expect(portal.failures).toEqual([]);
  });
});
