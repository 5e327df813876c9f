import { describeInBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { choose, isWellMade, PortalInBrowser } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

const HEADER = 'Nom;Prénom;Fonction;Messagerie;Établissement;Profil;Référence;Date de la demande';
const ZOE = 'Lefèvre;Zoé;Directrice;zoe.lefevre@mons.example;Crèche collective;activité;PE-1;02/01/2026';

describeInBrowser('an import, in a real browser', () => {
  let portal: PortalInBrowser;
  let correspondent: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  });

  afterAll(() => portal?.close());

  const file = (...lines: string[]) => ({
    name: 'agents.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([HEADER, ...lines].join('\r\n'), 'latin1'),
  });

  it('R11: a correspondent checks a table of agents, mends it, and brings it in', async () => {
    const page = await portal.signIn(correspondent, PASSWORD);
    await choose(page, 'Importer');
    await page.getByText('Les colonnes').click();
    await page.getByRole('cell', { name: 'activité, financier ou approbateur' }).waitFor();
    await isWellMade(page);

    await page.getByLabel('Fichier CSV').setInputFiles(file(ZOE, ZOE.replace('zoe.', 'contact@x')));
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByText('Rien n’est importé tant qu’une ligne est refusée').waitFor();
    expect(await page.getByRole('button', { name: 'Importer' }).count()).toBe(0);
    await isWellMade(page);

    await page.getByLabel('Fichier CSV').setInputFiles(file(ZOE));
    await page.getByRole('button', { name: 'Vérifier' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Importer' }).click();
    await page.getByText('1 ligne importée.').first().waitFor();
    // The button has gone with what it did.
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await eventually(async () => /^1\sligne importée\.$/.test(await focused()));
    await isWellMade(page);

    await choose(page, 'Demandes');
    await page.getByText('Lefèvre').first().waitFor();
    expect(portal.failures).toEqual([]);
  });
});
