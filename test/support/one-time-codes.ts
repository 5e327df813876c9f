import { Secret, TOTP } from 'otpauth';
import request from 'supertest';
import type { Clock } from '#platform';
import { goOnUnder } from './cookies.ts';

/** What an application shows now. */
export const codeOf = (secret: string, clock: Clock): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(clock.now()) });

/** An application for one-time codes, which has shown a right one; the session goes on under another cookie. */
export async function enrolOneTimeCodes(
  server: string,
  session: Record<string, string>,
  clock: Clock,
  name = 'Téléphone',
): Promise<{ id: string; secret: string }> {
  const post = (path: string, body: object) =>
    request(server).post(`/api/own-access/one-time-codes${path}`).set(session).send(body).expect(201);
  const { body: offer } = await post('', {});
  const confirmation = { name, code: codeOf(offer.secret, clock) };
  goOnUnder(session, await post(`/${offer.id}/confirmation`, confirmation));
  return offer;
}
