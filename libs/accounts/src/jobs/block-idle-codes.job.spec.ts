import type { CommandBus } from '@nestjs/cqrs';
import { TestClock } from '../../../../test/support/test-clock.ts';
import type { AccountsQuery } from '../read-models/accounts/query.ts';
import { BlockIdleCodesJob } from './block-idle-codes.job.ts';

it.each([
  [200, 1],
  [201, 2],
  [900, 5],
  [100_000, 50],
])('%i idle codes are blocked in %i shares', async (idle, shares) => {
  const accounts = { idleCount: async () => idle } as unknown as AccountsQuery;
  const clock = new TestClock('2026-02-02T09:00:00.000Z');
  expect(await new BlockIdleCodesJob(accounts, {} as CommandBus, clock).shares()).toBe(shares);
});
