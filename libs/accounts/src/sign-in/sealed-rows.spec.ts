import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { type Config, migrate } from '#platform';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { Credentials, credentialSeals } from '../credentials.ts';
import { KeptPasskeys } from '../factors/kept-passkeys.ts';
import { accounts } from '../index.ts';

const SECRET = 'a-secret-for-tests-that-is-long-enough';
const config = { nameSecret: SECRET } as Config;
/** Of the release before seals. */
const BEFORE = accounts.migrations!.slice(0, accounts.migrations!.indexOf(credentialSeals));

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

it('a password and a passkey that were kept before there were seals count on, and what is written without one later does not', async () => {
  const code = 'A000001';
  const [passwordId, factorId] = [randomUUID(), randomUUID()];
  await migrate(db.database, 'accounts', BEFORE, config);
  await db.database.query('INSERT INTO sign_in.credentials VALUES ($1, $2, $3)', [
    ...[code, passwordId, await hash('un cheval de trait')],
  ]);
  await db.database.query('INSERT INTO sign_in.passkeys VALUES ($1, $2, $3, $4, 0, $5)', [
    ...[factorId, code, 'credential', Buffer.from('key'), ['usb']],
  ]);
  await migrate(db.database, 'accounts', accounts.migrations!, config);

  const credentials = new Credentials(db.database, config);
  const passkeys = new KeptPasskeys(db.database, config, new TestClock('2026-11-23T09:00:00.000Z'));
  await credentials.onModuleInit();
  const isRight = (password: string) => credentials.isRight(code, password, () => passwordId);
  expect(await isRight('un cheval de trait')).toBe(true);
  expect(await passkeys.of('credential')).toMatchObject({ factorId, userCode: code, transports: ['usb'] });

  await db.database.query('UPDATE sign_in.credentials SET hash = $1', [await hash('un autre cheval')]);
  await db.database.query(`UPDATE sign_in.passkeys SET user_code = 'A000002'`);
  expect(await isRight('un autre cheval')).toBe(false);
  expect(await passkeys.of('credential')).toBeNull();
});
