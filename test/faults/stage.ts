import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Engines, jobsOf, openEngines, RegisterModule, runJob } from '#composition';
import { loadConfig } from '#platform';
import type { Cast } from './cast.ts';

/** The register as an operator beside the processes sees it, on connections of their own. */
export interface Register {
  readonly engines: Engines;
  readonly app: INestApplicationContext;
}

/** A running system that faults are played on. */
export interface Stage {
  /** Where its portal answers. */
  readonly url: string;
  readonly cast: Cast;
  /** What still keeps one of its processes from its work; null when nothing does. */
  obstacle(): Promise<string | null>;
  /** Has a job run soon by those who run jobs here. Absent where nobody can be asked: they run them by the clock. */
  readonly ask?: (job: string) => Promise<unknown>;
  observe<T>(work: (register: Register) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens the register on the engines that `environment` names, for one piece of work. */
export async function withRegister<T>(
  environment: NodeJS.ProcessEnv,
  work: (register: Register) => Promise<T>,
): Promise<T> {
  const engines = await openEngines(loadConfig(environment), { share: true });
  try {
    const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
      logger: ['fatal'],
    });
    return await work({ engines, app }).finally(() => app.close());
  } finally {
    await engines.close();
  }
}

/** Runs a job as `greffe jobs run` does. */
export async function runBeside({ engines, app }: Register, name: string): Promise<void> {
  await runJob(engines, jobsOf(app).find((job) => job.name === name)!);
}
