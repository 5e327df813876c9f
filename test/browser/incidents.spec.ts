import { describeInBrowser } from '../support/browser.ts';
import {
  choose,
  follow,
  isWellMade,
  openDialog,
  PortalInBrowser,
  send,
  settled,
} from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister, TOWN } from '../support/small-register.ts';

describeInBrowser('R23: an incident, in a real browser', () => {
  let portal: PortalInBrowser;
  let register: SmallRegister;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    register = new SmallRegister(portal.register.services);
    await register.convention();
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  it('the correspondent reports a stolen password, its code is out at once, the Caf closes the incident', async () => {
    const userCode = await register.activate(await register.agent('Louise', 'Bernard', 'activity'));
    const correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
    const officer = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    const agent = await portal.signIn(userCode, PASSWORD);
    const page = await portal.signIn(correspondent, PASSWORD);
    await choose(page, 'Incidents');
    await follow(page, 'Signaler un incident');
    await page.getByLabel('Nature').selectOption('Mot de passe volé');
    await page.getByLabel('Code concerné').fill('bernard');
    await page.locator(`datalist option[value="${userCode}"]`).waitFor({ state: 'attached' });
    await page.getByLabel('Code concerné').fill(userCode);
    const discovered = page.getByLabel('Découvert le');
    const now = await discovered.inputValue();
    await discovered.fill('2999-01-01T10:00');
    await page.getByRole('button', { name: 'Signaler à la Caf' }).click();
    await page.getByRole('alert').getByText('donnez une date et une heure qui sont passées').waitFor();
    await page.getByRole('alert').getByText('Ce qui s’est passé').waitFor();
    await isWellMade(page);
    await page.getByLabel('Ce qui s’est passé').fill('Carnet volé dans le train.');
    await discovered.fill('2026-03-29T02:30');
    await page.getByRole('button', { name: 'Signaler à la Caf' }).click();
    await page.getByRole('alert').getByText('Cette heure n’existe pas').waitFor();
    portal.failures.length = 0;
    await discovered.fill('2025-10-26T02:30');
    await page.getByLabel('Cette heure a existé deux fois ce jour-là').waitFor();
    await isWellMade(page);
    await discovered.fill(now);
    await send(page, 'Signaler à la Caf', 'L’incident est signalé à la Caf.');
    await page.getByRole('heading', { level: 1, name: 'Mot de passe volé' }).waitFor();
    await page.getByText(`Le code ${userCode} n’ouvre plus rien`).waitFor();
    await isWellMade(page);
    expect(portal.failures).toEqual([]);

    await agent.reload();
    await agent.getByRole('button', { name: 'Se connecter' }).waitFor();

    portal.failures.length = 0;
    const caf = await portal.signIn(officer, PASSWORD);
    await caf.getByRole('link', { name: `Incident à traiter : ${TOWN.name}` }).click();
    const closing = await openDialog(caf, caf.getByRole('button', { name: 'Clore l’incident' }));
    await closing.getByLabel('Conclusion').fill('Aucune connexion depuis le vol.');
    await send(closing, 'Clore', 'L’incident est clos.');
    await caf.getByRole('heading', { name: 'Conclusion de la Caf' }).waitFor();
    await isWellMade(caf);
    await choose(caf, 'Incidents');
    await caf
      .getByRole('row', { name: /Mot de passe volé/ })
      .getByText('Clos')
      .waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('an agent who has lost their own password is told that it opens nothing any more', async () => {
    const userCode = await register.activate(await register.agent('Ahmed', 'Petit', 'approver'));
    const page = await portal.signIn(userCode, PASSWORD);
    await choose(page, 'Incidents');
    await isWellMade(page);
    await follow(page, 'Signaler un incident');
    await page.getByLabel('Nature').selectOption('Mot de passe perdu');
    await page.getByLabel('Ce qui s’est passé').fill('Carnet perdu.');
    await page.getByRole('button', { name: 'Signaler à la Caf' }).click();
    await page.getByText('L’incident est signalé, et votre code est bloqué.').waitFor();
    await settled(page);
    await isWellMade(page);
  });
});
