import type { Page } from 'playwright-core';
import { signatureToken } from '#conventions';
import { deriveId } from '#platform';
import { describeInBrowser } from '../support/browser.ts';
import {
  choose,
  isWellMade,
  openDialog,
  PortalInBrowser,
  reloadUntil,
  send,
  settled,
} from '../support/portal-in-browser.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

const ASSOCIATION = {
  id: '99900000300015',
  siret: '99900000300015',
  name: 'Micro-crèche Les Lucioles',
  address: '3 rue du Barœul',
  representative: 'Odile Vandamme',
};
const MAILBOX = 'odile.vandamme@lucioles.example';

describeInBrowser('a legal representative signs behind a link, in a real browser', () => {
  let portal: PortalInBrowser;
  let register: SmallRegister;
  let officerCode: string;
  let officer: Page;
  let town: Page;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    register = new SmallRegister(portal.register.services);
    await register.convention();
    officerCode = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
    officer = await portal.signIn(officerCode, PASSWORD);
    const code = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
    town = await portal.signIn(code, PASSWORD);
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  /** A convention that nobody has signed. */
  async function draft(gestionnaire: typeof TOWN): Promise<string> {
    const identity = await sessionOf(portal.register.url, officerCode);
    const answer = await fetch(`${portal.register.url}/api/conventions`, {
      method: 'POST',
      headers: {
        ...identity,
        ...(await upToDate(portal.register.engines.database)),
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        gestionnaire,
        caf: CAF,
        effectiveFrom: '2026-01-01',
        until: '2099-12-31',
        establishments: [
          { id: deriveId('place of', gestionnaire.id), name: 'Crèche des Lucioles', address: 'Mons' },
        ],
      }),
    });
    expect(answer.status).toBe(201);
    const { id } = (await answer.json()) as { id: string };
    // A browser does not know of what was asked beside it.
    const seen = await upToDate(portal.register.engines.database);
    const read = await fetch(`${portal.register.url}/api/conventions/${id}`, {
      headers: { ...identity, ...seen },
    });
    expect(read.status).toBe(200);
    return id;
  }

  async function visit(page: Page, id: string): Promise<void> {
    await page.goto(`${portal.register.url}/conventions/${id}`);
    await settled(page);
  }

  /** Where the mail with the latest link leads. */
  async function linkTo(id: string): Promise<string> {
    const { store, config } = portal.register.engines;
    const sent = (await store.readStream(`convention-${id}`)).findLast(
      ({ type }) => type === 'SignatureLinkSent',
    );
    return `/signature#/${signatureToken(config.secret, id, (sent!.data as { linkId: string }).linkId)}`;
  }

  it('R2: the officer sends it; nothing is told before the SIRET; what is read is signed, once', async () => {
    const id = await draft(ASSOCIATION);
    await visit(officer, id);
    const asking = await openDialog(
      officer,
      officer.getByRole('button', { name: 'Envoyer un lien au représentant' }),
    );
    await asking.getByLabel('Messagerie individuelle du représentant').fill('contact@lucioles.example');
    await asking.getByRole('button', { name: 'Envoyer le lien' }).click();
    await asking.getByRole('alert').getByText('boîte aux lettres partagée').waitFor();
    await isWellMade(officer);
    portal.failures.length = 0;
    await asking.getByLabel('Messagerie individuelle du représentant').fill(MAILBOX);
    await send(asking, 'Envoyer le lien', 'La demande est enregistrée.');
    await officer.getByText(`Un lien de signature est envoyé à ${MAILBOX}`).waitFor();
    await officer.getByText('Attendue par un lien').waitFor();
    await isWellMade(officer);

    const link = await linkTo(id);
    const page = await portal.visit(link);
    await isWellMade(page);
    expect(await page.content()).not.toMatch(/Lucioles|Vandamme|99900000300015/);
    const typeSiret = async (siret: string) => {
      await page.getByLabel('Siret de l’organisme').fill(siret);
      await page.getByRole('button', { name: 'Continuer' }).click();
    };
    await typeSiret(TOWN.siret);
    await page.getByRole('alert').getByText('Ce lien et ce Siret ne vont pas ensemble').waitFor();
    await isWellMade(page);
    portal.failures.length = 0;
    await typeSiret('999 000 003 00015');
    await page.getByText('Crèche des Lucioles').waitFor();
    await page.getByText('Odile Vandamme').waitFor();
    await isWellMade(page);
    await page.getByLabel('Vos prénom et nom').fill('Odile Vandamme');
    await page.getByLabel('Votre qualité').fill('La Présidente');
    await page.getByRole('button', { name: 'Signer' }).click();
    await page.getByRole('alert').waitFor();
    await isWellMade(page);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Signer' }).click();
    await page.getByText('Vous avez signé pour Micro-crèche Les Lucioles.').waitFor();
    await isWellMade(page);
    const hash = await page.locator('code').innerText();

    await officer.reload();
    await settled(officer);
    await officer.getByText('Par le lien envoyé au représentant').waitFor();
    expect(await officer.locator('code').innerText()).toBe(hash);
    await isWellMade(officer);
    expect(portal.failures).toEqual([]);

    const again = await portal.visit(link);
    await again.getByLabel('Siret de l’organisme').fill(ASSOCIATION.siret);
    await again.getByRole('button', { name: 'Continuer' }).click();
    await again.getByRole('alert').getByText('le lien n’est plus valable').waitFor();
    await isWellMade(again);
  });

  it('R2: of a partner that has correspondents, the Caf proposes it, and the correspondent sends or drops it', async () => {
    const id = await draft(TOWN);
    await visit(officer, id);
    const asking = await openDialog(
      officer,
      officer.getByRole('button', { name: 'Envoyer un lien au représentant' }),
    );
    await asking.getByLabel('Messagerie individuelle du représentant').fill('rudy.elgeest@mons.example');
    await send(asking, 'Envoyer le lien', 'La demande est enregistrée.');
    await officer.getByText('Un correspondant du gestionnaire l’envoie').waitFor();

    await visit(town, id);
    await town.getByText('La Caf propose d’envoyer').waitFor();
    await isWellMade(town);
    const sending = await openDialog(
      town,
      town.getByRole('button', { name: 'Envoyer un lien à votre représentant' }),
    );
    await send(sending, 'Envoyer le lien', 'La demande est enregistrée.');
    await town.getByText('Un lien de signature est envoyé à rudy.elgeest@mons.example').waitFor();
    const revoking = await openDialog(town, town.getByRole('button', { name: 'Révoquer le lien' }));
    await send(revoking, 'Révoquer', 'Le lien est révoqué.');
    await town.getByText('Un lien de signature est envoyé').waitFor({ state: 'detached' });
    expect(portal.failures).toEqual([]);
  });

  it('R2: a correspondent whose code the Caf has opened is confirmed by another one', async () => {
    await choose(officer, 'Codes utilisateur');
    const opening = await openDialog(officer, officer.getByRole('button', { name: 'Ouvrir un code' }));
    await opening.getByLabel('Gestionnaire').selectOption({ label: TOWN.name });
    await opening.getByLabel('Nom', { exact: true }).fill('Noir');
    await opening.getByLabel('Prénom').fill('Paul');
    await opening.getByLabel('Adresse de messagerie individuelle').fill('paul.noir@mons.example');
    await send(opening, 'Ouvrir le code', 'Le code est ouvert');
    await officer.getByText('Ne signe pas avant d’être confirmé').waitFor();
    await isWellMade(officer);

    await choose(town, 'Accueil');
    await reloadUntil(town, () => town.getByText('1 correspondant à confirmer').isVisible());
    await choose(town, 'Codes utilisateur');
    const row = town.getByRole('row').filter({ hasText: 'NOIR Paul' });
    const confirming = await openDialog(town, row.getByRole('button', { name: 'Confirmer' }));
    await isWellMade(town);
    await send(confirming, 'Confirmer', 'NOIR Paul peut signer pour votre organisme.');
    await row.waitFor({ state: 'detached' });
    expect(portal.failures).toEqual([]);
  });
});
