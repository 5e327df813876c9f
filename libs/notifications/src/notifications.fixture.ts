import type { CommandBus } from '@nestjs/cqrs';
import {
  type AccountContact,
  type AccountEvent,
  AccountsQuery,
  accounts,
  type IdleReminder,
  type Prospect,
  SignInProspects,
} from '#accounts';
import { AnomaliesQuery, anomalies, type ConfirmNotice, type NotifyingCase } from '#anomalies';
import { compliance } from '#compliance';
import { ConventionsQuery, conventions } from '#conventions';
import { CommandHandling, type DomainEvent, ProjectionProgress, START } from '#event-sourcing';
import { habilitations, type TermsQuery } from '#habilitations';
import { incidents } from '#incidents';
import { type Config, deriveId, migrate, runAs, systemActor, type UserRole } from '#platform';
import { reviews } from '#reviews';
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

export const NOW = '2026-11-23T08:00:00.000Z';
export const SECRET = 'a secret of the configuration, long enough';

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

/** Mails on a log of their own, with people, cases and a server that are as a test says. */
export class Post {
  readonly clock = new TestClock(NOW);
  readonly transport = new KeptMail();
  /** What each could do with their code; by default, sign in. */
  readonly prospects = new Map<string, Prospect>();
  /** Codes of which nothing can be told: to ask fails. */
  readonly unreadable = new Set<string>();
  /** Of the sealed log; none by default. */
  checkpoint: string | undefined;
  notifying: NotifyingCase[] = [];
  casesFail = false;
  /** What cases were told. */
  readonly confirmed: ConfirmNotice[] = [];
  busFails = false;
  reminder: Pick<IdleReminder, 'daysLeft' | 'daysBefore'> = { daysLeft: 2, daysBefore: 2 };

  readonly progress: Progress;
  readonly commands: CommandHandling;
  readonly notices: NoticesOfOutbox;
  readonly deliver: DeliverMailJob;
  readonly remind: IdleRemindersJob;
  readonly purge: PurgeMailsJob;
  readonly #reactor: SendNotices;

  static async open(): Promise<Post> {
    const log = await testLog({
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
    return new Post(log);
  }

  private constructor(readonly log: TestLog) {
    const { clock, transport } = this;
    const outbox = new Outbox(log.database);
    const contacts = this.#contacts();
    const asked = this.#asked();
    this.commands = new CommandHandling(log.store, clock);
    this.progress = new Progress(log.database, log.notifications, log.store);
    const cases = new CaseNotifications(
      this.#cases(),
      contacts,
      asked,
      outbox,
      this.#bus(),
      this.commands,
      clock,
    );
    this.notices = new NoticesOfOutbox(contacts, asked, outbox);
    this.purge = new PurgeMailsJob(outbox, transport, clock);
    this.#reactor = new SendNotices(outbox, transport, contacts, this.commands, this.progress, clock);
    const config = { publicUrl: 'https://portail.example', port: 3000, secret: SECRET } as Config;
    const noTerms = { ending: async () => [] } as unknown as TermsQuery;
    const trees = { sizeOf: async () => 143 } as unknown as PartnerTreesQuery;
    const read = [cases, contacts, asked, this.#heads(), trees, this.commands, noTerms] as const;
    const writer = new MailWriter(...read, log.store, this.progress, config, clock);
    this.deliver = new DeliverMailJob(outbox, cases, writer, transport, clock);
    this.remind = new IdleRemindersJob(contacts, asked, outbox, clock);
  }

  close(): Promise<void> {
    return this.log.drop();
  }

  /** Shows the event to the reactor. */
  react(event: Parameters<SendNotices['react']>[0]): Promise<void> {
    return runAs(systemActor('send-notices'), () => this.#reactor.react(event));
  }

  async outbox() {
    return (await this.log.database.query('SELECT * FROM notifications.outbox ORDER BY template')).rows;
  }

  /** Address and subject of each mail that was taken. */
  sentTo() {
    return this.transport.mails.map(({ to, subject }) => [to.address, subject.replaceAll('\u00a0', ' ')]);
  }

  #contacts(): AccountsQuery {
    const post = this;
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
        return [{ ...first!, blocksAfter: first!.blocksAfter!, ...post.reminder }];
      }
    }
    return new Contacts(this.log.database, new ConventionsQuery(this.log.database, this.clock));
  }

  #asked(): SignInProspects {
    const { prospects, unreadable } = this;
    class Prospects extends SignInProspects {
      override async of(userCode: string) {
        if (unreadable.has(userCode)) throw new Error('this account cannot be read');
        return prospects.get(userCode) ?? { outcome: 'success' as const, habilitated: true };
      }
    }
    return new Prospects(...([] as unknown as ConstructorParameters<typeof SignInProspects>));
  }

  #cases(): AnomaliesQuery {
    const post = this;
    class Cases extends AnomaliesQuery {
      override async notifying() {
        if (post.casesFail) throw new Error('the cases cannot be read');
        return post.notifying;
      }
    }
    return new Cases(...([] as unknown as ConstructorParameters<typeof AnomaliesQuery>));
  }

  #bus(): CommandBus {
    const execute = async (command: ConfirmNotice) => {
      if (this.busFails) throw new Error('the case cannot be told');
      this.confirmed.push(command);
    };
    return { execute } as unknown as CommandBus;
  }

  #heads(): SignedHeads {
    const newest = async () =>
      this.checkpoint === undefined ? undefined : { size: 12, note: this.checkpoint };
    return { newest } as unknown as SignedHeads;
  }
}

export const recorded = <Event extends DomainEvent>(stream: string, event: Event, occurredAt = NOW) => {
  const id = deriveId(stream, event.type, JSON.stringify(event.data));
  const metadata = { correlationId: id, causationId: id, actor: systemActor('test'), occurredAt };
  return { ...event, id, metadata, stream, revision: 0, position: START, recordedAt: occurredAt };
};
export const delivered = (delivery: number, expiresAt = '2026-11-25T08:00:00.000Z') =>
  recorded<AccountEvent>('account-A000001', {
    type: 'CredentialsDelivered',
    data: { delivery, at: NOW, expiresAt },
  });

export const BLOCKED: AccountEvent = {
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
