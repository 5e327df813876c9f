import { SealVerifications, Timestamps } from '#sealing';
import type { Engines } from '../engines.ts';

/** Lets every scrape see when the seal was last verified, what came of it, and when somebody outside last vouched for it. */
export function watchSeal({ metrics, database }: Pick<Engines, 'metrics' | 'database'>): void {
  const verifications = new SealVerifications(database);
  const timestamps = new Timestamps(database);
  metrics.onScrape(async () => {
    metrics.sealVerified.reset();
    metrics.sealFaults.reset();
    metrics.sealStamped.reset();
    const stamp = await timestamps.newest();
    if (stamp) metrics.sealStamped.set(Date.parse(stamp.stampedAt) / 1000);
    const state = await verifications.state();
    if (!state) return;
    for (const [scope, { at, faults }] of [
      ['full', state.lastFull],
      ['any', state.last],
    ] as const) {
      metrics.sealVerified.set({ scope }, Date.parse(at) / 1000);
      metrics.sealFaults.set({ scope }, faults);
    }
  });
}
