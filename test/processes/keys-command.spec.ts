import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '#platform';
import { withRegister } from '../../apps/greffe/src/with-register.ts';
import { greffe } from '../support/greffe.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

const NAME = ['--last-name', 'Ferrand', '--first-name', 'Nadia'];
const OFFICER = ['--role', 'caf-security', ...NAME, '--email', 'nadia.ferrand@caf.example'];
const CAF = ['--organism', '595', '--organism-name', 'Caf du Nord'];
const OTHER_MASTER_KEY = 'another-master-key-for-tests-0123456789';

let db: TestDatabase;
let folder: string;
const before = { ...process.env };
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

beforeEach(async () => {
  db = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'greffe-keys-'));
  Object.assign(process.env, {
    DATABASE_URL: db.url,
    GREFFE_SECRET: 'a-secret-for-tests-that-is-long-enough',
    GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
    GREFFE_DATA_DIR: folder,
  });
  await greffe('accounts', 'open', ...OFFICER, ...CAF);
});
afterEach(async () => {
  process.env = { ...before };
  rmSync(folder, { recursive: true });
  await db.drop();
});

it('keeps keys apart, and takes those in that a restore has lost', async () => {
  const { out } = await greffe('keys', 'export');
  expect(out).not.toContain('Ferrand');
  const kept = file('keys.ndjson', out);
  await db.database.query('DELETE FROM personal_data.keys');

  const lost = await greffe('store', 'verify');
  expect(lost.code).toBe(1);
  expect(lost.err).toMatch(/account-C\d+ 0: The key [\w-]+ of personal data is missing/);

  expect((await greffe('keys', 'import', kept, '--json')).out).toBe('[{"imported":1}]\n');
  expect((await greffe('keys', 'import', kept, '--json')).out).toBe('[{"imported":0}]\n');
  expect(await greffe('store', 'verify')).toMatchObject({ code: 0 });
});

it('tells of a key that was destroyed without the log saying so, and takes it in again', async () => {
  const kept = file('keys.ndjson', (await greffe('keys', 'export')).out);
  await db.database.query('UPDATE personal_data.keys SET wrapped = NULL, destroyed_at = now()');
  const told = await greffe('store', 'verify');
  expect([told.code, told.err]).toEqual([
    1,
    expect.stringMatching(/account-C\d+: its key was destroyed, and the log does not say so/),
  ]);
  expect((await greffe('keys', 'import', kept, '--json')).out).toBe('[{"imported":1}]\n');
  expect(await greffe('store', 'verify')).toMatchObject({ code: 0 });
  expect((await greffe('keys', 'export')).out).toBe(readFileSync(kept, 'utf8'));
});

it('does not bring back whom the log says was erased', async () => {
  const kept = file('keys.ndjson', (await greffe('keys', 'export')).out);
  const { subject } = JSON.parse(readFileSync(kept, 'utf8'));
  await withRegister((_, { store, clock }) => {
    const erased = {
      personId: null,
      userCodes: [subject.slice('account-'.length)],
      cafId: '595',
      subjects: [subject],
    };
    const metadata = {
      ...{ correlationId: 'c', causationId: 'c', actor: systemActor('test') },
      occurredAt: clock.now(),
    };
    const data = { ...erased, by: 'C000001', basis: 'request' };
    return store.append('erasure-test', 'none', [{ id: randomUUID(), type: 'PersonErased', data, metadata }]);
  });
  for (const lost of ['UPDATE personal_data.keys SET wrapped = NULL', 'DELETE FROM personal_data.keys']) {
    await db.database.query(lost);
    expect((await greffe('keys', 'import', kept, '--json')).out).toBe('[{"imported":0}]\n');
    expect(await greffe('store', 'verify')).toMatchObject({ code: 0 });
  }
});

it('refuses what is no export, and keys of another register, before it takes anything in', async () => {
  const { out } = await greffe('keys', 'export');
  const nonsense = await greffe('keys', 'import', file('nonsense', `${out}{"id":1}\n`));
  expect(nonsense).toMatchObject({ code: 1, err: expect.stringContaining('ligne 2') });
  const forged = out.replace(/"subject":"[^"]+"/, '"subject":"account-A999999"');
  expect(await greffe('keys', 'import', file('forged', forged))).toMatchObject({ code: 2 });
  const { rows } = await db.database.query('SELECT count(*)::int AS keys FROM personal_data.keys');
  expect(rows).toEqual([{ keys: 1 }]);
});

it('wraps all keys with another master key, without which nothing opens any more', async () => {
  const next = file('master-key', `${OTHER_MASTER_KEY}\n`);
  expect((await greffe('keys', 'rewrap', '--to', next, '--json')).out).toBe('[{"rewrapped":1}]\n');
  expect(await greffe('store', 'verify')).toMatchObject({
    code: 2,
    err: expect.stringContaining('GREFFE_MASTER_KEY is not the key'),
  });
  process.env.GREFFE_MASTER_KEY = OTHER_MASTER_KEY;
  expect(await greffe('store', 'verify')).toMatchObject({ code: 0 });
});
