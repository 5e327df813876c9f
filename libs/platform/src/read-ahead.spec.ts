import { readAhead } from './read-ahead.ts';

describe('reading ahead', () => {
  it('has sent for the next page before the one at hand is dealt with, which may take all of the turn', async () => {
    const sent: number[] = [];
    // As a connection does: what it is asked for leaves when the callbacks at hand are through.
    const read = (last = 0) =>
      new Promise<number>((answer) => {
        process.nextTick(() => {
          sent.push(last + 1);
          setImmediate(answer, last + 1);
        });
      });
    const sentAt: number[][] = [];
    for await (const page of readAhead(read, (page) => page === 3)) sentAt[page] = [...sent];
    expect(sentAt.slice(1)).toEqual([
      [1, 2],
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });
});
