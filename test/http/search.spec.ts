import request from 'supertest';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

let running: RunningRegister;
const readers = new Map<string, string>();
let agent: string;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  const register = new SmallRegister(running.services);
  await register.convention();
  agent = await register.activate(await register.agent('Zoé', 'Durand-Lefèvre', 'activity'));
  readers.set('agent', agent);
  for (const [role, name, id] of [
    ['caf-habilitation', 'Nadia Ferrand', '595'],
    ['caf-security', 'Olivier Prévost', '595'],
    ['gestionnaire', 'Sophie Lemaire', '21590410000017'],
  ] as const) {
    readers.set(role, await register.activate(await register.staff(role, name, { id, name: id })));
  }
  const elsewhere = { id: '621', name: 'Caf du Pas-de-Calais' };
  readers.set('elsewhere', await register.activate(await register.staff('caf-security', 'Ann', elsewhere)));
});
afterAll(() => running.close());

async function search(reader: string, q: string) {
  const session = await sessionOf(running.url, readers.get(reader)!);
  return request(running.url)
    .get('/api/search')
    .query({ q })
    .set({ ...session, ...(await upToDate(running.engines.database)) });
}

const found = async (reader: string, q: string) =>
  (await search(reader, q)).body.map(({ title, items }: { title: string; items: { title: string }[] }) => [
    title,
    ...items.map((item) => item.title),
  ]);

it('finds whatever has the words, each where it leads, among what the reader may see', async () => {
  const zoe = [
    ['Personnes', 'DURAND-LEFÈVRE Zoé'],
    ['Codes', `${agent}, DURAND-LEFÈVRE Zoé`],
  ];
  for (const reader of ['caf-habilitation', 'caf-security', 'gestionnaire']) {
    expect(await found(reader, 'lefevre zoe')).toEqual(zoe);
  }
  expect(await found('elsewhere', 'lefevre')).toEqual([]);
  expect(await found('agent', 'lefevre')).toEqual([]);
  expect(await found('caf-habilitation', 'lamartine')).toEqual([
    ['Établissements', 'Crèche collective'],
    ['Conventions', 'Mairie de Mons-en-Barœul'],
  ]);
});

it('says how many there are, and where all of them are', async () => {
  const { body } = await search('caf-habilitation', 'mons');
  const codes = body.find(({ title }: { title: string }) => title === 'Codes');
  expect(codes).toMatchObject({ count: 1, all: '/codes?q=mons' });
});

it.each([undefined, '', ' ', 'a\u0000b', 'x'.repeat(101)])('refuses %j', async (q) => {
  const session = await sessionOf(running.url, readers.get('gestionnaire')!);
  const answer = await request(running.url).get('/api/search').query({ q }).set(session);
  expect([answer.status, answer.body.code]).toEqual([422, 'invalid-fields']);
});
