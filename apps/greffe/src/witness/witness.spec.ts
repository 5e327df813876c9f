import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addCheckpointText,
  checkpointText,
  consistencyProof,
  ed25519,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  signerFrom,
  signNote,
  unverifiedCheckpoint,
} from '#transparency';
import { treeOf } from '../../../../libs/transparency/src/tree.fixture.ts';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { CosignedLogs, nameOf } from './cosigned-logs.ts';
import { Witness } from './witness.ts';
import { witnessKeys } from './witness-keys.ts';
import { witnessServer } from './witness-server.ts';

const ORIGIN = 'greffe.example';
const log = signerFrom(ed25519, ORIGIN, Buffer.alloc(32, 1));
const stranger = signerFrom(ed25519, ORIGIN, Buffer.alloc(32, 2));
const watched = [{ origin: ORIGIN, keys: [log] }];
const { tiles } = treeOf(40);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greffe-witness-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const keysHere = () => witnessKeys(folder, 'temoin.example');
/** As a process of its own has it. */
const witnessHere = () =>
  new Witness(watched, new CosignedLogs(folder), keysHere(), new TestClock('2026-11-29T09:00:00.000Z'));

async function asked(old: number, size: number, root = treeOf(size).tree.root): Promise<string> {
  const proof = old === 0 || old === size ? [] : await consistencyProof(old, size, tiles.source);
  const checkpoint = signNote(checkpointText({ origin: ORIGIN, size, root }), [log, stranger]);
  return addCheckpointText({ old, proof, checkpoint });
}

const last = () => new CosignedLogs(folder).last(ORIGIN)!;

describe('what a witness keeps', () => {
  it('is the last checkpoint of each log, with the signatures that it has verified, and its own', async () => {
    for (const [old, size] of [
      [0, 3],
      [3, 7],
      [7, 7],
      [7, 40],
    ] as const) {
      expect(witnessHere().add(await asked(old, size)).status).toBe(200);
    }
    const { number, note } = last();
    expect(number).toBe(4);
    expect(openCheckpoint(note, [log], ORIGIN).size).toBe(40);
    expect(parseCheckpoint(openNote(note, keysHere())).size).toBe(40);
    expect(note.split('\n').filter((line) => line.startsWith('—'))).toHaveLength(3);
    expect(readdirSync(folder).sort()).toEqual([`${nameOf(ORIGIN)}.000000000004`, 'keys'].sort());
  });

  it('goes on for one only of two that would go on from the same checkpoint', async () => {
    const [one, other] = [new CosignedLogs(folder), new CosignedLogs(folder)];
    witnessHere().add(await asked(0, 3));
    const before = one.last(ORIGIN);
    expect(one.keep(ORIGIN, before, 'one')).toBe(true);
    expect(other.keep(ORIGIN, before, 'another')).toBe(false);
    expect(last().note).toBe('one');
    // Nor long after, when the file that stood in its way is gone.
    expect(one.keep(ORIGIN, one.last(ORIGIN), 'further')).toBe(true);
    expect(other.keep(ORIGIN, before, 'another')).toBe(false);
    expect(other.keep(ORIGIN, null, 'another')).toBe(false);
    expect(last().note).toBe('further');
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('is judged anew where another was faster: of two histories one is cosigned', async () => {
    const logs = new CosignedLogs(folder);
    const slow = new (class extends CosignedLogs {
      override keep(...given: Parameters<CosignedLogs['keep']>): boolean {
        // Another process answers at this very moment, the first time.
        if (!logs.last(ORIGIN))
          new Witness(watched, logs, keysHere(), new TestClock('2026-11-29T09:00:00.000Z')).add(fork);
        return super.keep(...given);
      }
    })(folder);
    const fork = await asked(0, 7, Buffer.alloc(32, 9));
    const answer = new Witness(watched, slow, keysHere(), new TestClock('2026-11-29T09:00:00.000Z')).add(
      await asked(0, 3),
    );
    expect(answer).toEqual({ status: 409, size: 7 });
    expect(unverifiedCheckpoint(last().note).root).toEqual(Buffer.alloc(32, 9));
  });

  it('is not disturbed by what an interrupted write has left', async () => {
    writeFileSync(join(folder, `${nameOf(ORIGIN)}.000000000001.half`), 'old');
    expect(witnessHere().add(await asked(0, 3)).status).toBe(200);
    expect(last().number).toBe(1);
  });
});

it('a witness has the keys of its name, and no others', () => {
  const keys = keysHere().map(({ verifierKey }) => verifierKey);
  expect(keysHere().map(({ verifierKey }) => verifierKey)).toEqual(keys);
  expect(() => witnessKeys(folder, 'autre.example')).toThrow('--name\u00a0: les clés de');
  for (const name of ['a b', 'https://temoin.example']) {
    expect(() => witnessKeys(folder, name)).toThrow('--name\u00a0: une adresse sans son schéma');
  }
});

describe('a witness over HTTP', () => {
  let url: string;
  let server: Server;
  let stop: () => void;
  beforeEach(async () => {
    server = witnessServer(witnessHere(), new CosignedLogs(folder), watched);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    stop = () => {
      server.closeAllConnections();
      server.close();
    };
  });
  afterEach(() => stop());

  const post = (body: string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body });

  it('answers as C2SP tlog-witness has it', async () => {
    const first = await post(await asked(0, 3));
    expect(first.status).toBe(200);
    expect(await first.text()).toMatch(/^(— temoin\.example [A-Za-z0-9+/]+=*\n){2}$/);
    const conflict = await post(await asked(0, 7));
    expect(conflict.status).toBe(409);
    expect(conflict.headers.get('content-type')).toBe('text/x.tlog.size');
    expect(await conflict.text()).toBe('3\n');
    expect((await post(await asked(3, 7, Buffer.alloc(32)))).status).toBe(422);
    expect((await post('old')).status).toBe(400);
    expect((await post('x'.repeat(70_000))).status).toBe(413);
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
    const kept = await fetch(`${url}/${nameOf(ORIGIN)}/checkpoint`);
    expect(parseCheckpoint(openNote(await kept.text(), keysHere())).size).toBe(3);
  });

  it('has no fault that whoever asks can bring about, and says nothing of who hangs up', async () => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      for (const path of ['//', '///add-checkpoint', '//[', '/%', '/?a=//'])
        expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 404]);
      const { port } = server.address() as AddressInfo;
      const caller = connect(port, '127.0.0.1');
      const asked = once(server, 'request');
      caller.write('POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nold');
      const [, answer] = (await asked) as [unknown, ServerResponse];
      const over = once(answer, 'close');
      caller.destroy();
      await over;
      expect((await post('old')).status).toBe(400);
      expect(said).not.toHaveBeenCalled();
    } finally {
      said.mockRestore();
    }
  });
});
