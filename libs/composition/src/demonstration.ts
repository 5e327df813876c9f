import { ConfigurationError, deriveId, isLoopback } from '#platform';
import type { Engines } from './engines.ts';

/** The convention that the demonstration data begin with; nobody else's has this id. */
export const DEMO_CONVENTION_ID = deriveId('demo', 'convention');

/** Whether the register was once filled with the demonstration data. */
export async function holdsDemo({ store }: Pick<Engines, 'store'>): Promise<boolean> {
  const [first] = await store.readStream(`convention-${DEMO_CONVENTION_ID}`, { limit: 1 });
  return first !== undefined;
}

/**
 * A register that was once filled with the demonstration data holds codes whose password is published, whatever
 * `GREFFE_DEMO` says since: it is for this machine alone.
 * @throws ConfigurationError
 */
export async function mustKeepDemoHere(engines: Pick<Engines, 'config' | 'store'>): Promise<void> {
  if (isLoopback(engines.config.host) || !(await holdsDemo(engines))) return;
  throw new ConfigurationError(
    'Configuration: HOST must be a loopback address: this register holds the demonstration data, whose codes have a published password',
  );
}
