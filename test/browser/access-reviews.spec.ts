import { parisDateOf } from '#platform';
import { describeInBrowser } from '../support/browser.ts';
import { choose, follow, isWellMade, openDialog, PortalInBrowser } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

const PATH_MS = 90_000;

describeInBrowser('an access review, in a real browser', () => {
  let portal: PortalInBrowser;
  let officer: string;
  let correspondent: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
    for (const [first, last, profile] of [
      ['Camille', 'Durand', 'activity'],
      ['Émile', 'Zola', 'financial'],
      ['Nina', 'Roche', 'approver'],
    ] as const) {
      await register.agent(first, last, profile);
    }
  });

  afterAll(() => portal?.close());

  it(
    'the Caf opens it, the correspondent confirms in bulk and declares a departure, and the Caf has the document',
    async () => {
      const caf = await portal.signIn(officer, PASSWORD);
      await choose(caf, 'Revues des habilitations');
      await isWellMade(caf);
      await follow(caf, 'Ouvrir des revues');
      await caf.getByLabel('Choisir tous les gestionnaires (1)').check();
      const opening = await openDialog(caf, caf.getByRole('button', { name: 'Ouvrir la revue (1)' }));
      await opening.getByText('Mairie de Mons-en-Barœul, 3\u00a0personnes').waitFor();
      await opening.getByLabel('Motif').fill('Revue annuelle');
      await opening.getByRole('button', { name: 'Ouvrir la revue', exact: true }).click();
      await caf.getByText('1 revue ouverte.').first().waitFor();
      await isWellMade(caf);

      const page = await portal.signIn(correspondent, PASSWORD);
      await page.getByRole('link', { name: 'Revue des habilitations : 3 personnes à confirmer' }).click();
      await page.getByRole('heading', { level: 1, name: 'Revue des habilitations' }).waitFor();
      await page.getByRole('rowheader', { name: 'ZOLA Émile' }).waitFor();
      await isWellMade(page);

      // From the keyboard: all of them, but for the one who has left.
      await page.getByLabel('Choisir toutes les personnes à confirmer (3)').focus();
      await page.keyboard.press('Space');
      await page.getByRole('checkbox', { name: /ZOLA Émile/ }).focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Confirmer (2)' }).focus();
      await page.keyboard.press('Enter');
      const confirming = page.getByRole('dialog');
      await confirming.getByLabel('Déclaration').waitFor();
      expect(await confirming.getByLabel('Déclaration').inputValue()).toBe(
        'Toujours en fonction, mêmes profils.',
      );
      await confirming.getByRole('button', { name: 'Confirmer', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('2 personnes confirmées.').first().waitFor();
      await page.getByRole('definition').getByText('2 sur 3 personnes').waitFor();

      const declaring = await openDialog(
        page,
        page.getByRole('button', { name: 'Déclarer un changement : ZOLA Émile' }),
      );
      await declaring.getByLabel('Dernier jour de la mission').fill(parisDateOf(new Date().toISOString()));
      await declaring.getByLabel('Motif').fill('Mutation');
      await declaring.getByRole('button', { name: 'Déclarer', exact: true }).click();
      await page.getByRole('definition').getByText('3 sur 3 personnes').waitFor();
      await page.getByText('Achevée').waitFor();
      await page
        .getByRole('row', { name: /ZOLA Émile/ })
        .getByText('Fin de mission déclarée')
        .waitFor();
      await isWellMade(page);

      await choose(caf, 'Revues des habilitations');
      await caf
        .getByRole('row', { name: /Mairie de Mons-en-Barœul/ })
        .getByText('Achevée')
        .waitFor();
      const download = caf.waitForEvent('download');
      await caf.getByRole('link', { name: 'Résultat, en PDF' }).click();
      expect((await download).suggestedFilename()).toMatch(/^revue-21590410000017-.*\.pdf$/);
      expect(portal.failures).toEqual([]);
    },
    PATH_MS,
  );
});
