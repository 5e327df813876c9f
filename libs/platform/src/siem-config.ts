import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ValidateBy } from 'class-validator';

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

const SYSLOG = /^syslog\+tls:\/\/(?<host>\[[0-9a-fA-F:]+\]|[^\s/?#@:]+)(?::(?<port>\d+))?\/?$/;

/** What is wrong with the address of a SIEM, in words that show nothing of it; null when nothing is. */
export function siemUrlProblem(url: string): string | null {
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

export const masksIn = (list = ''): SiemMask[] =>
  list
    .split(',')
    .map((mask) => mask.trim())
    .filter(Boolean) as SiemMask[];

/** The certificates in the file. @throws Error whose message names no content */
export function certificatesIn(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    new X509Certificate(text);
  } catch {
    throw new Error('holds no certificate in PEM');
  }
  return text;
}

function certificatesProblem(path: string): string | null {
  try {
    certificatesIn(path);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const checked = (name: string, problem: (value: string) => string | null) => (): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value) => problem(value) === null,
      defaultMessage: (rejected) => problem(rejected?.value) ?? '',
    },
  });

export const IsSiemUrl = checked('isSiemUrl', siemUrlProblem);
export const IsSiemMask = checked('isSiemMask', maskProblem);
export const IsCertificateFile = checked('isCertificateFile', certificatesProblem);
