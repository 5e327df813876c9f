import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Engines, RegisterModule } from '#composition';
import type { Clock } from '#platform';
import { type Launched, launch } from '../../apps/greffe/src/launch.ts';
import { EmbeddedSchedule } from '../../libs/composition/src/jobs/embedded-schedule.ts';
import { testEngines } from './test-engines.ts';

/** The all-in-one as `npm start` runs it. By a clock of the test's own no job runs by itself: its times are those of the machine. */
export interface RunningRegister extends Pick<Launched, 'url' | 'welcome'> {
  readonly engines: Engines;
  /** The services of the same register, for what happens outside HTTP. */
  readonly services: INestApplicationContext;
  close(): Promise<void>;
}

export async function runningRegister(
  environment: NodeJS.ProcessEnv = {},
  clock?: Clock,
): Promise<RunningRegister> {
  if (clock) jest.spyOn(EmbeddedSchedule.prototype, 'start').mockReturnValue();
  const engines = await testEngines(environment, clock);
  const { url, welcome, stop } = await launch(engines);
  const services = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
    logger: ['error', 'fatal'],
  });
  const close = async () => {
    await services.close();
    await stop();
    await engines.close();
  };
  return { url, welcome, engines, services, close };
}
