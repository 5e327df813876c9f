import {
  type Checkpoint,
  checkDossier,
  checkTlogProof,
  type Dossier,
  type DossierFault,
  fingerprintOf,
  isDossier,
  type KeyVerifier,
  leafHash,
  openCheckpoint,
  parseDossier,
  parseTlogProof,
  rootIn,
  UnverifiedNote,
  unverifiedCheckpoint,
  verifierOf,
  WrongProof,
} from '#transparency';

/** A file as it was given, whatever it turns out to be. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
}

/** What a register has recorded, as a proof carries it. */
export interface ProvedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: { readonly occurredAt: string };
  readonly recordedAt: string;
}

/**
 * What is to be said of a file.
 *
 * - `proved`: the event stands in the register that the keys are of, at `index` of `size`
 * - `signed`: a checkpoint of that register
 * - `dossier`: all that the register has sealed as concerning a partner is there, in its order, since the entry before
 * - `broken-dossier`: it is not
 * - `other-past`: by an earlier dossier of the same partner, entries of before were others
 * - `wrong`: it proves something else than what it carries
 * - `unsigned`: none of the keys has signed it, or one of them has not
 * - `contradicted`: another file has another state of the same size, signed by the same register: it cannot have both
 * - `unreadable`: neither a proof nor a checkpoint
 */
export type Finding = { readonly file: string } & (
  | {
      readonly outcome: 'proved';
      readonly index: number;
      readonly checkpoint: Checkpoint;
      readonly event: ProvedEvent;
    }
  | { readonly outcome: 'signed' | 'contradicted'; readonly checkpoint: Checkpoint }
  | DossierOutcome
  | { readonly outcome: 'wrong' | 'unsigned' | 'unreadable' }
);

interface DossierOutcome {
  readonly outcome: 'dossier' | 'broken-dossier' | 'other-past';
  readonly checkpoint: Checkpoint;
  readonly dossier: Dossier;
  readonly sealedAt: string | null;
  /** Of a broken one. */
  readonly fault: DossierFault | null;
  /** How it follows another one that was given; null where none was. */
  readonly follows: Following | null;
}

/** The dossier before: one of fewer entries, of the same partner. */
export interface Following {
  readonly file: string;
  /** Its last entry. */
  readonly number: number;
  /** Whether this one reaches back to there, and so vouches for it. */
  readonly isJoined: boolean;
}

export interface Verdict {
  /** The keys that were given: the name of the register that they are of, and what they are compared by. */
  readonly keys: readonly { readonly name: string; readonly fingerprint: string }[];
  /** Of the other files, in their order. */
  readonly findings: readonly Finding[];
}

const FIRST_LINE_OF_PROOF = 'c2sp.org/tlog-proof@';

/** Checks files against each other and against the public keys among them, with nothing else to ask. */
export function check(files: readonly GivenFile[]): Verdict {
  const keys: KeyVerifier[] = [];
  const others: GivenFile[] = [];
  for (const file of files) {
    const found = keysIn(file.text);
    if (found) keys.push(...found);
    else others.push(file);
  }
  const findings = others.map((file) => ({ file: file.name, ...outcomeOf(file.text, keys) }) as Finding);
  return {
    keys: keys.map((key) => ({ name: key.name, fingerprint: fingerprintOf(key) })),
    findings: findings.map((finding) => heldAgainst(findings, joined(findings, finding))),
  };
}

/** One to a line; null when the file holds anything else. */
function keysIn(text: string): KeyVerifier[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  try {
    return lines.length === 0 ? null : lines.map(verifierOf);
  } catch {
    return null;
  }
}

type Outcome = Finding extends infer One ? (One extends Finding ? Omit<One, 'file'> : never) : never;

function outcomeOf(given: string, keys: readonly KeyVerifier[]): Outcome {
  const text = given.replaceAll('\r\n', '\n');
  try {
    if (isDossier(text)) return dossierIn(text, keys);
    return text.startsWith(FIRST_LINE_OF_PROOF) ? proofIn(text, keys) : checkpointIn(text, keys);
  } catch (error) {
    if (error instanceof WrongProof) return { outcome: 'wrong' };
    return { outcome: error instanceof UnverifiedNote ? 'unsigned' : 'unreadable' };
  }
}

function proofIn(text: string, keys: readonly KeyVerifier[]): Outcome {
  const proof = parseTlogProof(text);
  const { extra } = proof;
  if (!extra) return { outcome: 'unreadable' };
  const origin = originOf(proof.checkpoint);
  const checkpoint = checkTlogProof(proof, leafHash(extra), keysOf(origin, keys), origin);
  const event: unknown = JSON.parse(new TextDecoder().decode(extra));
  if (!isEvent(event)) return { outcome: 'unreadable' };
  return { outcome: 'proved', index: proof.index, checkpoint, event };
}

function dossierIn(text: string, keys: readonly KeyVerifier[]): Outcome {
  const dossier = parseDossier(text);
  const { checkpoint, sealedAt, fault } = checkDossier(dossier, keysOf(dossier.log, keys));
  const outcome = fault ? 'broken-dossier' : 'dossier';
  return { outcome, dossier, checkpoint, sealedAt, fault, follows: null };
}

function checkpointIn(text: string, keys: readonly KeyVerifier[]): Outcome {
  const origin = originOf(text);
  return { outcome: 'signed', checkpoint: openCheckpoint(text, keysOf(origin, keys), origin) };
}

/** The name that it gives itself: the keys of that register alone say whether it is so. */
const originOf = (note: string): string => unverifiedCheckpoint(note).origin;

const keysOf = (origin: string, keys: readonly KeyVerifier[]): KeyVerifier[] =>
  keys.filter(({ name }) => name === origin);

function isEvent(value: unknown): value is ProvedEvent {
  const { type, recordedAt } = (value ?? {}) as Partial<Record<keyof ProvedEvent, unknown>>;
  return typeof type === 'string' && typeof recordedAt === 'string' && !Number.isNaN(Date.parse(recordedAt));
}

/** Of a dossier, whether it goes on from the ones before it. */
function joined(others: readonly Finding[], finding: Finding): Finding {
  if (finding.outcome !== 'dossier') return finding;
  const { dossier } = finding;
  const earlier = others.flatMap((other) =>
    other !== finding &&
    other.outcome === 'dossier' &&
    other.dossier.log === dossier.log &&
    other.dossier.party.id === dossier.party.id &&
    other.dossier.head.size <= dossier.head.size
      ? [{ file: other.file, head: other.dossier.head, root: rootIn(dossier, other.dossier.head.size) }]
      : [],
  );
  if (earlier.some(({ head, root }) => root && !root.equals(head.root))) {
    return { ...finding, outcome: 'other-past' };
  }
  const [nearest] = earlier.sort((one, other) => other.head.size - one.head.size);
  if (!nearest) return finding;
  const { file, head, root } = nearest;
  return { ...finding, follows: { file, number: head.size, isJoined: root !== null } };
}

/** The finding, unless another file has another state of the same size. */
function heldAgainst(others: readonly Finding[], finding: Finding): Finding {
  if (!('checkpoint' in finding)) return finding;
  const { file, checkpoint } = finding;
  const { origin, size, root } = checkpoint;
  const isContradicted = others.some(
    (other) =>
      'checkpoint' in other &&
      other.checkpoint.origin === origin &&
      other.checkpoint.size === size &&
      !other.checkpoint.root.equals(root),
  );
  return isContradicted ? { file, outcome: 'contradicted', checkpoint } : finding;
}
