import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { anomalies } from '#anomalies';
import { connections } from '#connections';
import { type NewEvent, ProjectionProgress } from '#event-sourcing';
import { migrate, type SiemConfig } from '#platform';
import { SignedHeads } from '#sealing';
import { checkpointText, ed25519, signerFrom, signNote } from '#transparency';
import { certificates, describeOverTls } from '../../../../test/support/certificates.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { type TestLog, testLog, visible } from '../../../../test/support/test-log.ts';
import { cosignatures, signedHeadTables } from '../../../sealing/src/signed-heads.ts';
import { HttpsReceiver } from './https-receiver.ts';
import { SIEM, siemSteps } from './place.ts';
import { type Receiver, ReceiverAway } from './receiver.ts';
import { SiemFollower } from './siem-follower.ts';
import { SyslogServer, type Told, withoutRepeats } from './siem-server.fixture.ts';
import { SyslogReceiver } from './syslog-receiver.ts';

const NOW = '2026-11-02T09:00:00.000Z';
const ca = certificates ? readFileSync(certificates.caFile, 'utf8') : undefined;
const metadata = {
  correlationId: randomUUID(),
  causationId: randomUUID(),
  actor: { code: 'test', role: 'system' as const, organism: null },
  occurredAt: NOW,
};

const attempts = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    type: 'LoginAttempted',
    data: {
      userCode: 'A000001',
      identifierHash: null,
      organism: { id: '21590410000017' },
      address: '192.0.2.7',
      userAgent: 'Firefox',
      outcome: index % 3 ? 'success' : 'wrong-password',
      sessionId: null,
      count: 1,
      retryAt: null,
    },
    metadata,
  }));

/** Short stretches, so that a few records make many. */
class QuickSyslog extends SyslogReceiver {
  override readonly stretch: Receiver['stretch'] = { records: 40, ms: 30 };
}

describeOverTls('a stream to a SIEM', () => {
  let log: TestLog;
  let clock: TestClock;
  let running: SiemFollower[];
  let said: string[];
  let expected: string[];
  beforeEach(async () => {
    log = await testLog({ ...connections.eventTypes, ...anomalies.eventTypes });
    await migrate(log.database, 'siem', siemSteps);
    await migrate(log.database, 'sealing', [signedHeadTables, cosignatures]);
    clock = new TestClock(NOW);
    [running, said, expected] = [[], [], []];
  });
  afterEach(async () => {
    await Promise.all(running.map((follower) => follower.stop()));
    await log.drop();
  });

  const follow = (
    url: string,
    siem: Partial<SiemConfig> = {},
    receiver: Receiver = new QuickSyslog(url, { ca }),
  ) => {
    const config = { url, ca, mask: [], from: 'start' as const, ...siem };
    const secret = { nameSecret: 'a-key-of-more-than-thirty-two-characters' };
    const follower = new SiemFollower(
      log.database,
      log.store,
      clock,
      secret,
      config,
      {
        info: () => {},
        error: (message, error) => said.push(`${message}: ${(error as Error).message}`),
      },
      { receiver, pauses: { firstMs: 10, longestMs: 100 } },
    );
    running.push(follower);
    follower.start();
    return follower;
  };
  const record = async (count: number) => {
    const events = attempts(count);
    await log.store.append('connections-A000001', 'any', events);
    expected.push(...events.map(({ id }) => id));
  };
  /** What was recorded, each once, in the order of the log, with numbers from 1 on. */
  const arrived = (told: readonly Told[]) => {
    const records = withoutRepeats(told);
    expect(records.map(({ metadata: { uid } }) => uid)).toEqual(expected);
    expect(records.map(({ metadata: { sequence } }) => sequence)).toEqual(
      expected.map((_, index) => index + 1),
    );
    return true;
  };
  const confirmed = () =>
    eventually(async () => {
      const { store, notifications, database } = log;
      const progress = new ProjectionProgress(database, notifications, store);
      return (await progress.positionOf(SIEM)) === (await store.head());
    });

  describe('by syslog over TLS', () => {
    let server: SyslogServer;
    let url: string;
    beforeEach(async () => {
      server = new SyslogServer();
      url = await server.listen();
    });
    afterEach(() => server.away());

    it('tells every attempt once, in the order of the log, framed and numbered', async () => {
      await record(100);
      follow(url);
      await eventually(() => arrived(server.told));
      await record(30);
      await eventually(() => arrived(server.told));
      expect(server.messages.find((message) => message.includes(expected[0]!))).toMatch(
        /^<85>1 2026-11-02T09:00:00\.000Z \S+ greffe - authentication \[meta sequenceId="1"\] \{/,
      );
      await confirmed();
      expect(server.told.filter(({ class_uid }) => class_uid === 3002)).toHaveLength(130);
    });

    it('begins with what comes after its first start, unless it is told to begin at the start', async () => {
      await record(10);
      await visible(log);
      expected = [];
      const first = follow(url, { from: 'now' });
      await eventually(() => server.told.length > 0);
      await record(5);
      await eventually(() => arrived(server.told));
      await confirmed();
      await first.stop();
      await record(5);
      follow(url, { from: 'now' });
      await eventually(() => arrived(server.told));
    });

    it('loses nothing to a receiver that resets, leaves, stalls and refuses in the middle of records', async () => {
      follow(url);
      const strikes = [
        () => server.reset(),
        () => server.leave(),
        async () => {
          server.stall();
          await record(50);
          server.reset();
          server.resume();
        },
        async () => {
          await server.away();
          await record(50);
          await server.listen();
        },
      ];
      for (let round = 0; round < 12; round++) {
        const before = server.told.length;
        await record(60);
        await eventually(() => server.told.length > before);
        await strikes[round % strikes.length]!();
      }
      await record(10);
      await eventually(() => arrived(server.told));
      await confirmed();
    });

    it('sends a stretch again that the receiver has taken and not read', async () => {
      await record(20);
      server.stall();
      const follower = follow(url);
      await eventually(() => server.connections > 0 && follower.state === 'active');
      server.reset();
      expect(server.told).toEqual([]);
      await expect(log.database.query('SELECT records FROM siem.sent')).resolves.toMatchObject({
        rows: [{ records: '0' }],
      });
      server.resume();
      await eventually(() => arrived(server.told));
    });

    it('is held up by a receiver that takes nothing, and remembers nothing of what comes meanwhile', async () => {
      server.stall();
      const follower = follow(url, {}, new QuickSyslog(url, { ca, silentMs: 300 }));
      await record(8_000);
      await eventually(() => follower.waiting !== null);
      expect(follower.waiting!.reason).toBe(`${url.slice(13)} does not answer`);
      expect(follower.failingSince).toBeNull();
      server.resume();
      await eventually(() => server.told.length > 8_000 && arrived(server.told), 20_000, 100);
    });

    it('goes on from what was confirmed when it is killed in mid-stretch, in this process or another', async () => {
      await record(200);
      const slow = new (class extends QuickSyslog {
        override readonly stretch = { records: 1_000_000, ms: 3_600_000 };
      })(url, { ca });
      const first = follow(url, {}, slow);
      await eventually(() => arrived(server.told));
      await first.stop();
      expect((await log.database.query('SELECT records FROM siem.sent')).rows).toEqual([{ records: '0' }]);
      await record(10);
      follow(url);
      await eventually(() => arrived(server.told));
      await confirmed();
      expect(server.told.filter(({ class_uid }) => class_uid === 3002)).toHaveLength(410);
    });

    it('says every five minutes where it stands, though nothing happens, and what was last signed', async () => {
      await record(3);
      const signer = signerFrom(ed25519, 'greffe.example', Buffer.alloc(32, 1));
      const note = signNote(checkpointText({ origin: 'greffe.example', size: 3, root: Buffer.alloc(32) }), [
        signer,
      ]);
      await new SignedHeads(log.database).add({ size: 3, note }, '');
      follow(url);
      const beats = () => server.told.filter(({ type_uid }) => type_uid === 99);
      await eventually(() => beats().length === 1);
      await confirmed();
      clock.advance({ minutes: 4, seconds: 59 });
      await record(1);
      await eventually(() => arrived(server.told));
      expect(beats()).toHaveLength(1);
      clock.advance({ seconds: 1 });
      await eventually(() => beats().length === 2);
      expect(beats()[1]).toMatchObject({
        time: Date.parse(NOW) + 300_000,
        metadata: { log_name: 'heartbeat', sequence: 4 },
        unmapped: { position: await log.store.head(), checkpoint: note },
      });
    });

    it('tells the end of a session, by its id', async () => {
      const session = { sessionId: randomUUID(), reason: 'signed-out' };
      await log.store.append('connections-A000001', 'any', [
        { ...attempts(1)[0]!, type: 'LoggedOut', data: session },
      ]);
      follow(url);
      await eventually(() => server.told.length > 1);
      const told = server.told.find(({ type_uid }) => type_uid === 300_202);
      expect(told).toMatchObject({
        user: { name: 'A000001' },
        session: { uid: session.sessionId },
        status_id: 1,
      });
    });

    it('leaves out what it is told to', async () => {
      await record(2);
      follow(url, { mask: ['user.name', 'src_endpoint.ip', 'http_request.user_agent'] });
      await eventually(() => arrived(server.told));
      const all = server.messages.join();
      for (const personal of ['A000001', '192.0.2.7', 'Firefox']) expect(all).not.toContain(personal);
      const [one, other] = withoutRepeats(server.told);
      expect(one!.user).toEqual({ uid: expect.stringMatching(/^[0-9a-f]{32}$/) });
      expect(one!.user).toEqual(other!.user);
      expect(one!.src_endpoint).not.toEqual(one!.user);
    });

    it('says in one line why the receiver cannot be used, once', async () => {
      const follower = follow(url, {}, new QuickSyslog(url));
      await eventually(() => said.length > 0);
      expect(said).toEqual([
        `siem: the certificate of ${url.slice(13)} is not from an authority that is known here: name it in GREFFE_SIEM_CA (UNABLE_TO_VERIFY_LEAF_SIGNATURE)`,
      ]);
      expect(follower.state).toBe('waiting');
      await follower.stop();

      await server.away();
      follow(url);
      await eventually(() => said.length > 1);
      expect(said[1]).toBe(`siem: ${url.slice(13)} refuses connections`);
      await server.listen();
    });

    it('knows a receiver that does not speak TLS', async () => {
      const plain = createServer((socket) => socket.resume().end('220 mail\r\n')).listen(0, '127.0.0.1');
      await once(plain, 'listening');
      const { port } = plain.address() as AddressInfo;
      const follower = follow(`syslog+tls://127.0.0.1:${port}`);
      await eventually(() => said.length > 0);
      expect(said[0]).toMatch(/^siem: 127\.0\.0\.1:\d+ does not speak TLS there \(\w+\)$/);
      await follower.stop();
      plain.close();
    });
  });

  describe('by HTTPS', () => {
    it('posts lines of JSON, and again until they are taken', async () => {
      const told: Told[] = [];
      let answer: number | 'none' = 200;
      let asked = 0;
      const server = createHttpsServer({ key: certificates!.key, cert: certificates!.certificate });
      server.on('request', async (request, response) => {
        asked++;
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        expect(request.headers).toMatchObject({
          'content-type': 'application/x-ndjson',
          authorization: `Basic ${Buffer.from('greffe:pass').toString('base64')}`,
        });
        if (answer === 'none') return;
        if (answer === 200) {
          const lines = Buffer.concat(chunks).toString().trim().split('\n');
          told.push(...lines.map((line) => JSON.parse(line)));
        }
        response.writeHead(answer).end();
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { port } = server.address() as AddressInfo;
      const url = `https://greffe:pass@127.0.0.1:${port}/collect?source=greffe`;
      const follower = follow(url, {}, new HttpsReceiver(url, { ca, answerMs: 200 }));
      try {
        await record(30);
        await eventually(() => arrived(told));
        answer = 503;
        await record(30);
        await eventually(() => follower.waiting !== null);
        expect(said).toEqual([`siem: 127.0.0.1:${port} answers 503`]);
        answer = 'none';
        await eventually(() => said.length > 1);
        expect(said[1]).toBe(`siem: 127.0.0.1:${port} does not answer`);
        const before = asked;
        await eventually(() => asked > before);
        answer = 200;
        await eventually(() => arrived(told));
        await confirmed();
        expect(told.filter(({ class_uid }) => class_uid === 3002)).toHaveLength(60);
      } finally {
        await follower.stop();
        server.closeAllConnections();
        server.close();
      }
    });
  });
});

it.each([
  ['ECONNREFUSED', 'siem.example refuses connections'],
  ['ENOTFOUND', 'the name of siem.example is not known'],
  ['ECONNRESET', 'siem.example has broken the connection off'],
  ['CERT_HAS_EXPIRED', 'the certificate of siem.example is not valid (CERT_HAS_EXPIRED)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate of siem.example is for another name'],
  ['EHOSTUNREACH', 'siem.example cannot be reached (EHOSTUNREACH)'],
])('why a receiver is away is one line: %s', (code, line) =>
  expect(ReceiverAway.because(Object.assign(new Error('x'), { code }), 'siem.example').message).toBe(line),
);
