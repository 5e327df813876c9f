import type { LogFormat } from './log-format.ts';
import { ocsf } from './ocsf.ts';
import { sshd } from './sshd.ts';
import { windowsSecurity } from './windows-security.ts';

/** Logs of others that rules can be tried on. */
export const formats = { sshd, 'windows-security': windowsSecurity, ocsf } satisfies Record<
  string,
  LogFormat
>;
export type FormatName = keyof typeof formats;
