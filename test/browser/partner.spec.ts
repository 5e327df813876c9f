import { CommandBus } from '@nestjs/cqrs';
import type { Page } from 'playwright-core';
import { AnomaliesQuery, NotifyAnomaly } from '#anomalies';
import { jobsOf } from '#composition';
import { EventStore } from '#event-sourcing';
import { Clock, type Principal, runAs, systemActor, WHOLE } from '#platform';
import { PDF, PNG } from '../../libs/platform/src/files/files.fixture.ts';
import { attempted } from '../bench/attempts.ts';
import { describeInBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import {
  fillSignIn,
  follow,
  isWellMade,
  openDialog,
  PortalInBrowser,
  send,
  settled,
} from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';

describeInBrowser('R19: the partner’s side of a case, in a real browser', () => {
  let portal: PortalInBrowser;
  let agentCode: string;
  let correspondent: string;
  let anomalyId: string;
  let partner: Page;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
    agentCode = await register.activate(await register.agent('Louise', 'Bernard', 'activity'));
    anomalyId = await notifiedCase();
    partner = await portal.signIn(correspondent, PASSWORD);
  });

  afterAll(() => portal?.close());

  it('the partner asks the agent, who is told, answers, and sees what to do', async () => {
    await partner.goto(`${portal.register.url}/anomalies/${anomalyId}`);
    await settled(partner);
    await isWellMade(partner);
    const dialog = await openDialog(partner, partner.getByRole('button', { name: 'Demander à l’agent' }));
    await send(dialog, 'Poser la question', 'La question est posée à l’agent.');
    await partner.getByText('L’agent n’a pas encore répondu.').waitFor();

    const agent = await portal.signIn(agentCode, PASSWORD);
    await agent.getByRole('link', { name: /^Était-ce vous/ }).click();
    await agent.getByRole('heading', { name: 'Les connexions' }).waitFor();
    await isWellMade(agent);
    await agent.getByLabel('Était-ce vous ?').selectOption('no');
    await agent.getByLabel('Dans vos mots').fill('J’étais en congé ce jour-là.');
    await send(agent, 'Envoyer ma réponse', 'Votre réponse est enregistrée.');
    await agent.getByRole('link', { name: 'Signaler un incident' }).waitFor();
    await isWellMade(agent);

    await follow(agent, 'Signaler un incident');
    expect(await agent.getByLabel('Nature').inputValue()).toBe('stolen-password');
    await agent.goto(portal.register.url);
    await agent.getByRole('link', { name: /^Posée le/ }).waitFor();
    await isWellMade(agent);

    await partner.reload();
    await partner.getByText('J’étais en congé ce jour-là.').waitFor();
    await partner.getByText('Réponse de l’agent').waitFor();
    await isWellMade(partner);
    expect(portal.failures).toEqual([]);
  });

  it('the partner joins files, is signed out by the clock, finds text and files again, and sends them', async () => {
    await partner.getByLabel('Explications').fill('Louise Bernard était en congé.');
    const chooser = partner.getByLabel('Fichiers');
    await chooser.setInputFiles([
      { name: 'congé.pdf', mimeType: 'application/pdf', buffer: PDF },
      { name: 'programme.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ') },
    ]);
    await partner.getByText('programme.pdf : Le contenu de ce fichier').waitFor();
    await chooser.setInputFiles([{ name: 'capture.png', mimeType: 'image/png', buffer: PNG }]);
    await partner.getByRole('button', { name: 'Retirer capture.png' }).waitFor();
    await isWellMade(partner);
    expect(portal.failures.splice(0)).toEqual([expect.stringMatching(/^422 .*programme\.pdf/)]);

    await partner.context().clearCookies();
    await partner.goto(`${portal.register.url}/anomalies/${anomalyId}`);
    await fillSignIn(partner, correspondent, PASSWORD);
    await partner.getByRole('button', { name: 'Retirer congé.pdf' }).waitFor();
    expect(await partner.getByLabel('Explications').inputValue()).toBe('Louise Bernard était en congé.');
    portal.failures.length = 0;

    await partner.getByRole('button', { name: 'Retirer capture.png' }).click();
    await partner.getByRole('button', { name: 'Retirer capture.png' }).waitFor({ state: 'detached' });
    // Whoever goes by the keyboard goes on from there.
    await eventually(() => partner.evaluate<boolean>(`document.activeElement.closest('section') !== null`));
    await send(partner, 'Envoyer la justification', 'Votre justification est envoyée à la Caf.');
    const download = partner.waitForEvent('download');
    await partner.getByRole('link', { name: 'Accusé d’envoi (PDF)' }).waitFor();
    await partner.getByRole('link', { name: /^congé\.pdf/ }).click();
    expect((await download).suggestedFilename()).toBe('congé.pdf');
    await isWellMade(partner);
    expect(portal.failures).toEqual([]);
  });

  /** Somebody tries the agent’s code in vain; the Caf notifies the anomaly, and the mail is taken. */
  async function notifiedCase(): Promise<string> {
    await failuresOn(agentCode);
    const anomalies = services().get(AnomaliesQuery, { strict: false });
    const caf = principalOfCaf();
    const found = await eventually(async () => (await anomalies.list({}, caf))[0]);
    const officer = { code: 'test', role: 'caf-security', organism: CAF.id } as const;
    await runAs(officer, () =>
      services().get(CommandBus, { strict: false }).execute(new NotifyAnomaly(found.id)),
    );
    await eventually(async () => {
      await deliverMails();
      return (await anomalies.list({ states: ['notified'] }, caf)).length > 0;
    });
    return found.id;
  }

  async function failuresOn(userCode: string): Promise<void> {
    const events = Array.from({ length: 6 }, () => {
      const { data, metadata, ...event } = attempted(0);
      return {
        ...event,
        id: crypto.randomUUID(),
        data: { ...data, userCode, outcome: 'wrong-password' as const, organism: { id: TOWN.id } },
        metadata: { ...metadata, occurredAt: services().get(Clock).now() },
      };
    });
    await services().get(EventStore).append(`connections-${userCode}`, 'any', events);
  }

  const principalOfCaf = (): Principal => ({
    userCode: 'test',
    name: 'test',
    role: 'caf-security',
    organism: CAF,
    personId: null,
    establishments: [],
    mustChangePassword: null,
    secondFactor: { requiredFrom: null, isOverdue: false },
    isFresh: true,
    sessionId: 's',
    csrfToken: 't',
  });

  const services = () => portal.register.services;

  async function deliverMails(): Promise<void> {
    const job = jobsOf(services()).find(({ name }) => name === 'deliver-mail')!;
    await runAs(systemActor(job.name), () => job.run(WHOLE));
  }
});
