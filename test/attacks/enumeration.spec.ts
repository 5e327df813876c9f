import type { Response } from 'supertest';
import { activationToken } from '#accounts';
import { Credentials } from '../../libs/accounts/src/credentials.ts';
import { AttackedPortal } from './attacked-portal.ts';

const WRONG = 'un autre mot de passe';

let portal: AttackedPortal;
/** Codes of every standing, by how they stand. */
let codes: Record<string, string>;
beforeAll(async () => {
  portal = await AttackedPortal.start();
  await portal.register.convention();
  const staff = (name: string) =>
    portal.register.staff(
      'caf-security',
      name,
      undefined,
      `${name.split(' ')[0]!.toLowerCase()}@caf.example`,
    );
  const [blocked, closed] = [await portal.officer(), await portal.officer()];
  await portal.register.blockIdle(blocked.userCode);
  const habilitations = portal.browser();
  await habilitations.signIn(
    await portal.register.activate(await portal.register.staff('caf-habilitation', 'Nadia Ferrand')),
  );
  const reason = { reason: 'Départ' };
  const closing = await habilitations.send('post', `/accounts/${closed.userCode}/closing`, reason);
  expect(closing.status).toBe(201);
  const ended = await portal.register.activate(await portal.register.agent('Camille', 'Durand', 'activity'));
  await portal.register.revoke('Camille', 'Durand', 'activity');
  codes = {
    active: (await portal.officer()).userCode,
    'with a second factor': (await portal.enrolledOfficer()).userCode,
    blocked: blocked.userCode,
    closed: closed.userCode,
    'not activated': await staff('Ada Un'),
    'without a habilitation': ended,
    'that nobody has': 'C999999',
    'that is none': 'Bonjour',
  };
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.advance({ hours: 2 }));
afterEach(() => jest.restoreAllMocks());

/** All of an answer that a stranger sees, but what is of this very request. */
function seen({ status, body, headers }: Response) {
  const { date, etag, ...others } = headers as Record<string, string>;
  const { instance, ...problem } = body;
  return { status, problem, headers: Object.keys(others).sort(), cookies: others['set-cookie'] };
}

/** What is answered for each code, all alike. */
async function expectAlike(ask: (userCode: string) => Promise<Response>): Promise<Response> {
  const answers: [string, Response][] = [];
  for (const [standing, code] of Object.entries(codes)) answers.push([standing, await ask(code)]);
  const [[, first]] = answers as [[string, Response]];
  for (const [standing, answer] of answers) expect([standing, seen(answer)]).toEqual([standing, seen(first)]);
  return first;
}

describe('Whoever does not know the password is not told how a code stands, nor that there is one', () => {
  it('by the wait that follows', async () => {
    const answers: Record<string, string> = {};
    for (const [standing, code] of Object.entries(codes)) {
      answers[standing] = '';
      for (let attempt = 0; attempt < 7; attempt++) {
        portal.clock.advance({ seconds: 1 });
        answers[standing] += ` ${(await portal.browser().signIn(code, WRONG)).status}`;
      }
      // The network waits too, after so many.
      portal.clock.advance({ minutes: 11 });
    }
    expect(answers.active).toMatch(/401 .*429$/);
    expect([...new Set(Object.values(answers))]).toEqual([answers.active]);
  });

  it('by the answer of the sign-in', async () => {
    const { status, body } = await expectAlike((code) => portal.browser().signIn(code, WRONG));
    expect([status, body.code]).toEqual([401, 'sign-in-refused']);
  });

  it('by its time: one password is verified for each, whether there is one or not', async () => {
    const verified = jest.spyOn(Credentials.prototype, 'isRight');
    for (const [standing, code] of Object.entries(codes)) {
      verified.mockClear();
      await portal.browser().signIn(code, WRONG);
      expect([standing, verified.mock.calls.length]).toEqual([standing, 1]);
    }
  });

  it('by a passkey, nor by what it has to sign', async () => {
    const answer = await expectAlike(async (code) => portal.browser().byPasskey(portal.passkey(), code));
    expect([answer.status, answer.body.code]).toEqual([401, 'passkey-refused']);
  });

  it('by a link, used, of another or invented', async () => {
    const { secret } = portal.running.engines.config;
    for (const token of [activationToken(secret, codes.active!, 1), 'invente']) {
      const answer = await expectAlike((userCode) => {
        // So many with one link would have to wait.
        portal.clock.advance({ hours: 4 });
        return portal.browser().send('post', '/activation/opening', { token, userCode });
      });
      expect(answer.status).toBe(404);
    }
  });

  it('by a second step without a first one', async () => {
    const answer = await expectAlike(() =>
      portal.browser().secondStep({ kind: 'one-time-code', code: '000000' }),
    );
    expect(answer.body.code).toBe('sign-in-expired');
  });
});

it('a wrong second factor is answered alike, but for the words on what was shown', async () => {
  const half = portal.browser();
  await half.signIn(codes['with a second factor']!);
  const { body: asked } = await half.send('post', '/session/passkey-challenges', {});
  const proofs = [
    { kind: 'one-time-code', code: '000000' },
    { kind: 'recovery-code', code: 'aaaaa-aaaaa' },
    { kind: 'passkey', passkey: portal.passkey().answer(asked.challenge) },
  ];
  const answers: ReturnType<typeof seen>[] = [];
  for (const proof of proofs) answers.push(seen(await half.secondStep(proof)));
  expect(answers.map(({ problem }) => problem.detail)).toEqual([
    expect.stringContaining('Attendez le suivant'),
    expect.stringContaining('Ce code de secours'),
    expect.stringContaining('Cette clé d’accès'),
  ]);
  const alike = answers.map(({ problem: { detail, ...problem }, ...answer }) => ({ ...answer, problem }));
  expect(new Set(alike.map((answer) => JSON.stringify(answer))).size).toBe(1);
});
