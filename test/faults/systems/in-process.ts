import { rm } from 'node:fs/promises';
import { openEngines } from '#composition';
import { Clock, HOUR_MS, type Instant, loadConfig } from '#platform';
import { type Launched, launch } from '../../../apps/greffe/src/launch.ts';
import { newDataFolder } from '../../support/data-folder.ts';
import { createParticipants, type Participants } from '../participants.ts';
import { type Register, registerOn, runBeside, type SystemUnderTest } from '../system.ts';

/** The machine's clock, set wrong by a jump. */
export class JumpingClock extends Clock {
  #offMs = 0;

  now(): Instant {
    return new Date(Date.now() + this.#offMs).toISOString();
  }

  jump(hours: number): void {
    this.#offMs += hours * HOUR_MS;
  }
}

/** The all-in-one in this process: the only way to give it another clock. */
export class InProcess implements SystemUnderTest {
  readonly clock: JumpingClock;
  participants!: Participants;

  private constructor(
    private readonly register: Register,
    private readonly launched: Launched,
  ) {
    this.clock = register.engines.clock as JumpingClock;
  }

  static async open(): Promise<InProcess> {
    const dataDir = await newDataFolder('greffe-faults-');
    const environment = { GREFFE_DATA_DIR: dataDir, GREFFE_DEMO: 'off', PORT: '0', LOG_LEVEL: 'fatal' };
    const engines = await openEngines(loadConfig(environment), { clock: new JumpingClock() });
    const system = new InProcess(await registerOn(engines), await launch(engines));
    system.participants = await system.observe(createParticipants);
    return system;
  }

  get url(): string {
    return this.launched.url;
  }

  async obstacle(): Promise<string | null> {
    const answer = await fetch(`${this.url}/api/health/ready`);
    return answer.ok ? null : answer.text();
  }

  readonly ask = (job: string) => runBeside(this.register, job);

  observe<T>(work: (register: Register) => Promise<T>): Promise<T> {
    return work(this.register);
  }

  async close(): Promise<void> {
    await this.launched.stop();
    await this.register.close();
    await rm(this.register.engines.config.dataDir, { recursive: true, force: true });
  }
}
