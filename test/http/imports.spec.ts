import request from 'supertest';
import { START } from '#event-sourcing';
import { deriveId, isSiret, parisDateOf } from '#platform';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { visible } from '../support/test-log.ts';
import { upToDate } from '../support/up-to-date.ts';

let running: RunningRegister;
let register: SmallRegister;
let officer: Record<string, string>;
let correspondent: Record<string, string>;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  await register.convention();
  officer = await sessionOf(
    running.url,
    await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand')),
  );
  correspondent = await sessionOf(
    running.url,
    await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')),
  );
});
afterAll(() => running.close());

const send = async (who: Record<string, string>, path: string, file: string | Buffer) =>
  request(running.url)
    .post(`/api/imports/${path}/files`)
    .set({
      ...who,
      ...(await upToDate(running.engines.database)),
      'Content-Type': 'application/octet-stream',
    })
    .send(Buffer.from(file));
/** What people have written, all of it: other suites' transactions may hold it back for a while. */
const written = async () => {
  await visible(running.engines);
  const categories = ['convention', 'person', 'mailbox', 'roster', 'account'];
  const { events } = await running.engines.store.readAll({ after: START, categories, limit: 10_000 });
  return events.map(({ type }) => type);
};
const outcomes = ({ body }: request.Response) =>
  body.lines.map(({ row, outcome }: { row: number; outcome: string }) => [row, outcome]);

/** With the last digit that makes its sum right. */
const siretOf = (digits: string): string =>
  Array.from({ length: 10 }, (_, digit) => `${digits}${digit}`).find(isSiret)!;

const AGENTS = 'Nom;Prénom;Fonction;Messagerie;Établissement;Profil;Référence;Date de la demande';
const zoe = 'Lefèvre;Zoé;Directrice;zoe.lefevre@mons.example;Crèche collective;activité;PE-1;02/01/2026';
const zoeToo = 'Lefèvre;Zoé;Directrice;zoe.lefevre@mons.example;creche collective;Financier;PE-2;2026-01-02';
const paul = 'Noir;Paul;Agent;paul.noir@mons.example;;;;';

describe('R11: a correspondent brings agents and requests in', () => {
  it('with a template that names the columns', async () => {
    const { text, headers } = await request(running.url)
      .get('/api/imports/agents/template.csv')
      .set(correspondent)
      .expect(200);
    expect(text).toBe(`\ufeff${AGENTS};Dernier jour\r\n`);
    expect(headers['content-disposition']).toBe('attachment; filename="agents.csv"');
  });

  it('is shown what each line would do, and nothing is done', async () => {
    const before = await written();
    const preview = await send(correspondent, 'agents/preview', [AGENTS, zoe, zoeToo, paul].join('\n'));
    expect(preview.body.lines).toEqual([
      {
        row: 2,
        outcome: 'new',
        told: 'Nouvelle personne\u00a0; Profil demandé à Crèche collective',
        faults: [],
        kept: [],
      },
      { row: 3, outcome: 'new', told: 'Profil demandé à Crèche collective', faults: [], kept: [] },
      { row: 4, outcome: 'new', told: 'Nouvelle personne', faults: [], kept: [] },
    ]);
    expect(await written()).toEqual(before);
  });

  it('nothing by halves: while one line is at fault, none is done', async () => {
    const before = await written();
    const wrong = [
      'Roux;Anne;Agent;contact@mons.example;;;;',
      'Roux;Anne;Agent;anne@;Crèche collective;directeur;PE-3;31/02/2026',
      'Roux;Anne;Agent;anne.roux@mons.example;Crèche inconnue;activité;PE-3;02/01/2026',
      'Roux;Anne;Agent;anne.roux@mons.example;Crèche collective;activité;;',
    ];
    const file = [AGENTS, paul, ...wrong].join('\n');
    expect(outcomes(await send(correspondent, 'agents/preview', file))).toEqual([
      [2, 'new'],
      ...[3, 4, 5, 6].map((row) => [row, 'refused']),
    ]);
    const { status, body } = await send(correspondent, 'agents', file);
    expect([status, body.code]).toEqual([422, 'invalid-fields']);
    expect(body.errors).toEqual([
      { field: 'ligne 3', message: expect.stringContaining('boîte aux lettres partagée') },
      { field: 'ligne 4, Messagerie', message: expect.any(String) },
      { field: 'ligne 4, Profil', message: 'Écrivez\u00a0: activité, financier, approbateur.' },
      { field: 'ligne 4, Date de la demande', message: 'Donnez une date qui existe, comme 31/03/2026.' },
      { field: 'ligne 5', message: expect.stringContaining('Crèche inconnue') },
      { field: 'ligne 6', message: expect.stringContaining('référence') },
    ]);
    expect(await written()).toEqual(before);
  });

  it('brings them in, from Windows-1252 too, and a second time changes nothing', async () => {
    const file = Buffer.from([AGENTS, zoe, zoeToo, paul].join('\r\n'), 'latin1');
    const before = await written();
    expect(outcomes(await send(correspondent, 'agents', file))).toEqual([2, 3, 4].map((row) => [row, 'new']));
    const after = await written();
    expect(after.slice(before.length).sort()).toEqual([
      ...['HabilitationRequested', 'HabilitationRequested', 'MailboxClaimed', 'MailboxClaimed'],
      ...['PersonRegistered', 'PersonRegistered'],
    ]);
    expect(outcomes(await send(correspondent, 'agents', file))).toEqual(
      [2, 3, 4].map((row) => [row, 'known']),
    );
    expect(await written()).toEqual(after);
  });

  it('R6: with a last day, where a line has one', async () => {
    const lea = 'Petit;Léa;Agent;lea.petit@mons.example;Crèche collective;approbateur;PE-9;02/01/2026';
    const asked = async (lastDay: string) => {
      const file = [`${AGENTS};Dernier jour`, `${lea};${lastDay}`].join('\n');
      return (await send(correspondent, 'agents/preview', file)).body.lines[0];
    };
    expect(await asked('31/12/2099')).toMatchObject({
      outcome: 'new',
      told: expect.stringContaining('Profil demandé à Crèche collective jusqu’au 31 décembre 2099'),
    });
    expect(await asked('02/01/2026')).toMatchObject({ outcome: 'refused' });
  });

  it('R16: refuses a mailbox of somebody else', async () => {
    const other = zoe.replace('Lefèvre;Zoé', 'Petit;Jean');
    const { body } = await send(correspondent, 'agents/preview', [AGENTS, other].join('\n'));
    expect(body.lines).toMatchObject([{ outcome: 'refused', told: expect.stringContaining('LEFÈVRE Zoé') }]);
  });

  it('knows again whoever a spreadsheet writes in capitals, and what was asked for by another letter', async () => {
    const shouted =
      'LEFEVRE;ZOE;Directrice;Zoe.Lefevre@mons.example;CRECHE COLLECTIVE;Financier;PE-7;02/01/26';
    const inWords = zoeToo.replace('Financier', 'Fournisseur données financières').replace('PE-2', 'PE-8');
    const { body } = await send(correspondent, 'agents/preview', [AGENTS, shouted, inWords].join('\n'));
    const told = 'Ce profil est déjà demandé pour cette personne.';
    expect(body.lines).toMatchObject([
      { outcome: 'known', told },
      { outcome: 'known', told },
    ]);
  });

  it('and nobody else', async () => {
    for (const path of ['agents', 'agents/preview']) {
      expect((await send(officer, path, `${AGENTS}\n${paul}`)).status).toBe(403);
    }
  });
});

describe('an officer brings conventions and correspondents in', () => {
  const CONVENTIONS =
    'Siret;Gestionnaire;Adresse du gestionnaire;Représentant;Messagerie du représentant;Établissement;Adresse;Date d’effet;Date de fin';
  const siret = '99900000300015';
  const lucioles = (name: string, more = '31/12/2029') =>
    `${siret};Les Lucioles;3 rue du Barœul;Odile Vandamme;odile.vandamme@lucioles.example;${name};3 rue du Barœul;01/01/2026;${more}`;

  it('R1: one convention for the establishments of a gestionnaire, and a link for its representative (R2)', async () => {
    const file = [CONVENTIONS, lucioles('Micro-crèche'), lucioles('Halte-garderie')].join('\n');
    const before = await written();
    const { body } = await send(officer, 'conventions', file);
    expect(body.lines).toMatchObject([
      {
        outcome: 'new',
        told: 'Nouvelle convention avec Les Lucioles, du 1er janvier 2026 au 31 décembre 2029, lien de signature envoyé',
      },
      { outcome: 'new', told: 'Établissement de cette convention' },
    ]);
    expect((await written()).slice(before.length)).toEqual(
      expect.arrayContaining(['ConventionRegistered', 'SignatureLinkSent']),
    );
    expect(outcomes(await send(officer, 'conventions', file))).toEqual([2, 3].map((row) => [row, 'known']));
  });

  it('R2: foresees who sends that link, and that no officer’s mailbox is one to sign from', async () => {
    const toTown = lucioles('Ludothèque').replace(siret, TOWN.id);
    const toOfficer = lucioles('Crèche', '31/12/2033').replace(
      'odile.vandamme@lucioles.example',
      `caf-habilitation@${CAF.id}.example`,
    );
    const { body } = await send(officer, 'conventions/preview', [CONVENTIONS, toTown, toOfficer].join('\n'));
    expect(body.lines).toMatchObject([
      { outcome: 'new', told: expect.stringContaining('lien de signature proposé à ses correspondants') },
      { outcome: 'refused', told: expect.stringContaining('celle d’un agent de la Caf') },
    ]);
  });

  it('R1: another Caf has places of the same name with the same gestionnaire, which are others', async () => {
    const other = { id: '621', name: 'Caf du Pas-de-Calais' };
    const colleague = await sessionOf(
      running.url,
      await register.activate(await register.staff('caf-habilitation', 'Benoît Autre', other)),
    );
    const header = `${CONVENTIONS};Directeur de la Caf;Adresse de la Caf`;
    const { body } = await send(
      colleague,
      'conventions/preview',
      [header, `${lucioles('Micro-crèche')};Anne Roy;Arras`].join('\n'),
    );
    expect(body.lines).toMatchObject([{ outcome: 'new' }]);
  });

  it('refuses what contradicts itself, or adds to what is recorded', async () => {
    const other = lucioles('Crèche').replace('Odile Vandamme', 'Jean Petit');
    const file = [
      CONVENTIONS,
      lucioles('Multi-accueil'),
      other,
      lucioles('Crèche', '31/12/2030'),
      other.replace('2029', '2030'),
    ];
    expect(outcomes(await send(officer, 'conventions/preview', file.join('\n')))).toEqual([
      ...[2, 3].map((row) => [row, 'refused']),
      ...[
        [4, 'new'],
        [5, 'refused'],
      ],
    ]);
  });

  it('says of a Siret that a spreadsheet has rounded what happened, and of an establishment that it comes twice', async () => {
    const rounded = lucioles('Crèche', '31/12/2031').replace(siret, '9,99E+13');
    const twice = [lucioles('Crèche', '31/12/32'), lucioles('CRECHE', '31/12/2032')];
    const { body } = await send(officer, 'conventions/preview', [CONVENTIONS, rounded, ...twice].join('\n'));
    expect(body.lines).toMatchObject([
      { outcome: 'refused', faults: [{ field: 'Siret', message: expect.stringContaining('format Texte') }] },
      { outcome: 'new' },
      { outcome: 'refused', told: expect.stringContaining('déjà dans ce fichier') },
    ]);
  });

  it('R16: foresees that the mailbox of a correspondent is somebody else’s, and that a code was closed for good (R12)', async () => {
    const header = 'Siret;Nom;Prénom;Messagerie';
    const agents = `${TOWN.id};Lefèvre;Zoé;zoe.lefevre@mons.example`;
    const marc = `${TOWN.id};Durieu;Marc;marc.durieu@mons.example`;
    expect(outcomes(await send(officer, 'correspondents', [header, marc].join('\n')))).toEqual([[2, 'new']]);
    const { body } = await request(running.url)
      .get('/api/lists/accounts?q=durieu')
      .set({ ...officer, ...(await upToDate(running.engines.database)) });
    await request(running.url)
      .post(`/api/accounts/${body.items[0].userCode}/closing`)
      .set(officer)
      .send({ reason: 'Parti' })
      .expect(201);
    // Its mailbox is given back a moment after.
    const before = await eventually(async () => {
      const types = await written();
      return types.includes('MailboxReleased') && types;
    });
    const preview = await send(officer, 'correspondents/preview', [header, agents, marc].join('\n'));
    expect(preview.body.lines).toMatchObject([
      { outcome: 'refused', told: expect.stringContaining('déjà celle d’une autre personne') },
      { outcome: 'refused', told: expect.stringContaining('il est fermé') },
    ]);
    expect(await written()).toEqual(before);
  });

  it('R1: a whole Caf’s, and at once again; the home page gives some of what is to be signed, and how many others', async () => {
    const sirets = Array.from({ length: 13 }, (_, n) => siretOf(`9980${String(n).padStart(5, '0')}0001`));
    const lines = sirets.map((one, n) => lucioles(`Crèche ${n}`).replace(siret, one));
    const file = [CONVENTIONS.replace('Messagerie du représentant;', ''), ...lines].join('\n');
    const withoutLinks = file.replaceAll('odile.vandamme@lucioles.example;', '');
    const sendAtOnce = () =>
      request(running.url)
        .post('/api/imports/conventions/files')
        .set({ ...officer, 'Content-Type': 'application/octet-stream' })
        .send(Buffer.from(withoutLinks));
    expect(outcomes(await sendAtOnce())).toEqual(lines.map((_, index) => [index + 2, 'new']));
    expect(outcomes(await sendAtOnce())).toEqual(lines.map((_, index) => [index + 2, 'known']));

    const { body } = await request(running.url)
      .get('/api/lists/conventions?watch=to-sign')
      .set({ ...officer, ...(await upToDate(running.engines.database)) });
    const tasks = (await request(running.url).get('/api/tasks').set(officer)).body.filter(
      ({ href }: { href: string }) => href.startsWith('/conventions'),
    );
    expect(tasks).toHaveLength(5);
    expect(tasks.at(-1)).toMatchObject({
      title: `${body.count - 4}\u00a0autres conventions à signer`,
      href: '/conventions?watch=to-sign',
    });
  });

  it('R12: codes of correspondents, of partners whose convention is signed', async () => {
    const header = 'Siret,Nom,Prénom,Messagerie';
    const [jeanne, unsigned] = [
      `${TOWN.id},Martin,Jeanne,jeanne.martin@mons.example`,
      `${siret},Vandamme,Odile,odile@lucioles.example`,
    ];
    expect(
      outcomes(await send(officer, 'correspondents/preview', [header, jeanne, unsigned, jeanne].join('\n'))),
    ).toEqual([
      [2, 'new'],
      [3, 'refused'],
      [4, 'refused'],
    ]);
    expect(outcomes(await send(officer, 'correspondents', [header, jeanne].join('\n')))).toEqual([
      [2, 'new'],
    ]);
    const again = await send(officer, 'correspondents', [header, jeanne].join('\n'));
    expect(again.body.lines).toMatchObject([
      { outcome: 'known', told: expect.stringMatching(/^Code G\d{6} déjà ouvert, pour MARTIN Jeanne$/) },
    ]);
  });
});

/** Each column of each import, with another value than the register has. A column that is added fails here until its own is. */
describe('a value that the register has otherwise is never passed over in silence', () => {
  /** A line by its columns. */
  type Cells = Readonly<Record<string, string>>;
  const fileOf = (...lines: readonly Cells[]) =>
    [Object.keys(lines[0]!), ...lines.map((line) => Object.values(line))]
      .map((cells) => cells.join(';'))
      .join('\n');

  // What is imported first
  const GRILLONS = {
    Siret: siretOf('9970000010001'),
    Gestionnaire: 'Les Grillons',
    'Adresse du gestionnaire': '3 rue du Barœul',
    Représentant: 'Odile Vandamme',
    'Messagerie du représentant': 'odile.vandamme@grillons.example',
    Établissement: 'Micro-crèche',
    Adresse: '3 rue du Barœul',
    'Date d’effet': '01/01/2026',
    'Date de fin': '31/12/2029',
    'Directeur de la Caf': 'Luc Grard',
    'Adresse de la Caf': 'Lille',
  };
  const LEA = {
    Nom: 'Girard',
    Prénom: 'Léa',
    Fonction: 'Agent',
    Messagerie: 'lea.girard@mons.example',
    Établissement: 'Crèche collective',
    Profil: 'approbateur',
    Référence: 'PE-20',
    'Date de la demande': '02/01/2026',
    'Dernier jour': '31/12/2099',
  };
  const MARC = { Siret: TOWN.id, Nom: 'Delattre', Prénom: 'Marc', Messagerie: 'marc.delattre@mons.example' };

  const IMPORTS: [
    path: string,
    who: () => Record<string, string>,
    first: Cells,
    otherwise: Record<string, [value: string, outcome: string]>,
  ][] = [
    [
      'conventions',
      () => officer,
      GRILLONS,
      {
        Siret: [siretOf('9970000010002'), 'new'],
        Gestionnaire: ['Les Cigales', 'kept'],
        'Adresse du gestionnaire': ['5 rue du Barœul', 'kept'],
        Représentant: ['Jean Petit', 'kept'],
        'Messagerie du représentant': ['jean.petit@grillons.example', 'kept'],
        Établissement: ['Halte-garderie', 'refused'],
        Adresse: ['5 rue du Barœul', 'kept'],
        'Date d’effet': ['02/01/2026', 'kept'],
        'Date de fin': ['31/12/2030', 'new'],
        'Directeur de la Caf': ['Anne Barbier', 'kept'],
        'Adresse de la Caf': ['Roubaix', 'kept'],
      },
    ],
    [
      'agents',
      () => correspondent,
      LEA,
      {
        Nom: ['Petit', 'refused'],
        Prénom: ['Léo', 'refused'],
        Fonction: ['Directrice', 'kept'],
        Messagerie: ['lea.petit@mons.example', 'refused'],
        Établissement: ['Crèche inconnue', 'refused'],
        Profil: ['financier', 'refused'],
        Référence: ['PE-21', 'kept'],
        'Date de la demande': ['03/01/2026', 'kept'],
        'Dernier jour': ['', 'kept'],
      },
    ],
    [
      'correspondents',
      () => officer,
      MARC,
      {
        Siret: [GRILLONS.Siret, 'refused'],
        Nom: ['Dumoulin', 'kept'],
        Prénom: ['Jean', 'kept'],
        Messagerie: ['marc.dumoulin@mons.example', 'new'],
      },
    ],
  ];

  it.each(IMPORTS)('%s', async (path, who, first, otherwise) => {
    const { body: columns } = await request(running.url).get(`/api/imports/${path}`).set(who()).expect(200);
    const headers = columns.map((column: { header: string }) => column.header);
    expect([Object.keys(first), Object.keys(otherwise)]).toEqual([headers, headers]);

    expect(outcomes(await send(who(), path, fileOf(first)))).toEqual([[2, 'new']]);
    const again = await send(who(), `${path}/preview`, fileOf(first));
    expect(again.body.lines).toMatchObject([{ outcome: 'known', kept: [] }]);
    for (const [column, [value, expected]] of Object.entries(otherwise)) {
      const { body } = await send(who(), `${path}/preview`, fileOf({ ...first, [column]: value }));
      const [{ outcome, kept }] = body.lines;
      expect([column, kept.length > 0 ? 'kept' : outcome]).toEqual([column, expected]);
    }
  });

  it('says what is kept, and how it is changed; capitals without accents say nothing else', async () => {
    const shouted = Object.fromEntries(
      Object.entries(LEA).map(([column, value]) => [column, value.toUpperCase()]),
    );
    const file = fileOf(shouted, { ...LEA, Fonction: 'Directrice' });
    const { body } = await send(correspondent, 'agents/preview', file);
    expect(body.lines).toMatchObject([
      { outcome: 'known', kept: [] },
      {
        outcome: 'known',
        kept: [
          {
            field: 'Fonction',
            message:
              '«\u00a0Directrice\u00a0» n’est pas repris\u00a0: le registre garde «\u00a0Agent\u00a0». Corrigez-le sur la page de la personne.',
          },
        ],
      },
    ]);
  });

  it('names whoever has the same name at another mailbox: a mailbox that has changed is corrected, not imported', async () => {
    const elsewhere = {
      ...LEA,
      Messagerie: 'lea.g@mons.example',
      Établissement: '',
      Profil: '',
      Référence: '',
      'Date de la demande': '',
      'Dernier jour': '',
    };
    const told = async (who: Record<string, string>, path: string, line: Cells) =>
      (await send(who, `${path}/preview`, fileOf(line))).body.lines[0].told;
    expect(await told(correspondent, 'agents', elsewhere)).toContain('lea.girard@mons.example');
    const moved = { ...MARC, Messagerie: 'm.delattre@mons.example' };
    expect(await told(officer, 'correspondents', moved)).toContain('marc.delattre@mons.example');
  });

  it('R1: what is said once of a convention counts on whichever line; said twice otherwise, it is refused', async () => {
    const first = { ...GRILLONS, Siret: siretOf('9970000010003') };
    const other = {
      ...first,
      Établissement: 'Halte-garderie',
      'Messagerie du représentant': 'jean.petit@grillons.example',
    };
    const preview = (...lines: readonly Cells[]) => send(officer, 'conventions/preview', fileOf(...lines));
    expect(outcomes(await preview(first, other))).toEqual([
      [2, 'new'],
      [3, 'refused'],
    ]);
    const { body } = await preview({ ...first, 'Messagerie du représentant': '' }, other);
    expect(body.lines[0].told).toContain('lien de signature envoyé');
  });
});

describe('R1: a Caf that begins', () => {
  it('says once in its file who directs it, and where it is', async () => {
    const caf = { id: '591', name: 'Caf de Dunkerque' };
    const session = await sessionOf(
      running.url,
      await register.activate(await register.staff('caf-habilitation', 'Ève Lambert', caf)),
    );
    const columns =
      'Siret;Gestionnaire;Adresse du gestionnaire;Représentant;Établissement;Adresse;Date de fin;Directeur de la Caf;Adresse de la Caf';
    const line = (n: number, more: string) =>
      `${siretOf(`996000000000${n}`)};Les Dunes;1 quai;Ève Roy;Crèche ${n};1 quai;31/12/2029;${more}`;
    const preview = async (...lines: string[]) =>
      outcomes(await send(session, 'conventions/preview', [columns, ...lines].join('\n')));
    expect(await preview(line(1, ';'), line(2, ';'))).toEqual([2, 3].map((row) => [row, 'refused']));
    expect(await preview(line(1, ';'), line(2, 'Luc Fort;Dunkerque'))).toEqual(
      [2, 3].map((row) => [row, 'new']),
    );
  });
});

describe('a file that is no such table', () => {
  it.each([
    ['is empty', '', 'no-table'],
    ['has no line', AGENTS, 'no-lines'],
    ['is a workbook', 'PK\u0003\u0004xl/workbook.xml', 'no-table'],
    ['begins with a title', `Agents de la ville\n${AGENTS}\n${paul}`, 'columns-unknown'],
    ['lacks a column', 'Nom;Prénom\nLefèvre;Zoé', 'columns-missing'],
    ['has a column that is not known', `${AGENTS};Téléphone\n${paul};1`, 'columns-unknown'],
    [
      'has too many lines',
      [AGENTS, ...Array.from({ length: 1001 }, () => paul)].join('\n'),
      'too-many-lines',
    ],
  ])('is refused when it %s', async (_, file, code) => {
    const { status, body } = await send(correspondent, 'agents/preview', file);
    expect([status, body.code]).toEqual([422, code]);
  });

  it('or is too large, or no file', async () => {
    expect((await send(correspondent, 'agents', Buffer.alloc(1_000_001))).status).toBe(413);
    await request(running.url)
      .post('/api/imports/agents/files')
      .set(correspondent)
      .send({ lines: [] })
      .expect(415);
  });
});

describe('a mailbox whose person has left', () => {
  it('R16: is that of whoever an import names next, and a second time changes nothing', async () => {
    const place = { id: deriveId('test', 'second'), name: 'Halte-garderie', address: 'Verdun' };
    await register.convention({ establishments: [place] });
    const personId = await register.person('Marc', 'Denis');
    await register.habilitate('Marc', 'Denis', 'approver', place.id);
    const today = parisDateOf(new Date().toISOString());
    const leaving = { personId, kind: 'departure', lastDay: today, reason: 'Mutation' };
    const left = await request(running.url).post('/api/departures').set(correspondent).send(leaving);
    expect(left.status).toBe(201);
    const successor = 'Fontaine;Luc;Agent;marc.denis@mons.example';
    const file = [
      AGENTS,
      `${successor};Halte-garderie;approbateur;PE-12;02/01/2026`,
      `${successor};;;;`,
    ].join('\n');
    await eventually(async () => {
      const { body } = await send(correspondent, 'agents/preview', file);
      expect(body.lines).toMatchObject([
        { outcome: 'new', told: expect.stringContaining('Nouvelle personne') },
        { outcome: 'known' },
      ]);
      return true;
    });
    expect(outcomes(await send(correspondent, 'agents', file))).toEqual([
      [2, 'new'],
      [3, 'known'],
    ]);
    const after = await written();
    expect(outcomes(await send(correspondent, 'agents', file))).toEqual([2, 3].map((row) => [row, 'known']));
    expect(await written()).toEqual(after);
  });
});
