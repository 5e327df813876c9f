import { certificatesIn } from './certificate-file.ts';
import { checked } from './checked.ts';

/** What of people a stream to a SIEM may leave out, by its name in OCSF. */
export const siemMasks = ['user.name', 'src_endpoint.ip', 'http_request.user_agent'] as const;
export type SiemMask = (typeof siemMasks)[number];

/** A receiver outside that is told of attempts and cases. */
export interface SiemConfig {
  /** `syslog+tls://host:port` or `https://…`; with a password perhaps: never log it. */
  readonly url: string;
  /** Certificates of the authorities that are trusted in place of those that come with Node (PEM). */
  readonly ca?: string | undefined;
  readonly mask: readonly SiemMask[];
  /** Where the first start begins: with what is recorded from now on, or at the start of the log. */
  readonly from: 'now' | 'start';
}

/** The variables that describe it. */
interface SiemVariables {
  readonly GREFFE_SIEM_URL?: string;
  readonly GREFFE_SIEM_CA?: string;
  readonly GREFFE_SIEM_MASK?: string;
  readonly GREFFE_SIEM_FROM: SiemConfig['from'];
}

const SYSLOG = /^syslog\+tls:\/\/(?<host>\[[0-9a-fA-F:]+\]|[^\s/?#@:]+)(?::(?<port>\d+))?\/?$/;

/** What is wrong with the address of a SIEM, in words that show nothing of it; null when nothing is. */
function siemUrlProblem(url: string): string | null {
  if (url.startsWith('syslog+tls://')) {
    const isAddress = SYSLOG.test(url) && URL.canParse(url.replace(/^syslog\+tls:/, 'https:'));
    return isAddress ? null : 'must be syslog+tls://host or syslog+tls://host:6514, without a path';
  }
  if (!url.startsWith('https://')) return 'must be a syslog+tls:// or https:// address';
  return URL.canParse(url) ? null : 'is no address';
}

/** What is wrong with a list of masks; null when nothing is. */
function maskProblem(list: string): string | null {
  return masksIn(list).every((mask) => siemMasks.some((known) => known === mask))
    ? null
    : `must be fields separated by commas, of ${siemMasks.join(', ')}`;
}

const masksIn = (list = ''): SiemMask[] =>
  list
    .split(',')
    .map((mask) => mask.trim())
    .filter(Boolean) as SiemMask[];

export function siemIn(variables: SiemVariables): SiemConfig | undefined {
  const { GREFFE_SIEM_URL: url, GREFFE_SIEM_CA, GREFFE_SIEM_MASK, GREFFE_SIEM_FROM: from } = variables;
  if (!url) return undefined;
  const ca = GREFFE_SIEM_CA && certificatesIn(GREFFE_SIEM_CA);
  return { url, ca, mask: masksIn(GREFFE_SIEM_MASK), from };
}

export const IsSiemUrl = checked('isSiemUrl', siemUrlProblem);
export const IsSiemMask = checked('isSiemMask', maskProblem);
