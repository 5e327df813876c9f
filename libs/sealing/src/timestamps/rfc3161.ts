import { createHash, randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  CryptoEngine,
  ExtKeyUsage,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { type Instant, sha256Of } from '#platform';

/** What an authority has answered is no timestamp of what it was asked for. The message says why, in one line. */
export class WrongTimestamp extends Error {
  override readonly name = 'WrongTimestamp';
}

const SHA_256 = '2.16.840.1.101.3.4.2.1';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
/** The attributes by which a token names its certificate, and the hash that the older one has (RFC 2634, RFC 5035). */
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const HASHES: Readonly<Record<string, string>> = {
  [SHA_256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const GRANTED = [0, 1];
const NONCE_BYTES = 8;
/** Clocks of two machines may differ; a time of another day is none. */
const FURTHEST_MS = 10 * 60 * 1000;

const crypto = new CryptoEngine({ name: 'node', crypto: webcrypto as Crypto });

export interface TimestampRequest {
  /** A `TimeStampReq` of RFC 3161, DER. */
  readonly der: Buffer;
  readonly nonce: Buffer;
}

/** Asks an authority when `data` was there: it is told the SHA-256 alone. */
export function timestampRequest(data: Buffer): TimestampRequest {
  const nonce = randomBytes(NONCE_BYTES);
  // A positive number, without leading zeros: it is compared byte by byte.
  nonce[0] = (nonce[0]! & 0x7f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA_256 }),
      hashedMessage: new OctetString({ valueHex: Buffer.from(sha256Of(data), 'hex') }),
    }),
    nonce: new Integer({ valueHex: nonce }),
    certReq: true,
  });
  return { der: Buffer.from(request.toSchema().toBER()), nonce };
}

export interface Expected {
  readonly data: Buffer;
  /** Null where what is checked was asked for long ago. */
  readonly asked: { readonly nonce: Buffer; readonly now: Instant } | null;
  /** Certificates (PEM) of the authorities that are trusted; without any, whoever has signed is taken at their word. */
  readonly ca: string | undefined;
}

/**
 * When `data` was there, as an authority answers: status, imprint, nonce, signature, purpose of the certificate, its chain.
 * @param der a `TimeStampResp` of RFC 3161
 * @throws WrongTimestamp
 */
export async function timestampIn(der: Buffer, { data, asked, ca }: Expected): Promise<Instant> {
  const response = read(der, (bytes) => TimeStampResp.fromBER(bytes));
  const { status } = response.status;
  if (!GRANTED.includes(status)) throw new WrongTimestamp(`it was not granted (status ${status})`);
  const content = response.timeStampToken?.content;
  if (!content) throw new WrongTimestamp('it has no token');
  const signed = read(content, (schema) => new SignedData({ schema }));
  const { eContent, eContentType } = signed.encapContentInfo;
  if (eContentType !== TST_INFO) throw new WrongTimestamp('its token is none of a timestamp');
  if (!(eContent instanceof OctetString)) throw new WrongTimestamp('its token says nothing');
  const info = read(Buffer.from(eContent.getValue()), (bytes) => TSTInfo.fromBER(bytes));
  if (info.messageImprint.hashAlgorithm.algorithmId !== SHA_256)
    throw new WrongTimestamp('it is of another hash');
  if (
    !sameBytes(info.messageImprint.hashedMessage.valueBlock.valueHexView, Buffer.from(sha256Of(data), 'hex'))
  ) {
    throw new WrongTimestamp('it is of something else');
  }
  if (asked) mustAnswer(info, asked);
  await mustBeSigned(signed, data, ca);
  return info.genTime.toISOString();
}

function mustAnswer({ nonce, genTime }: TSTInfo, asked: NonNullable<Expected['asked']>): void {
  if (!nonce || !sameBytes(nonce.valueBlock.valueHexView, asked.nonce)) {
    throw new WrongTimestamp('it answers another request');
  }
  if (Math.abs(genTime.getTime() - Date.parse(asked.now)) > FURTHEST_MS) {
    throw new WrongTimestamp('its clock, or ours, is wrong');
  }
}

async function mustBeSigned(signed: SignedData, data: Buffer, ca: string | undefined): Promise<void> {
  const trustedCerts = certificatesOf(ca);
  const checked = await signed
    .verify(
      {
        signer: 0,
        data: arrayBufferOf(data),
        extendedMode: true,
        // Lists of what was revoked seldom come with a token: whom to trust is for the operator to say.
        checkChain: ca !== undefined,
        trustedCerts,
        passedWhenNotRevValues: true,
      },
      crypto,
    )
    .catch((error) => {
      throw new WrongTimestamp(`its signature cannot be verified (${error.message})`);
    });
  if (!checked.signatureVerified) throw new WrongTimestamp('its signature is wrong');
  if (!isForTimestamps(checked.signerCertificate))
    throw new WrongTimestamp('its certificate is not for timestamps');
  if (!namesItsCertificate(signed, checked.signerCertificate!))
    throw new WrongTimestamp('it names another certificate');
}

/** RFC 3161, 2.4.1: under the signature, so that no other certificate of the same key takes its place. */
function namesItsCertificate({ signerInfos }: SignedData, certificate: Certificate): boolean {
  const attributes = signerInfos[0]?.signedAttrs?.attributes ?? [];
  const der = Buffer.from(certificate.toSchema().toBER());
  return attributes.some(({ type, values }) => {
    if (type !== SIGNING_CERTIFICATE && type !== SIGNING_CERTIFICATE_V2) return false;
    // The first of the certificates: what its hash was made with, where that is not SHA-256, and the hash.
    const [first, second] = membersOf(membersOf(membersOf(values[0])[0])[0]);
    const named = first instanceof OctetString ? first : second;
    const [id] = membersOf(first);
    const other = id instanceof ObjectIdentifier ? HASHES[id.getValue()] : 'sha256';
    const hash = type === SIGNING_CERTIFICATE ? 'sha1' : other;
    if (!(named instanceof OctetString) || !hash) return false;
    return sameBytes(named.valueBlock.valueHexView, createHash(hash).update(der).digest());
  });
}

const membersOf = (value: unknown): readonly unknown[] =>
  value instanceof Sequence ? value.valueBlock.value : [];

/** RFC 3161, 2.3: for this purpose alone. */
function isForTimestamps(certificate: Certificate | null | undefined): boolean {
  const usage = certificate?.extensions?.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : [];
  return usage?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING;
}

const certificatesOf = (pem = ''): Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) =>
    Certificate.fromBER(arrayBufferOf(new X509Certificate(one).raw)),
  );

function read<From extends Buffer | object, To>(from: From, reading: (from: never) => To): To {
  try {
    return reading((Buffer.isBuffer(from) ? arrayBufferOf(from) : from) as never);
  } catch {
    throw new WrongTimestamp('it cannot be read');
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);

const arrayBufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
