import request from 'supertest';
import { CONSULTED, parisDateOf, SystemClock } from '#platform';
import { ASKED } from '../../apps/web/src/labels/consultations.ts';
import { ApiDocument, type Operation, type Schema, typeOf } from '../support/api-document.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

let running: RunningRegister;
let register: SmallRegister;
let api: ApiDocument;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  api = await ApiDocument.of(running.url);
});
afterAll(() => running.close());

/** The operations of which something is not as it must be. */
const except = (isRight: (operation: Operation) => boolean): string[] =>
  api.operations
    .filter((operation) => !isRight(operation))
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`);

const success = ({ responses }: Operation) =>
  Object.entries(responses).find(([status]) => status.startsWith('2'));

function says(schema: Schema | undefined): boolean {
  if (!schema) return false;
  if (schema.$ref) return says(api.resolve(schema.$ref));
  if (typeOf(schema) === 'array') return says(schema.items);
  return schema.format === 'binary' || Object.keys(schema.properties ?? {}).length > 0;
}

describe('The OpenAPI document', () => {
  it('is of version 3.1, and says null of what may be null where every reader heeds it', () => {
    const text = JSON.stringify(api.document);
    expect(api.document.openapi).toBe('3.1.0');
    expect(text).toContain('{"type":"null"}');
    expect(text).not.toMatch(/"(nullable|exclusiveM(in|ax)imum)":(true|false)/);
  });

  it('says of every operation what it is for, where it belongs, and who may call it', () => {
    expect(api.operations.length).toBeGreaterThan(50);
    expect(except(({ summary }) => Boolean(summary))).toEqual([]);
    expect(except(({ tags }) => tags?.length === 1)).toEqual([]);
    expect(except(({ security }) => security !== undefined)).toEqual([]);
    expect(except(({ security }) => security?.length === 1).sort()).toEqual([
      'GET /api/health/live',
      'GET /api/health/ready',
      'GET /api/identity-provider',
      'GET /checkpoint',
      'GET /tile/{path}',
      'POST /api/activation',
      'POST /api/activation/identities',
      'POST /api/activation/opening',
      'POST /api/activation/provider-requests',
      'POST /api/password-loss',
      'POST /api/session',
      'POST /api/session/passkey',
      'POST /api/session/passkey-challenges',
      'POST /api/session/provider',
      'POST /api/session/provider-requests',
      'POST /api/session/second-factor',
      'POST /api/sign-in-denials',
      'POST /api/signature',
      'POST /api/signature/opening',
      'POST /api/signature/provider',
      'POST /api/signature/provider-requests',
    ]);
  });

  it('says to which roles each is open, in words too', () => {
    const roles = ({ 'x-roles': open = [], security, description = '' }: Operation) =>
      open.length > 0 === (security?.length === 1) &&
      open.every((role) => description.includes(`\`${role}\``));
    expect(except(roles)).toEqual([]);
    const [grant] = api.operations.filter(({ path }) => path.endsWith('/personal-data/access/grant'));
    expect(grant!['x-roles']).toEqual(['caf-habilitation', 'caf-security']);
  });

  it('describes each part of an address, and declares each tag', () => {
    const named = ({ path, parameters = [] }: Operation) =>
      [...path.matchAll(/\{(\w+)\}/g)].every(([, name]) =>
        parameters.some((parameter) => parameter.in === 'path' && parameter.name === name),
      );
    expect(except(named)).toEqual([]);
    expect(except(({ tags = [] }) => tags.every((tag) => api.tags.includes(tag)))).toEqual([]);
  });

  it('says what every operation answers', () => {
    const isDescribed = (operation: Operation) => {
      const [status, response] = success(operation) ?? [];
      return status === '204' || Object.values(response?.content ?? {}).some(({ schema }) => says(schema));
    };
    expect(except(isDescribed)).toEqual([]);
  });

  it('says what is recorded when it is read: journals, cases, reports, and every file', () => {
    const recorded = api.operations.filter((operation) => operation['x-consultation']);
    expect(recorded.map(({ path }) => path).sort()).toEqual([
      '/api/access-reviews/{id}/result.pdf',
      '/api/accounts/{userCode}/sessions',
      '/api/acts',
      '/api/acts.csv',
      '/api/acts/{id}/receipt.zip',
      '/api/annex-amendments/{id}/draft.pdf',
      '/api/annex.pdf',
      '/api/anomalies/{id}',
      '/api/anomalies/{id}/dossier.pdf',
      '/api/anomalies/{id}/files/{fileId}',
      '/api/anomalies/{id}/receipt.pdf',
      '/api/anomaly-report',
      '/api/anomaly-report.csv',
      '/api/anomaly-report.pdf',
      '/api/attestations/{gestionnaireId}/{duty}/files/{fileId}',
      '/api/conformity',
      '/api/conformity-day.pdf',
      '/api/conformity.pdf',
      '/api/connections',
      '/api/connections/export',
      '/api/connections/histogram',
      '/api/connections/top',
      '/api/connections/{id}/around',
      '/api/consultations',
      '/api/consultations.csv',
      '/api/controls/{id}',
      '/api/controls/{id}/files/{fileId}',
      '/api/holders/{id}/personal-data/export.zip',
      '/api/incidents/{id}',
      '/api/lists/access-reviews.csv',
      '/api/lists/accounts.csv',
      '/api/lists/anomalies.csv',
      '/api/lists/anomaly-queue.csv',
      '/api/lists/attestations.csv',
      '/api/lists/blocks.csv',
      '/api/lists/controls.csv',
      '/api/lists/conventions.csv',
      '/api/lists/declarations.csv',
      '/api/lists/departures.csv',
      '/api/lists/establishments.csv',
      '/api/lists/expected-declarations.csv',
      '/api/lists/habilitation-requests.csv',
      '/api/lists/habilitations.csv',
      '/api/lists/incidents.csv',
      '/api/lists/monthly-reports.csv',
      '/api/lists/partners-to-review.csv',
      '/api/lists/persons.csv',
      '/api/lists/reviewed-persons.csv',
      '/api/lists/sanctions.csv',
      '/api/monthly-reports/{id}',
      '/api/monthly-reports/{id}/report.csv',
      '/api/monthly-reports/{id}/report.ndjson',
      '/api/monthly-reports/{id}/report.pdf',
      '/api/own-access/attempts',
      '/api/partners/{id}/dossier.zip',
      '/api/questions/{id}',
      '/api/rules/{name}/replay',
    ]);
    expect(new Set(recorded.map((operation) => operation['x-consultation']))).toEqual(new Set(CONSULTED));
    const isFile = (operation: Operation) =>
      Object.values(success(operation)?.[1].content ?? {}).some(({ schema }) => schema?.format === 'binary');
    // Hashes say nothing of anybody, nor does the header of a table to be filled in.
    const hashes = ['GET /checkpoint', 'GET /tile/{path}'];
    const unrecorded = except((operation) => !isFile(operation) || recorded.includes(operation));
    expect(unrecorded.filter((operation) => !operation.endsWith('/template.csv'))).toEqual(hashes);
  });

  it('has a French name for whatever a recorded reading may be asked with', () => {
    const recorded = api.operations.filter((operation) => operation['x-consultation']);
    const names = recorded.flatMap((operation) => [
      ...(operation.parameters ?? []).filter((one) => one.in !== 'header').map(({ name }) => name),
      ...Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) =>
        Object.keys((schema?.$ref ? api.resolve(schema.$ref) : schema)?.properties ?? {}),
      ),
    ]);
    const turningPages = ['cursor', 'limit'];
    expect(names.filter((name) => !(name in ASKED || turningPages.includes(name)))).toEqual([]);
  });

  it('refers to nothing that it does not have', () => {
    expect(api.references.length).toBeGreaterThan(100);
    for (const reference of api.references) expect(api.resolve(reference)).toBeDefined();
  });

  it('says that everything refused is a problem', () => {
    const problems = ({ responses }: Operation) =>
      Object.entries(responses).filter(([status]) => Number(status) >= 400);
    const schemaOf = (content: Operation['responses'][string]['content']) =>
      content?.['application/problem+json']?.schema?.$ref;
    const statuses = (operation: Operation) => problems(operation).map(([status]) => status);
    expect(
      except((operation) =>
        problems(operation).every(([, { content }]) => schemaOf(content) === '#/components/schemas/Problem'),
      ),
      // Not ready is a state of the process, with its own answer.
    ).toEqual(['GET /api/health/ready']);
    expect(except((operation) => statuses(operation).includes('503'))).toEqual([]);
    expect(
      except((operation) => operation.security?.length === 0 || statuses(operation).includes('401')),
    ).toEqual([]);
    expect(
      except((operation) => operation.security?.length === 0 || statuses(operation).includes('403')),
    ).toEqual([]);
    expect(except((operation) => operation.method === 'get' || statuses(operation).includes('409'))).toEqual(
      [],
    );
    expect(
      except((operation) => !operation.path.includes('{') || statuses(operation).includes('404')),
    ).toEqual([]);
  });
});

/** Asks as somebody who is signed in; an answer that is not as described fails. */
async function reader(userCode: string) {
  const credentials = { userCode, password: PASSWORD };
  const { body, headers } = await request(running.url).post('/api/session').send(credentials).expect(201);
  expect(api.faults('POST', '/api/session', 201, body)).toEqual([]);
  const session = { Cookie: headers['set-cookie']![0]!, 'X-CSRF-Token': body.csrfToken };
  const checked = async (method: 'get' | 'post' | 'put' | 'delete', path: string, sent?: object) => {
    const fresh = await upToDate(running.engines.database);
    const answer = await request(running.url)
      [method](path)
      .set({ ...session, ...fresh })
      .send(sent);
    expect(api.faults(method, path.split('?')[0]!, answer.status, answer.body)).toEqual([]);
    return answer;
  };
  return checked;
}

describe('Answers are as the document describes them', () => {
  it('to those who read, to those who command, and to those who are refused', async () => {
    const convention = await register.convention();
    const agents = {
      activity: await register.agent('Camille', 'Durand', 'activity'),
      approver: await register.agent('Ahmed', 'Petit', 'approver'),
    };
    const officer = await reader(
      await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand')),
    );
    const security = await reader(
      await register.activate(await register.staff('caf-security', 'Olivier Prévost')),
    );
    const town = await reader(
      await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')),
    );
    const agent = await reader(await register.activate(agents.activity));

    const person = {
      lastName: 'Morel',
      firstName: 'Denise',
      function: 'Adjointe',
      email: 'd.morel@mons.example',
    };
    const named = (await town('post', '/api/persons', person)).body;
    const written = { reference: 'PE-2', requestedOn: '2026-01-05', profile: 'approver' };
    const asked = { ...written, establishmentId: NURSERY.id, personId: named.id };
    expect((await town('post', '/api/habilitation-requests', asked)).status).toBe(201);
    const subject = { establishmentId: NURSERY.id, year: 2026, kind: 'forecast' };
    const { body: declaration } = await agent('post', '/api/declarations', subject);
    const activity = {
      places: 10,
      openingDays: 200,
      hoursInvoiced: 10,
      hoursRealised: 10,
      childrenEnrolled: 5,
    };
    await agent('put', `/api/declarations/${declaration.id}/activity`, activity);

    const told = { category: 'other', description: 'Poste resté ouvert.' };
    const seen = { ...told, discoveredAt: '2026-01-05T08:00:00.000Z' };
    const { body: incident } = await agent('post', '/api/incidents', seen);

    const filled = async (read: typeof town, path: string) => {
      const { status, body } = await read('get', path);
      expect([path, status]).toEqual([path, 200]);
      expect(Array.isArray(body) && body.length === 0).toBe(false);
    };
    await filled(town, '/api/session');
    await filled(town, '/api/tasks');
    await filled(town, '/api/lists/conventions');
    await filled(town, '/api/partners');
    await filled(town, '/api/lists/establishments');
    await filled(town, `/api/conventions/${convention}`);
    await filled(town, '/api/establishments');
    await filled(town, '/api/persons');
    await filled(officer, '/api/lists/habilitation-requests');
    await filled(officer, `/api/annex?gestionnaireId=${TOWN.id}`);
    await filled(officer, '/api/lists/accounts');
    await filled(town, '/api/lists/persons?q=durand&sort=-name');
    await filled(security, '/api/connections');
    await filled(security, '/api/connections/histogram');
    await filled(security, '/api/connections/top');
    const [attempt] = (await security('get', '/api/connections')).body.items;
    await filled(security, `/api/connections/${attempt.id}/around?at=${attempt.at}`);
    expect((await security('get', `/api/connections/${attempt.id}/cases`)).status).toBe(200);
    const kept = { name: 'Échecs', search: 'notOutcome=success', audience: 'team' };
    const { body: view } = await security('post', '/api/journal-views', kept);
    await filled(security, '/api/journal-views');
    expect((await security('delete', `/api/journal-views/${view.id}`)).status).toBe(200);
    await filled(security, '/api/consultations');
    await filled(security, `/api/anomaly-report?gestionnaireId=${TOWN.id}&from=2026-01-01&to=2026-02-01`);
    await filled(security, '/api/anomaly-queue/officers');
    expect((await security('get', '/api/lists/anomaly-queue')).status).toBe(200);
    expect((await town('get', '/api/lists/anomalies')).status).toBe(200);
    expect((await security('get', '/api/anomaly-queue/counts')).status).toBe(200);
    await filled(agent, '/api/lists/incidents');
    await filled(town, `/api/incidents/${incident.id}`);
    const today = parisDateOf(new SystemClock().now());
    const attested = { duty: 'secrecy', attestedOn: today, text: 'Engagements signés.' };
    expect((await town('post', '/api/attestations', attested)).status).toBe(201);
    await filled(security, '/api/lists/attestations');
    await filled(town, `/api/attestations/${TOWN.id}`);
    const plan = {
      gestionnaireId: TOWN.id,
      subject: 'Postes',
      plannedOn: today,
      controllers: 'O. P.',
    };
    const { body: control } = await security('post', '/api/controls', plan);
    await filled(town, '/api/lists/controls');
    await filled(security, `/api/controls/${control.id}`);
    await filled(agent, '/api/lists/declarations');
    await filled(agent, `/api/declarations/${declaration.id}`);
    await filled(agent, '/api/health/live');
    await filled(agent, '/api/health/ready');

    const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;
    expect(await statusOf(agent('get', '/api/persons'))).toBe(403);
    expect(await statusOf(town('get', `/api/conventions/${NURSERY.id}`))).toBe(404);
    expect(await statusOf(town('post', '/api/habilitation-requests', asked))).toBe(409);
    expect(await statusOf(town('post', '/api/persons', {}))).toBe(422);
    const revoke = (code: string) =>
      officer('post', `/api/accounts/${code}/password-revocation`, { reason: 'Carnet volé' });
    expect(await statusOf(revoke(agents.approver))).toBe(409);
    expect(await statusOf(revoke(agents.activity))).toBe(201);
    expect(await statusOf(officer('post', `/api/accounts/${agents.activity}/credentials`))).toBe(201);
    expect(await statusOf(agent('get', '/api/session'))).toBe(401);
  });

  it('a validator that lets everything pass would not be worth having', () => {
    const task = { id: '1', title: 't', detail: 'd', due: null, urgency: 'late', href: '/' };
    const faults = (body: unknown) => api.faults('GET', '/api/tasks', 200, body);
    expect(faults([task])).toEqual([]);
    expect(faults(task)).toHaveLength(1);
    expect(faults([{ ...task, id: undefined }])).toHaveLength(1);
    expect(faults([{ ...task, due: '31/12/2026' }])).toHaveLength(1);
    expect(faults([{ ...task, urgency: 'never' }])).toHaveLength(1);
    expect(faults([{ ...task, title: null }])).toHaveLength(1);
    expect(faults([{ ...task, more: 1 }])).toHaveLength(1);
    expect(api.faults('GET', '/api/nothing', 200, {})).toHaveLength(1);
  });
});
