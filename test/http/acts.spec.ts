import request from 'supertest';
import { sealKeys } from '#sealing';
import { checkTlogProof, leafHash, parseOpened, parseTlogProof, withOpened } from '#transparency';
import { ApiDocument } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { unzip } from '../support/unzip.ts';
import { upToDate } from '../support/up-to-date.ts';

const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais', address: 'Arras', representative: 'R.' };
const REASON = 'Appels suspects, identité non vérifiée';

interface Told {
  readonly id: string;
  readonly isOwn: boolean;
  readonly actor: { readonly kind: string; readonly code: string | null; readonly name: string | null };
  readonly steps: readonly { readonly title: string; readonly reason: string | null }[];
  readonly about: readonly { readonly id: string; readonly kind: string; readonly name: string | null }[];
  readonly gestionnaire: { readonly name: string } | null;
}

let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;
let camille: string;
let officer: Reader;
let security: Reader;
let town: Reader;
let stranger: Reader;

type Reader = Awaited<ReturnType<typeof reader>>;

async function reader(userCode: string) {
  const session = await sessionOf(running.url, userCode);
  const get = async (path: string) =>
    request(running.url)
      .get(`/api${path}`)
      .set({ ...session, ...(await upToDate(running.engines.database)) });
  const post = (path: string, body: object) =>
    request(running.url).post(`/api${path}`).set(session).send(body);
  const bytes = async (path: string): Promise<Buffer> =>
    (await request(running.url).get(`/api${path}`).set(session).responseType('blob')).body;
  const acts = async (query = ''): Promise<Told[]> => {
    const { status, body } = await get(`/acts?${query}`);
    expect(api.faults('GET', '/api/acts', status, body)).toEqual([]);
    expect(status).toBe(200);
    return body.items;
  };
  return { userCode, get, bytes, post, acts };
}

const titles = (acts: readonly Told[]) =>
  acts.map(({ steps }) => steps.map(({ title }) => title).join(' + '));

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  await register.convention();
  camille = await register.agent('Camille', 'Durand', 'activity');
  const signedIn = async (...given: Parameters<SmallRegister['staff']>) =>
    reader(await register.activate(await register.staff(...given)));
  officer = await signedIn('caf-habilitation', 'Nadia Ferrand');
  security = await signedIn('caf-security', 'Olivier Prévost');
  town = await signedIn('gestionnaire', 'Sophie Lemaire');
  stranger = await signedIn('caf-security', 'Agnès Autre', OTHER_CAF);
  expect((await security.post(`/accounts/${camille}/blocking`, { reason: REASON })).status).toBe(201);
  await eventually(async () => (await security.acts(`about=${camille}&q=suspects`)).length > 0);
});
afterAll(() => running.close());

describe('The acts', () => {
  it('say who did what, on whom, and why', async () => {
    const [act] = await security.acts(`about=${camille.toLowerCase()}`);
    expect(act).toMatchObject({
      actor: { kind: 'caf', code: security.userCode, name: 'Olivier Prévost' },
      steps: [{ title: 'Suspension par précaution', reason: REASON }],
      gestionnaire: { name: 'Mairie de Mons-en-Barœul' },
    });
    expect(act?.about.map(({ name }) => name)).toEqual(['DURAND Camille', 'DURAND Camille']);
  });

  it('of a person are those on their code too, and their own', async () => {
    const [act] = await security.acts(`about=${camille}`);
    const person = act!.about.find(({ kind }) => kind === 'person')!;
    const told = titles(await security.acts(`about=${person.id}`));
    for (const title of ['Suspension par précaution', 'Habilitation accordée', 'Habilitation demandée'])
      expect(told).toContain(title);
    expect(told).toContain('Code ouvert + Lien d’activation envoyé');
  });

  it('have what Greffe did by itself, under the name of the work', async () => {
    const [opened] = await security.acts(`about=${camille}&q=ouvert&by=job`);
    expect(opened?.actor).toEqual({ kind: 'job', code: 'open-account', name: 'Ouverture des codes' });
    const asShown = await security.acts(
      `about=${camille}&q=ouvert&who=${encodeURIComponent('ouverture codes')}`,
    );
    expect(asShown.map(({ id }) => id)).toEqual([opened?.id]);
  });

  it('have a receipt for whoever did it: a proof of each event, which is checked with the keys of the log alone', async () => {
    const [act] = await security.acts(`about=${camille}`);
    expect(act!.isOwn).toBe(true);
    const path = `/acts/${act!.id}/receipt.zip`;
    await eventually(async () => (await security.get(path)).status === 200);
    const files = unzip(await security.bytes(path));
    expect(Object.keys(files)).toEqual([
      ...['LISEZ-MOI.txt', 'cles.txt', 'preuve-1.tlog-proof', 'en-clair.json'],
      ...['verifier.html', 'verifier.mjs'],
    ]);
    expect(files['LISEZ-MOI.txt']).toContain('AccountBlocked');
    const proof = parseTlogProof(files['preuve-1.tlog-proof']!);
    const { all, origin } = sealKeys(running.engines.config);
    checkTlogProof(proof, leafHash(proof.extra!), all, origin);
    const { opened, leaf } = parseOpened(files['en-clair.json']!)[0]!;
    expect(leaf).toEqual(leafHash(proof.extra!));
    expect(proof.extra!.toString()).not.toContain(REASON);
    expect(withOpened(proof.extra!.toString(), opened)).toMatchObject({ data: { reason: REASON } });
    const keys = files['cles.txt']!.trimEnd().split('\n');
    expect(keys.sort()).toEqual(all.map(({ verifierKey }) => verifierKey).sort());
    // Nobody else has it: the event says all that was sent.
    for (const other of [officer, town, stranger]) expect((await other.get(path)).status).toBe(404);
    expect((await town.acts(`about=${camille}`))[0]).toMatchObject({ id: act!.id, isOwn: false });
  });

  it('of an agent are theirs to take a receipt from, and nobody else’s', async () => {
    const register = new SmallRegister(running.services);
    const agent = await reader(
      await register.activate(await register.agent('Dominique', 'Petit', 'financial')),
    );
    expect((await agent.post('/incidents', { category: 'other', description: 'Écran vu' })).status).toBe(201);
    const { body } = await agent.get('/own-access/acts');
    expect(body.map(({ steps }: { steps: string[] }) => steps)).toEqual([
      ['Incident signalé (autre incident)'],
    ]);
    await eventually(async () => (await agent.get(`/acts/${body[0].id}/receipt.zip`)).status === 200);
    const [act] = await security.acts(`about=${camille}`);
    expect((await agent.get(`/acts/${act!.id}/receipt.zip`)).status).toBe(404);
    expect((await town.get('/own-access/acts')).body).toEqual([]);
  });

  it.each([
    ['by who acted', () => 'who=prevost', ['Suspension par précaution']],
    ['by a word of the reason', () => 'q=verifiee', ['Suspension par précaution']],
    ['by what acts are about', () => 'kind=convention&q=enregistree', ['Convention enregistrée']],
    ['by days', () => 'from=2020-01-01&to=2020-01-02', []],
  ])('are found %s', async (_, query, expected) => {
    expect(titles(await security.acts(query()))).toEqual(expected);
  });

  it('are told to a partner, but not who of the Caf it was', async () => {
    const [act] = await town.acts(`about=${camille}`);
    expect(act?.steps).toMatchObject([{ title: 'Suspension par précaution', reason: REASON }]);
    expect(act?.actor).toEqual({ kind: 'caf', code: null, name: null });
    expect(await town.acts('who=prevost')).toEqual([]);
    expect(await town.acts(`about=${security.userCode}`)).toEqual([]);
  });

  it('on many are told on the page of each without what was done to the others', async () => {
    const ids = await Promise.all(
      (['Nina', 'Émile'] as const).map(async (firstName, index) => {
        await register.person(firstName, 'Roche');
        return register.ask(firstName, 'Roche', index === 0 ? 'financial' : 'approver');
      }),
    );
    await officer.post('/habilitation-refusals', { ids, reason: REASON });
    const [whole] = await officer.acts('q=refusee');
    expect(titles([whole!])).toEqual(['Demande refusée + Demande refusée']);
    for (const person of whole!.about.filter(({ kind }) => kind === 'person')) {
      const [own] = await officer.acts(`about=${person.id}`);
      expect([own?.id, ...titles([own!])]).toEqual([whole!.id, 'Demande refusée']);
      expect(own!.about.filter(({ kind }) => kind === 'person')).toEqual([person]);
    }
  });

  it('of a Caf and its partners are not another Caf’s', async () => {
    expect(await stranger.acts(`about=${camille}`)).toEqual([]);
    expect(await stranger.acts('kind=convention')).toEqual([]);
  });

  it('of reading are told when they are asked for, to the security of the Caf alone', async () => {
    await security.get(`/connections?userCode=${camille}`);
    await eventually(async () => (await security.acts(`kind=reading&about=${camille}`)).length > 0);
    expect(titles(await security.acts(`about=${camille}`))).not.toContain('Lecture');
    expect(await town.acts('kind=reading')).toEqual([]);
    expect(await officer.acts('kind=reading')).toEqual([]);
  });

  it('are a file for a spreadsheet, and taking it is on record', async () => {
    const { text } = await security.get(`/acts.csv?about=${camille}`);
    expect(text.split('\r\n')[1]).toMatch(
      new RegExp(`;Olivier Prévost;${security.userCode};Code;Suspension par précaution;${REASON};`),
    );
    await eventually(async () => titles(await security.acts('kind=reading&q=export')).length > 0);
  });
});
