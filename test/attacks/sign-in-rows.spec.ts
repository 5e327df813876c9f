import { createHash, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import request from 'supertest';
import { cookiesIn, goOnUnder } from '../support/cookies.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { openCode, PASSWORD, sessionOf } from '../support/signed-in.ts';
import { SoftPasskey } from '../support/soft-passkey.ts';

const OWN = 'le mot de passe de l’exploitant';

let register: RunningRegister;
let victim: string;
let attacker: string;
beforeAll(async () => {
  register = await runningRegister();
  victim = await openCode(register.services as never, 'caf-security');
  attacker = await openCode(register.services as never, 'caf-habilitation');
});
afterAll(() => register.close());

const sql = (text: string, values: unknown[] = []) => register.engines.database.query(text, values);
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  request(register.url).post(`/api${path}`).set(headers).send(body);

/** The rows of a table that are of one code, to be put back as they were. */
async function kept(table: string, userCode: string): Promise<() => Promise<unknown>> {
  const copy = `kept_${randomUUID().slice(0, 8)}`;
  await sql(`CREATE TABLE public.${copy} AS SELECT * FROM ${table} WHERE user_code = '${userCode}'`);
  return () =>
    sql(
      `DELETE FROM ${table} WHERE user_code = '${userCode}'; INSERT INTO ${table} SELECT * FROM public.${copy}`,
    );
}

describe('whoever may write to the database', () => {
  const signIn = (password: string) => post('/session', { userCode: victim, password });

  it('signs in with no password of their own in the place of another’s, or beside it', async () => {
    const putBack = await kept('sign_in.credentials', victim);
    const own = await hash(OWN);
    await sql('UPDATE sign_in.credentials SET hash = $2 WHERE user_code = $1', [victim, own]);
    await signIn(OWN).expect(401);
    await putBack();
    await sql(
      `INSERT INTO sign_in.credentials SELECT user_code, gen_random_uuid(), $2, seal FROM sign_in.credentials WHERE user_code = $1`,
      [victim, own],
    );
    await signIn(OWN).expect(401);
    await signIn(PASSWORD).expect(201);
  });

  it('signs in with no password under another’s code, seal and all', async () => {
    const putBack = await kept('sign_in.credentials', victim);
    await sql(
      `UPDATE sign_in.credentials AS theirs SET hash = own.hash, seal = own.seal FROM sign_in.credentials AS own
       WHERE theirs.user_code = $1 AND own.user_code = $2`,
      [victim, attacker],
    );
    await signIn(PASSWORD).expect(401);
    await putBack();
    await signIn(PASSWORD).expect(201);
  });

  describe('of a code with a passkey', () => {
    let passkey: SoftPasskey;
    const origin = () => `http://localhost:${new URL(register.url).port}`;

    async function withPasskey(userCode: string): Promise<SoftPasskey> {
      const session = await sessionOf(register.url, userCode);
      const made = new SoftPasskey(origin());
      const offer = await post('/own-access/passkeys/offer', {}, session).expect(201);
      const browser = { ...session, Cookie: `${session.Cookie!.split(';')[0]}; ${cookiesIn(offer)}` };
      const given = { name: 'Poste', ...made.make(offer.body.challenge) };
      goOnUnder(session, await post('/own-access/passkeys', given, browser).expect(201));
      return made;
    }

    async function answered(by: SoftPasskey) {
      const asked = await post('/session/passkey-challenges', {});
      return { answer: by.answer(asked.body.challenge), cookies: cookiesIn(asked) };
    }

    async function byPasskey(by: SoftPasskey, userCode: string) {
      const { answer, cookies } = await answered(by);
      return post('/session/passkey', { userCode, ...answer }, { Cookie: cookies });
    }

    beforeAll(async () => {
      passkey = await withPasskey(victim);
    });

    it('signs in with no key of their own in the place of another’s', async () => {
      const own = await withPasskey(attacker);
      expect((await byPasskey(own, attacker)).status).toBe(201);
      const putBack = await kept('sign_in.passkeys', victim);
      await sql(
        `WITH own AS (DELETE FROM sign_in.passkeys WHERE user_code = $2 RETURNING *)
         UPDATE sign_in.passkeys AS theirs SET credential_id = own.credential_id, public_key = own.public_key, counter = 0, seal = own.seal
         FROM own WHERE theirs.user_code = $1`,
        [victim, attacker],
      );
      expect((await byPasskey(own, victim)).status).toBe(401);
      await putBack();
      expect((await byPasskey(passkey, victim)).status).toBe(201);
    });

    it('leaves out no password: a first step that nobody has made leads to no second one', async () => {
      const begun = await signIn(PASSWORD).expect(202);
      const { answer, cookies } = await answered(passkey);
      const name = cookiesIn(begun).split('=')[0]!;
      const hashOf = (token: string) => createHash('sha256').update(token).digest();
      await sql(`UPDATE sign_in.half_sign_ins SET token_hash = $2 WHERE user_code = $1`, [
        victim,
        hashOf('mine'),
      ]);
      const second = await post(
        '/session/second-factor',
        { kind: 'passkey', passkey: answer },
        { Cookie: `${name}=mine; ${cookies}` },
      );
      expect([second.status, second.body.code]).toEqual([401, 'sign-in-expired']);
    });
  });
});
