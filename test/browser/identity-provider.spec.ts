import { CommandBus } from '@nestjs/cqrs';
import type { Page } from 'playwright-core';
import { activationToken } from '#accounts';
import { RegisterConvention, signatureToken } from '#conventions';
import { DIRECTOR_LEVEL, deriveId, runAs } from '#platform';
import { AskForSignatureLink } from '../../libs/conventions/src/commands/ask-for-signature-link.ts';
import { describeInBrowser } from '../support/browser.ts';
import { TestProvider } from '../support/oidc-provider.ts';
import { fillSignIn, follow, isWellMade, PortalInBrowser } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';

const EMAIL = 'sophie.lemaire@mons.example';

describeInBrowser('an identity provider, on another site', () => {
  let provider: TestProvider;
  let portal: PortalInBrowser;
  let register: SmallRegister;
  let correspondent: string;

  beforeAll(async () => {
    provider = await TestProvider.start();
    portal = await PortalInBrowser.open(provider.environment);
    register = new SmallRegister(portal.register.services);
    await register.convention();
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
    provider.person = { sub: 'sophie', siret: TOWN.siret, email: EMAIL };
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(async () => {
    await portal?.close();
    await provider?.stop();
  });

  const home = (page: Page) => page.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
  const enter = (page: Page) => page.getByRole('button', { name: 'Se connecter avec ProConnect' });

  it('an account there is linked, opens without a password, and is left with the session', async () => {
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

    const gone = page.waitForRequest((request) => request.url().startsWith(`${provider.issuer}/session/end`));
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    expect(new URL((await gone).url()).searchParams.get('id_token_hint')).toBeTruthy();
    await page.getByText('Vous êtes déconnecté.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/connexion');
    expect(portal.failures).toEqual([]);
  });

  it('an account is linked behind an activation link, before the password is chosen', async () => {
    const name = 'Ada Roy';
    const code = await register.staff('gestionnaire', name, TOWN, 'ada.roy@mons.example');
    const { secret } = portal.register.engines.config;
    provider.person = { sub: 'ada', siret: TOWN.siret, email: 'ada.roy@mons.example' };
    // As links of before have it.
    const page = await portal.visit(`/activation/${activationToken(secret, code, 1)}`);
    const typeCode = async () => {
      await page.getByLabel('Code utilisateur').fill(code);
      await page.getByRole('button', { name: 'Continuer' }).click();
    };
    await typeCode();
    await page.getByRole('button', { name: 'Relier d’abord mon compte ProConnect' }).click();
    await typeCode();
    await page.getByText('Le compte est relié à votre code.').waitFor();
    await isWellMade(page);
    await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nouveau mot de passe, une seconde fois').fill(PASSWORD);
    await page.getByRole('button', { name: 'Activer mon code' }).click();
    await page.getByText('Votre code est activé.').waitFor();
    await enter(page).click();
    await home(page);
    expect(portal.failures).toEqual([]);
  });

  it('R2: a legal representative signs with the proof that they direct the gestionnaire, and both parties see it', async () => {
    const bus = portal.register.services.get(CommandBus, { strict: false });
    const id = deriveId('test-draft', 'in the browser');
    const place = { id: deriveId('place', 'in the browser'), name: 'Crèche du Parc', address: 'Mons' };
    const parts = { gestionnaire: TOWN, caf: CAF, establishments: [place], effectiveFrom: null };
    const officer = { code: 'test', role: 'caf-habilitation', organism: CAF.id } as const;
    const town = { code: 'test', role: 'gestionnaire', organism: TOWN.id } as const;
    await runAs(officer, () => bus.execute(new RegisterConvention(id, { ...parts, until: '2099-12-31' })));
    await runAs(town, () => bus.execute(new AskForSignatureLink(id, 'rudy.elgeest@mons.example')));
    const { store, config } = portal.register.engines;
    const events = await store.readStream(`convention-${id}`);
    const { linkId } = events.findLast(({ type }) => type === 'SignatureLinkSent')!.data as {
      linkId: string;
    };
    provider.person = {
      sub: 'rudy',
      siret: TOWN.siret,
      given_name: 'Rudy',
      usual_name: 'Elgeest',
      acr: DIRECTOR_LEVEL,
    };
    const page = await portal.visit(`/signature#/${signatureToken(config.secret, id, linkId)}`);
    await page.getByLabel('Siret de l’organisme').fill(TOWN.siret);
    await page.getByRole('button', { name: 'Continuer' }).click();
    const section = page.getByRole('region', { name: 'Ou signer avec ProConnect' });
    await section.getByLabel('Votre qualité').fill('Le Maire');
    await section.getByRole('checkbox').check();
    await isWellMade(page);
    await section.getByRole('button', { name: 'Signer avec ProConnect' }).click();
    await page.getByRole('heading', { name: 'Convention signée' }).waitFor();
    await isWellMade(page);

    const correspondentPage = await portal.signIn(correspondent, PASSWORD);
    await correspondentPage.goto(`${portal.register.url}/conventions/${id}`);
    const row = correspondentPage.getByRole('row').filter({ hasText: 'Rudy Elgeest' });
    await row.getByText('ProConnect atteste').getByText('215 904 100 00017').waitFor();
    await isWellMade(correspondentPage);
    expect(portal.failures).toEqual([]);
  });

  it('one that is not linked opens nothing, is told how it would, and is left for another one', async () => {
    provider.person = { sub: 'somebody-else', siret: TOWN.siret };
    const page = await portal.visit('/connexion');
    await enter(page).click();
    await page.getByText('Ce compte n’est relié à aucun code').waitFor();
    await isWellMade(page);
    await page.getByRole('link', { name: 'Revenir à la connexion' }).click();
    await page.getByText('ProConnect vous demandera quel compte utiliser.').waitFor();
    await enter(page).click();
    await page.getByText('Ce compte n’est relié à aucun code').waitFor();
    expect(provider.asked.get('prompt')).toBe('login');

    provider.person = { sub: 'sophie', siret: TOWN.siret, email: EMAIL };
    await page.getByRole('button', { name: 'Changer de compte ProConnect' }).click();
    await home(page);
    expect(provider.asked.get('prompt')).toBe('login');
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByText('Vous êtes déconnecté.').waitFor();
    await enter(page).click();
    await home(page);
    expect(provider.asked.get('prompt')).toBeNull();
  });

  it('a provider that is away is said to be, and the password opens', async () => {
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
  });

  it('where there is none, nothing of it is shown', async () => {
    const without = await PortalInBrowser.open();
    try {
      const page = await without.visit('/connexion');
      await page.getByRole('button', { name: 'Se connecter', exact: true }).waitFor();
      expect(await enter(page).count()).toBe(0);
      expect(without.failures).toEqual([]);
    } finally {
      await without.close();
    }
  });
});
