import { createHash, randomBytes, randomUUID } from 'node:crypto';
import request from 'supertest';
import { type SessionRow, sealOf } from '../../libs/accounts/src/sign-in/session-row.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { openCode, PASSWORD } from '../support/signed-in.ts';

const hashOf = (token: string) => createHash('sha256').update(token).digest();

let register: RunningRegister;
let officer: string;
let colleague: string;
beforeAll(async () => {
  register = await runningRegister();
  officer = await openCode(register.services as never, 'caf-security');
  colleague = await openCode(register.services as never, 'caf-habilitation');
});
afterAll(() => register.close());

const http = () => request(register.url);
const sql = (text: string, values: unknown[] = []) => register.engines.database.query(text, values);
const look = (token: string) => http().get('/api/session').set('Cookie', `greffe_session=${token}`);

interface Open {
  readonly token: string;
  readonly csrf: string;
  readonly id: string;
}

/** Somebody signs in; `held` is the cookie that their browser sends with it. */
async function signIn(userCode: string, password = PASSWORD, held = ''): Promise<Open> {
  const { headers, body } = await http()
    .post('/api/session')
    .set('Cookie', held)
    .send({ userCode, password })
    .expect(201);
  const token = /greffe_session=([\w-]+)/.exec(headers['set-cookie']![0]!)![1]!;
  const { rows } = await sql('SELECT id FROM sign_in.sessions WHERE token_hash = $1', [hashOf(token)]);
  return { token, csrf: body.csrfToken, id: rows[0]!.id };
}

const asSignedIn = ({ token, csrf }: Open) => ({
  Cookie: `greffe_session=${token}`,
  'X-CSRF-Token': csrf,
  'Idempotency-Key': randomUUID(),
});

/** The row of a session, to be put back as it was. */
async function keptRow(id: string): Promise<() => Promise<unknown>> {
  const table = `kept_${randomUUID().slice(0, 8)}`;
  await sql(`CREATE TABLE public.${table} AS SELECT * FROM sign_in.sessions WHERE id = '${id}'`);
  return () =>
    sql(`DELETE FROM sign_in.sessions WHERE id = '${id}';
         INSERT INTO sign_in.sessions SELECT * FROM public.${table}`);
}

describe('whoever may write to the database', () => {
  it.each([
    ['another account', `user_code = '%'`],
    ['another person', `person_id = gen_random_uuid()`],
    ['another role', `role = 'agent'`],
    ['a longer life', `ends_at = ends_at + interval '1 day'`],
    ['a longer rest', `idle_ends_at = idle_ends_at + interval '1 day'`],
    ['another last use', `last_seen_at = last_seen_at + interval '1 minute'`],
    ['another factor', `factors = factors || '{passkey}'`],
    ['a fresher proof', `proven_at = proven_at + interval '1 minute'`],
    ['another password', `password_ids = password_ids || gen_random_uuid()`],
    ['another beginning', `opened_at = opened_at - interval '1 day'`],
    ['another place', `address = '203.0.113.9'`],
    ['another browser', `user_agent = 'curl/8'`],
  ])('gives no session %s', async (_, change) => {
    const session = await signIn(officer);
    const putBack = await keptRow(session.id);
    await look(session.token).expect(200);
    const changed = change.replace('%', colleague);
    await sql(`UPDATE sign_in.sessions SET ${changed} WHERE id = $1`, [session.id]);
    await look(session.token).expect(401);
    await putBack();
    await look(session.token).expect(200);
  });

  it('gives nobody the session of another by its token', async () => {
    const session = await signIn(officer);
    await sql('UPDATE sign_in.sessions SET token_hash = $2 WHERE id = $1', [session.id, hashOf('mine')]);
    await look('mine').expect(401);
  });

  it('writes none: not with a seal of their own, nor with that of a true one', async () => {
    const { id } = await signIn(officer);
    for (const seal of [`'\\x${randomBytes(32).toString('hex')}'`, 'seal', `''`]) {
      const token = randomBytes(8).toString('hex');
      await sql(
        `INSERT INTO sign_in.sessions (id, token_hash, user_code, person_id, role, password_ids, factors, proven_at, opened_at, address, user_agent,
           last_seen_at, idle_ends_at, ends_at, seal)
         SELECT gen_random_uuid(), $2, user_code, person_id, role, password_ids, factors, proven_at, opened_at, address, user_agent, last_seen_at,
           idle_ends_at, ends_at, ${seal} FROM sign_in.sessions WHERE id = $1`,
        [id, hashOf(token)],
      );
      await look(token).expect(401);
    }
  });

  it('writes none with the secret of the server either: the log tells of no such sign-in', async () => {
    const { id } = await signIn(officer);
    const { rows } = await sql('SELECT password_ids FROM sign_in.sessions WHERE id = $1', [id]);
    const now = register.engines.clock.now();
    const row: SessionRow = {
      id: randomUUID(),
      tokenHash: hashOf('forged'),
      userCode: officer,
      personId: null,
      role: 'caf-security',
      factors: ['password'],
      provenAt: now,
      passwordIds: rows[0]!.password_ids,
      openedAt: now,
      address: null,
      userAgent: null,
      lastSeenAt: now,
      idleEndsAt: '2099-01-01T00:00:00.000Z',
      endsAt: '2099-01-01T00:00:00.000Z',
    };
    await sql(
      `INSERT INTO sign_in.sessions (id, token_hash, user_code, role, password_ids, factors, proven_at, opened_at, last_seen_at, idle_ends_at, ends_at, seal)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[
          row.id,
          row.tokenHash,
          row.userCode,
          row.role,
          row.passwordIds,
          row.factors,
          row.provenAt,
          row.openedAt,
          row.lastSeenAt,
        ],
        ...[row.idleEndsAt, row.endsAt, sealOf(register.engines.config.secret, row)],
      ],
    );
    await look('forged').expect(401);
  });

  it('brings back none that was left', async () => {
    const session = await signIn(officer);
    const putBack = await keptRow(session.id);
    await http().delete('/api/session').set(asSignedIn(session)).expect(204);
    await putBack();
    await look(session.token).expect(401);
  });

  it('brings back none that an officer has ended', async () => {
    const [session, own] = [await signIn(colleague), await signIn(officer)];
    const putBack = await keptRow(session.id);
    await http()
      .post(`/api/accounts/${colleague}/sessions/${session.id}/ending`)
      .set(asSignedIn(own))
      .send({ reason: 'Poste laissé ouvert' })
      .expect(201);
    await look(session.token).expect(401);
    await putBack();
    await look(session.token).expect(401);
  });
});
