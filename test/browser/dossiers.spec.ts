import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeInBrowser } from '../support/browser.ts';
import { choose, isWellMade, PortalInBrowser } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { unzip } from '../support/unzip.ts';

/** As a browser hands over what is dropped: a folder is a file that cannot be read. */
const DROP_FOLDER_AND_FILE = `(() => {
  const folder = new File([], 'dossier-decompresse');
  folder.arrayBuffer = () => Promise.reject(new DOMException('', 'NotFoundError'));
  const files = [folder, new File(['Bonjour'], 'autre.txt')];
  document.dispatchEvent(Object.assign(new Event('drop'), { dataTransfer: { files } }));
})()`;

describeInBrowser('the dossier of a partner, in a real browser', () => {
  let portal: PortalInBrowser;
  let register: SmallRegister;
  let town: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    register = new SmallRegister(portal.register.services);
    await register.convention();
    town = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  });

  afterAll(() => portal?.close());

  it('is taken home, checked without the portal, and held against the register of another day', async () => {
    const page = await portal.signIn(town, PASSWORD);
    await choose(page, 'Conformité à l’avenant');
    const taken = page.getByRole('link', { name: /^Télécharger votre dossier/ });
    await taken.waitFor();
    await isWellMade(page);
    const downloading = page.waitForEvent('download');
    await taken.press('Enter');
    const archive = await readFile(await (await downloading).path());
    const files = unzip(archive);
    const folder = await mkdtemp(join(tmpdir(), 'greffe-dossier-'));
    const at = (name: string) => join(folder, name);
    await writeFile(at('dossier.zip'), archive);
    for (const [name, text] of Object.entries(files)) await writeFile(at(name), text);

    await register.agent('Camille', 'Durand', 'activity');
    const kept = page.getByLabel('Vérifier un dossier, un reçu ou un point de contrôle que vous avez gardé');
    await kept.setInputFiles(at('dossier.zip'));
    await page.getByText(/^Le registre d’aujourd’hui contient toujours/).waitFor();
    await isWellMade(page);
    const forged = files['dossier.json']!.replace(/"root": "[^"]{4}/, '"root": "AAAA');
    await writeFile(at('autre.json'), forged);
    await kept.setInputFiles(at('autre.json'));
    await page.getByText(/^Ce registre n’est plus celui de ce dossier/).waitFor();

    await page.context().setOffline(true);
    await page.goto(pathToFileURL(at('verifier.html')).href);
    const given = page.getByLabel('Choisissez vos dossiers et vos reçus');
    await given.setInputFiles(at('dossier.zip'));
    await page.getByText(/est complet\s: les pièces n° 1 à \d+ y sont toutes/).waitFor();
    await page.getByText(/^Ses pièces/).press('Enter');
    await page.getByText('Convention enregistrée').waitFor();
    await isWellMade(page);
    // A folder among them hides none of what was dropped with it.
    await page.evaluate(DROP_FOLDER_AND_FILE);
    await page.getByRole('heading', { name: '✗ dossier-decompresse' }).waitFor();
    await page.getByRole('heading', { name: '✗ autre.txt' }).waitFor();
    await given.setInputFiles(at('autre.json'));
    await page.getByText(/n’est pas celui que le registre a scellé/).waitFor();
    await rm(folder, { recursive: true });
    expect(portal.failures).toEqual([]);
  });
});
