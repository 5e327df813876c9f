import { bytesWithin, reasonOf } from '#platform';
import {
  addCheckpointText,
  type Checkpoint,
  consistencyProof,
  isDecimal,
  type KeyVerifier,
  parseNote,
  type TileSource,
  unverifiedCheckpoint,
} from '#transparency';

/**
 * Why a witness gives no cosignature.
 *
 * - `away`: it does not answer, or not as a witness does
 * - `refused`: it does not know this log, or not its keys
 * - `cut-back`: it has seen more of the log than there is
 * - `forked`: it has seen another log
 * - `unverified`: what it gives is not signed by its key
 */
export const witnessFaults = ['away', 'refused', 'cut-back', 'forked', 'unverified'] as const;
export type WitnessFault = (typeof witnessFaults)[number];

export class NotCosigned extends Error {
  override readonly name = 'NotCosigned';

  constructor(
    readonly fault: WitnessFault,
    why: string,
  ) {
    super(`${fault}: ${why}`);
  }
}

export interface KnownWitness {
  /** Submission prefix, without a final slash. */
  readonly url: string;
  /** Of one name. */
  readonly keys: readonly KeyVerifier[];
}

const ANSWER_MS = 10_000;
const LONGEST_ANSWER = 64 * 1024;
const tooMuch = () => new NotCosigned('away', 'it answers too much');

/**
 * Has a witness cosign a checkpoint (C2SP tlog-witness); answers the lines of its signatures.
 * @param note of the checkpoint; its text is what is cosigned
 * @param old size of the last one that it is known to have cosigned
 * @throws NotCosigned
 */
export async function askWitness(
  witness: KnownWitness,
  note: string,
  old: number,
  tiles: TileSource,
): Promise<string> {
  const checkpoint = unverifiedCheckpoint(note);
  const first = await send(witness, note, checkpoint, Math.min(old, checkpoint.size), tiles);
  if (first.status !== 409) return linesIn(first, note, witness);
  const size = first.body.trim();
  if (!isDecimal(size)) throw new NotCosigned('away', 'it does not say where it is');
  if (Number(size) > checkpoint.size) {
    throw new NotCosigned('cut-back', `it has seen ${size} events, and there are ${checkpoint.size}`);
  }
  const second = await send(witness, note, checkpoint, Number(size), tiles);
  // It has seen as much, and of as much it refuses but another root so. Elsewhere, it has only moved on meanwhile.
  if (second.status === 409 && Number(size) === checkpoint.size) {
    throw new NotCosigned('forked', `it has seen other ${size} events`);
  }
  return linesIn(second, note, witness);
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function send(
  { url }: KnownWitness,
  note: string,
  { size }: Checkpoint,
  old: number,
  tiles: TileSource,
): Promise<Answer> {
  const proof = old === 0 || old === size ? [] : await consistencyProof(old, size, tiles);
  const body = addCheckpointText({ old, proof, checkpoint: note });
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body, signal, redirect: 'error' });
    const said = await bytesWithin(LONGEST_ANSWER, answer.body, tooMuch);
    return { status: answer.status, body: said.toString('utf8') };
  } catch (error) {
    throw error instanceof NotCosigned ? error : new NotCosigned('away', reasonOf(error));
  }
}

const REFUSALS: Readonly<Record<number, WitnessFault>> = { 403: 'refused', 404: 'refused', 422: 'forked' };

/** Of its keys alone, each verified, and one of each: whatever more it gives would make the checkpoint a note too long to be read. */
function linesIn({ status, body }: Answer, note: string, { keys }: KnownWitness): string {
  if (status !== 200) throw new NotCosigned(REFUSALS[status] ?? 'away', `it answers ${status}`);
  const lines = body.split('\n').filter((line) => line !== '');
  const { text } = parseNote(note);
  const theirs = keys.flatMap((key) => lines.find((line) => isOf(key, `${text}\n${line}\n`, text)) ?? []);
  if (theirs.length === 0) throw new NotCosigned('unverified', 'it has not signed with a key that is known');
  return theirs.map((line) => `${line}\n`).join('');
}

function isOf(key: KeyVerifier, note: string, text: string): boolean {
  const read = readOrNull(note);
  const signature = read?.text === text ? read.signatures[0] : undefined;
  return Boolean(
    signature &&
      key.name === signature.name &&
      key.id === signature.id &&
      key.verifies(text, signature.signature),
  );
}

function readOrNull(note: string) {
  try {
    return parseNote(note);
  } catch {
    return null;
  }
}
