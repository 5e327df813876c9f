import request from 'supertest';
import { ApiDocument } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

type Session = Record<string, string>;

let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;
let conventionId: string;
let officerCode: string;
let officer: Session;
let townCode: string;
let town: Session;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  conventionId = await register.convention();
  officerCode = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
  officer = await sessionOf(running.url, officerCode);
  townCode = await register.activate(await register.staff('gestionnaire', 'Sophie Lemère'));
  town = await sessionOf(running.url, townCode);
});
afterAll(() => running.close());

async function correct(session: Session, path: string, body: object) {
  const fresh = await upToDate(running.engines.database);
  const answer = await request(running.url)
    .post(`/api/${path}/corrections`)
    .set({ ...session, ...fresh })
    .send(body);
  expect(api.faults('POST', `/api/${path}/corrections`, answer.status, answer.body)).toEqual([]);
  return [answer.status, answer.body.code];
}
const read = async (session: Session, path: string) => {
  const fresh = await upToDate(running.engines.database);
  return (
    await request(running.url)
      .get(`/api/${path}`)
      .set({ ...session, ...fresh })
      .expect(200)
  ).body;
};
const typesOf = async (stream: string) =>
  (await running.engines.store.readStream(stream)).map(({ type }) => type);

const REASON = 'Faute de frappe';

describe('An agent', () => {
  let userCode: string;
  let personId: string;
  const camille = { lastName: 'Durand', firstName: 'Camille', function: 'Agent' };
  beforeAll(async () => {
    userCode = await register.agent('Camille', 'Durant', 'activity');
    personId = (await read(town, 'persons'))[0].id;
  });

  it('is corrected by the correspondent; their code follows, and the link that waits goes to the right mailbox', async () => {
    const details = { ...camille, email: 'camille.durand@mons.example', reason: REASON };
    expect(await correct(town, `persons/${personId}`, details)).toEqual([201, undefined]);
    await eventually(async () => (await typesOf(`account-${userCode}`)).includes('HolderCorrected'));
    expect(await typesOf(`account-${userCode}`)).toEqual([
      'AccountOpened',
      'CredentialsDelivered',
      'HolderCorrected',
      'CredentialsDelivered',
    ]);
    expect((await read(officer, 'lists/accounts')).items).toContainEqual(
      expect.objectContaining({ userCode, name: 'DURAND Camille' }),
    );
    expect(await read(town, 'persons')).toMatchObject([{ lastName: 'Durand', email: details.email }]);
  });

  it('R16: not to a mailbox that is shared, or another’s', async () => {
    const moved = (email: string) => ({ ...camille, email, reason: REASON });
    expect(await correct(town, `persons/${personId}`, moved('contact@mons.example'))).toEqual([
      422,
      'shared-mailbox',
    ]);
    const ofTown = `gestionnaire@${TOWN.id}.example`;
    expect(await correct(town, `persons/${personId}`, moved(ofTown))).toEqual([409, 'mailbox-taken']);
  });

  it('only with a reason, and as a person, not as the holder of a code', async () => {
    const details = { ...camille, email: 'camille.durand@mons.example' };
    expect((await correct(town, `persons/${personId}`, details))[1]).toBe('invalid-fields');
    expect(
      await correct(officer, `accounts/${userCode}`, { lastName: 'Roux', firstName: 'Paul', reason: REASON }),
    ).toEqual([409, 'holder-is-agent']);
  });
});

describe('The holder of a code', () => {
  const lemaire = { lastName: 'Lemaire', firstName: 'Sophie', reason: REASON };

  it('R16: a correspondent has another name and mailbox, and the code stays theirs', async () => {
    const email = 's.lemaire@mons.example';
    expect(await correct(officer, `accounts/${townCode}`, { ...lemaire, email })).toEqual([201, undefined]);
    expect((await read(town, 'session')).name).toBe('LEMAIRE Sophie');
    await request(running.url)
      .post('/api/session')
      .send({ userCode: townCode, password: PASSWORD })
      .expect(201);
  });

  it('nobody corrects themselves, nor gives another’s code their own mailbox (R12)', async () => {
    const own = { lastName: 'Ferrand-Roy', firstName: 'Nadia', reason: REASON };
    expect(await correct(officer, `accounts/${officerCode}`, own)).toEqual([403, 'own-code']);
    const mine = { ...lemaire, email: 'caf-habilitation+town@595.example' };
    expect(await correct(officer, `accounts/${townCode}`, mine)).toEqual([403, 'own-mailbox']);
  });

  it('R12: of a colleague the name, not the mailbox: their code would go with it', async () => {
    const colleague = await register.staff('caf-security', 'Olivier Prevost');
    const named = { lastName: 'Prévost', firstName: 'Olivier', reason: REASON };
    expect(await correct(officer, `accounts/${colleague}`, named)).toEqual([201, undefined]);
    const moved = { ...named, email: 'o.prevost@595.example' };
    expect(await correct(officer, `accounts/${colleague}`, moved)).toEqual([409, 'mailbox-of-officer']);
  });
});

describe('A convention', () => {
  it('has other names and addresses of parties and establishments, by its Caf alone', async () => {
    const party = { name: 'Ville de Mons', address: TOWN.address, representative: 'Anne Roy' };
    const sent = { ...party, reason: 'Le maire a changé' };
    expect(await correct(officer, `conventions/${conventionId}/gestionnaire`, sent)).toEqual([
      201,
      undefined,
    ]);
    expect((await correct(town, `conventions/${conventionId}/gestionnaire`, sent))[0]).toBe(403);
    const place = { name: 'Crèche du Fort', address: '2 rue du Fort', reason: 'Déménagement' };
    const path = `conventions/${conventionId}/establishments/${NURSERY.id}`;
    expect(await correct(officer, path, place)).toEqual([201, undefined]);
    expect(await read(town, `conventions/${conventionId}`)).toMatchObject({
      gestionnaire: { id: TOWN.id, ...party },
      establishments: [{ name: 'Crèche du Fort', address: '2 rue du Fort' }],
    });
    expect(await read(town, 'establishments')).toMatchObject([{ name: 'Crèche du Fort' }]);
    expect((await read(town, 'annex')).gestionnaire.name).toBe('Ville de Mons');
    const [act] = (await read(officer, `acts?about=${conventionId}`)).items;
    expect(act.about).toContainEqual({ id: conventionId, kind: 'convention', name: 'Ville de Mons' });
  });
});
