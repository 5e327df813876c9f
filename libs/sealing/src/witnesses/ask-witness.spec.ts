import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  checkpointText,
  cosignatureV1,
  ed25519,
  mlDsa44,
  parseNote,
  signatureLine,
  signerFrom,
  signNote,
} from '#transparency';
import { askWitness } from './ask-witness.ts';

const log = signerFrom(ed25519, 'greffe.example', Buffer.alloc(32, 1));
const keys = [
  signerFrom(cosignatureV1, 'temoin.example', Buffer.alloc(32, 2)),
  signerFrom(mlDsa44, 'temoin.example', Buffer.alloc(32, 3)),
];
const stranger = signerFrom(cosignatureV1, 'temoin.example', Buffer.alloc(32, 4));
const text = checkpointText({ origin: log.name, size: 3, root: Buffer.alloc(32, 5) });
const note = signNote(text, [log]);

let server: Server;
let status: number;
let answered: string;
beforeAll(async () => {
  server = createServer((_request, response) => response.writeHead(status).end(answered));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());
beforeEach(() => {
  status = 200;
});

const ask = () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return askWitness({ url, keys }, note, 0, () => Promise.reject(new Error('no proof is asked for')));
};

it('takes one signature of each key of a witness: with a hundred the checkpoint would be no note any more', async () => {
  const many = Array.from({ length: 100 }, (_, at) => signatureLine(text, keys[0]!, at));
  const longer = signatureLine(text, keys[1]!, 1);
  answered = [signatureLine(text, stranger, 1), 'nothing\n', ...many, longer].join('');
  const lines = await ask();
  expect(lines).toBe(many[0]! + longer);
  expect(parseNote(note + lines).signatures).toHaveLength(3);
});

it('takes none of others, and none of another checkpoint', async () => {
  answered = signatureLine(text, stranger, 1) + signatureLine(text.replace('\n3\n', '\n4\n'), keys[0]!, 1);
  await expect(ask()).rejects.toMatchObject({ fault: 'unverified' });
});

it.each([
  ['forked', 'has seen as many events, and other ones', '3'],
  ['cut-back', 'has seen more of them', '4'],
  ['away', 'has moved on meanwhile', '0'],
  ['away', 'does not say where it is', '?'],
])('%s: a witness that conflicts, and %s', async (fault, _, size) => {
  [status, answered] = [409, `${size}\n`];
  await expect(ask()).rejects.toMatchObject({ fault });
});
