import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeInBrowser } from '../support/browser.ts';
import { choose, isWellMade, PortalInBrowser } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

describeInBrowser('a checkpoint that a partner keeps, in a real browser', () => {
  let portal: PortalInBrowser;
  let town: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    town = await register.activate(await register.staff('gestionnaire', 'Sophie Caron'));
  });

  afterAll(() => portal?.close());

  it('is held against the register of another day: unchanged, changed, or shorter than it was', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greffe-kept-'));
    const page = await portal.signIn(town, PASSWORD);
    await choose(page, 'Conformité à l’avenant');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Garder le point de contrôle d’aujourd’hui' }).press('Enter');
    const text = await readFile(await (await downloading).path(), 'utf8');
    const [, size = '', root = ''] = text.split('\n');

    const compare = async (content: string, said: string) => {
      await writeFile(join(folder, 'point-de-controle.txt'), content);
      const field = page.getByLabel(
        'Vérifier un dossier, un reçu ou un point de contrôle que vous avez gardé',
      );
      await field.setInputFiles([]);
      await field.setInputFiles(join(folder, 'point-de-controle.txt'));
      await page.getByText(said).waitFor();
    };
    await compare(text, 'Le registre d’aujourd’hui contient toujours');
    await isWellMade(page);
    const other = Buffer.alloc(32, 7).toString('base64');
    await compare(text.replace(root, other), 'Ce registre n’est plus celui de ce point de contrôle');
    await compare(text.replace(`\n${size}\n`, '\n123456\n'), 'il en manque depuis ce point de contrôle');
    await compare(text.replace('greffe.localhost\n', 'ailleurs.example\n'), 'celui d’un autre registre');
    await compare('Bonjour', 'Ce fichier n’est ni un dossier, ni un reçu, ni un point de contrôle');
    await isWellMade(page);
    await rm(folder, { recursive: true });
    expect(portal.failures).toEqual([]);
  });
});
