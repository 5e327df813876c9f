import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkTlogProof, leafHash, parseNote, parseTlogProof, verifierOf } from '#transparency';
import { SealedRegister } from '../../libs/sealing/src/sealing.fixture.ts';
import { greffe } from '../support/greffe.ts';

const NOTHING_FOUND = { code: 0, err: '' };

let register: SealedRegister;
let folder: string;
const before = { ...process.env };

beforeAll(async () => {
  register = await SealedRegister.open();
  folder = mkdtempSync(join(tmpdir(), 'greffe-proof-'));
  const { config } = register.engines;
  Object.assign(process.env, {
    DATABASE_URL: config.databaseUrl,
    GREFFE_SECRET: config.secret,
    GREFFE_MASTER_KEY: config.masterKey,
    GREFFE_DATA_DIR: config.dataDir,
    GREFFE_DEMO: 'off',
  });
  await register.append(30);
  await register.seal();
});
afterAll(async () => {
  process.env = before;
  await register.close();
  await rm(folder, { recursive: true });
});

const printed = async (...args: string[]) => JSON.parse((await greffe('proof', ...args, '--json')).out);

describe('greffe proof', () => {
  it('shows the proof of an event, which is checked with the public key alone', async () => {
    const { code, out } = await greffe('proof', 'show', 'rule-2@1');
    expect(code).toBe(0);
    const proof = parseTlogProof(out);
    const [{ key, signs }] = await printed('keys');
    expect(signs).toBe(true);
    const verifier = verifierOf(key);
    expect(checkTlogProof(proof, leafHash(proof.extra!), [verifier], verifier.name).size).toBe(30);
    expect(await printed('show', 'rule-2@1')).toEqual({
      index: proof.index,
      text: proof.extra!.toString(),
      proof: out,
    });
  });

  it('shows its keys by their fingerprints in lines of 100 columns, and whole ones for a file', async () => {
    const keys: { key: string; fingerprint: string }[] = await printed('keys');
    const shown = (await greffe('proof', 'keys')).out.trimEnd().split('\n');
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(shown.slice(1)).toEqual(keys.map(({ fingerprint }) => `${fingerprint}  true   greffe.localhost`));
    expect((await greffe('proof', 'keys', '--full')).out).toBe(keys.map(({ key }) => `${key}\n`).join(''));
  });

  it.each([
    ['rule-2@99', 'greffe: rule-2@99 n’est pas scellé : inconnu, trop récent, ou touché depuis\n'],
    ['rule-2', 'greffe: « rule-2 » n’est pas un flux et un rang : account-A000001@3\n'],
  ])('has none of %s', async (event, err) => {
    expect(await greffe('proof', 'show', event)).toEqual({ code: 1, out: '', err });
  });

  it.each([
    ['no-such-file.txt', /ce fichier ne peut pas être lu/],
    ['package.json', /^greffe: --since\u00a0: package\.json n’est pas un point de contrôle\n$/],
  ])('compares nothing with %s', async (file, err) => {
    const { code, out, err: said } = await greffe('proof', 'verify', '--since', file);
    expect([code, out]).toEqual([2, '']);
    expect(said).toMatch(err);
  });

  it('holds a checkpoint against nothing that one of the two keys has not signed, unless it is told to', async () => {
    const half = join(folder, 'half.txt');
    const [, ed25519] = (await register.newestNote()).split('\n\n');
    const text = parseNote(await register.newestNote()).text;
    writeFileSync(half, `${text}\n${ed25519!.split('\n')[0]}\n`);
    const refused = await greffe('proof', 'verify', '--since', half);
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).toMatch(/^greffe: --since\u00a0: il manque à ce point de contrôle la signature/);
    const admitted = await greffe('proof', 'verify', '--since', half, '--one-signature');
    expect(admitted).toMatchObject(NOTHING_FOUND);
    writeFileSync(half, (await register.newestNote()).replace('greffe.localhost\n', 'other.example\n'));
    const other = await greffe('proof', 'verify', '--since', half, '--one-signature');
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('aucune clé de ce registre')]);
  });

  it('makes no keys where there are none', async () => {
    const file = join(folder, 'no-keys');
    process.env.GREFFE_SEAL_KEY_FILE = file;
    for (const asked of ['keys', 'rotate']) {
      const { code, err } = await greffe('proof', asked);
      expect([code, err]).toEqual([2, expect.stringContaining(`${file}\u00a0: aucune clé ici`)]);
    }
    expect(existsSync(file)).toBe(false);
    delete process.env.GREFFE_SEAL_KEY_FILE;
  });

  it('finds nothing in a log that nobody has touched, also after another key has begun to sign', async () => {
    const since = join(folder, 'checkpoint.txt');
    writeFileSync(since, await register.newestNote());
    expect(await greffe('proof', 'verify', '--since', since)).toMatchObject(NOTHING_FOUND);
    writeFileSync(since, (await register.newestNote()).replaceAll('\n', '\r\n'));
    expect(await greffe('proof', 'verify', '--since', since)).toMatchObject(NOTHING_FOUND);
    const keys: { signs: boolean }[] = await printed('rotate');
    expect(keys.map(({ signs }) => signs)).toEqual([true, true, false, false]);
    await register.append(5);
    await register.seal();
    expect(await greffe('proof', 'verify', '--since', since)).toMatchObject(NOTHING_FOUND);
    expect(await printed('verify')).toMatchObject([{ events: 35, sealed: 35, heads: 2, faults: [] }]);
  });

  it.each([['verify'], ['show', 'rule-2@1'], ['keys'], ['rotate']])(
    'makes no keys where there are none: %s',
    async (...call) => {
      process.env.GREFFE_SEAL_KEY_FILE = join(folder, 'elsewhere');
      const { code, out, err } = await greffe('proof', ...call);
      delete process.env.GREFFE_SEAL_KEY_FILE;
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('aucune clé ici');
      expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
    },
  );

  it.each([['verify'], ['keys'], ['rotate']])(
    'makes nothing in a folder without a register: %s',
    async (call) => {
      const { DATABASE_URL, GREFFE_SECRET, GREFFE_MASTER_KEY, GREFFE_DATA_DIR } = process.env;
      delete process.env.DATABASE_URL;
      delete process.env.GREFFE_SECRET;
      delete process.env.GREFFE_MASTER_KEY;
      process.env.GREFFE_DATA_DIR = join(folder, 'empty');
      const { code, err } = await greffe('proof', call);
      Object.assign(process.env, { DATABASE_URL, GREFFE_SECRET, GREFFE_MASTER_KEY, GREFFE_DATA_DIR });
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('there is no register in') });
      expect(existsSync(join(folder, 'empty'))).toBe(false);
    },
  );

  it('fails with a line for each event that was touched', async () => {
    await register.tamper(`DELETE FROM event_log.events WHERE stream = 'account-1' AND revision = 0`);
    await register.tamper(
      `UPDATE event_log.events SET type = 'Other' WHERE stream = 'rule-2' AND revision = 1`,
    );
    const events = await register.events();
    const { code, out, err } = await greffe('proof', 'verify', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ events: 34, faults: ['removed', 'changed'] }]);
    expect(err).toBe(
      [
        `rang 6 : après ${events[5]} : un événement a été retiré`,
        'rang 17 : rule-2 1 : modifié',
        'greffe: le journal n’est pas celui qui a été scellé\n',
      ].join('\n'),
    );
  });
});
