import {
  areCommitted,
  checkDossier,
  checkTlogProof,
  DOSSIER_FORMAT,
  fingerprintOf,
  isOfFormat,
  isSignedByEachKind,
  type KeyVerifier,
  leafHash,
  MissingSignature,
  OPENED_FORMAT,
  type OpenedEvent,
  type OpenedValue,
  openCheckpoint,
  openNote,
  parseDossier,
  parseNote,
  parseOpened,
  parseTlogProof,
  UnverifiedNote,
  unverifiedCheckpoint,
  verifierOf,
  WrongProof,
  withOpened,
} from '#transparency';
import { besideOthers } from './beside-others.ts';
import type { Finding, ProvedEvent } from './finding.ts';

/** A file as it was given, whatever it turns out to be. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
  /** Of its bytes, hexadecimal: what a document is known by. */
  readonly sha256?: string;
}

export interface Verdict {
  /** The keys that were given: the name of the register that they are of, and what they are compared by. */
  readonly keys: readonly { readonly name: string; readonly fingerprint: string }[];
  /** Of the other files, in their order. */
  readonly findings: readonly Finding[];
}

/** What Notepad puts before a text that it saves. */
const BYTE_ORDER_MARK = /^\ufeff/;

const FIRST_LINE_OF_PROOF = 'c2sp.org/tlog-proof@';

/** Checks files against each other and against the public keys among them, with nothing else to ask. */
export function check(files: readonly GivenFile[]): Verdict {
  /** By fingerprint: each archive has them. */
  const found = new Map<string, KeyVerifier>();
  const others: GivenFile[] = [];
  const inClear = new Map<string, readonly OpenedValue[]>();
  for (const { text, ...given } of files) {
    const file = { ...given, text: text.replace(BYTE_ORDER_MARK, '') };
    const [keys, values] = [keysIn(file.text), valuesIn(file.text)];
    if (keys) for (const key of keys) found.set(fingerprintOf(key), key);
    else if (values) for (const { leaf, opened } of values) inClear.set(leaf.toString('hex'), opened);
    else others.push(file);
  }
  const keys = [...found.values()];
  const findings = others.map(
    (file) => ({ file: file.name, ...outcomeOf(file.text, keys, inClear) }) as Finding,
  );
  return {
    keys: [...found].map(([fingerprint, { name }]) => ({ name, fingerprint })),
    findings: findings.map((finding, at) => besideOthers(finding, findings, others[at]!.sha256)),
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
    if (error instanceof MissingSignature) return { outcome: 'half-signed' };
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
  mustBeCosigned(proof.checkpoint, keys);
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
  mustBeCosigned(parseTlogProof(dossier.sealed).checkpoint, keys);
  const outcome = fault ? 'broken-dossier' : 'dossier';
  return { outcome, dossier, checkpoint, sealedAt, fault, follows: null };
}

function checkpointIn(text: string, keys: readonly KeyVerifier[]): Outcome {
  const origin = originOf(text);
  const checkpoint = openCheckpoint(text, keysOf(origin, keys), origin);
  return { outcome: 'signed', checkpoint, cosigners: mustBeCosigned(text, keys) };
}

/**
 * Whoever else has signed a note that the register has, such as its witnesses, by their names.
 * @throws UnverifiedNote when what stands under the name of a key that was given is not its signature
 */
function mustBeCosigned(note: string, keys: readonly KeyVerifier[]): string[] {
  openNote(note, keys);
  const known = new Set(keys.map(({ name, id }) => `${name} ${id}`));
  const origin = originOf(note);
  const others = parseNote(note).signatures.filter(
    ({ name, id }) => name !== origin && known.has(`${name} ${id}`),
  );
  const names = [...new Set(others.map(({ name }) => name))];
  return names.filter((name) => isSignedByEachKind(note, keys, name));
}

/** The name that it gives itself: the keys of that register alone say whether it is so. */
const originOf = (note: string): string => unverifiedCheckpoint(note).origin;

const keysOf = (origin: string, keys: readonly KeyVerifier[]): KeyVerifier[] =>
  keys.filter(({ name }) => name === origin);

function isEvent(value: unknown): value is ProvedEvent {
  const { type, recordedAt } = (value ?? {}) as Partial<Record<keyof ProvedEvent, unknown>>;
  return typeof type === 'string' && typeof recordedAt === 'string' && !Number.isNaN(Date.parse(recordedAt));
}
