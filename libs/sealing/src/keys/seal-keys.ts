import { randomBytes } from 'node:crypto';
import { type Config, keptFile, replaceKeptFile } from '#platform';
import { type Ed25519Signer, type Ed25519Verifier, signerFrom, signerOf, verifierOf } from '#transparency';

const SEED_BYTES = 32;

/**
 * The keys that a log is sealed with. Their file has a line for each: first the one that signs (`PRIVATE+KEY+…`), then those that
 * have signed before (`name+id+key`), the latest first. All have the name of the log.
 */
export interface SealKeys {
  /** The name of the log, in its checkpoints and of its keys. */
  readonly origin: string;
  readonly signer: Ed25519Signer;
  /** Every key whose signatures are those of this log, the one that signs first. */
  readonly all: readonly Ed25519Verifier[];
}

type KeyPlace = Pick<Config, 'sealKeyFile' | 'sealOrigin'>;

/**
 * Reads the keys, and makes the first one where there is none.
 * @throws MalformedKey; OtherOrigin; the system's error when the file cannot be read or written
 */
export function sealKeys({ sealKeyFile, sealOrigin }: KeyPlace): SealKeys {
  const text = keptFile(sealKeyFile, () => newKey(sealOrigin));
  if (lastRead?.text !== text) lastRead = { text, keys: keysIn(text, sealKeyFile) };
  return lastRead.keys;
}

/** Making keys of their text takes longer than signing with them. */
let lastRead: { readonly text: string; readonly keys: SealKeys } | undefined;

function keysIn(text: string, file: string): SealKeys {
  const lines = text.split('\n').map((line) => line.trim());
  const [first = '', ...others] = lines.filter((line) => line !== '');
  const signer = signerOf(first);
  const all = [signer, ...others.map(verifierOf)];
  if (all.some(({ name }) => name !== signer.name)) throw new OtherOrigin(file);
  return { origin: signer.name, signer, all };
}

/** The keys of one file are of one log. */
export class OtherOrigin extends Error {
  override readonly name = 'OtherOrigin';

  constructor(file: string) {
    super(`${file} holds keys of more than one log`);
  }
}

/** From now on another key signs; what the present one has signed stays verifiable. Answers the keys. */
export function rotateSealKey(place: KeyPlace): SealKeys {
  const { origin, all } = sealKeys(place);
  const lines = [newKey(origin), ...all.map(({ verifierKey }) => `${verifierKey}\n`)];
  replaceKeptFile(place.sealKeyFile, lines.join(''));
  return sealKeys(place);
}

const newKey = (origin: string): string => `${signerFrom(origin, randomBytes(SEED_BYTES)).signerKey}\n`;
