import { SealVerifications, Timestamps, Witnesses } from '#sealing';
import type { Engines } from '../engines.ts';

/** Lets every scrape see when the seal was last verified, what came of it, and when somebody outside last vouched for it. */
export function measureSeal({
  metrics,
  database,
  config,
}: Pick<Engines, 'metrics' | 'database' | 'config'>): void {
  const verifications = new SealVerifications(database, config);
  const timestamps = new Timestamps(database);
  const witnesses = new Witnesses(database);
  metrics.onScrape(async () => {
    metrics.sealVerified.reset();
    metrics.sealFaults.reset();
    metrics.sealStamped.reset();
    metrics.sealCosigned.reset();
    metrics.witnessFault.reset();
    for (const { name, cosignedAt, fault } of await witnesses.states()) {
      if (cosignedAt) metrics.sealCosigned.set({ witness: name }, Date.parse(cosignedAt) / 1000);
      if (fault) metrics.witnessFault.set({ witness: name, fault }, 1);
    }
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
