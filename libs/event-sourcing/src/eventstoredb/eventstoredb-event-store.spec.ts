import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreDbServer, type ServerOptions } from '../../../../test/eventstoredb/server.ts';
import { certificates, describeOverTls } from '../../../../test/support/certificates.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { eventStoreContract } from '../contract/event-store.contract.ts';
import {
  counted,
  countedUpTo,
  follow,
  newCategory,
  newStream,
  noted,
  numbers,
  serializer,
} from '../contract/fixture.ts';
import { placesContract } from '../contract/places.ts';
import { AppendTooLarge, StoreMisconfigured, StoreUnavailable } from '../event-store.ts';
import { type Position, parsePosition, START } from '../position.ts';
import { isEmpty } from '../upkeep/is-empty.ts';
import { EventStoreDbEventStore } from './eventstoredb-event-store.ts';
import { SEARCH_WINDOW } from './read-request.ts';

/** Long enough for a busy machine; the tests of silence itself are impatient. */
const PATIENCE_MS = 5_000;
const IMPATIENCE_MS = 400;
/** A connection over which nothing comes is given up by itself after longer. */
const BEFORE_IT_IS_MISSED_MS = 9000;

function underTest(connectionString: string, stop: () => Promise<void>) {
  const opened: EventStoreDbEventStore[] = [];
  return {
    open: (through: typeof serializer) => {
      const store = new EventStoreDbEventStore(connectionString, through);
      opened.push(store);
      return store;
    },
    close: async () => {
      for (const store of opened) await store.close();
      await stop();
    },
  };
}

/** A log of its own, on a server with the manners of that version. */
const startOf = (generation: ServerOptions['generation']) => async () => {
  const server = await EventStoreDbServer.start({ generation, ownEvents: 3, statsEvery: 7 });
  return underTest(server.connectionString, () => server.stop());
};

describe('EventStoreDbEventStore, on the protocol server', () => {
  eventStoreContract(startOf('24.10'));
});

describe('EventStoreDbEventStore, on a server that names places which no event has', () => {
  placesContract(startOf('24.10.4'));
});

const real = process.env.EVENTSTORE_URL;
describe('EventStoreDbEventStore, on a real server', () => {
  if (real) eventStoreContract(async () => underTest(real, async () => {}));
  else it.skip('skipped: EVENTSTORE_URL names none', () => {});
});

describe('EventStoreDbEventStore, when things go wrong', () => {
  let server: EventStoreDbServer;
  let store: EventStoreDbEventStore;
  const begin = async (
    options?: ServerOptions,
    connect = (it: EventStoreDbServer) => it.connectionString,
  ) => {
    server = await EventStoreDbServer.start(options);
    store = new EventStoreDbEventStore(connect(server), serializer, PATIENCE_MS);
  };
  const beginImpatiently = async () => {
    server = await EventStoreDbServer.start();
    store = new EventStoreDbEventStore(server.connectionString, serializer, IMPATIENCE_MS);
  };
  afterEach(async () => {
    await store.close();
    await server.stop();
  });

  const nobodyAnswers = expect.objectContaining({ name: StoreUnavailable.name });

  describe('an append', () => {
    it('that is answered too late counts as not answered; sent again, it is not written twice', async () => {
      await beginImpatiently();
      const [stream, events] = [newStream(), countedUpTo(3)];
      server.misbehave.answerLate('batchAppend', 2 * IMPATIENCE_MS);
      await expect(store.append(stream, 'none', events)).rejects.toEqual(nobodyAnswers);
      server.misbehave.behave();
      await expect(store.append(stream, 'none', events)).resolves.toMatchObject({ revision: 2 });
      expect(numbers(await store.readStream(stream))).toEqual([0, 1, 2]);
      // The late answer comes while the process lives on.
      await delay(IMPATIENCE_MS);
      await expect(store.append(stream, 2, [counted(3)])).resolves.toMatchObject({ revision: 3 });
    });

    it.each(['answer', 'request'] as const)(
      'whose %s is lost is sent again, and written once',
      async (loss) => {
        await begin();
        const stream = newStream();
        server.misbehave.lose(loss, 2);
        await expect(store.append(stream, 'none', countedUpTo(2))).resolves.toMatchObject({ revision: 1 });
        expect(numbers(await store.readStream(stream))).toEqual([0, 1]);
      },
    );

    it('that timed out on the server is sent again, and answered as the first was', async () => {
      await begin({ indexingMs: 200, commitTimeoutMs: 300 });
      const other = new EventStoreDbEventStore(server.connectionString, serializer, PATIENCE_MS);
      const [stream, events] = [newStream(), countedUpTo(2)];
      const [first, twin] = await Promise.all([store, other].map((it) => it.append(stream, 'none', events)));
      expect(twin).toEqual(first);
      expect(server.log.stream(stream)).toHaveLength(2);
      await other.close();
    });

    it('that is asked for twice at the same time is sent once, and answered to both', async () => {
      await begin();
      const stream = newStream();
      const [one, another] = [countedUpTo(2), countedUpTo(2, 2)];
      server.misbehave.workLate('batchAppend', 100);
      const asked = [one, one, another].map((events) => store.append(stream, 'any', events));
      await eventually(() => server.batchAppends === 2);
      const [first, twin, last] = await Promise.all(asked);
      expect(twin).toEqual(first);
      expect(last).not.toEqual(first);
      expect(server.batchAppends).toBe(2);
      await expect(store.append(stream, 'any', one)).resolves.toEqual(first);
    });

    it('larger than the server takes is refused as such, and written in no part', async () => {
      await begin({ maxAppendSize: 10_000 });
      const stream = newStream();
      const refusal = await store
        .append(stream, 'none', [counted(0), noted('x'.repeat(20_000))])
        .catch((error) => error);
      expect(refusal).toBeInstanceOf(AppendTooLarge);
      expect(refusal).toMatchObject({ stream, limit: 10_000 });
      expect(await store.readStream(stream)).toEqual([]);
      await expect(store.append(stream, 'none', [counted(0)])).resolves.toMatchObject({ revision: 0 });
    });

    it('finds the leader when it has changed, for reading as for writing', async () => {
      await begin({ nodes: 3 });
      const stream = newStream();
      await store.append(stream, 'none', [counted(0)]);
      server.elect(server.followers[0]!);
      await expect(store.append(stream, 0, [counted(1)])).resolves.toMatchObject({ revision: 1 });
      server.elect(server.followers[0]!);
      expect(numbers(await store.readStream(stream))).toEqual([0, 1]);
      server.elect(server.followers[0]!);
      await expect(store.readAll({ after: START })).resolves.toMatchObject({ caughtUp: true });
    });
  });

  describe('a server that is away', () => {
    const questions = (stream: string) => [
      store.append(stream, 'any', [counted(1)]),
      store.readStream(stream),
      store.readAll({ after: START }),
      store.head(),
      store.streamMetadata(stream),
      store.setStreamMetadata(stream, { $maxAge: 1 }),
    ];

    it('is unavailable to every question, which says why, and found again when it is back', async () => {
      await beginImpatiently();
      const stream = newStream();
      await store.append(stream, 'none', [counted(0)]);
      const { port } = server.leader;
      await server.leave();
      for (const answer of await Promise.allSettled(questions(stream))) {
        expect(answer).toMatchObject({
          status: 'rejected',
          reason: {
            name: StoreUnavailable.name,
            message: `The event store at 127.0.0.1:${port} is unavailable: ECONNREFUSED, nobody listens there`,
          },
        });
      }
      await server.comeBack();
      await Promise.all(questions(stream));
    });

    it('for less time than that is waited for by every question', async () => {
      await begin();
      const stream = newStream();
      await store.append(stream, 'none', [counted(0)]);
      await server.leave();
      const asked = questions(stream);
      // Each of them has met a port where nobody listens.
      await delay(IMPATIENCE_MS);
      await server.comeBack();
      await Promise.all(asked);
      expect(numbers(await store.readStream(stream))).toEqual([0, 1]);
    });

    it('is not waited for by who would rather know at once, nor once the store is closed', async () => {
      await begin();
      await server.leave();
      await expect(store.head(0)).rejects.toEqual(nobodyAnswers);
      const asked = store.head();
      await store.close();
      await expect(asked).rejects.toEqual(nobodyAnswers);
    });

    it('is so too when it refuses calls, or falls silent', async () => {
      await beginImpatiently();
      const stream = newStream();
      await store.append(stream, 'none', [counted(0)]);
      server.misbehave.refuseCalls();
      await expect(store.readStream(stream)).rejects.toEqual(nobodyAnswers);
      await expect(store.append(stream, 0, [counted(1)])).rejects.toEqual(nobodyAnswers);
      server.misbehave.behave();
      server.misbehave.answerLate('read', 10 * IMPATIENCE_MS);
      await expect(store.readStream(stream)).rejects.toEqual(nobodyAnswers);
      await expect(store.head()).rejects.toEqual(nobodyAnswers);
      server.misbehave.behave();
      await expect(store.readStream(stream)).resolves.toHaveLength(1);
    });
  });

  describe('reading the log', () => {
    it.each(['completed', 'unavailable', 'cancelled', 'too slow', 'cut'] as const)(
      'goes on by itself where its subscription ended in the middle (%s)',
      async (how) => {
        await begin();
        const category = newCategory();
        await store.append(newStream(category), 'none', countedUpTo(500));
        server.misbehave.endSubscriptionsAfter(200, how, 2);
        const seen: number[] = [];
        for await (const { events } of store.catchUp({ after: START, categories: [category], limit: 150 })) {
          seen.push(...numbers(events));
        }
        expect(seen).toEqual(Array.from({ length: 500 }, (_, n) => n));
      },
    );

    it('keeps both halves of a position, beyond what a Number holds', async () => {
      await begin({ firstPosition: 2n ** 60n + 1n });
      const { position } = await store.append(newStream(), 'none', [counted(0)]);
      const { major, minor } = parsePosition(position);
      expect(major).toBeGreaterThan(2n ** 60n);
      expect(minor).toBe(major);
      await store.append(newStream(), 'none', [counted(1)]);
      const { events } = await store.readAll({ after: position });
      expect(numbers(events)).toEqual([1]);
    });

    it('is empty as long as nobody but the server has written', async () => {
      await begin({ ownEvents: 3 });
      expect(await store.head()).not.toBe(START);
      await expect(isEmpty(store)).resolves.toBe(true);
      await store.append(newStream(), 'none', [counted(0)]);
      await expect(isEmpty(store)).resolves.toBe(false);
    });

    it('stands at the last event where the server names the place of the next one', async () => {
      await begin();
      const category = newCategory();
      await store.append(newStream(), 'none', countedUpTo(SEARCH_WINDOW));
      const { position } = await store.readAll({ after: START, categories: [category] });
      expect(position).toBe(await store.head());
      await store.append(newStream(category), 'none', [counted(0)]);
      const { events } = await store.readAll({ after: position, categories: [category] });
      expect(numbers(events)).toEqual([0]);
    });

    it('says that it has caught up behind the events that came before, not with them still on their way', async () => {
      await begin();
      const category = newCategory();
      await store.append(newStream(), 'none', countedUpTo(700));
      for (let n = 0; n < 20; n++) await store.append(newStream(category), 'none', countedUpTo(100, 100 * n));
      const subscription = follow(store, { after: START, categories: [category], limit: 90 }, () => delay(1));
      await eventually(() => subscription.batches.at(-1)?.caughtUp);
      const { batches, events } = subscription;
      await subscription.stop();
      expect(numbers(events())).toEqual(Array.from({ length: 2000 }, (_, n) => n));
      expect(batches.filter(({ caughtUp }) => caughtUp)).toHaveLength(1);
    });
  });

  describe('following', () => {
    /** Resumes where it stood whenever the subscription fails, as runners do. */
    const followPersistently = (from: Position, category: string) => {
      const seen: number[] = [];
      let after = from;
      let stopped = false;
      let subscription = follow(store, { after });
      const run = async () => {
        while (!stopped) {
          subscription = follow(store, { after, categories: [category] }, ({ events, position }) => {
            seen.push(...numbers(events));
            after = position;
          });
          await subscription.ended.catch((error) => expect(error).toEqual(nobodyAnswers));
        }
      };
      const running = subscription.stop().then(run);
      return {
        seen,
        stop: async () => {
          stopped = true;
          await subscription.stop();
          await running;
        },
      };
    };

    it.each(['completed', 'unavailable', 'cancelled', 'too slow', 'cut'] as const)(
      'outlives the end of its change signal (%s)',
      async (how) => {
        await begin();
        const category = newCategory();
        const stream = newStream(category);
        const follower = followPersistently(await store.head(), category);
        await eventually(() => server.subscriptions === 1);
        for (let n = 0; n < 3; n++) {
          server.endSubscriptions(how);
          const event = counted(n);
          await eventually(() =>
            store.append(stream, 'any', [event]).then(
              () => true,
              () => false,
            ),
          );
          await eventually(() => follower.seen.length > n);
          await eventually(() => server.subscriptions === 1);
        }
        await follower.stop();
        expect(follower.seen).toEqual([0, 1, 2]);
      },
    );

    it('fails when the server goes, for its runner to resume', async () => {
      await begin();
      const subscription = follow(store, { after: await store.head() });
      await eventually(() => subscription.batches.length > 0);
      await server.leave();
      await expect(subscription.ended).rejects.toEqual(nobodyAnswers);
    });
  });

  describe('a cluster', () => {
    it('that loses its leader answers the first question once another leads', async () => {
      await begin({ nodes: 3 });
      const stream = newStream();
      await store.append(stream, 'none', [counted(0)]);
      const [next] = server.followers;
      await server.lose(server.leader);
      const asked = [store.append(stream, 0, [counted(1)]), store.head(), store.readStream(stream)];
      // Meanwhile nobody leads.
      await delay(IMPATIENCE_MS);
      server.elect(next!);
      await Promise.all(asked);
      await expect(store.append(stream, 1, [counted(2)])).resolves.toMatchObject({ revision: 2 });
    });

    it('whose leader hangs asks the next one, once that has said nothing for too long', async () => {
      server = await EventStoreDbServer.start({ nodes: 3 });
      // The client may ask the node that hangs who leads, and waits for so many seconds.
      const url = `${server.connectionString}&gossipTimeout=1`;
      store = new EventStoreDbEventStore(url, serializer, IMPATIENCE_MS);
      const stream = newStream();
      await store.append(stream, 'none', [counted(0)]);
      const [next, another] = server.followers;
      server.hang(server.leader);
      server.elect(next!);
      await eventually(() => store.append(stream, 0, [counted(1)]), BEFORE_IT_IS_MISSED_MS);
      server.hang(next!);
      server.elect(another!);
      await eventually(() => store.readStream(stream), BEFORE_IT_IS_MISSED_MS);
    });

    it('that loses its majority writes nothing, says who was asked, and is found when it is back', async () => {
      await begin({ nodes: 3 });
      const stream = newStream();
      const { leader } = server;
      const [lost, left] = server.followers;
      await server.lose(leader);
      await server.lose(lost!);
      const refused = 'ECONNREFUSED, nobody listens there';
      await expect(store.append(stream, 'none', [counted(0)])).rejects.toThrow(
        `no node leads: 127.0.0.1:${leader.port} ${refused}; 127.0.0.1:${lost!.port} ${refused}; 127.0.0.1:${left!.port} answers`,
      );
      expect(server.log.events).toEqual([]);
      await lost!.open();
      server.elect(left!);
      await eventually(() => store.append(stream, 'none', [counted(0)]));
    });
  });

  describe('finding the server', () => {
    it('through several nodes, or through discovery', async () => {
      await begin({ nodes: 3 }, (it) => it.discoveryString);
      await expect(store.append(newStream(), 'none', [counted(0)])).resolves.toMatchObject({ revision: 0 });
    });
  });

  describe('opening', () => {
    it('wants a server that is there', async () => {
      await begin();
      await server.leave();
      const opening = EventStoreDbEventStore.open(server.connectionString, serializer);
      await expect(opening).rejects.toEqual(nobodyAnswers);
    });

    it('refuses a server that does not tell when a reader has caught up', async () => {
      await begin({ generation: '22.10' });
      await expect(EventStoreDbEventStore.open(server.connectionString, serializer)).rejects.toThrow(
        'EventStoreDB 22.10.5 does not tell readers when they have caught up: 23.10 or later is needed',
      );
    });
  });

  describeOverTls('over TLS', () => {
    it('is reached with the authority’s file and credentials', async () => {
      const credentials = { username: 'greffe', password: 'p:ss/w@rd é' };
      const encoded = `greffe:${encodeURIComponent(credentials.password)}`;
      await begin({ tls: certificates!, credentials }, (it) =>
        it.connectionString.replace(/\/\/.*@/, `//${encoded}@`),
      );
      const stream = newStream();
      await store.append(stream, 'none', [counted(0)]);
      expect(numbers(await store.readStream(stream))).toEqual([0]);
    });

    it.each([
      [
        'with another password',
        (url: string) => url.replace('greffe:test@', 'greffe:wrong@'),
        /knows no user greffe with this password$/,
      ],
      ['without a user', (url: string) => url.replace('greffe:test@', ''), /wants a user and a password: /],
      [
        'by who does not know its authority',
        (url: string) => url.replace(/&tlsCAFile=.*/, ''),
        /: its certificate is of an unknown authority: /,
      ],
      [
        'without TLS',
        (url: string) => url.replace(/\/\/.*@/, '//').replace(/\?.*/, '?tls=false'),
        /: it speaks TLS: take tls=false away$/,
      ],
    ])('is not opened %s, which is said at once, of whom and where', async (_, changed, reason) => {
      await begin({ tls: certificates!, credentials: { username: 'greffe', password: 'test' } });
      const { port } = server.leader;
      const denied = new EventStoreDbEventStore(changed(server.connectionString), serializer, IMPATIENCE_MS);
      const misconfigured = expect.objectContaining({
        name: StoreMisconfigured.name,
        message: expect.stringMatching(
          new RegExp(`^The event store at 127.0.0.1:${port} .*${reason.source}`),
        ),
      });
      await expect(denied.append(newStream(), 'none', [counted(0)])).rejects.toEqual(misconfigured);
      await expect(denied.head()).rejects.toEqual(misconfigured);
      await denied.close();
      expect(server.log.events).toEqual([]);
    });
  });
});
