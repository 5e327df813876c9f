import { FOLLOWER_STATES, type Follower, type Lag, ProjectionProgress, START } from '#event-sourcing';
import type { Engines } from '../engines.ts';
import type { Metrics } from './metrics.ts';

const NONE: Lag = { events: 0, isEstimate: false, seconds: 0 };

/** Lets every scrape see the state of these followers, and how far each is behind the log. */
export function measureFollowers(
  { metrics, database, notifications, store, clock }: Engines,
  followers: readonly Follower[],
): void {
  const progress = new ProjectionProgress(database, notifications, store);
  metrics.onScrape(async () => sampleStates(metrics, followers));
  metrics.onScrape(async () => {
    const lags = [
      metrics.projectionLagEvents,
      metrics.projectionLagSeconds,
      metrics.projectionPositionAge,
      metrics.reactorBacklogEvents,
      metrics.reactorBacklogSeconds,
      metrics.streamLagEvents,
      metrics.streamLagSeconds,
    ];
    for (const gauge of lags) gauge.reset();
    const [head, checkpoints] = await Promise.all([store.head(), progress.checkpoints()]);
    for (const { kind, name, categories } of followers) {
      const checkpoint = checkpoints.find((candidate) => candidate.name === name);
      const position = checkpoint?.position ?? START;
      const now = clock.now();
      const { events, seconds } = position >= head ? NONE : await progress.lag(position, categories, now);
      if (kind === 'reactor') {
        metrics.reactorBacklogEvents.set({ reactor: name }, events);
        metrics.reactorBacklogSeconds.set({ reactor: name }, seconds);
        continue;
      }
      if (kind === 'stream') {
        metrics.streamLagEvents.set({ stream: name }, events);
        metrics.streamLagSeconds.set({ stream: name }, seconds);
        continue;
      }
      metrics.projectionLagEvents.set({ projection: name }, events);
      metrics.projectionLagSeconds.set({ projection: name }, seconds);
      if (checkpoint) {
        const age = (Date.parse(now) - Date.parse(checkpoint.movedAt)) / 1000;
        metrics.projectionPositionAge.set({ projection: name }, Math.max(0, age));
      }
    }
  });
}

function sampleStates({ followerState }: Metrics, followers: readonly Follower[]): void {
  for (const { kind, name, state: present } of followers) {
    for (const state of FOLLOWER_STATES) {
      followerState.set({ follower: name, kind, state }, state === present ? 1 : 0);
    }
  }
}
