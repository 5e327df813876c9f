import { randomUUID } from 'node:crypto';
import { ConfigurationError, systemActor } from '#platform';
import { testEngines } from '../../../test/support/test-engines.ts';
import { DEMO_CONVENTION_ID, mustKeepDemoHere } from './demonstration.ts';
import type { Engines } from './engines.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await testEngines();
});
afterAll(() => engines.close());

const on = (host: string) => mustKeepDemoHere({ ...engines, config: { ...engines.config, host } });
const signed = () => ({
  id: randomUUID(),
  type: 'ConventionSigned',
  data: {},
  metadata: {
    correlationId: randomUUID(),
    causationId: randomUUID(),
    actor: systemActor('test'),
    occurredAt: '2026-03-02T09:00:00.000Z',
  },
});

it('a register without demonstration data is reached from wherever it is configured', async () => {
  await engines.store.append(`convention-${randomUUID()}`, 'none', [signed()]);
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) await on(host);
});

it('one that was filled with them is reached from this machine alone, whatever GREFFE_DEMO says since', async () => {
  await engines.store.append(`convention-${DEMO_CONVENTION_ID}`, 'none', [signed()]);
  expect(engines.config.demo).toBe('off');
  for (const host of ['127.0.0.1', '::1', 'localhost']) await on(host);
  for (const host of ['0.0.0.0', '::', '192.0.2.7']) {
    await expect(on(host)).rejects.toThrow(ConfigurationError);
    await expect(on(host)).rejects.toThrow(/^Configuration: HOST .*published password$/);
  }
});
