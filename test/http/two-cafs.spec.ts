import { deriveId, parisDateOf } from '#platform';
import { type Caller, callerOf } from '../support/caller.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';

const OTHER_CAF = { ...CAF, id: '621', name: 'Caf du Pas-de-Calais' };
const ELSEWHERE = { id: deriveId('test', 'elsewhere'), name: 'Halte-garderie', address: 'Arras' };
const PERSON = deriveId('test-person', 'Camille', 'Durand');

let running: RunningRegister;
let town: Caller;
let officer: Caller;
let other: Caller;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  const register = new SmallRegister(running.services);
  await register.convention();
  await register.convention({ caf: OTHER_CAF, establishments: [ELSEWHERE] });
  await register.agent('Camille', 'Durand', 'activity');
  await register.habilitate('Camille', 'Durand', 'approver', ELSEWHERE.id, OTHER_CAF.id);
  const signedIn = async (...given: Parameters<SmallRegister['staff']>) =>
    callerOf(running, await register.activate(await register.staff(...given)));
  town = await signedIn('gestionnaire', 'Sophie Lemaire');
  officer = await signedIn('caf-habilitation', 'Nadia Ferrand');
  other = await signedIn('caf-habilitation', 'Benoît Autre', OTHER_CAF);
});
afterAll(() => running.close());

/** What each is told of an agent of one gestionnaire with conventions of two Cafs. */
const READERS: [name: string, reader: () => Caller, told: [place: string, profile: string][]][] = [
  [
    'the gestionnaire',
    () => town,
    [
      [NURSERY.name, 'activity'],
      [ELSEWHERE.name, 'approver'],
    ],
  ],
  ['the one Caf', () => officer, [[NURSERY.name, 'activity']]],
  ['the other Caf', () => other, [[ELSEWHERE.name, 'approver']]],
];

describe.each(READERS)('%s', (_, reader, told) => {
  const isTold = (place: { name: string }) => told.some(([name]) => name === place.name);
  const profiles = told.map(([, profile]) => profile);

  it('finds among persons what is held under its conventions', async () => {
    const { body } = await reader().get('/lists/persons?q=durand');
    const held = body.items[0].holdings as { name: string; profiles: string[] }[];
    expect(held.map(({ name, profiles: [profile] }) => [name, profile])).toEqual(told);
    for (const profile of ['activity', 'approver']) {
      const { count } = (await reader().get(`/lists/persons?profile=${profile}`)).body;
      expect(count).toBe(profiles.includes(profile) ? 1 : 0);
    }
  });

  it('has no more in the file of persons', async () => {
    const { text } = await reader().get('/lists/persons.csv');
    for (const place of [NURSERY, ELSEWHERE]) expect(text.includes(place.name)).toBe(isTold(place));
  });
});

describe('what ended with a departure', () => {
  beforeAll(async () => {
    const lastDay = parisDateOf(new Date().toISOString());
    const declared = { personId: PERSON, kind: 'departure', lastDay, reason: 'Mutation' };
    expect((await town.post('/departures', declared)).status).toBe(201);
  });

  it.each(READERS)('is told to %s as far as its conventions go', async (_, reader, told) => {
    const { items } = (await reader().get('/lists/departures')).body;
    const [{ person, gestionnaire, ended }] = items;
    expect([person.id, gestionnaire.id]).toEqual([PERSON, TOWN.id]);
    expect(ended).toHaveLength(told.length);
    expect(ended).toEqual(
      expect.arrayContaining(told.map(([establishment, profile]) => ({ establishment, profile }))),
    );
    const { text } = await reader().get('/lists/departures.csv');
    for (const place of [NURSERY, ELSEWHERE]) {
      expect(text.includes(place.name)).toBe(told.some(([name]) => name === place.name));
    }
  });
});
