import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { Engines } from '#composition';
import { START } from '#event-sourcing';
import type { TrustedProxies } from '#platform';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { eventually } from '../support/eventually.ts';
import { testEngines } from '../support/test-engines.ts';
import { visible } from '../support/test-log.ts';

const CLIENT = '198.51.100.7';
const PROXY = '10.1.2.3';
const LIAR = '203.0.113.9';
const OURS = '127.0.0.1';

let engines: Engines;
beforeAll(async () => {
  engines = await testEngines();
});
afterAll(() => engines.close());

/** The address that a portal behind such proxies records for an attempt that came with this header. */
async function recorded(
  trustProxy: TrustedProxies | undefined,
  forwardedFor: string,
): Promise<string | null> {
  const seen = async () => {
    await visible(engines);
    return (await engines.store.readAll({ after: START, categories: ['connections'], limit: 1000 })).events;
  };
  const before = (await seen()).length;
  const portal = await createPortal({ ...engines, config: { ...engines.config, trustProxy } });
  await portal.listen(0, OURS);
  await request(portal.getHttpServer())
    .post('/api/session')
    .set('X-Forwarded-For', forwardedFor)
    .send({ userCode: randomUUID(), password: 'personne ne le sait' })
    .expect(401);
  await portal.close();
  const event = await eventually(async () => (await seen())[before]);
  return (event.data as { address: string | null }).address;
}

it.each<[string, TrustedProxies | undefined, string, string | null]>([
  ['nobody is trusted', undefined, CLIENT, OURS],
  ['others are trusted', ['10.0.0.0/8'], CLIENT, OURS],
  ['the number of proxies is 0', 0, CLIENT, OURS],
  ['one proxy is trusted', 1, CLIENT, CLIENT],
  ['one proxy is trusted, and the client has written an address itself', 1, `${LIAR}, ${CLIENT}`, CLIENT],
  ['two proxies are trusted', 2, `${LIAR}, ${CLIENT}, ${PROXY}`, CLIENT],
  ['this machine is trusted', ['loopback'], `${LIAR}, ${CLIENT}`, CLIENT],
  ['networks are trusted', ['loopback', '10.0.0.0/8'], `${LIAR}, ${CLIENT}, ${PROXY}`, CLIENT],
  ['what is forwarded is no address', 1, 'unknown', null],
  ['R18: a port comes along', 1, `${LIAR}, ${CLIENT}:5678`, CLIENT],
  ['R18: ports of proxies come along', ['loopback', '10.0.0.0/8'], `${CLIENT}:5678, ${PROXY}:443`, CLIENT],
  ['R18: an IPv6 address in brackets', 1, '[2001:db8::1]:443', '2001:db8::1'],
  ['R18: an IPv6 address without a port', 1, '2001:db8::1', '2001:db8::1'],
])('records the address of the client: %s', async (_, trustProxy, forwardedFor, address) => {
  expect(await recorded(trustProxy, forwardedFor)).toBe(address);
});
