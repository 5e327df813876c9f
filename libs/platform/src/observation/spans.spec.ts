import { linksTo } from './spans.ts';

const traceparent = (n: number) => `00-${String(n).padStart(32, '1')}-${String(n).padStart(16, '2')}-01`;

describe('links', () => {
  it('name each trace once, and not more than asked for', () => {
    const many = Array.from({ length: 1000 }, (_, n) => traceparent(n % 100));
    expect(linksTo([...many.slice(0, 5), ...many.slice(0, 5)], 32)).toHaveLength(5);
    expect(linksTo(many, 32).map(({ context }) => context.traceId)).toEqual(
      Array.from({ length: 32 }, (_, n) => traceparent(n).slice(3, 35)),
    );
  });

  it.each([
    undefined,
    '',
    'garbage',
    traceparent(1).toUpperCase().replace('1', 'X'),
    `${traceparent(1)}-more`,
  ])('pass over %p', (one) => expect(linksTo([one], 32)).toEqual([]));
});
