import type { INestApplicationContext, Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ConventionsQuery } from '#conventions';
import { runAs, systemActor } from '#platform';
import { KeptDays } from '../../libs/conformity/src/days/kept-days.ts';
import { RecordConformityJob } from '../../libs/conformity/src/jobs/record-conformity.job.ts';
import { ConformityQuery } from '../../libs/conformity/src/read-models/conformity/query.ts';
import { FixedClock } from './test-clock.ts';

/** Runs the job as if it were `hour` o’clock in Paris, on a day without a change of the hour; the register has its own clock. */
export function recordConformity(services: INestApplicationContext, hour: number) {
  const get = <T>(type: Type<T>): T => services.get(type, { strict: false });
  const clock = new FixedClock(new Date(Date.UTC(2026, 0, 15, hour - 1, 45)).toISOString());
  const job = new RecordConformityJob(
    get(ConventionsQuery),
    get(ConformityQuery),
    get(KeptDays),
    get(CommandBus),
    clock,
  );
  return runAs(systemActor(job.name), () => job.run());
}
