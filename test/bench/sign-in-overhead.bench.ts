import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { hash, verify } from '@node-rs/argon2';
import { ActivateAccount, OpenStaffAccount, SignIn } from '#accounts';
import { RegisterModule, startFollowers } from '#composition';
import { ProjectionProgress } from '#event-sourcing';
import { runAs, systemActor } from '#platform';
import { EnrolOneTimeCodes } from '../../libs/accounts/src/commands/enrol-one-time-codes.ts';
import { EnrolPasskey } from '../../libs/accounts/src/commands/enrol-passkey.ts';
import { ARGON2ID } from '../../libs/accounts/src/credentials.ts';
import { Challenges } from '../../libs/accounts/src/factors/challenges.ts';
import { KeptFactors } from '../../libs/accounts/src/factors/kept-factors.ts';
import { codeAt, newSeed } from '../../libs/accounts/src/factors/one-time-codes.ts';
import { SoftPasskey } from '../support/soft-passkey.ts';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const ROUNDS = 100;
/** As of a portal that has been at work for a while: its code is compiled. */
const WARM_UP = 200;
const LONGEST_WAIT_MS = 30_000;
const PASSWORD = 'un cheval de trait';
const ORGANISM = { id: '595', name: 'Caf du Nord' };
const VISITOR = { address: '10.0.0.1', userAgent: 'Firefox', knownBrowser: 'known' };
const SITE = { id: 'localhost', origin: 'http://localhost' };
/** Of nobody: what is enrolled in it ends no other. */
const NO_SESSION = '00000000-0000-4000-8000-000000000000';

type Ways = 'password' | 'one-time-code' | 'passkey';

/**
 * What a sign-in costs beside the argon2id verification, which is the reference: medians of the same rounds. Whole sign-ins are
 * measured, to the token of the session: by the password, by both steps with a one-time code, and by a passkey with its
 * challenge, where no password is verified. The first figure is that of the one which costs most.
 */
export const signInOverhead = () =>
  withEngines(async (engines) => {
    const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
      logger: ['error', 'fatal'],
    });
    const followers = startFollowers(app, engines);
    const get = <T>(type: abstract new (...given: never[]) => T): T => app.get(type, { strict: false });
    const [bus, signIn, kept, challenges] = [get(CommandBus), get(SignIn), get(KeptFactors), get(Challenges)];
    const as = <T>(work: () => Promise<T>) => runAs(systemActor('bench'), work);
    const now = () => engines.clock.now();

    const open = async (way: Ways): Promise<string> => {
      const member = { role: 'caf-security', organism: ORGANISM, name: `Olivier ${way}` } as const;
      const staff = new OpenStaffAccount({ ...member, email: `${way}@caf.example` });
      const { userCode } = await as(() => bus.execute(staff));
      await as(() => bus.execute(new ActivateAccount(userCode, 1, PASSWORD)));
      return userCode;
    };
    // To wait for those that rest would take most of the time.
    const names = followers.all.filter(({ restMs }) => restMs === 0).map(({ name }) => name);
    /**
     * What follows an attempt has been taken in, by reactors too: between the steps of a sign-in people take seconds, and in them
     * it is. Otherwise what they do about the attempt before would be measured along.
     */
    const settled = async () =>
      get(ProjectionProgress).waitFor(names, await engines.store.head(), LONGEST_WAIT_MS);
    const byPassword = (userCode: string) =>
      as(() => signIn.signIn({ identifier: userCode, password: PASSWORD, ...VISITOR }));

    const withPassword = async () => {
      const userCode = await open('password');
      return () => elapsed(() => byPassword(userCode));
    };

    const withOneTimeCodes = async () => {
      const userCode = await open('one-time-code');
      const [factorId, seed] = [crypto.randomUUID(), newSeed()];
      await kept.proposeSeed(userCode, factorId, seed);
      const enrolment = new EnrolOneTimeCodes(
        userCode,
        NO_SESSION,
        factorId,
        'Téléphone',
        codeAt(seed, now()),
      );
      await as(() => bus.execute(enrolment));
      return async () => {
        // One code counts once, and the next one is thirty seconds away.
        await engines.database.query('UPDATE sign_in.seeds SET last_step = 0');
        const proof = { kind: 'one-time-code', code: codeAt(seed, now()) } as const;
        let token = '';
        const firstMs = await elapsed(async () => {
          const first = await byPassword(userCode);
          if ('halfToken' in first) token = first.halfToken;
        });
        await settled();
        const goOn = async () => signIn.goOn({ token, half: await signIn.halfOf(token), proof, ...VISITOR });
        return firstMs + (await elapsed(() => as(goOn)));
      };
    };

    const withPasskey = async () => {
      const userCode = await open('passkey');
      const key = new SoftPasskey(SITE.origin);
      const { challenge, bearer } = await challenges.make(userCode);
      const made = { name: 'Poste', answer: key.make(challenge), bearer, party: SITE };
      await as(() => bus.execute(new EnrolPasskey(userCode, NO_SESSION, made)));
      return async () => {
        const begun = performance.now();
        const asked = await challenges.make(null);
        const makingMs = performance.now() - begun;
        const answer = key.answer(asked.challenge);
        const proof = { kind: 'passkey', answer, bearer: asked.bearer, party: SITE } as const;
        const enter = () => signIn.byPasskey({ identifier: userCode, proof, ...VISITOR });
        return makingMs + (await elapsed(() => as(enter)));
      };
    };

    const ways = {
      password: await withPassword(),
      'one-time-code': await withOneTimeCodes(),
      passkey: await withPasskey(),
    } satisfies Record<Ways, () => Promise<number>>;
    const passwordHash = await hash(PASSWORD, ARGON2ID);
    const hashing: number[] = [];
    const whole: Record<Ways, number[]> = { password: [], 'one-time-code': [], passkey: [] };
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      await settled();
      const hashMs = await elapsed(() => verify(passwordHash, PASSWORD));
      if (round >= 0) hashing.push(hashMs);
      for (const way of Object.keys(ways) as Ways[]) {
        await settled();
        const tookMs = await ways[way]();
        // Else each would end an older one too.
        await engines.database.query('DELETE FROM sign_in.sessions');
        if (round >= 0) whole[way].push(tookMs);
      }
    }
    const reference = median(hashing);
    const beyond: Record<Ways, number> = {
      password: median(whole.password) - reference,
      'one-time-code': median(whole['one-time-code']) - reference,
      passkey: median(whole.passkey),
    };
    const figure = (name: string, value: number) =>
      report({ name, value, unit: 'ms', reference, ratio: value / reference });
    figure('sign-in-overhead', Math.max(...Object.values(beyond)));
    for (const [way, value] of Object.entries(beyond)) figure(`sign-in-overhead by ${way}`, value);

    await followers.stop();
    await app.close();
  });
