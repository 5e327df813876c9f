import { describeInBrowser } from '../support/browser.ts';
import { choose, isWellMade, PortalInBrowser } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

describeInBrowser('requests for habilitations, in a real browser', () => {
  let portal: PortalInBrowser;
  let officer: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    await register.agent('Nina', 'Roche', 'approver');
    await register.person('Camille', 'Durand');
    await register.person('Paul', 'Petit');
    await register.ask('Camille', 'Durand', 'activity');
    await register.ask('Paul', 'Petit', 'financial');
    await register.ask('Paul', 'Petit', 'approver');
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
  });

  afterAll(() => portal?.close());

  it('R11, R22: many are granted at once, from the keyboard; what waits for its annex says so, and is refused', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await choose(page, 'Demandes');
    await page.getByLabel('Choisir toutes les demandes en attente (3)').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const granting = page.getByRole('dialog', { name: 'Accorder 3 habilitations' });
    await granting.getByText('annexe à signer d’abord').waitFor();
    await isWellMade(page);
    await granting.getByRole('button', { name: 'Accorder', exact: true }).click();
    await page.getByRole('status').getByText('2 habilitations accordées, 1 refus.').waitFor();
    const waiting = page.getByRole('listitem').filter({ hasText: 'Petit' });
    await waiting.getByText('pas encore signée des deux parties').waitFor();
    await isWellMade(page);

    await page.getByRole('button', { name: 'Refuser (1)' }).click();
    const refusing = page.getByRole('dialog', { name: 'Refuser 1 demande' });
    await refusing.getByLabel('Motif').fill('La mairie retire sa demande.');
    await refusing.getByRole('button', { name: 'Refuser', exact: true }).click();
    await page.getByRole('status').getByText('1 demande refusée.').waitFor();
    await page.getByText('La mairie retire sa demande.').waitFor();
    expect(portal.failures).toEqual([]);
  });
});
