import { addDays, parisDateOf } from '#platform';
import { describeInBrowser, violations } from '../support/browser.ts';
import { choose, isWellMade, openDialog, PortalInBrowser, send } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

describeInBrowser('what is blocked, and found, in a real browser', () => {
  let portal: PortalInBrowser;
  let officer: string;
  let correspondent: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
    const codes = [
      await register.activate(await register.agent('Camille', 'Durand', 'activity')),
      await register.activate(await register.agent('Émile', 'Zola', 'financial')),
    ];
    for (const code of codes) await register.blockIdle(code);
    const other = await register.staff('gestionnaire', 'Paul Martin', undefined, 'paul.martin@town.example');
    await register.suspend(await register.activate(other));
  });

  afterAll(() => portal?.close());

  it('R21: of many partners the most concerned are shown, and all of them once they are asked for', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await page.route('**/api/accounts/idleness', async (route) => {
      const answer = await route.fetch();
      const idleness = await answer.json();
      const [partner] = idleness.partners;
      const partners = Array.from({ length: 12 }, (_, index) => ({
        ...partner,
        organism: { id: String(index), name: `Mairie ${index}` },
      }));
      await route.fulfill({ response: answer, json: { ...idleness, partners } });
    });
    await choose(page, 'Blocages');
    const partners = page.getByRole('rowheader', { name: /^Mairie/ });
    await partners.first().waitFor();
    expect(await partners.count()).toBe(10);
    await page.getByRole('button', { name: 'Voir les 12 lignes' }).press('Enter');
    await page.getByRole('rowheader', { name: 'Mairie 11' }).waitFor();
    await page.getByRole('button', { name: 'Revenir aux 10 premières lignes', expanded: true }).waitFor();
    await isWellMade(page);
  });

  it('R21: what the home page of the Caf counts as blocked is what its list holds: no code that is suspended', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await page
      .getByRole('link', { name: /^2 ?codes bloqués faute d’usage, de personnes en fonction$/ })
      .click();
    await page.getByText(/^2.codes$/).waitFor();
  });

  it('R21: a correspondent asks for two codes at once, and the Caf grants what was asked for', async () => {
    const page = await portal.signIn(correspondent, PASSWORD);
    await choose(page, 'Blocages');
    await page.getByRole('heading', { name: 'Chaque blocage, et sa preuve' }).waitFor();
    await isWellMade(page);
    await choose(page, 'Codes utilisateur');
    await page.getByLabel('Choisir tous les codes bloqués faute d’usage (2)').check();
    const asking = await openDialog(page, page.getByRole('button', { name: 'Demander le déblocage (2)' }));
    await asking.getByLabel('Motif').fill('Déclaration à saisir');
    await asking.getByRole('button', { name: 'Demander le déblocage', exact: true }).click();
    await page.getByText('2 déblocages demandés.').first().waitFor();
    await isWellMade(page);

    const caf = await portal.signIn(officer, PASSWORD);
    await caf.getByRole('link', { name: '2 déblocages à accorder ou à refuser' }).click();
    await caf.getByLabel('Choisir tous les codes bloqués faute d’usage (2)').check();
    const granting = await openDialog(caf, caf.getByRole('button', { name: 'Débloquer (2)' }));
    await granting.getByLabel('Motif donné par le gestionnaire').fill('Déclaration à saisir');
    await granting.getByRole('button', { name: 'Débloquer', exact: true }).click();
    await caf.getByText('2 codes débloqués.').first().waitFor();

    await choose(caf, 'Campagnes');
    const scheduling = await openDialog(caf, caf.getByRole('button', { name: 'Fixer une campagne' }));
    const opensOn = addDays(parisDateOf(new Date().toISOString()), 20);
    await scheduling.getByLabel('Déclaration').selectOption('Réelle');
    await scheduling.getByLabel('Année déclarée').fill(opensOn.slice(0, 4));
    await scheduling.getByLabel('Premier jour').fill(opensOn);
    await scheduling.getByLabel('Dernier jour').fill(addDays(opensOn, 30));
    await send(scheduling, 'Fixer la campagne', 'La campagne est fixée.');
    await caf.getByRole('rowheader', { name: /^Réelle/ }).waitFor();
    await isWellMade(caf);
    expect(portal.failures).toEqual([]);
  });

  it('what was read stays, beside why it could not be read again', async () => {
    const caf = await portal.signIn(officer, PASSWORD);
    await choose(caf, 'Campagnes');
    await caf.getByRole('rowheader', { name: /^Réelle/ }).waitFor();
    await caf.route('**/api/campaigns', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    const scheduling = await openDialog(caf, caf.getByRole('button', { name: 'Fixer une campagne' }));
    const opensOn = addDays(parisDateOf(new Date().toISOString()), 25);
    await scheduling.getByLabel('Déclaration').selectOption('Prévisionnelle');
    await scheduling.getByLabel('Année déclarée').fill(opensOn.slice(0, 4));
    await scheduling.getByLabel('Premier jour').fill(opensOn);
    await scheduling.getByLabel('Dernier jour').fill(addDays(opensOn, 30));
    await send(scheduling, 'Fixer la campagne', 'La campagne est fixée.');
    const failure = caf.getByRole('alert').filter({ has: caf.getByRole('button', { name: 'Réessayer' }) });
    await failure.waitFor();
    await caf.getByRole('rowheader', { name: /^Réelle/ }).waitFor();
    await isWellMade(caf);
    await caf.unroute('**/api/campaigns');
    await failure.getByRole('button', { name: 'Réessayer' }).click();
    await caf.getByRole('rowheader', { name: /^Prévisionnelle/ }).waitFor();
    await failure.waitFor({ state: 'detached' });
    expect(portal.failures).toEqual([]);
  });

  it('from any page, the keyboard finds a person and opens what is found', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Personne, code, établissement' });
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('zola');
    const first = page.getByRole('option', { name: 'ZOLA Émile' }).first();
    await first.waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await first.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowDown');
    expect(await first.getAttribute('aria-selected')).toBe('false');
    await page.keyboard.type(', who is nobody');
    await page.keyboard.press('Enter');
    await page.getByText('Rien ne répond à ces mots.').waitFor();
    await field.fill('zola');
    await first.waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'ZOLA Émile' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('nobody of this name');
    await page.getByText('Rien ne répond à ces mots.').waitFor();
    expect(portal.failures).toEqual([]);
  });
});
