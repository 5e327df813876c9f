import fc from 'fast-check';
import { consistencyProof, inclusionProof, rootOf } from './proofs.ts';
import { leafOf, leavesOf, naiveConsistency, naiveInclusion, naiveRoot, treeOf } from './tree.fixture.ts';
import { provesConsistency, provesInclusion } from './verify-proofs.ts';

const MOST = 700;
const leaves = leavesOf(MOST);
const { tiles } = treeOf(MOST);

const placed = fc
  .integer({ min: 1, max: MOST })
  .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));

/** One bit of one of these hashes, turned. */
const turned = (hashes: readonly Buffer[], at: number): Buffer[] =>
  hashes.map((hash, index) => {
    const copy = Buffer.from(hash);
    if (index === at % hashes.length) copy[at % copy.length]! ^= 1;
    return copy;
  });

describe('proofs', () => {
  it('of inclusion are those of RFC 6962, made from tiles alone, and hold for their own leaf, place and tree', async () => {
    await fc.assert(
      fc.asyncProperty(placed, fc.nat({ max: 1000 }), async ([size, index], at) => {
        const proof = await inclusionProof(index, size, tiles.source);
        const root = await rootOf(size, tiles.source);
        expect(root).toEqual(naiveRoot(leaves.slice(0, size)));
        expect(proof).toEqual(naiveInclusion(index, leaves.slice(0, size)));
        expect(provesInclusion(leafOf(index), index, size, proof, root)).toBe(true);
        expect(provesInclusion(leafOf(index + 1), index, size, proof, root)).toBe(false);
        expect(provesInclusion(leafOf(index), index + 1, size, proof, root)).toBe(false);
        expect(provesInclusion(leafOf(index), index, size, [...proof, root], root)).toBe(false);
        if (proof.length === 0) return;
        expect(provesInclusion(leafOf(index), index, size, turned(proof, at), root)).toBe(false);
        expect(provesInclusion(leafOf(index), index, size, proof.slice(1), root)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('of consistency are those of RFC 6962, and hold for their own two trees', async () => {
    await fc.assert(
      fc.asyncProperty(placed, fc.nat({ max: 1000 }), async ([size, before], at) => {
        const earlier = before + 1;
        const proof = await consistencyProof(earlier, size, tiles.source);
        const [first, root] = [naiveRoot(leaves.slice(0, earlier)), naiveRoot(leaves.slice(0, size))];
        expect(proof).toEqual(naiveConsistency(earlier, leaves.slice(0, size)));
        expect(provesConsistency(earlier, size, proof, first, root)).toBe(true);
        expect(provesConsistency(earlier, size, proof, leafOf(MOST), root)).toBe(false);
        expect(provesConsistency(earlier, size, proof, first, leafOf(MOST))).toBe(false);
        expect(provesConsistency(earlier, size, [...proof, root], first, root)).toBe(false);
        if (proof.length === 0) return;
        expect(provesConsistency(earlier, size, turned(proof, at), first, root)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('show nothing of what is not there', async () => {
    await expect(async () => inclusionProof(3, 3, tiles.source)).rejects.toThrow(RangeError);
    await expect(async () => consistencyProof(0, 3, tiles.source)).rejects.toThrow(RangeError);
    const root = await rootOf(3, tiles.source);
    expect(provesConsistency(0, 3, [], root, root)).toBe(false);
    expect(provesConsistency(3, 3, [], root, root)).toBe(true);
    expect(provesInclusion(leafOf(0), 0, 0, [], root)).toBe(false);
    expect(provesInclusion(leafOf(0), 0.5, 3, [], root)).toBe(false);
  });
});
