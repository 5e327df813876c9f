import type { DetectionProjection } from '#detection';
import type { Engines } from '../engines.ts';

/** Lets every scrape see how many windows the rules remembered here last; nothing of a process that never led. */
export function measureDetection(
  { metrics }: Pick<Engines, 'metrics'>,
  projection: Pick<DetectionProjection, 'openWindows'>,
): void {
  metrics.onScrape(async () => {
    metrics.detectionWindows.reset();
    const { openWindows } = projection;
    if (openWindows !== null) metrics.detectionWindows.set({}, openWindows);
  });
}
