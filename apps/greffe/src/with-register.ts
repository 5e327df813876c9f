import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Engines, openEngines, RegisterModule } from '#composition';
import { type Config, loadConfig } from '#platform';

/** Of a register that is there. @throws ConfigurationError */
export const registerConfig = (): Config => loadConfig(process.env, { existing: true });

/** Opens the register for one piece of work, and closes it again. */
export async function withRegister<T>(
  work: (app: INestApplicationContext, engines: Engines) => Promise<T>,
  config = registerConfig(),
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
