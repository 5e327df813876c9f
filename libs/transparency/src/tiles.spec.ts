import fc from 'fast-check';
import { parseTilePath, tilePath } from './tiles.ts';

describe('the paths of tiles', () => {
  it.each([
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 1, index: 0, width: 17 }, 'tile/1/000.p/17'],
    [{ level: 0, index: 1000, width: 1 }, 'tile/0/x001/000.p/1'],
  ])('%j is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it('are read as they are written', () => {
    const tile = fc.record({
      level: fc.integer({ min: 0, max: 63 }),
      index: fc.nat({ max: 1e10 }),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(fc.property(tile, (one) => expect(parseTilePath(tilePath(one))).toEqual(one)));
  });

  it.each([
    'tile/0/1',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/999',
    'tile/entries/000',
    'tile/0/x999/x999/x999/x999/x999/999',
    '/tile/0/000',
    'tile/0/000/',
  ])('%s is none', (path) => expect(parseTilePath(path)).toBeNull());
});
