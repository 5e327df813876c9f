import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { filesBelow } from '../architecture/imports.ts';

const templates = filesBelow('libs').filter(
  (path) => path.endsWith('.typ') && !path.endsWith('.fixture.typ'),
);

/** Composes one as a program of the image does, which has dist alone. */
const COMPOSE = `
  await import('reflect-metadata');
  const { annexDocument } = await import('#habilitations');
  const { Documents } = await import('#platform');
  const party = { id: '595', name: 'Caf du Nord', address: 'Lille', representative: 'Luc Grard' };
  const documents = new Documents();
  const pdf = await documents.compose(annexDocument({
    gestionnaire: party, caf: party, version: 1, on: '2026-12-01', known: '2026-12-01', position: '0-0', isDraft: false,
    conventions: [], establishments: [], signatures: [], rows: [], vacancies: [], terms: [],
  }));
  await documents.onModuleDestroy();
  process.stdout.write(pdf.subarray(0, 8));
`;

describe('the build', () => {
  it('holds every template in its place', () => {
    expect(templates.length).toBeGreaterThan(2);
    expect(templates.filter((path) => !existsSync(`dist/${path}`))).toEqual([]);
  });

  it('composes documents', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', COMPOSE], {
      env: { PATH: process.env.PATH },
    });
    expect(stdout).toBe('%PDF-1.7');
  });
});
