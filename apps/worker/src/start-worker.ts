import { NestFactory } from '@nestjs/core';
import {
  answers,
  loggerOf,
  type Opened,
  RegisterModule,
  redisListens,
  type Started,
  startJobs,
} from '#composition';
import { expectCheckpointDir } from '#sealing';

/** The jobs: out of the queue when there is a Redis, and otherwise by the clock of this process. @throws ConfigurationError */
export async function startWorker({ engines, waiting }: Opened): Promise<Started> {
  expectCheckpointDir(engines.config);
  const { redisUrl } = engines.config;
  if (redisUrl) {
    await waiting.until(
      () => redisListens(redisUrl),
      () => ({ name: 'Redis', url: redisUrl }),
    );
  }
  const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
    logger: loggerOf(engines.config),
  });
  const jobs = await startJobs(app, engines);
  return {
    checks: [answers('jobs', () => jobs.ready())],
    stop: async () => {
      await jobs.stop();
      await app.close();
    },
  };
}
