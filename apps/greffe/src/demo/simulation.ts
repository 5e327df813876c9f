import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Command, CommandBus } from '@nestjs/cqrs';
import { type Engines, jobsOf, Metrics, RegisterModule, runJob, startFollowers } from '#composition';
import {
  type DomainEvent,
  type Follower,
  later,
  type NewEvent,
  ObservedEventStore,
  type Position,
  ProjectionProgress,
  type RecordedEvent,
  START,
} from '#event-sourcing';
import {
  type Actor,
  addDays,
  type CalendarDate,
  endOfDay,
  type Instant,
  inSlices,
  inTurn,
  type Job,
  MINUTE_MS,
  parisDateOf,
  plusMs,
  runAs,
  systemActor,
  WHOLE,
} from '#platform';
import { type AttemptToRecord, AttemptWriter } from './attempt-writer.ts';
import { HeldBackLog } from './held-back-log.ts';
import { at } from './rhythm.ts';
import { SimulatedClock } from './simulated-clock.ts';

const LONGEST_SETTLING_MS = 600_000;
/** Of commands at a time: enough for their appends to go together. */
const AT_ONCE = 64;
/** What those who follow the log are shown together: no more than the `LogTail` keeps for all of them. */
const SHOWN_AT_ONCE = 4800;

const COUNTS_CONFORMITY = 'record-conformity';
const LEFT_OUT: ReadonlySet<string> = new Set([
  'verify-seal',
  'timestamp-checkpoint',
  'expire-connection-data',
  COUNTS_CONFORMITY,
]);
const SENDS_MAILS = 'deliver-mail';
const COUNTED_DAYS = 7;
const QUARTER_MS = 15 * MINUTE_MS;

/** Lives through the past: commands, jobs and connections at the time of the scenario, through the real handlers. */
export class Simulation {
  readonly today: CalendarDate;

  private constructor(
    private readonly app: INestApplicationContext,
    private readonly engines: Engines,
    /** Where the last event stands, which the head of the log may not show yet. */
    private readonly written: { position: Position },
    private readonly clock: SimulatedClock,
    /** Those whose work the scenario waits for. */
    private readonly followers: readonly Follower[],
    private readonly heldBack: HeldBackLog,
    private readonly attempts: AttemptWriter,
  ) {
    this.today = parisDateOf(clock.now());
  }

  /** Runs `scenario` on a register whose clock it moves. Everything has settled when it resolves. */
  static async run(engines: Engines, scenario: (simulation: Simulation) => Promise<void>): Promise<void> {
    const clock = new SimulatedClock(engines.clock.now());
    const written = { position: START };
    // What went on in the scenario is no figure of this process
    const metrics = new Metrics();
    const store = new ObservedEventStore(engines.unobserved, (append) => {
      metrics.appended(append);
      written.position = later(written.position, append.position ?? START);
    });
    const past = { ...engines, clock, store, metrics };
    const app = await NestFactory.createApplicationContext(RegisterModule.with(past), {
      logger: ['error', 'fatal'],
    });
    const followers = startFollowers(app, past);
    const heldBack = await HeldBackLog.open(engines.database, engines.notifications);
    const attempts = new AttemptWriter(engines);
    try {
      // Nothing in the scenario waits for what acts in its own time, such as the signature of the seal.
      const awaited = followers.all.filter(({ kind, restMs }) => kind === 'projection' || restMs === 0);
      const simulation = new Simulation(app, past, written, clock, awaited, heldBack, attempts);
      await scenario(simulation);
      await simulation.settle();
    } finally {
      await attempts.stop();
      await heldBack.close();
      await followers.stop();
      await app.close();
    }
  }

  /** The instant of the scenario. */
  get now(): Instant {
    return this.clock.now();
  }

  /** The day of the scenario. */
  get clockDate(): CalendarDate {
    return parisDateOf(this.now);
  }

  /** The day so many days before today. */
  daysAgo(days: number): CalendarDate {
    return addDays(this.today, -days);
  }

  /** It is now `hour` of that day, and everything before has had its effect. */
  async moveTo(date: CalendarDate, hour: number): Promise<void> {
    await this.settle();
    this.clock.set(at(date, hour));
  }

  execute<Result>(actor: Actor, command: Command<Result>): Promise<Result> {
    return runAs(actor, () => this.app.get(CommandBus).execute(command));
  }

  get<Service>(service: Type<Service>): Service {
    return this.app.get(service, { strict: false });
  }

  /**
   * Without the lock and the history that they have elsewhere, but on the last day: nobody else runs them here. Read models stand still
   * meanwhile, so that none of them waits for another; mails are sent when all have queued theirs. The seal is verified, and stamped, afterwards;
   * what is older than its retention goes in the first night, for every read model is built anew then.
   */
  async runJobs(): Promise<void> {
    const isToday = this.clockDate === this.today;
    const jobs = jobsOf(this.app).filter(({ name }) => !LEFT_OUT.has(name));
    const run = (job: Job) => (isToday ? runJob(this.engines, job) : this.runUnlocked(job));
    await Promise.all(jobs.filter(({ name }) => name !== SENDS_MAILS).map(run));
    await Promise.all(jobs.filter(({ name }) => name === SENDS_MAILS).map(run));
  }

  /** Its evening: how the amendment was kept is counted of the last days before today alone, which takes its time. */
  async endDay(): Promise<void> {
    if (this.clockDate < this.daysAgo(COUNTED_DAYS) || this.clockDate === this.today) return;
    await this.settle();
    this.clock.set(plusMs(endOfDay(this.clockDate), -QUARTER_MS));
    await this.runUnlocked(jobsOf(this.app).find(({ name }) => name === COUNTS_CONFORMITY)!);
  }

  /** Facts, as attempts are: whatever the stream holds. */
  async record(stream: string, events: readonly NewEvent[]): Promise<void> {
    if (events.length > 0) await this.engines.store.append(stream, 'any', events);
  }

  /** Attempts of many codes of a whole Caf, in the order of their times. */
  async recordInOrder(attempts: readonly AttemptToRecord[]): Promise<void> {
    const sorted = attempts.toSorted((one, other) =>
      one.metadata.occurredAt < other.metadata.occurredAt ? -1 : 1,
    );
    let shown: Promise<unknown> = Promise.resolve();
    for (const some of inSlices(sorted, SHOWN_AT_ONCE)) {
      // While the followers take in those before.
      const [position] = await Promise.all([this.attempts.write(some), shown]);
      this.written.position = later(this.written.position, position);
      shown = this.show();
    }
    await shown;
  }

  /** Does it for each, begun in their order, many at a time. */
  forEach<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
    return inTurn(items, work, AT_ONCE);
  }

  /** The events of the streams of a category. */
  async history<Event extends DomainEvent>(category: string): Promise<readonly RecordedEvent<Event>[]> {
    const events: RecordedEvent<Event>[] = [];
    for await (const batch of this.engines.store.catchUp({ after: START, categories: [category] })) {
      events.push(...(batch.events as readonly RecordedEvent<Event>[]));
    }
    return events;
  }

  /** Waits until every projection and reactor has seen everything; a reactor may have written something new then. */
  async settle(): Promise<void> {
    while ((await this.show()) !== this.written.position);
  }

  private runUnlocked(job: Job): Promise<unknown> {
    return runAs(systemActor(job.name), () => job.run(WHOLE));
  }

  /** Shows the followers what was done until now, and waits until they have taken it in. Answers up to which position. */
  private async show(): Promise<Position> {
    const last = this.written.position;
    await this.heldBack.show();
    for (const follower of this.followers) follower.wake();
    const names = this.followers.map(({ name }) => name);
    if (!(await this.app.get(ProjectionProgress).waitFor(names, last, LONGEST_SETTLING_MS))) {
      throw new Error('The demonstration data did not settle');
    }
    return last;
  }
}
