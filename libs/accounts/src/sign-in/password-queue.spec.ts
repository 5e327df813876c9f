import { policy } from '#platform';
import { PasswordQueue } from './password-queue.ts';

const { waiting } = policy.signInCapacity;
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to. */
function held(queue: PasswordQueue) {
  const begun: string[] = [];
  const endings: (() => void)[] = [];
  const run = (name: string, isKnown = false) =>
    queue.run(isKnown, () => {
      begun.push(name);
      return new Promise<void>((end) => endings.push(end));
    });
  const endOne = async () => {
    endings.shift()?.();
    await turn();
  };
  /** As much as is done at once. */
  const fill = async () => {
    for (let before = -1; before < begun.length; ) {
      before = begun.length;
      void run('first');
      await turn();
    }
  };
  return { begun, run, fill, endOne };
}

describe('R18: the queue before the hash', () => {
  it('is bounded: one more is told at once when to come back', async () => {
    const { begun, run, fill } = held(new PasswordQueue());
    await fill();
    const atOnce = begun.length;
    // The last of `fill` waits already.
    for (let index = 1; index < waiting; index++) void run('waits');
    await expect(run('one more')).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'sign-in-busy',
      retryAfterSeconds: policy.signInCapacity.retryAfterSeconds,
    });
    expect(begun).toHaveLength(atOnce);
  });

  it('lets browsers that are known in, however many strangers wait, and before them', async () => {
    const { begun, run, fill, endOne } = held(new PasswordQueue());
    await fill();
    for (let index = 1; index < waiting; index++) void run('stranger');
    const strangers = begun.length;
    for (let index = 0; index < 10; index++) void run('known', true);
    for (let index = 0; index < 10; index++) await endOne();
    expect(begun.slice(strangers, strangers + 10)).toEqual(Array(10).fill('known'));
    for (let index = 0; index < 10; index++) await endOne();
    expect(begun.slice(strangers + 10)).toContain('first');
  });

  it('goes on behind work that fails', async () => {
    const queue = new PasswordQueue();
    const failing = Array.from({ length: 20 }, () =>
      queue.run(false, () => Promise.reject(new Error('away'))),
    );
    expect((await Promise.allSettled(failing)).every(({ status }) => status === 'rejected')).toBe(true);
    expect(await queue.run(false, async () => 'done')).toBe('done');
  });
});
