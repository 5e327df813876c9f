import type { HitRun } from '#detection';
import { formatPosition } from '#event-sourcing';
import { bySubject, gathered } from './gathered-runs.ts';
import { hitRun } from './hit-run.fixture.ts';

const at = (time: string) => `2026-11-23T${time}:00.000Z`;

const run = (number: number, time: string, about: Partial<HitRun> = {}) =>
  hitRun(number, at(time), { userCode: 'A1', ...about });

const ids = (runs: readonly HitRun[]) => runs.map(({ id }) => id);
const numbers = (...runs: HitRun[]) => gathered(runs).map((some) => ids(some.runs));
const ofNetwork = { isOfCode: false, key: ['192.0.2.0/24'], network: '192.0.2.0/24' };

describe('R18: runs that go to one case', () => {
  it('are of one rule on one code or network', () => {
    const rule = { ...run(2, '10:00').rule, id: 'another-rule' };
    const lists = bySubject([
      ...[run(1, '10:00'), run(2, '10:00', { rule }), run(3, '10:00', { userCode: 'A2' }), run(4, '10:00')],
      ...[run(5, '10:00', ofNetwork), run(6, '10:00', { ...ofNetwork, network: '198.51.100.0/24' })],
      run(7, '10:00', { ...ofNetwork, userCode: 'A2' }),
    ]);
    expect(lists.map(ids)).toEqual([['run-1', 'run-4'], ['run-2'], ['run-3'], ['run-5', 'run-7'], ['run-6']]);
  });

  it('are dealt with together, in the words of the first and up to the place of the last', () => {
    const [only, ...none] = gathered([run(1, '10:00'), run(2, '10:20'), run(3, '10:10')]);
    expect(none).toEqual([]);
    expect(ids(only!.runs)).toEqual(['run-1', 'run-2', 'run-3']);
    expect(only!.together).toMatchObject({
      id: 'run-3',
      position: formatPosition(3n, 0n),
      completedBy: 'attempt-3',
      sentence: 'Phrase 1',
      beganAt: at('10:00'),
      firstAt: at('10:00'),
      lastAt: at('10:20'),
      evidence: ['attempt-1', 'attempt-2', 'attempt-3'],
    });
  });

  it('are not those behind a quiet hour, of another version, or of a holiday that not everybody has', () => {
    const version = { ...run(3, '11:00').rule, version: 2 };
    expect(
      numbers(
        ...[run(1, '10:00'), run(2, '11:01'), run(3, '11:02', { rule: version })],
        ...[run(4, '11:03', { rule: version, alsaceMoselleOnly: true }), run(5, '11:04', { rule: version })],
      ),
    ).toEqual([['run-1'], ['run-2'], ['run-3'], ['run-4'], ['run-5']]);
  });

  it('on a code look at as many attempts as a case wants, and at each of them once', () => {
    const overlapping = Array.from({ length: 400 }, (_, number) =>
      run(number, '10:00', { evidence: Array.from({ length: 5 }, (_, n) => `attempt-${number + n}`) }),
    );
    const [only, ...none] = gathered(overlapping);
    expect([only!.runs.length, none]).toEqual([400, []]);
    expect(only!.together.evidence).toEqual(Array.from({ length: 250 }, (_, n) => `attempt-${n}`));
  });

  it('from a network look at all attempts of a few runs, for each says whom they concern', () => {
    const runs = Array.from({ length: 30 }, (_, number) => {
      const evidence = Array.from({ length: 250 }, (_, n) => `attempt-${number}-${n}`);
      return run(number, '10:00', { ...ofNetwork, evidence });
    });
    const looked = gathered(runs).map((some) => [some.runs.length, some.together.evidence.length]);
    expect(looked).toEqual([
      [20, 5000],
      [10, 2500],
    ]);
  });
});
