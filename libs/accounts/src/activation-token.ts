import { openSealedToken, sealedToken } from '#platform';

const CONTENT = /^([ACG]\d{6}):(\d{1,5})$/;

/**
 * The secret part of the activation link, `/activation#/{token}` (R15). It shows neither the code nor the delivery: the
 * mail that carries the link must not carry the code.
 */
export const activationToken = (secret: string, userCode: string, delivery: number): string =>
  sealedToken(secret, 'activation', `${userCode}:${delivery}`);

/** Null when the token is none of ours. */
export function readActivationToken(
  secrets: readonly string[],
  token: string,
): { userCode: string; delivery: number } | null {
  const content = openSealedToken(secrets, 'activation', token);
  const [, userCode, delivery] = CONTENT.exec(content ?? '') ?? [];
  return userCode === undefined ? null : { userCode, delivery: Number(delivery) };
}
