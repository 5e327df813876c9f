import { SealVerifications } from '#sealing';
import type { Engines } from '../engines.ts';

/** Lets every scrape see when the seal was last verified, and what came of it. */
export function watchSeal({ metrics, database }: Pick<Engines, 'metrics' | 'database'>): void {
  const verifications = new SealVerifications(database);
  metrics.onScrape(async () => {
    metrics.sealVerified.reset();
    metrics.sealFaults.reset();
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
