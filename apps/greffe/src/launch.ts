import {
  answers,
  type Engines,
  engineChecks,
  followerCheck,
  Readiness,
  readModelCheck,
  serveMetrics,
  startFollowers,
  startJobs,
} from '#composition';
import { closePortal } from '../../portal/src/close-portal.ts';
import { createPortal } from '../../portal/src/create-portal.ts';
import { demoCodes } from './demo/demo-codes.ts';
import { seedDemo } from './demo/seed-demo.ts';

export interface Launched {
  readonly url: string;
  /** Whom a newcomer may sign in as; null without demonstration data. */
  readonly welcome: string | null;
  /** Ends everything but the engines. */
  stop(): Promise<void>;
}

/** Portal, projections, reactors and jobs in this process, on open engines. `say` hears what takes long. */
export async function launch(engines: Engines, say: (line: string) => void = () => {}): Promise<Launched> {
  const { config } = engines;
  const metrics = await serveMetrics(engines);
  if (config.demo) await seedDemo(engines, say);
  const readiness = new Readiness();
  const portal = await createPortal(engines, readiness);
  await portal.listen(config.port, config.host);

  const followers = startFollowers(portal, engines);
  const jobs = await startJobs(portal, engines);
  readiness.started([
    ...engineChecks(engines),
    followerCheck(followers.all),
    readModelCheck(engines),
    answers('jobs', () => jobs.ready()),
  ]);

  return {
    url: readable(await portal.getUrl()),
    welcome: config.demo ? await demoCodes(portal) : null,
    stop: async () => {
      readiness.drain();
      await closePortal(portal);
      await jobs.stop();
      await followers.stop();
      await metrics.stop();
    },
  };
}

const readable = (url: string): string => url.replace(/\[::1?\]|127\.0\.0\.1/, 'localhost');
