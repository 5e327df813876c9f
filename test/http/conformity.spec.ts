import { deriveId } from '#platform';
import { textOf } from '../architecture/imports.ts';
import { type Caller, callerOf } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';
import { recordConformity } from '../support/record-conformity.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { anySiret } from '../support/siret.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';

const SIRET = anySiret();
const OTHER_TOWN = { ...TOWN, id: SIRET, siret: SIRET, name: 'Mairie de Lille' };
const ELSEWHERE = { id: deriveId('test', 'elsewhere'), name: 'Halte-garderie', address: 'Lille' };
const OTHER_CAF = { ...CAF, id: '621', name: 'Caf du Pas-de-Calais' };

/** The list that a page of the portal shows, where it shows one. */
const LISTS: Readonly<Record<string, Readonly<Record<'caf-security' | 'gestionnaire', string | null>>>> = {
  '/conventions': both('/lists/conventions'),
  '/etablissements': both('/lists/establishments'),
  '/personnes': both('/lists/persons'),
  '/demandes': both('/lists/habilitation-requests'),
  '/habilitations': both('/lists/habilitations'),
  '/departs': both('/lists/departures'),
  '/codes': both('/lists/accounts'),
  '/blocages': both('/lists/blocks'),
  '/declarations': both('/lists/declarations'),
  // A partner’s own duties are no list.
  '/conformite': { 'caf-security': '/lists/attestations', gestionnaire: null },
  '/conformite/controles': both('/lists/controls'),
  '/mesures': both('/lists/sanctions'),
  '/revues': both('/lists/access-reviews'),
  '/anomalies': { 'caf-security': '/lists/anomaly-queue', gestionnaire: '/lists/anomalies' },
  '/incidents': both('/lists/incidents'),
  '/actes': both('/acts'),
};

function both(path: string) {
  return { 'caf-security': path, gestionnaire: path };
}

interface Figure {
  readonly count: number;
  readonly label: string;
  readonly href: string;
}

interface Clause {
  readonly id: string;
  readonly rules: readonly { readonly id: string; readonly href: string | null }[];
  readonly state: string;
  readonly since: string | null;
  readonly exercised: { readonly at: string; readonly what: string; readonly href: string | null } | null;
  readonly evidence: readonly Figure[];
  readonly notInOrder: readonly Figure[];
}

let running: RunningRegister;
let security: Caller;
let town: Caller;
let otherTown: Caller;
let otherCaf: Caller;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  const register = new SmallRegister(running.services);
  await register.convention();
  await register.convention({ gestionnaire: OTHER_TOWN, establishments: [ELSEWHERE] });
  const camille = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
  await register.blockIdle(camille);
  const signedIn = async (...given: Parameters<SmallRegister['staff']>) =>
    callerOf(running, await register.activate(await register.staff(...given)));
  security = await signedIn('caf-security', 'Olivier Prévost');
  town = await signedIn('gestionnaire', 'Sophie Lemaire');
  otherTown = await signedIn('gestionnaire', 'Paul Voisin', OTHER_TOWN);
  otherCaf = await signedIn('caf-security', 'Agnès Autre', OTHER_CAF);
  await eventually(async () => clause(await conformity(security), 'quarante-cinq-jours').exercised !== null);
});
afterAll(() => running.close());

async function conformity(reader: Caller) {
  const { status, body } = await reader.get('/conformity');
  expect(status).toBe(200);
  return body as {
    organism: { id: string };
    position: string;
    checkpoint: { size: number; root: string } | null;
    states: Record<string, number>;
    articles: { title: string; clauses: Clause[] }[];
  };
}

type Conformity = Awaited<ReturnType<typeof conformity>>;

const clausesOf = ({ articles }: Conformity) => articles.flatMap(({ clauses }) => clauses);
const figuresOf = (read: Conformity) =>
  clausesOf(read).flatMap(({ evidence, notInOrder }) => [...evidence, ...notInOrder]);

function clause(read: Conformity, id: string): Clause {
  return clausesOf(read).find((one) => one.id === id)!;
}

describe('The conformity to the amendment on a past day', () => {
  const dayOf = async (reader: Caller) => (await reader.get('/conformity-days')).body;
  const pdfOf = (reader: Caller, day: string) => reader.get(`/conformity-day.pdf?day=${day}`);

  it('is not kept before its evening, such as by a run that is made up for in the morning', async () => {
    expect(await recordConformity(running.services, 22)).toEqual({ recorded: 0 });
    expect(await dayOf(security)).toEqual([]);
  });

  it('is what was counted in its evening, once; the log has its hash, and another text is not told', async () => {
    expect(await dayOf(security)).toEqual([]);
    const { states, on } = (await security.get('/conformity')).body;
    expect(await recordConformity(running.services, 23)).toEqual({ recorded: 1 });
    expect(await recordConformity(running.services, 23)).toEqual({ recorded: 0 });
    expect(await dayOf(security)).toEqual([{ day: on, toSettle: states['to-settle'] }]);
    const first = await pdfOf(security, on);
    expect(first.status).toBe(200);
    expect(first.body.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await pdfOf(security, on)).body).toEqual(first.body);
    expect((await pdfOf(security, '2020-01-01')).body).toMatchObject({ code: 'day-not-kept' });
    expect((await pdfOf(security, 'hier')).status).toBe(422);
    expect((await pdfOf(otherCaf, on)).status).toBe(404);
    expect((await pdfOf(town, on)).status).toBe(403);
    await running.engines.database.query(
      `UPDATE conformity.days SET view = replace(view, '"kept":', '"kept":1')`,
    );
    expect((await pdfOf(security, on)).body).toMatchObject({ code: 'day-changed' });
  });
});

describe('The numbers that are decided by', () => {
  it('are told to whoever is signed in, rule by rule, and each rule of a clause leads to its own', async () => {
    const { status, body } = await town.get('/numbers');
    expect(status).toBe(200);
    const groups = body as { id: string; isRule: boolean; name: string; numbers: object[] }[];
    expect(groups.filter(({ name, numbers }) => !name || numbers.length === 0)).toEqual([]);
    expect(groups.find(({ id }) => id === 'R21')).toMatchObject({
      isRule: true,
      name: 'Blocage après 45\u00a0jours sans usage',
      numbers: expect.arrayContaining([
        {
          id: 'idleBlockDays',
          sentences: ['Un code sans connexion réussie depuis 45\u00a0jours est bloqué.'],
          basis: expect.stringContaining('Avenant, art. 4'),
        },
      ]),
    });
    expect(groups.find(({ id }) => id === 'sessions')).toMatchObject({ isRule: false, name: 'Sessions' });

    const led = clausesOf(await conformity(security)).flatMap(({ rules }) =>
      rules.flatMap(({ href }) => href ?? []),
    );
    const places = groups.filter(({ isRule }) => isRule).map(({ id }) => `/delais#${id}`);
    expect([...new Set(led)].sort()).toEqual(places.sort());
  });
});

describe('The conformity to the amendment', () => {
  it('says of each clause what keeps it, since when, and the last time', async () => {
    const read = await conformity(security);
    expect(clause(read, 'quarante-cinq-jours')).toMatchObject({
      since: expect.any(String),
      exercised: { what: 'Code bloqué faute d’usage', href: '/blocages?kind=idle' },
    });
    expect(clause(read, 'demande-ecrite')).toMatchObject({
      state: 'kept',
      exercised: { what: 'Habilitation accordée' },
    });
    expect(clause(read, 'enregistrement')).toMatchObject({ state: 'kept' });
    expect(clause(read, 'resiliation')).toMatchObject({ state: 'unused', since: null, exercised: null });
    const sum = Object.values(read.states).reduce((one, other) => one + other);
    expect(sum).toBe(clausesOf(read).length);
  });

  it('says what is not in order, and nothing that is', async () => {
    const read = await conformity(security);
    expect(clause(read, 'antivirus-et-anti-spam')).toMatchObject({
      state: 'to-settle',
      notInOrder: [
        { count: 2, label: 'partenaires sans attestation de l’antivirus' },
        { count: 2, label: 'partenaires sans attestation de l’anti-spam' },
      ],
    });
    expect(clausesOf(read).flatMap(({ notInOrder }) => notInOrder.map(({ count }) => count))).not.toContain(
      0,
    );
  });

  it('names the signed checkpoint, and the position it was read at', async () => {
    const { position, checkpoint } = await eventually(async () => {
      const read = await conformity(security);
      return read.checkpoint ? read : undefined;
    });
    expect(position).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
    // The first is signed as soon as there is something to sign.
    expect(checkpoint!.size).toBeGreaterThan(0);
    expect(Buffer.from(checkpoint!.root, 'base64')).toHaveLength(32);
  });

  it.each([
    ['caf-security', () => security],
    ['gestionnaire', () => town],
  ] as const)('of a %s has the very numbers of the screens that it leads to', async (role, reader) => {
    let compared = 0;
    for (const { count, href } of figuresOf(await conformity(reader()))) {
      const [page, query = ''] = href.split('?');
      const list = LISTS[page!]?.[role];
      if (!list) continue;
      const { status, body } = await reader().get(`${list}?${query}`);
      expect([href, status, body.count]).toEqual([href, 200, count]);
      compared++;
    }
    expect(compared).toBeGreaterThan(30);
  });

  it.each([
    ['caf-security', () => security],
    ['gestionnaire', () => town],
  ] as const)('leads a %s to pages of their menu alone', async (role, reader) => {
    const entries = [...textOf('apps/web/src/menu.ts').matchAll(/to: '([^']+)'.*roles: (.*) }/g)];
    const isOpen = (page: string) =>
      entries.some(
        ([, to, roles]) =>
          to !== '/' && page.startsWith(to!) && (roles!.startsWith('ALL') || roles!.includes(role)),
      );
    const read = await conformity(reader());
    const links = [...figuresOf(read), ...clausesOf(read).map(({ exercised }) => exercised)].flatMap(
      (one) => one?.href?.split('?')[0] ?? [],
    );
    expect([...new Set(links)].filter((page) => !isOpen(page))).toEqual([]);
  });

  it('of a partner is its own part alone', async () => {
    const own = await conformity(town);
    expect(own.organism.id).toBe(TOWN.id);
    expect(clause(own, 'quarante-cinq-jours').exercised).not.toBeNull();

    const other = await conformity(otherTown);
    expect(clause(other, 'quarante-cinq-jours')).toMatchObject({ since: null, exercised: null });
    expect(clause(other, 'demande-ecrite')).toMatchObject({ state: 'unused', exercised: null });
    const [codes] = clause(other, 'quarante-cinq-jours').evidence;
    expect(codes).toMatchObject({ count: 0, label: 'code' });
    const [conventions] = clause(other, 'objectifs').evidence;
    expect(conventions).toMatchObject({ count: 1, label: 'convention en vigueur' });
  });

  it('of another Caf has nothing of this one’s partners', async () => {
    const read = await conformity(otherCaf);
    expect(clause(read, 'objectifs')).toMatchObject({ state: 'unused', since: null });
    const ofPartners = figuresOf(read).filter(({ href }) => !/^\/(codes|connexions|actes)/.test(href));
    expect(ofPartners.filter(({ count }) => count > 0)).toEqual([]);
  });

  it('is a document too, and reading it is recorded', async () => {
    const { status, headers } = await town.get('/conformity.pdf');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/pdf');
    expect(headers['content-disposition']).toMatch(/conformite-21590410000017-\d{4}-\d{2}-\d{2}\.pdf/);
    await eventually(async () => {
      const { body } = await security.get('/consultations?view=conformity-pdf');
      return body.items.length > 0;
    });
  });
});
