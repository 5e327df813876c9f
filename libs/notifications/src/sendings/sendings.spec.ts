import { type AccountEvent, activationToken } from '#accounts';
import type { MonthlyReportEvent } from '#anomalies';
import type { AttestationEvent, ControlEvent } from '#compliance';
import { type ConventionEvent, signatureToken } from '#conventions';
import type { RosterEvent } from '#habilitations';
import type { IncidentEvent } from '#incidents';
import { addDays, deriveId, endOfDay, parisDateOf, runAs, systemActor } from '#platform';
import type { AccessReviewEvent } from '#reviews';
import { BLOCKED, delivered, NOW, Post, recorded, SECRET } from '../notifications.fixture.ts';

const INCIDENT = '1f1b2c3d-0000-5000-8000-000000000002';

let post: Post;
beforeEach(async () => {
  post = await Post.open();
});
afterEach(() => post.close());

describe('R15: the credentials', () => {
  beforeEach(() => post.prospects.set('A000001', { outcome: 'not-activated', habilitated: true }));

  it('go out in two mails, each once, however often the event is shown', async () => {
    await post.react(delivered(1));
    await post.react(delivered(1));
    expect(await post.deliver.run()).toEqual({ sent: 2, dropped: 0, failed: 0 });
    await post.react(delivered(1));
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 0 });
    expect(post.sentTo().sort()).toEqual([
      ['a000001@mairie.example', 'Choisissez votre mot de passe'],
      ['a000001@mairie.example', 'Votre code d’accès au portail Caf'],
    ]);
    const texts = post.transport.mails.map(({ text }) => text).join();
    expect(texts).toContain(`https://portail.example/activation#/${activationToken(SECRET, 'A000001', 1)}`);
  });

  it('leave neither link nor address in the outbox', async () => {
    await post.react(delivered(1));
    await post.deliver.run();
    const kept = JSON.stringify(await post.outbox());
    expect(kept).not.toContain(activationToken(SECRET, 'A000001', 1).slice(-43));
    expect(kept).not.toContain('@');
    expect(kept).not.toContain('Nom de');
  });

  it('renewed, go out in two mails again: the code, then the link of this delivery', async () => {
    await post.react(delivered(2));
    await post.deliver.run();
    expect(post.sentTo().sort()).toEqual([
      ['a000001@mairie.example', 'Choisissez votre mot de passe'],
      ['a000001@mairie.example', 'Un nouveau lien pour votre code A000001'],
    ]);
    const texts = post.transport.mails.map(({ text }) => text).join();
    expect(texts).toContain(activationToken(SECRET, 'A000001', 2));
  });

  it('are kept nowhere once the link has been used', async () => {
    await post.react(delivered(1));
    await post.deliver.run();
    const link = post.transport.mails.find(({ subject }) => subject.startsWith('Choisissez'))!;
    await post.react(
      recorded<AccountEvent>('account-A000001', { type: 'AccountActivated', data: { delivery: 1, at: NOW } }),
    );
    expect(post.transport.forgotten).toEqual([link.id]);
    expect(await post.outbox()).toMatchObject([{ template: 'activation-code' }]);
  });

  it.each([
    ['has been used', 'success', true, 'NOT_USEFUL'],
    ['is of a blocked code', 'blocked', true, 'CODE_BLOCKED'],
    ['is of a person who has left (R21)', 'not-activated', false, 'NOT_HABILITATED'],
  ] as const)('are given up when the link %s', async (_, outcome, habilitated, reason) => {
    await post.react(delivered(1));
    post.prospects.set('A000001', { outcome, habilitated });
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 2, failed: 0 });
    expect(await post.outbox()).toMatchObject([{ last_error: reason }, { last_error: reason }]);
  });

  it('wait for the habilitations, as long as what is known of them is behind the log', async () => {
    await post.react(delivered(1));
    post.prospects.set('A000001', { outcome: 'not-activated', habilitated: false });
    post.progress.isBehind = true;
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 2 });
    expect(await post.outbox()).toMatchObject([
      { attempts: 0, dropped_at: null },
      { attempts: 0, dropped_at: null },
    ]);
    post.progress.isBehind = false;
    post.progress.onWait = () =>
      post.prospects.set('A000001', { outcome: 'not-activated', habilitated: true });
    expect(await post.deliver.run()).toEqual({ sent: 2, dropped: 0, failed: 0 });
  });

  it('are not sent when the link is void', async () => {
    await post.react(delivered(1));
    post.clock.set('2026-11-25T08:00:00.000Z');
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 2, failed: 0 });
    await post.react(delivered(2));
    expect(await post.outbox()).toHaveLength(2);
  });
});

describe('R2: the link by which a legal representative signs', () => {
  const CONVENTION = '1f1b2c3d-0000-5000-8000-000000000003';
  const LINK = '1f1b2c3d-0000-5000-8000-000000000004';
  const email = 'maire@mons.example';
  const sent: ConventionEvent = {
    type: 'SignatureLinkSent',
    data: { linkId: LINK, email, expiresAt: '2026-11-26T08:00:00.000Z' },
  };
  const write = (...events: ConventionEvent[]) =>
    runAs(systemActor('test'), () => post.commands.record(`convention-${CONVENTION}`, events));
  const told = (event: ConventionEvent) => post.react(recorded(`convention-${CONVENTION}`, event));

  beforeEach(async () => {
    const party = (id: string, name: string) => ({ id, name, address: 'Lille', representative: 'R.' });
    const gestionnaire = { ...party('21590410000017', 'Mairie'), siret: '21590410000017' };
    const parties = { gestionnaire, caf: party('595', 'Caf du Nord'), establishments: [] };
    const term = { effectiveFrom: '2026-11-01', until: '2026-12-31' };
    await write({ type: 'ConventionRegistered', data: { ...parties, ...term } }, sent);
    await told(sent);
    await told(sent);
  });

  it('goes out once, to the mailbox that the log has; the outbox has none', async () => {
    expect(JSON.stringify(await post.outbox())).not.toContain(email);
    expect(await post.deliver.run()).toEqual({ sent: 1, dropped: 0, failed: 0 });
    expect(post.transport.mails).toMatchObject([{ to: { name: '', address: email } }]);
    expect(post.transport.mails[0]!.text).toContain(
      `https://portail.example/signature#/${signatureToken(SECRET, CONVENTION, LINK)}`,
    );
    await told(sent);
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 0 });
  });

  it('does not leave once it is revoked, replaced or of no use', async () => {
    await write({ type: 'SignatureLinkRevoked', data: { email } });
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
    expect(await post.outbox()).toMatchObject([{ last_error: 'NOT_USEFUL', user_code: null }]);
  });

  it('is kept nowhere once the gestionnaire has signed; that the Caf signs does not end it', async () => {
    await post.deliver.run();
    const [{ id }] = (await post.outbox()) as [{ id: string }];
    const signed = (party: 'caf' | 'gestionnaire'): ConventionEvent => ({
      type: 'ConventionSigned',
      data: {
        party,
        signatory: 'R.',
        capacity: 'Par délégation',
        signedOn: '2026-11-23',
        way: 'signed-in',
        linkId: null,
        contentSha256: 'a'.repeat(64),
      },
    });
    await told(signed('caf'));
    expect(await post.outbox()).toHaveLength(1);
    await told(signed('gestionnaire'));
    expect([await post.outbox(), post.transport.forgotten]).toEqual([[], [id]]);
  });
});

describe('a code', () => {
  const told = async (event: AccountEvent, code = 'A000001') => {
    await post.react(recorded<AccountEvent>(`account-${code}`, event));
    await post.deliver.run();
    return post.sentTo();
  };

  it('that is closed: its holder is told, and nothing else after', async () => {
    post.prospects.set('A000009', { outcome: 'closed', habilitated: true });
    const closed: AccountEvent = { type: 'AccountClosed', data: { reason: 'Départ', at: NOW } };
    await post.react(recorded<AccountEvent>('account-A000009', BLOCKED));
    expect(await told(closed, 'A000009')).toEqual([
      ['a000009@mairie.example', 'Votre code A000009 est fermé'],
    ]);
  });

  it('whose password was chosen, by whomever: its holder is told', async () => {
    const chosen: AccountEvent = { type: 'PasswordChanged', data: { passwordId: 'p', at: NOW } };
    expect(await told(chosen)).toEqual([
      ['a000001@mairie.example', 'Le mot de passe de votre code A000001 a été choisi'],
    ]);
  });

  it.each([
    ['required-by-caf', ['Un nouveau mot de passe est demandé pour votre code A000001']],
    ['first-connection', []],
  ] as const)('whose password has to be changed, %s', async (requirement, subjects) => {
    const required: AccountEvent = {
      type: 'PasswordChangeRequired',
      data: { requirement, reason: 'Doute', ground: null },
    };
    expect((await told(required)).map(([, subject]) => subject)).toEqual(subjects);
  });
});

it('R11: a request is told to the officers who decide on it', async () => {
  const requested: RosterEvent = {
    type: 'HabilitationRequested',
    data: {
      requestId: 'r',
      personId: 'p',
      profile: 'activity',
      reference: 'PE-1',
      requestedOn: '2026-11-20',
      documentSha256: null,
      term: null,
      conventionId: 'c',
      gestionnaireId: 'G',
      cafId: '595',
      replaces: null,
      amendmentId: null,
    },
  };
  await post.react(recorded<RosterEvent>('roster-e', requested));
  await post.deliver.run();
  expect(post.sentTo()).toEqual([['c000002@mairie.example', 'Une habilitation est demandée']]);
});

describe('Access reviews', () => {
  const stream = `review-${deriveId('test', 'review')}`;
  const today = parisDateOf(NOW);
  const dueOn = addDays(today, 15);
  const opened = recorded<AccessReviewEvent>(stream, {
    type: 'AccessReviewOpened',
    data: {
      cafId: '595',
      cafName: 'Caf du Nord',
      gestionnaire: { id: 'G', name: 'Mairie' },
      number: 1,
      openedOn: today,
      dueOn,
      changesSince: addDays(today, -365),
      reason: null,
      persons: [{ personId: 'p1', lastName: 'Durand', firstName: 'Camille', function: 'Agent' }],
    },
  });
  const reminded = recorded<AccessReviewEvent>(stream, {
    type: 'AccessReviewReminded',
    data: { gestionnaireId: 'G', remindedOn: today, dueOn, waiting: 1, reason: 'Campagne proche' },
  });

  it('are told to every correspondent who can sign in, and recalled', async () => {
    await post.log.store.append(stream, 'none', [opened]);
    post.prospects.set('G000002', { outcome: 'blocked', habilitated: true });
    await post.react(opened);
    await post.react(reminded);
    expect(await post.deliver.run()).toEqual({ sent: 2, dropped: 2, failed: 0 });
    expect(post.sentTo().sort()).toEqual([
      ['g000001@mairie.example', 'La revue annuelle des habilitations est ouverte'],
      ['g000001@mairie.example', expect.stringContaining('la revue des habilitations est attendue')],
    ]);
  });

  it('are not recalled once they are complete', async () => {
    const completed = recorded<AccessReviewEvent>(stream, {
      type: 'AccessReviewCompleted',
      data: { daysLate: 0 },
    });
    await post.log.store.append(stream, 'none', [opened, completed]);
    await post.react(reminded);
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 2, failed: 0 });
  });
});

describe('R19: a monthly report', () => {
  it('that is sent is told to everyone who acts for the partner, and nothing of what is in it', async () => {
    const stream = `report-${INCIDENT}`;
    const gestionnaire = { id: 'G', name: 'Mairie' };
    const prepared = recorded<MonthlyReportEvent>(stream, {
      type: 'ReportPrepared',
      data: { month: '2026-10', cafId: '595', gestionnaire },
    });
    await post.log.store.append(stream, 'none', [prepared]);
    await post.react(prepared);
    await post.react(
      recorded<MonthlyReportEvent>(stream, {
        type: 'ReportSent',
        data: { files: [], cases: ['secret-case'] },
      }),
    );
    await post.deliver.run();
    expect(post.sentTo().sort()).toEqual([
      ['g000001@mairie.example', 'Un rapport mensuel de votre Caf est à votre disposition'],
      ['g000002@mairie.example', 'Un rapport mensuel de votre Caf est à votre disposition'],
    ]);
    expect(post.transport.mails[0]!.text).not.toContain('secret-case');
  });
});

describe('R23: an incident', () => {
  const stream = `incident-${INCIDENT}`;
  const reported = recorded<IncidentEvent>(stream, {
    type: 'IncidentReported',
    data: {
      category: 'other',
      description: 'Poste resté ouvert.',
      userCode: null,
      occurredAt: null,
      discoveredAt: NOW,
      reportedAt: NOW,
      delay: 'in-time',
      gestionnaire: { id: 'G', name: 'Mairie' },
      cafId: '595',
    },
  });

  it('is told to the security officers of the Caf', async () => {
    await post.react(reported);
    await post.deliver.run();
    expect(post.sentTo()).toEqual([['c000001@mairie.example', 'Un incident de sécurité est signalé']]);
    expect(post.transport.mails[0]!.text).toContain(`https://portail.example/incidents/${INCIDENT}`);
  });

  it('that is closed is told to everyone who acts for the partner', async () => {
    await post.log.store.append(stream, 'none', [reported]);
    await post.react(
      recorded<IncidentEvent>(stream, { type: 'IncidentClosed', data: { conclusion: 'Vu.', at: NOW } }),
    );
    await post.deliver.run();
    expect(post.sentTo()).toEqual([
      ['g000001@mairie.example', 'La Caf a clos un incident de sécurité'],
      ['g000002@mairie.example', 'La Caf a clos un incident de sécurité'],
    ]);
  });
});

describe('R24: attestations and controls', () => {
  const asked = recorded<AttestationEvent>('attestations-G', {
    type: 'AttestationsAskedFor',
    data: {
      gestionnaire: { id: 'G', name: 'Mairie' },
      askedOn: parisDateOf(NOW),
      missing: [{ duty: 'secrecy', validUntil: null }],
    },
  });
  const CONTROL = deriveId('test', 'control');
  const plannedOn = addDays(parisDateOf(NOW), 14);
  const planned = recorded<ControlEvent>(`control-${CONTROL}`, {
    type: 'ControlPlanned',
    data: {
      subject: 'Postes de la crèche',
      plannedOn,
      controllers: 'Olivier Prévost',
      gestionnaire: { id: 'G', name: 'Mairie' },
      cafId: '595',
    },
  });

  it('are asked for from every correspondent who can sign in', async () => {
    post.prospects.set('G000002', { outcome: 'blocked', habilitated: true });
    await post.react(asked);
    expect(await post.deliver.run()).toEqual({ sent: 1, dropped: 1, failed: 0 });
    expect(post.sentTo()).toEqual([
      ['g000001@mairie.example', 'Des attestations sont attendues par votre Caf'],
    ]);
  });

  it('are told to the partner when they are planned and when they are concluded', async () => {
    await post.log.store.append(`control-${CONTROL}`, 'none', [planned]);
    await post.react(planned);
    await post.deliver.run();
    expect(post.sentTo()).toHaveLength(2);
    expect(post.transport.mails[0]!.text).toContain(
      `https://portail.example/conformite/controles/${CONTROL}`,
    );
    expect(post.transport.mails[0]!.text).not.toContain('Postes de la crèche');
    const concluded = recorded<ControlEvent>(`control-${CONTROL}`, {
      type: 'ControlConcluded',
      data: {
        carriedOutOn: parisDateOf(NOW),
        outcome: 'compliant',
        findings: 'Rien à redire.',
        agreement: null,
        files: [],
      },
    });
    await post.react(concluded);
    await post.deliver.run();
    expect(post.sentTo().slice(2).sort()).toEqual([
      ['g000001@mairie.example', 'La Caf a conclu un contrôle'],
      ['g000002@mairie.example', 'La Caf a conclu un contrôle'],
    ]);
  });

  it.each<ControlEvent>([
    { type: 'ControlRescheduled', data: { plannedOn: addDays(plannedOn, 1), reason: 'Grève' } },
    { type: 'ControlCancelled', data: { reason: 'Grève' } },
  ])('are not announced for a day that is not theirs any more when the mail leaves: $type', async (event) => {
    const stream = `control-${CONTROL}`;
    await post.log.store.append(stream, 'none', [planned, recorded(stream, event)]);
    await post.react(planned);
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 2, failed: 0 });
  });

  it('are no news once the day of a control is over', async () => {
    await post.log.store.append(`control-${CONTROL}`, 'none', [planned]);
    post.clock.set(endOfDay(plannedOn));
    await post.react(planned);
    expect(await post.outbox()).toEqual([]);
  });
});
