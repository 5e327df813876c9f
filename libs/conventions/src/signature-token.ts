import { openSealedToken, sealedToken } from '#platform';

/** The secret part of the link by which a legal representative signs, `/signature#/{token}` (R2). */
export const signatureToken = (secret: string, conventionId: string, linkId: string): string =>
  sealedToken(secret, 'signature', `${conventionId}:${linkId}`);

/** Null when the token is none of ours. */
export function readSignatureToken(
  secrets: readonly string[],
  token: string,
): { conventionId: string; linkId: string } | null {
  const [conventionId, linkId] = openSealedToken(secrets, 'signature', token)?.split(':') ?? [];
  return conventionId && linkId ? { conventionId, linkId } : null;
}
