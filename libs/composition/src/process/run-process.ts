import { expectFreePorts, loadConfig } from '#platform';
import { type Engines, openEngines } from '../engines.ts';
import { engineChecks } from '../health/engine-checks.ts';
import { type Check, Readiness } from '../health/readiness.ts';
import { sealReadiness } from '../health/seal-readiness.ts';
import { type ServedHealth, serveHealth } from '../health/serve-health.ts';
import { serveMetrics } from '../observation/serve-metrics.ts';
import { endOnSignal } from './end-on-signal.ts';
import { missingEngine } from './engine.ts';
import { exitCodeOf } from './exit-code.ts';
import { Waiting } from './waiting.ts';

/** What a program has at hand when its engines are open. */
export interface Opened {
  readonly engines: Engines;
  readonly readiness: Readiness;
  /** Whoever listens on the same port closes it first. */
  readonly health: ServedHealth;
  readonly waiting: Waiting;
}

/** The program at work. */
export interface Started {
  /** What is looked at, beside the engines, to tell whether it is ready. */
  readonly checks?: readonly Check[];
  /** Takes nothing new, and resolves when what was under way has ended. */
  stop(): Promise<void>;
}

/**
 * The life of a program that runs on engines of others. It answers health checks from the first moment, waits for the
 * engines, does its work, and drains at SIGTERM or SIGINT. The exit code is 0 when it has drained, 2 when the
 * configuration is wrong, and otherwise 1; whatever there is to say is one line that begins with `name`, in production one
 * of the log's JSON.
 */
export async function runProcess(name: string, start: (opened: Opened) => Promise<Started>): Promise<never> {
  const say = (message: string) => process.stdout.write(lineOf(name, 'log', message));
  const asked = endOnSignal(() => say('ended before what was under way had finished'));
  try {
    const running = await Promise.race([boot(start, say), asked]);
    if (typeof running === 'string') process.exit(0);
    say(`${await asked}, finishing what is under way`);
    await running.stop();
    say('stopped');
    process.exit(0);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(lineOf(name, 'fatal', message.split('\n', 1)[0]!));
    process.exit(exitCodeOf(error));
  }
}

/** Whatever the level of the log: also when the configuration, which says it, is wrong. */
function lineOf(context: string, level: 'log' | 'fatal', message: string): string {
  if (process.env.NODE_ENV !== 'production') return `${context}: ${message}\n`;
  return `${JSON.stringify({ level, pid: process.pid, timestamp: Date.now(), message, context })}\n`;
}

async function boot(
  start: (opened: Opened) => Promise<Started>,
  say: (line: string) => void,
): Promise<Started> {
  const config = loadConfig(process.env, { embedded: false });
  await expectFreePorts(config);
  const readiness = new Readiness();
  const health = await serveHealth(config, readiness);
  const waiting = new Waiting(say, readiness);
  const engines = await waiting.until(
    () => openEngines(config),
    (error) => missingEngine(config, error),
  );
  const metrics = await serveMetrics(engines);
  const { checks = [], stop } = await start({ engines, readiness, health, waiting });
  readiness.started([...engineChecks(engines), ...checks], sealReadiness(engines));
  // It is at work already, ready or not: a signal must find how to end that.
  void waiting.untilReady().then(() => say(`ready on port ${health.port}`));
  return {
    stop: async () => {
      readiness.drain();
      await stop();
      await metrics.stop();
      await engines.close();
      await health.close();
    },
  };
}
