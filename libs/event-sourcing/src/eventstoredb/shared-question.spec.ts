import { SharedQuestion } from './shared-question.ts';

describe('SharedQuestion', () => {
  const put: { answer(said: string): void; fail(error: Error): void }[] = [];
  const question = () =>
    new SharedQuestion(
      () => new Promise<string>((answer, fail) => put.push({ answer, fail: (error) => fail(error) })),
    );
  /** What is already settled has been heard of. */
  const heard = () => new Promise(setImmediate);
  beforeEach(() => put.splice(0));

  it('is put once for all who ask together', async () => {
    const shared = question();
    const asked = [shared.ask(), shared.ask(), shared.ask()];
    await heard();
    expect(put).toHaveLength(1);
    put[0]!.answer('a');
    await expect(Promise.all(asked)).resolves.toEqual(['a', 'a', 'a']);
  });

  it('is put again for those who ask while it is under way, and not before it is answered', async () => {
    const shared = question();
    const first = shared.ask();
    await heard();
    const later = [shared.ask(), shared.ask()];
    await heard();
    expect(put).toHaveLength(1);
    put[0]!.answer('a');
    await heard();
    expect(put).toHaveLength(2);
    put[1]!.answer('b');
    await expect(Promise.all([first, ...later])).resolves.toEqual(['a', 'b', 'b']);
  });

  it('fails for those who asked together, and for nobody else', async () => {
    const shared = question();
    const first = [shared.ask(), shared.ask()];
    await heard();
    const later = shared.ask();
    put[0]!.fail(new Error('away'));
    expect(await Promise.allSettled(first)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await heard();
    put[1]!.answer('b');
    await expect(later).resolves.toBe('b');
  });
});
