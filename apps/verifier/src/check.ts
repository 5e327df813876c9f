import {
  areCommitted,
  type Checkpoint,
  checkDossier,
  checkTlogProof,
  DOSSIER_FORMAT,
  type Dossier,
  type DossierFault,
  fingerprintOf,
  isOfFormat,
  type KeyVerifier,
  leafHash,
  OPENED_FORMAT,
  type OpenedEvent,
  type OpenedValue,
  openCheckpoint,
  parseDossier,
  parseOpened,
  parseTlogProof,
  rootIn,
  UnverifiedNote,
  unverifiedCheckpoint,
  verifierOf,
  WrongProof,
  withOpened,
} from '#transparency';

/** A file as it was given, whatever it turns out to be. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
  /** Of its bytes, hexadecimal: what a document is known by. */
  readonly sha256?: string;
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
 * - `document`: a document that an entry of a dossier names
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
  | { readonly outcome: 'document'; readonly number: number; readonly party: string }
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
  const inClear = new Map<string, readonly OpenedValue[]>();
  for (const file of files) {
    const [found, values] = [keysIn(file.text), valuesIn(file.text)];
    if (found) keys.push(...found);
    else if (values) for (const { leaf, opened } of values) inClear.set(leaf.toString('hex'), opened);
    else others.push(file);
  }
  const findings = others.map(
    (file) => ({ file: file.name, ...outcomeOf(file.text, keys, inClear) }) as Finding,
  );
  return {
    keys: keys.map((key) => ({ name: key.name, fingerprint: fingerprintOf(key) })),
    findings: findings.map((finding, at) =>
      finding.outcome === 'unreadable'
        ? named(findings, finding, others[at]!.sha256)
        : heldAgainst(findings, joined(findings, finding)),
    ),
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

/** What goes with proofs, for people to read them; null when the file holds anything else. */
function valuesIn(text: string): OpenedEvent[] | null {
  try {
    return isOfFormat(text, OPENED_FORMAT) ? parseOpened(text) : null;
  } catch {
    return null;
  }
}

/** By the leaves of the events, hexadecimal. */
type InClear = ReadonlyMap<string, readonly OpenedValue[]>;

type Outcome = Finding extends infer One ? (One extends Finding ? Omit<One, 'file'> : never) : never;

function outcomeOf(given: string, keys: readonly KeyVerifier[], inClear: InClear): Outcome {
  const text = given.replaceAll('\r\n', '\n');
  try {
    if (isOfFormat(text, DOSSIER_FORMAT)) return dossierIn(text, keys);
    return text.startsWith(FIRST_LINE_OF_PROOF) ? proofIn(text, keys, inClear) : checkpointIn(text, keys);
  } catch (error) {
    if (error instanceof WrongProof) return { outcome: 'wrong' };
    return { outcome: error instanceof UnverifiedNote ? 'unsigned' : 'unreadable' };
  }
}

function proofIn(text: string, keys: readonly KeyVerifier[], inClear: InClear): Outcome {
  const proof = parseTlogProof(text);
  const { extra } = proof;
  if (!extra) return { outcome: 'unreadable' };
  const origin = originOf(proof.checkpoint);
  const leaf = leafHash(extra);
  const checkpoint = checkTlogProof(proof, leaf, keysOf(origin, keys), origin);
  const stored = new TextDecoder().decode(extra);
  const opened = inClear.get(leaf.toString('hex')) ?? [];
  if (!areCommitted(stored, opened)) return { outcome: 'wrong' };
  const event = withOpened(stored, opened);
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

/** What is no file of ours may be a document that a dossier speaks of. */
function named(others: readonly Finding[], finding: Finding, sha256: string | undefined): Finding {
  if (!sha256) return finding;
  for (const other of others) {
    if (other.outcome !== 'dossier') continue;
    const entry = other.dossier.entries.find(({ text }) => text?.includes(`"${sha256}"`));
    if (!entry) continue;
    const { file } = finding;
    return { file, outcome: 'document', number: entry.number, party: other.dossier.party.name };
  }
  return finding;
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
