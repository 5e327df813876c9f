import { randomUUID } from 'node:crypto';
import type { Engines } from '#composition';
import { connectionsStream } from '#connections';
import { START } from '#event-sourcing';
import { systemActor } from '#platform';
import { testEngines } from '../../../../test/support/test-engines.ts';
import { visible } from '../../../../test/support/test-log.ts';
import { type AttemptToRecord, AttemptWriter } from './attempt-writer.ts';

const THREAD_STARTS_WITHIN_MS = 60_000;
/** More than are appended together. */
const ATTEMPTS = 1000;

/** Of a suite, which runs the sources. */
const NODE_OPTIONS = {
  execArgv: ['--import', import.meta.resolve('../../../../test/support/typescript.js')],
};

let engines: Engines;
let writer: AttemptWriter;

beforeAll(async () => {
  engines = await testEngines();
});

beforeEach(() => {
  writer = new AttemptWriter(engines, NODE_OPTIONS);
});

afterEach(() => writer.stop());
afterAll(() => engines?.close());

const attempt = (number: number): AttemptToRecord => ({
  id: randomUUID(),
  type: 'LoginAttempted',
  data: {
    userCode: `A${String(number % 3).padStart(6, '0')}`,
    identifierHash: null,
    organism: { id: '21590378200011' },
    address: '10.0.0.1',
    userAgent: `Firefox ${number}`,
    outcome: 'success',
    factors: ['password'],
    sessionId: null,
    count: 1,
    retryAt: null,
  },
  metadata: {
    correlationId: randomUUID(),
    causationId: randomUUID(),
    actor: systemActor('test'),
    occurredAt: '2026-01-05T08:00:00.000Z',
  },
});

it(
  'writes attempts in another thread, those of a code in their order, and answers where the last one stands',
  async () => {
    const attempts = Array.from({ length: ATTEMPTS }, (_, number) => attempt(number));
    const last = await writer.write(attempts);
    await visible(engines);
    const { events } = await engines.store.readAll({ after: START, limit: 2 * ATTEMPTS });
    expect(events).toHaveLength(ATTEMPTS);
    expect(events.at(-1)!.position).toBe(last);
    for (const code of ['A000000', 'A000001', 'A000002']) {
      const stream = connectionsStream({ userCode: code, identifierHash: null });
      expect(events.filter((event) => event.stream === stream).map(({ id }) => id)).toEqual(
        attempts.filter(({ data }) => data.userCode === code).map(({ id }) => id),
      );
    }
  },
  THREAD_STARTS_WITHIN_MS,
);

it(
  'rejects with what the thread could not do',
  async () => {
    const config = { ...engines.config, masterKey: 'a-master-key-of-another-register-012345' };
    writer = new AttemptWriter({ ...engines, config }, NODE_OPTIONS);
    await expect(writer.write([attempt(0)])).rejects.toThrow('GREFFE_MASTER_KEY');
  },
  THREAD_STARTS_WITHIN_MS,
);
