import { setTimeout as delay } from 'node:timers/promises';
import type { Readiness } from '../health/readiness.ts';
import { addressOf, type Engine } from './engine.ts';
import { whyAway } from './why-away.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;
const LOOK_AGAIN_MS = 50;
/** What takes no longer than this to be there is not worth a line. */
const WORTH_A_LINE_MS = 2000;

/** Lets a process wait for what is not there yet, and say so in one line per reason. */
export class Waiting {
  readonly #said = new Set<string>();

  constructor(
    private readonly say: (line: string) => void,
    private readonly readiness: Readiness,
  ) {}

  /** The answer of `attempt`, made again after growing pauses while it fails for want of an engine. */
  async until<T>(attempt: () => Promise<T>, missing: (error: unknown) => Engine | null): Promise<T> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        const answer = await attempt();
        this.readiness.waitsFor(null);
        return answer;
      } catch (error) {
        const engine = missing(error);
        if (!engine) throw error;
        const reason = whyAway(error);
        this.readiness.waitsFor({ part: engine.name, reason });
        this.sayOnce(`${engine.name} at ${addressOf(engine.url)} (${reason})`);
      }
      await delay(pause);
    }
  }

  /** Until nothing is in the way of the process any more. */
  async untilReady(): Promise<void> {
    const started = performance.now();
    for (;;) {
      const { status, obstacles } = await this.readiness.report();
      if (status === 'ready') return;
      if (performance.now() - started > WORTH_A_LINE_MS) {
        for (const { part, reason } of obstacles) this.sayOnce(`${part} (${reason})`);
      }
      await delay(LOOK_AGAIN_MS);
    }
  }

  private sayOnce(what: string): void {
    if (this.#said.has(what)) return;
    this.#said.add(what);
    this.say(`waiting for ${what}`);
  }
}
