import { oneByOne } from './one-by-one.ts';

describe('taking one by one', () => {
  let isOpen = false;
  async function* source() {
    isOpen = true;
    try {
      yield* [1, 2];
    } finally {
      isOpen = false;
    }
  }

  it('gives all there is, and then nothing', async () => {
    const taken = await oneByOne(source(), async (next) => [await next(), await next(), await next()]);
    expect(taken).toEqual([1, 2, undefined]);
  });

  it('lets go of what has more to give, also after a failure', async () => {
    expect(await oneByOne(source(), (next) => next())).toBe(1);
    expect(isOpen).toBe(false);
    const failing = oneByOne(source(), async (next) => {
      await next();
      expect(isOpen).toBe(true);
      throw new Error('enough');
    });
    await expect(failing).rejects.toThrow('enough');
    expect(isOpen).toBe(false);
  });
});
