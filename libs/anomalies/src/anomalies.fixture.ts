import { randomUUID } from 'node:crypto';
import { type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { type AccountEvent, accounts, type Prospect, SignInProspects } from '#accounts';
import { type AttemptOutcome, CodeDirectory, type ConnectionsEvent, connections } from '#connections';
import { conventions, RegisterConvention, SignConvention } from '#conventions';
import { detection } from '#detection';
import {
  type DomainEvent,
  type Follower,
  formatPosition,
  installReadModels,
  type NewEvent,
  type Position,
  type Projection,
  ProjectionProgress,
  ProjectionRunner,
  type Reactor,
  ReactorRunner,
  type ReadModelReactor,
  ReadModelReactorRunner,
  type RecordedEvent,
  START,
} from '#event-sourcing';
import { habilitations, type RosterEvent } from '#habilitations';
import {
  Antivirus,
  Clock,
  type Finding,
  type Instant,
  migrate,
  type Principal,
  runAs,
  systemActor,
} from '#platform';
import { partnerTreesProjection, sealing } from '#sealing';
import { coreOf } from '../../../test/support/core-of.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { TestClock } from '../../../test/support/test-clock.ts';
import { type TestLog, testLog } from '../../../test/support/test-log.ts';
import { withoutAccounts } from '../../../test/support/without-accounts.ts';
import { anomalies, CaseNotices, type CaseNoticesView } from './index.ts';
import { OpenCases } from './reactors/open-cases.ts';

export const GESTIONNAIRE = { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' };
export const OTHER_GESTIONNAIRE = { id: '21590009000014', name: 'Mairie de Villeneuve-d’Ascq' };
export const CAF = { id: '595', name: 'Caf du Nord' };

const NAMES = new Map([['A000001', 'Nadia Lambert']]);

class Directory extends CodeDirectory {
  override async namesOf() {
    return NAMES;
  }
  override async codesNamed() {
    return [];
  }
}

const NO_NOTICES: CaseNoticesView = { correspondents: [], mails: [] };

/** What the antivirus says of files. */
export const antivirus: { says: () => Promise<Finding> } = { says: async () => 'clean' };

const CAN_SIGN_IN: Prospect = { outcome: 'success', habilitated: true };
/** Codes that cannot sign in, and why. */
export const PROSPECTS = new Map<string, Prospect>();

const core = (log: TestLog, clock: Clock) =>
  coreOf(log, {
    clock,
    config: { nameSecret: 'a-secret-for-tests-that-is-long-enough' },
    others: [
      { provide: CodeDirectory, useClass: Directory },
      { provide: CaseNotices, useValue: { of: async () => NO_NOTICES } },
      {
        provide: SignInProspects,
        useValue: { of: async (code: string) => PROSPECTS.get(code) ?? CAN_SIGN_IN },
      },
      ...withoutAccounts,
    ],
  });

export const principal = (role: Principal['role'], organism: Principal['organism']): Principal => ({
  userCode: role === 'gestionnaire' ? 'G000001' : 'C000001',
  name: 'Claude Martin',
  role,
  organism,
  personId: null,
  establishments: [],
  mustChangePassword: null,
  secondFactor: { requiredFrom: null, isOverdue: false },
  isFresh: true,
  sessionId: 's',
  csrfToken: 't',
});
export const OFFICER = principal('caf-security', CAF);
export const PARTNER = principal('gestionnaire', GESTIONNAIRE);

/** The anomalies context at work on a database of its own, with two gestionnaires under convention. */
export class AnomaliesAtWork {
  readonly clock = new TestClock('2026-11-23T08:00:00.000Z');
  readonly #followers: Follower[] = [];

  private constructor(
    readonly log: TestLog,
    readonly app: TestingModule,
    clock: TestClock,
  ) {
    this.clock = clock;
  }

  static async start(...more: Type[]): Promise<AnomaliesAtWork> {
    const clock = new TestClock('2026-11-23T08:00:00.000Z');
    const contexts = [conventions, habilitations, connections, accounts, detection, anomalies];
    const log = await testLog(Object.assign({}, ...contexts.map(({ eventTypes }) => eventTypes)));
    const app = await Test.createTestingModule({
      imports: [core(log, clock), anomalies.module, ...more],
    })
      .overrideProvider(Antivirus)
      .useValue({ inspect: () => antivirus.says() })
      .overrideProvider(CodeDirectory)
      .useClass(Directory)
      .compile();
    await app.init();
    const atWork = new AnomaliesAtWork(log, app, clock);
    const projections = [
      partnerTreesProjection,
      ...[conventions, habilitations, connections, detection, anomalies].flatMap(
        ({ projections = [] }) => projections,
      ),
    ];
    for (const { name, migrations = [] } of [sealing, anomalies])
      await migrate(log.database, name, migrations, { nameSecret: 'a-secret-for-tests-that-is-long-enough' });
    await installReadModels(log.database, projections);
    for (const projection of projections) atWork.follow(atWork.projector(projection));
    for (const reactor of anomalies.reactors ?? []) atWork.follow(atWork.reactor(app.get(reactor)));
    for (const gestionnaire of [GESTIONNAIRE, OTHER_GESTIONNAIRE]) await atWork.register(gestionnaire);
    return atWork;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#followers.map((follower) => follower.stop()));
    await this.app.close();
    await this.log.drop();
  }

  /** Sends a command in somebody's name. */
  as({ userCode, role, organism }: Principal) {
    const actor = { code: userCode, role, organism: organism.id };
    return <T>(work: (commands: CommandBus) => Promise<T>) =>
      runAs(actor, () => work(this.app.get(CommandBus)));
  }

  system<T>(work: (commands: CommandBus) => Promise<T>): Promise<T> {
    return runAs(systemActor('test'), () => work(this.app.get(CommandBus)));
  }

  /** Records attempts on a code as they are. */
  async attempts(
    userCode: string,
    made: readonly { at: Instant; outcome: AttemptOutcome; address?: string | null; count?: number }[],
    organism: string = GESTIONNAIRE.id,
  ): Promise<Position> {
    const events = made.map(({ at, outcome, address = '10.0.0.1', count = 1 }) =>
      recordedAt<ConnectionsEvent>(at, {
        type: 'LoginAttempted',
        data: {
          userCode,
          identifierHash: null,
          outcome,
          address,
          userAgent: null,
          sessionId: null,
          organism: { id: organism },
          count,
          retryAt: null,
        },
      }),
    );
    const { position } = await this.log.store.append(`connections-${userCode}`, 'any', events);
    return position;
  }

  /** Has nobody react to what the rules find until `work` is done: all of it is then one stretch. */
  async gathered(work: () => Promise<Position>): Promise<void> {
    const reactor = this.app.get(OpenCases);
    await this.#followers.findLast(({ name }) => name === reactor.name)!.stop();
    const position = await work();
    const isFound = await this.app.get(ProjectionProgress).waitFor(reactor.readModels, position, 10_000);
    if (!isFound) throw new Error('The rules have not looked at it');
    this.follow(this.reactor(reactor));
    await this.settled(position);
  }

  /** Waits until the reactor has seen `position`, and the read model what it did. */
  async settled(position: Position): Promise<void> {
    const progress = this.app.get(ProjectionProgress);
    await eventually(async () => (await progress.positionOf('detect-anomalies')) >= position);
    await this.seen();
  }

  /** Waits until the read models have seen all there is, also what readers of the log cannot see yet. */
  async seen(): Promise<void> {
    const { rows } = await this.log.database.query<{ transaction: string; sequence: string }>(
      `SELECT transaction_id::text AS transaction, sequence::text FROM event_log.events
       WHERE category IN ('anomaly', 'watch', 'casework') ORDER BY transaction_id DESC, sequence DESC LIMIT 1`,
    );
    if (!rows[0]) return;
    const position = formatPosition(BigInt(rows[0].transaction), BigInt(rows[0].sequence));
    const seen = await this.app.get(ProjectionProgress).waitFor(['anomalies', 'casework'], position, 10_000);
    if (!seen) throw new Error('The anomalies are not up to date');
  }

  async eventsOf(...categories: string[]): Promise<readonly RecordedEvent[]> {
    const { events } = await this.log.store.readAll({
      after: START,
      categories,
      limit: 100_000,
    });
    return events;
  }

  private projector(projection: Projection): Follower {
    const { database, store, notifications } = this.log;
    return new ProjectionRunner(database, store, notifications, projection, SILENT);
  }

  private reactor(reactor: Reactor | ReadModelReactor): Follower {
    const { database, store, notifications } = this.log;
    return 'reactBetween' in reactor
      ? new ReadModelReactorRunner(
          database,
          store,
          notifications,
          this.app.get(ProjectionProgress),
          reactor,
          SILENT,
        )
      : new ReactorRunner(database, store, notifications, reactor, SILENT);
  }

  private follow(follower: Follower): void {
    this.#followers.push(follower);
    follower.start();
  }

  /** A convention in force, unless nobody has signed it. */
  async register(
    gestionnaire: { id: string; name: string },
    { caf = CAF, name = `Crèche (${gestionnaire.name})`, isSigned = true } = {},
  ): Promise<Carrier> {
    const id = randomUUID();
    const establishmentId = randomUUID();
    const party = { address: '1 rue X', representative: 'R.' };
    const signature = { signatory: 'S.', capacity: 'C.', signedOn: '2026-01-01' };
    for (const command of [
      new RegisterConvention(id, {
        gestionnaire: { ...gestionnaire, ...party, siret: gestionnaire.id },
        caf: { ...caf, ...party },
        establishments: [{ id: establishmentId, name, address: '1 rue X' }],
        effectiveFrom: '2026-01-01',
        until: '2027-12-31',
      }),
      ...(isSigned ? [new SignConvention(id, { party: 'gestionnaire', ...signature })] : []),
      ...(isSigned ? [new SignConvention(id, { party: 'caf', ...signature })] : []),
    ]) {
      await this.system((commands) => commands.execute(command));
    }
    return { conventionId: id, establishmentId, gestionnaire, cafId: caf.id };
  }

  /** A code of somebody who has held a profile under a convention since the beginning of the year. */
  async holds(userCode: string, { establishmentId, gestionnaire, ...covered }: Carrier): Promise<void> {
    const [personId, habilitationId] = [randomUUID(), randomUUID()];
    const from = '2026-01-01T00:00:00.000Z';
    const opened: AccountEvent = {
      type: 'AccountOpened',
      data: {
        userCode,
        personId,
        holder: personId,
        role: 'agent',
        organism: gestionnaire,
        name: 'Camille Exemple',
        email: 'camille@ville.example',
      },
    };
    const gestionnaireId = gestionnaire.id;
    const granted: RosterEvent = {
      type: 'HabilitationGranted',
      data: { ...covered, gestionnaireId, habilitationId, personId, profile: 'activity', from, term: null },
    };
    await this.log.store.append(`account-${userCode}`, 'none', [recordedAt(from, opened)]);
    await this.log.store.append(`roster-${establishmentId}`, 'none', [recordedAt(from, granted)]);
  }
}

/** What carries a habilitation. */
export interface Carrier {
  readonly conventionId: string;
  readonly establishmentId: string;
  readonly gestionnaire: { readonly id: string; readonly name: string };
  readonly cafId: string;
}

const recordedAt = <Event extends DomainEvent>(occurredAt: Instant, event: Event): NewEvent<Event> => {
  const id = randomUUID();
  const actor = systemActor('test');
  return { ...event, id, metadata: { correlationId: id, causationId: id, actor, occurredAt } };
};

const SILENT = { info: () => {}, error: () => {} };
