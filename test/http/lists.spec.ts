import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { EventStore } from '#event-sourcing';
import { BYTE_ORDER_MARK, Clock, deriveId, parisDateOf } from '#platform';
import { attempted } from '../bench/attempts.ts';
import { ApiDocument } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { ClockFrom } from '../support/test-clock.ts';
import { upToDate } from '../support/up-to-date.ts';

const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais', address: 'Arras', representative: 'R.' };
const OTHER_TOWN = { id: '21620041000011', name: 'Mairie d’Arras' };
const VILLAGE = {
  ...TOWN,
  id: '21590009000014',
  siret: '21590009000014',
  name: 'Mairie de Villeneuve-d’Ascq',
};

/** On a Monday: no rule finds anything in the hour of a sign-in. */
const WORKING_HOURS = '2026-03-02T09:00:00.000Z';

let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;
let officer: Reader;
let security: Reader;
let town: Reader;
let stranger: Reader;
let agents: { camille: string; emile: string };

type Reader = Awaited<ReturnType<typeof reader>>;

/** Somebody tries a code in vain: a case is found. */
async function failuresOn(userCode: string): Promise<void> {
  const occurredAt = running.services.get(Clock, { strict: false }).now();
  const events = Array.from({ length: 5 }, () => {
    const { data, metadata, ...event } = attempted(0);
    return {
      ...event,
      id: randomUUID(),
      metadata: { ...metadata, occurredAt },
      data: {
        ...data,
        userCode,
        outcome: 'wrong-password' as const,
        organism: { id: TOWN.id },
        address: '10.8.0.7',
      },
    };
  });
  await running.services.get(EventStore).append(`connections-${userCode}`, 'any', events);
}

/** Reads what the register has come to; an answer that is not as documented fails. */
async function reader(userCode: string) {
  const session = await sessionOf(running.url, userCode);
  const post = async (path: string, body: object) =>
    request(running.url)
      .post(`/api${path}`)
      .set({ ...session, ...(await upToDate(running.engines.database)) })
      .send(body);
  const read = async (path: string) => {
    const answer = await request(running.url)
      .get(`/api${path}`)
      .set({ ...session, ...(await upToDate(running.engines.database)) });
    const [route] = path.split('?');
    if (!route!.endsWith('.csv')) {
      expect(api.faults('GET', `/api${route}`, answer.status, answer.body)).toEqual([]);
    }
    return answer;
  };
  return Object.assign(read, { post });
}

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, new ClockFrom(WORKING_HOURS));
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  await register.convention();
  agents = {
    camille: await register.agent('Camille', 'Durand', 'activity'),
    emile: await register.agent('Émile', 'Zola-Petit', 'approver'),
  };
  await register.habilitate('Camille', 'Durand', 'financial');
  const signedIn = async (...given: Parameters<SmallRegister['staff']>) =>
    reader(await register.activate(await register.staff(...given)));
  officer = await signedIn('caf-habilitation', 'Nadia Ferrand');
  security = await signedIn('caf-security', 'Olivier Prévost');
  town = await signedIn('gestionnaire', 'Sophie Lemaire');
  stranger = await signedIn('caf-habilitation', 'Benoît Autre', OTHER_CAF);
  await register.staff('gestionnaire', 'Agnès Autre', OTHER_TOWN);
});
afterAll(() => running.close());

const namesIn = ({ body }: Awaited<ReturnType<Reader>>) =>
  body.items.map(({ name, lastName }: { name?: string; lastName?: string }) => name ?? lastName);

describe('The list of codes', () => {
  it('has those that the reader answers for, of nobody else', async () => {
    expect(namesIn(await officer('/lists/accounts'))).toEqual([
      ...['DURAND Camille', 'Nadia Ferrand', 'Olivier Prévost', 'Sophie Lemaire', 'ZOLA-PETIT Émile'],
    ]);
    expect(namesIn(await town('/lists/accounts'))).toEqual(['DURAND Camille', 'ZOLA-PETIT Émile']);
    expect(namesIn(await officer('/lists/accounts?q=autre'))).toEqual([]);
  });

  it.each([
    ['by a name without accents', () => 'q=prevost', ['Olivier Prévost']],
    ['by parts in any order', () => 'q=ola%20emil', ['ZOLA-PETIT Émile']],
    ['by a code', () => `q=${agents.camille.toLowerCase()}`, ['DURAND Camille']],
    ['by a mailbox', () => 'q=camille.durand@mons', ['DURAND Camille']],
    ['by a part of a SIRET', () => 'q=2159041&role=gestionnaire', ['Sophie Lemaire']],
    [
      'by state and role',
      () => 'state=pending&role=agent&sort=-name',
      ['ZOLA-PETIT Émile', 'DURAND Camille'],
    ],
    ['by what disuse blocks soon', () => 'blocksWithin=7', []],
    [
      'by who may still use it',
      () => 'role=agent&holder=habilitated',
      ['DURAND Camille', 'ZOLA-PETIT Émile'],
    ],
    ['by who holds nothing any more', () => 'holder=not-habilitated', []],
  ])('is searched and filtered %s', async (_, query, names) => {
    const answer = await officer(`/lists/accounts?${query()}`);
    expect(namesIn(answer)).toEqual(names);
    expect(answer.body.count).toBe(names.length);
  });

  it('comes by page, and says how many there are in all', async () => {
    const { body: first } = await officer('/lists/accounts?limit=3&sort=-code');
    const { body: second } = await officer(`/lists/accounts?limit=3&sort=-code&cursor=${first.next}`);
    const codes = [...first.items, ...second.items].map(({ userCode }) => userCode);
    expect(codes).toEqual([...codes].sort().reverse());
    expect([first.items.length, second.items.length, first.count, second.next]).toEqual([3, 2, 5, null]);
  });
});

describe('The list of persons', () => {
  it('has agents with their code and what they hold', async () => {
    const { body } = await security('/lists/persons?q=durand');
    expect(body.items).toMatchObject([
      {
        lastName: 'Durand',
        gestionnaire: { name: 'Mairie de Mons-en-Barœul' },
        account: { userCode: agents.camille, state: 'pending' },
        holdings: [{ name: 'Crèche collective', profiles: ['activity', 'financial'] }],
      },
    ]);
  });

  it.each([
    ['by code', () => `q=${agents.emile}`, ['Zola-Petit']],
    ['by name and gestionnaire', () => 'q=zola%20mons', ['Zola-Petit']],
    ['by profile', () => 'profile=financial', ['Durand']],
    ['by holding nothing', () => 'profile=none', []],
    ['by state of the code', () => 'state=pending&sort=-name', ['Zola-Petit', 'Durand']],
    ['by having no code', () => 'state=none', []],
  ])('is searched and filtered %s', async (_, query, names) => {
    const answer = await town(`/lists/persons?${query()}`);
    expect(namesIn(answer)).toEqual(names);
    expect(answer.body.count).toBe(names.length);
  });
});

describe('The lists of anomalies', () => {
  const QUEUE = '/lists/anomaly-queue';
  const codesIn = ({ body }: Awaited<ReturnType<Reader>>) =>
    body.items.map(({ userCode }: { userCode: string }) => userCode);

  it('the Caf’s has what waits for it, the partner’s nothing of it before it is told', async () => {
    await failuresOn(agents.camille);
    await eventually(async () => (await security(QUEUE)).body.count > 0);
    expect(codesIn(await security(QUEUE))).toEqual([agents.camille]);
    expect(codesIn(await town('/lists/anomalies'))).toEqual([]);
    expect(codesIn(await town('/lists/anomalies?state=open'))).toEqual([]);
    expect((await officer('/lists/anomaly-queue')).status).toBe(403);
    expect((await town(QUEUE)).status).toBe(403);
    expect((await town('/lists/anomalies?assignee=me')).status).toBe(422);
  });

  it.each([
    ['by the holder of the code', 'q=camille%20durand', 1],
    ['by code', () => `q=${agents.camille.toLowerCase()}`, 1],
    ['by what was found and gestionnaire', 'q=échecs%20barœul', 1],
    ['by SIRET', 'q=2159041', 1],
    ['by what it is not', 'q=zola', 0],
    ['by state, severity and rule', 'state=detected&severity=medium', 1],
    ['by being open', 'state=open', 1],
    ['by another state', 'state=dismissed', 0],
    ['by whoever looks after it', 'assignee=nobody', 1],
    ['by the reader', 'assignee=me', 0],
    ['by partner', `gestionnaireId=${OTHER_TOWN.id}`, 0],
    ['by period', 'from=2020-01-01&to=2020-12-31', 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    const { body } = await security(`${QUEUE}?${typeof query === 'string' ? query : query()}`);
    expect([body.items.length, body.count]).toEqual([count, count]);
  });
});

describe.each([
  [
    '/lists/habilitation-requests',
    [
      ['in their order', '', ['DURAND Camille', 'ZOLA-PETIT Émile', 'DURAND Camille']],
      ['by a name', 'q=zola', ['ZOLA-PETIT Émile']],
      [
        'by reference and gestionnaire',
        `q=pe-1&organismId=${TOWN.id}&profile=approver`,
        ['ZOLA-PETIT Émile'],
      ],
      ['by establishment', 'q=creche%20coll&profile=financial', ['DURAND Camille']],
      ['by SIRET of another', `organismId=${OTHER_TOWN.id}`, []],
      ['by state', 'state=pending', []],
      ['by period', 'from=2020-01-01&to=2020-12-31', []],
    ],
  ],
  [
    '/lists/habilitations',
    [
      ['in force, by name', '', ['DURAND Camille', 'DURAND Camille', 'ZOLA-PETIT Émile']],
      ['by a name', 'q=zola', ['ZOLA-PETIT Émile']],
      ['by profile and gestionnaire', 'profile=financial&q=barœul', ['DURAND Camille']],
      ['by mailbox', 'q=emile.zola@mons', []],
      ['by establishment', `establishmentId=${NURSERY.id}&sort=-name&q=zola`, ['ZOLA-PETIT Émile']],
      ['ended', 'state=ended', []],
      ['ended late', 'state=late', []],
    ],
  ],
] as [string, [string, string, string[]][]][])('GET %s', (path, questions) => {
  it.each(questions)('is searched and filtered %s', async (_, query, names) => {
    for (const read of [officer, town]) {
      const { body } = await read(`${path}?${query}`);
      expect(body.items.map(({ person }: { person: { name: string } }) => person.name)).toEqual(names);
      expect(body.count).toBe(names.length);
    }
  });

  it('says whose code it is, to those whom it concerns alone', async () => {
    const { body } = await officer(`${path}?q=${agents.emile}`);
    expect(body.items).toMatchObject([{ isHeld: true, account: { userCode: agents.emile } }]);
    expect((await stranger(path)).body.count).toBe(0);
  });
});

describe('GET /lists/conventions', () => {
  it.each([
    ['by name without accents', 'q=barœul', 1],
    ['by a part of a SIRET', 'q=215904100', 1],
    ['by establishment', 'q=creche%20collective', 1],
    ['by what it is not', 'q=lomme', 0],
    ['by state', 'state=active', 1],
    ['by another state', 'state=terminated', 0],
    ['by a missing signature', 'watch=unsigned', 0],
    ['by what waits for the reader’s own', 'watch=to-sign', 0],
    ['by its end', 'from=2020-01-01&to=2020-12-31', 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    for (const read of [officer, town]) {
      const { body } = await read(`/lists/conventions?${query}`);
      expect([body.items.length, body.count]).toEqual([count, count]);
    }
    expect((await stranger(`/lists/conventions?${query}`)).body.count).toBe(0);
  });

  it('tells of each what a list needs, and the forms whom there is to choose', async () => {
    const { body } = await officer('/lists/conventions');
    expect(body.items).toMatchObject([
      { gestionnaire: { name: TOWN.name }, establishments: 1, signedBy: ['gestionnaire', 'caf'] },
    ]);
    expect((await officer('/partners')).body).toEqual([{ id: TOWN.id, name: TOWN.name }]);
    expect((await town('/partners')).body).toEqual([{ id: CAF.id, name: CAF.name }]);
    expect((await stranger('/partners')).body).toEqual([]);
  });
});

describe('GET /lists/establishments', () => {
  const PATH = '/lists/establishments';

  it('tells who holds each profile, and which convention covers it', async () => {
    for (const read of [officer, security, town]) {
      expect((await read(PATH)).body.items).toMatchObject([
        {
          name: NURSERY.name,
          gestionnaire: { name: TOWN.name },
          isInForce: true,
          vacant: [],
          holders: [
            { profile: 'activity', name: 'DURAND Camille' },
            { profile: 'approver', name: 'ZOLA-PETIT Émile' },
            { profile: 'financial', name: 'DURAND Camille' },
          ],
        },
      ]);
    }
    expect((await stranger(PATH)).body.items).toEqual([]);
  });

  it.each([
    ['by name without accents', 'q=creche', 1],
    ['by address', 'q=lamartine', 1],
    ['by gestionnaire', 'q=mons%20en', 1],
    ['by SIRET', `q=${TOWN.id}`, 1],
    ['by a vacant profile', 'vacant=approver', 0],
    ['by any vacant profile', 'vacant=any', 0],
    ['by convention', 'state=in-force', 1],
    ['by what is not in force', 'state=not-in-force', 0],
    ['by partner', `organismId=${OTHER_TOWN.id}`, 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    const { body } = await officer(`${PATH}?${query}`);
    expect([body.items.length, body.count]).toEqual([count, count]);
  });

  it('a profile that nobody holds any more is found as vacant (R8)', async () => {
    await register.revoke('Camille', 'Durand', 'financial');
    for (const vacant of ['financial', 'any']) {
      expect((await town(`${PATH}?vacant=${vacant}`)).body.items).toMatchObject([{ vacant: ['financial'] }]);
    }
    expect((await town(`${PATH}?vacant=activity`)).body.count).toBe(0);
    expect((await town('/lists/habilitations?state=ended')).body.items).toMatchObject([
      { profile: 'financial', isHeld: false, reason: 'Départ' },
    ]);
  });
});

describe('GET /lists/incidents', () => {
  beforeAll(async () => {
    const { userCode, path } = { userCode: agents.emile, path: '/incidents' };
    const seen = { discoveredAt: '2026-01-05T08:00:00.000Z', description: 'Clé USB oubliée à la crèche.' };
    expect((await town.post(path, { ...seen, category: 'other', userCode })).status).toBe(201);
  });

  it.each([
    ['by what is told', 'q=cle%20oubliee', 1],
    ['by the holder of the code', 'q=zola', 1],
    ['by gestionnaire', 'q=barœul', 1],
    ['by SIRET', `q=${TOWN.id}&organismId=${TOWN.id}`, 1],
    ['by state and category', 'state=reported&category=other', 1],
    ['by lateness', 'delay=late', 1],
    ['by what was told at once', 'delay=in-time', 0],
    ['by period', 'from=2020-01-01&to=2020-12-31', 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    for (const read of [security, town]) {
      const { body } = await read(`/lists/incidents?${query}`);
      expect([body.items.length, body.count]).toEqual([count, count]);
    }
    expect((await officer(`/lists/incidents?${query}`)).status).toBe(403);
  });
});

describe('GET /lists/declarations', () => {
  let agent: Reader;
  beforeAll(async () => {
    agent = await reader(await register.activate(agents.emile));
    const subject = { establishmentId: NURSERY.id, year: 2026, kind: 'forecast' };
    expect((await agent.post('/declarations', subject)).status).toBe(201);
  });

  it.each([
    ['by establishment', 'q=creche', 1],
    ['by gestionnaire', 'q=barœul', 1],
    ['by what it is not', 'q=lomme', 0],
    ['by year and kind', 'year=2026&kind=forecast', 1],
    ['by another year', 'year=2025', 0],
    ['by state', 'state=in-entry', 1],
    ['by what is not transmitted', 'state=open&sort=establishment', 1],
    ['by what is', 'state=transmitted', 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    for (const read of [agent, town, officer]) {
      const { body } = await read(`/lists/declarations?${query}`);
      expect([body.items.length, body.count]).toEqual([count, count]);
    }
    expect((await stranger(`/lists/declarations?${query}`)).body.count).toBe(0);
  });
});

describe('GET /lists/expected-declarations', () => {
  beforeAll(async () => {
    const window = { opensOn: '2026-03-02', closesOn: '2026-03-31' };
    expect((await officer.post('/campaigns', { year: 2026, kind: 'forecast', ...window })).status).toBe(201);
  });

  it.each([
    ['by establishment', 'q=creche', 1],
    ['by gestionnaire', 'q=barœul', 1],
    ['by what it is not', 'q=lomme', 0],
    ['by the campaign', 'year=2026&kind=forecast&number=1', 1],
    ['by another year', 'year=2025', 0],
    ['by another campaign', 'number=2', 0],
    ['by state', `organismId=${TOWN.id}&state=in-entry`, 1],
    ['by what is not transmitted', `organismId=${TOWN.id}&state=open&sort=establishment`, 1],
    ['by what is not begun', `organismId=${TOWN.id}&state=not-opened`, 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    for (const read of [await reader(agents.emile), town, officer]) {
      const { body } = await read(`/lists/expected-declarations?${query}`);
      expect([body.items.length, body.count]).toEqual([count, count]);
    }
    expect((await stranger(`/lists/expected-declarations?${query}`)).body.count).toBe(0);
  });
});

describe('GET /lists/departures', () => {
  beforeAll(async () => {
    await register.agent('Nina', 'Roche', 'financial');
    const { items } = (await town('/lists/persons?q=roche')).body;
    const lastDay = parisDateOf(running.services.get(Clock, { strict: false }).now());
    const told = { kind: 'departure', lastDay, reason: 'Mutation' };
    expect((await town.post('/departures', { ...told, personId: items[0].id })).status).toBe(201);
  });

  it.each([
    ['by the person', 'q=roche%20nina', 1],
    ['by gestionnaire', 'q=barœul', 1],
    ['by kind', 'kind=departure', 1],
    ['by lateness', 'state=late', 0],
    ['by another kind', 'kind=absence', 0],
    ['by absences', 'state=absent', 0],
    ['by period', 'from=2020-01-01', 1],
    ['by another period', 'from=2020-01-01&to=2020-12-31', 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    for (const read of [security, officer, town]) {
      const { body } = await read(`/lists/departures?${query}`);
      expect([body.items.length, body.count]).toEqual([count, count]);
    }
    expect((await stranger(`/lists/departures?${query}`)).body.count).toBe(0);
  });

  it('refuses a period that ends before it begins', async () => {
    for (const list of ['departures', 'departures.csv']) {
      const { status, body } = await town(`/lists/${list}?from=2026-02-01&to=2026-01-01`);
      expect([list, status, body.code]).toEqual([list, 422, 'bad-period']);
    }
  });
});

describe('GET /lists/controls', () => {
  beforeAll(async () => {
    const plannedOn = parisDateOf(running.services.get(Clock, { strict: false }).now());
    const plan = { gestionnaireId: TOWN.id, subject: 'Postes de la crèche', plannedOn, controllers: 'O. P.' };
    expect((await security.post('/controls', plan)).status).toBe(201);
  });

  it.each([
    ['by what is looked at', 'q=postes%20creche', 1],
    ['by gestionnaire', 'q=barœul', 1],
    ['by SIRET', `q=${TOWN.id}&organismId=${TOWN.id}`, 1],
    ['by what it is not', 'q=lomme', 0],
    ['by what is open', 'state=open&sort=gestionnaire', 1],
    ['by state', 'state=closed', 0],
    ['by outcome', 'outcome=compliant', 0],
    ['by period', 'from=2020-01-01&to=2020-12-31', 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    for (const read of [security, town]) {
      const { body } = await read(`/lists/controls?${query}`);
      expect([body.items.length, body.count]).toEqual([count, count]);
    }
    expect((await officer(`/lists/controls?${query}`)).status).toBe(403);
  });
});

describe('GET /lists/monthly-reports', () => {
  beforeAll(async () => {
    const { data: _, metadata, ...event } = attempted(0);
    const prepared = (month: string, { id, name }: { id: string; name: string }) => ({
      ...event,
      id: randomUUID(),
      metadata,
      type: 'ReportPrepared',
      data: { month, cafId: CAF.id, gestionnaire: { id, name } },
    });
    const reports = [prepared('2026-01', VILLAGE), prepared('2026-01', TOWN), prepared('2026-02', TOWN)];
    for (const report of reports) {
      await running.services.get(EventStore).append(`report-${randomUUID()}`, 'none', [report]);
    }
  });

  it('has the latest month first, and in each the partners by name', async () => {
    const { body } = await security('/lists/monthly-reports');
    const shown = body.items.map(
      ({ month, gestionnaire }: { month: string; gestionnaire: { id: string } }) => [
        ...[month, gestionnaire.id],
      ],
    );
    expect(shown).toEqual([
      ['2026-02', TOWN.id],
      ['2026-01', TOWN.id],
      ['2026-01', VILLAGE.id],
    ]);
  });

  it.each([
    ['by gestionnaire', 'q=villeneuve', 1],
    ['by SIRET', `q=${TOWN.id}&organismId=${TOWN.id}`, 2],
    ['by months', 'from=2026-02-01&to=2026-02-28', 1],
    ['by what is to be sent', 'state=draft&sort=gestionnaire', 3],
    ['by what was sent', 'state=sent', 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    const { body } = await security(`/lists/monthly-reports?${query}`);
    expect([body.items.length, body.count]).toEqual([count, count]);
  });

  it('shows a partner no draft, and another Caf nothing', async () => {
    expect((await town('/lists/monthly-reports')).body.count).toBe(0);
    expect((await officer('/lists/monthly-reports')).status).toBe(403);
  });
});

describe('GET /lists/sanctions', () => {
  beforeAll(async () => {
    const reason = { reason: 'Appels suspects' };
    for (const act of ['blocking', 'suspension-lifting']) {
      expect((await security.post(`/accounts/${agents.emile}/${act}`, reason)).status).toBe(201);
    }
  });

  it.each([
    ['by the holder of the code', 'q=zola', 1],
    ['by kind and standing', 'kind=suspension&standing=ended', 1],
    ['by what is in force', 'standing=in-force', 0],
  ])('is searched and filtered %s', async (_, query, count) => {
    for (const read of [security, officer, town]) {
      const { body } = await read(`/lists/sanctions?${query}`);
      expect([body.items.length, body.count]).toEqual([count, count]);
    }
    expect((await stranger(`/lists/sanctions?${query}`)).body.count).toBe(0);
  });
});

describe('The lists of access reviews', () => {
  beforeAll(async () => {
    const place = { id: deriveId('test', 'village'), name: 'Halte-garderie', address: 'Grand-Place' };
    await register.convention({ gestionnaire: VILLAGE, establishments: [place] });
    const opened = await officer.post('/access-reviews', { ids: [TOWN.id], reason: 'Revue annuelle' });
    expect(opened.body.results).toEqual([{ id: TOWN.id, refusal: null }]);
  });

  it.each([
    ['by gestionnaire', 'q=barœul', 1],
    ['by SIRET', `q=${TOWN.id}&organismId=${TOWN.id}`, 1],
    ['by SIRET of another', `organismId=${OTHER_TOWN.id}`, 0],
    ['by state', 'state=open', 1],
    ['by being late', 'state=overdue', 0],
    ['by its result', 'state=completed', 0],
    ['by period', 'from=2020-01-01', 1],
    ['by another period', 'from=2020-01-01&to=2020-12-31', 0],
  ])('are searched and filtered %s', async (_, query, count) => {
    for (const read of [officer, security, town]) {
      const { body } = await read(`/lists/access-reviews?${query}`);
      expect([body.items.length, body.count]).toEqual([count, count]);
    }
    expect((await stranger(`/lists/access-reviews?${query}`)).body.count).toBe(0);
  });

  it('the persons are found by themselves and by their codes, and what changed', async () => {
    for (const [query, names] of [
      ['', ['DURAND Camille', 'ZOLA-PETIT Émile']],
      [`q=${agents.emile}`, ['ZOLA-PETIT Émile']],
      ['q=durand&answer=waiting&change=new', ['DURAND Camille']],
      ['change=changed', []],
      ['answer=given', []],
    ] as const) {
      const { body } = await town(`/lists/reviewed-persons?${query}`);
      expect(body.items.map(({ person }: { person: { name: string } }) => person.name)).toEqual(names);
    }
  });

  it('those without one may be asked', async () => {
    expect((await officer('/lists/partners-to-review')).body.items).toMatchObject([
      { gestionnaire: { id: VILLAGE.id }, persons: 0, lastOpenedOn: null },
    ]);
    expect((await stranger('/lists/partners-to-review')).body.count).toBe(0);
  });
});

/** Who reads each list, a search that finds one row of it, and what that row says. */
const LISTS: [path: string, reader: () => Reader, q: string, said: () => string][] = [
  ['/lists/accounts', () => officer, 'durand', () => agents.camille],
  ['/lists/persons', () => officer, 'durand', () => agents.camille],
  ['/lists/habilitation-requests', () => officer, 'zola', () => agents.emile],
  ['/lists/habilitations', () => officer, 'zola', () => agents.emile],
  ['/lists/conventions', () => officer, 'lamartine', () => TOWN.id],
  ['/lists/establishments', () => officer, 'creche', () => NURSERY.name],
  ['/lists/incidents', () => security, 'zola', () => agents.emile],
  ['/lists/declarations', () => town, 'creche', () => NURSERY.name],
  ['/lists/expected-declarations', () => officer, 'creche', () => NURSERY.name],
  ['/lists/departures', () => officer, 'roche', () => 'Mutation'],
  ['/lists/access-reviews', () => officer, 'barœul', () => TOWN.id],
  ['/lists/reviewed-persons', () => town, 'durand', () => agents.camille],
  ['/lists/partners-to-review', () => officer, 'villeneuve', () => VILLAGE.id],
  ['/lists/attestations', () => security, 'barœul', () => TOWN.id],
  ['/lists/controls', () => security, 'postes', () => TOWN.id],
  ['/lists/sanctions', () => security, 'zola', () => agents.emile],
  ['/lists/anomaly-queue', () => security, 'durand', () => agents.camille],
  ['/lists/monthly-reports', () => security, 'villeneuve', () => VILLAGE.id],
];

describe.each(LISTS)('GET %s', (path, reads, q, said) => {
  it('as a file is what the filters leave, for a French spreadsheet', async () => {
    const { text, headers, status } = await reads()(`${path}.csv?q=${q}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text.startsWith(BYTE_ORDER_MARK)).toBe(true);
    const [, first, ...others] = text.split('\r\n');
    expect(first).toContain(said());
    expect(others).toEqual(['']);
  });

  it.each([
    ['cursor=nonsense', 'bad-cursor'],
    ['sort=nothing', 'invalid-fields'],
    ['limit=101', 'invalid-fields'],
    ['q=%25', 'invalid-fields'],
    ['q=%00', 'invalid-fields'],
    ['nothing=1', 'invalid-fields'],
  ])('refuses %s as %s', async (query, code) => {
    const { status, body } = await reads()(`${path}?${query}`);
    expect([status, body.code]).toEqual([422, code]);
  });

  it('refuses the cursor of another order', async () => {
    const cursor = Buffer.from(JSON.stringify(['another', 'x'])).toString('base64url');
    const answer = await reads()(`${path}?cursor=${cursor}`);
    expect([answer.status, answer.body.code]).toEqual([422, 'bad-cursor']);
  });
});
