import fc from 'fast-check';
import { CompactRange, MalformedRange } from './compact-range.ts';
import { leafOf, leavesOf, naiveRoot } from './tree.fixture.ts';

it('has the root of RFC 6962, wherever it is put away and resumed', () => {
  fc.assert(
    fc.property(fc.nat({ max: 300 }), fc.nat({ max: 300 }), (before, more) => {
      const { size, hashes } = CompactRange.of(leavesOf(before));
      const range = new CompactRange(size, hashes);
      for (let index = before; index < before + more; index++) range.append(leafOf(index));
      expect(range.size).toBe(before + more);
      expect(range.root).toEqual(naiveRoot(leavesOf(before + more)));
    }),
    { numRuns: 40 },
  );
});

it('has as many hashes as its size has binary ones', () => {
  expect(() => new CompactRange(5, [leafOf(0)])).toThrow(MalformedRange);
  expect(() => new CompactRange(0, [leafOf(0)])).toThrow(MalformedRange);
  expect(new CompactRange(2 ** 52, [leafOf(0)]).size).toBe(2 ** 52);
});
