import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobsOf } from '#composition';
import { JobQueue, PREFIX, QUEUE } from '../../../libs/composition/src/jobs/queue/job-queue.ts';
import { RedisServer, redisPath } from '../../support/redis-server.ts';
import { type AppName, type SpawnedApp, spawnApp } from '../../support/spawn-app.ts';
import { createParticipants, type Participants } from '../participants.ts';
import { openRegister, type Register, type SystemUnderTest } from '../system.ts';
import { type EventStoreEngine, oneEventStore, threeEventStores } from './event-store-engine.ts';
import { PostgresServer } from './postgres-server.ts';

const NAMES = ['portal', 'projector-1', 'projector-2', 'worker'] as const;
export type ProcessName = (typeof NAMES)[number];
type Projector = Extract<ProcessName, `projector-${number}`>;

/** What the processes run on. */
interface Grounds {
  readonly postgres: PostgresServer;
  readonly eventStore: EventStoreEngine;
  /** Without one the worker runs the jobs by its own clock. */
  readonly redis: RedisServer | null;
  readonly queue: JobQueue | null;
  /** From beside the processes: not through the proxy. */
  readonly register: Register;
  readonly environment: NodeJS.ProcessEnv;
}

/** Portal, two projectors and a worker as processes of their own, on EventStoreDB, PostgreSQL and Redis. */
export class Processes implements SystemUnderTest {
  readonly apps = new Map<ProcessName, SpawnedApp>();
  /** As a worker makes up for what was missed, under a new name each time. */
  readonly ask?: SystemUnderTest['ask'];
  participants!: Participants;

  private constructor(
    readonly on: Grounds,
    private readonly closing: Closing,
  ) {
    const { queue } = on;
    if (queue) this.ask = (job) => queue.addMissed(job, new Date().toISOString());
    closing.unshift(() => Promise.all([...this.apps.values()].map((app) => app.kill())));
  }

  static open(): Promise<Processes> {
    return Processes.openOn(oneEventStore);
  }

  static openOnCluster(): Promise<Processes> {
    return Processes.openOn(threeEventStores);
  }

  private static async openOn(startEventStore: typeof oneEventStore): Promise<Processes> {
    const closing: Closing = [];
    try {
      const system = new Processes(await grounds(startEventStore, closing), closing);
      await Promise.all(NAMES.map((name) => system.start(name)));
      await Promise.all([...system.apps.values()].map((app) => app.ready()));
      system.participants = await system.observe(createParticipants);
      return system;
    } catch (error) {
      await closeAll(closing);
      throw error;
    }
  }

  get url(): string {
    return this.apps.get('portal')!.url;
  }

  async obstacle(): Promise<string | null> {
    for (const [name, app] of this.apps) {
      const obstacle = await app.obstacle();
      if (obstacle) return `${name}: ${obstacle}`;
    }
    return this.unplanned();
  }

  observe<T>(work: (register: Register) => Promise<T>): Promise<T> {
    return work(this.on.register);
  }

  /** kill -9, and the start that a supervisor makes of it, where others look for the process. */
  async restart(name: ProcessName): Promise<void> {
    const app = this.apps.get(name)!;
    await app.kill();
    await this.start(name, app.port);
  }

  /** The projector that has more to do, first, and the other one. */
  async projectors(): Promise<[Projector, Projector]> {
    const { rows } = await this.on.register.engines.database.query<{ busier: boolean }>(
      `SELECT count(*) FILTER (WHERE application_name = 'projector-1')
            > count(*) FILTER (WHERE application_name = 'projector-2') AS busier
       FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted`,
    );
    return rows[0]!.busier ? ['projector-1', 'projector-2'] : ['projector-2', 'projector-1'];
  }

  async close(): Promise<void> {
    await closeAll(this.closing);
  }

  /** A worker is ready before it knows that Redis was emptied: what counts is that each job has its next run there. */
  private async unplanned(): Promise<string | null> {
    const { redis, register } = this.on;
    const planned = await redis?.ask((connection) =>
      connection.zrange(`${PREFIX}:${QUEUE}:repeat`, '0', '-1'),
    );
    const missing = jobsOf(register.app).filter(({ name }) => planned && !planned.includes(name));
    return missing.length > 0 ? `No next run of ${missing.map(({ name }) => name).join(', ')}` : null;
  }

  /** PostgreSQL calls its sessions by `name`. */
  private async start(name: ProcessName, port?: number): Promise<void> {
    const environment = {
      ...this.on.environment,
      EVENTSTORE_URL: this.on.eventStore.programsUrl,
      PGAPPNAME: name,
      ...(port && { PORT: String(port) }),
    };
    this.apps.set(name, await spawnApp(name.replace(/-\d$/, '') as AppName, environment));
  }
}

/** What is to be closed, the last opened first. */
type Closing = (() => unknown)[];

async function closeAll(closing: Closing): Promise<void> {
  for (const close of closing) await close();
}

async function grounds(startEventStore: typeof oneEventStore, closing: Closing): Promise<Grounds> {
  const dataDir = await mkdtemp(join(tmpdir(), 'greffe-faults-'));
  closing.unshift(() => rm(dataDir, { recursive: true, force: true }));
  const postgres = await PostgresServer.start(join(dataDir, 'postgres'));
  closing.unshift(() => postgres.stop());
  const redis = redisPath ? await RedisServer.start() : null;
  closing.unshift(() => redis?.kill());
  const queue = redis && new JobQueue(redis.url);
  closing.unshift(() => queue?.close());
  const eventStore = await startEventStore(join(dataDir, 'eventstore'));
  closing.unshift(() => eventStore.close());
  const environment = {
    GREFFE_DATA_DIR: dataDir,
    GREFFE_SECRET: 'a-secret-for-tests-alone-0123456789',
    GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
    DATABASE_URL: postgres.url,
    EVENTSTORE_URL: eventStore.url,
    REDIS_URL: redis?.url,
    LOG_LEVEL: 'fatal',
  };
  const register = await openRegister(environment);
  closing.unshift(() => register.close());
  return { postgres, eventStore, redis, queue, register, environment };
}
