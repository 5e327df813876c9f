import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { activationToken } from '#accounts';
import { jobsOf } from '#composition';
import { WHOLE } from '#platform';
import { describeInBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import {
  choose,
  fillSignIn,
  isWellMade,
  LAPTOP,
  openDialog,
  PortalInBrowser,
  reloadUntil,
  send,
  settled,
  TELEPHONE,
} from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

const NEW_PASSWORD = 'un cheval de course';

describeInBrowser('the life of a code, in a real browser', () => {
  let portal: PortalInBrowser;
  let register: SmallRegister;
  let security: string;
  let officer: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    register = new SmallRegister(portal.register.services);
    await register.convention();
    security = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  /** What the mails to the holder of a code say. */
  async function mailsFor(userCode: string): Promise<string> {
    const folder = join(portal.register.engines.config.dataDir, 'mail');
    await jobsOf(portal.register.services)
      .find(({ name }) => name === 'deliver-mail')!
      .run(WHOLE);
    const files = (await readdir(folder)).filter((file) => file.endsWith('.eml'));
    const mails = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const address = (mail: string) => /^To: .*$/m.exec(mail)?.[0];
    const own = address(mails.find((mail) => mail.includes(userCode)) ?? '');
    return mails
      .filter((mail) => own && address(mail) === own)
      .join('\n')
      .replaceAll('=\n', '');
  }

  it('R13, R15: an agent follows the link of one mail, and signs in with the code of the other', async () => {
    const userCode = await register.agent('Camille', 'Durand', 'activity');
    const link = await eventually(async () => /\/activation#\/[\w-]+/.exec(await mailsFor(userCode))?.[0]);
    const page = await portal.visit(link);
    await isWellMade(page);
    expect(await page.content()).not.toMatch(new RegExp(`${userCode}|Camille|Durand`));
    const typeCode = async (code: string) => {
      await page.getByLabel('Code utilisateur').fill(code);
      await page.getByRole('button', { name: 'Continuer' }).click();
    };
    await typeCode('A999999');
    await page.getByRole('alert').getByText('Ce lien et ce code ne vont pas ensemble').waitFor();
    await isWellMade(page);
    portal.failures.length = 0;
    await typeCode(userCode);
    await page.getByText(`Choisissez le mot de passe du code ${userCode}`).waitFor();
    await isWellMade(page);
    await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nouveau mot de passe, une seconde fois').fill(`${PASSWORD} `);
    await page.getByRole('button', { name: 'Activer mon code' }).click();
    await page.getByRole('alert').getByText('les deux mots de passe sont différents').waitFor();
    await isWellMade(page);
    await page.getByLabel('Nouveau mot de passe, une seconde fois').fill(PASSWORD);
    await page.getByRole('button', { name: 'Activer mon code' }).click();
    await page.getByText('Votre code est activé.').waitFor();
    await fillSignIn(page, userCode, PASSWORD);
    await page.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
    expect(portal.failures).toEqual([]);

    const again = await portal.visit(link);
    await again.getByLabel('Code utilisateur').fill(userCode);
    await again.getByRole('button', { name: 'Continuer' }).click();
    await again.getByRole('alert').getByText('le lien n’est plus valable').waitFor();
    await isWellMade(again);
  });

  it('R15, R21: a correspondent has another link sent to an agent, while the agent holds something', async () => {
    await register.agent('Alice', 'Noël', 'financial');
    const correspondent = await register.staff('gestionnaire', 'Anne Roux', undefined, 'anne@mons.example');
    const page = await portal.signIn(await register.activate(correspondent), PASSWORD);
    await choose(page, 'Codes utilisateur');
    const row = page.getByRole('row').filter({ hasText: 'NOËL Alice' });
    const sending = await openDialog(page, row.getByRole('button', { name: 'Envoyer un nouveau lien' }));
    await isWellMade(page);
    await send(sending, 'Envoyer le lien', 'Un nouveau lien est envoyé');

    await register.revoke('Alice', 'Noël', 'financial');
    await reloadUntil(page, async () => (await row.getByText('Ne tient plus aucun profil').count()) === 1);
    expect(await row.getByRole('button').count()).toBe(0);
    expect(portal.failures).toEqual([]);
  });

  it('R12: the Caf opens the code of a correspondent, and closes it when they have left', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await choose(page, 'Codes utilisateur');
    const opening = await openDialog(page, page.getByRole('button', { name: 'Ouvrir un code' }));
    await opening.getByLabel('Gestionnaire').selectOption({ label: 'Mairie de Mons-en-Barœul' });
    await opening.getByLabel('Nom', { exact: true }).fill('Martin');
    await opening.getByLabel('Prénom').fill('Jeanne');
    await opening.getByLabel('Adresse de messagerie individuelle').fill('jeanne.martin@mons.example');
    await isWellMade(page);
    await send(opening, 'Ouvrir le code', 'Le code est ouvert');
    const row = page.getByRole('row').filter({ hasText: 'MARTIN Jeanne' });
    const closing = await openDialog(page, row.getByRole('button', { name: 'Prendre une mesure' }));
    await closing.getByLabel('Motif').fill('Départ');
    await send(closing, 'Fermer le code', 'est fermé.');
    await row.getByText('Fermé', { exact: true }).waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('R12: an officer asks for the code of a colleague, and another officer grants it', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await choose(page, 'Codes utilisateur');
    const asking = await openDialog(page, page.getByRole('button', { name: 'Ouvrir un code' }));
    await asking.getByLabel('Fonction').selectOption({ label: 'Caf, sécurité' });
    await asking.getByLabel('Nom', { exact: true }).fill('Petit');
    await asking.getByLabel('Prénom').fill('Marc');
    await asking.getByLabel('Adresse de messagerie individuelle').fill('marc.petit@caf.example');
    await isWellMade(page);
    await send(asking, 'Demander le code', 'Le code est demandé');
    const own = page.getByRole('row').filter({ hasText: 'PETIT Marc' });
    await own.getByText('Demandé', { exact: true }).waitFor();
    expect(await own.getByRole('button').count()).toBe(0);

    const other = await portal.signIn(security, PASSWORD);
    await other.getByText('1 code à accorder ou à refuser').waitFor();
    await choose(other, 'Codes utilisateur');
    const row = other.getByRole('row').filter({ hasText: 'PETIT Marc' });
    const granting = await openDialog(other, row.getByRole('button', { name: 'Accorder' }));
    await isWellMade(other);
    await send(granting, 'Accorder le code', 'est ouvert');
    await row.getByText('À activer').waitFor();
    await isWellMade(other);
    expect(portal.failures).toEqual([]);
  });

  it('R13, article 4: an agent whose password the Caf has reset chooses another before anything else', async () => {
    const userCode = await register.activate(await register.agent('Denise', 'Morel', 'financial'));
    const agent = await portal.signIn(userCode, PASSWORD);
    const page = await portal.signIn(security, PASSWORD);
    await choose(page, 'Codes utilisateur');
    const row = page.getByRole('row').filter({ hasText: userCode });
    const dialog = await openDialog(page, row.getByRole('button', { name: 'Prendre une mesure' }));
    await dialog.getByLabel('Mesure').selectOption({ label: 'Changement de mot de passe imposé' });
    await dialog.getByLabel('Motif').fill('Mot de passe noté sur un écran');
    await send(dialog, 'Imposer le changement', `Un nouveau mot de passe sera demandé au code ${userCode}.`);
    expect(portal.failures).toEqual([]);

    await agent.reload();
    await agent.getByText('La Caf demande que vous changiez votre mot de passe').waitFor();
    await isWellMade(agent);
    const change = async (current: string) => {
      await agent.getByLabel('Mot de passe actuel').fill(current);
      await agent.getByLabel('Nouveau mot de passe', { exact: true }).fill(NEW_PASSWORD);
      await agent.getByLabel('Nouveau mot de passe, une seconde fois').fill(NEW_PASSWORD);
      await agent.getByRole('button', { name: 'Changer le mot de passe' }).click();
    };
    await change('un autre cheval');
    await agent.getByRole('alert').getByText('Le mot de passe actuel n’est pas le bon.').waitFor();
    await isWellMade(agent);
    await change(PASSWORD);
    await agent.getByRole('status').getByText('Votre mot de passe est changé.').waitFor();
    await agent.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
  });

  it('R15, R23: a password that was stolen opens nothing any more; its person chooses another by the link of the Caf', async () => {
    const userCode = await register.activate(await register.agent('Louise', 'Bernard', 'activity'));
    const agent = await portal.signIn(userCode, PASSWORD);
    const page = await portal.signIn(officer, PASSWORD);
    await choose(page, 'Codes utilisateur');
    const row = page.getByRole('row').filter({ hasText: userCode });
    const revoking = await openDialog(page, row.getByRole('button', { name: 'Mot de passe perdu ou volé' }));
    await isWellMade(page);
    await revoking.getByLabel('Motif').fill('Carnet volé dans le train, signalé par la mairie');
    await send(
      revoking,
      'Révoquer et envoyer un lien',
      `Le mot de passe du code ${userCode} ne fonctionne plus`,
    );
    await row.getByText('À activer').waitFor();
    await isWellMade(page);
    expect(portal.failures).toEqual([]);

    await agent.reload();
    await agent.getByText('Mot de passe perdu ou volé').waitFor();
    await isWellMade(agent);
    await fillSignIn(agent, userCode, PASSWORD);
    await agent.getByRole('alert').getByText('Le code et le mot de passe ne vont pas ensemble').waitFor();

    const sending = await openDialog(page, row.getByRole('button', { name: 'Envoyer un nouveau lien' }));
    await send(sending, 'Envoyer le lien', `Un nouveau lien est envoyé au titulaire du code ${userCode}.`);
    const { secret } = portal.register.engines.config;
    const link = (delivery: number) => `/activation#/${activationToken(secret, userCode, delivery)}`;
    const mails = await eventually(async () => {
      const sent = await mailsFor(userCode);
      return sent.includes(link(3)) && sent;
    });
    expect(mails).toContain(link(2));
    const open = async (page: Page) => {
      await page.getByLabel('Code utilisateur').fill(userCode);
      await page.getByRole('button', { name: 'Continuer' }).click();
    };
    const former = await portal.visit(link(2));
    await open(former);
    await former.getByRole('alert').getByText('le lien n’est plus valable').waitFor();
    const asked: string[] = [];
    agent.on('request', (request) => asked.push(request.url()));
    await agent.goto(portal.register.url + link(3));
    // A fragment of the page itself is no link.
    await agent.getByRole('link', { name: 'Aller au contenu' }).press('Enter');
    await open(agent);
    await agent.getByLabel('Nouveau mot de passe', { exact: true }).fill(NEW_PASSWORD);
    await agent.getByLabel('Nouveau mot de passe, une seconde fois').fill(NEW_PASSWORD);
    await agent.getByRole('button', { name: 'Activer mon code' }).click();
    await agent.getByText('Votre code est activé.').waitFor();
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((url) => url.includes(activationToken(secret, userCode, 3)))).toEqual([]);
    await fillSignIn(agent, userCode, NEW_PASSWORD);
    await agent.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
  });

  it('R14: anybody changes their password from any page', async () => {
    const correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
    const page = await portal.signIn(correspondent, PASSWORD);
    await page.getByRole('link', { name: 'Mot de passe' }).click();
    await settled(page);
    await isWellMade(page);
    await page.getByLabel('Mot de passe actuel').fill(PASSWORD);
    await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(NEW_PASSWORD);
    await page.getByLabel('Nouveau mot de passe, une seconde fois').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
    await page.getByRole('status').getByText('Votre mot de passe est changé.').waitFor();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await fillSignIn(page, correspondent, NEW_PASSWORD);
    await page.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('on a small laptop the codes are a table; on a telephone they are cards, from which as much can be done', async () => {
    const page = await portal.signIn(security, PASSWORD);
    await choose(page, 'Codes utilisateur');
    const row = page.getByRole('row').filter({ hasText: 'Agent habilité' }).first();
    const act = row.getByRole('button', { name: 'Prendre une mesure' });
    const display = () => page.evaluate(`getComputedStyle(document.querySelector('tbody tr')).display`);
    await page.setViewportSize(LAPTOP);
    expect([await display(), await act.isVisible()]).toEqual(['table-row', true]);
    await page.setViewportSize(TELEPHONE);
    expect([await display(), await act.isVisible()]).toEqual(['block', true]);
  });

  it('R21: a code that the Caf blocks is out at once, and comes back at the reasoned request of its gestionnaire', async () => {
    const userCode = await register.activate(await register.agent('Ahmed', 'Petit', 'approver'));
    const agent = await portal.signIn(userCode, PASSWORD);
    const codesOf = async (reader: string) => {
      const page = await portal.signIn(reader, PASSWORD);
      await choose(page, 'Codes utilisateur');
      return { page, row: page.getByRole('row').filter({ hasText: userCode }) };
    };
    const { page, row } = await codesOf(security);
    const blocking = await openDialog(page, row.getByRole('button', { name: 'Prendre une mesure' }));
    await blocking.getByLabel('Mesure').selectOption({ label: 'Suspension par précaution' });
    await blocking.getByLabel('Motif').fill('Téléphone perdu');
    await send(blocking, 'Suspendre le code', `Le code ${userCode} est suspendu.`);
    await row.getByText('Téléphone perdu').waitFor();
    expect(portal.failures).toEqual([]);

    await agent.reload();
    await fillSignIn(agent, userCode, PASSWORD);
    await agent.getByRole('alert').getByText('Ce code est bloqué.').waitFor();
    await isWellMade(agent);

    // What was granted to a blocked code says so, and offers the unblocking.
    const granting = await portal.signIn(officer, PASSWORD);
    await choose(granting, 'Demandes');
    const granted = granting.getByRole('row').filter({ hasText: `Le code ${userCode}` });
    await isWellMade(granting);
    const unblocking = await openDialog(granting, granted.getByRole('button', { name: 'Débloquer' }));
    await unblocking.getByLabel('Motif donné par le gestionnaire').fill('Téléphone retrouvé');
    await unblocking.getByLabel('Référence de sa demande').fill('L-12');
    await send(unblocking, 'Débloquer le code', `Le code ${userCode} est débloqué.`);
    await granted.waitFor({ state: 'detached' });
    const again = await codesOf(officer);
    await again.row.getByText('Actif').waitFor();
    await isWellMade(again.page);
    await fillSignIn(agent, userCode, PASSWORD);
    await agent.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
  });
});
