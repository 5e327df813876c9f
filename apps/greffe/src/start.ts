import { mkdirSync } from 'node:fs';
import { followersOf, JobSchedule, jobsOf, openEngines } from '#composition';
import type { Config } from '#platform';
import { createPortal } from '../../portal/src/create-portal.ts';

/** Portal, projections, reactors and jobs in one process, on whatever engines the configuration names. */
export async function start(config: Config): Promise<void> {
  mkdirSync(config.dataDir, { recursive: true });
  const engines = await openEngines(config);
  const portal = await createPortal(engines);
  const followers = followersOf(portal, engines);
  const schedule = new JobSchedule(engines.database, jobsOf(portal));

  await portal.listen(config.port);
  for (const follower of followers) follower.start();
  schedule.start();
  say(`Greffe est prêt : ${await portal.getUrl().then(readable)}`);

  const stop = once(async () => {
    say('Arrêt…');
    await portal.close();
    await schedule.stop();
    await Promise.all(followers.map((follower) => follower.stop()));
    await engines.close();
    process.exit(0);
  });
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

export const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const readable = (url: string): string => url.replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost');

function once(work: () => Promise<void>): () => void {
  let done = false;
  return () => {
    if (!done) void work();
    done = true;
  };
}
