import { describeInBrowser } from '../support/browser.ts';
import {
  choose,
  follow,
  isWellMade,
  openDialog,
  PortalInBrowser,
  reloadUntil,
  send,
  settled,
} from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

describeInBrowser('a person, one’s own access and a partner, in a real browser', () => {
  let portal: PortalInBrowser;
  let camille: string;
  let officer: string;
  let security: string;
  let town: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    camille = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
    await register.habilitate('Camille', 'Durand', 'financial');
    await register.revoke('Camille', 'Durand', 'financial');
    const activated = async (...given: Parameters<SmallRegister['staff']>) =>
      register.activate(await register.staff(...given));
    officer = await activated('caf-habilitation', 'Nadia Ferrand');
    security = await activated('caf-security', 'Olivier Prévost');
    town = await activated('gestionnaire', 'Sophie Lemaire');
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  it('a person is reached from a code, with profiles, connections and sessions, of which one is ended for a reason', async () => {
    const own = await portal.signIn(camille, PASSWORD);
    const page = await portal.signIn(security, PASSWORD);
    await choose(page, 'Codes utilisateur');
    await page.getByRole('link', { name: camille }).click();
    await page.getByRole('heading', { level: 1, name: 'DURAND Camille' }).waitFor();
    await page.getByText('2 habilitations, dont 1 en vigueur.').waitFor();
    await page.getByRole('link', { name: /^Connexions en 8.semaines\s: 1.réussie, 0.refusée$/ }).waitFor();
    await settled(page);
    await isWellMade(page);

    const ending = await openDialog(
      page,
      page.getByRole('button', { name: /^Mettre fin\s: session utilisée/ }),
    );
    await ending.getByLabel('Motif').fill('Poste laissé ouvert');
    await send(ending, 'Mettre fin à la session', 'La session a pris fin.');
    await page.getByText('Aucune session n’est ouverte en ce moment.').waitFor();
    await reloadUntil(page, async () => (await page.getByText('Session terminée').count()) > 0);
    expect(portal.failures).toEqual([]);

    await own.getByRole('link', { name: 'Mon accès' }).first().click();
    await own.getByRole('button', { name: 'Se connecter' }).waitFor();
  });

  it('an agent sees their own access, ends the sessions elsewhere, and begins a report of what was not them', async () => {
    await portal.signIn(camille, PASSWORD);
    const page = await portal.signIn(camille, PASSWORD);
    await page.getByRole('link', { name: 'Mon accès' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Mon accès' }).waitFor();
    await page.getByText('il sera bloqué après le').waitFor();
    await settled(page);
    await isWellMade(page);

    const ending = await openDialog(
      page,
      page.getByRole('button', { name: 'Mettre fin aux autres sessions' }),
    );
    await send(ending, 'Mettre fin aux autres sessions', 'Vos autres sessions ont pris fin.');

    await page
      .getByRole('link', { name: /^Ce n’était pas moi/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Signaler un incident' }).waitFor();
    expect(await page.getByLabel('Nature').inputValue()).toBe('stolen-password');
    expect(await page.getByLabel('Code concerné').inputValue()).toBe(camille);
    expect(await page.getByLabel('A eu lieu le').inputValue()).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
    expect(await page.getByLabel('Ce qui s’est passé').inputValue()).toContain('n’était pas de moi');
    expect(portal.failures).toEqual([]);
  });

  it('a correspondent declares a departure from the page of the person who leaves', async () => {
    const page = await portal.signIn(town, PASSWORD);
    await choose(page, 'Personnes');
    await page.getByRole('link', { name: 'DURAND Camille' }).first().click();
    const leaving = page.getByRole('button', { name: 'Déclarer un départ : DURAND Camille' });
    const declaring = await openDialog(page, leaving);
    expect(await declaring.getByLabel('Personne').locator('option:checked').innerText()).toBe(
      'DURAND Camille',
    );
    await isWellMade(page);
    expect(portal.failures).toEqual([]);
  });

  it.each([
    ['an officer', () => officer],
    ['the security of the Caf', () => security],
    ['its correspondent', () => town],
  ])('a partner has a file, what is not in order first, for %s', async (_, code) => {
    const page = await portal.signIn(code(), PASSWORD);
    await choose(page, 'Conventions');
    await follow(page, 'Mairie de Mons-en-Barœul', 'Convention : Mairie de Mons-en-Barœul');
    await settled(page);
    await page.getByRole('link', { name: 'Mairie de Mons-en-Barœul' }).click();
    // Exact: the title of the page that is left ends with the same name.
    await page.getByRole('heading', { level: 1, name: 'Mairie de Mons-en-Barœul', exact: true }).waitFor();
    const vacant = page.getByRole('link', { name: 'Profils vacants dans 1 établissement' });
    await reloadUntil(page, () => vacant.isVisible());
    await isWellMade(page);
    await page.getByRole('link', { name: 'DURAND Camille' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'DURAND Camille' }).waitFor();
    await settled(page);
    await isWellMade(page);
    expect(portal.failures).toEqual([]);
  });
});
