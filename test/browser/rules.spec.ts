import type { Page } from 'playwright-core';
import { EventStore } from '#event-sourcing';
import { Clock, plusMs } from '#platform';
import { attempted } from '../bench/attempts.ts';
import { describeInBrowser } from '../support/browser.ts';
import { isWellMade, openDialog, PortalInBrowser, send } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister, TOWN } from '../support/small-register.ts';

describeInBrowser('R19: the rules of surveillance, in a real browser', () => {
  let portal: PortalInBrowser;
  let page: Page;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    const officer = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    const agent = await register.agent('Louise', 'Bernard', 'activity');
    const now = portal.register.services.get(Clock).now();
    const failures = Array.from({ length: 6 }, (_, index) => {
      const { data, metadata, ...event } = attempted(index);
      return {
        ...event,
        data: { ...data, userCode: agent, outcome: 'wrong-password', organism: { id: TOWN.id } },
        metadata: { ...metadata, occurredAt: plusMs(now, -60_000 + index * 1000) },
      };
    });
    await portal.register.services.get(EventStore).append(`connections-${agent}`, 'any', failures);
    page = await portal.signIn(officer, PASSWORD);
  });

  afterAll(() => portal?.close());

  it('another threshold is tried on a past period, activated for a reason, and on record', async () => {
    await page.getByRole('link', { name: 'Règles de surveillance' }).click();
    await page.getByText('Au moins 5 échecs de connexion avec un même code').waitFor();
    await isWellMade(page);
    await page.getByRole('link', { name: 'Échecs répétés sur un code' }).click();
    await page.getByRole('spinbutton', { name: 'Seuil' }).fill('30');
    await page.getByRole('button', { name: 'Rejouer la période' }).click();
    await page.getByRole('alert').first().waitFor();

    await page.getByRole('spinbutton', { name: 'Seuil' }).fill('8');
    await page.getByRole('button', { name: 'Rejouer la période' }).click();
    await page.getByText('Avec le seuil actuel seul (1)').waitFor();
    await page.getByText('Avec le seuil essayé seul : aucune.').waitFor();
    await isWellMade(page);

    const dialog = await openDialog(page, page.getByRole('button', { name: 'Activer le seuil 8' }));
    await dialog.getByLabel('Motif').fill('Trop de fautes de frappe.');
    await send(dialog, 'Activer', 'Le seuil est changé.');
    await page.getByText('Version 3, seuil 8 : Trop de fautes de frappe.').waitFor();
    await page.getByText('Au moins 8 échecs de connexion avec un même code').waitFor();
    await isWellMade(page);
  });

  it('one that is retired says so, and can be brought back', async () => {
    const dialog = await openDialog(page, page.getByRole('button', { name: 'Retirer la règle' }));
    await dialog.getByLabel('Motif').fill('Remplacée.');
    await send(dialog, 'Retirer la règle', 'La règle est retirée.');
    await page.getByText('Retirée', { exact: true }).waitFor();
    await isWellMade(page);
    const again = await openDialog(page, page.getByRole('button', { name: 'Reprendre la règle' }));
    await again.getByLabel('Motif').fill('Il en faut une.');
    await send(again, 'Reprendre la règle', 'La règle est reprise.');
    await page.getByText('Active', { exact: true }).waitFor();
    await page.getByText('Règle reprise : Il en faut une.').waitFor();
  });

  it('one that cannot be replayed says so, and gets another threshold all the same', async () => {
    await page.getByRole('link', { name: 'Toutes les règles' }).click();
    await page.getByRole('link', { name: 'Connexions depuis deux adresses sans déconnexion' }).click();
    await page.getByText('elle ne peut pas être rejouée').waitFor();
    const dialog = await openDialog(page, page.getByRole('button', { name: 'Activer un autre seuil' }));
    await dialog.getByRole('spinbutton', { name: 'Seuil' }).fill('3');
    await dialog.getByLabel('Motif').fill('Deux postes.');
    await isWellMade(page);
    await send(dialog, 'Activer', 'Le seuil est changé.');
    await page.getByText('Version 3, seuil 3 : Deux postes.').waitFor();
  });
});
