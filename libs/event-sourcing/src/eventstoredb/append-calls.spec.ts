import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreDBClient, NotLeaderError } from '@eventstore/db-client';
import { EventStoreDbServer, type ServerOptions } from '../../../../test/eventstoredb/server.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { counted, countedUpTo, newStream, noted, serializer } from '../contract/fixture.ts';
import { AppendTooLarge, WrongExpectedRevision } from '../event-store.ts';
import type { NewEvent } from '../events.ts';
import { AppendCalls } from './append-calls.ts';
import { appendRequest, outcomeOf } from './batch-append.ts';
import { encode } from './codec.ts';
import { Connection } from './connection.ts';

const PATIENCE_MS = 5_000;
const IMPATIENCE_MS = 400;

describe('AppendCalls', () => {
  let server: EventStoreDbServer;
  let client: EventStoreDBClient;
  let calls: AppendCalls;

  const begin = async (silenceMs = PATIENCE_MS, options?: ServerOptions) => {
    server = await EventStoreDbServer.start(options);
    client = EventStoreDBClient.connectionString(server.connectionString);
    calls = new AppendCalls(new Connection(client, silenceMs));
  };
  afterEach(async () => {
    calls.close();
    await client.dispose();
    await server.stop();
  });

  const append = (events: readonly NewEvent[] = [counted(0)], stream = newStream()) => {
    const request = appendRequest(
      stream,
      'none',
      events.map((event) => encode(serializer, event)),
    );
    return calls.append(request, (answer) => outcomeOf(answer, stream, 'none'));
  };
  const lost = { status: 'rejected' };
  const made = { status: 'fulfilled' };

  it('are used again, and are no more than are needed at once', async () => {
    await begin();
    for (let n = 0; n < 5; n++) await append();
    expect(server.batchAppends).toBe(1);
    for (let n = 0; n < 3; n++) await Promise.all(Array.from({ length: 8 }, () => append()));
    expect(server.batchAppends).toBe(8);
    await Promise.all(Array.from({ length: 100 }, () => append()));
    await eventually(() => server.batchAppends === 16);
    expect(server.log.events).toHaveLength(5 + 24 + 100);
  });

  it('carry on after a refusal', async () => {
    await begin(PATIENCE_MS, { maxAppendSize: 10_000 });
    const stream = newStream();
    await append([counted(0)], stream);
    await expect(append([counted(1)], stream)).rejects.toBeInstanceOf(WrongExpectedRevision);
    await expect(append([noted('x'.repeat(20_000))])).rejects.toBeInstanceOf(AppendTooLarge);
    await append();
    expect(server.batchAppends).toBe(1);
  });

  it('do not fail together: not when one of them ends', async () => {
    await begin();
    server.misbehave.answerLate('batchAppend', IMPATIENCE_MS);
    const other = append();
    await eventually(() => server.log.events.length === 1);
    server.misbehave.nameLeader({ host: '127.0.0.1', port: server.leader.port });
    await expect(append()).rejects.toBeInstanceOf(NotLeaderError);
    await expect(other).resolves.toMatchObject({ revision: 0 });
  });

  it('do not fail together: not when an answer is late, which then hurts nobody', async () => {
    await begin(IMPATIENCE_MS);
    server.misbehave.answerLate('batchAppend', 2 * IMPATIENCE_MS);
    const late = append();
    await delay(IMPATIENCE_MS / 2);
    server.misbehave.answerLate('batchAppend', 0.75 * IMPATIENCE_MS);
    const others = [append(), append()];
    expect(await Promise.allSettled([late, ...others])).toMatchObject([lost, made, made]);
    expect(server.log.events).toHaveLength(3);
    server.misbehave.behave();
    // Meanwhile the late answer is sent.
    await delay(1.5 * IMPATIENCE_MS);
    await append();
    // To a node that was silent for too long, another connection is made.
    await eventually(() => server.batchAppends === 1);
  });

  it('wait no longer than they may for an answer that never comes, and let others by', async () => {
    await begin(IMPATIENCE_MS);
    server.misbehave.workLate('batchAppend', 3_600_000);
    const never = [append(), append()];
    await eventually(() => server.batchAppends === 2);
    server.misbehave.behave();
    await append();
    expect(await Promise.allSettled(never)).toMatchObject([lost, lost]);
    await eventually(() => server.batchAppends === 1);
    await append();
  });

  it.each(['completed', 'unavailable'] as const)('that the server ends (%s) are replaced', async (how) => {
    await begin();
    await Promise.all([append(), append()]);
    server.endBatchAppends(how);
    // Until the client has heard of it, an append may go by a call that is no more.
    await eventually(() => append().then(() => true));

    const before = server.log.events.length;
    server.misbehave.answerLate('batchAppend', IMPATIENCE_MS);
    const underWay = append();
    await eventually(() => server.log.events.length > before);
    server.endBatchAppends(how);
    expect(await Promise.allSettled([underWay])).toMatchObject([lost]);
    server.misbehave.behave();
    await append();
  });

  it('lead to the new leader when there is one: those to the old one are left', async () => {
    await begin(PATIENCE_MS, { nodes: 2 });
    await Promise.all(Array.from({ length: 4 }, () => append()));
    server.elect(server.followers[0]!);
    await expect(append()).rejects.toBeInstanceOf(NotLeaderError);
    await Promise.all(Array.from({ length: 4 }, () => append()));
    await eventually(() => server.batchAppends === 4);
  });

  it('end with what they carry when they are closed', async () => {
    await begin();
    server.misbehave.workLate('batchAppend', 3_600_000);
    const underWay = append();
    await eventually(() => server.batchAppends === 1);
    calls.close();
    expect(await Promise.allSettled([underWay])).toMatchObject([lost]);
    await eventually(() => server.batchAppends === 0);
  });

  it('carry appends of several messages, whole or not at all', async () => {
    await begin(PATIENCE_MS, { maxAppendSize: 4_000_000 });
    const large = (count: number) =>
      Array.from({ length: count }, (_, n) => (n % 2 ? counted(n) : noted('x'.repeat(600_000))));
    await expect(append(large(12))).resolves.toMatchObject({ revision: 11 });
    await expect(append(large(20))).rejects.toBeInstanceOf(AppendTooLarge);
    await append(countedUpTo(3));
    expect(server.log.events).toHaveLength(15);
    expect(server.batchAppends).toBe(1);
  });
});
