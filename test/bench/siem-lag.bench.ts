import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { type EventStore, START } from '#event-sourcing';
import { SIEM_CATEGORIES, SiemRecords } from '../../libs/composition/src/siem/records.ts';
import { SiemFollower } from '../../libs/composition/src/siem/siem-follower.ts';
import { frameOf } from '../../libs/composition/src/siem/syslog-receiver.ts';
import { certificates } from '../support/certificates.ts';
import { recordAttempts } from './attempts.ts';
import { elapsed, median, report } from './figure.ts';
import { TlsReceiver } from './tls-receiver.ts';
import { withEngines } from './workbench.ts';

const EVENTS = 100_000;
const ROUNDS = 3;
const HEARTBEAT = 1;

/** Attempts streamed to a local receiver of syslog over TLS, against the same bytes written to it by a bare socket. */
export const siemLag = () =>
  withEngines(async ({ store, database, clock, config }) => {
    if (!certificates) throw new Error('siem-lag needs OpenSSL 3: install the package `openssl`');
    await recordAttempts(store, EVENTS);
    await database.query('VACUUM ANALYZE event_log.events');
    const ca = readFileSync(certificates.caFile, 'utf8');
    const receiver = await TlsReceiver.start(certificates);
    const siem = { url: `syslog+tls://127.0.0.1:${receiver.port}`, ca, mask: [], from: 'start' } as const;
    const bytes = await bytesOf(store);

    const rounds: { ours: number; bare: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await database.query('DELETE FROM followers.checkpoints');
      const follower = new SiemFollower(database, store, clock, config, siem, {
        info: () => {},
        error: (_, error) => {
          throw error;
        },
      });
      const ourMs = await elapsed(async () => {
        const all = receiver.messages(EVENTS + HEARTBEAT);
        follower.start();
        await all;
      });
      await follower.stop();
      const bareMs = await elapsed(async () => {
        const all = receiver.messages(EVENTS);
        const socket = connect({ host: '127.0.0.1', port: receiver.port, ca });
        for (const chunk of bytes) if (!socket.write(chunk)) await once(socket, 'drain');
        await all;
        socket.destroy();
      });
      rounds.push({ ours: (EVENTS / ourMs) * 1000, bare: (EVENTS / bareMs) * 1000 });
    }
    await receiver.stop();
    report({
      name: 'siem-lag',
      value: median(rounds.map(({ ours }) => ours)),
      unit: 'events/s',
      reference: median(rounds.map(({ bare }) => bare)),
      ratio: median(rounds.map(({ ours, bare }) => ours / bare)),
    });
  });

async function bytesOf(store: EventStore): Promise<string[]> {
  const records = new SiemRecords(store, { mask: [] }, { nameSecret: '' });
  const chunks: string[] = [];
  let sent = 0;
  for await (const { events } of store.catchUp({ after: START, categories: SIEM_CATEGORIES, limit: 500 })) {
    const told = await records.of(events, sent);
    sent += told.length;
    chunks.push(told.map(frameOf).join(''));
  }
  return chunks;
}
