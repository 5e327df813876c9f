import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Engines, openEngines, RegisterModule } from '#composition';
import { loadConfig } from '#platform';

/** Opens the register for one piece of work, and closes it again. */
export async function withRegister<T>(
  work: (app: INestApplicationContext, engines: Engines) => Promise<T>,
  config = loadConfig(process.env),
): Promise<T> {
  const engines = await openEngines(config, { share: true });
  try {
    const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
      logger: ['error', 'fatal'],
    });
    const result = await work(app, engines);
    await app.close();
    return result;
  } finally {
    await engines.close();
  }
}
