import { type Checkpoint, MalformedCheckpoint, openCheckpoint } from '../checkpoint.ts';
import { EMPTY_ROOT } from '../hashing.ts';
import { MalformedNote, type NoteVerifier, parseNote, UnverifiedNote } from '../note.ts';
import { provesConsistency } from '../verify-proofs.ts';
import { type AddCheckpoint, MalformedRequest, parseAddCheckpoint } from './add-checkpoint.ts';

/** A log that a witness watches. */
export interface WatchedLog {
  readonly origin: string;
  readonly keys: readonly NoteVerifier[];
}

/** What a witness does with a request: the statuses of HTTP that C2SP tlog-witness has for it. */
export type Verdict =
  /** To be kept, and then cosigned. */
  | { readonly status: 200; readonly checkpoint: Checkpoint; readonly text: string }
  /** The witness is elsewhere than it was said to be, or has seen another log of the same size: it is at that size. */
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422; readonly reason: string };

/** What the witness cosigned last of a log; undefined where it never has. */
export type LastCosigned = (origin: string) => Checkpoint | undefined;

/** Judges the body of an `add-checkpoint`, in the order that C2SP tlog-witness has for it. */
export function judge(body: string, logs: readonly WatchedLog[], last: LastCosigned): Verdict {
  const read = readRequest(body);
  if ('status' in read) return read;
  const { old, proof, checkpoint: note, origin } = read;
  const log = logs.find((one) => one.origin === origin);
  if (!log) return { status: 404, reason: 'no such log is watched' };
  const opened = open(note, log);
  if ('status' in opened) return opened;
  const { checkpoint, text } = opened;
  if (old > checkpoint.size) return { status: 400, reason: 'the old size is beyond the checkpoint' };
  const known = last(origin) ?? { origin, size: 0, root: EMPTY_ROOT };
  if (known.size !== old || isOtherOfSize(known, checkpoint)) return { status: 409, size: known.size };
  return goesOn(known, checkpoint, proof)
    ? { status: 200, checkpoint, text }
    : { status: 422, reason: 'the checkpoint does not go on from the one before' };
}

type Refused = Extract<Verdict, { reason: string }>;

function readRequest(body: string): (AddCheckpoint & { readonly origin: string }) | Refused {
  try {
    const request = parseAddCheckpoint(body);
    const { text } = parseNote(request.checkpoint);
    return { ...request, origin: text.slice(0, text.indexOf('\n')) };
  } catch (error) {
    if (!(error instanceof MalformedRequest || error instanceof MalformedNote)) throw error;
    return { status: 400, reason: error.message };
  }
}

function open(
  note: string,
  { origin, keys }: WatchedLog,
): { checkpoint: Checkpoint; text: string } | Refused {
  try {
    return { checkpoint: openCheckpoint(note, keys, origin), text: parseNote(note).text };
  } catch (error) {
    if (error instanceof UnverifiedNote) return { status: 403, reason: error.message };
    if (error instanceof MalformedCheckpoint) return { status: 400, reason: error.message };
    throw error;
  }
}

const isOtherOfSize = (known: Checkpoint, { size, root }: Checkpoint): boolean =>
  size === known.size && !root.equals(known.root);

function goesOn(known: Checkpoint, { size, root }: Checkpoint, proof: readonly Buffer[]): boolean {
  return known.size === 0 ? proof.length === 0 : provesConsistency(known.size, size, proof, known.root, root);
}
