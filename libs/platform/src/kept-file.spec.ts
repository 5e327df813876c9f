import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptFile } from './kept-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greffe-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('makes the text once; from then on it is only read', () => {
  const file = join(folder, 'deep', 'key');
  const make = jest.fn(() => 'first\n');
  expect(keptFile(file, make)).toBe('first');
  expect(keptFile(file, make)).toBe('first');
  expect(make).toHaveBeenCalledTimes(1);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['key']);
});

it('is not taken from a folder, which stays as it is', () => {
  chmodSync(folder, 0o755);
  expect(() => keptFile(folder, () => 'first')).toThrow(`${folder} is no file`);
  expect(statSync(folder).mode & 0o777).toBe(0o755);
});
