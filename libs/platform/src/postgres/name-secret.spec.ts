import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { migrate } from './migrations.ts';
import { expectNameSecret, nameSecretSteps } from './name-secret.ts';

const FIRST = 'the-first-secret-of-this-register-0123';
const OTHER = 'a-secret-of-another-register-012345678';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

it('a register takes the secret that it first meets, and no other one then', async () => {
  await migrate(db.database, 'name-secret', nameSecretSteps, { nameSecret: FIRST });
  await migrate(db.database, 'name-secret', nameSecretSteps, { nameSecret: OTHER });
  await expectNameSecret(db.database, FIRST);
  await expect(expectNameSecret(db.database, OTHER)).rejects.toThrow(/^GREFFE_NAME_SECRET .+ for life$/);
});
