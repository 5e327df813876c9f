import type { CommandBus } from '@nestjs/cqrs';
import {
  type AccountContact,
  type AccountEvent,
  AccountsQuery,
  accounts,
  activationToken,
  type IdleReminder,
  type Prospect,
  SignInProspects,
} from '#accounts';
import {
  AnomaliesQuery,
  type AnomalyEvent,
  anomalies,
  ConfirmNotice,
  type MonthlyReportEvent,
  type NotifyingCase,
  type StatementEvent,
} from '#anomalies';
import { type AttestationEvent, type ControlEvent, compliance } from '#compliance';
import { type ConventionEvent, ConventionsQuery, conventions, signatureToken } from '#conventions';
import {
  CommandHandling,
  type DomainEvent,
  ProjectionProgress,
  type RecordedEvent,
  START,
} from '#event-sourcing';
import { type DepartureEvent, habilitations, type RosterEvent, type TermsQuery } from '#habilitations';
import { type IncidentEvent, incidents } from '#incidents';
import {
  addDays,
  type Config,
  deriveId,
  endOfDay,
  migrate,
  parisDateOf,
  runAs,
  systemActor,
  type UserRole,
} from '#platform';
import { type AccessReviewEvent, reviews } from '#reviews';
import type { PartnerTreesQuery, SignedHeads } from '#sealing';
import { TestClock } from '../../../test/support/test-clock.ts';
import { type TestLog, testLog } from '../../../test/support/test-log.ts';
import { CaseNotifications } from './cases/case-notifications.ts';
import { NoticesOfOutbox } from './cases/notices-of-outbox.ts';
import { type Mail, MailTransport } from './delivery/mail-transport.ts';
import { MailWriter } from './delivery/mail-writer.ts';
import { notifications } from './index.ts';
import { DeliverMailJob } from './jobs/deliver-mail.job.ts';
import { IdleRemindersJob } from './jobs/idle-reminders.job.ts';
import { PurgeMailsJob } from './jobs/purge-mails.job.ts';
import { Outbox } from './outbox/outbox.ts';
import { SendNotices } from './reactors/send-notices.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const SECRET = 'a secret of the configuration, long enough';
const clock = new TestClock(NOW);
const ANOMALY = '1f1b2c3d-0000-5000-8000-000000000001';
const QUESTION = '1f1b2c3d-0000-5000-8000-000000000007';
const INCIDENT = '1f1b2c3d-0000-5000-8000-000000000002';

const contact = (userCode: string, role: UserRole, organism: string): AccountContact => ({
  userCode,
  name: `Nom de ${userCode}`,
  email: `${userCode.toLowerCase()}@mairie.example`,
  role,
  organism: { id: organism, name: organism },
  state: 'active',
  requestedBy: null,
  toBeConfirmed: false,
  blockedReason: null,
  block: null,
  unblockingRequest: null,
  secondFactors: 0,
  factorReset: null,
  lastSuccess: null,
  blocksAfter: '2026-11-30',
  personId: null,
});
const CONTACTS = [
  contact('A000001', 'agent', 'G'),
  contact('G000001', 'gestionnaire', 'G'),
  contact('G000002', 'gestionnaire', 'G'),
  contact('G000003', 'gestionnaire', 'other'),
  contact('C000001', 'caf-security', '595'),
  contact('C000002', 'caf-habilitation', '595'),
  { ...contact('A000009', 'agent', 'G'), state: 'closed' as const },
];

let reminder: Pick<IdleReminder, 'daysLeft' | 'daysBefore'>;

class Contacts extends AccountsQuery {
  override async byCode(userCode: string) {
    return CONTACTS.find((one) => one.userCode === userCode) ?? null;
  }
  override async contacts(organismId: string, role: UserRole) {
    return CONTACTS.filter((one) => one.organism.id === organismId && one.role === role);
  }
  override async correspondentsOf(organismId: string) {
    return this.contacts(organismId, 'gestionnaire');
  }
  override async idleReminders() {
    const [first] = CONTACTS;
    return [{ ...first!, blocksAfter: first!.blocksAfter!, ...reminder }];
  }
}

/** What each could do with their code; by default, sign in. */
const prospects = new Map<string, Prospect>();

/** Codes of which nothing can be told: to ask fails. */
const unreadable = new Set<string>();

class Prospects extends SignInProspects {
  override async of(userCode: string) {
    if (unreadable.has(userCode)) throw new Error('this account cannot be read');
    return prospects.get(userCode) ?? { outcome: 'success' as const, habilitated: true };
  }
}

/** Of the sealed log; none by default. */
let checkpoint: string | undefined;
const heads = {
  newest: async () => (checkpoint === undefined ? undefined : { size: 12, note: checkpoint }),
} as unknown as SignedHeads;

let notifying: NotifyingCase[] = [];
let casesFail = false;

class Cases extends AnomaliesQuery {
  override async notifying() {
    if (casesFail) throw new Error('the cases cannot be read');
    return notifying;
  }
}

const confirmed: ConfirmNotice[] = [];
let busFails = false;
const bus = {
  execute: async (command: ConfirmNotice) => {
    if (busFails) throw new Error('the case cannot be told');
    confirmed.push(command);
  },
} as unknown as CommandBus;

/** Read models that are where they are asked to be, or behind when a test says so. */
class Progress extends ProjectionProgress {
  isBehind = false;
  /** Runs when somebody waits. */
  onWait = () => {};

  override async waitFor() {
    this.onWait();
    return !this.isBehind;
  }
}

class KeptMail extends MailTransport {
  override readonly atOnce = 4;
  mails: Mail[] = [];
  forgotten: string[] = [];
  failure: Error | null = null;

  override async send(mail: Mail) {
    if (this.failure) throw this.failure;
    this.mails.push(mail);
  }

  override async forget(ids: readonly string[]) {
    this.forgotten.push(...ids);
  }
}

let log: TestLog;
let transport: KeptMail;
let reactor: SendNotices;
let deliver: DeliverMailJob;
let remind: IdleRemindersJob;
let purge: PurgeMailsJob;
let notices: NoticesOfOutbox;
let commands: CommandHandling;
let progress: Progress;
beforeEach(async () => {
  log = await testLog({
    ...accounts.eventTypes,
    ...conventions.eventTypes,
    ...anomalies.eventTypes,
    ...incidents.eventTypes,
    ...compliance.eventTypes,
    ...habilitations.eventTypes,
    ...reviews.eventTypes,
  });
  await migrate(log.database, 'notifications', notifications.migrations ?? [], { nameSecret: '' });
  for (const { userCode, name, email, role, organism, personId } of CONTACTS) {
    const data = { userCode, holder: userCode, personId, role, organism, name, email };
    await log.store.append(`account-${userCode}`, 'none', [
      recorded<AccountEvent>(`account-${userCode}`, { type: 'AccountOpened', data }),
    ]);
  }
  clock.set(NOW);
  transport = new KeptMail();
  notifying = [];
  casesFail = false;
  busFails = false;
  unreadable.clear();
  confirmed.length = 0;
  prospects.clear();
  checkpoint = undefined;
  const outbox = new Outbox(log.database);
  const contacts = new Contacts(log.database, new ConventionsQuery(log.database, clock));
  const asked = new Prospects(...([] as unknown as ConstructorParameters<typeof SignInProspects>));
  commands = new CommandHandling(log.store, clock);
  const cases = new CaseNotifications(
    new Cases(...([] as unknown as ConstructorParameters<typeof AnomaliesQuery>)),
    contacts,
    asked,
    outbox,
    bus,
    commands,
    clock,
  );
  notices = new NoticesOfOutbox(contacts, asked, outbox);
  purge = new PurgeMailsJob(outbox, transport, clock);
  const config = { publicUrl: 'https://portail.example', port: 3000, secret: SECRET } as Config;
  progress = new Progress(log.database, log.notifications, log.store);
  reactor = new SendNotices(outbox, transport, contacts, commands, progress, clock);
  const noTerms = { ending: async () => [] } as unknown as TermsQuery;
  const trees = { sizeOf: async () => 143 } as unknown as PartnerTreesQuery;
  const read = [cases, contacts, asked, heads, trees, commands, noTerms] as const;
  const writer = new MailWriter(...read, log.store, progress, config, clock);
  deliver = new DeliverMailJob(outbox, cases, writer, transport, clock);
  remind = new IdleRemindersJob(contacts, asked, outbox, clock);
});
afterEach(() => log.drop());

const recorded = <Event extends DomainEvent>(stream: string, event: Event, occurredAt = NOW) => {
  const id = deriveId(stream, event.type, JSON.stringify(event.data));
  const metadata = { correlationId: id, causationId: id, actor: systemActor('test'), occurredAt };
  return { ...event, id, metadata, stream, revision: 0, position: START, recordedAt: occurredAt };
};
const delivered = (delivery: number, expiresAt = '2026-11-25T08:00:00.000Z') =>
  recorded<AccountEvent>('account-A000001', {
    type: 'CredentialsDelivered',
    data: { delivery, at: NOW, expiresAt },
  });
const react = (
  event: RecordedEvent<
    | AccountEvent
    | AnomalyEvent
    | AttestationEvent
    | ControlEvent
    | ConventionEvent
    | DepartureEvent
    | AccessReviewEvent
    | IncidentEvent
    | MonthlyReportEvent
    | RosterEvent
    | StatementEvent
  >,
) => runAs(systemActor('send-notices'), () => reactor.react(event));
const outbox = async () =>
  (await log.database.query('SELECT * FROM notifications.outbox ORDER BY template')).rows;
const sentTo = () =>
  transport.mails.map(({ to, subject }) => [to.address, subject.replaceAll('\u00a0', ' ')]);

describe('R15: the credentials', () => {
  beforeEach(() => prospects.set('A000001', { outcome: 'not-activated', habilitated: true }));

  it('go out in two mails, each once, however often the event is shown', async () => {
    await react(delivered(1));
    await react(delivered(1));
    expect(await deliver.run()).toEqual({ sent: 2, dropped: 0, failed: 0 });
    await react(delivered(1));
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 0 });
    expect(sentTo().sort()).toEqual([
      ['a000001@mairie.example', 'Choisissez votre mot de passe'],
      ['a000001@mairie.example', 'Votre code d’accès au portail Caf'],
    ]);
    const texts = transport.mails.map(({ text }) => text).join();
    expect(texts).toContain(`https://portail.example/activation#/${activationToken(SECRET, 'A000001', 1)}`);
  });

  it('leave neither link nor address in the outbox', async () => {
    await react(delivered(1));
    await deliver.run();
    const kept = JSON.stringify(await outbox());
    expect(kept).not.toContain(activationToken(SECRET, 'A000001', 1).slice(-43));
    expect(kept).not.toContain('@');
    expect(kept).not.toContain('Nom de');
  });

  it('renewed, go out in two mails again: the code, then the link of this delivery', async () => {
    await react(delivered(2));
    await deliver.run();
    expect(sentTo().sort()).toEqual([
      ['a000001@mairie.example', 'Choisissez votre mot de passe'],
      ['a000001@mairie.example', 'Un nouveau lien pour votre code A000001'],
    ]);
    const texts = transport.mails.map(({ text }) => text).join();
    expect(texts).toContain(activationToken(SECRET, 'A000001', 2));
  });

  it('are kept nowhere once the link has been used', async () => {
    await react(delivered(1));
    await deliver.run();
    const link = transport.mails.find(({ subject }) => subject.startsWith('Choisissez'))!;
    await react(
      recorded<AccountEvent>('account-A000001', { type: 'AccountActivated', data: { delivery: 1, at: NOW } }),
    );
    expect(transport.forgotten).toEqual([link.id]);
    expect(await outbox()).toMatchObject([{ template: 'activation-code' }]);
  });

  it.each([
    ['has been used', 'success', true, 'NOT_USEFUL'],
    ['is of a blocked code', 'blocked', true, 'CODE_BLOCKED'],
    ['is of a person who has left (R21)', 'not-activated', false, 'NOT_HABILITATED'],
  ] as const)('are given up when the link %s', async (_, outcome, habilitated, reason) => {
    await react(delivered(1));
    prospects.set('A000001', { outcome, habilitated });
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 2, failed: 0 });
    expect(await outbox()).toMatchObject([{ last_error: reason }, { last_error: reason }]);
  });

  it('wait for the habilitations, as long as what is known of them is behind the log', async () => {
    await react(delivered(1));
    prospects.set('A000001', { outcome: 'not-activated', habilitated: false });
    progress.isBehind = true;
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 2 });
    expect(await outbox()).toMatchObject([
      { attempts: 0, dropped_at: null },
      { attempts: 0, dropped_at: null },
    ]);
    progress.isBehind = false;
    progress.onWait = () => prospects.set('A000001', { outcome: 'not-activated', habilitated: true });
    expect(await deliver.run()).toEqual({ sent: 2, dropped: 0, failed: 0 });
  });

  it('are not sent when the link is void', async () => {
    await react(delivered(1));
    clock.set('2026-11-25T08:00:00.000Z');
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 2, failed: 0 });
    await react(delivered(2));
    expect(await outbox()).toHaveLength(2);
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
    runAs(systemActor('test'), () => commands.record(`convention-${CONVENTION}`, events));
  const told = (event: ConventionEvent) => react(recorded(`convention-${CONVENTION}`, event));

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
    expect(JSON.stringify(await outbox())).not.toContain(email);
    expect(await deliver.run()).toEqual({ sent: 1, dropped: 0, failed: 0 });
    expect(transport.mails).toMatchObject([{ to: { name: '', address: email } }]);
    expect(transport.mails[0]!.text).toContain(
      `https://portail.example/signature#/${signatureToken(SECRET, CONVENTION, LINK)}`,
    );
    await told(sent);
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 0 });
  });

  it('does not leave once it is revoked, replaced or of no use', async () => {
    await write({ type: 'SignatureLinkRevoked', data: { email } });
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
    expect(await outbox()).toMatchObject([{ last_error: 'NOT_USEFUL', user_code: null }]);
  });

  it('is kept nowhere once the gestionnaire has signed; that the Caf signs does not end it', async () => {
    await deliver.run();
    const [{ id }] = (await outbox()) as [{ id: string }];
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
    expect(await outbox()).toHaveLength(1);
    await told(signed('gestionnaire'));
    expect([await outbox(), transport.forgotten]).toEqual([[], [id]]);
  });
});

describe('delivery', () => {
  it('tries again after growing pauses, and says no more of the failure than its code', async () => {
    await react(recorded<AccountEvent>('account-A000001', BLOCKED));
    transport.failure = Object.assign(new Error('451 a000001@mairie.example is busy'), { code: 'EMESSAGE' });
    const tries: number[] = [];
    for (let minute = 0; minute < 20; minute++) {
      if ((await deliver.run()).failed) tries.push(minute);
      clock.advance({ minutes: 1 });
    }
    expect(tries).toEqual([0, 1, 3, 7, 15]);
    expect(await outbox()).toMatchObject([{ last_error: 'EMESSAGE', attempts: 5, sent_at: null }]);
    transport.failure = null;
    clock.advance({ hours: 1 });
    expect(await deliver.run()).toMatchObject({ sent: 1 });
    expect(await outbox()).toMatchObject([{ last_error: null, sent_at: expect.any(Date) }]);
  });

  it('does not try one mail after the other on a server that is away', async () => {
    prospects.set('A000001', { outcome: 'not-activated', habilitated: true });
    // Two mails each
    for (const delivery of [1, 2, 3]) await react(delivered(delivery));
    transport.failure = Object.assign(new Error('Connection timeout'), { code: 'ETIMEDOUT' });
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 4 });
    transport.failure = null;
    expect(await deliver.run()).toEqual({ sent: 2, dropped: 0, failed: 0 });
    clock.advance({ minutes: 1 });
    expect(await deliver.run()).toEqual({ sent: 4, dropped: 0, failed: 0 });
  });

  it('drops what is for a closed code', async () => {
    prospects.set('A000009', { outcome: 'closed', habilitated: true });
    await react(recorded<AccountEvent>('account-A000009', BLOCKED));
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
  });

  it('keeps what is for a code that the accounts have not heard of yet, for as long as it is of use', async () => {
    await react(recorded<AccountEvent>('account-A999999', BLOCKED));
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 1 });
    expect(await outbox()).toMatchObject([{ sent_at: null, dropped_at: null, attempts: 0 }]);
    clock.advance({ days: 8 });
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
  });

  it('goes on with the others after a mail that cannot be written, which is postponed, and the run fails at its end', async () => {
    unreadable.add('A000001');
    await react(recorded<AccountEvent>('account-A000001', BLOCKED));
    clock.advance({ minutes: 1 });
    await react(recorded<AccountEvent>('account-G000001', BLOCKED));
    await expect(deliver.run()).rejects.toThrow('this account cannot be read');
    expect(sentTo()).toEqual([['g000001@mairie.example', 'Votre code G000001 est bloqué']]);
    expect(await outbox()).toContainEqual(
      expect.objectContaining({ user_code: 'A000001', last_error: 'UNKNOWN', attempts: 1, dropped_at: null }),
    );
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 0 });
    unreadable.clear();
    clock.advance({ minutes: 1 });
    expect(await deliver.run()).toEqual({ sent: 1, dropped: 0, failed: 0 });
  });

  it('sends what waits when the cases cannot be read, and the run fails at its end', async () => {
    casesFail = true;
    await react(recorded<AccountEvent>('account-A000001', BLOCKED));
    await expect(deliver.run()).rejects.toThrow('the cases cannot be read');
    expect(transport.mails).toHaveLength(1);
  });

  it('does not send news of long ago', async () => {
    await react(recorded<AccountEvent>('account-A000001', BLOCKED, '2026-11-01T08:00:00.000Z'));
    expect(await outbox()).toEqual([]);
  });
});

const BLOCKED: AccountEvent = {
  type: 'AccountBlocked',
  data: {
    kind: 'idle',
    reason: 'Code non utilisé pendant 45 jours',
    since: NOW,
    at: NOW,
    lastUse: null,
    until: null,
    ground: null,
  },
};

describe('R19: an anomaly', () => {
  const detected: AnomalyEvent = {
    type: 'AnomalyDetected',
    data: {
      rule: { id: 'closed-code', version: 1, title: 'Tentative sur un code fermé', hash: 'abc' },
      severity: 'high',
      article: 'Avenant, art. 3',
      sentence: 'Une tentative.',
      userCode: 'A000001',
      network: null,
      gestionnaire: { id: 'G', name: 'Mairie' },
      cafId: '595',
      detectedAt: NOW,
      evidence: [],
      sufficient: null,
    },
  };

  const tell = async (event: AnomalyEvent) => {
    const stream = `anomaly-${ANOMALY}`;
    const first = recorded<AnomalyEvent>(stream, detected);
    await log.store.append(stream, 'none', [first]);
    await react(recorded<AnomalyEvent>(stream, event));
    await deliver.run();
  };

  const waiting = () => {
    notifying = [{ id: ANOMALY, gestionnaireId: 'G', cafId: '595' }];
  };

  it('is told with the newest checkpoint of the register, which whoever keeps the mail can hold against it', async () => {
    checkpoint = 'greffe.example\n12\nAAAA\n\n— greffe.example BBBB\n';
    waiting();
    await deliver.run();
    for (const { text, attachments } of transport.mails) {
      expect(attachments).toEqual([{ filename: 'point-de-controle.txt', content: checkpoint }]);
      expect(text).toContain('point-de-controle.txt');
      expect(text).toContain('jusqu’à la pièce n°\u00a0143');
    }
    await react(recorded<AccountEvent>('account-A000001', BLOCKED));
    await deliver.run();
    expect(transport.mails.at(-1)!.attachments).toEqual([]);
  });

  it('is told to everyone who acts for the partner, once, and its case hears when a server took the first mail', async () => {
    waiting();
    expect(await deliver.run()).toEqual({ sent: 2, dropped: 0, failed: 0 });
    expect(confirmed).toEqual([new ConfirmNotice(ANOMALY, expect.stringMatching(/^G00000[12]$/), NOW)]);
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 0 });
    expect(
      sentTo()
        .map(([address]) => address)
        .sort(),
    ).toEqual(['g000001@mairie.example', 'g000002@mairie.example']);
    expect(transport.mails[0]!.text).toContain(`https://portail.example/anomalies/${ANOMALY}`);
  });

  it('goes to nobody who cannot sign in; whoever becomes able to gets it then, and the delay begins then', async () => {
    prospects.set('G000001', { outcome: 'blocked', habilitated: true });
    prospects.set('G000002', { outcome: 'not-activated', habilitated: true });
    waiting();
    await deliver.run();
    expect([transport.mails, confirmed]).toEqual([[], []]);
    expect((await notices.of(ANOMALY, 'G')).correspondents).toEqual([
      { userCode: 'G000001', name: 'Nom de G000001', obstacle: 'Ce code est bloqué.' },
      { userCode: 'G000002', name: 'Nom de G000002', obstacle: expect.stringContaining('pas activé') },
    ]);
    clock.advance({ days: 3 });
    prospects.delete('G000002');
    await deliver.run();
    expect(sentTo().map(([address]) => address)).toEqual(['g000002@mairie.example']);
    expect(transport.mails[0]!.text).toContain('au plus tard le vendredi 11 décembre 2026');
    expect(confirmed).toEqual([new ConfirmNotice(ANOMALY, 'G000002', '2026-11-26T08:00:00.000Z')]);
  });

  it('shows what became of its mails: refused and why, then accepted, or given up and followed by another', async () => {
    waiting();
    prospects.set('G000002', { outcome: 'blocked', habilitated: true });
    transport.failure = Object.assign(new Error('550 g000001'), { code: 'EENVELOPE' });
    await deliver.run();
    expect(confirmed).toEqual([]);
    const refused = {
      userCode: 'G000001',
      about: 'Anomalie notifiée',
      state: 'refused',
      at: NOW,
      reason: 'Le serveur de messagerie refuse cette adresse.',
    };
    const { mails, correspondents } = await notices.of(ANOMALY, 'G');
    expect(mails).toEqual([refused]);
    expect(correspondents.map(({ obstacle }) => obstacle)).toEqual([refused.reason, 'Ce code est bloqué.']);
    clock.advance({ days: 3 });
    await deliver.run();
    transport.failure = null;
    const later = '2026-11-26T08:01:00.000Z';
    clock.set(later);
    await deliver.run();
    expect((await notices.of(ANOMALY, 'G')).mails).toMatchObject([
      { state: 'accepted', reason: null, at: later },
      { state: 'given-up', reason: 'Ce courriel n’était plus utile.' },
    ]);
    expect(confirmed).toEqual([new ConfirmNotice(ANOMALY, 'G000001', later)]);
  });

  const inLog = async (...events: AnomalyEvent[]) => {
    const stream = `anomaly-${ANOMALY}`;
    const all = [
      detected,
      { type: 'AnomalyNotificationDecided', data: { decidedOn: '2026-11-23' } },
      ...events,
    ];
    await log.store.append(
      stream,
      'none',
      all.map((event) => recorded(stream, event as AnomalyEvent)),
    );
  };
  const letter: AnomalyEvent = {
    type: 'AnomalyNotified',
    data: {
      notifiedOn: '2026-11-23',
      dueOn: '2026-12-08',
      by: { kind: 'registered-letter', number: '1A 000 000 0000 0', deliveredOn: '2026-11-23' },
    },
  };
  /** A notice that could not leave on the first day, and can on the third. */
  const retried = async (...meanwhile: AnomalyEvent[]) => {
    waiting();
    transport.failure = Object.assign(new Error('451'), { code: 'EMESSAGE' });
    await deliver.run();
    transport.failure = null;
    notifying = [];
    await inLog(...meanwhile);
    clock.advance({ days: 2 });
    return deliver.run();
  };

  it('that a registered letter has notified meanwhile is told with the days that run already', async () => {
    expect(await retried(letter)).toEqual({ sent: 2, dropped: 0, failed: 0 });
    const text = transport.mails[0]!.text.replace(/[\u00a0\u202f]/g, ' ');
    expect(text).toContain('Elle vous a été notifiée le 23 novembre 2026.');
    expect(text).toContain('au plus tard le mardi 8 décembre 2026');
  });

  it.each<[string, AnomalyEvent[]]>([
    [
      'answered',
      [{ type: 'JustificationSubmitted', data: { text: 'Oubli', files: [], late: false, daysLate: 0 } }],
    ],
    [
      'concluded',
      [
        letter,
        { type: 'JustificationOverdue', data: { dueOn: '2026-12-08' } },
        { type: 'VerdictGiven', data: { verdict: 'confirmed', comment: 'Vu.', sanction: null } },
      ],
    ],
  ])('that is %s meanwhile is not told any more', async (_, events) => {
    expect(await retried(...events)).toEqual({ sent: 0, dropped: 2, failed: 0 });
    expect((await notices.of(ANOMALY, 'G')).mails).toMatchObject([
      { state: 'given-up', reason: 'La réponse est déjà donnée, ou l’anomalie est close.' },
      { state: 'given-up' },
    ]);
  });

  it('that did not hear of a mail taken in a run before hears before the next mail is written', async () => {
    waiting();
    prospects.set('G000002', { outcome: 'not-activated', habilitated: true });
    busFails = true;
    await expect(deliver.run()).rejects.toThrow('the case cannot be told');
    busFails = false;
    prospects.delete('G000002');
    clock.advance({ days: 1 });
    const heard: number[] = [];
    transport.send = async () => void heard.push(confirmed.length);
    await deliver.run();
    expect(heard).toEqual([1]);
    expect(confirmed[0]).toEqual(new ConfirmNotice(ANOMALY, 'G000001', NOW));
  });

  it('is told although another case fails, and hears of it', async () => {
    const other = '1f1b2c3d-0000-5000-8000-000000000003';
    waiting();
    notifying = [{ id: other, gestionnaireId: 'other', cafId: '595' }, ...notifying];
    unreadable.add('G000003');
    await expect(deliver.run()).rejects.toThrow('this account cannot be read');
    expect(transport.mails).toHaveLength(2);
    expect(confirmed).toMatchObject([{ anomalyId: ANOMALY }]);
  });

  it('is not recalled to whom cannot sign in any more when the mail is to leave', async () => {
    prospects.set('G000001', { outcome: 'blocked', habilitated: true });
    await tell({ type: 'JustificationReminderIssued', data: { daysBefore: 5, dueOn: '2026-12-08' } });
    expect(sentTo().map(([address]) => address)).toEqual(['g000002@mairie.example']);
  });

  it('of an older release, whose days ran from the decision, is told too', async () => {
    const data = { notifiedOn: '2026-11-23', dueOn: '2026-12-08', by: null };
    await tell({ type: 'AnomalyNotified', data });
    expect(transport.mails).toHaveLength(2);
    expect(transport.mails[0]!.text).toContain('au plus tard le mardi 8 décembre 2026');
  });

  const asked: StatementEvent = {
    type: 'AgentAsked',
    data: { anomalyId: ANOMALY, userCode: 'A000001', gestionnaireId: 'G', attempts: [] },
  };
  const given: StatementEvent = { type: 'StatementGiven', data: { answer: 'no', text: 'En congé.' } };

  it('whose agent is asked: the agent is told that there is a question, and nothing of the case', async () => {
    await inLog(letter);
    await react(recorded(`statement-${QUESTION}`, asked));
    await deliver.run();
    expect(sentTo()).toEqual([
      ['a000001@mairie.example', 'Une question sur votre code attend votre réponse'],
    ]);
    const { text } = transport.mails[0]!;
    expect(text).toContain(`https://portail.example/questions/${QUESTION}`);
    expect(text).not.toMatch(/anomalie/);
    expect((await notices.of(ANOMALY, 'G')).mails).toMatchObject([{ about: 'Question à l’agent' }]);
  });

  it('whose agent has answered: the gestionnaire is told, and the agent not asked any more', async () => {
    const stream = `statement-${QUESTION}`;
    await log.store.append(stream, 'none', [recorded(stream, asked), recorded(stream, given)]);
    await react(recorded(stream, asked));
    await react(recorded(stream, given));
    expect(await deliver.run()).toMatchObject({ dropped: 1 });
    expect(sentTo().sort()).toEqual([
      ['g000001@mairie.example', 'Un agent a répondu à votre question'],
      ['g000002@mairie.example', 'Un agent a répondu à votre question'],
    ]);
    expect(transport.mails.map(({ text }) => text).join()).not.toContain('congé');
  });

  it('that nobody answered is told to both sides', async () => {
    await tell({ type: 'JustificationOverdue', data: { dueOn: '2026-11-22' } });
    expect(sentTo().sort()).toEqual([
      ['c000001@mairie.example', 'Justification non reçue'],
      ['g000001@mairie.example', 'Le délai de justification est écoulé'],
      ['g000002@mairie.example', 'Le délai de justification est écoulé'],
    ]);
  });

  it('that is answered is told to the Caf', async () => {
    await tell({
      type: 'JustificationSubmitted',
      data: { text: 'Oubli', files: [], late: false, daysLate: 0 },
    });
    expect(sentTo()).toEqual([['c000001@mairie.example', 'Une justification est à juger']]);
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
    await log.store.append(stream, 'none', [prepared]);
    await react(prepared);
    await react(
      recorded<MonthlyReportEvent>(stream, {
        type: 'ReportSent',
        data: { files: [], cases: ['secret-case'] },
      }),
    );
    await deliver.run();
    expect(sentTo().sort()).toEqual([
      ['g000001@mairie.example', 'Un rapport mensuel de votre Caf est à votre disposition'],
      ['g000002@mairie.example', 'Un rapport mensuel de votre Caf est à votre disposition'],
    ]);
    expect(transport.mails[0]!.text).not.toContain('secret-case');
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
    await react(reported);
    await deliver.run();
    expect(sentTo()).toEqual([['c000001@mairie.example', 'Un incident de sécurité est signalé']]);
    expect(transport.mails[0]!.text).toContain(`https://portail.example/incidents/${INCIDENT}`);
  });

  it('that is closed is told to everyone who acts for the partner', async () => {
    await log.store.append(stream, 'none', [reported]);
    await react(
      recorded<IncidentEvent>(stream, { type: 'IncidentClosed', data: { conclusion: 'Vu.', at: NOW } }),
    );
    await deliver.run();
    expect(sentTo()).toEqual([
      ['g000001@mairie.example', 'La Caf a clos un incident de sécurité'],
      ['g000002@mairie.example', 'La Caf a clos un incident de sécurité'],
    ]);
  });
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
    await log.store.append(stream, 'none', [opened]);
    prospects.set('G000002', { outcome: 'blocked', habilitated: true });
    await react(opened);
    await react(reminded);
    expect(await deliver.run()).toEqual({ sent: 2, dropped: 2, failed: 0 });
    expect(sentTo().sort()).toEqual([
      ['g000001@mairie.example', 'La revue annuelle des habilitations est ouverte'],
      ['g000001@mairie.example', expect.stringContaining('la revue des habilitations est attendue')],
    ]);
  });

  it('are not recalled once they are complete', async () => {
    const completed = recorded<AccessReviewEvent>(stream, {
      type: 'AccessReviewCompleted',
      data: { daysLate: 0 },
    });
    await log.store.append(stream, 'none', [opened, completed]);
    await react(reminded);
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 2, failed: 0 });
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
    prospects.set('G000002', { outcome: 'blocked', habilitated: true });
    await react(asked);
    expect(await deliver.run()).toEqual({ sent: 1, dropped: 1, failed: 0 });
    expect(sentTo()).toEqual([['g000001@mairie.example', 'Des attestations sont attendues par votre Caf']]);
  });

  it('are told to the partner when they are planned and when they are concluded', async () => {
    await log.store.append(`control-${CONTROL}`, 'none', [planned]);
    await react(planned);
    await deliver.run();
    expect(sentTo()).toHaveLength(2);
    expect(transport.mails[0]!.text).toContain(`https://portail.example/conformite/controles/${CONTROL}`);
    expect(transport.mails[0]!.text).not.toContain('Postes de la crèche');
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
    await react(concluded);
    await deliver.run();
    expect(sentTo().slice(2).sort()).toEqual([
      ['g000001@mairie.example', 'La Caf a conclu un contrôle'],
      ['g000002@mairie.example', 'La Caf a conclu un contrôle'],
    ]);
  });

  it('are no news once the day of a control is over', async () => {
    await log.store.append(`control-${CONTROL}`, 'none', [planned]);
    clock.set(endOfDay(plannedOn));
    await react(planned);
    expect(await outbox()).toEqual([]);
  });
});

describe('a code', () => {
  const told = async (event: AccountEvent, code = 'A000001') => {
    await react(recorded<AccountEvent>(`account-${code}`, event));
    await deliver.run();
    return sentTo();
  };

  it('that is closed: its holder is told, and nothing else after', async () => {
    prospects.set('A000009', { outcome: 'closed', habilitated: true });
    const closed: AccountEvent = { type: 'AccountClosed', data: { reason: 'Départ', at: NOW } };
    await react(recorded<AccountEvent>('account-A000009', BLOCKED));
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
  await react(recorded<RosterEvent>('roster-e', requested));
  await deliver.run();
  expect(sentTo()).toEqual([['c000002@mairie.example', 'Une habilitation est demandée']]);
});

it('R21: holders of idle codes are reminded, once for each day of the policy, be it the day after', async () => {
  const remindOf = async (daysLeft: number, daysBefore: number) => {
    reminder = { daysLeft, daysBefore };
    return (await remind.run()).reminded;
  };
  expect([await remindOf(6, 7), await remindOf(6, 7), await remindOf(5, 7), await remindOf(2, 2)]).toEqual([
    1, 0, 0, 1,
  ]);
  await deliver.run();
  expect(sentTo().sort()).toEqual([
    ['a000001@mairie.example', 'Votre code A000001 sera bloqué dans 2 jours'],
    ['a000001@mairie.example', 'Votre code A000001 sera bloqué dans 6 jours'],
  ]);
});

describe('R21: no reminder goes to whom it is of no use', () => {
  beforeEach(() => {
    reminder = { daysLeft: 2, daysBefore: 2 };
  });

  it('none is made for a person who has left', async () => {
    prospects.set('A000001', { outcome: 'not-habilitated', habilitated: false });
    expect(await remind.run()).toEqual({ reminded: 0 });
  });

  it('none is sent to a person who has left since, or has signed in since', async () => {
    await remind.run();
    prospects.set('A000001', { outcome: 'not-habilitated', habilitated: false });
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
    expect(await outbox()).toMatchObject([{ last_error: 'NOT_HABILITATED' }]);
  });

  it('nor is a person who has left told that their code is blocked', async () => {
    prospects.set('A000001', { outcome: 'blocked', habilitated: false });
    await react(recorded<AccountEvent>('account-A000001', BLOCKED));
    expect(await deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
  });
});

describe('privacy: mails', () => {
  it('are kept for 30 days after they were sent or given up, and those to be sent as long as they wait', async () => {
    await react(recorded<AccountEvent>('account-A000001', BLOCKED));
    await deliver.run();
    clock.set('2026-12-23T22:59:59.999Z');
    expect(await purge.run()).toEqual({ removed: 0 });
    clock.set('2026-12-23T23:00:00.000Z');
    expect(await purge.run()).toEqual({ removed: 1 });
    expect(transport.forgotten).toEqual([transport.mails[0]!.id]);
    expect(await outbox()).toEqual([]);
    await react(recorded<AccountEvent>('account-A000001', BLOCKED));
    expect(await outbox()).toEqual([]);
  });
});
