import { deriveId, parisDateOf } from '#platform';
import { describeInBrowser } from '../support/browser.ts';
import {
  choose,
  isWellMade,
  isWellMadeEverywhere,
  openDialog,
  PortalInBrowser,
  reloadUntil,
  send,
} from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { CAF, SmallRegister } from '../support/small-register.ts';

const PATH_MS = 90_000;

describeInBrowser('what becomes of personal data, in a real browser', () => {
  let portal: PortalInBrowser;
  let officer: string;
  let other: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    await register.agent('Odile', 'Zwicker', 'activity');
    await register.agent('Maud', 'Delattre', 'financial');
    await register.revoke('Odile', 'Zwicker', 'activity');
    const activated = async (...given: Parameters<SmallRegister['staff']>) =>
      register.activate(await register.staff(...given));
    officer = await activated('caf-habilitation', 'Nadia Ferrand');
    other = await activated('caf-security', 'Olivier Prévost');
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  it(
    'one officer asks for an erasure, which a freeze keeps off, and another one confirms it',
    async () => {
      const page = await portal.signIn(officer, PASSWORD);
      await choose(page, 'Personnes');
      await page
        .getByRole('link', { name: /Zwicker/i })
        .first()
        .click();
      const data = page.getByRole('region', { name: 'Données personnelles' });
      const freezing = await openDialog(page, data.getByRole('button', { name: 'Geler pour un litige' }));
      await freezing.getByLabel('Motif').fill('Recours devant le tribunal');
      await send(freezing, 'Geler', 'Les données sont gelées.');
      await data.getByText('Ses données sont gelées pour un litige.').waitFor();
      await isWellMade(page);
      const lifting = await openDialog(page, data.getByRole('button', { name: 'Lever le gel' }));
      await lifting.getByLabel('Motif').fill('Jugement rendu');
      await send(lifting, 'Lever le gel', 'Le gel est levé.');
      const asking = await openDialog(page, data.getByRole('button', { name: 'Demander l’effacement' }));
      await asking.getByText('C’est définitif.').waitFor();
      await asking.getByLabel('Motif').fill('À sa demande');
      await send(asking, 'Demander l’effacement', 'L’effacement est demandé.');
      await data.getByText('Un autre agent de la Caf le confirme.').waitFor();

      const second = await portal.signIn(other, PASSWORD);
      await second.getByRole('link', { name: 'Effacement à confirmer : ZWICKER Odile' }).click();
      const there = second.getByRole('region', { name: 'Données personnelles' });
      const confirming = await openDialog(
        second,
        there.getByRole('button', { name: 'Confirmer l’effacement' }),
      );
      await isWellMade(second);
      await send(confirming, 'Effacer définitivement', 'La personne est effacée.');
      await there.getByText('Cette personne a été effacée du registre.').waitFor();
      await reloadUntil(
        second,
        () => second.getByRole('heading', { level: 1, name: 'DONNÉE EFFACÉE' }).isVisible(),
        PATH_MS,
      );
      await choose(second, 'Données personnelles');
      await second.getByRole('row').filter({ hasText: 'Effacé' }).first().waitFor();
      await isWellMadeEverywhere(second);
      expect(portal.failures).toEqual([]);
    },
    PATH_MS * 2,
  );

  it(
    'one officer asks for all that is known of somebody, another one grants it, and the one who asked takes it',
    async () => {
      const asking = await portal.signIn(other, PASSWORD);
      await choose(asking, 'Personnes');
      await asking
        .getByRole('link', { name: /Delattre/i })
        .first()
        .click();
      const data = asking.getByRole('region', { name: 'Données personnelles' });
      const form = await openDialog(
        asking,
        data.getByRole('button', { name: 'Demander l’export de ses données' }),
      );
      await form.getByLabel('Motif').fill('Sa demande écrite, identité vérifiée');
      await form.getByLabel('Demande reçue le').fill(parisDateOf(new Date().toISOString()));
      await send(form, 'Demander l’export', 'L’export est demandé.');
      await data.getByText('Un autre agent de la Caf l’accorde.').waitFor();
      await data.getByText(/réponse due le/).waitFor();
      await isWellMade(asking);

      const granting = await portal.signIn(officer, PASSWORD);
      await granting.getByRole('link', { name: 'Export à accorder : DELATTRE Maud' }).click();
      const there = granting.getByRole('region', { name: 'Données personnelles' });
      const dialog = await openDialog(granting, there.getByRole('button', { name: 'Accorder l’export' }));
      await send(dialog, 'Accorder l’export', 'L’export est accordé.');
      await there.getByText(/Export accordé à/).waitFor();
      await choose(granting, 'Données personnelles');
      await granting.getByRole('row').filter({ hasText: 'Accordé' }).first().waitFor();
      await isWellMadeEverywhere(granting);

      await asking.reload();
      const downloading = asking.waitForEvent('download');
      await data.getByRole('link', { name: 'Exporter tout ce que l’on sait de cette personne' }).click();
      expect((await downloading).suggestedFilename()).toMatch(/^donnees-personnelles-.*\.zip$/);
      expect(portal.failures).toEqual([]);
    },
    PATH_MS * 2,
  );

  it(
    'officers see who is erased soon, five years after they left',
    async () => {
      await portal.register.engines.database.query(
        `INSERT INTO privacy.announced (name, person_id, caf_id, erased_on)
         VALUES ($1::text, $1::uuid, $2, '2032-02-01')`,
        [deriveId('test-person', 'Maud', 'Delattre'), CAF.id],
      );
      const page = await portal.signIn(officer, PASSWORD);
      await choose(page, 'Données personnelles');
      const soon = page.getByRole('region', { name: 'Effacements annoncés, au terme de la conservation' });
      await soon
        .getByRole('row')
        .filter({ hasText: 'DELATTRE Maud' })
        .getByText('1er février 2032')
        .waitFor();
      await isWellMadeEverywhere(page);
      await soon.getByRole('link', { name: 'DELATTRE Maud' }).click();
      await page.getByText(/sera effacée du registre le 1er février 2032/).waitFor();
      expect(portal.failures).toEqual([]);
    },
    PATH_MS,
  );
});
