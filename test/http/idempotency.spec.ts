import request from 'supertest';
import { deriveId } from '#platform';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { NURSERY, SmallRegister } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

const ELSEWHERE = { ...NURSERY, id: deriveId('test', 'elsewhere'), name: 'Multi-accueil' };
const CAMILLE = {
  lastName: 'Durand',
  firstName: 'Camille',
  function: 'Agent',
  email: 'c.durand@mons.example',
};
const DENISE = { lastName: 'Morel', firstName: 'Denise', function: 'Agent', email: 'd.morel@mons.example' };

let running: RunningRegister;
let correspondent: Record<string, string>;
/** The latest of the commands, of which some are repeated: every request waits for it. */
let position = '';

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  const register = new SmallRegister(running.services);
  await register.convention({ establishments: [NURSERY, ELSEWHERE] });
  const userCode = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  correspondent = await sessionOf(running.url, userCode);
});
afterAll(() => running.close());

async function post(path: string, key: string, body: object): Promise<string> {
  const headers = { ...correspondent, 'Idempotency-Key': key, 'Greffe-Position': position };
  const answer = await request(running.url).post(path).set(headers).send(body).expect(201);
  const reached = answer.headers['greffe-position']!;
  if (reached > position) position = reached;
  return answer.body.id;
}

async function list(path: string): Promise<Record<string, string>[]> {
  const headers = { ...correspondent, 'Greffe-Position': position };
  const { body } = await request(running.url).get(path).set(headers).expect(200);
  return body.items ?? body;
}

const habilitation = (personId: string, establishmentId: string) => ({
  establishmentId,
  personId,
  profile: 'activity',
  reference: 'PE-1',
  requestedOn: '2026-01-05',
});

it('one key names two persons where two were sent, and each once', async () => {
  const camille = await post('/api/persons', 'naming', CAMILLE);
  const denise = await post('/api/persons', 'naming', DENISE);
  const { email, ...others } = CAMILLE;
  expect(await post('/api/persons', 'naming', { email, ...others })).toBe(camille);
  expect((await list('/api/persons')).map(({ id, email }) => [id, email]).sort()).toEqual(
    [
      [camille, CAMILLE.email],
      [denise, DENISE.email],
    ].sort(),
  );
});

it('one key asks at two establishments where two were sent, and the read model goes on', async () => {
  const personId = await post('/api/persons', 'asking', { ...CAMILLE, email: 'camille@mons.example' });
  const here = await post('/api/habilitation-requests', 'asking', habilitation(personId, NURSERY.id));
  const there = await post('/api/habilitation-requests', 'asking', habilitation(personId, ELSEWHERE.id));
  expect(await post('/api/habilitation-requests', 'asking', habilitation(personId, NURSERY.id))).toBe(here);
  expect((await list('/api/lists/habilitation-requests')).map(({ id }) => id).sort()).toEqual(
    [here, there].sort(),
  );
});

it('one key brings in two files where two were sent, and each once', async () => {
  const bring = async (lines: readonly string[]) => {
    const columns = 'Nom;Prénom;Fonction;Messagerie;Établissement;Profil;Référence;Date de la demande';
    const answer = await request(running.url)
      .post('/api/imports/agents/files')
      .set({ ...correspondent, 'Idempotency-Key': 'bringing', 'Greffe-Position': position })
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from([columns, ...lines].join('\n')))
      .expect(200);
    position = (await upToDate(running.engines.database))['Greffe-Position'];
    return answer.body.lines.map(({ outcome }: { outcome: string }) => outcome);
  };
  const waiting = async () => (await list('/api/lists/habilitation-requests')).length;
  const asking = (name: string, profile: string) =>
    `${name};Léa;Agent;${name}@mons.example;${ELSEWHERE.name};${profile};PE-2;05/01/2026`;
  const before = await waiting();
  expect(await bring([asking('petit', 'financier')])).toEqual(['new']);
  expect(await bring([asking('grand', 'approbateur')])).toEqual(['new']);
  expect(await bring([asking('petit', 'financier')])).toEqual(['known']);
  expect(await waiting()).toBe(before + 2);
});
