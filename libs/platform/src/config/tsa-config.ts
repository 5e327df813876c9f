import { certificatesIn } from './certificate-file.ts';
import type { Environment } from './environment.ts';

/** An authority of timestamps (RFC 3161). */
export interface TsaConfig {
  /** `https://…`, or `http://…`: the answer is signed. */
  readonly url: string;
  /** Certificates of those that are trusted (PEM); without any, whoever has signed is taken at their word. */
  readonly ca: string | undefined;
}

export function tsaIn({ GREFFE_TSA_URL: url, GREFFE_TSA_CA_FILE: file }: Environment): TsaConfig | undefined {
  return url ? { url, ca: file && certificatesIn(file) } : undefined;
}
