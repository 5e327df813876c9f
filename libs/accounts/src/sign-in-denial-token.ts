import { openSealedToken, sealedToken } from '#platform';

const CONTENT = /^([ACG]\d{6}):([0-9a-f-]{36})$/;

/** The secret part of the link by which a holder says that a sign-in was not theirs, `/pas-moi#/{token}`. */
export const signInDenialToken = (secret: string, userCode: string, sessionId: string): string =>
  sealedToken(secret, 'sign-in-denial', `${userCode}:${sessionId}`);

/** Null when the token is none of ours. */
export function readSignInDenialToken(
  secrets: readonly string[],
  token: string,
): { userCode: string; sessionId: string } | null {
  const content = openSealedToken(secrets, 'sign-in-denial', token);
  const [, userCode, sessionId] = CONTENT.exec(content ?? '') ?? [];
  return userCode === undefined || sessionId === undefined ? null : { userCode, sessionId };
}
