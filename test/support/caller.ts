import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { RunningRegister } from './running-register.ts';
import { sessionOf } from './signed-in.ts';
import { upToDate } from './up-to-date.ts';

export type Caller = Awaited<ReturnType<typeof callerOf>>;

/** Somebody who is signed in; each of their requests sees what was written before. */
export async function callerOf({ url, engines }: RunningRegister, userCode: string) {
  const session = await sessionOf(url, userCode);
  const headers = async () => ({ ...session, ...(await upToDate(engines.database)) });
  return {
    userCode,
    get: async (path: string) =>
      request(url)
        .get(`/api${path}`)
        .set(await headers()),
    post: async (path: string, sent: object, key: string = randomUUID()) =>
      request(url)
        .post(`/api${path}`)
        .set({ ...(await headers()), 'Idempotency-Key': key })
        .send(sent),
  };
}
