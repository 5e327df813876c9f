import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newDataFolder } from '../../support/data-folder.ts';
import { type SpawnedApp, spawnApp } from '../../support/spawn-app.ts';
import { createParticipants, type Participants } from '../participants.ts';
import { openRegister, type Register, type SystemUnderTest } from '../system.ts';
import { killPostgres } from './postgres-server.ts';

/** `greffe start`: everything in one process on its own PostgreSQL, which holds the log too. */
export class AllInOne implements SystemUnderTest {
  participants!: Participants;

  private constructor(
    private app: SpawnedApp,
    private readonly environment: NodeJS.ProcessEnv & { GREFFE_DATA_DIR: string },
  ) {}

  static async open(): Promise<AllInOne> {
    const dataDir = await newDataFolder('greffe-faults-');
    const environment = { GREFFE_DATA_DIR: dataDir, GREFFE_DEMO: 'off', LOG_LEVEL: 'fatal' };
    const system = new AllInOne(await spawnApp('greffe', environment), environment);
    try {
      await system.app.ready();
      system.participants = await system.observe(createParticipants);
      return system;
    } catch (error) {
      await system.close();
      throw error;
    }
  }

  get url(): string {
    return this.app.url;
  }

  obstacle(): Promise<string | null> {
    return this.app.obstacle();
  }

  /** Its PostgreSQL is elsewhere after each start. */
  async observe<T>(work: (register: Register) => Promise<T>): Promise<T> {
    const register = await openRegister(this.environment);
    return work(register).finally(() => register.close());
  }

  /** kill -9, and the start that a supervisor makes of it. Its PostgreSQL hears of it by itself. */
  async restart(): Promise<void> {
    await this.app.kill();
    await this.startAgain();
  }

  /** Its PostgreSQL dies, and it with it: it ends by itself, to be started again. */
  async crashPostgres(): Promise<void> {
    await killPostgres(join(this.environment.GREFFE_DATA_DIR, 'postgres'));
    await this.app.ended;
    await this.startAgain();
  }

  async close(): Promise<void> {
    await this.app.stop();
    await rm(this.environment.GREFFE_DATA_DIR, { recursive: true, force: true });
  }

  private async startAgain(): Promise<void> {
    this.app = await spawnApp('greffe', { ...this.environment, PORT: String(this.app.port) });
  }
}
