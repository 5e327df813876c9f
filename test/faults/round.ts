import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.ts';
import { audit } from './audit.ts';
import type { Finding } from './audit-log.ts';
import type { Fault } from './fault.ts';
import { Load } from './load.ts';
import { settle } from './settle.ts';
import type { SystemUnderTest } from './system.ts';

/** A system that is not back to work by then needs a hand. */
const RECOVERED_WITHIN_MS = 90_000;
const LOOK_AGAIN_MS = 100;
/** Otherwise a fault would always strike at the same moment in the life of a command. */
const STRIKES_WITHIN_MS = 300;

export interface Round {
  readonly fault: string;
  readonly answered: number;
  readonly findings: readonly Finding[];
  /** Why a hand was needed; null when none was. */
  readonly hand: string | null;
  /** From the end of the harm until everything is at work and answers. */
  readonly recoveredMs: number | null;
}

/** Plays one fault under a load of its own, and looks at what became of everything. */
export async function runRound<On extends SystemUnderTest>(system: On, fault: Fault<On>): Promise<Round> {
  const load = new Load(system);
  let recoveredMs: number | null = null;
  const round = (findings: readonly Finding[], hand: string | null): Round => ({
    fault: fault.name,
    answered: load.ledger.answered,
    findings,
    hand,
    recoveredMs,
  });
  try {
    await start(load);
    recoveredMs = await strike(system, load, fault);
    return round(await outcome(system, load, [fault]), null);
  } catch (error) {
    return round([], error instanceof Error ? error.message : String(error));
  } finally {
    await giveUp(load);
  }
}

/** Resolves when everybody is at work. */
export const start = (load: Load): Promise<void> => load.start(RECOVERED_WITHIN_MS);

/** Ends the work, whatever is still under way. */
export const giveUp = (load: Load): Promise<void> => load.stop(0).catch(() => {});

/**
 * Plays one fault under load. Answers how long the system took to be back at work by itself, in milliseconds.
 * @throws Error that says what is not, when a hand is needed
 */
export async function strike<On extends SystemUnderTest>(
  system: On,
  load: Load,
  fault: Fault<On>,
): Promise<number> {
  await delay(Math.random() * STRIKES_WITHIN_MS);
  await fault.strike(system, {
    ledger: load.ledger,
    answered: () => load.answered(performance.now(), RECOVERED_WITHIN_MS),
  });
  const harmed = performance.now();
  await eventually(
    async () => {
      const obstacle = await system.obstacle();
      if (obstacle) throw new Error(obstacle);
      return true;
    },
    RECOVERED_WITHIN_MS,
    LOOK_AGAIN_MS,
  );
  await load.answered(harmed, RECOVERED_WITHIN_MS);
  return performance.now() - harmed;
}

/** Ends the work, waits for all that follows from it, and looks at what became of it under `faults`. */
export async function outcome<On extends SystemUnderTest>(
  system: On,
  load: Load,
  faults: readonly Fault<On>[],
): Promise<Finding[]> {
  await load.stop(RECOVERED_WITHIN_MS);
  const findings = await system.observe(async (register) => {
    await settle(system, register, RECOVERED_WITHIN_MS);
    return audit(register, load.ledger);
  });
  const { signedOut } = load.ledger;
  if (signedOut > 0 && !faults.some(({ endsSessions }) => endsSessions)) {
    findings.push(['lost', `${signedOut} sessions`]);
  }
  return findings;
}
