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
  it('sends what comes alone at once, and what comes meanwhile together', async () => {
    const { groups, asked, answer } = database();
    const grouping = new Grouping(answer, () => true);
    const answers = Promise.all(['a', 'b', 'c'].map((one) => grouping.ask(one)));
    expect(asked()).toEqual(['a']);
    groups[0]!.settle();
    await turn();
    expect(asked()).toEqual(['a', 'b c']);
    groups[1]!.settle();
    expect(await answers).toEqual(['a!', 'b!', 'c!']);
  });

  it('leaves what does not fit for the next group, the others going before it', async () => {
    const { groups, asked, answer } = database();
    const grouping = new Grouping(answer, (request, group) => !group.includes(request));
    const answers = Promise.all(['a', 'b', 'b', 'c'].map((one) => grouping.ask(one)));
    groups[0]!.settle();
    await turn();
    groups[1]!.settle();
    await turn();
    expect(asked()).toEqual(['a', 'b c', 'b']);
    groups[2]!.settle();
    expect(await answers).toEqual(['a!', 'b!', 'b!', 'c!']);
  });

  it('asks each alone when the database refuses a group: only the one at fault is refused', async () => {
    const { groups, asked, answer } = database();
    const grouping = new Grouping(answer, () => true);
    const answers = Promise.allSettled(['a', 'good', 'bad'].map((one) => grouping.ask(one)));
    groups[0]!.settle();
    await turn();
    groups[1]!.settle(refusal());
    await turn();
    expect(asked()).toEqual(['a', 'good bad', 'good', 'bad']);
    groups[2]!.settle();
    groups[3]!.settle(refusal());
    expect(await answers).toMatchObject([
      { value: 'a!' },
      { value: 'good!' },
      { reason: { message: 'refused' } },
    ]);
  });

  it('tells all of a group that there was no answer, asks nothing twice, and goes on', async () => {
    const { groups, asked, answer } = database();
    const grouping = new Grouping(answer, () => true);
    const answers = Promise.allSettled(['a', 'b', 'c'].map((one) => grouping.ask(one)));
    groups[0]!.settle();
    await turn();
    groups[1]!.settle(new Error('Connection terminated'));
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    void grouping.ask('d');
    expect(asked()).toEqual(['a', 'b c', 'd']);
  });
});
