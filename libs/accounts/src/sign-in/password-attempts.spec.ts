import { Logger } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import type { Admission, Admissions } from '#connections';
import { SystemClock } from '#platform';
import { PasswordAttempts } from './password-attempts.ts';
import type { RefusedAttempts } from './refused-attempts.ts';
import type { Trial } from './trial.ts';

const trial: Trial = {
  subject: 'code',
  visitor: { address: '10.0.0.1', userAgent: 'Firefox', knownBrowser: null },
  whose: async () => ({ userCode: null, identifierHash: 'code', organism: null }),
};

/** Attempts whose counts are written, and taken back, when, or as, the test says. */
function counting(counted: Promise<void>, takenBack = async () => {}) {
  const done: string[] = [];
  const admissions: Pick<Admissions, 'begin' | 'takeBack'> = {
    begin: async (): Promise<Admission> => ({ retryAt: null, counted }),
    takeBack: async (_, wasRight) => {
      done.push(`taken back: ${wasRight}`);
      await takenBack();
    },
  };
  const attempts = new PasswordAttempts(
    {} as CommandBus,
    admissions as Admissions,
    {} as RefusedAttempts,
    new SystemClock(),
  );
  const work = async () => {
    done.push('looked at');
    return { wasRight: true };
  };
  const record = async () => {
    done.push('recorded');
  };
  return { done, make: () => attempts.make(trial, work, record), act: () => attempts.make(trial, work) };
}

describe('R18: nothing comes of an attempt before its count is written', () => {
  it('it is looked at meanwhile, and then recorded', async () => {
    let write = () => {};
    const { done, make } = counting(
      new Promise((resolve) => {
        write = resolve;
      }),
    );
    const made = make();
    await new Promise(setImmediate);
    expect(done).toEqual(['looked at']);
    write();
    await expect(made).resolves.toEqual({ wasRight: true });
    expect(done).toEqual(['looked at', 'recorded', 'taken back: true']);
  });

  it.each([
    ['before that is done', () => new Promise<void>(() => {})],
    ['though that fails', () => Promise.reject(new Error('connection lost'))],
  ])('whoever was right has theirs taken back, and is answered %s', async (_, takenBack) => {
    Logger.overrideLogger(false);
    const { done, make } = counting(Promise.resolve(), takenBack);
    await expect(make()).resolves.toEqual({ wasRight: true });
    expect(done).toEqual(['looked at', 'recorded', 'taken back: true']);
  });

  it('what acts at once waits for it', async () => {
    const { done, act } = counting(Promise.reject(new Error('connection lost')));
    await expect(act()).rejects.toThrow('connection lost');
    expect(done).toEqual(['taken back: false']);
  });

  it('where it cannot be written, neither is the attempt, right or not, and it is not answered', async () => {
    const { done, make } = counting(Promise.reject(new Error('connection lost')));
    await expect(make()).rejects.toThrow('connection lost');
    expect(done).toEqual(['looked at', 'taken back: false']);
  });
});
