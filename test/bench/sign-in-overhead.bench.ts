import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { hash, verify } from '@node-rs/argon2';
import { ActivateAccount, OpenStaffAccount, SignIn } from '#accounts';
import { RegisterModule, startFollowers } from '#composition';
import { ProjectionProgress } from '#event-sourcing';
import { runAs, systemActor } from '#platform';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const ROUNDS = 200;
const WARM_UP = 20;
const LONGEST_WAIT_MS = 30_000;
const PASSWORD = 'un cheval de trait';
/** As `Credentials` hashes. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const STAFF = {
  role: 'caf-security',
  organism: { id: '595', name: 'Caf du Nord' },
  name: 'Olivier Prévost',
  email: 'olivier.prevost@caf.example',
} as const;

/** What a sign-in costs beside the argon2id verification, which is the reference: medians of the same rounds. */
export const signInOverhead = () =>
  withEngines(async (engines) => {
    const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
      logger: ['error', 'fatal'],
    });
    const followers = startFollowers(app, engines);
    const bus = app.get(CommandBus);
    const signIn = app.get(SignIn, { strict: false });
    const as = <T>(work: () => Promise<T>) => runAs(systemActor('bench'), work);

    const { userCode } = await as(() => bus.execute(new OpenStaffAccount(STAFF)));
    await as(() => bus.execute(new ActivateAccount(userCode, 1, PASSWORD)));
    await app.get(ProjectionProgress).waitFor(
      followers.all.map(({ name }) => name),
      await engines.store.head(),
      LONGEST_WAIT_MS,
    );

    const visitor = { address: '10.0.0.1', userAgent: 'Firefox', knownBrowser: 'known' };
    const request = { identifier: userCode, password: PASSWORD, ...visitor };
    const passwordHash = await hash(PASSWORD, ARGON2ID);
    const whole: number[] = [];
    const hashing: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const hashMs = await elapsed(() => verify(passwordHash, PASSWORD));
      const signInMs = await elapsed(() => as(() => signIn.signIn(request)));
      // Else each would end an older one too.
      await engines.database.query('DELETE FROM sign_in.sessions');
      if (round < 0) continue;
      hashing.push(hashMs);
      whole.push(signInMs);
    }
    const reference = median(hashing);
    const value = median(whole) - reference;
    report({ name: 'sign-in-overhead', value, unit: 'ms', reference, ratio: value / reference });

    await followers.stop();
    await app.close();
  });
