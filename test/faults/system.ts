import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Engines, jobsOf, openEngines, RegisterModule, runJob } from '#composition';
import { loadConfig } from '#platform';
import type { Participants } from './participants.ts';

/** The register as an operator beside the processes sees it, on connections of their own. */
export interface Register {
  readonly engines: Engines;
  readonly app: INestApplicationContext;
  close(): Promise<void>;
}

/** A running system that faults strike. */
export interface SystemUnderTest {
  /** Where its portal answers. */
  readonly url: string;
  readonly participants: Participants;
  /** What still keeps one of its processes from its work; null when nothing does. */
  obstacle(): Promise<string | null>;
  /** Has a job run soon by those who run jobs here. Absent where nobody can be asked: they run them by the clock. */
  readonly ask?: (job: string) => Promise<unknown>;
  observe<T>(work: (register: Register) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens the register on the engines that `environment` names, beside whoever else runs on them. */
export async function openRegister(environment: NodeJS.ProcessEnv): Promise<Register> {
  return registerOn(await openEngines(loadConfig(environment), { share: true }));
}

export async function registerOn(engines: Engines): Promise<Register> {
  const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), { logger: ['fatal'] });
  const close = () => app.close().finally(() => engines.close());
  return { engines, app, close };
}

/** Runs a job as `greffe jobs run` does. */
export async function runBeside({ engines, app }: Register, name: string): Promise<void> {
  await runJob(engines, jobsOf(app).find((job) => job.name === name)!);
}
