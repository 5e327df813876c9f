import type { Page } from 'playwright-core';
import { addDays, parisDateOf } from '#platform';
import { describeInBrowser } from '../support/browser.ts';
import { codeOf as shownBy } from '../support/one-time-codes.ts';
import {
  choose,
  fillSignIn,
  follow,
  isWellMade,
  openDialog,
  PortalInBrowser,
} from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

describeInBrowser('a second factor, in a real browser', () => {
  const clock = new TestClock(new Date().toISOString());
  let portal: PortalInBrowser;
  let officer: string;
  let colleague: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open({}, clock);
    const register = new SmallRegister(portal.register.services);
    officer = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    colleague = (await register.anotherOfficer()).userCode;
  });

  beforeEach(() => {
    portal.failures.length = 0;
    clock.advance({ minutes: 1 });
  });

  afterAll(() => portal?.close());

  const codeOf = (secret: string) => shownBy(secret, clock);

  const security = async (page: Page) => {
    await follow(page, 'Mon accès');
    await follow(page, 'Sécurité de mon accès');
  };

  let secret: string;
  let recoveryCodes: string[];

  it('an application of codes is added, and the recovery codes are shown once', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await security(page);
    await isWellMade(page);
    const dialog = await openDialog(
      page,
      page.getByRole('button', { name: 'Ajouter une application de codes' }),
    );
    await dialog.getByRole('button', { name: 'Continuer' }).click();
    await dialog.getByRole('textbox', { name: 'Nom de l’appareil' }).and(page.locator(':focus')).waitFor();
    secret = (await dialog.locator('.secret-key').innerText()).replaceAll(' ', '');
    await dialog.getByLabel('Nom de l’appareil').fill('Téléphone de service');
    await dialog.getByLabel('Code que votre application affiche').fill('000000');
    await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await dialog.getByText('Ce code n’est pas le bon').first().waitFor();
    await isWellMade(page);
    portal.failures.length = 0;
    await dialog.getByLabel('Code que votre application affiche').fill(codeOf(secret));
    await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await dialog.getByText('Notez ces 10 codes de secours').waitFor();
    await dialog.getByRole('heading').and(page.locator(':focus')).waitFor();
    await isWellMade(page);
    recoveryCodes = await dialog.locator('.recovery-codes code').allInnerTexts();
    expect(recoveryCodes).toHaveLength(10);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.recovery-codes code').last().isVisible()).toBe(true);
    expect(await page.locator('#root').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await dialog.getByRole('button', { name: 'C’est noté' }).click();
    await page.getByRole('row').filter({ hasText: 'Téléphone de service' }).waitFor();
    await page.getByText('Il vous reste 10 codes de secours.').waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('a device whose recovery codes could not be made is told to be there, and where they are made', async () => {
    const page = await portal.signIn(colleague, PASSWORD);
    await page.route('**/api/own-access/recovery-codes', (route) => route.abort());
    await security(page);
    const dialog = await openDialog(
      page,
      page.getByRole('button', { name: 'Ajouter une application de codes' }),
    );
    await dialog.getByRole('button', { name: 'Continuer' }).click();
    const shown = (await dialog.locator('.secret-key').innerText()).replaceAll(' ', '');
    await dialog.getByLabel('Nom de l’appareil').fill('Poste');
    await dialog.getByLabel('Code que votre application affiche').fill(codeOf(shown));
    await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await dialog.getByText('les codes de secours n’ont pas pu être créés').waitFor();
    await dialog.getByRole('button', { name: 'J’ai compris' }).click();
    await page.getByText('Vous n’avez pas de codes de secours').waitFor();
    portal.failures.length = 0;
  });

  it('after the password a code is asked for; a wrong one is told, and the right one opens', async () => {
    const page = await portal.visit('/connexion');
    await fillSignIn(page, officer, PASSWORD);
    await page.getByRole('heading', { name: 'Seconde vérification' }).waitFor();
    await isWellMade(page);
    await page.getByLabel('Code que votre application affiche').fill('000000');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByText('Ce code n’est pas le bon').first().waitFor();
    await isWellMade(page);
    portal.failures.length = 0;
    await page.getByLabel('Code que votre application affiche').fill(codeOf(secret));
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('a password that is forgotten is asked for by code and mailbox', async () => {
    const page = await portal.visit('/connexion');
    await isWellMade(page);
    // As everything that is shown, to its spaces.
    expect(await page.getByText(/^Mot de passe oublié/).textContent()).toBe('Mot de passe oublié\u202f?');
    await follow(page, 'Mot de passe oublié');
    await isWellMade(page);
    await page.getByLabel('Code utilisateur').fill(officer);
    await page.getByLabel('Messagerie').fill('quelqu.un@caf.example');
    await page.getByRole('button', { name: 'Recevoir un lien' }).click();
    await page.getByText('Si ce code et cette messagerie vont ensemble').waitFor();
    await isWellMade(page);
    expect(portal.failures).toEqual([]);
  });

  it('recovery codes open where the device is lost, which is then removed, and confirm who they are', async () => {
    const page = await portal.visit('/connexion');
    await fillSignIn(page, officer, PASSWORD);
    await page.getByRole('button', { name: 'Utiliser un code de secours' }).click();
    await page.getByLabel('Code de secours').fill(recoveryCodes[0]!);
    await isWellMade(page);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
    await security(page);
    await page.getByText('Il vous reste 9 codes de secours.').waitFor();
    const dialog = await openDialog(page, page.getByRole('button', { name: 'Retirer' }));
    clock.advance({ minutes: 11 });
    await dialog.getByRole('button', { name: 'Retirer', exact: true }).click();
    const confirming = page.getByRole('dialog', { name: 'Confirmez que c’est bien vous' });
    await confirming.getByRole('button', { name: 'Utiliser un code de secours' }).click();
    await confirming.getByLabel('Code de secours').fill(recoveryCodes[0]!);
    await confirming.getByRole('button', { name: 'Confirmer' }).click();
    await confirming.getByText('Ce code de secours n’est pas le bon, ou a déjà servi').first().waitFor();
    await isWellMade(page);
    portal.failures.length = 0;
    await confirming.getByLabel('Code de secours').fill(recoveryCodes[1]!);
    await confirming.getByRole('button', { name: 'Confirmer' }).click();
    await page.getByText('Votre mot de passe suffit aujourd’hui').waitFor();
    await isWellMade(page);
    expect(portal.failures).toEqual([]);
  });
});

describeInBrowser('who they are, shown once more before an act of weight', () => {
  const clock = new TestClock(new Date().toISOString());
  let portal: PortalInBrowser;
  let officer: string;
  let town: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open({}, clock);
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
    town = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  });

  afterAll(() => portal?.close());

  it('is asked for in a dialog; what was typed is kept, and sent after it', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await choose(page, 'Codes utilisateur');
    clock.advance({ minutes: 11 });
    const row = page.getByRole('row').filter({ hasText: town });
    const closing = await openDialog(page, row.getByRole('button', { name: 'Prendre une mesure' }));
    await closing.getByLabel('Motif').fill('Départ de la mairie');
    await closing.getByRole('button', { name: 'Fermer le code' }).click();
    const confirming = page.getByRole('dialog', { name: 'Confirmez que c’est bien vous' });
    await confirming.getByLabel('Mot de passe', { exact: true }).fill('un autre mot de passe');
    await isWellMade(page);
    await confirming.getByRole('button', { name: 'Confirmer' }).click();
    await confirming.getByText('Le mot de passe n’est pas le bon').first().waitFor();
    await confirming.getByRole('button', { name: 'Annuler' }).click();
    await closing.getByText('Confirmez d’abord que c’est bien vous').waitFor();
    expect(await closing.getByLabel('Motif').inputValue()).toBe('Départ de la mairie');
    await closing.getByRole('button', { name: 'Fermer le code' }).click();
    await confirming.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await confirming.getByRole('button', { name: 'Confirmer' }).click();
    await page.getByRole('status').getByText('est fermé.').waitFor();
    await row.getByText('Fermé', { exact: true }).waitFor();
  });

  it('is asked for before an export', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await choose(page, 'Codes utilisateur');
    clock.advance({ minutes: 11 });
    await page.getByRole('link', { name: 'CSV' }).click();
    const confirming = page.getByRole('dialog', { name: 'Confirmez que c’est bien vous' });
    await confirming.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    const download = page.waitForEvent('download');
    await confirming.getByRole('button', { name: 'Confirmer' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  });
});

describeInBrowser('the day from which a second factor is required', () => {
  const clock = new TestClock(new Date().toISOString());
  const from = addDays(parisDateOf(clock.now()), 30);
  let portal: PortalInBrowser;
  let officer: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open({ GREFFE_SECOND_FACTOR_FROM: from }, clock);
    const register = new SmallRegister(portal.register.services);
    officer = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
  });

  afterAll(() => portal?.close());

  it('is counted down to, and then there is one page alone until one is added', async () => {
    const early = await portal.signIn(officer, PASSWORD);
    await early.getByText('une seconde vérification sera demandée').waitFor();
    await isWellMade(early);
    expect(portal.failures).toEqual([]);

    clock.set(`${from}T09:00:00.000Z`);
    const page = await portal.visit('/connexion');
    await fillSignIn(page, officer, PASSWORD);
    await page.getByRole('heading', { name: 'Sécurité de mon accès' }).waitFor();
    await page.getByText('ajoutez-en une pour aller plus loin').waitFor();
    await isWellMade(page);
    await page.goto(`${portal.register.url}/connexions`);
    await page.getByRole('heading', { name: 'Sécurité de mon accès' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    const dialog = await openDialog(
      page,
      page.getByRole('button', { name: 'Ajouter une application de codes' }),
    );
    await dialog.getByRole('button', { name: 'Continuer' }).click();
    const secret = (await dialog.locator('.secret-key').innerText()).replaceAll(' ', '');
    await dialog.getByLabel('Nom de l’appareil').fill('Téléphone');
    await dialog.getByLabel('Code que votre application affiche').fill(shownBy(secret, clock));
    await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await dialog.getByRole('button', { name: 'C’est noté' }).click();
    await choose(page, 'Journal des connexions');
    expect(portal.failures).toEqual([]);
  });
});
