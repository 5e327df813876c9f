import fc from 'fast-check';
import { GrowingTree } from './growing-tree.ts';
import { HASH_BYTES, leafHash } from './hashing.ts';
import { partialTilesOf, TILE_WIDTH } from './tiles.ts';
import { KeptTiles, leafOf, leavesOf, naiveRoot, treeOf } from './tree.fixture.ts';

/** The leaves of Certificate Transparency's own tests, and the root after each. */
const KNOWN = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
] as const;

const sizes = fc.oneof(
  fc.integer({ min: 0, max: 600 }),
  fc.constantFrom(255, 256, 257, 511, 512, 513, 1023, 1024),
);

describe('a tree that grows', () => {
  it('has the roots that Certificate Transparency knows', () => {
    const tree = new GrowingTree();
    expect(tree.root.toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    const roots = KNOWN.map(([data]) => {
      tree.append(leafHash(Buffer.from(data, 'hex')));
      return tree.root.toString('hex');
    });
    expect(roots).toEqual(KNOWN.map(([, root]) => root));
  });

  it('has the root of RFC 6962, however often it is put away and resumed', () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 4 }), (size, steps) => {
        const tiles = new KeptTiles();
        let tree = new GrowingTree();
        for (let index = 0; index < size; index++) {
          tree.append(leafOf(index));
          if (!steps.includes(index)) continue;
          tiles.keep(tree.takeTiles());
          tree = GrowingTree.resume(tree.size, tiles.all);
        }
        expect(tree.size).toBe(size);
        expect(tree.root).toEqual(naiveRoot(leavesOf(size)));
      }),
      {
        numRuns: 60,
        examples: [
          [256, [255]],
          [600, [255, 511]],
        ],
      },
    );
  });

  it('is the same resumed after each full tile, also of the second level', () => {
    const { tree, tiles } = treeOf(65_536);
    const resumed = GrowingTree.resume(65_536, tiles.all);
    expect(resumed.root).toEqual(tree.root);
    for (const one of [tree, resumed]) for (let n = 0; n < 300; n++) one.append(leafOf(65_536 + n));
    expect(resumed.root).toEqual(tree.root);
  });

  it('hands out the tiles of tlog-tiles: of 70,000 leaves, 273 full and one of 112, one full and one of 17, one of 1', () => {
    const { tiles, tree } = treeOf(70_000);
    const widths = (level: number) =>
      tiles.all
        .filter((tile) => tile.level === level)
        .sort((a, b) => a.index - b.index)
        .map(({ hashes }) => hashes.length / HASH_BYTES);
    expect(widths(0)).toEqual([...Array(273).fill(TILE_WIDTH), 112]);
    expect(widths(1)).toEqual([TILE_WIDTH, 17]);
    expect(widths(2)).toEqual([1]);
    expect(partialTilesOf(tree.size)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ]);
    expect(tree.takeTiles()).toEqual([]);
  });

  it('is not resumed from tiles that are missing or too narrow', () => {
    const { tiles } = treeOf(300);
    expect(() => GrowingTree.resume(301, tiles.all)).toThrow(RangeError);
    expect(() => GrowingTree.resume(300, [])).toThrow(RangeError);
    expect(GrowingTree.resume(299, tiles.all).root).toEqual(naiveRoot(leavesOf(299)));
  });
});
