import { StoreUnavailable } from '#event-sourcing';
import { eventually } from '../../../../test/support/eventually.ts';
import { type Check, Readiness } from './readiness.ts';

const fine: Check = { part: 'PostgreSQL', obstacles: async () => [] };

describe('readiness', () => {
  it('follows the life of a process', async () => {
    const readiness = new Readiness();
    expect(await readiness.report()).toEqual({ status: 'starting', obstacles: [] });
    const missing = { part: 'PostgreSQL', reason: 'ECONNREFUSED' };
    readiness.waitsFor(missing);
    expect(await readiness.report()).toEqual({ status: 'starting', obstacles: [missing] });
    readiness.started([fine]);
    expect(await readiness.report()).toEqual({ status: 'ready', obstacles: [] });
    readiness.drain();
    expect(await readiness.report()).toEqual({ status: 'draining', obstacles: [] });
  });

  it('tells everything that is in the way', async () => {
    const since = '2026-03-02T09:00:00.000Z';
    const report = await Readiness.of([
      fine,
      { part: 'the event store', obstacles: () => Promise.reject(new StoreUnavailable(new Error('down'))) },
      { part: 'followers', obstacles: async () => [{ part: 'journal', reason: 'fails', since }] },
    ]).report();
    expect(report).toEqual({
      status: 'failing',
      obstacles: [
        { part: 'the event store', reason: 'down' },
        { part: 'journal', reason: 'fails', since },
      ],
    });
  });

  it('tells what came of verifying the seal, which is in nobody’s way', async () => {
    const seal = { lastFullAt: '2026-03-01T03:40:00.000Z', lastAt: '2026-03-02T03:40:00.000Z', faults: 3 };
    const readiness = new Readiness();
    readiness.started([fine], async () => seal);
    expect(await readiness.report()).toEqual({ status: 'ready', obstacles: [], seal });
    readiness.started([fine], () => Promise.reject(new StoreUnavailable(new Error('down'))));
    expect(await readiness.report()).toEqual({ status: 'ready', obstacles: [] });
  });

  it('does not wait for a part that does not answer', async () => {
    const readiness = Readiness.of([fine, { part: 'Redis', obstacles: () => new Promise(() => {}) }]);
    expect(await readiness.report()).toEqual({
      status: 'failing',
      obstacles: [{ part: 'Redis', reason: 'no answer within 2000 ms' }],
    });
  });

  it('looks once for all who ask at the same time', async () => {
    let looked = 0;
    let answer: (() => void) | undefined;
    const slow: Check = {
      part: 'PostgreSQL',
      obstacles: () =>
        new Promise((resolve) => {
          looked++;
          answer = () => resolve([]);
        }),
    };
    const readiness = Readiness.of([slow]);
    const reports = Promise.all([readiness.report(), readiness.report()]);
    await eventually(() => answer);
    answer!();
    await reports;
    expect(looked).toBe(1);
  });
});
