import { type Checkpoint, openCheckpoint, unverifiedCheckpoint } from '../checkpoint.ts';
import { CompactRange, MalformedRange } from '../compact-range.ts';
import { leafHash } from '../hashing.ts';
import type { NoteVerifier } from '../note.ts';
import { fromBase64 } from '../strict-base64.ts';
import { parseTlogProof } from '../tlog-proof.ts';
import { provesInclusion } from '../verify-proofs.ts';
import type { Dossier } from './dossier.ts';
import { areCommitted, type OpenedValue } from './opened-values.ts';
import { entryText, headText } from './part-leaves.ts';

/**
 * What may be wrong with a dossier.
 *
 * - `changed`: an entry is not what was sealed in its place
 * - `removed`: an entry that was sealed is not there
 * - `added`: an entry was not sealed
 * - `reordered`: entries stand in another order
 * - `other-head`: the head is not the one that was sealed for this party
 * - `other-party`: the first entry, which names its party, names another one
 * - `not-sealed`: the heads are not sealed by the checkpoint that goes with them
 */
type DossierFaultKind =
  | 'changed'
  | 'removed'
  | 'added'
  | 'reordered'
  | 'other-head'
  | 'other-party'
  | 'not-sealed';

export interface DossierFault {
  readonly kind: DossierFaultKind;
  /** Numbers of the entries; none where what is there does not tell. */
  readonly numbers: readonly number[];
}

export interface DossierFinding {
  /** Under which all of it stands. */
  readonly checkpoint: Checkpoint;
  /** When the heads were sealed, RFC 3339; null where nothing seals them. */
  readonly sealedAt: string | null;
  /** Null when everything is as it was sealed. */
  readonly fault: DossierFault | null;
}

/**
 * Checks that a dossier is all that was sealed as concerning its party since the entry before it, unaltered, in order.
 * @throws what `openCheckpoint` and `parseTlogProof` throw
 */
export function checkDossier(dossier: Dossier, verifiers: readonly NoteVerifier[]): DossierFinding {
  const proof = parseTlogProof(dossier.sealed);
  const checkpoint = openCheckpoint(proof.checkpoint, verifiers, dossier.log);
  const { recordedAt = null } = headsIn(proof.extra) ?? {};
  return { checkpoint, sealedAt: recordedAt, fault: dossierFault(dossier) };
}

/** The same, whoever may have signed the checkpoint. @throws what `parseTlogProof` throws */
export function dossierFault(dossier: Dossier): DossierFault | null {
  const { extra, index, hashes, checkpoint } = parseTlogProof(dossier.sealed);
  const { size, root } = unverifiedCheckpoint(checkpoint);
  const heads = headsIn(extra);
  const isSealed =
    heads?.concerns === dossier.concerns &&
    heads.upTo <= index &&
    provesInclusion(leafHash(extra!), index, size, hashes, root);
  if (!isSealed) return { kind: 'not-sealed', numbers: [] };
  const { head, directory, entries } = dossier;
  const isTheirs =
    directory.size === heads.partners &&
    provesInclusion(
      leafHash(headText(head)),
      head.ordinal,
      directory.size,
      directory.proof,
      heads.directoryRoot,
    );
  if (!isTheirs) return { kind: 'other-head', numbers: [] };
  const later = entries.filter((entry) => entry.index >= heads.upTo);
  if (later.length > 0) return { kind: 'added', numbers: later.map(({ number }) => number) };
  return faultIn(dossier) ?? (isNamed(dossier) === false ? { kind: 'other-party', numbers: [1] } : null);
}

/** The root of the party’s first `size` entries, as the dossier tells; null where it does not reach there. */
export function rootIn(dossier: Dossier, size: number): Buffer | null {
  if (size < dossier.before || size > dossier.before + dossier.entries.length) return null;
  return rangeOf(dossier, size - dossier.before)?.root ?? null;
}

/**
 * Whether the first entry, by which a party came to be one, names this one by its id; null where the dossier begins later, or its reader may
 * not read it. What the party is called is proved by nothing.
 */
export function isNamed({ party, before, entries }: Dossier): boolean | null {
  const text = before === 0 ? entries[0]?.text : null;
  return text ? text.includes(JSON.stringify(party.id)) : null;
}

interface HeadsEvent {
  readonly concerns: string;
  /** Events of the log that they count: all of them stand before this one. */
  readonly upTo: number;
  readonly partners: number;
  readonly directoryRoot: Buffer;
  readonly recordedAt: string;
}

/** Nowhere else are heads sealed: whoever may add to the log may write such an event into any other stream. */
const HEADS_STREAM = 'heads-v1';

/** The event that sealed heads; null for any other. */
function headsIn(extra: Buffer | undefined): HeadsEvent | null {
  try {
    const { stream, type, data, recordedAt } = JSON.parse(new TextDecoder().decode(extra));
    const { concerns, upTo, partners } = data;
    const directoryRoot = fromBase64(data.directoryRoot);
    if (stream !== HEADS_STREAM || type !== 'HeadsSealed' || typeof recordedAt !== 'string') return null;
    if (!directoryRoot || !Number.isSafeInteger(upTo) || upTo <= 0) return null;
    return { concerns, upTo, partners, directoryRoot, recordedAt };
  } catch {
    return null;
  }
}

function faultIn(dossier: Dossier): DossierFault | null {
  const { before, entries, head } = dossier;
  const seen = new Set<number>();
  const strange: number[] = [];
  for (const { number } of entries) {
    if (number <= before || number > head.size || seen.has(number)) strange.push(number);
    seen.add(number);
  }
  const missing = firstMissing(before + 1, head.size, seen);
  if (strange.length > 0) return { kind: 'added', numbers: [...new Set(strange)] };
  if (missing.length > 0) return { kind: 'removed', numbers: missing };
  const out = entries.filter(
    ({ index, number }, at) => number !== before + 1 + at || (at > 0 && index <= entries[at - 1]!.index),
  );
  if (out.length > 0) return { kind: 'reordered', numbers: out.map(({ number }) => number) };
  const changed = entries.filter(({ text, told, opened }) => !says(text, told, opened));
  if (changed.length > 0) return { kind: 'changed', numbers: changed.map(({ number }) => number) };
  const whole = rangeOf(dossier, entries.length);
  return whole?.root.equals(head.root) ? null : { kind: 'changed', numbers: [] };
}

/** What nobody may read says nothing, and can be proved all the same. */
const says = (text: string | null, told: Buffer, opened: readonly OpenedValue[]): boolean =>
  text === null ? opened.length === 0 : leafHash(text).equals(told) && areCommitted(text, opened);

/** Null when what comes before cannot be a range. */
function rangeOf({ before, range: hashes, entries }: Dossier, count: number): CompactRange | null {
  try {
    const whole = new CompactRange(before, hashes);
    for (const entry of entries.slice(0, count)) whole.append(leafHash(entryText(entry)));
    return whole;
  } catch (error) {
    if (error instanceof MalformedRange) return null;
    throw error;
  }
}

/** Whoever has forged a size may have forged any. */
const MOST_NAMED = 100;

function firstMissing(first: number, last: number, seen: ReadonlySet<number>): number[] {
  const missing: number[] = [];
  for (let number = first; number <= last && missing.length < MOST_NAMED; number++) {
    if (!seen.has(number)) missing.push(number);
  }
  return missing;
}
