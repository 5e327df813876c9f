import { bytesWithin, type Instant, reasonOf, type TsaConfig } from '#platform';
import { timestampIn, timestampRequest } from './rfc3161.ts';

/** The authority of timestamps does not answer. The message says why, in one line. */
export class AuthorityAway extends Error {
  override readonly name = 'AuthorityAway';
}

const ANSWER_MS = 15_000;
const LONGEST_ANSWER = 64 * 1024;

/**
 * Has an authority say when `data` was there (RFC 3161 over HTTP).
 * @throws AuthorityAway; WrongTimestamp
 */
export async function askAuthority(
  { url, ca }: TsaConfig,
  data: Buffer,
  now: Instant,
): Promise<{ readonly response: Buffer; readonly stampedAt: Instant }> {
  const { der, nonce } = timestampRequest(data);
  const response = await post(url, der).catch((error) => {
    throw error instanceof AuthorityAway ? error : new AuthorityAway(reasonOf(error));
  });
  return { response, stampedAt: await timestampIn(response, { data, asked: { nonce, now }, ca }) };
}

async function post(url: string, body: Buffer): Promise<Buffer> {
  const headers = { 'Content-Type': 'application/timestamp-query' };
  const signal = AbortSignal.timeout(ANSWER_MS);
  const asked = { method: 'POST', headers, body: new Uint8Array(body), signal, redirect: 'error' } as const;
  const answer = await fetch(url, asked);
  if (!answer.ok) throw new AuthorityAway(`it answers ${answer.status}`);
  return bytesWithin(LONGEST_ANSWER, answer.body, () => new AuthorityAway('it answers too much'));
}
