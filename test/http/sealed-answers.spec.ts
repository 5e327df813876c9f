import request from 'supertest';
import { StoredLog } from '#event-sourcing';
import { NotSealedYet, proofOf, SealedTree, SignedHeads, sealKeys } from '#sealing';
import { checkTlogProof, leafHash, parseTlogProof } from '#transparency';
import { eventually } from '../support/eventually.ts';
import { describeWithPoppler, lettersOf, pagesOf, seenPdf } from '../support/pdf.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

let running: RunningRegister;
let register: SmallRegister;
let town: Record<string, string>;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  await register.convention();
  await register.agent('Camille', 'Durand', 'activity');
  town = await sessionOf(
    running.url,
    await register.activate(await register.staff('gestionnaire', 'Sophie')),
  );
}, 60_000);
afterAll(() => running.close());

const CHECKPOINT = /^size=(\d+), root=:([A-Za-z0-9+/]{43}=):, covers=\?([01])$/;

describe('the answer to a command', () => {
  const person = { lastName: 'Morel', firstName: 'Denise', function: 'Agent', email: 'd.morel@mons.example' };
  const register = () =>
    request(running.url)
      .post('/api/persons')
      .set({ ...town, 'Idempotency-Key': 'sealed' })
      .send(person)
      .expect(201);

  it('has the leaf of its event, which is proved once it is sealed, and says whether it is', async () => {
    const { headers, body } = await register();
    const leaf = Buffer.from(/^:(.+):$/.exec(headers['greffe-leaf']!)![1]!, 'base64');
    const [, size, root] = CHECKPOINT.exec(headers['greffe-checkpoint']!)!;
    const { database, config } = running.engines;
    const log = {
      stored: running.services.get(StoredLog, { strict: false }).store,
      tree: new SealedTree(database),
      heads: new SignedHeads(database),
      keys: sealKeys(config),
    };
    const { text, proof } = await eventually(() =>
      proofOf(log, `person-${body.id}`, 0).catch((error) => {
        if (error instanceof NotSealedYet) return undefined;
        throw error;
      }),
    );
    expect(leafHash(text)).toEqual(leaf);
    expect(checkTlogProof(parseTlogProof(proof), leaf, log.keys.all, log.keys.origin).size).toBeGreaterThan(
      Number(size),
    );
    const notes = (await log.heads.all()).map(({ note }) => note.split('\n').slice(1, 3));
    expect(notes).toContainEqual([size, root]);
    const again = (await register()).headers;
    expect(again['greffe-leaf']).toBe(headers['greffe-leaf']);
    expect(CHECKPOINT.exec(again['greffe-checkpoint']!)![3]).toBe('1');
  });
});

it('a file of lines has beside them what the log was sealed at, and nothing of it within', async () => {
  const headers = { ...town, ...(await upToDate(running.engines.database)) };
  const before = (await new SignedHeads(running.engines.database).newestCheckpoint())!;
  const file = await request(running.url).get('/api/lists/persons.csv').set(headers).expect(200);
  const [, size] = /^size=(\d+), root=:([A-Za-z0-9+/]{43}=):$/.exec(file.headers['greffe-checkpoint']!)!;
  expect(Number(size)).toBeGreaterThanOrEqual(before.size);
  expect(file.text).not.toContain('root=');
  const page = await request(running.url).get('/api/lists/persons').set(headers).expect(200);
  expect(page.headers['greffe-checkpoint']).toBeUndefined();
});

describeWithPoppler('a document', () => {
  const annex = async () => {
    const headers = { ...town, ...(await upToDate(running.engines.database)) };
    const asked = request(running.url).get('/api/annex.pdf').query({ cafId: CAF.id });
    const { body, status } = await asked.set(headers).responseType('blob');
    expect(status).toBe(200);
    const { attachments } = await seenPdf(body);
    return { bytes: body as Buffer, data: JSON.parse(attachments['donnees.json']!) };
  };

  it('says what the log was at its position, which the log of later is held against', async () => {
    const { bytes, data } = await annex();
    expect(data.log).toMatchObject({ origin: 'greffe.localhost' });
    const read = lettersOf((await pagesOf(bytes)).join('\n'));
    expect(read).toContain(lettersOf(data.log.root));
    await register.agent('Alix', 'Petit', 'financial');
    const { origin, size } = data.log;
    const root = Buffer.from(data.log.root, 'base64').toString('hex');
    await eventually(async () => {
      const asked = request(running.url).get('/api/sealed-log/kept-checkpoint').query({ origin, size, root });
      return (await asked.set(town).expect(200)).body.outcome === 'contained';
    });
  });
});
