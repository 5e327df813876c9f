import { CommandBus } from '@nestjs/cqrs';
import type { Page } from 'playwright-core';
import { AccountsQuery, SuspendAccount, UnblockAccount } from '#accounts';
import { jobsOf } from '#composition';
import { EventStore } from '#event-sourcing';
import { Clock, parisDateOf, runAs, systemActor, WHOLE } from '#platform';
import { attempted } from '../bench/attempts.ts';
import { describeInBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { isWellMade, openDialog, PortalInBrowser, reloadUntil, send } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';

describeInBrowser('R19: the notice of an anomaly, in a real browser', () => {
  let portal: PortalInBrowser;
  let register: SmallRegister;
  let correspondent: string;
  let officer: string;
  let page: Page;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    register = new SmallRegister(portal.register.services);
    await register.convention();
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
    officer = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    page = await portal.signIn(officer, PASSWORD);
  });

  afterAll(() => portal?.close());

  it('nobody can answer: the case says so and what to do, and a registered letter starts the delay', async () => {
    await execute(new SuspendAccount(correspondent, 'Doute'));
    await isCorrespondent('blocked');
    await notifyCase(await register.agent('Louise', 'Bernard', 'activity'));
    await page.getByText('Personne ne peut répondre.').waitFor();
    await page.getByText(/Sophie Lemaire .*: Ce code est bloqué\./).waitFor();
    await isWellMade(page);
    await deliverMails();
    await page.reload();
    await page.getByText('Personne ne peut répondre.').waitFor();

    const letter = page.getByRole('button', { name: 'Enregistrer une lettre recommandée' });
    const dialog = await openDialog(page, letter);
    await dialog.getByLabel('Numéro de la lettre').fill('1A 123 456 7890 1');
    await dialog.getByLabel('Remise le').fill('2020-01-01');
    await dialog.getByRole('button', { name: 'Enregistrer la lettre' }).click();
    await dialog.getByText('avant que la Caf ne décide').first().waitFor();
    await dialog.getByLabel('Remise le').fill(parisDateOf(clock().now()));
    await send(dialog, 'Enregistrer la lettre', 'La lettre est enregistrée');
    await page.getByText('par la lettre recommandée 1A 123 456 7890 1').first().waitFor();
    await isWellMade(page);
  });

  it('a correspondent who can sign in again is written to; the mail that their server takes starts the delay', async () => {
    await notifyCase(await register.agent('Ahmed', 'Petit', 'financial'));
    await page.getByText('Personne ne peut répondre.').waitFor();
    await execute(new UnblockAccount(correspondent, 'Doute levé', 'M-1'));
    await isCorrespondent('active');
    await reloadUntil(page, async () => {
      await deliverMails();
      return page.getByText('par courriel au code').first().isVisible();
    });
    await page.getByText('Accepté par le serveur').first().waitFor();
    await isWellMade(page);
    const partner = await portal.signIn(correspondent, PASSWORD);
    await partner
      .getByRole('link', { name: /^Justification à donner/ })
      .first()
      .waitFor();
  });

  it('an officer takes a case from the queue and notes on it, and dismisses others for one reason from the keyboard', async () => {
    const codes = [
      await register.agent('Jeanne', 'Moreau', 'approver'),
      await register.staff('gestionnaire', 'Paul Henry', undefined, 'paul.henry@mons.example'),
    ];
    for (const code of codes) await failuresOn(code);
    const table = page.getByRole('table', { name: 'Anomalies qui attendent la Caf' });
    const rowOf = (code: string) => table.getByRole('row').filter({ hasText: code });
    await page.goto(`${portal.register.url}/anomalies`);
    await reloadUntil(
      page,
      async () => (await rowOf(codes[0]!).count()) > 0 && (await rowOf(codes[1]!).count()) > 0,
    );
    await isWellMade(page);

    await rowOf(codes[0]!).getByRole('link').first().click();
    await send(page, 'Prendre en charge', 'Vous suivez ce dossier.');
    const note = await openDialog(page, page.getByRole('button', { name: 'Ajouter une note' }));
    await note.getByLabel('Note interne').fill('Appelé la crèche.');
    await send(note, 'Ajouter la note', 'La note est ajoutée.');
    await page.getByText('Appelé la crèche.').waitFor();
    await page.getByText('Dossier pris en charge').waitFor();
    await isWellMade(page);

    await page.goto(`${portal.register.url}/anomalies?assignee=me`);
    await rowOf(codes[0]!).waitFor();
    expect(await rowOf(codes[1]!).count()).toBe(0);

    // At night there is a case on the officer's own sign-in too, which is not theirs to dismiss.
    await page.goto(`${portal.register.url}/anomalies?rule=failures-on-one-code`);
    await page.getByRole('checkbox', { name: /^Choisir toutes/ }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Motif').fill('Exercice de sécurité.');
    await dialog.getByRole('button', { name: 'Classer sans suite' }).click();
    await page
      .getByRole('status')
      .getByText(/anomalies classées sans suite\./)
      .waitFor();
    await dialog.waitFor({ state: 'detached' });
    for (const code of codes) expect(await rowOf(code).count()).toBe(0);
    await isWellMade(page);
    await page.getByRole('button', { name: 'Annuler', exact: true }).click();
    await page
      .getByRole('status')
      .getByText(/anomalies de nouveau à examiner\./)
      .waitFor();
    for (const code of codes) await rowOf(code).waitFor();
  });

  it('a case on a network leads to its own lines of the journal, and tells the partner which codes it asks about', async () => {
    const network = '198.51.100.77';
    const weeksAgo = new Date(Date.parse(clock().now()) - 20 * 86_400_000).toISOString();
    const codes = Array.from({ length: 10 }, (_, n) => `A90000${n}`);
    for (const code of codes) await failuresOn(code, { address: network, at: weeksAgo, times: 1 });
    await page.goto(`${portal.register.url}/anomalies`);
    const row = page.getByRole('row').filter({ hasText: network }).filter({ hasText: 'nombreux codes' });
    await reloadUntil(page, async () => (await row.count()) > 0);
    await row.first().getByRole('link').first().click();
    await page.waitForURL(/\/anomalies\/./);
    const path = new URL(page.url()).pathname;
    const facts = page.getByRole('table', { name: 'Les lignes du journal qui ont déclenché la règle' });
    for (const code of codes) await facts.getByRole('cell', { name: code }).waitFor();
    await isWellMade(page);

    await page.getByRole('link', { name: 'Voir les connexions de ce réseau' }).click();
    await page.waitForURL(/\/connexions/);
    const search = new URL(page.url()).searchParams;
    expect(Object.fromEntries(search)).toEqual({
      from: parisDateOf(weeksAgo),
      to: parisDateOf(weeksAgo),
      network,
    });
    const lines = page.getByRole('table').filter({ hasText: codes[0]! }).getByRole('row');
    await lines.filter({ hasText: codes[9]! }).waitFor();
    await eventually(async () => (await lines.filter({ hasNotText: network }).count()) === 1);

    await page.goto(portal.register.url + path);
    const dialog = await openDialog(page, page.getByRole('button', { name: 'Notifier au partenaire' }));
    await send(dialog, 'Notifier', 'La notification part');
    const partner = await portal.signIn(correspondent, PASSWORD);
    await partner.goto(portal.register.url + path);
    await partner.getByText(`Codes ${codes.join(', ')}`).waitFor();
    await isWellMade(partner);
  });

  it('a case on one’s own code is for a colleague to decide, and the page says so', async () => {
    await failuresOn(officer, { organism: CAF.id });
    await page.goto(`${portal.register.url}/anomalies`);
    const row = page.getByRole('row').filter({ hasText: officer });
    await reloadUntil(page, async () => (await row.count()) > 0);
    await row.first().getByRole('link').first().click();
    await page.getByText('porte sur votre propre code : un collègue en décidera').waitFor();
    expect(await page.getByRole('button', { name: /^(Conclure|Classer sans suite)$/ }).count()).toBe(0);
    await isWellMade(page);
  });

  /** Somebody tries a code in vain; the officer notifies the anomaly. */
  async function notifyCase(userCode: string): Promise<void> {
    await failuresOn(userCode);
    const task = page.getByRole('link', { name: `Anomalie à examiner : ${TOWN.name}` });
    await page.goto(portal.register.url);
    await reloadUntil(page, () => task.isVisible());
    await task.click();
    const dialog = await openDialog(page, page.getByRole('button', { name: 'Notifier au partenaire' }));
    await send(dialog, 'Notifier', 'La notification part');
  }

  async function failuresOn(
    userCode: string,
    { address = ownAddressOf(userCode), at = clock().now(), times = 6, organism = TOWN.id } = {},
  ): Promise<void> {
    const events = Array.from({ length: times }, () => {
      const { data, metadata, ...event } = attempted(0);
      return {
        ...event,
        id: crypto.randomUUID(),
        // From an address of their own, or what comes from one address would be another case.
        data: { ...data, userCode, address, outcome: 'wrong-password' as const, organism: { id: organism } },
        metadata: { ...metadata, occurredAt: at },
      };
    });
    await portal.register.services.get(EventStore).append(`connections-${userCode}`, 'any', events);
  }

  const ownAddressOf = (userCode: string) =>
    `10.9.${userCode.slice(1, 3)}.${userCode.slice(3, 5)}`.replace(/\.0(\d)/g, '.$1');

  const clock = () => portal.register.services.get(Clock);

  const execute = (command: SuspendAccount | UnblockAccount) =>
    runAs(systemActor('test'), () =>
      portal.register.services.get(CommandBus, { strict: false }).execute(command),
    );

  const isCorrespondent = (state: 'active' | 'blocked') =>
    eventually(async () => {
      const accounts = portal.register.services.get(AccountsQuery, { strict: false });
      return (await accounts.byCode(correspondent))?.state === state;
    });

  async function deliverMails(): Promise<void> {
    const job = jobsOf(portal.register.services).find(({ name }) => name === 'deliver-mail')!;
    await runAs(systemActor(job.name), () => job.run(WHOLE));
  }
});
