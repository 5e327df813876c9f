import { checkpointText, MalformedCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { ed25519 } from './ed25519.ts';
import { signerFrom } from './key-text.ts';
import { signNote } from './note.ts';
import { inclusionProof } from './proofs.ts';
import { checkTlogProof, MalformedProof, parseTlogProof, tlogProofText, WrongProof } from './tlog-proof.ts';
import { leafOf, treeOf } from './tree.fixture.ts';

const ORIGIN = 'greffe.example/registre';
const signer = signerFrom(ed25519, ORIGIN, Buffer.alloc(32, 7));
const { tree, tiles } = treeOf(300);
const body = { origin: ORIGIN, size: tree.size, root: tree.root };
const checkpoint = signNote(checkpointText(body), [signer]);

describe('a checkpoint', () => {
  it('says which log, how many leaves and which root', () => {
    expect(parseCheckpoint(checkpointText(body))).toEqual(body);
    expect(openCheckpoint(checkpoint, [signer], ORIGIN)).toEqual(body);
    expect(() => openCheckpoint(checkpoint, [signer], 'other.example')).toThrow(MalformedCheckpoint);
  });

  it('may have further lines', () => {
    expect(parseCheckpoint(`${checkpointText(body)}more\n`)).toEqual(body);
  });

  const root = tree.root.toString('base64');
  it.each([
    `\n3\n${root}\n`,
    `o\n03\n${root}\n`,
    `o\n-3\n${root}\n`,
    `o\n9007199254740993\n${root}\n`,
    `o\n3\n${root.slice(4)}\n`,
    `o\n3\n${root}`,
    'o\n3\n',
    `o\n3\n${root}\n\n`,
  ])('%j is none', (text) => expect(() => parseCheckpoint(text)).toThrow(MalformedCheckpoint));
});

describe('a proof', () => {
  const proofOf = async (index: number) => ({
    index,
    hashes: await inclusionProof(index, tree.size, tiles.source),
    checkpoint,
  });

  it('is read as it is written, and checked offline', async () => {
    for (const extra of [undefined, Buffer.from('{"n":1}')]) {
      const proof = { ...(extra ? { extra } : {}), ...(await proofOf(217)) };
      const text = tlogProofText(proof);
      expect(text).toMatch(/^c2sp\.org\/tlog-proof@v1\n(extra .+\n)?index 217\n(.{44}\n){9}\ngreffe/);
      expect(parseTlogProof(text)).toEqual(proof);
      expect(checkTlogProof(parseTlogProof(text), leafOf(217), [signer], ORIGIN)).toEqual(body);
    }
  });

  it('proves its own leaf and place alone', async () => {
    const proof = await proofOf(217);
    expect(() => checkTlogProof(proof, leafOf(218), [signer], ORIGIN)).toThrow(WrongProof);
    expect(() => checkTlogProof({ ...proof, index: 216 }, leafOf(217), [signer], ORIGIN)).toThrow(WrongProof);
  });

  it.each([
    ['another first line', (text: string) => text.replace('@v1', '@v2')],
    ['no index', (text: string) => text.replace(/index \d+\n/, '')],
    ['an index with a zero before it', (text: string) => text.replace('index 217', 'index 0217')],
    ['a hash that is too short', (text: string) => text.replace(/\n.{44}\n/, '\nAAAA\n')],
    ['no checkpoint', (text: string) => text.slice(0, text.indexOf('\n\n'))],
  ])('has not %s', async (_, change) => {
    const text = tlogProofText(await proofOf(217));
    expect(() => parseTlogProof(change(text))).toThrow(MalformedProof);
  });
});
