import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Config, ConfigurationError, keptFile, replaceKeptFile, systemFault } from '#platform';
import {
  ed25519,
  isSignerKey,
  type KeySigner,
  type KeyType,
  type KeyVerifier,
  mlDsa44,
  signerFrom,
  signerOf,
  unverifiedCheckpoint,
  verifierOf,
} from '#transparency';
import type { SignedHeads } from '../signed-heads.ts';
import { expectWritable } from '../writable-folder.ts';

/** What the signatures of a log are checked with. */
export interface PublicKeys {
  /** The name of the log, in its checkpoints and of its keys. */
  readonly origin: string;
  /** Every key whose signatures are those of this log, those that sign first. */
  readonly all: readonly KeyVerifier[];
  /** Those of the logs that this one has replaced, which have other names. */
  readonly replaced: readonly KeyVerifier[];
}

/**
 * The keys that a log is sealed with. Their file has a line for each: first the two that sign (`PRIVATE+KEY+…`), one of each
 * type, then those that have signed before (`name+id+key`), the latest first. All have the name of the log, but those of a log that it
 * has replaced.
 */
export interface SealKeys extends PublicKeys {
  /** Ed25519: what every tool of transparency logs knows. */
  readonly signer: KeySigner;
  /** ML-DSA-44: what a quantum computer cannot forge either. */
  readonly cosigner: KeySigner;
}

type KeyPlace = Pick<Config, 'sealKeyFile' | 'sealOrigin'>;

/**
 * Reads the keys, and makes the first ones where there are none; a file of the time when one key signed is given the other.
 * @throws MalformedKey; MissingKey; OtherOrigin; the system's error when the file cannot be read or written
 */
export function sealKeys({ sealKeyFile, sealOrigin }: KeyPlace): SealKeys {
  const text = keptFile(sealKeyFile, () => textOf(newKeys(sealOrigin)));
  if (lastRead?.text === text) return lastRead.keys;
  const { signers, before } = linesOf(text);
  const [signer, cosigner] = signers;
  if (!signer) throw new MissingKey(sealKeyFile);
  if (!cosigner) {
    replaceKeptFile(sealKeyFile, textOf([signer.signerKey, newKey(mlDsa44, signer.name), ...before]));
    return sealKeys({ sealKeyFile, sealOrigin });
  }
  if (cosigner.name !== signer.name) throw new OtherOrigin(sealKeyFile);
  const known = publicKeys(signer.name, [signer, cosigner, ...before.map(verifierOf)]);
  lastRead = { text, keys: { ...known, signer, cosigner } };
  return lastRead.keys;
}

/**
 * Looks before anything is made whether there are keys, or they can be made.
 * @throws ConfigurationError in one line
 */
export function expectSealKeys(place: KeyPlace): void {
  const { sealKeyFile } = place;
  try {
    if (existsSync(sealKeyFile)) sealKeys(place);
    else expectWritable(folderThere(dirname(sealKeyFile)));
  } catch (error) {
    throw new ConfigurationError(
      `Configuration: ${sealKeyFile} cannot be the file of the seal’s keys (GREFFE_SEAL_KEY_FILE, GREFFE_DATA_DIR): ${systemFault(error)}`,
    );
  }
}

/** The folder, or the innermost around it that there is. */
const folderThere = (folder: string): string => (existsSync(folder) ? folder : folderThere(dirname(folder)));

/**
 * The keys to verify with, for who signs nothing: of the file, which may hold public keys alone, and where this process has none,
 * those that who signs has told the database. Null before there are any.
 * @throws MalformedKey
 */
export async function verifyingKeys(
  { sealKeyFile }: Pick<Config, 'sealKeyFile'>,
  heads: SignedHeads,
): Promise<PublicKeys | null> {
  if (!existsSync(sealKeyFile)) {
    const newest = await heads.newestSigned();
    return newest
      ? publicKeys(unverifiedCheckpoint(newest.note).origin, (await heads.keys()).map(verifierOf))
      : null;
  }
  const keys = linesIn(readFileSync(sealKeyFile, 'utf8')).map((line) =>
    isSignerKey(line) ? signerOf(line) : verifierOf(line),
  );
  return keys[0] ? publicKeys(keys[0].name, keys) : null;
}

const publicKeys = (origin: string, keys: readonly KeyVerifier[]): PublicKeys => ({
  origin,
  all: keys.filter(({ name }) => name === origin),
  replaced: keys.filter(({ name }) => name !== origin),
});

/** Making keys of their text takes longer than signing with them. */
let lastRead: { readonly text: string; readonly keys: SealKeys } | undefined;

/** From now on other keys sign; what the present ones have signed stays verifiable. Answers the keys. */
export function rotateSealKeys(place: KeyPlace): SealKeys {
  return signUnder(place, sealKeys(place).origin);
}

/**
 * From now on keys sign of a log of another name, which has replaced the present one: nothing is signed twice under one name.
 * « greffe.example » is followed by « greffe.example/2 ».
 */
export function succeedSealKeys(place: KeyPlace): SealKeys {
  const [, name, number = '1'] = /^(.+?)(?:\/(\d{1,9}))?$/.exec(sealKeys(place).origin)!;
  return signUnder(place, `${name}/${Number(number) + 1}`);
}

function signUnder(place: KeyPlace, origin: string): SealKeys {
  const { all, replaced } = sealKeys(place);
  const before = [...all, ...replaced].map(({ verifierKey }) => verifierKey);
  replaceKeptFile(place.sealKeyFile, textOf([...newKeys(origin), ...before]));
  return sealKeys(place);
}

function linesOf(text: string) {
  const lines = linesIn(text);
  return {
    signers: lines.filter(isSignerKey).map(signerOf),
    before: lines.filter((line) => !isSignerKey(line)),
  };
}

const linesIn = (text: string): string[] => text.split('\n').filter((line) => line !== '');

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const newKeys = (origin: string): string[] => [ed25519, mlDsa44].map((type) => newKey(type, origin));

const newKey = (type: KeyType, origin: string): string =>
  signerFrom(type, origin, randomBytes(type.seedBytes)).signerKey;

/** The keys that sign are of one log. */
export class OtherOrigin extends Error {
  override readonly name = 'OtherOrigin';

  constructor(file: string) {
    super(`${file} holds keys that sign more than one log`);
  }
}

class MissingKey extends Error {
  override readonly name = 'MissingKey';

  constructor(file: string) {
    super(`${file} holds no key that signs`);
  }
}
