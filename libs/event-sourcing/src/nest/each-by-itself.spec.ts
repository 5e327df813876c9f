import { conflict, executionContext, runAs, systemActor } from '#platform';
import { formatPosition } from '../position.ts';
import { eachByItself } from './each-by-itself.ts';

const position = (at: bigint) => formatPosition(at, at);
const IDS = { commandId: '00000000-0000-4000-8000-000000000001' };
const once = <T>(work: () => Promise<T>) => runAs(systemActor('test'), work, IDS);

describe('An act on many', () => {
  it('executes each by itself; what is refused is told, and keeps no other', async () => {
    const answer = await once(() =>
      eachByItself('act', ['a', 'b', 'c'], async (id) => {
        if (id === 'b') throw conflict('taken', 'Déjà pris.');
        return { position: position(id === 'a' ? 7n : 5n) };
      }),
    );
    expect({ position: answer.position, results: answer.results }).toEqual({
      position: position(7n),
      results: [
        { id: 'a', refusal: null },
        { id: 'b', refusal: { code: 'taken', message: 'Déjà pris.' } },
        { id: 'c', refusal: null },
      ],
    });
  });

  it('gives each row a command id of its own, the same when it is repeated, another for another act', async () => {
    const idsOf = async (act: string) => {
      const seen: string[] = [];
      await once(() =>
        eachByItself(act, ['a', 'b'], async () => {
          seen.push(executionContext().commandId);
          return { position: position(1n) };
        }),
      );
      return seen;
    };
    const first = await idsOf('act');
    expect(new Set(first).size).toBe(2);
    expect(await idsOf('act')).toEqual(first);
    expect(await idsOf('other')).not.toEqual(first);
  });

  it('ends with what is no refusal: nothing says then that the rows behind it were looked at', async () => {
    const done: string[] = [];
    const interrupted = once(() =>
      eachByItself('act', ['a', 'b', 'c'], async (id) => {
        if (id === 'b') throw new Error('The store has gone');
        done.push(id);
        return { position: position(1n) };
      }),
    );
    await expect(interrupted).rejects.toThrow('The store has gone');
    expect(done).toEqual(['a']);
  });
});
