import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rebuild } from '#event-sourcing';
import { sha256Of, systemActor } from '#platform';
import { treeProjection } from '#sealing';
import {
  type KeyVerifier,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  verifierOf,
} from '#transparency';
import { SealedRegister } from '../../libs/sealing/src/sealing.fixture.ts';
import { eventually } from '../support/eventually.ts';
import { greffe } from '../support/greffe.ts';
import { killSpawnedApps, type SpawnedApp, spawnApp, spawnGreffe } from '../support/spawn-app.ts';
import { visible } from '../support/test-log.ts';

const SLOW_START_MS = 120_000;
const EVENTS = 12;

let register: SealedRegister;
let folder: string;
let witness: SpawnedApp;
let witnessKeys: KeyVerifier[];
let portal: SpawnedApp;

beforeAll(async () => {
  register = await SealedRegister.open();
  folder = mkdtempSync(join(tmpdir(), 'greffe-witness-'));
  const logs = join(folder, 'logs.txt');
  writeFileSync(logs, register.log.keys.all.map(({ verifierKey }) => `${verifierKey}\n`).join(''));
  witness = await spawnGreffe(...startOf(logs));
  await witness.ready();
  witnessKeys = witness.lines.filter((line) => line.startsWith('temoin.example+')).map(verifierOf);
  await append(EVENTS);
  portal = await startPortal();
}, SLOW_START_MS);
afterAll(async () => {
  await killSpawnedApps();
  await register.close();
  rmSync(folder, { recursive: true });
});

/** Events that every program knows. */
async function append(events: number): Promise<void> {
  const { database, store, stored } = register.engines;
  const data = { concerns: 'v1', upTo: 0, upToRoot: '', partners: 0, directoryRoot: '' };
  const metadata = {
    correlationId: 'c',
    causationId: 'c',
    actor: systemActor('test'),
    occurredAt: '2026-01-01T00:00:00.000Z',
  };
  for (let n = 0; n < events; n++) {
    await store.append('heads-v1', 'any', [{ id: randomUUID(), type: 'HeadsSealed', data, metadata }]);
  }
  await visible({ database, store: stored });
}

const startOf = (logs: string) => [
  ...['witness', '--dir', join(folder, 'kept'), '--name', 'temoin.example', '--logs', logs],
];

async function startPortal(): Promise<SpawnedApp> {
  const { config } = register.engines;
  const started = await spawnApp('greffe', {
    DATABASE_URL: config.databaseUrl,
    GREFFE_DATA_DIR: config.dataDir,
    GREFFE_DEMO: 'off',
    GREFFE_SECRET: config.secret,
    GREFFE_MASTER_KEY: config.masterKey,
    GREFFE_WITNESSES: `${witness.url} ${witnessKeys.map(({ verifierKey }) => verifierKey).join(' ')}`,
  });
  await started.ready();
  return started;
}

const told = async () => {
  const { status, seal } = await (await fetch(`${portal.url}/api/health/ready`)).json();
  return { status, ...seal?.witnesses?.[0] };
};

const served = async (from: SpawnedApp, path: string) => (await fetch(`${from.url}${path}`)).text();

/** Restarts the register after its owner has done something to it. */
async function after(tampering: () => Promise<void>): Promise<void> {
  await portal.stop();
  await tampering();
  const { database, stored } = register.engines;
  await database.query('DELETE FROM sealing.signed_heads WHERE size > 3');
  await rebuild(database, stored, treeProjection);
  portal = await startPortal();
}

const sizeOf = (note: string) => Number(note.split('\n')[1]);

describe('a witness on another machine', () => {
  it(
    'cosigns what the register has signed; the checkpoint that is served says so, and the witness keeps it',
    async () => {
      const first = await eventually(async () => {
        const now = await told();
        return now.size >= EVENTS && now.status === 'ready' && now;
      }, 60_000);
      expect(first).toMatchObject({ name: 'temoin.example', fault: null });
      const note = await eventually(async () => {
        const newest = await served(portal, '/checkpoint');
        return newest.includes('temoin.example') ? newest : null;
      }, 60_000);
      const { all, origin } = register.log.keys;
      expect(openNote(note, witnessKeys)).toBe(openNote(note, all));
      expect(parseNote(note).signatures.map(({ name }) => name)).toEqual([
        ...[origin, origin, 'temoin.example', 'temoin.example'],
      ]);
      const kept = await served(witness, `/${sha256Of(Buffer.from(origin))}/checkpoint`);
      expect(parseCheckpoint(openNote(kept, witnessKeys))).toEqual(openCheckpoint(kept, all, origin));
      expect((await fetch(`${witness.url}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404);
    },
    SLOW_START_MS,
  );

  it(
    'goes on after both were restarted, from what it has kept',
    async () => {
      const before = (await told()).size;
      await witness.stop();
      await append(2);
      await eventually(async () => (await told()).fault === 'away', 60_000);
      witness = await spawnRestarted();
      await portal.stop();
      portal = await startPortal();
      await eventually(
        async () => (await told()).size >= before + 2 && (await told()).fault === null,
        60_000,
      );
    },
    SLOW_START_MS,
  );

  it(
    'does not cosign a register that was cut back, which says so, and goes on',
    async () => {
      await after(() =>
        register.tamper(
          `DELETE FROM event_log.events WHERE sequence > (SELECT sequence FROM event_log.events
           ORDER BY transaction_id, sequence OFFSET 4 LIMIT 1)`,
        ),
      );
      await append(1);
      await eventually(async () => {
        const { fault, status } = await told();
        return fault === 'cut-back' && status === 'ready';
      }, 60_000);
      expect(await served(portal, '/checkpoint')).not.toContain('temoin.example');
    },
    SLOW_START_MS,
  );

  it(
    'nor one that was forked: it has seen another',
    async () => {
      await append(EVENTS + 5);
      await eventually(async () => (await told()).fault === 'forked', 60_000);
      const { origin } = register.log.keys;
      const kept = await served(witness, `/${sha256Of(Buffer.from(origin))}/checkpoint`);
      await eventually(async () => sizeOf(await served(portal, '/checkpoint')) > sizeOf(kept), 60_000);
      expect(await served(portal, '/checkpoint')).not.toContain('temoin.example');
    },
    SLOW_START_MS,
  );
});

/** On another port, with what it has kept. */
async function spawnRestarted(): Promise<SpawnedApp> {
  const logs = join(folder, 'logs.txt');
  const again = await spawnGreffe(...startOf(logs));
  await again.ready();
  expect(again.lines).toEqual(expect.arrayContaining(witnessKeys.map(({ verifierKey }) => verifierKey)));
  return again;
}

describe('greffe witness, called wrongly', () => {
  const NAMED = ['--name', 'temoin.example'];
  it.each([
    ['without its logs', [...NAMED], 'il manque --logs <file>'],
    ['with a file that is not there', [...NAMED, '--logs', '/nowhere'], 'ce fichier ne peut pas être lu'],
    [
      'with a file that holds no keys',
      [...NAMED, '--logs', 'package.json'],
      'n’est pas fait de clés publiques',
    ],
    ['with a name that is none', ['--name', 'a b', '--logs', 'KEYS'], '--name'],
    ['with an address for a name', ['--name', 'https://temoin.example', '--logs', 'KEYS'], '--name'],
    ['with a port that is none', [...NAMED, '--logs', 'KEYS', '--port', '99999'], '--port'],
    [
      'with a port that is taken',
      [...NAMED, '--logs', 'KEYS', '--port', 'PORTAL'],
      'is taken: end what listens there',
    ],
    [
      'with another host',
      [...NAMED, '--logs', 'KEYS', '--host', '192.0.2.1'],
      '--host 192.0.2.1 is no address',
    ],
  ])('%s ends with 2, and says so in one line', async (_, args, said) => {
    const places: Record<string, string> = {
      KEYS: join(folder, 'logs.txt'),
      PORTAL: new URL(portal.url).port,
    };
    const given = args.map((one) => places[one] ?? one);
    const { code, out, err } = await greffe('witness', '--dir', join(folder, 'none'), ...given);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });
});
