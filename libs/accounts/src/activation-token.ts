import { createHmac } from 'node:crypto';
import { sameText } from '#platform';

const TOKEN = /^([ACG]\d{6})-(\d{1,5})-([\w-]{43})$/;

/**
 * The secret part of the activation link (R15). It follows from the configuration's secret, the code and the delivery,
 * so that the log need not hold it and the mail can still be written: path `/activation/{token}`.
 */
export function activationToken(secret: string, userCode: string, delivery: number): string {
  const signature = createHmac('sha256', secret)
    .update(`activation:${userCode}:${delivery}`)
    .digest('base64url');
  return `${userCode}-${delivery}-${signature}`;
}

/** Null when the token is none of ours. */
export function readActivationToken(
  secret: string,
  token: string,
): { userCode: string; delivery: number } | null {
  const [, userCode, delivery] = TOKEN.exec(token) ?? [];
  if (userCode === undefined || !sameText(token, activationToken(secret, userCode, Number(delivery))))
    return null;
  return { userCode, delivery: Number(delivery) };
}
