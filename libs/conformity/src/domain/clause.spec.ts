import { stateOf, tallyOf } from './clause.ts';

const AT = '2026-11-29T10:00:00.000Z';

describe('A clause', () => {
  it.each([
    ['to-settle', { exercisedAt: AT, notInOrder: [{ count: 0 }, { count: 2 }] }],
    ['to-settle', { exercisedAt: null, notInOrder: [{ count: 1 }] }],
    ['kept', { exercisedAt: AT, notInOrder: [{ count: 0 }] }],
    ['kept', { exercisedAt: AT, notInOrder: [] }],
    ['unused', { exercisedAt: null, notInOrder: [] }],
  ] as const)('is %s', (state, found) => {
    expect(stateOf(found)).toBe(state);
  });

  it('is counted once', () => {
    expect(tallyOf(['kept', 'to-settle', 'kept'])).toEqual({ kept: 2, 'to-settle': 1, unused: 0 });
  });
});
