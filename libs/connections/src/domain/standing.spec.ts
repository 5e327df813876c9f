import type { Instant } from '#platform';
import type { AttemptOutcome } from './connections.ts';
import { NO_ATTEMPTS, retryAt, type Standing, standingAfter } from './standing.ts';

const NOW = '2026-03-10T09:00:00.000Z';
const ago = (seconds: number): Instant => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

type Past = readonly [outcome: AttemptOutcome, at: Instant];

/** One a second, the last of them so long ago. */
const failures = (count: number, lastSecondsAgo: number): Past[] =>
  Array.from({ length: count }, (_, index) => ['wrong-password', ago(lastSecondsAgo + count - 1 - index)]);
const behind = (...past: Past[]): Standing =>
  past.reduce((standing, [outcome, at]) => standingAfter(standing, outcome, at), NO_ATTEMPTS);

describe('R18: throttling', () => {
  it('costs nothing up to five failures in a row, then a minute that doubles', () => {
    expect(retryAt(behind(...failures(5, 1)), NOW)).toBeNull();
    expect(retryAt(behind(...failures(6, 1)), NOW)).toBe(ago(-59));
    expect(retryAt(behind(...failures(6, 60)), NOW)).toBeNull();
    expect(retryAt(behind(...failures(8, 100)), NOW)).toBe(ago(-140));
  });

  it('starts again after a success, and a day after the failures', () => {
    const past = [...failures(9, 20), ['success', ago(10)], ...failures(3, 1)] as const;
    expect(retryAt(behind(...past), NOW)).toBeNull();
    expect(retryAt(behind(...failures(20, 86_400)), NOW)).toBeNull();
    expect(retryAt(behind(...failures(20, 86_400), ...failures(5, 1)), NOW)).toBeNull();
  });

  it('is not lengthened by refused attempts, however many', () => {
    const refused = Array.from({ length: 1000 }, (): Past => ['throttled', ago(1)]);
    expect(behind(...failures(7, 60), ...refused)).toEqual(behind(...failures(7, 60)));
  });

  it('takes at most 25 failures in 24 hours, whatever lies between them', () => {
    const success: Past = ['success', ago(5)];
    expect(retryAt(behind(...failures(25, 40_000), success), NOW)).toBe(ago(40_024 - 86_400));
    expect(retryAt(behind(...failures(24, 40_000), success), NOW)).toBeNull();
    expect(behind(...failures(1000, 1)).failures).toHaveLength(25);
  });
});
