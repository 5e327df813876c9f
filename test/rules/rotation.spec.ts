import { NestFactory } from '@nestjs/core';
import request from 'supertest';
import { activationToken } from '#accounts';
import { type Engines, openEngines, RegisterModule } from '#composition';
import { Database, loadConfig } from '#platform';
import { type Launched, launch } from '../../apps/greffe/src/launch.ts';
import { openCode, PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

const [FIRST, SECOND] = [
  'the first secret of the register, long enough',
  'another secret of it, as long as that',
];
const suffix = crypto.randomUUID().slice(0, 8);
const [OWNER, PROGRAM] = [`rotation_owner_${suffix}`, `rotation_${suffix}`];

/** As docs/operations.md tells it, « Change a secret ». */
describe('a rotation of secrets', () => {
  let db: TestDatabase;
  let engines: Engines | undefined;
  let launched: Launched | undefined;
  let officer: string;
  let pending: string;
  let before: Browser;

  const urlFor = (role: string, password: string) =>
    Object.assign(new URL(db.url), { username: role, password }).href;

  /** The register with these secrets, for `work` that needs its services too. */
  const start = async (password: string, secrets: NodeJS.ProcessEnv) => {
    const config = loadConfig({
      GREFFE_DEMO: 'off',
      PORT: '0',
      GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456789',
      ...secrets,
      DATABASE_URL: urlFor(PROGRAM, password),
      MIGRATIONS_DATABASE_URL: urlFor(OWNER, 'the owner’s'),
    });
    engines = await openEngines(config);
    launched = await launch(engines);
  };
  const stop = async () => {
    await launched?.stop();
    await engines?.close();
    [launched, engines] = [undefined, undefined];
  };
  const withServices = async <T>(work: (small: SmallRegister, app: never) => Promise<T>): Promise<T> => {
    const app = await NestFactory.createApplicationContext(RegisterModule.with(engines!), { logger: false });
    return work(new SmallRegister(app), app as never).finally(() => app.close());
  };

  interface Browser {
    readonly session: string;
    readonly known: string;
  }
  const cookiesOf = (set: readonly string[]) => set.map((cookie) => cookie.split(';')[0]!);
  const signIn = async (held = ''): Promise<Browser> => {
    const { headers } = await request(launched!.url)
      .post('/api/session')
      .set('Cookie', held)
      .send({ userCode: officer, password: PASSWORD })
      .expect(201);
    const [session, known] = cookiesOf(headers['set-cookie'] as unknown as string[]);
    return { session: session!, known: known! };
  };
  const look = ({ session }: Browser) => request(launched!.url).get('/api/session').set('Cookie', session);
  const openLink = () =>
    request(launched!.url)
      .post('/api/activation/opening')
      .send({ userCode: pending, token: activationToken(FIRST, pending, 1) });
  /** The browser by its cookie: what stands before the signature. */
  const browserIn = ({ known }: Browser) => /=([\w-]{16})\./.exec(known)![1];
  const openAtSameMailbox = () =>
    withServices((small) =>
      small.staff('gestionnaire', 'Autre Personne', undefined, 'caf-security@caf.example'),
    );

  beforeAll(async () => {
    db = await testDatabase();
    const { rows } = await db.database.query('SELECT current_database() AS name');
    await db.database.query(`CREATE ROLE ${OWNER} LOGIN CREATEROLE PASSWORD 'the owner’s';
      ALTER DATABASE ${rows[0]!.name} OWNER TO ${OWNER}`);
    await start('the first', { GREFFE_SECRET: FIRST });
    await withServices(async (small, app) => {
      officer = await openCode(app, 'caf-security');
      pending = await small.staff('caf-habilitation', 'Personne En Attente');
    });
    before = await signIn();
    await stop();
  });
  afterEach(() => stop());
  afterAll(async () => {
    await db.drop();
    const admin = new Database(process.env.TEST_POSTGRES_URL!);
    await admin.query(`DROP ROLE ${PROGRAM}, ${OWNER}`);
    await admin.close();
  });

  it('takes what was made with the secret of before, as long as it is named', async () => {
    await start('the second', {
      GREFFE_SECRET: SECOND,
      GREFFE_SECRET_PREVIOUS: FIRST,
      GREFFE_NAME_SECRET: FIRST,
    });
    await look(before).expect(200);
    await openLink().expect(200);
    const again = await signIn(before.known);
    expect(browserIn(again)).toBe(browserIn(before));
    expect(again.known).not.toBe(before.known);
    await expect(openAtSameMailbox()).rejects.toMatchObject({ code: 'mailbox-taken' });
  });

  it('gives the program another password of the database, and takes the old one no more', async () => {
    const old = new Database(urlFor(PROGRAM, 'the first'));
    await expect(old.query('SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await old.close();
  });

  it('takes nothing of it afterwards, and still knows names', async () => {
    await start('the second', { GREFFE_SECRET: SECOND, GREFFE_NAME_SECRET: FIRST });
    await look(before).expect(401);
    expect((await openLink()).body.code).toBe('activation-link-void');
    const after = await signIn(before.known);
    expect(browserIn(after)).not.toBe(browserIn(before));
    await look(after).expect(200);
    await expect(openAtSameMailbox()).rejects.toMatchObject({ code: 'mailbox-taken' });
  });
});
