import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { fillSignIn, follow, isWellMade, openDialog, PortalInBrowser } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

/** A device that Chromium takes for real: it keeps keys, and its holder always shows themselves. */
async function giveDevice(page: Page) {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send('WebAuthn.enable');
  const { authenticatorId } = await chromium.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const isVerified = (isUserVerified: boolean) =>
    chromium.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  const forgetAll = () => chromium.send('WebAuthn.clearCredentials', { authenticatorId });
  return { isVerified, forgetAll };
}

describeInBrowser('passkeys, with the authenticator of Chromium', () => {
  let portal: PortalInBrowser;
  let officer: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    officer = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  const home = (page: Page) => page.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
  const signOut = async (page: Page) => {
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByText('Vous êtes déconnecté.').waitFor();
  };

  it('a passkey is added, opens with the code typed and without, and as second factor; it is removed', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    const device = await giveDevice(page);
    await follow(page, 'Mon accès');
    await follow(page, 'Sécurité de mon accès');
    const dialog = await openDialog(page, page.getByRole('button', { name: 'Ajouter une clé d’accès' }));
    await isWellMade(page);
    await dialog.getByLabel('Nom de l’appareil').fill('Poste du bureau');
    await dialog.getByRole('button', { name: 'Continuer' }).click();
    await dialog.getByText('Notez ces 10 codes de secours').waitFor();
    await dialog.getByRole('button', { name: 'C’est noté' }).click();
    await page.getByRole('row').filter({ hasText: 'Poste du bureau' }).getByText('Clé d’accès').waitFor();
    await isWellMade(page);

    await signOut(page);
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await home(page);

    await signOut(page);
    await page.getByLabel('Code utilisateur').fill(officer);
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await home(page);

    await signOut(page);
    await fillSignIn(page, officer, PASSWORD);
    await page.getByRole('heading', { name: 'Seconde vérification' }).waitFor();
    await isWellMade(page);
    await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click();
    await home(page);
    expect(portal.failures).toEqual([]);

    await signOut(page);
    await page.getByLabel('Code utilisateur').fill('A999999');
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await page.getByRole('alert').getByText('Cette clé d’accès n’ouvre pas ce code').waitFor();
    await device.isVerified(false);
    await page.getByLabel('Code utilisateur').fill('');
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await page.getByRole('alert').getByText('L’appareil n’a pas donné de clé d’accès').waitFor();
    await isWellMade(page);
  });
});
