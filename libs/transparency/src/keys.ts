import { cosignatureV1 } from './cosignature-v1.ts';
import { ed25519 } from './ed25519.ts';
import { type KeySigner, type KeyVerifier, readSigner, readVerifier } from './key-text.ts';
import { mlDsa44 } from './ml-dsa-44.ts';

/** Every type of key that is known here. */
const keyTypes = [ed25519, cosignatureV1, mlDsa44];

/** @throws MalformedKey */
export const verifierOf = (verifierKey: string): KeyVerifier => readVerifier(keyTypes, verifierKey);

/** @throws MalformedKey */
export const signerOf = (signerKey: string): KeySigner => readSigner(keyTypes, signerKey);
