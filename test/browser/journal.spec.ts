import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { EventStore } from '#event-sourcing';
import { DAY_MS, parisDateOf, plusMs } from '#platform';
import { attempted } from '../bench/attempts.ts';
import { describeInBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { JournalInBrowser } from '../support/journal-in-browser.ts';
import {
  isWellMade,
  openDialog,
  type PortalInBrowser,
  reloadUntil,
  send,
} from '../support/portal-in-browser.ts';
import { recordAttemptsOn } from '../support/recorded-attempts.ts';
import { unzip } from '../support/unzip.ts';

describeInBrowser('R18: the journal, in a real browser', () => {
  let journal: JournalInBrowser;
  let portal: PortalInBrowser;
  let agent: string;
  let page: Page;

  beforeAll(async () => {
    journal = await JournalInBrowser.open();
    ({ portal, page, agent } = journal);
    await failuresOn(agent);
  });

  afterAll(() => journal?.portal.close());

  it('is narrowed from the keyboard: a name without its accents, a value left out, the bars', async () => {
    await page.goto(`${portal.register.url}/connexions`);
    await reloadUntil(page, async () => (await lines()) > 6);
    await isWellMade(page);

    await page.getByLabel('Filtrer par').selectOption('name');
    await page.getByLabel('Valeur').fill('lefevre');
    await page.keyboard.press('Enter');
    await page.getByRole('listitem').getByText('Nom : lefevre').first().waitFor();
    await eventually(async () => (await lines()) === 6);
    expect(await page.getByRole('row', { name: 'LEFÈVRE Zoë' }).count()).toBe(6);

    await page.getByRole('link', { name: 'Exclure issue Mot de passe erroné' }).first().press('Enter');
    await page.getByText('Sauf Issue : Mot de passe erroné').waitFor();
    await eventually(async () => (await lines()) === 1);
    await isWellMade(page);

    await page.getByRole('link', { name: 'Inclure Issue : Mot de passe erroné' }).press('Enter');
    await eventually(async () => (await lines()) === 5);
    await page.getByRole('link', { name: 'Retirer Issue : Mot de passe erroné' }).press('Enter');
    await eventually(async () => (await lines()) === 6);
    const link = page.url();

    const bars = page.getByRole('slider', { name: 'Période' });
    await bars.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await eventually(async () => /5.refusées/.test((await bars.getAttribute('aria-valuetext')) ?? ''));
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByText('Par heure').first().waitFor();
    await eventually(async () => (await lines()) === 5);
    await isWellMade(page);

    await page.goto(link);
    await eventually(async () => (await lines()) === 6);
  });

  it('is narrowed by drawing across the bars', async () => {
    const box = (await page.getByRole('slider', { name: 'Période' }).boundingBox())!;
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.75, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, middle, { steps: 4 });
    await page.mouse.up();
    await page.getByText('Par heure').first().waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe(parisDateOf(journal.now));
    await page.goBack();
  });

  it('a line opens in place, with what came before and after it; a frequent value filters', async () => {
    await page
      .getByRole('button', { name: /^Ouvrir\s: Tentative/ })
      .nth(2)
      .press('Enter');
    const around = page.getByRole('table', { name: `Sur le code ${agent}` });
    await around.waitFor();
    await page
      .getByText(/\(celle-ci\)/)
      .first()
      .waitFor();
    expect(await around.getByRole('row').count()).toBe(7);
    await isWellMade(page);

    const top = page.getByRole('region', { name: 'Les plus fréquents' });
    await top.getByRole('link', { name: 'Firefox 140, Linux', exact: true }).click();
    await page.getByRole('listitem').getByText('Navigateur : Firefox 140, Linux').first().waitFor();
    await eventually(async () => (await lines()) === 6);
    expect(portal.failures).toEqual([]);
  });

  it('is followed while it goes on, kept as a view, and exported as it is shown', async () => {
    await page.goto(`${portal.register.url}/connexions?userCode=${agent}&outcome=wrong-password`);
    await eventually(async () => (await lines()) === 5);
    await page.getByRole('button', { name: 'Suivre en direct' }).click();
    await page.getByText('En direct').waitFor();
    await failuresOn(agent, journal.now);
    await page.getByText(/En direct\s: 5.nouvelles lignes/).waitFor();
    expect(await lines()).toBe(10);
    await isWellMade(page);
    await page.getByRole('button', { name: 'Mettre en pause' }).click();

    const dialog = await openDialog(page, page.getByRole('button', { name: 'Enregistrer cette vue' }));
    await dialog.getByLabel('Nom').fill('Refus de Zoë');
    await dialog.getByLabel('Pour qui').selectOption('team');
    await send(dialog, 'Enregistrer', 'La vue est enregistrée.');
    await page.getByRole('link', { name: 'Journal des connexions' }).click();
    await page.getByRole('link', { name: 'Refus de Zoë' }).click();
    await eventually(async () => (await lines()) === 10);
    expect(new URL(page.url()).search).toBe(`?userCode=${agent}&outcome=wrong-password`);
    await isWellMade(page);

    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV', exact: true }).click();
    const files = unzip(await readFile(await (await downloading).path()));
    expect(files['journal.csv']!.split('\r\n')).toHaveLength(12);
    expect(JSON.parse(files['manifeste.json']!)).toMatchObject({
      lines: 10,
      filter: { userCode: [agent] },
    });

    await page.getByRole('button', { name: 'Supprimer la vue Refus de Zoë' }).click();
    await page.getByRole('link', { name: 'Refus de Zoë' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Annuler', exact: true }).click();
    await page.getByRole('status').getByText('est de nouveau enregistrée').waitFor();
    await page.getByRole('link', { name: 'Refus de Zoë' }).waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('is narrowed to what came from another log, or to all the rest', async () => {
    const { data, metadata } = attempted(0);
    const { sessionId: _, retryAt: __, ...told } = { ...data, userCode: agent };
    const imported = { id: randomUUID(), type: 'AttemptImported', metadata };
    const event = { ...imported, data: { ...told, at: journal.noon, source: 'ancien portail' } };
    const store = portal.register.services.get(EventStore, { strict: false });
    await store.append(`imported-${imported.id}`, 'none', [event]);
    await page.goto(`${portal.register.url}/connexions?userCode=${agent}`);
    await reloadUntil(page, async () => (await page.getByText('Importée', { exact: true }).count()) === 1);
    const all = await lines();

    await page.getByLabel('Filtrer par').selectOption('origin');
    await page.getByLabel('Valeur').selectOption('imported');
    await page.getByRole('button', { name: 'Inclure' }).click();
    await page.getByRole('listitem').getByText('Origine : Importée').first().waitFor();
    await eventually(async () => (await lines()) === 1);
    await page.getByRole('link', { name: 'Exclure Origine : Importée' }).press('Enter');
    await page.getByText('Sauf Origine : Importée').waitFor();
    await eventually(async () => (await lines()) === all - 1);
    await isWellMade(page);
  });

  const lines = () => journal.lines();

  /** Five failures, by default yesterday at noon, and a success two days earlier. */
  async function failuresOn(userCode: string, last = plusMs(journal.noon, -DAY_MS)): Promise<void> {
    const attempts = Array.from({ length: 6 }, (_, index) => ({
      outcome: index < 5 ? ('wrong-password' as const) : ('success' as const),
      at: plusMs(last, index < 5 ? index : -2 * DAY_MS),
    }));
    await recordAttemptsOn(portal.register.services, userCode, attempts);
  }
});
