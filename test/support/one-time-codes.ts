import { Secret, TOTP } from 'otpauth';
import request from 'supertest';
import type { Clock } from '#platform';

/** What an application shows now. */
export const codeOf = (secret: string, clock: Clock): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(clock.now()) });

/** An application for one-time codes, which has shown a right one. */
export async function enrolOneTimeCodes(
  server: string,
  session: Record<string, string>,
  clock: Clock,
  name = 'Téléphone',
): Promise<{ id: string; secret: string }> {
  const post = (path: string, body: object) =>
    request(server).post(`/api/own-access/one-time-codes${path}`).set(session).send(body).expect(201);
  const { body: offer } = await post('', {});
  await post(`/${offer.id}/confirmation`, { name, code: codeOf(offer.secret, clock) });
  return offer;
}
