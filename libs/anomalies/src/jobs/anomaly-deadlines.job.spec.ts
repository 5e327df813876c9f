import type { CommandBus } from '@nestjs/cqrs';
import { FixedClock } from '../../../../test/support/test-clock.ts';
import type { ApplyAnomalyDeadline } from '../commands/apply-anomaly-deadline.ts';
import type { AnomaliesQuery } from '../read-models/anomalies/query.ts';
import { AnomalyDeadlinesJob } from './anomaly-deadlines.job.ts';

it('R19: a case that fails keeps no other from its silence, and the run fails at its end', async () => {
  const examined: string[] = [];
  const execute = async ({ anomalyId }: ApplyAnomalyDeadline) => {
    if (anomalyId === 'broken') throw new Error('this case cannot be read');
    examined.push(anomalyId);
    return { events: [] };
  };
  const anomalies = { dueForDeadline: async () => ['broken', 'other'] } as unknown as AnomaliesQuery;
  const clock = new FixedClock('2026-11-23T08:00:00.000Z');
  const job = new AnomalyDeadlinesJob(anomalies, { execute } as unknown as CommandBus, clock);
  await expect(job.run()).rejects.toThrow('this case cannot be read');
  expect(examined).toEqual(['other']);
});
