import { randomBytes } from 'node:crypto';
import {
  checkpointText,
  ed25519,
  inclusionProof,
  mlDsa44,
  signerFrom,
  signNote,
  tlogProofText,
} from '#transparency';
import { report } from './figure.ts';

const SIZE = 30_000_000;
const INDEX = 12_345_678;
const ORIGIN = 'greffe.caf59.example';

/** A receipt of one event among 30 million, without the event itself, with both signatures; against the same with Ed25519 alone. */
export async function proofSize(): Promise<void> {
  const signers = [ed25519, mlDsa44].map((type) => signerFrom(type, ORIGIN, randomBytes(type.seedBytes)));
  const text = checkpointText({ origin: ORIGIN, size: SIZE, root: randomBytes(32) });
  // What the hashes are does not matter for how many there are.
  const hashes = await inclusionProof(INDEX, SIZE, async () => randomBytes(256 * 32));
  const bytesWith = (count: number) =>
    Buffer.byteLength(
      tlogProofText({ index: INDEX, hashes, checkpoint: signNote(text, signers.slice(0, count)) }),
    );
  const [one, both] = [bytesWith(1), bytesWith(2)];
  report({ name: 'proof-size', value: both, unit: 'bytes', reference: one, ratio: both / one });
}
