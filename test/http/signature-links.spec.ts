import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { ConfirmCorrespondent } from '#accounts';
import { type Engines, jobsOf, type RunningFollowers, startFollowers } from '#composition';
import { signatureToken } from '#conventions';
import type { RecordedEvent } from '#event-sourcing';
import { canonicalJson, deriveId, runAs, systemActor, WHOLE } from '#platform';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { eventually } from '../support/eventually.ts';
import { sessionOf } from '../support/signed-in.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';
import { testEngines } from '../support/test-engines.ts';
import { upToDate } from '../support/up-to-date.ts';

const NOW = '2026-03-02T08:00:00.000Z';
/** Of which nobody has a code. */
const ASSOCIATION = {
  id: '99900000300015',
  siret: '99900000300015',
  name: 'Micro-crèche Les Lucioles',
  address: '3 rue du Barœul',
  representative: 'Odile Vandamme',
};
const MAILBOX = 'odile.vandamme@lucioles.example';
const GIVEN = { signatory: 'Odile Vandamme', capacity: 'La Présidente' };
const SIGNATURE = { signatory: 'Nadia Ferrand', capacity: 'Par délégation', signedOn: '2026-03-02' };

const clock = new TestClock(NOW);
let engines: Engines;
let portal: NestExpressApplication;
let followers: RunningFollowers;
let register: SmallRegister;
let officer: Session;
let officerCode: string;
let sophieCode: string;
let sophie: Session;
let place = 0;

beforeAll(async () => {
  engines = await testEngines({ LOG_LEVEL: 'fatal' }, clock);
  portal = await createPortal(engines);
  await portal.init();
  followers = startFollowers(portal, engines);
  register = new SmallRegister(portal);
  await register.convention();
  officerCode = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
  sophieCode = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
});
afterAll(async () => {
  await followers.stop();
  await portal.close();
  await engines.close();
});
beforeEach(async () => {
  // No test has to wait for what another one has tried.
  clock.advance({ minutes: 15 });
  await signInAgain();
});

/** Sessions end by rest. */
async function signInAgain(): Promise<void> {
  officer = await signIn(officerCode);
  sophie = await signIn(sophieCode);
}

type Session = Awaited<ReturnType<typeof signIn>>;

async function signIn(userCode: string) {
  const server = portal.getHttpServer();
  const identity = await sessionOf(server, userCode);
  const headers = async () => ({ ...identity, ...(await upToDate(engines.database)) });
  return {
    get: async (path: string) =>
      request(server)
        .get(`/api${path}`)
        .set(await headers()),
    post: async (path: string, sent: object = {}) =>
      request(server)
        .post(`/api${path}`)
        .set(await headers())
        .send(sent),
  };
}

/** Whoever comes from outside. */
const anybody = (path: string, sent: object, headers: Record<string, string> = {}) =>
  request(portal.getHttpServer()).post(`/api${path}`).set(headers).send(sent);

async function draft(gestionnaire: typeof TOWN = ASSOCIATION): Promise<string> {
  const establishment = { id: deriveId('place', String(++place)), name: `Lieu ${place}`, address: 'Lille' };
  const parts = { gestionnaire, caf: CAF, establishments: [establishment] };
  const term = { effectiveFrom: '2026-03-01', until: '2027-12-31' };
  const { body, status } = await officer.post('/conventions', { ...parts, ...term });
  expect(status).toBe(201);
  return body.id;
}

const eventsOf = async (id: string) =>
  (await engines.store.readStream(`convention-${id}`)) as unknown as RecordedEvent<{
    type: string;
    data: Record<string, string>;
  }>[];
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);
/** The secret part of the latest link. */
async function tokenOf(id: string): Promise<string> {
  const sent = (await eventsOf(id)).findLast(({ type }) => type === 'SignatureLinkSent');
  return signatureToken(engines.config.secret, id, sent!.data.linkId!);
}
async function linkTo(id: string, email = MAILBOX) {
  expect((await officer.post(`/conventions/${id}/signature-link`, { email })).status).toBe(201);
  return { token: await tokenOf(id), siret: ASSOCIATION.siret };
}
const opening = (link: object) => anybody('/signature/opening', link);
const hashOf = async (id: string): Promise<string> =>
  (await officer.get(`/conventions/${id}`)).body.contentSha256;

describe('R2: the legal representative, who has no code, signs behind a link', () => {
  it('reads exactly what is signed, signs it once, and the log keeps which link and which content', async () => {
    const id = await draft();
    await officer.post(`/conventions/${id}/signatures`, SIGNATURE);
    const link = await linkTo(id);
    const [sent] = (await eventsOf(id)).slice(-1);
    expect(sent).toMatchObject({
      type: 'SignatureLinkSent',
      data: { email: MAILBOX, expiresAt: new Date(Date.parse(clock.now()) + 72 * 3_600_000).toISOString() },
      metadata: { actor: { code: officerCode, organism: CAF.id } },
    });
    expect(link.token).not.toContain(id);

    const { body } = await opening({ ...link, siret: '999 000 003 00015' }).expect(200);
    const { contentSha256, expiresAt, ...content } = body;
    expect(content).toMatchObject({ gestionnaire: { name: ASSOCIATION.name }, until: '2027-12-31' });
    expect(content.establishments).toHaveLength(1);
    expect(contentSha256).toBe(createHash('sha256').update(canonicalJson(content)).digest('hex'));
    expect(expiresAt).toBe(sent!.data.expiresAt);

    const key = { 'Idempotency-Key': `sign-${id}` };
    const signing = { ...link, ...GIVEN, contentSha256 };
    expect((await anybody('/signature', signing, key).expect(201)).body).toEqual({ id });
    expect((await anybody('/signature', signing, key).expect(201)).body).toEqual({ id });
    expect((await anybody('/signature', signing).expect(404)).body.code).toBe('signature-link-void');
    expect((await opening(link).expect(404)).body.code).toBe('signature-link-void');
    const signed = (await eventsOf(id)).filter(({ type }) => type === 'ConventionSigned');
    expect(signed.map(({ data }) => data)).toMatchObject([
      { party: 'caf', way: 'signed-in', linkId: null, contentSha256 },
      { party: 'gestionnaire', ...GIVEN, way: 'link', linkId: sent!.data.linkId, contentSha256 },
    ]);
    expect(signed[1]).toMatchObject({
      data: { signedOn: '2026-03-02' },
      metadata: { actor: { role: 'anonymous' } },
    });
    const { body: shown } = await officer.get(`/conventions/${id}`);
    expect(shown).toMatchObject({ state: 'active', link: null, contentSha256 });
    expect(shown.signatures).toMatchObject([{ way: 'signed-in' }, { way: 'link', contentSha256 }]);
    expect((await officer.post(`/conventions/${id}/signature-link`, { email: MAILBOX })).body.code).toBe(
      'convention-not-draft',
    );
  });

  it('used, expired, revoked, replaced or invented, and with a wrong SIRET: one answer, one record', async () => {
    const [revoked, replaced, expired, waiting] = [
      await draft(),
      await draft(),
      await draft(),
      await draft(),
    ];
    const links = [await linkTo(expired)];
    clock.advance({ hours: 72 });
    await signInAgain();
    links.push(await linkTo(revoked), await linkTo(replaced));
    expect((await officer.post(`/conventions/${revoked}/signature-link/revocation`)).status).toBe(201);
    await linkTo(replaced);
    const good = await linkTo(waiting);
    links.push(
      { ...good, siret: TOWN.siret },
      { ...good, token: randomBytes(40).toString('base64url') },
      { ...good, token: 'x' },
    );
    const contentSha256 = await hashOf(waiting);
    const answers: string[] = [];
    for (const link of links) {
      for (const path of ['/signature/opening', '/signature']) {
        const sent = path === '/signature' ? { ...link, ...GIVEN, contentSha256 } : link;
        const { status, body } = await anybody(path, sent);
        const { instance: _, ...problem } = body;
        answers.push(`${status} ${JSON.stringify(problem)}`);
        const { rows } = await engines.database.query(
          `SELECT type, data->>'outcome' AS outcome, data->>'userCode' AS code FROM event_log.events
           WHERE category = 'connections' ORDER BY sequence DESC LIMIT 1`,
        );
        expect(rows).toEqual([{ type: 'LoginAttempted', outcome: 'unknown-code', code: null }]);
      }
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('404 ');
    await opening(good).expect(200);
  });

  it('R18: whoever tries SIRETs with a link waits', async () => {
    const link = await linkTo(await draft());
    for (let attempt = 0; attempt < 6; attempt++) await opening({ ...link, siret: TOWN.siret }).expect(404);
    const { body, headers } = await opening(link).expect(429);
    expect(body.code).toBe('throttled');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('what was changed since it was read is read again', async () => {
    const id = await draft();
    const link = await linkTo(id);
    const { contentSha256 } = (await opening(link).expect(200)).body;
    await officer.post(`/conventions/${id}/gestionnaire/corrections`, {
      name: 'Les Lucioles',
      address: ASSOCIATION.address,
      representative: ASSOCIATION.representative,
      reason: 'Nom',
    });
    const refused = await anybody('/signature', { ...link, ...GIVEN, contentSha256 }).expect(409);
    expect(refused.body.code).toBe('convention-content-changed');
    const { body: again } = await opening(link).expect(200);
    await anybody('/signature', { ...link, ...GIVEN, contentSha256: again.contentSha256 }).expect(201);
  });

  it('the mail carries the link, and neither the SIRET nor a name; the outbox no address, and nothing once it is used', async () => {
    const id = await draft();
    const link = await linkTo(id);
    const rows = async () =>
      (
        await engines.database.query(
          `SELECT * FROM notifications.outbox WHERE template = 'signature-link' AND data ->> 'conventionId' = $1`,
          [id],
        )
      ).rows;
    const row = await eventually(async () => (await rows())[0]);
    expect(JSON.stringify(row)).not.toContain(MAILBOX);
    await jobsOf(portal)
      .find(({ name }) => name === 'deliver-mail')!
      .run(WHOLE);
    const folder = join(engines.config.dataDir, 'mail');
    const read = async () => (await readFile(join(folder, `${row.id}.eml`), 'utf8')).replaceAll('=\n', '');
    const mail = await read();
    expect(mail).toContain(MAILBOX);
    expect(mail).toContain(`/signature#/${link.token}`);
    const text = mail.split('\n\n').slice(1).join('\n');
    for (const told of [ASSOCIATION.siret, 'Lucioles', 'Vandamme']) expect(text).not.toContain(told);

    const contentSha256 = await hashOf(id);
    await anybody('/signature', { ...link, ...GIVEN, contentSha256 }).expect(201);
    await eventually(async () => (await rows()).length === 0);
    expect(await readdir(folder)).not.toContain(`${row.id}.eml`);
  });
});

describe('R2: who names the mailbox', () => {
  it.each([
    ['R16: one that looks shared', 'contact@lucioles.example', 422, 'shared-mailbox'],
    ['that of an officer of the Caf', 'caf-habilitation@595.example', 409, 'mailbox-of-officer'],
    ['the same with a tag', 'Caf-Habilitation+x@595.example', 409, 'mailbox-of-officer'],
  ])('not %s', async (_, email, status, code) => {
    const answer = await officer.post(`/conventions/${await draft()}/signature-link`, { email });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('a convention of others does not exist for them', async () => {
    const id = await draft();
    for (const path of ['signature-link', 'signature-link/revocation'])
      expect((await sophie.post(`/conventions/${id}/${path}`, { email: MAILBOX })).status).toBe(404);
  });

  it('of a gestionnaire that has had correspondents: the Caf proposes, a correspondent sends', async () => {
    const id = await draft(TOWN);
    const email = 'rudy.elgeest@mons.example';
    expect((await officer.post(`/conventions/${id}/signature-link`, { email })).status).toBe(201);
    expect(await typesOf(id)).toEqual(['ConventionRegistered', 'SignatureLinkProposed']);
    const { body: read } = await sophie.get(`/conventions/${id}`);
    expect(read.link).toEqual({ email, by: 'caf', expiresAt: null });
    const { body: tasks } = await sophie.get('/tasks');
    expect(tasks).toContainEqual(
      expect.objectContaining({ title: 'Lien de signature à envoyer\u00a0: Caf du Nord' }),
    );
    expect((await sophie.post(`/conventions/${id}/signature-link`, { email })).status).toBe(201);
    expect((await typesOf(id)).at(-1)).toBe('SignatureLinkSent');
    const link = { token: await tokenOf(id), siret: TOWN.siret };
    const { contentSha256 } = (await opening(link).expect(200)).body;
    await anybody('/signature', { ...link, ...GIVEN, contentSha256 }).expect(201);
  });
});

describe('R2: a Caf does not sign for its partner through a correspondent of its own making', () => {
  const asPartner = { role: 'gestionnaire', gestionnaireId: TOWN.id };
  const open = async (firstName: string, lastName: string, email: string) => {
    const { body } = await officer.post('/accounts', { ...asPartner, lastName, firstName, email });
    await eventually(async () =>
      (await officer.get('/lists/accounts')).body.items.some(
        (one: { userCode: string }) => one.userCode === body.id,
      ),
    );
    return register.activate(body.id);
  };

  /** A second approver, for whom the annex has to be signed anew (R22). */
  async function amendedAnnex(): Promise<string> {
    await register.agent('Camille', 'Durand', 'approver');
    const person = {
      lastName: 'Petit',
      firstName: 'Jean',
      function: 'Agent',
      email: 'jean.petit@mons.example',
    };
    const { body } = await sophie.post('/persons', person);
    const letter = { reference: 'PE-2', requestedOn: '2026-03-02' };
    const request = { establishmentId: NURSERY.id, personId: body.id, profile: 'approver', ...letter };
    return (await sophie.post('/habilitation-requests', request)).body.id;
  }

  it('whose code signs nothing before another correspondent has confirmed it', async () => {
    const userCode = await open('Paul', 'Noir', 'paul.noir@mons.example');
    const paul = await signIn(userCode);
    const id = await draft(TOWN);
    const paper = { ...SIGNATURE, documentSha256: 'a'.repeat(64) };
    await officer.post(`/conventions/${id}/announced-signature`, paper);
    const amendment = await amendedAnnex();
    for (const [path, sent] of [
      [`/annex-amendments/${amendment}/signatures`, SIGNATURE],
      [`/conventions/${id}/signatures`, SIGNATURE],
      [`/conventions/${id}/announced-signature/confirmation`, paper],
      [`/conventions/${id}/signature-link`, { email: MAILBOX }],
      [`/accounts/${userCode}/confirmation`, {}],
    ] as const) {
      const { status, body } = await paul.post(path, sent);
      expect([path, status, body.code]).toEqual([path, 403, 'code-to-be-confirmed']);
    }
    expect((await officer.post(`/accounts/${userCode}/confirmation`)).status).toBe(403);

    const { items: seen } = (await sophie.get('/lists/accounts')).body;
    expect(seen).toContainEqual(expect.objectContaining({ userCode, toBeConfirmed: true }));
    const { body: tasks } = await sophie.get('/tasks');
    expect(tasks).toContainEqual(expect.objectContaining({ id: 'accounts-to-be-confirmed' }));
    expect((await sophie.post(`/accounts/${userCode}/confirmation`)).status).toBe(201);
    expect((await sophie.post(`/accounts/${userCode}/confirmation`)).body.code).toBe('nothing-to-confirm');
    expect((await paul.post(`/conventions/${id}/signatures`, SIGNATURE)).status).toBe(201);
  });

  it('nor does a code whose mailbox the Caf has changed', async () => {
    const userCode = await register.activate(
      await register.staff('gestionnaire', 'Anne Roux', TOWN, 'anne.roux@mons.example'),
    );
    const changed = {
      lastName: 'Roux',
      firstName: 'Anne',
      email: 'anne.rouxel@mons.example',
      reason: 'Faute de frappe',
    };
    expect((await officer.post(`/accounts/${userCode}/corrections`, changed)).status).toBe(201);
    const anne = await signIn(userCode);
    const id = await draft(TOWN);
    expect((await anne.post(`/conventions/${id}/signatures`, SIGNATURE)).body.code).toBe(
      'code-to-be-confirmed',
    );
    // Where nobody else can, the operator confirms them.
    await runAs(systemActor('operator'), () =>
      portal.get(CommandBus).execute(new ConfirmCorrespondent(userCode)),
    );
    expect((await anne.post(`/conventions/${id}/signatures`, SIGNATURE)).status).toBe(201);
  });
});
