import { randomUUID } from 'node:crypto';
import { type ConnectionsEvent, connectionsEventTypes } from '#connections';
import { type NewEvent, type Position, ProjectionRunner, rebuild, START } from '#event-sourcing';
import { systemActor } from '#platform';
import { eventually } from '../../../../../test/support/eventually.ts';
import { type TestLog, testLog } from '../../../../../test/support/test-log.ts';
import { ruleEventTypes } from '../../domain/rule-change.ts';
import { textOf, withThreshold } from '../../rule-text/changed-rules.ts';
import { defaultRuleFiles } from '../../rule-text/rule-files.ts';
import { DetectionProjection } from './projection.ts';
import { HitsQuery } from './query.ts';

type LoginAttempted = Extract<ConnectionsEvent, { type: 'LoginAttempted' }>;

const FIRST = Date.parse('2026-11-23T09:00:00.000Z');
const SILENT = { info: () => {}, error: () => {} };

let log: TestLog;
beforeAll(async () => {
  log = await testLog({ ...connectionsEventTypes, ...ruleEventTypes });
});
afterAll(() => log.drop());

/** A wrong password each minute. */
const failures = (from: number, count: number): NewEvent<LoginAttempted>[] =>
  Array.from({ length: count }, (_, index) => {
    const id = randomUUID();
    const occurredAt = new Date(FIRST + (from + index) * 60_000).toISOString();
    return {
      id,
      type: 'LoginAttempted' as const,
      metadata: { correlationId: id, causationId: id, actor: systemActor('test'), occurredAt },
      data: {
        userCode: 'A000001',
        identifierHash: null,
        outcome: 'wrong-password' as const,
        address: '10.0.0.1',
        userAgent: null,
        sessionId: null,
        count: 1,
        retryAt: null,
        organism: { id: '21590410000017' },
      },
    };
  });
const append = async (events: readonly NewEvent[]) =>
  (await log.store.append('connections-A000001', 'any', events)).position;
const found = async (upTo: Position) =>
  (await new HitsQuery(log.database).between(START, upTo)).runs.map(({ id, rule, sequel, evidence }) => ({
    id,
    rule: rule.id,
    sequel,
    evidence: evidence.length,
  }));
const positionOf = async () => {
  const { rows } = await log.database.query<{ position: Position }>(
    `SELECT position FROM followers.checkpoints WHERE name = 'detection'`,
  );
  return rows[0]?.position ?? START;
};
/** One process at work until it has seen that much. */
const workedOff = async (position: Position, projection = new DetectionProjection(defaultRuleFiles())) => {
  const runner = new ProjectionRunner(log.database, log.store, log.notifications, projection, SILENT);
  runner.start();
  await eventually(async () => (await positionOf()) >= position);
  await runner.stop();
};

it('goes on where another process has stopped, in the middle of a window', async () => {
  await workedOff(await append(failures(0, 4)));
  const position = await append(failures(4, 1));
  await workedOff(position);
  expect(await found(position)).toMatchObject([{ rule: 'failures-on-one-code', sequel: 0, evidence: 5 }]);
});

it('finds nothing twice when a batch was not committed', async () => {
  const projection = new DetectionProjection(defaultRuleFiles());
  const { project } = projection;
  let failed = false;
  projection.project = async (events, sql) => {
    await project.call(projection, events, sql);
    if (failed) return;
    failed = true;
    throw new Error('The connection is gone before the commit');
  };
  const position = await append(failures(5, 3));
  await workedOff(position, projection);
  const hits = (await found(position)).filter(({ rule }) => rule === 'failures-on-one-code');
  expect(failed).toBe(true);
  expect(hits.map(({ sequel }) => sequel + 1).reduce((sum, count) => sum + count)).toBe(4);
});

it('finds the same in a rebuild, gathered as it goes, and goes on from there', async () => {
  const before = await found(await positionOf());
  await rebuild(log.database, log.store, new DetectionProjection(defaultRuleFiles()));
  const [first, ...more] = await found(await positionOf());
  expect(first).toMatchObject({ id: before[0]!.id, sequel: 3 });
  expect(more.map(({ rule }) => rule)).not.toContain('failures-on-one-code');
  const position = await append(failures(8, 1));
  await workedOff(position);
  const all = (await found(position)).filter(({ rule }) => rule === 'failures-on-one-code');
  expect(all).toHaveLength(2);
});

it('changes a rule in the middle of its window, and keeps what the others remember', async () => {
  const [first, second, third] = failures(600, 3).map((event) => ({
    ...event,
    data: { ...event.data, outcome: 'success' as const, userAgent: 'Firefox' },
  }));
  const others = await Promise.all(
    [first!, second!].map((event, index) =>
      log.store.append(`connections-A00000${index + 2}`, 'any', [ofCode(event, index + 2)]),
    ),
  );
  await append(failures(605, 4));
  const text = withThreshold(textOf(defaultRuleFiles(), 'failures-on-one-code')!, 4, 3);
  const activated = {
    type: 'RuleActivated',
    data: { rule: 'failures-on-one-code', version: 3, threshold: 4, text, hash: 'abc', reason: 'Essai' },
  };
  const { position: changedAt } = await log.store.append('rule-failures-on-one-code', 'any', [
    { ...failures(0, 1)[0]!, ...activated },
  ]);
  await log.store.append('connections-A000004', 'any', [ofCode(third!, 4)]);
  const position = await append(failures(609, 1));
  await workedOff(position);
  expect(others).toHaveLength(2);
  const { runs: after } = await new HitsQuery(log.database).between(changedAt, position);
  expect(after.map(({ rule }) => [rule.id, rule.version])).toEqual([
    ['many-codes-on-one-post', 1],
    ['failures-on-one-code', 3],
  ]);
});

it('tells what it has found in parts, those of one observation together', async () => {
  const query = new HitsQuery(log.database);
  const end = await positionOf();
  const { runs: all } = await query.between(START, end);
  const inParts: string[] = [];
  for (let after = START; after < end; ) {
    const { runs, reached } = await query.between(after, end, 2);
    expect(runs.every(({ position }) => position > after && position <= reached)).toBe(true);
    inParts.push(...runs.map(({ id }) => id));
    after = reached;
  }
  expect(inParts).toEqual(all.map(({ id }) => id));
  expect(inParts.length).toBeGreaterThan(3);
});

const ofCode = (event: NewEvent<LoginAttempted>, number: number) => ({
  ...event,
  data: { ...event.data, userCode: `A00000${number}` },
});
