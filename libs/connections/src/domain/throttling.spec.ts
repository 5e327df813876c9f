import fc from 'fast-check';
import type { Instant } from '#platform';
import {
  type Count,
  NO_FAILURES,
  networkRetryAt,
  retryAt,
  withAttempt,
  withoutAttempt,
} from './throttling.ts';

const NOW = '2026-03-10T09:00:00.000Z';
const ago = (seconds: number): Instant => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

/** One a second, the last of them so long ago. */
const failures = (count: number, lastSecondsAgo: number): Instant[] =>
  Array.from({ length: count }, (_, index) => ago(lastSecondsAgo + count - 1 - index));
const behind = (...begun: Instant[]): Count => begun.reduce(withAttempt, NO_FAILURES);
/** The same and then an attempt that was right. */
const right = (count: Count, at: Instant): Count => withoutAttempt(withAttempt(count, at), at, true);

describe('R18: throttling from one origin on one code', () => {
  it('costs nothing up to five failures in a row, then a minute that doubles', () => {
    expect(retryAt(behind(...failures(5, 1)), NOW)).toBeNull();
    expect(retryAt(behind(...failures(6, 1)), NOW)).toBe(ago(-59));
    expect(retryAt(behind(...failures(6, 60)), NOW)).toBeNull();
    expect(retryAt(behind(...failures(8, 100)), NOW)).toBe(ago(-140));
  });

  it('starts again after a success, and a day after the failures', () => {
    const succeeded = right(behind(...failures(9, 20)), ago(10));
    expect(retryAt(failures(3, 1).reduce(withAttempt, succeeded), NOW)).toBeNull();
    expect(retryAt(behind(...failures(20, 86_400)), NOW)).toBeNull();
    expect(retryAt(behind(...failures(20, 86_400), ...failures(5, 1)), NOW)).toBeNull();
  });

  it('counts no attempt that nobody looked at', () => {
    const seven = behind(...failures(7, 60));
    expect(withoutAttempt(withAttempt(seven, NOW), NOW, false)).toEqual(seven);
  });

  it('takes at most 25 failures in 24 hours, whatever lies between them', () => {
    expect(retryAt(right(behind(...failures(25, 40_000)), ago(5)), NOW)).toBe(ago(40_024 - 86_400));
    expect(retryAt(right(behind(...failures(24, 40_000)), ago(5)), NOW)).toBeNull();
    expect(behind(...failures(1000, 1)).failures.length).toBeLessThanOrEqual(30);
  });

  it('lets no more through of any attempts than five, and one for each wait that is over', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 100 }), (pauses) => {
        let count = NO_FAILURES;
        let at = Date.parse(NOW);
        let waited = 0;
        let begun = 0;
        for (const pause of pauses) {
          at += pause * 1000;
          const now = new Date(at).toISOString();
          const last = count.failures.at(-1);
          if (retryAt(count, now) !== null) continue;
          if (begun > 5) {
            waited++;
            expect(at - Date.parse(last!)).toBeGreaterThanOrEqual(60_000 * 2 ** (waited - 1));
          }
          count = withAttempt(count, now);
          begun++;
        }
        expect(begun).toBeLessThanOrEqual(6 + waited);
      }),
    );
  });
});

it('R18: of one network 30 failures in 10 minutes are the most, whatever the codes', () => {
  expect(networkRetryAt(behind(...failures(29, 1)), NOW)).toBeNull();
  expect(networkRetryAt(behind(...failures(30, 1)), NOW)).toBe(ago(30 - 600));
  expect(networkRetryAt(behind(...failures(30, 600)), NOW)).toBeNull();
});
