import { describeInBrowser } from '../support/browser.ts';
import {
  choose,
  isWellMade,
  openDialog,
  PortalInBrowser,
  send,
  settled,
} from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

describeInBrowser('the sanctions of the Caf, in a real browser', () => {
  let portal: PortalInBrowser;
  let camille: string;
  let officer: string;
  let security: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    camille = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
    await register.habilitate('Camille', 'Durand', 'financial');
    const activated = async (...given: Parameters<SmallRegister['staff']>) =>
      register.activate(await register.staff(...given));
    officer = await activated('caf-habilitation', 'Nadia Ferrand');
    security = await activated('caf-security', 'Olivier Prévost');
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  const pageOfCamille = async (reader: string) => {
    const page = await portal.signIn(reader, PASSWORD);
    await choose(page, 'Codes utilisateur');
    await page.getByRole('link', { name: camille }).click();
    await page.getByRole('heading', { level: 1, name: 'DURAND Camille' }).waitFor();
    await settled(page);
    return { page, sanctions: page.getByRole('region', { name: 'Mesures' }) };
  };

  it('the security suspends, which says what follows before it is done, and lifts it for a reason', async () => {
    const { page, sanctions } = await pageOfCamille(security);
    await sanctions.getByText('Aucune mesure n’a été prise.').waitFor();
    const taking = await openDialog(page, sanctions.getByRole('button', { name: 'Prendre une mesure' }));
    await taking.getByLabel('Mesure').selectOption({ label: 'Suspension par précaution' });
    await taking.getByText('Ses sessions prennent fin aussitôt').waitFor();
    await isWellMade(page);
    await taking.getByLabel('Dernier jour').fill('2099-11-30');
    await taking.getByLabel('Motif').fill('Appels suspects');
    await send(taking, 'Suspendre le code', `Le code ${camille} est suspendu.`);
    const row = sanctions.getByRole('row').filter({ hasText: 'Suspension par précaution' }).first();
    await row.getByText('En cours').waitFor();
    await row.getByText('jusqu’au 30 novembre 2099 inclus').waitFor();
    await row.getByText('Olivier Prévost').waitFor();
    await isWellMade(page);

    const prolonging = await openDialog(page, row.getByRole('button', { name: 'Prolonger' }));
    await prolonging.getByText('à la fin du 30 novembre 2099').waitFor();
    await prolonging.getByLabel('Dernier jour').fill('2099-12-31');
    await prolonging.getByLabel('Motif').fill('Identité à vérifier');
    await isWellMade(page);
    await send(prolonging, 'Prolonger la suspension', `La suspension du code ${camille} est prolongée.`);
    await row.getByText('jusqu’au 31 décembre 2099 inclus').waitFor();
    expect(await row.getByText('En cours').count()).toBe(1);

    const lifting = await openDialog(page, row.getByRole('button', { name: 'Lever' }));
    await lifting.getByLabel('Motif').fill('Identité vérifiée');
    await send(lifting, 'Lever la suspension', `La suspension du code ${camille} est levée.`);
    await row.getByText('Olivier Prévost : Identité vérifiée').waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('the person sees what was taken, on « Mon accès »', async () => {
    const page = await portal.signIn(camille, PASSWORD);
    await page.getByRole('link', { name: 'Mon accès' }).first().click();
    const own = page.getByRole('region', { name: 'Mesures de la Caf' });
    const row = own.getByRole('row').filter({ hasText: 'Suspension par précaution' }).last();
    await row.getByText('Appels suspects').waitFor();
    expect(await own.getByText('Olivier Prévost').count()).toBe(0);
    await settled(page);
    await isWellMade(page);
    expect(portal.failures).toEqual([]);
  });

  it('an officer withdraws one profile of two; all measures are one list', async () => {
    const { page, sanctions } = await pageOfCamille(officer);
    const taking = await openDialog(page, sanctions.getByRole('button', { name: 'Prendre une mesure' }));
    await taking.getByLabel(/^Fournisseur données financières/).uncheck();
    await taking.getByLabel('Motif').fill('Poste partagé');
    await send(taking, 'Retirer 1 profil', '1 profil retiré.');
    await sanctions.getByRole('row').filter({ hasText: 'Retrait d’habilitation' }).waitFor();
    await choose(page, 'Mesures');
    await page.getByText('3 mesures').waitFor();
    await page.getByLabel('État').selectOption({ label: 'Définitive' });
    await page.getByRole('button', { name: 'Afficher' }).click();
    await page.getByText('1 mesure', { exact: true }).waitFor();
    await page.getByText('Fournisseur données d’activité, Crèche collective').waitFor();
    await choose(page, 'Habilitations');
    const withdrawing = await openDialog(page, page.getByRole('button', { name: /^Retirer/ }));
    await withdrawing.getByLabel('Motif').fill('Poste partagé');
    await send(withdrawing, 'Retirer l’habilitation', 'L’habilitation est retirée.');
    await choose(page, 'Mesures');
    await page.getByText('4 mesures').waitFor();
    await isWellMade(page);
    expect(portal.failures).toEqual([]);
  });
});
