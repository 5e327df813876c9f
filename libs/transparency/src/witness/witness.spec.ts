import { type Checkpoint, checkpointText } from '../checkpoint.ts';
import { cosignatureV1, cosignedAt } from '../cosignature-v1.ts';
import { ed25519 } from '../ed25519.ts';
import { EMPTY_ROOT } from '../hashing.ts';
import { signerFrom } from '../key-text.ts';
import { signerOf, verifierOf } from '../keys.ts';
import { mlDsa44 } from '../ml-dsa-44.ts';
import { openNote, parseNote, signatureLine, signNote, UnverifiedNote } from '../note.ts';
import { consistencyProof } from '../proofs.ts';
import { treeOf } from '../tree.fixture.ts';
import { addCheckpointText, MOST_PROOF_LINES, parseAddCheckpoint } from './add-checkpoint.ts';
import { judge, type Verdict } from './judge.ts';

const ORIGIN = 'greffe.example';
const log = signerFrom(ed25519, ORIGIN, Buffer.alloc(32, 1));
const stranger = signerFrom(ed25519, ORIGIN, Buffer.alloc(32, 2));
const watched = [{ origin: ORIGIN, keys: [log] }];
const { tiles } = treeOf(300);
const rootAt = (size: number) => treeOf(size).tree.root;
const noteAt = (size: number, root = rootAt(size), by = log, origin = ORIGIN) =>
  signNote(checkpointText({ origin, size, root }), [by]);
const proofOf = (old: number, size: number) =>
  old === 0 || old === size ? [] : consistencyProof(old, size, tiles.source);

const asked = async (
  old: number,
  size: number,
  more: Partial<{ proof: Buffer[]; checkpoint: string }> = {},
) => addCheckpointText({ old, proof: await proofOf(old, size), checkpoint: noteAt(size), ...more });
const at = (size: number): Checkpoint | undefined =>
  size === 0 ? undefined : { origin: ORIGIN, size, root: rootAt(size) };
const verdict = (body: string, known = 0): Verdict => judge(body, watched, () => at(known));
const status = (body: string, known = 0) => verdict(body, known).status;

describe('a witness', () => {
  it('takes what goes on from what it has seen: the first checkpoint, a later one, the same again', async () => {
    expect(verdict(await asked(0, 7))).toMatchObject({ status: 200, checkpoint: at(7) });
    expect(status(await asked(7, 260), 7)).toBe(200);
    expect(status(await asked(260, 260), 260)).toBe(200);
    expect(status(await asked(0, 0, { checkpoint: noteAt(0, EMPTY_ROOT) }))).toBe(200);
  });

  it('says where it is to who is elsewhere: behind it, or before it', async () => {
    expect(verdict(await asked(0, 260), 7)).toEqual({ status: 409, size: 7 });
    expect(verdict(await asked(7, 7), 260)).toEqual({ status: 409, size: 260 });
  });

  it('refuses a log that was cut back or forked', async () => {
    expect(status(await asked(7, 260, { checkpoint: noteAt(260, Buffer.alloc(32, 1)) }), 7)).toBe(422);
    expect(status(await asked(7, 260, { proof: [] }), 7)).toBe(422);
    expect(status(await asked(7, 260, { proof: (await proofOf(8, 260)) as Buffer[] }), 7)).toBe(422);
    expect(status(await asked(0, 7, { proof: [Buffer.alloc(32)] }))).toBe(422);
    expect(status(await asked(7, 7, { proof: [Buffer.alloc(32)] }), 7)).toBe(422);
    // C2SP tlog-witness tells another root of the same size from what does not go on.
    const other = Buffer.alloc(32, 1);
    expect(verdict(await asked(7, 7, { checkpoint: noteAt(7, other) }), 7)).toEqual({ status: 409, size: 7 });
    expect(verdict(await asked(0, 0, { checkpoint: noteAt(0, other) }))).toEqual({ status: 409, size: 0 });
    // Old and size as the witness has them, but more than the log admits to.
    expect(status(addCheckpointText({ old: 260, proof: [], checkpoint: noteAt(7) }), 260)).toBe(400);
  });

  it('knows its logs, and believes their keys alone', async () => {
    const second = signerFrom(mlDsa44, ORIGIN, Buffer.alloc(32, 1));
    const bothKinds = [{ origin: ORIGIN, keys: [log, second] }];
    const whole = signNote(checkpointText(at(7)!), [log, second]);
    expect(judge(await asked(0, 7), bothKinds, () => undefined).status).toBe(403);
    expect(judge(await asked(0, 7, { checkpoint: whole }), bothKinds, () => undefined).status).toBe(200);
    expect(status(await asked(0, 7, { checkpoint: noteAt(7, rootAt(7), stranger) }))).toBe(403);
    const forged = noteAt(7).replace(/\n.{43}=\n\n/, `\n${Buffer.alloc(32).toString('base64')}\n\n`);
    expect(status(await asked(0, 7, { checkpoint: forged }))).toBe(403);
    const elsewhere = signerFrom(ed25519, 'other.example', Buffer.alloc(32, 1));
    const unknown = noteAt(7, rootAt(7), elsewhere, 'other.example');
    expect(status(await asked(0, 7, { checkpoint: unknown }))).toBe(404);
    // A signature of an unknown key beside the known one says nothing.
    const both = noteAt(7) + signatureLine(checkpointText(at(7)!), stranger, 0);
    expect(status(await asked(0, 7, { checkpoint: both }))).toBe(200);
  });

  it('takes nothing else for a request', async () => {
    const proof = Array.from({ length: MOST_PROOF_LINES + 1 }, () => Buffer.alloc(32));
    for (const body of [
      ...['', 'old', 'old 1', 'old 01\n\n', 'old -1\n\n', 'old 0\n\nx\n', 'old 0\nAAAA\n\n', 'new 0\n\n'],
      ...[`old ${2 ** 60}\n\n${noteAt(7)}`, `old 0\n\n${noteAt(7).trimEnd()}`],
      addCheckpointText({ old: 7, proof, checkpoint: noteAt(260) }),
    ]) {
      expect(status(body)).toBe(400);
    }
    const request = { old: 7, proof: proof.slice(1), checkpoint: noteAt(260) };
    expect(parseAddCheckpoint(addCheckpointText(request))).toEqual(request);
  });
});

describe('a cosignature', () => {
  const witness = signerFrom(cosignatureV1, 'witness.example/w1', Buffer.alloc(32, 3));
  const text = checkpointText(at(7)!);

  it('is of the checkpoint and the time, and known by a key of its own type', () => {
    const note = noteAt(7) + signatureLine(text, witness, 1_679_315_147);
    const verifier = verifierOf(witness.verifierKey);
    expect(verifier.id).toBe(witness.id);
    expect(signerOf(witness.signerKey).id).toBe(witness.id);
    expect(openNote(note, [verifier])).toBe(text);
    const { signature } = parseNote(note).signatures[1]!;
    expect(cosignedAt(signature)).toBe(1_679_315_147);
    const later = Buffer.from(signature);
    later[7]! ^= 1;
    expect(verifier.verifies(text, later)).toBe(false);
    expect(verifier.verifies(text.replace('7', '8'), signature)).toBe(false);
    expect(verifier.verifies(text, signature.subarray(0, 8))).toBe(false);
    expect(() => openNote(note, [signerFrom(cosignatureV1, witness.name, Buffer.alloc(32, 4))])).toThrow(
      UnverifiedNote,
    );
  });

  it('is no signature of a log', () => {
    const plain = signerFrom(ed25519, witness.name, Buffer.alloc(32, 3));
    expect(plain.id).not.toBe(witness.id);
    expect(plain.verifies(text, witness.sign(text, 1))).toBe(false);
  });
});
