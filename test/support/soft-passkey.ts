import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const UP = 0x01;
const UV = 0x04;
const AT = 0x40;
const ES256 = { x: Buffer.from([0x21, 0x58, 0x20]), y: Buffer.from([0x22, 0x58, 0x20]) };

interface Circumstances {
  /** Whether its holder shows themselves to the device. */
  readonly isVerified?: boolean;
  readonly counter?: number;
  readonly origin?: string;
}

/** A passkey in software, as an authenticator and a browser together would answer (WebAuthn, attestation `none`). */
export class SoftPasskey {
  readonly credentialId = randomBytes(16).toString('base64url');
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  #counter = 0;

  constructor(
    private readonly origin: string,
    private readonly rpId = 'localhost',
  ) {}

  make(challenge: string, { isVerified = true, origin = this.origin }: Circumstances = {}) {
    const id = Buffer.from(this.credentialId, 'base64url');
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' });
    const key = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]),
      ...[ES256.x, Buffer.from(x!, 'base64url'), ES256.y, Buffer.from(y!, 'base64url')],
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
    const data = Buffer.concat([this.head(UP | AT | (isVerified ? UV : 0), 0), attested]);
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a06861757468446174615900', 'hex'),
      ...[Buffer.from([data.length]), data],
    ]);
    const clientData = this.clientData('webauthn.create', challenge, origin).toString('base64url');
    const { credentialId } = this;
    return {
      credentialId,
      clientData,
      attestation: attestation.toString('base64url'),
      transports: ['internal'],
    };
  }

  answer(challenge: string, { isVerified = true, counter, origin = this.origin }: Circumstances = {}) {
    this.#counter = counter ?? this.#counter + 1;
    const data = this.head(UP | (isVerified ? UV : 0), this.#counter);
    const clientData = this.clientData('webauthn.get', challenge, origin);
    const signed = Buffer.concat([data, sha256(clientData)]);
    return {
      credentialId: this.credentialId,
      clientData: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
    };
  }

  private head(flags: number, counter: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(Buffer.from(this.rpId)), Buffer.from([flags]), count]);
  }

  private clientData = (type: string, challenge: string, origin: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
