import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { checkpointText, openCheckpoint, openWithAnyKey } from './checkpoint.ts';
import { ed25519 } from './ed25519.ts';
import { signerFrom } from './key-text.ts';
import { signerOf, verifierOf } from './keys.ts';
import { mlDsa44 } from './ml-dsa-44.ts';
import { MissingSignature, parseNote, signatureLine, signNote, UnverifiedNote } from './note.ts';

const NAME = 'greffe.example/registre';
const ROOT = Buffer.alloc(32, 5);
const TEXT = checkpointText({ origin: NAME, size: 300, root: ROOT });
const AT = 1_679_315_147;
const signer = signerFrom(ed25519, NAME, Buffer.alloc(32, 7));
const cosigner = signerFrom(mlDsa44, NAME, Buffer.alloc(32, 8));
const both = signNote(TEXT, [signer, cosigner], AT);

/** As the specification writes `cosigned_message`, in numbers of bytes. */
const MESSAGE = Buffer.concat([
  Buffer.from('737562747265652f76310a00', 'hex'),
  ...[Buffer.from([NAME.length]), Buffer.from(NAME), Buffer.from('00000000641850cb', 'hex')],
  ...[Buffer.from([NAME.length]), Buffer.from(NAME)],
  Buffer.from(`${'00'.repeat(8)}${'000000000000012c'}`, 'hex'),
  ROOT,
]);

describe('a checkpoint with both signatures (C2SP tlog-cosignature)', () => {
  it('is opened by either key, and by both', () => {
    const expected = { origin: NAME, size: 300, root: ROOT };
    for (const keys of [[signer], [cosigner], [signer, cosigner]]) {
      expect(openCheckpoint(both, keys, NAME)).toEqual(expected);
    }
    expect(openCheckpoint(both, [verifierOf(cosigner.verifierKey)], NAME)).toEqual(expected);
  });

  it('is not opened without a signature of each kind, where the log is known to have keys of both', () => {
    const keys = [signer, cosigner];
    for (const one of keys) {
      const half = signNote(TEXT, [one], AT);
      expect(() => openCheckpoint(half, keys, NAME)).toThrow(MissingSignature);
      // From before there were two, by the keys of then; and where somebody says that one will do.
      expect(openCheckpoint(half, [one], NAME).size).toBe(300);
      expect(openWithAnyKey(half, keys, NAME).size).toBe(300);
    }
    const rotated = signerFrom(mlDsa44, NAME, Buffer.alloc(32, 9));
    expect(openCheckpoint(both, [...keys, rotated], NAME).size).toBe(300);
    // What somebody else has signed does not stand for it.
    const witness = signerFrom(mlDsa44, 'temoin.example', Buffer.alloc(32, 3));
    const cosigned = signNote(TEXT, [signer, witness], AT);
    expect(() => openCheckpoint(cosigned, [...keys, witness], NAME)).toThrow(MissingSignature);
    expect(() => openCheckpoint(cosigned, [witness], NAME)).toThrow(MissingSignature);
  });

  it('carries the time, and ML-DSA-44 over the message of the specification', () => {
    const { signature } = parseNote(both).signatures[1]!;
    expect(signature).toHaveLength(8 + 2420);
    expect(signature.subarray(0, 8).toString('hex')).toBe('00000000641850cb');
    const publicKey = Buffer.from(cosigner.verifierKey.split('+').slice(2).join('+'), 'base64').subarray(1);
    expect(publicKey).toHaveLength(1312);
    expect(ml_dsa44.verify(signature.subarray(8), MESSAGE, publicKey)).toBe(true);
  });

  it('is refused whole when anything that was signed is another', () => {
    const [, line = ''] = both.split('\n— ').slice(1);
    const bytes = Buffer.from(line.trim().split(' ')[1]!, 'base64');
    const with_ = (at: number) => {
      const other = Buffer.from(bytes);
      other[at]! ^= 1;
      return both.replace(bytes.toString('base64'), other.toString('base64'));
    };
    // The time, the signature, and what is signed
    for (const note of [with_(11), with_(40), both.replace('\n300\n', '\n301\n')]) {
      expect(() => openCheckpoint(note, [cosigner], NAME)).toThrow(UnverifiedNote);
    }
    const elsewhere = signerFrom(mlDsa44, 'other.example', Buffer.alloc(32, 8));
    const lent = signatureLine(TEXT, { ...cosigner, sign: elsewhere.sign }, AT);
    expect(() => openCheckpoint(signNote(TEXT, [signer]) + lent, [signer, cosigner], NAME)).toThrow(
      UnverifiedNote,
    );
  });

  it('is the only text that is signed', () => {
    expect(() => signNote('A note of another kind.\n', [cosigner])).toThrow('three lines');
    const moved = both.replace(TEXT, 'A note of another kind.\n');
    expect(() => openCheckpoint(moved, [cosigner], NAME)).toThrow(UnverifiedNote);
  });

  it('has a key that is read from its text, with an id of its own', () => {
    expect(cosigner.id).not.toBe(signer.id);
    expect(signerOf(cosigner.signerKey).verifierKey).toBe(cosigner.verifierKey);
    expect(verifierOf(cosigner.verifierKey).id).toBe(cosigner.id);
  });
});
