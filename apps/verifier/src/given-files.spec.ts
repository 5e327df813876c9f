import { strToU8, zipSync } from 'fflate';
import { filesIn } from './given-files.ts';

const namesIn = (bytes: Uint8Array) => filesIn('dossier.zip', bytes).map(({ name }) => name);

it('takes what proves something out of an archive, and leaves how it is read', () => {
  const [proof, text] = [strToU8('{}'), strToU8('Bonjour')];
  const archive = zipSync({
    'LISEZ-MOI.txt': text,
    'pieces.csv': text,
    'verifier.html': text,
    'verifier.mjs': text,
    'cles.txt': proof,
    'dossier.json': proof,
    'documents/rapport.pdf': proof,
  });
  expect(filesIn('dossier.zip', archive)).toContainEqual(
    expect.objectContaining({ name: 'dossier.zip : dossier.json', text: '{}' }),
  );
  expect(namesIn(archive)).toEqual(
    ['cles.txt', 'dossier.json', 'documents/rapport.pdf'].map((name) => `dossier.zip : ${name}`),
  );
});

it('knows what was unzipped, and zipped again as a folder', () => {
  const text = strToU8('{}');
  const archive = zipSync({
    dossier: { 'LISEZ-MOI.txt': text, 'dossier.json': text, documents: { 'rapport.pdf': text } },
    __MACOSX: { dossier: { '._dossier.json': text } },
    'dossier/.DS_Store': text,
  });
  expect(namesIn(archive).sort()).toEqual(
    ['dossier/documents/rapport.pdf', 'dossier/dossier.json'].map((name) => `dossier.zip : ${name}`),
  );
});

it('gives anything else as it is, an archive that is cut short too', () => {
  const archive = zipSync({ 'dossier.json': strToU8('{}') });
  expect(namesIn(archive.subarray(0, archive.length - 10))).toEqual(['dossier.zip']);
  expect(filesIn('dossier.json', strToU8('\ufeff{}'))).toEqual([
    expect.objectContaining({ name: 'dossier.json', text: '\ufeff{}' }),
  ]);
});
