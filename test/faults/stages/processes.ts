import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Database } from '#platform';
import { JobQueue } from '../../../libs/composition/src/jobs/queue/job-queue.ts';
import { Door } from '../../support/door.ts';
import { RedisServer, redisPath } from '../../support/redis-server.ts';
import { type AppName, type SpawnedApp, spawnApp } from '../../support/spawn-app.ts';
import { type Cast, enter } from '../cast.ts';
import { type Register, type Stage, withRegister } from '../stage.ts';
import { PostgresServer } from './postgres-server.ts';

const TYPESCRIPT = fileURLToPath(import.meta.resolve('../../support/typescript.js'));
const EVENT_STORE = fileURLToPath(import.meta.resolve('../../eventstoredb/main.ts'));

export type ProcessName = 'portal' | 'projector-1' | 'projector-2' | 'worker';

/** Portal, two projectors and a worker as processes of their own, on EventStoreDB behind a door, PostgreSQL and Redis. */
export class Processes implements Stage {
  readonly apps = new Map<ProcessName, SpawnedApp>();
  cast!: Cast;
  #closing: (() => unknown)[] = [];

  private constructor(
    readonly postgres: PostgresServer,
    readonly eventStore: Door,
    /** Without one the worker runs the jobs by its own clock. */
    readonly redis: RedisServer | null,
    /** The register's database, from beside. */
    readonly database: Database,
    /** As a worker makes up for what was missed, under a new name each time. */
    readonly ask: ((job: string) => Promise<void>) | undefined,
    /** As somebody beside the processes reaches everything: not through the door. */
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async open(): Promise<Processes> {
    const dataDir = await mkdtemp(join(tmpdir(), 'greffe-faults-'));
    const closing: (() => unknown)[] = [() => rm(dataDir, { recursive: true, force: true })];
    try {
      const postgres = await PostgresServer.start(join(dataDir, 'postgres'));
      closing.unshift(() => postgres.stop());
      const database = new Database(postgres.url);
      closing.unshift(() => database.close());
      const redis = redisPath ? await RedisServer.start() : null;
      closing.unshift(() => redis?.kill());
      const queue = redis ? new JobQueue(redis.url) : undefined;
      closing.unshift(() => queue?.close());
      const ask = queue && ((job: string) => queue.addMissed(job, new Date().toISOString()));
      const eventStoreUrl = await startEventStore(closing);
      const door = new Door(new URL(eventStoreUrl));
      await door.open();
      closing.unshift(() => door.shut());
      const stage = new Processes(postgres, door, redis, database, ask, {
        GREFFE_DATA_DIR: dataDir,
        GREFFE_SECRET: 'a-secret-for-tests-alone-0123456789',
        DATABASE_URL: postgres.url,
        EVENTSTORE_URL: eventStoreUrl,
        REDIS_URL: redis?.url,
        LOG_LEVEL: 'fatal',
      });
      stage.#closing = closing;
      closing.unshift(() => Promise.all([...stage.apps.values()].map((app) => app.kill())));
      await Promise.all(
        (['portal', 'projector-1', 'projector-2', 'worker'] as const).map((name) => stage.start(name)),
      );
      await Promise.all([...stage.apps.values()].map((app) => app.ready()));
      stage.cast = await stage.observe(enter);
      return stage;
    } catch (error) {
      for (const close of closing) await close();
      throw error;
    }
  }

  get url(): string {
    return this.apps.get('portal')!.url;
  }

  async obstacle(): Promise<string | null> {
    for (const [name, app] of this.apps) {
      const health = await app.health('ready');
      if (health?.status !== 200) return `${name} is not ready: ${JSON.stringify(health?.body)}`;
    }
    return null;
  }

  observe<T>(work: (register: Register) => Promise<T>): Promise<T> {
    return withRegister(this.environment, work);
  }

  /** kill -9, and the start that a supervisor makes of it, where others look for the process. */
  async restart(name: ProcessName): Promise<void> {
    const app = this.apps.get(name)!;
    await app.kill();
    await this.start(name, app.port);
  }

  /** The projector that has more to do, first, and the other one. */
  async projectors(): Promise<['projector-1' | 'projector-2', 'projector-1' | 'projector-2']> {
    const { rows } = await this.database.query<{ busier: boolean }>(
      `SELECT count(*) FILTER (WHERE application_name = 'projector-1')
            > count(*) FILTER (WHERE application_name = 'projector-2') AS busier
       FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted`,
    );
    return rows[0]!.busier ? ['projector-1', 'projector-2'] : ['projector-2', 'projector-1'];
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
  }

  /** PostgreSQL calls its sessions by `name`. */
  private async start(name: ProcessName, port?: number): Promise<void> {
    const environment = {
      ...this.environment,
      EVENTSTORE_URL: `esdb://${this.eventStore.host}?tls=false`,
      PGAPPNAME: name,
      ...(port && { PORT: String(port) }),
    };
    this.apps.set(name, await spawnApp(name.replace(/-\d$/, '') as AppName, environment));
  }
}

/** The protocol server, which keeps its log for as long as it runs. */
async function startEventStore(closing: (() => unknown)[]): Promise<string> {
  const server = spawn(process.execPath, ['--conditions=source', '--import', TYPESCRIPT, EVENT_STORE], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  closing.unshift(() => server.kill());
  const [url] = await once(createInterface(server.stdout), 'line');
  return url;
}
