import { NestFactory } from '@nestjs/core';
import {
  followerCheck,
  loggerOf,
  type Opened,
  RegisterModule,
  readModelCheck,
  type Started,
  startFollowers,
} from '#composition';
import { expectCheckpointDir, expectSealKeys } from '#sealing';

/** All projections and reactors. Each is at work in one projector, while the others stand by. @throws ConfigurationError */
export async function startProjector({ engines }: Opened): Promise<Started> {
  expectCheckpointDir(engines.config);
  expectSealKeys(engines.config);
  const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
    logger: loggerOf(engines.config),
  });
  const followers = startFollowers(app, engines);
  return {
    checks: [followerCheck(followers.all), readModelCheck(engines)],
    stop: async () => {
      await followers.stop();
      await app.close();
    },
  };
}
