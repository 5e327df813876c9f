import type { HitRun } from '#detection';
import { formatPosition } from '#event-sourcing';
import { gathered } from './gathered-runs.ts';

const at = (time: string) => `2026-11-23T${time}:00.000Z`;

function run(number: number, time: string, about: Partial<HitRun> = {}): HitRun {
  return {
    ...{
      id: `run-${number}`,
      position: formatPosition(BigInt(number), 0n),
      completedBy: `attempt-${number}`,
    },
    rule: { id: 'failures-on-one-code', version: 1, title: 'Échecs', hash: 'abc' },
    ...{ level: 'medium', article: null, sentence: `Phrase ${number}`, key: ['A1'] },
    ...{ isOfCode: true, userCode: 'A1', network: '192.0.2.0/24' },
    ...{ beganAt: at(time), firstAt: at(time), lastAt: at(time), attempts: 2, sequel: 1 },
    ...{ evidence: [`attempt-${number}`], sufficient: 1, alsaceMoselleOnly: false },
    ...about,
  };
}

const numbers = (...runs: HitRun[]) =>
  gathered(runs).map((list) => list.map(({ runs: some }) => some.map(({ id }) => id)));
const ofNetwork = { isOfCode: false, key: ['192.0.2.0/24'] };

describe('R18: runs that go to one case', () => {
  it('are dealt with together, in the words of the first and up to the place of the last', () => {
    const [[only, ...none] = []] = gathered([run(1, '10:00'), run(2, '10:20'), run(3, '10:10')]);
    expect(none).toEqual([]);
    expect(only!.runs.map(({ id }) => id)).toEqual(['run-1', 'run-2', 'run-3']);
    expect(only!.together).toMatchObject({
      ...{ id: 'run-3', position: formatPosition(3n, 0n), completedBy: 'attempt-3' },
      ...{ sentence: 'Phrase 1', beganAt: at('10:00'), firstAt: at('10:00'), lastAt: at('10:20') },
      evidence: ['attempt-1', 'attempt-2', 'attempt-3'],
    });
  });

  it('are not those of another rule, code or network', () => {
    const rule = { ...run(2, '10:00').rule, id: 'another-rule' };
    const other = run(3, '10:00', { userCode: 'A2', key: ['A2'] });
    expect(numbers(run(1, '10:00'), run(2, '10:00', { rule }), other, run(4, '10:00'))).toEqual([
      [['run-1', 'run-4']],
      [['run-2']],
      [['run-3']],
    ]);
    const elsewhere = { ...ofNetwork, network: '198.51.100.0/24' };
    expect(numbers(run(1, '10:00', ofNetwork), run(2, '10:00', elsewhere))).toEqual([
      [['run-1']],
      [['run-2']],
    ]);
  });

  it('nor those behind a quiet hour, of another version, or of a holiday that not everybody has: these come one after the other', () => {
    const version = { ...run(3, '11:00').rule, version: 2 };
    expect(
      numbers(
        ...[run(1, '10:00'), run(2, '11:01'), run(3, '11:02', { rule: version })],
        ...[run(4, '11:03', { rule: version, alsaceMoselleOnly: true }), run(5, '11:04', { rule: version })],
      ),
    ).toEqual([[['run-1'], ['run-2'], ['run-3'], ['run-4'], ['run-5']]]);
  });

  it('nor those of one network, each of which may concern other Cafs', () => {
    expect(numbers(run(1, '10:00', ofNetwork), run(2, '10:01', ofNetwork))).toEqual([[['run-1'], ['run-2']]]);
  });

  it('look at as many attempts as a case wants, and at each of them once', () => {
    const overlapping = Array.from({ length: 400 }, (_, number) =>
      run(number, '10:00', { evidence: Array.from({ length: 5 }, (_, n) => `attempt-${number + n}`) }),
    );
    const [[only, ...none] = []] = gathered(overlapping);
    expect([only!.runs.length, none]).toEqual([400, []]);
    expect(only!.together.evidence).toEqual(Array.from({ length: 250 }, (_, n) => `attempt-${n}`));
  });
});
