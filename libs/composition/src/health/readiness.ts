import { type Instant, inTime } from '#platform';
import type { WitnessState } from '#sealing';
import { whyAway } from '../process/why-away.ts';

const LONGEST_CHECK_MS = 2000;

/** A part that keeps the process from its work, in words that hold no personal data. */
export interface Obstacle {
  /** An engine, or a projection or reactor by its name. */
  readonly part: string;
  readonly reason: string;
  readonly since?: Instant;
}

/** `starting`: its engines may still be missing; `failing`: something is in the way; `draining`: it is ending. */
export type ReadinessStatus = 'starting' | 'ready' | 'failing' | 'draining';

/** What came of verifying the seal of the log, absent before the first time; and who vouches for it outside, where somebody does. */
export interface SealReadiness {
  readonly lastFullAt?: Instant;
  readonly lastAt?: Instant;
  /** Differences between the log and what was sealed, found the last time. */
  readonly faults?: number;
  readonly witnesses?: readonly WitnessState[];
  /** When an authority of timestamps last said that a checkpoint was there; absent where none has. */
  readonly stampedAt?: Instant;
}

export interface ReadinessReport {
  readonly status: ReadinessStatus;
  readonly obstacles: readonly Obstacle[];
  /** Absent before the first verification, and while it cannot be asked for. */
  readonly seal?: SealReadiness;
}

/** Finds what is in the way; a check that throws is itself in the way. */
export interface Check {
  readonly part: string;
  obstacles(): Promise<readonly Obstacle[]>;
}

/** Whether this process can do its work now, and if not, what is in the way. */
export class Readiness {
  #checks: readonly Check[] = [];
  #phase: Exclude<ReadinessStatus, 'failing'> = 'starting';
  #missing: readonly Obstacle[] = [];
  #seal: () => Promise<SealReadiness | null> = async () => null;
  #looking: Promise<ReadinessReport> | undefined;

  /** The readiness of a process that has started. */
  static of(checks: readonly Check[]): Readiness {
    const readiness = new Readiness();
    readiness.started(checks);
    return readiness;
  }

  /** What the process is waiting for before it can start. */
  waitsFor(missing: Obstacle | null): void {
    this.#missing = missing ? [missing] : [];
  }

  /**
   * From now on the process is ready while all `checks` find nothing. A log that is not what was sealed is told, and no obstacle:
   * taken away for it, the portal would be away from those who have to see it, and whoever can change one row could take it away.
   */
  started(checks: readonly Check[], seal = this.#seal): void {
    this.#checks = checks;
    this.#seal = seal;
    this.#phase = 'ready';
    this.#missing = [];
  }

  /** The process is ending. */
  drain(): void {
    this.#phase = 'draining';
  }

  /** What the process is for is not there yet. */
  get starting(): boolean {
    return this.#phase === 'starting';
  }

  async report(): Promise<ReadinessReport> {
    if (this.#phase !== 'ready') return { status: this.#phase, obstacles: this.#missing };
    // Whoever asks while the answer is being looked for gets the same one: asking often costs nothing.
    this.#looking ??= this.look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  private async look(): Promise<ReadinessReport> {
    const [found, seal] = await Promise.all([
      Promise.all(this.#checks.map(foundBy)),
      inTime(this.#seal(), LONGEST_CHECK_MS).catch(() => null),
    ]);
    const obstacles = found.flat();
    return { status: obstacles.length > 0 ? 'failing' : 'ready', obstacles, ...(seal ? { seal } : {}) };
  }
}

async function foundBy({ part, obstacles }: Check): Promise<readonly Obstacle[]> {
  try {
    return await inTime(obstacles(), LONGEST_CHECK_MS);
  } catch (error) {
    return [{ part, reason: whyAway(error) }];
  }
}
