import type { INestApplicationContext } from '@nestjs/common';
import {
  answers,
  type Engines,
  engineChecks,
  followerCheck,
  mustKeepDemoHere,
  Readiness,
  readModelCheck,
  sealReadiness,
  serveMetrics,
  startFollowers,
  startJobs,
} from '#composition';
import { completenessOf, FOLLOWERS_CHANNEL } from '#event-sourcing';
import { closePortal } from '../../portal/src/close-portal.ts';
import { createPortal } from '../../portal/src/create-portal.ts';
import { demoCodes } from './demo/demo-codes.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { demoIn, otherThanAsked } from './demo/which-register.ts';

const LOOK_AGAIN_MS = 250;

export interface Launched {
  readonly url: string;
  /** Whom a newcomer may sign in as, and that the register holds something else than what was asked for; null where there is neither. */
  readonly welcome: string | null;
  /** Ends everything but the engines. */
  stop(): Promise<void>;
}

/** Portal, projections, reactors and jobs in this process, on open engines. `say` hears what takes long. */
export async function launch(engines: Engines, say: (line: string) => void = () => {}): Promise<Launched> {
  const { config } = engines;
  await mustKeepDemoHere(engines);
  const metrics = await serveMetrics(engines);
  if (config.demo !== 'off') await seedDemo(engines, say);
  const readiness = new Readiness();
  const portal = await createPortal(engines, readiness);
  await portal.listen(config.port, config.host);

  const followers = startFollowers(portal, engines);
  await readModelsBuilt(engines, say);
  const jobs = await startJobs(portal, engines);
  readiness.started(
    [
      ...engineChecks(engines),
      followerCheck(followers.all),
      readModelCheck(engines),
      answers('jobs', () => jobs.ready()),
    ],
    sealReadiness(engines),
  );

  return {
    url: readable(await portal.getUrl()),
    welcome: await welcome(engines, portal),
    stop: async () => {
      readiness.drain();
      await closePortal(portal);
      await jobs.stop();
      await followers.stop();
      await metrics.stop();
    },
  };
}

async function welcome(engines: Engines, portal: INestApplicationContext): Promise<string | null> {
  const { demo } = engines.config;
  const held = await demoIn(engines);
  const codes = held !== 'off' && demo !== 'off' ? await demoCodes(portal) : null;
  return [codes, otherThanAsked(demo, held)].filter((part) => part !== null).join('\n\n') || null;
}

/**
 * After an upgrade, those whose version was raised are built anew before anybody is told to come in. One that stands at an event
 * is waited for no longer: all else goes on without it, and readiness says which.
 */
async function readModelsBuilt(engines: Engines, say: (line: string) => void): Promise<void> {
  const { obstacles } = readModelCheck(engines);
  const missing = await obstacles();
  if (missing.length > 0) {
    say(`Mise à jour\u00a0: ${missing.map(({ part }) => part).join(', ')}, à refaire depuis le journal…`);
  }
  for (let left = missing; left.length > 0; left = await obstacles()) {
    const stopped = (await completenessOf(engines.database)).filter(({ obstacle }) => obstacle !== null);
    if (left.some(({ part }) => stopped.some(({ name }) => name === part))) return;
    await engines.notifications.next(FOLLOWERS_CHANNEL, LOOK_AGAIN_MS);
  }
}

const readable = (url: string): string => url.replace(/\[::1?\]|127\.0\.0\.1/, 'localhost');
