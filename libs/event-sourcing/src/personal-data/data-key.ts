import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { decrypt, encrypt } from '#platform';

export const KEY_BYTES = 32;

/** Another key for another use: HKDF-SHA-256 (RFC 5869). */
export const derivedKey = (secret: string | Buffer, use: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', use, KEY_BYTES)));

/** What is said of one subject is encrypted with it, and committed to. */
export class DataKey {
  readonly #cipherKey: KeyObject;
  readonly #commitmentKey: KeyObject;

  /** @param secret of 32 bytes */
  constructor(
    readonly id: string,
    secret: Buffer,
  ) {
    this.#cipherKey = derivedKey(secret, 'greffe/v1/personal-data');
    this.#commitmentKey = derivedKey(secret, 'greffe/v1/commitment');
  }

  /** `place`: which object of which event, and to nowhere else can the answer be moved. */
  encrypt(place: string, text: string): string {
    return encrypt(this.#cipherKey, place, text).toString('base64');
  }

  /** @throws Error when it is not what `encrypt` gave for this place */
  decrypt(place: string, hidden: string): string {
    return decrypt(this.#cipherKey, place, Buffer.from(hidden, 'base64')).toString('utf8');
  }

  /** What opens the commitment to one value, and to no other. */
  opening(place: string, field: string): Buffer {
    return createHmac('sha256', this.#commitmentKey).update(`${place}\n${field}`).digest();
  }
}

/** GCM does not bind to one text: this does. Whoever has the opening can check it, and nobody else can guess. */
export const commitmentTo = (opening: Buffer, text: string): string =>
  createHmac('sha256', opening).update(text).digest('base64url');
