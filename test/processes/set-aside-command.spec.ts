import { randomUUID } from 'node:crypto';
import { startFollowers } from '#composition';
import { completenessOf, type NewEvent } from '#event-sourcing';
import { systemActor } from '#platform';
import { withRegister } from '../../apps/greffe/src/with-register.ts';
import { eventually } from '../support/eventually.ts';
import { greffe } from '../support/greffe.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

const GREFFE_SECRET = 'a-secret-for-tests-that-is-long-enough';
const GREFFE_MASTER_KEY = 'a-master-key-for-tests-alone-0123456';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  Object.assign(process.env, { DATABASE_URL: db.url, GREFFE_SECRET, GREFFE_MASTER_KEY });
});
afterAll(() => db.drop());

/** A person of an older log, whom no version of the read model can take in. */
const nameless: NewEvent = {
  id: randomUUID(),
  type: 'PersonRegistered',
  data: {
    gestionnaireId: '1',
    lastName: null,
    firstName: 'Zoé',
    function: 'Agent',
    email: 'zoe@ville.example',
  },
  metadata: {
    correlationId: randomUUID(),
    causationId: randomUUID(),
    actor: systemActor('test'),
    occurredAt: '2026-03-02T09:00:00.000Z',
  },
};

/** Does `work` while the read models are kept. */
const atWork = <T>(until: () => Promise<T | undefined>) =>
  withRegister(async (app, engines) => {
    const followers = startFollowers(app, engines);
    return eventually(until).finally(() => followers.stop());
  });
const standing = async () => (await completenessOf(db.database)).find(({ name }) => name === 'habilitations');
const status = async () => {
  const { out } = await greffe('projections', 'status', '--json');
  return JSON.parse(out).find(({ name }: { name: string }) => name === 'habilitations');
};
const setAside = (position: string, ...more: string[]) =>
  greffe('projections', 'set-aside', 'habilitations', position, ...more);

it('an event that stops a read model is shown, and set aside with a reason', async () => {
  const { position } = await withRegister((_, { store }) =>
    store.append(`person-${randomUUID()}`, 'none', [nameless]),
  );
  await atWork(async () => (await standing())?.obstacle ?? undefined);
  const shown = await status();
  expect(shown).toMatchObject({ state: 'stopped', setAside: 0 });
  expect(shown.obstacle).toMatch(new RegExp(`^PersonRegistered ${position}: error 23502`));

  expect((await setAside(position)).code).toBe(2);
  const elsewhere = '0000000000000000-0000000000000001';
  expect(await setAside(elsewhere, '--reason', 'Nom illisible')).toMatchObject({
    code: 1,
    err: 'greffe: habilitations n’est pas arrêté à cette position\n',
  });
  expect((await setAside(position, '--reason', 'Nom illisible')).code).toBe(0);

  await atWork(async () => (await standing())?.setAside === 1);
  expect(await status()).toMatchObject({ state: 'current', setAside: 1, obstacle: null });
});
