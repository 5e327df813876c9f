import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ApiDocument } from '../support/api-document.ts';
import { describeInBrowser } from '../support/browser.ts';
import { callerOf } from '../support/caller.ts';
import { choose, isWellMade, PortalInBrowser, reloadUntil, settled } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister, TOWN } from '../support/small-register.ts';
import { unzip } from '../support/unzip.ts';

describeInBrowser('the acts, in a real browser', () => {
  let portal: PortalInBrowser;
  let security: string;
  let camille: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    camille = await register.agent('Camille', 'Durand', 'activity');
    security = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
  });

  afterAll(() => portal?.close());

  it('lead from an act to its thing and from the thing to its acts, and are searched from the keyboard', async () => {
    const page = await portal.signIn(security, PASSWORD);
    await choose(page, 'Actes');
    await page.getByText('Habilitation accordée').waitFor();
    await isWellMade(page);

    await page.getByLabel('Rechercher').focus();
    await page.keyboard.type('enregistree');
    await page.keyboard.press('Enter');
    await page.getByText('2 actes').waitFor();

    await page
      .getByRole('link', { name: /^Convention\s: / })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /^Convention\s: / }).waitFor();
    await page.getByRole('link', { name: 'Tous les actes à ce sujet' }).click();
    await page
      .getByRole('list', { name: 'Filtre' })
      .getByText(/^Sur\s: Convention/)
      .waitFor();
    await settled(page);
    expect(await page.locator('tbody tr').first().textContent()).toContain('Habilitation');
    await isWellMade(page);

    await page.getByRole('link', { name: /^Voir les actes de tous/ }).press('Enter');
    await page.getByText('Personne enregistrée').first().waitFor();

    await page.getByRole('cell').getByRole('link', { name: TOWN.name, exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: TOWN.name }).waitFor();
    await page.goBack();
    await page.getByText('Personne enregistrée').first().waitFor();

    await page
      .getByRole('link', { name: /^Établissement\s: / })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Habilitations' }).waitFor();
    await page.goto(new URL('/etablissements', page.url()).href);
    await settled(page);
    await page
      .getByRole('link', { name: /^Actes\s: / })
      .first()
      .click();
    await page
      .getByRole('list', { name: 'Filtre' })
      .getByText(/^Sur\s: Établissement/)
      .waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('have a receipt for whoever did it, which a page checks without the portal, and a file for Node too', async () => {
    const officer = await callerOf(portal.register, security);
    expect((await officer.post(`/accounts/${camille}/blocking`, { reason: 'Appels suspects' })).status).toBe(
      201,
    );
    const page = await portal.signIn(security, PASSWORD);
    await page.goto(new URL('/actes?q=suspects', page.url()).href);
    const taken = page.getByRole('link', { name: /^Reçu de cet acte/ }).first();
    await taken.waitFor();
    await page.getByRole('cell').getByRole('link', { name: security, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Olivier Prévost' }).waitFor();
    await page.goBack();
    await taken.waitFor();
    const folder = await mkdtemp(join(tmpdir(), 'greffe-receipt-'));
    const downloading = page.waitForEvent('download');
    await taken.press('Enter');
    const archive = await readFile(await (await downloading).path());
    const files = unzip(archive);
    await writeFile(join(folder, 'reçu.zip'), archive);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const at = (name: string) => join(folder, name);

    await page.context().setOffline(true);
    await page.goto(pathToFileURL(at('verifier.html')).href);
    const given = page.getByLabel('Choisissez vos dossiers et vos reçus');
    await given.setInputFiles(at('reçu.zip'));
    await page.getByText(/^Preuve valable\s: cet acte \(AccountBlocked\)/).waitFor();
    await page.getByText('mot pour mot').press('Enter');
    await page.getByText('Appels suspects').waitFor();
    await isWellMade(page);

    const proof = await readFile(at('preuve-1.tlog-proof'), 'utf8');
    const [, extra = ''] = /^extra (.*)$/m.exec(proof) ?? [];
    const forged = Buffer.from(
      Buffer.from(extra, 'base64').toString().replace('AccountBlocked', 'AccountClosed'),
    );
    await writeFile(at('autre.tlog-proof'), proof.replace(extra, forged.toString('base64')));
    await given.setInputFiles([at('autre.tlog-proof')]);
    await page.getByText(/^Preuve fausse/).waitFor();
    await isWellMade(page);

    const another = join(folder, 'autre reçu');
    await mkdir(another);
    await writeFile(join(another, 'preuve-1.tlog-proof'), await readFile(at('autre.tlog-proof')));
    const said = page.getByRole('heading', { name: 'preuve-1.tlog-proof' });
    await given.setInputFiles([join(another, 'preuve-1.tlog-proof')]);
    await said.nth(1).waitFor();
    expect(await said.count()).toBe(2);

    const node = (...names: string[]) =>
      spawnSync(process.execPath, [at('verifier.mjs'), ...names.map(at)], { encoding: 'utf8' });
    const good = node('reçu.zip');
    expect({ status: good.status, said: good.stdout }).toEqual({
      status: 0,
      said: expect.stringMatching(/^reçu\.zip\s: preuve-1\.tlog-proof\s: Preuve valable/m),
    });
    expect(node('cles.txt', 'preuve-1.tlog-proof').status).toBe(0);
    expect(node('cles.txt', 'preuve-1.tlog-proof', 'autre.tlog-proof').status).toBe(1);
    expect(node().status).toBe(2);
    await rm(folder, { recursive: true });
    expect(portal.failures).toEqual([]);
  });

  it('tell in French what was asked of a list before it was exported, whichever choice it was', async () => {
    const caller = await callerOf(portal.register, security);
    const api = await ApiDocument.of(portal.register.url);
    const exported = api.operations.filter(
      (operation) => operation.path.endsWith('.csv') && operation['x-roles']?.includes('caf-security'),
    );
    const choices = exported.flatMap(({ path, parameters = [] }) =>
      parameters
        .filter(({ name }) => name !== 'sort')
        .flatMap(({ name, schema }) =>
          (schema?.enum ?? []).map((value) => ({ path, name, value: String(value) })),
        ),
    );
    for (const { path, name, value } of choices) {
      expect((await caller.get(`${path.replace('/api', '')}?${name}=${value}`)).status).toBe(200);
    }

    const words = new Set(choices.map(({ value }) => value).filter((value) => /[a-z]/.test(value)));
    expect(words.size).toBeGreaterThan(50);
    const page = await portal.signIn(security, PASSWORD);
    await choose(page, 'Consultations');
    const count = page.getByText(/^\d+\sconsultations$/);
    await reloadUntil(page, async () => Number.parseInt(await count.innerText(), 10) >= choices.length);
    const cells = page.locator('tbody .block:has(> .quiet)');
    const next = page.getByRole('link', { name: 'Page suivante' });
    const told: string[] = [];
    for (;;) {
      told.push(...(await cells.allInnerTexts()));
      if (!(await next.isVisible())) break;
      await next.click();
      await settled(page);
    }
    expect(told.length).toBeGreaterThanOrEqual(choices.length);
    expect(told.filter((text) => words.has(text.split(/\s:\s/)[1]!))).toEqual([]);
  });
});
