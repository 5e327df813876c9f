import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { TestProvider } from '../support/oidc-provider.ts';
import { fillSignIn, follow, isWellMade, PortalInBrowser } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister, TOWN } from '../support/small-register.ts';

const OPENING_MS = 60_000;
const PATH_MS = 60_000;
const EMAIL = 'sophie.lemaire@mons.example';

describeInBrowser('an identity provider, on another site', () => {
  let provider: TestProvider;
  let portal: PortalInBrowser;
  let correspondent: string;

  beforeAll(async () => {
    provider = await TestProvider.start();
    portal = await PortalInBrowser.open(provider.environment);
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
    provider.person = { sub: 'sophie', siret: TOWN.siret, email: EMAIL };
  }, OPENING_MS);

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(async () => {
    await portal?.close();
    await provider?.stop();
  });

  const home = (page: Page) => page.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
  const enter = (page: Page) => page.getByRole('button', { name: 'Se connecter avec ProConnect' });

  it(
    'an account there is linked, opens without a password, and is left with the session',
    async () => {
      const page = await portal.signIn(correspondent, PASSWORD);
      await follow(page, 'Mon accès');
      await follow(page, 'Sécurité de mon accès');
      await page.getByRole('button', { name: 'Relier un compte ProConnect' }).click();
      await page.getByText('Le compte est relié').waitFor();
      await page.getByRole('row').filter({ hasText: EMAIL }).getByText('Jamais encore').waitFor();
      expect(new URL(page.url()).pathname).toBe('/mon-acces/securite');
      await isWellMade(page);

      await page.getByRole('button', { name: 'Se déconnecter' }).click();
      await page.getByText('Vous êtes déconnecté.').waitFor();
      await isWellMade(page);
      await enter(page).click();
      await home(page);
      expect(page.url()).not.toContain('code=');
      await follow(page, 'Mon accès');
      await follow(page, 'Sécurité de mon accès');
      await page.getByRole('row').filter({ hasText: EMAIL }).waitFor();
      expect(await page.getByText('Jamais encore').count()).toBe(0);

      const gone = page.waitForRequest((request) =>
        request.url().startsWith(`${provider.issuer}/session/end`),
      );
      await page.getByRole('button', { name: 'Se déconnecter' }).click();
      expect(new URL((await gone).url()).searchParams.get('id_token_hint')).toBeTruthy();
      await page.getByText('Vous êtes déconnecté.').waitFor();
      expect(new URL(page.url()).pathname).toBe('/connexion');
      expect(portal.failures).toEqual([]);
    },
    PATH_MS,
  );

  it(
    'one that is not linked opens nothing, and is told how it would',
    async () => {
      provider.person = { sub: 'somebody-else', siret: TOWN.siret };
      const page = await portal.visit('/connexion');
      await enter(page).click();
      await page.getByText('Ce compte n’est relié à aucun code').waitFor();
      await isWellMade(page);
      await page.getByRole('link', { name: 'Revenir à la connexion' }).click();
      await page.getByLabel('Code utilisateur').waitFor();
      provider.person = { sub: 'sophie', siret: TOWN.siret, email: EMAIL };
    },
    PATH_MS,
  );

  it(
    'a provider that is away is said to be, and the password opens',
    async () => {
      provider.isAway = true;
      const away = await PortalInBrowser.open(provider.environment);
      try {
        const register = new SmallRegister(away.register.services);
        const code = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
        const page = await away.visit('/connexion');
        await enter(page).click();
        const alert = page.getByRole('alert').filter({ hasText: 'ProConnect ne répond pas' });
        await alert.getByText('Votre code et votre mot de passe ouvrent toujours votre accès').waitFor();
        await isWellMade(page);
        await fillSignIn(page, code, PASSWORD);
        await home(page);
      } finally {
        provider.isAway = false;
        await away.close();
      }
    },
    PATH_MS,
  );

  it(
    'where there is none, nothing of it is shown',
    async () => {
      const without = await PortalInBrowser.open();
      try {
        const page = await without.visit('/connexion');
        await page.getByRole('button', { name: 'Se connecter', exact: true }).waitFor();
        expect(await enter(page).count()).toBe(0);
        expect(without.failures).toEqual([]);
      } finally {
        await without.close();
      }
    },
    PATH_MS,
  );
});
