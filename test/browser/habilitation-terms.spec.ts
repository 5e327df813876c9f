import { endOfDay, parisDateOf } from '#platform';
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
import { NURSERY, SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

describeInBrowser('a replacement for a time, in a real browser', () => {
  let portal: PortalInBrowser;
  let clock: TestClock;
  let officer: string;
  let correspondent: string;
  let camille: string;
  /** The browser knows the day of today alone. */
  const lastDay = parisDateOf(new Date().toISOString());

  beforeAll(async () => {
    clock = new TestClock(new Date().toISOString());
    portal = await PortalInBrowser.open({}, clock);
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    camille = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
    await register.agent('Paul', 'Petit', 'financial');
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  });

  afterAll(() => portal?.close());

  it('R6: the correspondent asks, the Caf grants; after the end the former holder is back', async () => {
    const town = await portal.signIn(correspondent, PASSWORD);
    await choose(town, 'Demandes');
    const asking = await openDialog(town, town.getByRole('button', { name: 'Demander une habilitation' }));
    await asking.getByLabel('Établissement').selectOption({ label: NURSERY.name });
    await asking.getByLabel('Personne').selectOption({ label: 'PETIT Paul' });
    await asking.getByLabel('Profil').selectOption('activity');
    await asking.getByLabel('Durée').selectOption('replacement');
    await asking.getByText('DURAND Camille laisse ce profil dès que la Caf l’accorde').waitFor();
    await asking.getByLabel('Dernier jour').fill(lastDay);
    await asking.getByLabel('Référence du courrier').fill('DGS-2026-31');
    await asking.getByLabel('Date du courrier').fill(lastDay);
    await send(asking, 'Envoyer la demande', 'La demande est envoyée à la Caf.');
    await town.getByText('puis DURAND Camille').waitFor();
    await isWellMade(town);

    const caf = await portal.signIn(officer, PASSWORD);
    await choose(caf, 'Demandes');
    const granting = await openDialog(caf, caf.getByRole('button', { name: 'Accorder' }));
    await granting.getByText('DURAND Camille retrouve alors ce profil, sans autre décision.').waitFor();
    await send(granting, 'Accorder l’habilitation', 'L’habilitation de PETIT Paul est accordée.');

    await choose(town, 'Habilitations');
    await town.getByLabel('État').selectOption({ label: 'À durée limitée' });
    await town.getByRole('button', { name: 'Afficher' }).click();
    await town.getByText('1 habilitation', { exact: true }).waitFor();
    await town.getByText('puis DURAND Camille').waitFor();
    await isWellMade(town);
    await openDialog(town, town.getByRole('button', { name: /^Avancer la fin/ }));
    await town.keyboard.press('Escape');
    await choose(town, 'Annexe');
    await town.getByRole('heading', { name: 'Habilitations à durée limitée' }).waitFor();
    await isWellMade(town);
    await choose(town, 'Personnes');
    await town.getByRole('link', { name: /durand/i }).click();
    await town.getByText('profil retrouvé ce jour-là').waitFor();
    await settled(town);
    await isWellMade(town);

    clock.set(endOfDay(lastDay));
    const agent = await portal.signIn(camille, PASSWORD);
    await agent.getByText(NURSERY.name).first().waitFor();
    expect(portal.failures).toEqual([]);
  });
});
