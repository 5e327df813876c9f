import { ConfigurationError, deriveId, isLoopback } from '#platform';
import type { Engines } from './engines.ts';

/** The convention that the demonstration data begin with; nobody else's has this id. */
export const DEMO_CONVENTION_ID = deriveId('demo', 'convention');

/**
 * A register that was once filled with the demonstration data holds codes whose password is published, whatever
 * `GREFFE_DEMO` says since: it is for this machine alone.
 * @throws ConfigurationError
 */
export async function mustKeepDemoHere({ config, store }: Pick<Engines, 'config' | 'store'>): Promise<void> {
  if (isLoopback(config.host)) return;
  const [first] = await store.readStream(`convention-${DEMO_CONVENTION_ID}`, { limit: 1 });
  if (!first) return;
  throw new ConfigurationError(
    'Configuration: HOST must be a loopback address: this register holds the demonstration data, whose codes have a published password',
  );
}
