import pg from 'pg';
import { Grouping } from './grouping.ts';

const refusal = () => new pg.DatabaseError('refused', 7, 'error');

/** A database that answers each group when it is told to. */
function database() {
  const groups: { requests: readonly string[]; settle: (error?: Error) => void }[] = [];
  const answer = (requests: readonly string[]) =>
    new Promise<string[]>((resolve, reject) => {
      const settle = (error?: Error) => (error ? reject(error) : resolve(requests.map((one) => `${one}!`)));
      groups.push({ requests, settle });
    });
  return { groups, asked: () => groups.map(({ requests }) => requests.join(' ')), answer };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Grouping', () => {
  let asked: () => string[];
  let groups: ReturnType<typeof database>['groups'];
  let grouping: Grouping<string, string>;
  const open = (fits: (request: string, group: readonly string[]) => boolean = () => true) => {
    const behind = database();
    ({ asked, groups } = behind);
    grouping = new Grouping(behind.answer, fits);
  };
  const askAll = (...requests: string[]) => Promise.allSettled(requests.map((one) => grouping.ask(one)));
  const settle = async (group: number, error?: Error) => {
    await turn();
    groups[group]!.settle(error);
    await turn();
    await turn();
  };

  it('sends together what is asked for in one turn, and what comes meanwhile with the next', async () => {
    open();
    const first = askAll('a', 'b');
    await turn();
    const second = askAll('c', 'd');
    await turn();
    expect(asked()).toEqual(['a b']);
    await settle(0);
    expect(asked()).toEqual(['a b', 'c d']);
    await settle(1);
    expect(await first).toMatchObject([{ value: 'a!' }, { value: 'b!' }]);
    expect(await second).toMatchObject([{ value: 'c!' }, { value: 'd!' }]);
  });

  it('leaves what does not fit for the next group, the others going before it', async () => {
    open((request, group) => !group.includes(request));
    const answers = askAll('b', 'b', 'c');
    await settle(0);
    await settle(1);
    expect(asked()).toEqual(['b c', 'b']);
    expect(await answers).toMatchObject([{ value: 'b!' }, { value: 'b!' }, { value: 'c!' }]);
  });

  it('asks each alone when the database refuses a group: only the one at fault is refused', async () => {
    open();
    const answers = askAll('good', 'bad');
    await settle(0, refusal());
    expect(asked()).toEqual(['good bad', 'good', 'bad']);
    groups[1]!.settle();
    groups[2]!.settle(refusal());
    expect(await answers).toMatchObject([{ value: 'good!' }, { reason: { message: 'refused' } }]);
  });

  it('tells all of a group that there was no answer, asks nothing twice, and goes on', async () => {
    open();
    const answers = askAll('a', 'b');
    await settle(0, new Error('Connection terminated'));
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    void askAll('c');
    await turn();
    expect(asked()).toEqual(['a b', 'c']);
  });
});

describe('Grouping, of one question that many ask', () => {
  const put: { answer(said: string): void; fail(error: Error): void }[] = [];
  const question = () =>
    new Grouping<null, string>(
      async (asked) => {
        const said = await new Promise<string>((answer, fail) => put.push({ answer, fail }));
        return asked.map(() => said);
      },
      () => true,
    );
  /** What is already settled has been heard of. */
  const heard = async () => {
    await turn();
    await turn();
  };
  beforeEach(() => put.splice(0));

  it('is put once for all who ask together', async () => {
    const shared = question();
    const asked = [shared.ask(null), shared.ask(null), shared.ask(null)];
    await heard();
    expect(put).toHaveLength(1);
    put[0]!.answer('a');
    await expect(Promise.all(asked)).resolves.toEqual(['a', 'a', 'a']);
  });

  it('is put again for those who ask while it is under way, and not before it is answered', async () => {
    const shared = question();
    const first = shared.ask(null);
    await heard();
    const later = [shared.ask(null), shared.ask(null)];
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
    const first = [shared.ask(null), shared.ask(null)];
    await heard();
    const later = shared.ask(null);
    put[0]!.fail(new Error('away'));
    expect(await Promise.allSettled(first)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await heard();
    put[1]!.answer('b');
    await expect(later).resolves.toBe('b');
  });
});
