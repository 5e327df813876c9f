import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFollowers } from '#composition';
import { ProjectionProgress } from '#event-sourcing';
import { withRegister } from '../../apps/greffe/src/with-register.ts';
import { eventually } from '../support/eventually.ts';
import { greffe } from '../support/greffe.ts';
import { newestPosition } from '../support/newest-position.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';
import { unzip } from '../support/unzip.ts';

const NAME = ['--last-name', 'Ferrand', '--first-name', 'Nadia'];
const OFFICER = ['--role', 'caf-security', ...NAME, '--email', 'nadia.ferrand@caf.example'];
const CAF = ['--organism', '595', '--organism-name', 'Caf du Nord'];
const REASON = ['--reason', 'Demande écrite du 12 novembre'];

let db: TestDatabase;
let folder: string;
let code: string;
const before = { ...process.env };

beforeAll(async () => {
  db = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'greffe-privacy-'));
  Object.assign(process.env, {
    DATABASE_URL: db.url,
    GREFFE_SECRET: 'a-secret-for-tests-that-is-long-enough',
    GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
    GREFFE_DATA_DIR: folder,
  });
  [{ code }] = JSON.parse((await greffe('accounts', 'open', ...OFFICER, ...CAF, '--json')).out);
  await withRegister(async (app, engines) => {
    const followers = startFollowers(app, engines);
    await eventually(async () => {
      const newest = await newestPosition(engines.database);
      const checkpoints = await app.get(ProjectionProgress).checkpoints();
      return ['privacy', 'accounts', 'acts'].every((name) =>
        checkpoints.some((at) => at.name === name && at.position >= newest),
      );
    });
    await followers.stop();
  });
});
afterAll(async () => {
  process.env = before;
  rmSync(folder, { recursive: true });
  await db.drop();
});

const exported = (person: string, out: string) =>
  greffe('privacy', 'export', person, '--out', join(folder, out), ...REASON, '--json');
const recorded = async () => {
  const { rows } = await db.database.query(
    `SELECT type, metadata -> 'actor' ->> 'code' AS by FROM event_log.events WHERE stream = $1`,
    [`dataaccess-${code}`],
  );
  return rows;
};

it('RGPD art. 15: the operator takes what is known of somebody, on record', async () => {
  const { code: exit, err } = await exported(code, 'nadia.zip');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  const files = unzip(readFileSync(join(folder, 'nadia.zip')));
  const page = files['donnees.html']!.toString();
  expect(page).toContain('<dt>nom</dt><dd>FERRAND');
  expect(page).not.toMatch(/<dt>[a-z]+[A-Z]/);
  expect(files['donnees.ndjson']!.toString()).toContain('nadia.ferrand@caf.example');
  expect(await recorded()).toEqual([{ type: 'DataExtracted', by: 'greffe privacy export' }]);
});

it('nothing is put on record where nothing is written, nor written over', async () => {
  const known = await recorded();
  expect(await exported('C999999', 'nobody.zip')).toMatchObject({
    code: 1,
    err: expect.stringContaining('n’existe pas'),
  });
  expect(existsSync(join(folder, 'nobody.zip'))).toBe(false);
  expect(await exported('?', 'nobody.zip')).toMatchObject({ code: 2 });
  expect(await exported(code, 'nadia.zip')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^greffe: --out.+ce fichier existe déjà\n$/),
  });
  expect(await exported(code, 'none/nadia.zip')).toMatchObject({
    code: 2,
    err: expect.stringContaining('ce fichier ne peut pas être écrit'),
  });
  expect(await recorded()).toEqual(known);
});
