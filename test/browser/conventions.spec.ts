import { createHash, randomUUID } from 'node:crypto';
import { type Command, CommandBus } from '@nestjs/cqrs';
import type { Locator, Page } from 'playwright-core';
import { CorrectConvention, RegisterConvention } from '#conventions';
import { runAs } from '#platform';
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
import { PASSWORD } from '../support/signed-in.ts';
import { anySiret } from '../support/siret.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';

const SHA256_OF_SCAN = createHash('sha256').update('scan').digest('hex');

/** The next file is read only once `finishFirstFile` is called. */
const SLOW_FIRST_FILE = `(() => {
  const read = Blob.prototype.arrayBuffer;
  Blob.prototype.arrayBuffer = function () {
    Blob.prototype.arrayBuffer = read;
    return new Promise((resolve) => {
      window.finishFirstFile = () => resolve(read.call(this));
    });
  };
})()`;

/** The steps build on each other: a register that begins with the paper of one convention. */
describeInBrowser('from the paper of a convention to its annex, in a real browser', () => {
  let portal: PortalInBrowser;
  let officer: Page;
  let town: Page;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    const signedIn = async (role: 'caf-habilitation' | 'gestionnaire', name: string) =>
      portal.signIn(await register.activate(await register.staff(role, name)), PASSWORD);
    officer = await signedIn('caf-habilitation', 'Nadia Ferrand');
    town = await signedIn('gestionnaire', 'Sophie Lemaire');
  });

  afterAll(() => portal?.close());

  /** Fills in who has signed, in the dialog that `button` opens. */
  async function signature(button: string): Promise<Locator> {
    const dialog = await openDialog(officer, officer.getByRole('button', { name: button }));
    await dialog.getByLabel('Signataire').fill('Rudy Elgeest');
    await dialog.getByLabel('Qualité').fill('Le Maire');
    await dialog.getByLabel('Signée le').fill('2026-01-05');
    return dialog;
  }

  async function ask(person: string, profile: string): Promise<void> {
    await choose(town, 'Demandes');
    const dialog = await openDialog(town, town.getByRole('button', { name: 'Demander une habilitation' }));
    await dialog.getByLabel('Établissement').selectOption('Crèche Lamartine');
    await dialog.getByLabel('Personne').selectOption(person);
    await dialog.getByLabel('Profil').selectOption(profile);
    await dialog.getByLabel('Référence du courrier').fill('PE-1');
    await dialog.getByLabel('Date du courrier').fill('2026-01-05');
    await send(dialog, 'Envoyer la demande', 'La demande est envoyée à la Caf.');
  }

  it('R1, R2: the officer registers the paper, each party signs for itself, and it is in force', async () => {
    await choose(officer, 'Conventions');
    await officer.getByRole('link', { name: 'Enregistrer une convention' }).click();
    await settled(officer);
    await officer.getByLabel('Siret').fill('215 904 100');
    await officer.getByRole('button', { name: 'Enregistrer la convention' }).click();
    await officer.getByRole('alert').getByText('donnez les 14 chiffres du Siret').waitFor();
    await isWellMade(officer);

    const parties = officer.getByRole('group', { name: 'Gestionnaire' });
    await parties.getByLabel('Nom').fill(TOWN.name);
    await parties.getByLabel('Siret').fill('215 904 100 00017');
    await parties.getByLabel('Adresse').fill(TOWN.address);
    await parties.getByLabel('Représenté par').fill(TOWN.representative);
    const caf = officer.getByRole('group', { name: 'Caf du Nord' });
    await caf.getByLabel('Adresse').fill('59863 Lille Cedex 9');
    await caf.getByLabel('Représentée par').fill('Luc Grard');
    await officer.getByLabel('Prend effet le').fill('2026-01-01');
    await officer.getByLabel('Dernier jour, compris').fill('2099-12-31');
    await officer.getByRole('button', { name: 'Ajouter un établissement' }).click();
    for (const [number, name] of [
      [1, 'Crèche Lamartine'],
      [2, 'Multi-accueil Guérin'],
    ]) {
      await officer.getByLabel(`Nom (${number})`).fill(String(name));
      await officer.getByLabel(`Adresse (${number})`).fill('59370 Mons-en-Barœul');
    }
    await isWellMade(officer);
    await send(officer, 'Enregistrer la convention', 'La convention est enregistrée.');
    await officer.getByRole('heading', { name: `Convention : ${TOWN.name}` }).waitFor();
    const own = await signature('Signer la convention');
    await send(own, 'Signer', 'La convention est signée pour votre partie.');
    const paper = await signature('Annoncer l’original signé du gestionnaire');
    const scan = (text: string) =>
      paper
        .getByLabel('Numérisation de l’original')
        .setInputFiles({ name: 'original.pdf', mimeType: 'application/pdf', buffer: Buffer.from(text) });
    const announce = () => paper.getByRole('button', { name: 'Annoncer l’original' }).click();
    await announce();
    await paper.getByText('Choisissez un fichier.').first().waitFor();
    // The first file is read for longer than the second one, which is the one that counts.
    await officer.evaluate(SLOW_FIRST_FILE);
    await scan('another');
    await announce();
    await paper.getByText('Attendez que ce fichier soit lu.').first().waitFor();
    await scan('scan');
    await paper.getByText(SHA256_OF_SCAN).waitFor();
    await officer.evaluate('finishFirstFile()');
    await paper.getByText(SHA256_OF_SCAN).waitFor();
    // A draft brings back what was typed, and no hash of a file that nobody sees chosen.
    await paper.getByLabel('Qualité').fill('Le Maire');
    expect(await officer.evaluate('JSON.stringify({ ...localStorage })')).not.toContain(SHA256_OF_SCAN);
    await isWellMade(officer);
    await send(paper, 'Annoncer l’original', 'L’original est annoncé : le gestionnaire doit le confirmer.');
    await officer.getByText('Annoncée, à confirmer').waitFor();

    await choose(town, 'Conventions');
    await town.getByRole('link', { name: TOWN.name }).click();
    await settled(town);
    const confirmation = await openDialog(
      town,
      town.getByRole('button', { name: 'Confirmer l’original signé' }),
    );
    await confirmation.getByText(SHA256_OF_SCAN).waitFor();
    await isWellMade(town);
    await send(confirmation, 'Confirmer', 'L’original est confirmé : votre partie a signé.');
    await town.getByText('En vigueur').waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('R16: a shared mailbox is refused where it was written, unless it is not one', async () => {
    await choose(town, 'Personnes');
    const dialog = await openDialog(town, town.getByRole('button', { name: 'Ajouter une personne' }));
    await dialog.getByLabel('Nom', { exact: true }).fill('Creche');
    await dialog.getByLabel('Prénom').fill('Marie');
    await dialog.getByLabel('Fonction').fill('Directrice');
    const email = dialog.getByLabel('Adresse de messagerie individuelle');
    await email.fill('marie.creche@mons.example');
    await dialog.getByRole('button', { name: 'Ajouter la personne' }).click();
    await dialog.getByRole('alert').getByText('boîte aux lettres partagée').waitFor();
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    const described = (await email.getAttribute('aria-describedby'))!.split(' ').at(-1)!;
    expect(await town.locator(`[id="${described}"]`).innerText()).toContain('boîte aux lettres partagée');
    await isWellMade(town);
    await dialog.getByLabel('Pourquoi elle est individuelle').fill('Creche est son nom de famille.');
    await send(dialog, 'Ajouter la personne', 'La personne est ajoutée.');
    await town.getByRole('row', { name: /CRECHE Marie/ }).waitFor();

    const other = await openDialog(town, town.getByRole('button', { name: 'Ajouter une personne' }));
    await other.getByLabel('Nom', { exact: true }).fill('Morel');
    await other.getByLabel('Prénom').fill('Denise');
    await other.getByLabel('Fonction').fill('Adjointe');
    await other.getByLabel('Adresse de messagerie individuelle').fill('denise.morel@mons.example');
    await send(other, 'Ajouter la personne', 'La personne est ajoutée.');
  });

  it('R11, R22: a new approver is asked for, and both parties can read what they are to sign', async () => {
    portal.failures.length = 0;
    await ask('CRECHE Marie', 'approver');
    await choose(officer, 'Demandes');
    const grant = await openDialog(officer, officer.getByRole('button', { name: 'Accorder' }));
    await send(grant, 'Accorder l’habilitation', 'L’habilitation de CRECHE Marie est accordée.');
    await ask('MOREL Denise', 'approver');
    for (const page of [town, officer]) {
      await page.reload();
      await settled(page);
      const file = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Projet d’annexe (PDF)' }).click();
      expect((await file).suggestedFilename()).toBe(`projet-annexe-${TOWN.id}-v2.pdf`);
      await isWellMade(page);
    }
    expect(portal.failures).toEqual([]);
  });

  describe('R2: many conventions are signed at once, as they were read', () => {
    const asOfficer = (command: Command<unknown>) =>
      runAs({ code: 'test', role: 'caf-habilitation', organism: CAF.id }, () =>
        portal.register.services.get(CommandBus, { strict: false }).execute(command),
      );
    const partnerOf = (name: string, siret = anySiret()) => ({ ...TOWN, id: siret, siret, name });

    /** In the order in which the list has them; answers the ids by name. */
    async function drafted(names: readonly string[], until: string): Promise<Map<string, string>> {
      const ids = new Map(names.map((name) => [name, randomUUID()]));
      for (const [name, id] of ids) {
        const establishments = [{ id: randomUUID(), name: 'Micro-crèche', address: '3 rue du Barœul' }];
        const parties = { gestionnaire: partnerOf(name), caf: CAF };
        const registration = { ...parties, establishments, effectiveFrom: '2026-01-01', until };
        await asOfficer(new RegisterConvention(id, registration));
      }
      await officer.goto(`${portal.register.url}/conventions?watch=to-sign`);
      const counted = officer.getByText(`${names.length} conventions`, { exact: true });
      await reloadUntil(officer, () => counted.isVisible());
      return ids;
    }

    function movedAway(id: string, name: string) {
      const details = { name, address: '5 rue du Barœul', representative: TOWN.representative };
      const correction = {
        type: 'CorrectParty',
        party: 'gestionnaire',
        details,
        reason: 'Déménagement',
      } as const;
      return asOfficer(new CorrectConvention(id, correction));
    }

    async function signBy(dialog: Locator) {
      await dialog.getByLabel('Signataire').fill('Anne Barbier');
      await dialog.getByLabel('Qualité').fill('Par délégation, la Directrice adjointe');
      await dialog.getByRole('button', { name: 'Signer', exact: true }).click();
    }

    const isRefused = (name: string) =>
      officer
        .getByRole('listitem')
        .filter({ hasText: name })
        .getByText('Cette ligne a changé depuis que vous l’avez lue')
        .waitFor();

    it('one that was corrected meanwhile is refused, stays chosen, and is signed then', async () => {
      // More than one request takes: the last is decided on what was read before the first, too.
      const others = ['Les Mésanges', ...'ABCDEFGHIJ'].map((name) => `Crèche ${name}`);
      const ids = await drafted([...others, 'Les Lucioles'], '2099-12-31');
      await officer.getByRole('checkbox', { name: 'Choisir toutes celles à signer' }).check();
      const signing = await openDialog(officer, officer.getByRole('button', { name: 'Signer (12)' }));
      await signing.getByText('Les Mésanges, 1 établissement').waitFor();
      await isWellMade(officer);
      await movedAway(ids.get('Les Lucioles')!, 'Les Lucioles');
      await signBy(signing);
      await officer.getByRole('status').getByText('11 conventions signées, 1 refus.').waitFor();
      await isRefused('Les Lucioles');
      await isWellMade(officer);

      await signBy(await openDialog(officer, officer.getByRole('button', { name: 'Signer (1)' })));
      await officer.getByText('Rien ne répond à ces critères.').waitFor();
      expect(portal.failures).toEqual([]);
    });

    it('one that was chosen on a page before, and corrected before the next page was read, is refused', async () => {
      const names = Array.from({ length: 51 }, (_, index) => `Crèche ${String(index).padStart(2, '0')}`);
      const ids = await drafted(names, '2098-12-31');
      await officer.getByRole('checkbox', { name: 'Crèche 00' }).check();
      await movedAway(ids.get('Crèche 00')!, 'Crèche 00');
      await officer.getByRole('link', { name: 'Page suivante' }).click();
      await officer.getByRole('checkbox', { name: 'Crèche 50' }).check();
      await signBy(await openDialog(officer, officer.getByRole('button', { name: 'Signer (2)' })));
      await officer.getByRole('status').getByText('1 convention signée, 1 refus.').waitFor();
      await isRefused('Crèche 00');
      expect(portal.failures).toEqual([]);
    });
  });

  it('a page says that it is incomplete when what it shows goes on without an event, and another does not', async () => {
    await portal.register.engines.database.query(
      `UPDATE followers.checkpoints SET set_aside = 1 WHERE name = 'habilitations'`,
    );
    await town.reload();
    await town.getByText('Cette page est incomplète').waitFor();
    await isWellMade(town);
    await choose(town, 'Conventions');
    await town.getByText('Cette page est incomplète').waitFor({ state: 'detached' });
  });
});
