import type { SiemRecord } from './records.ts';

/** Where records are streamed to. What it was sent counts once it is confirmed; whatever fails, the rest is sent again. */
export interface Receiver {
  /** `siem.example:6514`, without any password. */
  readonly address: string;
  /** What may be sent before it must be confirmed: so much comes twice at most. */
  readonly stretch: { readonly records: number; readonly ms: number };
  /**
   * Sends them in this order behind those before, and resolves when more may be sent.
   * @throws ReceiverAway; it is then to be dropped
   */
  send(records: readonly SiemRecord[], signal: AbortSignal): Promise<void>;
  /**
   * Resolves when everything that was sent is known to have been read.
   * @throws ReceiverAway: how much was read is unknown
   */
  confirm(signal: AbortSignal): Promise<void>;
  /** Lets go of any connection. */
  drop(): void;
}

/** The receiver does not take what is sent. The message is one line for the operator, without any personal data. */
export class ReceiverAway extends Error {
  override readonly name = 'ReceiverAway';

  static because(error: unknown, address: string): ReceiverAway {
    return error instanceof ReceiverAway ? error : new ReceiverAway(whyAway(error, address));
  }
}

const NO_KNOWN_AUTHORITY = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
];

function whyAway(error: unknown, address: string): string {
  const code = String((error as NodeJS.ErrnoException | null)?.code ?? 'no code');
  if (NO_KNOWN_AUTHORITY.includes(code)) {
    return `the certificate of ${address} is not from an authority that is known here: name it in GREFFE_SIEM_CA (${code})`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `the certificate of ${address} is for another name`;
  if (code.startsWith('CERT_')) return `the certificate of ${address} is not valid (${code})`;
  if (code === 'ECONNREFUSED') return `${address} refuses connections`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name of ${address} is not known`;
  if (code === 'ECONNRESET' || code === 'EPIPE') return `${address} has broken the connection off`;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return `${address} does not speak TLS there (${code})`;
  return `${address} cannot be reached (${code})`;
}
