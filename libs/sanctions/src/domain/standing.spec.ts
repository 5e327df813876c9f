import { standingOf } from './standing.ts';

it.each([
  ['suspension', false, 'in-force'],
  ['suspension', true, 'ended'],
  ['password-change', false, 'in-force'],
  ['password-change', true, 'ended'],
  ['removal', false, 'final'],
  ['withdrawal', false, 'final'],
] as const)('a %s (has ended: %s) is %s', (kind, hasEnded, standing) => {
  expect(standingOf(kind, hasEnded)).toBe(standing);
});
