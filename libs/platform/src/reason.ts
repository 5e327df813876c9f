import { Refusal } from './refusal.ts';

/** Where in our own code an error came from: `BlockIdleCodesJob.run (block-idle-codes.job.ts:31)`. */
const OWN_CODE =
  /^\s*at (?:async )?(.*?\(?)(?:file:\/\/)?[^()\s]*\/(?:libs|apps|test)\/[^()\s]*?([^/()\s]+:\d+):\d+\)?$/m;

/**
 * What is kept of why something failed. What a driver or a mail server says may repeat names and addresses, so that of
 * an error only its name, its code and its place are told; a refusal of ours speaks in fixed sentences.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Unknown';
  if (error instanceof Refusal) return `${error.code}: ${error.message.split('\n')[0]}`;
  // What `fetch` throws has its code in the cause.
  const code = codeOf(error) || codeOf(error.cause);
  const [, what = '', where] = OWN_CODE.exec(error.stack ?? '') ?? [];
  return `${error.name}${code}${where ? ` at ${what.endsWith('(') ? `${what}${where})` : where}` : ''}`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return /^\w{1,40}$/.test(String(error.code)) ? ` ${error.code}` : '';
}
