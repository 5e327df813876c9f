import { type Engines, followersOf, JobSchedule, jobsOf } from '#composition';
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

/** Portal, projections, reactors and jobs in this process, on open engines. */
export async function launch(engines: Engines): Promise<Launched> {
  const { config, database } = engines;
  if (config.demo) await seedDemo(engines);
  const portal = await createPortal(engines);
  await portal.listen(config.port);

  const followers = followersOf(portal, engines);
  const schedule = new JobSchedule(database, jobsOf(portal));
  for (const follower of followers) follower.start();
  schedule.start();

  return {
    url: readable(await portal.getUrl()),
    welcome: config.demo ? await demoCodes(portal) : null,
    stop: async () => {
      await portal.close();
      await schedule.stop();
      await Promise.all(followers.map((follower) => follower.stop()));
    },
  };
}

const readable = (url: string): string => url.replace(/\[::1?\]|127\.0\.0\.1/, 'localhost');
