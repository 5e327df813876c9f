import { addDays, formatDate, parisDateOf } from '#platform';
import { describeInBrowser } from '../support/browser.ts';
import { choose, isWellMade, openDialog, PortalInBrowser, send } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { NURSERY, SmallRegister } from '../support/small-register.ts';

const TODAY = parisDateOf(new Date().toISOString());

describeInBrowser('what a correspondent tells of its agents, in a real browser', () => {
  let portal: PortalInBrowser;
  let correspondent: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    await register.agent('Camille', 'Durand', 'activity');
    await register.agent('Nina', 'Roche', 'approver');
    await register.person('Paul', 'Petit');
    await register.ask('Paul', 'Petit', 'financial');
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  });

  afterAll(() => portal?.close());

  it('R20: an absence, and the end of the mission during it', async () => {
    const page = await portal.signIn(correspondent, PASSWORD);
    await choose(page, 'Départs et retours');
    const declare = page.getByRole('button', { name: 'Déclarer un départ' });
    const absence = await openDialog(page, declare);
    await absence.getByLabel('Personne').selectOption({ label: 'DURAND Camille' });
    await absence.getByLabel('Ce qui change').selectOption('absence');
    await absence.getByLabel('Motif').fill('Congé');
    await send(absence, 'Déclarer', 'La déclaration est enregistrée.');
    await page.getByText('Absence en cours').waitFor();
    const expected = await openDialog(page, page.getByRole('button', { name: /^Retour prévu/ }));
    await expected.getByLabel('Premier jour du retour').fill(addDays(TODAY, 30));
    await isWellMade(page);
    await send(expected, 'Changer la date', 'La date du retour prévu est changée.');
    await page.getByText('Retour prévu le').waitFor();

    const leaving = await openDialog(page, declare);
    await leaving.getByLabel('Personne').selectOption({ label: 'DURAND Camille' });
    await leaving.getByText('ils ne lui reviendront pas').waitFor();
    expect(await leaving.getByLabel('Ce qui change').locator('option').allTextContents()).toEqual([
      'Fin de mission',
    ]);
    await isWellMade(page);
    await leaving.getByLabel('Motif').fill('Démission');
    await send(leaving, 'Déclarer', 'La déclaration est enregistrée.');
    await page.getByText('2 déclarations').waitFor();
    await page.getByText('Retour prévu le').waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: /^Déclarer le retour/ }).count()).toBe(0);
    await isWellMade(page);
  });

  it('R6, R11: a departure that is known in advance, and a request that is withdrawn', async () => {
    const page = await portal.signIn(correspondent, PASSWORD);
    await choose(page, 'Habilitations');
    const lastDay = addDays(TODAY, 5);
    const ending = await openDialog(page, page.getByRole('button', { name: /^Fixer la fin.*ROCHE Nina/ }));
    await ending.getByLabel('Dernier jour').fill(lastDay);
    await ending.getByLabel('Motif').fill('Retraite');
    await isWellMade(page);
    await send(ending, 'Fixer la fin', 'Le dernier jour de l’habilitation est fixé.');
    await page.getByText(formatDate(lastDay)).waitFor();
    await page.getByRole('button', { name: /^Avancer la fin.*ROCHE Nina/ }).waitFor();

    await choose(page, 'Demandes');
    await page.getByText(NURSERY.name).first().waitFor();
    const withdrawing = await openDialog(page, page.getByRole('button', { name: /^Retirer.*PETIT Paul/ }));
    await withdrawing.getByLabel('Motif').fill('Mauvaise personne');
    await send(withdrawing, 'Retirer la demande', 'La demande est retirée.');
    await page.getByRole('table').getByText('Retirée', { exact: true }).waitFor();
    await isWellMade(page);
    expect(portal.failures).toEqual([]);
  });
});
