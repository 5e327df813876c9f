import { certificatesIn } from './certificate-file.ts';

/** An authority of timestamps (RFC 3161). */
export interface TsaConfig {
  /** `https://…`, or `http://…`: the answer is signed. */
  readonly url: string;
  /** Certificates of those that are trusted (PEM); without any, whoever has signed is taken at their word. */
  readonly ca: string | undefined;
}

/** The variables that describe it. */
interface TsaVariables {
  readonly GREFFE_TSA_URL?: string;
  readonly GREFFE_TSA_CA_FILE?: string;
}

export function tsaIn({
  GREFFE_TSA_URL: url,
  GREFFE_TSA_CA_FILE: file,
}: TsaVariables): TsaConfig | undefined {
  return url ? { url, ca: file && certificatesIn(file) } : undefined;
}
