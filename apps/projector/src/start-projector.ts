import { NestFactory } from '@nestjs/core';
import {
  followerCheck,
  followersOf,
  loggerOf,
  type Opened,
  RegisterModule,
  type Started,
} from '#composition';

/** All projections and reactors. Each is at work in one projector, while the others stand by. */
export async function startProjector({ engines }: Opened): Promise<Started> {
  const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
    logger: loggerOf(engines.config),
  });
  const followers = followersOf(app, engines);
  for (const follower of followers) follower.start();
  return {
    checks: [followerCheck(followers)],
    stop: async () => {
      await Promise.all(followers.map((follower) => follower.stop()));
      await app.close();
    },
  };
}
